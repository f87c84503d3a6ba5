use std::path::Path;

use serde_json::{Value, json};

use super::{Report, parse, report_of, validate};
use crate::catalogue::events::EVENTS;
use crate::check::ParseOptions;
use crate::read::BodyReader;

/// Two ways to read a body: as `parse` does, and always with the full check.
struct Ways {
    taken: BodyReader,
    full: BodyReader,
}

impl Ways {
    fn new() -> Self {
        let mut full = BodyReader::new();
        full.is_slow = true;
        Ways { taken: BodyReader::new(), full }
    }

    /// The report on a body, asserted to be the same both ways, and whether it took the fast path.
    fn report<'t>(&mut self, text: &'t str) -> (Report<'t>, bool) {
        let options = ParseOptions::default().max_diagnostics(usize::MAX);
        let report = report_of(&mut self.taken, text.as_bytes(), &options);
        assert_eq!(report, report_of(&mut self.full, text.as_bytes(), &options), "{text}");
        (report, self.taken.is_fast())
    }
}

/// Whether a body takes the fast path and has no finding.
fn is_clean(ways: &mut Ways, text: &str) -> bool {
    let (report, is_fast) = ways.report(text);
    is_fast && report.diagnostics.is_empty()
}

#[test]
fn a_body_is_read_alike_whatever_was_read_before_it() {
    let clean = EVENTS.iter().find(|row| row.name == "message-received").unwrap().example;
    let bodies = [
        clean.to_owned(),
        clean.replace("on its way", "👍 \\n"),
        clean.replace("\"direction\"", "\"mood\": \"good\", \"direction\""),
        clean.replace("on its way", "\\ud83d"),
        clean[..clean.len() / 2].to_owned(),
        format!("[{}42]", "{\"type\":\"message-snoozed\",\"message\":{}},".repeat(5000)),
    ];
    let options = ParseOptions::default();
    let alone = |body: &String| report_of(&mut BodyReader::new(), body.as_bytes(), &options).into_owned();
    for (first, second) in bodies.iter().flat_map(|first| bodies.iter().map(move |second| (first, second))) {
        let (one, other) = (parse(first), parse(second));
        assert_eq!((one, &other), (alone(first), &alone(second)));
        assert_eq!(validate(second), other.diagnostics);
    }
}

/// Leaving one of them to the full check would be correct, but slow.
#[test]
fn what_many_send_is_clean() {
    let mut ways = Ways::new();
    let pretty = EVENTS.iter().find(|row| row.name == "message-received").unwrap().example;
    let compact = serde_json::from_str::<serde_json::Value>(pretty).unwrap().to_string();
    let python = compact.replace(",\"", ", \"").replace("\":", "\": ");
    let event = &compact[1..compact.len() - 1];
    let changed = |from: &str, to: &str| {
        assert!(compact.contains(from), "{from}");
        compact.replace(from, to)
    };
    for text in [
        pretty.replace('\n', "\r\n"),
        pretty.replace("  ", "\t"),
        format!("[{event},{event}]"),
        format!("[{event}, {event}]"),
        changed("on its way", "\\n \\\"here\\\" \\u00e9"),
        changed("on its way", "é👍"),
        changed("\"to\":[\"+15555550100\"]", "\"to\":[\"+15555550100\",\"24470\"]"),
        changed("\"to\":[\"+15555550100\"]", "\"to\":[]"),
        changed("\"direction\":\"in\"", "\"direction\":\"\\u0069n\""),
        changed("Z\"", "\\u005a\""),
        changed("\"text\"", "\"media\":[\"https://messaging.bandwidth.com/api/v2/a.png\"],\"text\""),
        changed("\"time\":\"2026-07-14T09:12:07.412906Z\"", "\"time\":\"2026-07-14T09:12:07Z\""),
        python,
        compact.clone(),
    ] {
        assert!(is_clean(&mut ways, &text), "{text}");
    }
}

