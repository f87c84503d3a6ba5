//! The event types: the current ones, their old names, and the webhooks of other Bandwidth
//! products that reach the same endpoints.
//!
//! `EventType` and `EVENTS` come from one list, so a type's number is its row.

use super::source::{BETA, INTERNATIONAL, MFA, OLD_DOCS, OPENAPI, RECEIPTS, V1, WEBHOOKS};

named! {
    events
    /// Which way the message of an event travelled, as `message.direction` spells it.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::events::{Direction, EventType};
    ///
    /// assert_eq!(EventType::MessageReceived.direction(), Direction::In);
    /// ```
    Direction {
        /// Someone sent it to one of your numbers.
        In "in",
        /// You sent it.
        Out "out",
    }
    Out
}

named! {
    events
    /// How far a message has come with one recipient. Of two stages the later in this list counts, in whatever order
    /// their events arrive, for Bandwidth promises none.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::events::Stage;
    ///
    /// assert!(Stage::Sent < Stage::Delivered);
    /// ```
    Stage {
        /// Bandwidth is handing it over.
        Sending "sending",
        /// Bandwidth has handed it over.
        Sent "sent",
        /// It failed, by a code that does not say that it did not arrive: no receipt came, or none that is understood.
        NoReceipt "no-receipt",
        /// It arrived at the carrier or the handset.
        Delivered "delivered",
        /// It failed. It counts before a delivery, which Bandwidth may tell as well of a number that does not exist.
        Failed "failed",
        /// The recipient opened it.
        Read "read",
    }
    Delivered
}

/// What there is to say about an event type.
///
/// ```
/// use bandwidth_callbacks::catalogue::events::EventType;
///
/// let row = EventType::MessageDelivered.row();
/// assert!(row.terminal && row.example.contains(row.name));
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct EventRow {
    /// The value of `type`.
    pub name: &'static str,
    /// The direction of its message.
    pub direction: Direction,
    /// No further status follows it for the same message and recipient, a read receipt aside.
    pub terminal: bool,
    /// How far the message has come; `None` for an inbound event.
    pub stage: Option<Stage>,
    /// Since or until when it is sent, where that matters.
    pub period: Option<&'static str>,
    /// Bandwidth has announced its end.
    pub deprecated: bool,
    /// What happened, in a sentence.
    pub meaning: &'static str,
    /// What to expect next, in a sentence.
    pub next: &'static str,
    /// Where Bandwidth says so.
    pub source: &'static str,
    /// A body with one such event, which serves docs, samples, tests and the page.
    pub example: &'static str,
}

macro_rules! events {
    ($($variant:ident = $row:expr;)*) => {
        /// A current event type.
        ///
        /// ```
        /// use bandwidth_callbacks::catalogue::events::EventType;
        ///
        /// assert_eq!(EventType::find("message-read"), Some(EventType::MessageRead));
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u8)]
        #[non_exhaustive]
        pub enum EventType {
            $(#[allow(missing_docs)] $variant,)*
        }

        /// Every current event type, in the order of a message's life.
        ///
        /// ```
        /// use bandwidth_callbacks::catalogue::events::EVENTS;
        ///
        /// assert!(EVENTS.iter().any(|row| row.deprecated));
        /// ```
        pub const EVENTS: [EventRow; [$(EventType::$variant),*].len()] = [$($row),*];

        impl EventType {
            /// Every type, in the order of `EVENTS`.
            ///
            /// ```
            /// use bandwidth_callbacks::catalogue::events::EventType;
            ///
            /// assert_eq!(EventType::ALL.len(), 8);
            /// ```
            pub const ALL: [EventType; EVENTS.len()] = [$(EventType::$variant),*];
            /// The names of the variants, in the same order: types in other languages are named after them.
            #[cfg(feature = "full")]
            pub(crate) const VARIANTS: [&str; EVENTS.len()] = [$(stringify!($variant)),*];
        }
    };
}

