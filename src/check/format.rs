//! What texts hold: times, numbers, ids, links, base64, coordinates.
//!
//! Each function answers for one text and knows nothing of where it stands.

use crate::catalogue::events::Direction;
use crate::catalogue::fields::Format;
use crate::catalogue::rules::Rule;

/// The rule that a text in this format breaks, if it does.
pub(super) fn check(format: Format, text: &str, direction: Direction) -> Option<Rule> {
    let (good, rule) = match format {
        Format::Plain => return None,
        Format::Timestamp => (moment(text).is_some(), Rule::BadTimestamp),
        Format::Recipient if direction == Direction::Out => (is_e164(text), Rule::BadPhoneNumber),
        Format::Recipient | Format::Address => (is_address(text), Rule::BadPhoneNumber),
        Format::Uuid => (is_uuid(text), Rule::BadUuid),
        Format::Url => (host(text).is_some(), Rule::BadUrl),
        Format::Base64 => (is_base64(text), Rule::BadBase64),
        Format::Latitude => (is_degrees(text, 90), Rule::BadCoordinate),
        Format::Longitude => (is_degrees(text, 180), Rule::BadCoordinate),
    };
    (!good).then_some(rule)
}

/// A moment, to compare with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// A count of its own: only the order counts.
    seconds: u64,
    nanos: u32,
    /// How many digits of the fraction are known.
    digits: usize,
}

impl Moment {
    /// Whether it was earlier, as far as both are known: what is cut off may have been anything.
    pub(super) fn is_before(self, other: Moment) -> bool {
        let unknown = 10u32.pow(9 - self.digits.min(other.digits) as u32);
        (self.seconds, self.nanos / unknown) < (other.seconds, other.nanos / unknown)
    }
}

/// Reads a moment.
///
/// Accepts `2026-07-14T09:12:07Z` with up to nine digits of fraction, and nothing else: that is
/// all Bandwidth has been seen to send.
pub(super) fn moment(text: &str) -> Option<Moment> {
    let bytes = text.as_bytes();
    if bytes.len() < 20 || bytes.len() > 30 || bytes[bytes.len() - 1] != b'Z' {
        return None;
    }
    for (at, separator) in [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')] {
        if bytes[at] != separator {
            return None;
        }
    }
    let year = digits(&bytes[..4])?;
    let month = digits(&bytes[5..7])?;
    let day = digits(&bytes[8..10])?;
    let (hour, minute, second) = (digits(&bytes[11..13])?, digits(&bytes[14..16])?, digits(&bytes[17..19])?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => return None,
    };
    // A leap second is written as 60.
    if day == 0 || day > days || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let fraction = match &bytes[19..bytes.len() - 1] {
        [] => &[][..],
        [b'.', fraction @ ..] if !fraction.is_empty() => fraction,
        _ => return None,
    };
    let nanos = digits(fraction)? * 10u32.pow(9 - fraction.len() as u32);
    // Months as if all had 31 days: only the order counts.
    let day = (u64::from(year) * 12 + u64::from(month)) * 31 + u64::from(day);
    let seconds = ((day * 24 + u64::from(hour)) * 60 + u64::from(minute)) * 61 + u64::from(second);
    Some(Moment { seconds, nanos, digits: fraction.len() })
}

fn digits(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0u32, |value, byte| byte.is_ascii_digit().then(|| value * 10 + u32::from(byte - b'0')))
}

/// `+`, then 7 to 15 digits of which the first is not 0.
fn is_e164(text: &str) -> bool {
    match text.as_bytes() {
        [b'+', b'1'..=b'9', rest @ ..] => (6..=14).contains(&rest.len()) && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

/// An E.164 number, a short code of 3 to 8 digits, or a sender's name with a letter in it.
///
/// A documented alphanumeric sender has 11 characters at most; RBM agents are named without a
/// documented limit, so only what neither could be is refused.
fn is_address(text: &str) -> bool {
    let bytes = text.as_bytes();
    match bytes.first() {
        Some(b'+') => is_e164(text),
        Some(b'0'..=b'9') if bytes.iter().all(u8::is_ascii_digit) => (3..=8).contains(&bytes.len()),
        Some(_) => {
            bytes.len() <= 64
                && bytes.iter().any(u8::is_ascii_alphabetic)
                && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b" -+_&.@".contains(byte))
        }
        None => false,
    }
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// The host of an absolute `http` or `https` URL, without user and port.
pub(super) fn host(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
        return None;
    }
    if url.bytes().any(|byte| byte <= b' ' || byte == 0x7f || b"<>\"\\^`|".contains(&byte)) {
        return None;
    }
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = match host.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => host,
    };
    (!host.is_empty()).then_some(host)
}

