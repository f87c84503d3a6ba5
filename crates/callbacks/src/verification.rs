//! Toll-free verification webhooks, typed.
//!
//! They are apart from messaging events because they are about a number, not a message: whoever only wants messages
//! never meets them.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::catalogue::verification::{VERIFICATION, VerificationOutcome, verification_fields};
use crate::event::key::canonical;

/// A toll-free verification webhook: what it says about the number, and its fields.
///
/// `Debug` shows no values of the body.
///
/// ```
/// use bandwidth_callbacks::catalogue::verification::VerificationOutcome;
/// use bandwidth_callbacks::{parse, sample};
///
/// let report = parse(sample("toll-free-verification.denied").unwrap());
/// let verification = &report.verifications[0];
/// assert_eq!(verification.outcome, VerificationOutcome::Denied);
/// assert_eq!(verification.value.denial_status_code, Some(511));
/// assert_eq!(verification.value.resubmit_allowed, Some(true));
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
        Verification { index, outcome, value: VerificationWebhook::take(&mut fields) }
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
        let value = &self.value;
        (value.decline_reason_description.as_ref())
            .or(value.denial_reason_description.as_ref())
            .or(value.blocked_reason.as_ref())
            .or(value.errors.as_ref().and_then(|errors| errors.first()))
            .or(value.error_message.as_ref())
            .map(String::as_str)
    }
}

macro_rules! structs {
    (
        webhook { $($field:ident $name:literal $type:ty, $shape:expr, [$($on:ident)*] $(decides $decides:ident)?,
            $source:expr, $meaning:literal;)* }
        reason { $($part:ident $part_name:literal $part_type:ty, $part_shape:expr, [], $part_source:expr,
            $part_meaning:literal;)* }
    ) => {
        /// The fields of a toll-free verification webhook. Bandwidth requires none of them.
        ///
        /// ```
        /// let body = r#"{"accountId": 5500000, "phoneNumber": "+18885550142", "status": "PENDING"}"#;
        /// let report = bandwidth_callbacks::parse(body);
        /// let value = &report.verifications[0].value;
        /// assert_eq!(value.account_id.as_deref(), Some("5500000")); // a number until 2024
        /// assert_eq!(value.status.as_deref(), Some("PENDING"));
        /// ```
        #[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        #[non_exhaustive]
        pub struct VerificationWebhook {
            $(
                #[doc = $meaning]
                #[serde(rename = $name, skip_serializing_if = "Option::is_none")]
                pub $field: Option<$type>,
            )*
            /// Fields that this version does not know.
            #[serde(flatten)]
            pub extra: Map<String, Value>,
        }

        /// An item of `additionalDenialReasons`.
        ///
        /// ```
        /// use bandwidth_callbacks::{parse, sample};
        ///
        /// let report = parse(sample("toll-free-verification.denied").unwrap());
        /// let reasons = report.verifications[0].value.additional_denial_reasons.as_ref().unwrap();
        /// assert_eq!(reasons[0].status_code, Some(1103));
        /// ```
        #[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        #[non_exhaustive]
        pub struct DenialReason {
            $(
                #[doc = $part_meaning]
                #[serde(rename = $part_name, skip_serializing_if = "Option::is_none")]
                pub $part: Option<$part_type>,
            )*
            /// Fields that this version does not know.
            #[serde(flatten)]
            pub extra: Map<String, Value>,
        }

        impl VerificationWebhook {
            fn take(fields: &mut Map<String, Value>) -> Self {
                VerificationWebhook {
                    $($field: fields.remove($name).and_then(FromValue::from_value),)*
                    extra: std::mem::take(fields),
                }
            }
        }

        impl FromValue for DenialReason {
            fn from_value(value: Value) -> Option<Self> {
                let Value::Object(mut fields) = value else { return None };
                Some(DenialReason {
                    $($part: fields.remove($part_name).and_then(FromValue::from_value),)*
                    extra: fields,
                })
            }
        }
    };
}
verification_fields!(structs);

impl fmt::Debug for VerificationWebhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerificationWebhook").finish_non_exhaustive()
    }
}

impl fmt::Debug for DenialReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DenialReason").finish_non_exhaustive()
    }
}

/// A value as its field holds it: converted if `check::verification` reports `coerced-type`, `None` if it reports
/// `omitted-field` or `null-field`. The npm package does the same.
trait FromValue: Sized {
    fn from_value(value: Value) -> Option<Self>;
}

impl FromValue for String {
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(text),
            Value::Number(_) => Some(canonical(&value)),
            _ => None,
        }
    }
}

impl FromValue for u32 {
    fn from_value(value: Value) -> Option<Self> {
        let number = match value {
            Value::Number(number) => number.as_f64()?,
            Value::String(text) if crate::check::value::is_integer(&text) => text.parse().ok()?,
            _ => return None,
        };
        let whole = number as u32;
        (f64::from(whole).to_bits() == number.abs().to_bits() && number >= 0.0).then_some(whole)
    }
}

impl FromValue for bool {
    fn from_value(value: Value) -> Option<Self> {
        value.as_bool()
    }
}

impl FromValue for Vec<String> {
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(vec![text]),
            Value::Array(items) => items.into_iter().map(FromValue::from_value).collect(),
            _ => None,
        }
    }
}

impl FromValue for Vec<DenialReason> {
    fn from_value(value: Value) -> Option<Self> {
        let Value::Array(items) = value else { return None };
        items.into_iter().map(FromValue::from_value).collect()
    }
}
