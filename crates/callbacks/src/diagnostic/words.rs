//! What fills the holes of messages. Each word has a number.

use crate::catalogue::events::{ALIASES, EventType};
use crate::catalogue::fields::{FIELDS, Field, Record, Shape};
use crate::catalogue::other_products::{OTHER_PRODUCTS, other_product};
use crate::catalogue::verification::{STATUSES, VERIFICATION_SPECS};

macro_rules! phrases {
    ($($variant:ident $text:literal)*) => {
        /// A phrase that fills a hole.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub(crate) enum Phrase {
            $($variant,)*
        }

        /// The texts of `Phrase`, in its order.
        const PHRASES: &[&str] = &[$($text,)*];
    };
}

phrases! {
    Something "something else"
    Event "event"
    In "`in`"
    Out "`out`"
    Null "null"
    Boolean "a boolean"
    Number "a number"
    Text "a string"
    List "an array"
    Object "an object"
    ObjectWithoutType "an object without a string `type`"
    OddNumber "a fraction or a number out of range"
    TimeText "a timestamp string"
    PhoneNumberText "a phone number string"
    UrlText "a URL string"
    DegreesText "degrees as a string"
    UrlList "an array of URLs"
    PhoneNumberList "an array of phone numbers"
    TextList "an array of strings"
    ObjectList "an array of objects"
    PhoneNumberOrList "a phone number or an array of them"
    WholeNumber "an integer"
    Html "an HTML page, probably from a proxy"
    Xml "XML, which Bandwidth sends only for orders and numbers"
    Form "form data (application/x-www-form-urlencoded)"
    HttpRequest "an HTTP request with its headers"
    PlainText "plain text"
    EncodedJson "a string that contains JSON (encoded twice)"
    OneText "a string"
    OneNumber "a number"
    OneBoolean "a boolean"
    Value "a value"
    ValueOrEnd "a value or `]`"
    NameOrEnd "a key in double quotes or `}`"
    Name "a key in double quotes"
    ColonAfterName "`:` after a key"
    CommaInList "`,` or `]` after an array item"
    CommaInObject "`,` or `}` after a value"
    Nothing "nothing after the value"
    Digit "a digit"
    HexDigits "four hex digits"
    Escape "one of `\"\\/bfnrtu` after a backslash"
    ClosingQuote "a closing quote"
    NoLeadingZero "a number without leading zeros"
    EndOfText "the end of the body"
    Brace "`{`"
    ClosingBrace "`}`"
    Bracket "`[`"
    ClosingBracket "`]`"
    Comma "`,`"
    Colon "`:`"
    Quote "a double quote"
    SingleQuote "a single quote"
    SmartQuote "a curly quote"
    Dot "a dot"
    Word "an unquoted word"
    Comment "a comment"
    ByteOrderMark "a byte order mark"
    ControlCharacter "a control character"
    Character "an unexpected character"
}

/// What fills a hole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// A phrase.
    Phrase(Phrase),
    /// The dotted path of a field.
    Path(Field),
    /// The key of a field.
    Name(Field),
    /// The documented values of a field.
    Values(Field),
    /// The name of an event type.
    Event(EventType),
    /// The dotted path of an object.
    Record(Record),
    /// An old event type, by its row.
    Alias(u8),
    /// Something else that Bandwidth sends, by its row.
    OtherProduct(u8),
    /// The key of a field of a toll-free verification webhook, by its row in `VERIFICATION_SPECS`.
    Verification(u8),
    /// The documented values of its `status`.
    VerificationStatuses,
}

/// The first number of each kind of word, then the end of the last kind.
const STARTS: [u32; 11] = {
    let counts = [
        PHRASES.len(),
        FIELDS.len(),
        FIELDS.len(),
        FIELDS.len(),
        EventType::ALL.len(),
        Record::ALL.len(),
        ALIASES.len(),
        OTHER_PRODUCTS.len(),
        VERIFICATION_SPECS.len(),
        1,
    ];
    let mut starts = [0; 11];
    let mut at = 0;
    while at < counts.len() {
        starts[at + 1] = starts[at] + counts[at] as u32;
        at += 1;
    }
    starts
};

impl Word {
    /// Its number.
    pub(crate) fn number(self) -> u32 {
        let (kind, at) = match self {
            Word::Phrase(phrase) => (0, phrase as u32),
            Word::Path(field) => (1, field as u32),
            Word::Name(field) => (2, field as u32),
            Word::Values(field) => (3, field as u32),
            Word::Event(event) => (4, event as u32),
            Word::Record(record) => (5, record as u32),
            Word::Alias(at) => (6, u32::from(at)),
            Word::OtherProduct(at) => (7, u32::from(at)),
            Word::Verification(at) => (8, u32::from(at)),
            Word::VerificationStatuses => (9, 0),
        };
        STARTS[kind] + at
    }

    /// The text of the word with this number.
    pub(super) fn text_of(number: u32) -> String {
        let kind = STARTS.iter().rposition(|start| *start <= number).unwrap_or_default();
        let at = (number - STARTS[kind]) as usize;
        match kind {
            0 => PHRASES[at].to_owned(),
            1 => format!("`{}`", Field::ALL[at].path()),
            2 => format!("`{}`", Field::ALL[at].row().name),
            3 => match Field::ALL[at].row().shape {
                Shape::OneOf(values) => alternatives(values),
                _ => String::new(),
            },
            4 => format!("`{}`", EventType::ALL[at].name()),
            5 => format!("`{}`", Record::ALL[at].prefix().trim_end_matches('.')),
            6 => format!("`{}`", ALIASES[at].name),
            7 => other_product(at as u8).found.to_owned(),
            8 => format!("`{}`", VERIFICATION_SPECS[at].name),
            _ => alternatives(STATUSES),
        }
    }

    /// Every word, by number.
    pub(crate) fn all() -> Vec<String> {
        (0..STARTS[STARTS.len() - 1]).map(Word::text_of).collect()
    }
}

/// "`SMS`, `MMS` or `RBM`".
fn alternatives(values: &[&str]) -> String {
    let quoted: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}
