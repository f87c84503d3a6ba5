//! The words that sentences are made of, each with a number.

use crate::catalogue::events::{ALIASES, EventType};
use crate::catalogue::fields::{FIELDS, Field, Record, Shape};
use crate::catalogue::neighbours::{NEIGHBOURS, neighbour};

macro_rules! texts {
    ($(#[$meta:meta])* $name:ident $table:ident { $($variant:ident $text:literal)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub(crate) enum $name {
            $($variant,)*
        }

        #[doc = concat!("The texts of `", stringify!($name), "`, in its order.")]
        pub(crate) const $table: &[&str] = &[$($text,)*];
    };
}

texts! {
    /// A sentence with holes: `{#}` for a count, `{}` for a word.
    Template TEMPLATES {
        EmptyBody "expected a list of events, found nothing"
        BodyTooLarge "expected at most {#} bytes, found {#}"
        InvalidUtf8 "expected UTF-8, found bytes that are not"
        NotACallback "expected a list of events, found {}"
        TooDeep "expected at most {#} levels of nesting, found more"
        BareEvent "expected a list of events, found one event; it is read as a list of one"
        WrappedBody "expected a list of events, found it in `_json` of an object"
        EmptyList "expected at least one event, found an empty list"
        DuplicateKey "expected each key once, found one again; the last value counts"
        LossyNumber "expected a number that a 64-bit float can hold, found one that it changes"
        LoneSurrogate "expected whole characters, found half of a surrogate pair"
        TooManyDiagnostics "expected at most {#} diagnostics, found {#} more"
        InternalError "expected to read the body, found that it failed"
        NotAnEvent "expected an event, found {}"
        UnknownEvent "expected a known type of event, found another"
        UnknownEventNear "expected a known type of event, found another; perhaps {} is meant"
        NeighbourEvent "expected a messaging event, found {}"
        Renamed "expected {}, found its old name {}"
        RenamedWithCode "expected {} with error code {#}, found its old name {}"
        DeprecatedEvent "{} is sent until 2027-01-06 only"
        MissingField "missing {}, which every {} carries"
        MissingExpectedField "missing {}, which is documented for every {}"
        ExpectedFound "expected {}, found {}"
        Coerced "expected {}, found {}; it is read as expected"
        NullField "expected {} to be left out, found null"
        UnknownField "expected a documented field, found another"
        UnknownFieldNear "expected a documented field, found another; perhaps {} is meant"
        BelongsInMessage "{} belongs in `message`, found beside it"
        BelongsBesideMessage "{} belongs beside `message`, found in it"
        Misplaced "{} belongs on {}, found on {}"
        MisplacedLike "{} belongs on {} and its like, found on {}"
        UnknownValue "expected {}, found another value"
        NumberTooSmall "expected a number from {#} up, found another value"
        UnknownErrorCode "expected a documented error code, found another number"
        BadTimestamp "expected a time in UTC as ISO 8601, found other text"
        TimeWithoutZone "expected a time in UTC, found a time without a zone"
        BadSender "expected a phone number or sender, found other text"
        BadPhoneNumber "expected a phone number in E.164 form, found other text"
        BadUuid "expected a UUID, found other text"
        BadUrl "expected an absolute URL, found other text"
        BadBase64 "expected base64, found other text"
        BadCoordinate "expected decimal degrees in range, found other text"
        UnexpectedDirection "expected {} on a {}, found the opposite"
        OwnerIsNotSender "expected the `from` number, found another"
        OwnerIsNoRecipient "expected one of the recipients, found another number"
        RecipientMismatch "expected one of `message.to`, found another recipient"
        DuplicateRecipient "expected each recipient once, found one again"
        TooManyRecipients "expected at most {#} recipients, found {#}"
        TextInStatus "expected empty text on a status, found the text of the message"
        TooLong "expected at most {#} characters, found {#}"
        OneSegment "expected 1 segment, which the text takes, found another number"
        Segments "expected {#} segments, which the text takes, found another number"
        TimeOrder "expected {} not to be before `message.time`, found it earlier"
        MediaHost "expected media at `https://messaging.bandwidth.com`, found another place"
    }
}

texts! {
    /// What fills a hole and is no name.
    Phrase PHRASES {
        Something "something else"
        Event "event"
        In "`in`"
        Out "`out`"
        Null "null"
        Boolean "a boolean"
        Number "a number"
        Text "text"
        List "a list"
        Object "an object"
        ObjectWithoutType "an object without a type that is text"
        OddNumber "a number that is not whole or out of range"
        TimeText "a time as text"
        PhoneNumberText "a phone number as text"
        UrlText "a URL as text"
        DegreesText "degrees as text"
        UrlList "a list of URLs"
        PhoneNumberList "a list of phone numbers"
        TextList "a list of texts"
        PhoneNumberOrList "a phone number or a list of them"
        WholeNumber "a whole number"
        Html "an HTML page: a proxy or server answered, not Bandwidth"
        Xml "XML, which Bandwidth sends for orders and numbers, not for messages"
        Form "a form: something read the JSON as form fields"
        HttpRequest "a whole HTTP request with its headers"
        PlainText "plain text"
        EncodedJson "JSON inside text: it was encoded twice"
        OneText "one text"
        OneNumber "one number"
        OneBoolean "one boolean"
        Value "a value"
        ValueOrEnd "a value or `]`"
        NameOrEnd "a field name in double quotes or `}`"
        Name "a field name in double quotes"
        ColonAfterName "`:` after a field name"
        CommaInList "`,` or `]` after a value in a list"
        CommaInObject "`,` or `}` after a value in an object"
        Nothing "nothing after the value"
        Digit "a digit"
        HexDigits "four hexadecimal digits"
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
        SmartQuote "a typographic quote"
        Dot "a dot"
        Word "a word"
        Comment "a comment"
        ByteOrderMark "a byte order mark"
        ControlCharacter "a control character"
        Character "another character"
    }
}

/// What fills a hole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// Plain words.
    Phrase(Phrase),
    /// The dotted path of a field.
    Path(Field),
    /// The bare name of a field.
    Name(Field),
    /// The values that a field may have.
    Values(Field),
    /// The name of a type of event.
    Event(EventType),
    /// The dotted path of a record.
    Record(Record),
    /// An old name, by its row.
    Alias(u8),
    /// What is not a messaging event, by its row.
    Neighbour(u8),
}

/// Where the numbers of each kind of word begin, and where the last ends.
const STARTS: [u32; 9] = {
    let counts = [
        PHRASES.len(),
        FIELDS.len(),
        FIELDS.len(),
        FIELDS.len(),
        EventType::ALL.len(),
        Record::ALL.len(),
        ALIASES.len(),
        NEIGHBOURS.len(),
    ];
    let mut starts = [0; 9];
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
            Word::Neighbour(at) => (7, u32::from(at)),
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
                Shape::OneOf(values) => {
                    values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(" or ")
                }
                _ => String::new(),
            },
            4 => format!("`{}`", EventType::ALL[at].name()),
            5 => format!("`{}`", Record::ALL[at].prefix().trim_end_matches('.')),
            6 => format!("`{}`", ALIASES[at].name),
            _ => neighbour(at as u8).found.to_owned(),
        }
    }

    /// Every word, by number.
    pub(crate) fn all() -> Vec<String> {
        (0..STARTS[STARTS.len() - 1]).map(Word::text_of).collect()
    }
}
