//! What Bandwidth sends, as data: every event, field, error code and rule is one row.
//!
//! The only logic here looks up a row. Types, schema, docs, explanations and checks are derived from the rows.

/// An enum whose values have kebab-case names, which are used everywhere.
macro_rules! named_enum {
    ($module:ident $(#[$about:meta])* $type:ident {
        $($(#[$meta:meta])* $variant:ident $name:literal,)*
    } $example:ident) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $type {
            $($(#[$meta])* $variant,)*
        }

        impl $type {
            /// Every value.
            ///
            /// ```
            #[doc = concat!("use bandwidth_callbacks::catalogue::", stringify!($module), "::", stringify!($type), ";")]
            ///
            #[doc = concat!("let value = ", stringify!($type), "::", stringify!($example), ";")]
            #[doc = concat!("assert!(", stringify!($type), "::ALL.contains(&value));")]
            /// ```
            pub const ALL: &'static [$type] = &[$($type::$variant),*];

            /// Its name, in kebab-case.
            ///
            /// ```
            #[doc = concat!("use bandwidth_callbacks::catalogue::", stringify!($module), "::", stringify!($type), ";")]
            ///
            #[doc = concat!("let value = ", stringify!($type), "::", stringify!($example), ";")]
            /// assert_eq!(value.to_string(), value.name());
            /// ```
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $($type::$variant => $name,)*
                }
            }
        }

        crate::name::written_as_its_name!($type);
    };
}

pub mod answers;
pub mod errors;
pub mod events;
pub mod fields;
pub mod other_products;
pub mod rules;
pub mod verification;

/// The sources of the rows.
pub(crate) mod source {
    pub(crate) const WEBHOOKS: &str = "https://dev.bandwidth.com/docs/messaging/webhooks";
    pub(crate) const ERRORS: &str = "https://dev.bandwidth.com/docs/messaging/errors";
    pub(crate) const OPENAPI: &str = "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml";
    pub(crate) const RECEIPTS: &str = concat!(
        "https://www.bandwidth.com/support/en/articles/",
        "15606778-changes-to-message-delivery-callbacks-and-dlr-wait-time"
    );
    pub(crate) const SEGMENTS: &str = concat!(
        "https://www.bandwidth.com/support/en/articles/",
        "12823182-what-are-bandwidth-s-sms-character-limits-and-concatenation-practices"
    );
    pub(crate) const BETA: &str = "https://github.com/Bandwidth/v2-messaging";
    pub(crate) const OLD_DOCS: &str = "https://github.com/Bandwidth/bandwidth.github.io";
    pub(crate) const INTERNATIONAL: &str =
        "https://github.com/Bandwidth/api-docs/blob/main/site/docs/messaging/international.mdx";
    pub(crate) const MFA: &str = "https://dev.bandwidth.com/docs/mfa";
    pub(crate) const VOICE: &str = "https://dev.bandwidth.com/docs/voice/webhooks";
    pub(crate) const TFV_2023: &str =
        "https://github.com/Bandwidth/api-docs/blob/main/site/specs/messaging-tfverify-athena.yml";
    pub(crate) const TFV_REASONS: &str =
        "https://www.bandwidth.com/support/en/articles/12823242-toll-free-verification-rejection-reasons";
    pub(crate) const TFV_REQUIREMENTS: &str =
        "https://support.bandwidth.com/hc/en-us/articles/13001751358231-Update-to-toll-free-verification-requirements";
    pub(crate) const V1: &str = "https://github.com/Bandwidth/ap-docs";
    pub(crate) const ARRAY: &str = "https://github.com/Bandwidth/api-docs/issues/1180";
    pub(crate) const JSON: &str = "https://www.rfc-editor.org/rfc/rfc8259";
    pub(crate) const TRAP: &str = "https://webassembly.github.io/spec/core/intro/overview.html";
    pub(crate) const I_JSON: &str = "https://www.rfc-editor.org/rfc/rfc7493";
}
