//! The rules: what each one finds, why it matters, what your code can do, the likely cause, and its source.
//!
//! `Rule` and `RULES` come from one list, so a rule's number is its row. Diagnostics at the same position are in the
//! order of this list.

use super::fields::{FIELDS, Field};
use super::source::{ARRAY, ERRORS, I_JSON, JSON, OPENAPI, RECEIPTS, SEGMENTS, TRAP, WEBHOOKS};
use Severity::{Error, Info, Warning};

named_enum! {
    rules
    /// The severity of a diagnostic.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::rules::{Rule, Severity};
    ///
    /// assert_eq!(Rule::MissingField.severity(), Severity::Error);
    /// ```
    Severity {
        /// The element cannot be used as its type.
        Error "error",
        /// Usable, but not as documented.
        Warning "warning",
        /// Good to know.
        Info "info",
    }
    Warning
}

named_enum! {
    rules
    /// What a rule checks.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::rules::{Group, Rule};
    ///
    /// assert_eq!(Rule::BadTimestamp.row().group, Group::Format);
    /// ```
    Group {
        /// The body as a whole.
        Body "body",
        /// One element of the body.
        Element "element",
        /// The presence and JSON type of one field.
        Field "field",
        /// The format of a string.
        Format "format",
        /// Whether several fields agree.
        CrossField "cross-field",
    }
    CrossField
}

/// One rule.
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
    /// Its name, in kebab-case. Public, and never reused for another rule.
    pub name: &'static str,
    /// The severity of its diagnostics.
    pub severity: Severity,
    /// What it checks.
    pub group: Group,
    /// The message of its diagnostics. What is in braces is filled in.
    pub says: &'static str,
    /// What it finds, in a sentence.
    pub what: &'static str,
    /// Why that matters, in a sentence.
    pub why: &'static str,
    /// What the code that received the body can do.
    pub help: &'static str,
    /// The likely cause.
    pub cause: &'static str,
    /// Help and cause for a text that a person pasted, if they are others than for code that received a request.
    pub pasted: Option<PastedHelp>,
    /// Help and cause for fields that need their own.
    pub on_fields: &'static [FieldHelp],
    /// The page of Bandwidth's documentation, or of a standard, that it is based on.
    pub source: &'static str,
}

/// The help and cause of a rule for a text that a person pasted.
///
/// ```
/// use bandwidth_callbacks::{Rule, recover};
///
/// let [diagnostic] = &recover("42").report.diagnostics[..] else { panic!() };
/// assert_eq!(diagnostic.rule, Rule::NotACallback);
/// assert_eq!(diagnostic.help, Rule::NotACallback.row().pasted.unwrap().help);
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct PastedHelp {
    /// What the person can do.
    pub help: &'static str,
    /// The likely cause.
    pub cause: &'static str,
}

/// The help and cause of a rule for one field.
///
/// ```
/// use bandwidth_callbacks::catalogue::{fields::Field, rules::Rule};
///
/// let row = Rule::CoercedType.row().on_fields.iter().find(|row| row.field == Field::ErrorCode).unwrap();
/// assert_eq!(row.help, "nothing to do: the event has it as a number");
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct FieldHelp {
    /// The field.
    pub field: Field,
    /// What the code that received the body can do.
    pub help: &'static str,
    /// The likely cause.
    pub cause: &'static str,
}

macro_rules! pasted {
    () => {
        None
    };
    ($help:literal $cause:literal) => {
        Some(PastedHelp { help: $help, cause: $cause })
    };
}

macro_rules! rules {
    ($($group:ident { $($variant:ident $name:literal $severity:ident $source:ident
        says $says:literal $(or $other:ident $other_says:literal)*
        what $what:literal why $why:literal help $help:literal cause $cause:literal
        $((pasted help $pasted_help:literal cause $pasted_cause:literal))?
        $([$($field:ident)*] help $field_help:literal cause $field_cause:literal)*)* })*) => {
        /// A rule. Its `Display` is its name.
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

        /// Every rule, in the order of diagnostics at the same position.
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
            says: $says,
            what: $what,
            why: $why,
            help: $help,
            cause: $cause,
            pasted: pasted!($($pasted_help $pasted_cause)?),
            on_fields: &[$($(FieldHelp { field: Field::$field, help: $field_help, cause: $field_cause },)*)*],
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

        /// The messages: one for each rule, in the order of `RULES`, then those that say more about some findings.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub(crate) enum Template {
            $($($variant,)*)*
            $($($($other,)*)*)*
        }

        /// The texts of the messages, in the order of `Template`.
        pub(crate) const TEMPLATES: &[&str] = &[$($($says,)*)* $($($($other_says,)*)*)*];

        impl Template {
            /// Every message.
            const ALL: [Template; TEMPLATES.len()] = [$($(Template::$variant,)*)* $($($(Template::$other,)*)*)*];

            /// The message of a rule.
            pub(crate) const fn of(rule: Rule) -> Self {
                Template::ALL[rule as usize]
            }
        }
    };
}

