//! Damaged text as lenient tokens. Every byte from the first token on is in a token or is whitespace.

use super::ahead::{AfterComma, Next, Source};
use super::find;
use super::quotes;
use super::strict::MAX_DEPTH;
use super::token::{Bracket, Kind, Role, Token, content};
use crate::order::sort_by_numbers;

/// The tokens of the text from `at` on; `None` if they nest too deep to be a callback.
pub(super) fn tokens(source: Source, at: usize) -> Option<Vec<Token>> {
    let mut reader = Reader { source, tokens: Vec::new(), spaces: Vec::new(), open: Vec::new() };
    let mut at = reader.space(at);
    while at < source.text.len() {
        let token = reader.token(at);
        reader.push(token);
        at = reader.space(token.end().max(at + 1));
        if reader.open.len() > MAX_DEPTH {
            return None;
        }
    }
    reader.tokens.append(&mut reader.spaces);
    sort_by_numbers(&mut reader.tokens, |token| (token.start as usize, 0));
    Some(reader.tokens)
}

struct Reader<'a> {
    source: Source<'a>,
    tokens: Vec<Token>,
    /// Whitespace that JSON does not allow, kept separately so that the last token is easy to find.
    spaces: Vec<Token>,
    /// The brackets that are open here, as far as the text is reliable.
    open: Vec<Bracket>,
}

impl Reader<'_> {
    /// The position of the next token.
    fn space(&mut self, mut at: usize) -> usize {
        let end = self.source.space(at);
        while at < end {
            let next = self.source.step(at);
            if self.source.odd_space(at) {
                self.spaces.push(Token::new(Kind::OddSpace, at, next));
            }
            at = next;
        }
        end
    }

    fn push(&mut self, token: Token) {
        match token.kind {
            Kind::Open(bracket) => self.open.push(bracket),
            Kind::Close(_) => {
                self.open.pop();
            }
            _ => {}
        }
        self.tokens.push(token);
    }

    fn token(&self, at: usize) -> Token {
        let source = self.source;
        if self.open.is_empty() && !self.tokens.is_empty() && !self.continues(at) {
            let end = find::body(source, at).map_or(source.text.len(), |body| body.at);
            if end > at {
                return Token::new(Kind::Outside, at, end);
            }
        }
        let one = |kind| Token::new(kind, at, at + 1);
        match source.byte(at).unwrap_or(b' ') {
            b'{' => one(Kind::Open(Bracket::Brace)),
            b'[' => placeholder(source, at).unwrap_or(one(Kind::Open(Bracket::Square))),
            b'}' => one(Kind::Close(Bracket::Brace)),
            b']' => one(Kind::Close(Bracket::Square)),
            b',' => one(Kind::Comma),
            b':' => one(Kind::Colon),
            b'=' => Token::new(Kind::Colon, at, source.colon(at).unwrap_or(at + 1)),
            b'/' | b'#' if source.is_comment(at) => comment(source, at),
            b'`' if source.rest(at).starts_with("```") => {
                let end = find::body(source, at).map_or(source.text.len(), |body| body.at);
                Token::new(Kind::Outside, at, end)
            }
            b'.' if !source.byte(at + 1).is_some_and(|byte| byte.is_ascii_digit()) => elision(source, at),
            0xE2 if source.rest(at).starts_with('…') => elision(source, at),
            b';' | b'(' | b')' => one(Kind::Stray),
            b'<' if self.role() == Role::Value || self.role() == Role::Item => reference(source, at),
            b'"' if self.wraps_json(at) => one(Kind::Stray),
            _ if source.quote(at).is_some() => quotes::quoted(source, at, self.role()),
            _ => quotes::bare(source, at, self.role()),
        }
    }

    /// Whether the quote at `at` encloses JSON whose quotes are not escaped.
    fn wraps_json(&self, at: usize) -> bool {
        let source = self.source;
        match self.tokens.last().map(|token| token.kind) {
            Some(Kind::Colon) => matches!(source.byte(at + 1), Some(b'{' | b'[')) && find::is_body(source, at + 1),
            Some(Kind::Close(_)) => {
                matches!(
                    source.next(at + 1),
                    Next::Comma(AfterComma::Name | AfterComma::Structure) | Next::Closer | Next::End
                )
            }
            _ => false,
        }
    }

    /// The role of the next string, by the token before it.
    fn role(&self) -> Role {
        let Some(last) = self.tokens.iter().rev().find(|token| token.kind != Kind::Comment) else { return Role::Name };
        match last.kind {
            Kind::Colon => Role::Value,
            Kind::Open(Bracket::Brace) => Role::Name,
            Kind::Open(Bracket::Square) => Role::Item,
            Kind::Comma if self.open.last() == Some(&Bracket::Square) => Role::Item,
            // A name whose colon is lost.
            Kind::Text(_) | Kind::Bare => match content(last.kind, last) {
                Some((start, end)) if self.source.guide.knows(&self.source.text[start..end]) && !self.is_value() => {
                    Role::Value
                }
                _ => Role::Any,
            },
            _ => Role::Any,
        }
    }

    /// Whether the last token is the value of a field.
    fn is_value(&self) -> bool {
        let mut before = self.tokens.iter().rev().skip(1);
        before.next().is_some_and(|token| token.kind == Kind::Colon)
    }

    /// Whether the text at `at`, outside all brackets, continues the JSON.
    fn continues(&self, at: usize) -> bool {
        let source = self.source;
        match source.byte(at) {
            Some(b'}' | b']' | b':') => !self.tokens.is_empty(),
            Some(b'/' | b'#') => !self.tokens.is_empty() && source.is_comment(at),
            Some(b',') => {
                let next = source.space(at + 1);
                matches!(source.byte(next), None | Some(b'}' | b']' | b',' | b'{' | b'['))
                    || source.name(next).is_some()
                    || find::is_body(source, next)
            }
            _ => match self.tokens.last().map(|token| token.kind) {
                Some(Kind::Colon | Kind::Comma) => true,
                // A name whose colon is lost.
                Some(Kind::Text(text))
                    if self.source.guide.knows(&source.text[text.start as usize..text.end as usize]) =>
                {
                    true
                }
                _ => source.name(at).is_some_and(|name| name.opened),
            },
        }
    }
}

