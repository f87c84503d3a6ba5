//! What pasted text lacks or leaves open, as diagnostics on the repaired text.

use super::value::{self, About, Lost, Remark, Remarks};
use crate::catalogue::fields::{Field, Record, Shape};
use crate::catalogue::rules::Rule;
use crate::diagnostic::{Diagnostic, Span};
use crate::json::place::Places;
use crate::order::sort_by_numbers;

/// The diagnostics on what was lost or guessed in writing a text.
pub(super) fn diagnostics(text: &str, remarks: &[Remark]) -> Vec<Diagnostic> {
    if remarks.is_empty() {
        return Vec::new();
    }
    let places = Places::new(text);
    let diagnostic = |remark: &Remark| {
        let (rule, what, help) = words(remark.about);
        let row = rule.row();
        let (line, column) = places.line_column(remark.place.start);
        Diagnostic {
            rule,
            severity: row.severity,
            path: remark.path.clone(),
            message: format!("{} {what}", name(&remark.path)),
            help: help.unwrap_or(row.help),
            cause: row.cause,
            url: row.source,
            span: Span { start: places.utf16(remark.place.start), end: places.utf16(remark.place.end) },
            line,
            column,
        }
    };
    let mut found: Vec<_> = remarks.iter().map(diagnostic).collect();
    sort(&mut found);
    found
}

fn words(about: About) -> (Rule, &'static str, Option<&'static str>) {
    match about {
        About::Lost(Lost::Depth) => (
            Rule::IncompleteValue,
            "is missing: console.log does not print values nested this deep",
            Some("log `JSON.stringify(body)`, or use `console.dir(body, { depth: null })`"),
        ),
        About::Lost(Lost::Elision) => (Rule::IncompleteValue, "is incomplete: part of it was left out", None),
        About::Lost(Lost::TypeName) => (
            Rule::IncompleteValue,
            "is missing: the type name was printed instead of the value",
            Some("print the body as JSON, then paste that"),
        ),
        About::Lost(Lost::Cut) => (Rule::IncompleteValue, "is incomplete: the text was cut off", None),
        About::Cut => (Rule::IncompleteValue, "may be incomplete: the text was cut off right after it", None),
        About::Doubt => (Rule::UncertainValue, "can be read in two ways", None),
    }
}

/// What a path is called: a known field by its name, anything else not by what the payload says.
fn name(path: &str) -> String {
    let mut record = Some(Record::Event);
    let mut known: Vec<&str> = Vec::new();
    for step in path.split('/').skip(1) {
        if step.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let Some(field) = record.and_then(|record| Field::find(record, step.as_bytes())) else {
            return "a field".to_owned();
        };
        record = match field.row().shape {
            Shape::Record(inner) => Some(inner),
            _ => None,
        };
        known.push(field.spec().name);
    }
    match (known.is_empty(), path.is_empty()) {
        (true, true) => "the body".to_owned(),
        (true, false) => "the event".to_owned(),
        _ => format!("`{}`", known.join(".")),
    }
}

const ELISION: About = About::Lost(Lost::Elision);

/// Where fields are missing because the paste does not show them.
#[derive(Debug, Default)]
pub(super) struct Gaps {
    /// Where the text is cut, and what was left out or not printed.
    cut: Vec<Remark>,
    /// The elements that lost the recipients of their message.
    pub(super) without_recipients: Vec<u32>,
}

impl Gaps {
    pub(super) fn new(remarks: Remarks) -> Self {
        let cut = remarks.list.into_iter().filter(|remark| remark.about != About::Doubt);
        Gaps { cut: cut.collect(), without_recipients: remarks.without_recipients }
    }

    /// Whether the field at this path may be where the text is cut, or was not printed.
    fn may_hold(&self, path: &str) -> bool {
        let holder = path.rsplit_once('/').map_or("", |(holder, _)| holder);
        // After a cut, all that holds the value is open.
        let is_open = |cut: &Remark| {
            let rest = cut.path.strip_prefix(holder);
            rest.is_some_and(|rest| rest.is_empty() || (rest.starts_with('/') && cut.about != ELISION))
        };
        value::lost_recipients(path).is_some_and(|element| self.without_recipients.binary_search(&element).is_ok())
            || self.cut.iter().any(is_open)
    }
}

/// Gives diagnostics the help for a text that a person pasted, in place of that for code that received a request.
pub(super) fn speak_of_paste(diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics {
        let row = diagnostic.rule.row();
        if let Some(pasted) = row.pasted.filter(|_| diagnostic.help == row.help) {
            (diagnostic.help, diagnostic.cause) = (pasted.help, pasted.cause);
        }
    }
}

/// Adds the diagnostics on pasted text to those on the repaired text. What is lost is not missing as well.
pub(super) fn add(diagnostics: &mut Vec<Diagnostic>, own: Vec<Diagnostic>, gaps: &Gaps) {
    if own.is_empty() {
        return;
    }
    let is_whole = own.iter().any(|diagnostic| diagnostic.rule == Rule::NotACallback);
    diagnostics.retain(|found| {
        let is_missing = matches!(found.rule, Rule::MissingField | Rule::MissingExpectedField);
        let is_said = is_missing && (own.iter().any(|own| own.path == found.path) || gaps.may_hold(&found.path));
        let is_unread = matches!(found.rule, Rule::NotACallback | Rule::InvalidJson);
        !(is_said || is_whole && is_unread)
    });
    diagnostics.extend(own);
    // What says how many more there are stays the last.
    let last = diagnostics.iter().position(|found| found.rule == Rule::TooManyDiagnostics);
    let last = last.map(|at| diagnostics.remove(at));
    sort(diagnostics);
    diagnostics.extend(last);
}

/// Sorts diagnostics by their places.
fn sort(diagnostics: &mut Vec<Diagnostic>) {
    sort_by_numbers(diagnostics, |found| (found.span.start as usize, found.rule as usize));
}
