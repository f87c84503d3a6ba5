//! Pasted text: repaired first, then parsed. What was done is listed, with its place in the pasted text.

use std::fmt;
use std::sync::LazyLock;

use serde::Serialize;

use crate::catalogue::fields::{Field, FieldRow, Record, Shape};
use crate::catalogue::rules::Rule;
use crate::check::{self, ParseOptions};
use crate::diagnostic::Span;
use crate::json::place::Places;
use crate::json::repair::{Guide, GuideField, GuideRecord, GuideShape, RepairKind, repair};
use crate::report::{Report, parse_with};

/// A report on pasted text.
///
/// ```
/// let recovery = bandwidth_callbacks::recover("[{'type': 'message-snoozed'}]");
/// assert_eq!(recovery.text, r#"[{"type": "message-snoozed"}]"#);
/// assert_eq!(recovery.report.unknown[0].kind, "message-snoozed");
/// ```
#[derive(Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Recovery {
    /// The report on `text`; its places are places there.
    #[serde(flatten)]
    pub report: Report<'static>,
    /// The repaired text; the pasted text itself where nothing was repaired.
    pub text: String,
    /// What was repaired, by position in the pasted text.
    pub repairs: Vec<Repair>,
}

/// Without the text.
impl fmt::Debug for Recovery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Recovery { report, text: _, repairs } = self;
        f.debug_struct("Recovery").field("report", report).field("repairs", repairs).finish_non_exhaustive()
    }
}

/// One thing that was done to pasted text.
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
    /// The part of the pasted text that it was done to; empty where something was added.
    pub span: Span,
    /// The line that it begins on, 1-based.
    pub line: u32,
    /// The column that it begins at, 1-based, in UTF-16 code units.
    pub column: u32,
}

/// Reads text as people paste it: wrapped, escaped, cut off, or not quite JSON.
///
/// ```
/// let recovery = bandwidth_callbacks::recover(r#"INFO body=[{"type": "message-read",}]"#);
/// let repairs: Vec<_> = recovery.repairs.iter().map(|repair| repair.repair.name()).collect();
/// assert_eq!(repairs, ["surrounding-text", "extra-comma"]);
/// assert_eq!(recovery.text, r#"[{"type": "message-read"}]"#);
/// ```
pub fn recover<B: AsRef<[u8]> + ?Sized>(text: &B) -> Recovery {
    recover_with(text, &ParseOptions::default())
}

/// As [`recover`], with other limits. What has too many bytes is not repaired.
///
/// ```
/// use bandwidth_callbacks::{ParseOptions, Rule, recover_with};
///
/// let recovery = recover_with("[{'a': 1}]", &ParseOptions::default().max_bytes(4));
/// assert_eq!(recovery.report.diagnostics[0].rule, Rule::BodyTooLarge);
/// assert!(recovery.repairs.is_empty());
/// ```
pub fn recover_with<B: AsRef<[u8]> + ?Sized>(text: &B, options: &ParseOptions) -> Recovery {
    let (pasted, _) = check::text(text.as_ref());
    let is_too_large = text.as_ref().len() > options.bounded().max_bytes;
    let (text, repairs) = if is_too_large { (pasted.into_owned(), Vec::new()) } else { mend(&pasted) };
    Recovery { report: parse_with(&text, options).into_owned(), text, repairs }
}

/// Reads a line of a log: as `parse` does, or where it is no body and may hold one, as `recover` does.
///
/// ```
/// let report = bandwidth_callbacks::parse_or_recover(r#"INFO body=[{"type": "message-snoozed"}]"#);
/// assert_eq!(report.unknown[0].kind, "message-snoozed");
/// ```
pub fn parse_or_recover<B: AsRef<[u8]> + ?Sized>(line: &B) -> Report<'_> {
    let report = parse_with(line, &ParseOptions::default());
    match recover_if_odd(line.as_ref(), &report) {
        Some(recovery) => recovery.report,
        None => report,
    }
}

/// [`recover_if_odd`], for those who hold it only where it is asked for.
#[cfg(feature = "lines")]
pub(crate) type Recover = fn(&[u8], &Report<'_>) -> Option<Recovery>;

/// What `recover` makes of a line whose report says that it is no body.
pub(crate) fn recover_if_odd(line: &[u8], report: &Report<'_>) -> Option<Recovery> {
    is_odd(report).then(|| recover(line))
}

/// Whether a line is none that stands for itself: it is not JSON, or JSON around a body.
fn is_odd(report: &Report<'_>) -> bool {
    let is_no_body = |rule| matches!(rule, Rule::InvalidJson | Rule::NotACallback | Rule::InvalidUtf8);
    !report.ok
        && report.events.is_empty()
        && report.unknown.is_empty()
        && (!report.rejected.is_empty() || report.diagnostics.iter().any(|found| is_no_body(found.rule)))
}

/// The repaired text and what was repaired.
#[must_use]
pub fn mend(text: &str) -> (String, Vec<Repair>) {
    let repaired = repair(text, &GUIDE);
    if repaired.repairs.is_empty() {
        return (repaired.text, Vec::new());
    }
    let places = Places::new(text);
    let repairs = repaired.repairs.iter().map(|it| {
        let (line, column) = places.line_column(it.start);
        let span = Span { start: places.utf16(it.start), end: places.utf16(it.end) };
        Repair { repair: it.kind, message: it.kind.what(), span, line, column }
    });
    (repaired.text, repairs.collect())
}

/// The records of the catalogue as the repair needs them.
static GUIDE: LazyLock<Guide> = LazyLock::new(|| {
    let records = Record::ALL.into_iter().map(|record| {
        let field = |field: &Field| GuideField { name: field.slim().name, shape: shape(field.row()) };
        GuideRecord { fields: Field::of(record).iter().map(field).collect::<Vec<_>>().leak() }
    });
    Guide { records: records.collect::<Vec<_>>().leak() }
});

fn shape(row: &FieldRow) -> GuideShape {
    match row.shape_in.map_or(row.shape, |(_, shape)| shape) {
        Shape::Text(_) | Shape::OneOf(_) => GuideShape::Text,
        Shape::TextList(_) => GuideShape::TextList,
        Shape::TextOrList(_) => GuideShape::TextOrList,
        Shape::Integer(_) => GuideShape::Number,
        Shape::Record(record) => GuideShape::Record(record as usize),
    }
}