/// `[Object]`, `[Array]`, `[Circular *1]`, `[Function: x]`, and `[Object: null prototype]` before a brace.
fn placeholder(source: Source, at: usize) -> Option<Token> {
    let inner = source.rest(at + 1);
    let first = inner.bytes().next()?;
    let length = inner.bytes().take(48).position(|byte| byte == b']')?;
    let word = &inner.as_bytes()[..length];
    let printed = first.is_ascii_uppercase()
        && word
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b':' | b'*' | b'_' | b'/' | b'(' | b')'))
        && !matches!(word, b"None" | b"True" | b"False" | b"NaN" | b"Infinity");
    printed.then(|| Token::new(Kind::Placeholder, at, at + length + 2))
}

/// `<ref *1>`, `<Buffer 7b 7d>`.
fn reference(source: Source, at: usize) -> Token {
    let line = source.rest(at).split(['\n', ',', '"']).next().unwrap_or_default();
    match line.find('>') {
        Some(length) => Token::new(Kind::Placeholder, at, at + length + 1),
        None => Token::new(Kind::Stray, at, at + 1),
    }
}

/// Dots, and the count that Node prints after them.
fn elision(source: Source, at: usize) -> Token {
    let dots = source.rest(at).bytes().take_while(|byte| *byte == b'.').count();
    let mut end = if dots == 0 { at + '…'.len_utf8() } else { at + dots };
    if dots < 3 && dots > 0 {
        return Token::new(Kind::Stray, at, end);
    }
    let digits = source.space(end);
    let count = source.rest(digits).bytes().take_while(u8::is_ascii_digit).count();
    let words = source.space(digits + count);
    if source.rest(words).starts_with("more ") {
        let word = source.rest(words + 5).bytes().take_while(u8::is_ascii_alphabetic).count();
        end = words + 5 + word;
    }
    Token::new(Kind::Elision, at, end)
}

fn comment(source: Source, at: usize) -> Token {
    let rest = source.rest(at);
    let length = match rest.strip_prefix("/*") {
        Some(inner) => inner.find("*/").map_or(rest.len(), |length| length + 4),
        None => rest.find('\n').unwrap_or(rest.len()),
    };
    Token::new(Kind::Comment, at, at + length)
}
