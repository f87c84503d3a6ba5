//! Checks an event that deviates from its documentation, so that its body need not be read a second time.
//!
//! Clean events never get here. `None` leaves the body to the full check: the event is too unusual.

use std::borrow::Cow;

use super::deviations::bit;
use super::output::{Output, bytes_of, items_of};
use super::reader::EventReader;
use super::tables::{ARRAY_FIELDS, BY_EVENT, FIELD_KINDS, FREE_TEXT_FIELDS, FieldKind, OBJECT_FIELDS, holder, needed};
use super::unusual_members::value_end;
use crate::catalogue::events::{EventType, OLD_NAMES};
use crate::catalogue::fields::{Field, Presence, Record, Shape};
use crate::catalogue::rules::{Rule, Severity};
use crate::check::cross_field;
use crate::check::event_fields::{EventFields, Found};
use crate::check::moment;
use crate::check::value::{integer_finding, text_findings};
use crate::diagnostic::{Detail, Step};
use crate::json::swar::Words;
use crate::json::tape::{JsonType, unescape_bytes};
use crate::view::{ANY_SHAPE, EventParts, Extra, NO_EVENT, NULL, Other, OtherKind, Part, TIMES, TO_IS_LIST};

/// In a documented event, JavaScript derives the values of these fields from others. A finding on one prevents that.
const DERIVED: u64 =
    bit(Field::Direction) | bit(Field::Owner) | bit(Field::From) | bit(Field::To) | bit(Field::Recipients);
/// A body with more findings is left to the full check.
const MAX_FINDINGS: usize = 512;

impl<T: Words> EventReader<T> {
    /// Checks an event and records its findings. `is_checked` says that its documented fields have been.
    #[cold]
    #[inline(never)]
    pub(super) fn check_unusual_event(
        &mut self,
        event: EventType,
        alias: Option<u8>,
        view: &mut EventParts,
        out: &mut Output,
        is_checked: bool,
    ) -> Option<()> {
        self.mark_unusual(view);
        view.event = event as u32;
        let has_unknown = view.extras[1] > 0;
        if !is_checked {
            self.check_fields(event, alias, view, out)?;
        }
        let is_usable = self.is_usable(out);
        self.record_found(view, out)?;
        let own = &mut out.findings[self.first_finding..];
        let needed = needed(event, view.present);
        let mut is_any =
            view.flags & TO_IS_LIST != 0 || view.present & needed != needed || view.escaped & !FREE_TEXT_FIELDS != 0;
        for finding in own.iter_mut() {
            finding.event = Some(event);
            is_any |= finding.field.is_some_and(|field| DERIVED & bit(field) != 0);
        }
        view.flags |= if is_any { ANY_SHAPE } else { 0 };
        if !is_usable {
            if has_unknown {
                return None; // it may be a webhook of another product
            }
            out.extras.truncate(view.extras[0] as usize);
            out.others.push(Other {
                index: self.index,
                value: [self.element, self.at as u32],
                kind: OtherKind::Rejected,
            });
            view.event = NO_EVENT;
        }
        (out.findings.len() <= MAX_FINDINGS).then_some(())
    }

    /// Whether no finding of this event is an error.
    fn is_usable(&self, out: &Output) -> bool {
        out.findings[self.first_finding..].iter().all(|it| it.rule.severity() != Severity::Error)
    }

    /// All checks, for an event in which anything may be unusual.
    fn check_fields(
        &mut self,
        event: EventType,
        alias: Option<u8>,
        view: &mut EventParts,
        out: &mut Output,
    ) -> Option<()> {
        if self.deviations.coerced & bit(Field::Type) != 0 {
            return None;
        }
        let implied = alias.and_then(|at| OLD_NAMES[at as usize].error_code);
        let [start, end] = view.get(Field::Type)?;
        let renamed = alias.map(|at| {
            let says_code = view.present & bit(Field::ErrorCode) == 0;
            (Rule::RenamedEvent, Detail::Alias { at, says_code })
        });
        let deprecated = event.deprecated().then_some((Rule::DeprecatedEvent, Detail::None));
        if let Some((rule, detail)) = renamed.or(deprecated) {
            let place = self.at(out, [start - 1, end + 1], Step::Field(Field::Type));
            out.find(rule, place, None, detail);
        }
        self.check_absent(event, implied.is_some(), view, out)?;
        self.keep_misplaced(event, view, out)?;
        if view.flags & TO_IS_LIST != 0 && !matches!(Field::To.shape(event), Shape::TextOrList(_)) {
            let span = self.member(Field::To, view, out)?.1;
            self.unwrap(Field::To, view, out)?;
            view.flags &= !TO_IS_LIST;
            self.coerced(Field::To, Field::To.shape(event), JsonType::List, span, out);
        }
        self.check_values(event, view, out)?;
        out.found.clear();
        if !self.is_usable(out) {
            return Some(());
        }
        self.check_cross_fields(event, view, out);
        if let (Some(code), None) = (implied, view.get(Field::ErrorCode)) {
            view.present |= bit(Field::ErrorCode);
            view.parts[Field::ErrorCode as usize] = [u32::from(code), 0];
        }
        Some(())
    }

