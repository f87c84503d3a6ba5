//! `EventParts`: one event, field by field, whichever reader read it: where its values are in the text, not the values.
//! `body::EventView` shows it to other crates.

use std::mem::offset_of;

use crate::catalogue::events::EventType;
use crate::catalogue::fields::{FIELDS, Field, Record};

/// The fields that contain a time.
pub(crate) const TIMES: [Field; 3] = [Field::Time, Field::EventTime, Field::MessageTime];

/// The words of an `EventParts` before `parts`.
pub(crate) const VIEW_HEADER_WORDS: usize = std::mem::offset_of!(EventParts, parts) / 4;
/// A part of the text: its start and its end.
pub(crate) type Part = [u32; 2];

/// The event has a finding, or something that a clean event never has: the flag of an unusual event.
pub(crate) const UNUSUAL: u32 = 1;
/// The top-level `to` is an array.
pub(crate) const TO_IS_LIST: u32 = 2;
/// Values cannot be derived from each other as in a documented event: each field must be read.
pub(crate) const ANY_SHAPE: u32 = 4;
/// The part of a nullable field that is `null`.
pub(crate) const NULL: Part = [1, 0];

/// One event as numbers. JavaScript reads them directly from memory.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub(crate) struct EventParts {
    /// The fields that are present, one bit each.
    pub present: u64,
    /// The fields whose string, or an item of whose array, has escapes; one bit each.
    pub escaped: u64,
    /// Its `EventType` as a number, or `NO_EVENT`.
    pub event: u32,
    /// `UNUSUAL`, `TO_IS_LIST`, `ANY_SHAPE`.
    pub flags: u32,
    /// Its extra members: the index of the first, and their number.
    pub extras: Part,
    /// Its object, in bytes.
    pub span: Part,
    /// For each field that is present: the inside of a string; a number and where it starts; the index of the first
    /// item of an array and their number; the start and end of an object.
    pub parts: [Part; FIELDS.len()],
}

impl EventParts {
    /// A view without fields.
    pub(crate) const fn new() -> Self {
        EventParts {
            present: 0,
            escaped: 0,
            event: 0,
            flags: 0,
            extras: [0; 2],
            span: [0; 2],
            parts: [[0; 2]; FIELDS.len()],
        }
    }

    /// Its type.
    #[inline]
    pub(crate) fn event_type(&self) -> EventType {
        EventType::ALL[self.event as usize]
    }

    /// Whether a field is present. A nullable field may be `null`.
    #[inline]
    pub(crate) fn has(&self, field: Field) -> bool {
        self.present & (1 << field as u64) != 0
    }

    /// The number of a field.
    #[inline]
    pub(crate) fn number(&self, field: Field) -> Option<u32> {
        self.get(field).map(|[number, _]| number)
    }

    /// The part of a field that holds a string, unless it is `null`.
    #[inline(always)]
    pub(crate) fn string(&self, field: Field) -> Option<Part> {
        self.get(field).filter(|part| *part != NULL)
    }

    /// Whether a string of a field has escapes.
    #[inline(always)]
    pub(crate) fn has_escapes(&self, field: Field) -> bool {
        self.escaped & (1 << field as u64) != 0
    }

    /// Whether the top-level `to` is an array.
    #[inline]
    pub(crate) fn has_list(&self) -> bool {
        self.flags & TO_IS_LIST != 0
    }

    /// The part of a field, if it is present.
    #[inline(always)]
    pub(crate) fn get(&self, field: Field) -> Option<Part> {
        self.has(field).then(|| self.parts[field as usize])
    }
}

/// `EventParts::event` of an element that is not an event.
pub(crate) const NO_EVENT: u32 = u32::MAX;

/// A member that is kept as it was sent: an unknown or misplaced field.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extra {
    /// The object that it is in.
    pub record: u32,
    /// The inside of its key, which may have escapes.
    pub key: Part,
    /// Its value, quotes and brackets included; `[0, 0]` if this only removes an earlier value of the same key.
    pub value: Part,
}

/// The size of an `Extra` in words.
pub(crate) const EXTRA_WORDS: usize = size_of::<Extra>() / 4;
/// Its words.
pub(crate) const EXTRA: [&str; EXTRA_WORDS] = ["record", "keyStart", "keyEnd", "valueStart", "valueEnd"];
const _: () = assert!(offset_of!(Extra, record) == 0 && offset_of!(Extra, key) == 4 && offset_of!(Extra, value) == 12);

/// An element of the body that is not an event.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Other {
    /// Its index in the body.
    pub index: u32,
    /// Its position, from start to end.
    pub value: Part,
    /// Why it is not an event.
    pub kind: OtherKind,
}

/// Why an element is not an event.
#[derive(Debug, Clone, Copy)]
pub(crate) enum OtherKind {
    /// It has an unknown type. The string that names the type, quotes included.
    Unknown(Option<Part>),
    /// It is a toll-free verification webhook; its `VerificationOutcome` as a number.
    Verification(u8),
    /// It cannot be used as its type.
    Rejected,
}

/// The views of the events of a body, the items of their arrays, and their extra members. Positions are bytes.
#[derive(Debug, Default)]
pub(crate) struct Views {
    pub(crate) events: Vec<EventParts>,
    pub(crate) items: Vec<Part>,
    pub(crate) extras: Vec<Extra>,
}

impl Extra {
    /// The object that it is in.
    pub(crate) fn record(&self) -> Record {
        Record::ALL[self.record as usize]
    }
}
