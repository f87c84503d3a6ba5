//! Laws of the catalogue, and what follows from its rows: for each event and field, drop it, retype
//! it, cut the text anywhere, and the report is what the row says.

use bandwidth_callbacks::catalogue::events::{ALIASES, EVENTS, EventType};
use bandwidth_callbacks::catalogue::fields::{FIELDS, Field, Presence, Record, Shape};
use bandwidth_callbacks::catalogue::other_products::OTHER_PRODUCTS;
use bandwidth_callbacks::catalogue::rules::{RULES, Severity};
use bandwidth_callbacks::catalogue::verification::VERIFICATION;
use bandwidth_callbacks::json::repair::RepairKind;
use bandwidth_callbacks::{
    CallbackEvent, ParseOptions, Report, Rule, parse, parse_with, recover, recover_with, sample, validate,
    validate_with,
};
use serde_json::{Value, json};

fn names_are_unique<'a>(names: impl Iterator<Item = &'a str>) {
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
}

#[test]
fn names() {
    let events = EVENTS.iter().map(|row| row.name).chain(ALIASES.iter().map(|row| row.name));
    names_are_unique(events.chain(OTHER_PRODUCTS.iter().map(|row| row.name)));
    names_are_unique(RULES.iter().map(|row| row.name).chain(RepairKind::ALL.iter().map(|kind| kind.name())));
    let kebab =
        |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    assert!(RULES.iter().map(|row| row.name).chain(RepairKind::ALL.iter().map(|kind| kind.name())).all(kebab));
    for record in Record::ALL {
        names_are_unique(Field::of(record).iter().map(|field| field.row().name));
        assert!(Field::of(record).iter().all(|field| field.row().record == record));
    }
    assert_eq!(Record::ALL.iter().map(|record| Field::of(*record).len()).sum::<usize>(), FIELDS.len());
}

#[test]
fn sources_are_urls() {
    assert!(
        RULES
            .iter()
            .map(|row| row.source)
            .chain(FIELDS.iter().map(|row| row.source))
            .all(|url| url.starts_with("https://"))
    );
}

#[test]
fn every_example_reports_nothing() {
    for row in &EVENTS {
        let report = parse(row.example);
        let rules: Vec<_> = report.diagnostics.iter().map(|diagnostic| diagnostic.rule.name()).collect();
        assert_eq!(rules, if row.deprecated { vec!["deprecated-event"] } else { vec![] }, "{}", row.name);
        assert_eq!((report.events.len(), report.events[0].event_type().name()), (1, row.name));
        // The typed event says just what the text says.
        let sent: Value = serde_json::from_str(row.example).unwrap();
        assert_eq!(serde_json::to_value(&report.events).unwrap(), sent);
    }
}

