//! The receiver of the crate: it answers as tests/answers.json says, as the one in JavaScript does, and handles once.

use std::collections::HashSet;
use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bandwidth_callbacks::sample;
use bandwidth_callbacks_receiver::{BoxError, Builder, IdempotencyStore, MemorySeen, Receiver, is_signed};
use http::{Request, Response};
use http_body_util::channel::Channel;
use http_body_util::{BodyExt, Full};
use serde_json::{Value, json};
use tokio::time::sleep;

#[path = "receiver/listeners.rs"]
mod listeners;
#[path = "receiver/store.rs"]
mod store;
#[path = "receiver/verification.rs"]
mod verification;

type Noted = Arc<Mutex<Vec<String>>>;

fn noted(noted: &Noted) -> Vec<String> {
    std::mem::take(&mut *noted.lock().unwrap())
}

/// A builder that notes what is handed on.
fn noting() -> (Builder, Noted) {
    let all = Noted::default();
    let note = || {
        let all = Arc::clone(&all);
        move |text: String| {
            all.lock().unwrap().push(text);
            std::future::ready(Ok(()))
        }
    };
    let (event, unknown, rejected, found, failed) = (note(), note(), note(), note(), note());
    let builder = Receiver::builder()
        .on_event(move |it, _| event(it.event_type().to_string()))
        .on_unknown(move |it, _| unknown(format!("unknown {}", it.index)))
        .on_rejected(move |it, _| rejected(format!("rejected {}", it.index)))
        .on_diagnostics(move |list, _| list.iter().for_each(|it| drop(found(format!("found {}", it.rule)))))
        .on_failed(move |error, failure| drop(failed(format!("{failure}: {error}"))))
        .without_log();
    (builder, all)
}

fn post(body: &str) -> Request<String> {
    Request::post("https://example.com/callbacks?tenant=7").body(body.to_owned()).unwrap()
}

/// A list of the first event of each sample.
fn list(names: &[&str]) -> String {
    let events: Vec<Value> =
        names.iter().map(|name| serde_json::from_str::<Value>(sample(name).unwrap()).unwrap()[0].take()).collect();
    json!(events).to_string()
}

/// The parts of an answer that count; a problem has the members of RFC 9457 and nothing of the payload.
fn status_and_problem(answer: &Response<String>) -> (u16, Value) {
    let status = answer.status().as_u16();
    if status == 204 {
        assert_eq!(answer.body(), "");
        return (status, Value::Null);
    }
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let problem: Value = serde_json::from_str(answer.body()).unwrap();
    let members: HashSet<&str> = problem.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(members, HashSet::from(["type", "title", "status", "detail"]));
    assert_eq!((&problem["type"], &problem["status"]), (&json!("about:blank"), &json!(status)));
    assert!(!answer.body().contains("canary") && !answer.body().contains("+1555"));
    (status, problem)
}

