//! Walks a tape against the catalogue: findings, and what each element of the body is.
//!
//! Knows no JavaScript, no clock and no I/O, and cannot fail. One fault gives one finding: the way
//! through is chosen by `type` first, and what follows from a finding is not looked at.

mod body;
pub(crate) mod clean;
mod format;
pub(crate) mod from_tape;
mod meaning;
pub(crate) mod near;
mod neighbour;
mod repeats;
mod sheet;
mod value;

use std::borrow::Cow;

pub use format::unix_time;
pub(crate) use format::{host, is_address};

use crate::catalogue::events::{EventType, OLD_NAMES};
use crate::catalogue::fields::{FIELDS, Field, Format, Presence, Record, Shape};
use crate::catalogue::rules::{Rule, Severity};
use crate::diagnostic::{Detail, Finding, Place};
use crate::json::tape::{Edit, Kind, Tape};
use crate::view::{EventView, Other, Part, Views};
use meaning::meaning;
use sheet::Sheet;

/// How much is read: the limits of `parse`.
///
/// ```
/// use bandwidth_callbacks::ParseOptions;
///
/// let options = ParseOptions::default().max_depth(16).max_bytes(64 << 10);
/// assert_eq!(options.max_diagnostics, 1000);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParseOptions {
    /// How deep lists and objects may be nested; 64 unless told, and 1000 at most, for the sake of the stack.
    pub max_depth: usize,
    /// How many bytes a body may have; 16 MiB unless told, and `i32::MAX` at most.
    pub max_bytes: usize,
    /// How many diagnostics are put into words; of the others only the number is told. 1000 unless told.
    pub max_diagnostics: usize,
}

impl Default for ParseOptions {
    fn default() -> Self {
        ParseOptions { max_depth: 64, max_bytes: 16 << 20, max_diagnostics: 1000 }
    }
}

impl ParseOptions {
    /// The same with another limit on nesting.
    ///
    /// ```
    /// assert_eq!(bandwidth_callbacks::ParseOptions::default().max_depth(2).max_depth, 2);
    /// ```
    #[must_use]
    pub fn max_depth(self, max_depth: usize) -> Self {
        ParseOptions { max_depth, ..self }
    }

    /// The same with another limit on bytes.
    ///
    /// ```
    /// assert_eq!(bandwidth_callbacks::ParseOptions::default().max_bytes(99).max_bytes, 99);
    /// ```
    #[must_use]
    pub fn max_bytes(self, max_bytes: usize) -> Self {
        ParseOptions { max_bytes, ..self }
    }

    /// The same with another limit on diagnostics.
    ///
    /// ```
    /// assert_eq!(bandwidth_callbacks::ParseOptions::default().max_diagnostics(9).max_diagnostics, 9);
    /// ```
    #[must_use]
    pub fn max_diagnostics(self, max_diagnostics: usize) -> Self {
        ParseOptions { max_diagnostics, ..self }
    }

    /// The same within what can be kept: values are built by recursion, and places are 32 bits wide.
    pub(crate) fn bounded(self) -> Self {
        self.max_depth(self.max_depth.min(1000)).max_bytes(self.max_bytes.min(i32::MAX as usize))
    }
}

/// Where the value of each field stands; token 0 stands for "absent", as no field's value can.
pub(crate) type Slots = [u32; FIELDS.len()];

/// The slot of a field that is absent.
pub(crate) const ABSENT: u32 = 0;

/// What an element of the body is.
#[derive(Debug, Clone, Copy)]
enum Outcome {
    /// Usable as what its type says.
    Event,
    /// Well formed, and of a type this version does not know; the token names its type.
    Unknown(Option<u32>),
    /// Not usable.
    Rejected,
}

/// A checked body.
#[derive(Debug)]
pub(crate) struct Checked<'t> {
    /// Its tokens, with the edits under which known values are read.
    pub tape: Tape<'t>,
    /// Its events, in order.
    pub views: Views,
    /// Its other elements, in order.
    pub others: Vec<Other>,
    /// What was found, in no order.
    pub findings: Vec<Finding>,
}

/// Checks a body. `invalid` is where its first byte stood that is not UTF-8.
#[inline(never)]
pub(crate) fn check<'t>(text: &'t str, invalid: Option<usize>, options: &ParseOptions) -> Checked<'t> {
    let mut checked = body::read(text, options).unwrap_or_else(|finding| unread(text, finding));
    // A body cut inside a character is told as cut.
    let is_cut =
        |at: usize| &text[at..] == "\u{fffd}" && checked.findings.iter().any(|it| it.rule == Rule::InvalidJson);
    if let Some(at) = invalid.filter(|at| !is_cut(*at)) {
        let place = Place::Bytes(at as u32, (at + char::REPLACEMENT_CHARACTER.len_utf8()) as u32);
        // Where such a byte is the very thing that is no JSON, one finding says it.
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

/// Bytes as text, and where the first byte stands that is not UTF-8.
///
/// What is not UTF-8 becomes U+FFFD, as in the WHATWG decoder that JavaScript reads bytes with.
pub(crate) fn text(bytes: &[u8]) -> (Cow<'_, str>, Option<usize>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(error) => (String::from_utf8_lossy(bytes), Some(error.valid_up_to())),
    }
}

