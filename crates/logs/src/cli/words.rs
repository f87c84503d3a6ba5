//! Messages to the person at the terminal, worded as in the npm command (packages/cli).

use std::error::Error;
use std::io::{self, ErrorKind, Write};

use bandwidth_callbacks_logs::summary::SummaryReport;
use serde::Serialize;

use bandwidth_callbacks::terminal::printable;

/// Writes a line to standard error. It is not an error if that is closed.
pub(crate) fn eprint_line(text: &str) {
    note(&printable(&format!("bandwidth-callbacks: {text}")));
}

/// Writes a note to standard error.
pub(crate) fn note(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// "1 row", "2 rows".
pub(crate) fn pluralize(count: u64, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

/// Why a file cannot be read.
pub(crate) fn unread(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::IsADirectory => "is a directory".to_owned(),
        _ => format!("cannot be read ({error})"),
    }
}

/// Why something cannot be written.
pub(crate) fn unwritten(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}

/// Why a compressed log cannot be decompressed.
pub(crate) fn unpacked(error: &io::Error, compression: &str) -> io::Error {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    let mut is_cut = false;
    while let Some(error) = cause {
        let io = error.downcast_ref::<io::Error>();
        is_cut |= io.is_some_and(|error| error.kind() == ErrorKind::UnexpectedEof);
        // `source` of an `io::Error` skips the error that it wraps.
        cause = match io.and_then(io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    io::Error::other(if is_cut {
        format!("the log is truncated: unexpected end of {compression}")
    } else {
        format!("the log is damaged: invalid {compression} data")
    })
}

/// A summary as JavaScript writes it, with the names to which `first.source` refers.
pub(crate) fn json(report: &SummaryReport, sources: &[String]) -> serde_json::Result<String> {
    #[derive(Serialize)]
    struct Named<'a> {
        #[serde(flatten)]
        report: &'a SummaryReport,
        sources: &'a [String],
    }
    let text = serde_json::to_string_pretty(&Named { report, sources })?;
    // JavaScript writes a whole float without a fraction. A string ends with a quote.
    Ok(text.replace(".0,\n", ",\n").replace(".0\n", "\n"))
}