#[tokio::test]
async fn cases() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("../../../tests/answers.json")).unwrap();
    let good = cases.iter().find(|case| case["name"] == "spaces around credentials").unwrap();
    for case in &cases {
        let name = case["name"].as_str().unwrap();
        let (builder, all) = noting();
        let builder = builder.credentials("bandwidth", "opens, sésame: ☃").credentials("bandwidth", "the next");
        let receiver = builder.max_bytes(2000).build().unwrap();
        let mut request = Request::builder().method(case["method"].as_str().unwrap_or("POST")).uri("/callbacks");
        let usual = |name: &str, usual: &Value| case.get(name).unwrap_or(usual).clone();
        let headers = [
            ("authorization", usual("authorization", &json!(good["authorization"].as_str().unwrap().trim()))),
            ("content-type", usual("type", &json!("application/json; charset=utf-8"))),
            ("content-encoding", case["encoding"].clone()),
        ];
        for (name, values) in headers {
            let values = values.as_array().cloned().unwrap_or(vec![values]);
            for value in values.iter().filter_map(Value::as_str) {
                request = request.header(name, value.trim());
            }
        }
        let names: Vec<&str> = case["events"]
            .as_array()
            .map_or(vec!["message-failed"], |names| names.iter().map(|name| name.as_str().unwrap()).collect());
        let mut body = case["body"].as_str().map_or(list(&names), str::to_owned);
        if case["bare"] == true {
            body = body[1..body.len() - 1].to_owned();
        }
        let pad = case["pad"].as_u64().unwrap_or(0) as usize;
        body.extend(std::iter::repeat_n(' ', pad.saturating_sub(body.len())));

        let answer = receiver.receive(request.body(body).unwrap()).await;
        let (status, problem) = status_and_problem(&answer);
        assert_eq!(status, case["status"], "{name}");
        for (header, value) in case["headers"].as_object().into_iter().flatten() {
            assert_eq!(answer.headers()[header], value.as_str().unwrap(), "{name}");
        }
        if let Some(detail) = case.get("detail") {
            assert_eq!(problem["detail"], *detail, "{name}");
        }
        let texts = |list: &str, prefix: &str| -> Vec<String> {
            case[list].as_array().into_iter().flatten().map(|it| format!("{prefix}{}", it.as_str().unwrap())).collect()
        };
        let mut wanted = [texts("found", "found "), texts("handed", "")].concat();
        let mut found = noted(&all);
        wanted.sort();
        found.sort();
        assert_eq!(found, wanted, "{name}");
    }
}

#[tokio::test]
async fn a_handler_that_fails_makes_bandwidth_resend_and_other_events_are_handled_once() {
    let is_broken = Arc::new(AtomicBool::new(true));
    let (builder, all) = noting();
    let (broken, handled) = (Arc::clone(&is_broken), Arc::clone(&all));
    let receiver = builder
        .anonymous()
        .on_event(move |event, context| {
            let (broken, handled) = (Arc::clone(&broken), Arc::clone(&handled));
            async move {
                assert_eq!(context.request.uri.query(), Some("tenant=7"));
                match event.event_type().name() {
                    "message-failed" if broken.load(Ordering::SeqCst) => Err("no database")?,
                    "message-read" if broken.load(Ordering::SeqCst) => panic!("no luck"),
                    name => handled.lock().unwrap().push(name.to_owned()),
                }
                Ok(())
            }
        })
        .build()
        .unwrap();
    let body = list(&["message-failed", "message-received", "message-read"]);
    assert_eq!(status_and_problem(&receiver.receive(post(&body)).await).0, 500);
    let mut first = noted(&all);
    first.sort();
    assert_eq!(first.len(), 3, "{first:?}");
    assert!(
        first[0] == "handler-failed: no database" && first[1].contains("no luck") && first[2] == "message-received"
    );
    is_broken.store(false, Ordering::SeqCst);
    assert_eq!(status_and_problem(&receiver.receive(post(&body)).await).0, 204);
    let mut second = noted(&all);
    second.sort();
    assert_eq!(second, ["message-failed", "message-read"]);
    assert_eq!(status_and_problem(&receiver.receive(post(&body)).await).0, 204);
    assert!(noted(&all).is_empty());
}

/// Counts calls, each of which takes so long; `fails` the first so many.
fn slow(time: Duration, fails: usize) -> (Builder, Arc<AtomicUsize>) {
    let calls = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&calls);
    let builder = Receiver::builder().anonymous().on_failed(|_, _| ()).on_event(move |_, _| {
        let call = count.fetch_add(1, Ordering::SeqCst);
        async move {
            sleep(time).await;
            if call < fails { Err("no".into()) } else { Ok(()) }
        }
    });
    (builder, calls)
}

