//! The records and their fields: JSON name, shape, presence in each event type, unit, meaning.
//!
//! `Field` and `FIELDS` come from one list, so a field's number is its row. Fields of one record
//! stand together.

use super::events::{EVENTS, EventType};
use super::source::{OPENAPI, WEBHOOKS};
use Presence::{Expected, Misplaced, Optional, Required};

/// A JSON object that callbacks hold.
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
    /// Every record, outermost first.
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

    /// The field of a message without which it is not there; none for the two that every event has.
    pub(crate) const fn within(self) -> Option<Field> {
        match self {
            Record::Event | Record::Message => None,
            Record::Content | Record::ContentMedia => Some(Field::Content),
            Record::SuggestionResponse => Some(Field::SuggestionResponse),
            Record::LocationResponse => Some(Field::LocationResponse),
        }
    }

    /// What stands before the names of its fields in a dotted path.
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

/// What a text holds.
///
/// ```
/// use bandwidth_callbacks::catalogue::fields::{Field, Format, Shape};
///
/// assert_eq!(Field::Media.row().shape, Shape::TextList(Format::Url));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Anything.
    Plain,
    /// A moment: ISO 8601, UTC, ending in `Z`, up to nanoseconds.
    Timestamp,
    /// Whoever a message goes to: on a status an E.164 number, on an inbound event an `Address`.
    Recipient,
    /// Whoever can send or own a message: an E.164 number, a short code, an alphanumeric sender or an RBM agent.
    Address,
    /// A UUID.
    Uuid,
    /// An absolute `http` or `https` URL.
    Url,
    /// Base64 with padding (RFC 4648, section 4).
    Base64,
    /// Decimal degrees from -90 to 90, as text.
    Latitude,
    /// Decimal degrees from -180 to 180, as text.
    Longitude,
}

/// What kind of value a field holds.
///
/// ```
/// use bandwidth_callbacks::catalogue::fields::{Field, Shape};
///
/// assert_eq!(Field::SegmentCount.row().shape, Shape::Integer(1));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// Text.
    Text(Format),
    /// Text, one of a set that may grow.
    OneOf(&'static [&'static str]),
    /// A list of texts.
    TextList(Format),
    /// One text, or a list of them.
    TextOrList(Format),
    /// A whole number from this one up.
    Integer(u32),
    /// An object.
    Record(Record),
}

/// Whether a field is there.
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
    /// Every source agrees that it is; without it the event cannot be used.
    Required,
    /// It is documented, some real or documented callbacks lack it, and a handler can do without it.
    Expected,
    /// It may be.
    Optional,
    /// It belongs to other types of event.
    Misplaced,
}

/// Presence in each event type, in the order of `EVENTS`.
pub(crate) type Presences = [Presence; EVENTS.len()];

/// One field of one record.
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
    /// The record it belongs to.
    pub record: Record,
    /// Its name in JSON.
    pub name: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// What it holds in one event type that differs from the others.
    pub shape_in: Option<(EventType, Shape)>,
    pub(crate) presence: Presences,
    /// `null` is documented for it.
    pub nullable: bool,
    /// The most characters (Unicode code points) it may have.
    pub max_chars: Option<u32>,
    /// What it means, in a sentence or two.
    pub meaning: &'static str,
    /// Where Bandwidth says so.
    pub source: &'static str,
}

const ALWAYS: Presences = [Required; EVENTS.len()];
const DOCUMENTED: Presences = [Expected; EVENTS.len()];
const SOMETIMES: Presences = [Optional; EVENTS.len()];

/// A field that belongs to one type of event alone.
const fn only_in(event: EventType, presence: Presence) -> Presences {
    let mut presences = [Misplaced; EVENTS.len()];
    presences[event as usize] = presence;
    presences
}

