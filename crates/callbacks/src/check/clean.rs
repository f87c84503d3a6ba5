//! A body in one pass, if every event in it is usable.
//!
//! Nearly every body is as Bandwidth documents it, and what is not is mostly usable: what is found of it is recorded on the
//! way. At an error, and at anything rare, the reader gives up, and the full check reads the body. So nothing here may
//! find anything else than the full check does, and anything may be left to it.

mod lists;
mod members;
mod odd;
mod reader;
mod tables;
mod unknown;

use super::ParseOptions;
use crate::catalogue::fields::{Field, Record};
use crate::catalogue::rules::Rule;
use crate::diagnostic::{Detail, Finding, Frame, Place, Step, ViewPlace};
use crate::json::words::Words;
use crate::view::{EventView, Extra, NO_EVENT, NULL, Other, OtherKind, Part, TO_IS_LIST};
use lists::Lists;
use reader::Reader;
use tables::{KINDS, Kind};

/// How deep a body may be nested that is as documented: `_json`, list, event, message, content, its media.
const DEPTH: usize = 6;

/// A body that was read in one pass. Keep one and its memory is used again.
#[derive(Debug)]
pub(crate) struct Clean {
    /// Its events, in order; the rows after them are of other bodies.
    rows: Vec<EventView>,
    /// How many events it has.
    count: usize,
    /// What is outside of them.
    lists: Lists,
}

impl Clean {
    /// One that has read nothing yet.
    pub(crate) const fn new() -> Self {
        Clean { rows: Vec::new(), count: 0, lists: Lists::new() }
    }

    /// Reads a body of at least one event, whatever its size, which is known to be UTF-8 or is not. `None` if the full check
    /// is to read it.
    #[inline(always)]
    pub(crate) fn read(&mut self, text: impl Words, is_utf8: bool, options: &ParseOptions) -> Option<()> {
        if options.max_depth < DEPTH {
            return None;
        }
        self.count = 0;
        self.lists.clear(is_utf8, options.max_depth);
        let mut reader = Reader::new(text);
        if reader.next()? != b'[' {
            return self.read_in_frame(reader);
        }
        self.list(&mut reader)?;
        reader.is_at_end().then_some(())
    }

    /// The events of a list whose bracket has been read, and its closing bracket.
    #[inline(never)]
    fn list(&mut self, reader: &mut Reader<impl Words>) -> Option<()> {
        loop {
            reader.next_is(b'{')?;
            self.event(reader)?;
            match reader.next()? {
                b',' => {}
                b']' => return Some(()),
                _ => return None,
            }
        }
    }

    /// An event whose brace has been read.
    #[inline(never)]
    fn event(&mut self, reader: &mut Reader<impl Words>) -> Option<()> {
        if self.count == self.rows.len() {
            self.rows.push(EventView::new());
        }
        let row = &mut self.rows[self.count];
        (row.present, row.escaped, row.flags) = (0, 0, 0);
        row.extras = [self.lists.extras.len() as u32, 0];
        reader.begin((self.count + self.lists.others.len()) as u32, self.lists.findings.len());
        reader.members(Record::Event, row, &mut self.lists)?;
        reader.sound(row, &mut self.lists)?;
        row.span = [reader.element, reader.at as u32];
        self.count += usize::from(row.event != NO_EVENT);
        Some(())
    }

    /// One event without a list, or the list in `_json` of an object and nothing beside it.
    #[cold]
    #[inline(never)]
    fn read_in_frame(&mut self, mut reader: Reader<impl Words>) -> Option<()> {
        let start = reader.at - 1;
        if reader.text.byte(start) != Some(b'{') {
            return None;
        }
        reader.next_is(b'"')?;
        let is_wrapper = reader.text.bytes()[reader.at..].starts_with(b"_json\"");
        let rule = if is_wrapper {
            self.lists.frame = Frame::Wrapped;
            reader.at += b"_json\"".len();
            reader.next_is(b':')?;
            reader.next_is(b'[')?;
            self.list(&mut reader)?;
            reader.next_is(b'}')?;
            Rule::WrappedBody
        } else {
            self.lists.frame = Frame::Bare;
            reader.at = start + 1;
            self.event(&mut reader)?;
            Rule::BareEvent
        };
        let (start, end, frame) = (start as u32, reader.at as u32, self.lists.frame);
        self.lists.find(
            rule,
            Place::View(ViewPlace { start, end, frame, element: 0, step: Step::Body }),
            None,
            Detail::None,
        );
        reader.is_at_end().then_some(())
    }

