//! The fields of one usable event with their text, for `cross_field`, from either reader.

use super::moment::Moment;
use crate::catalogue::fields::Field;
use crate::catalogue::rules::Rule;
use crate::diagnostic::Detail;
use crate::json::string::escapes_add;
use crate::json::swar::utf16_units;
use crate::json::tape::unescape_bytes;
use crate::view::{EventParts, Part, TIMES};

/// One event. Values of fields that have a finding of their own are not used.
pub(crate) struct EventFields<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) view: &'a EventParts,
    /// The insides of the strings in arrays.
    pub(crate) items: &'a [Part],
    /// The fields that hold an array, one bit each.
    pub(crate) arrays: u64,
    /// The fields that have a finding, or contain something that has one; one bit each.
    pub(crate) faulty: u64,
    /// The times, in the order of `TIMES`.
    pub(crate) moments: &'a [Option<Moment>; TIMES.len()],
    /// The findings.
    pub(crate) found: &'a mut Vec<Found>,
}

/// A finding on a field, or on one item of its array.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) rule: Rule,
    pub(crate) field: Field,
    pub(crate) item: Option<u32>,
    pub(crate) detail: Detail,
}

impl EventFields<'_> {
    /// Calls `ask` with the string of a field. `None` if it has no string, or has a finding.
    #[inline(always)]
    pub(crate) fn text<R>(&self, field: Field, ask: impl FnOnce(&[u8]) -> R) -> Option<R> {
        let part = self.usable(field).filter(|_| !self.is_list(field))?;
        Some(self.with_text(field, part, ask))
    }

    /// An upper bound for the bytes of the string of a field. 0 if it has no string, or has a finding.
    #[inline(always)]
    pub(crate) fn most_bytes(&self, field: Field) -> usize {
        // Escapes are longer than the characters they encode.
        self.usable(field).map_or(0, |[start, end]| (end - start) as usize)
    }

    /// Whether a field is present and has no finding.
    pub(crate) fn has(&self, field: Field) -> bool {
        self.usable(field).is_some()
    }

    /// The UTF-16 code units of the string of a field. 0 if it has no string, or has a finding.
    pub(crate) fn units(&self, field: Field) -> u32 {
        self.usable(field).map_or(0, |[start, end]| {
            let text = &self.bytes[start as usize..end as usize];
            let escapes = if self.view.escaped & (1 << field as u64) == 0 { 0 } else { escapes_add(text) };
            utf16_units(text) - escapes
        })
    }

    /// The time in a field.
    #[inline(always)]
    pub(crate) fn moment(&self, field: Field) -> Option<Moment> {
        TIMES.iter().position(|time| *time == field).and_then(|at| self.moments[at])
    }

    /// The number in a field. `None` if it has no number, or has a finding.
    #[inline(always)]
    pub(crate) fn number(&self, field: Field) -> Option<u32> {
        self.usable(field).map(|[value, _]| value)
    }

    /// How many strings a field holds: the items of its array, or 1.
    #[inline(always)]
    pub(crate) fn count(&self, field: Field) -> u32 {
        match self.view.get(field) {
            Some([_, count]) if self.is_list(field) => count,
            Some(_) => 1,
            None => 0,
        }
    }

    /// Calls `ask` with one of these strings.
    #[inline(always)]
    pub(crate) fn item<R>(&self, field: Field, at: u32, ask: impl FnOnce(&[u8]) -> R) -> R {
        let part = self.view.parts[field as usize];
        let part = if self.is_list(field) { self.items[(part[0] + at) as usize] } else { part };
        self.with_text(field, part, ask)
    }

    /// Whether the field, or something in it, has a finding.
    pub(crate) fn is_faulty(&self, field: Field) -> bool {
        self.faulty & (1 << field as u64) != 0
    }

    #[cold]
    pub(crate) fn find(&mut self, rule: Rule, field: Field, item: Option<u32>, detail: Detail) {
        self.found.push(Found { rule, field, item, detail });
    }

    #[inline(always)]
    fn usable(&self, field: Field) -> Option<Part> {
        self.view.get(field).filter(|_| !self.is_faulty(field))
    }

    #[inline(always)]
    fn is_list(&self, field: Field) -> bool {
        self.arrays & (1 << field as u64) != 0
    }

    #[inline(always)]
    fn with_text<R>(&self, field: Field, [start, end]: Part, ask: impl FnOnce(&[u8]) -> R) -> R {
        let mut text = &self.bytes[start as usize..end as usize];
        let unescaped;
        if self.view.escaped & (1 << field as u64) != 0 {
            unescaped = unescape_bytes(text);
            text = &unescaped;
        }
        ask(text)
    }
}
