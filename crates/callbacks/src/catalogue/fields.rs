//! The objects in a callback and their fields: JSON name, type, presence in each event type, unit, meaning.
//!
//! `Field` and `FIELDS` come from one list, so a field's number is its row. The fields of one object are next to each
//! other.

use super::events::{EVENTS, EventType};
use super::source::{OPENAPI, WEBHOOKS};
use Presence::{Expected, Misplaced, Optional, Required};

/// An object in a callback.
///
/// ```
/// use bandwidth_callbacks::catalogue::fields::{Field, Record};
///
/// assert_eq!(Field::Recipients.row().record, Record::Message);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
#[non_exhaustive]
pub enum Record {
    /// One element of the body.
    Event,
    /// `message`.
    Message,
    /// `message.content`.
    Content,
    /// `message.content.media`.
    ContentMedia,
    /// `message.suggestionResponse`.
    SuggestionResponse,
    /// `message.locationResponse`.
    LocationResponse,
}

impl Record {
    /// Every object, outermost first.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::fields::Record;
    ///
    /// assert_eq!(Record::ALL[..2], [Record::Event, Record::Message]);
    /// ```
    pub const ALL: [Record; 6] = [
        Record::Event,
        Record::Message,
        Record::Content,
        Record::ContentMedia,
        Record::SuggestionResponse,
        Record::LocationResponse,
    ];

    /// The field of a message that contains it; `None` for the two objects that every event has.
    pub(crate) const fn within(self) -> Option<Field> {
        match self {
            Record::Event | Record::Message => None,
            Record::Content | Record::ContentMedia => Some(Field::Content),
            Record::SuggestionResponse => Some(Field::SuggestionResponse),
            Record::LocationResponse => Some(Field::LocationResponse),
        }
    }

    /// The name of its type in Rust, TypeScript and JSON Schema.
    pub(crate) const fn type_name(self) -> &'static str {
        match self {
            Record::Event => "CallbackEvent",
            Record::Message => "Message",
            Record::Content => "Content",
            Record::ContentMedia => "ContentMedia",
            Record::SuggestionResponse => "SuggestionResponse",
            Record::LocationResponse => "LocationResponse",
        }
    }

    /// The prefix of its fields in a dotted path.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::fields::Record;
    ///
    /// assert_eq!(Record::Content.prefix(), "message.content.");
    /// ```
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Record::Event => "",
            Record::Message => "message.",
            Record::Content => "message.content.",
            Record::ContentMedia => "message.content.media.",
            Record::SuggestionResponse => "message.suggestionResponse.",
            Record::LocationResponse => "message.locationResponse.",
        }
    }
}

/// The format of a string.
///
/// ```
/// use bandwidth_callbacks::catalogue::fields::{Field, Format, Shape};
///
/// assert_eq!(Field::Media.row().shape, Shape::TextList(Format::Url));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Any string.
    Plain,
    /// An ISO 8601 timestamp in UTC: ends in `Z`, at most nine decimals.
    Timestamp,
    /// A recipient: an E.164 number on a status, an `Address` on an inbound event.
    Recipient,
    /// A sender or owner: an E.164 number, a short code, an alphanumeric sender or an RBM agent.
    Address,
    /// A UUID.
    Uuid,
    /// An absolute `http` or `https` URL.
    Url,
    /// Base64 with padding (RFC 4648, section 4).
    Base64,
    /// Decimal degrees from -90 to 90, as a string.
    Latitude,
    /// Decimal degrees from -180 to 180, as a string.
    Longitude,
}

/// The JSON type of a field.
///
/// ```
/// use bandwidth_callbacks::catalogue::fields::{Field, Shape};
///
/// assert_eq!(Field::SegmentCount.row().shape, Shape::Integer(1));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// A string.
    Text(Format),
    /// A string, one of a set of values that may grow.
    OneOf(&'static [&'static str]),
    /// An array of strings.
    TextList(Format),
    /// A string, or an array of strings.
    TextOrList(Format),
    /// An integer with this minimum.
    Integer(u32),
    /// An object.
    Record(Record),
}