/// What is said of a body of so many bytes, none of which is looked at.
pub(crate) fn too_large<'t>(bytes: usize, options: &ParseOptions) -> Checked<'t> {
    let detail = Detail::Count { found: bytes as u32, limit: options.max_bytes as u32 };
    unread("", Finding { rule: Rule::BodyTooLarge, place: Place::Bytes(0, 0), event: None, field: None, detail })
}

/// A body that there is one thing to say of, and nothing in it.
fn unread(text: &str, finding: Finding) -> Checked<'_> {
    Checked { tape: Tape::empty(text), views: Views::default(), others: Vec::new(), findings: vec![finding] }
}

/// The walk through one body.
struct Check<'t> {
    tape: Tape<'t>,
    views: Views,
    others: Vec<Other>,
    findings: Vec<Finding>,
    /// The type of the event that the walk is in.
    event: Option<EventType>,
    /// Fields of this event whose value has a finding already, by number.
    faulty: u64,
    /// Fields of this event that are left out, because their values cannot be used, by number.
    omitted: u64,
    /// This event has a finding of severity `error`.
    unusable: bool,
}

impl Check<'_> {
    fn find(&mut self, rule: Rule, place: Place, field: Option<Field>, detail: Detail) {
        self.unusable |= rule.severity() == Severity::Error;
        if let Some(field) = field {
            self.faulty |= 1 << field as u64;
        }
        self.findings.push(Finding { rule, place, event: self.event, field, detail });
    }

    /// Checks one element of the body and says what it is.
    #[inline(never)]
    fn element(&mut self, token: u32) -> Outcome {
        self.event = None;
        (self.faulty, self.omitted) = (0, 0);
        self.unusable = false;
        if self.tape.kind(token) != Kind::Object {
            self.repeats(token);
            return self.not_an_event(token);
        }
        let mut slots = [ABSENT; FIELDS.len()];
        let unknown = self.collect(Record::Event, token, &mut slots);
        let type_token = slots[Field::Type as usize];
        let named = self.type_text(type_token);
        let (event, alias) = match named.map(|name| self.resolve(name)) {
            Some((Some(event), alias)) => (Some(event), alias),
            _ => (None, None),
        };
        let Some(event) = event else {
            self.inside(token);
            return match self.neighbour(token) {
                Some(neighbour) => self.neighbour_event(token, neighbour),
                None => self.without_known_type(token, &slots, named),
            };
        };
        let before = self.findings.len();
        self.event = Some(event);
        if let Some(alias) = alias {
            let says_code = slots[Field::ErrorCode as usize] == ABSENT;
            self.find(Rule::RenamedEvent, Place::Token(type_token), None, Detail::Alias { at: alias, says_code });
        } else if event.deprecated() {
            self.find(Rule::DeprecatedEvent, Place::Token(type_token), None, Detail::None);
        }
        let implied = alias.and_then(|alias| OLD_NAMES[alias as usize].error_code);
        self.record(Record::Event, token, event, &mut slots, &unknown, implied.is_some());
        if self.unusable {
            return match self.neighbour(token) {
                Some(neighbour) => {
                    self.findings.truncate(before);
                    self.neighbour_event(token, neighbour)
                }
                None => Outcome::Rejected,
            };
        }
        let (row, items, lists) = from_tape::row(&self.tape, event, &slots);
        self.meaning(event, &slots, (&row, &items, lists));
        self.views.push(&self.tape, token, event, implied, &slots, (row, &items, lists));
        Outcome::Event
    }

    /// What the fields of a usable event say together.
    fn meaning(&mut self, event: EventType, slots: &Slots, (row, items, lists): (&EventView, &[Part], u64)) {
        let moments = from_tape::moments(&self.tape, row);
        let (bytes, faulty) = (self.tape.text.as_bytes(), self.faulty);
        let mut sheet = Sheet { bytes, row, items, lists, faulty, moments: &moments, found: Vec::new() };
        meaning(event, &mut sheet);
        for found in sheet.found {
            let token = slots[found.field as usize];
            let is_inside = found.item.is_some() && lists & (1 << found.field as u64) != 0;
            let is_unwrapped = self.tape.node(token).edit == Edit::Unwrap;
            // An item stands after its list, as all of them are texts.
            let item = found.item.filter(|_| is_inside).map_or(0, |at| at + 1);
            let place = Place::Token(token + item + u32::from(is_unwrapped));
            let (rule, field, detail) = (found.rule, Some(found.field), found.detail);
            self.findings.push(Finding { rule, place, event: self.event, field, detail });
        }
    }

    /// A webhook of another product: what it lacks as an event is not its fault.
    fn neighbour_event(&mut self, token: u32, (at, kind): (u8, Option<u32>)) -> Outcome {
        self.event = None;
        self.find(Rule::OtherProduct, Place::Token(token), None, Detail::Neighbour(at));
        Outcome::Unknown(kind)
    }

    fn not_an_event(&mut self, token: u32) -> Outcome {
        let found = self.tape.kind(token);
        let detail = Detail::Shape { expected: Shape::Record(Record::Event), found, fraction: false };
        self.find(Rule::NotAnEvent, Place::Token(token), None, detail);
        Outcome::Rejected
    }

    /// An object whose type is missing, not text, or not known.
    fn without_known_type(&mut self, token: u32, slots: &Slots, named: Option<u32>) -> Outcome {
        let type_token = slots[Field::Type as usize];
        let message = slots[Field::Message as usize];
        if let Some(name) = named {
            let near = near::event(&self.tape.string(name));
            self.find(Rule::UnknownEvent, Place::Token(name), None, near.map_or(Detail::None, Detail::Near));
            return Outcome::Unknown(Some(name));
        }
        if message == ABSENT || self.tape.kind(message) != Kind::Object {
            return self.not_an_event(token);
        }
        if type_token == ABSENT {
            self.find(Rule::MissingField, Place::Within(token), Some(Field::Type), Detail::None);
        } else {
            self.wrong_type(Field::Type, type_token, Shape::Text(Format::Plain));
        }
        Outcome::Rejected
    }

    /// The token of the text that names the type.
    fn type_text(&mut self, token: u32) -> Option<u32> {
        if token == ABSENT {
            return None;
        }
        match self.tape.kind(token) {
            Kind::Text => Some(token),
            Kind::List if self.holds_one_text(token) => Some(token + 1),
            _ => None,
        }
    }

    fn resolve(&self, name: u32) -> (Option<EventType>, Option<u8>) {
        if let Some(event) = EventType::ALL.into_iter().find(|event| self.tape.is(name, event.name())) {
            return (Some(event), None);
        }
        match OLD_NAMES.iter().position(|alias| self.tape.is(name, alias.name)) {
            Some(at) => (Some(OLD_NAMES[at].of), Some(at as u8)),
            None => (None, None),
        }
    }

    /// Notes where the known fields of an object stand, and gives back the keys of the others.
    fn collect(&mut self, record: Record, object: u32, slots: &mut Slots) -> Vec<u32> {
        let mut unknown = Vec::new();
        let end = self.tape.node(object).next;
        let mut key = object + 1;
        while key < end {
            match Field::find(record, &self.tape.bytes(key)) {
                Some(field) => {
                    let slot = &mut slots[field as usize];
                    if *slot != ABSENT {
                        self.find(Rule::DuplicateKey, Place::Token(key), None, Detail::None);
                    }
                    slots[field as usize] = key + 1;
                }
                None => unknown.push(key),
            }
            key = self.tape.node(key + 1).next;
        }
        let again = self.repeated(&unknown);
        if !again.is_empty() {
            // One finding says it; what lies in it is looked at all the same.
            unknown.retain(|key| again.binary_search(key).is_err());
            for key in again {
                self.repeats(key + 1);
            }
        }
        unknown
    }

    /// Checks the fields of a record that `collect` has gone through.
    fn record(
        &mut self,
        record: Record,
        object: u32,
        event: EventType,
        slots: &mut Slots,
        unknown: &[u32],
        implied_error_code: bool,
    ) {
        for key in unknown {
            self.unknown_field(record, *key);
        }
        for field in Field::of(record).iter().copied() {
            let value = slots[field as usize];
            let presence = field.presence(event);
            if value == ABSENT {
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
            } else if self.tape.kind(value) == Kind::Null && !(field.slim().nullable || presence == Presence::Required)
            {
                self.find(Rule::NullField, Place::Token(value), Some(field), Detail::None);
                self.omitted |= 1 << field as u64;
            } else if presence == Presence::Misplaced {
                self.repeats(value);
                self.find(Rule::MisplacedField, Place::Token(value - 1), Some(field), Detail::None);
            } else {
                self.value(field, value, event, slots);
            }
            if self.omitted & (1 << field as u64) != 0 {
                self.tape.nodes[value as usize].edit = Edit::Drop;
                slots[field as usize] = ABSENT;
            }
        }
    }

    fn unknown_field(&mut self, record: Record, key: u32) {
        self.repeats(key + 1);
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
        let near = near::field(record, &name);
        self.find(Rule::UnknownField, Place::Token(key), None, near.map_or(Detail::None, Detail::Near));
    }
}
