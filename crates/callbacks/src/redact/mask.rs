//! Masks: the shape of a string, and a string of the same shape without its content.

use crate::segments::is_gsm;

/// Marks outside ASCII that carry no content; other symbols may be letters in disguise.
const MARKS: &str = "\u{a0}¡£¤¥§«»¿‘’“”„–—…•€";

/// A string of the same UTF-16 length without the content. Message text stays in the GSM alphabet, or outside it.
pub(super) fn masked(text: &str, is_message: bool) -> String {
    let mask = |c: char| match c {
        '0'..='9' => '0',
        'A'..='Z' => 'X',
        'a'..='z' => 'x',
        _ if c.is_ascii() || MARKS.contains(c) => c,
        _ if is_message && is_gsm(c) => 'x',
        _ if c.len_utf16() == 1 => 'ж',
        _ => '𐐨',
    };
    text.chars().map(mask).collect()
}

/// A shape with a counter, filled from its end.
pub(super) fn filled(shape: &str, count: u64) -> String {
    const LETTERS: &[u8; 26] = b"xyzabcdefghijklmnopqrstuvw";
    let mut characters: Vec<char> = shape.chars().collect();
    let mut left = count;
    for c in characters.iter_mut().rev() {
        let (base, letter): (u64, fn(usize) -> u8) = match *c {
            '0' => (10, |at| b'0' + at as u8),
            'x' => (26, |at| LETTERS[at]),
            'X' => (26, |at| LETTERS[at].to_ascii_uppercase()),
            _ => continue,
        };
        *c = letter((left % base) as usize).into();
        left /= base;
    }
    if left == 0 { characters.into_iter().collect() } else { format!("{shape}-{count}") }
}

/// Degrees without the degrees: zeros, or nines if they are out of range.
pub(super) fn degrees(text: &str, limit: u32) -> String {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    if !(1..=3).contains(&whole.len()) || !is_digits(whole) || fraction.is_empty() || !is_digits(fraction) {
        return masked(text, false);
    }
    let degrees: u32 = whole.parse().unwrap_or(u32::MAX);
    let is_inside = degrees < limit || (degrees == limit && fraction.bytes().all(|digit| digit == b'0'));
    text.replace(|c: char| c.is_ascii_digit(), if is_inside { "0" } else { "9" })
}

/// Latin letters without an address, a link or many digits.
pub(super) fn is_own_words(text: &str, most: usize) -> bool {
    text.chars().all(|c| matches!(c, ' '..='~' | '\u{c0}'..='\u{24f}'))
        && !text.contains('@')
        && !text.contains("://")
        && text.bytes().filter(u8::is_ascii_digit).count() < most
}

pub(super) fn is_type(text: &str) -> bool {
    text.split('-').all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// Whether it is a time as Bandwidth writes it.
pub(super) fn is_time(text: &str) -> bool {
    let Some(text) = text.strip_suffix('Z') else { return false };
    let (time, fraction) = text.split_once('.').unwrap_or((text, "0"));
    has_form(time, "0000-00-00T00:00:00") && (1..=9).contains(&fraction.len()) && is_digits(fraction)
}

pub(super) fn is_uuid(text: &str) -> bool {
    const FORM: &str = "00000000-0000-0000-0000-000000000000";
    let hex: String = text.chars().map(|c| if c.is_ascii_hexdigit() { '0' } else { c }).collect();
    has_form(&hex, FORM)
}

pub(super) fn is_e164(text: &str) -> bool {
    text.strip_prefix('+')
        .is_some_and(|digits| (7..=15).contains(&digits.len()) && is_digits(digits) && !digits.starts_with('0'))
}

/// A part of a path that needs no escapes.
pub(super) fn is_media_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.~-".contains(&byte))
}

/// Whether there are digits where a pattern has zeros, and the rest is equal.
fn has_form(text: &str, form: &str) -> bool {
    let fits = |(byte, form): (u8, u8)| if form == b'0' { byte.is_ascii_digit() } else { byte == form };
    text.len() == form.len() && text.bytes().zip(form.bytes()).all(fits)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
