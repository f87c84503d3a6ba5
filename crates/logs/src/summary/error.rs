//! What can be wrong with saved summaries and with the times of a filter.

use std::error::Error;
use std::fmt;

/// Bytes that are not a summary: why [`Summary::from_bytes`](super::Summary::from_bytes) and
/// [`Summary::merge_bytes`](super::Summary::merge_bytes) did not read them.
///
/// ```
/// use bandwidth_callbacks_logs::summary::{InvalidSummary, Summary};
///
/// let error = Summary::from_bytes(b"something else").unwrap_err();
/// assert_eq!(error, InvalidSummary::Damaged);
/// assert_eq!(error.to_string(), "not a saved summary, or damaged: the checksum does not match");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InvalidSummary {
    /// The checksum does not match: they are truncated, changed, or something else.
    Damaged,
    /// Another version of this crate saved it.
    OtherVersion,
}

impl fmt::Display for InvalidSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            InvalidSummary::Damaged => "not a saved summary, or damaged: the checksum does not match",
            InvalidSummary::OtherVersion => "the summary was saved by another version of bandwidth-callbacks",
        })
    }
}

impl Error for InvalidSummary {}

/// A string that is neither a day nor a time: why [`Filter::time`](super::Filter::time) did not read it.
///
/// ```
/// let error = bandwidth_callbacks_logs::summary::Filter::time("yesterday").unwrap_err();
/// assert_eq!(error.to_string(), "expected a day or a time, as 2026-07-14 or 2026-07-14T09:12:07Z");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct InvalidTime;

impl fmt::Display for InvalidTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a day or a time, as 2026-07-14 or 2026-07-14T09:12:07Z")
    }
}

impl Error for InvalidTime {}
