//! Our diagnostics: what each rule finds, why it matters, what to do, and the sentence it enforces.
//!
//! `Rule` and `RULES` come from one list, so a rule's number is its row. Where two findings stand
//! at the same place, the order of this list decides.

use super::source::{ARRAY, ERRORS, I_JSON, JSON, OPENAPI, RECEIPTS, SEGMENTS, TRAP, WEBHOOKS};
use Severity::{Error, Info, Warning};

named_enum! {
    rules
    /// How much a finding matters.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::rules::{Rule, Severity};
    ///
    /// assert_eq!(Rule::MissingField.severity(), Severity::Error);
    /// ```
    Severity {
        /// The element cannot be used as what its type says.
        Error "error",
        /// It can be used, but it is not what is documented.
        Warning "warning",
        /// Worth knowing.
        Info "info",
    }
    Warning
}

named_enum! {
    rules
    /// What a rule looks at.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::rules::{Group, Rule};
    ///
    /// assert_eq!(Rule::BadTimestamp.row().group, Group::Format);
    /// ```
    Group {
        /// The text as a whole, and what holds the events.
        Body "body",
        /// One element of the body.
        Element "element",
        /// One field, whether it is there, and its JSON type.
        Field "field",
        /// What a text holds.
        Format "format",
        /// What fields say together.
        Meaning "meaning",
    }
    Meaning
}

/// What there is to say about a rule.
///
/// ```
/// use bandwidth_callbacks::catalogue::rules::Rule;
///
/// let row = Rule::OwnerMismatch.row();
/// assert_eq!(row.name, "owner-mismatch");
/// assert!(row.source.starts_with("https://"));
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct RuleRow {
    /// Its name, kebab-case: public, and never reused for something else.
    pub name: &'static str,
    /// How much its findings matter.
    pub severity: Severity,
    /// What it looks at.
    pub group: Group,
    /// What it finds.
    pub what: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// What to do.
    pub help: &'static str,
    /// The sentence it enforces.
    pub source: &'static str,
}

macro_rules! rules {
    ($($group:ident { $($variant:ident $name:literal $severity:ident $source:ident
        what $what:literal why $why:literal help $help:literal)* })*) => {
        /// A rule: what a diagnostic is about. It is written as its name.
        ///
        /// ```
        /// use bandwidth_callbacks::catalogue::rules::Rule;
        ///
        /// let [diagnostic] = &bandwidth_callbacks::validate("[]")[..] else { panic!() };
        /// assert_eq!(diagnostic.rule, Rule::EmptyList);
        /// assert_eq!(diagnostic.rule.to_string(), "empty-list");
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[allow(missing_docs)] $variant,)*)*
        }

        /// Every rule, in the order in which findings at one place are told.
        ///
        /// ```
        /// use bandwidth_callbacks::catalogue::rules::RULES;
        ///
        /// assert_eq!(RULES[0].name, "empty-body");
        /// ```
        pub const RULES: [RuleRow; [$($(Rule::$variant),*),*].len()] = [$($(RuleRow {
            name: $name,
            severity: $severity,
            group: Group::$group,
            what: $what,
            why: $why,
            help: $help,
            source: $source,
        }),*),*];

        impl Rule {
            /// Every rule, in the order of `RULES`.
            ///
            /// ```
            /// use bandwidth_callbacks::catalogue::rules::Rule;
            ///
            /// assert_eq!(Rule::ALL[0], Rule::EmptyBody);
            /// ```
            pub const ALL: [Rule; RULES.len()] = [$($(Rule::$variant),*),*];
        }
    };
}

