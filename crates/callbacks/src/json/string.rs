//! One JSON string: its end, and its properties.

use super::fault::Expected;
use super::swar::{HIGHS, Words, leading_bytes, string_stops, word};

/// The string has a backslash escape, so its value differs from its text.
pub const ESCAPED: u8 = 1;
/// An escape is one half of a surrogate pair without the other: no Unicode text contains that.
pub const LONE_SURROGATE: u8 = 8;

/// A string that was read.
pub struct Read {
    /// Where it ends: after its closing quote.
    pub end: usize,
    /// `ESCAPED`, `LONE_SURROGATE`.
    pub flags: u8,
    /// Its bytes are all ASCII.
    pub is_ascii: bool,
}

/// The position of a fault, and what the grammar allows there.
pub type Broken = (usize, Expected);

/// Reads the string whose opening quote is at `at`.
///
/// # Errors
/// The first position at which it is not a JSON string.
#[inline(always)]
pub fn read_string(text: impl Words, mut at: usize) -> Result<Read, Broken> {
    let mut flags = 0;
    let mut seen = 0;
    at += 1;
    loop {
        let next = text.word(at);
        let ends = string_stops(next);
        if ends == 0 {
            seen |= next;
            at += 8;
            continue;
        }
        let plain = leading_bytes(ends);
        seen |= next & !(u64::MAX << (plain * 8));
        at += plain;
        match text.byte(at) {
            Some(b'"') => return Ok(Read { end: at + 1, flags, is_ascii: seen & HIGHS == 0 }),
            Some(b'\\') => {
                let (end, lone) = escape(text.bytes(), at)?;
                flags |= ESCAPED | lone;
                at = end;
            }
            _ => return Err((at, Expected::ClosingQuote)),
        }
    }
}

/// Skips one escape, or two if they are the halves of a surrogate pair.
fn escape(bytes: &[u8], at: usize) -> Result<(usize, u8), Broken> {
    match bytes.get(at + 1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok((at + 2, 0)),
        Some(b'u') => {
            let end = at + 6;
            match hex4(bytes, at + 2)? {
                0xD800..=0xDBFF if bytes[end..].starts_with(b"\\u") => match hex4(bytes, end + 2)? {
                    0xDC00..=0xDFFF => Ok((end + 6, 0)),
                    _ => Ok((end, LONE_SURROGATE)),
                },
                0xD800..=0xDFFF => Ok((end, LONE_SURROGATE)),
                _ => Ok((end, 0)),
            }
        }
        _ => Err((at + 1, Expected::Escape)),
    }
}

/// Where the next backslash is, from a position on.
pub fn next_escape(text: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let plain = leading_bytes(string_stops(word(text, at)));
        at += plain;
        // Bytes past the end also end the plain part.
        if plain < 8 {
            if *text.get(at)? == b'\\' {
                return Some(at);
            }
            at += 1;
        }
    }
}

/// How many UTF-16 code units longer the inside of a string is than its value.
pub fn escapes_add(text: &[u8]) -> u32 {
    let mut more = 0;
    let mut at = 0;
    while let Some(escape) = next_escape(text, at) {
        let length = if text.get(escape + 1) == Some(&b'u') { 6 } else { 2 };
        more += length as u32 - 1;
        at = escape + length;
    }
    more
}

fn hex4(bytes: &[u8], from: usize) -> Result<u32, Broken> {
    (from..from + 4).try_fold(0, |code, at| {
        let digit = bytes.get(at).and_then(|byte| (*byte as char).to_digit(16));
        digit.map(|digit| code * 16 + digit).ok_or((at, Expected::HexDigits))
    })
}

#[cfg(test)]
mod tests {
    use super::super::{swar::utf16_units, tape::unescape};
    use super::*;

    #[test]
    fn escapes_are_longer_than_what_they_stand_for() {
        for text in ["", "plain", r"\n", r"1234567\n", r#"\\\u00e9é\ud83d\ude00 \""#, r"\\u", r"é\u00e9\\ 12345678\t"]
        {
            let units = unescape(text).encode_utf16().count() as u32;
            assert_eq!(utf16_units(text.as_bytes()) - escapes_add(text.as_bytes()), units, "{text}");
        }
    }

    #[test]
    fn escapes_are_undone_at_every_position() {
        let escapes =
            [r#"\""#, r"\\", r"\/", r"\b", r"\f", r"\n", r"\r", r"\t", r"\u00e9", r"\ud83d\ude00", r"\u0000", "é👍"];
        for (one, other) in escapes.iter().flat_map(|one| escapes.map(|other| (one, other))) {
            for (before, between) in (0..10).flat_map(|before| (0..10).map(move |between| (before, between))) {
                let inside = format!("{}{one}{}{other}!", "x".repeat(before), "y".repeat(between));
                let value: String = serde_json::from_str(&format!("\"{inside}\"")).unwrap();
                assert_eq!(unescape(&inside), value, "{inside}");
            }
        }
        // A line break that is not escaped is not JSON, but it is kept.
        assert_eq!(unescape("a\n\\n\u{1}\"\\t"), "a\n\n\u{1}\"\t");
    }

    #[test]
    fn ascii_is_recognized_at_every_position() {
        for character in ["y", "\u{7f}", "é", "👍"] {
            for (before, after) in (0..20).flat_map(|before| (0..20).map(move |after| (before, after))) {
                let inside = format!("{}{character}{}", "x".repeat(before), "x".repeat(after));
                // Bytes after its end are not part of it.
                let text = format!("\"{inside}\",\"é👍éé\"");
                let read = read_string(text.as_bytes(), 0).unwrap();
                assert_eq!((read.end, read.is_ascii), (inside.len() + 2, inside.is_ascii()), "{text}");
            }
        }
    }
}
