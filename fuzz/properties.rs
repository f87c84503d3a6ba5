//! What holds of any input. Each function takes arbitrary bytes and panics where a promise is broken; the fuzzer calls
//! them with what it makes up, `crates/callbacks/tests/fuzz.rs` with what it has found before.

use std::fmt::{self, Formatter};

use bandwidth_callbacks::catalogue::events::EVENTS;
use bandwidth_callbacks::json::scan::scan as read;
use bandwidth_callbacks::json::tape::{JsonType, Tape};
use bandwidth_callbacks::{
    Diagnostic, Recovery, Repair, RepairKind, Report, Rule, parse as report_on, recover as repair, validate,
};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

/// The scanner accepts just what `serde_json` accepts, and finds the same values.
pub(crate) fn scan(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let tape = read(text, usize::MAX);
    // As raw text, so that neither the range of numbers nor halves of surrogate pairs are looked at.
    let is_json = serde_json::from_str::<&RawValue>(text).is_ok();
    assert_eq!(tape.is_ok(), is_json, "accepted by one alone");
    if let (Ok(tape), Ok(value)) = (tape, serde_json::from_str::<Value>(text)) {
        assert!(alike(&tape.value(0), &value), "{} {value}", tape.value(0));
    }
    if is_json && let Ok(tape) = read(text, usize::MAX) {
        same(&tape, 0, text.trim_ascii(), 0);
    }
}

/// Equal, but for the last bits of a fraction: `serde_json` as it comes does not look for the nearest float.
fn alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) if one.is_f64() && other.is_f64() => {
            let (one, other) = (one.as_f64().unwrap(), other.as_f64().unwrap());
            (one - other).abs() <= one.abs() * f64::EPSILON * 4.0
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len() && one.iter().all(|(key, one)| other.get(key).is_some_and(|it| alike(one, it)))
        }
        _ => one == other,
    }
}

/// Each value is where `serde_json` has it, with the same text: numbers to the last digit.
fn same(tape: &Tape<'_>, at: u32, text: &str, depth: usize) {
    assert_eq!(tape.raw(at), text);
    if depth == 32 {
        return; // each level is read again
    }
    match tape.kind(at) {
        JsonType::List => {
            let items: Vec<&RawValue> = serde_json::from_str(text).unwrap();
            assert_eq!(tape.items(at).count(), items.len());
            tape.items(at).zip(items).for_each(|(item, raw)| same(tape, item, raw.get(), depth + 1));
        }
        JsonType::Object => {
            // A key with half a surrogate pair is no key for `serde_json`.
            let Ok(Members(members)) = serde_json::from_str(text) else { return };
            assert_eq!(tape.members(at).count(), members.len());
            for ((key, value), (name, raw)) in tape.members(at).zip(members) {
                assert_eq!(tape.string(key), name);
                same(tape, value, raw.get(), depth + 1);
            }
        }
        _ => {}
    }
}

/// The members of an object in text order, repeated keys included.
struct Members<'t>(Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Members<'de>;

            fn expecting(&self, to: &mut Formatter<'_>) -> fmt::Result {
                to.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Each)
    }
}

/// `parse` is total, keeps everything, and its places are places of the text.
pub(crate) fn parse(data: &[u8]) {
    let report = report_on(data);
    let text = String::from_utf8_lossy(data);
    places(&text, &report.diagnostics);
    kept(&text, &report);
    assert_eq!(report.ok, !report.diagnostics.iter().any(|it| it.severity.name() == "error"));
    assert_eq!(validate(data), report.diagnostics);
    // Neither writing it nor making it independent of the body may fail, or change it.
    let written = serde_json::to_value(&report).unwrap();
    assert_eq!(serde_json::to_value(report.clone().into_owned()).unwrap(), written);
}

