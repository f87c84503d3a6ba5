//! Listeners: each answer, what failed, and the log lines about 4xx answers and lost elements.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bandwidth_callbacks::catalogue::answers::Answer;
use bandwidth_callbacks::sample;
use bandwidth_callbacks_receiver::{Answered, BoxError, Claim, Counts, IdempotencyStore, PreviousAttempt, Receiver};
use http::{Request, Version};
use http_body_util::channel::Channel;
use http_body_util::{BodyExt, Full};
use serde_json::{Value, json};
use tokio::time::{advance, sleep};

use super::{Noted, list, noted, noting, post, slow, status_and_problem};

type Answers = Arc<Mutex<Vec<Answered>>>;

#[tokio::test(start_paused = true)]
async fn on_answered_is_called_once_with_the_outcome_of_the_elements() {
    let answers = Answers::default();
    let heard = Arc::clone(&answers);
    let (builder, _) = noting();
    let receiver = builder
        .anonymous()
        .max_bytes(3000)
        .on_event(|event, _| async move {
            match event.event_type().name() {
                "message-read" => Err("no".into()),
                "message-sent" => std::future::pending().await,
                _ => Ok(()),
            }
        })
        .on_answered(move |answered, context| {
            assert_eq!(context.request.uri.query(), Some("tenant=7"));
            heard.lock().unwrap().push(answered.clone());
        })
        .build()
        .unwrap();
    let mut mixed: Value = serde_json::from_str(&list(&["message-failed", "message-failed"])).unwrap();
    mixed.as_array_mut().unwrap().extend([json!(42), json!({"type": "message-snoozed", "message": {}})]);
    let counts = |change: fn(&mut Counts)| {
        let mut counts = Counts::default();
        change(&mut counts);
        counts
    };
    let wanted = [
        (
            mixed.to_string(),
            None,
            counts(|it| (it.events, it.unknown, it.rejected, it.handled, it.duplicates) = (2, 1, 1, 3, 1)),
        ),
        ("x".repeat(4000), Some(Answer::TooLarge), counts(|_| ())),
        (String::new(), Some(Answer::Unreadable), counts(|_| ())),
        (
            list(&["message-read", "message-failed"]),
            Some(Answer::HandlerFailed),
            counts(|it| (it.events, it.failed, it.duplicates) = (2, 1, 1)),
        ),
        (list(&["message-sent"]), Some(Answer::SlowHandler), counts(|it| it.events = 1)),
    ];
    for (body, problem, counts) in wanted {
        let status = status_and_problem(&receiver.receive(post(&body)).await).0;
        let answered = answers.lock().unwrap().pop().unwrap();
        assert_eq!((answered.status, answered.problem, answered.counts), (status, problem, counts));
        assert_eq!(answered.elapsed.as_secs() == 8, problem == Some(Answer::SlowHandler));
        assert!(answers.lock().unwrap().is_empty());
    }
}

/// A store that fails, or never answers.
struct Away(bool);

