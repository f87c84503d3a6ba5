//! Timestamps, optimized for logs: the next one is mostly in the same minute.

use bandwidth_callbacks::body::unix_time;

/// A time in milliseconds since 1970, without leap seconds.
pub(super) fn milliseconds(text: &[u8]) -> Option<i64> {
    unix_time(text).map(|(seconds, nanos)| seconds * 1000 + i64::from(nanos / 1_000_000))
}

/// The number of minutes that are cached.
const KNOWN: usize = 16;

/// A text up to its minute: `2026-07-14T09:12`.
type Minute = [u8; 16];

/// The minutes read last, and when each starts, in milliseconds since 1970.
#[derive(Debug, Clone)]
pub(super) struct Clock([(Minute, i64); KNOWN]);

impl Default for Clock {
    fn default() -> Self {
        // No timestamp has this byte.
        Clock([([0xff; 16], 0); KNOWN])
    }
}

impl Clock {
    /// A time in milliseconds since 1970.
    #[inline]
    pub(super) fn milliseconds(&mut self, text: &[u8]) -> Option<i64> {
        let (Some((minute, rest)), true) = (text.split_first_chunk::<16>(), text.len() == USUAL) else {
            return milliseconds(text);
        };
        let Some(within) = within(rest) else { return milliseconds(text) };
        // The slot is the last digit of the minute.
        let known = &mut self.0[minute[15] as usize % KNOWN];
        if *minute != known.0 {
            *known = (*minute, milliseconds(text)? - within);
        }
        Some(known.1 + within)
    }
}

/// The length of `2026-07-14T09:12:07.412906Z`, which is the form that Bandwidth sends.
const USUAL: usize = 27;

/// The milliseconds of `:07.412906Z`, the end of such a time.
#[inline]
fn within(text: &[u8]) -> Option<i64> {
    let [b':', s10, s1, b'.', ms100, ms10, ms1, rest @ .., b'Z'] = text else { return None };
    let is_number = [s10, s1, ms100, ms10, ms1].into_iter().chain(rest).all(u8::is_ascii_digit);
    let number = |digits: &[&u8]| digits.iter().fold(0, |number, digit| number * 10 + i64::from(**digit & 15));
    let seconds = number(&[s10, s1]);
    (is_number && seconds < 60).then(|| seconds * 1000 + number(&[ms100, ms10, ms1]))
}

#[cfg(test)]
mod tests {
    use super::{Clock, milliseconds};

    #[test]
    fn times_are_those_that_were_read_at_leisure() {
        let mut clock = Clock::default();
        for minute in [
            "2026-07-14T09:12",
            "2026-07-14T09:13",
            "2016-12-31T23:59",
            "2026-02-29T00:00",
            "",
            "no time at all",
            "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
        ] {
            for rest in [
                ":07.412906Z",
                ":59.999999Z",
                ":60.000000Z",
                ":61.000000Z",
                ":07Z",
                ":07.5Z",
                ":0x.412906Z",
                ":07.41290xZ",
            ] {
                let text = format!("{minute}{rest}");
                for _ in 0..2 {
                    assert_eq!(clock.milliseconds(text.as_bytes()), milliseconds(text.as_bytes()), "{text}");
                }
            }
        }
    }
}