/// What is repaired is JSON, needs no repair, and says nothing that the pasted text does not; a body without a fault
/// comes back as it is; a value that is said to be lost or uncertain is an error.
pub(crate) fn recover(data: &[u8]) {
    let recovery = repair(data);
    let text = String::from_utf8_lossy(data);
    let length = text.encode_utf16().count();
    for repair in &recovery.repairs {
        let places = repair.places.iter().map(|place| place.span);
        for span in places.chain([repair.span]) {
            assert!(span.start <= span.end && span.end as usize <= length, "{repair:?}");
        }
        assert!(repair.places.len() <= 16 && repair.places.len() <= repair.count as usize, "{repair:?}");
    }
    assert!(recovery.repairs.is_sorted_by_key(|repair| repair.span.start));
    assert!(recovery.repairs.len() <= RepairKind::ALL.len(), "one for each kind");
    unchanged(&text, &recovery);
    around(&text);
    said(&text, &recovery);
    let end = text.trim_end().encode_utf16().count();
    let is_rest =
        |it: &Repair| it.repair == RepairKind::LostValue && it.places.iter().any(|it| it.span.end as usize >= end);
    assert!(!(recovery.report.ok && recovery.repairs.iter().any(is_rest)), "the rest of the text was lost");
    let mut rules = recovery.report.diagnostics.iter().map(|found| found.rule);
    let is_lost = rules.any(|rule| matches!(rule, Rule::IncompleteValue | Rule::UncertainValue));
    assert!(!(recovery.report.ok && is_lost), "{:?}", recovery.report.diagnostics);
    places(&recovery.text, &recovery.report.diagnostics);
    let is_read = !recovery.report.diagnostics.iter().any(|it| is_unread(it.rule));
    if is_read {
        assert!(serde_json::from_str::<&RawValue>(&recovery.text).is_ok(), "{}", recovery.text);
        let again = repair(&recovery.text);
        assert!(again.repairs.is_empty(), "{:?}", again.repairs);
        assert_eq!(again.text, recovery.text);
    }
}

/// A body without a fault comes back as `parse` reads it.
fn unchanged(text: &str, recovery: &Recovery) {
    let report = report_on(text);
    if report.diagnostics.is_empty() && !report.events.is_empty() {
        assert!(recovery.repairs.is_empty(), "{:?}", recovery.repairs);
        assert_eq!(recovery.text, text);
        assert_eq!(recovery.report, report);
    }
}

/// What is beside a body without a fault is kept, or said to be lost.
fn around(text: &str) {
    let Ok(body) = serde_json::from_str::<&RawValue>(text).map(RawValue::get) else { return };
    let report = report_on(body);
    let is_clean = report.diagnostics.is_empty() && !report.events.is_empty();
    let Some(open) = body.strip_suffix(']').filter(|_| is_clean) else { return };
    let goes_on = [format!("{body},\"odd\":1"), format!("{{\"a\":{body},\"odd\":1"), format!("{open},\"odd\":1]")];
    for pasted in goes_on {
        let found = repair(&pasted).report;
        assert!(!found.ok, "{pasted}");
    }
    for item in ["null", "{\"odd\":1}"] {
        let whole = format!("got {open},{item}]");
        let found = repair(&whole).report;
        let others = found.verifications.len() + found.unknown.len() + found.rejected.len();
        assert_eq!((found.events.len(), others), (report.events.len(), 1), "{whole}");
        let cut = format!("got {open},{item}");
        let found = repair(&cut).report;
        assert!(!found.ok, "{cut}");
    }
}

/// Each text and integer of the repaired text is in the pasted text, if every repair is a literal one.
fn said(text: &str, recovery: &Recovery) {
    let is_literal = |kind: RepairKind| LITERAL.contains(&kind);
    if text.contains('\\') || !recovery.repairs.iter().all(|it| is_literal(it.repair)) {
        return;
    }
    let Ok(value) = serde_json::from_str(&recovery.text) else { return };
    let mut values: Vec<&Value> = vec![&value];
    while let Some(value) = values.pop() {
        match value {
            Value::Array(items) => values.extend(items),
            Value::Object(members) => values.extend(members.values()),
            Value::String(own) => assert!(text.contains(own.as_str()), "{own:?} is not in {text:?}"),
            Value::Number(own) if !own.is_f64() => assert!(text.contains(&own.to_string()), "{own} is not in {text:?}"),
            _ => {}
        }
    }
}

