//! The small facts of events, whichever generation they are of, and the diagnostics as a terminal shows them.

use std::collections::HashSet;

use bandwidth_callbacks::{CallbackEvent, ParseOptions, parse, parse_with, recover, sample, terminal};
use serde_json::{Value, json};

/// The event of a sample with some members replaced; `null` removes one.
fn event(name: &str, members: &[(&str, Value)]) -> CallbackEvent<'static> {
    let mut body: Value = serde_json::from_str(sample(name).unwrap()).unwrap();
    for (pointer, value) in members {
        let (object, member) = pointer.rsplit_once('/').unwrap();
        let object = body.pointer_mut(object).unwrap().as_object_mut().unwrap();
        match value {
            Value::Null => object.remove(member),
            value => object.insert(member.to_owned(), value.clone()),
        };
    }
    let report = parse(&body.to_string()).into_owned();
    report.events.into_iter().next().unwrap()
}

#[test]
fn recipients_and_keys_of_events() {
    let to = json!(["+15555550142", "+15555550143"]);
    let id = "1784020324315kx7wq2mzd4hy5tbn";
    for (event, recipients, key) in [
        (event("message-delivered", &[]), vec!["+15555550142"], format!("{id}/+15555550142/message-delivered")),
        (
            event("message-sent", &[("/0/to", to.clone())]),
            vec!["+15555550142", "+15555550143"],
            format!("{id}/+15555550142,+15555550143/message-sent"),
        ),
        // The beta had no top-level `to`.
        (
            event("message-sent", &[("/0/to", Value::Null), ("/0/message/to", to)]),
            vec!["+15555550142", "+15555550143"],
            format!("{id}/+15555550142,+15555550143/message-sent"),
        ),
        (
            event("message-received", &[("/0/to", Value::Null)]),
            vec!["+15555550100"],
            "7c1f6f0e-3a55-4c1b-9d0e-2f4b8a6d9c01/message-received".to_owned(),
        ),
    ] {
        assert_eq!(event.recipients(), recipients);
        assert_eq!(event.dedupe_key(), key);
    }
}

#[test]
fn different_events_never_share_a_key() {
    let keys: Vec<String> = distinct().iter().map(CallbackEvent::dedupe_key).collect();
    assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len(), "{keys:#?}");
    // And the same event has the same key, in any order of fields.
    let body = sample("message-received").unwrap().replace("7c1f6f0e-3a55-4c1b-9d0e-2f4b8a6d9c01", "");
    let Value::Array(list) = serde_json::from_str(&body).unwrap() else { panic!() };
    let reordered = format!("[{}]", list[0]);
    assert_ne!(reordered, body);
    assert_eq!(parse(&body).events[0].dedupe_key(), parse(&reordered).events[0].dedupe_key());
    assert!(parse(&body).events[0].dedupe_key().starts_with("message-received/{"));
}

/// tests/events.test.mjs asks the package for the same keys, so that both may share a store.
#[test]
fn keys_are_those_of_the_npm_package() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("../../../tests/keys.json")).unwrap();
    let mut keys = HashSet::new();
    for case in &cases {
        let report = parse(case["body"].as_str().unwrap());
        let [event] = &report.events[..] else { panic!("{}", case["name"]) };
        assert_eq!(event.dedupe_key(), case["key"], "{}", case["name"]);
        assert_eq!(event.clone().into_owned().dedupe_key(), case["key"], "{}", case["name"]);
        assert!(keys.insert(event.dedupe_key()), "{}", case["name"]);
    }
    assert!(keys.len() > 15);
}

