//! One usable event as parts of its text: what the checks of its meaning look at, however it was read.

use super::clean::{CleanEvent, Part, READ};
use super::format::{Moment, moment};
use super::{ABSENT, Slots};
use crate::catalogue::events::EventType;
use crate::catalogue::fields::{Field, Presence};
use crate::catalogue::rules::Rule;
use crate::diagnostic::Detail;
use crate::json::string::escapes_add;
use crate::json::tape::{ESCAPED, Edit, Kind, Tape, unescape};
use crate::json::words::utf16_units;

/// The fields that tell a moment.
pub(super) const TIMES: [Field; 3] = [Field::Time, Field::EventTime, Field::MessageTime];

/// One event. Fields with a finding of their own are there, but are not asked what they say.
pub(super) struct Sheet<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) row: &'a CleanEvent,
    /// The insides of the texts in lists.
    pub(super) items: &'a [Part],
    /// The fields that hold a list, a bit each.
    pub(super) lists: u32,
    /// The fields that have a finding, or something in them has.
    pub(super) faulty: u32,
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
            let escapes = if self.row.escaped & (1 << field as u32) == 0 { 0 } else { escapes_add(text) };
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
        self.faulty & (1 << field as u32) != 0
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
        self.lists & (1 << field as u32) != 0
    }

    #[inline(always)]
    fn show<R>(&self, field: Field, [start, end]: Part, ask: impl FnOnce(&[u8]) -> R) -> R {
        let text = &self.bytes[start as usize..end as usize];
        if self.row.escaped & (1 << field as u32) == 0 {
            return ask(text);
        }
        ask(unescape(std::str::from_utf8(text).unwrap_or_default()).as_bytes())
    }
}

/// The row of an event on the tape, its items, and which fields hold a list.
pub(super) fn row(tape: &Tape<'_>, event: EventType, slots: &Slots) -> (CleanEvent, Vec<Part>, u32) {
    let mut row = CleanEvent::default();
    let mut items = Vec::new();
    let mut lists = 0;
    let inside = |token: u32| [tape.node(token).start + 1, tape.node(token).end - 1];
    for (at, slot) in slots[..READ].iter().enumerate() {
        // What does not belong there may be anything.
        if Field::ALL[at].presence(event) == Presence::Misplaced {
            continue;
        }
        let unwrapped = u32::from(*slot != ABSENT && tape.node(*slot).edit == Edit::Unwrap);
        let token = slot + unwrapped;
        let mut flags = 0;
        let kind = (*slot != ABSENT)
            .then(|| if tape.node(token).edit == Edit::Number { Kind::Number } else { tape.kind(token) });
        row.slots[at] = match kind {
            Some(Kind::Text) => {
                flags = tape.node(token).flags;
                inside(token)
            }
            // A list of a usable event holds texts alone.
            Some(Kind::List) => {
                let first = items.len() as u32;
                for item in tape.items(token) {
                    flags |= tape.node(item).flags;
                    items.push(inside(item));
                }
                lists |= 1 << at;
                [first, items.len() as u32 - first]
            }
            Some(Kind::Number) => match tape.whole(token) {
                Some(value) => [value, 0],
                None => continue,
            },
            _ => continue,
        };
        row.present |= 1 << at;
        row.escaped |= u32::from(flags & ESCAPED) << at;
    }
    (row, items, lists)
}

/// What the times of an event on the tape say.
pub(super) fn moments(tape: &Tape<'_>, row: &CleanEvent) -> [Option<Moment>; TIMES.len()] {
    TIMES.map(|field| {
        row.get(field).and_then(|[start, end]| moment(&tape.text.as_bytes()[start as usize..end as usize]))
    })
}
