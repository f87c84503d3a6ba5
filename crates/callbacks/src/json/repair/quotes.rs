//! Finds the end of a string whose quotes cannot be trusted: the first quote after which the rest is plausible.

use super::ahead::{Next, Quote, Source};
use super::find;
use super::strict;
use super::token::{Close, Kind, Role, Text, Token, ends};

/// The string that opens with the quote at `at`.
pub(super) fn quoted(source: Source, at: usize, role: Role) -> Token {
    let Some(mut open) = source.quote(at) else { return Token::new(Kind::Stray, at, source.step(at)) };
    let may_be_name = role != Role::Value;
    if may_be_name
        && let Some(name) = source.name(at)
        && (name.known || role != Role::Item)
        && (!name.closed
            || !name.colon
            || name.doubled
            || !source.quote(name.end).is_some_and(|close| open.pairs(close)))
    {
        let close = if name.closed { Close::Present } else { Close::Missing };
        let found = Found::new(name.start, name.end);
        // If the two quotes differ, one must be replaced.
        let open = source.quote(name.end).filter(|close| close.mark != '"').unwrap_or(open);
        return Found { open: Some(open), close, doubled: name.doubled, ..found }.token(at, name.after);
    }
    let mut found = Found { open: Some(open), ..Found::new(at + open.length, at) };
    // A quote that occurs nowhere else in the text is a damaged quote of another kind.
    if matches!(open.mark, '\'' | '`') && !source.rest(found.start).contains(open.mark) {
        open = Quote { mark: '"', length: 1 };
    }
    // The quotes of the JSON inside are escaped, so its end is certain.
    let encoded = find::holds_json(source, at);
    let mut place = found.start;
    while let Some(byte) = source.byte(place) {
        match source.quote(place) {
            Some(quote) if open.pairs(quote) => {
                let after = place + quote.length;
                if encoded {
                    return found.ending(place, Close::Present).token(at, after);
                }
                if let Some(end) = closing(source, &mut found, place, after, role) {
                    return found.ending(place, Close::Present).token(at, end);
                }
                if let Some((next, resume)) = joined(source, after) {
                    (found.joined, found.rough) = (true, true);
                    (open, place) = (next, resume);
                    continue;
                }
                if let Some(end) = lost_close(source, found.start, place, role) {
                    return found.ending(end, Close::Missing).token(at, end);
                }
                if place == found.start && !found.doubled {
                    (found.doubled, found.start) = (true, after);
                } else {
                    found.rough = true;
                }
                place = after;
            }
            _ => place = found.pass(source, place, byte),
        }
    }
    let end = structure_start(source, found.start, source.text.len());
    found.ending(end, Close::Cut).token(at, end)
}

/// A word without an opening quote: a key, a number, a literal, or a string whose quotes are missing.
pub(super) fn bare(source: Source, at: usize, role: Role) -> Token {
    if role != Role::Value
        && let Some(name) = source.name(at)
    {
        if name.closed {
            return Found::new(name.start, name.end).token(at, name.after);
        }
        return Token::new(Kind::Bare, at, name.end);
    }
    let word = word_end(source, at);
    if is_scalar(&source.text[at..word]) {
        let next = source.next(word);
        let apart = matches!(source.byte(word), Some(b'\n' | b'\r'));
        let beside = role == Role::Item && next == Next::Opener;
        if ends(role, next) || apart || beside || (role == Role::Any && matches!(next, Next::Comma(_))) {
            return Token::new(Kind::Bare, at, word);
        }
    }
    let mut found = Found::new(at, at);
    let mut place = at;
    while let Some(byte) = source.byte(place) {
        if let Some(quote) = source.quote(place) {
            let after = place + quote.length;
            if let Some(end) = closing(source, &mut found, place, after, role) {
                return found.ending(place, Close::Present).token(at, end);
            }
            if let Some(end) = lost_close(source, at, place, role) {
                return Token::new(Kind::Bare, at, end);
            }
            if quote.mark == '"' && source.name(place).is_some_and(|name| name.closed) {
                return Token::new(Kind::Bare, at, trimmed(source, at, place));
            }
            place = after;
        } else if stops(source, place, byte, role) {
            return Token::new(Kind::Bare, at, trimmed(source, at, place));
        } else if byte == b'{'
            && place - at <= 40
            && !source.text[at..].starts_with(|c: char| c.is_ascii_digit())
            && source.text[at..place].trim_end().bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'%')
        {
            // The name of a class, as Node prints it before an object, or the sign that Elixir puts there.
            return Token::new(Kind::Placeholder, at, trimmed(source, at, place));
        } else {
            place = found.pass(source, place, byte);
        }
    }
    Token::new(Kind::Bare, at, trimmed(source, at, place))
}

/// What is known about a string so far.
struct Found {
    start: usize,
    end: usize,
    open: Option<Quote>,
    close: Close,
    doubled: bool,
    rough: bool,
    joined: bool,
}

impl Found {
    fn new(start: usize, end: usize) -> Self {
        Self { start, end, open: None, close: Close::Present, doubled: false, rough: false, joined: false }
    }

    fn ending(self, end: usize, close: Close) -> Self {
        Self { end: end.max(self.start), close, ..self }
    }

