//! Pasted text: repaired first, then parsed. What was done is listed, with its place in the pasted text.

mod bare;
mod cut;
mod damage;
mod dialect;
mod find;
mod guide;
mod hopeless;
mod layers;
mod lines;
mod names;
mod odd;
mod partial;
mod products;
mod read;
mod reading;
mod records;
mod remarks;
mod search;
mod strings;
mod types;
mod value;

use std::fmt;
use std::ops::Range;

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;

use crate::catalogue::rules::{NOT_A_BODY, Rule};
use crate::check::{self, ParseOptions};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Span;
use crate::json::place::Places;
use crate::json::repair::RepairKind;
use crate::json::scan::scan;
use crate::order::sort_by_numbers;
use crate::read::BodyReader;
use crate::report::{self, Report, parse_with};
use partial::Completed;
use reading::{Causes, Reading};
use remarks::Gaps;
use value::{About, Lost, Remark};

/// A report on pasted text.
///
/// ```
/// let recovery = bandwidth_callbacks::recover("[{'type': 'message-snoozed'}]");
/// assert_eq!(recovery.text, r#"[{"type": "message-snoozed"}]"#);
/// assert_eq!(recovery.report.unknown[0].kind, "message-snoozed");
/// ```
///
/// If the paste hides the recipients of an event, as `console.log` does with `[Array]`, the event is in
/// `report.events`, its `message.to` is empty, `report.ok` is false, and a diagnostic names the field. JSON of a
/// `Recovery` has no such list.
///
/// ```
/// let body: String = bandwidth_callbacks::sample("message-read").unwrap().split_whitespace().collect();
/// let report = bandwidth_callbacks::recover(&body.replace(r#"["+15555550142"]"#, "[Array]")).report;
/// assert!(!report.ok && report.events[0].message().to.is_empty());
/// assert_eq!(report.diagnostics[0].path, "/0/message/to");
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Recovery {
    /// The report on `text`; its places are places there.
    pub report: Report<'static>,
    /// The repaired text; the pasted text itself where nothing was repaired.
    pub text: String,
    /// What was repaired, by position in the pasted text.
    pub repairs: Vec<Repair>,
    /// The events whose recipients were lost.
    without_recipients: Vec<usize>,
}

/// Without the text.
impl fmt::Debug for Recovery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Recovery { report, repairs, .. } = self;
        f.debug_struct("Recovery").field("report", report).field("repairs", repairs).finish_non_exhaustive()
    }
}

/// Without arrays that are empty because they were lost: the text does not say that there were no recipients.
impl Serialize for Recovery {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut events = self.report.events.iter().map(serde_json::to_value).collect::<Result<Vec<_>, _>>();
        for place in &self.without_recipients {
            let message = events.as_mut().ok().and_then(|events| events.get_mut(*place)?.get_mut("message"));
            if let Some(Value::Object(message)) = message {
                message.remove("to");
            }
        }
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("ok", &self.report.ok)?;
        map.serialize_entry("events", &events.map_err(serde::ser::Error::custom)?)?;
        map.serialize_entry("verifications", &self.report.verifications)?;
        map.serialize_entry("unknown", &self.report.unknown)?;
        map.serialize_entry("rejected", &self.report.rejected)?;
        map.serialize_entry("diagnostics", &self.report.diagnostics)?;
        map.serialize_entry("text", &self.text)?;
        map.serialize_entry("repairs", &self.repairs)?;
        map.end()
    }
}

/// One thing that was done to pasted text, once or more often.
///
/// ```
/// let pasted = r#"[{"type": "message-read" "time": ""}]"#;
/// let [repair] = &bandwidth_callbacks::recover(pasted).repairs[..] else { panic!() };
/// assert_eq!((repair.repair.name(), repair.line, repair.column), ("missing-comma", 1, 25));
/// assert_eq!(repair.span.of(pasted), "");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Repair {
    /// What kind it is; written as its name.
    pub repair: RepairKind,
    /// What was done.
    pub message: &'static str,
    /// How often it was done.
    pub count: u32,
    /// The first part of the pasted text that it was done to; empty if something was added.
    pub span: Span,
    /// The line on which that begins, 1-based.
    pub line: u32,
    /// The column at which it begins, 1-based, in UTF-16 code units.
    pub column: u32,
    /// All places, in the order of the text; the first 16 if there are more.
    pub places: Vec<RepairPlace>,
}

/// A place in pasted text.
///
/// ```
/// let recovery = bandwidth_callbacks::recover(r#"[{"type": "message-read" "time": ""}]"#);
/// assert_eq!(recovery.repairs[0].places[0].column, 25);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RepairPlace {
    /// The part of the text; empty if something was added.
    pub span: Span,
    /// The line on which it begins, 1-based.
    pub line: u32,
    /// The column at which it begins, 1-based, in UTF-16 code units.
    pub column: u32,
}

