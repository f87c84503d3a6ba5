//! The report: typed events, what is not one, and diagnostics.

mod error;

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::build;
use crate::catalogue::rules::Severity;
use crate::check::clean::Clean;
use crate::check::{self, Checked, Outcome, ParseOptions};
use crate::diagnostic::{Diagnostic, diagnostics};
use crate::event::CallbackEvent;
use crate::json::scan::scan;

pub use error::CallbackError;

/// Reads a body into typed events, what is not one, and diagnostics. Never fails, whatever the bytes.
///
/// ```
/// let report = bandwidth_callbacks::parse(br#"[{"type":"message-delivered"}]"#);
/// assert!(!report.ok);
/// assert_eq!(report.rejected.len(), 1);
/// assert_eq!(report.diagnostics[0].rule.name(), "missing-field");
/// assert_eq!(report.diagnostics[0].message, "missing `time`, which every `message-delivered` has");
/// ```
pub fn parse<B: AsRef<[u8]> + ?Sized>(body: &B) -> Report<'_> {
    parse_with(body, &ParseOptions::default())
}

/// As [`parse`], with other limits on size and nesting.
///
/// ```
/// use bandwidth_callbacks::{parse_with, ParseOptions, Rule};
///
/// let options = ParseOptions::default().max_depth(2);
/// assert_eq!(parse_with("[[[]]]", &options).diagnostics[0].rule, Rule::TooDeep);
/// ```
pub fn parse_with<'a, B: AsRef<[u8]> + ?Sized>(body: &'a B, options: &ParseOptions) -> Report<'a> {
    let options = &options.bounded();
    if body.as_ref().len() <= options.max_bytes
        && let Ok(text) = std::str::from_utf8(body.as_ref())
    {
        let mut clean = Clean::new();
        if clean.read(text.as_bytes(), true, options).is_some() {
            return self::clean(text, &clean);
        }
    }
    at_leisure(body.as_ref(), options)
}

/// The same of what is known not to be clean.
pub(crate) fn at_leisure<'a>(body: &'a [u8], options: &ParseOptions) -> Report<'a> {
    if body.len() > options.max_bytes {
        return report(&mut check::too_large(body.len(), options), options.max_diagnostics);
    }
    match check::text(body) {
        (Cow::Borrowed(text), _) => report(&mut check::check(text, None, options), options.max_diagnostics),
        (Cow::Owned(text), invalid) => {
            report(&mut check::check(&text, invalid, options), options.max_diagnostics).into_owned()
        }
    }
}

/// The diagnostics alone; builds no events.
///
/// ```
/// assert_eq!(bandwidth_callbacks::validate("[]")[0].rule.name(), "empty-list");
/// ```
pub fn validate<B: AsRef<[u8]> + ?Sized>(body: &B) -> Vec<Diagnostic> {
    validate_with(body, &ParseOptions::default())
}

/// As [`validate`], with other limits.
///
/// ```
/// use bandwidth_callbacks::{ParseOptions, Rule, validate_with};
///
/// let options = ParseOptions::default().max_bytes(1);
/// assert_eq!(validate_with("[]", &options)[0].rule, Rule::BodyTooLarge);
/// ```
pub fn validate_with<B: AsRef<[u8]> + ?Sized>(body: &B, options: &ParseOptions) -> Vec<Diagnostic> {
    let options = &options.bounded();
    if body.as_ref().len() <= options.max_bytes && Clean::new().read(body.as_ref(), false, options).is_some() {
        return Vec::new();
    }
    let (text, invalid) = check::text(body.as_ref());
    let mut checked = match body.as_ref().len() {
        bytes if bytes > options.max_bytes => check::too_large(bytes, options),
        _ => check::check(&text, invalid, options),
    };
    diagnostics(&checked.tape, &mut checked.findings, options.max_diagnostics)
}

/// What a body holds and what is wrong with it.
///
/// Every element of the body is in exactly one of `events`, `unknown` and `rejected`. `Debug` shows what was
/// found and no values of the body, so that a report can be logged.
///
/// ```
/// let report = bandwidth_callbacks::parse(r#"[{"type": "message-snoozed", "message": {}}, 42]"#);
/// assert!(!report.ok);
/// assert_eq!((report.events.len(), report.unknown.len(), report.rejected.len()), (0, 1, 1));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report<'a> {
    /// No diagnostic has the severity `error`.
    pub ok: bool,
    /// The elements that can be used as what their type says, in the order of the body.
    pub events: Vec<CallbackEvent<'a>>,
    /// Elements that are well formed, and of a type that this version does not know.
    pub unknown: Vec<UnknownEvent<'a>>,
    /// Elements that cannot be used as their type.
    pub rejected: Vec<RejectedElement<'a>>,
    /// What was found, by position in the text, then by the order of the rules.
    pub diagnostics: Vec<Diagnostic>,
}

