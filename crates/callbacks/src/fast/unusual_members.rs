//! Reads members that a documented event does not have: unknown keys, and known fields with another JSON type.

use super::deviations::{Deviations, bit};
use super::output::{KeyFinding, Output, bytes_of, items_of};
use super::reader::EventReader;
use super::tables::{FIELD_KINDS, FieldKind};
use crate::catalogue::fields::{Field, Record, Shape};
use crate::catalogue::rules::Rule;
use crate::check::value::is_integer;
use crate::check::{format, suggest};
use crate::diagnostic::{Detail, Finding, Frame, Place, Step, ViewPlace};
use crate::json::scan::scan;
use crate::json::string;
use crate::json::swar::Words;
use crate::json::tape::{ESCAPED, JsonType, LONE_SURROGATE, LOSSY, Tape};
use crate::view::{EventParts, Extra, Part, TO_IS_LIST, UNUSUAL};

/// An event with more unknown members, or with a longer unknown key, is left to the full check.
const MAX_EXTRAS: u32 = 16;
const MAX_KEY_BYTES: usize = 64;
/// The same for an unknown member that contains an object with more keys.
const MAX_KEYS: usize = 32;

impl<T: Words> EventReader<T> {
    /// Reads a member whose key is not a field of its record. Its opening quote has been read.
    #[cold]
    #[inline(never)]
    pub(super) fn read_unknown_member(
        &mut self,
        record: Record,
        view: &mut EventParts,
        out: &mut Output,
    ) -> Option<()> {
        let (key, flags) = self.read_string_outlined(out)?;
        self.next_is(b':')?;
        self.next()?;
        let value = self.read_unknown_value(record, out)?;
        let name = std::str::from_utf8(bytes_of(self.text.bytes(), key)).ok()?;
        let extras = &out.extras[view.extras[0] as usize..];
        let is_again =
            extras.iter().any(|it| it.record() == record && bytes_of(self.text.bytes(), it.key) == name.as_bytes());
        let is_wrapper = out.frame == Frame::Bare && record == Record::Event && name == "_json";
        if flags != 0 || name.len() > MAX_KEY_BYTES || view.extras[1] == MAX_EXTRAS || is_again || is_wrapper {
            return None;
        }
        // A new field is in every event from then on.
        if !out.last_key.is(record, name) {
            out.last_key.set(record, name, finding_of(record, name));
        }
        let (rule, field, detail) = out.last_key.finding;
        let place = self.at(out, [key[0] - 1, key[1] + 1], Step::Key(record, key));
        out.find(rule, place, field, detail);
        self.keep_extra(view, out, Extra { record: record as u32, key, value });
        Some(())
    }

    /// Marks the event as unusual.
    pub(super) fn mark_unusual(&mut self, view: &mut EventParts) {
        if view.flags & UNUSUAL == 0 {
            view.flags |= UNUSUAL;
            self.deviations = Deviations::default();
        }
    }

    /// Whether an unusual event differs from a documented one only in members with unknown keys.
    pub(super) fn has_only_extras(&self, view: &EventParts, out: &Output) -> bool {
        let Deviations { nulls, coerced, unusable, .. } = self.deviations;
        let is_extra = |finding: &Finding| finding.rule == Rule::UnknownField;
        view.flags == UNUSUAL
            && nulls | coerced | unusable == 0
            && out.findings[self.first_finding..].iter().all(is_extra)
    }

    /// Keeps a member as it was sent.
    pub(super) fn keep_extra(&mut self, view: &mut EventParts, out: &mut Output, extra: Extra) {
        self.mark_unusual(view);
        view.extras[1] += 1;
        out.extras.push(extra);
    }

    /// Reads the value of a known field that does not have its documented JSON type. Its first byte has been read.
    #[cold]
    #[inline(never)]
    pub(super) fn read_unusual_value(
        &mut self,
        at: usize,
        first: u8,
        view: &mut EventParts,
        out: &mut Output,
    ) -> Option<()> {
        let (field, start) = (Field::ALL[at], self.at as u32 - 1);
        self.mark_unusual(view);
        let found = match (first, FIELD_KINDS[at]) {
            (b'n', _) => {
                self.at += 3;
                self.deviations.nulls |= bit(field);
                view.parts[at] = [start, self.at as u32];
                return (self.text.bytes().get(start as usize..self.at)? == b"null").then_some(());
            }
            (b'"', FieldKind::Number) => {
                let (part, flags) = self.read_string_outlined(out)?;
                let text = bytes_of(self.text.bytes(), part);
                if flags != 0 {
                    return None;
                }
                if !is_integer(text) {
                    return self.keep_unusable(field, view, start, self.at);
                }
                view.parts[at] = [format::number(text), start];
                JsonType::Text
            }
            (b'"', FieldKind::Addresses | FieldKind::Links) => {
                let (part, flags) = self.read_string_outlined(out)?;
                view.parts[at] = [out.items.len() as u32, 1];
                view.escaped |= u64::from(flags & ESCAPED) << at;
                out.items.push(part);
                self.deviations.wrapped |= bit(field);
                JsonType::Text
            }
            (
                b'[',
                FieldKind::Text | FieldKind::Time(_) | FieldKind::Address | FieldKind::Uuid | FieldKind::Degrees,
            ) => {
                view.parts[at] = self.read_array(at, &mut view.escaped, out)?;
                if field == Field::To {
                    view.flags |= TO_IS_LIST; // whether it may be one depends on the event type
                    return Some(());
                }
                self.unwrap(field, view, out)?;
                JsonType::List
            }
            (b'-' | b'0'..=b'9', FieldKind::Degrees) => {
                let end = value_end(self.text, start as usize)?;
                scan(std::str::from_utf8(&self.text.bytes()[start as usize..end]).ok()?, 0).ok()?;
                view.parts[at] = [start, end as u32];
                self.at = end;
                self.deviations.quoted |= bit(field);
                JsonType::Number
            }
            (b'-', FieldKind::Number) => return None, // the full check says why it is not an integer
            (b'-' | b'0'..=b'9' | b't' | b'f', _) => {
                let end = value_end(self.text, start as usize)?;
                let text = &self.text.bytes()[start as usize..end];
                if !(is_integer(text) || matches!(text, b"true" | b"false")) {
                    let tape = scan(std::str::from_utf8(text).ok()?, 0).ok()?;
                    if tape.flags & LOSSY != 0 {
                        return None; // a number that loses digits has a finding of its own
                    }
                }
                self.at = end;
                return self.keep_unusable(field, view, start, end);
            }
            _ => return None,
        };
        self.coerced(field, field.spec().shape(), found, [start, self.at as u32], out);
        Some(())
    }

