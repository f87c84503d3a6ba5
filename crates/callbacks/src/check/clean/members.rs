//! Members that a clean event does not have, read where they are: unknown ones, and known ones of another type.

use super::lists::{Lists, inside, list};
use super::reader::Reader;
use super::tables::{KINDS, Kind};
use crate::catalogue::fields::{Field, Record, Shape};
use crate::catalogue::rules::Rule;
use crate::check::value::is_integer;
use crate::check::{format, near};
use crate::diagnostic::{Detail, Frame, Place, Step, ViewPlace};
use crate::json::scan::scan;
use crate::json::string;
use crate::json::tape::{ESCAPED, Kind as JsonKind, LONE_SURROGATE, LOSSY, Tape};
use crate::json::words::Words;
use crate::view::{EventView, Extra, ODD, Part, TO_IS_LIST};

/// More of either in one event, or a longer key, and the full check takes over, which has limits of its own.
const MAX_EXTRAS: u32 = 16;
const MAX_KEY_BYTES: usize = 64;
/// The same of the keys of one of its objects.
const MAX_KEYS: usize = 32;

/// How fields of an event deviate from their documented form, a bit each.
#[derive(Default)]
pub(super) struct Deviations {
    /// The value is `null`.
    pub(super) nulls: u64,
    /// The value was converted: all of those below, and numbers in quotes.
    pub(super) coerced: u64,
    /// One string is read as an array of one.
    pub(super) wrapped: u64,
    /// An array of one is read as its string.
    pub(super) unwrapped: u64,
    /// A number is read as the text that it is written with.
    pub(super) quoted: u64,
}

pub(super) const fn bit(field: Field) -> u64 {
    1 << field as u64
}

impl<T: Words> Reader<T> {
    /// A member whose key is no field of its record; its opening quote has been read.
    #[cold]
    #[inline(never)]
    pub(super) fn unknown_member(&mut self, record: Record, row: &mut EventView, lists: &mut Lists) -> Option<()> {
        let (key, flags) = self.any_text(lists)?;
        self.next_is(b':')?;
        self.next()?;
        let value = self.value(record, lists)?;
        let name = std::str::from_utf8(inside(self.text.bytes(), key)).ok()?;
        let extras = &lists.extras[row.extras[0] as usize..];
        let is_again =
            extras.iter().any(|it| it.record() == record && inside(self.text.bytes(), it.key) == name.as_bytes());
        let is_wrapper = lists.frame == Frame::Bare && record == Record::Event && name == "_json";
        if flags != 0 || name.len() > MAX_KEY_BYTES || row.extras[1] == MAX_EXTRAS || is_again || is_wrapper {
            return None;
        }
        let elsewhere = |other, detail| Field::find(other, name.as_bytes()).map(|field| (Some(field), detail));
        let misplaced = match record {
            Record::Event => elsewhere(Record::Message, Detail::BelongsInMessage),
            Record::Message => elsewhere(Record::Event, Detail::BelongsBesideMessage),
            _ => None,
        };
        let (rule, (field, detail)) = match misplaced {
            Some(misplaced) => (Rule::MisplacedField, misplaced),
            None => (Rule::UnknownField, (None, near::field(record, name).map_or(Detail::None, Detail::Near))),
        };
        let place = self.at(lists, [key[0] - 1, key[1] + 1], Step::Key(record, key));
        lists.find(rule, place, field, detail);
        self.keep(row, lists, Extra { record: record as u32, key, value });
        Some(())
    }

    /// Marks the event as one that is not clean.
    pub(super) fn mark(&mut self, row: &mut EventView) {
        if row.flags & ODD == 0 {
            row.flags |= ODD;
            self.deviations = Deviations::default();
        }
    }

    /// Keeps a member as it was sent.
    pub(super) fn keep(&mut self, row: &mut EventView, lists: &mut Lists, extra: Extra) {
        self.mark(row);
        row.extras[1] += 1;
        lists.extras.push(extra);
    }

    /// The value of a known field that is not of its documented type, and whose first byte has been read.
    #[cold]
    #[inline(never)]
    pub(super) fn unusual(&mut self, at: usize, first: u8, row: &mut EventView, lists: &mut Lists) -> Option<()> {
        let (field, start) = (Field::ALL[at], self.at as u32 - 1);
        self.mark(row);
        let found = match (first, KINDS[at]) {
            (b'n', _) => {
                self.at += 3;
                self.deviations.nulls |= bit(field);
                row.slots[at] = [start, self.at as u32];
                return (self.text.bytes().get(start as usize..self.at)? == b"null").then_some(());
            }
            (b'"', Kind::Number) => {
                let (part, flags) = self.any_text(lists)?;
                let text = std::str::from_utf8(inside(self.text.bytes(), part)).ok()?;
                if flags != 0 || !is_integer(text) {
                    return None;
                }
                row.slots[at] = [format::number(text.as_bytes()), start];
                JsonKind::Text
            }
            (b'"', Kind::Addresses | Kind::Links) => {
                let (part, flags) = self.any_text(lists)?;
                row.slots[at] = [lists.items.len() as u32, 1];
                row.escaped |= u64::from(flags & ESCAPED) << at;
                lists.items.push(part);
                self.deviations.wrapped |= bit(field);
                JsonKind::Text
            }
            (b'[', Kind::Text | Kind::Time(_) | Kind::Address | Kind::Uuid | Kind::Degrees) => {
                row.slots[at] = self.list(at, &mut row.escaped, lists)?;
                if field == Field::To {
                    row.flags |= TO_IS_LIST; // whether it may be one depends on the type of the event
                    return Some(());
                }
                self.unwrap(field, row, lists)?;
                JsonKind::List
            }
            (b'-' | b'0'..=b'9', Kind::Degrees) => {
                let end = value_end(self.text, start as usize)?;
                scan(std::str::from_utf8(&self.text.bytes()[start as usize..end]).ok()?, 0).ok()?;
                row.slots[at] = [start, end as u32];
                self.at = end;
                self.deviations.quoted |= bit(field);
                JsonKind::Number
            }
            _ => return None,
        };
        self.coerced(field, field.slim().shape(), found, [start, self.at as u32], lists);
        Some(())
    }

