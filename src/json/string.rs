//! One JSON string: where it ends, and what is in it.

use super::scan::Expected;
use super::tape::{ESCAPED, LONE_SURROGATE};
use super::words::{HIGHS, Words, before, ends_plain};

/// A string that was read.
pub struct Read {
    /// Where it ends: after its closing quote.
    pub end: usize,
    /// `ESCAPED`, `LONE_SURROGATE`.
    pub flags: u8,
    /// Its bytes are all ASCII.
    pub is_ascii: bool,
}

/// Where it is broken, and what would have been right there.
pub type Broken = (usize, Expected);

/// Reads the string whose opening quote stands at `at`.
///
/// # Errors
/// The first place at which it is no JSON string.
#[inline(always)]
pub fn read(text: impl Words, mut at: usize) -> Result<Read, Broken> {
    let mut flags = 0;
    let mut seen = 0;
    at += 1;
    loop {
        let next = text.word(at);
        let ends = ends_plain(next);
        if ends == 0 {
            seen |= next;
            at += 8;
            continue;
        }
        let plain = before(ends);
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

/// Steps over one escape; over two where they are the halves of a surrogate pair.
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

fn hex4(bytes: &[u8], from: usize) -> Result<u32, Broken> {
    (from..from + 4).try_fold(0, |code, at| {
        let digit = bytes.get(at).and_then(|byte| (*byte as char).to_digit(16));
        digit.map(|digit| code * 16 + digit).ok_or((at, Expected::HexDigits))
    })
}
