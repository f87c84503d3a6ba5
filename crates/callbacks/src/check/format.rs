//! The format of strings: times, phone numbers, UUIDs, URLs, base64, coordinates.

use crate::catalogue::events::Direction;
use crate::catalogue::fields::Format;
use crate::catalogue::rules::Rule;
use crate::json::swar::{HIGHS, Words, digits_in, hex, leading_bytes, not_digits, not_in_plain_url, not_in_url};

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

/// A point in time, to compare with another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Moment {
    /// Not seconds since an epoch: only the order counts.
    seconds: u64,
    nanos: u32,
    /// How many digits of the fraction were given.
    digits: u32,
}

impl Moment {
    /// Whether it was earlier, compared to the precision that both have.
    pub(crate) fn is_before(self, other: Moment) -> bool {
        let known = |nanos| nanos / TENS[9 - self.digits.min(other.digits) as usize];
        self.seconds < other.seconds || (self.seconds == other.seconds && known(self.nanos) < known(other.nanos))
    }
}

/// The time of a field, such as `2026-07-14T09:12:07.412906Z`: whole seconds since 1970, and the nanoseconds after
/// them. Leap seconds are not counted. `None` if the text is not a time as Bandwidth writes it.
///
/// ```
/// use bandwidth_callbacks::body::unix_time;
///
/// assert_eq!(unix_time(b"1970-01-02T00:00:00.5Z"), Some((86_400, 500_000_000)));
/// ```
#[must_use]
pub fn unix_time(text: &[u8]) -> Option<(i64, u32)> {
    let Moment { seconds, nanos, .. } = moment(text)?;
    let (days, rest) = ((seconds / (24 * 60 * 61)) as i64, seconds % (24 * 60 * 61));
    // `days` counts months of 31 days, and from 1 within them.
    let (months, day) = ((days - 1) / 31 - 1, (days - 1) % 31);
    let (year, month) = (months / 12, months % 12);
    // Years that begin in March end with the leap day.
    let (year, month) = if month < 2 { (year - 1, month + 10) } else { (year, month - 2) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 719_468;
    let seconds = days * 86_400 + (rest / 61 * 60 + (rest % 61).min(59)) as i64;
    Some((seconds, nanos))
}

/// The time that a string contains.
pub(crate) fn moment(text: &[u8]) -> Option<Moment> {
    moment_at(text, 0).filter(|(_, end)| *end == text.len()).map(|(moment, _)| moment)
}

/// Whether a string is a time without a time zone. It could be in any zone, so it is not used.
pub(crate) fn lacks_zone(text: &[u8]) -> bool {
    let fits = |(at, byte): (usize, &u8)| match at {
        4 | 7 => *byte == b'-',
        10 => matches!(byte, b'T' | b' '),
        13 | 16 => *byte == b':',
        19 => *byte == b'.',
        _ => byte.is_ascii_digit(),
    };
    text.len() >= b"2026-07-14T09:12:07".len() && text.iter().enumerate().all(fits)
}

/// The time at a position, and where it ends.
///
/// Accepts `2026-07-14T09:12:07Z` with up to nine digits of fraction, and nothing else: that is
/// all Bandwidth has been seen to send.
#[inline(always)]
pub(crate) fn moment_at(text: impl Words, at: usize) -> Option<(Moment, usize)> {
    // The digits of `2026-07-`, `14T09:12` and `09:12:07`, one byte each.
    let date = digits_in(text.word(at), *b"0000-00-")?;
    let hours = digits_in(text.word(at + 8), *b"00T00:00")?;
    let seconds = digits_in(text.word(at + 11), *b"00:00:00")?;
    let digit = |word: u64, at: u32| (word >> (at * 8)) as u32 & 0xf;
    let pair = |word: u64, at: u32| digit(word, at) * 10 + digit(word, at + 1);
    let (year, month, day) = (pair(date, 0) * 100 + pair(date, 2), pair(date, 5), pair(hours, 0));
    let (hour, minute, second) = (pair(hours, 3), pair(hours, 6), pair(seconds, 6));
    let (mut end, mut nanos, mut digits) = (at + 19, 0, 0);
    if text.byte(end) == Some(b'.') {
        end += 1;
        while let Some(byte) = text.byte(end).filter(|byte| byte.is_ascii_digit() && digits < 9) {
            nanos = nanos * 10 + u32::from(byte - b'0');
            digits += 1;
            end += 1;
        }
        if digits == 0 {
            return None;
        }
    }
    // A leap second is written as 60.
    let is_possible = day != 0 && day <= days(year, month) && hour <= 23 && minute <= 59 && second <= 60;
    if !is_possible || text.byte(end) != Some(b'Z') {
        return None;
    }
    // Months as if all had 31 days, minutes as if all had 61 seconds: only the order counts.
    let day = (year * 12 + month) * 31 + day;
    let seconds = u64::from(day) * (24 * 60 * 61) + u64::from((hour * 60 + minute) * 61 + second);
    Some((Moment { seconds, nanos: nanos * TENS[9 - digits as usize], digits }, end + 1))
}

/// The days of a month; 0 if there is no such month.
fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 0,
    }
}

