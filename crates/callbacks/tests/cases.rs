//! The cases: each a file under `tests/cases`, and beside it what its report must say.
//!
//! `tests/cases.test.mjs` runs the same files through the built package.
//! `UPDATE=1 cargo test` rewrites what is expected: read the diff.

#[path = "common/cases.rs"]
mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use bandwidth_callbacks::catalogue::events::{ALIASES, EVENTS};
use bandwidth_callbacks::catalogue::other_products::OTHER_PRODUCTS;
use bandwidth_callbacks::catalogue::rules::Rule;
use bandwidth_callbacks::catalogue::verification::{VERIFICATION, VerificationOutcome};
use bandwidth_callbacks::json::repair::RepairKind;
use bandwidth_callbacks::{
    BodyElement, Diagnostic, ParseOptions, Recovery, Repair, Report, Severity, parse_with, recover_with,
};
use common::{is_recovered, options, root};
use serde::Serialize;
use serde_json::Value;

/// The case that each event type and each other product has by its example.
fn write_examples() {
    let events = EVENTS.iter().map(|row| (format!("events/{}.json", row.name), row.example));
    let others = OTHER_PRODUCTS.iter().map(|row| (format!("element/other-product.{}.json", row.name), row.example));
    for (path, example) in events.chain(others) {
        let path = root().join(path);
        let stem = path.with_extension("");
        let has_case = fs::read_dir(path.parent().unwrap())
            .unwrap()
            .any(|file| file.unwrap().path().to_str().unwrap().starts_with(stem.to_str().unwrap()));
        if !has_case {
            fs::write(&path, example).unwrap();
        }
    }
}

/// Every case, in order.
fn cases() -> Vec<PathBuf> {
    if std::env::var_os("UPDATE").is_some() {
        write_examples();
    }
    common::cases()
}

/// What is expected of a case: enough to derive its whole report from its text. Empty members are not written.
#[derive(Serialize)]
struct Expected {
    ok: bool,
    /// The type of each event.
    events: Vec<Value>,
    /// The index and the outcome of each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    verifications: Vec<String>,
    /// The index and the type of each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unknown: Vec<String>,
    /// The index of each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rejected: Vec<u32>,
    /// By JSON Pointer into the text: the values of the report that are not those of the text; `null` if left out.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    normalized: BTreeMap<String, Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    diagnostics: Vec<String>,
    /// The repaired text, if anything was repaired.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    repairs: Vec<String>,
}

impl Expected {
    fn of_report(report: &Report<'_>, text: &str) -> Self {
        let events: Vec<Value> = report.events.iter().map(|event| serde_json::to_value(event).unwrap()).collect();
        Expected::new(report, &events, text)
    }

    /// The events as JavaScript has them: without the empty array that means lost recipients.
    fn of_recovery(recovery: &Recovery, pasted: &str) -> Self {
        let events = serde_json::to_value(recovery).unwrap()["events"].take();
        Expected {
            text: (recovery.text != pasted).then(|| recovery.text.clone()),
            repairs: recovery.repairs.iter().map(repair_line).collect(),
            ..Expected::new(&recovery.report, events.as_array().unwrap(), &recovery.text)
        }
    }

    fn new(report: &Report<'_>, events: &[Value], text: &str) -> Self {
        Expected {
            ok: report.ok,
            verifications: report.verifications.iter().map(|it| format!("{} {}", it.index, it.outcome)).collect(),
            unknown: report.unknown.iter().map(|it| format!("{} {}", it.index, it.kind)).collect(),
            rejected: report.rejected.iter().map(|it| it.index).collect(),
            normalized: normalized(report, events, text),
            diagnostics: report.diagnostics.iter().map(diagnostic_line).collect(),
            events: events.iter().map(|event| event["type"].clone()).collect(),
            text: None,
            repairs: Vec::new(),
        }
    }
}

/// A diagnostic without what its rule says: a help of its own, as of pasted text, is written.
fn diagnostic_line(found: &Diagnostic) -> String {
    let Diagnostic { rule, severity, path, message, span, line, column, help, .. } = found;
    let path = if path.is_empty() { "\"\"" } else { path };
    let is_known = helps(*rule).any(|(known, _)| known == *help);
    let own = if is_known { String::new() } else { format!(" (help: {help})") };
    format!("{severity} {rule} {path} {line}:{column} {}..{} {message}{own}", span.start, span.end)
}

