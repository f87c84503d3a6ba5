//! Handles what has a key once, however often and however many times at the same moment it arrives.

use std::collections::{HashMap, HashSet};
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::seen::{Claim, Seen};
use super::{BoxError, Failed};
use bandwidth_callbacks::catalogue::answers::{KEEP, LEASE};

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Handled now or before.
    Handled,
    /// Being handled elsewhere.
    Pending,
    /// A handler or the store failed; who listens was told.
    Failed,
}

/// Handled keys that the store could not be told of are remembered up to this number.
const MOST_UNTOLD: usize = 10_000;

const LEASED: Duration = Duration::from_secs(LEASE);
const KEPT: Duration = Duration::from_secs(KEEP);

/// An event that is being handled in this process.
struct Attempt {
    /// When its claim ends: another may be at it then, so copies wait no longer.
    until: Instant,
    /// `None` until it is known.
    outcome: watch::Receiver<Option<Outcome>>,
}

pub(super) struct Once<S> {
    seen: S,
    failed: Failed,
    /// What this process is handling: copies wait for its end.
    running: Mutex<HashMap<String, Attempt>>,
    /// What was handled while the store was away.
    untold: Mutex<HashSet<String>>,
    /// Held by who tells the store.
    telling: Arc<tokio::sync::Mutex<()>>,
}

impl<S: Seen> Once<S> {
    pub(super) fn new(seen: S, failed: Failed) -> Self {
        Once { seen, failed, running: Mutex::default(), untold: Mutex::default(), telling: Arc::default() }
    }

    /// Does `work`, unless that was done or is being done.
    pub(super) async fn exactly<F>(self: &Arc<Self>, key: String, work: F) -> Outcome
    where
        F: Future<Output = Result<(), BoxError>> + Send + 'static,
    {
        self.tell();
        let (told, own) = watch::channel(None);
        if let Some(mut theirs) = self.join(&key, &own) {
            let outcome = theirs.wait_for(Option::is_some).await;
            return outcome.ok().and_then(|outcome| *outcome).unwrap_or(Outcome::Failed);
        }
        // Whatever becomes of this task, a store that panics included: nobody is to join what has ended.
        let _end = End { once: self, key: &key, own: &own };
        let outcome = self.attempt(&key, work, &told).await;
        let _ = told.send(Some(outcome));
        outcome
    }

    /// Who is at it in this process already; if nobody is, it is `own`.
    fn join(&self, key: &str, own: &watch::Receiver<Option<Outcome>>) -> Option<watch::Receiver<Option<Outcome>>> {
        let now = Instant::now();
        let mut running = lock(&self.running);
        if let Some(Attempt { until, outcome }) = running.get(key) {
            // Once handled, it is not to be sent again, however long it takes to tell the store.
            let is_handled = *outcome.borrow() == Some(Outcome::Handled);
            if is_handled || *until > now {
                return Some(outcome.clone());
            }
        }
        running.insert(key.to_owned(), Attempt { until: now + LEASED, outcome: own.clone() });
        None
    }

    async fn attempt<F>(&self, key: &str, work: F, told: &watch::Sender<Option<Outcome>>) -> Outcome
    where
        F: Future<Output = Result<(), BoxError>> + Send + 'static,
    {
        if lock(&self.untold).contains(key) {
            return Outcome::Handled;
        }
        match self.seen.claim(key, LEASED).await {
            Ok(Claim::Claimed) => {}
            Ok(Claim::Pending) => return Outcome::Pending,
            Ok(Claim::Handled) => return Outcome::Handled,
            Err(error) => return self.fail(error),
        }
        let until = Instant::now() + LEASED;
        // A task of its own, so that a panic ends nothing but itself.
        let result = match tokio::spawn(work).await {
            Ok(result) => result,
            Err(error) => Err(error.into()),
        };
        if let Err(error) = result {
            // A claim that has ended may be another's by now.
            if Instant::now() < until {
                self.settle(key, Duration::ZERO).await;
            }
            return self.fail(error);
        }
        // It was handled, whatever becomes of the key.
        let _ = told.send(Some(Outcome::Handled));
        if !self.settle(key, KEPT).await {
            let mut untold = lock(&self.untold);
            if untold.len() < MOST_UNTOLD {
                untold.insert(key.to_owned());
            }
        }
        Outcome::Handled
    }

    /// Whether the store could be told.
    async fn settle(&self, key: &str, keep: Duration) -> bool {
        let result = self.seen.settle(key, keep).await;
        result.map_err(|error| self.fail(error)).is_ok()
    }

    /// Tells the store what it could not be told before, while others go on.
    fn tell(self: &Arc<Self>) {
        if lock(&self.untold).is_empty() {
            return;
        }
        let Ok(telling) = Arc::clone(&self.telling).try_lock_owned() else { return };
        let this = Arc::clone(self);
        tokio::spawn(async move {
            let keys: Vec<String> = lock(&this.untold).iter().cloned().collect();
            for key in keys {
                if this.seen.settle(&key, KEPT).await.is_err() {
                    break; // Still away: the next callback tries again.
                }
                lock(&this.untold).remove(&key);
            }
            drop(telling);
        });
    }

    pub(super) fn fail(&self, error: BoxError) -> Outcome {
        (self.failed)(error);
        Outcome::Failed
    }
}

/// The end of an attempt.
struct End<'a, S> {
    once: &'a Once<S>,
    key: &'a str,
    own: &'a watch::Receiver<Option<Outcome>>,
}

impl<S> Drop for End<'_, S> {
    fn drop(&mut self) {
        let mut running = lock(&self.once.running);
        if running.get(self.key).is_some_and(|attempt| attempt.outcome.same_channel(self.own)) {
            running.remove(self.key);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
