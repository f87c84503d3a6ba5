//! The catalogue in the form in which the fast reader asks for it: bit sets, ranges and keys to compare.

use std::ops::Range;

use crate::catalogue::events::{EVENTS, EventType};
use crate::catalogue::fields::{FIELDS, Field, Format, Presence, Record, Shape};
use crate::view::TIMES;

/// What a field holds in a clean event.
#[derive(Clone, Copy)]
pub(super) enum FieldKind {
    /// A string without a common form.
    Text,
    /// A time, by its index in `TIMES`.
    Time(u8),
    /// A string that is usually a phone number.
    Address,
    Uuid,
    /// Degrees, as a string.
    Degrees,
    Number,
    /// An array of strings that are usually phone numbers.
    Addresses,
    /// An array of URLs.
    Links,
    Record(Record),
}

pub(super) static FIELD_KINDS: [FieldKind; FIELDS.len()] = {
    let mut kinds = [FieldKind::Text; FIELDS.len()];
    let mut at = 0;
    while at < FIELDS.len() {
        kinds[at] = match FIELDS[at].shape {
            Shape::Text(Format::Timestamp) => FieldKind::Time(time(at)),
            Shape::Text(Format::Recipient | Format::Address) | Shape::TextOrList(_) => FieldKind::Address,
            Shape::Text(Format::Uuid) => FieldKind::Uuid,
            Shape::Text(Format::Latitude | Format::Longitude) => FieldKind::Degrees,
            Shape::Text(_) | Shape::OneOf(_) => FieldKind::Text,
            Shape::Integer(_) => FieldKind::Number,
            Shape::TextList(Format::Url) => FieldKind::Links,
            Shape::TextList(_) => FieldKind::Addresses,
            Shape::Record(record) => FieldKind::Record(record),
        };
        at += 1;
    }
    kinds
};

/// The index of a field in `TIMES`.
const fn time(field: usize) -> u8 {
    let mut at = 0;
    while TIMES[at] as usize != field {
        at += 1;
    }
    at as u8
}

/// The fields whose shape matches, one bit each.
macro_rules! fields {
    ($($is:pat_param)|+) => {{
        let (mut bits, mut at) = (0, 0);
        while at < FIELDS.len() {
            if matches!(FIELDS[at].shape, $($is)|+) {
                bits |= 1 << at;
            }
            at += 1;
        }
        bits
    }};
}

/// The fields that hold an array, one bit each.
pub(super) const ARRAY_FIELDS: u64 = fields!(Shape::TextList(_));
/// The fields that hold one string, one bit each; one of them may hold an array instead.
pub(super) const STRING_FIELDS: u64 = fields!(Shape::Text(_) | Shape::OneOf(_) | Shape::TextOrList(_));
/// The fields that hold free text, which may have escapes; one bit each.
pub(super) const FREE_TEXT_FIELDS: u64 = fields!(Shape::Text(Format::Plain));
/// The fields that hold an object, one bit each.
pub(super) const OBJECT_FIELDS: u64 = fields!(Shape::Record(_));
/// The fields whose length is limited, one bit each.
pub(super) const LIMITED_FIELDS: u64 = {
    let (mut bits, mut at) = (0, 0);
    while at < FIELDS.len() {
        if FIELDS[at].max_chars.is_some() {
            bits |= 1 << at;
        }
        at += 1;
    }
    bits
};

/// Sets of fields for one event type, one bit each.
#[derive(Clone, Copy)]
pub(super) struct ByEvent {
    /// If one is missing, there is a finding. By record, because an absent object needs no fields.
    pub(super) needed: [u64; Record::ALL.len()],
    /// If one is present, there is a finding.
    pub(super) misplaced: u64,
}

pub(super) static BY_EVENT: [ByEvent; EVENTS.len()] = {
    let mut rows = [ByEvent { needed: [0; Record::ALL.len()], misplaced: 0 }; EVENTS.len()];
    let mut event = 0;
    while event < EVENTS.len() {
        let mut at = 0;
        while at < FIELDS.len() {
            match FIELDS[at].presence[event] {
                Presence::Required | Presence::Expected => rows[event].needed[FIELDS[at].record as usize] |= 1 << at,
                Presence::Misplaced => rows[event].misplaced |= 1 << at,
                Presence::Optional => {}
            }
            at += 1;
        }
        event += 1;
    }
    rows
};

/// The fields that an event must have to be clean, given those that it has.
#[inline(always)]
pub(super) fn needed(event: EventType, present: u64) -> u64 {
    let needed = &BY_EVENT[event as usize].needed;
    let always = needed[Record::Event as usize] | needed[Record::Message as usize];
    if present & OBJECT_FIELDS == 1 << Field::Message as u64 { always } else { always | needed_inside(needed, present) }
}

