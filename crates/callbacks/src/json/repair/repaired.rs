//! What a repair gives.

use super::kind::RepairKind;

/// One thing that was done to the text, and where.
///
/// Offsets are bytes of the text as pasted, on character boundaries. What was added has
/// `start == end`; what was repaired inside a text that holds JSON has the place of that text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Repair {
    /// What was done.
    pub kind: RepairKind,
    /// The first byte, 0-based.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// Repaired text and how it came about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Repaired {
    /// Strict JSON, if `repairs` is not empty; otherwise the text as it was given.
    pub text: String,
    /// What was done, in the order of the text.
    pub repairs: Vec<Repair>,
}
