//! The fast path: reads a body into views in one pass, without a tape.
//!
//! Nearly every body is as Bandwidth documents it. Most of the others are usable, and their findings are recorded in
//! the same pass, as are the errors that are made most often. At anything rare, the reader gives up and the full check
//! (`check`) reads the body instead. So it must find exactly what the full check finds, but may leave any body to it.
//!
//! | file | what it does |
//! | --- | --- |
//! | `reader` | the hot loop: members of an event, and the check of a clean one |
//! | `unusual_members` | unknown keys, and known fields with another JSON type |
//! | `unusual_event` | the findings of an event that is not clean |
//! | `unknown_type` | elements with an unknown `type` |
//! | `tables` | the catalogue in the form in which the reader asks for it |
//! | `output` | what is produced besides the views |
//! | `deviations` | how the values of an event differ from their documented form |

mod deviations;
mod output;
mod unusual_members;
mod unusual_event;
mod reader;
mod tables;
mod unknown_type;

use crate::catalogue::fields::{FIELDS, Field, Record};
use crate::catalogue::rules::Rule;
use crate::check::ParseOptions;
use crate::diagnostic::{Detail, Finding, Frame, Place, Step, ViewPlace};
use crate::json::swar::{Words, utf16_units};
use crate::view::{EventParts, Extra, NO_EVENT, Other, OtherKind, Part, TO_IS_LIST};
use output::{Output, bytes_of};
use reader::EventReader;
use tables::STRING_FIELDS;

/// The depth of the deepest documented body: `_json`, array, event, message, content, media.
const DEPTH: usize = 6;

/// Reads bodies, and holds the last one. Keep it to reuse its memory.
#[derive(Debug)]
pub(crate) struct FastReader {
    /// The views of the events. Those past `count` are left over from earlier bodies.
    views: Vec<EventParts>,
    /// How many events the body has.
    count: usize,
    /// Everything else.
    out: Output,
}

impl FastReader {
    /// One that has read nothing yet.
    pub(crate) const fn new() -> Self {
        FastReader { views: Vec::new(), count: 0, out: Output::new() }
    }

    /// Reads a body of at least one event, of any size. `is_utf8`: it is known to be UTF-8. `None` if the full check
    /// must read it.
    #[inline(always)]
    pub(crate) fn read_body(&mut self, text: impl Words, is_utf8: bool, options: &ParseOptions) -> Option<()> {
        if options.max_depth < DEPTH {
            return None;
        }
        self.count = 0;
        self.out.clear(is_utf8, options.max_depth);
        let mut reader = EventReader::new(text);
        if reader.next()? != b'[' {
            return self.read_in_frame(reader);
        }
        self.read_events(&mut reader)?;
        reader.is_at_end().then_some(())
    }

    /// Reads the events of an array and its closing bracket. Its opening bracket has been read.
    #[inline(never)]
    fn read_events(&mut self, reader: &mut EventReader<impl Words>) -> Option<()> {
        loop {
            reader.next_is(b'{')?;
            self.read_event(reader)?;
            match reader.next()? {
                b',' => {}
                b']' => return Some(()),
                _ => return None,
            }
        }
    }

    /// Reads an event. Its opening brace has been read.
    #[inline(never)]
    fn read_event(&mut self, reader: &mut EventReader<impl Words>) -> Option<()> {
        if self.count == self.views.len() {
            if self.count == 0 {
                self.views.reserve_exact(1); // mostly there is one event
            }
            self.views.push(EventParts::new());
        }
        let view = &mut self.views[self.count];
        (view.present, view.escaped, view.flags) = (0, 0, 0);
        view.extras = [self.out.extras.len() as u32, 0];
        reader.begin((self.count + self.out.others.len()) as u32, self.out.findings.len());
        reader.read_members(Record::Event, view, &mut self.out)?;
        reader.check_event(view, &mut self.out)?;
        view.span = [reader.element, reader.at as u32];
        self.count += usize::from(view.event != NO_EVENT);
        Some(())
    }

    /// Reads a single event without an array, or an object whose only key `_json` holds the array.
    #[cold]
    #[inline(never)]
    fn read_in_frame(&mut self, mut reader: EventReader<impl Words>) -> Option<()> {
        let start = reader.at - 1;
        if reader.text.byte(start) != Some(b'{') {
            return None;
        }
        reader.next_is(b'"')?;
        let is_wrapper = reader.text.bytes()[reader.at..].starts_with(b"_json\"");
        let rule = if is_wrapper {
            self.out.frame = Frame::Wrapped;
            reader.at += b"_json\"".len();
            reader.next_is(b':')?;
            reader.next_is(b'[')?;
            self.read_events(&mut reader)?;
            reader.next_is(b'}')?;
            Rule::WrappedBody
        } else {
            self.out.frame = Frame::Bare;
            reader.at = start + 1;
            self.read_event(&mut reader)?;
            Rule::BareEvent
        };
        let (start, end, frame) = (start as u32, reader.at as u32, self.out.frame);
        self.out.find(
            rule,
            Place::View(ViewPlace { start, end, frame, element: 0, step: Step::Body }),
            None,
            Detail::None,
        );
        reader.is_at_end().then_some(())
    }