    /// What was found, in no order; nothing of it is an error.
    pub(crate) fn findings(&self) -> &[Finding] {
        &self.lists.findings
    }

    /// The same, to be put in order.
    pub(crate) fn findings_mut(&mut self) -> &mut Vec<Finding> {
        &mut self.lists.findings
    }

    /// The members of events that no row describes.
    pub(crate) fn extras(&self) -> &[Extra] {
        &self.lists.extras
    }

    /// Its elements that are not events, in order.
    pub(crate) fn others(&self) -> &[Other] {
        &self.lists.others
    }

    /// Its events, in order.
    pub(crate) fn events(&self) -> &[EventView] {
        &self.rows[..self.count]
    }

    /// The insides of the texts in lists, one list after another.
    pub(crate) fn items(&self) -> &[Part] {
        &self.lists.items
    }

    /// Counts places in UTF-16 code units from here on, as JavaScript does.
    pub(crate) fn count_in_utf16(&mut self) {
        let Lists { items, extras, others, shifts, .. } = &mut self.lists;
        let Some((first, _)) = shifts.first() else { return };
        convert((&mut self.rows[..self.count], items, extras, others), &|place| {
            if place < *first {
                return place;
            }
            let shift = shifts[..shifts.partition_point(|(at, _)| *at <= place)].last();
            place - shift.map_or(0, |(_, shift)| *shift)
        });
    }
}

/// Counts the places of all texts otherwise.
#[inline(never)]
pub(crate) fn convert(
    (rows, items, extras, others): (&mut [EventView], &mut [Part], &mut [Extra], &mut [Other]),
    count: &dyn Fn(u32) -> u32,
) {
    let convert = |part: &mut Part| *part = part.map(count);
    for row in rows {
        texts(row).for_each(convert);
    }
    items.iter_mut().for_each(convert);
    for extra in extras {
        convert(&mut extra.key);
        convert(&mut extra.value);
    }
    for other in others {
        convert(&mut other.value);
        if let OtherKind::Unknown(Some(kind)) = &mut other.kind {
            convert(kind);
        }
    }
}

/// The parts of an event that are texts: what has a place in the text that JavaScript asks for.
fn texts(event: &mut EventView) -> impl Iterator<Item = &mut Part> {
    let (present, is_list) = (event.present, event.flags & TO_IS_LIST != 0);
    let is_text = move |field: usize| {
        let kind = KINDS[field];
        present & (1 << field) != 0
            && !(is_list && field == Field::To as usize)
            && matches!(kind, Kind::Text | Kind::Time(_) | Kind::Address | Kind::Uuid | Kind::Degrees)
    };
    event
        .slots
        .iter_mut()
        .enumerate()
        .filter(move |(field, part)| is_text(*field) && **part != NULL)
        .map(|(_, part)| part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::events::EVENTS;
    use crate::catalogue::fields::FIELDS;
    use crate::catalogue::fields::Field;
    use crate::json::words::{PADDING, Padded};

    /// The texts of a body that is read from its bytes, and how many there are.
    fn texts_are_the_same_in_utf16(body: &str) -> usize {
        let padded = [body.as_bytes(), &PADDING].concat();
        let units: Vec<u16> = body.encode_utf16().collect();
        let mut clean = Clean::new();
        assert!(clean.read(Padded(&padded), false, &ParseOptions::default()).is_some(), "{body}");
        let parts = |clean: &Clean| -> Vec<Part> {
            let is_text =
                |field: usize| !matches!(KINDS[field], Kind::Number | Kind::Addresses | Kind::Links | Kind::Record(_));
            let of = |event: &EventView| -> Vec<Part> {
                let there = |field: &usize| event.present & (1 << field) != 0;
                (0..FIELDS.len())
                    .filter(there)
                    .filter(|field| is_text(*field))
                    .map(|field| event.slots[field])
                    .collect()
            };
            clean.events().iter().flat_map(of).chain(clean.items().iter().copied()).collect()
        };
        let numbers = |clean: &Clean| -> Vec<[Option<Part>; 2]> {
            let of = |event: &EventView| [Field::SegmentCount, Field::ErrorCode].map(|field| event.get(field));
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
