//! What people paste, as tools printed it, and how much of it `recover` reads as a person does. The pastes are not part
//! of the project: this runs if they are beside it, and says so if they are not.
//!
//! Exact: the events that a person sees, and nothing else. Wrong: an event with a value that the text does not say, the
//! gravest fault that there is. `cargo test --test pastes -- --nocapture` lists what is not exact.

use std::fs;
use std::path::Path;

use bandwidth_callbacks::recover;
use serde_json::Value;

/// The pastes that have to be exact, of 158. It only rises.
const EXACT: usize = 156;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Verdict {
    Exact,
    Partly,
    Nothing,
    Wrong,
}

fn sorted(values: &[Value]) -> Vec<String> {
    let mut texts: Vec<_> = values.iter().map(Value::to_string).collect();
    texts.sort();
    texts
}

/// Whether all that `value` says is in `wanted`.
fn says(wanted: &Value, value: &Value) -> bool {
    match value {
        Value::Object(members) => {
            members.iter().all(|(name, value)| wanted.get(name).is_some_and(|wanted| says(wanted, value)))
        }
        Value::Array(items) => {
            items.iter().enumerate().all(|(at, item)| wanted.get(at).is_some_and(|wanted| says(wanted, item)))
        }
        value => value == wanted,
    }
}

fn verdict(body: &str, wanted: &[Value]) -> (Verdict, bool, Vec<Value>) {
    let report = serde_json::to_value(recover(body)).unwrap();
    let list = |name: &str| report[name].as_array().cloned().unwrap_or_default();
    let held = |name: &str| list(name).into_iter().map(|mut it| it["value"].take()).collect::<Vec<_>>();
    let events = list("events");
    let values = [events.clone(), held("unknown"), held("rejected")].concat();
    let ok = report["ok"] == true;
    let is_nothing = wanted.is_empty() && events.is_empty() && !ok;
    if is_nothing || sorted(&values) == sorted(wanted) {
        return (Verdict::Exact, ok, values);
    }
    let claimed = events.iter().cloned().chain(held("unknown").into_iter().filter(|value| !value["message"].is_null()));
    let is_said = |value: &Value| wanted.iter().any(|wanted| says(wanted, value));
    if claimed.clone().any(|event| !is_said(&event)) {
        return (Verdict::Wrong, ok, values);
    }
    let any = values.iter().any(|value| value.is_object() && is_said(value));
    (if any { Verdict::Partly } else { Verdict::Nothing }, ok, values)
}

#[test]
fn pastes_are_read_as_a_person_reads_them() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/pastes/pastes.json");
    let Ok(text) = fs::read_to_string(file) else {
        eprintln!("no pastes beside the project: nothing compared");
        return;
    };
    let pastes: Vec<Value> = serde_json::from_str(&text).unwrap();
    let mut exact = 0;
    let mut silent = Vec::new();
    let mut wrong = Vec::new();
    for paste in &pastes {
        let (name, body) = (paste["name"].as_str().unwrap(), paste["body"].as_str().unwrap());
        let (verdict, ok, values) = verdict(body, paste["wanted"].as_array().unwrap());
        if verdict == Verdict::Exact {
            exact += 1;
            continue;
        }
        println!("{verdict:?} {}{name}", if ok { "OK " } else { "" });
        if std::env::var("PASTE").is_ok_and(|only| name.contains(&only)) {
            println!(
                "  {}\n  {:?}",
                Value::Array(values),
                recover(body).repairs.iter().map(|it| (it.repair.name(), it.count)).collect::<Vec<_>>()
            );
        }
        if ok {
            silent.push(name);
        }
        if verdict == Verdict::Wrong {
            wrong.push(name);
        }
    }
    println!("{exact} of {} exact", pastes.len());
    assert!(wrong.is_empty(), "wrong: {wrong:?}");
    assert!(silent.is_empty(), "not exact, though ok: {silent:?}");
    assert!(exact >= EXACT, "{exact} exact");
}
