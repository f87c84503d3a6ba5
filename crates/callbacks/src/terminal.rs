//! Formats diagnostics for a terminal: what is wrong, the line it is on, and what to do.

use std::fmt::Write;

use serde::Deserialize;

use crate::catalogue::errors::{OUTCOME_UNKNOWN, error_code};
use crate::diagnostic::{Diagnostic, Span};
use crate::event::CallbackEvent;
use crate::json::place::Places;
use crate::report::Report;

pub use crate::printable::printable;

/// The parts of a diagnostic that are shown. It has a place only if there was a text.
#[derive(Debug, Clone, Deserialize)]
#[doc(hidden)]
pub struct Line {
    rule: String,
    severity: String,
    path: String,
    message: String,
    help: String,
    #[serde(default)]
    cause: String,
    span: Option<Span>,
}

impl From<&Diagnostic> for Line {
    fn from(diagnostic: &Diagnostic) -> Self {
        Line {
            rule: diagnostic.rule.to_string(),
            severity: diagnostic.severity.name().to_owned(),
            path: diagnostic.path.clone(),
            message: diagnostic.message.clone(),
            help: diagnostic.help.to_owned(),
            cause: diagnostic.cause.to_owned(),
            span: Some(diagnostic.span),
        }
    }
}

/// How many characters of a line are shown around the fault.
const WIDTH: usize = 100;

/// Formats diagnostics one after another. If you pass the `text` of the body, the faulty lines are shown; leave it out
/// of logs and other places that may not contain payloads.
///
/// ```
/// use bandwidth_callbacks::{parse, terminal};
///
/// let body = "[\n  42\n]";
/// assert_eq!(terminal::format(&parse(body).diagnostics, Some(body), false), "\
/// error[not-an-event]: expected an event, found a number
///   at /0, line 2, column 3
///   |
/// 2 |   42
///   |   ^^
///   = help: log it and answer 2xx; it is kept in `rejected`
///   = likely cause: an envelope that a queue or proxy put around the events
/// ");
/// ```
pub fn format(diagnostics: &[Diagnostic], text: Option<&str>, color: bool) -> String {
    lines(&diagnostics.iter().map(Line::from).collect::<Vec<_>>(), text, color)
}

/// Like `format`, for a whole report: after the diagnostics, a note on each error code that does not say whether the
/// message arrived.
///
/// ```
/// use bandwidth_callbacks::{parse, sample, terminal};
///
/// let body = sample("message-failed").unwrap().replace("4432", "9902");
/// assert_eq!(terminal::format_report(&parse(&body), None, false), "\
/// note: error code 9902, outcome unknown: delivery receipt timed out
/// ");
/// ```
pub fn format_report(report: &Report<'_>, text: Option<&str>, color: bool) -> String {
    let codes: Vec<u32> = report.events.iter().filter_map(CallbackEvent::error_code).collect();
    let diagnostics: Vec<_> = report.diagnostics.iter().map(Line::from).collect();
    with_outcomes(lines(&diagnostics, text, color), &codes, color)
}

/// Formatted diagnostics, and after them the notes on the error codes of the events.
#[doc(hidden)]
#[must_use]
pub fn with_outcomes(mut out: String, codes: &[u32], color: bool) -> String {
    let mut gap = if out.is_empty() { "" } else { "\n" };
    for code in OUTCOME_UNKNOWN {
        let count = codes.iter().filter(|other| **other == u32::from(code)).count();
        let Some(row) = error_code(code).filter(|_| count > 0) else { continue };
        let events = if count > 1 { format!(" ({count} events)") } else { String::new() };
        let head = Paint(color).with("36", "note");
        let _ = writeln!(out, "{gap}{head}: error code {code}, {}: {}{events}", row.outcome.words(), row.title);
        gap = "";
    }
    out
}

