//! `redact` gives what tests/redact.json says, here and in JavaScript, and `parse` reports the same for the copy.

use bandwidth_callbacks::catalogue::events::EVENTS;
use bandwidth_callbacks::{CallbackEvent, parse, redact};
use serde_json::{Map, Value, json};

#[test]
fn cases() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("../../../tests/redact.json")).unwrap();
    for case in &cases {
        assert_eq!(redact(&case["value"]), case["copy"], "{}", case["name"]);
        // What is redacted has nothing left to replace but by the same: the copy keeps its shape.
        let again = redact(&case["copy"]);
        assert_eq!(shape(&again), shape(&case["copy"]), "{}", case["name"]);
    }
}

/// The types of values, without the names and values.
fn shape(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(shape).collect(),
        Value::Object(fields) => fields.values().map(shape).collect(),
        Value::String(_) => json!(""),
        Value::Number(_) => json!(0),
        other => other.clone(),
    }
}

#[test]
fn a_redacted_event_is_an_event_of_the_same_type() {
    for row in EVENTS {
        let events = parse(row.example).events;
        let copy = redact(&serde_json::to_value(&events).unwrap());
        let again: Vec<CallbackEvent> = serde_json::from_value(copy.clone()).unwrap();
        assert_eq!(again[0].event_type(), events[0].event_type());
        let rules = |body: &str| parse(body).diagnostics.into_iter().map(|it| it.rule).collect::<Vec<_>>();
        assert_eq!(rules(&copy.to_string()), rules(row.example));
    }
}

#[test]
fn different_values_stay_different() {
    let distinct = |values: Vec<String>, at: &dyn Fn(&str) -> Value| {
        let events: Vec<Value> = values.iter().map(|value| at(value)).collect();
        let copy = redact(&json!(events)).to_string();
        let copies: Vec<Value> = serde_json::from_str(&copy).unwrap();
        let mut texts: Vec<String> = copies.iter().map(Value::to_string).collect();
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), values.len());
    };
    let to = |to: &str| json!({ "to": to });
    let id = |id: &str| json!({ "message": { "id": id } });
    distinct(
        (0..1000).map(|code| format!("{code:03}")).chain((0..2000).map(|code| format!("{code:04}"))).collect(),
        &to,
    );
    distinct((0..12_000).map(|number| format!("+1555{number:07}")).collect(), &to);
    distinct((0..300).map(|number| format!("1555{number:07}")).collect(), &to);
    distinct(
        (b'a'..=b'z').flat_map(|one| [char::from(one).to_string(), format!("{}1", char::from(one))]).collect(),
        &id,
    );
    distinct(["-", "--", "日", "本", "𝒜", "𝒞", "é", "ж", "ж-1"].map(str::to_owned).to_vec(), &id);
}

#[test]
fn no_depth_exhausts_the_stack() {
    let mut deep = json!("Anneke");
    for level in 0..1200 {
        deep = if level % 2 == 0 { json!([deep]) } else { Value::Object(Map::from_iter([("a".to_owned(), deep)])) };
    }
    let mut copy = &redact(&deep);
    let mut levels = 0;
    while let Some(inner) = copy.get(0).or_else(|| copy.get("a")) {
        (copy, levels) = (inner, levels + 1);
    }
    assert_eq!((copy, levels), (&Value::Null, 1000));
}
