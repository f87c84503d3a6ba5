//! What events have beside their rows, what was found of them, and what is learnt from one event for the next.

use super::tables::{NEXT, RANGES};
use crate::catalogue::fields::{FIELDS, Field};
use crate::catalogue::rules::Rule;
use crate::diagnostic::{Detail, Finding, Frame, Place};
use crate::json::words::utf16_units;
use crate::view::{Extra, Other, Part};

/// What has no fixed number, and what is learnt.
#[derive(Debug)]
pub(super) struct Lists {
    /// The insides of the texts in lists.
    pub(super) items: Vec<Part>,
    /// The members that no row describes, event by event.
    pub(super) extras: Vec<Extra>,
    /// The elements that are not events, in order.
    pub(super) others: Vec<Other>,
    /// What was found.
    pub(super) findings: Vec<Finding>,
    /// What the events are in.
    pub(super) frame: Frame,
    /// How deep lists and objects may be nested.
    pub(super) max_depth: usize,
    /// After a text that is not ASCII: how many bytes there are more than UTF-16 code units up to here.
    pub(super) shifts: Vec<(u32, u32)>,
    /// The body is known to be UTF-8.
    pub(super) is_utf8: bool,
    /// The field that last came after each, and as the first of each record: mostly it does so again.
    pub(super) next: [u8; FIELDS.len() + RANGES.len()],
}

impl Lists {
    pub(super) const fn new() -> Self {
        Lists {
            items: Vec::new(),
            extras: Vec::new(),
            others: Vec::new(),
            findings: Vec::new(),
            frame: Frame::List,
            max_depth: 0,
            shifts: Vec::new(),
            is_utf8: false,
            next: NEXT,
        }
    }

    /// Begins a body.
    #[inline(always)]
    pub(super) fn clear(&mut self, is_utf8: bool, max_depth: usize) {
        self.items.clear();
        self.extras.clear();
        self.others.clear();
        self.findings.clear();
        self.shifts.clear();
        (self.frame, self.max_depth, self.is_utf8) = (Frame::List, max_depth, is_utf8);
    }

    /// Records a finding. Its event is known when the event has been read.
    #[cold]
    pub(super) fn find(&mut self, rule: Rule, place: Place, field: Option<Field>, detail: Detail) {
        self.findings.push(Finding { rule, place, event: None, field, detail });
    }

    /// Notes how far places in UTF-16 code units lie behind after a text that is not ASCII; `None`
    /// where it is not UTF-8.
    #[cold]
    pub(super) fn shift(&mut self, bytes: &[u8], [start, end]: Part) -> Option<()> {
        let text = &bytes[start as usize..end as usize];
        if !self.is_utf8 && std::str::from_utf8(text).is_err() {
            return None;
        }
        let before = self.shifts.last().map_or(0, |(_, shift)| *shift);
        self.shifts.push((end, before + (end - start) - utf16_units(text)));
        Some(())
    }
}

#[inline(always)]
pub(super) fn inside(bytes: &[u8], [start, end]: Part) -> &[u8] {
    &bytes[start as usize..end as usize]
}

pub(super) fn list(items: &[Part], [first, count]: Part) -> &[Part] {
    &items[first as usize..(first + count) as usize]
}
