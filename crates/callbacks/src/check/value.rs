//! Checks one value: its JSON type, with the deviations that are converted, its format and its length.

use super::format;
use super::moment::lacks_zone;
use super::state::{Check, FieldTokens};
use crate::catalogue::errors::CODES;
use crate::catalogue::events::{Direction, EventType};
use crate::catalogue::fields::{Field, Format, Presence, Shape};
use crate::catalogue::rules::Rule;
use crate::diagnostic::{Detail, Place};
use crate::json::swar::code_points;
use crate::json::swar::same;
use crate::json::tape::{Edit, JsonType};

impl Check<'_> {
    pub(crate) fn check_value(&mut self, field: Field, value: u32, event: EventType, tokens: &mut FieldTokens) {
        let shape = field.shape(event);
        match (shape, self.tape.kind(value)) {
            (_, JsonType::Null) if field.spec().nullable => {}
            (Shape::Text(_) | Shape::TextOrList(_) | Shape::OneOf(_), JsonType::Text) => {
                self.check_string(field, shape, value, event);
            }
            (Shape::Text(Format::Latitude | Format::Longitude), JsonType::Number) => {
                self.coerce(field, value, shape, Edit::Quote);
                self.check_string(field, shape, value, event);
            }
            (Shape::Text(_) | Shape::OneOf(_), JsonType::List) if self.holds_one_text(value) => {
                self.coerce(field, value, shape, Edit::Unwrap);
                self.check_string(field, shape, value + 1, event);
            }
            (Shape::TextList(format) | Shape::TextOrList(format), JsonType::List) => {
                let items: Vec<u32> = self.tape.items(value).collect();
                for item in items {
                    if self.tape.kind(item) == JsonType::Text {
                        self.check_string(field, shape, item, event);
                    } else {
                        self.wrong_type(field, item, Shape::Text(format));
                    }
                }
            }
            (Shape::TextList(_), JsonType::Text) => {
                self.coerce(field, value, shape, Edit::Wrap);
                self.check_string(field, shape, value, event);
            }
            (Shape::Integer(least), JsonType::Number) => self.check_integer(field, value, shape, least),
            (Shape::Integer(least), JsonType::Text) if is_integer(&self.tape.bytes(value)) => {
                self.coerce(field, value, shape, Edit::Number);
                self.check_integer(field, value, shape, least);
            }
            (Shape::Record(record), JsonType::Object) => {
                let unknown = self.collect(record, value, tokens);
                self.check_fields(record, value, event, tokens, &unknown, false);
            }
            _ => self.wrong_type(field, value, shape),
        }
    }

    fn check_string(&mut self, field: Field, shape: Shape, token: u32, event: EventType) {
        // A number here is read as a string (`Quote`); it has no escapes.
        let text = match self.tape.kind(token) {
            JsonType::Text => self.tape.bytes(token),
            _ => self.tape.raw(token).as_bytes().into(),
        };
        for (rule, detail) in text_findings(field, shape, &text, event.direction()).into_iter().flatten() {
            self.find(rule, Place::Token(token), Some(field), detail);
        }
    }

    fn check_integer(&mut self, field: Field, token: u32, expected: Shape, least: u32) {
        let Some(value) = self.tape.whole(token) else {
            let detail = Detail::Shape { expected, found: JsonType::Number, fraction: true };
            return self.unusable(field, token, detail);
        };
        if let Some((rule, detail)) = integer_finding(field, value, least) {
            self.find(rule, Place::Token(token), Some(field), detail);
        }
    }

    pub(crate) fn holds_one_text(&self, list: u32) -> bool {
        let end = self.tape.node(list).next;
        end == list + 2 && self.tape.kind(list + 1) == JsonType::Text
    }

    fn coerce(&mut self, field: Field, token: u32, expected: Shape, edit: Edit) {
        let detail = Detail::Shape { expected, found: self.tape.kind(token), fraction: false };
        let faulty = self.faulty;
        self.find(Rule::CoercedType, Place::Token(token), Some(field), detail);
        // It is converted, so its value can be checked further.
        self.faulty = faulty;
        self.tape.nodes[token as usize].edit = edit;
    }

    pub(crate) fn wrong_type(&mut self, field: Field, token: u32, expected: Shape) {
        self.find_duplicates_in(token);
        let detail = Detail::Shape { expected, found: self.tape.kind(token), fraction: false };
        self.unusable(field, token, detail);
    }

    /// A value that its field cannot hold. No event is lost over a field that a handler can do without.
    fn unusable(&mut self, field: Field, token: u32, detail: Detail) {
        let is_required = self.event.is_none_or(|event| field.presence(event) == Presence::Required);
        let rule = if is_required { Rule::WrongType } else { Rule::OmittedField };
        self.omitted |= u64::from(!is_required) << field as u64;
        self.find(rule, Place::Token(token), Some(field), detail);
    }
}

/// Whether a string, between its quotes, certainly has no finding. `shape` is that of its field.
#[inline(never)]
pub(crate) fn is_documented(field: Field, shape: Shape, text: &[u8], direction: Direction) -> bool {
    let is_value = match shape {
        Shape::Text(format) | Shape::TextList(format) | Shape::TextOrList(format) => {
            format::check(format, text, direction).is_none()
        }
        Shape::OneOf(values) => is_one_of(values, text),
        Shape::Integer(_) | Shape::Record(_) => true,
    };
    // A string never has more characters than bytes.
    is_value && field.spec().max_chars.is_none_or(|most| text.len() <= most as usize)
}

/// The findings on one string: its format or value, and its length. `shape` is that of its field.
pub(crate) fn text_findings(
    field: Field,
    shape: Shape,
    text: &[u8],
    direction: Direction,
) -> [Option<(Rule, Detail)>; 2] {
    let bad = match shape {
        Shape::Text(format) | Shape::TextList(format) | Shape::TextOrList(format) => {
            format::check(format, text, direction).map(|rule| {
                let lacks_zone = rule == Rule::BadTimestamp && lacks_zone(text);
                (rule, if lacks_zone { Detail::NoZone } else { Detail::None })
            })
        }
        Shape::OneOf(values) if !is_one_of(values, text) => {
            Some((Rule::UnknownValue, Detail::Shape { expected: shape, found: JsonType::Text, fraction: false }))
        }
        Shape::OneOf(_) | Shape::Integer(_) | Shape::Record(_) => None,
    };
    // A string never has more characters than bytes.
    let limit = field.spec().max_chars.filter(|most| text.len() > *most as usize);
    let long = limit.and_then(|limit| {
        let found = code_points(text);
        Rule::too_long(field).filter(|_| found > limit).map(|rule| (rule, Detail::Count { found, limit }))
    });
    [bad, long]
}

fn is_one_of(values: &[&str], text: &[u8]) -> bool {
    values.iter().any(|value| same(text, value.as_bytes()))
}

/// The finding on an integer.
pub(crate) fn integer_finding(field: Field, value: u32, least: u32) -> Option<(Rule, Detail)> {
    if value < least {
        return Some((Rule::UnknownValue, Detail::Count { found: value, limit: least }));
    }
    let is_known = || u16::try_from(value).is_ok_and(|code| CODES.binary_search(&code).is_ok());
    (field == Field::ErrorCode && !is_known()).then_some((Rule::UnknownErrorCode, Detail::None))
}

/// Whether a string is also a JSON integer, of at most nine digits.
pub(crate) fn is_integer(text: &[u8]) -> bool {
    matches!(text, [b'0'] | [b'1'..=b'9', ..]) && text.len() <= 9 && text.iter().all(u8::is_ascii_digit)
}
