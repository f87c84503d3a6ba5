//! What has become of a message: its statuses folded into one, in whatever order and however often they arrive.

use serde::{Deserialize, Serialize};

use crate::catalogue::errors::{Outcome, outcome};
use crate::catalogue::events::{EventType, Stage};
use crate::event::CallbackEvent;

/// What has become of a message with one recipient.
///
/// ```
/// use bandwidth_callbacks::catalogue::events::Stage;
/// use bandwidth_callbacks::{advance, parse, sample};
///
/// let report = parse(sample("message-failed").unwrap());
/// let status = advance(None, &report.events[0]).status.unwrap();
/// assert_eq!((status.stage, status.error_code), (Stage::Failed, Some(4432)));
///
/// // It can be stored between events, in the form that the npm package uses.
/// let stored = serde_json::to_string(&status).unwrap();
/// assert_eq!(serde_json::from_str::<bandwidth_callbacks::MessageStatus>(&stored).unwrap(), status);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageStatus {
    /// How far it has come.
    pub stage: Stage,
    /// The time of the event that said so.
    pub time: String,
    /// Why it failed, or why the outcome is unknown, if an event said so; see [`crate::catalogue::errors`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<u32>,
    /// It was said to have failed and to have arrived. Bandwidth documents that of a group message to a number
    /// that does not exist.
    #[serde(default)]
    pub contradicted: bool,
}

/// Why an event changed nothing, or not the stage.
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
    /// The stage was known.
    Duplicate,
    /// A later stage was known.
    Late,
    /// It says that the message arrived, and the status that it failed, or the other way round.
    Contradicts,
}

impl Ignored {
    /// Every reason.
    ///
    /// ```
    /// assert!(bandwidth_callbacks::Ignored::ALL.contains(&bandwidth_callbacks::Ignored::Late));
    /// ```
    pub const ALL: &'static [Ignored] = &[Ignored::NotAStatus, Ignored::Duplicate, Ignored::Late, Ignored::Contradicts];

    /// Its name, kebab-case: how it is written.
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

/// What an event makes of a status.
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
    /// The status now; `None` only where it was, and the event is no status.
    pub status: Option<MessageStatus>,
    /// Why the event did not advance it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignored: Option<Ignored>,
}

/// Folds an event into the status of its message and recipient: keep one for each message id and each of
/// `event.recipients()`.
///
/// The stage that comes out is the same in whatever order the events come in. A code that leaves open whether the
/// message arrived (9902: no receipt came in time) makes it `outcome-unknown`, until a receipt comes after all.
/// A failed event without a code makes it `failed`.
///
/// ```
/// use bandwidth_callbacks::catalogue::events::Stage;
/// use bandwidth_callbacks::{Ignored, advance, parse, sample};
///
/// let [delivered, sent] = ["message-delivered", "message-sent"].map(|name|
/// parse(sample(name).unwrap()).events.remove(0)); let status = advance(None, &delivered).status;
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
        // Of two that say the same, one may say why.
        status.error_code = status.error_code.or(error_code);
    }
    if ignored.is_none() {
        status = MessageStatus { stage, time: event.time().to_owned(), error_code, ..status };
    }
    Advance { status: Some(status), ignored }
}

impl CallbackEvent<'_> {
    /// How far it says that a message has come; `None` of an inbound event.
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

/// How far an event says that a message has come; `None` of an inbound one.
///
/// A failed event without a code says that the message failed, so that is its stage.
pub(crate) fn stage(event: EventType, code: Option<u32>) -> Option<Stage> {
    match event.row().stage {
        Some(Stage::Failed) if outcome(code) == Outcome::Unknown => Some(Stage::OutcomeUnknown),
        stage => stage,
    }
}
