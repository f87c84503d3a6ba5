//! Handles what has a key once, however often and however many times at the same moment it arrives.

use std::collections::{HashMap, HashSet};
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::context::PreviousAttempt;
use super::error::{BoxError, Failure};
use super::listeners::FailureListener;
use super::store::{Claim, IdempotencyStore};
use bandwidth_callbacks::catalogue::answers::{CLAIM_TTL, RETENTION};

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Handled by this call.
    Handled,
    /// Handled before, or by another call at the same time.
    Duplicate,
    /// Being handled in another process.
    Pending,
    /// The handler failed, which was reported.
    Failed,
    /// The store failed, which was reported.
    StoreFailed,
}

/// What this process knows of earlier attempts at a key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attempts {
    /// The number of this attempt, from 1.
    pub number: u32,
    /// How the one before ended.
    pub previous: Option<PreviousAttempt>,
}

/// Handled keys that could not be written to the store are remembered up to this number.
const MAX_UNFLUSHED: usize = 10_000;

/// Keys whose last attempt did not succeed are remembered up to this number.
const MAX_ATTEMPTS: usize = 10_000;

const TTL: Duration = Duration::from_secs(CLAIM_TTL);

/// An event that is being handled in this process.
struct Attempt {
    /// When its claim ends: another may be at it then, so copies wait no longer.
    until: Instant,
    /// `None` until it is known.
    outcome: watch::Receiver<Option<Outcome>>,
    attempts: Attempts,
    /// The handler is at work, not the store.
    is_working: bool,
}

pub(super) struct Once<S> {
    store: S,
    failed: FailureListener,
    /// What this process is handling: copies wait for its end.
    running: Mutex<HashMap<String, Attempt>>,
    /// What was handled while the store was away.
    unflushed: Mutex<HashSet<String>>,
    /// The last attempts that did not succeed.
    earlier: Mutex<HashMap<String, Attempts>>,
    /// Held while keys are written to the store.
    flushing: Arc<tokio::sync::Mutex<()>>,
}

impl<S: IdempotencyStore> Once<S> {
    pub(super) fn new(store: S, failed: FailureListener) -> Self {
        Once {
            store,
            failed,
            running: Mutex::default(),
            unflushed: Mutex::default(),
            earlier: Mutex::default(),
            flushing: Arc::default(),
        }
    }

