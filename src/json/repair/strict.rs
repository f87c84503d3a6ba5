//! Whether a text is strict JSON, and the parts of one that is; one pass, no recursion, nesting bounded.

use std::ops::Range;

/// Deeper text is left alone; a callback has four levels, and its wrappers add a few.
pub(super) const MAX_DEPTH: usize = 120;

/// Whether `text` is one value of RFC 8259, nested no deeper than `MAX_DEPTH`.
pub(super) fn is_strict(text: &str) -> bool {
    let bytes = text.as_bytes();
    value(bytes, space(bytes, 0)).is_some_and(|end| space(bytes, end) == bytes.len())
}

/// Name (quotes excluded) and value of each member of the object at `range` of strict text.
pub(super) fn members(text: &str, range: &Range<usize>) -> Vec<(Range<usize>, Range<usize>)> {
    let bytes = text.as_bytes();
    let mut at = space(bytes, range.start + 1);
    let mut found = Vec::new();
    while bytes.get(at) == Some(&b'"') {
        let Some(name_end) = string(bytes, at) else { break };
        let start = space(bytes, space(bytes, name_end) + 1);
        let Some(end) = value(bytes, start) else { break };
        found.push((at + 1..name_end - 1, start..end));
        at = space(bytes, end);
        if bytes.get(at) != Some(&b',') {
            break;
        }
        at = space(bytes, at + 1);
    }
    found
}

/// Each item of the list at `range` of strict text.
pub(super) fn items(text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = space(bytes, range.start + 1);
    let mut found = Vec::new();
    while let Some(end) = value(bytes, at) {
        found.push(at..end);
        at = space(bytes, end);
        if bytes.get(at) != Some(&b',') {
            break;
        }
        at = space(bytes, at + 1);
    }
    found
}

/// The value of strict text, without the white space around it.
pub(super) fn root(text: &str) -> Range<usize> {
    let start = space(text.as_bytes(), 0);
    start..text.trim_end_matches([' ', '\t', '\n', '\r']).len().max(start)
}

/// The number that `text` is, whole.
pub(super) fn is_number(text: &str) -> bool {
    number(text.as_bytes(), 0) == Some(text.len())
}

/// The end of the value that starts at `at`.
fn value(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut open = Vec::new();
    loop {
        match bytes.get(at)? {
            bracket @ (b'{' | b'[') => {
                if open.len() == MAX_DEPTH {
                    return None;
                }
                let close = bracket + 2;
                at = space(bytes, at + 1);
                if bytes.get(at) == Some(&close) {
                    at += 1;
                } else {
                    open.push(close);
                    at = member(bytes, at, close)?;
                    continue;
                }
            }
            b'"' => at = string(bytes, at)?,
            b't' => at = word(bytes, at, b"true")?,
            b'f' => at = word(bytes, at, b"false")?,
            b'n' => at = word(bytes, at, b"null")?,
            _ => at = number(bytes, at)?,
        }
        loop {
            let Some(&close) = open.last() else { return Some(at) };
            at = space(bytes, at);
            match bytes.get(at)? {
                b',' => {
                    at = member(bytes, space(bytes, at + 1), close)?;
                    break;
                }
                byte if *byte == close => {
                    open.pop();
                    at += 1;
                }
                _ => return None,
            }
        }
    }
}

/// Where the value of the next member or item starts.
fn member(bytes: &[u8], at: usize, close: u8) -> Option<usize> {
    if close == b']' {
        return Some(at);
    }
    let colon = space(bytes, string(bytes, at)?);
    (bytes.get(colon) == Some(&b':')).then(|| space(bytes, colon + 1))
}

fn string(bytes: &[u8], at: usize) -> Option<usize> {
    if bytes.get(at) != Some(&b'"') {
        return None;
    }
    let mut at = at + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => match bytes.get(at + 1)? {
                b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => at += 2,
                b'u' if bytes.get(at + 2..at + 6)?.iter().all(u8::is_ascii_hexdigit) => at += 6,
                _ => return None,
            },
            0..0x20 => return None,
            _ => at += 1,
        }
    }
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at + usize::from(bytes.get(at) == Some(&b'-'));
    at = if bytes.get(at) == Some(&b'0') { at + 1 } else { digits(bytes, at)? };
    if bytes.get(at) == Some(&b'.') {
        at = digits(bytes, at + 1)?;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        at = digits(bytes, at + 1 + sign)?;
    }
    Some(at)
}

fn digits(bytes: &[u8], at: usize) -> Option<usize> {
    let count = bytes.get(at..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (count > 0).then_some(at + count)
}

fn word(bytes: &[u8], at: usize, word: &[u8]) -> Option<usize> {
    bytes.get(at..)?.starts_with(word).then_some(at + word.len())
}

fn space(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).count()
}

#[cfg(test)]
mod tests {
    use super::{is_strict, items, members, root};

    #[test]
    fn accepts_what_the_grammar_has_and_nothing_else() {
        for text in ["{}", " [1, -0.5e+3, {\"a\": [null, true]}] ", r#""\u00e9\n""#, "0"] {
            assert!(is_strict(text), "{text}");
        }
        for text in ["", "[1,]", "{\"a\" 1}", "01", "\"\n\"", r#""\x""#, "[1}", "nul", "{} {}", "[", "1."] {
            assert!(!is_strict(text), "{text}");
        }
        assert!(!is_strict(&"[".repeat(1_000_000)));
    }

    #[test]
    fn takes_values_apart() {
        let text = r#" {"a": [1, {"b": 2}], "c":"x"} "#;
        let found = members(text, &root(text));
        assert_eq!(&text[found[0].0.clone()], "a");
        assert_eq!(items(text, &found[0].1).len(), 2);
        assert_eq!(&text[found[1].1.clone()], "\"x\"");
    }
}
