//! Events by time: per minute, or per longer span if there would be too many.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The number of spans that are kept: 21 days of minutes.
const MAX_SPANS: usize = 30_240;

/// The lengths of spans in minutes, each a multiple of the previous one, so that spans can be merged.
const SPANS: [i64; 6] = [1, 10, 60, 1_440, 144_000, 1_440_000_000];

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Minutes {
    counts: BTreeMap<i64, u64>,
    /// The index in `SPANS`.
    level: usize,
    /// The latest span, and its events that are not in `counts` yet: the next event is mostly in the same span.
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

    /// Moves the latest span to `counts`.
    pub(super) fn flush(&mut self) {
        let (span, times) = std::mem::take(&mut self.last);
        if times > 0 {
            *self.counts.entry(span).or_default() += times;
            self.widen();
        }
    }

    fn widen(&mut self) {
        while self.counts.len() > MAX_SPANS && self.level + 1 < SPANS.len() {
            self.raise_level(self.level + 1);
        }
    }

    fn raise_level(&mut self, level: usize) {
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
            self.raise_level(other.level);
        }
        let factor = SPANS[self.level] / SPANS[other.level];
        for (span, times) in other.counts {
            *self.counts.entry(span.div_euclid(factor)).or_default() += times;
        }
        self.widen();
    }

    /// The length of a span in minutes, and for each its start, in minutes since 1970, and its events.
    pub(super) fn spans(&self) -> (i64, BTreeMap<i64, u64>) {
        let mut whole = self.clone();
        whole.flush(); // which may widen spans
        let span = SPANS[whole.level];
        (span, whole.counts.into_iter().map(|(at, times)| (at * span, times)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_SPANS, Minutes};

    #[test]
    fn spans_are_as_wide_whether_the_last_was_put_to_the_others_or_not() {
        let mut minutes = Minutes::default();
        (0..=MAX_SPANS as i64).for_each(|minute| minutes.add(minute * 60_000));
        let before = minutes.spans();
        minutes.flush();
        assert_eq!(before, minutes.spans());
        assert_eq!((before.0, before.1.values().sum::<u64>()), (10, MAX_SPANS as u64 + 1));
    }
}
