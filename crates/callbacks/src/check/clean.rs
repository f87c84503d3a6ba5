//! A clean body, in one pass: as Bandwidth documents it, with nothing to find in it.
//!
//! Nearly every callback is one. What is read here is what the tape would give, without a
//! diagnostic; at the first thing that is unusual the reader gives up, and the body is checked at
//! leisure. So nothing here may accept what has a finding, and anything may be refused.

mod lists;
mod reader;
mod tables;

use super::ParseOptions;
use super::row::{CleanEvent, Part, TIMES};
use crate::catalogue::fields::Record;
use crate::json::words::Words;
use lists::Lists;
use reader::Reader;
use tables::{KINDS, Kind, NEXT, PLAIN};

/// How deep a clean body is nested: list, event, message, recipients.
const DEPTH: usize = 4;

/// A clean body. Keep one and its memory is used again.
#[derive(Debug)]
pub(crate) struct Clean {
    /// Its events, in order; the rows after them are of other bodies.
    rows: Vec<CleanEvent>,
    /// How many events it has.
    count: usize,
    /// What lies outside of them.
    lists: Lists,
}

impl Clean {
    /// One that has read nothing yet.
    pub(crate) const fn new() -> Self {
        let lists = Lists { items: Vec::new(), shifts: Vec::new(), is_utf8: false, next: NEXT };
        Clean { rows: Vec::new(), count: 0, lists }
    }

    /// Reads a body of at least one event, whatever its size, which is known to be UTF-8 or is not. `None` where it is not clean, or not JSON at all.
    #[inline(always)]
    pub(crate) fn read(&mut self, text: impl Words, is_utf8: bool, options: &ParseOptions) -> Option<()> {
        if options.max_depth < DEPTH {
            return None;
        }
        self.count = 0;
        self.lists.items.clear();
        self.lists.shifts.clear();
        self.lists.is_utf8 = is_utf8;
        let mut reader = Reader { text, at: 0, checked: 0, moments: [None; TIMES.len()] };
        reader.next_is(b'[')?;
        loop {
            reader.next_is(b'{')?;
            reader.checked = PLAIN;
            reader.moments = [None; TIMES.len()];
            if self.count == self.rows.len() {
                self.rows.push(CleanEvent::default());
            }
            let row = &mut self.rows[self.count];
            (row.present, row.escaped) = (0, 0);
            reader.members(Record::Event, row, &mut self.lists)?;
            reader.sound(row, &self.lists)?;
            self.count += 1;
            match reader.next()? {
                b',' => {}
                b']' => break,
                _ => return None,
            }
        }
        reader.is_at_end().then_some(())
    }

    /// Its events, in order.
    pub(crate) fn events(&self) -> &[CleanEvent] {
        &self.rows[..self.count]
    }

    /// The insides of the texts in lists, one list after another.
    pub(crate) fn items(&self) -> &[Part] {
        &self.lists.items
    }

    /// Counts places in UTF-16 code units from here on, as JavaScript does.
    pub(crate) fn count_in_utf16(&mut self) {
        let shifts = &self.lists.shifts;
        let Some((first, _)) = shifts.first() else { return };
        let convert = |part: &mut Part| {
            for place in part.iter_mut().filter(|place| **place >= *first) {
                let shift = shifts[..shifts.partition_point(|(at, _)| at <= place)].last();
                *place -= shift.map_or(0, |(_, shift)| *shift);
            }
        };
        for event in &mut self.rows[..self.count] {
            for (field, part) in event.slots.iter_mut().enumerate() {
                if matches!(KINDS[field], Kind::Text | Kind::Time(_) | Kind::Address | Kind::Uuid)
                    && event.present & (1 << field) != 0
                {
                    convert(part);
                }
            }
        }
        self.lists.items.iter_mut().for_each(convert);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::events::EVENTS;
    use crate::catalogue::fields::Field;
    use crate::check::row::READ;
    use crate::json::words::{PADDING, Padded};

    /// The texts of a body that is read from its bytes, and how many there are.
    fn texts_are_the_same_in_utf16(body: &str) -> usize {
        let padded = [body.as_bytes(), &PADDING].concat();
        let units: Vec<u16> = body.encode_utf16().collect();
        let mut clean = Clean::new();
        assert!(clean.read(Padded(&padded), false, &ParseOptions::default()).is_some(), "{body}");
        let parts = |clean: &Clean| -> Vec<Part> {
            let is_text = |field: usize| !matches!(KINDS[field], Kind::Number | Kind::Addresses | Kind::Links);
            let of = |event: &CleanEvent| -> Vec<Part> {
                let there = |field: &usize| event.present & (1 << field) != 0 && *field != Field::Message as usize;
                (0..READ).filter(there).filter(|field| is_text(*field)).map(|field| event.slots[field]).collect()
            };
            clean.events().iter().flat_map(of).chain(clean.items().iter().copied()).collect()
        };
        let numbers = |clean: &Clean| -> Vec<[Option<Part>; 2]> {
            let of = |event: &CleanEvent| [Field::SegmentCount, Field::ErrorCode].map(|field| event.get(field));
            clean.events().iter().map(of).collect()
        };
        let (in_bytes, counts) = (parts(&clean), numbers(&clean));
        clean.count_in_utf16();
        let in_units = parts(&clean);
        assert_eq!(numbers(&clean), counts);
        for (bytes, part) in in_bytes.iter().zip(&in_units) {
            let text = String::from_utf16(&units[part[0] as usize..part[1] as usize]).unwrap();
            assert_eq!(text, &body[bytes[0] as usize..bytes[1] as usize], "{body}");
        }
        in_bytes.len()
    }

    #[test]
    fn places_are_those_of_javascript() {
        let example = EVENTS.iter().find(|row| row.name == "message-received").unwrap().example;
        assert_eq!(texts_are_the_same_in_utf16(example), 13);
        let event = example.trim().trim_start_matches('[').trim_end_matches(']');
        // A character of two, three and four bytes in each place of a word, in several texts and events.
        for character in ["é", "€", "👍", "\\n👍"] {
            for before in 0..9 {
                for after in [0, 1, 7, 8, 30] {
                    let text = format!("{}{character}{}", "x".repeat(before), "y".repeat(after));
                    let event = event.replace("Is my order", &text).replace("Incoming", &text);
                    texts_are_the_same_in_utf16(&format!("[{event}]"));
                    texts_are_the_same_in_utf16(&format!("[{event},{event}]"));
                }
            }
        }
        // A number that would be a place after the first such character.
        let failed = EVENTS.iter().find(|row| row.name == "message-failed").unwrap().example;
        texts_are_the_same_in_utf16(&failed.replace("rejected", "rejeté"));
    }

    #[test]
    fn bytes_that_are_no_text_are_not_clean() {
        let example = EVENTS.iter().find(|row| row.name == "message-received").unwrap().example;
        let mut bytes = [example.as_bytes(), &PADDING].concat();
        let at = example.find("order").unwrap();
        let is_clean = |bytes: &[u8]| Clean::new().read(Padded(bytes), false, &ParseOptions::default()).is_some();
        assert!(is_clean(&bytes));
        bytes[at] = 0xe9;
        assert!(!is_clean(&bytes));
    }

    #[test]
    fn a_limit_below_the_depth_of_an_event_is_kept() {
        let example = EVENTS.iter().find(|row| row.name == "message-received").unwrap().example;
        for depth in 0..8 {
            let options = ParseOptions::default().max_depth(depth);
            assert_eq!(Clean::new().read(example.as_bytes(), true, &options).is_some(), depth >= DEPTH);
        }
    }
}
