//! What an explanation says.

use serde::Serialize;

use crate::catalogue::errors::{Category, CodeStatus, Outcome, Retry};
use crate::catalogue::events::{Direction, EventType};
use crate::catalogue::rules::{Group, Severity};
use crate::catalogue::verification::VerificationOutcome;
use crate::json::repair::Confidence;

/// An explanation of one subject.
///
/// ```
/// use bandwidth_callbacks::explain;
///
/// let explanation = explain("message-delivered").unwrap();
/// assert_eq!(explanation.name, "message-delivered");
/// assert!(explanation.meaning.ends_with('.'));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// What the subject is, with its data.
    #[serde(flatten)]
    pub subject: Subject,
    /// The name of the subject: `message-failed`, `4432`, `message.to`, `missing-field`.
    pub name: String,
    /// A short title.
    pub title: String,
    /// What it means, in full sentences.
    pub meaning: String,
    /// Likely causes, most common first; empty if none are documented or the subject has none.
    pub causes: Vec<&'static str>,
    /// What to do, or what to expect next; empty if there is nothing to do.
    pub action: String,
    /// More facts, each a label and a value.
    pub facts: Vec<Fact>,
    /// The page of Bandwidth's documentation, or of a standard, that it is based on; empty for a repair.
    pub url: &'static str,
}

/// What a subject is, with its data.
///
/// ```
/// use bandwidth_callbacks::catalogue::errors::Retry;
/// use bandwidth_callbacks::explain::{Subject, explain};
///
/// let subject = explain("4720").unwrap().subject;
/// assert!(matches!(subject, Subject::ErrorCode { code: 4720, retry: Retry::Never, .. }));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
#[non_exhaustive]
pub enum Subject {
    /// An event type.
    Event {
        /// The direction of the message.
        direction: Direction,
        /// Whether it is the final status for its message and recipient (only a read receipt may follow).
        terminal: bool,
        /// Whether Bandwidth has announced that it will stop sending it.
        deprecated: bool,
        /// When Bandwidth started or stops sending it, if that is documented.
        period: Option<&'static str>,
    },
    /// Something else that Bandwidth sends: a webhook of another product, or an API response.
    OtherProduct {
        /// The name of the product.
        product: &'static str,
        /// An example, as JSON.
        example: &'static str,
    },
    /// An outcome of a toll-free verification.
    Verification {
        /// The outcome.
        outcome: VerificationOutcome,
        /// A body, as JSON.
        example: &'static str,
    },
    /// A field of a toll-free verification webhook.
    VerificationField {
        /// The outcomes whose webhooks are documented to have it.
        outcomes: Vec<VerificationOutcome>,
    },
    /// The reason for a denied toll-free verification.
    DenialCode {
        /// The value of `denialStatusCode` or `statusCode`.
        code: u32,
        /// Whether the request may be resubmitted; `None` if only `resubmitAllowed` of the webhook says.
        resubmit: Option<bool>,
    },
    /// An error code.
    ErrorCode {
        /// The value of `errorCode`.
        code: u16,
        /// Bandwidth's name for it, as in `description`, if documented.
        bandwidth_name: Option<&'static str>,
        /// Who rejected the message, or whose service failed.
        category: Category,
        /// Whether to send the same message again.
        retry: Retry,
        /// Whether the message is billed although it failed; `None` if that is not documented.
        billable: Option<bool>,
        /// Whether the message was certainly not delivered.
        outcome: Outcome,
        /// Whether Bandwidth still documents the code.
        status: CodeStatus,
        /// The facts above in one line: "rejected by the carrier · don't retry · billable".
        summary: String,
    },
    /// A field.
    Field {
        /// The event types that always have the field.
        required: Vec<EventType>,
        /// The event types that are documented to have the field, but sometimes lack it.
        expected: Vec<EventType>,
        /// The event types that may have the field.
        optional: Vec<EventType>,
        /// The maximum length in characters (Unicode code points).
        max_chars: Option<u32>,
    },
    /// A rule.
    Rule {
        /// The severity of its diagnostics.
        severity: Severity,
        /// What the rule checks.
        group: Group,
        /// Action and cause for fields that have their own.
        on_fields: Vec<OnField>,
        /// Action and cause for a text that a person pasted, if it has its own.
        on_paste: Option<OnPaste>,
    },
    /// A repair.
    Repair {
        /// Whether the values of the repaired text can be trusted.
        confidence: Confidence,
    },
}

/// The action and the cause of a rule for one field.
///
/// ```
/// use bandwidth_callbacks::explain::{Subject, explain};
///
/// let Subject::Rule { on_fields, .. } = explain("coerced-type").unwrap().subject else { panic!() };
/// assert_eq!((&on_fields[0].field[..], on_fields[0].cause), ("errorCode", "a mock or proxy that quotes numbers"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OnField {
    /// The dotted path of the field.
    pub field: String,
    /// What to do.
    pub action: &'static str,
    /// The likely cause.
    pub cause: &'static str,
}

/// The action and the cause of a rule for a text that a person pasted.
///
/// ```
/// use bandwidth_callbacks::explain::{Subject, explain};
///
/// let Subject::Rule { on_paste, .. } = explain("invalid-json").unwrap().subject else { panic!() };
/// assert_eq!(on_paste.unwrap().action, "copy the body again, whole and as it was sent");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OnPaste {
    /// What to do.
    pub action: &'static str,
    /// The likely cause.
    pub cause: &'static str,
}

/// One fact about a subject.
///
/// ```
/// use bandwidth_callbacks::explain;
///
/// let facts = explain("4720").unwrap().facts;
/// assert!(facts.iter().any(|fact| fact.label == "Bandwidth name" && fact.value == "invalid-destination-address"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Fact {
    /// The label: "type".
    pub label: &'static str,
    /// The value: "an integer".
    pub value: String,
}

pub(super) fn fact(label: &'static str, value: impl Into<String>) -> Fact {
    Fact { label, value: value.into() }
}
