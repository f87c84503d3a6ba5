//! Findings are facts; diagnostics are facts in words. Only here are sentences made.
//!
//! A sentence names fields, shapes and places, never a value: bodies hold phone numbers and
//! private text.

mod finding;
mod help;
mod sentence;
pub(crate) mod words;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::catalogue::rules::{Rule, Severity};
use crate::json::place::Walk;
use crate::json::tape::{Pointers, Tape, push_token};
use crate::order::{partial_sort, sort};
use crate::printable::printable;
pub(crate) use finding::{BodyKind, Detail, Finding, Frame, Place, Step, ViewPlace};
use help::Help;
pub(crate) use help::help_rows;
pub(crate) use sentence::{Sentence, templates};

/// The parts of a diagnostic that differ within a rule, without what `positions` counts.
#[derive(Debug, Clone)]
pub(crate) struct LocatedFinding {
    finding: Finding,
    /// Its path, if that is not said by its place. See `Diagnostic`.
    pub pointer: Option<String>,
    /// Its start and its end, in bytes.
    part: [u32; 2],
}

impl LocatedFinding {
    /// The rule.
    pub(crate) fn rule(&self) -> Rule {
        self.finding.rule
    }

    /// The number of its row in `help_rows`.
    pub(crate) fn help_row(&self) -> u32 {
        Help::of(&self.finding).row(self.rule())
    }

    /// The message of the `Diagnostic`.
    pub(crate) fn sentence(&self) -> Sentence {
        sentence::of(&self.finding)
    }

    /// JSON Pointer to it. `text` is the one that it was found in.
    pub(crate) fn path(&self, text: &[u8]) -> String {
        match (&self.pointer, self.finding.place) {
            (Some(path), _) => path.clone(),
            (None, Place::View(place)) => place.path(text),
            _ => String::new(),
        }
    }

    /// Its place as numbers: see `ViewPlace::words`.
    pub(crate) fn place_words(&self) -> [u32; 4] {
        if let Place::View(place) = self.finding.place { place.words() } else { [0; 4] }
    }

    /// In words. `text` is the one that it was found in, and the position is that in it.
    pub(crate) fn diagnostic(&self, text: &[u8], Position { span, line, column }: Position) -> Diagnostic {
        let rule = self.rule();
        let [help, cause, url] = Help::of(&self.finding).texts(rule);
        Diagnostic {
            rule,
            severity: rule.severity(),
            path: self.path(text),
            message: self.sentence().to_string(),
            help,
            cause,
            url,
            span,
            line,
            column,
        }
    }
}

/// Where a finding is, as JavaScript and people count. See `Diagnostic`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Position {
    pub span: Span,
    pub line: u32,
    pub column: u32,
}

/// The positions of findings, in the order of `locate`. `text` is the one that they were found in.
pub(crate) fn positions(text: &[u8], located: &[LocatedFinding]) -> impl Iterator<Item = Position> {
    let last = located.iter().map(|it| it.part[1] as usize).max().unwrap_or(0);
    let mut walk = Walk::new(text, last);
    located.iter().map(move |LocatedFinding { part: [start, end], .. }| {
        let (line, column) = walk.to(*start as usize);
        let [start, end] = walk.span(*end as usize);
        Position { span: Span { start, end }, line, column }
    })
}

/// A finding in words, with its place.
///
/// ```
/// use bandwidth_callbacks::{Severity, validate};
///
/// let body = "[\n  42\n]";
/// let [diagnostic] = &validate(body)[..] else { panic!() };
/// assert_eq!(diagnostic.severity, Severity::Error);
/// assert_eq!(diagnostic.path, "/0");
/// assert_eq!(diagnostic.message, "expected an event, found a number");
/// assert_eq!((diagnostic.line, diagnostic.column), (2, 3));
/// assert_eq!(diagnostic.span.of(body), "42");
/// assert_eq!(diagnostic.to_string(), r#"error not-an-event at "/0": expected an event, found a number"#);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The rule that found it; written as its name.
    pub rule: Rule,
    /// `error`, `warning` or `info`.
    pub severity: Severity,
    /// JSON Pointer (RFC 6901) into the body as sent; for a missing field, to where it should be.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What your code can do, or what this package did: "nothing to do: the event has it as a number".
    pub help: &'static str,
    /// The likely cause: "a mock or proxy that quotes numbers".
    pub cause: &'static str,
    /// The page of Bandwidth's documentation, or of a standard, that the rule is based on.
    pub url: &'static str,
    /// The faulty part of the text; for a missing field, the object that lacks it.
    pub span: Span,
    /// The line that it begins on, 1-based.
    pub line: u32,
    /// The column that it begins at, 1-based, in UTF-16 code units.
    pub column: u32,
}