    /// Keeps where a value is that its field cannot hold. Without a type or a message, it may be no event.
    fn keep_unusable(&mut self, field: Field, view: &mut EventParts, start: u32, end: usize) -> Option<()> {
        view.parts[field as usize] = [start, end as u32];
        self.deviations.unusable |= bit(field);
        (!matches!(field, Field::Type | Field::Message)).then_some(())
    }

    /// Reads an array of one as its string.
    pub(super) fn unwrap(&mut self, field: Field, view: &mut EventParts, out: &Output) -> Option<()> {
        let [item] = items_of(&out.items, view.parts[field as usize]) else { return None };
        view.parts[field as usize] = *item;
        self.deviations.unwrapped |= bit(field);
        Some(())
    }

    pub(super) fn coerced(&mut self, field: Field, expected: Shape, found: JsonType, span: Part, out: &mut Output) {
        self.deviations.coerced |= bit(field);
        self.find(Rule::CoercedType, field, span, Detail::Shape { expected, found, fraction: false }, out);
    }

    /// Reads the value of an unknown member and returns all of it. Its first byte has been read.
    #[inline(never)]
    fn read_unknown_value(&mut self, record: Record, out: &mut Output) -> Option<Part> {
        let start = self.at - 1;
        if self.text.byte(start) == Some(b'"') {
            let ([_, end], flags) = self.read_string_outlined(out)?;
            return (flags & LONE_SURROGATE == 0).then_some([start as u32, end + 1]);
        }
        let end = value_end(self.text, start)?;
        let text = std::str::from_utf8(&self.text.bytes()[start..end]).ok()?;
        let outside = match out.frame {
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
        let tape = scan(text, out.max_depth - outside - inside).ok()?;
        if tape.flags & (LOSSY | LONE_SURROGATE) != 0 {
            return None;
        }
        if (0..tape.nodes.len() as u32).any(|at| tape.kind(at) == JsonType::Object && may_repeat(&tape, at)) {
            return None;
        }
        let part = [start as u32, end as u32];
        if !text.is_ascii() {
            out.keep_wide(self.text.bytes(), part)?;
        }
        self.at = end;
        Some(part)
    }

    /// Records a finding on a field.
    #[inline(never)]
    pub(super) fn find(&self, rule: Rule, field: Field, span: Part, detail: Detail, out: &mut Output) {
        out.find(rule, self.at(out, span, Step::Field(field)), Some(field), detail);
    }

    pub(super) fn at(&self, out: &Output, [start, end]: Part, step: Step) -> Place {
        Place::View(ViewPlace { start, end, frame: out.frame, element: self.index, step })
    }
}

/// The finding on a member whose key is not a field of its record.
fn finding_of(record: Record, name: &str) -> KeyFinding {
    let elsewhere = |other, detail| Field::find(other, name.as_bytes()).map(|field| (Some(field), detail));
    let misplaced = match record {
        Record::Event => elsewhere(Record::Message, Detail::BelongsInMessage),
        Record::Message => elsewhere(Record::Event, Detail::BelongsBesideMessage),
        _ => None,
    };
    match misplaced {
        Some((field, detail)) => (Rule::MisplacedField, field, detail),
        None => (Rule::UnknownField, None, suggest::field(record, name).map_or(Detail::None, Detail::Suggest)),
    }
}

/// Whether an object has a duplicate key, or too many keys to compare them pairwise.
fn may_repeat(tape: &Tape<'_>, object: u32) -> bool {
    let is_again = |(at, (key, _)): (usize, (u32, u32))| {
        at > MAX_KEYS || tape.members(object).take(at).any(|(earlier, _)| tape.bytes(earlier) == tape.bytes(key))
    };
    tape.members(object).enumerate().any(is_again)
}

/// The end of the value that starts at `at`. Looks only at strings and brackets; does not validate.
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

/// The end of the string whose opening quote is at `at`.
#[inline(never)]
pub(super) fn string_end(text: impl Words, at: usize) -> Option<usize> {
    string::read_string(text, at).ok().map(|read| read.end)
}