/// A row with what most fields have; the exceptions are set on it.
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
        /// A field, by record and name.
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

        /// Every field, record by record.
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
        "What happened. It decides which other fields there are.");
    Time = row(Record::Event, "time", Shape::Text(Format::Timestamp), ALWAYS, WEBHOOKS,
        "When it happened (UTC). `message.time` is when the message was created.");
    Description = row(Record::Event, "description", Shape::Text(Format::Plain), DOCUMENTED, WEBHOOKS,
        "What happened, for people. Its wording changes; decide by `type` and `errorCode` instead.");
    To = FieldRow {
        shape_in: Some((EventType::MessageSent, Shape::TextOrList(Format::Recipient))),
        // The 2017 beta had no top-level `to` on these three.
        presence: [Expected, Required, Expected, Expected, Required, Required, Required, Required],
        ..row(Record::Event, "to", Shape::Text(Format::Recipient), ALWAYS, WEBHOOKS,
            "On a status: the one recipient that this event is about. On an inbound event: your number or agent \
             that got the message.")
    };
    ErrorCode = row(Record::Event, "errorCode", Shape::Integer(0), only_in(EventType::MessageFailed, Expected), WEBHOOKS,
        "Why the message failed: four digits, the first of which tells whose fault it is.");
    CarrierName = row(Record::Event, "carrierName", Shape::Text(Format::Plain), SOMETIMES, OPENAPI,
        "The recipient's carrier, where your account has this feature.");
    EventTime = row(Record::Event, "eventTime", Shape::Text(Format::Timestamp), only_in(EventType::MessageRead, Expected), OPENAPI,
        "When the recipient read the message (UTC).");
    Message = row(Record::Event, "message", Shape::Record(Record::Message), ALWAYS, WEBHOOKS,
        "The message that this event is about.");

    Id = row(Record::Message, "id", Shape::Text(Format::Plain), ALWAYS, WEBHOOKS,
        "The message's id, opaque. An outbound id begins with the 13 digits of its creation time in milliseconds \
         since 1970; inbound ids are UUIDs. All recipients of an outbound group message share one id.");
    Owner = row(Record::Message, "owner", Shape::Text(Format::Address), ALWAYS, WEBHOOKS,
        "Your number in this conversation: `from` on a message you sent, one of `to` on a message you got.");
    ApplicationId = row(Record::Message, "applicationId", Shape::Text(Format::Uuid), DOCUMENTED, WEBHOOKS,
        "The messaging application that your number belongs to.");
    MessageTime = row(Record::Message, "time", Shape::Text(Format::Timestamp), ALWAYS, WEBHOOKS,
        "When the message was created (UTC).");
    SegmentCount = row(Record::Message, "segmentCount", Shape::Integer(1), DOCUMENTED, WEBHOOKS,
        "How many SMS segments the message takes, which is what is billed; 1 for MMS.");
    Direction = row(Record::Message, "direction", Shape::OneOf(&["in", "out"]), ALWAYS, WEBHOOKS,
        "`in` for a message you got, `out` for one you sent.");
    Recipients = row(Record::Message, "to", Shape::TextList(Format::Recipient), ALWAYS, WEBHOOKS,
        "Everybody the message was sent to, always as a list.");
    From = row(Record::Message, "from", Shape::Text(Format::Address), ALWAYS, WEBHOOKS,
        "Who sent the message: a phone number, a short code, an alphanumeric sender or an RBM agent.");
    Text = row(Record::Message, "text", Shape::Text(Format::Plain), SOMETIMES, WEBHOOKS,
        "What the message says. Empty on a status: Bandwidth does not keep what you sent.");
    Media = row(Record::Message, "media", Shape::TextList(Format::Url), SOMETIMES, WEBHOOKS,
        "The attachments. On an inbound message they lie at Bandwidth for 48 hours and need your API credentials; \
         the first is often a SMIL layout.");
    Tag = FieldRow {
        max_chars: Some(1024),
        ..row(Record::Message, "tag", Shape::Text(Format::Plain), SOMETIMES, WEBHOOKS,
            "Your own text, given when the message was sent.")
    };
    Priority = row(Record::Message, "priority", Shape::OneOf(&["default", "high"]), SOMETIMES, OPENAPI,
        "The priority that the message was sent with.");
    Channel = row(Record::Message, "channel", Shape::OneOf(&["SMS", "MMS", "RBM"]), SOMETIMES, OPENAPI,
        "How the message travelled. Of several channels tried, the one that this event is about.");
    Content = row(Record::Message, "content", Shape::Record(Record::Content),
        [Optional, Misplaced, Misplaced, Misplaced, Misplaced, Misplaced, Optional, Optional], OPENAPI,
        "What an inbound RBM message holds.");
    SuggestionResponse = row(Record::Message, "suggestionResponse", Shape::Record(Record::SuggestionResponse),
        only_in(EventType::SuggestionResponse, Required), OPENAPI,
        "The suggestion that was tapped.");
    LocationResponse = row(Record::Message, "locationResponse", Shape::Record(Record::LocationResponse),
        only_in(EventType::RequestedLocationResponse, Required), OPENAPI,
        "The location that was shared.");

    ContentText = row(Record::Content, "text", Shape::Text(Format::Plain), SOMETIMES, OPENAPI,
        "What the RBM message says.");
    ContentMedia = row(Record::Content, "media", Shape::Record(Record::ContentMedia), SOMETIMES, OPENAPI,
        "The file of the RBM message: one object here, where `message.media` is a list.");

    FileUrl = row(Record::ContentMedia, "fileUrl", Shape::Text(Format::Url), DOCUMENTED, OPENAPI,
        "Where the file lies.");
    ThumbnailUrl = row(Record::ContentMedia, "thumbnailUrl", Shape::Text(Format::Url), SOMETIMES, OPENAPI,
        "Where a small picture of the file lies.");

    ResponseText = row(Record::SuggestionResponse, "text", Shape::Text(Format::Plain), DOCUMENTED, OPENAPI,
        "The words on the suggestion that was tapped.");
    PostbackData = FieldRow {
        max_chars: Some(2048),
        ..row(Record::SuggestionResponse, "postbackData", Shape::Text(Format::Base64), DOCUMENTED, OPENAPI,
            "Your own data, given with the suggestion; base64.")
    };
    PairedMessageId = FieldRow {
        nullable: true,
        ..row(Record::SuggestionResponse, "pairedMessageId", Shape::Text(Format::Plain), SOMETIMES, OPENAPI,
            "The id of your message that made the suggestion.")
    };

    Latitude = row(Record::LocationResponse, "latitude", Shape::Text(Format::Latitude), ALWAYS, OPENAPI,
        "Degrees north of the equator, as text.");
    Longitude = row(Record::LocationResponse, "longitude", Shape::Text(Format::Longitude), ALWAYS, OPENAPI,
        "Degrees east of Greenwich, as text.");
}