/// The powers of ten.
const TENS: [u32; 10] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];

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
mod calendar {
    use super::unix_time;

    #[test]
    fn seconds_are_those_of_unix() {
        for (text, wanted) in [
            ("1970-01-01T00:00:00Z", Some((0, 0))),
            ("1970-01-01T00:00:01.5Z", Some((1, 500_000_000))),
            ("1969-12-31T23:59:59.999Z", Some((-1, 999_000_000))),
            ("2000-02-29T12:00:00Z", Some((951_825_600, 0))),
            ("2000-03-01T00:00:00Z", Some((951_868_800, 0))),
            ("1900-03-01T00:00:00Z", Some((-2_203_891_200, 0))),
            ("2026-07-14T09:12:07.412906Z", Some((1_784_020_327, 412_906_000))),
            ("2026-12-31T23:59:60Z", Some((1_798_761_599, 0))),
            ("2026-07-14", None),
            ("2026-02-29T12:00:00Z", None),
        ] {
            assert_eq!(unix_time(text.as_bytes()), wanted, "{text}");
        }
        // Day by day, through two leap years.
        let mut days = 0;
        for year in 2023..2029_i64 {
            for month in 1..=12 {
                for day in 1..=31 {
                    if let Some(found) = unix_time(format!("{year}-{month:02}-{day:02}T00:00:00Z").as_bytes()) {
                        assert_eq!(found, ((19_358 + days) * 86_400, 0), "{year}-{month}-{day}");
                        days += 1;
                    }
                }
            }
        }
        assert_eq!(days, 6 * 365 + 2);
    }
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
            assert!(moment(good.as_bytes()).is_some(), "{good}");
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
            assert!(moment(bad.as_bytes()).is_none(), "{bad}");
        }
        let ascending = [
            "1996-02-29T00:00:00Z",
            "1999-12-31T23:59:59Z",
            "2000-01-01T00:00:00Z",
            "2000-01-01T00:00:01Z",
            "2000-01-01T00:01:00Z",
            "2000-01-01T09:59:00Z",
            "2000-01-01T10:00:00Z",
            "2000-01-02T00:00:00Z",
            "2000-02-01T00:00:00Z",
            "2001-01-01T00:00:00Z",
        ];
        let ascending = ascending.map(|text| moment(text.as_bytes()).unwrap());
        assert!(ascending.windows(2).all(|pair| pair[0].is_before(pair[1]) && !pair[1].is_before(pair[0])));
        let is_before =
            |one: &str, other: &str| moment(one.as_bytes()).unwrap().is_before(moment(other.as_bytes()).unwrap());
        assert!(is_before("2016-09-14T18:20:16.000000Z", "2016-09-14T18:20:16.000001Z"));
        assert!(!is_before("2016-09-14T18:20:16Z", "2016-09-14T18:20:16.000001Z"));
        assert!(is_before("2016-01-31T23:59:60Z", "2016-02-01T00:00:00.1Z"));
    }

    #[test]
    fn times_without_a_zone() {
        for good in ["2016-09-14T18:20:16", "2016-09-14 18:20:16", "2016-09-14T18:20:16.123456"] {
            assert!(lacks_zone(good.as_bytes()) && moment(good.as_bytes()).is_none(), "{good}");
        }
        for bad in
            ["", "2016-09-14", "2016-09-14T18:20", "2016-09-14T18:20:16Z", "2016-09-14T18:20:16+00:00", "yesterday"]
        {
            assert!(!lacks_zone(bad.as_bytes()), "{bad}");
        }
    }

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
