//! SIMD within a register (SWAR): tests on eight bytes of a text at a time.
//!
//! A word is little-endian, so its lowest byte is the first in the text; bytes past the end are zeros. Results are
//! masks in which the highest bit of a byte means that byte.

const ONES: u64 = u64::from_ne_bytes([1; 8]);
/// The highest bit of each byte: set in any byte that is not ASCII.
pub const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);

/// The same byte eight times.
const fn all(byte: u8) -> u64 {
    ONES * byte as u64
}

/// A text to be read in words.
pub trait Words: Copy {
    /// All of it.
    fn bytes(&self) -> &[u8];
    /// The eight bytes from an offset on.
    fn word(&self, at: usize) -> u64;

    /// One byte.
    #[inline(always)]
    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes().get(at).copied()
    }
}

impl Words for &[u8] {
    #[inline(always)]
    fn bytes(&self) -> &[u8] {
        self
    }

    #[inline(always)]
    fn word(&self, at: usize) -> u64 {
        word(self, at)
    }
}

/// A text that ends in eight spaces, so that every word before them is complete.
#[derive(Clone, Copy)]
pub struct Padded<'t>(pub &'t [u8]);

/// The spaces after it.
pub const PADDING: [u8; 8] = [b' '; 8];

impl Words for Padded<'_> {
    #[inline(always)]
    fn bytes(&self) -> &[u8] {
        self.0
    }

    #[inline(always)]
    fn word(&self, at: usize) -> u64 {
        // Bytes past the padding are never inspected.
        self.0.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |chunk| u64::from_le_bytes(*chunk))
    }
}

/// A line, and the line with the bytes that follow it in a longer text, so that every word of the line is complete. The
/// bytes that follow start with a control character, which ends every token.
#[derive(Clone, Copy)]
pub struct LineInBuffer<'t> {
    /// Without its end.
    pub line: &'t [u8],
    /// With its end and more.
    pub rest: &'t [u8],
}

impl Words for LineInBuffer<'_> {
    #[inline(always)]
    fn bytes(&self) -> &[u8] {
        self.line
    }

    #[inline(always)]
    fn word(&self, at: usize) -> u64 {
        word(self.rest, at)
    }
}

/// The eight bytes from an offset on.
#[inline(always)]
pub fn word(bytes: &[u8], at: usize) -> u64 {
    // Offsets are below 2^32: processors of 64 bits then need one comparison.
    let start = at as u32 as usize;
    match start.checked_add(8).and_then(|end| bytes.get(start..end)?.try_into().ok()) {
        Some(chunk) => u64::from_le_bytes(chunk),
        None => last_word(bytes, at),
    }
}

#[cold]
fn last_word(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..).unwrap_or_default().iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
}

/// The bytes that are zero. Only the first byte in the mask is certain: a borrow may set those after it too.
#[inline(always)]
const fn zero_bytes(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word
}

/// How many bytes are before the first one in the mask; 8 if it is empty.
#[inline(always)]
pub fn leading_bytes(mask: u64) -> usize {
    mask.trailing_zeros() as usize / 8
}

/// How many bytes are in the mask. Processors without an instruction for it take three times as long to count bits.
#[inline(always)]
const fn count(mask: u64) -> u32 {
    ((mask >> 7).wrapping_mul(ONES) >> 56) as u32
}

/// The quote, the backslash and control characters, which end the plain part of a JSON string.
///
/// Only the first byte in the mask is certain.
#[inline(always)]
pub fn string_stops(word: u64) -> u64 {
    let control = word.wrapping_sub(all(0x20)) & !word;
    (zero_bytes(word ^ all(b'"')) | zero_bytes(word ^ all(b'\\')) | control) & HIGHS
}

/// Line feeds and carriage returns. Only the first byte in the mask is certain.
#[inline(always)]
pub const fn line_ends(word: u64) -> u64 {
    (zero_bytes(word ^ all(b'\n')) | zero_bytes(word ^ all(b'\r'))) & HIGHS
}