impl Field {
    /// Its row.
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

    /// Its name with those of the records around it.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::fields::Field;
    ///
    /// assert_eq!(Field::Recipients.path(), "message.to");
    /// ```
    #[must_use]
    pub fn path(self) -> String {
        let slim = self.slim();
        format!("{}{}", slim.record.prefix(), slim.name)
    }

    /// What checking needs of its row, without the words.
    pub(crate) const fn slim(self) -> &'static Slim {
        &SLIM[self as usize]
    }

    /// The shape it has in an event type.
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
        let slim = self.slim();
        match slim.shape_in {
            Some((other, shape)) if other == event => shape,
            _ => slim.shape,
        }
    }

    /// Whether it is there in an event type.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::events::EventType;
    /// use bandwidth_callbacks::catalogue::fields::{Field, Presence};
    ///
    /// assert_eq!(Field::SegmentCount.presence(EventType::MessageSent), Presence::Expected);
    /// ```
    #[must_use]
    pub const fn presence(self, event: EventType) -> Presence {
        self.slim().presence[event as usize]
    }

    /// The fields of a record.
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

    /// The field of a record with this name.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::fields::{Field, Record};
    ///
    /// assert_eq!(Field::find(Record::Event, b"errorCode"), Some(Field::ErrorCode));
    /// ```
    #[must_use]
    pub fn find(record: Record, name: &[u8]) -> Option<Field> {
        Field::of(record).iter().copied().find(|field| field.slim().name.as_bytes() == name)
    }
}

/// A row without its words, so that a build which only checks does not carry them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slim {
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

static SLIM: [Slim; FIELDS.len()] = {
    let mut slim = [slim(&FIELDS[0]); FIELDS.len()];
    let mut at = 0;
    while at < slim.len() {
        slim[at] = self::slim(&FIELDS[at]);
        at += 1;
    }
    slim
};

impl Slim {
    /// The shape it has in most event types.
    pub(crate) const fn shape(&self) -> Shape {
        self.shape
    }
}

const fn slim(row: &FieldRow) -> Slim {
    Slim {
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
