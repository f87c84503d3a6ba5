//! The format of strings: times, phone numbers, UUIDs, URLs, base64, coordinates.

use super::moment::moment;
use crate::catalogue::events::Direction;
use crate::catalogue::fields::Format;
use crate::catalogue::rules::Rule;
use crate::json::swar::{HIGHS, Words, hex, leading_bytes, not_digits, not_in_plain_url, not_in_url};

/// The rule that a string breaks, if it is not in this format.
pub(crate) fn check(format: Format, text: &[u8], direction: Direction) -> Option<Rule> {
    let (good, rule) = match format {
        Format::Plain => return None,
        Format::Timestamp => (moment(text).is_some(), Rule::BadTimestamp),
        Format::Recipient if direction == Direction::Out => (is_e164(text), Rule::BadPhoneNumber),
        Format::Recipient | Format::Address => (is_address(text), Rule::BadPhoneNumber),
        Format::Uuid => (uuid_at(text, 0) == Some(text.len()), Rule::BadUuid),
        Format::Url => (host(text).is_some(), Rule::BadUrl),
        Format::Base64 => (is_base64(text), Rule::BadBase64),
        Format::Latitude => (is_degrees(text, 90), Rule::BadCoordinate),
        Format::Longitude => (is_degrees(text, 180), Rule::BadCoordinate),
    };
    (!good).then_some(rule)
}

fn is_digits(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_digit)
}

/// The value of at most nine digits.
pub(crate) fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0'))
}

/// The end of the E.164 number at a position: `+`, then 7 to 15 digits, the first of which is not 0.
#[inline(always)]
pub(crate) fn e164_at(text: impl Words, at: usize) -> Option<usize> {
    let first = text.word(at + 1);
    let mut count = leading_bytes(not_digits(first));
    if count == 8 {
        count += leading_bytes(not_digits(text.word(at + 9)));
    }
    let is_number = text.byte(at) == Some(b'+') && (7..=15).contains(&count) && first & 0xff != u64::from(b'0');
    is_number.then_some(at + 1 + count)
}

fn is_e164(text: &[u8]) -> bool {
    e164_at(text, 0) == Some(text.len())
}

/// An E.164 number, a short code of 3 to 8 digits, or a sender's name with a letter in it.
///
/// A documented alphanumeric sender has 11 characters at most; RBM agents are named without a
/// documented limit, so only strings that are neither are reported.
pub(crate) fn is_address(text: &[u8]) -> bool {
    match text.first() {
        Some(b'+') => is_e164(text),
        Some(b'0'..=b'9') if is_digits(text) => (3..=8).contains(&text.len()),
        Some(_) => {
            text.len() <= 64
                && text.iter().any(u8::is_ascii_alphabetic)
                && text.iter().all(|byte| byte.is_ascii_alphanumeric() || b" -+_&.@".contains(byte))
        }
        None => false,
    }
}

/// The end of the UUID at a position.
#[inline(always)]
pub(crate) fn uuid_at(text: impl Words, at: usize) -> Option<usize> {
    const DASHES: [usize; 4] = [8, 13, 18, 23];
    // The positions of the dashes in the words at 0, 8, 16, 24 and 28.
    const NOT_HEX: [(usize, u64); 5] =
        [(0, 0), (8, 0x0000_8000_0000_0080), (16, 0x8000_0000_0080_0000), (24, 0), (28, 0)];
    let is_uuid = NOT_HEX.into_iter().all(|(from, dashes)| hex(text.word(at + from)) == HIGHS ^ dashes)
        && DASHES.into_iter().all(|dash| text.byte(at + dash) == Some(b'-'));
    is_uuid.then_some(at + 36)
}

/// The host of an absolute `http` or `https` URL, without user and port.
pub(crate) fn host(url: &[u8]) -> Option<&[u8]> {
    let scheme = url.iter().take(6).position(|byte| *byte == b':')?;
    let rest = url[scheme..].strip_prefix(b"://")?;
    if !url[..scheme].eq_ignore_ascii_case(b"https") && !url[..scheme].eq_ignore_ascii_case(b"http") {
        return None;
    }
    if !is_url(rest) {
        return None;
    }
    let end = rest.iter().position(|byte| matches!(byte, b'/' | b'?' | b'#')).unwrap_or(rest.len());
    let authority = &rest[..end];
    let user = authority.iter().rposition(|byte| *byte == b'@').map_or(0, |at| at + 1);
    let host = match authority[user..].iter().rposition(|byte| *byte == b':').map(|at| user + at) {
        Some(port) if is_digits(&authority[port + 1..]) => &authority[user..port],
        _ => &authority[user..],
    };
    (!host.is_empty()).then_some(host)
}

