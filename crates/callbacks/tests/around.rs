//! What is around a pasted dump may change the values in it. `recover` gives the values that were printed, or `ok` is
//! false and a diagnostic names the field.

use bandwidth_callbacks::{Recovery, Rule, recover, sample};
use serde_json::{Value, json};

/// An event with this text.
fn event(text: &str) -> Value {
    let mut body: Value = serde_json::from_str(sample("message-received").unwrap()).unwrap();
    body[0]["message"]["text"] = json!(text);
    body[0].take()
}

/// As Python prints it; the text needs no escapes.
fn python(event: &Value) -> String {
    format!("[{event}]").replace('"', "'")
}

/// As `toString` of Java prints it.
fn java(value: &Value) -> String {
    let join = |parts: Vec<String>, open: &str, close: &str| format!("{open}{}{close}", parts.join(", "));
    match value {
        Value::Object(members) => {
            join(members.iter().map(|(name, value)| format!("{name}={}", java(value))).collect(), "{", "}")
        }
        Value::Array(items) => join(items.iter().map(java).collect(), "[", "]"),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn each_line(text: &str, of: impl Fn(&str) -> String) -> String {
    text.split('\n').map(of).collect::<Vec<_>>().join("\n")
}

/// Whether a recovery is exact, or names the text of the first event as uncertain or incomplete.
#[track_caller]
fn is_exact_or_named(pasted: &str, wanted: &Value) -> bool {
    let Recovery { report, .. } = recover(pasted);
    let found = report.events.first().map(|event| serde_json::to_value(event).unwrap());
    if found.as_ref() == Some(wanted) {
        return true;
    }
    let is_named = report.diagnostics.iter().any(|it| {
        [Rule::UncertainValue, Rule::IncompleteValue].contains(&it.rule) && it.path.ends_with("/message/text")
    });
    assert!(!report.ok && is_named, "{pasted}\n{:#?}", report.diagnostics);
    false
}

#[test]
fn entities_that_nothing_decodes_are_uncertain() {
    let entities = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let texts = [("a < b", true), ("Tom & Jerry", false), ("<b>yes</b>", true), ("x > y & z", true)];
    for (text, has_bracket) in texts {
        let event = event(text);
        for dump in [python(&event), java(&json!([event])), format!("INFO got [{event}]")] {
            assert!(is_exact_or_named(&dump, &event), "{dump}");
            if has_bracket {
                is_exact_or_named(&entities(&dump), &event);
            }
            let lines = format!("<div>{}</div><div>next</div>", entities(&dump));
            is_exact_or_named(&lines, &event);
        }
    }
    // Other signs show that nothing was escaped.
    let event = event("<b>&amp;</b>");
    assert!(is_exact_or_named(&python(&event), &event));
}

#[test]
fn line_breaks_are_uncertain_if_each_line_was_changed() {
    let event = event("Gate B\n\n then C");
    let dump = java(&json!([event]));
    assert!(is_exact_or_named(&dump, &event));
    let with = |prefix: &'static str| move |line: &str| format!("{prefix}{line}");
    for prefix in ["    ", "\t", "web-1  | ", "> ", "2026-11-02 18:41:09 INFO  ", "// "] {
        is_exact_or_named(&each_line(&dump, with(prefix)), &event);
    }
    is_exact_or_named(&each_line(&dump, |line| format!("{line:100}")), &event);
    is_exact_or_named(&dump.replace('\n', "\r\n"), &event);
    is_exact_or_named(&dump.replace('\n', "\n\n"), &event);
    is_exact_or_named(&dump.replace('\n', "<br>\n"), &event);
}

#[test]
fn quotes_and_spaces_that_an_editor_replaced_are_uncertain() {
    let event = event("it's at 5 o'clock");
    let pasted = format!("[{event}]").replace('\'', "’");
    let mut quotes = pasted.split('"');
    let mut curly = quotes.next().unwrap().to_owned();
    for (at, part) in quotes.enumerate() {
        curly = curly + if at % 2 == 0 { "“" } else { "”" } + part;
    }
    is_exact_or_named(&curly, &event);
    let pretty = serde_json::to_string_pretty(&json!([event])).unwrap();
    is_exact_or_named(&pretty.replace(' ', "\u{a0}"), &event);
    is_exact_or_named(&pretty.replace("  ", " \u{a0}").replace("at 5", "at\u{a0}5"), &event);
}

#[test]
fn escapes_that_were_left_in_quotes_are_uncertain() {
    for text in ["it's", "C:\\new", "say \"hi\""] {
        let event = event(text);
        let rust = format!("Array [Object {}]", rust(&event));
        assert!(is_exact_or_named(&rust, &event), "{rust}");
        is_exact_or_named(&format!("INSERT INTO t VALUES (1, '{}');", rust.replace('\'', "''")), &event);
        is_exact_or_named(&format!("echo '{}'", rust.replace('\'', "'\\''")), &event);
        let map = java(&json!([event]));
        is_exact_or_named(&format!("body = {}", json!(map)), &event);
        is_exact_or_named(&format!("| 1 | {} |", map.replace('|', "\\|")), &event);
    }
}

/// As `{:?}` of Rust prints a value.
fn rust(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| format!("{name:?}: {}", rust_value(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        other => rust_value(other),
    }
}

fn rust_value(value: &Value) -> String {
    match value {
        Value::Object(_) => format!("Object {}", rust(value)),
        Value::Array(items) => format!("Array [{}]", items.iter().map(rust_value).collect::<Vec<_>>().join(", ")),
        Value::String(text) => format!("String({text:?})"),
        other => format!("Number({other})"),
    }
}

#[test]
fn code_in_markdown_keeps_its_backslashes() {
    let event = event("C:\\new\\table");
    for pasted in [format!("`[{event}]`"), format!("we got\n```\n[{event}]\n```\nwhy?"), format!("see `[{event}]`.")] {
        assert!(is_exact_or_named(&pasted, &event), "{pasted}");
    }
}

#[test]
fn notes_of_an_elision_in_a_text_are_reported() {
    let whole = event("a long story");
    for note in ["[...]", "[... 120 chars]", "<truncated>", "... 35 more characters", "[snip]", "…40 more bytes"] {
        let pasted = python(&whole).replace("long", note);
        assert!(!is_exact_or_named(&pasted, &whole), "{pasted}");
    }
    let plain = event("wait... what");
    assert!(recover(&python(&plain)).report.ok);
}

#[test]
fn names_and_numbers_that_were_broken_are_uncertain() {
    let event = event("x");
    let pasted = json!(format!("[{event}]")).to_string();
    for (from, to) in [("description", "d escription"), ("+1555", "+15 55"), ("applicationId", "application    Id")] {
        let report = recover(&pasted.replacen(from, to, 1)).report;
        assert!(!report.ok, "{from}");
    }
}

#[test]
fn an_event_that_was_not_read_is_reported() {
    let event = event("x");
    let cut = [
        // A list that goes on.
        format!("[{event}, "),
        format!("[{event}, ..."),
        // Only the message of the second one is there.
        format!("[{event}, {{\"time\":\"2026- ... \":\"ok\",\"message\":{}}}]", event["message"]),
        // A string of PHP whose count is not that of its text.
        format!("got {event}\nsecond: [\"owner\"]=>\n string(12) \"+15555550142\"\n [\"segmentCount\"]=>\n int(1)"),
    ];
    for pasted in cut {
        let report = recover(&pasted).report;
        assert_eq!(report.events.len(), 1, "{pasted}");
        assert!(!report.ok, "{pasted}");
    }
    assert!(recover(&format!("[{event},]")).report.ok);
}

#[test]
fn signs_of_another_layer_are_uncertain() {
    let event = event("it's <5 | 10 \n& more");
    let pasted = [
        // Entities of entities, in JSON of a log.
        format!("got [{}]", event.to_string().replace("<5", "&amp;lt;5")),
        // No space of the ordinary kind is left.
        format!("INFO got [{event}]").replace(' ', "\u{a0}"),
        // `\\n` in a cell that `mysql` escaped.
        format!("id\tbody\n1\t[{}]", event.to_string().replace('\\', "\\\\")),
        // A dump in a cell of a table in Markdown.
        format!("| 1 | `{}` |", java(&json!([event])).replace('|', "\\|").replace('\n', "<br>")),
        // A statement of SQL or of MySQL: a backslash is itself, or an escape.
        format!("INSERT INTO t VALUES (1, '{}');", java(&json!([event])).replace('\n', "\\n").replace('\'', "")),
        // Only quotes around values are curly.
        format!("[{event}]").replace('"', "'").replace("it's", "it''s").replace('\'', "’").replace("’type’", "type"),
    ];
    for pasted in pasted {
        let report = recover(&pasted).report;
        assert!(!report.ok, "{pasted}");
    }
}

#[test]
fn ids_that_are_cut_at_the_edge_of_a_screen_are_incomplete() {
    let event = event("x");
    let printed = java(&json!([event]));
    let id = event["message"]["applicationId"].as_str().unwrap();
    let report = recover(&printed.replace(id, &id[..20])).report;
    assert!(report.diagnostics.iter().any(|it| it.rule == Rule::IncompleteValue), "{:#?}", report.diagnostics);
    assert!(!report.ok && recover(&printed).report.ok);
}

#[test]
fn members_and_items_beside_a_body_are_not_lost_silently() {
    let event = event("x");
    let python = python(&event);
    let lost = [
        format!("[{event}],\"odd\":1"),
        format!("{event},\"errorCode\":4988}}"),
        format!("{event},errorCode:4988}}"),
        format!("[{event}]\n\"odd\":1"),
        format!("{{\"a\":[{event}],\"odd\":1"),
        format!("{{\"a\":{event},\"odd\":1"),
        format!("[{event},\"odd\":1]"),
        format!("[{event},{{\"odd\":1}}"),
        format!("[[{event}],{{\"odd\":1}}"),
        format!("{python},'odd':1"),
        format!("{{\"Records\":[{{\"body\":{},\"odd\":1", json!(format!("[{event}]"))),
    ];
    for pasted in lost {
        let report = recover(&pasted).report;
        assert_eq!((report.ok, report.events.len()), (false, 1), "{pasted}");
    }
    // What is beside it is in an object around the body, or in the words of a log.
    let whole = [
        format!("{{\"a\":[{event}],\"odd\":1}}"),
        format!("{{'a':{python},'odd':1}}"),
        format!("body=[{event}], status=200, \"GET /\" took: 3"),
        format!("got [{event}], {{\"status\":200}}"),
        format!("[{event}],"),
    ];
    for pasted in whole {
        let Recovery { report, repairs, .. } = recover(&pasted);
        assert!(report.ok && report.events.len() == 1 && !repairs.is_empty(), "{pasted}");
    }
}

#[test]
fn the_code_of_an_error_after_a_cut_is_missed() {
    let body = sample("message-failed").unwrap();
    let whole: Value = serde_json::from_str(body).unwrap();
    let mut event = whole[0].clone();
    event.as_object_mut().unwrap().remove("errorCode");
    let printed = format!("[{event}");
    let report = recover(printed.trim_end_matches('}')).report;
    assert!(!report.ok, "{:#?}", report.diagnostics);
}

/// A place of a repair is within the pasted text.
#[test]
fn places_of_repairs_end_with_the_text() {
    let flat = "time        : 2026-01-12T08:01:54.748Z\ntype        : message-failed\nto          : +15558374729\n\
        description : ok\nmessage     : @{id=x; owner=+15552481927; to=System.Object[]; text=}\nerrorCode   : 4988";
    let pasted = format!("{flat}\n---\n{flat}");
    for repair in recover(&pasted).repairs {
        assert!(repair.places.iter().all(|place| place.span.end as usize <= pasted.len()));
    }
}