/// Reads text as people paste it: wrapped, escaped, cut off, or not quite JSON.
///
/// ```
/// let recovery = bandwidth_callbacks::recover(r#"INFO body=[{"type": "message-read",}]"#);
/// let repairs: Vec<_> = recovery.repairs.iter().map(|repair| repair.repair.name()).collect();
/// assert_eq!(repairs, ["surrounding-text", "extra-comma"]);
/// assert_eq!(recovery.text, r#"[{"type":"message-read"}]"#);
/// ```
pub fn recover<B: AsRef<[u8]> + ?Sized>(text: &B) -> Recovery {
    recover_with(text, &ParseOptions::default())
}

/// Like [`recover`], with other limits. Text with too many bytes is not repaired.
///
/// ```
/// use bandwidth_callbacks::{ParseOptions, Rule, recover_with};
///
/// let recovery = recover_with("[{'a': 1}]", &ParseOptions::default().max_bytes(4));
/// assert_eq!(recovery.report.diagnostics[0].rule, Rule::BodyTooLarge);
/// assert!(recovery.repairs.is_empty());
/// ```
pub fn recover_with<B: AsRef<[u8]> + ?Sized>(text: &B, options: &ParseOptions) -> Recovery {
    recovery(text.as_ref(), options, true)
}

/// As [`recover_with`]; without `shows_partial`, its events have all that their types say.
fn recovery(text: &[u8], options: &ParseOptions, shows_partial: bool) -> Recovery {
    let mut reader = BodyReader::new();
    let (pasted, _) = check::text(text);
    let recovered = recover_into(&mut reader, &pasted, text.len(), options, shows_partial);
    let mut report = report::elements(recovered.source(), &reader).into_owned();
    let Recovered { ok, diagnostics, text, repairs, completed } = recovered;
    (report.ok, report.diagnostics) = (ok, diagnostics);
    let without_recipients = completed.map(|completed| completed.events).unwrap_or_default();
    Recovery { report, text, repairs, without_recipients }
}

/// What `recover` gives, but for the elements of the body.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct Recovered {
    ok: bool,
    diagnostics: Vec<Diagnostic>,
    text: String,
    repairs: Vec<Repair>,
    completed: Option<Completed>,
}

impl Recovered {
    /// The text that the elements are read from.
    pub(crate) fn source(&self) -> &str {
        self.completed.as_ref().map_or(&self.text, |completed| &completed.text)
    }
}

/// Reads pasted text. The reader then holds the elements of its `source`. `total` is the size of the text in bytes: if
/// it is too large, it need not be given.
pub(crate) fn recover_into(
    reader: &mut BodyReader,
    pasted: &str,
    total: usize,
    options: &ParseOptions,
    shows_partial: bool,
) -> Recovered {
    let options = &options.bounded();
    let is_too_large = total > options.max_bytes;
    let repaired = if is_too_large { RepairedText::same(pasted) } else { repair_text(pasted) };
    let RepairedText { text, repairs, diagnostics: own, gaps } = repaired;
    let total = if is_too_large { total } else { text.len() };
    reader.read_repaired(&text, total, options);
    let ok = reader.is_ok() && own.is_empty();
    let mut diagnostics = reader.diagnostics(text.as_bytes());
    remarks::add(&mut diagnostics, own, &gaps);
    remarks::speak_of_paste(&mut diagnostics);
    let completed = shows_partial
        .then(|| partial::complete(&text, &gaps.without_recipients, &diagnostics, reader.others()))
        .flatten();
    if let Some(Completed { text, .. }) = &completed {
        reader.read_repaired(text, total, options);
    }
    Recovered { ok, diagnostics, text, repairs, completed }
}

/// Reads a line of a log: as `parse` does, or as `recover` does if it is not a body but may contain one.
///
/// ```
/// let report = bandwidth_callbacks::parse_or_recover(r#"INFO body=[{"type": "message-snoozed"}]"#);
/// assert_eq!(report.unknown[0].kind, "message-snoozed");
/// ```
pub fn parse_or_recover<B: AsRef<[u8]> + ?Sized>(line: &B) -> Report<'_> {
    let report = parse_with(line, &ParseOptions::default());
    let usable = report.events.len() + report.verifications.len() + report.unknown.len();
    let rules = report.diagnostics.iter().map(|found| found.rule);
    if may_contain_body(report.ok, usable, report.rejected.len(), rules) {
        recover_line(line.as_ref()).report
    } else {
        report
    }
}

/// The recovery of a line.
pub(crate) fn recover_line(line: &[u8]) -> Recovery {
    recovery(line, &ParseOptions::default(), false)
}

/// Whether a line is not a body by itself, but may contain one: it is not JSON, or it is JSON around a body.
///
/// Asks for the rules that found something only if the line has neither events, nor elements of an unknown type.
pub(crate) fn may_contain_body(
    is_ok: bool,
    usable: usize,
    rejected: usize,
    mut rules: impl Iterator<Item = Rule>,
) -> bool {
    !is_ok && usable == 0 && (rejected > 0 || rules.any(|rule| NOT_A_BODY.contains(&rule)))
}