/// Whether eight bytes match a pattern: a digit where it has `0`, the same byte elsewhere.
///
/// Returns the values of the digits, a byte each.
#[inline(always)]
pub fn digits_in(word: u64, pattern: [u8; 8]) -> Option<u64> {
    let pattern = u64::from_le_bytes(pattern);
    // Zero where the bytes are equal; 0 to 9 where there is a digit for its `0`.
    let values = word ^ pattern;
    // What sets the highest bit of a byte that is more than 9, or for a letter more than 0. If it carries over, the
    // byte from which it does has that bit set itself.
    let digits = digit_like(pattern) >> 7;
    let sound = (values | values.wrapping_add(all(0x7f) - digits * 9)) & HIGHS == 0;
    sound.then_some(values)
}

/// The bytes from `0` to `9`, of a word that is ASCII.
#[inline(always)]
const fn digit_like(word: u64) -> u64 {
    (word + all(0x80 - b'0')) & !(word + all(0x7f - b'9')) & HIGHS
}

/// The bytes that a URL cannot contain unescaped: controls, space, `"`, `<`, `>`, `\`, `^`, `` ` ``, `|`, U+007F.
///
/// Only the first byte in the mask is certain.
#[inline(always)]
pub const fn not_in_url(word: u64) -> u64 {
    // One test for two bytes that differ in one bit.
    let control = word.wrapping_sub(all(0x21)) & !word;
    let twins = word | all(0x02);
    let quotes = zero_bytes(twins ^ all(b'>')) | zero_bytes(twins ^ all(b'^'));
    let others = zero_bytes(word ^ all(b'"'))
        | zero_bytes(word ^ all(b'`'))
        | zero_bytes(word ^ all(b'|'))
        | zero_bytes(word ^ all(0x7f));
    (control | quotes | others) & HIGHS
}

/// Like `not_in_url`, but also `!`, `~` and bytes outside ASCII: fewer steps, for the usual URLs.
#[inline(always)]
pub const fn not_in_plain_url(word: u64) -> u64 {
    let control = word.wrapping_sub(all(0x23)) & !word;
    // With these bits set, `<`, `>`, `\`, `^`, `|`, `~` and two control characters are equal.
    let marks = zero_bytes((word | all(0x62)) ^ all(b'~'));
    (control | marks | zero_bytes(word ^ all(b'`')) | zero_bytes(word ^ all(0x7f)) | word) & HIGHS
}

/// UTF-16 code units of UTF-8: one for each first byte, two if it starts a sequence of four bytes.
pub fn utf16_units(text: &[u8]) -> u32 {
    let four = |word: u64| count(word & (word << 1) & (word << 2) & (word << 3) & HIGHS);
    let (words, rest) = text.as_chunks();
    let in_words: u32 = words.iter().map(|word| four(u64::from_le_bytes(*word))).sum();
    code_points(text) + in_words + four(word(rest, 0))
}

/// Unicode code points of UTF-8: one for each first byte.
pub fn code_points(text: &[u8]) -> u32 {
    let later = |word: u64| count(word & !(word << 1) & HIGHS);
    let (words, rest) = text.as_chunks();
    let in_words: u32 = words.iter().map(|word| later(u64::from_le_bytes(*word))).sum();
    text.len() as u32 - in_words - later(word(rest, 0))
}

/// Whether a text is ASCII without control characters.
pub fn is_printable_ascii(text: &[u8]) -> bool {
    let (words, rest) = text.as_chunks();
    let is_other = |word: u64| (word.wrapping_sub(all(0x20)) | word) & HIGHS != 0;
    !words.iter().any(|word| is_other(u64::from_le_bytes(*word))) && rest.iter().all(|byte| (0x20..0x80).contains(byte))
}

/// The bytes that are not a space (U+0020).
#[inline(always)]
pub const fn not_spaces(word: u64) -> u64 {
    let other = word ^ all(b' ');
    (((other & !HIGHS) + all(0x7f)) | other) & HIGHS
}

/// The bytes that are not digits. Only the first byte in the mask is certain.
#[inline(always)]
pub const fn not_digits(word: u64) -> u64 {
    // A byte that is not ASCII carries over to the next one, and is not a digit itself.
    let from_0 = word.wrapping_add(all(0x80 - b'0'));
    let past_9 = word.wrapping_add(all(0x7f - b'9'));
    !(from_0 & !past_9) & HIGHS
}

