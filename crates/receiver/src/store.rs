//! The idempotency store: turns Bandwidth's at-least-once delivery into handling once.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::error::BoxError;

/// What a key was found to be.
///
/// ```
/// use std::time::Duration;
///
/// use bandwidth_callbacks_receiver::{Claim, MemorySeen, IdempotencyStore};
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
/// A key is claimed while its event is handled, so that a duplicate which arrives in the meantime, even at another
/// process, is not handled as well. If the process dies, the claim expires, and the event is handled when Bandwidth
/// sends it again.
///
/// `examples/axum` has one for Redis. Keys are the same as those of the npm package, so that both may share a store.
pub trait IdempotencyStore: Send + Sync + 'static {
    /// Claims a key for `ttl`, unless it is claimed or handled already. Of two concurrent calls only one may get it.
    fn claim(&self, key: &str, ttl: Duration) -> impl Future<Output = Result<Claim, BoxError>> + Send;

    /// The event was handled: its key is kept as handled for `retention`, claimed or not.
    fn complete(&self, key: &str, retention: Duration) -> impl Future<Output = Result<(), BoxError>> + Send;

    /// The event was not handled: its key is as if it had never been claimed.
    fn release(&self, key: &str) -> impl Future<Output = Result<(), BoxError>> + Send;
}

/// Keys in the memory of this process: for one process, and as long as it runs.
///
/// ```
/// use std::time::Duration;
///
/// use bandwidth_callbacks_receiver::{Claim, MemorySeen, IdempotencyStore};
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let seen = MemorySeen::new(1_000);
/// seen.complete("key", Duration::from_secs(360_000)).await.unwrap();
/// assert_eq!(seen.claim("key", Duration::from_secs(300)).await.unwrap(), Claim::Handled);
/// # });
/// ```
pub struct MemorySeen {
    keys: Mutex<Keys>,
    max_keys: usize,
}

/// Without its keys, which have phone numbers in them.
impl fmt::Debug for MemorySeen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner).known.len();
        f.debug_struct("MemorySeen").field("keys", &keys).field("max_keys", &self.max_keys).finish()
    }
}

#[derive(Default)]
struct Keys {
    known: HashMap<Arc<str>, Known>,
    /// The keys by age: the oldest first.
    ages: BTreeMap<u64, Arc<str>>,
    next: u64,
}

#[derive(Clone, Copy)]
struct Known {
    until: Instant,
    is_handled: bool,
    age: u64,
}

impl MemorySeen {
    /// Keeps at most `max_keys` keys (at least one); the oldest go first.
    #[must_use]
    pub fn new(max_keys: usize) -> Self {
        MemorySeen { keys: Mutex::default(), max_keys: max_keys.max(1) }
    }
}

/// 100,000 keys.
impl Default for MemorySeen {
    fn default() -> Self {
        MemorySeen::new(100_000)
    }
}

impl IdempotencyStore for MemorySeen {
    async fn claim(&self, key: &str, ttl: Duration) -> Result<Claim, BoxError> {
        let now = Instant::now();
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = keys.known.get(key).filter(|found| found.until > now) {
            return Ok(if found.is_handled { Claim::Handled } else { Claim::Pending });
        }
        keys.put(key, now + ttl, false, self.max_keys);
        Ok(Claim::Claimed)
    }

    async fn complete(&self, key: &str, retention: Duration) -> Result<(), BoxError> {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        keys.put(key, Instant::now() + retention, true, self.max_keys);
        Ok(())
    }

    async fn release(&self, key: &str) -> Result<(), BoxError> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
        Ok(())
    }
}

impl Keys {
    /// As the newest.
    fn put(&mut self, key: &str, until: Instant, is_handled: bool, max_keys: usize) {
        self.remove(key);
        let (key, age) = (Arc::<str>::from(key), self.next);
        self.next += 1;
        self.ages.insert(age, Arc::clone(&key));
        self.known.insert(key, Known { until, is_handled, age });
        if self.known.len() > max_keys
            && let Some((_, oldest)) = self.ages.pop_first()
        {
            self.known.remove(&oldest);
        }
    }

    fn remove(&mut self, key: &str) {
        if let Some(known) = self.known.remove(key) {
            self.ages.remove(&known.age);
        }
    }
}
