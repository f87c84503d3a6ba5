//! The messages of diagnostics: one clause, lower case, no full stop, no value of the payload.
//!
//! A message is a text from `rules!` and what fills its holes, all of it from fixed tables. So it crosses into
//! JavaScript as numbers. The texts stand only in the rows; both sides fill their holes, and `tests/cases` has each of
//! them, so what they write is compared. JavaScript fills them itself because it is faster: 30 ns a message, and 85 ns
//! to decode a message from memory (Node 20). Otherwise the core module would also need its 6 KB of texts, which
//! JavaScript has anyway, for paths.

use super::finding::{BodyKind, Detail, Finding};
use super::words::{Phrase, Word};
use crate::catalogue::events::{EventType, OLD_NAMES};
use crate::catalogue::fields::{Field, Format, Presence, Shape};
use crate::catalogue::rules::{Rule, TEMPLATES, Template};
use crate::json::fault::{Expected, Found};
use crate::json::tape::JsonType;

/// A message: its text, and a number for each of its holes: a count, or that of a word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sentence {
    /// The text around the holes.
    pub template: Template,
    /// What fills them, in order.
    pub holes: [u32; MAX_HOLES],
}

/// No message has more holes.
const MAX_HOLES: usize = 3;

/// As text.
impl std::fmt::Display for Sentence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut pieces = TEMPLATES[self.template as usize].split(['{', '}']);
        let mut holes = HOLES_OF[self.template as usize].into_iter().flatten().zip(self.holes);
        // Text and holes alternate.
        while let Some(text) = pieces.next() {
            f.write_str(text)?;
            match (pieces.next(), holes.next()) {
                (Some(_), Some((hole, number))) if hole.is_count() => write!(f, "{number}")?,
                (Some(_), Some((_, number))) => f.write_str(&Word::text_of(number))?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// The texts of the messages for JavaScript: `{#}` is a count, `{}` a word.
pub(crate) fn templates() -> Vec<String> {
    let unnamed = |(text, holes): (&&str, &[Option<Hole>; MAX_HOLES])| {
        let signs = holes.iter().flatten().map(|hole| if hole.is_count() { "{#}" } else { "{}" });
        // Text and holes alternate.
        text.split(['{', '}'])
            .step_by(2)
            .zip(signs.chain([""; MAX_HOLES + 1]))
            .flat_map(|(text, sign)| [text, sign])
            .collect()
    };
    TEMPLATES.iter().zip(&HOLES_OF).map(unnamed).collect()
}

macro_rules! holes {
    ($($(#[$meta:meta])* $hole:ident $name:literal)*) => {
        /// What is filled into a message, by its name in `rules!`.
        #[derive(Debug, Clone, Copy)]
        enum Hole {
            $($(#[$meta])* $hole,)*
        }

        impl Hole {
            const ALL: &[Hole] = &[$(Hole::$hole),*];

            const fn name(self) -> &'static str {
                match self {
                    $(Hole::$hole => $name,)*
                }
            }
        }
    };
}

holes! {
    /// A count, and the limit that it exceeds.
    Found "found"
    Limit "limit"
    /// The error code that an old event type implies.
    Code "code"
    /// The path of the field.
    Field "field"
    /// What should have the field.
    Holder "holder"
    /// The event type.
    Event "event"
    /// The first event type that the field belongs to.
    HomeEvent "home-event"
    /// An old event type, and its current name.
    OldEvent "old-event"
    CurrentEvent "current-event"
    /// The known name closest to an unknown one.
    Suggestion "suggestion"
    /// What the body is instead of a callback.
    Body "body"
    /// What the element is instead of an event.
    Element "element"
    /// The other product.
    Product "product"
    /// What JSON allows at a position, and what is there.
    ExpectedSyntax "expected-syntax"
    FoundSyntax "found-syntax"
    /// The documented type of a field, and the type of its value.
    Expected "expected"
    FoundType "found-type"
    /// The documented values of a field.
    Values "values"
    /// The direction of the messages of this event type.
    Direction "direction"
}

impl Hole {
    /// Whether a number fills it, not a word.
    const fn is_count(self) -> bool {
        matches!(self, Hole::Found | Hole::Limit | Hole::Code)
    }

    /// The hole whose name is in `text` from `from` to `to`.
    const fn named(text: &[u8], from: usize, to: usize) -> Hole {
        let mut hole = 0;
        while hole < Hole::ALL.len() {
            let name = Hole::ALL[hole].name().as_bytes();
            let mut at = 0;
            while at < name.len() && from + at < to && name[at] == text[from + at] {
                at += 1;
            }
            if at == name.len() && from + at == to {
                return Hole::ALL[hole];
            }
            hole += 1;
        }
        panic!("a message in `rules!` has a hole with an unknown name")
    }
}

/// The holes of each message, in the order of `TEMPLATES`.
static HOLES_OF: [[Option<Hole>; MAX_HOLES]; TEMPLATES.len()] = {
    let mut rows = [[None; MAX_HOLES]; TEMPLATES.len()];
    let mut row = 0;
    while row < rows.len() {
        let text = TEMPLATES[row].as_bytes();
        let (mut at, mut start, mut count) = (0, 0, 0);
        while at < text.len() {
            if text[at] == b'{' {
                start = at + 1;
            } else if text[at] == b'}' {
                rows[row][count] = Some(Hole::named(text, start, at));
                count += 1;
            }
            at += 1;
        }
        row += 1;
    }
    rows
};

/// The message of a finding: that of its rule, or one that says more.
pub(super) fn of(finding: &Finding) -> Sentence {
    let template = template(finding);
    let mut holes = [0; MAX_HOLES];
    for (number, hole) in holes.iter_mut().zip(HOLES_OF[template as usize].iter().flatten()) {
        *number = fill(*hole, finding);
    }
    Sentence { template, holes }
}

fn template(finding: &Finding) -> Template {
    match (finding.rule, finding.detail) {
        (Rule::UnknownEvent, Detail::Suggest(_)) => Template::UnknownEventNear,
        (Rule::UnknownField, Detail::Suggest(_)) => Template::UnknownFieldNear,
        (Rule::RenamedEvent, Detail::Alias { at, says_code: true }) if OLD_NAMES[at as usize].error_code.is_some() => {
            Template::RenamedWithCode
        }
        (Rule::MisplacedField, Detail::BelongsInMessage) => Template::BelongsInMessage,
        (Rule::MisplacedField, Detail::BelongsBesideMessage) => Template::BelongsBesideMessage,
        (Rule::MisplacedField, _) if home_events(finding).nth(1).is_some() => Template::MisplacedLike,
        (Rule::UnknownValue, Detail::Count { .. }) => Template::NumberTooSmall,
        (Rule::BadTimestamp, Detail::NoZone) => Template::TimeWithoutZone,
        (Rule::BadPhoneNumber, _) if matches!(finding.field, Some(Field::From | Field::Owner)) => Template::BadSender,
        (Rule::OwnerMismatch, _) if finding.event.is_some_and(EventType::owner_sends) => Template::OwnerIsNotSender,
        (Rule::SegmentCountMismatch, Detail::Count { limit: 1, .. }) => Template::OneSegment,
        (rule, _) => Template::of(rule),
    }
}

/// The number that fills a hole.
fn fill(hole: Hole, finding: &Finding) -> u32 {
    let something = Word::Phrase(Phrase::Something);
    let event = finding.event.map_or(Word::Phrase(Phrase::Event), Word::Event);
    let word = match (hole, finding.detail) {
        (Hole::Found, Detail::Count { found, .. }) => return found,
        (Hole::Limit, Detail::Count { limit, .. }) => return limit,
        (Hole::Field | Hole::Values, Detail::Named(word)) => word,
        (Hole::Code, Detail::Alias { at, .. }) => return OLD_NAMES[at as usize].error_code.map_or(0, u32::from),
        (Hole::Field, _) => finding.field.map_or(something, Word::Path),
        (Hole::Values, _) => finding.field.map_or(something, Word::Values),
        (Hole::Holder, _) => holder(finding),
        (Hole::Event, _) => event,
        (Hole::HomeEvent, _) => home_events(finding).next().map_or(event, Word::Event),
        (Hole::OldEvent, Detail::Alias { at, .. }) => Word::Alias(at),
        (Hole::CurrentEvent, Detail::Alias { at, .. }) => Word::Event(OLD_NAMES[at as usize].of),
        (Hole::Suggestion, Detail::Suggest(name)) => name,
        (Hole::Body, Detail::Body(kind)) => Word::Phrase(body(kind)),
        (Hole::Element, Detail::Shape { found: JsonType::Object, .. }) => Word::Phrase(Phrase::ObjectWithoutType),
        (Hole::Product, Detail::OtherProduct(at)) => Word::OtherProduct(at),
        (Hole::ExpectedSyntax, Detail::Syntax { expected, .. }) => Word::Phrase(syntax(expected)),
        (Hole::FoundSyntax, Detail::Syntax { found, .. }) => Word::Phrase(found_syntax(found)),
        (Hole::Expected, Detail::Shape { expected, .. }) => Word::Phrase(shape(expected)),
        (Hole::Expected, Detail::Expected { expected, .. }) => Word::Phrase(expected),
        (Hole::FoundType, Detail::Shape { fraction: true, .. } | Detail::Expected { fraction: true, .. }) => {
            Word::Phrase(Phrase::OddNumber)
        }
        (Hole::FoundType | Hole::Element, Detail::Shape { found, .. } | Detail::Expected { found, .. }) => {
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

/// The event types that a misplaced field belongs to.
fn home_events(finding: &Finding) -> impl Iterator<Item = EventType> {
    let field = finding.field;
    EventType::ALL.into_iter().filter(move |event| field.is_some_and(|it| it.presence(*event) != Presence::Misplaced))
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