events! {
    MessageReceived = EventRow {
        name: "message-received",
        direction: Direction::In,
        terminal: false,
        stage: None,
        period: None,
        deprecated: false,
        meaning: "Somebody sent a message to one of your numbers.",
        next: "Nothing follows for this message. A group message gives one such event, with an id of its own, \
               for each of your numbers among the recipients.",
        source: WEBHOOKS,
        example: include_str!("examples/message-received.json"),
    };
    MessageSending = EventRow {
        name: "message-sending",
        direction: Direction::Out,
        terminal: false,
        stage: Some(Stage::Sending),
        period: Some("until 2027-01-06"),
        deprecated: true,
        meaning: "Bandwidth has accepted your MMS and is handing it to the carrier.",
        next: "One `message-delivered` or `message-failed` for each recipient.",
        source: RECEIPTS,
        example: include_str!("examples/message-sending.json"),
    };
    MessageSent = EventRow {
        name: "message-sent",
        direction: Direction::Out,
        terminal: false,
        stage: Some(Stage::Sent),
        period: Some("2017 beta, and again since 2026-07-06"),
        deprecated: false,
        meaning: "Bandwidth handed the message to the carrier; it does not say that it arrived.",
        next: "One `message-delivered` or `message-failed` for each recipient, up to 73 hours later.",
        source: RECEIPTS,
        example: include_str!("examples/message-sent.json"),
    };
    MessageDelivered = EventRow {
        name: "message-delivered",
        direction: Direction::Out,
        terminal: true,
        stage: Some(Stage::Delivered),
        period: None,
        deprecated: false,
        meaning: "The message reached the carrier or the handset; which of the two depends on the channel and carrier.",
        next: "Nothing more for this recipient, but for a `message-read` where the channel is RBM.",
        source: WEBHOOKS,
        example: include_str!("examples/message-delivered.json"),
    };
    MessageFailed = EventRow {
        name: "message-failed",
        direction: Direction::Out,
        terminal: true,
        stage: Some(Stage::Failed),
        period: None,
        deprecated: false,
        meaning: "The message did not reach this recipient; `errorCode` says why.",
        next: "Nothing more for this recipient.",
        source: WEBHOOKS,
        example: include_str!("examples/message-failed.json"),
    };
    MessageRead = EventRow {
        name: "message-read",
        direction: Direction::Out,
        terminal: false,
        stage: Some(Stage::Read),
        period: Some("since 2025-08-05"),
        deprecated: false,
        meaning: "The recipient opened your RBM message.",
        next: "Nothing more for this recipient. It may arrive before `message-delivered` does: no order is promised.",
        source: OPENAPI,
        example: include_str!("examples/message-read.json"),
    };
    SuggestionResponse = EventRow {
        name: "suggestion-response",
        direction: Direction::In,
        terminal: false,
        stage: None,
        period: Some("since 2025-08-05"),
        deprecated: false,
        meaning: "Somebody tapped a reply or an action that your RBM message suggested.",
        next: "Nothing follows for this response.",
        source: OPENAPI,
        example: include_str!("examples/suggestion-response.json"),
    };
    RequestedLocationResponse = EventRow {
        name: "requested-location-response",
        direction: Direction::In,
        terminal: false,
        stage: None,
        period: Some("since 2025-08-05"),
        deprecated: false,
        meaning: "Somebody shared the location that your RBM message asked for.",
        next: "Nothing follows for this response.",
        source: OPENAPI,
        example: include_str!("examples/requested-location-response.json"),
    };
}

/// One column of `EVENTS`, so that a build which asks for no words does not carry them.
macro_rules! column {
    ($name:ident: $type:ty, $event:expr) => {{
        const COLUMN: [$type; EVENTS.len()] = {
            let mut column = [EVENTS[0].$name; EVENTS.len()];
            let mut at = 0;
            while at < column.len() {
                column[at] = EVENTS[at].$name;
                at += 1;
            }
            column
        };
        COLUMN[$event as usize]
    }};
}

