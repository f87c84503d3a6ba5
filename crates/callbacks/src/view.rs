//! One event, field by field, whichever reader read it: where each of its fields is in the text.

use crate::catalogue::fields::{FIELDS, Field, Record};

/// The fields that hold a time.
pub(crate) const TIMES: [Field; 3] = [Field::Time, Field::EventTime, Field::MessageTime];

/// The words of an `EventView` before its slots.
pub(crate) const ROW_HEADER_WORDS: usize = std::mem::offset_of!(EventView, slots) / 4;
/// A part of the text: where it begins and ends.
pub(crate) type Part = [u32; 2];

/// The event has a finding, or something that a clean event never has.
pub(crate) const ODD: u32 = 1;
/// Its `to` is an array.
pub(crate) const TO_IS_LIST: u32 = 2;
/// Its values are not where they are in an event as documented: each is to be asked for.
pub(crate) const ANY_SHAPE: u32 = 4;
/// The slot of a field that is `null`, and may be.
pub(crate) const NULL: Part = [1, 0];

/// One event as numbers, which JavaScript reads as they are in memory.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub(crate) struct EventView {
    /// The fields that it has, a bit each.
    pub present: u64,
    /// The fields whose text, or an item of whose list, has escapes; a bit each.
    pub escaped: u64,
    /// The number of its type.
    pub event: u32,
    /// `ODD`, `TO_IS_LIST`, `ANY_SHAPE`.
    pub flags: u32,
    /// The first of its members that no row describes, and how many there are.
    pub extras: Part,
    /// Where its object begins and ends, in bytes.
    pub span: Part,
    /// For each field that is present: the inside of a string; a number and where it begins; the first item of a list and
    /// how many it has; where an object begins and ends.
    pub slots: [Part; FIELDS.len()],
}

impl EventView {
    /// One without fields.
    pub(crate) const fn new() -> Self {
        EventView {
            present: 0,
            escaped: 0,
            event: 0,
            flags: 0,
            extras: [0; 2],
            span: [0; 2],
            slots: [[0; 2]; FIELDS.len()],
        }
    }

    /// What a field has, if it is there.
    #[inline(always)]
    pub(crate) fn get(&self, field: Field) -> Option<Part> {
        (self.present & (1 << field as u64) != 0).then(|| self.slots[field as usize])
    }
}

/// The number of the type of what is not an event.
pub(crate) const NO_EVENT: u32 = u32::MAX;

/// A member that an event keeps as it was sent.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extra {
    /// The object that it is in.
    pub record: u32,
    /// The inside of its key, which may have escapes.
    pub key: Part,
    /// All of its value, quotes and brackets included; `[0, 0]` if an earlier one of the same key does not count.
    pub value: Part,
}

/// The words of an `Extra`.
pub(crate) const EXTRA_WORDS: usize = size_of::<Extra>() / 4;

/// An element of the body that is not an event.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Other {
    /// Its number in the body, from 0.
    pub index: u32,
    /// All of it.
    pub value: Part,
    /// What it is.
    pub kind: OtherKind,
}

/// What an element is that is not an event.
#[derive(Debug, Clone, Copy)]
pub(crate) enum OtherKind {
    /// Well formed, and of a type that this version does not know; the string that names its type, quotes included.
    Unknown(Option<Part>),
    /// Not usable.
    Rejected,
}

/// Events, the items of their lists and their extras. Places are bytes.
#[derive(Debug, Default)]
pub(crate) struct Views {
    pub(crate) rows: Vec<EventView>,
    pub(crate) items: Vec<Part>,
    pub(crate) extras: Vec<Extra>,
}

impl Extra {
    /// The object that it is in.
    pub(crate) fn record(&self) -> Record {
        Record::ALL[self.record as usize]
    }
}