/// Whether an event has a field.
///
/// ```
/// use bandwidth_callbacks::catalogue::events::EventType;
/// use bandwidth_callbacks::catalogue::fields::{Field, Presence};
///
/// assert_eq!(Field::ErrorCode.presence(EventType::MessageFailed), Presence::Expected);
/// assert_eq!(Field::ErrorCode.presence(EventType::MessageRead), Presence::Misplaced);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Presence {
    /// Always present: every source agrees. Without it, the event cannot be used.
    Required,
    /// Documented, but some real or documented callbacks lack it, and a handler can do without it.
    Expected,
    /// Sometimes present.
    Optional,
    /// Belongs to other event types.
    Misplaced,
}

/// Presence in each event type, in the order of `EVENTS`.
pub(crate) type Presences = [Presence; EVENTS.len()];

/// One field of an object.
///
/// ```
/// use bandwidth_callbacks::catalogue::fields::Field;
///
/// let row = Field::Tag.row();
/// assert_eq!((row.name, row.max_chars), ("tag", Some(1024)));
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct FieldRow {
    /// The object that has it.
    pub record: Record,
    /// Its key in JSON.
    pub name: &'static str,
    /// Its JSON type.
    pub shape: Shape,
    /// Its JSON type in the one event type that differs from the others.
    pub shape_in: Option<(EventType, Shape)>,
    pub(crate) presence: Presences,
    /// Whether `null` is documented for it.
    pub nullable: bool,
    /// The maximum length in characters (Unicode code points).
    pub max_chars: Option<u32>,
    /// What it means, in a few sentences.
    pub meaning: &'static str,
    /// The page of Bandwidth's documentation that describes it.
    pub source: &'static str,
}

const ALWAYS: Presences = [Required; EVENTS.len()];
const DOCUMENTED: Presences = [Expected; EVENTS.len()];
const SOMETIMES: Presences = [Optional; EVENTS.len()];

/// A field that only these event types have.
const fn only_in(events: &[EventType], presence: Presence) -> Presences {
    with([Misplaced; EVENTS.len()], events, presence)
}

/// The same presences, except in these event types.
const fn with(mut presences: Presences, events: &[EventType], presence: Presence) -> Presences {
    let mut at = 0;
    while at < events.len() {
        presences[events[at] as usize] = presence;
        at += 1;
    }
    presences
}

/// A row with the defaults of most fields; exceptions are set on it.
const fn row(
    record: Record,
    name: &'static str,
    shape: Shape,
    presence: Presences,
    source: &'static str,
    meaning: &'static str,
) -> FieldRow {
    FieldRow { record, name, shape, shape_in: None, presence, nullable: false, max_chars: None, meaning, source }
}

macro_rules! fields {
    ($($variant:ident = $row:expr;)*) => {
        /// A field of an object.
        ///
        /// ```
        /// use bandwidth_callbacks::catalogue::fields::{Field, Record};
        ///
        /// assert_eq!(Field::find(Record::Message, b"to"), Some(Field::Recipients));
        /// assert_eq!(Field::find(Record::Event, b"to"), Some(Field::To));
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u8)]
        #[non_exhaustive]
        pub enum Field {
            $(#[allow(missing_docs)] $variant,)*
        }

        /// Every field, grouped by the object that has it.
        ///
        /// ```
        /// use bandwidth_callbacks::catalogue::fields::FIELDS;
        ///
        /// assert_eq!(FIELDS[0].name, "type");
        /// ```
        pub const FIELDS: [FieldRow; [$(Field::$variant),*].len()] = [$($row),*];

        impl Field {
            /// Every field, in the order of `FIELDS`.
            ///
            /// ```
            /// use bandwidth_callbacks::catalogue::fields::{FIELDS, Field};
            ///
            /// assert_eq!(Field::ALL.len(), FIELDS.len());
            /// ```
            pub const ALL: [Field; FIELDS.len()] = [$(Field::$variant),*];
        }
    };
}

