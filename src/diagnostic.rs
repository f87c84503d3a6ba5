//! Findings are facts; diagnostics are facts in words. The only place that makes sentences.
//!
//! A sentence names fields, shapes and places, never a value: bodies hold phone numbers and
//! private text.

use serde::{Deserialize, Serialize};

use crate::catalogue::events::{ALIASES, EventType, NEIGHBOURS};
use crate::catalogue::fields::{Field, Format, Presence, Shape};
use crate::catalogue::rules::{RULES, Rule, Severity};
use crate::json::place::Places;
use crate::json::scan::{Expected, Found};
use crate::json::tape::{Kind, Pointers, Tape, push_token};

/// A fact about a body.
#[derive(Debug, Clone, Copy)]
pub struct Finding {
    /// The rule that found it.
    pub rule: Rule,
    /// Where it is.
    pub place: Place,
    /// The type of the event it is in, where that is known.
    pub event: Option<EventType>,
    /// The field it is about, where that is a known one.
    pub field: Option<Field>,
    /// What else there is to say.
    pub detail: Detail,
}

/// Where a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A token of the tape.
    Token(u32),
    /// What should be in the object at this token.
    Within(u32),
    /// Byte offsets, where there is no tape.
    Bytes(u32, u32),
}

/// What else there is to say about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Detail {
    None,
    Syntax { expected: Expected, found: Found },
    Body(BodyKind),
    Shape { expected: Shape, found: Kind, fraction: bool },
    Count { found: u32, limit: u32 },
    Alias(u8),
    Neighbour(u8),
    Near(&'static str),
    BelongsInMessage,
}

/// What a body is that is not a callback.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum BodyKind {
    Html,
    Xml,
    Form,
    HttpRequest,
    PlainText,
    EncodedJson,
    Text,
    Number,
    Boolean,
    Null,
}

/// A finding in words, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// The name of the rule, kebab-case.
    pub rule: &'static str,
    /// `error`, `warning` or `info`.
    #[serde(serialize_with = "severity_name")]
    pub severity: Severity,
    /// JSON Pointer (RFC 6901) into the body as sent; for a missing field, to where it should be.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What to do, imperative.
    pub help: &'static str,
    /// Where Bandwidth, or the standard, says so.
    pub url: &'static str,
    /// The faulty part of the text; for a missing field, the object that lacks it.
    pub span: Span,
    /// The line that it begins on, 1-based.
    pub line: u32,
    /// The column that it begins at, 1-based, in UTF-16 code units.
    pub column: u32,
}

/// A part of a text, in UTF-16 code units: `text.slice(start, end)` in JavaScript.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// Where it begins.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for a reference
fn severity_name<S: serde::Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(severity.name())
}

/// Puts findings into words, by position in the text, then by the order of the rules. Of those past
/// `most` only the number is told.
pub fn diagnostics(tape: &Tape<'_>, findings: &mut Vec<Finding>, most: usize) -> Vec<Diagnostic> {
    if findings.is_empty() {
        return Vec::new();
    }
    let bytes = |place: Place| match place {
        Place::Token(at) | Place::Within(at) => (tape.node(at).start, tape.node(at).end),
        Place::Bytes(start, end) => (start, end),
    };
    findings.sort_by_key(|finding| (bytes(finding.place).0, finding.rule, finding.field.map(|field| field as u8)));
    let left_out = findings.len().saturating_sub(most);
    if left_out > 0 {
        findings.truncate(most);
        findings.push(Finding {
            rule: Rule::TooManyDiagnostics,
            place: Place::Bytes(tape.text.len() as u32, tape.text.len() as u32),
            event: None,
            field: None,
            detail: Detail::Count { found: left_out as u32, limit: most as u32 },
        });
    }
    let places = Places::new(tape.text);
    let mut pointers = Pointers::new(tape);
    findings
        .iter()
        .map(|finding| {
            let (start, end) = bytes(finding.place);
            let (line, column) = places.line_column(start as usize);
            let row = &RULES[finding.rule as usize];
            Diagnostic {
                rule: row.name,
                severity: row.severity,
                path: path(&mut pointers, finding),
                message: message(finding),
                help: row.help,
                url: row.source,
                span: Span { start: places.utf16(start as usize), end: places.utf16(end as usize) },
                line,
                column,
            }
        })
        .collect()
}

fn path(pointers: &mut Pointers<'_, '_>, finding: &Finding) -> String {
    match finding.place {
        Place::Token(at) => pointers.to(at),
        Place::Within(at) => {
            let mut path = pointers.to(at);
            if let Some(field) = finding.field {
                path.push('/');
                push_token(&mut path, field.slim().name);
            }
            path
        }
        Place::Bytes(..) => String::new(),
    }
}

fn message(finding: &Finding) -> String {
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
                format!("expected a messaging event, found a webhook of {}", NEIGHBOURS[at as usize].product)
            }
            _ => String::new(),
        },
        Rule::RenamedEvent => match finding.detail {
            Detail::Alias(at) => renamed(at as usize),
            _ => String::new(),
        },
        Rule::DeprecatedEvent => format!("{} is sent until 2027-01-06 only", event()),
        Rule::MissingField => format!("missing {}, which every {} carries", field(), event()),
        Rule::MissingExpectedField => format!("missing {}, which is documented for every {}", field(), event()),
        Rule::WrongType => expected_found(finding.detail),
        Rule::CoercedType => format!("{}; it is read as expected", expected_found(finding.detail)),
        Rule::NullField => format!("expected {} to be left out, found null", field()),
        Rule::UnknownField => near("expected a documented field, found another", finding.detail),
        Rule::MisplacedField if finding.detail == Detail::BelongsInMessage => {
            format!("{} belongs in `message`, found beside it", field())
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
        Rule::MediaHost => "expected media at `messaging.bandwidth.com`, found another host".to_owned(),
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

fn renamed(at: usize) -> String {
    let alias = &ALIASES[at];
    let code = alias.error_code.map(|code| format!(" with error code {code}")).unwrap_or_default();
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
        Detail::Shape { found: Kind::Object, .. } => "an object without a type",
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
