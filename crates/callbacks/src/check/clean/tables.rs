//! What the reader of clean bodies asks of the catalogue, in the form in which it asks.

use std::ops::Range;

use crate::catalogue::events::{EVENTS, EventType};
use crate::catalogue::fields::{FIELDS, Field, Format, Presence, Record, Shape};
use crate::view::TIMES;

/// What a field holds where nothing is to be found.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// Text of which nothing is known while it is read.
    Text,
    /// A moment, by its place in `TIMES`.
    Time(u8),
    /// A phone number, mostly.
    Address,
    Uuid,
    /// Degrees, as text.
    Degrees,
    Number,
    /// A list of what are phone numbers, mostly.
    Addresses,
    /// A list of links.
    Links,
    Record(Record),
}

pub(super) static KINDS: [Kind; FIELDS.len()] = {
    let mut kinds = [Kind::Text; FIELDS.len()];
    let mut at = 0;
    while at < FIELDS.len() {
        kinds[at] = match FIELDS[at].shape {
            Shape::Text(Format::Timestamp) => Kind::Time(time(at)),
            Shape::Text(Format::Recipient | Format::Address) | Shape::TextOrList(_) => Kind::Address,
            Shape::Text(Format::Uuid) => Kind::Uuid,
            Shape::Text(Format::Latitude | Format::Longitude) => Kind::Degrees,
            Shape::Text(_) | Shape::OneOf(_) => Kind::Text,
            Shape::Integer(_) => Kind::Number,
            Shape::TextList(Format::Url) => Kind::Links,
            Shape::TextList(_) => Kind::Addresses,
            Shape::Record(record) => Kind::Record(record),
        };
        at += 1;
    }
    kinds
};

/// The place of a field in `TIMES`.
const fn time(field: usize) -> u8 {
    let mut at = 0;
    while TIMES[at] as usize != field {
        at += 1;
    }
    at as u8
}

/// The fields with one of the shapes that `is` says, a bit each.
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

/// The fields that hold a list, a bit each.
pub(super) const LISTS: u64 = fields!(Shape::TextList(_));
/// The fields whose text may be anything, and may have escapes; a bit each.
pub(super) const PLAIN: u64 = fields!(Shape::Text(Format::Plain));
/// The fields that hold an object, a bit each.
pub(super) const RECORDS: u64 = fields!(Shape::Record(_));
/// The fields whose length has a limit, a bit each.
pub(super) const LIMITED: u64 = {
    let (mut bits, mut at) = (0, 0);
    while at < FIELDS.len() {
        if FIELDS[at].max_chars.is_some() {
            bits |= 1 << at;
        }
        at += 1;
    }
    bits
};

/// Fields of a type of event, a bit each.
#[derive(Clone, Copy)]
pub(super) struct ByEvent {
    /// Without one of them there is a finding: by record, as an object that is absent needs nothing in it.
    pub(super) needed: [u64; Record::ALL.len()],
    /// With one of them there is one.
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

/// The fields that an event of a type must have for nothing to be found, given those that it has.
#[inline(always)]
pub(super) fn needed(event: EventType, present: u64) -> u64 {
    let needed = &BY_EVENT[event as usize].needed;
    let always = needed[Record::Event as usize] | needed[Record::Message as usize];
    if present & RECORDS == 1 << Field::Message as u64 { always } else { always | needed_inside(needed, present) }
}

fn needed_inside(needed: &[u64; Record::ALL.len()], present: u64) -> u64 {
    Record::ALL.into_iter().skip(2).fold(0, |bits, record| {
        let is_there = present & (1 << holder(record) as u64) != 0;
        if is_there { bits | needed[record as usize] } else { bits }
    })
}

/// The field that holds a record; that of an event itself is none, and is not asked for.
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

/// The field that is expected after each, and as the first of each record, until others are seen.
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

/// What stands before a value, in words to compare with.
#[derive(Clone, Copy)]
pub(super) struct Key {
    /// The bytes of it.
    pub(super) length: u32,
    /// The bits of a word that are none of it, if it is shorter than one.
    pub(super) unused: u32,
    /// Its first eight bytes, or fewer.
    pub(super) head: u64,
    /// The last eight, of what does not fit in one word.
    pub(super) tail: u64,
    /// The second eight, of what does not fit in two.
    pub(super) middle: u64,
}

/// The name of each field with its closing quote.
pub(super) static KEYS: [Key; FIELDS.len()] = keys(b"\"");
/// The same up to the quote of a text, without spaces, as it mostly comes.
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

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(has(LISTS), matches!(field.shape, Shape::TextList(_)));
            assert_eq!(has(PLAIN), matches!(field.shape, Shape::Text(Format::Plain)));
            assert_eq!(has(RECORDS), matches!(field.shape, Shape::Record(_)));
            assert_eq!(has(LIMITED), field.max_chars.is_some());
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