/// The helps of a rule with their URL: its own, those for its fields, and those of the other products.
fn helps(rule: Rule) -> impl Iterator<Item = (&'static str, &'static str)> {
    let products = OTHER_PRODUCTS.iter().filter(move |_| rule == Rule::OtherProduct);
    let row = rule.row();
    let on_fields = row.on_fields.iter().map(|it| (it.help, row.source));
    let pasted = row.pasted.map(|it| (it.help, row.source));
    products.map(|it| (it.help, it.source)).chain(on_fields).chain(pasted).chain([(row.help, row.source)])
}

fn repair_line(repair: &Repair) -> String {
    let Repair { repair: kind, count, span, line, column, .. } = repair;
    let place = |line: u32, column: u32, start: u32, end: u32| format!("{line}:{column} {start}..{end}");
    let places: Vec<_> = repair.places.iter().map(|it| place(it.line, it.column, it.span.start, it.span.end)).collect();
    // The first place is said twice in a report.
    assert_eq!(places[0], place(*line, *column, span.start, span.end));
    format!("{kind} x{count} {}", places.join(", "))
}

/// What the report holds that is not what the text says, by JSON Pointer into the text.
fn normalized(report: &Report<'_>, events: &[Value], text: &str) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    let kept = report.elements();
    if kept.is_empty() {
        return found;
    }
    let mut events = events.iter();
    let is_wrapped = report.diagnostics.iter().any(|found| found.rule == Rule::WrappedBody);
    let sent = elements(text, is_wrapped);
    assert_eq!(kept.len(), sent.len());
    for (kept, (pointer, sent)) in kept.iter().zip(&sent) {
        let kept = match kept {
            BodyElement::Event { .. } => events.next().unwrap().clone(),
            BodyElement::Verification(it) => serde_json::to_value(&it.value).unwrap(),
            BodyElement::Unknown(it) => it.value.value(),
            BodyElement::Rejected(it) => it.value.value(),
            other => unreachable!("{other:?}"),
        };
        differences(sent, &kept, pointer, &mut found);
    }
    found
}

/// The elements of a body as plain JSON, each with its JSON Pointer.
fn elements(text: &str, is_wrapped: bool) -> Vec<(String, Value)> {
    let text = text.trim_start_matches('\u{feff}');
    let mut body = serde_json::from_str(text).unwrap_or_else(|_| {
        // It has a number or half a surrogate pair that serde_json rejects; rejected elements do not.
        let report = parse_with(&format!("[[{text}\n]]"), &ParseOptions::default().max_depth(1000)).into_owned();
        report.rejected[0].value.value()[0].take()
    });
    let mut path = "";
    if is_wrapped {
        (path, body) = ("/_json", body["_json"].take());
    }
    match body {
        Value::Array(list) => (0..).map(|index: u32| format!("{path}/{index}")).zip(list).collect(),
        event => vec![(path.to_owned(), event)],
    }
}

fn differences(sent: &Value, kept: &Value, pointer: &str, found: &mut BTreeMap<String, Value>) {
    match (sent, kept) {
        (Value::Object(sent), Value::Object(kept)) => {
            for name in sent.keys().chain(kept.keys()).collect::<BTreeSet<_>>() {
                let pointer = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
                match (sent.get(name), kept.get(name)) {
                    (Some(sent), Some(kept)) => differences(sent, kept, &pointer, found),
                    (_, kept) => drop(found.insert(pointer, kept.cloned().unwrap_or_default())),
                }
            }
        }
        (Value::Array(sent), Value::Array(kept)) if sent.len() == kept.len() => {
            for (index, (sent, kept)) in sent.iter().zip(kept).enumerate() {
                differences(sent, kept, &format!("{pointer}/{index}"), found);
            }
        }
        _ if sent == kept => {}
        // `4470.0` is the integer 4470: JavaScript knows no difference.
        (Value::Number(sent), Value::Number(kept)) if sent.is_f64() && sent.as_f64() == kept.as_f64() => {}
        _ => {
            assert!(!kept.is_null(), "{pointer} became null, which stands for what is left out");
            found.insert(pointer.to_owned(), kept.clone());
        }
    }
}

