//! The messages of diagnostics: one clause, lower case, no full stop, no value of the payload.
//!
//! A sentence is a template and what fills its holes, all of it from fixed tables. So it can cross
//! into JavaScript as numbers, and the words stand in one place for both.

use super::words::{Phrase, TEMPLATES, Template, Word};
use super::{BodyKind, Detail, Finding};
use crate::catalogue::events::{EventType, OLD_NAMES};
use crate::catalogue::fields::{Field, Format, Presence, Shape};
use crate::catalogue::rules::{RULES, Rule};
use crate::json::fault::{Expected, Found};
use crate::json::tape::JsonType;

/// A template, and for each of its holes a number: a count, or that of a word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sentence {
    /// The words around the holes.
    pub template: Template,
    /// What fills them, in order.
    pub holes: [u32; 3],
}

impl From<Template> for Sentence {
    fn from(template: Template) -> Self {
        Sentence { template, holes: [0; 3] }
    }
}

impl Template {
    fn with<const N: usize>(self, words: [Word; N]) -> Sentence {
        let mut sentence = Sentence::from(self);
        for (hole, word) in sentence.holes.iter_mut().zip(words) {
            *hole = word.number();
        }
        sentence
    }
}

/// As text.
impl std::fmt::Display for Sentence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut pieces = TEMPLATES[self.template as usize].split(['{', '}']);
        let mut holes = self.holes.into_iter();
        // Text and holes take turns.
        while let Some(text) = pieces.next() {
            f.write_str(text)?;
            match (pieces.next(), holes.next()) {
                (Some("#"), Some(number)) => write!(f, "{number}")?,
                (Some(_), Some(number)) => f.write_str(&Word::text_of(number))?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// What fills a hole of the sentence of a rule.
#[derive(Clone, Copy)]
enum Hole {
    /// The count that was found, or the limit that it breaks.
    Found,
    Limit,
    /// The path of the field, what carries it, the type of the event.
    Field,
    Holder,
    Event,
    /// What kind of body it is, or what the element is that is not an event.
    Body,
    Element,
    Neighbour,
    /// What JSON has there, and what was found instead.
    Syntax,
    FoundSyntax,
    /// The same of the catalogue and a value.
    Shape,
    FoundShape,
    Values,
    Direction,
}

type Row = (Template, &'static [Hole]);

/// The sentence of each rule, in their order.
static SENTENCES: [Row; RULES.len()] = {
    let mut rows: [Row; RULES.len()] = [(Template::InternalError, &[]); RULES.len()];
    let mut at = 0;
    while at < rows.len() {
        rows[at] = row(Rule::ALL[at]);
        at += 1;
    }
    rows
};

const fn row(rule: Rule) -> Row {
    match rule {
        Rule::EmptyBody => (Template::EmptyBody, &[]),
        Rule::BodyTooLarge => (Template::BodyTooLarge, &[Hole::Limit, Hole::Found]),
        Rule::InvalidUtf8 => (Template::InvalidUtf8, &[]),
        Rule::NotACallback => (Template::NotACallback, &[Hole::Body]),
        Rule::InvalidJson => (Template::InvalidJson, &[Hole::Syntax, Hole::FoundSyntax]),
        Rule::TooDeep => (Template::TooDeep, &[Hole::Limit]),
        Rule::BareEvent => (Template::BareEvent, &[]),
        Rule::WrappedBody => (Template::WrappedBody, &[]),
        Rule::EmptyList => (Template::EmptyList, &[]),
        Rule::DuplicateKey => (Template::DuplicateKey, &[]),
        Rule::LossyNumber => (Template::LossyNumber, &[]),
        Rule::LoneSurrogate => (Template::LoneSurrogate, &[]),
        Rule::TooManyDiagnostics => (Template::TooManyDiagnostics, &[Hole::Limit, Hole::Found]),
        // `recover` words the other two itself.
        Rule::InternalError | Rule::IncompleteValue | Rule::UncertainValue => (Template::InternalError, &[]),
        Rule::NotAnEvent => (Template::NotAnEvent, &[Hole::Element]),
        Rule::UnknownEvent => (Template::UnknownEvent, &[]),
        Rule::OtherProduct => (Template::OtherProduct, &[Hole::Neighbour]),
        Rule::RenamedEvent => (Template::Renamed, &[]),
        Rule::DeprecatedEvent => (Template::DeprecatedEvent, &[Hole::Event]),
        Rule::MissingField => (Template::MissingField, &[Hole::Field, Hole::Holder]),
        Rule::MissingExpectedField => (Template::MissingExpectedField, &[Hole::Field, Hole::Holder]),
        Rule::WrongType => (Template::ExpectedFound, &[Hole::Shape, Hole::FoundShape]),
        Rule::OmittedField => (Template::Omitted, &[Hole::Shape, Hole::FoundShape]),
        Rule::CoercedType => (Template::Coerced, &[Hole::Shape, Hole::FoundShape]),
        Rule::NullField => (Template::NullField, &[Hole::Field]),
        Rule::UnknownField => (Template::UnknownField, &[]),
        Rule::MisplacedField => (Template::Misplaced, &[]),
        Rule::UnknownValue => (Template::UnknownValue, &[Hole::Values]),
        Rule::UnknownErrorCode => (Template::UnknownErrorCode, &[]),
        Rule::BadTimestamp => (Template::BadTimestamp, &[]),
        Rule::BadPhoneNumber => (Template::BadPhoneNumber, &[]),
        Rule::BadUuid => (Template::BadUuid, &[]),
        Rule::BadUrl => (Template::BadUrl, &[]),
        Rule::BadBase64 => (Template::BadBase64, &[]),
        Rule::BadCoordinate => (Template::BadCoordinate, &[]),
        Rule::UnexpectedDirection => (Template::UnexpectedDirection, &[Hole::Direction, Hole::Event]),
        Rule::OwnerMismatch => (Template::OwnerIsNoRecipient, &[]),
        Rule::RecipientMismatch => (Template::RecipientMismatch, &[]),
        Rule::DuplicateRecipient => (Template::DuplicateRecipient, &[]),
        Rule::TooManyRecipients => (Template::TooManyRecipients, &[Hole::Limit, Hole::Found]),
        Rule::TextInStatus => (Template::TextInStatus, &[]),
        Rule::TagTooLong | Rule::PostbackDataTooLong => (Template::TooLong, &[Hole::Limit, Hole::Found]),
        Rule::SegmentCountMismatch => (Template::Segments, &[Hole::Limit]),
        Rule::TimeOrder => (Template::TimeOrder, &[Hole::Field]),
        Rule::MediaHost => (Template::MediaHost, &[]),
    }
}

/// What is wrong: the sentence of the rule, or one that says more of the finding.
pub(super) fn of(finding: &Finding) -> Sentence {
    match (finding.rule, finding.detail) {
        (Rule::UnknownEvent, Detail::Suggest(name)) => Template::UnknownEventNear.with([name]),
        (Rule::UnknownField, Detail::Suggest(name)) => Template::UnknownFieldNear.with([name]),
        (Rule::RenamedEvent, detail) => renamed(detail),
        (Rule::MisplacedField, _) => misplaced(finding),
        (Rule::UnknownValue, Detail::Count { limit, .. }) => {
            Sentence { template: Template::NumberTooSmall, holes: [limit, 0, 0] }
        }
        (Rule::BadTimestamp, Detail::NoZone) => Template::TimeWithoutZone.into(),
        (Rule::BadPhoneNumber, _) if matches!(finding.field, Some(Field::From | Field::Owner)) => {
            Template::BadSender.into()
        }
        (Rule::OwnerMismatch, _) if finding.event.is_some_and(EventType::owner_sends) => {
            Template::OwnerIsNotSender.into()
        }
        (Rule::SegmentCountMismatch, Detail::Count { limit: 1, .. }) => Template::OneSegment.into(),
        _ => {
            let (template, kinds) = SENTENCES[finding.rule as usize];
            let mut sentence = Sentence::from(template);
            for (hole, kind) in sentence.holes.iter_mut().zip(kinds) {
                *hole = fill(*kind, finding);
            }
            sentence
        }
    }
}

/// The number that fills a hole.
fn fill(hole: Hole, finding: &Finding) -> u32 {
    let something = Word::Phrase(Phrase::Something);
    let word = match (hole, finding.detail) {
        (Hole::Found, Detail::Count { found, .. }) => return found,
        (Hole::Limit, Detail::Count { limit, .. }) => return limit,
        (Hole::Field | Hole::Values, Detail::Named(word)) => word,
        (Hole::Field, _) => finding.field.map_or(something, Word::Path),
        (Hole::Values, _) => finding.field.map_or(something, Word::Values),
        (Hole::Holder, _) => holder(finding),
        (Hole::Event, _) => finding.event.map_or(Word::Phrase(Phrase::Event), Word::Event),
        (Hole::Body, Detail::Body(kind)) => Word::Phrase(body(kind)),
        (Hole::Element, Detail::Shape { found: JsonType::Object, .. }) => Word::Phrase(Phrase::ObjectWithoutType),
        (Hole::Neighbour, Detail::Neighbour(at)) => Word::Neighbour(at),
        (Hole::Syntax, Detail::Syntax { expected, .. }) => Word::Phrase(syntax(expected)),
        (Hole::FoundSyntax, Detail::Syntax { found, .. }) => Word::Phrase(found_syntax(found)),
        (Hole::Shape, Detail::Shape { expected, .. }) => Word::Phrase(shape(expected)),
        (Hole::Shape, Detail::Expected { expected, .. }) => Word::Phrase(expected),
        (Hole::FoundShape, Detail::Shape { fraction: true, .. } | Detail::Expected { fraction: true, .. }) => {
            Word::Phrase(Phrase::OddNumber)
        }
        (Hole::FoundShape | Hole::Element, Detail::Shape { found, .. } | Detail::Expected { found, .. }) => {
            Word::Phrase(kind(found))
        }
        (Hole::Direction, _) => {
            let is_inbound = finding.event.is_some_and(|event| !event.is_status());
            Word::Phrase(if is_inbound { Phrase::In } else { Phrase::Out })
        }
        _ => something,
    };
    word.number()
}

/// What carries a field: an event, or the record in it that is not always there.
fn holder(finding: &Finding) -> Word {
    let record = finding.field.map(|field| field.spec().record).filter(|record| record.within().is_some());
    match (record, finding.event) {
        (Some(record), _) => Word::Record(record),
        (None, Some(event)) => Word::Event(event),
        (None, None) => Word::Phrase(Phrase::Event),
    }
}

fn renamed(detail: Detail) -> Sentence {
    let Detail::Alias { at, says_code } = detail else { return Template::UnknownEvent.into() };
    let alias = &OLD_NAMES[at as usize];
    match alias.error_code.filter(|_| says_code) {
        Some(code) => {
            let holes = [Word::Event(alias.of).number(), u32::from(code), Word::Alias(at).number()];
            Sentence { template: Template::RenamedWithCode, holes }
        }
        None => Template::Renamed.with([Word::Event(alias.of), Word::Alias(at)]),
    }
}

fn misplaced(finding: &Finding) -> Sentence {
    let field = finding.field.map_or(Word::Phrase(Phrase::Something), Word::Path);
    match (finding.detail, finding.field, finding.event) {
        (Detail::BelongsInMessage, ..) => Template::BelongsInMessage.with([field]),
        (Detail::BelongsBesideMessage, ..) => Template::BelongsBesideMessage.with([field]),
        (_, Some(known), Some(event)) => {
            let mut home = EventType::ALL.into_iter().filter(|other| known.presence(*other) != Presence::Misplaced);
            let first = home.next().unwrap_or(event);
            let template = if home.next().is_some() { Template::MisplacedLike } else { Template::Misplaced };
            template.with([field, Word::Event(first), Word::Event(event)])
        }
        _ => Template::UnknownField.into(),
    }
}

fn shape(expected: Shape) -> Phrase {
    match expected {
        Shape::Text(Format::Timestamp) => Phrase::TimeText,
        Shape::Text(Format::Recipient | Format::Address) => Phrase::PhoneNumberText,
        Shape::Text(Format::Url) => Phrase::UrlText,
        Shape::Text(Format::Latitude | Format::Longitude) => Phrase::DegreesText,
        Shape::Text(_) | Shape::OneOf(_) => Phrase::Text,
        Shape::TextList(Format::Url) => Phrase::UrlList,
        Shape::TextList(Format::Recipient) => Phrase::PhoneNumberList,
        Shape::TextList(_) => Phrase::TextList,
        Shape::TextOrList(_) => Phrase::PhoneNumberOrList,
        Shape::Integer(_) => Phrase::WholeNumber,
        Shape::Record(_) => Phrase::Object,
    }
}

fn kind(kind: JsonType) -> Phrase {
    match kind {
        JsonType::Null => Phrase::Null,
        JsonType::False | JsonType::True => Phrase::Boolean,
        JsonType::Number => Phrase::Number,
        JsonType::Text => Phrase::Text,
        JsonType::List => Phrase::List,
        JsonType::Object => Phrase::Object,
    }
}

fn body(body: BodyKind) -> Phrase {
    match body {
        BodyKind::Html => Phrase::Html,
        BodyKind::Xml => Phrase::Xml,
        BodyKind::Form => Phrase::Form,
        BodyKind::HttpRequest => Phrase::HttpRequest,
        BodyKind::PlainText => Phrase::PlainText,
        BodyKind::EncodedJson => Phrase::EncodedJson,
        BodyKind::Text => Phrase::OneText,
        BodyKind::Number => Phrase::OneNumber,
        BodyKind::Boolean => Phrase::OneBoolean,
        BodyKind::Null => Phrase::Null,
    }
}

fn syntax(expected: Expected) -> Phrase {
    match expected {
        Expected::Value => Phrase::Value,
        Expected::ValueOrEnd => Phrase::ValueOrEnd,
        Expected::NameOrEnd => Phrase::NameOrEnd,
        Expected::Name => Phrase::Name,
        Expected::Colon => Phrase::ColonAfterName,
        Expected::CommaInList => Phrase::CommaInList,
        Expected::CommaInObject => Phrase::CommaInObject,
        Expected::Nothing => Phrase::Nothing,
        Expected::Digit => Phrase::Digit,
        Expected::HexDigits => Phrase::HexDigits,
        Expected::Escape => Phrase::Escape,
        Expected::ClosingQuote => Phrase::ClosingQuote,
        Expected::NoLeadingZero => Phrase::NoLeadingZero,
    }
}

fn found_syntax(found: Found) -> Phrase {
    match found {
        Found::EndOfText => Phrase::EndOfText,
        Found::Brace => Phrase::Brace,
        Found::ClosingBrace => Phrase::ClosingBrace,
        Found::Bracket => Phrase::Bracket,
        Found::ClosingBracket => Phrase::ClosingBracket,
        Found::Comma => Phrase::Comma,
        Found::Colon => Phrase::Colon,
        Found::Quote => Phrase::Quote,
        Found::SingleQuote => Phrase::SingleQuote,
        Found::SmartQuote => Phrase::SmartQuote,
        Found::Number => Phrase::Number,
        Found::Dot => Phrase::Dot,
        Found::Word => Phrase::Word,
        Found::Comment => Phrase::Comment,
        Found::ByteOrderMark => Phrase::ByteOrderMark,
        Found::ControlCharacter => Phrase::ControlCharacter,
        Found::Character => Phrase::Character,
    }
}
