//! The sentences of diagnostics: "expected x, found y", lower case, no full stop, no value of the payload.

use super::{BodyKind, Detail, Finding};
use crate::catalogue::events::{ALIASES, EventType, NEIGHBOUR_SHAPES};
use crate::catalogue::fields::{Field, Format, Presence, Shape};
use crate::catalogue::rules::Rule;
use crate::json::scan::{Expected, Found};
use crate::json::tape::Kind;

/// What is wrong, in a sentence.
pub(super) fn of(finding: &Finding) -> String {
    let field = || finding.field.map(|field| format!("`{}`", field.path())).unwrap_or_default();
    let event = || match finding.event {
        Some(event) => format!("`{}`", event.name()),
        None => "event".to_owned(),
    };
    let counts = match finding.detail {
        Detail::Count { found, limit } => (found, limit),
        _ => (0, 0),
    };
    match finding.rule {
        Rule::EmptyBody => "expected a list of events, found nothing".to_owned(),
        Rule::BodyTooLarge => format!("expected at most {} bytes, found {}", counts.1, counts.0),
        Rule::InvalidUtf8 => "expected UTF-8, found bytes that are not".to_owned(),
        Rule::NotACallback => format!("expected a list of events, found {}", body(finding.detail)),
        Rule::InvalidJson => syntax(finding.detail),
        Rule::TooDeep => format!("expected at most {} levels of nesting, found more", counts.1),
        Rule::BareEvent => "expected a list of events, found one event; it is read as a list of one".to_owned(),
        Rule::WrappedBody => "expected a list of events, found it in `_json` of an object".to_owned(),
        Rule::EmptyList => "expected at least one event, found an empty list".to_owned(),
        Rule::DuplicateKey => "expected each key once, found one again; the last value counts".to_owned(),
        Rule::LossyNumber => "expected a number that a 64-bit float can hold, found one that it changes".to_owned(),
        Rule::LoneSurrogate => "expected whole characters, found half of a surrogate pair".to_owned(),
        Rule::TooManyDiagnostics => {
            format!("expected at most {} diagnostics, found {} more", counts.1, counts.0)
        }
        Rule::NotAnEvent => format!("expected an event, found {}", not_an_event(finding.detail)),
        Rule::UnknownEvent => near("expected a known type of event, found another", finding.detail),
        Rule::NeighbourEvent => match finding.detail {
            Detail::Neighbour(at) => {
                format!("expected a messaging event, found a webhook of {}", NEIGHBOUR_SHAPES[at as usize].product)
            }
            _ => String::new(),
        },
        Rule::RenamedEvent => match finding.detail {
            Detail::Alias { at, says_code } => renamed(at as usize, says_code),
            _ => String::new(),
        },
        Rule::DeprecatedEvent => format!("{} is sent until 2027-01-06 only", event()),
        Rule::MissingField => format!("missing {}, which every {} carries", field(), holder(finding)),
        Rule::MissingExpectedField => format!("missing {}, which is documented for every {}", field(), holder(finding)),
        Rule::WrongType => expected_found(finding.detail),
        Rule::CoercedType => format!("{}; it is read as expected", expected_found(finding.detail)),
        Rule::NullField => format!("expected {} to be left out, found null", field()),
        Rule::UnknownField => near("expected a documented field, found another", finding.detail),
        Rule::MisplacedField if finding.detail == Detail::BelongsInMessage => {
            format!("{} belongs in `message`, found beside it", field())
        }
        Rule::MisplacedField if finding.detail == Detail::BelongsBesideMessage => {
            format!("{} belongs beside `message`, found in it", field())
        }
        Rule::MisplacedField => misplaced(finding),
        Rule::UnknownValue => format!("expected {}, found another value", known_values(finding)),
        Rule::UnknownErrorCode => "expected a documented error code, found another number".to_owned(),
        Rule::BadTimestamp => "expected a time in UTC as ISO 8601, found other text".to_owned(),
        Rule::BadPhoneNumber => match finding.field {
            Some(Field::From | Field::Owner) => "expected a phone number or sender, found other text".to_owned(),
            _ => "expected a phone number in E.164 form, found other text".to_owned(),
        },
        Rule::BadUuid => "expected a UUID, found other text".to_owned(),
        Rule::BadUrl => "expected an absolute URL, found other text".to_owned(),
        Rule::BadBase64 => "expected base64, found other text".to_owned(),
        Rule::BadCoordinate => "expected decimal degrees in range, found other text".to_owned(),
        Rule::UnexpectedDirection => format!("expected `{}` on a {}, found the opposite", direction(finding), event()),
        Rule::OwnerMismatch => match finding.event {
            Some(event) if event.owner_sends() => "expected the `from` number, found another".to_owned(),
            _ => "expected one of the recipients, found another number".to_owned(),
        },
        Rule::RecipientMismatch => "expected one of `message.to`, found another recipient".to_owned(),
        Rule::DuplicateRecipient => "expected each recipient once, found one again".to_owned(),
        Rule::TooManyRecipients => format!("expected at most {} recipients, found {}", counts.1, counts.0),
        Rule::TextInStatus => "expected empty text on a status, found the text of the message".to_owned(),
        Rule::TextTooLong | Rule::TagTooLong => {
            format!("expected at most {} characters, found {}", counts.1, counts.0)
        }
        Rule::SegmentCountMismatch => {
            format!("expected {}, which the text takes, found {}", plural(counts.1, "segment"), counts.0)
        }
        Rule::TimeOrder => format!("expected {} not to be before `message.time`, found it earlier", field()),
        Rule::MediaHost => "expected media at `https://messaging.bandwidth.com`, found another place".to_owned(),
    }
}