rules! {
    Body {
        EmptyBody "empty-body" Error WEBHOOKS
            says "the body is empty"
            what "The body is empty or contains only whitespace."
            why "Only the first request of a Basic challenge may be empty."
            help "answer 401 with a challenge if the request has no credentials, otherwise 400"
            cause "the first request, before the challenge, or something read the body before your code"
            (pasted help "nothing to check: the input is empty"
                cause "an empty file or clipboard")
        BodyTooLarge "body-too-large" Error WEBHOOKS
            says "the body has {found} bytes; the limit is {limit}"
            what "The body is larger than the limit."
            why "A callback has a few kilobytes. Without a limit, anyone could use up your memory."
            help "raise `maxBytes` if you trust the sender"
            cause "a log file instead of one body"
        InvalidUtf8 "invalid-utf8" Error JSON
            says "not valid UTF-8"
            what "The body is not valid UTF-8."
            why "JSON is UTF-8. Invalid bytes are read as U+FFFD, so the text differs from what was sent."
            help "pass the raw bytes, without decoding them first"
            cause "something re-encoded the body in another character set"
            (pasted help "save the text as UTF-8, or copy the body as JSON"
                cause "a file in another character set, or a binary one")
        NotACallback "not-a-callback" Error WEBHOOKS
            says "not a callback: {body}"
            what "The body is not a callback: it is an HTML page, XML, form data, text, or a bare JSON value."
            why "There is no event in it."
            help "log the raw request before any framework touches it; there is no event in this one"
            cause "a proxy or framework rewrote the request, or your code passed the wrong string"
            (pasted help "look for the request body in your log, and copy that"
                cause "text from beside the body, such as headers or an error page")
        InvalidJson "invalid-json" Error JSON
            says "not JSON: expected {expected-syntax}, found {found-syntax}"
            what "The body is not JSON."
            why "No event can be read from it."
            help "log the raw body, and pass it exactly as you received it"
            cause "something truncated or re-encoded it"
            (pasted help "copy the body again, whole and as it was sent"
                cause "a body that was cut off, or changed by the tool that printed it")
        TooDeep "too-deep" Error JSON
            says "nested more than {limit} levels deep"
            what "Arrays and objects are nested deeper than the limit."
            why "A callback is at most six levels deep. Anything much deeper is not one, and may be an attack."
            help "raise `maxDepth` if you trust the sender"
            cause "JSON that is not a callback, or an attempt to exhaust the stack"
        BareEvent "bare-event" Warning ARRAY
            says "expected an array, found a single event; read as an array of one"
            what "The body is a single event instead of an array of events."
            why "Bandwidth posts an array, but its OpenAPI file describes a single object, so some tools send that."
            help "nothing to do: the event was read as an array of one"
            cause "a framework or mock that unwraps the array"
        WrappedBody "wrapped-body" Warning ARRAY
            says "the array is wrapped in `_json` (Rails params)"
            what "The array of events is in `_json` of an object."
            why "Rails wraps a JSON array like this and adds keys of its own, which are ignored."
            help "read from `_json`; pass the raw body to avoid this"
            cause "your code passed Rails' `params` instead of the raw body"
        EmptyList "empty-list" Warning WEBHOOKS
            says "the array is empty"
            what "The array has no events."
            why "Bandwidth posts at least one event."
            help "answer 2xx; there is nothing to handle"
            cause "a test, a mock, or a filter that removed the event"
            (pasted help "nothing to do: there is no event in it"
                cause "a placeholder, or a filter that left nothing")
        DuplicateKey "duplicate-key" Warning I_JSON
            says "duplicate key; the last value wins"
            what "An object has the same key twice."
            why "Parsers disagree on which value wins; here, as in JavaScript, the last one does."
            help "the last value is used; find the code that writes the key twice"
            cause "code that edits JSON as text"
        LossyNumber "lossy-number" Warning I_JSON
            says "this number loses precision as a 64-bit float"
            what "A number loses precision when it is read as a 64-bit float."
            why "JavaScript reads every number that way, and gets a different value than the one sent."
            help "parse it as a string if every digit matters"
            cause "a long ID sent as a number"
        LoneSurrogate "lone-surrogate" Warning I_JSON
            says "lone surrogate: an escape for half a character"
            what "A string has one half of a surrogate pair without the other."
            why "No Unicode text contains that: Rust reads it as U+FFFD, and many databases reject it."
            help "replace it before you store the text: `toWellFormed()` in JavaScript"
            cause "something cut the text inside an emoji"
        TooManyDiagnostics "too-many-diagnostics" Info WEBHOOKS
            says "too many diagnostics: {found} not listed (limit {limit})"
            what "There are more problems than are listed."
            why "The first ones say enough, and a hostile body could have millions."
            help "fix these and check again, or raise `maxDiagnostics`"
            cause "the same problem in every event"
        IncompleteValue "incomplete-value" Error WEBHOOKS
            says "the value is not complete"
            what "A value is missing or cut short."
            why "The event is shown without it, so it is not exactly what Bandwidth sent."
            help "paste the whole body as JSON"
            cause "a tool shortened its output, or the text was truncated"
        UncertainValue "uncertain-value" Error WEBHOOKS
            says "the value can be read in two ways"
            what "The pasted text can be read in two ways that differ in a value."
            why "Only one of them is what Bandwidth sent."
            help "compare the value with its source, or paste the body as JSON"
            cause "a format that doesn't quote its strings"
        InternalError "internal-error" Error TRAP
            says "the body could not be read (internal error)"
            what "Reading the body failed because of a bug in this package, or out of memory."
            why "Only this call is affected: the body is in `rejected`, and the next call works again."
            help "keep the body and read it again; if that fails too, report a bug with a body that shows it"
            cause "a bug in this package, or too little memory"
    }
    Element {
        NotAnEvent "not-an-event" Error WEBHOOKS
            says "expected an event, found {element}"
            what "An element of the body is not an event: it has no string `type`."
            why "Without a type, it can't be handled."
            help "log it and answer 2xx; it is kept in `rejected`"
            cause "an envelope that a queue or proxy put around the events"
            (pasted help "leave it out, or look for the event inside it"
                cause "an envelope around the event, or a record next to it")
        UnknownEvent "unknown-event" Warning WEBHOOKS
            says "unknown event type"
            or UnknownEventNear "unknown event type; perhaps {suggestion}"
            what "The event type is unknown to this version."
            why "Bandwidth adds event types. If you answer with an error, it retries for 24 hours."
            help "acknowledge it with a 2xx, and check for a newer version of this package"
            cause "a new event type, or a typo in a mock"
            (pasted help "check the spelling; if Bandwidth sent it, look for a newer version of this package"
                cause "a typo, or a new event type")
        OtherProduct "other-product" Warning WEBHOOKS
            says "{product}, not a messaging callback"
            what "The element is something else that Bandwidth sends: a webhook of another product, an API response, \
                  or a message without its event."
            why "Its format is different, so it is kept in `unknown`."
            help "route it to that product's handler, and answer 2xx"
            cause "several products share one callback URL"
        RenamedEvent "renamed-event" Warning WEBHOOKS
            says "read as {current-event}; {old-event} is its old name"
            or RenamedWithCode "read as {current-event} with error code {code}; {old-event} is its old name"
            what "The event type is an old name."
            why "Bandwidth sent or documented it in the past; it is read as the name that replaced it."
            help "handle the current name; where you compare raw types, match both names"
            cause "an old recording, mock or documentation page"
        DeprecatedEvent "deprecated-event" Info RECEIPTS
            says "{event} ends on 2027-01-06"
            what "Bandwidth will stop sending this event type."
            why "`message-sending` ends on 2027-01-06; `message-sent` replaces it."
            help "turn on `message-sent` for the application, and handle it"
            cause "Bandwidth still sends this type for MMS"
    }
    Field {
        MissingField "missing-field" Error WEBHOOKS
            says "missing {field}, which every {holder} has"
            what "A field that every event of this type has is missing."
            why "Code that handles the event relies on it, so the event is in `rejected`."
            help "answer 2xx, and store the event from `rejected`; check the proxy, queue or mock that produced it"
            cause "something that removes fields, or a hand-written mock"
            (pasted help "copy the whole event; if it is whole, check what removed the field"
                cause "an event that was shortened or written by hand")
        MissingExpectedField "missing-expected-field" Warning WEBHOOKS
            says "missing {field}, documented for {holder}"
            what "A documented field is missing."
            why "Some callbacks lack it, so code that relies on it fails now and then."
            help "treat the field as optional"
            cause "an old callback format, or a mock"
            [ErrorCode]
                help "handle it as a failure without a reason; don't retry blindly"
                cause "a mock, or a failure that Bandwidth sent without a code"
            [To]
                help "use `recipients(event)`, which falls back to `message.to`"
                cause "the 2017 beta format, or a mock that leaves it out"
        WrongType "wrong-type" Error OPENAPI
            says "expected {expected}, found {found-type}"
            what "A required field has a different JSON type than documented."
            why "Code that reads the field would fail or use a wrong value, so the event is in `rejected`."
            help "answer 2xx, and read the value from `rejected` if you need it"
            cause "a mock, or a serializer that writes another type"
            (pasted help "compare the value with what Bandwidth sent"
                cause "a value that was edited, or printed as another type")
        OmittedField "omitted-field" Warning OPENAPI
            says "expected {expected}, found {found-type}; omitted"
            what "A field that a handler can do without has a different JSON type than documented."
            why "Losing one field is better than losing the event, so the event is read without it."
            help "treat the field as absent; read it from the raw body if you need it"
            cause "a mock, or a proxy that rewrites JSON"
        CoercedType "coerced-type" Warning OPENAPI
            says "expected {expected}, found {found-type}; converted"
            what "A field has a different JSON type than documented, but can be converted."
            why "Old callbacks, documentation and tools use other types; the event has the documented one."
            help "nothing to do: the event has the documented type"
            cause "a mock or old documentation with another type"
            [ErrorCode SegmentCount]
                help "nothing to do: the event has it as a number"
                cause "a mock or proxy that quotes numbers"
            [Recipients]
                help "nothing to do: the string was read as an array of one recipient"
                cause "a mock that sends one recipient as a string"
            [Media]
                help "nothing to do: the string was read as an array of one URL"
                cause "a mock or proxy that unwraps arrays with one item"
            [To Time]
                help "nothing to do: the only item is used"
                cause "old documentation that describes the field as an array"
            [Latitude Longitude]
                help "nothing to do: the event has it as a string"
                cause "a mock that sends coordinates as numbers"
        NullField "null-field" Warning OPENAPI
            says "{field} is null; Bandwidth omits it"
            what "An optional field is `null`."
            why "Bandwidth omits such a field; the event is read as if it were absent."
            help "nothing to do: the field was treated as absent"
            cause "a mock or serializer that writes null for absent fields"
        UnknownField "unknown-field" Warning WEBHOOKS
            says "undocumented field"
            or UnknownFieldNear "undocumented field; perhaps {suggestion}"
            what "A field is unknown to this version."
            why "Bandwidth adds fields; the event keeps it unchanged."
            help "ignore it; check the spelling, or upgrade this package"
            cause "a new field, or a typo in a mock"
        MisplacedField "misplaced-field" Warning WEBHOOKS
            says "{field} belongs on {home-event}, not on {event}"
            or BelongsInMessage "{field} belongs in `message`"
            or BelongsBesideMessage "{field} belongs next to `message`, not in it"
            or MisplacedLike "{field} belongs on {home-event} and similar events, not on {event}"
            what "A documented field is in the wrong place."
            why "Code that looks for it in its documented place doesn't find it."
            help "kept where it is; don't rely on it there"
            cause "a mock that confuses the event with its `message`, or two event types"
        UnknownValue "unknown-value" Warning OPENAPI
            says "undocumented value; expected {values}"
            or NumberTooSmall "must be at least {limit}"
            what "A value is not one of the documented ones."
            why "A `switch` on the documented values falls through."
            help "give your `switch` a default branch"
            cause "a new value, or a mock"
            [SegmentCount]
                help "don't bill or report by it"
                cause "a mock with a placeholder"
            [Direction]
                help "rely on `type`: it determines the direction"
                cause "a mock, or the API's inbound/outbound spelling"
        UnknownErrorCode "unknown-error-code" Warning ERRORS
            says "not a published error code"
            what "The error code is not one that Bandwidth publishes."
            why "Only its first digit says something: 4 rejected, 5 service error, 9 unknown."
            help "log it, look it up in Bandwidth's list, and don't retry by default"
            cause "a new code, or a mock"
    }
    Format {
        BadTimestamp "bad-timestamp" Warning OPENAPI
            says "not an ISO 8601 UTC timestamp"
            or TimeWithoutZone "a timestamp without a time zone"
            what "A timestamp is not ISO 8601 in UTC."
            why "Parsed as a date, it fails or is off by hours."
            help "kept as a string; parse it leniently, but not as local time"
            cause "a database, queue or mock that reformats timestamps"
        BadPhoneNumber "bad-phone-number" Warning WEBHOOKS
            says "not in E.164 format"
            or BadSender "not a phone number, short code, alphanumeric sender or RBM agent"
            what "A number is not in E.164 format, and not another documented sender."
            why "It doesn't equal the same number in E.164 format, and you can't reply to it."
            help "normalize it to E.164 (+15551234567) before comparing"
            cause "a mock or contact list that formats numbers"
            [From]
                help "kept as a string; don't reply to it"
                cause "a sender ID that isn't documented, or a mock"
            [Owner]
                help "take your number from `from` or top-level `to` instead"
                cause "a mock that formats numbers"
        BadUuid "bad-uuid" Warning OPENAPI
            says "not a UUID"
            what "The application ID is not a UUID."
            why "Bandwidth's application IDs are UUIDs, so this one matches no application."
            help "compare it with the ID in the Bandwidth Dashboard"
            cause "a placeholder in a mock, or a truncated ID"
        BadUrl "bad-url" Warning OPENAPI
            says "not an absolute http or https URL"
            what "A URL is not an absolute http or https URL."
            why "It can't be downloaded."
            help "don't fetch it"
            cause "a mock, or a proxy that rewrites URLs"
        BadBase64 "bad-base64" Warning OPENAPI
            says "not base64"
            what "The postback data is not base64."
            why "Decoding it fails, or gives something else than you sent with the suggestion."
            help "use it undecoded; check how `postbackData` was set when the suggestion was sent"
            cause "postback data that was not base64-encoded when sent"
        BadCoordinate "bad-coordinate" Warning OPENAPI
            says "not decimal degrees, or out of range"
            what "A coordinate is not decimal degrees, or is out of range."
            why "It is not a place on Earth."
            help "check the range before you put it on a map"
            cause "swapped coordinates, or a mock"
    }
    CrossField {
        UnexpectedDirection "unexpected-direction" Warning WEBHOOKS
            says "`direction` is not {direction}, as on every {event}"
            what "The direction of the message doesn't match the event type."
            why "Code that relies on it may take your own message for an inbound one and reply to it."
            help "rely on `type`, not on `direction`"
            cause "an old documentation example or SDK fixture"
        OwnerMismatch "owner-mismatch" Warning WEBHOOKS
            says "`owner` is not a recipient"
            or OwnerIsNotSender "`owner` is not the sender"
            what "The owner is not the sender of an outbound message, or not a recipient of an inbound one."
            why "Code that looks up your number by `owner` finds someone else's."
            help "take your number from `from` on statuses, from top-level `to` on inbound"
            cause "a documentation example that has the recipient as owner"
        RecipientMismatch "recipient-mismatch" Warning WEBHOOKS
            says "`to` is not one of `message.to`"
            what "The top-level `to` is not one of the recipients in `message.to`."
            why "The event is about someone that the message wasn't sent to."
            help "match the event by message ID, not by recipient"
            cause "a mock that changes only one of the two"
        DuplicateRecipient "duplicate-recipient" Warning OPENAPI
            says "duplicate recipient"
            what "A recipient is listed twice."
            why "The array is documented as a set; counting it counts one person twice."
            help "deduplicate the numbers before you count them"
            cause "a mock, or code that merges arrays"
        TooManyRecipients "too-many-recipients" Warning OPENAPI
            says "more than {limit} recipients ({found})"
            what "An outbound message has more than ten recipients."
            why "Bandwidth doesn't send such a message."
            help "read as usual; don't size arrays or columns for ten"
            cause "a mock or a load test"
        TextInStatus "text-in-status" Warning WEBHOOKS
            says "a status callback with message text"
            what "A status callback has the text of the message."
            why "Bandwidth sends it empty; code that relies on it works only with old callbacks and mocks."
            help "don't rely on it: store outbound text yourself, keyed by message ID"
            cause "the 2017 beta format, or a mock"
        PostbackDataTooLong "postback-data-too-long" Warning OPENAPI
            says "longer than {limit} characters ({found})"
            what "The postback data is longer than 2048 characters."
            why "Bandwidth documents 2048 at most; a database column of that size truncates it."
            help "store it in a column without that limit"
            cause "a mock, or data that was encoded twice"
        TagTooLong "tag-too-long" Warning OPENAPI
            says "longer than {limit} characters ({found})"
            what "The tag is longer than 1024 characters."
            why "Bandwidth documents 1024 at most, so code and databases may expect no more."
            help "read as usual; allow for longer tags where you store or compare them"
            cause "a mock"
        SegmentCountMismatch "segment-count-mismatch" Info SEGMENTS
            says "the text needs {limit} segments, `segmentCount` differs"
            or OneSegment "the text needs 1 segment, `segmentCount` differs"
            what "The text needs a different number of segments than `segmentCount` says."
            why "You are billed by segment, and carriers may split a text differently."
            help "rely on `segmentCount`: that is what you are billed for"
            cause "a carrier that splits texts differently, or a changed text"
        TimeOrder "time-order" Warning WEBHOOKS
            says "{field} is before `message.time`"
            what "The event is earlier than its message."
            why "Durations computed from the two are negative."
            help "check whether the two were swapped, and treat a negative duration as unknown"
            cause "a mock with made-up times"
        MediaHost "media-host" Warning WEBHOOKS
            says "media is not hosted at `https://messaging.bandwidth.com`"
            what "The media of an inbound message is not hosted at `https://messaging.bandwidth.com`."
            why "Downloading it with your API credentials would give them to someone else."
            help "download it without credentials, or not at all"
            cause "a forged callback, or a mock"
    }
}

