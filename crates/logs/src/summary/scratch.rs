//! Memory that a summary reuses for each body. It is not part of the summary: a copy starts without it.

use bandwidth_callbacks::body::Reader;

use super::clock::Clock;

/// Memory that is used again.
pub(super) struct Scratch {
    pub reader: Reader,
    pub bytes: Vec<u8>,
    pub clock: Clock,
}

impl Default for Scratch {
    fn default() -> Self {
        Scratch { reader: Reader::new(), bytes: Vec::new(), clock: Clock::default() }
    }
}

impl Clone for Scratch {
    fn clone(&self) -> Self {
        Scratch::default()
    }
}