/// Like `format`, for diagnostics from JavaScript.
#[doc(hidden)]
pub fn lines(diagnostics: &[Line], text: Option<&str>, color: bool) -> String {
    let paint = Paint(color);
    let source = text.map(Source::new);
    let mut out = String::new();
    for diagnostic in diagnostics {
        if !out.is_empty() {
            out.push('\n');
        }
        let (code, mark) = match diagnostic.severity.as_str() {
            "error" => ("31", "error"),
            "warning" => ("33", "warning"),
            _ => ("36", "info"),
        };
        // JavaScript may pass any diagnostics.
        let Line { rule, message, help, cause, .. } = diagnostic;
        let [rule, message, help, cause] = [rule, message, help, cause].map(|text| printable(text));
        let head = paint.with(code, &format!("{mark}[{rule}]"));
        let _ = writeln!(out, "{head}: {}", paint.with("1", &message));
        let path = if diagnostic.path.is_empty() { "the body".to_owned() } else { printable(&diagnostic.path) };
        match (source.as_ref(), diagnostic.span) {
            (Some(source), Some(span)) => source.frame(&mut out, &path, span, code, paint),
            _ => {
                let _ = writeln!(out, "  at {path}");
            }
        }
        for (label, text) in [("= help:", help), ("= likely cause:", cause)] {
            if !text.is_empty() {
                let _ = writeln!(out, "  {} {text}", paint.with("36", label));
            }
        }
    }
    out
}

#[derive(Clone, Copy)]
struct Paint(bool);

impl Paint {
    fn with(self, code: &str, text: &str) -> String {
        if self.0 { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

struct Source<'t> {
    text: &'t str,
    places: Places<'t>,
    /// The byte offset of each UTF-16 offset that starts a character; empty for ASCII, where both are equal.
    bytes: Vec<usize>,
}

impl<'t> Source<'t> {
    fn new(text: &'t str) -> Self {
        let mut bytes = Vec::new();
        if !text.is_ascii() {
            for (at, c) in text.char_indices() {
                bytes.extend(std::iter::repeat_n(at, c.len_utf16()));
            }
        }
        Source { text, places: Places::new(text), bytes }
    }

    fn byte(&self, utf16: u32) -> usize {
        let at = utf16 as usize;
        if self.bytes.is_empty() {
            at.min(self.text.len())
        } else {
            self.bytes.get(at).copied().unwrap_or(self.text.len())
        }
    }

    fn frame(&self, out: &mut String, path: &str, span: Span, code: &str, paint: Paint) {
        let (start, end) = (self.byte(span.start), self.byte(span.end.max(span.start)));
        let (number, column) = self.places.line_column(start);
        let _ = writeln!(out, "  at {path}, line {number}, column {column}");
        let is_break = |c| c == '\n' || c == '\r';
        // For a long line, only the part around the fault is read.
        let (window, limit) = (back(self.text, start, WIDTH / 3), forth(self.text, start, WIDTH - WIDTH / 3));
        let line_start = self.text[window..start].rfind(is_break).map(|at| window + at + 1);
        let line_end = self.text[start..limit].find(is_break).map(|at| start + at);
        let (from, to) = (line_start.unwrap_or(window), line_end.unwrap_or(limit));
        let left = if line_start.is_none() && window > 0 { "…" } else { "" };
        let right = if line_end.is_none() && limit < self.text.len() { "…" } else { "" };
        let gutter = number.to_string();
        let margin = " ".repeat(gutter.len());
        let shown = printable(&self.text[from..to]);
        let indent = self.text[from..start].chars().count() + left.chars().count();
        let marks = self.text[start..end.clamp(start, to)].chars().count().max(1);
        let bar = paint.with("34", "|");
        let _ = writeln!(out, "{margin} {bar}");
        let _ = writeln!(out, "{} {bar} {left}{shown}{right}", paint.with("34", &gutter));
        let _ = writeln!(out, "{margin} {bar} {}{}", " ".repeat(indent), paint.with(code, &"^".repeat(marks)));
    }
}

fn back(text: &str, from: usize, chars: usize) -> usize {
    text[..from].char_indices().rev().take(chars).last().map_or(from, |(at, _)| at)
}

fn forth(text: &str, from: usize, chars: usize) -> usize {
    text[from..].char_indices().nth(chars).map_or(text.len(), |(at, _)| from + at)
}