#[test]
fn what_is_nearly_clean_is_not() {
    let mut ways = Ways::new();
    for row in &EVENTS {
        let compact = serde_json::from_str::<serde_json::Value>(row.example).unwrap().to_string();
        for (from, to) in [
            ("\"segmentCount\":1", "\"segmentCount\":1:"),
            ("\"segmentCount\":1", "\"segmentCount\":01"),
            ("\"segmentCount\":1", "\"segmentCount\":4294967297"),
            ("\"segmentCount\":1", "\"media\":[\"ftp://host.example/a.png\"],\"segmentCount\":1"),
            ("\"segmentCount\":1", "\"media\":[\"https:///a.png\"],\"segmentCount\":1"),
            ("\"segmentCount\":1", "\"media\":[\"https://a b/\"],\"segmentCount\":1"),
            ("\"segmentCount\":1", "\"media\":[1],\"segmentCount\":1"),
            ("\"to\":", "\"to\":\"\",\"to\":"),
            ("\"time\":\"", "\"time\":\"+"),
            ("}]", "}],"),
            ("}]", "}],[]"),
            ("}]", "} {}]"),
            ("}]", "}]}"),
            ("}]", "}"),
        ] {
            let text = compact.replace(from, to);
            assert!(text == compact || !is_clean(&mut ways, &text), "{text}");
        }
    }
}

/// Numbers and words where a string belongs, in a required field and in an optional one.
#[test]
fn what_is_no_string_has_one_report() {
    let mut ways = Ways::new();
    let values = "0 7 17 999999999 1234567890 01 00 -1 -0 1.5 1e3 1E400 9007199254740993 1. .5 + 1x true false truth \
                  tru falsey null t f True";
    for row in &EVENTS {
        let compact = serde_json::from_str::<serde_json::Value>(row.example).unwrap().to_string();
        for value in values.split(' ') {
            for key in ["\"id\":", "\"tag\":", "\"applicationId\":", "\"carrierName\":", "\"to\":"] {
                let before = compact.replace(key, &format!("{key}{value},\"x\":"));
                let first = compact.replacen("\"message\":{", &format!("\"message\":{{{key}{value},"), 1);
                let at_top = compact.replacen('{', &format!("{{{key}{value},"), 1);
                for text in [before, first, at_top] {
                    ways.report(&text);
                }
            }
        }
        let event: serde_json::Value = serde_json::from_str(row.example).unwrap();
        let id = format!("\"id\":{}", event[0]["message"]["id"]);
        for (value, is_fast) in [("17", true), ("true", true), ("1.5", true), ("01", false), ("truth", false)] {
            let text = compact.replace(&id, &format!("\"id\":{value}"));
            assert_eq!(ways.report(&text).1, is_fast, "{text}");
        }
    }
}

#[test]
fn a_clean_body_is_what_the_tape_says() {
    let mut ways = Ways::new();
    let bodies: Vec<&str> = EVENTS.iter().map(|row| row.example).collect();
    let current = EVENTS.iter().filter(|row| !row.deprecated).count();
    assert_eq!(bodies.iter().filter(|body| is_clean(&mut ways, body)).count(), current);
    // Pseudorandom numbers, the same in every run (xorshift).
    let mut state = 88_172_645_463_325_252_u64;
    let mut roll = |sides: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as usize % sides
    };
    let pieces =
        ["\"", "\\", "\\n", "\\u00e9", "{", "}", "[", "]", ",", ":", " ", "0", "7", "-", ".", "Z", "+", "é", "👍"];
    let mut clean = 0;
    for _ in 0..30_000 {
        let mut text = bodies[roll(bodies.len())].to_owned();
        for _ in 0..=roll(2) {
            let at = roll(text.len());
            if text.is_char_boundary(at) {
                let end = (at..=text.len()).find(|end| *end > at && text.is_char_boundary(*end)).unwrap_or(at);
                text.replace_range(at..if roll(2) == 0 { at } else { end }, pieces[roll(pieces.len())]);
            }
        }
        clean += usize::from(is_clean(&mut ways, &text));
    }
    assert!(clean > 1_000, "{clean} of the changed bodies are clean");
}

/// The bodies of `tests/cases`.
fn cases(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            cases(&path, found);
        } else if !path.to_str().unwrap().ends_with(".report.json") {
            found.extend(std::fs::read_to_string(path).ok());
        }
    }
}