rules! {
    Body {
        EmptyBody "empty-body" Error WEBHOOKS
            what "The body is empty, or only white space."
            why "The first request of a Basic challenge may be empty; no other callback is."
            help "answer 401 with the challenge if it has no credentials, else 400; if all bodies are empty, something \
                  read them before your code did"
        BodyTooLarge "body-too-large" Error WEBHOOKS
            what "The body is larger than the limit."
            why "A callback has a few kilobytes; reading without a limit lets anyone fill the memory."
            help "raise `maxBytes` if you trust the sender"
        InvalidUtf8 "invalid-utf8" Error JSON
            what "The body has bytes that are not UTF-8."
            why "JSON is UTF-8; each such byte is read as U+FFFD, so the text is not what was sent."
            help "pass the bytes as they came, without decoding them first"
        NotACallback "not-a-callback" Error WEBHOOKS
            what "The body is something else than a list of events: an HTML page, XML, a form, text, or a bare value."
            why "Something between Bandwidth and you answered or rewrote the request, or the wrong text was passed."
            help "look at what passes the body on, and log it; nothing in it can be handled"
        InvalidJson "invalid-json" Error JSON
            what "The body is not JSON."
            why "Bandwidth sends JSON; something cut or changed the body on its way."
            help "pass the body as it came, and look at what cuts or changes it on the way"
        TooDeep "too-deep" Error JSON
            what "Lists and objects are nested deeper than the limit."
            why "A callback is six levels deep; nesting without a limit is an attack."
            help "raise `maxDepth` if you trust the sender"
        BareEvent "bare-event" Warning ARRAY
            what "The body is one event instead of a list of events."
            why "Bandwidth sends a list; its OpenAPI file describes one object, and so tools send that."
            help "send a list, as Bandwidth does"
        WrappedBody "wrapped-body" Warning ARRAY
            what "The array of events is in `_json` of an object."
            why "Rails passes an array on like this, with keys of its own beside it; these are ignored."
            help "read from `_json`; nothing to do, or pass the raw body instead of Rails' parameters"
        EmptyList "empty-list" Warning WEBHOOKS
            what "The body is a list without events."
            why "Bandwidth sends at least one event."
            help "look at what made this body"
        DuplicateKey "duplicate-key" Warning I_JSON
            what "An object has the same key twice."
            why "Readers disagree on which value counts; here, as in JavaScript, the last one does."
            help "remove one of the two"
        LossyNumber "lossy-number" Warning I_JSON
            what "A number changes when it is read as a 64-bit float."
            why "JavaScript reads all numbers so, and gets another value than the one written."
            help "send it as text"
        LoneSurrogate "lone-surrogate" Warning I_JSON
            what "A text has an escape for one half of a surrogate pair without the other."
            why "No Unicode text holds it: Rust reads it as U+FFFD, and databases refuse it."
            help "look at what cut the text in the middle of a character"
        TooManyDiagnostics "too-many-diagnostics" Info WEBHOOKS
            what "There are more diagnostics than are listed."
            why "The first of them tell enough, and a hostile body could give millions."
            help "mend what is listed and look again"
        IncompleteValue "incomplete-value" Error WEBHOOKS
            what "Pasted text lacks a value: a tool left it out, or the text was cut."
            why "The event is shown without it, and is not what Bandwidth sent."
            help "paste the whole body, as JSON"
        UncertainValue "uncertain-value" Error WEBHOOKS
            what "Pasted text can be read in two ways, which differ in a value."
            why "One of the two is not what Bandwidth sent."
            help "compare the value with its source, or paste the body as JSON"
        InternalError "internal-error" Error TRAP
            what "Reading the body failed, by a fault of this package or for want of memory."
            why "The call is lost, nothing else: the body is kept as rejected, and the next call reads again."
            help "keep the body and read it again; if that fails too, report it with a body that shows it"
    }
    Element {
        NotAnEvent "not-an-event" Error WEBHOOKS
            what "An element of the body is not an event: it has no `type` that is text."
            why "Without a type nothing says what it is."
            help "look at what made this element"
        UnknownEvent "unknown-event" Warning WEBHOOKS
            what "The `type` of an event is not one that this version knows."
            why "Bandwidth adds types; answering them with an error makes it send them again for 24 hours."
            help "answer 2xx, and look whether a newer version knows it"
        NeighbourEvent "neighbour-event" Warning WEBHOOKS
            what "The element is something else that Bandwidth sends: a webhook of another product, a response of the API, \
                  or a message without its event."
            why "It has another format, so it is kept in `unknown`."
            help "pass it on to the code that is meant for it, and answer 2xx"
        RenamedEvent "renamed-event" Warning WEBHOOKS
            what "The `type` of an event is one of its old names."
            why "It was sent or documented once, and is read as the name that replaced it."
            help "use the new name"
        DeprecatedEvent "deprecated-event" Info RECEIPTS
            what "The type of the event is sent for a limited time only."
            why "`message-sending` ends on 2027-01-06; `message-sent` replaces it."
            help "turn on `message-sent` for the application"
    }
    Field {
        MissingField "missing-field" Error WEBHOOKS
            what "A field that every event of this type carries is missing."
            why "Code that reads the event relies on it."
            help "look at what made or changed this event"
        MissingExpectedField "missing-expected-field" Warning WEBHOOKS
            what "A documented field is missing that some callbacks lack."
            why "Code written after the documentation may rely on it."
            help "treat it as optional"
        WrongType "wrong-type" Error OPENAPI
            what "The value of a field has another JSON type than documented."
            why "Code that reads the field would fail, or worse, go on."
            help "look at what made or changed this event"
        CoercedType "coerced-type" Warning OPENAPI
            what "The value of a field has another JSON type than documented, and can be read all the same."
            why "It is known from old callbacks, documentation or tools; the event carries the documented type."
            help "send it as documented"
        NullField "null-field" Warning OPENAPI
            what "An optional field is `null`."
            why "Bandwidth leaves such a field out; the event is read as if it were."
            help "leave the field out"
        UnknownField "unknown-field" Warning WEBHOOKS
            what "A field is not one that this version knows."
            why "Bandwidth adds fields; the event keeps it as it came."
            help "look whether it is spelled right, or a newer version knows it"
        MisplacedField "misplaced-field" Warning WEBHOOKS
            what "A field is known, but does not belong where it is."
            why "Code that looks for it where it is documented does not see it."
            help "do not rely on it there"
        UnknownValue "unknown-value" Warning OPENAPI
            what "The value of a field is not one of those documented."
            why "Code that tells the documented values apart takes none of its ways."
            help "handle it as you would a value to come"
        UnknownErrorCode "unknown-error-code" Warning ERRORS
            what "The error code is not in Bandwidth's list."
            why "Nothing says what it means; its first digit may: 4 client, 5 service, 9 unclear."
            help "look it up in Bandwidth's error list, and do not send again without a reason"
    }
    Format {
        BadTimestamp "bad-timestamp" Warning OPENAPI
            what "A time is not ISO 8601 in UTC, or has no zone."
            why "Code that reads it as a date gets none, or one that is hours off."
            help "kept as text, and no order or duration is derived from it; do not read it as local time"
        BadPhoneNumber "bad-phone-number" Warning WEBHOOKS
            what "A number is not in E.164 form, nor a sender of another documented kind."
            why "It compares unequal to the same number written right, and cannot be replied to."
            help "write it as `+`, country code and number, with digits only"
        BadUuid "bad-uuid" Warning OPENAPI
            what "An application id is not a UUID."
            why "Bandwidth's application ids are; it is a placeholder or cut."
            help "copy it from the application in the Bandwidth dashboard"
        BadUrl "bad-url" Warning OPENAPI
            what "A link is not an absolute `http` or `https` URL."
            why "It cannot be fetched."
            help "write it with its scheme and host"
        BadBase64 "bad-base64" Warning OPENAPI
            what "Postback data is not base64."
            why "Decoding it fails, or gives something else than was given with the suggestion."
            help "encode it as RFC 4648 section 4 says, with padding"
        BadCoordinate "bad-coordinate" Warning OPENAPI
            what "A coordinate is not decimal degrees in range."
            why "It names no place on earth."
            help "write latitude from -90 to 90 and longitude from -180 to 180"
    }
    Meaning {
        UnexpectedDirection "unexpected-direction" Warning WEBHOOKS
            what "The direction of the message is not that of the event's type."
            why "Code that decides by direction takes the wrong way, and may answer its own message."
            help "decide by `type`"
        OwnerMismatch "owner-mismatch" Warning WEBHOOKS
            what "The owner is not the sender of an outbound message, or not a recipient of an inbound one."
            why "Code that looks up your number by `owner` finds somebody else's."
            help "use `from` on a status and top-level `to` on an inbound event"
        RecipientMismatch "recipient-mismatch" Warning WEBHOOKS
            what "The top-level `to` is not among the recipients of the message."
            why "The event is about nobody that the message was sent to."
            help "look at what made or changed this event"
        DuplicateRecipient "duplicate-recipient" Warning OPENAPI
            what "A recipient is listed twice."
            why "The list is documented as a set; counting it counts one person twice."
            help "remove one of the two"
        TooManyRecipients "too-many-recipients" Warning OPENAPI
            what "A message that you sent has more than ten recipients."
            why "Bandwidth refuses to send such a message."
            help "look at what made or changed this event"
        TextInStatus "text-in-status" Warning WEBHOOKS
            what "A status carries the text of the message."
            why "Bandwidth sends it empty; code that relies on it works with old callbacks and mocks alone."
            help "keep the text of what you send yourself, by message id"
        PostbackDataTooLong "postback-data-too-long" Warning OPENAPI
            what "The postback data of a suggestion is longer than 2048 characters."
            why "Bandwidth documents no more; a database column of that length cuts it."
            help "do not store it in a column of 2048 characters; it may not be what you gave with the suggestion"
        TagTooLong "tag-too-long" Warning OPENAPI
            what "The tag is longer than 1024 characters."
            why "Bandwidth does not take such a tag; a column of that length does not hold it."
            help "look at what made or changed this event"
        SegmentCountMismatch "segment-count-mismatch" Info SEGMENTS
            what "The text takes another number of segments than `segmentCount` says."
            why "Segments are what is billed; carriers may split a text otherwise."
            help "rely on `segmentCount`, which is what is billed"
        TimeOrder "time-order" Warning WEBHOOKS
            what "The event happened before its message was created."
            why "Durations computed from the two are negative."
            help "look whether the two times were exchanged"
        MediaHost "media-host" Warning WEBHOOKS
            what "The media of an inbound message does not lie at `https://messaging.bandwidth.com`."
            why "Fetching it with your API credentials would give them to somebody else."
            help "fetch it without credentials, or not at all"
    }
}

impl Rule {
    /// Its name, kebab-case: public, and never used for anything else.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::rules::Rule;
    ///
    /// assert_eq!(Rule::MediaHost.name(), "media-host");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// Its row.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::rules::Rule;
    ///
    /// assert!(!Rule::MediaHost.row().help.is_empty());
    /// ```
    #[must_use]
    pub const fn row(self) -> &'static RuleRow {
        const ROWS: &[RuleRow; RULES.len()] = &RULES;
        &ROWS[self as usize]
    }

    /// How much its findings matter.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::rules::{Rule, Severity};
    ///
    /// assert_eq!(Rule::UnknownEvent.severity(), Severity::Warning);
    /// ```
    #[must_use]
    pub const fn severity(self) -> Severity {
        const SEVERITIES: [Severity; RULES.len()] = {
            let mut severities = [Severity::Error; RULES.len()];
            let mut at = 0;
            while at < severities.len() {
                severities[at] = RULES[at].severity;
                at += 1;
            }
            severities
        };
        SEVERITIES[self as usize]
    }
}

crate::name::written_as_its_name!(Rule);