/// Events of which no two are the same, though their parts may look alike when they are put together.
fn distinct() -> Vec<CallbackEvent<'static>> {
    let id = |name: &str, id: &str| event(name, &[("/0/message/id", json!(id))]);
    let text = |id: &str, text: &str| {
        event("message-received", &[("/0/message/id", json!(id)), ("/0/message/text", json!(text))])
    };
    let to = |to: Value| event("message-sent", &[("/0/message/id", json!("A")), ("/0/to", to)]);
    vec![
        id("message-received", "A"),
        id("suggestion-response", "A"),
        id("requested-location-response", "A"),
        id("message-received", "A/+15555550142/message-delivered"),
        id("message-delivered", "A"),
        id("message-read", "A"),
        id("message-delivered", "A/+15555550142"),
        id("message-received", "A%2F+15555550142"),
        id("message-received", "%41"),
        id("message-received", "é"),
        id("message-received", "e\u{301}"),
        text("", "one"),
        text("", "two"),
        text(" ", "one"),
        text("\u{fffd}", "one"),
        text("\u{fffd}", "two"),
        to(json!(["+15555550142", "+15555550143"])),
        to(json!("+15555550142,+15555550143")),
        to(json!("+15555550142/+15555550143")),
        to(json!("")),
        to(json!(["", "+15555550142"])),
    ]
}

#[test]
fn a_terminal_shows_the_faulty_lines() {
    // The mark in the second would color what follows it, if it came through.
    let body = "[\r\n  {\"type\": \"message-snoozed 📦 é\", \"message\": {}},\n  \"é\u{9b}31m\",\n  {}\n]";
    let diagnostics = parse_with(body, &ParseOptions::default().max_diagnostics(3)).diagnostics;
    assert_eq!(
        terminal::format(&diagnostics, Some(body), false),
        r#"warning[unknown-event]: unknown event type
  at /0/type, line 2, column 12
  |
2 |   {"type": "message-snoozed 📦 é", "message": {}},
  |            ^^^^^^^^^^^^^^^^^^^^^
  = help: acknowledge it with a 2xx, and check for a newer version of this package
  = likely cause: a new event type, or a typo in a mock

error[not-an-event]: expected an event, found a string
  at /1, line 3, column 3
  |
3 |   "é 31m",
  |   ^^^^^^^
  = help: log it and answer 2xx; it is kept in `rejected`
  = likely cause: an envelope that a queue or proxy put around the events

error[not-an-event]: expected an event, found an object without a string `type`
  at /2, line 4, column 3
  |
4 |   {}
  |   ^^
  = help: log it and answer 2xx; it is kept in `rejected`
  = likely cause: an envelope that a queue or proxy put around the events
"#
    );
    // Of a long line, what is around the fault.
    let long = format!("[{}]", vec!["5"; 100].join(","));
    let shown = terminal::format(&parse(&long).diagnostics[60..61], Some(&long), false);
    let line = shown.lines().nth(3).unwrap();
    assert!(line.starts_with("1 | …") && line.ends_with('…') && line.chars().count() < 130, "{line}");
    let left_out = parse_with(body, &ParseOptions::default().max_diagnostics(1)).diagnostics;
    let shown = terminal::format(&left_out, None, true);
    assert!(shown.starts_with("\u{1b}[31merror[not-an-event]\u{1b}[0m: "), "{shown}");
    assert!(shown.contains("\n\n\u{1b}[36minfo[too-many-diagnostics]\u{1b}[0m: "), "{shown}");
    assert!(shown.contains("\n  at the body\n") && !shown.contains("message-snoozed"), "{shown}");
}

/// Otherwise every recipient of a group message would have the same key, and only one would be handled.
#[test]
fn a_status_without_recipients_has_the_whole_event_as_its_key() {
    let pasted = |time: &str| {
        format!(
            "[{{ type: 'message-delivered', time: '2024-12-02T20:15:{time}Z', description: 'ok', message: {{ id: 'a', \
             owner: '+15555550100', time: '2024-12-02T20:15:00Z', to: [Array], from: '+15555550100', direction: 'out', \
             segmentCount: 1 }} }}]"
        )
    };
    let keys = ["01", "02"].map(|time| {
        let report = recover(&pasted(time)).report;
        assert_eq!(report.events[0].recipients(), [""; 0]);
        report.events[0].dedupe_key()
    });
    assert_ne!(keys[0], keys[1]);
    assert!(keys.iter().all(|key| key.starts_with("message-delivered/{") && key.ends_with('}')), "{}", keys[0]);
}