/// The hexadecimal digits; empty for a word that is not ASCII.
#[inline(always)]
pub fn hex(word: u64) -> u64 {
    if word & HIGHS != 0 {
        return 0; // the sums would carry over
    }
    let lower = word | all(0x20);
    digit_like(word) | ((lower + all(0x80 - b'a')) & !(lower + all(0x7f - b'f')) & HIGHS)
}

/// Whether two texts are the same.
#[inline(always)]
pub fn same(one: &[u8], other: &[u8]) -> bool {
    // Texts that differ mostly differ in length or at the end.
    one.len() == other.len() && ending(one) == ending(other) && (one.len() <= 8 || same_words(one, other))
}

/// The last eight bytes, or all of fewer.
#[inline(always)]
pub fn ending(text: &[u8]) -> u64 {
    match text.last_chunk() {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => last_word(text, 0),
    }
}

fn same_words(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at + 8 < one.len() {
        if word(one, at) != word(other, at) {
            return false;
        }
        at += 8;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_in_every_place() {
        for place in 0..8 {
            for byte in 0..=u8::MAX {
                let mut bytes = *b"00000000";
                bytes[place] = byte;
                let plain = leading_bytes(string_stops(word(&bytes, 0)));
                let ends = byte < 0x20 || byte == b'"' || byte == b'\\';
                assert_eq!(plain, if ends { place } else { 8 });
                let is_in_url = !(byte <= b' ' || b"\"<>\\^`|\x7f".contains(&byte));
                assert_eq!(leading_bytes(not_in_url(word(&bytes, 0))), if is_in_url { 8 } else { place });
                let is_plain = is_in_url && byte.is_ascii() && !b"!~".contains(&byte);
                assert_eq!(leading_bytes(not_in_plain_url(word(&bytes, 0))), if is_plain { 8 } else { place });
                let mut spaces = *b"        ";
                spaces[place] = byte;
                assert_eq!(leading_bytes(not_spaces(word(&spaces, 0))), if byte == b' ' { 8 } else { place });
                assert_eq!(leading_bytes(not_digits(word(&bytes, 0))), if byte.is_ascii_digit() { 8 } else { place });
                let is_hex = byte.is_ascii_hexdigit();
                assert_eq!(
                    hex(word(&bytes, 0)),
                    if is_hex {
                        HIGHS
                    } else if byte < 0x80 {
                        HIGHS & !(0x80 << (place * 8))
                    } else {
                        0
                    }
                );
                assert_eq!(digits_in(word(&bytes, 0), *b"00000000").is_some(), byte.is_ascii_digit());
                assert_eq!(same(&bytes, b"00000000"), byte == b'0');
                let mut dashes = *b"--------";
                dashes[place] = byte;
                assert_eq!(digits_in(word(&dashes, 0), *b"--------").is_some(), byte == b'-');
            }
        }
    }

    #[test]
    fn characters_and_units_are_counted_at_every_position() {
        for character in ["y", "é", "€", "👍", "\u{10ffff}"] {
            for (before, times) in (0..18).flat_map(|before| (0..18).map(move |times| (before, times))) {
                let text = format!("{}{}", "x".repeat(before), character.repeat(times));
                assert_eq!(utf16_units(text.as_bytes()) as usize, text.encode_utf16().count(), "{text}");
                assert_eq!(code_points(text.as_bytes()) as usize, text.chars().count(), "{text}");
            }
        }
    }

    #[test]
    fn short_texts() {
        assert_eq!(word(b"ab", 0), 0x6261);
        assert_eq!((word(b"ab", 2), word(b"ab", 9)), (0, 0));
        assert!(same(b"", b"") && same(b"123456789", b"123456789") && !same(b"123456789", b"12345678"));
        assert_eq!(digits_in(word(b"2026-07-", 0), *b"0000-00-"), Some(0x0007_0000_0602_0002));
        assert_eq!(digits_in(word(b"2026-07", 0), *b"0000-00-"), None);
    }
}
