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
use crate::check::value::{integer_finding, text_findings};
use crate::diagnostic::{Detail, Finding, Step};
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
        let renamed = alias.map(|at| {
            let says_code = row.present & bit(Field::ErrorCode) == 0;
            (Rule::RenamedEvent, Detail::Alias { at, says_code })
        });
        let deprecated = event.deprecated().then_some((Rule::DeprecatedEvent, Detail::None));
        if let Some((rule, detail)) = renamed.or(deprecated) {
            let place = self.at(lists, [start - 1, end + 1], Step::Field(Field::Type));
            lists.find(rule, place, None, detail);
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
                self.find(Rule::NullField, field, row.slots[field as usize], Detail::None, lists);
            }
        }
        for field in fields(needed(event, row.present) & !row.present & !self.deviations.nulls) {
            if field.presence(event) == Presence::Required {
                return None;
            }
            if !(implies_code && field == Field::ErrorCode) {
                let object = self.object(field.slim().record, row);
                self.find(Rule::MissingExpectedField, field, object, Detail::None, lists);
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
            self.find(Rule::MisplacedField, field, [key[0] - 1, key[1] + 1], Detail::None, lists);
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
            let shape = field.shape(event);
            if let Shape::Integer(least) = shape {
                if let Some(found) = integer_finding(field, part[0], least) {
                    self.find_in(field, None, found, row, lists)?;
                }
                continue;
            }
            let is_list = is_list(field, row);
            for at in 0..if is_list { part[1] } else { 1 } {
                let part = if is_list { lists.items[(part[0] + at) as usize] } else { part };
                let text = self.unescaped(field, part, row);
                for found in text_findings(field, shape, &text, event.direction()).into_iter().flatten() {
                    self.find_in(field, is_list.then_some(at), found, row, lists)?;
                }
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
            // What was accepted while it was read is known, unless it belongs to another type of event.
            if self.checked & row.present & bit(field) == 0 {
                *moment = row.get(field).and_then(|part| format::moment(inside(bytes, part)));
            }
        }
        let is_list = if row.flags & TO_IS_LIST == 0 { 0 } else { bit(Field::To) };
        let (items, moments) = (&lists.items, &moments);
        let mut sheet = Sheet { bytes, row, items, lists: LISTS | is_list, faulty, moments, found: Vec::new() };
        meaning(event, &mut sheet);
        for found in sheet.found {
            self.find_in(found.field, found.item, (found.rule, found.detail), row, lists)?;
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

    /// Records what was found of a field or of one item of it.
    fn find_in(
        &self,
        field: Field,
        item: Option<u32>,
        (rule, detail): (Rule, Detail),
        row: &EventView,
        lists: &mut Lists,
    ) -> Option<()> {
        let (span, step) = self.place(field, item, row, lists)?;
        lists.find(rule, self.at(lists, span, step), Some(field), detail);
        Some(())
    }

    /// Where the value of a field is, or one item of it.
    fn place(&self, field: Field, item: Option<u32>, row: &EventView, lists: &Lists) -> Option<(Part, Step)> {
        let slot = row.slots[field as usize];
        let quotes = |[start, end]: Part| [start - 1, end + 1];
        let is = |bits: u64| bits & bit(field) != 0;
        Some(if is_list(field, row) {
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
        })
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
