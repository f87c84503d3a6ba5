//! Names by 128 bits of themselves: the same on every machine, so that sums of parts can be put together. Of a billion
//! names two are taken for one with a probability of 10^-21.

use std::hash::{BuildHasherDefault, Hasher};

use twox_hash::XxHash3_128;

pub(super) type Hash = [u64; 2];

pub(super) type Build = BuildHasherDefault<AsItIs>;

pub(super) fn hash(bytes: &[u8]) -> Hash {
    let hash = XxHash3_128::oneshot(bytes);
    [hash as u64, (hash >> 64) as u64]
}

/// Takes a hash for its own.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    /// An array of words comes as bytes, of which eight are enough.
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.first_chunk().map_or(0, |first| u64::from_le_bytes(*first));
    }

    fn write_usize(&mut self, _: usize) {}
}
