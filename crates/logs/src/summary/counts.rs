//! Counts names in bounded memory.
//!
//! The names with the smallest hashes are kept, so that the result does not depend on their order or on how a log was
//! divided. A dropped name never returns, because its hash stays too large, so the kept names are counted exactly.

use std::collections::{BinaryHeap, HashMap};

use serde::{Deserialize, Serialize};

use super::hash::{Build, Hash, hash};

/// The number of names that are kept.
pub(super) const MAX_NAMES: usize = 10_000;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Counts {
    kept: HashMap<Hash, (Box<str>, u64), Build>,
    /// The count of the names that are not kept.
    others: u64,
    /// The hashes of the kept names, once there is no more room.
    #[serde(skip)]
    largest: BinaryHeap<Hash>,
    /// Counts that are not in `kept` yet. Most names repeat, and are found here without a hash.
    #[serde(skip)]
    recent: Vec<Recent>,
}

/// The number of bytes of a name that are shown.
const SHOWN: usize = 200;

/// The number of recent names, and their maximum length.
const RECENT: usize = 64;
const MAX_LINE_BYTES: usize = 40;

#[derive(Debug, Clone, Copy)]
struct Recent {
    name: [u8; MAX_LINE_BYTES],
    length: u8,
    times: u32,
}

impl Recent {
    const NONE: Recent = Recent { name: [0; MAX_LINE_BYTES], length: 0, times: 0 };

    fn name(&self) -> &[u8] {
        &self.name[..usize::from(self.length).min(MAX_LINE_BYTES)]
    }
}

/// Whether two names are equal. Different ones mostly differ in length or at the end.
#[inline(always)]
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.last_chunk::<8>() == other.last_chunk::<8>() && one == other
}

/// The slot of a name. Names of one log mostly differ at the end.
fn slot(name: &[u8]) -> usize {
    let end = match *name {
        [.., before, last] => u32::from(before) << 8 | u32::from(last),
        [only] => u32::from(only),
        [] => 0,
    };
    ((end ^ (name.len() as u32) << 16).wrapping_mul(0x9e37_79b1) >> 26) as usize
}

impl Counts {
    /// Counts a name, which is UTF-8.
    #[inline]
    pub(super) fn add(&mut self, name: &[u8]) {
        match self.recent.get_mut(slot(name)) {
            Some(recent) if same(recent.name(), name) && recent.times < u32::MAX => recent.times += 1,
            _ => self.add_other(name),
        }
    }

    #[cold]
    fn add_other(&mut self, name: &[u8]) {
        if name.len() > MAX_LINE_BYTES {
            return self.keep(name, 1);
        }
        self.recent.resize(RECENT, Recent::NONE);
        let before = self.recent[slot(name)];
        self.keep(before.name(), before.times.into());
        let mut recent = Recent { length: name.len() as u8, times: 1, ..Recent::NONE };
        recent.name[..name.len()].copy_from_slice(name);
        self.recent[slot(name)] = recent;
    }

    /// Moves the recent counts to `kept`.
    pub(super) fn flush(&mut self) {
        for recent in std::mem::take(&mut self.recent) {
            self.keep(recent.name(), recent.times.into());
        }
    }

    fn keep(&mut self, name: &[u8], times: u64) {
        if times == 0 {
            return;
        }
        let hash = hash(name);
        match self.kept.get_mut(&hash) {
            Some((_, count)) => *count += times,
            // Only the start of a long name is kept; its hash is of the whole name.
            None => self.insert(hash, String::from_utf8_lossy(&name[..name.len().min(SHOWN)]).into(), times),
        }
    }

    #[cold]
    fn insert(&mut self, hash: Hash, name: Box<str>, times: u64) {
        if self.kept.len() < MAX_NAMES {
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

    pub(super) fn merge(&mut self, mut other: Counts) {
        self.flush();
        other.flush();
        self.others += other.others;
        for (hash, (name, times)) in other.kept {
            match self.kept.get_mut(&hash) {
                Some((_, count)) => *count += times,
                None => self.insert(hash, name, times),
            }
        }
    }

    /// Names and counts, the most frequent first, and the count of the names that are not kept.
    pub(super) fn sorted(&self) -> (Vec<(Box<str>, u64)>, u64) {
        let mut whole = self.clone();
        whole.flush();
        let mut all: Vec<_> = whole.kept.into_values().collect();
        all.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
        (all, whole.others)
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, MAX_NAMES};

    #[test]
    fn what_is_kept_does_not_depend_on_order_or_parts() {
        let names: Vec<String> =
            (0..MAX_NAMES * 2).map(|number| format!("name {}", number % (MAX_NAMES * 3 / 2))).collect();
        let sum = |names: &mut dyn Iterator<Item = &String>| {
            let mut counts = Counts::default();
            names.for_each(|name| counts.add(name.as_bytes()));
            counts
        };
        let whole = sum(&mut names.iter());
        let backwards = sum(&mut names.iter().rev());
        let mut parts = sum(&mut names.iter().skip(7_000));
        parts.merge(sum(&mut names.iter().take(7_000)));
        let (kept, others) = whole.sorted();
        assert_eq!(kept.len(), MAX_NAMES);
        assert_eq!(kept.iter().map(|(_, times)| times).sum::<u64>() + others, MAX_NAMES as u64 * 2);
        for other in [backwards, parts] {
            assert_eq!(other.sorted(), whole.sorted());
        }
    }
}