fn needed_inside(needed: &[u64; Record::ALL.len()], present: u64) -> u64 {
    Record::ALL.into_iter().skip(2).fold(0, |bits, record| {
        let is_there = present & (1 << holder(record) as u64) != 0;
        if is_there { bits | needed[record as usize] } else { bits }
    })
}

/// The field that holds a record. Not asked for `Record::Event`, which no field holds.
pub(super) const fn holder(record: Record) -> Field {
    match record {
        Record::Event | Record::Message => Field::Message,
        Record::Content => Field::Content,
        Record::ContentMedia => Field::ContentMedia,
        Record::SuggestionResponse => Field::SuggestionResponse,
        Record::LocationResponse => Field::LocationResponse,
    }
}

/// The fields of each record.
pub(super) const RANGES: [Range<usize>; Record::ALL.len()] = {
    let mut ranges = [const { 0..0 }; Record::ALL.len()];
    let mut at = 0;
    while at < FIELDS.len() {
        let range = &mut ranges[FIELDS[at].record as usize];
        if range.end == 0 {
            range.start = at;
        }
        range.end = at + 1;
        at += 1;
    }
    ranges
};

/// The initial predictions: the field that follows each field, and the first field of each record.
pub(super) const NEXT: [u8; FIELDS.len() + RANGES.len()] = {
    let mut next = [0; FIELDS.len() + RANGES.len()];
    let mut record = 0;
    while record < RANGES.len() {
        next[FIELDS.len() + record] = RANGES[record].start as u8;
        let mut at = RANGES[record].start;
        while at < RANGES[record].end {
            next[at] = if at + 1 == RANGES[record].end { RANGES[record].start } else { at + 1 } as u8;
            at += 1;
        }
        record += 1;
    }
    next
};

/// The bytes of a key and what follows it, as words to compare with.
#[derive(Clone, Copy)]
pub(super) struct Key {
    /// Its length in bytes.
    pub(super) length: u32,
    /// If it is shorter than a word, the number of unused bits.
    pub(super) unused: u32,
    /// Its first eight bytes, or fewer.
    pub(super) head: u64,
    /// If it is longer than one word, its last eight bytes.
    pub(super) tail: u64,
    /// If it is longer than two words, its second eight bytes.
    pub(super) middle: u64,
}

/// The name of each field with its closing quote.
pub(super) static KEYS: [Key; FIELDS.len()] = keys(b"\"");
/// The same up to the opening quote of a string value, without spaces.
pub(super) static TEXT_KEYS: [Key; FIELDS.len()] = keys(b"\":\"");

const fn keys(after: &[u8]) -> [Key; FIELDS.len()] {
    let mut keys = [Key { length: 0, unused: 0, head: 0, tail: 0, middle: 0 }; FIELDS.len()];
    let mut at = 0;
    while at < FIELDS.len() {
        keys[at] = key(FIELDS[at].name.as_bytes(), after);
        at += 1;
    }
    keys
}

const fn key(name: &[u8], after: &[u8]) -> Key {
    let length = name.len() + after.len();
    assert!(length <= 24, "three words hold it");
    let (mut head, mut tail, mut middle) = (0, 0, 0);
    let mut at = 0;
    while at < length {
        let byte = if at < name.len() { name[at] } else { after[at - name.len()] } as u64;
        if at < 8 {
            head |= byte << (at * 8);
        }
        if length > 16 && at >= 8 && at < 16 {
            middle |= byte << ((at - 8) * 8);
        }
        if length > 8 && at + 8 >= length {
            tail |= byte << ((at + 8 - length) * 8);
        }
        at += 1;
    }
    let unused = if length < 8 { 64 - length as u32 * 8 } else { 0 };
    Key { length: length as u32, unused, head, tail, middle }
}

/// The field of a record whose key starts like `head`, if there is one. Its key may go on in another way.
#[inline(always)]
pub(super) fn field_by_start(record: Record, head: u64) -> usize {
    usize::from(BY_START[record as usize][slot(MULTIPLIER, head)])
}

/// For each record, the field in each slot. In an empty slot is a field of the record too: no other key is there.
static BY_START: [[u8; SLOTS]; Record::ALL.len()] = match by_start(MULTIPLIER) {
    Some(fields) => fields,
    None => panic!("`MULTIPLIER` has been tried"),
};
const SLOTS: usize = 32;