#[test]
fn every_case_has_one_report_however_it_is_read() {
    let mut bodies = Vec::new();
    cases(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases"), &mut bodies);
    let mut ways = Ways::new();
    let read = bodies.iter().filter(|text| ways.report(text).1).count();
    assert!(read > 60, "{read} of {} are read in one pass", bodies.len());
}

/// Changes one thing that leaves most events usable.
fn deviate(value: &mut Value, roll: &mut impl FnMut(usize) -> usize) {
    let names = [
        "type",
        "time",
        "description",
        "to",
        "errorCode",
        "carrierName",
        "eventTime",
        "message",
        "id",
        "owner",
        "tag",
        "text",
        "media",
        "applicationId",
        "segmentCount",
        "direction",
        "from",
        "priority",
        "channel",
        "content",
        "fileUrl",
        "suggestionResponse",
        "postbackData",
        "pairedMessageId",
        "locationResponse",
        "latitude",
        "odd",
        "caf\u{e9}",
        "a/b~c",
        "__proto__",
        "_json",
        "Tag",
    ];
    let values = [
        json!(null),
        json!(true),
        json!(7),
        json!("7"),
        json!("4720"),
        json!(4720),
        json!(-1),
        json!(1.5),
        json!("x"),
        json!([]),
        json!(["+15555550100"]),
        json!(["+15555550142", "+15555550142"]),
        json!("+15555550142"),
        json!("out"),
        json!(["in"]),
        json!({}),
        json!({"text": "x", "media": {"thumbnailUrl": "https://host/a"}}),
        json!({"a": [1, {"b": "caf\u{e9}"}]}),
        json!("2026-07-14T09:12:07.412906Z"),
        json!("2026-07-14T09:12:07"),
        json!("t\u{e9}xt \n"),
        json!("SMS"),
        json!("https://host.example/a.png"),
        json!(["https://host.example/a.png"]),
        json!("message-sending"),
        json!("message-queued"),
        json!("message-failed"),
        json!("message-snoozed"),
        json!("mesage-failed"),
        json!(["message-sent"]),
        json!(47.5),
        json!("x".repeat(1100)),
        json!({"latitude": 47.5, "longitude": "-120.1"}),
        json!("1234567890123456789"),
        json!(12_345_678_901_234_567_u64),
    ];
    let Value::Array(events) = value else { return };
    let at = roll(events.len());
    let mut object = &mut events[at];
    while roll(3) > 0 {
        let inner = ["message", "content", "media", "suggestionResponse", "locationResponse"].into_iter();
        let Some(name) = inner.into_iter().find(|name| object.get(name).is_some_and(Value::is_object)) else { break };
        object = &mut object[name];
    }
    let Value::Object(members) = object else { return };
    let known: Vec<String> = members.keys().cloned().collect();
    let name = if roll(2) == 0 && !known.is_empty() {
        known[roll(known.len())].clone()
    } else {
        names[roll(names.len())].into()
    };
    match roll(5) {
        0 => drop(members.remove(&name)),
        1 => {
            if let Some(value) = members.remove(&name) {
                members.insert(name, json!([value]));
            }
        }
        _ => drop(members.insert(name, values[roll(values.len())].clone())),
    }
}

#[test]
fn what_deviates_has_one_report_however_it_is_read() {
    let mut ways = Ways::new();
    let mut state = 88_172_645_463_325_252_u64;
    let mut roll = |sides: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as usize % sides
    };
    let (mut read, mut rejected) = (0, 0);
    let rounds = 40_000;
    for _ in 0..rounds {
        let mut body: Value = serde_json::from_str(EVENTS[roll(EVENTS.len())].example).unwrap();
        if roll(4) == 0 {
            let other: Value = serde_json::from_str(EVENTS[roll(EVENTS.len())].example).unwrap();
            body.as_array_mut().unwrap().push(other[0].clone());
        }
        for _ in 0..=roll(3) {
            deviate(&mut body, &mut roll);
        }
        let mut text = match roll(6) {
            0 => body[0].to_string(),
            1 => json!({"_json": body}).to_string(),
            2 => serde_json::to_string_pretty(&body).unwrap(),
            _ => body.to_string(),
        };
        if roll(8) == 0 {
            text = text.replace("http", "\\u0068ttp").replace('/', "\\/").replace("+1", "\\u002b1");
        }
        let (report, is_fast) = ways.report(&text);
        read += usize::from(is_fast);
        rejected += usize::from(is_fast && !report.rejected.is_empty());
    }
    assert!(read > rounds / 2, "{read} of {rounds} are read in one pass");
    assert!(rejected > rounds / 10, "{rejected} of {rounds} are rejected in one pass");
}
