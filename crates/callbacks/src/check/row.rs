//! One event as numbers: where each of its fields is in the text.

use crate::catalogue::fields::Field;

/// The fields that tell a moment.
pub(crate) const TIMES: [Field; 3] = [Field::Time, Field::EventTime, Field::MessageTime];

/// How many fields are known here: those of an event and its message, but for what RBM alone has.
pub(crate) const READ: usize = Field::Channel as usize + 1;
/// The words of a `CleanEvent` before its slots.
pub(crate) const HEAD: usize = 3;
/// A part of the text: where it begins and ends.
pub(crate) type Part = [u32; 2];

/// One event as numbers, which JavaScript reads as they lie in memory.
#[repr(C)]
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct CleanEvent {
    /// The number of its type.
    pub event: u32,
    /// The fields that it has, a bit each.
    pub present: u32,
    /// The fields whose text has escapes, a bit each.
    pub escaped: u32,
    /// For each field that is present: the inside of a text, a number and 0, or the first item of a list and how many it has.
    pub slots: [Part; READ],
}

impl CleanEvent {
    /// What a field has, where it is there.
    #[inline(always)]
    pub(crate) fn get(&self, field: Field) -> Option<Part> {
        let bit = 1u32.checked_shl(field as u32)?;
        (self.present & bit != 0).then(|| self.slots[field as usize])
    }
}
