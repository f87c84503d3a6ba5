//! Toll-free verification webhooks, typed.
//!
//! They are apart from messaging events because they are about a number, not a message: whoever only wants messages
//! never meets them.

mod fields;
mod generated;
mod webhooks;

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use crate::catalogue::verification::{VERIFICATION, VerificationOutcome};
use crate::event::key::canonical;

use fields::Fields;

pub use fields::DenialReason;
pub use generated::*;

/// A toll-free verification webhook: what it says about the number, and its fields.
///
/// `Debug` shows no values of the body.
///
/// ```
/// use bandwidth_callbacks::verification::VerificationWebhook;
/// use bandwidth_callbacks::{parse, sample};
///
/// let report = parse(sample("toll-free-verification.denied").unwrap());
/// match &report.verifications[0].value {
///     VerificationWebhook::Denied(denied) => {
///         assert_eq!((denied.denial_status_code, denied.resubmit_allowed), (Some(511), Some(true)));
///     }
///     other => panic!("{}", other.outcome()),
/// }
/// ```
#[derive(Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Verification {
    /// Its index in the body, from 0.
    pub index: u32,
    /// What it says about the number. The keys of the webhook decide.
    pub outcome: VerificationOutcome,
    /// Its fields.
    pub value: VerificationWebhook,
}

impl fmt::Debug for Verification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verification")
            .field("index", &self.index)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}

impl Verification {
    /// The webhook of an element. `value` is the element as sent.
    pub(crate) fn new(index: u32, outcome: VerificationOutcome, value: Value) -> Self {
        let Value::Object(mut fields) = value else { unreachable!("a verification is an object") };
        Verification { index, outcome, value: VerificationWebhook::new(outcome, Fields::take(&mut fields)) }
    }

    /// The idempotency key: the same for every delivery of the same webhook.
    ///
    /// It holds the whole webhook, because no field tells two of them apart: hash it before you store it.
    ///
    /// ```
    /// use bandwidth_callbacks::{parse, sample};
    ///
    /// let report = parse(sample("toll-free-verification").unwrap());
    /// assert!(report.verifications[0].dedupe_key().starts_with("toll-free-verification/{"));
    /// ```
    #[must_use]
    pub fn dedupe_key(&self) -> String {
        format!("{VERIFICATION}/{}", canonical(&serde_json::to_value(&self.value).unwrap_or_default()))
    }

    /// The main reason, in Bandwidth's words: of a denial, a block or a failure.
    ///
    /// ```
    /// use bandwidth_callbacks::{parse, sample};
    ///
    /// let report = parse(sample("toll-free-verification.failed").unwrap());
    /// assert!(report.verifications[0].reason().unwrap().starts_with("optInWorkflowImageURLs: "));
    /// ```
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        let reason = match &self.value {
            VerificationWebhook::Denied(it) => (it.decline_reason_description.as_ref())
                .or(it.denial_reason_description.as_ref())
                .or(it.blocked_reason.as_ref()),
            VerificationWebhook::Blocked(it) => it.blocked_reason.as_ref(),
            VerificationWebhook::Failed(it) => {
                it.errors.as_ref().and_then(|errors| errors.first()).or(it.error_message.as_ref())
            }
            _ => None,
        };
        reason.map(String::as_str)
    }
}