/// An element of a type that this version does not know.
///
/// ```
/// let report = bandwidth_callbacks::parse(r#"[{"type": "message-snoozed", "message": {}}]"#);
/// assert_eq!(report.unknown[0].kind, "message-snoozed");
/// ```
#[derive(Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UnknownEvent<'a> {
    /// Its number in the body, from 0.
    pub index: u32,
    /// What it calls its type; empty for a webhook of another product that has none.
    #[serde(rename = "type")]
    pub kind: Cow<'a, str>,
    /// The element as sent.
    pub value: RawJson<'a>,
}

/// Without its type, which anybody may have written.
impl fmt::Debug for UnknownEvent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownEvent").field("index", &self.index).field("value", &self.value).finish_non_exhaustive()
    }
}

/// An element that cannot be used as its type.
///
/// ```
/// let report = bandwidth_callbacks::parse("[42]");
/// assert_eq!((report.rejected[0].index, report.rejected[0].value.text()), (0, "42"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RejectedElement<'a> {
    /// Its number in the body, from 0.
    pub index: u32,
    /// The element as sent.
    pub value: RawJson<'a>,
}

/// A piece of JSON text, kept to the letter. `Debug` shows its length alone.
///
/// ```
/// let report = bandwidth_callbacks::parse("[1.50]");
/// assert_eq!(report.rejected[0].value.text(), "1.50");
/// assert_eq!(format!("{:?}", report.rejected[0].value), "RawJson(4 bytes)");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RawJson<'a>(Cow<'a, str>);

impl RawJson<'_> {
    /// The text.
    ///
    /// ```
    /// assert_eq!(bandwidth_callbacks::parse("[ {} ]").rejected[0].value.text(), "{}");
    /// ```
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What it holds. Where `serde_json` cannot hold it, a number past the range of a 64-bit float
    /// is `null` and half a surrogate pair U+FFFD.
    ///
    /// ```
    /// assert_eq!(bandwidth_callbacks::parse("[42]").rejected[0].value.value(), 42);
    /// ```
    #[must_use]
    pub fn value(&self) -> Value {
        scan(&self.0, usize::MAX).map_or(Value::Null, |tape| tape.value(0))
    }
}

impl fmt::Debug for RawJson<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawJson({} bytes)", self.0.len())
    }
}

impl Serialize for RawJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // To the letter, unless it holds what some serializer would have to refuse.
        let text = &self.0;
        match serde_json::from_str::<Value>(text).and_then(|_| serde_json::from_str::<&RawValue>(text)) {
            Ok(raw) => raw.serialize(serializer),
            Err(_) => self.value().serialize(serializer),
        }
    }
}

/// The report of a clean body.
pub(crate) fn clean<'t>(text: &'t str, clean: &Clean) -> Report<'t> {
    let events = build::clean(text, clean);
    Report { ok: true, events, unknown: Vec::new(), rejected: Vec::new(), diagnostics: Vec::new() }
}

/// The report of a checked body.
pub(crate) fn report<'t>(checked: &mut Checked<'t>, most_diagnostics: usize) -> Report<'t> {
    let mut report = Report {
        ok: is_ok(checked),
        events: Vec::new(),
        unknown: Vec::new(),
        rejected: Vec::new(),
        diagnostics: Vec::new(),
    };
    for element in &checked.elements {
        let (index, value) = (element.index, || RawJson(Cow::Borrowed(checked.tape.raw(element.token))));
        match element.outcome {
            Outcome::Event { event, implied, slots } => {
                let slots = &checked.slots[slots as usize];
                report.events.push(build::on_tape(checked, element.token, event, implied, slots));
            }
            Outcome::Unknown(kind) => {
                let kind = kind.map(|token| checked.tape.string(token)).unwrap_or_default();
                report.unknown.push(UnknownEvent { index, kind, value: value() });
            }
            Outcome::Rejected => report.rejected.push(RejectedElement { index, value: value() }),
        }
    }
    report.diagnostics = diagnostics(&checked.tape, &mut checked.findings, most_diagnostics);
    report
}