fields! {
    Type = row(Record::Event, "type", Shape::Text(Format::Plain), ALWAYS, WEBHOOKS,
        "The event type. It decides which other fields are present.");
    Time = row(Record::Event, "time", Shape::Text(Format::Timestamp), ALWAYS, WEBHOOKS,
        "When the event happened (UTC). `message.time` is when the message was created.");
    Description = row(Record::Event, "description", Shape::Text(Format::Plain), DOCUMENTED, WEBHOOKS,
        "A description for people. Its wording changes, so base decisions on `type` and `errorCode`.");
    To = FieldRow {
        shape_in: Some((EventType::MessageSent, Shape::TextOrList(Format::Recipient))),
        ..row(Record::Event, "to", Shape::Text(Format::Recipient),
            // The 2017 beta had no top-level `to` on these three.
            with(ALWAYS, &[EventType::MessageReceived, EventType::MessageSent, EventType::MessageDelivered], Expected),
            WEBHOOKS,
            "On a status: the one recipient that this event is about. On an inbound event: your number or RBM agent \
             that received the message.")
    };
    ErrorCode = row(Record::Event, "errorCode", Shape::Integer(0),
        only_in(&[EventType::MessageFailed], Expected), WEBHOOKS,
        "Why the message failed: four digits. The first digit gives the class: 4 rejected, 5 service error, \
         9 unknown.");
    CarrierName = row(Record::Event, "carrierName", Shape::Text(Format::Plain), SOMETIMES, OPENAPI,
        "The recipient's carrier, if your account has this feature.");
    EventTime = row(Record::Event, "eventTime", Shape::Text(Format::Timestamp),
        only_in(&[EventType::MessageRead], Expected), OPENAPI,
        "When the recipient read the message (UTC).");
    Message = row(Record::Event, "message", Shape::Record(Record::Message), ALWAYS, WEBHOOKS,
        "The message of this event.");

    Id = row(Record::Message, "id", Shape::Text(Format::Plain), ALWAYS, WEBHOOKS,
        "The message ID; treat it as opaque. An outbound ID starts with the creation time: 13 digits, in \
         milliseconds since 1970. Inbound IDs are UUIDs. All recipients of an outbound group message share one ID.");
    Owner = row(Record::Message, "owner", Shape::Text(Format::Address), ALWAYS, WEBHOOKS,
        "Your number in this conversation: `from` if you sent the message, one of `to` if you received it.");
    ApplicationId = row(Record::Message, "applicationId", Shape::Text(Format::Uuid), DOCUMENTED, WEBHOOKS,
        "The messaging application that your number belongs to.");
    MessageTime = row(Record::Message, "time", Shape::Text(Format::Timestamp), ALWAYS, WEBHOOKS,
        "When the message was created (UTC).");
    SegmentCount = row(Record::Message, "segmentCount", Shape::Integer(1), DOCUMENTED, WEBHOOKS,
        "The number of SMS segments that you are billed for; 1 for MMS.");
    Direction = row(Record::Message, "direction", Shape::OneOf(&["in", "out"]), ALWAYS, WEBHOOKS,
        "`in` for an inbound message, `out` for an outbound one.");
    Recipients = row(Record::Message, "to", Shape::TextList(Format::Recipient), ALWAYS, WEBHOOKS,
        "All recipients of the message, always an array.");
    From = row(Record::Message, "from", Shape::Text(Format::Address), ALWAYS, WEBHOOKS,
        "The sender: a phone number, a short code, an alphanumeric sender or an RBM agent.");
    Text = row(Record::Message, "text", Shape::Text(Format::Plain), SOMETIMES, WEBHOOKS,
        "The message text. Empty on a status: Bandwidth doesn't keep the text that you sent.");
    Media = row(Record::Message, "media", Shape::TextList(Format::Url), SOMETIMES, WEBHOOKS,
        "The attachment URLs. Inbound media is hosted by Bandwidth for 48 hours, and downloading it needs your API \
         credentials. The first file is often a SMIL layout.");
    Tag = FieldRow {
        max_chars: Some(1024),
        ..row(Record::Message, "tag", Shape::Text(Format::Plain), SOMETIMES, WEBHOOKS,
            "Your own text, set when you sent the message.")
    };
    Priority = row(Record::Message, "priority", Shape::OneOf(&["default", "high"]), SOMETIMES, OPENAPI,
        "The priority that you sent the message with.");
    Channel = row(Record::Message, "channel", Shape::OneOf(&["SMS", "MMS", "RBM"]), SOMETIMES, OPENAPI,
        "The channel of the message. If several channels were tried, the one that this event is about.");
    Content = row(Record::Message, "content", Shape::Record(Record::Content),
        only_in(
            &[EventType::MessageReceived, EventType::SuggestionResponse, EventType::RequestedLocationResponse],
            Optional,
        ),
        OPENAPI,
        "The content of an inbound RBM message.");
    SuggestionResponse = row(Record::Message, "suggestionResponse", Shape::Record(Record::SuggestionResponse),
        only_in(&[EventType::SuggestionResponse], Required), OPENAPI,
        "The suggestion that the recipient tapped.");
    LocationResponse = row(Record::Message, "locationResponse", Shape::Record(Record::LocationResponse),
        only_in(&[EventType::RequestedLocationResponse], Required), OPENAPI,
        "The location that the recipient shared.");

    ContentText = row(Record::Content, "text", Shape::Text(Format::Plain), SOMETIMES, OPENAPI,
        "The text of the RBM message.");
    ContentMedia = row(Record::Content, "media", Shape::Record(Record::ContentMedia), SOMETIMES, OPENAPI,
        "The file of the RBM message: a single object, unlike the array `message.media`.");

    FileUrl = row(Record::ContentMedia, "fileUrl", Shape::Text(Format::Url), DOCUMENTED, OPENAPI,
        "The URL of the file.");
    ThumbnailUrl = row(Record::ContentMedia, "thumbnailUrl", Shape::Text(Format::Url), SOMETIMES, OPENAPI,
        "The URL of a thumbnail of the file.");

    ResponseText = row(Record::SuggestionResponse, "text", Shape::Text(Format::Plain), DOCUMENTED, OPENAPI,
        "The label of the suggestion that the recipient tapped.");
    PostbackData = FieldRow {
        max_chars: Some(2048),
        ..row(Record::SuggestionResponse, "postbackData", Shape::Text(Format::Base64), DOCUMENTED, OPENAPI,
            "Your own data, set when you sent the suggestion; base64.")
    };
    PairedMessageId = FieldRow {
        nullable: true,
        ..row(Record::SuggestionResponse, "pairedMessageId", Shape::Text(Format::Plain), SOMETIMES, OPENAPI,
            "The ID of your message that contained the suggestion.")
    };

    Latitude = row(Record::LocationResponse, "latitude", Shape::Text(Format::Latitude), ALWAYS, OPENAPI,
        "Degrees north of the equator, as a string.");
    Longitude = row(Record::LocationResponse, "longitude", Shape::Text(Format::Longitude), ALWAYS, OPENAPI,
        "Degrees east of Greenwich, as a string.");
}

