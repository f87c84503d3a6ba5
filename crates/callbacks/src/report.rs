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
use crate::diagnostic::{Diagnostic, diagnostics, diagnostics_of_views};
use crate::event::CallbackEvent;
use crate::json::tape::value;

pub use error::CallbackError;

/// Reads a body into typed events, what is not one, and diagnostics. Never fails, whatever the bytes.
///
/// ```
/// let report = bandwidth_callbacks::parse(br#"[{"type":"message-delivered"}]"#);
/// assert!(!report.ok);
/// assert_eq!(report.rejected.len(), 1);
/// assert_eq!(report.diagnostics[0].rule.name(), "missing-field");
/// assert_eq!(report.diagnostics[0].message, "missing `time`, which every `message-delivered` carries");
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
            return self::clean(text, &mut clean, options.max_diagnostics);
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
    let mut clean = Clean::new();
    if body.as_ref().len() <= options.max_bytes && clean.read(body.as_ref(), false, options).is_some() {
        return diagnostics_of_views(body.as_ref(), clean.findings_mut(), options.max_diagnostics);
    }
    at_leisure(body.as_ref(), options).diagnostics
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
        value(&self.0)
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

/// The report of a body that was read in one pass.
pub(crate) fn clean<'t>(text: &'t str, clean: &mut Clean, max_diagnostics: usize) -> Report<'t> {
    let events = build::clean(text, clean);
    let diagnostics = diagnostics_of_views(text.as_bytes(), clean.findings_mut(), max_diagnostics);
    Report { ok: true, events, unknown: Vec::new(), rejected: Vec::new(), diagnostics }
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
mod tests;