/// One line for a log; keys of the payload cannot start another line.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} at \"{}\": {}", self.severity, self.rule, printable(&self.path), self.message)
    }
}

/// A part of a text, in UTF-16 code units: `text.slice(start, end)` in JavaScript.
///
/// ```
/// let [diagnostic] = &bandwidth_callbacks::validate(r#"["📦"]"#)[..] else { panic!() };
/// assert_eq!((diagnostic.span.start, diagnostic.span.end), (1, 5));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Where it begins.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
}

impl Span {
    /// The part of the text, which must be the one that the span belongs to; empty for another text.
    ///
    /// ```
    /// let body = r#"["📦", 42]"#;
    /// let diagnostics = bandwidth_callbacks::validate(body);
    /// assert_eq!(diagnostics[1].span.of(body), "42");
    /// ```
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        let mut units = 0;
        let mut places = text.char_indices().chain([(text.len(), '\0')]).filter_map(|(at, c)| {
            let before = units;
            units += c.len_utf16() as u32;
            (before == self.start || before == self.end).then_some(at)
        });
        let start = places.next();
        let end = if self.start == self.end { start } else { places.next() };
        start.zip(end).and_then(|(start, end)| text.get(start..end)).unwrap_or_default()
    }
}

/// Locates findings, and sorts them by position in the text, then in the order of the rules. Beyond `most`, only their
/// number is reported. `length` is that of the text in bytes. `tape` is needed if a finding refers to it. `located` is
/// what was located, to reuse its memory.
pub(crate) fn locate(
    length: usize,
    tape: Option<&Tape<'_>>,
    findings: &mut Vec<Finding>,
    most: usize,
    located: &mut Vec<LocatedFinding>,
) {
    let part = |place: Place| match (place, tape) {
        (Place::Token(at) | Place::Within(at), Some(tape)) => [tape.node(at).start, tape.node(at).end],
        (Place::Bytes(start, end) | Place::View(ViewPlace { start, end, .. }), _) => [start, end],
        _ => [0, 0],
    };
    let order = |finding: &Finding| (part(finding.place)[0], finding.rule, finding.field.map(|field| field as u8));
    let mut left_out = findings.len().saturating_sub(most);
    if left_out > 0 {
        // Errors are kept before others.
        let rank = |finding: &Finding| (finding.rule.severity(), order(finding));
        partial_sort(findings, most, &|one, other| rank(one) < rank(other));
    }
    sort(findings, &|one, other| order(one) < order(other));
    let mut pointers = tape.map(Pointers::new);
    let mut room = MAX_PATH_BYTES + length;
    located.clear();
    for finding in findings.iter() {
        let mut pointer = None;
        if let (Place::Token(at) | Place::Within(at), Some(pointers)) = (finding.place, &mut pointers) {
            let Some(left) = room.checked_sub(pointers.seek(at)) else {
                left_out += 1;
                continue;
            };
            room = left;
            pointer = Some(path(pointers, finding));
        }
        located.push(LocatedFinding { finding: *finding, pointer, part: part(finding.place) });
    }
    if left_out > 0 {
        let end = length as u32;
        let detail = Detail::Count { found: left_out as u32, limit: located.len() as u32 };
        let place = Place::Bytes(end, end);
        let finding = Finding { rule: Rule::TooManyDiagnostics, place, event: None, field: None, detail };
        located.push(LocatedFinding { finding, pointer: None, part: [end, end] });
    }
}

/// The maximum size of all paths together, beyond the size of the body: a long key above many findings is repeated for
/// each of them.
const MAX_PATH_BYTES: usize = 256 << 10;

/// The path of a finding whose token was sought.
fn path(pointers: &mut Pointers<'_, '_>, finding: &Finding) -> String {
    let mut path = pointers.write();
    if let (Place::Within(_), Some(field)) = (finding.place, finding.field) {
        path.push('/');
        push_token(&mut path, field.spec().name);
    }
    path
}
