//! 128-bit hashes of names: the same on every machine, so that summaries can be merged. Among a billion names, the
//! probability of a collision is 10^-21.

use std::hash::{BuildHasherDefault, Hasher};

use twox_hash::XxHash3_128;

pub(super) type Hash = [u64; 2];

pub(super) type Build = BuildHasherDefault<IdentityHasher>;

pub(super) fn hash(bytes: &[u8]) -> Hash {
    let hash = XxHash3_128::oneshot(bytes);
    [hash as u64, (hash >> 64) as u64]
}

/// Uses a hash as its own hash.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct IdentityHasher(u64);

impl Hasher for IdentityHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    /// An array of words comes as bytes, of which eight are enough.
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.first_chunk().map_or(0, |first| u64::from_le_bytes(*first));
    }

    fn write_usize(&mut self, _: usize) {}
}
