//! The report: typed events, the elements that are not events, and diagnostics.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::catalogue::verification::VerificationOutcome;
use crate::check::ParseOptions;
use crate::diagnostic::Diagnostic;
use crate::event::{CallbackEvent, key};
use crate::json::scan::value;
use crate::json::tape::unescape;
use crate::read::BodyReader;
use crate::values::FieldValues;
use crate::verification::Verification;
use crate::view::{Other, OtherKind, Part};

thread_local! {
    /// Reused, because its memory costs more to get than to fill, and it has learned in which order keys come.
    static READER: RefCell<BodyReader> = const { RefCell::new(BodyReader::new()) };
}

/// A reader whose last body had more bytes than this, or was unusual, is not kept: its memory has grown.
const KEPT: usize = 1 << 16;

/// Reads a body into typed events, the elements that are not events, and diagnostics. Never fails, for any bytes.
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

/// Like [`parse`], with other limits on size and nesting.
///
/// ```
/// use bandwidth_callbacks::{parse_with, ParseOptions, Rule};
///
/// let options = ParseOptions::default().max_depth(2);
/// assert_eq!(parse_with("[[[]]]", &options).diagnostics[0].rule, Rule::TooDeep);
/// ```
pub fn parse_with<'a, B: AsRef<[u8]> + ?Sized>(body: &'a B, options: &ParseOptions) -> Report<'a> {
    let (body, options) = (body.as_ref(), &options.bounded());
    with_reader(body, |reader| report_of(reader, body, options))
}

/// Calls `read` with the reader of this thread.
fn with_reader<R>(body: &[u8], read: impl Fn(&mut BodyReader) -> R) -> R {
    let with_kept = |reader: &RefCell<BodyReader>| {
        let mut reader = reader.try_borrow_mut().ok()?;
        let result = read(&mut reader);
        if body.len() > KEPT || !reader.is_fast() {
            *reader = BodyReader::new();
        }
        Some(result)
    };
    // While another body is read, as `keep_exact` does, or while the thread ends.
    READER.try_with(with_kept).ok().flatten().unwrap_or_else(|| read(&mut BodyReader::new()))
}

/// The report on a body.
pub(crate) fn report_of<'a>(reader: &mut BodyReader, body: &'a [u8], options: &ParseOptions) -> Report<'a> {
    let valid = if body.len() <= options.max_bytes { std::str::from_utf8(body).ok() } else { Some("") };
    let text = reader.read_body(body, body, body.len(), valid.is_some(), options);
    match valid {
        Some(valid) => report(valid, reader),
        None => report(std::str::from_utf8(&text).unwrap_or_default(), reader).into_owned(),
    }
}

/// Only the diagnostics. Faster than [`parse`], because it builds no events.
///
/// ```
/// assert_eq!(bandwidth_callbacks::validate("[]")[0].rule.name(), "empty-list");
/// ```
pub fn validate<B: AsRef<[u8]> + ?Sized>(body: &B) -> Vec<Diagnostic> {
    validate_with(body, &ParseOptions::default())
}

/// Like [`validate`], with other limits.
///
/// ```
/// use bandwidth_callbacks::{ParseOptions, Rule, validate_with};
///
/// let options = ParseOptions::default().max_bytes(1);
/// assert_eq!(validate_with("[]", &options)[0].rule, Rule::BodyTooLarge);
/// ```
pub fn validate_with<B: AsRef<[u8]> + ?Sized>(body: &B, options: &ParseOptions) -> Vec<Diagnostic> {
    let (body, options) = (body.as_ref(), &options.bounded());
    with_reader(body, |reader| {
        let text = reader.read_body(body, body, body.len(), false, options);
        reader.diagnostics(&text)
    })
}

/// What a body contains, and what is wrong with it.
///
/// Every element of the body is in exactly one of `events`, `verifications`, `unknown` and `rejected`. `Debug` shows
/// the diagnostics but no values of the body, so a report is safe to log.
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
    /// The elements that can be used as their type, in the order of the body.
    pub events: Vec<CallbackEvent<'a>>,
    /// The toll-free verification webhooks, in the order of the body.
    pub verifications: Vec<Verification>,
    /// Well-formed elements of a type that this version does not know.
    pub unknown: Vec<UnknownEvent<'a>>,
    /// Elements that cannot be used as their type.
    pub rejected: Vec<RejectedElement<'a>>,
    /// The diagnostics, by position in the text, then by rule.
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
    /// Its index in the body, from 0.
    pub index: u32,
    /// Its type; empty for a webhook of another product that has no type.
    #[serde(rename = "type")]
    pub kind: Cow<'a, str>,
    /// The element as sent.
    pub value: RawJson<'a>,
}

