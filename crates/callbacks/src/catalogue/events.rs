//! The event types: the current ones and their old names.
//!
//! `EventType` and `EVENTS` come from one list, so a type's number is its row.

use super::source::{BETA, OLD_DOCS, OPENAPI, RECEIPTS, WEBHOOKS};

named_enum! {
    events
    /// The direction of a message, as `message.direction` spells it.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::events::{Direction, EventType};
    ///
    /// assert_eq!(EventType::MessageReceived.direction(), Direction::In);
    /// ```
    Direction {
        /// Inbound: sent to one of your numbers.
        In "in",
        /// Outbound: sent by you.
        Out "out",
    }
    Out
}

named_enum! {
    events
    /// The stage of a message for one recipient. Events may arrive out of order: of two stages, the later one in this
    /// list wins.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::events::Stage;
    ///
    /// assert!(Stage::Sent < Stage::Delivered);
    /// ```
    Stage {
        /// Bandwidth is handing the message off to the carrier.
        Sending "sending",
        /// Bandwidth has handed the message off to the carrier.
        Sent "sent",
        /// The message failed with an error code that leaves open whether it was delivered.
        OutcomeUnknown "outcome-unknown",
        /// Accepted by the carrier, or confirmed by the handset.
        Delivered "delivered",
        /// The message failed. Wins over `Delivered`, which Bandwidth may also report for a number that does not exist.
        Failed "failed",
        /// The recipient opened the message.
        Read "read",
    }
    Delivered
}

/// One event type.
///
/// ```
/// use bandwidth_callbacks::catalogue::events::EventType;
///
/// let row = EventType::MessageDelivered.row();
/// assert!(row.is_terminal() && row.example.contains(row.name));
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct EventRow {
    /// The value of `type`.
    pub name: &'static str,
    /// The direction of the message.
    pub direction: Direction,
    /// The stage of the message; `None` for an inbound event.
    pub stage: Option<Stage>,
    /// When Bandwidth started or stops sending it, if that is documented.
    pub period: Option<&'static str>,
    /// Whether Bandwidth has announced that it will stop sending it.
    pub deprecated: bool,
    /// What happened, in a sentence or two.
    pub meaning: &'static str,
    /// Which callbacks to expect next, in a sentence or two.
    pub next: &'static str,
    /// The page of Bandwidth's documentation that describes it.
    pub source: &'static str,
    /// A body with one such event, for docs, samples, tests and the page.
    pub example: &'static str,
}

impl EventRow {
    /// Whether it is the last status that Bandwidth promises for a message and recipient.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::events::EventType;
    ///
    /// assert!(EventType::MessageFailed.row().is_terminal() && !EventType::MessageRead.row().is_terminal());
    /// ```
    #[must_use]
    pub const fn is_terminal(&self) -> bool {
        matches!(self.stage, Some(Stage::Delivered | Stage::Failed))
    }
}

macro_rules! events {
    ($($variant:ident = $row:expr;)*) => {
        /// An event type that Bandwidth sends today.
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

        /// Every event type, in the order in which they usually happen.
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
            /// The names of the variants, in the same order. The TypeScript types are named after them.
            pub(crate) const VARIANTS: [&str; EVENTS.len()] = [$(stringify!($variant)),*];
        }
    };
}

