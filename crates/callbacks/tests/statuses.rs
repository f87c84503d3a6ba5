//! Statuses fold as tests/statuses.json says, here and in JavaScript, and to the same stage in any order.

use bandwidth_callbacks::{CallbackEvent, MessageStatus, advance, parse, sample};
use serde_json::{Value, json};

/// The event that a case names: its type, and a code where it failed.
fn event(name: &str) -> CallbackEvent<'static> {
    let (kind, code) = name.split_once(' ').unwrap_or((name, ""));
    let mut event = parse(sample(&format!("message-{kind}")).unwrap()).events.remove(0);
    if let CallbackEvent::MessageFailed(failed) = &mut event {
        failed.error_code = code.parse().ok();
    }
    event
}

fn fold(names: &[&str]) -> (Option<MessageStatus>, Vec<Value>) {
    let mut status = None;
    let ignored = names.iter().map(|name| {
        let advanced = advance(status.take(), &event(name));
        status = advanced.status;
        json!(advanced.ignored)
    });
    let ignored = ignored.collect();
    (status, ignored)
}

#[test]
fn cases() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("../../../tests/statuses.json")).unwrap();
    for case in &cases {
        let names: Vec<&str> = case["events"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
        let (status, ignored) = fold(&names);
        let stage = status.as_ref().map(|status| status.stage.name());
        assert_eq!(json!([stage, ignored]), json!([case["stage"], case["ignored"]]), "{}", case["name"]);
        let (contradicted, code) = status.map_or((false, None), |it| (it.contradicted, it.error_code));
        assert_eq!(json!([contradicted, code]), json!([case["contradicted"], case["errorCode"]]), "{}", case["name"]);
    }
}

#[test]
fn order_and_repetition_do_not_matter() {
    let names = ["sending", "sent", "delivered", "failed 4720", "failed 9902", "failed", "read"];
    // Every sequence of four, repetitions included.
    let count = names.len();
    for number in 0..count.pow(4) {
        let picked: Vec<&str> = (0..4).map(|place| names[number / count.pow(place) % count]).collect();
        let mut sorted = picked.clone();
        sorted.sort_unstable();
        sorted.dedup();
        let (one, other) = (fold(&picked).0.unwrap(), fold(&sorted).0.unwrap());
        let outcome = |it: &MessageStatus| (it.stage, it.error_code, it.contradicted);
        assert_eq!(outcome(&one), outcome(&other), "{picked:?}");
    }
}
