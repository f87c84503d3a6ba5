//! Events by time: a minute each, or more where there would be too many of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How many spans are kept: 21 days of minutes, more than a log of one day needs.
const MOST: usize = 30_240;

/// A span is so many minutes; each a multiple of the one before, so that spans can be put together.
const SPANS: [i64; 6] = [1, 10, 60, 1_440, 144_000, 1_440_000_000];

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Minutes {
    counts: BTreeMap<i64, u64>,
    /// Which of `SPANS`.
    level: usize,
    /// The span that was last counted in, and what is not in `counts` of it yet: mostly the next is the same.
    #[serde(skip)]
    last: (i64, u64),
}

impl Minutes {
    pub(super) fn add(&mut self, milliseconds: i64) {
        if self.last.1 > 0 && self.span(milliseconds) == self.last.0 {
            self.last.1 += 1;
        } else {
            self.flush(); // which may widen spans
            self.last = (self.span(milliseconds), 1);
        }
    }

    fn span(&self, milliseconds: i64) -> i64 {
        milliseconds.div_euclid(60_000 * SPANS[self.level])
    }

    /// Puts into `counts` what is not there yet.
    pub(super) fn flush(&mut self) {
        let (span, times) = std::mem::take(&mut self.last);
        if times > 0 {
            *self.counts.entry(span).or_default() += times;
            self.widen();
        }
    }

    fn widen(&mut self) {
        while self.counts.len() > MOST && self.level + 1 < SPANS.len() {
            self.raise(self.level + 1);
        }
    }

    fn raise(&mut self, level: usize) {
        let factor = SPANS[level] / SPANS[self.level];
        self.level = level;
        for (span, times) in std::mem::take(&mut self.counts) {
            *self.counts.entry(span.div_euclid(factor)).or_default() += times;
        }
    }

    pub(super) fn merge(&mut self, mut other: Minutes) {
        self.flush();
        other.flush();
        if other.level > self.level {
            self.raise(other.level);
        }
        let factor = SPANS[self.level] / SPANS[other.level];
        for (span, times) in other.counts {
            *self.counts.entry(span.div_euclid(factor)).or_default() += times;
        }
        self.widen();
    }

    /// How many minutes a span has, and where each begins, in minutes from 1970, with its events.
    pub(super) fn spans(&self) -> (i64, BTreeMap<i64, u64>) {
        let mut whole = self.clone();
        whole.flush(); // which may widen spans
        let span = SPANS[whole.level];
        (span, whole.counts.into_iter().map(|(at, times)| (at * span, times)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Minutes};

    #[test]
    fn spans_are_as_wide_whether_the_last_was_put_to_the_others_or_not() {
        let mut minutes = Minutes::default();
        (0..=MOST as i64).for_each(|minute| minutes.add(minute * 60_000));
        let before = minutes.spans();
        minutes.flush();
        assert_eq!(before, minutes.spans());
        assert_eq!((before.0, before.1.values().sum::<u64>()), (10, MOST as u64 + 1));
    }
}
