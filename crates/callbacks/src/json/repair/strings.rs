//! The content of a string, rewritten as JSON allows it, or unescaped. Nothing is added, and an invalid escape stays as
//! written.

use std::fmt::Write;

use super::ahead::Source;
use super::kind::RepairKind;
use super::token::{Close, Text};

/// A string in JSON, and the repairs it needed.
pub(super) fn rewritten(source: Source, text: Text) -> (String, Vec<RepairKind>) {
    let mut kinds = Vec::new();
    if text.open.is_none() || text.close == Close::Missing {
        kinds.push(RepairKind::MissingQuote);
    }
    if text.close == Close::Cut {
        kinds.push(RepairKind::CutText);
    }
    if text.doubled {
        kinds.push(RepairKind::DoubledQuote);
    }
    if text.open.is_some_and(|mark| mark != '"') {
        kinds.push(RepairKind::QuoteStyle);
    }
    if text.joined {
        kinds.push(RepairKind::JoinedText);
    }
    let content = &source.text[text.start as usize..text.end as usize];
    let mut out = String::with_capacity(content.len() + 8);
    out.push('"');
    let mut rest = content;
    let mut open = text.open;
    while let Some(mark) = rest.chars().next() {
        let length = match mark {
            '\\' => escape(rest, text.close == Close::Cut, &mut out, &mut kinds),
            _ if text.joined && Some(mark) == open && sum(rest).is_some() => {
                let length = sum(rest).unwrap_or(1);
                open = rest[..length].chars().next_back();
                length
            }
            '"' => {
                out.push_str("\\\"");
                note(&mut kinds, RepairKind::UnescapedQuote, text.open.is_none_or(|mark| mark == '"'));
                1
            }
            '\0'..' ' => {
                control(mark, &mut out);
                note(&mut kinds, RepairKind::ControlCharacter, true);
                1
            }
            _ => {
                let plain = rest
                    .find(|mark: char| mark < ' ' || matches!(mark, '"' | '\\') || (text.joined && Some(mark) == open));
                let length = plain.filter(|length| *length > 0).unwrap_or(if plain.is_some() {
                    mark.len_utf8()
                } else {
                    rest.len()
                });
                out.push_str(&rest[..length]);
                length
            }
        };
        rest = &rest[length..];
    }
    out.push('"');
    (out, kinds)
}

/// The value of the content of a JSON string; lone surrogates become U+FFFD.
pub(super) fn unescaped(content: &str) -> String {
    let mut out = String::with_capacity(content.len());
    let mut rest = content;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let escape = &rest[at..];
        let (mark, length) = match escape.as_bytes().get(1) {
            Some(b'n') => ('\n', 2),
            Some(b'r') => ('\r', 2),
            Some(b't') => ('\t', 2),
            Some(b'b') => ('\u{8}', 2),
            Some(b'f') => ('\u{c}', 2),
            Some(b'u') => unicode(escape),
            Some(other @ (b'"' | b'\\' | b'/')) => (char::from(*other), 2),
            _ => ('\\', 1),
        };
        out.push(mark);
        rest = &escape[length..];
    }
    out.push_str(rest);
    out
}

fn note(kinds: &mut Vec<RepairKind>, kind: RepairKind, when: bool) {
    if when && !kinds.contains(&kind) {
        kinds.push(kind);
    }
}

/// Copies the escape at the start of `rest`, rewritten if JSON lacks it; returns its length.
fn escape(rest: &str, cut: bool, out: &mut String, kinds: &mut Vec<RepairKind>) -> usize {
    let bytes = rest.as_bytes();
    let hex = |from: usize, count: usize| {
        let digits =
            rest.get(from..from + count).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        u32::from_str_radix(digits, 16).ok()
    };
    let (mark, length) = match bytes.get(1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
            out.push_str(&rest[..2]);
            return 2;
        }
        Some(b'u') if hex(2, 4).is_some() => {
            out.push_str(&rest[..6]);
            return 6;
        }
        Some(b'u') if bytes.get(2) == Some(&b'{') => {
            let digits = rest[3..].bytes().take(7).take_while(u8::is_ascii_hexdigit).count();
            let closed = bytes.get(3 + digits) == Some(&b'}');
            (hex(3, digits).filter(|_| closed).and_then(char::from_u32), digits + 4)
        }
        Some(b'U') => (hex(2, 8).and_then(char::from_u32), 10),
        Some(b'x') => (hex(2, 2).and_then(char::from_u32), 4),
        Some(b'\'') => (Some('\''), 2),
        Some(b'`') => (Some('`'), 2),
        Some(b'0') => (Some('\0'), 2),
        _ => (None, 1),
    };
    // Half an escape at the end of a truncated string is lost with the rest.
    let half = cut && rest.len() < 10 && rest[1..].bytes().all(|byte| byte.is_ascii_alphanumeric());
    match mark {
        Some(mark @ ('"' | '\\')) => out.extend(['\\', mark]),
        Some(mark @ '\0'..' ') => control(mark, out),
        Some(mark) => out.push(mark),
        None if half => return rest.len(),
        None => {
            note(kinds, RepairKind::InvalidEscape, true);
            out.push_str("\\\\");
            return 1;
        }
    }
    note(kinds, RepairKind::InvalidEscape, true);
    length
}

fn control(mark: char, out: &mut String) {
    match mark {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        _ => {
            // Writing to a String cannot fail.
            let _ = write!(out, "\\u{:04x}", u32::from(mark));
        }
    }
}

/// The length of `' + '`, whitespace included.
fn sum(rest: &str) -> Option<usize> {
    let mut marks = rest.chars();
    marks.next();
    let plus = marks.as_str().trim_start().strip_prefix('+')?;
    let next = plus.trim_start();
    let broken = plus[..plus.len() - next.len()].contains('\n');
    let quote = next.chars().next().filter(|mark| matches!(mark, '\'' | '"' | '`' | '‘'..='‟'))?;
    broken.then(|| rest.len() - next.len() + quote.len_utf8())
}

fn unicode(escape: &str) -> (char, usize) {
    let unit = |from: usize| u32::from_str_radix(escape.get(from..from + 4)?, 16).ok();
    let Some(first) = unit(2) else { return ('\u{fffd}', 2) };
    if (0xD800..0xDC00).contains(&first)
        && escape.get(6..8) == Some("\\u")
        && let Some(second) = unit(8).filter(|second| (0xDC00..0xE000).contains(second))
    {
        let mark = char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
        return (mark.unwrap_or('\u{fffd}'), 12);
    }
    (char::from_u32(first).unwrap_or('\u{fffd}'), 6)
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn takes_escapes_apart() {
        assert_eq!(
            unescaped(r#"a\n\r\t\b\f\"\\ \/ \u00e9 \ud83d\ude00 \ud83d"#),
            "a\n\r\t\u{8}\u{c}\"\\ / é 😀 \u{fffd}"
        );
    }
}