    /// Fields whose value cannot be used, is `null`, or is missing.
    fn check_absent(
        &self,
        event: EventType,
        implies_code: bool,
        view: &mut EventParts,
        out: &mut Output,
    ) -> Option<()> {
        for field in each_field(self.deviations.nulls) {
            let presence = field.presence(event);
            if field.spec().nullable && presence != Presence::Misplaced {
                view.parts[field as usize] = NULL;
            } else if field.spec().nullable || matches!(field, Field::Type | Field::Message) {
                return None;
            } else if presence == Presence::Required {
                self.unusable(field, event, view, out);
            } else {
                view.present &= !bit(field);
                self.find(Rule::NullField, field, view.parts[field as usize], Detail::None, out);
            }
        }
        for field in each_field(self.deviations.unusable) {
            if field.presence(event) == Presence::Misplaced {
                return None;
            }
            self.unusable(field, event, view, out);
        }
        let had = view.present | self.deviations.nulls | self.deviations.unusable;
        for field in each_field(needed(event, view.present) & !had) {
            if field == Field::Message {
                return None; // the fields that are missing in it are not reported
            }
            let is_required = field.presence(event) == Presence::Required;
            if is_required || !(implies_code && field == Field::ErrorCode) {
                let rule = if is_required { Rule::MissingField } else { Rule::MissingExpectedField };
                self.find(rule, field, self.object(field.spec().record, view), Detail::None, out);
            }
        }
        Some(())
    }

    /// A value that its field cannot hold.
    fn unusable(&self, field: Field, event: EventType, view: &mut EventParts, out: &mut Output) {
        let span = view.parts[field as usize];
        view.present &= !bit(field);
        let found = match self.text.byte(span[0] as usize) {
            Some(b'n') => JsonType::Null,
            Some(b't' | b'f') => JsonType::True,
            Some(b'"') => JsonType::Text,
            _ => JsonType::Number,
        };
        let is_required = field.presence(event) == Presence::Required;
        let rule = if is_required { Rule::WrongType } else { Rule::OmittedField };
        self.find(rule, field, span, Detail::Shape { expected: field.shape(event), found, fraction: false }, out);
    }

    /// Fields that belong to other event types. They are kept as they were sent.
    fn keep_misplaced(&mut self, event: EventType, view: &mut EventParts, out: &mut Output) -> Option<()> {
        let misplaced = view.present & BY_EVENT[event as usize].misplaced;
        if misplaced & (OBJECT_FIELDS | self.deviations.coerced) != 0 {
            return None;
        }
        for field in each_field(misplaced) {
            let (key, value) = self.member(field, view, out)?;
            view.present &= !bit(field);
            self.find(Rule::MisplacedField, field, [key[0] - 1, key[1] + 1], Detail::None, out);
            self.keep_extra(view, out, Extra { record: field.spec().record as u32, key, value });
        }
        Some(())
    }

    /// The value of each field.
    fn check_values(&self, event: EventType, view: &EventParts, out: &mut Output) -> Option<()> {
        for field in each_field(view.present & !self.checked & !OBJECT_FIELDS) {
            let part = view.parts[field as usize];
            if part == NULL && field.spec().nullable {
                continue;
            }
            let shape = field.shape(event);
            if let Shape::Integer(least) = shape {
                if let Some(found) = integer_finding(field, part[0], least) {
                    self.find_in(field, None, found, view, out)?;
                }
                continue;
            }
            let is_list = is_list(field, view);
            for at in 0..if is_list { part[1] } else { 1 } {
                let part = if is_list { out.items[(part[0] + at) as usize] } else { part };
                let text = self.unescaped(field, part, view);
                for found in text_findings(field, shape, &text, event.direction()).into_iter().flatten() {
                    self.find_in(field, is_list.then_some(at), found, view, out)?;
                }
            }
        }
        Some(())
    }

    /// Findings that involve several fields.
    fn check_cross_fields(&self, event: EventType, view: &EventParts, out: &mut Output) {
        let own = &out.findings[self.first_finding..];
        let with_finding = own.iter().filter(|it| it.rule != Rule::CoercedType).filter_map(|it| it.field);
        let faulty = with_finding.fold(0, |bits, field| bits | bit(field));
        let bytes = self.text.bytes();
        let mut moments = self.moments;
        for (moment, field) in moments.iter_mut().zip(TIMES) {
            // Times that were accepted while they were read are known already, except those of misplaced fields.
            if self.checked & view.present & bit(field) == 0 {
                *moment = view.get(field).and_then(|part| moment::moment(bytes_of(bytes, part)));
            }
        }
        let is_list = if view.flags & TO_IS_LIST == 0 { 0 } else { bit(Field::To) };
        let Output { items, found, .. } = out;
        let arrays = ARRAY_FIELDS | is_list;
        cross_field::check_event(
            event,
            &mut EventFields { bytes, view, items, arrays, faulty, moments: &moments, found },
        );
    }