#[test]
fn an_event_survives_serde() {
    for row in &EVENTS {
        let report = parse(row.example);
        let text = serde_json::to_string(&report.events).unwrap();
        let again: Vec<CallbackEvent> = serde_json::from_str(&text).unwrap();
        assert_eq!(again, report.events);
        assert_eq!(parse(&text).events, report.events);
        // From any reader, and without borrowing from it.
        assert_eq!(serde_json::from_reader::<_, Vec<CallbackEvent>>(text.as_bytes()).unwrap(), report.events);
        let sent: Value = serde_json::from_str(row.example).unwrap();
        assert_eq!(serde_json::from_value::<Vec<CallbackEvent<'static>>>(sent).unwrap(), report.events);
        assert_eq!(report.clone().into_owned(), report);
        assert_eq!(parse(row.example).into_events().unwrap(), report.events);
    }
}

#[test]
fn a_report_with_errors_becomes_an_error() {
    let good = EVENTS[0].example.trim().trim_start_matches('[').trim_end_matches(']');
    let body = format!("[42, {good}, 7]");
    let error = parse(&body).into_events().unwrap_err();
    assert_eq!(*error.report(), parse(&body).into_owned());
    assert_eq!(error.into_report().events.len(), 1);
    // As in JavaScript. Names in a path begin no line of their own.
    let cases: Vec<Value> = serde_json::from_str(include_str!("../../../tests/errors.json")).unwrap();
    for case in cases {
        let report = match case["recover"].as_str() {
            Some(pasted) => recover(pasted).report,
            None => parse(case["body"].as_str().unwrap()),
        };
        let error = report.into_events().unwrap_err();
        let error: Box<dyn std::error::Error + Send + Sync> = error.into();
        assert_eq!(error.to_string(), case["message"].as_str().unwrap());
    }
    // A warning is no error.
    let body = format!("[{good}, {{\"type\": \"message-snoozed\", \"message\": {{}}}}]");
    assert_eq!(parse(&body).into_events().unwrap().len(), 1);
}

#[test]
fn every_other_product_is_recognized() {
    for row in OTHER_PRODUCTS.iter().filter(|row| row.name != VERIFICATION) {
        let report = parse(row.example);
        assert_eq!((report.ok, report.unknown.len(), report.diagnostics.len()), (true, 1, 1), "{}", row.name);
        assert_eq!(report.diagnostics[0].rule.name(), "other-product");
        assert!(report.diagnostics[0].message.contains(row.found));
    }
}

fn example(event: EventType) -> Value {
    serde_json::from_str(event.row().example).unwrap()
}

/// The object that holds the fields of a record in the first event of a body, and its pointer.
fn holder(body: &mut Value, record: Record) -> Option<(&mut serde_json::Map<String, Value>, String)> {
    let path = format!("/0/{}", record.prefix().replace('.', "/"));
    let path = path.trim_end_matches('/').to_owned();
    body.pointer_mut(&path).and_then(Value::as_object_mut).map(|object| (object, path))
}

/// The only finding of this severity, after leaving out what the example itself gives.
fn only(report: &Report, severity: Severity) -> (&'static str, String, String) {
    let found: Vec<_> = report.diagnostics.iter().filter(|it| it.severity == severity).collect();
    assert_eq!(found.len(), 1, "{:#?}", report.diagnostics);
    assert!(!report.diagnostics.iter().any(|it| it.severity < severity));
    (found[0].rule.name(), found[0].path.clone(), found[0].message.clone())
}

fn spanned(text: &str, report: &Report, rule: &str) -> String {
    let found = report.diagnostics.iter().find(|it| it.rule.name() == rule).unwrap();
    found.span.of(text).to_owned()
}

#[test]
fn a_missing_field_is_reported_as_its_row_says() {
    for event in EventType::ALL {
        for field in Field::ALL {
            let mut body = example(event);
            let Some((object, path)) = holder(&mut body, field.row().record) else { continue };
            if object.remove(field.row().name).is_none() {
                continue;
            }
            let holder = Value::Object(object.clone()).to_string();
            let text = body.to_string();
            let report = parse(&text);
            let here = format!("{path}/{}", field.row().name);
            match field.presence(event) {
                Presence::Required => {
                    let (rule, path, _) = only(&report, Severity::Error);
                    assert_eq!((rule, &path), ("missing-field", &here));
                    assert_eq!((report.events.len(), report.rejected.len()), (0, 1));
                    assert_eq!(spanned(&text, &report, rule), holder);
                }
                Presence::Expected => {
                    assert_eq!(only(&report, Severity::Warning).0, "missing-expected-field");
                    assert_eq!(report.events.len(), 1);
                }
                _ => assert!(report.diagnostics.iter().all(|it| it.rule.name() == "deprecated-event"), "{here}"),
            }
        }
    }
}

#[test]
fn a_retyped_field_is_one_finding_at_its_value_and_costs_the_event_only_if_it_is_required() {
    for event in EventType::ALL {
        for field in Field::ALL {
            for wrong in [json!(true), json!({}), json!([]), json!([1]), json!(1.5), json!(null), json!("x")] {
                let mut body = example(event);
                let Some((object, path)) = holder(&mut body, field.row().record) else { continue };
                let (name, is_required) = (field.row().name, field.presence(event) == Presence::Required);
                if !object.contains_key(name) || fits(field.shape(event), &wrong) || (wrong.is_null() && !is_required) {
                    continue;
                }
                object.insert(name.to_owned(), wrong.clone());
                let text = body.to_string();
                let report = parse(&text);
                let severity = if is_required { Severity::Error } else { Severity::Warning };
                let (rule, found, message) = only(&report, severity);
                let here = format!("{path}/{name}");
                assert_eq!(rule, if is_required { "wrong-type" } else { "omitted-field" }, "{here}: {message}");
                assert!(found == here || found == format!("{here}/0"), "{found} for {here}");
                let span = spanned(&text, &report, rule);
                let span: Value = serde_json::from_str(&span).unwrap();
                assert!(span == wrong || span == wrong[0], "{span}");
                if is_required {
                    assert_eq!((report.events.len(), report.rejected.len()), (0, 1));
                    continue;
                }
                assert!(report.ok && report.rejected.is_empty());
                let (object, _) = holder(&mut body, field.row().record).unwrap();
                object.remove(name);
                assert_eq!(serde_json::to_value(&report.events).unwrap(), body, "{here}");
            }
        }
    }
}

/// Whether a value is of this shape, or read as if it were.
fn fits(shape: Shape, value: &Value) -> bool {
    match shape {
        Shape::Text(format) => value.is_string() || (value.is_number() && format!("{format:?}").ends_with("tude")),
        Shape::OneOf(_) => value.is_string(),
        Shape::TextList(_) | Shape::TextOrList(_) => value.is_string() || *value == json!([]),
        Shape::Integer(_) => false,
        // An empty object is a record without its required fields: another finding.
        Shape::Record(_) => value.is_object(),
        other => panic!("{other:?} is new here"),
    }
}

#[test]
fn an_unknown_field_is_kept_and_reported() {
    for event in EventType::ALL {
        for record in Record::ALL {
            let mut body = example(event);
            let Some((object, path)) = holder(&mut body, record) else { continue };
            object.insert("zebra~/x".to_owned(), json!({ "deep": [1, "two"] }));
            let report = parse(&body.to_string()).into_owned();
            let (rule, found, _) = only(&report, Severity::Warning);
            assert_eq!((rule, found), ("unknown-field", format!("{path}/zebra~0~1x")));
            assert_eq!(serde_json::to_value(&report.events).unwrap(), body);
        }
    }
}

#[test]
fn null_for_an_optional_field_is_read_as_absent() {
    for event in EventType::ALL {
        for field in Field::ALL {
            let mut body = example(event);
            let presence = field.presence(event);
            if presence == Presence::Required || presence == Presence::Misplaced || field.row().nullable {
                continue;
            }
            let Some((object, path)) = holder(&mut body, field.row().record) else { continue };
            object.insert(field.row().name.to_owned(), Value::Null);
            let report = parse(&body.to_string()).into_owned();
            let (rule, found, _) = only(&report, Severity::Warning);
            assert_eq!((rule, found), ("null-field", format!("{path}/{}", field.row().name)));
            holder(&mut body, field.row().record).unwrap().0.remove(field.row().name);
            assert_eq!(serde_json::to_value(&report.events).unwrap(), body);
        }
    }
}

#[test]
fn a_body_truncated_anywhere_has_a_report() {
    for row in &EVENTS {
        for end in 0..row.example.len() {
            let text = &row.example[..end];
            let report = parse(text);
            if text.trim_end() == row.example.trim_end() {
                continue;
            }
            assert!(!report.ok, "{text}");
            assert_eq!(report.diagnostics.len(), 1);
            let found = &report.diagnostics[0];
            assert!(["invalid-json", "empty-body"].contains(&found.rule.name()), "{}", found.rule);
            assert!(found.span.end as usize <= text.len() && found.span.start <= found.span.end);
        }
    }
}

/// Values are built by recursion: without a bound of its own a limit of the caller would let a body use up the stack.
#[test]
fn no_body_exhausts_the_stack_at_any_limit() {
    let options = ParseOptions::default().max_depth(usize::MAX).max_bytes(usize::MAX);
    let whole = sample("message-delivered").unwrap();
    let event = &whole[..whole.rfind('}').unwrap()];
    for (depth, is_read) in [(998, true), (1_000_000, false)] {
        let text = format!("{event}, \"odd\": {}{}}}]", "[".repeat(depth), "]".repeat(depth));
        let report = parse_with(&text, &options).into_owned();
        assert_eq!(report.events.len(), usize::from(is_read), "{depth}");
        assert_eq!(report.diagnostics.iter().any(|found| found.rule == Rule::TooDeep), !is_read);
        assert_eq!(validate_with(&text, &options), report.diagnostics);
        assert_eq!(recover_with(&text, &options).report.events.len(), usize::from(is_read));
    }
}

#[test]
fn validate_gives_the_diagnostics_of_parse() {
    for body in EVENTS.iter().map(|row| row.example).chain(["", "[", "[{}]", "{}", "[[[", "\u{feff}[]"]) {
        assert_eq!(validate(body), parse(body).diagnostics);
    }
}

#[test]
fn paths_take_little_more_than_the_body() {
    let many = vec![r#""a":1e999"#; 1000].join(",");
    let bodies = [
        format!(r#"[{{"type":"message-x","{}":{{{many}}}}}]"#, "k".repeat(200_000)),
        // Long by its levels.
        format!("[{}{{{many}}}{}]", format!(r#"{{"{}":"#, "k".repeat(3000)).repeat(60), "}".repeat(60)),
    ];
    for body in &bodies {
        let found = validate(body);
        let paths: usize = found.iter().map(|it| it.path.len()).sum();
        assert!(found.len() > 2 && paths <= body.len() + (256 << 10), "{paths} bytes in {} paths", found.len());
        let (last, shown) = found.split_last().unwrap();
        assert_eq!(last.rule, Rule::TooManyDiagnostics);
        assert!(last.message.ends_with(&format!("(limit {})", shown.len())), "{}", last.message);
    }
}
