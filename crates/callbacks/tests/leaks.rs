//! What is said of a payload holds nothing of it: no message, help, or `Debug` has a value. Paths name fields.

use bandwidth_callbacks::catalogue::events::EVENTS;
use bandwidth_callbacks::{CallbackEvent, parse, recover, terminal, validate};
use serde_json::{Value, json};

const CANARY: &str = "cAnArY77zq";
const NUMBER: u64 = 918_273_645;

/// Everything that is said of a body, but for the paths.
fn said(body: &str) -> String {
    let (mut report, mut recovery, mut found) = (parse(body), recover(body), validate(body));
    for diagnostic in report.diagnostics.iter_mut().chain(&mut recovery.report.diagnostics).chain(&mut found) {
        diagnostic.path.clear();
    }
    let mut said = vec![
        format!("{report:?}\n{recovery:#?}\n{found:?}"),
        terminal::format(&found, None, true),
        serde_json::to_string(&found).unwrap(),
        serde_json::to_string(&recovery.repairs).unwrap(),
    ];
    if let Err(mut error) = report.clone().into_events().map_err(bandwidth_callbacks::CallbackError::into_report) {
        error.diagnostics.iter_mut().for_each(|diagnostic| diagnostic.path.clear());
        said.push(error.into_events().map_err(|error| format!("{error} {error:?}")).unwrap_err());
    }
    for event in &report.events {
        let message = event.message();
        said.push(format!("{event:?}{message:?}{:?}{:?}", message.content, message.suggestion_response));
        said.push(format!("{:?}{:?}", message.content.as_ref().map(|it| &it.media), message.location_response));
        if let CallbackEvent::MessageSent(event) = event {
            said.push(format!("{event:?}{:?}", event.to));
        }
    }
    said.concat()
}

fn silent(body: &str) {
    let said = said(body).to_lowercase();
    assert!(!said.contains(&CANARY.to_lowercase()) && !said.contains(&NUMBER.to_string()), "{body}\n{said}");
}

/// Calls `with` for each value of a body, with a pointer to it.
fn each(value: &Value, pointer: &str, with: &mut impl FnMut(&str)) {
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| each(item, &format!("{pointer}/{at}"), with));
        }
        Value::Object(fields) => {
            for (name, inner) in fields {
                each(inner, &format!("{pointer}/{name}"), with);
            }
        }
        _ => {}
    }
    with(pointer);
}

#[test]
fn a_value_in_any_place_of_any_event() {
    let odd = [
        json!(CANARY),
        json!(NUMBER),
        json!([CANARY]),
        json!({"type": CANARY, "message": {"id": NUMBER}}),
        json!(format!("+1{NUMBER}")),
        json!(format!("2026-07-{CANARY}Z")),
        json!(format!("https://{CANARY}.example/{NUMBER}")),
    ];
    let mut count = 0;
    for row in EVENTS {
        let body: Value = serde_json::from_str(row.example).unwrap();
        each(&body, "", &mut |pointer| {
            for value in &odd {
                let mut body = body.clone();
                *body.pointer_mut(pointer).unwrap() = value.clone();
                silent(&body.to_string());
                count += 1;
            }
        });
    }
    assert!(count > 1000);
}

#[test]
fn a_value_in_text_that_is_not_json() {
    for row in EVENTS {
        let (example, step) = (row.example, 7);
        for at in (0..example.len()).step_by(step) {
            silent(&example[..at]);
            silent(&format!("{}\"{CANARY}\"{}", &example[..at], &example[at..]));
        }
    }
}