/// Repairs that leave the inside of each text as it is.
const LITERAL: &[RepairKind] = &[
    RepairKind::ByteOrderMark,
    RepairKind::HttpRequest,
    RepairKind::MarkdownFence,
    RepairKind::SurroundingText,
    RepairKind::SurroundingObject,
    RepairKind::JoinedValues,
    RepairKind::NestedList,
    RepairKind::MissingOpener,
    RepairKind::MissingCloser,
    RepairKind::UnclosedList,
    RepairKind::WrongBracket,
    RepairKind::ExtraBracket,
    RepairKind::MissingComma,
    RepairKind::ExtraComma,
    RepairKind::MissingColon,
    RepairKind::StrayCharacter,
    RepairKind::OddSpace,
    RepairKind::Comment,
    RepairKind::MissingQuote,
    RepairKind::DoubledQuote,
    RepairKind::UnescapedQuote,
    RepairKind::QuoteStyle,
    RepairKind::UnquotedName,
    RepairKind::UnquotedText,
    RepairKind::ForeignLiteral,
    RepairKind::UndefinedField,
    RepairKind::JavaToString,
    RepairKind::GoValue,
    RepairKind::CsharpRecord,
    RepairKind::ScalaMap,
    RepairKind::DartMap,
    RepairKind::GroovyMap,
    RepairKind::CutText,
    RepairKind::LostValue,
];

/// What is read is written as what is read again, and what is kept as what is kept again.
pub(crate) fn roundtrip(data: &[u8]) {
    let report = report_on(data);
    let events = serde_json::to_string(&report.events).unwrap();
    let again = report_on(&events);
    // A number past the range of floats is written as null, which is as if absent where a field may be.
    let is_lossy = report.diagnostics.iter().any(|it| matches!(it.rule, Rule::LossyNumber | Rule::TooManyDiagnostics));
    if has_halves(data) {
        // Which half it was is in the event and its key, but in no Rust string.
        assert!(is_lossy || serde_json::to_string(&again.events).unwrap() == events, "{events}");
    } else {
        assert!(is_lossy || again.events == report.events, "{events}");
    }
    let others = again.verifications.len() + again.unknown.len() + again.rejected.len();
    assert!(others == 0, "{events}");
    // By their text, as what `serde_json` cannot hold is written as what it can.
    let texts = |report: &Report<'_>| {
        let unknown: Vec<_> = report.unknown.iter().map(|it| it.value.text().to_owned()).collect();
        (unknown, report.rejected.iter().map(|it| it.value.text().to_owned()).collect::<Vec<_>>())
    };
    let (unknown, rejected) = texts(&report);
    let kept = format!("[{}]", [unknown.as_slice(), &rejected].concat().join(","));
    let again = report_on(&kept);
    assert!(again.events.is_empty(), "{kept}");
    assert_eq!(texts(&again), (unknown, rejected), "{kept}");
}

/// Whether a body has an escape that is half of a surrogate pair.
fn has_halves(data: &[u8]) -> bool {
    let text = String::from_utf8_lossy(data);
    let code = |at: usize| u16::from_str_radix(text.get(at + 2..at + 6)?, 16).ok();
    let mut at = 0;
    while let Some(length) = text[at..].find('\\') {
        at += length;
        let is_code = text[at..].starts_with("\\u");
        match code(at).filter(|_| is_code) {
            Some(0xd800..=0xdbff)
                if text[at + 6..].starts_with("\\u") && matches!(code(at + 6), Some(0xdc00..=0xdfff)) =>
            {
                at += 12;
            }
            Some(0xd800..=0xdfff) => return true,
            _ => at += 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
        }
    }
    false
}