    fn token(self, at: usize, end: usize) -> Token {
        let text = Text {
            start: self.start as u32,
            end: self.end as u32,
            open: self.open.map(|quote| quote.mark),
            close: self.close,
            doubled: self.doubled,
            rough: self.rough,
            joined: self.joined,
        };
        Token::new(Kind::Text(text), at, end.max(self.end))
    }

    /// The place after a character of the content, or after an escape.
    fn pass(&mut self, source: Source, place: usize, byte: u8) -> usize {
        match byte {
            b'\\' => {
                let escaped = source.byte(place + 1);
                self.rough |= !matches!(escaped, Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't'));
                source.step(place + 1)
            }
            0..0x20 | b'"' => {
                self.rough = true;
                place + 1
            }
            0..0x80 => place + 1,
            _ => source.step(place),
        }
    }
}

/// The position after the quote at `place`, if it closes the string; after both, if it is doubled.
fn closing(source: Source, found: &mut Found, place: usize, after: usize, role: Role) -> Option<usize> {
    let next = source.next(after);
    let content = &source.text[found.start..place];
    match next {
        // After the first of two quotes, only an empty string or an item of an array ends.
        Next::QuoteThenStructure => {
            let second = source.space(after);
            if second == after {
                found.doubled = true;
                return Some(after + source.quote(second)?.length);
            }
            Some(after)
        }
        Next::Colon => is_name(content).then_some(after),
        Next::Quote if content.is_empty() => None,
        // The colon is missing.
        Next::Opener | Next::Scalar | Next::Quote
            if matches!(role, Role::Name | Role::Any) && (source.guide.knows(content) || is_word(content)) =>
        {
            Some(after)
        }
        next => ends(role, next).then_some(after),
    }
}

/// Where a string without its closing quote ended, if the quote at `place` opens the next token.
fn lost_close(source: Source, start: usize, place: usize, role: Role) -> Option<usize> {
    let end = structure_start(source, start, place);
    let between = &source.text[end..place];
    let opens_name = source.name(place).is_some_and(|name| name.opened && name.closed);
    let opens_item = matches!(role, Role::Item | Role::Any) && between.contains(',');
    let parted = between.contains([',', '{', '}', '\n']);
    (parted && (opens_name || opens_item)).then_some(end)
}

/// The start of the whitespace and punctuation that ends at `end`.
fn structure_start(source: Source, start: usize, end: usize) -> usize {
    let inner = &source.text[start..end];
    start + inner.trim_end_matches([' ', '\t', '\n', '\r', ',', '{', '}', '[', ']']).len()
}

/// Where a string that Node printed as a sum over several lines continues, and its quote.
fn joined(source: Source, after: usize) -> Option<(Quote, usize)> {
    let plus = source.space(after);
    let next = source.space(plus + 1);
    if source.byte(plus) != Some(b'+') || !source.text[plus..next].contains('\n') {
        return None;
    }
    source.quote(next).map(|quote| (quote, next + quote.length))
}

/// Whether an unquoted string ends before the character at `place`.
fn stops(source: Source, place: usize, byte: u8, role: Role) -> bool {
    match byte {
        b'\n' | b'\r' => true,
        b',' if role == Role::Item || role == Role::Any => true,
        b',' => {
            let next = source.space(place + 1);
            matches!(source.byte(next), None | Some(b'{' | b'}' | b'[' | b']')) || source.name(next).is_some()
        }
        b'}' | b']' => match source.next(place + 1) {
            Next::End | Next::Closer | Next::Name | Next::Comment => true,
            Next::Comma(_) => ends(role, source.next(place + 1)),
            _ => false,
        },
        _ => false,
    }
}

/// `end` without the whitespace and commas before it.
fn trimmed(source: Source, start: usize, end: usize) -> usize {
    start + source.text[start..end].trim_end_matches([' ', '\t', '\n', '\r', ',']).len()
}

fn word_end(source: Source, at: usize) -> usize {
    let rest = source.rest(at).as_bytes();
    at + rest
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_'))
        .count()
}

fn is_scalar(word: &str) -> bool {
    strict::is_number(word) || number(word).is_some() || literal(word).is_some()
}

/// The JSON for a literal of JSON, JavaScript, Python or Ruby; an empty string for `undefined`.
pub(super) fn literal(word: &str) -> Option<&'static str> {
    Some(match word {
        "true" | "True" | "TRUE" => "true",
        "false" | "False" | "FALSE" => "false",
        "null" | "None" | "nil" | "NULL" | "NaN" | "Infinity" | "-Infinity" => "null",
        "undefined" => "",
        _ => return None,
    })
}

/// A valid JSON number, from one that other languages write without a digit before or after the dot.
pub(super) fn number(word: &str) -> Option<String> {
    let (sign, digits) = word.strip_prefix('-').map_or(("", word), |digits| ("-", digits));
    let number = match (digits.strip_prefix('.'), digits.strip_suffix('.')) {
        (Some(fraction), None) => format!("{sign}0.{fraction}"),
        (None, Some(whole)) => format!("{sign}{whole}.0"),
        _ => return None,
    };
    strict::is_number(&number).then_some(number)
}

fn is_name(content: &str) -> bool {
    content.len() <= 64 && !content.contains(['\n', ',', '{', '[', '"'])
}

/// Whether a string could be an identifier in any programming language.
pub(super) fn is_word(content: &str) -> bool {
    (1..=64).contains(&content.len())
        && !content.starts_with(|mark: char| mark.is_ascii_digit())
        && content.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}