impl EventType {
    /// Its row.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::events::EventType;
    ///
    /// assert_eq!(EventType::MessageSent.row().name, "message-sent");
    /// ```
    #[must_use]
    pub const fn row(self) -> &'static EventRow {
        const ROWS: &[EventRow; EVENTS.len()] = &EVENTS;
        &ROWS[self as usize]
    }

    /// The type with this name, as it is today.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::events::EventType;
    ///
    /// assert_eq!(EventType::find("message-sent"), Some(EventType::MessageSent));
    /// assert_eq!(EventType::find("message-queued"), None); // an old name: see `ALIASES`
    /// ```
    #[must_use]
    pub fn find(name: &str) -> Option<EventType> {
        EventType::ALL.into_iter().find(|event| event.name() == name)
    }

    /// The value of `type`.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::events::EventType;
    ///
    /// assert_eq!(EventType::SuggestionResponse.name(), "suggestion-response");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        column!(name: &str, self)
    }

    /// The direction of its message.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::events::{Direction, EventType};
    ///
    /// assert_eq!(EventType::MessageFailed.direction(), Direction::Out);
    /// ```
    #[must_use]
    pub const fn direction(self) -> Direction {
        column!(direction: Direction, self)
    }

    /// It tells of a message that you sent.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::events::EventType;
    ///
    /// assert!(EventType::MessageRead.is_status());
    /// assert!(!EventType::SuggestionResponse.is_status());
    /// ```
    #[must_use]
    pub const fn is_status(self) -> bool {
        matches!(self.direction(), Direction::Out)
    }

    /// Bandwidth has announced its end.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::events::EventType;
    ///
    /// assert!(EventType::MessageSending.deprecated());
    /// ```
    #[must_use]
    pub const fn deprecated(self) -> bool {
        column!(deprecated: bool, self)
    }

    /// `owner` is the `from` number; otherwise it is one of `message.to`.
    pub(crate) const fn owner_sends(self) -> bool {
        self.is_status()
    }
}

crate::name::written_as_its_name!(EventType);

/// A name that an event type once had.
///
/// ```
/// use bandwidth_callbacks::catalogue::events::{ALIASES, EventType};
///
/// let alias = ALIASES.iter().find(|alias| alias.name == "message-queued").unwrap();
/// assert_eq!(alias.of, EventType::MessageSending);
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Alias {
    /// The old value of `type`.
    pub name: &'static str,
    /// The type that it means now.
    pub of: EventType,
    /// The error code that the old name alone stood for.
    pub error_code: Option<u16>,
    /// When it was sent or documented.
    pub period: &'static str,
    /// Where Bandwidth said so.
    pub source: &'static str,
}

/// Every old name.
///
/// ```
/// use bandwidth_callbacks::catalogue::events::ALIASES;
///
/// assert!(ALIASES.iter().any(|alias| alias.error_code == Some(4432)));
/// ```
pub const ALIASES: [Alias; 4] = [
    Alias {
        name: "message-queued",
        of: EventType::MessageSending,
        error_code: None,
        period: "2020-07-28 to 2020-08-10",
        source: OLD_DOCS,
    },
    Alias {
        name: "message-rejected-forbidden-country",
        of: EventType::MessageFailed,
        error_code: Some(4432),
        period: "2017 beta",
        source: BETA,
    },
    Alias {
        name: "request-location-response",
        of: EventType::RequestedLocationResponse,
        error_code: None,
        period: "2025-08-05 to 2026-06-19",
        source: OPENAPI,
    },
    Alias {
        name: "location-request-response",
        of: EventType::RequestedLocationResponse,
        error_code: None,
        period: "2025-08-05 to 2026-06-19",
        source: OPENAPI,
    },
];

/// A webhook of another product or generation, told by the fields it has.
///
/// ```
/// use bandwidth_callbacks::catalogue::events::NEIGHBOURS;
///
/// let body = format!("[{}]", NEIGHBOURS[0].example);
/// let report = bandwidth_callbacks::parse(&body);
/// assert!(report.ok && report.unknown.len() == 1);
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Neighbour {
    /// Our name for it, kebab-case.
    pub name: &'static str,
    /// The product, as Bandwidth calls it.
    pub product: &'static str,
    /// Fields that it always has, dotted where they lie inside another.
    pub has: &'static [&'static str],
    /// Of these it has at least one; empty where `has` suffices.
    pub any: &'static [&'static str],
    /// The field that says what kind of event it is, if one does.
    pub kind: Option<&'static str>,
    /// What it is, in a sentence.
    pub meaning: &'static str,
    /// Where Bandwidth describes it.
    pub source: &'static str,
    /// One such body.
    pub example: &'static str,
}