/// The slot of a key, by its first three bytes: they differ within a record, and no key is shorter with its quote.
#[inline(always)]
const fn slot(multiplier: u32, head: u64) -> usize {
    (((head as u32) << 8).wrapping_mul(multiplier) >> (u32::BITS - SLOTS.ilog2())) as usize
}

/// The first odd number that gives each field of a record a slot of its own.
const MULTIPLIER: u32 = {
    let mut multiplier = 1;
    while by_start(multiplier).is_none() {
        assert!(
            multiplier < 99_999,
            "no multiplier gives each key a slot of its own: double `SLOTS`; if two keys of a record start with the \
             same three bytes, `slot` must look at more of them"
        );
        multiplier += 2;
    }
    multiplier
};

/// The slots of all fields. `None` if two fields of a record have the same.
const fn by_start(multiplier: u32) -> Option<[[u8; SLOTS]; Record::ALL.len()]> {
    let mut slots = [[0; SLOTS]; Record::ALL.len()];
    let mut record = 0;
    while record < slots.len() {
        slots[record] = [RANGES[record].start as u8; SLOTS];
        let mut taken = 0u64;
        let mut at = RANGES[record].start;
        while at < RANGES[record].end {
            let slot = slot(multiplier, KEYS[at].head);
            if taken & (1 << slot) != 0 {
                return None;
            }
            taken |= 1 << slot;
            slots[record][slot] = at as u8;
            at += 1;
        }
        record += 1;
    }
    Some(slots)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_is_found_by_its_start() {
        for (at, field) in FIELDS.iter().enumerate() {
            assert_eq!(field_by_start(field.record, KEYS[at].head), at);
        }
    }

    #[test]
    fn keys_are_the_names_and_what_follows_them() {
        let word = |bytes: &[u8]| bytes.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
        for (keys, after) in [(&KEYS, "\""), (&TEXT_KEYS, "\":\"")] {
            for (key, field) in keys.iter().zip(&FIELDS) {
                let text = format!("{}{after}", field.name);
                let (head, rest) = text.as_bytes().split_at(text.len().min(8));
                let tail = if rest.is_empty() { 0 } else { word(&text.as_bytes()[text.len() - 8..]) };
                assert_eq!((key.length as usize, key.head, key.tail), (text.len(), word(head), tail), "{text}");
                assert_eq!(u64::MAX >> key.unused, word(&vec![0xff; head.len()]), "{text}");
                let middle = if text.len() > 16 { word(&text.as_bytes()[8..16]) } else { 0 };
                assert_eq!(key.middle, middle, "{text}");
            }
        }
    }

    #[test]
    fn each_field_is_expected_after_the_one_before_it() {
        assert!(
            RANGES.windows(2).all(|two| two[0].end == two[1].start) && RANGES[RANGES.len() - 1].end == FIELDS.len()
        );
        for (record, range) in RANGES.iter().enumerate() {
            let mut expected = usize::from(NEXT[FIELDS.len() + record]);
            for field in range.clone() {
                assert_eq!((FIELDS[field].record as usize, expected), (record, field));
                expected = usize::from(NEXT[field]);
            }
            assert_eq!(expected, range.start);
        }
    }

    #[test]
    fn bits_are_what_the_rows_say() {
        for (at, field) in FIELDS.iter().enumerate() {
            let has = |bits: u64| bits & (1 << at) != 0;
            assert_eq!(has(ARRAY_FIELDS), matches!(field.shape, Shape::TextList(_)));
            let has_string = matches!(field.shape, Shape::Text(_) | Shape::OneOf(_) | Shape::TextOrList(_));
            assert_eq!(has(STRING_FIELDS), has_string);
            assert_eq!(has(FREE_TEXT_FIELDS), matches!(field.shape, Shape::Text(Format::Plain)));
            assert_eq!(has(OBJECT_FIELDS), matches!(field.shape, Shape::Record(_)));
            assert_eq!(has(LIMITED_FIELDS), field.max_chars.is_some());
            if let Shape::Record(record) = field.shape {
                assert_eq!(holder(record) as usize, at);
            }
            for event in EventType::ALL {
                let presence = field.presence[event as usize];
                let is_needed = matches!(presence, Presence::Required | Presence::Expected);
                assert_eq!(has(needed(event, u64::MAX)), is_needed);
                let is_always = matches!(field.record, Record::Event | Record::Message);
                assert_eq!(has(needed(event, 1 << Field::Message as u64)), is_needed && is_always);
                assert_eq!(has(BY_EVENT[event as usize].misplaced), matches!(presence, Presence::Misplaced));
            }
        }
    }
}