/// Whether a URL may contain all of these bytes.
fn is_url(text: &[u8]) -> bool {
    stop(text, 0, not_in_url) == text.len()
}

/// The position of the first byte that `named` selects, or of the end, after which bytes read as zeros.
#[inline(always)]
fn stop(text: impl Words, mut at: usize, named: impl Fn(u64) -> u64) -> usize {
    loop {
        let named = named(text.word(at));
        at += leading_bytes(named);
        if named != 0 {
            return at;
        }
    }
}

/// The end of the URL at a position, if it has the common form: `https`, a host without user, no unusual characters.
#[inline(always)]
pub(crate) fn url_at(text: impl Words, at: usize) -> Option<usize> {
    let is_plain = text.word(at) == u64::from_le_bytes(*b"https://")
        && text.byte(at + 8).is_some_and(|byte| byte.is_ascii_alphanumeric());
    is_plain.then(|| stop(text, at + 8, not_in_plain_url))
}

fn is_base64(text: &[u8]) -> bool {
    let padding = text.iter().rev().take_while(|byte| **byte == b'=').count();
    text.len().is_multiple_of(4)
        && padding <= 2
        && text[..text.len() - padding].iter().all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(byte))
}

/// Decimal degrees between minus and plus `limit`.
fn is_degrees(text: &[u8], limit: u32) -> bool {
    let unsigned = match text {
        [b'-' | b'+', rest @ ..] => rest,
        _ => text,
    };
    let (whole, fraction) = match unsigned.iter().position(|byte| *byte == b'.') {
        Some(dot) => (&unsigned[..dot], &unsigned[dot + 1..]),
        None => (unsigned, &b"0"[..]),
    };
    (1..=3).contains(&whole.len())
        && !fraction.is_empty()
        && is_digits(whole)
        && is_digits(fraction)
        && (number(whole) < limit || (number(whole) == limit && fraction.iter().all(|digit| *digit == b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for good in
            ["+15555550100", "+2905555", "12345", "MTN", "4U", "1-800-EXAMPLE", "Example-Shop", "agent_1@rbm.example"]
        {
            assert!(is_address(good.as_bytes()), "{good}");
        }
        for bad in
            ["", "+", "+1", "1234567890", "+05555550100", "+1 555 555 0100", "+1234567890123456", "--", "\u{e9}x"]
        {
            assert!(!is_address(bad.as_bytes()), "{bad}");
        }
    }

    #[test]
    fn hosts() {
        assert_eq!(host(b"https://messaging.bandwidth.com/api/v2/x"), Some(&b"messaging.bandwidth.com"[..]));
        assert_eq!(host(b"https://messaging.bandwidth.com@evil.example:8080/x"), Some(&b"evil.example"[..]));
        assert_eq!(host(b"https://host.example:80x/"), Some(&b"host.example:80x"[..]));
        for bad in ["", "ftp://x/y", "https://", "https://:80/", "https:///x", "//x/y", "x.png", "https://a b/c"] {
            assert_eq!(host(bad.as_bytes()), None, "{bad}");
        }
    }

    #[test]
    fn urls_of_the_plainest_kind() {
        assert_eq!(url_at(&b"https://a.example/x.png\""[..], 0), Some(23));
        for at in 0..20 {
            let text = |url: &str| format!("{}{url}\"", "x".repeat(at));
            assert_eq!(url_at(text("https://a").as_bytes(), at), Some(at + 9));
            assert_eq!(url_at(text("https:///a").as_bytes(), at), None);
            assert_eq!(url_at(text("http://a.example").as_bytes(), at), None);
        }
    }

    #[test]
    fn the_rest() {
        assert!(is_base64(b"") && is_base64(b"SGVsbG8=") && !is_base64(b"SGVsbG8") && !is_base64(b"SGVs-G8="));
        assert!(is_degrees(b"-90.0", 90) && is_degrees(b"179.99", 180) && is_degrees(b"+1", 90));
        assert!(
            !is_degrees(b"90.1", 90) && !is_degrees(b"", 90) && !is_degrees(b"1e1", 90) && !is_degrees(b"north", 90)
        );
        let is_uuid = |text: &str| uuid_at(text.as_bytes(), 0) == Some(text.len());
        assert!(is_uuid("4f3b1e0a-52c7-4d7a-9a37-6f2f0f6c1D11") && !is_uuid("4f3b1e0a52c74d7a9a376f2f0f6c1d11"));
        assert!(!is_uuid("4f3b1e0a-52c7-4d7a-9a37-6f2f0f6c1d11 ") && !is_uuid("4f3b1e0a-52c7-4d7a-9a37-6f2f0f6c1d1"));
    }
}
