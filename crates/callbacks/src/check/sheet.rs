//! One usable event as parts of its text: what the checks of its meaning look at, however it was read.

use super::format::Moment;
use crate::catalogue::fields::Field;
use crate::catalogue::rules::Rule;
use crate::diagnostic::Detail;
use crate::json::string::escapes_add;
use crate::json::tape::unescape;
use crate::json::words::utf16_units;
use crate::view::{EventView, Part, TIMES};

/// One event. Fields with a finding of their own are there, but are not asked what they say.
pub(super) struct Sheet<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) row: &'a EventView,
    /// The insides of the texts in lists.
    pub(super) items: &'a [Part],
    /// The fields that hold a list, a bit each.
    pub(super) lists: u64,
    /// The fields that have a finding, or something in them has.
    pub(super) faulty: u64,
    /// In the order of `TIMES`, where they are.
    pub(super) moments: &'a [Option<Moment>; TIMES.len()],
    /// What was found.
    pub(super) found: Vec<Found>,
}

/// What was found of a field, or of one text in its list.
pub(super) struct Found {
    pub(super) rule: Rule,
    pub(super) field: Field,
    pub(super) item: Option<u32>,
    pub(super) detail: Detail,
}

impl Sheet<'_> {
    /// Asks something of the text of a field, where it has one, and no finding.
    #[inline(always)]
    pub(super) fn text<R>(&self, field: Field, ask: impl FnOnce(&[u8]) -> R) -> Option<R> {
        let part = self.sound(field).filter(|_| !self.is_list(field))?;
        Some(self.show(field, part, ask))
    }

    /// Bytes that the text of a field has at most; none where there is no text, or a finding.
    #[inline(always)]
    pub(super) fn most_bytes(&self, field: Field) -> usize {
        // An escape is longer than what it stands for.
        self.sound(field).map_or(0, |[start, end]| (end - start) as usize)
    }

    /// Whether a field is there, and has no finding.
    pub(super) fn has(&self, field: Field) -> bool {
        self.sound(field).is_some()
    }

    /// UTF-16 code units of the text of a field; none where there is no text, or a finding.
    pub(super) fn units(&self, field: Field) -> u32 {
        self.sound(field).map_or(0, |[start, end]| {
            let text = &self.bytes[start as usize..end as usize];
            let escapes = if self.row.escaped & (1 << field as u64) == 0 { 0 } else { escapes_add(text) };
            utf16_units(text) - escapes
        })
    }

    /// The moment that a field tells.
    #[inline(always)]
    pub(super) fn moment(&self, field: Field) -> Option<Moment> {
        TIMES.iter().position(|time| *time == field).and_then(|at| self.moments[at])
    }

    /// The number of a field, where it has one, and no finding.
    #[inline(always)]
    pub(super) fn number(&self, field: Field) -> Option<u32> {
        self.sound(field).map(|[value, _]| value)
    }

    /// How many texts a field holds: those of its list, or its only one.
    #[inline(always)]
    pub(super) fn count(&self, field: Field) -> u32 {
        match self.row.get(field) {
            Some([_, count]) if self.is_list(field) => count,
            Some(_) => 1,
            None => 0,
        }
    }

    /// Asks something of one of these texts.
    #[inline(always)]
    pub(super) fn item<R>(&self, field: Field, at: u32, ask: impl FnOnce(&[u8]) -> R) -> R {
        let part = self.row.slots[field as usize];
        let part = if self.is_list(field) { self.items[(part[0] + at) as usize] } else { part };
        self.show(field, part, ask)
    }

    /// The field, or something in it, has a finding.
    pub(super) fn is_faulty(&self, field: Field) -> bool {
        self.faulty & (1 << field as u64) != 0
    }

    #[cold]
    pub(super) fn find(&mut self, rule: Rule, field: Field, item: Option<u32>, detail: Detail) {
        self.found.push(Found { rule, field, item, detail });
    }

    #[inline(always)]
    fn sound(&self, field: Field) -> Option<Part> {
        self.row.get(field).filter(|_| !self.is_faulty(field))
    }

    #[inline(always)]
    fn is_list(&self, field: Field) -> bool {
        self.lists & (1 << field as u64) != 0
    }

    #[inline(always)]
    fn show<R>(&self, field: Field, [start, end]: Part, ask: impl FnOnce(&[u8]) -> R) -> R {
        let mut text = &self.bytes[start as usize..end as usize];
        let unescaped;
        if self.row.escaped & (1 << field as u64) != 0 {
            unescaped = unescape(std::str::from_utf8(text).unwrap_or_default());
            text = unescaped.as_bytes();
        }
        ask(text)
    }
}
