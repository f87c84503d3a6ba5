//! Where bodies stand.

use serde::{Deserialize, Serialize};

/// Where a body stands in a log.
///
/// ```
/// use bandwidth_callbacks_logs::summary::Place;
///
/// assert!(Place { source: 0, line: 7, offset: 900 } < Place { source: 1, line: 1, offset: 0 });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Which file of several, from 0; which statuses were late can be told of a million files.
    pub source: u32,
    /// Where it begins in the file, in bytes.
    pub offset: u64,
    /// Its line, from 1.
    pub line: u64,
}
