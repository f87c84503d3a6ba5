//! What the stores of a receiver do and do not, and the keys they get.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use bandwidth_callbacks::sample;
use bandwidth_callbacks_receiver::{BoxError, Claim, IdempotencyStore, MemorySeen};
use serde_json::{Value, json};
use tokio::time::sleep;

use super::{Noted, list, noted, noting, post, slow, status_and_problem};

/// A store that two receivers share, and that can be away.
#[derive(Clone, Default)]
struct Shared {
    inner: Arc<MemorySeen>,
    away: Arc<AtomicBool>,
    keys: Noted,
}

impl IdempotencyStore for Shared {
    async fn claim(&self, key: &str, ttl: Duration) -> Result<Claim, BoxError> {
        self.keys.lock().unwrap().push(key.to_owned());
        self.inner.claim(key, ttl).await
    }
    async fn complete(&self, key: &str, retention: Duration) -> Result<(), BoxError> {
        if self.away.load(Ordering::SeqCst) { Err("away".into()) } else { self.inner.complete(key, retention).await }
    }
    async fn release(&self, key: &str) -> Result<(), BoxError> {
        if self.away.load(Ordering::SeqCst) { Err("away".into()) } else { self.inner.release(key).await }
    }
}

#[tokio::test(start_paused = true)]
async fn what_another_process_is_handling_is_not_handled_here_and_comes_again() {
    let store = Shared::default();
    let (one, calls) = slow(Duration::from_secs(5), 0);
    let (other, none) = slow(Duration::ZERO, 0);
    let (one, other) = (one.seen(store.clone()).build().unwrap(), other.seen(store).build().unwrap());
    let body = list(&["message-failed"]);
    let (at_it, request) = (one.clone(), post(&body));
    let first = tokio::spawn(async move { at_it.receive(request).await.status().as_u16() });
    sleep(Duration::from_secs(1)).await;
    let busy = other.receive(post(&body)).await;
    assert_eq!((status_and_problem(&busy).0, busy.headers()["retry-after"].to_str().unwrap()), (503, "10"));
    assert_eq!(first.await.unwrap(), 204);
    assert_eq!(status_and_problem(&other.receive(post(&body)).await).0, 204);
    assert_eq!((calls.load(Ordering::SeqCst), none.load(Ordering::SeqCst)), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn a_store_that_is_away_loses_nothing_and_repeats_nothing() {
    let store = Shared::default();
    let (builder, calls) = slow(Duration::ZERO, 0);
    let receiver = builder.seen(store.clone()).build().unwrap();
    let body = list(&["message-failed"]);
    store.away.store(true, Ordering::SeqCst);
    // Handled, though the store does not know; the next copy finds it pending there, and handled here.
    for _ in 0..3 {
        assert_eq!(status_and_problem(&receiver.receive(post(&body)).await).0, 204);
    }
    store.away.store(false, Ordering::SeqCst);
    // Writes to the store what it missed.
    assert_eq!(status_and_problem(&receiver.receive(post(&list(&["message-read"]))).await).0, 204);
    sleep(Duration::from_secs(1)).await;
    let key = store.keys.lock().unwrap()[0].clone();
    assert_eq!(store.inner.claim(&key, Duration::from_secs(9)).await.unwrap(), Claim::Handled);
    assert_eq!(calls.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn keys_that_a_payload_makes_long_or_a_store_would_reject_are_hashed() {
    let store = Shared::default();
    let (builder, _) = noting();
    let receiver = builder.anonymous().seen(store.clone()).build().unwrap();
    let event = |id: &str| {
        let mut event: Value = serde_json::from_str(sample("message-received").unwrap()).unwrap();
        event[0]["message"]["id"] = json!(id);
        event[0].take()
    };
    let ids = ["x".repeat(5000), "☃".repeat(150), "nul \0".to_owned(), "two\nlines".to_owned(), String::new()];
    let body = json!(ids.iter().map(|id| event(id)).chain([json!(42)]).collect::<Vec<_>>()).to_string();
    assert_eq!(status_and_problem(&receiver.receive(post(&body)).await).0, 204);
    let keys: HashSet<String> = noted(&store.keys).into_iter().collect();
    assert_eq!(keys.len(), 6);
    // The same as the npm package makes, of the first two, of the one without an ID, and of 42.
    for known in [
        "sha256/fb0909409bef01e87ba5e2f63f9372a471c6dbf34836ee02ab40baee711c3f3f",
        "sha256/45998058e276c201788620decf41b1458a5632abc75e42a8916e77a79c75d540",
        "sha256/9bbbe46c5f864a6458d7b2e4ffa9e1e59a8c7c7f6db82833d63b6e37f3d139b1",
        "sha256/73475cb40a568e8da8a045ced110137e159f890ac4da883b6b17dc651b3a8049",
    ] {
        assert!(keys.contains(known), "{keys:?}");
    }
    assert!(keys.iter().all(|key| key.len() <= 200 && key.bytes().all(|byte| byte.is_ascii_graphic())));
}

/// A store that panics once.
struct Panics(AtomicUsize);

impl IdempotencyStore for Panics {
    async fn claim(&self, _: &str, _: Duration) -> Result<Claim, BoxError> {
        assert!(self.0.fetch_add(1, Ordering::SeqCst) != 0, "a store");
        Ok(Claim::Claimed)
    }
    async fn complete(&self, _: &str, _: Duration) -> Result<(), BoxError> {
        Ok(())
    }
    async fn release(&self, _: &str) -> Result<(), BoxError> {
        Ok(())
    }
}

#[tokio::test]
async fn a_store_or_a_listener_that_panics_costs_one_call() {
    let (builder, all) = noting();
    let receiver = builder.anonymous().seen(Panics(AtomicUsize::new(0))).build().unwrap();
    let body = list(&["message-failed"]);
    assert_eq!(status_and_problem(&receiver.receive(post(&body)).await).0, 500);
    assert_eq!(status_and_problem(&receiver.receive(post(&body)).await).0, 204);
    assert_eq!(noted(&all), ["store-failed: the store panicked", "message-failed"]);

    let (builder, all) = noting();
    let receiver = builder.anonymous().on_diagnostics(|_, _| panic!("a listener")).build().unwrap();
    assert_eq!(status_and_problem(&receiver.receive(post("[42]")).await).0, 204);
    let mut noted = noted(&all);
    noted.sort();
    assert_eq!(noted, ["listener-failed: the listener for diagnostics panicked", "rejected 0"]);
}

#[tokio::test]
async fn memory_keeps_the_newest_keys() {
    let store = MemorySeen::new(2);
    let second = Duration::from_secs(1);
    for key in ["a", "b", "a", "c"] {
        store.complete(key, second).await.unwrap();
    }
    assert_eq!(store.claim("a", second).await.unwrap(), Claim::Handled);
    assert_eq!(store.claim("c", second).await.unwrap(), Claim::Handled);
    assert_eq!(store.claim("b", second).await.unwrap(), Claim::Claimed); // the oldest had gone
    store.release("b").await.unwrap();
    assert_eq!(store.claim("b", second).await.unwrap(), Claim::Claimed);
}