/// Omits the type: it comes from the payload.
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
    /// Its index in the body, from 0.
    pub index: u32,
    /// The element as sent.
    pub value: RawJson<'a>,
}

/// An element that is not an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OtherElement<'a> {
    /// An element of a type that this version does not know.
    Unknown(UnknownEvent<'a>),
    /// A toll-free verification webhook, and the element as sent.
    Verification(Box<Verification>, RawJson<'a>),
    /// Not usable as its type.
    Rejected(RejectedElement<'a>),
}

impl OtherElement<'_> {
    /// Its number in the body, from 0.
    #[must_use]
    pub fn index(&self) -> u32 {
        match self {
            OtherElement::Verification(verification, _) => verification.index,
            OtherElement::Unknown(UnknownEvent { index, .. })
            | OtherElement::Rejected(RejectedElement { index, .. }) => *index,
        }
    }
}

/// A piece of JSON text, exactly as it was sent. `Debug` shows only its length.
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

    /// Its value. What `serde_json` cannot represent is replaced: a number beyond the range of a 64-bit float by
    /// `null`, a lone surrogate by U+FFFD.
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
        // Exactly as sent, unless a serializer could reject it.
        let text = &self.0;
        match serde_json::from_str::<Value>(text).and_then(|_| serde_json::from_str::<&RawValue>(text)) {
            Ok(raw) => raw.serialize(serializer),
            Err(_) => self.value().serialize(serializer),
        }
    }
}

/// The report on the last body of a reader. `text` is what it returned.
pub(crate) fn report<'t>(text: &'t str, reader: &BodyReader) -> Report<'t> {
    Report { diagnostics: reader.diagnostics(text.as_bytes()), ..elements(text, reader) }
}

/// The same without diagnostics.
pub(crate) fn elements<'t>(text: &'t str, reader: &BodyReader) -> Report<'t> {
    let mut report = Report {
        ok: reader.is_ok(),
        events: reader
            .events()
            .iter()
            .map(|parts| CallbackEvent::from_values(&FieldValues::new(text, reader, parts)))
            .collect(),
        verifications: Vec::new(),
        unknown: Vec::new(),
        rejected: Vec::new(),
        diagnostics: Vec::new(),
    };
    for other in reader.others() {
        match other_element(text, other) {
            OtherElement::Unknown(unknown) => report.unknown.push(unknown),
            OtherElement::Verification(verification, _) => report.verifications.push(*verification),
            OtherElement::Rejected(rejected) => report.rejected.push(rejected),
        }
    }
    if reader.has_halves() {
        keep_exact(&mut report.events, text);
    }
    report
}

/// An element that a reader has read. `text` is what the reader gave.
pub(crate) fn other_element<'t>(text: &'t str, other: &Other) -> OtherElement<'t> {
    let [start, end] = other.value;
    let value = RawJson(Cow::Borrowed(&text[start as usize..end as usize]));
    match other.kind {
        OtherKind::Unknown(kind) => {
            let kind = kind.map(|part| string(text, part)).unwrap_or_default();
            OtherElement::Unknown(UnknownEvent { index: other.index, kind, value })
        }
        OtherKind::Verification(outcome) => {
            let outcome = VerificationOutcome::ALL[usize::from(outcome)];
            OtherElement::Verification(Box::new(Verification::new(other.index, outcome, value.value())), value)
        }
        OtherKind::Rejected => OtherElement::Rejected(RejectedElement { index: other.index, value }),
    }
}

/// Lone surrogates make different events look the same, but must not make one a duplicate of the other.
#[cold]
fn keep_exact(events: &mut [CallbackEvent<'_>], text: &str) {
    let text = key::marked(text);
    let options = ParseOptions::default().max_bytes(usize::MAX).max_depth(usize::MAX).max_diagnostics(0);
    for (event, marked) in events.iter_mut().zip(parse_with(&text, &options).events) {
        event.keep_exact(key::unmarked(&marked.canonical()));
    }
}

/// The value of a JSON string in a text, quotes included.
fn string(text: &str, [start, end]: Part) -> Cow<'_, str> {
    let inside = &text[start as usize + 1..end as usize - 1];
    if inside.contains('\\') { Cow::Owned(unescape(inside)) } else { Cow::Borrowed(inside) }
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
            verifications: self.verifications,
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