fn is_base64(text: &str) -> bool {
    let bytes = text.as_bytes();
    let padding = bytes.iter().rev().take_while(|byte| **byte == b'=').count();
    bytes.len().is_multiple_of(4)
        && padding <= 2
        && bytes[..bytes.len() - padding].iter().all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(byte))
}

/// Decimal degrees between minus and plus `limit`.
fn is_degrees(text: &str, limit: u32) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    if whole.is_empty() || whole.len() > 3 || fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit())
    {
        return false;
    }
    digits(whole.as_bytes())
        .is_some_and(|whole| whole < limit || (whole == limit && fraction.bytes().all(|digit| digit == b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        for good in [
            "2016-09-14T18:20:16Z",
            "2021-04-08T02:28:58.971Z",
            "2025-01-06T15:43:35.502180Z",
            "2024-02-29T23:59:60.123456789Z",
        ] {
            assert!(moment(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "1",
            "2016-09-14T18:20:16",
            "2016-09-14 18:20:16Z",
            "2023-02-29T00:00:00Z",
            "2016-13-01T00:00:00Z",
            "2016-09-14T24:00:00Z",
            "2016-09-14T18:20:16.Z",
            "2016-09-14T18:20:16.0000000000Z",
            "2016-09-14T18:20:16+00:00",
            "Wed, 14 Sep 2016 18:20:16 GMT",
        ] {
            assert!(moment(bad).is_none(), "{bad}");
        }
        let is_before = |one, other| moment(one).unwrap().is_before(moment(other).unwrap());
        assert!(is_before("2016-09-14T18:20:16.000000Z", "2016-09-14T18:20:16.000001Z"));
        assert!(!is_before("2016-09-14T18:20:16Z", "2016-09-14T18:20:16.000001Z"));
        assert!(is_before("2016-01-31T23:59:60Z", "2016-02-01T00:00:00.1Z"));
    }

    #[test]
    fn addresses() {
        for good in ["+15555550100", "+2905555", "12345", "MTN", "Example-Shop", "agent_1@rbm.example"] {
            assert!(is_address(good), "{good}");
        }
        for bad in
            ["", "+", "+1", "1234567890", "+05555550100", "+1 555 555 0100", "+1234567890123456", "--", "\u{e9}x"]
        {
            assert!(!is_address(bad), "{bad}");
        }
    }

    #[test]
    fn hosts() {
        assert_eq!(host("https://messaging.bandwidth.com/api/v2/x"), Some("messaging.bandwidth.com"));
        assert_eq!(host("https://messaging.bandwidth.com@evil.example:8080/x"), Some("evil.example"));
        for bad in ["", "ftp://x/y", "https://", "https:///x", "//x/y", "x.png", "https://a b/c"] {
            assert_eq!(host(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_rest() {
        assert!(is_base64("") && is_base64("SGVsbG8=") && !is_base64("SGVsbG8") && !is_base64("SGVs-G8="));
        assert!(is_degrees("-90.0", 90) && is_degrees("179.99", 180) && is_degrees("+1", 90));
        assert!(!is_degrees("90.1", 90) && !is_degrees("", 90) && !is_degrees("1e1", 90) && !is_degrees("north", 90));
        assert!(is_uuid("4f3b1e0a-52c7-4d7a-9a37-6f2f0f6c1d11") && !is_uuid("4f3b1e0a52c74d7a9a376f2f0f6c1d11"));
    }
}
