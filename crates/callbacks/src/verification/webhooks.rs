//! What the rows in `generated` become: the webhook, with a variant and a struct for each outcome.

/// `VerificationWebhook`, with a variant and a struct for each row.
macro_rules! webhooks {
    ($($(#[$meta:meta])* $outcome:ident $webhook:ident {
        $($(#[$field_meta:meta])* $field:ident: $type:ty = $name:literal,)*
    })*) => {
        /// The fields of a toll-free verification webhook: a variant for each outcome. Bandwidth requires no field.
        ///
        /// ```
        /// use bandwidth_callbacks::parse;
        /// use bandwidth_callbacks::verification::VerificationWebhook;
        ///
        /// let report = parse(r#"{"accountId": 5500000, "phoneNumber": "+18885550142", "status": "PENDING"}"#);
        /// let value = &report.verifications[0].value;
        /// assert!(matches!(value, VerificationWebhook::Pending(_)));
        /// assert_eq!(value.account_id(), Some("5500000")); // a number until 2024
        /// assert_eq!(value.phone_number(), Some("+18885550142"));
        /// ```
        #[derive(Clone, PartialEq, Eq, Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum VerificationWebhook {
            $($(#[$meta])* $outcome($webhook),)*
        }

        impl VerificationWebhook {
            pub(super) fn new(outcome: VerificationOutcome, mut fields: Fields) -> Self {
                match outcome {
                    $(VerificationOutcome::$outcome => VerificationWebhook::$outcome($webhook {
                        $($field: fields.$field.take(),)*
                        extra: fields.rest(),
                    }),)*
                }
            }

            /// What it says about the number.
            #[must_use]
            pub fn outcome(&self) -> VerificationOutcome {
                match self {
                    $(VerificationWebhook::$outcome(_) => VerificationOutcome::$outcome,)*
                }
            }

            /// The ID of your Bandwidth account.
            #[must_use]
            pub fn account_id(&self) -> Option<&str> {
                match self {
                    $(VerificationWebhook::$outcome(it) => it.account_id.as_deref(),)*
                }
            }

            /// The toll-free number.
            #[must_use]
            pub fn phone_number(&self) -> Option<&str> {
                match self {
                    $(VerificationWebhook::$outcome(it) => it.phone_number.as_deref(),)*
                }
            }

            /// Bandwidth's ID of the verification request.
            #[must_use]
            pub fn internal_ticket_number(&self) -> Option<&str> {
                match self {
                    $(VerificationWebhook::$outcome(it) => it.internal_ticket_number.as_deref(),)*
                }
            }
        }

        impl fmt::Debug for VerificationWebhook {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "VerificationWebhook({})", self.outcome())
            }
        }

        $(
            $(#[$meta])*
            #[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(default)]
            #[non_exhaustive]
            pub struct $webhook {
                $(
                    $(#[$field_meta])*
                    #[serde(rename = $name, skip_serializing_if = "Option::is_none")]
                    pub $field: Option<$type>,
                )*
                /// Fields that are not documented here.
                #[serde(flatten)]
                pub extra: Map<String, Value>,
            }

            impl fmt::Debug for $webhook {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.debug_struct(stringify!($webhook)).finish_non_exhaustive()
                }
            }
        )*
    };
}
pub(super) use webhooks;