/// Whether nothing found has the severity `error`. Ask before the findings are put into words.
pub(crate) fn is_ok(checked: &Checked<'_>) -> bool {
    checked.findings.iter().all(|finding| finding.rule.severity() != Severity::Error)
}

impl Report<'_> {
    /// The same report, independent of the body.
    ///
    /// ```
    /// let report = {
    ///     let body = bandwidth_callbacks::sample("message-read").unwrap().to_owned();
    ///     bandwidth_callbacks::parse(&body).into_owned()
    /// };
    /// assert_eq!(report.events.len(), 1);
    /// ```
    pub fn into_owned(self) -> Report<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        Report {
            ok: self.ok,
            events: self.events.into_iter().map(CallbackEvent::into_owned).collect(),
            unknown: self
                .unknown
                .into_iter()
                .map(|it| UnknownEvent { index: it.index, kind: own(it.kind), value: RawJson(own(it.value.0)) })
                .collect(),
            rejected: self
                .rejected
                .into_iter()
                .map(|it| RejectedElement { index: it.index, value: RawJson(own(it.value.0)) })
                .collect(),
            diagnostics: self.diagnostics,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{clean, report};
    use crate::catalogue::events::EVENTS;
    use crate::check::clean::Clean;
    use crate::check::{ParseOptions, check};

    /// Whether a body is clean; if it is, the tape must say the same.
    fn is_clean(reader: &mut Clean, text: &str) -> bool {
        let options = ParseOptions::default();
        if reader.read(text.as_bytes(), true, &options).is_none() {
            return false;
        }
        let mut checked = check(text, None, &options);
        assert!(checked.findings.is_empty(), "{text} has {:?}", checked.findings);
        assert_eq!(clean(text, reader), report(&mut checked, usize::MAX), "{text}");
        true
    }

    /// A reader that gave up on one of them would be right, and slow.
    #[test]
    fn what_many_send_is_clean() {
        let mut reader = Clean::new();
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
            changed("\"text\"", "\"media\":[\"https://messaging.bandwidth.com/api/v2/a.png\"],\"text\""),
            changed("\"time\":\"2026-07-14T09:12:07.412906Z\"", "\"time\":\"2026-07-14T09:12:07Z\""),
            python,
            compact.clone(),
        ] {
            assert!(is_clean(&mut reader, &text), "{text}");
        }
    }

    #[test]
    fn what_is_nearly_clean_is_not() {
        let mut reader = Clean::new();
        for row in &EVENTS {
            let compact = serde_json::from_str::<serde_json::Value>(row.example).unwrap().to_string();
            for (from, to) in [
                ("\"segmentCount\":1", "\"segmentCount\":1:"),
                ("\"segmentCount\":1", "\"segmentCount\":01"),
                ("\"segmentCount\":1", "\"segmentCount\":4294967297"),
                ("\"segmentCount\":1", "\"media\":[\"ftp://host.example/a.png\"],\"segmentCount\":1"),
                ("\"segmentCount\":1", "\"media\":[\"https:///a.png\"],\"segmentCount\":1"),
                ("\"segmentCount\":1", "\"media\":[\"https://a b/\"],\"segmentCount\":1"),
                ("\"segmentCount\":1", "\"media\":[\"https:\\/\\/host\"],\"segmentCount\":1"),
                ("\"segmentCount\":1", "\"media\":[1],\"segmentCount\":1"),
                ("\"direction\":\"", "\"direction\":\"\\u006f"),
                ("\"to\":", "\"to\":\"\",\"to\":"),
                ("\"time\":\"", "\"time\":\"+"),
                ("Z\"", "\\u005a\""),
                ("}]", "}],"),
                ("}]", "}],[]"),
                ("}]", "} {}]"),
                ("}]", "}]}"),
                ("}]", "}"),
            ] {
                let text = compact.replace(from, to);
                assert!(text == compact || !is_clean(&mut reader, &text), "{text}");
            }
        }
    }

    #[test]
    fn a_clean_body_is_what_the_tape_says() {
        let mut reader = Clean::new();
        let bodies: Vec<&str> = EVENTS.iter().map(|row| row.example).collect();
        assert_eq!(bodies.iter().filter(|body| is_clean(&mut reader, body)).count(), 5);
        // Numbers that look random and are the same in every run (xorshift).
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
            clean += usize::from(is_clean(&mut reader, &text));
        }
        assert!(clean > 1_000, "{clean} of the changed bodies are clean");
    }
}
