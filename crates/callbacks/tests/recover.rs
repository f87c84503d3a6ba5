//! Small damaged texts and their repairs, for details that no case of a whole body shows.
//!
//! A line of `tests/recover.tsv` has the pasted text, the repaired text, and the repairs with their places; `↵` is a
//! line break, and a line that begins with `#` is a comment. `UPDATE=1 cargo test` rewrites all columns except the
//! first: read the diff.

use std::fs;
use std::path::Path;

use bandwidth_callbacks::catalogue::other_products::OTHER_PRODUCTS;
use bandwidth_callbacks::{Report, Rule, recover, sample};
use serde_json::Value;

/// The line of a text.
fn row(pasted: &str) -> String {
    let recovery = recover(&pasted.replace('↵', "\n"));
    let places = recovery.repairs.iter().flat_map(|it| it.places.iter().map(|place| (place.span, it.repair.name())));
    let mut repairs: Vec<_> = places.map(|(span, name)| (span.start, span.end, name)).collect();
    repairs.sort_by_key(|(start, ..)| *start);
    let repairs: Vec<_> = repairs.iter().map(|(start, end, name)| format!("{name} {start}-{end}")).collect();
    format!("{pasted}\t{}\t{}", recovery.text.replace('\n', "↵"), repairs.join(", "))
}

#[test]
fn each_text_is_repaired_as_listed() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/recover.tsv");
    let written = fs::read_to_string(&file).unwrap();
    let anew = |line: &str| if line.starts_with('#') { line.to_owned() } else { row(line.split('\t').next().unwrap()) };
    let wanted: String = written.lines().map(|line| anew(line) + "\n").collect();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &wanted).unwrap();
    }
    let found = fs::read_to_string(&file).unwrap();
    let differ: Vec<_> = wanted.lines().zip(found.lines()).filter(|(one, other)| one != other).collect();
    assert!(wanted == found, "UPDATE=1 writes tests/recover.tsv anew; these differ:\n{differ:#?}");
}

/// A second body that is cut off anywhere is kept, or its loss is reported: `ok` is false.
#[test]
fn a_truncated_second_body_is_not_dropped_silently() {
    let [first, second] = ["message-delivered", "message-received"].map(|name| sample(name).unwrap().trim());
    let first = first.replace('\n', "");
    for separator in ["\n", " ", ",\n"] {
        for cut in (0..second.len()).filter(|cut| second.is_char_boundary(*cut)) {
            let part = &second[..cut];
            let report = recover(&format!("{first}{separator}{part}")).report;
            let elements = report.events.len() + report.unknown.len() + report.rejected.len();
            // Brackets have no content that could be lost.
            let says_nothing = part.chars().all(|c| "[{\"".contains(c) || c.is_whitespace());
            assert!(says_nothing || elements > 1 || !report.ok, "{separator:?} cut at {cut}: {part}");
        }
    }
}

#[test]
fn a_webhook_of_another_product_is_found_in_a_log_line_by_any_of_its_names() {
    for row in OTHER_PRODUCTS {
        let mut value: Value = serde_json::from_str(row.example).unwrap();
        value.as_object_mut().unwrap().remove("internalTicketNumber");
        let recovery = recover(&format!("INFO got {value} 12 ms"));
        let Report { verifications, unknown, rejected, .. } = &recovery.report;
        assert_eq!((verifications.len() + unknown.len(), rejected.len()), (1, 0), "{}", row.name);
    }
}

/// What `console.log` did not print is not called missing in the body; without any event, it is said what to do.
#[test]
fn what_was_not_printed_is_not_reported_as_missing() {
    for pasted in
        ["{ type: 'message-failed', message: [Object] }", "[{ type: 'message-read', message: { to: [Array] } }]"]
    {
        let rules: Vec<_> = recover(pasted).report.diagnostics.iter().map(|it| it.rule).collect();
        assert_eq!(rules, [Rule::IncompleteValue], "{pasted}");
    }
    for pasted in ["[ [Array] ]", "{ headers: {}, body: [ [Object] ] }", "[Object]"] {
        let [found] = &recover(pasted).report.diagnostics[..] else { panic!("{pasted}") };
        assert!(found.message.contains("console.log") && found.help.contains("JSON.stringify"), "{pasted}: {found}");
    }
}

/// Wherever a body is cut, what is missing there is not called missing in the body.
#[test]
fn what_is_cut_off_is_not_reported_as_missing() {
    for name in ["message-received", "message-failed", "message-read"] {
        let body = sample(name).unwrap();
        let open = body.find("\"type\"").unwrap();
        for end in (open + 30..body.len()).filter(|end| body.is_char_boundary(*end)) {
            let report = recover(&body[..end]).report;
            let is_missing = |rule: Rule| matches!(rule, Rule::MissingField | Rule::MissingExpectedField);
            let missing: Vec<_> = report.diagnostics.iter().filter(|it| is_missing(it.rule)).collect();
            assert!(missing.is_empty(), "{name} cut at {end}: {missing:#?}");
        }
    }
}

/// Of a list of any length, each event whose recipients were not printed is an event.
#[test]
fn each_event_without_recipients_is_one() {
    let body: String = sample("message-delivered").unwrap().split_whitespace().collect();
    let event = body.trim_matches(['[', ']']).replace(r#"["+15555550142"]"#, "[Array]");
    let report = recover(&format!("[{}]", vec![event; 150].join(","))).report;
    assert!(!report.ok && report.rejected.is_empty());
    assert_eq!((report.events.len(), report.diagnostics.len()), (150, 100));
    assert!(report.diagnostics.iter().all(|it| it.rule == Rule::IncompleteValue));
}