/// The rules and fields that have their own help, in the order of `RULES`. Computed at compile time, so that a build
/// that only checks does not carry the texts.
pub(crate) static FIELD_HELP: [(Rule, Field); FIELD_HELPS] = {
    let mut list = [(Rule::EmptyBody, Field::Type); FIELD_HELPS];
    let (mut rule, mut at) = (0, 0);
    while rule < RULES.len() {
        let rows = RULES[rule].on_fields;
        let mut row = 0;
        while row < rows.len() {
            list[at] = (Rule::ALL[rule], rows[row].field);
            row += 1;
            at += 1;
        }
        rule += 1;
    }
    list
};

const FIELD_HELPS: usize = {
    let (mut count, mut rule) = (0, 0);
    while rule < RULES.len() {
        count += RULES[rule].on_fields.len();
        rule += 1;
    }
    count
};

/// The rules by which a text is not a body by itself, but may contain one.
pub(crate) const NOT_A_BODY: [Rule; 3] = [Rule::InvalidJson, Rule::NotACallback, Rule::InvalidUtf8];

impl Rule {
    /// Its name, in kebab-case. Public, and never reused for another rule.
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

    /// The row of this rule.
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

    /// The severity of its diagnostics.
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

    /// The rule about a field that is longer than its row allows: `tag-too-long` for `tag`.
    pub(crate) const fn too_long(field: Field) -> Option<Rule> {
        const TOO_LONG: [Option<Rule>; FIELDS.len()] = {
            let mut rules = [None; FIELDS.len()];
            let mut at = 0;
            while at < FIELDS.len() {
                if FIELDS[at].max_chars.is_some() {
                    rules[at] = Some(about_length(FIELDS[at].name.as_bytes()));
                }
                at += 1;
            }
            rules
        };
        TOO_LONG[field as usize]
    }
}

const fn about_length(field: &[u8]) -> Rule {
    let mut at = 0;
    while at < RULES.len() {
        if is_about_length(RULES[at].name.as_bytes(), field) {
            return Rule::ALL[at];
        }
        at += 1;
    }
    panic!("a field with `max_chars` needs a rule: its name in kebab-case, and `-too-long`")
}

/// Whether the name of a rule is that of a field, in kebab-case, and `-too-long`.
const fn is_about_length(rule: &[u8], field: &[u8]) -> bool {
    const END: &[u8] = b"-too-long";
    let (mut at, mut from) = (0, 0);
    while from < field.len() + END.len() {
        let byte = if from < field.len() { field[from] } else { END[from - field.len()] };
        if byte.is_ascii_uppercase() && at < rule.len() && rule[at] == b'-' {
            at += 1;
        }
        if at == rule.len() || rule[at] != byte.to_ascii_lowercase() {
            return false;
        }
        at += 1;
        from += 1;
    }
    at == rule.len()
}

crate::name::written_as_its_name!(Rule);
