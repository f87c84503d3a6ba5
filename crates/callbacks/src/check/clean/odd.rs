//! What is unusual about an event and leaves it usable: recorded while it is read, so that the body is read once.
//!
//! All of it is out of the way of clean events. An event that is not usable, and whatever is too rare to be worth a
//! second reading of it here, is left to the full check: `None`.

use std::borrow::Cow;

use super::lists::{Lists, inside};
use super::members::{bit, string_end, value_end};
use super::reader::Reader;
use super::tables::{BY_EVENT, KINDS, Kind, LIMITED, LISTS, PLAIN, RECORDS, holder, needed};
use crate::catalogue::events::{EventType, OLD_NAMES};
use crate::catalogue::fields::{Field, Presence, Record, Shape};
use crate::catalogue::rules::{Rule, Severity};
use crate::check::format;
use crate::check::meaning::meaning;
use crate::check::sheet::Sheet;
use crate::check::value::{integer_finding, one_of_finding, text_findings};
use crate::diagnostic::{Detail, Finding, Place, Step};
use crate::json::tape::{Kind as JsonKind, unescape};
use crate::json::words::Words;
use crate::view::{ANY_SHAPE, EventView, Extra, NULL, Part, TIMES, TO_IS_LIST};

/// The fields whose values are known from others in an event as documented: a finding on one of them changes that.
const DERIVED: u64 =
    bit(Field::Direction) | bit(Field::Owner) | bit(Field::From) | bit(Field::To) | bit(Field::Recipients);
/// More in one body, and the full check takes over.
const MAX_FINDINGS: usize = 512;

impl<T: Words> Reader<T> {
    /// Checks an event of which something is unusual, and records what is found. Its object is `element`.
    #[cold]
    #[inline(never)]
    pub(super) fn odd(
        &mut self,
        event: EventType,
        alias: Option<u8>,
        row: &mut EventView,
        lists: &mut Lists,
    ) -> Option<()> {
        self.mark(row);
        row.event = event as u32;
        if self.deviations.coerced & bit(Field::Type) != 0 {
            return None;
        }
        let implied = alias.and_then(|at| OLD_NAMES[at as usize].error_code);
        let [start, end] = row.get(Field::Type)?;
        let place = self.at(lists, [start - 1, end + 1], Step::Field(Field::Type));
        if let Some(at) = alias {
            let says_code = row.present & bit(Field::ErrorCode) == 0;
            lists.find(Rule::RenamedEvent, place, None, Detail::Alias { at, says_code });
        } else if event.deprecated() {
            lists.find(Rule::DeprecatedEvent, place, None, Detail::None);
        }
        self.absent(event, implied.is_some(), row, lists)?;
        self.misplaced(event, row, lists)?;
        if row.flags & TO_IS_LIST != 0 && !matches!(Field::To.shape(event), Shape::TextOrList(_)) {
            let span = self.member(Field::To, row)?.1;
            self.unwrap(Field::To, row, lists)?;
            row.flags &= !TO_IS_LIST;
            self.coerced(Field::To, Field::To.shape(event), JsonKind::List, span, lists);
        }
        self.values(event, row, lists)?;
        self.together(event, row, lists)?;
        if let (Some(code), None) = (implied, row.get(Field::ErrorCode)) {
            row.present |= bit(Field::ErrorCode);
            row.slots[Field::ErrorCode as usize] = [u32::from(code), 0];
        }
        let is_usable = |it: &Finding| it.rule.severity() != Severity::Error;
        let own = &mut lists.findings[self.first_finding..];
        let needed = needed(event, row.present);
        let mut is_any = row.flags & TO_IS_LIST != 0 || row.present & needed != needed || row.escaped & !PLAIN != 0;
        for finding in own.iter_mut() {
            finding.event = Some(event);
            is_any |= finding.field.is_some_and(|field| DERIVED & bit(field) != 0);
        }
        row.flags |= if is_any { ANY_SHAPE } else { 0 };
        (own.iter().all(is_usable) && lists.findings.len() <= MAX_FINDINGS).then_some(())
    }

