//! One usable event, however it was read: what the checks of its meaning ask, and the answers from a tape.

use super::format::{Moment, moment};
use super::{ABSENT, Check, Slots};
use crate::catalogue::fields::Field;
use crate::catalogue::rules::Rule;
use crate::diagnostic::{Detail, Finding, Place};
use crate::json::tape::{Edit, Kind};

/// What is asked of one usable event. Texts are shown, not given, so that those without escapes
/// need no place of their own.
pub(super) trait Facts {
    /// Asks something of the text of a field, where it has one, and no finding.
    fn text<R>(&self, field: Field, ask: impl FnOnce(&[u8]) -> R) -> Option<R>;
    /// Bytes that the text of a field has at most; none where there is no text, or a finding.
    fn most_bytes(&self, field: Field) -> usize;
    /// The moment that a field tells, where it has one, and no finding.
    fn moment(&self, field: Field) -> Option<Moment>;
    /// The number of a field, where it has one, and no finding.
    fn number(&self, field: Field) -> Option<u32>;
    /// How many texts a field holds: those of its list, or its only one.
    fn count(&self, field: Field) -> u32;
    /// Asks something of one of these texts.
    fn item<R>(&self, field: Field, at: u32, ask: impl FnOnce(&[u8]) -> R) -> R;
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

impl Facts for OnTape<'_, '_> {
    fn text<R>(&self, field: Field, ask: impl FnOnce(&[u8]) -> R) -> Option<R> {
        let tape = &self.check.tape;
        let token = self.sound(field)?;
        match (tape.node(token).edit, tape.kind(token)) {
            (Edit::Unwrap, _) => Some(ask(&tape.bytes(token + 1))),
            (_, Kind::Text) => Some(ask(&tape.bytes(token))),
            _ => None,
        }
    }

    fn most_bytes(&self, field: Field) -> usize {
        self.text(field, <[u8]>::len).unwrap_or_default()
    }

    fn moment(&self, field: Field) -> Option<Moment> {
        self.text(field, moment).flatten()
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

    fn item<R>(&self, field: Field, at: u32, ask: impl FnOnce(&[u8]) -> R) -> R {
        ask(&self.check.tape.bytes(self.item_token(field, at)))
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
