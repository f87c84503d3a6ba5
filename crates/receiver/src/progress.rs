//! How far the handling of a request has come.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::listeners::Counts;
use super::once::Outcome;

/// What has become of the elements of a request so far.
#[derive(Default)]
pub(super) struct Progress {
    counts: Mutex<Counts>,
    /// The keys that are being handled.
    keys: Mutex<HashSet<String>>,
}

impl Progress {
    pub(super) fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn keys(&self) -> MutexGuard<'_, HashSet<String>> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A key is being handled until what this returns is dropped.
    pub(super) fn begin(self: &Arc<Self>, key: &str) -> impl Drop + use<> {
        struct At(Arc<Progress>, String);
        impl Drop for At {
            fn drop(&mut self) {
                self.0.keys().remove(&self.1);
            }
        }
        self.keys().insert(key.to_owned());
        At(Arc::clone(self), key.to_owned())
    }

    pub(super) fn count(&self, outcome: Outcome) {
        let mut counts = self.counts();
        match outcome {
            Outcome::Handled => counts.handled += 1,
            Outcome::Duplicate => counts.duplicates += 1,
            Outcome::Pending => counts.pending += 1,
            Outcome::Failed | Outcome::StoreFailed => counts.failed += 1,
        }
    }
}