/// All of it holds of an event that has been changed in its parts, and damaged in its text.
pub(crate) fn changed(data: &[u8]) {
    let mut bytes = data.iter().copied();
    let mut next = || usize::from(bytes.next().unwrap_or(0));
    let row = &EVENTS[next() % EVENTS.len()];
    let mut body: Value = serde_json::from_str(row.example).unwrap();
    for _ in 0..data.len() / 3 {
        change(&mut body[0], &mut next);
    }
    let mut text = body.to_string().into_bytes();
    parse(&text);
    roundtrip(&text);
    recover(&text);
    let at = (next() << 8 | next()) % text.len();
    let new = data.last().copied().unwrap_or(b',');
    if next() & 1 == 0 {
        text[at] = new;
    } else {
        text.drain(at..(at + 1 + usize::from(new) % 8).min(text.len()));
    }
    parse(&text);
    recover(&text);
}

/// Changes one part of an event: takes it out, puts in another value, another name, or one more.
fn change(event: &mut Value, next: &mut impl FnMut() -> usize) {
    let values = [
        Value::Null,
        Value::Bool(true),
        0.into(),
        (-1).into(),
        4432.into(),
        1.5.into(),
        "".into(),
        "x".into(),
        "+15555550100".into(),
        "4470".into(),
        "2026-07-14T09:12:07Z".into(),
        "é😀".into(),
        Value::Array(vec![]),
        serde_json::json!(["+15555550142"]),
        serde_json::json!([1, null]),
        serde_json::json!({"a": {}}),
    ];
    let what = next();
    let holder = if what & 1 == 0 { &mut *event } else { &mut event["message"] };
    let Some(fields) = holder.as_object_mut() else { return };
    let name = fields.keys().nth(next() % fields.len().max(1)).cloned().unwrap_or_default();
    let value = values[next() % values.len()].clone();
    match (what >> 1) % 4 {
        0 => drop(fields.remove(&name)),
        1 => drop(fields.insert(name, value)),
        2 => drop(fields.insert(format!("{name}~/"), value)),
        _ => drop(fields.remove(&name).map(|own| fields.insert(name, Value::Array(vec![own])))),
    }
}

/// The body could not be taken for JSON.
fn is_unread(rule: Rule) -> bool {
    matches!(rule, Rule::EmptyBody | Rule::BodyTooLarge | Rule::NotACallback | Rule::InvalidJson | Rule::TooDeep)
}

/// Spans lie in the text, on the borders of characters; lines and columns are where an independent count has them.
fn places(text: &str, diagnostics: &[Diagnostic]) {
    let units: Vec<u16> = text.encode_utf16().collect();
    let is_border = |at: u32| {
        let low = units.get(at as usize).is_some_and(|unit| (0xDC00..0xE000).contains(unit));
        at as usize <= units.len() && !low
    };
    for found in diagnostics {
        let span = found.span;
        assert!(span.start <= span.end && is_border(span.start) && is_border(span.end), "{span:?} in {text:?}");
        if !text.contains('\r') {
            let before = &units[..span.start as usize];
            let line = before.iter().filter(|unit| **unit == u16::from(b'\n')).count() + 1;
            let column = before.iter().rev().take_while(|unit| **unit != u16::from(b'\n')).count() + 1;
            assert_eq!((found.line as usize, found.column as usize), (line, column), "{span:?} in {text:?}");
        }
    }
    // The last may say how many more there are.
    let listed = diagnostics.strip_suffix(&diagnostics[diagnostics.len().saturating_sub(1)..]).unwrap_or_default();
    assert!(listed.is_sorted_by_key(|found| (found.span.start, found.rule)), "{diagnostics:#?}");
}

/// Every element is in one of the lists.
fn kept(text: &str, report: &Report<'_>) {
    let others = report.verifications.len() + report.unknown.len() + report.rejected.len();
    let count = report.events.len() + others;
    if report.diagnostics.iter().any(|it| is_unread(it.rule)) {
        // A bare value is not a callback, but it is kept.
        let is_value = serde_json::from_str::<&RawValue>(text).is_ok();
        let is_bare = is_value && report.diagnostics.iter().any(|it| it.rule == Rule::NotACallback);
        assert_eq!(count, usize::from(is_bare));
    } else if let Ok(values) = serde_json::from_str::<Vec<&RawValue>>(text) {
        assert_eq!(count, values.len());
    }
}