    /// The fields that are `null`, and those that should be there and are not.
    fn absent(&self, event: EventType, implies_code: bool, row: &mut EventView, lists: &mut Lists) -> Option<()> {
        for field in fields(self.deviations.nulls) {
            let presence = field.presence(event);
            if field.slim().nullable && presence != Presence::Misplaced {
                row.slots[field as usize] = NULL;
            } else if field.slim().nullable || presence == Presence::Required {
                return None;
            } else {
                row.present &= !bit(field);
                let place = self.at(lists, row.slots[field as usize], Step::Field(field));
                lists.find(Rule::NullField, place, Some(field), Detail::None);
            }
        }
        for field in fields(needed(event, row.present) & !row.present & !self.deviations.nulls) {
            if field.presence(event) == Presence::Required {
                return None;
            }
            if !(implies_code && field == Field::ErrorCode) {
                let place = self.at(lists, self.object(field.slim().record, row), Step::Field(field));
                lists.find(Rule::MissingExpectedField, place, Some(field), Detail::None);
            }
        }
        Some(())
    }

    /// The fields that belong to other types of event; they are kept as they were sent.
    fn misplaced(&mut self, event: EventType, row: &mut EventView, lists: &mut Lists) -> Option<()> {
        let misplaced = row.present & BY_EVENT[event as usize].misplaced;
        if misplaced & (RECORDS | self.deviations.coerced) != 0 {
            return None;
        }
        for field in fields(misplaced) {
            let (key, value) = self.member(field, row)?;
            row.present &= !bit(field);
            let place = self.at(lists, [key[0] - 1, key[1] + 1], Step::Field(field));
            lists.find(Rule::MisplacedField, place, Some(field), Detail::None);
            self.keep(row, lists, Extra { record: field.slim().record as u32, key, value });
        }
        Some(())
    }

    /// Each field by itself.
    fn values(&self, event: EventType, row: &EventView, lists: &mut Lists) -> Option<()> {
        // What was accepted while it was read is as documented, but perhaps too long.
        let unchecked = !self.checked | LIMITED;
        for field in fields(row.present & unchecked & !RECORDS) {
            let part = row.slots[field as usize];
            if part == NULL && field.slim().nullable {
                continue;
            }
            match field.shape(event) {
                Shape::TextList(format) | Shape::TextOrList(format) if is_list(field, row) => {
                    for at in 0..part[1] {
                        let text = self.unescaped(field, lists.items[(part[0] + at) as usize], row);
                        for (rule, detail) in text_findings(field, format, &text, event.direction()) {
                            let place = self.place(field, Some(at), row, lists)?;
                            lists.find(rule, place, Some(field), detail);
                        }
                    }
                }
                Shape::Text(format) | Shape::TextList(format) | Shape::TextOrList(format) => {
                    let text = self.unescaped(field, part, row);
                    for (rule, detail) in text_findings(field, format, &text, event.direction()) {
                        let place = self.place(field, None, row, lists)?;
                        lists.find(rule, place, Some(field), detail);
                    }
                }
                shape @ Shape::OneOf(values) => {
                    if let Some((rule, detail)) = one_of_finding(values, &self.unescaped(field, part, row), shape) {
                        let place = self.place(field, None, row, lists)?;
                        lists.find(rule, place, Some(field), detail);
                    }
                }
                Shape::Integer(least) => {
                    if let Some((rule, detail)) = integer_finding(field, part[0], least) {
                        let place = self.place(field, None, row, lists)?;
                        lists.find(rule, place, Some(field), detail);
                    }
                }
                Shape::Record(_) => {}
            }
        }
        Some(())
    }

