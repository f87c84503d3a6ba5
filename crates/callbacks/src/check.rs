//! The full check: compares the tape of any body with the catalogue. Produces views, other elements, and findings.
//!
//! Uses no JavaScript, clock or I/O, and cannot fail. One fault gives one finding: the `type` decides what is expected,
//! and consequences of a finding are not reported again.
//!
//! | file | what it checks |
//! | --- | --- |
//! | `body` | the body as a whole: an array of events, one event, a wrapper, or something else |
//! | `value` | one value: its JSON type, format and length |
//! | `moment` | times, and which of two is earlier |
//! | `format` | the format of one string: time, phone number, UUID, URL, base64, degrees |
//! | `cross_field` | what several fields of one event say together, asked of `event_fields` |
//! | `duplicate_keys` | keys that an object has twice |
//! | `other_product` | webhooks of other Bandwidth products |
//! | `verification` | toll-free verification webhooks |
//! | `suggest` | the known name closest to a misspelled one |
//! | `from_tape` | builds the view of an event from its tokens |

mod body;
mod options;
mod state;
pub(crate) mod format;
pub(crate) mod moment;
mod from_tape;
pub(crate) mod cross_field;
pub(crate) mod suggest;
mod other_product;
mod verification;
mod duplicate_keys;
pub(crate) mod event_fields;
pub(crate) mod value;

use std::borrow::Cow;

pub(crate) use format::{host, is_address};
pub use moment::unix_time;
pub use options::ParseOptions;
pub(crate) use state::{Checked, FieldTokens, NO_TOKEN};

use crate::catalogue::events::{EventType, OLD_NAMES, OldName};
use crate::catalogue::fields::{FIELDS, Field, Format, Presence, Record, Shape};
use crate::catalogue::other_products::TOLL_FREE_VERIFICATION;
use crate::catalogue::rules::Rule;
use crate::diagnostic::{Detail, Finding, Place};
use crate::json::tape::{Edit, JsonType, Tape};
use crate::view::{EventParts, Part, Views};

use event_fields::EventFields;
use state::{Check, Outcome};

/// Checks a body. `invalid` is the position of its first byte that is not UTF-8.
#[inline(never)]
pub(crate) fn check<'t>(text: &'t str, invalid: Option<usize>, options: &ParseOptions) -> Checked<'t> {
    let mut checked = body::check_body(text, options).unwrap_or_else(|finding| unread(text, finding));
    // A body that ends inside a character is reported as truncated, not as invalid UTF-8.
    let is_cut =
        |at: usize| &text[at..] == "\u{fffd}" && checked.findings.iter().any(|it| it.rule == Rule::InvalidJson);
    if let Some(at) = invalid.filter(|at| !is_cut(*at)) {
        let place = Place::Bytes(at as u32, (at + char::REPLACEMENT_CHARACTER.len_utf8()) as u32);
        // If that byte is also where JSON ends, one finding is enough.
        checked.findings.retain(|it| !(it.rule == Rule::InvalidJson && it.place == place));
        checked.findings.push(Finding {
            rule: Rule::InvalidUtf8,
            place,
            event: None,
            field: None,
            detail: Detail::None,
        });
    }
    checked
}

/// Bytes as text, and the position of the first byte that is not UTF-8.
///
/// Invalid UTF-8 becomes U+FFFD, as in the WHATWG decoder that JavaScript uses.
pub(crate) fn text(bytes: &[u8]) -> (Cow<'_, str>, Option<usize>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(error) => (String::from_utf8_lossy(bytes), Some(error.valid_up_to())),
    }
}

/// The result for a body that is too large. None of its bytes is read.
pub(crate) fn too_large<'t>(bytes: usize, options: &ParseOptions) -> Checked<'t> {
    let detail = Detail::Count { found: bytes as u32, limit: options.max_bytes as u32 };
    unread("", Finding { rule: Rule::BodyTooLarge, place: Place::Bytes(0, 0), event: None, field: None, detail })
}

/// The result for a body that could not be read: one finding and no elements.
fn unread(text: &str, finding: Finding) -> Checked<'_> {
    Checked { tape: Tape::empty(text), views: Views::default(), others: Vec::new(), findings: vec![finding] }
}

