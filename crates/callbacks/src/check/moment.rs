//! Times: whether a string is one, and which of two is earlier.

use crate::json::swar::{Words, digits_in};

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
    // The number that each byte and the next one are together.
    let pairs = |digits: u64| digits * 10 + (digits >> 8);
    let pair = |pairs: u64, at: u32| (pairs >> (at * 8)) as u32 & 0xff;
    let (date, hours, seconds) = (pairs(date), pairs(hours), pairs(seconds));
    let (year, month, day) = (pair(date, 0) * 100 + pair(date, 2), pair(date, 5), pair(hours, 0));
    let (hour, minute, second) = (pair(hours, 3), pair(hours, 6), pair(seconds, 6));
    let (mut end, mut nanos, mut digits) = (at + 19, 0, 0);
    if let Some(micros) = digits_in(text.word(end), *b".000000Z").map(pairs) {
        nanos = pair(micros, 1) * 10_000 + pair(micros, 3) * 100 + pair(micros, 5);
        (digits, end) = (6, end + 7);
    } else if text.byte(end) == Some(b'.') {
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
    let is_day = (1..=12).contains(&month) && (1..=28).contains(&day) || day != 0 && day <= days(year, month);
    let is_possible = is_day && hour <= 23 && minute <= 59 && second <= 60;
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

#[cfg(test)]
mod tests {
    use super::*;

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
    fn fractions_of_any_length() {
        let of = |fraction: &str| moment(format!("2026-07-14T09:12:07{fraction}Z").as_bytes());
        for digits in 1..=9 {
            for value in [0, 1, 999_999_999, 123_456_789, 987_654_321] {
                let fraction = &format!("{value:09}")[..digits];
                let nanos = fraction.parse::<u32>().unwrap() * TENS[9 - digits];
                let found = of(&format!(".{fraction}")).unwrap();
                assert_eq!((found.nanos, found.digits), (nanos, digits as u32), "{fraction}");
                for (at, wrong) in (0..digits).flat_map(|at| [(at, ":"), (at, "/"), (at, "-"), (at, "\0")]) {
                    let fraction = format!(".{}{wrong}{}", &fraction[..at], &fraction[at + 1..]);
                    assert_eq!(of(&fraction), None, "{fraction}");
                }
            }
        }
    }

    #[test]
    fn days_and_hours_that_exist() {
        for value in 0..100 {
            let is_time = |text: String| moment(text.as_bytes()).is_some();
            assert_eq!(is_time(format!("2026-{value:02}-14T09:12:07Z")), (1..=12).contains(&value));
            assert_eq!(is_time(format!("2026-07-{value:02}T09:12:07Z")), (1..=31).contains(&value));
            assert_eq!(is_time(format!("2026-06-{value:02}T09:12:07Z")), (1..=30).contains(&value));
            assert_eq!(is_time(format!("2026-02-{value:02}T09:12:07Z")), (1..=28).contains(&value));
            assert_eq!(is_time(format!("2026-07-14T{value:02}:12:07Z")), value <= 23);
            assert_eq!(is_time(format!("2026-07-14T09:{value:02}:07Z")), value <= 59);
            assert_eq!(is_time(format!("2026-07-14T09:12:{value:02}Z")), value <= 60);
        }
    }
}
