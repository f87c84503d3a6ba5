//! Toll-free verification webhooks: their outcome, and the problems of their fields. None of them makes a webhook
//! unusable.

use super::state::{Check, Outcome};
use super::suggest::Known;
use super::value::is_integer;
use super::{format, suggest};
use crate::catalogue::events::Direction;
use crate::catalogue::fields::Format;
use crate::catalogue::rules::Rule;
use crate::catalogue::verification::{
    STATUSES, VERIFICATION_FIELDS, VERIFICATION_SPECS, VerificationOutcome, VerificationShape,
};
use crate::diagnostic::words::{Phrase, Word};
use crate::diagnostic::{Detail, Place};
use crate::json::tape::JsonType;

/// How many rows of `VERIFICATION_SPECS` are fields of the webhook itself.
const WEBHOOK: usize = VERIFICATION_FIELDS.len();

const OTHER: u8 = VerificationOutcome::Other as u8;

/// The row of an item of an array, which has no name.
const ITEM: usize = VERIFICATION_SPECS.len();

impl Check<'_> {
    pub(super) fn verification(&mut self, object: u32) -> Outcome {
        let mut outcome = self.verification_record(object, 0, WEBHOOK);
        if let Some(status) = self.at(object, b"status").filter(|status| self.tape.kind(*status) == JsonType::Text) {
            match STATUSES.iter().position(|name| self.tape.is(status, name)) {
                None => {
                    self.verification_finding(Rule::UnknownValue, status, Detail::Named(Word::VerificationStatuses));
                }
                Some(at) if outcome == OTHER => outcome = at as u8,
                Some(_) => {}
            }
        }
        Outcome::Verification(outcome)
    }

    #[inline(never)]
    fn verification_finding(&mut self, rule: Rule, token: u32, detail: Detail) {
        self.find(rule, Place::Token(token), None, detail);
    }

    /// Checks an object whose fields are `VERIFICATION_SPECS[from..to]`. Returns the outcome that its keys decide.
    #[inline(never)]
    fn verification_record(&mut self, object: u32, from: usize, to: usize) -> u8 {
        let mut outcome = OTHER;
        let rows = &VERIFICATION_SPECS[from..to];
        for (at, row) in rows.iter().enumerate() {
            // For a duplicate key, the last value.
            let Some(value) = self.at(object, row.name.as_bytes()) else { continue };
            if !matches!(self.tape.kind(value), JsonType::Null | JsonType::False) {
                outcome = outcome.min(row.decides);
            }
            self.verification_value(row.shape, from + at, value);
        }
        let (mut key, end) = (object + 1, self.tape.node(object).next);
        while key < end {
            let name = self.tape.string(key);
            if !rows.iter().any(|row| *row.name == *name) {
                let near = suggest::nearest(&name, &mut rows.iter().map(|row| Known::new(row.name)));
                let detail = near.map_or(Detail::None, |at| Detail::Suggest(Word::Verification((from + at) as u8)));
                self.verification_finding(Rule::UnknownField, key, detail);
            }
            key = self.tape.node(key + 1).next;
        }
        outcome
    }

    /// Checks the value of a field, or of an item.
    #[inline(never)]
    fn verification_value(&mut self, shape: VerificationShape, at: usize, value: u32) {
        let found = self.tape.kind(value);
        if found == JsonType::Null && at < ITEM {
            let detail = Detail::Named(Word::Verification(at as u8));
            return self.verification_finding(Rule::NullField, value, detail);
        }
        let (taken, converted, expected) = takes(shape);
        let mut rule = Rule::OmittedField;
        if taken & bit(found) != 0 {
            match shape {
                VerificationShape::Text(format) => {
                    if let Some(rule) = format::check(format, &self.tape.bytes(value), Direction::Out) {
                        self.verification_finding(rule, value, Detail::None);
                    }
                    return;
                }
                VerificationShape::Reason => {
                    self.verification_record(value, WEBHOOK, ITEM);
                    return;
                }
                VerificationShape::TextList => return self.verification_items(TEXT, value),
                VerificationShape::Reasons => return self.verification_items(VerificationShape::Reason, value),
                VerificationShape::Integer if self.tape.whole(value).is_none() => {}
                _ => return,
            }
        } else if converted & bit(found) != 0
            && (shape != VerificationShape::Integer || is_integer(&self.tape.bytes(value)))
        {
            rule = Rule::CoercedType;
        }
        let fraction = rule == Rule::OmittedField && taken & bit(found) != 0;
        self.verification_finding(rule, value, Detail::Expected { expected, found, fraction });
    }

    fn verification_items(&mut self, shape: VerificationShape, list: u32) {
        let (mut item, end) = (list + 1, self.tape.node(list).next);
        while item < end {
            self.verification_value(shape, ITEM, item);
            item = self.tape.node(item).next;
        }
    }
}

const TEXT: VerificationShape = VerificationShape::Text(Format::Plain);

const fn bit(kind: JsonType) -> u8 {
    1 << kind as u8
}

/// The JSON types that a shape accepts, those that are converted to it (one bit each), and its name in messages.
const fn takes(shape: VerificationShape) -> (u8, u8, Phrase) {
    let (text, number, list) = (bit(JsonType::Text), bit(JsonType::Number), bit(JsonType::List));
    match shape {
        VerificationShape::Text(_) | VerificationShape::Status => (text, number, Phrase::Text),
        VerificationShape::Integer => (number, text, Phrase::WholeNumber),
        VerificationShape::Boolean => (bit(JsonType::True) | bit(JsonType::False), 0, Phrase::Boolean),
        VerificationShape::TextList => (list, text, Phrase::TextList),
        VerificationShape::Reasons => (list, 0, Phrase::ObjectList),
        VerificationShape::Reason => (bit(JsonType::Object), 0, Phrase::Object),
    }
}