impl Field {
    /// The row of this field.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::fields::Field;
    ///
    /// assert_eq!(Field::Owner.row().name, "owner");
    /// ```
    #[must_use]
    pub const fn row(self) -> &'static FieldRow {
        const ROWS: &[FieldRow; FIELDS.len()] = &FIELDS;
        &ROWS[self as usize]
    }

    /// Its dotted path.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::fields::Field;
    ///
    /// assert_eq!(Field::Recipients.path(), "message.to");
    /// ```
    #[must_use]
    pub fn path(self) -> String {
        let spec = self.spec();
        format!("{}{}", spec.record.prefix(), spec.name)
    }

    /// The part of its row that checking needs, without the texts.
    pub(crate) const fn spec(self) -> &'static FieldSpec {
        &SPECS[self as usize]
    }

    /// Its JSON type in an event type.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::events::EventType;
    /// use bandwidth_callbacks::catalogue::fields::{Field, Format, Shape};
    ///
    /// assert_eq!(Field::To.shape(EventType::MessageSent), Shape::TextOrList(Format::Recipient));
    /// assert_eq!(Field::To.shape(EventType::MessageFailed), Shape::Text(Format::Recipient));
    /// ```
    #[must_use]
    pub fn shape(self, event: EventType) -> Shape {
        let spec = self.spec();
        match spec.shape_in {
            Some((other, shape)) if other == event => shape,
            _ => spec.shape,
        }
    }

    /// Whether an event type has it.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::events::EventType;
    /// use bandwidth_callbacks::catalogue::fields::{Field, Presence};
    ///
    /// assert_eq!(Field::SegmentCount.presence(EventType::MessageSent), Presence::Expected);
    /// ```
    #[must_use]
    pub const fn presence(self, event: EventType) -> Presence {
        self.spec().presence[event as usize]
    }

    /// The fields of an object.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::fields::{Field, Record};
    ///
    /// assert_eq!(Field::of(Record::LocationResponse), [Field::Latitude, Field::Longitude]);
    /// ```
    #[must_use]
    pub fn of(record: Record) -> &'static [Field] {
        const RANGES: [(usize, usize); Record::ALL.len()] = ranges();
        let (from, to) = RANGES[record as usize];
        &Field::ALL[from..to]
    }

    /// The field of an object with this name.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::fields::{Field, Record};
    ///
    /// assert_eq!(Field::find(Record::Event, b"errorCode"), Some(Field::ErrorCode));
    /// ```
    #[must_use]
    pub fn find(record: Record, name: &[u8]) -> Option<Field> {
        Field::of(record).iter().copied().find(|field| field.spec().name.as_bytes() == name)
    }
}

