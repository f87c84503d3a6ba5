//! The messages of diagnostics: one clause, lower case, no full stop, no value of the payload.
//!
//! A sentence is a template and what fills its holes, all of it from fixed tables. So it can cross
//! into JavaScript as numbers, and the words stand in one place for both.

use super::words::{Phrase, TEMPLATES, Template, Word};
use super::{BodyKind, Detail, Finding};
use crate::catalogue::events::{EventType, OLD_NAMES};
use crate::catalogue::fields::{Field, Format, Presence, Shape};
use crate::catalogue::rules::Rule;
use crate::json::fault::{Expected, Found};
use crate::json::tape::Kind;

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

    fn count(self, numbers: [u32; 2]) -> Sentence {
        Sentence { template: self, holes: [numbers[0], numbers[1], 0] }
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

/// What is wrong.
pub(super) fn of(finding: &Finding) -> Sentence {
    let field = || finding.field.map_or(Word::Phrase(Phrase::Something), Word::Path);
    let event = || finding.event.map_or(Word::Phrase(Phrase::Event), Word::Event);
    let [found, limit] = match finding.detail {
        Detail::Count { found, limit } => [found, limit],
        _ => [0; 2],
    };
    match finding.rule {
        Rule::EmptyBody => Template::EmptyBody.into(),
        Rule::BodyTooLarge => Template::BodyTooLarge.count([limit, found]),
        Rule::InvalidUtf8 => Template::InvalidUtf8.into(),
        Rule::NotACallback => Template::NotACallback.with([body(finding.detail)]),
        Rule::InvalidJson => Template::InvalidJson.with(syntax(finding.detail)),
        Rule::TooDeep => Template::TooDeep.count([limit, 0]),
        Rule::BareEvent => Template::BareEvent.into(),
        Rule::WrappedBody => Template::WrappedBody.into(),
        Rule::EmptyList => Template::EmptyList.into(),
        Rule::DuplicateKey => Template::DuplicateKey.into(),
        Rule::LossyNumber => Template::LossyNumber.into(),
        Rule::LoneSurrogate => Template::LoneSurrogate.into(),
        Rule::TooManyDiagnostics => Template::TooManyDiagnostics.count([limit, found]),
        // `recover` words the other two itself.
        Rule::InternalError | Rule::IncompleteValue | Rule::UncertainValue => Template::InternalError.into(),
        Rule::NotAnEvent => Template::NotAnEvent.with([not_an_event(finding.detail)]),
        Rule::UnknownEvent => near(Template::UnknownEvent, Template::UnknownEventNear, finding.detail),
        Rule::OtherProduct => Template::OtherProduct.with([match finding.detail {
            Detail::Neighbour(at) => Word::Neighbour(at),
            _ => Word::Phrase(Phrase::Something),
        }]),
        Rule::RenamedEvent => renamed(finding.detail),
        Rule::DeprecatedEvent => Template::DeprecatedEvent.with([event()]),
        Rule::MissingField => Template::MissingField.with([field(), holder(finding)]),
        Rule::MissingExpectedField => Template::MissingExpectedField.with([field(), holder(finding)]),
        Rule::WrongType => Template::ExpectedFound.with(expected_found(finding.detail)),
        Rule::CoercedType => Template::Coerced.with(expected_found(finding.detail)),
        Rule::NullField => Template::NullField.with([field()]),
        Rule::UnknownField => near(Template::UnknownField, Template::UnknownFieldNear, finding.detail),
        Rule::MisplacedField => misplaced(finding, field()),
        Rule::UnknownValue => match finding.detail {
            Detail::Count { .. } => Template::NumberTooSmall.count([limit, 0]),
            _ => Template::UnknownValue.with([finding.field.map_or(Word::Phrase(Phrase::Something), Word::Values)]),
        },
        Rule::UnknownErrorCode => Template::UnknownErrorCode.into(),
        Rule::BadTimestamp if finding.detail == Detail::NoZone => Template::TimeWithoutZone.into(),
        Rule::BadTimestamp => Template::BadTimestamp.into(),
        Rule::BadPhoneNumber => match finding.field {
            Some(Field::From | Field::Owner) => Template::BadSender.into(),
            _ => Template::BadPhoneNumber.into(),
        },
        Rule::BadUuid => Template::BadUuid.into(),
        Rule::BadUrl => Template::BadUrl.into(),
        Rule::BadBase64 => Template::BadBase64.into(),
        Rule::BadCoordinate => Template::BadCoordinate.into(),
        Rule::UnexpectedDirection => {
            let is_inbound = finding.event.is_some_and(|event| !event.is_status());
            let direction = Word::Phrase(if is_inbound { Phrase::In } else { Phrase::Out });
            Template::UnexpectedDirection.with([direction, event()])
        }
        Rule::OwnerMismatch => match finding.event {
            Some(event) if event.owner_sends() => Template::OwnerIsNotSender.into(),
            _ => Template::OwnerIsNoRecipient.into(),
        },
        Rule::RecipientMismatch => Template::RecipientMismatch.into(),
        Rule::DuplicateRecipient => Template::DuplicateRecipient.into(),
        Rule::TooManyRecipients => Template::TooManyRecipients.count([limit, found]),
        Rule::TextInStatus => Template::TextInStatus.into(),
        Rule::TagTooLong | Rule::PostbackDataTooLong => Template::TooLong.count([limit, found]),
        Rule::SegmentCountMismatch if limit == 1 => Template::OneSegment.into(),
        Rule::SegmentCountMismatch => Template::Segments.count([limit, 0]),
        Rule::TimeOrder => Template::TimeOrder.with([field()]),
        Rule::MediaHost => Template::MediaHost.into(),
    }
}

/// What carries a field: an event, or the record in it that is not always there.
fn holder(finding: &Finding) -> Word {
    let record = finding.field.map(|field| field.slim().record).filter(|record| record.within().is_some());
    match (record, finding.event) {
        (Some(record), _) => Word::Record(record),
        (None, Some(event)) => Word::Event(event),
        (None, None) => Word::Phrase(Phrase::Event),
    }
}

fn near(alone: Template, with_name: Template, detail: Detail) -> Sentence {
    match detail {
        Detail::Near(name) => with_name.with([name]),
        _ => alone.into(),
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

fn misplaced(finding: &Finding, field: Word) -> Sentence {
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

fn expected_found(detail: Detail) -> [Word; 2] {
    let Detail::Shape { expected, found, fraction } = detail else { return [Word::Phrase(Phrase::Something); 2] };
    let expected = match expected {
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
    };
    [Word::Phrase(expected), Word::Phrase(if fraction { Phrase::OddNumber } else { kind(found) })]
}

fn kind(kind: Kind) -> Phrase {
    match kind {
        Kind::Null => Phrase::Null,
        Kind::False | Kind::True => Phrase::Boolean,
        Kind::Number => Phrase::Number,
        Kind::Text => Phrase::Text,
        Kind::List => Phrase::List,
        Kind::Object => Phrase::Object,
    }
}

fn not_an_event(detail: Detail) -> Word {
    Word::Phrase(match detail {
        Detail::Shape { found: Kind::Object, .. } => Phrase::ObjectWithoutType,
        Detail::Shape { found, .. } => kind(found),
        _ => Phrase::Something,
    })
}

fn body(detail: Detail) -> Word {
    let Detail::Body(body) = detail else { return Word::Phrase(Phrase::Something) };
    Word::Phrase(match body {
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
    })
}

fn syntax(detail: Detail) -> [Word; 2] {
    let Detail::Syntax { expected, found } = detail else { return [Word::Phrase(Phrase::Something); 2] };
    let expected = match expected {
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
    };
    let found = match found {
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
    };
    [Word::Phrase(expected), Word::Phrase(found)]
}
