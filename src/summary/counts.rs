//! How often each of some names was there, in bounded memory.
//!
//! Which names are kept must not depend on their order, or sums of parts would differ: kept are those with the smallest
//! hashes. One that had to go never comes back, as its hash is too large ever after; so what is kept is counted exactly.

use std::collections::{BinaryHeap, HashMap};

use serde::{Deserialize, Serialize};

use super::hash::{Build, Hash, hash};

/// How many names are kept.
const MOST: usize = 10_000;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Counts {
    kept: HashMap<Hash, (Box<str>, u64), Build>,
    /// The times of what is not kept.
    pub others: u64,
    /// The hashes of what is kept, from the moment on that there is no room.
    #[serde(skip)]
    largest: BinaryHeap<Hash>,
}

impl Counts {
    pub(super) fn add(&mut self, name: &str, times: u64) {
        let hash = hash(name.as_bytes());
        match self.kept.get_mut(&hash) {
            Some((_, count)) => *count += times,
            None => self.insert(hash, name.into(), times),
        }
    }

    #[cold]
    fn insert(&mut self, hash: Hash, name: Box<str>, times: u64) {
        if self.kept.len() < MOST {
            self.kept.insert(hash, (name, times));
            return;
        }
        if self.largest.is_empty() {
            self.largest = self.kept.keys().copied().collect();
        }
        if self.largest.peek().is_none_or(|largest| hash > *largest) {
            self.others += times;
            return;
        }
        let gone = self.largest.pop().and_then(|largest| self.kept.remove(&largest));
        self.others += gone.map_or(0, |(_, count)| count);
        self.largest.push(hash);
        self.kept.insert(hash, (name, times));
    }

    pub(super) fn merge(&mut self, other: Counts) {
        self.others += other.others;
        for (hash, (name, times)) in other.kept {
            match self.kept.get_mut(&hash) {
                Some((_, count)) => *count += times,
                None => self.insert(hash, name, times),
            }
        }
    }

    /// Names and times, the most frequent first.
    pub(super) fn sorted(&self) -> Vec<(&str, u64)> {
        let mut all: Vec<_> = self.kept.values().map(|(name, times)| (&**name, *times)).collect();
        all.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, MOST};

    #[test]
    fn what_is_kept_does_not_depend_on_order_or_parts() {
        let names: Vec<String> = (0..MOST * 2).map(|number| format!("name {}", number % (MOST * 3 / 2))).collect();
        let sum = |names: &mut dyn Iterator<Item = &String>| {
            let mut counts = Counts::default();
            names.for_each(|name| counts.add(name, 1));
            counts
        };
        let whole = sum(&mut names.iter());
        let backwards = sum(&mut names.iter().rev());
        let mut parts = sum(&mut names.iter().skip(7_000));
        parts.merge(sum(&mut names.iter().take(7_000)));
        assert_eq!(whole.sorted().len(), MOST);
        assert_eq!(whole.sorted().iter().map(|(_, times)| times).sum::<u64>() + whole.others, MOST as u64 * 2);
        for other in [backwards, parts] {
            assert_eq!((other.sorted(), other.others), (whole.sorted(), whole.others));
        }
    }
}