events! {
    MessageReceived = EventRow {
        name: "message-received",
        direction: Direction::In,
        stage: None,
        period: None,
        deprecated: false,
        meaning: "Inbound message to one of your numbers.",
        next: "No further callbacks. For a group message, you get one event per number you own, each with its own \
               message ID.",
        source: WEBHOOKS,
        example: include_str!("examples/message-received.json"),
    };
    MessageSending = EventRow {
        name: "message-sending",
        direction: Direction::Out,
        stage: Some(Stage::Sending),
        period: Some("until 2027-01-06"),
        deprecated: true,
        meaning: "Bandwidth accepted your MMS and is handing it off to the carrier.",
        next: "Next: `message-delivered` or `message-failed` per recipient. If the carrier sends no delivery receipts, \
               this is the last event.",
        source: RECEIPTS,
        example: include_str!("examples/message-sending.json"),
    };
    MessageSent = EventRow {
        name: "message-sent",
        direction: Direction::Out,
        stage: Some(Stage::Sent),
        period: Some("2017 beta, and again since 2026-07-06"),
        deprecated: false,
        meaning: "Handed off to the carrier. Not a delivery confirmation.",
        next: "Next: `message-delivered` or `message-failed` per recipient, within 73 hours.",
        source: RECEIPTS,
        example: include_str!("examples/message-sent.json"),
    };
    MessageDelivered = EventRow {
        name: "message-delivered",
        direction: Direction::Out,
        stage: Some(Stage::Delivered),
        period: None,
        deprecated: false,
        meaning: "Accepted by the carrier, or confirmed by the handset; which one depends on the number type, channel \
                  and carrier.",
        next: "Final status. On RBM, a `message-read` may follow.",
        source: WEBHOOKS,
        example: include_str!("examples/message-delivered.json"),
    };
    MessageFailed = EventRow {
        name: "message-failed",
        direction: Direction::Out,
        stage: Some(Stage::Failed),
        period: None,
        deprecated: false,
        meaning: "Not delivered to this recipient. With a few error codes, the outcome is unknown.",
        next: "Final status for this recipient.",
        source: WEBHOOKS,
        example: include_str!("examples/message-failed.json"),
    };
    MessageRead = EventRow {
        name: "message-read",
        direction: Direction::Out,
        stage: Some(Stage::Read),
        period: Some("since 2025-08-05"),
        deprecated: false,
        meaning: "The recipient opened your RBM message.",
        next: "No further callbacks, except that `message-delivered` may arrive after it: order isn't guaranteed.",
        source: OPENAPI,
        example: include_str!("examples/message-read.json"),
    };
    SuggestionResponse = EventRow {
        name: "suggestion-response",
        direction: Direction::In,
        stage: None,
        period: Some("since 2025-08-05"),
        deprecated: false,
        meaning: "The recipient tapped a suggested reply or action in your RBM message.",
        next: "No further callbacks for this response.",
        source: OPENAPI,
        example: include_str!("examples/suggestion-response.json"),
    };
    RequestedLocationResponse = EventRow {
        name: "requested-location-response",
        direction: Direction::In,
        stage: None,
        period: Some("since 2025-08-05"),
        deprecated: false,
        meaning: "The recipient shared the location that your RBM message requested.",
        next: "No further callbacks for this response.",
        source: OPENAPI,
        example: include_str!("examples/requested-location-response.json"),
    };
}

/// One column of `EVENTS`, so that a build that needs no texts does not carry them.
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
    /// The row of this event type.
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

    /// The event type with this name. Old names are in `ALIASES`.
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

    /// The direction of the message.
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

    /// Whether it is a status of a message that you sent.
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

    /// Whether Bandwidth has announced that it will stop sending it.
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

    /// Whether `owner` is the `from` number; otherwise it is one of `message.to`.
    pub(crate) const fn owner_sends(self) -> bool {
        self.is_status()
    }
}

crate::name::written_as_its_name!(EventType);

/// An old name of an event type.
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
    /// The event type that it means today.
    pub of: EventType,
    /// The error code that the old name implies.
    pub error_code: Option<u16>,
    /// When Bandwidth sent or documented it.
    pub period: &'static str,
    /// The documentation that had it.
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

/// The part of an `Alias` that reading needs, without the texts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OldName {
    /// See `Alias`.
    pub name: &'static str,
    /// See `Alias`.
    pub of: EventType,
    /// See `Alias`.
    pub error_code: Option<u16>,
}

impl OldName {
    /// The event type that an old name means today, and the index of the old name in `ALIASES`.
    pub(crate) fn find(name: &[u8]) -> Option<(EventType, u8)> {
        let at = OLD_NAMES.iter().position(|alias| alias.name.as_bytes() == name)?;
        Some((OLD_NAMES[at].of, at as u8))
    }
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