/// What telling a neighbour needs of its row, without the words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NeighbourShape {
    /// See `Neighbour`.
    pub product: &'static str,
    /// See `Neighbour`.
    pub has: &'static [&'static str],
    /// See `Neighbour`.
    pub any: &'static [&'static str],
    /// See `Neighbour`.
    pub kind: Option<&'static str>,
}

/// The shapes of the neighbours, in the order of `NEIGHBOURS`.
pub(crate) static NEIGHBOUR_SHAPES: [NeighbourShape; NEIGHBOURS.len()] = {
    let mut shapes = [NeighbourShape { product: "", has: &[], any: &[], kind: None }; NEIGHBOURS.len()];
    let mut at = 0;
    while at < shapes.len() {
        let row = &NEIGHBOURS[at];
        shapes[at] = NeighbourShape { product: row.product, has: row.has, any: row.any, kind: row.kind };
        at += 1;
    }
    shapes
};

/// Every neighbour, most particular first.
///
/// ```
/// use bandwidth_callbacks::catalogue::events::NEIGHBOURS;
///
/// assert!(NEIGHBOURS.iter().any(|row| row.product == "Toll-free verification"));
/// ```
pub const NEIGHBOURS: [Neighbour; 5] = [
    Neighbour {
        name: "mfa",
        product: "Multi-Factor Authentication",
        has: &["type", "platform", "message.id"],
        any: &[],
        kind: Some("type"),
        meaning: "A delivery report of a one-time code sent by the MFA product, not by the Messaging API.",
        source: MFA,
        example: r#"{"type":"message-delivered","time":"2026-07-14T09:12:07Z","description":"ok","platform":"GlobalSMS","message":{"id":"1784020327000abcdefghijklmnop"}}"#,
    },
    Neighbour {
        name: "multichannel-draft",
        product: "Multi-channel messaging, draft of May 2025",
        has: &["type", "message.messageId", "message.status"],
        any: &[],
        kind: Some("type"),
        meaning: "A multi-channel status in a draft format that Bandwidth replaced in August 2025.",
        source: OPENAPI,
        example: r#"{"time":"2025-06-14T09:12:07.000Z","type":"DELIVERED","to":"+15555550142","description":"Message delivered","message":{"messageId":"1749892327000abcdefghijklmnop","status":"DELIVERED","direction":"OUTBOUND","from":"ExampleAgent","to":"+15555550142","applicationId":"4f3b1e0a-52c7-4d7a-9a37-6f2f0f6c1d11","channel":"RBM"}}"#,
    },
    Neighbour {
        name: "international",
        product: "International A2P messaging",
        has: &["msgId", "event"],
        any: &[],
        kind: Some("event"),
        meaning: "A delivery report of the international A2P product, which has error codes of its own (0 to 999).",
        source: INTERNATIONAL,
        example: r#"{"msgId":"3f0b8a52-2638-11e6-afe7-5d1c0e6b7a90","event":"UNDELIVERED","errorCode":995,"errorMessage":"Undeliverable","partNum":0,"numParts":1,"accountName":"example"}"#,
    },
    Neighbour {
        name: "toll-free-verification",
        product: "Toll-free verification",
        has: &["phoneNumber", "internalTicketNumber"],
        any: &["status", "blocked", "errors", "errorCode", "denialStatusCode"],
        kind: None,
        meaning: "News on the verification of a toll-free number.",
        source: OPENAPI,
        example: r#"{"accountId":"5500000","phoneNumber":"+18885550142","status":"VERIFIED","internalTicketNumber":"4f3b1e0a-52c7-4d7a-9a37-6f2f0f6c1d11"}"#,
    },
    Neighbour {
        name: "v1",
        product: "Messaging API V1 (Catapult)",
        has: &["eventType", "direction", "messageId"],
        any: &["messageUri", "state", "deliveryState", "applicationId"],
        kind: Some("eventType"),
        meaning: "A callback of the first Messaging API, flat and one to a body.",
        source: V1,
        example: r#"{"eventType":"sms","direction":"in","messageId":"m-example","messageUri":"https://api.catapult.inetwork.com/v1/users/u-example/messages/m-example","from":"+15555550142","to":"+15555550100","text":"Hello","applicationId":"a-example","time":"2015-08-04T21:50:12Z","state":"received","segmentCount":1}"#,
    },
];
