//! Times, of which mostly the next is of the same minute.

use crate::check::milliseconds;
use crate::json::swar::{digits_in, word};

/// How many minutes are known at once.
const KNOWN: usize = 16;

/// The minutes that were last read, and when each begins, in milliseconds from 1970.
#[derive(Debug, Clone, Default)]
pub(super) struct Clock([([u64; 2], i64); KNOWN]);

impl Clock {
    /// The milliseconds from 1970 to a time.
    #[inline]
    pub(super) fn milliseconds(&mut self, text: &[u8]) -> Option<i64> {
        let minute = [word(text, 0), word(text, 8)];
        // By its last digit.
        let known = &mut self.0[(minute[1] >> 56) as usize % KNOWN];
        if minute == known.0
            && let Some(within) = within(text)
        {
            return Some(known.1 + within);
        }
        let time = milliseconds(text)?;
        if let Some(within) = within(text) {
            *known = (minute, time - within);
        }
        Some(time)
    }
}

/// The milliseconds of `2026-07-14T09:12:07.412906Z` after its minute, which is the form that Bandwidth sends.
#[inline]
fn within(text: &[u8]) -> Option<i64> {
    let [.., tens, ones, b'Z'] = text else { return None };
    if text.len() != 27 || !tens.is_ascii_digit() || !ones.is_ascii_digit() {
        return None;
    }
    let digits = digits_in(word(text, 16), *b":00.0000")?;
    let digit = |at: u32| (digits >> (at * 8) & 0xff) as i64;
    let seconds = digit(1) * 10 + digit(2);
    (seconds < 60).then(|| seconds * 1000 + digit(4) * 100 + digit(5) * 10 + digit(6))
}

#[cfg(test)]
mod tests {
    use super::{Clock, milliseconds};

    #[test]
    fn times_are_those_that_were_read_at_leisure() {
        let mut clock = Clock::default();
        for minute in
            ["2026-07-14T09:12", "2026-07-14T09:13", "2016-12-31T23:59", "2026-02-29T00:00", "", "no time at all"]
        {
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