/// The repaired text, what was repaired, and what is to be said beside the report on the text.
#[derive(Debug, Default)]
struct RepairedText {
    /// The repaired text; the pasted text itself if nothing was repaired.
    text: String,
    /// What was repaired.
    repairs: Vec<Repair>,
    /// Diagnostics that the text does not show, such as a lost value.
    diagnostics: Vec<Diagnostic>,
    gaps: Gaps,
}

impl RepairedText {
    fn same(text: &str) -> Self {
        RepairedText { text: text.to_owned(), ..RepairedText::default() }
    }
}

/// Finds the events in a text, and repairs what is damaged.
fn repair_text(text: &str) -> RepairedText {
    repair_within(text, MAX_PASSES).unwrap_or_else(|| RepairedText::same(text))
}

/// What was repaired is repaired again this often, if it is no body yet.
const MAX_PASSES: usize = 3;

/// `None` if what was repaired needs more repairs still: it is noise that can be read in many ways.
fn repair_within(text: &str, passes: usize) -> Option<RepairedText> {
    if is_body(text) {
        return Some(RepairedText::same(text));
    }
    let mut search = search::Search::new(text.len());
    let (found, readings) = search.best(Reading::pasted(text));
    let found = match found {
        Some(found) if found.is_whole() || found.causes.0.is_empty() => damage::same(text, &found).or(Some(found)),
        other => damage::better(text, other, &readings),
    };
    let Some(mut found) = found else {
        let diagnostics = hopeless::diagnostic(text).into_iter().collect();
        return Some(RepairedText { diagnostics, ..RepairedText::same(text) });
    };
    if found.causes.0.is_empty() {
        return Some(RepairedText::same(text));
    }
    let passes = passes.checked_sub(1)?;
    odd::mark(&mut found.elements);
    let (repaired, remarks) = found.text();
    if !is_body(&repaired) {
        let mut again = repair_within(&repaired, passes)?;
        if !again.repairs.is_empty() {
            let mut causes = found.causes;
            for repair in &again.repairs {
                causes.add(repair.repair, 0..text.len());
            }
            again.repairs = repairs(text, causes);
            if !remarks.list.is_empty() {
                // What was lost or guessed before is in another place now.
                let place = 0..again.text.len();
                let remark = Remark { path: String::new(), place, about: About::Lost(Lost::Elision) };
                again.diagnostics.extend(remarks::diagnostics(&again.text, &[remark]));
            }
            return Some(again);
        }
    }
    let diagnostics = remarks::diagnostics(&repaired, &remarks.list);
    let gaps = Gaps::new(remarks);
    Some(RepairedText { repairs: repairs(text, found.causes), text: repaired, diagnostics, gaps })
}

/// What was done, by position in the pasted text.
fn repairs(text: &str, causes: Causes) -> Vec<Repair> {
    let places = Places::new(text);
    let place = |range: &Range<usize>| {
        let (line, column) = places.line_column(range.start);
        // What was added may be at the end of the text.
        let span = Span { start: places.utf16(range.start), end: places.utf16(range.end.min(text.len())) };
        RepairPlace { span, line, column }
    };
    let mut repairs: Vec<_> = causes
        .0
        .into_iter()
        .map(|mut cause| {
            sort_by_numbers(&mut cause.places, |place| (place.start, place.end));
            let places: Vec<_> = cause.places.iter().map(place).collect();
            let RepairPlace { span, line, column } = places[0];
            let (repair, message) = (cause.kind, cause.kind.what());
            Repair { repair, message, count: cause.count as u32, span, line, column, places }
        })
        .collect();
    sort_by_numbers(&mut repairs, |repair| (repair.span.start as usize, 0));
    repairs
}

/// Whether a text is JSON that is a body as it is.
fn is_body(text: &str) -> bool {
    use crate::json::tape::JsonType;
    let Ok(tape) = scan(text, MAX_BODY_DEPTH) else { return false };
    let is_event = |token: u32| {
        tape.kind(token) == JsonType::Object
            && tape
                .member(token, "type")
                .is_some_and(|name| tape.kind(name) == JsonType::Text && names::is_event_type(&tape.string(name)))
            && tape.member(token, "message").is_some_and(|message| tape.kind(message) == JsonType::Object)
            && tape.member(token, "level").is_none()
            && tape.member(token, "_id").is_none()
            && tape.member(token, "_json").is_none()
            && !names::has_types(tape.raw(token))
    };
    match tape.kind(0) {
        JsonType::Object => is_event(0),
        JsonType::List => tape.items(0).count() > 0 && tape.items(0).all(is_event),
        _ => false,
    }
}

/// Deeper JSON is not a body.
const MAX_BODY_DEPTH: usize = 1000;
