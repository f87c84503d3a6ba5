//! The bodies that are read: each begins as `sample(..)`, is changed as a value, and is written by `serde_json`.
//!
//! The structs of the peers are what is changed, as a `serde_json::Value` would sort the keys, and
//! Bandwidth does not: every contestant reads the order of the real thing.

use std::borrow::Cow;

use bandwidth_callbacks::sample;
use bandwidth_callbacks::segments::segments;

use super::peers::{Callback, Text};

/// A body and what it is called.
pub(crate) struct Body {
    pub name: &'static str,
    pub bytes: Vec<u8>,
}

/// Every body, in the order of the table.
pub(crate) fn bodies() -> Vec<Body> {
    let delivered = delivered();
    let pretty = serde_json::to_string_pretty(&delivered).unwrap();
    [
        ("a delivered", compact(&delivered)),
        ("b pretty", pretty),
        ("c mms", compact(&mms())),
        ("d group of 10", compact(&group())),
        ("e 100 mixed", hundred()),
        ("f emoji, escapes", emoji()),
    ]
    .map(|(name, text)| Body { name, bytes: text.into_bytes() })
    .into()
}

/// A sample as a value. What is written again is the sample, or the peers would lack a field.
fn events(name: &str) -> Vec<Callback<'static>> {
    let text = sample(name).unwrap();
    let events = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string_pretty(&events).unwrap(), text.trim_end(), "{name}");
    events
}

fn compact(events: &[Callback]) -> String {
    serde_json::to_string(events).unwrap()
}

fn text(text: &'static str) -> Text<'static> {
    Text(Cow::Borrowed(text))
}

/// With what most applications have beyond the sample: a tag that says more, and the channel.
fn delivered() -> Vec<Callback<'static>> {
    let mut events = events("message-delivered");
    events[0].message.tag = Some(text("order-17/customer-2208/batch-20260714/notice"));
    events[0].message.channel = Some("SMS");
    events
}

fn mms() -> Vec<Callback<'static>> {
    let mut events = events("message-received");
    let message = &mut events[0].message;
    message.channel = Some("MMS");
    message.text = Some(text("Two pictures of the box as it came, and the label."));
    message.media = Some(vec![
        text("https://messaging.bandwidth.com/api/v2/users/5500012/media/7c1f6f0e-3a55-4c1b-9d0e/0/layout.smil"),
        text("https://messaging.bandwidth.com/api/v2/users/5500012/media/7c1f6f0e-3a55-4c1b-9d0e/1/box-1.jpg"),
        text("https://messaging.bandwidth.com/api/v2/users/5500012/media/7c1f6f0e-3a55-4c1b-9d0e/2/label.png"),
    ]);
    events
}

fn group() -> Vec<Callback<'static>> {
    const RECIPIENTS: [&str; 10] = [
        "+15555550142",
        "+15555550143",
        "+15555550144",
        "+15555550145",
        "+15555550146",
        "+15555550147",
        "+15555550148",
        "+15555550149",
        "+15555550150",
        "+15555550151",
    ];
    let mut events = events("message-delivered");
    events[0].message.to = RECIPIENTS.into();
    events[0].message.channel = Some("MMS");
    events
}

/// All types in turn but `message-sending`, which is reported as going away. Each event is about another message, as a
/// real list is not one event repeated.
fn hundred() -> String {
    const NAMES: [&str; 7] = [
        "message-sent",
        "message-delivered",
        "message-received",
        "message-failed",
        "message-read",
        "suggestion-response",
        "requested-location-response",
    ];
    let ids: Vec<String> = (0..100).map(|number| format!("1784020324315kx7wq2mzd4hy5{number:03}")).collect();
    let event = |(id, name): (&'_ String, &&str)| {
        let mut event = events(name).remove(0);
        // An inbound id is a UUID: its end is changed, so that it stays one.
        let uuid = format!("{}{}", &event.message.id[..event.message.id.len() - 3], &id[id.len() - 3..]);
        event.message.id = if event.message.direction == "in" { &uuid } else { id };
        serde_json::to_string(&event).unwrap()
    };
    let events: Vec<String> = ids.iter().zip(NAMES.iter().cycle()).map(event).collect();
    format!("[{}]", events.join(","))
}

fn emoji() -> String {
    const TEXT: &str = "Thanks! 🎉 It says \"fragile\"\non the box 📦,\nbut C:\\label is torn 😕";
    let mut events = events("message-received");
    let message = &mut events[0].message;
    message.text = Some(text(TEXT));
    message.segment_count = Some(segments(TEXT).count);
    // Emoji are sent as they are and as escaped surrogates: here both.
    compact(&events).replace('📦', r"\ud83d\udce6")
}