    /// Whether a handler is at work for one of the keys, rather than the store.
    pub(super) fn is_working<'k>(&self, mut keys: impl Iterator<Item = &'k String>) -> bool {
        let running = lock(&self.running);
        keys.any(|key| running.get(key).is_some_and(|attempt| attempt.is_working))
    }

    /// Does `work`, unless it was done or is being done.
    pub(super) async fn run_once<W, F>(self: &Arc<Self>, key: String, work: W) -> Outcome
    where
        W: FnOnce(Attempts) -> F,
        F: Future<Output = Result<(), BoxError>> + Send + 'static,
    {
        self.flush();
        let (send, own) = watch::channel(None);
        let attempts = match self.join(&key, &own) {
            Ok(attempts) => attempts,
            Err(mut theirs) => {
                let outcome = theirs.wait_for(Option::is_some).await.ok().and_then(|outcome| *outcome);
                return match outcome.unwrap_or(Outcome::StoreFailed) {
                    Outcome::Handled => Outcome::Duplicate,
                    other => other,
                };
            }
        };
        // Dropped however this task ends, even if the store panics, so that no one joins an attempt that has ended.
        let _end = End { once: self, key: &key, own: &own };
        let outcome = self.attempt(&key, work, attempts, &send).await;
        let _ = send.send(Some(outcome));
        outcome
    }

    /// Begins an attempt, unless one is being made in this process already, whose outcome is given then.
    fn join(
        &self,
        key: &str,
        own: &watch::Receiver<Option<Outcome>>,
    ) -> Result<Attempts, watch::Receiver<Option<Outcome>>> {
        let now = Instant::now();
        let mut running = lock(&self.running);
        if let Some(Attempt { until, outcome, attempts, .. }) = running.get(key) {
            // Once handled, it is not to be sent again, however long the store takes.
            let is_handled = *outcome.borrow() == Some(Outcome::Handled);
            if is_handled || *until > now {
                return Err(outcome.clone());
            }
            self.remember(key, attempts.number, PreviousAttempt::Expired);
        }
        let last = lock(&self.earlier).get(key).copied();
        let attempts = last.map_or(Attempts { number: 1, previous: None }, |last| Attempts {
            number: last.number.saturating_add(1),
            ..last
        });
        let attempt = Attempt { until: now + TTL, outcome: own.clone(), attempts, is_working: false };
        running.insert(key.to_owned(), attempt);
        Ok(attempts)
    }

    /// Keeps how an attempt ended, while there is room: what is forgotten counts from 1 again.
    fn remember(&self, key: &str, number: u32, previous: PreviousAttempt) {
        let mut earlier = lock(&self.earlier);
        if earlier.len() >= MAX_ATTEMPTS && !earlier.contains_key(key) {
            earlier.clear();
        }
        earlier.insert(key.to_owned(), Attempts { number, previous: Some(previous) });
    }

    fn set_working(&self, key: &str, is_working: bool) {
        if let Some(attempt) = lock(&self.running).get_mut(key) {
            attempt.is_working = is_working;
        }
    }

    async fn attempt<W, F>(
        &self,
        key: &str,
        work: W,
        attempts: Attempts,
        send: &watch::Sender<Option<Outcome>>,
    ) -> Outcome
    where
        W: FnOnce(Attempts) -> F,
        F: Future<Output = Result<(), BoxError>> + Send + 'static,
    {
        if lock(&self.unflushed).contains(key) {
            return Outcome::Duplicate;
        }
        match self.store.claim(key, TTL).await {
            Ok(Claim::Claimed) => {}
            Ok(Claim::Pending) => return Outcome::Pending,
            Ok(Claim::Handled) => return Outcome::Duplicate,
            Err(error) => {
                (self.failed)(error, Failure::Store);
                return Outcome::StoreFailed;
            }
        }
        let until = Instant::now() + TTL;
        self.set_working(key, true);
        // A task of its own, so that a panic ends nothing but itself.
        let result = match catch_unwind(AssertUnwindSafe(|| work(attempts))) {
            Ok(work) => tokio::spawn(work).await.unwrap_or_else(|error| Err(error.into())),
            Err(_) => Err("a handler panicked".into()),
        };
        self.set_working(key, false);
        if let Err(error) = result {
            self.remember(key, attempts.number, PreviousAttempt::Failed);
            (self.failed)(error, Failure::Handler);
            // A claim that has ended may be another's by now.
            if Instant::now() < until {
                self.reported(self.store.release(key).await);
            }
            return Outcome::Failed;
        }
        lock(&self.earlier).remove(key);
        // It was handled, even if the key cannot be stored.
        let _ = send.send(Some(Outcome::Handled));
        if !self.reported(self.store.complete(key, Duration::from_secs(RETENTION)).await) {
            let mut unflushed = lock(&self.unflushed);
            if unflushed.len() < MAX_UNFLUSHED {
                unflushed.insert(key.to_owned());
            }
        }
        Outcome::Handled
    }

    /// Whether the store succeeded; its failure is reported.
    fn reported(&self, result: Result<(), BoxError>) -> bool {
        result.map_err(|error| (self.failed)(error, Failure::Store)).is_ok()
    }

    /// Writes to the store what could not be written before, in the background.
    fn flush(self: &Arc<Self>) {
        if lock(&self.unflushed).is_empty() {
            return;
        }
        let Ok(flushing) = Arc::clone(&self.flushing).try_lock_owned() else { return };
        let this = Arc::clone(self);
        tokio::spawn(async move {
            let keys: Vec<String> = lock(&this.unflushed).iter().cloned().collect();
            for key in keys {
                if this.store.complete(&key, Duration::from_secs(RETENTION)).await.is_err() {
                    break; // Still away: the next callback tries again.
                }
                lock(&this.unflushed).remove(&key);
            }
            drop(flushing);
        });
    }

    pub(super) fn fail(&self, error: BoxError, failure: Failure) {
        (self.failed)(error, failure);
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