/// What carries a field: an event, or the record in it that is not always there.
fn holder(finding: &Finding) -> String {
    let record = finding.field.map(|field| field.slim().record).filter(|record| record.within().is_some());
    match (record, finding.event) {
        (Some(record), _) => format!("`{}`", record.prefix().trim_end_matches('.')),
        (None, Some(event)) => format!("`{}`", event.name()),
        (None, None) => "event".to_owned(),
    }
}

fn plural(count: u32, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn near(sentence: &str, detail: Detail) -> String {
    match detail {
        Detail::Near(name) => format!("{sentence}; perhaps `{name}` is meant"),
        _ => sentence.to_owned(),
    }
}

fn renamed(at: usize, says_code: bool) -> String {
    let alias = &ALIASES[at];
    let code =
        alias.error_code.filter(|_| says_code).map(|code| format!(" with error code {code}")).unwrap_or_default();
    format!("expected `{}`{code}, found its old name `{}`", alias.of.name(), alias.name)
}

fn misplaced(finding: &Finding) -> String {
    let (Some(field), Some(event)) = (finding.field, finding.event) else { return String::new() };
    let mut home = EventType::ALL.into_iter().filter(|other| field.presence(*other) != Presence::Misplaced);
    let first = home.next().map_or("", EventType::name);
    let others = if home.next().is_some() { " and its like" } else { "" };
    format!("`{}` belongs on `{first}`{others}, found on `{}`", field.path(), event.name())
}

fn known_values(finding: &Finding) -> String {
    match finding.detail {
        Detail::Count { limit, .. } => format!("a number from {limit} up"),
        Detail::Shape { expected: Shape::OneOf(values), .. } => {
            values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(" or ")
        }
        _ => "a documented value".to_owned(),
    }
}

fn direction(finding: &Finding) -> &'static str {
    finding.event.map_or("", |event| event.direction().name())
}

fn expected_found(detail: Detail) -> String {
    let Detail::Shape { expected, found, fraction } = detail else { return String::new() };
    let expected = match expected {
        Shape::Text(format) => one(format),
        Shape::OneOf(_) => "text",
        Shape::TextList(Format::Url) => "a list of URLs",
        Shape::TextList(Format::Recipient) => "a list of phone numbers",
        Shape::TextList(_) => "a list of texts",
        Shape::TextOrList(_) => "a phone number or a list of them",
        Shape::Integer(_) => "a whole number",
        Shape::Record(_) => "an object",
    };
    let found = if fraction { "a number that is not whole or out of range" } else { kind(found) };
    format!("expected {expected}, found {found}")
}

fn one(format: Format) -> &'static str {
    match format {
        Format::Timestamp => "a time as text",
        Format::Recipient | Format::Address => "a phone number as text",
        Format::Url => "a URL as text",
        Format::Latitude | Format::Longitude => "degrees as text",
        Format::Plain | Format::Uuid | Format::Base64 => "text",
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::False | Kind::True => "a boolean",
        Kind::Number => "a number",
        Kind::Text => "text",
        Kind::List => "a list",
        Kind::Object => "an object",
    }
}

fn not_an_event(detail: Detail) -> &'static str {
    match detail {
        Detail::Shape { found: Kind::Object, .. } => "an object without a type that is text",
        Detail::Shape { found, .. } => kind(found),
        _ => "something else",
    }
}

fn body(detail: Detail) -> &'static str {
    let Detail::Body(body) = detail else { return "" };
    match body {
        BodyKind::Html => "an HTML page: a proxy or server answered, not Bandwidth",
        BodyKind::Xml => "XML, which Bandwidth sends for orders and numbers, not for messages",
        BodyKind::Form => "a form: something read the JSON as form fields",
        BodyKind::HttpRequest => "a whole HTTP request with its headers",
        BodyKind::PlainText => "plain text",
        BodyKind::EncodedJson => "JSON inside text: it was encoded twice",
        BodyKind::Text => "one text",
        BodyKind::Number => "one number",
        BodyKind::Boolean => "one boolean",
        BodyKind::Null => "null",
    }
}

fn syntax(detail: Detail) -> String {
    let Detail::Syntax { expected, found } = detail else { return String::new() };
    let expected = match expected {
        Expected::Value => "a value",
        Expected::ValueOrEnd => "a value or `]`",
        Expected::NameOrEnd => "a field name in double quotes or `}`",
        Expected::Name => "a field name in double quotes",
        Expected::Colon => "`:` after a field name",
        Expected::CommaInList => "`,` or `]` after a value in a list",
        Expected::CommaInObject => "`,` or `}` after a value in an object",
        Expected::Nothing => "nothing after the value",
        Expected::Digit => "a digit",
        Expected::HexDigits => "four hexadecimal digits",
        Expected::Escape => "one of `\"\\/bfnrtu` after a backslash",
        Expected::ClosingQuote => "a closing quote",
        Expected::NoLeadingZero => "a number without leading zeros",
    };
    let found = match found {
        Found::EndOfText => "the end of the body",
        Found::Brace => "`{`",
        Found::ClosingBrace => "`}`",
        Found::Bracket => "`[`",
        Found::ClosingBracket => "`]`",
        Found::Comma => "`,`",
        Found::Colon => "`:`",
        Found::Quote => "a double quote",
        Found::SingleQuote => "a single quote",
        Found::SmartQuote => "a typographic quote",
        Found::Number => "a number",
        Found::Dot => "a dot",
        Found::Word => "a word",
        Found::Comment => "a comment",
        Found::ByteOrderMark => "a byte order mark",
        Found::ControlCharacter => "a control character",
        Found::Character => "another character",
    };
    format!("expected {expected}, found {found}")
}
