//! The event types: the current ones and their old names.
//!
//! `EventType` and `EVENTS` come from one list, so a type's number is its row.

use super::source::{BETA, OLD_DOCS, OPENAPI, RECEIPTS, WEBHOOKS};

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
        /// Outcome unknown: it failed with a code that leaves open whether the message arrived.
        OutcomeUnknown "outcome-unknown",
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
        next: "Possibly nothing: this may be the last event if the carrier gives no receipts. Otherwise one \
               `message-delivered` or `message-failed` per recipient.",
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
        meaning: "Accepted by the carrier, or confirmed by the handset; which one depends on the number type, channel \
                  and carrier.",
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
        meaning: "Not delivered to this recipient, or outcome unknown; `errorCode` says which, and why.",
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

/// What reading an old name needs of its row, without the words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OldName {
    /// See `Alias`.
    pub name: &'static str,
    /// See `Alias`.
    pub of: EventType,
    /// See `Alias`.
    pub error_code: Option<u16>,
}

/// The old names, in the order of `ALIASES`.
pub(crate) static OLD_NAMES: [OldName; ALIASES.len()] = {
    let mut names = [OldName { name: "", of: EventType::MessageReceived, error_code: None }; ALIASES.len()];
    let mut at = 0;
    while at < names.len() {
        let row = &ALIASES[at];
        names[at] = OldName { name: row.name, of: row.of, error_code: row.error_code };
        at += 1;
    }
    names
};
