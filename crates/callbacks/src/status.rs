//! The delivery state of a message: a reducer over its statuses, in any order and with duplicates.

use serde::{Deserialize, Serialize};

use crate::catalogue::errors::{Outcome, outcome};
use crate::catalogue::events::{EventType, Stage};
use crate::event::CallbackEvent;

/// The delivery state of a message for one recipient.
///
/// ```
/// use bandwidth_callbacks::catalogue::events::Stage;
/// use bandwidth_callbacks::{advance, parse, sample};
///
/// let report = parse(sample("message-failed").unwrap());
/// let status = advance(None, &report.events[0]).status.unwrap();
/// assert_eq!((status.stage, status.error_code), (Stage::Failed, Some(4432)));
///
/// // You can store it between events; the JSON is the same as in the npm package.
/// let stored = serde_json::to_string(&status).unwrap();
/// assert_eq!(serde_json::from_str::<bandwidth_callbacks::MessageStatus>(&stored).unwrap(), status);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageStatus {
    /// The latest stage that an event reported.
    pub stage: Stage,
    /// The time of the event that reported it.
    pub time: String,
    /// Why it failed, or why the outcome is unknown, if an event had a code; see [`crate::catalogue::errors`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<u32>,
    /// It was reported both failed and delivered. Bandwidth documents this for a group message to a number that does
    /// not exist.
    #[serde(default)]
    pub contradicted: bool,
}

/// Why an event did not advance the stage.
///
/// ```
/// use bandwidth_callbacks::{Ignored, advance, parse, sample};
///
/// let report = parse(sample("message-received").unwrap());
/// assert_eq!(advance(None, &report.events[0]).ignored, Some(Ignored::NotAStatus));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Ignored {
    /// It is inbound.
    NotAStatus,
    /// It reports the current stage again.
    Duplicate,
    /// A later stage is known.
    Late,
    /// It reports the opposite outcome: delivered after failed, or failed after delivered.
    Contradicts,
}

impl Ignored {
    /// Every reason.
    ///
    /// ```
    /// assert!(bandwidth_callbacks::Ignored::ALL.contains(&bandwidth_callbacks::Ignored::Late));
    /// ```
    pub const ALL: &'static [Ignored] = &[Ignored::NotAStatus, Ignored::Duplicate, Ignored::Late, Ignored::Contradicts];

    /// Its name in kebab case, as it is serialized.
    ///
    /// ```
    /// assert_eq!(bandwidth_callbacks::Ignored::NotAStatus.name(), "not-a-status");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Ignored::NotAStatus => "not-a-status",
            Ignored::Duplicate => "duplicate",
            Ignored::Late => "late",
            Ignored::Contradicts => "contradicts",
        }
    }
}

crate::name::written_as_its_name!(Ignored);

/// The result of [`advance`].
///
/// ```
/// use bandwidth_callbacks::{advance, parse, sample};
///
/// let report = parse(sample("message-sent").unwrap());
/// assert!(advance(None, &report.events[0]).ignored.is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Advance {
    /// The new status; `None` only if there was none before and the event is not a status.
    pub status: Option<MessageStatus>,
    /// Why the event did not advance it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignored: Option<Ignored>,
}

/// A reducer for delivery state: adds an event to the status of its message and recipient. Keep one status for each
/// message ID and each of `event.recipients()`.
///
/// The final stage does not depend on the order of the events. An error code that does not say whether the message
/// arrived (9902: delivery receipt timed out) makes the stage `outcome-unknown` until a receipt arrives. A failed event
/// without a code makes it `failed`.
///
/// ```
/// use bandwidth_callbacks::catalogue::events::Stage;
/// use bandwidth_callbacks::{Ignored, advance, parse, sample};
///
/// let events = ["message-delivered", "message-sent"].map(|name| parse(sample(name).unwrap()).events.remove(0));
/// let [delivered, sent] = events;
/// let status = advance(None, &delivered).status;
/// let advance = advance(status, &sent);
/// assert_eq!(advance.ignored, Some(Ignored::Late));
/// assert_eq!(advance.status.unwrap().stage, Stage::Delivered);
/// ```
#[must_use]
pub fn advance(status: Option<MessageStatus>, event: &CallbackEvent<'_>) -> Advance {
    let error_code = event.error_code();
    let Some(stage) = stage(event.event_type(), error_code) else {
        return Advance { status, ignored: Some(Ignored::NotAStatus) };
    };
    let Some(mut status) = status else {
        let status = MessageStatus { stage, time: event.time().to_owned(), error_code, contradicted: false };
        return Advance { status: Some(status), ignored: None };
    };
    let has_arrived = |stage| matches!(stage, Stage::Delivered | Stage::Read);
    let contradicts =
        stage == Stage::Failed && has_arrived(status.stage) || status.stage == Stage::Failed && has_arrived(stage);
    let ignored = match stage.cmp(&status.stage) {
        std::cmp::Ordering::Greater => None,
        _ if contradicts => Some(Ignored::Contradicts),
        std::cmp::Ordering::Equal => Some(Ignored::Duplicate),
        std::cmp::Ordering::Less => Some(Ignored::Late),
    };
    status.contradicted |= contradicts;
    if stage == status.stage {
        // Of two events with the same stage, one may have the code.
        status.error_code = status.error_code.or(error_code);
    }
    if ignored.is_none() {
        status = MessageStatus { stage, time: event.time().to_owned(), error_code, ..status };
    }
    Advance { status: Some(status), ignored }
}

impl CallbackEvent<'_> {
    /// The stage that it reports; `None` for an inbound event.
    ///
    /// ```
    /// use bandwidth_callbacks::{Stage, parse, sample};
    ///
    /// assert_eq!(parse(sample("message-sent").unwrap()).events[0].stage(), Some(Stage::Sent));
    /// ```
    #[must_use]
    pub fn stage(&self) -> Option<Stage> {
        stage(self.event_type(), self.error_code())
    }
}

/// The stage that an event reports; `None` for an inbound one.
///
/// A failed event without a code reports that the message failed.
pub(crate) fn stage(event: EventType, code: Option<u32>) -> Option<Stage> {
    match event.row().stage {
        Some(Stage::Failed) if outcome(code) == Outcome::Unknown => Some(Stage::OutcomeUnknown),
        stage => stage,
    }
}
