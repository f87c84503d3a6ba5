//! What the reader of clean bodies asks of the catalogue, in the form in which it asks.

use std::ops::Range;

use crate::catalogue::events::EVENTS;
use crate::catalogue::fields::{FIELDS, Field, Format, Presence, Record, Shape};
use crate::check::row::{READ, TIMES};

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
    Number,
    /// A list of what are phone numbers, mostly.
    Addresses,
    /// A list of links.
    Links,
    Message,
}

pub(super) static KINDS: [Kind; READ] = {
    let mut kinds = [Kind::Text; READ];
    let mut at = 0;
    while at < READ {
        kinds[at] = match FIELDS[at].shape {
            Shape::Text(Format::Timestamp) => Kind::Time(time(at)),
            Shape::Text(Format::Recipient | Format::Address) | Shape::TextOrList(_) => Kind::Address,
            Shape::Text(Format::Uuid) => Kind::Uuid,
            Shape::Text(_) | Shape::OneOf(_) => Kind::Text,
            Shape::Integer(_) => Kind::Number,
            Shape::TextList(Format::Url) => Kind::Links,
            Shape::TextList(_) => Kind::Addresses,
            Shape::Record(_) => Kind::Message,
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

/// The fields that hold a list, a bit each.
pub(super) const LISTS: u32 = {
    let (mut lists, mut at) = (0, 0);
    while at < READ {
        if matches!(FIELDS[at].shape, Shape::TextList(_)) {
            lists |= 1 << at;
        }
        at += 1;
    }
    lists
};

/// The fields whose text may be anything, and may have escapes; a bit each.
pub(super) const PLAIN: u32 = {
    let (mut plain, mut at) = (0, 0);
    while at < READ {
        if matches!(FIELDS[at].shape, Shape::Text(Format::Plain)) {
            plain |= 1 << at;
        }
        at += 1;
    }
    plain
};

/// Fields of a type of event, a bit each.
#[derive(Clone, Copy)]
pub(super) struct ByEvent {
    /// Without one of them there is a finding.
    pub(super) needed: u32,
    /// With one of them there is one.
    pub(super) misplaced: u32,
}

pub(super) static BY_EVENT: [ByEvent; EVENTS.len()] = {
    let mut rows = [ByEvent { needed: 0, misplaced: 0 }; EVENTS.len()];
    let mut event = 0;
    while event < EVENTS.len() {
        let mut at = 0;
        while at < FIELDS.len() {
            // A field that is not read here gets a bit that none can have.
            let bit = if at < READ { 1 << at } else { 1 << READ };
            let in_message = matches!(FIELDS[at].record, Record::Event | Record::Message);
            match FIELDS[at].presence[event] {
                Presence::Required | Presence::Expected if in_message => rows[event].needed |= bit,
                Presence::Misplaced if at < READ => rows[event].misplaced |= bit,
                _ => {}
            }
            at += 1;
        }
        event += 1;
    }
    rows
};

/// The fields of the two records, of those read here.
pub(super) const RANGES: [Range<usize>; 2] = [0..Field::Message as usize + 1, Field::Message as usize + 1..READ];

/// The field that is expected after each, and as the first of each record, until others are seen.
pub(super) const NEXT: [u8; READ + RANGES.len()] = {
    let mut next = [0; READ + RANGES.len()];
    let mut record = 0;
    while record < RANGES.len() {
        next[READ + record] = RANGES[record].start as u8;
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
    pub(super) length: usize,
    /// Its first eight bytes, or fewer.
    pub(super) head: u64,
    pub(super) mask: u64,
    /// The last eight, of what does not fit in one word.
    pub(super) tail: u64,
}

/// The name of each field with its closing quote.
pub(super) static KEYS: [Key; READ] = keys(b"\"");
/// The same up to the quote of a text, without spaces, as it mostly comes.
pub(super) static TEXT_KEYS: [Key; READ] = keys(b"\":\"");

const fn keys(after: &[u8]) -> [Key; READ] {
    let mut keys = [Key { length: 0, head: 0, mask: 0, tail: 0 }; READ];
    let mut at = 0;
    while at < READ {
        keys[at] = key(FIELDS[at].name.as_bytes(), after);
        at += 1;
    }
    keys
}

const fn key(name: &[u8], after: &[u8]) -> Key {
    let length = name.len() + after.len();
    assert!(length <= 16, "two words hold it");
    let (mut head, mut mask, mut tail) = (0, 0, 0);
    let mut at = 0;
    while at < length {
        let byte = if at < name.len() { name[at] } else { after[at - name.len()] } as u64;
        if at < 8 {
            head |= byte << (at * 8);
            mask |= 0xff << (at * 8);
        }
        if length > 8 && at + 8 >= length {
            tail |= byte << ((at + 8 - length) * 8);
        }
        at += 1;
    }
    Key { length, head, mask, tail }
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
                assert_eq!((key.length, key.head, key.tail), (text.len(), word(head), tail), "{text}");
                assert_eq!(key.mask, word(&vec![0xff; head.len()]), "{text}");
            }
        }
    }

    #[test]
    fn each_field_is_expected_after_the_one_before_it() {
        assert_eq!((RANGES[0].start, RANGES[0].end, RANGES[1].end), (0, RANGES[1].start, READ));
        for (record, range) in RANGES.iter().enumerate() {
            let mut expected = usize::from(NEXT[READ + record]);
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
            let has = |bits: u32| bits & (1 << at.min(READ)) != 0;
            let is_read = at < READ;
            assert_eq!(has(LISTS), is_read && matches!(field.shape, Shape::TextList(_)));
            assert_eq!(has(PLAIN), is_read && matches!(field.shape, Shape::Text(Format::Plain)));
            for (event, bits) in BY_EVENT.iter().enumerate() {
                let presence = field.presence[event];
                let in_message = matches!(field.record, Record::Event | Record::Message);
                let is_needed = matches!(presence, Presence::Required | Presence::Expected) && in_message;
                // What is not read here shares one bit, which no body has.
                assert!(has(bits.needed) == is_needed || (has(bits.needed) && !is_read));
                assert_eq!(has(bits.misplaced), is_read && matches!(presence, Presence::Misplaced));
            }
        }
    }
}
