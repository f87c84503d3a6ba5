//! At least once becomes once: what a receiver asks of the place where it keeps the keys of handled events.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::BoxError;

/// What a key was found to be.
///
/// ```
/// use std::time::Duration;
///
/// use bandwidth_callbacks_receiver::{Claim, MemorySeen, Seen};
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let seen = MemorySeen::default();
/// assert_eq!(seen.claim("key", Duration::from_secs(300)).await.unwrap(), Claim::Claimed);
/// assert_eq!(seen.claim("key", Duration::from_secs(300)).await.unwrap(), Claim::Pending);
/// # });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// Taken for this call.
    Claimed,
    /// Taken by another call, which has not ended.
    Pending,
    /// Handled.
    Handled,
}

/// Where the keys of handled events are kept.
///
/// A key is claimed while its event is handled, so that a copy which arrives in the meantime, at another process too,
/// is not handled beside it. Where the process dies the claim ends by itself, and the event is handled when it comes
/// again.
///
/// `examples/axum` has one for Redis. Keys of events are the same as those of the npm package, so that both may share a store.
pub trait Seen: Send + Sync + 'static {
    /// Claims a key for so long, unless it is claimed or handled already; two at once may not both get it.
    fn claim(&self, key: &str, lease: Duration) -> impl Future<Output = Result<Claim, BoxError>> + Send;

    /// Ends a claim: the key is handled for so long, or with no time at all as if it had never been claimed.
    fn settle(&self, key: &str, keep: Duration) -> impl Future<Output = Result<(), BoxError>> + Send;
}

/// Keys in the memory of this process: for one process, and as long as it runs.
///
/// ```
/// use std::time::Duration;
///
/// use bandwidth_callbacks_receiver::{Claim, MemorySeen, Seen};
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let seen = MemorySeen::new(1_000);
/// seen.settle("key", Duration::from_secs(360_000)).await.unwrap();
/// assert_eq!(seen.claim("key", Duration::from_secs(300)).await.unwrap(), Claim::Handled);
/// # });
/// ```
pub struct MemorySeen {
    keys: Mutex<Keys>,
    most: usize,
}

/// Without its keys, which have phone numbers in them.
impl fmt::Debug for MemorySeen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner).known.len();
        f.debug_struct("MemorySeen").field("keys", &keys).field("most", &self.most).finish()
    }
}

#[derive(Default)]
struct Keys {
    known: HashMap<Arc<str>, Known>,
    /// The keys by their turns: the oldest first.
    turns: BTreeMap<u64, Arc<str>>,
    next: u64,
}

#[derive(Clone, Copy)]
struct Known {
    until: Instant,
    is_handled: bool,
    turn: u64,
}

impl MemorySeen {
    /// Keeps so many keys at most, and one at least; the oldest go first.
    #[must_use]
    pub fn new(most: usize) -> Self {
        MemorySeen { keys: Mutex::default(), most: most.max(1) }
    }
}

/// 100,000 keys.
impl Default for MemorySeen {
    fn default() -> Self {
        MemorySeen::new(100_000)
    }
}

impl Seen for MemorySeen {
    async fn claim(&self, key: &str, lease: Duration) -> Result<Claim, BoxError> {
        let now = Instant::now();
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = keys.known.get(key).filter(|found| found.until > now) {
            return Ok(if found.is_handled { Claim::Handled } else { Claim::Pending });
        }
        keys.put(key, now + lease, false, self.most);
        Ok(Claim::Claimed)
    }

    async fn settle(&self, key: &str, keep: Duration) -> Result<(), BoxError> {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        if keep.is_zero() {
            keys.remove(key);
        } else {
            keys.put(key, Instant::now() + keep, true, self.most);
        }
        Ok(())
    }
}

impl Keys {
    /// As the newest.
    fn put(&mut self, key: &str, until: Instant, is_handled: bool, most: usize) {
        self.remove(key);
        let (key, turn) = (Arc::<str>::from(key), self.next);
        self.next += 1;
        self.turns.insert(turn, Arc::clone(&key));
        self.known.insert(key, Known { until, is_handled, turn });
        if self.known.len() > most
            && let Some((_, oldest)) = self.turns.pop_first()
        {
            self.known.remove(&oldest);
        }
    }

    fn remove(&mut self, key: &str) {
        if let Some(known) = self.known.remove(key) {
            self.turns.remove(&known.turn);
        }
    }
}