impl Check<'_> {
    /// Checks one element of the body.
    #[inline(never)]
    fn check_element(&mut self, token: u32) -> Outcome {
        self.event = None;
        (self.faulty, self.omitted) = (0, 0);
        (self.unusable, self.has_unknown) = (false, false);
        if self.tape.kind(token) != JsonType::Object {
            self.find_duplicates_in(token);
            return self.not_an_event(token);
        }
        let mut tokens = [NO_TOKEN; FIELDS.len()];
        let unknown = self.collect(Record::Event, token, &mut tokens);
        let type_token = tokens[Field::Type as usize];
        let named = self.type_text(type_token);
        let (event, alias) = match named.map(|name| self.resolve(name)) {
            Some((Some(event), alias)) => (Some(event), alias),
            _ => (None, None),
        };
        let Some(event) = event else {
            self.find_duplicates_in_values(token);
            return match self.other_product(token) {
                Some((TOLL_FREE_VERIFICATION, _)) => self.verification(token),
                Some(other_product) => self.other_product_event(token, other_product),
                None => self.without_known_type(token, &tokens, named),
            };
        };
        let before = self.findings.len();
        self.event = Some(event);
        if let Some(alias) = alias {
            let says_code = tokens[Field::ErrorCode as usize] == NO_TOKEN;
            self.find(Rule::RenamedEvent, Place::Token(type_token), None, Detail::Alias { at: alias, says_code });
        } else if event.deprecated() {
            self.find(Rule::DeprecatedEvent, Place::Token(type_token), None, Detail::None);
        }
        let implied = alias.and_then(|alias| OLD_NAMES[alias as usize].error_code);
        self.check_fields(Record::Event, token, event, &mut tokens, &unknown, implied.is_some());
        if self.unusable {
            // Another product's webhook with a type of ours has a key that no event has.
            return match if self.has_unknown { self.other_product(token) } else { None } {
                Some(other_product) => {
                    self.findings.truncate(before);
                    self.other_product_event(token, other_product)
                }
                None => Outcome::Rejected,
            };
        }
        let (view, items, arrays) = from_tape::view(&self.tape, event, &tokens);
        self.check_cross_fields(event, &tokens, (&view, &items, arrays));
        self.views.push(&self.tape, token, event, implied, &tokens, (view, &items, arrays));
        Outcome::Event
    }

    /// Findings that involve several fields of a usable event.
    fn check_cross_fields(
        &mut self,
        event: EventType,
        tokens: &FieldTokens,
        (view, items, arrays): (&EventParts, &[Part], u64),
    ) {
        let moments = from_tape::moments(&self.tape, view);
        let (bytes, faulty) = (self.tape.text.as_bytes(), self.faulty);
        let mut found = Vec::new();
        let mut fields = EventFields { bytes, view, items, arrays, faulty, moments: &moments, found: &mut found };
        cross_field::check_event(event, &mut fields);
        for found in found {
            let token = tokens[found.field as usize];
            let is_inside = found.item.is_some() && arrays & (1 << found.field as u64) != 0;
            let is_unwrapped = self.tape.node(token).edit == Edit::Unwrap;
            // All items are strings, so item `n` is `n + 1` tokens after its array.
            let item = found.item.filter(|_| is_inside).map_or(0, |at| at + 1);
            let place = Place::Token(token + item + u32::from(is_unwrapped));
            let (rule, field, detail) = (found.rule, Some(found.field), found.detail);
            self.findings.push(Finding { rule, place, event: self.event, field, detail });
        }
    }

    /// A webhook of another product. It is not reported for missing what events have.
    fn other_product_event(&mut self, token: u32, (at, kind): (u8, Option<u32>)) -> Outcome {
        self.event = None;
        self.find(Rule::OtherProduct, Place::Token(token), None, Detail::OtherProduct(at));
        Outcome::Unknown(kind)
    }

    fn not_an_event(&mut self, token: u32) -> Outcome {
        let found = self.tape.kind(token);
        let detail = Detail::Shape { expected: Shape::Record(Record::Event), found, fraction: false };
        self.find(Rule::NotAnEvent, Place::Token(token), None, detail);
        Outcome::Rejected
    }

    /// An object whose `type` is missing, not a string, or unknown.
    fn without_known_type(&mut self, token: u32, tokens: &FieldTokens, named: Option<u32>) -> Outcome {
        let type_token = tokens[Field::Type as usize];
        let message = tokens[Field::Message as usize];
        if let Some(name) = named {
            let near = suggest::event_type(&self.tape.string(name));
            self.find(Rule::UnknownEvent, Place::Token(name), None, near.map_or(Detail::None, Detail::Suggest));
            return Outcome::Unknown(Some(name));
        }
        if message == NO_TOKEN || self.tape.kind(message) != JsonType::Object {
            return self.not_an_event(token);
        }
        if type_token == NO_TOKEN {
            self.find(Rule::MissingField, Place::Within(token), Some(Field::Type), Detail::None);
        } else {
            self.wrong_type(Field::Type, type_token, Shape::Text(Format::Plain));
        }
        Outcome::Rejected
    }

    /// The token of the string that names the type.
    fn type_text(&mut self, token: u32) -> Option<u32> {
        if token == NO_TOKEN {
            return None;
        }
        match self.tape.kind(token) {
            JsonType::Text => Some(token),
            JsonType::List if self.holds_one_text(token) => Some(token + 1),
            _ => None,
        }
    }

    fn resolve(&self, name: u32) -> (Option<EventType>, Option<u8>) {
        if let Some(event) = EventType::ALL.into_iter().find(|event| self.tape.is(name, event.name())) {
            return (Some(event), None);
        }
        match OldName::find(&self.tape.bytes(name)) {
            Some((event, at)) => (Some(event), Some(at)),
            None => (None, None),
        }
    }

    /// Records the tokens of the known fields of an object, and returns the keys of the others.
    fn collect(&mut self, record: Record, object: u32, tokens: &mut FieldTokens) -> Vec<u32> {
        let mut unknown = Vec::new();
        let end = self.tape.node(object).next;
        let mut key = object + 1;
        while key < end {
            if let Some(field) = Field::find(record, &self.tape.bytes(key)) {
                if tokens[field as usize] != NO_TOKEN {
                    self.find(Rule::DuplicateKey, Place::Token(key), None, Detail::None);
                }
                tokens[field as usize] = key + 1;
            } else {
                self.has_unknown = true;
                unknown.push(key);
            }
            key = self.tape.node(key + 1).next;
        }
        let duplicates = self.report_duplicates(&unknown);
        if !duplicates.is_empty() {
            // The duplicate key has its finding; its value is still searched for duplicate keys.
            unknown.retain(|key| duplicates.binary_search(key).is_err());
            for key in duplicates {
                self.find_duplicates_in(key + 1);
            }
        }
        unknown
    }

    /// Checks the fields of a record after `collect`.
    fn check_fields(
        &mut self,
        record: Record,
        object: u32,
        event: EventType,
        tokens: &mut FieldTokens,
        unknown: &[u32],
        implied_error_code: bool,
    ) {
        for key in unknown {
            self.unknown_field(record, *key);
        }
        for field in Field::of(record).iter().copied() {
            let value = tokens[field as usize];
            let presence = field.presence(event);
            if value == NO_TOKEN {
                match presence {
                    _ if implied_error_code && field == Field::ErrorCode => {}
                    Presence::Required => {
                        self.find(Rule::MissingField, Place::Within(object), Some(field), Detail::None);
                    }
                    Presence::Expected => {
                        self.find(Rule::MissingExpectedField, Place::Within(object), Some(field), Detail::None);
                    }
                    _ => {}
                }
            } else if self.tape.kind(value) == JsonType::Null
                && !(field.spec().nullable || presence == Presence::Required)
            {
                self.find(Rule::NullField, Place::Token(value), Some(field), Detail::None);
                self.omitted |= 1 << field as u64;
            } else if presence == Presence::Misplaced {
                self.find_duplicates_in(value);
                self.find(Rule::MisplacedField, Place::Token(value - 1), Some(field), Detail::None);
            } else {
                self.check_value(field, value, event, tokens);
            }
            if self.omitted & (1 << field as u64) != 0 {
                self.tape.nodes[value as usize].edit = Edit::Drop;
                tokens[field as usize] = NO_TOKEN;
            }
        }
    }

    fn unknown_field(&mut self, record: Record, key: u32) {
        self.find_duplicates_in(key + 1);
        let name = self.tape.string(key);
        if record == Record::Event
            && let Some(field) = Field::find(Record::Message, name.as_bytes())
        {
            self.find(Rule::MisplacedField, Place::Token(key), Some(field), Detail::BelongsInMessage);
            return;
        }
        if record == Record::Message
            && let Some(field) = Field::find(Record::Event, name.as_bytes())
        {
            self.find(Rule::MisplacedField, Place::Token(key), Some(field), Detail::BelongsBesideMessage);
            return;
        }
        let near = suggest::field(record, &name);
        self.find(Rule::UnknownField, Place::Token(key), None, near.map_or(Detail::None, Detail::Suggest));
    }
}
