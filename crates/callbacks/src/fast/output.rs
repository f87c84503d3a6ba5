//! What reading a body produces besides the event views: items, extras, other elements, and findings.

use std::fmt;

use super::tables::{NEXT, RANGES};
use crate::catalogue::fields::{FIELDS, Field, Record};
use crate::catalogue::rules::Rule;
use crate::check::event_fields::Found;
use crate::diagnostic::{Detail, Finding, Frame, Place};
use crate::view::{Extra, Other, Part};

/// The growing parts of a body that is being read. Reused for the next body.
#[derive(Debug)]
pub(super) struct Output {
    /// The insides of the strings in arrays.
    pub(super) items: Vec<Part>,
    /// The members that are not fields of their record, event by event.
    pub(super) extras: Vec<Extra>,
    /// The elements that are not events, in order.
    pub(super) others: Vec<Other>,
    /// The findings.
    pub(super) findings: Vec<Finding>,
    /// What the fields of the current event say together.
    pub(super) found: Vec<Found>,
    /// What wraps the events.
    pub(super) frame: Frame,
    /// How deep arrays and objects may be nested.
    pub(super) max_depth: usize,
    /// The strings that are not ASCII, in order.
    pub(super) wide: Vec<Part>,
    /// The body is known to be UTF-8.
    pub(super) is_utf8: bool,
    /// Predictions learned from earlier events: the field that follows each field, and the first field of each record.
    pub(super) next: [u8; FIELDS.len() + RANGES.len()],
    /// The last unknown key, of any body.
    pub(super) last_key: UnknownKey,
}

/// What there is to say of an unknown key.
pub(super) type KeyFinding = (Rule, Option<Field>, Detail);

/// An unknown key and its finding, to be used again if the key is.
pub(super) struct UnknownKey {
    record: Record,
    name: String,
    pub(super) finding: KeyFinding,
}

/// Without the key, which is from a payload.
impl fmt::Debug for UnknownKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnknownKey(..)")
    }
}

impl UnknownKey {
    /// Whether it is this key. The empty key never is: it means that there is none.
    #[inline]
    pub(super) fn is(&self, record: Record, name: &str) -> bool {
        self.record == record && self.name == name && !name.is_empty()
    }

    pub(super) fn set(&mut self, record: Record, name: &str, finding: KeyFinding) {
        self.name.clear();
        self.name.push_str(name);
        (self.record, self.finding) = (record, finding);
    }
}

impl Output {
    pub(super) const fn new() -> Self {
        Output {
            items: Vec::new(),
            extras: Vec::new(),
            others: Vec::new(),
            findings: Vec::new(),
            found: Vec::new(),
            frame: Frame::List,
            max_depth: 0,
            wide: Vec::new(),
            is_utf8: false,
            next: NEXT,
            last_key: UnknownKey {
                record: Record::Event,
                name: String::new(),
                finding: (Rule::UnknownField, None, Detail::None),
            },
        }
    }

    /// Begins a body.
    #[inline(always)]
    pub(super) fn clear(&mut self, is_utf8: bool, max_depth: usize) {
        self.items.clear();
        self.extras.clear();
        self.others.clear();
        self.findings.clear();
        self.wide.clear();
        (self.frame, self.max_depth, self.is_utf8) = (Frame::List, max_depth, is_utf8);
    }

    /// Records a finding. Its event is known when the event has been read.
    #[cold]
    pub(super) fn find(&mut self, rule: Rule, place: Place, field: Option<Field>, detail: Detail) {
        self.findings.push(Finding { rule, place, event: None, field, detail });
    }

    /// Records a string that is not ASCII. `None` if it is not UTF-8.
    #[cold]
    pub(super) fn keep_wide(&mut self, bytes: &[u8], part: Part) -> Option<()> {
        if !self.is_utf8 && std::str::from_utf8(bytes_of(bytes, part)).is_err() {
            return None;
        }
        self.wide.push(part);
        Some(())
    }
}

#[inline(always)]
pub(super) fn bytes_of(bytes: &[u8], [start, end]: Part) -> &[u8] {
    &bytes[start as usize..end as usize]
}

pub(super) fn items_of(items: &[Part], [first, count]: Part) -> &[Part] {
    &items[first as usize..(first + count) as usize]
}