    /// The findings, in no order.
    pub(crate) fn findings(&self) -> &[Finding] {
        &self.out.findings
    }

    /// The findings, to be sorted.
    pub(crate) fn findings_mut(&mut self) -> &mut Vec<Finding> {
        &mut self.out.findings
    }

    /// The members that are not fields of their record.
    pub(crate) fn extras(&self) -> &[Extra] {
        &self.out.extras
    }

    /// The elements that are not events, in order.
    pub(crate) fn others(&self) -> &[Other] {
        &self.out.others
    }

    /// The events, in order.
    pub(crate) fn events(&self) -> &[EventParts] {
        &self.views[..self.count]
    }

    /// The insides of the strings in arrays, one array after another.
    pub(crate) fn items(&self) -> &[Part] {
        &self.out.items
    }

    /// Converts all positions from bytes to UTF-16 code units, for JavaScript.
    pub(crate) fn count_in_utf16(&mut self, text: &[u8]) {
        let Output { items, extras, others, wide, .. } = &mut self.out;
        if wide.is_empty() {
            return;
        }
        // The end of each, and by how much offsets in bytes exceed those in UTF-16 after it.
        let mut shift = 0;
        for part in wide.iter_mut() {
            shift += part[1] - part[0] - utf16_units(bytes_of(text, *part));
            *part = [part[1], shift];
        }
        convert((&mut self.views[..self.count], items, extras, others), wide[0][0], &|place| {
            let before = wide.partition_point(|[end, _]| *end <= place);
            if before == 0 { place } else { place - wide[before - 1][1] }
        });
        wide.clear();
    }
}

/// Converts the positions of all strings, except of those that end before `first`, which is past 0.
#[inline(never)]
pub(crate) fn convert(
    (views, items, extras, others): (&mut [EventParts], &mut [Part], &mut [Extra], &mut [Other]),
    first: u32,
    count: &dyn Fn(u32) -> u32,
) {
    let convert = |part: &mut Part| convert_part(part, first, count);
    for view in views {
        // JavaScript slices the text at the positions of strings only.
        let list = u64::from(view.flags & TO_IS_LIST != 0) << Field::To as u64;
        let mut left = view.present & STRING_FIELDS & !list;
        while left != 0 {
            // One that is `NULL` ends at 0.
            convert(&mut view.parts[left.trailing_zeros() as usize % FIELDS.len()]);
            left &= left - 1;
        }
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

#[inline(never)]
fn convert_part(part: &mut Part, first: u32, count: &dyn Fn(u32) -> u32) {
    if part[1] >= first {
        *part = part.map(count);
    }
}

#[cfg(test)]
mod tests {
    use super::tables::{FIELD_KINDS, FieldKind};
    use super::*;
    use crate::catalogue::events::EVENTS;
    use crate::json::swar::{PADDING, Padded};

    /// Compares the strings of a body in bytes and in UTF-16. Returns how many there are.
    fn texts_are_the_same_in_utf16(body: &str) -> usize {
        let padded = [body.as_bytes(), &PADDING].concat();
        let units: Vec<u16> = body.encode_utf16().collect();
        let mut clean = FastReader::new();
        assert!(clean.read_body(Padded(&padded), false, &ParseOptions::default()).is_some(), "{body}");
        let parts = |clean: &FastReader| -> Vec<Part> {
            let is_text = |field: usize| {
                !matches!(
                    FIELD_KINDS[field],
                    FieldKind::Number | FieldKind::Addresses | FieldKind::Links | FieldKind::Record(_)
                )
            };
            let of = |event: &EventParts| -> Vec<Part> {
                let there = |field: &usize| event.present & (1 << field) != 0;
                (0..FIELDS.len())
                    .filter(there)
                    .filter(|field| is_text(*field))
                    .map(|field| event.parts[field])
                    .collect()
            };
            clean.events().iter().flat_map(of).chain(clean.items().iter().copied()).collect()
        };
        let numbers = |clean: &FastReader| -> Vec<[Option<Part>; 2]> {
            let of = |event: &EventParts| [Field::SegmentCount, Field::ErrorCode].map(|field| event.get(field));
            clean.events().iter().map(of).collect()
        };
        let (in_bytes, counts) = (parts(&clean), numbers(&clean));
        clean.count_in_utf16(body.as_bytes());
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
        let is_clean =
            |bytes: &[u8]| FastReader::new().read_body(Padded(bytes), false, &ParseOptions::default()).is_some();
        assert!(is_clean(&bytes));
        bytes[at] = 0xe9;
        assert!(!is_clean(&bytes));
    }

    #[test]
    fn a_limit_below_the_depth_of_an_event_is_kept() {
        let example = EVENTS.iter().find(|row| row.name == "message-received").unwrap().example;
        for depth in 0..8 {
            let options = ParseOptions::default().max_depth(depth);
            assert_eq!(FastReader::new().read_body(example.as_bytes(), true, &options).is_some(), depth >= DEPTH);
        }
    }
}