    /// Records the findings across several fields.
    fn record_found(&self, view: &EventParts, out: &mut Output) -> Option<()> {
        while let Some(Found { rule, field, item, detail }) = out.found.pop() {
            self.find_in(field, item, (rule, detail), view, out)?;
        }
        Some(())
    }

    fn unescaped(&self, field: Field, part: Part, view: &EventParts) -> Cow<'_, [u8]> {
        let text = bytes_of(self.text.bytes(), part);
        if view.escaped & bit(field) == 0 {
            return Cow::Borrowed(text);
        }
        Cow::Owned(unescape_bytes(text))
    }

    /// Records a finding on a field, or on one item of it.
    fn find_in(
        &self,
        field: Field,
        item: Option<u32>,
        (rule, detail): (Rule, Detail),
        view: &EventParts,
        out: &mut Output,
    ) -> Option<()> {
        let (span, step) = self.place(field, item, view, out)?;
        out.find(rule, self.at(out, span, step), Some(field), detail);
        Some(())
    }

    /// The position of the value of a field, or of one item of it.
    fn place(&self, field: Field, item: Option<u32>, view: &EventParts, out: &Output) -> Option<(Part, Step)> {
        let slot = view.parts[field as usize];
        let quotes = |[start, end]: Part| [start - 1, end + 1];
        let is = |bits: u64| bits & bit(field) != 0;
        Some(if is_list(field, view) {
            match item {
                _ if is(self.deviations.wrapped) => (quotes(out.items[slot[0] as usize]), Step::Field(field)),
                Some(at) => (quotes(out.items[(slot[0] + at) as usize]), Step::Item(field, at)),
                None => (self.member(field, view, out)?.1, Step::Field(field)),
            }
        } else if matches!(FIELD_KINDS[field as usize], FieldKind::Number) {
            ([slot[1], value_end(self.text, slot[1] as usize)? as u32], Step::Field(field))
        } else if is(self.deviations.quoted) {
            (slot, Step::Field(field))
        } else {
            (quotes(slot), if is(self.deviations.unwrapped) { Step::Item(field, 0) } else { Step::Field(field) })
        })
    }

    /// The position of the object that holds the fields of a record.
    fn object(&self, record: Record, view: &EventParts) -> Part {
        if record == Record::Event { [self.element, self.at as u32] } else { view.parts[holder(record) as usize] }
    }

    /// The inside of the key of a field, and its whole value. Views do not keep keys.
    fn member(&self, field: Field, view: &EventParts, out: &Output) -> Option<(Part, Part)> {
        let start = self.value_start(field, view, out)?;
        // The key has no escapes, or it would not have been recognized.
        let key_end = self.last_before(self.last_before(start)?)?;
        let key = [(key_end - field.spec().name.len()) as u32, key_end as u32];
        Some((key, [start as u32, value_end(self.text, start)? as u32]))
    }

    /// Where the value of a field starts. Views do not know that for an empty array or one that is read as its only
    /// string.
    fn value_start(&self, field: Field, view: &EventParts, out: &Output) -> Option<usize> {
        let [first, second] = view.parts[field as usize];
        if is_list(field, view) {
            let [start, _] = items_of(&out.items, [first, second]).first()?;
            return self.last_before(*start as usize - 1).filter(|at| self.text.byte(*at) == Some(b'['));
        }
        if self.deviations.unwrapped & bit(field) != 0 {
            return None;
        }
        let start = match FIELD_KINDS[field as usize] {
            FieldKind::Number => second,
            FieldKind::Record(_) => first,
            _ if self.deviations.quoted & bit(field) != 0 => first,
            _ => first - 1,
        };
        Some(start as usize)
    }

    /// The position of the last byte before another that is not whitespace.
    fn last_before(&self, at: usize) -> Option<usize> {
        self.text.bytes()[..at].iter().rposition(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t'))
    }
}

/// Whether a field holds an array in this event.
fn is_list(field: Field, view: &EventParts) -> bool {
    ARRAY_FIELDS & bit(field) != 0 || (field == Field::To && view.flags & TO_IS_LIST != 0)
}

/// The fields whose bits are set, in order.
fn each_field(mut bits: u64) -> impl Iterator<Item = Field> {
    std::iter::from_fn(move || {
        let field = Field::ALL.get(bits.trailing_zeros() as usize).copied()?;
        bits &= bits - 1;
        Some(field)
    })
}
