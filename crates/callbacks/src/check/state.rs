//! The state and the result of checking one body.

use crate::catalogue::events::EventType;
use crate::catalogue::fields::{FIELDS, Field};
use crate::catalogue::rules::{Rule, Severity};
use crate::diagnostic::{Detail, Finding, Place};
use crate::json::tape::Tape;
use crate::view::{Other, Views};

/// The token of the value of each field, or `NO_TOKEN`.
pub(crate) type FieldTokens = [u32; FIELDS.len()];

/// The field is absent. Token 0 is the whole body, so it is never the value of a field.
pub(crate) const NO_TOKEN: u32 = 0;

/// What an element of the body is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Outcome {
    /// Usable as its type.
    Event,
    /// Well formed, but of an unknown type. The token is the string that names it.
    Unknown(Option<u32>),
    /// A toll-free verification webhook; its `VerificationOutcome` as a number.
    Verification(u8),
    /// Not usable.
    Rejected,
}

/// A checked body.
#[derive(Debug)]
pub(crate) struct Checked<'t> {
    /// Its tokens, and how deviating values are to be read.
    pub tape: Tape<'t>,
    /// Its events, in order.
    pub views: Views,
    /// Its other elements, in order.
    pub others: Vec<Other>,
    /// The findings, in no order.
    pub findings: Vec<Finding>,
}

/// The state of checking one body.
pub(super) struct Check<'t> {
    pub tape: Tape<'t>,
    pub views: Views,
    pub others: Vec<Other>,
    pub findings: Vec<Finding>,
    /// The type of the current event.
    pub event: Option<EventType>,
    /// The fields of this event that have a finding, one bit each.
    pub faulty: u64,
    /// The fields of this event that are omitted because their values cannot be used, one bit each.
    pub omitted: u64,
    /// This event has a finding of severity `error`.
    pub unusable: bool,
    /// Some key of this element is not a field.
    pub has_unknown: bool,
}

impl Check<'_> {
    pub(super) fn find(&mut self, rule: Rule, place: Place, field: Option<Field>, detail: Detail) {
        self.unusable |= rule.severity() == Severity::Error;
        if let Some(field) = field {
            self.faulty |= 1 << field as u64;
        }
        self.findings.push(Finding { rule, place, event: self.event, field, detail });
    }
}