#[tokio::test(start_paused = true)]
async fn a_timeout_makes_bandwidth_resend_and_a_late_success_is_not_handled_twice() {
    let (builder, calls) = slow(Duration::from_secs(20), 0);
    let receiver = builder.build().unwrap();
    let body = list(&["message-failed"]);
    let began = tokio::time::Instant::now();
    assert_eq!(status_and_problem(&receiver.receive(post(&body)).await).0, 500);
    assert_eq!(began.elapsed(), Duration::from_secs(8));
    // While the first is at it still, the second waits for the same end.
    assert_eq!(status_and_problem(&receiver.receive(post(&body)).await).0, 500);
    assert_eq!(status_and_problem(&receiver.receive(post(&body)).await).0, 204);
    assert_eq!(status_and_problem(&receiver.receive(post(&body)).await).0, 204);
    assert_eq!(calls.load(Ordering::SeqCst), 1);

    let (sender, never) = Channel::<&[u8], Infallible>::new(1);
    let request = Request::post("/").body(never).unwrap();
    assert_eq!(status_and_problem(&receiver.receive(request).await).0, 408);
    drop(sender);
}

#[tokio::test(start_paused = true)]
async fn concurrent_duplicates_are_handled_once_and_share_the_outcome() {
    for (fails, status) in [(0, 204), (99, 500)] {
        let (builder, calls) = slow(Duration::from_secs(1), fails);
        let receiver = builder.build().unwrap();
        let body = list(&["message-failed"]);
        let copies: Vec<_> = (0..20)
            .map(|_| {
                let (receiver, request) = (receiver.clone(), post(&body));
                tokio::spawn(async move { receiver.receive(request).await.status().as_u16() })
            })
            .collect();
        for copy in copies {
            assert_eq!(copy.await.unwrap(), status);
        }
        assert_eq!(calls.load(Ordering::SeqCst), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_that_disconnects_ends_no_handler() {
    let (builder, calls) = slow(Duration::from_secs(5), 0);
    let receiver = builder.build().unwrap();
    let body = list(&["message-failed"]);
    let gone = tokio::time::timeout(Duration::from_secs(1), receiver.receive(post(&body))).await;
    assert!(gone.is_err());
    assert_eq!(status_and_problem(&receiver.receive(post(&body)).await).0, 204);
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn an_incomplete_body_may_be_complete_when_it_is_resent() {
    let (builder, all) = noting();
    let receiver = builder.anonymous().max_bytes(10).build().unwrap();
    let broken = Full::new(&b"[]"[..]).map_err(|never| match never {});
    let broken = broken.with_trailers(std::future::ready(Some(Err::<_, BoxError>("reset".into()))));
    let answer = receiver.receive(Request::post("/").body(broken).unwrap()).await;
    assert_eq!((status_and_problem(&answer).0, answer.headers()["connection"].to_str().unwrap()), (400, "close"));
    // A body without a length is read no further than the limit.
    let (mut sender, endless) = Channel::<&[u8], Infallible>::new(1);
    let sending = tokio::spawn(async move { while sender.send_data(&b"canary"[..]).await.is_ok() {} });
    assert_eq!(status_and_problem(&receiver.receive(Request::post("/").body(endless).unwrap()).await).0, 413);
    sending.await.unwrap();
    assert!(noted(&all).is_empty());
}

#[tokio::test]
async fn signatures_are_computed_over_the_bytes() {
    // HMAC-SHA256 of RFC 4231, test case 2.
    let (secret, body) = ("Jefe", "what do ya want for nothing?");
    let signature = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    assert!(is_signed(body.as_bytes(), signature, secret));
    assert!(is_signed(body.as_bytes(), &signature.to_uppercase(), secret));
    for wrong in ["", "zz", &signature[2..], &signature.replace('5', "6"), &format!("{signature}00")] {
        assert!(!is_signed(body.as_bytes(), wrong, secret), "{wrong}");
    }
    for (is_required, header, status) in
        [(false, None, 400), (true, None, 403), (true, Some(signature), 400), (false, Some("zz"), 403)]
    {
        let receiver = noting().0.anonymous().signature(["old", secret], is_required).build().unwrap();
        let mut request = post(body);
        if let Some(value) = header {
            request.headers_mut().insert("x-bandwidth-signature-hmac-sha256", value.parse().unwrap());
        }
        assert_eq!(status_and_problem(&receiver.receive(request).await).0, status); // 400: it is not JSON
    }
}

#[test]
fn invalid_options_are_an_error_when_the_receiver_is_built() {
    let new = || Receiver::builder().on_event(|_, _| async { Ok(()) });
    let wrong = [
        new(),
        Receiver::builder().anonymous(),
        Receiver::builder().credentials("a", "b").on_failed(|_, _| ()),
        new().anonymous().credentials("a", "b"),
        new().credentials("a:b", "c"),
        new().credentials("a", ""),
        new().credentials("", "b"),
        new().anonymous().realm("a\"b"),
        new().anonymous().realm("ä"),
        new().anonymous().signature([], false),
        new().anonymous().signature([""], false),
        new().anonymous().max_bytes(0),
        new().anonymous().time_limit(Duration::ZERO),
        new().anonymous().time_limit(Duration::from_millis(10_001)),
    ];
    assert!(new().anonymous().time_limit(Duration::from_secs(10)).build().is_ok());
    assert!(Receiver::builder().anonymous().on_answered(|_, _| ()).build().is_ok());
    for (number, builder) in wrong.into_iter().enumerate() {
        assert!(builder.build().is_err(), "{number}");
    }
}

#[tokio::test(start_paused = true)]
async fn very_many_elements_are_handled_with_limited_concurrency() {
    let [now, most, all] = [(); 3].map(|()| Arc::new(AtomicUsize::new(0)));
    let counts = (Arc::clone(&now), Arc::clone(&most), Arc::clone(&all));
    let handler = move |_, _| {
        let (now, most, all) = counts.clone();
        async move {
            most.fetch_max(now.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
            sleep(Duration::from_millis(1)).await;
            now.fetch_sub(1, Ordering::Relaxed);
            all.fetch_add(1, Ordering::Relaxed);
            Ok(())
        }
    };
    let receiver = Receiver::builder().anonymous().on_rejected(handler).build().unwrap();
    let body = json!((0..3_000).collect::<Vec<u32>>()).to_string();
    assert_eq!(receiver.receive(post(&body)).await.status(), 204);
    assert_eq!(all.load(Ordering::Relaxed), 3_000);
    assert!((2..=1_000).contains(&most.load(Ordering::Relaxed)), "{most:?}");
}

#[tokio::test]
async fn debug_shows_no_credentials_secrets_or_numbers() {
    let (username, password, secret) = ("bandwidth-user", "opens, sesame", "a secret of sixteen or more");
    let built = || Receiver::builder().credentials(username, password).signature([secret], false);
    let context = Arc::new(Mutex::new(String::new()));
    let hears = Arc::clone(&context);
    let receiver = built()
        .on_event(move |event, context| {
            *hears.lock().unwrap() = format!("{event:?} {context:?} {:?}", context.request.headers);
            std::future::ready(Ok(()))
        })
        .build()
        .unwrap();
    let authorization = "Basic YmFuZHdpZHRoLXVzZXI6b3BlbnMsIHNlc2FtZQ==";
    let request = Request::post("https://example.com/callbacks?token=opens").header("authorization", authorization);
    let answer = receiver.receive(request.body(sample("message-failed").unwrap().to_owned()).unwrap()).await;
    assert_eq!(answer.status(), 204);
    let context = context.lock().unwrap().clone();
    assert!(context.starts_with("MessageFailed(..) HandlerContext { deadline: "), "{context}");
    let store = MemorySeen::new(9);
    store.claim("1784020327000abc/+15555550142/message-failed", Duration::from_secs(9)).await.unwrap();
    assert_eq!(format!("{store:?}"), "MemorySeen { keys: 1, max_keys: 9 }");
    for shown in [context, format!("{:?} {receiver:?}", built())] {
        for hidden in [username, password, secret, "opens", authorization.split_at(6).1, "+1555", "token"] {
            assert!(!shown.contains(hidden), "{shown}");
        }
    }
}