#[test]
fn every_case_gives_what_is_expected() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for case in cases() {
        let (body, options) = (fs::read(&case).unwrap(), options(&case));
        let text = String::from_utf8_lossy(&body);
        let found = if is_recovered(&case) {
            Expected::of_recovery(&recover_with(&body, &options), &text)
        } else {
            Expected::of_report(&parse_with(&body, &options), &text)
        };
        let found = serde_json::to_string_pretty(&found).unwrap() + "\n";
        let file = case.with_extension("report.json");
        if update {
            fs::write(&file, found).unwrap();
        } else if fs::read_to_string(&file).ok().as_deref() != Some(&found) {
            wrong.push(format!("{} now gives:\n{found}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{} cases differ; UPDATE=1 writes them anew\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn recover_reads_its_text_as_parse_does() {
    for case in cases().into_iter().filter(|case| is_recovered(case)) {
        let (pasted, options) = (fs::read(&case).unwrap(), options(&case));
        let Recovery { report, text, .. } = recover_with(&pasted, &options);
        // Too large a text is left as it is; as text it may have more bytes than it had.
        let parsed = parse_with(&text, &options);
        assert_eq!(report.unknown, parsed.unknown, "{}", case.display());
        assert_eq!(report.verifications, parsed.verifications, "{}", case.display());
        // An event without a required value that the paste does not show is an event of the recovery only.
        if report.diagnostics.iter().any(|it| it.rule == Rule::IncompleteValue && it.severity == Severity::Error) {
            let count = |report: &Report<'_>| report.events.len() + report.rejected.len();
            assert_eq!(count(&report), count(&parsed), "{}", case.display());
            continue;
        }
        assert_eq!(report.events, parsed.events, "{}", case.display());
        assert_eq!(report.rejected, parsed.rejected, "{}", case.display());
    }
}

#[test]
fn the_url_is_that_of_the_rule() {
    for case in cases() {
        for found in report(&case).diagnostics {
            // Only pasted text gets help that is not that of a row.
            let is_known = |(help, url)| url == found.url && (help == found.help || is_recovered(&case));
            assert!(helps(found.rule).any(is_known), "{}: {found:?}", case.display());
        }
    }
}

#[test]
fn no_report_or_options_are_left_over() {
    let cases = cases();
    for group in fs::read_dir(root()).unwrap() {
        for file in fs::read_dir(group.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let name = path.to_str().unwrap();
            if let Some(stem) = name.strip_suffix(".report.json").or(name.strip_suffix(".options.json")) {
                assert!(cases.iter().any(|case| case.with_extension("").to_str() == Some(stem)), "{name} is left over");
            }
        }
    }
}

/// The report on a case. Those of the group `recover` are recovered, the others parsed.
fn report(case: &Path) -> Report<'static> {
    let (body, options) = (fs::read(case).unwrap(), options(case));
    if is_recovered(case) { recover_with(&body, &options).report } else { parse_with(&body, &options).into_owned() }
}

#[test]
fn every_repair_has_a_case() {
    let recovered = cases().into_iter().filter(|case| is_recovered(case));
    let repairs = recovered.flat_map(|case| recover_with(&fs::read(&case).unwrap(), &options(&case)).repairs);
    let names: BTreeSet<_> = repairs.map(|repair| repair.repair.name()).collect();
    for kind in RepairKind::ALL {
        assert!(names.contains(kind.name()), "no case needs {}", kind.name());
    }
}

#[test]
fn every_event_alias_and_other_product_has_a_case() {
    let reports: Vec<_> = cases().iter().map(|case| report(case)).collect();
    let types: BTreeSet<_> =
        reports.iter().flat_map(|report| &report.events).map(|event| event.event_type().name()).collect();
    for row in &EVENTS {
        assert!(types.contains(row.name), "no case has {}", row.name);
    }
    let messages: BTreeSet<_> = reports.iter().flat_map(|report| &report.diagnostics).map(|it| &it.message).collect();
    let is_named = |text: &str| messages.iter().any(|message| message.contains(text));
    for row in &ALIASES {
        assert!(is_named(&format!("`{}` is its old name", row.name)), "no case has {}", row.name);
    }
    let outcomes: BTreeSet<_> =
        reports.iter().flat_map(|report| &report.verifications).map(|it| it.outcome.name()).collect();
    for outcome in VerificationOutcome::ALL {
        assert!(outcomes.contains(outcome.name()), "no case is {outcome}");
    }
    for row in OTHER_PRODUCTS.iter().filter(|row| row.name != VERIFICATION) {
        assert!(is_named(row.found), "no case is of {}", row.found);
    }
}
