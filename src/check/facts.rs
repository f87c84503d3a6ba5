//! One usable event, however it was read: what the checks of its meaning ask, and the answers from a tape.

use std::borrow::Cow;

use super::format::{Moment, moment};
use super::{ABSENT, Check, Slots};
use crate::catalogue::fields::Field;
use crate::catalogue::rules::Rule;
use crate::diagnostic::{Detail, Finding, Place};
use crate::json::tape::{Edit, Kind};

/// What is asked of one usable event.
pub(super) trait Facts<'t> {
    /// The text of a field, where it has one, and no finding.
    fn text(&self, field: Field) -> Option<Cow<'t, [u8]>>;
    /// The moment that a field tells, where it has one, and no finding.
    fn moment(&self, field: Field) -> Option<Moment>;
    /// The number of a field, where it has one, and no finding.
    fn number(&self, field: Field) -> Option<u32>;
    /// How many texts a field holds: those of its list, or its only one.
    fn count(&self, field: Field) -> u32;
    /// One of these texts.
    fn item(&self, field: Field, at: u32) -> Cow<'t, [u8]>;
    /// The field, or something in it, has a finding.
    fn is_faulty(&self, field: Field) -> bool;
    /// Notes what was found of a field, or of one text in its list.
    fn found(&mut self, rule: Rule, field: Field, item: Option<u32>, detail: Detail);
}

/// An event on the tape.
pub(super) struct OnTape<'a, 't> {
    pub(super) check: &'a mut Check<'t>,
    pub(super) slots: &'a Slots,
}

impl OnTape<'_, '_> {
    /// The token of a field without a finding.
    fn sound(&self, field: Field) -> Option<u32> {
        let token = self.slots[field as usize];
        (token != ABSENT && !self.check.is_faulty(field)).then_some(token)
    }

    fn item_token(&self, field: Field, at: u32) -> u32 {
        let token = self.slots[field as usize];
        if self.check.tape.kind(token) == Kind::List { token + 1 + at } else { token }
    }
}

impl<'t> Facts<'t> for OnTape<'_, 't> {
    fn text(&self, field: Field) -> Option<Cow<'t, [u8]>> {
        let tape = &self.check.tape;
        let token = self.sound(field)?;
        match (tape.node(token).edit, tape.kind(token)) {
            (Edit::Unwrap, _) => Some(tape.bytes(token + 1)),
            (_, Kind::Text) => Some(tape.bytes(token)),
            _ => None,
        }
    }

    fn moment(&self, field: Field) -> Option<Moment> {
        self.text(field).and_then(|text| moment(&text))
    }

    fn number(&self, field: Field) -> Option<u32> {
        self.sound(field).and_then(|token| self.check.tape.whole(token))
    }

    fn count(&self, field: Field) -> u32 {
        let token = self.slots[field as usize];
        match (token != ABSENT).then(|| self.check.tape.kind(token)) {
            // A list of a usable event holds texts alone.
            Some(Kind::List) => self.check.tape.node(token).next - token - 1,
            Some(Kind::Text) => 1,
            _ => 0,
        }
    }

    fn item(&self, field: Field, at: u32) -> Cow<'t, [u8]> {
        self.check.tape.bytes(self.item_token(field, at))
    }

    fn is_faulty(&self, field: Field) -> bool {
        self.check.is_faulty(field)
    }

    fn found(&mut self, rule: Rule, field: Field, item: Option<u32>, detail: Detail) {
        let token = match item {
            Some(at) => self.item_token(field, at),
            None => self.slots[field as usize],
        };
        let is_unwrapped = self.check.tape.node(token).edit == Edit::Unwrap;
        let place = Place::Token(token + u32::from(is_unwrapped));
        self.check.findings.push(Finding { rule, place, event: self.check.event, field: Some(field), detail });
    }
}
