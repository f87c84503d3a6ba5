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
const EXACT: usize = 157;

/// The same of the pastes in `tests/pastes.json`, which are those of other tools and of harder texts.
const OWN_EXACT: usize = 781;

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

/// Reads each paste of a file; says what is not exact, and counts what is.
fn measure(file: &str) -> Option<Count> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).ok()?;
    let pastes: Vec<Value> = serde_json::from_str(&text).unwrap();
    let shown = std::env::var("PASTE").ok();
    let mut count = Count { all: pastes.len(), ..Count::default() };
    for paste in &pastes {
        let (name, body) = (paste["name"].as_str().unwrap(), paste["body"].as_str().unwrap());
        let (verdict, ok, values) = verdict(body, paste["wanted"].as_array().unwrap());
        if verdict == Verdict::Exact {
            count.exact += 1;
            continue;
        }
        println!("{verdict:?} {}{name}", if ok { "OK " } else { "" });
        if shown.as_ref().is_some_and(|only| name.contains(only)) {
            let repairs: Vec<_> = recover(body).repairs.iter().map(|it| (it.repair.name(), it.count)).collect();
            println!("  {}\n  {repairs:?}", Value::Array(values));
        }
        if ok {
            count.silent.push(name.to_owned());
        }
        if verdict == Verdict::Wrong {
            count.wrong.push(name.to_owned());
        }
    }
    println!("{} of {} exact", count.exact, count.all);
    Some(count)
}

#[derive(Default)]
struct Count {
    all: usize,
    exact: usize,
    /// Not exact, though `ok`.
    silent: Vec<String>,
    wrong: Vec<String>,
}

#[track_caller]
fn check(file: &str, exact: usize) {
    let Some(count) = measure(file) else {
        eprintln!("{file} is not there: nothing compared");
        return;
    };
    assert!(count.wrong.is_empty(), "wrong: {:?}", count.wrong);
    assert!(count.silent.is_empty(), "not exact, though ok: {:?}", count.silent);
    assert!(count.exact >= exact, "{} of {} exact", count.exact, count.all);
}

#[test]
fn pastes_are_read_as_a_person_reads_them() {
    check("../../../shared/pastes/pastes.json", EXACT);
}

#[test]
fn own_pastes_are_read_as_a_person_reads_them() {
    check("../../tests/pastes.json", OWN_EXACT);
}

/// Another file of pastes: `PASTES=FILE cargo test --test pastes other -- --nocapture`.
#[test]
fn other_pastes_are_counted() {
    if let Ok(files) = std::env::var("PASTES") {
        for file in files.split(',') {
            measure(file);
        }
    }
}