/// A row without its texts, so that a build that only checks does not carry them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FieldSpec {
    /// See `FieldRow`.
    pub record: Record,
    /// See `FieldRow`.
    pub name: &'static str,
    shape: Shape,
    shape_in: Option<(EventType, Shape)>,
    presence: Presences,
    /// See `FieldRow`.
    pub nullable: bool,
    /// See `FieldRow`.
    pub max_chars: Option<u32>,
}

static SPECS: [FieldSpec; FIELDS.len()] = {
    let mut specs = [spec(&FIELDS[0]); FIELDS.len()];
    let mut at = 0;
    assert!(FIELDS.len() <= 64, "a set of fields is a `u64`");
    while at < specs.len() {
        assert!(!FIELDS[at].nullable || matches!(FIELDS[at].shape, Shape::Text(_)), "only strings may be null");
        specs[at] = spec(&FIELDS[at]);
        at += 1;
    }
    specs
};

impl FieldSpec {
    /// The shape it has in most event types.
    pub(crate) const fn shape(&self) -> Shape {
        self.shape
    }
}

const fn spec(row: &FieldRow) -> FieldSpec {
    FieldSpec {
        record: row.record,
        name: row.name,
        shape: row.shape,
        shape_in: row.shape_in,
        presence: row.presence,
        nullable: row.nullable,
        max_chars: row.max_chars,
    }
}

const fn ranges() -> [(usize, usize); Record::ALL.len()] {
    let mut ranges = [(0, 0); Record::ALL.len()];
    let mut at = 0;
    while at < FIELDS.len() {
        let record = FIELDS[at].record as usize;
        if ranges[record].1 == 0 {
            ranges[record].0 = at;
        }
        ranges[record].1 = at + 1;
        at += 1;
    }
    ranges
}
