//! What is said to the person at the terminal, in the words of the package's command (src/js/cli).

use std::error::Error;
use std::io::{self, ErrorKind, Write};

use bandwidth_callbacks_logs::summary::SummaryReport;
use serde::Serialize;

use bandwidth_callbacks::terminal::printable;

/// Says something beside what is asked for. Where nobody listens, that is no fault.
pub(crate) fn eprint_line(text: &str) {
    note(&printable(&format!("bandwidth-callbacks: {text}")));
}

/// Says what has been done.
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
        ErrorKind::PermissionDenied => "may not be read".to_owned(),
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

/// Why a log that is packed cannot be unpacked.
pub(crate) fn unpacked(error: &io::Error, packing: &str) -> io::Error {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    let mut is_cut = false;
    while let Some(error) = cause {
        let io = error.downcast_ref::<io::Error>();
        is_cut |= io.is_some_and(|error| error.kind() == ErrorKind::UnexpectedEof);
        // An `io::Error` around another gives that one's source, and not the other itself.
        cause = match io.and_then(io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    io::Error::other(if is_cut {
        format!("the log is cut off: its {packing} ends too soon")
    } else {
        format!("the log is damaged: its {packing} cannot be unpacked")
    })
}

/// A summary as JavaScript would write it, with the names that `first.source` counts.
pub(crate) fn json(report: &SummaryReport, sources: &[String]) -> serde_json::Result<String> {
    #[derive(Serialize)]
    struct Named<'a> {
        #[serde(flatten)]
        report: &'a SummaryReport,
        sources: &'a [String],
    }
    let text = serde_json::to_string_pretty(&Named { report, sources })?;
    // A float that is whole has no fraction there. What is text ends with a quote.
    Ok(text.replace(".0,\n", ",\n").replace(".0\n", "\n"))
}
