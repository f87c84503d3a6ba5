//! Text that has no body in it, although it looks as if it had: what it is, and what to paste instead. A row each.

use crate::catalogue::rules::Rule;
use crate::diagnostic::{Diagnostic, Span};
use crate::json::place::Places;

struct Row {
    is: fn(&str) -> bool,
    what: &'static str,
    help: &'static str,
}

static ROWS: &[Row] = &[
    Row {
        is: |text| text.contains("<Buffer ") || text.contains("more bytes>") || text.contains("more bytes ...>"),
        what: "a Buffer that was truncated when it was printed",
        help: "log `body.toString()`, then paste that",
    },
    Row {
        is: |text| !super::names::mentions_event(text) && (text.contains("[Object]") || text.contains("[Array]")),
        what: "a value that console.log did not print: it is nested too deep",
        help: "log `JSON.stringify(body)`, then paste what that prints",
    },
    Row {
        is: |text| text.contains("[object Object]"),
        what: "`[object Object]`: an object was joined to a string",
        help: "log `JSON.stringify(body)`, then paste that",
    },
    Row {
        is: |text| {
            let has = |sign: &str| text.lines().any(|line| line.starts_with(sign));
            (has("> POST ") || has("> GET ")) || (has("* ") && has("< HTTP/"))
        },
        what: "a curl transcript without a body",
        help: "paste the request body; curl -v does not print it, --trace-ascii - does",
    },
    Row {
        is: |text| {
            let signs = ["Traceback (most recent call last)", "Exception in thread", "goroutine 1 [", "panicked at "];
            let is_trace = |line: &str| line.trim_start().starts_with("at ") && line.contains(['(', ':']);
            signs.iter().any(|sign| text.contains(sign)) || text.lines().filter(|line| is_trace(line)).count() > 1
        },
        what: "an error with its stack trace",
        help: "paste the request body that the handler got",
    },
    Row {
        is: |text| text.contains("validation error") && text.contains("pydantic"),
        what: "an error message that quotes only a part of the body",
        help: "paste the whole request body",
    },
    Row {
        is: |text| text.contains(" HTTP/1.1\" ") || text.contains(" HTTP/1.0\" ") || text.contains(" HTTP/2.0\" "),
        what: "lines of an access log, which have no body",
        help: "log the request body, too: `$request_body` in nginx",
    },
    Row {
        is: |text| {
            let start = text.trim_start();
            ["iVBORw0KGgo", "/9j/", "R0lGOD", "data:image/", "UklGR"].iter().any(|sign| start.starts_with(sign))
        },
        what: "an image in base64",
        help: "paste the text of the callback, not a screenshot",
    },
    Row {
        is: |text| {
            let start = text.trim_start().trim_start_matches(['[', '&', '{']);
            let is_struct = text.trim_start().starts_with(['[', '{', '&']) && text.trim_end().ends_with(['}', ']']);
            is_struct && start.starts_with("20") && super::names::mentions_event(text) && !text.contains(['"', '\''])
        },
        what: "a Go value without the names of its fields",
        help: "print it with %+v or as JSON, then paste that",
    },
    Row {
        is: |text| {
            let is_prose = text.trim().contains(char::is_whitespace) && !text.contains(['{', '[', '<']);
            is_prose && super::names::mentions_event(text)
        },
        what: "a description, not a body",
        help: "paste the body that Bandwidth sent",
    },
];

/// Says what a text is in which nothing was found.
pub(super) fn diagnostic(text: &str) -> Option<Diagnostic> {
    let row = ROWS.iter().find(|row| (row.is)(text))?;
    let rule = Rule::NotACallback.row();
    let span = Span { start: 0, end: Places::new(text).utf16(text.len()) };
    Some(Diagnostic {
        rule: Rule::NotACallback,
        severity: rule.severity,
        path: String::new(),
        message: format!("not a callback: {}", row.what),
        help: row.help,
        cause: "",
        url: rule.source,
        span,
        line: 1,
        column: 1,
    })
}