    /// What the fields say together.
    fn together(&self, event: EventType, row: &EventView, lists: &mut Lists) -> Option<()> {
        let own = &lists.findings[self.first_finding..];
        let with_finding = own.iter().filter(|it| it.rule != Rule::CoercedType).filter_map(|it| it.field);
        let faulty = with_finding.fold(0, |bits, field| bits | bit(field));
        let bytes = self.text.bytes();
        let mut moments = self.moments;
        for (moment, field) in moments.iter_mut().zip(TIMES) {
            // What was accepted while it was read is known.
            if self.checked & bit(field) == 0 {
                *moment = row.get(field).and_then(|part| format::moment(inside(bytes, part)));
            }
        }
        let is_list = if row.flags & TO_IS_LIST == 0 { 0 } else { bit(Field::To) };
        let (items, moments) = (&lists.items, &moments);
        let mut sheet = Sheet { bytes, row, items, lists: LISTS | is_list, faulty, moments, found: Vec::new() };
        meaning(event, &mut sheet);
        for found in sheet.found {
            let place = self.place(found.field, found.item, row, lists)?;
            lists.find(found.rule, place, Some(found.field), found.detail);
        }
        Some(())
    }

    fn unescaped(&self, field: Field, part: Part, row: &EventView) -> Cow<'_, [u8]> {
        let text = inside(self.text.bytes(), part);
        if row.escaped & bit(field) == 0 {
            return Cow::Borrowed(text);
        }
        Cow::Owned(unescape(std::str::from_utf8(text).unwrap_or_default()).into_bytes())
    }

    /// Where the value of a field is, or one item of it.
    fn place(&self, field: Field, item: Option<u32>, row: &EventView, lists: &Lists) -> Option<Place> {
        let slot = row.slots[field as usize];
        let quotes = |[start, end]: Part| [start - 1, end + 1];
        let is = |bits: u64| bits & bit(field) != 0;
        let (span, step) = if is_list(field, row) {
            match item {
                _ if is(self.deviations.wrapped) => (quotes(lists.items[slot[0] as usize]), Step::Field(field)),
                Some(at) => (quotes(lists.items[(slot[0] + at) as usize]), Step::Item(field, at)),
                None => (self.member(field, row)?.1, Step::Field(field)),
            }
        } else if matches!(KINDS[field as usize], Kind::Number) {
            ([slot[1], value_end(self.text, slot[1] as usize)? as u32], Step::Field(field))
        } else if is(self.deviations.quoted) {
            (slot, Step::Field(field))
        } else {
            (quotes(slot), if is(self.deviations.unwrapped) { Step::Item(field, 0) } else { Step::Field(field) })
        };
        Some(self.at(lists, span, step))
    }

    /// The object that is a record of this event.
    fn object(&self, record: Record, row: &EventView) -> Part {
        if record == Record::Event { [self.element, self.at as u32] } else { row.slots[holder(record) as usize] }
    }

    /// The inside of the key of a field, and its whole value.
    fn member(&self, field: Field, row: &EventView) -> Option<(Part, Part)> {
        let spaces = |mut at: usize| {
            while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.text.byte(at) {
                at += 1;
            }
            at
        };
        let mut at = self.object(field.slim().record, row)[0] as usize;
        loop {
            let key = spaces(at + 1);
            let key_end = string_end(self.text, key)?;
            let value = spaces(spaces(key_end) + 1);
            let end = value_end(self.text, value)?;
            let key = [key as u32 + 1, key_end as u32 - 1];
            if inside(self.text.bytes(), key) == field.slim().name.as_bytes() {
                return Some((key, [value as u32, end as u32]));
            }
            at = spaces(end);
        }
    }
}

/// The old name of a type of event, by its row, and the type that it means today.
pub(super) fn renamed(name: &[u8]) -> Option<(EventType, u8)> {
    let at = OLD_NAMES.iter().position(|alias| alias.name.as_bytes() == name)?;
    Some((OLD_NAMES[at].of, at as u8))
}

/// Whether a field holds a list in this event.
fn is_list(field: Field, row: &EventView) -> bool {
    LISTS & bit(field) != 0 || (field == Field::To && row.flags & TO_IS_LIST != 0)
}

/// The fields whose bits are set.
fn fields(mut bits: u64) -> impl Iterator<Item = Field> {
    std::iter::from_fn(move || {
        let field = Field::ALL.get(bits.trailing_zeros() as usize).copied()?;
        bits &= bits - 1;
        Some(field)
    })
}
