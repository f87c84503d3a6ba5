//! The places of bodies.

use serde::{Deserialize, Serialize};

/// The place of a body in a log.
///
/// ```
/// use bandwidth_callbacks_logs::summary::Place;
///
/// assert!(Place { source: 0, line: 7, offset: 900 } < Place { source: 1, line: 1, offset: 0 });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The number of the file, from 0; out-of-order statuses are detected in up to a million files.
    pub source: u32,
    /// Where it starts in the file, in bytes.
    pub offset: u64,
    /// The line, from 1.
    pub line: u64,
}