    /// Reads an array of one as its string.
    pub(super) fn unwrap(&mut self, field: Field, row: &mut EventView, lists: &Lists) -> Option<()> {
        let [item] = list(&lists.items, row.slots[field as usize]) else { return None };
        row.slots[field as usize] = *item;
        self.deviations.unwrapped |= bit(field);
        Some(())
    }

    pub(super) fn coerced(&mut self, field: Field, expected: Shape, found: JsonKind, span: Part, lists: &mut Lists) {
        self.deviations.coerced |= bit(field);
        self.find(Rule::CoercedType, field, span, Detail::Shape { expected, found, fraction: false }, lists);
    }

    /// The value whose first byte has been read, of a member that no row describes: all of it.
    #[inline(never)]
    fn value(&mut self, record: Record, lists: &mut Lists) -> Option<Part> {
        let start = self.at - 1;
        if self.text.byte(start) == Some(b'"') {
            let ([_, end], flags) = self.any_text(lists)?;
            return (flags & LONE_SURROGATE == 0).then_some([start as u32, end + 1]);
        }
        let end = value_end(self.text, start)?;
        let text = std::str::from_utf8(&self.text.bytes()[start..end]).ok()?;
        let outside = match lists.frame {
            Frame::Bare => 1,
            Frame::List => 2,
            Frame::Wrapped => 3,
        };
        let inside = match record {
            Record::Event => 0,
            Record::Message => 1,
            Record::Content | Record::SuggestionResponse | Record::LocationResponse => 2,
            Record::ContentMedia => 3,
        };
        let tape = scan(text, lists.max_depth - outside - inside).ok()?;
        if tape.flags & (LOSSY | LONE_SURROGATE) != 0 {
            return None;
        }
        if (0..tape.nodes.len() as u32).any(|at| tape.kind(at) == JsonKind::Object && may_repeat(&tape, at)) {
            return None;
        }
        let part = [start as u32, end as u32];
        if !text.is_ascii() {
            lists.shift(self.text.bytes(), part)?;
        }
        self.at = end;
        Some(part)
    }

    /// Records what was found of a field whose place is known.
    #[inline(never)]
    pub(super) fn find(&self, rule: Rule, field: Field, span: Part, detail: Detail, lists: &mut Lists) {
        lists.find(rule, self.at(lists, span, Step::Field(field)), Some(field), detail);
    }

    pub(super) fn at(&self, lists: &Lists, [start, end]: Part, step: Step) -> Place {
        Place::View(ViewPlace { start, end, frame: lists.frame, element: self.index, step })
    }
}

/// Whether an object has a key twice, or too many keys to compare each with each.
fn may_repeat(tape: &Tape<'_>, object: u32) -> bool {
    let is_again = |(at, (key, _)): (usize, (u32, u32))| {
        at > MAX_KEYS || tape.members(object).take(at).any(|(earlier, _)| tape.bytes(earlier) == tape.bytes(key))
    };
    tape.members(object).enumerate().any(is_again)
}

/// Where a value ends that begins at a place. Only strings and brackets are looked at.
#[inline(never)]
pub(super) fn value_end(text: impl Words, mut at: usize) -> Option<usize> {
    let mut depth = 0;
    loop {
        match text.byte(at) {
            Some(b'"') => at = string_end(text, at)?,
            Some(b'{' | b'[') => (depth, at) = (depth + 1, at + 1),
            Some(b'}' | b']') if depth > 0 => (depth, at) = (depth - 1, at + 1),
            Some(b'}' | b']' | b',' | b' ' | b'\n' | b'\r' | b'\t') if depth == 0 => return Some(at),
            Some(_) => {
                at += 1;
                continue;
            }
            None => return (depth == 0).then_some(at),
        }
        if depth == 0 {
            return Some(at);
        }
    }
}

/// Where the string ends whose opening quote is at a place.
#[inline(never)]
pub(super) fn string_end(text: impl Words, at: usize) -> Option<usize> {
    string::read(text, at).ok().map(|read| read.end)
}
