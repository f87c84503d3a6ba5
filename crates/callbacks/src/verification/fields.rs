//! The fields that a webhook of any outcome has: converted as `check::verification` reports it.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::catalogue::verification::verification_fields;
use crate::event::key::canonical;

macro_rules! structs {
    (
        webhook { $($field:ident $name:literal $type:ty, $shape:expr, [$($on:ident)*] $(decides $decides:ident)?,
            $source:expr, $meaning:literal;)* }
        reason { $($part:ident $part_name:literal $part_type:ty, $part_shape:expr, [], $part_source:expr,
            $part_meaning:literal;)* }
    ) => {
        /// The fields of any webhook, before those that its outcome has are taken out.
        #[derive(Serialize)]
        pub(super) struct Fields {
            $(
                #[serde(rename = $name, skip_serializing_if = "Option::is_none")]
                pub(super) $field: Option<$type>,
            )*
            #[serde(flatten)]
            extra: Map<String, Value>,
        }

        /// An item of `additionalDenialReasons`.
        ///
        /// ```
        /// use bandwidth_callbacks::verification::VerificationWebhook;
        /// use bandwidth_callbacks::{parse, sample};
        ///
        /// let report = parse(sample("toll-free-verification.denied").unwrap());
        /// let VerificationWebhook::Denied(denied) = &report.verifications[0].value else { panic!() };
        /// assert_eq!(denied.additional_denial_reasons.as_ref().unwrap()[0].status_code, Some(1103));
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

        impl Fields {
            pub(super) fn take(fields: &mut Map<String, Value>) -> Self {
                Fields {
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

impl Fields {
    /// Those that were not taken out: undocumented for the outcome.
    pub(super) fn rest(self) -> Map<String, Value> {
        match serde_json::to_value(self) {
            Ok(Value::Object(rest)) => rest,
            _ => Map::new(),
        }
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
            Value::String(text) if crate::check::value::is_integer(text.as_bytes()) => text.parse().ok()?,
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