impl IdempotencyStore for Away {
    async fn claim(&self, _: &str, _: Duration) -> Result<Claim, BoxError> {
        if self.0 { std::future::pending().await } else { Err("away".into()) }
    }
    async fn complete(&self, _: &str, _: Duration) -> Result<(), BoxError> {
        Err("away".into())
    }
    async fn release(&self, _: &str) -> Result<(), BoxError> {
        Err("away".into())
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_handler_and_a_failing_store_are_reported_as_such() {
    let limit = "within the time limit of 8000 ms, so Bandwidth will send the callback again";
    for (is_slow, words) in
        [(false, "away".to_owned()), (true, format!("the idempotency store did not respond {limit}"))]
    {
        let (builder, all) = noting();
        let receiver = builder.anonymous().seen(Away(is_slow)).build().unwrap();
        let (status, problem) = status_and_problem(&receiver.receive(post(&list(&["message-failed"]))).await);
        assert_eq!((status, &problem["detail"]), (500, &json!("the idempotency store failed; retry")));
        assert_eq!(noted(&all), [format!("store-failed: {words}")]);
    }
    let (builder, _) = slow(Duration::from_secs(20), 0);
    let all = Noted::default();
    let failures = Arc::clone(&all);
    let receiver = builder
        .on_failed(move |error, failure| failures.lock().unwrap().push(format!("{failure}: {error}")))
        .build()
        .unwrap();
    assert_eq!(status_and_problem(&receiver.receive(post(&list(&["message-failed"]))).await).0, 500);
    let wanted = format!(
        "slow-handler: a handler did not finish {limit}; it keeps running, and its event is not handled again if it \
         succeeds"
    );
    assert_eq!(noted(&all), [wanted]);
}

#[tokio::test]
async fn a_listener_that_panics_does_not_block_the_answer() {
    let (builder, all) = noting();
    let builder = builder.on_answered(|_, _| panic!("a listener")).on_log(|_| panic!("a log"));
    let receiver = builder.anonymous().build().unwrap();
    assert_eq!(status_and_problem(&receiver.receive(post("[42]")).await).0, 204);
    assert!(noted(&all).contains(&"listener-failed: the listener `on_answered` panicked".to_owned()));
}

#[tokio::test(start_paused = true)]
async fn one_line_of_each_kind_is_logged_a_minute() {
    let lines = Noted::default();
    let written = Arc::clone(&lines);
    let (builder, _) = noting();
    let builder = builder.on_log(move |line| written.lock().unwrap().push(line.to_owned()));
    let receiver = builder.credentials("bandwidth", "opens, sesame").build().unwrap();
    let with = |authorization: &str, body: &str| {
        let mut request = post(body);
        if !authorization.is_empty() {
            request.headers_mut().insert("authorization", authorization.parse().unwrap());
        }
        request
    };
    let good = "Basic YmFuZHdpZHRoOm9wZW5zLCBzZXNhbWU=";
    for _ in 0..2 {
        for (authorization, body) in [
            ("", "[]"),
            ("Basic eDp5", "[]"),
            (good, "<html>"),
            (good, r#"[42, {"type": "message-snoozed", "message": {}}]"#),
        ] {
            receiver.receive(with(authorization, body)).await;
        }
    }
    let unread = "bandwidth-callbacks: answered 400 unreadable: the body cannot be read: not-a-callback";
    assert_eq!(
        noted(&lines),
        [
            "bandwidth-callbacks: answered 401 unauthorized: the request has no credentials; \
             Bandwidth sends them after this challenge if the messaging application has them",
            "bandwidth-callbacks: answered 401 unauthorized: \
             the username or password does not match the credentials of this receiver",
            unread,
            "bandwidth-callbacks: rejected element 0 (not-an-event)",
            "bandwidth-callbacks: unknown element 1 (unknown-event)",
        ]
    );
    advance(Duration::from_secs(60)).await;
    receiver.receive(with(good, "<html>")).await;
    receiver.receive(with("", "[]")).await; // usual by now
    assert_eq!(noted(&lines), [format!("{unread} (and 1 times more since the last such line)")]);
    // None with credentials follows any more; and what has no handler is lost.
    advance(Duration::from_secs(60)).await;
    receiver.receive(with("", "[]")).await;
    receiver.receive(with(good, sample("toll-free-verification").unwrap())).await;
    receiver.receive(with("", "[]")).await; // usual again
    let said = noted(&lines);
    assert!(said[0].contains("the request has no credentials"), "{said:?}");
    let lost = "bandwidth-callbacks: not handled, because there is no `on_verification`: toll-free-verification × 1";
    assert_eq!(said[1..], [lost]);
}

#[tokio::test(start_paused = true)]
async fn handlers_learn_the_key_the_index_and_the_attempt() {
    let learnt = Arc::new(Mutex::new(Vec::new()));
    let (calls, heard) = (Arc::new(AtomicUsize::new(0)), Arc::clone(&learnt));
    let receiver = Receiver::builder()
        .anonymous()
        .without_log()
        .on_failed(|_, _| ())
        .on_event(move |event, context| {
            let call = calls.fetch_add(1, Ordering::SeqCst);
            heard.lock().unwrap().push((
                context.key == event.dedupe_key(),
                context.index,
                context.attempt,
                context.previous_attempt,
            ));
            async move {
                match call {
                    0 => Err("no".into()),
                    1 => std::future::pending().await,
                    _ => Ok(()),
                }
            }
        })
        .build()
        .unwrap();
    let body = format!("[42, {}", &list(&["message-read"])[1..]);
    for status in [500, 500] {
        assert_eq!(status_and_problem(&receiver.receive(post(&body)).await).0, status);
    }
    sleep(Duration::from_secs(301)).await; // the claim expires
    assert_eq!(status_and_problem(&receiver.receive(post(&body)).await).0, 204);
    let (failed, expired) = (Some(PreviousAttempt::Failed), Some(PreviousAttempt::Expired));
    assert_eq!(*learnt.lock().unwrap(), [(true, 1, 1, None), (true, 1, 2, failed), (true, 1, 3, expired)]);
}

#[tokio::test(start_paused = true)]
async fn the_rest_of_a_body_is_not_started_after_the_timeout() {
    let calls = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&calls);
    let handler = move |_, _| {
        count.fetch_add(1, Ordering::SeqCst);
        async {
            sleep(Duration::from_secs(5)).await;
            Ok(())
        }
    };
    let receiver =
        Receiver::builder().anonymous().without_log().on_failed(|_, _| ()).on_rejected(handler).build().unwrap();
    let body = json!((0..5_000).collect::<Vec<u32>>()).to_string();
    assert_eq!(status_and_problem(&receiver.receive(post(&body)).await).0, 500);
    sleep(Duration::from_secs(100)).await;
    assert_eq!(calls.load(Ordering::SeqCst), 2_000);
}

#[tokio::test]
async fn http_2_has_no_header_that_it_forbids() {
    for (version, has) in [(Version::HTTP_11, true), (Version::HTTP_2, false)] {
        let receiver = noting().0.anonymous().build().unwrap();
        let broken = Full::new(&b"[]"[..]).map_err(|never| match never {});
        let broken = broken.with_trailers(std::future::ready(Some(Err::<_, BoxError>("reset".into()))));
        let answer = receiver.receive(Request::post("/").version(version).body(broken).unwrap()).await;
        assert_eq!((status_and_problem(&answer).0, answer.headers().contains_key("connection")), (400, has));
    }
}

#[tokio::test(start_paused = true)]
async fn the_empty_first_request_of_a_challenge_has_a_diagnostic() {
    // None of them says how long it is.
    let sent = |part: Option<&'static [u8]>| {
        let (mut sender, body) = Channel::<&[u8], BoxError>::new(1);
        tokio::spawn(async move {
            match part {
                Some(part) => sender.send_data(part).await.unwrap(),
                None => sender.abort("reset".into()),
            }
        });
        body.boxed()
    };
    let whole = |text: &'static str| Full::from(text.as_bytes()).map_err(|never| match never {}).boxed();
    let (sender, endless) = Channel::<&[u8], BoxError>::new(1);
    let bodies = [
        (whole(""), true),
        (whole("[]"), false),
        (sent(Some(b"")), true),
        (sent(Some(b"[")), false),
        (sent(None), false),
        (endless.boxed(), false), // a slow sender still gets the challenge
    ];
    for (number, (body, is_empty)) in bodies.into_iter().enumerate() {
        let (builder, all) = noting();
        let receiver = builder.credentials("bandwidth", "opens, sesame").build().unwrap();
        let answer = receiver.receive(Request::post("/callbacks").body(body).unwrap()).await;
        assert_eq!(status_and_problem(&answer).0, 401, "{number}");
        assert_eq!(noted(&all) == ["found empty-body"], is_empty, "{number}");
    }
    drop(sender);
}
