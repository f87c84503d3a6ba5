//! Toll-free verification: the webhook that reports whether a toll-free number may send messages. Its outcomes, fields
//! and denial codes.
//!
//! Bandwidth documents four forms of one object and requires no field in any of them, so its keys decide which it is. A
//! field is one row of `verification_fields!`, from which its struct, type, schema, checks and documents are made.

use super::fields::Format;
use super::source::{OPENAPI, TFV_2023, TFV_REASONS, TFV_REQUIREMENTS};

named_enum! {
    verification
    /// What a webhook says about the verification of a toll-free number. Of those that its keys decide, the first
    /// counts.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::verification::VerificationOutcome;
    ///
    /// let row = VerificationOutcome::Denied.row();
    /// assert!(row.meaning.ends_with('.') && row.example.contains("denialStatusCode"));
    /// ```
    VerificationOutcome {
        /// The number is verified: it may send messages.
        Verified "verified",
        /// The number is not verified, and no reason is given.
        Unverified "unverified",
        /// The request is being reviewed; documented in 2023.
        Pending "pending",
        /// The request was denied, for a reason.
        Denied "denied",
        /// The number was blocked.
        Blocked "blocked",
        /// The request could not be processed.
        Failed "failed",
        /// Something else: a status that this version does not know, or none.
        Other "other",
    }
    Denied
}

/// The name of the product, and of its handler in a receiver.
pub const VERIFICATION: &str = "toll-free-verification";

/// The values of `status`, in the order of their outcomes.
pub const STATUSES: &[&str] = &["VERIFIED", "UNVERIFIED", "PENDING"];

/// One outcome.
///
/// ```
/// use bandwidth_callbacks::catalogue::verification::VerificationOutcome;
///
/// for outcome in VerificationOutcome::ALL {
///     let report = bandwidth_callbacks::parse(outcome.row().example);
///     assert_eq!((report.verifications[0].outcome, report.diagnostics.len()), (*outcome, 0));
/// }
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct OutcomeRow {
    /// What it means, in a sentence.
    pub meaning: &'static str,
    /// What to do, or what to expect next.
    pub next: &'static str,
    /// The page of Bandwidth's documentation that describes it.
    pub source: &'static str,
    /// A body, as JSON.
    pub example: &'static str,
}

impl VerificationOutcome {
    /// Its row.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::verification::VerificationOutcome;
    ///
    /// assert!(VerificationOutcome::Verified.row().example.contains("VERIFIED"));
    /// ```
    #[must_use]
    pub const fn row(self) -> &'static OutcomeRow {
        &OUTCOMES[self as usize]
    }
}

macro_rules! example {
    ($name:literal) => {
        include_str!(concat!("verifications/", $name, ".json"))
    };
}

const OUTCOMES: &[OutcomeRow; VerificationOutcome::ALL.len()] = &[
    OutcomeRow {
        meaning: "The toll-free number is verified.",
        next: "Start sending messages from it.",
        source: OPENAPI,
        example: example!("verified"),
    },
    OutcomeRow {
        meaning: "The toll-free number is not verified. The webhook gives no reason.",
        next: "Look the request up in the Bandwidth Dashboard by `internalTicketNumber`.",
        source: OPENAPI,
        example: example!("unverified"),
    },
    OutcomeRow {
        meaning: "The verification request is being reviewed. Only the specification of 2023 has this status.",
        next: "Wait for the next webhook.",
        source: TFV_2023,
        example: example!("pending"),
    },
    OutcomeRow {
        meaning: "The verification request was denied. `denialStatusCode` and `declineReasonDescription` give the main \
                  reason, `additionalDenialReasons` the others.",
        next: "If `resubmitAllowed` is true, fix what the reasons name, then resubmit the request with PUT.",
        source: OPENAPI,
        example: example!("denied"),
    },
    OutcomeRow {
        meaning: "The toll-free number is blocked, even if its `status` is still `VERIFIED`.",
        next: "Stop sending from it, and ask Bandwidth about the reason in `blockedReason`.",
        source: OPENAPI,
        example: example!("blocked"),
    },
    OutcomeRow {
        meaning: "The verification request could not be processed. `errors` lists what is wrong with it.",
        next: "Correct the request and submit it again.",
        source: OPENAPI,
        example: example!("failed"),
    },
    OutcomeRow {
        meaning: "A webhook about a toll-free verification whose fields give no known outcome.",
        next: "Answer 2xx, and look the request up by `internalTicketNumber`.",
        source: OPENAPI,
        example: example!("other"),
    },
];

/// The JSON type of a field of the webhook.
///
/// ```
/// use bandwidth_callbacks::catalogue::verification::{VERIFICATION_FIELDS, VerificationShape};
///
/// let row = VERIFICATION_FIELDS.iter().find(|row| row.name == "resubmitAllowed").unwrap();
/// assert_eq!(row.shape, VerificationShape::Boolean);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum VerificationShape {
    /// A string.
    Text(Format),
    /// One of `STATUSES`.
    Status,
    /// An integer.
    Integer,
    /// A boolean.
    Boolean,
    /// An array of strings.
    TextList,
    /// An array of `Reason`.
    Reasons,
    /// An object with `DENIAL_REASON_FIELDS`.
    Reason,
}

/// A field of the webhook, or of one of its denial reasons. None is required.
///
/// ```
/// use bandwidth_callbacks::catalogue::verification::VERIFICATION_FIELDS;
///
/// assert!(VERIFICATION_FIELDS.iter().all(|row| row.meaning.ends_with('.')));
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct VerificationField {
    /// Its JSON name.
    pub name: &'static str,
    /// Its JSON type.
    pub shape: VerificationShape,
    /// The outcomes whose webhooks are documented to have it; empty for every outcome.
    pub on: &'static [VerificationOutcome],
    /// The page of Bandwidth's documentation that describes it.
    pub source: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// The part of a row that checking needs, without the texts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct VerificationSpec {
    pub(crate) name: &'static str,
    pub(crate) shape: VerificationShape,
    /// The outcome that its presence decides, as a number; `Other` if it decides none.
    pub(crate) decides: u8,
}

/// Passes every field to a macro: name in Rust, name in JSON, type in Rust, JSON type, the outcomes that have it, the
/// outcome that its presence decides, source, meaning.
macro_rules! verification_fields {
    ($make:ident) => {
        $make! {
            webhook {
                account_id "accountId" String, Text(Format::Plain), [], OPENAPI,
                    "The ID of your Bandwidth account. A number in the specification of 2023.";
                phone_number "phoneNumber" String, Text(Format::Recipient), [], OPENAPI,
                    "The toll-free number.";
                status "status" String, Status, [Verified Unverified Pending Denied Blocked Other], OPENAPI,
                    "Whether the number is verified.";
                internal_ticket_number "internalTicketNumber" String, Text(Format::Uuid), [], OPENAPI,
                    "Bandwidth's ID of the verification request.";
                decline_reason_description "declineReasonDescription" String, Text(Format::Plain),
                    [Denied] decides Denied, OPENAPI,
                    "The main reason for the denial, in words.";
                denial_reason_description "denialReasonDescription" String, Text(Format::Plain),
                    [Denied] decides Denied, TFV_2023,
                    "The name of `declineReasonDescription` in the specification of 2023.";
                denial_status_code "denialStatusCode" u32, Integer, [Denied] decides Denied, OPENAPI,
                    "The code of the main reason for the denial.";
                additional_denial_reasons "additionalDenialReasons" Vec<DenialReason>, Reasons,
                    [Denied] decides Denied, OPENAPI,
                    "Further reasons for the denial.";
                resubmit_allowed "resubmitAllowed" bool, Boolean, [Denied], OPENAPI,
                    "Whether the request may be corrected and resubmitted with PUT.";
                blocked "blocked" bool, Boolean, [Denied Blocked] decides Blocked, OPENAPI,
                    "Whether the number is blocked. Sent only if it is.";
                blocked_reason "blockedReason" String, Text(Format::Plain), [Denied Blocked] decides Blocked, OPENAPI,
                    "Why the number is blocked, in words.";
                error_code "errorCode" String, Text(Format::Plain), [Failed] decides Failed, OPENAPI,
                    "The HTTP status of the failed request, as a string.";
                error_message "errorMessage" String, Text(Format::Plain), [Failed] decides Failed, OPENAPI,
                    "Why the request could not be processed, in words.";
                errors "errors" Vec<String>, TextList, [Failed] decides Failed, OPENAPI,
                    "What is wrong with the request: one string per problem.";
                is_bad_request "isBadRequest" bool, Boolean, [Failed] decides Failed, TFV_2023,
                    "Whether the request was invalid; in the specification of 2023.";
            }
            reason {
                status_code "statusCode" u32, Integer, [], OPENAPI,
                    "The code of this reason.";
                reason "reason" String, Text(Format::Plain), [], OPENAPI,
                    "This reason, in words.";
                resubmit_allowed "resubmitAllowed" bool, Boolean, [], OPENAPI,
                    "Whether the request may be resubmitted despite this reason.";
            }
        }
    };
}
pub(crate) use verification_fields;

macro_rules! rows {
    (
        webhook { $($field:ident $name:literal $type:ty, $shape:expr, [$($on:ident)*] $(decides $decides:ident)?,
            $source:expr, $meaning:literal;)* }
        reason { $($part:ident $part_name:literal $part_type:ty, $part_shape:expr, [], $part_source:expr,
            $part_meaning:literal;)* }
    ) => {
        /// The fields of the webhook.
        pub const VERIFICATION_FIELDS: &[VerificationField] = {
            use VerificationShape::{Boolean, Integer, Reasons, Status, Text, TextList};
            &[$(VerificationField {
                name: $name,
                shape: $shape,
                on: &[$(VerificationOutcome::$on),*],
                source: $source,
                meaning: $meaning,
            }),*]
        };

        /// The fields of an item of `additionalDenialReasons`.
        pub const DENIAL_REASON_FIELDS: &[VerificationField] = {
            use VerificationShape::{Boolean, Integer, Text};
            &[$(VerificationField {
                name: $part_name,
                shape: $part_shape,
                on: &[VerificationOutcome::Denied],
                source: $part_source,
                meaning: $part_meaning,
            }),*]
        };

        /// The rows of `VERIFICATION_FIELDS`, then those of `DENIAL_REASON_FIELDS`.
        pub(crate) static VERIFICATION_SPECS: &[VerificationSpec] = {
            use VerificationShape::{Boolean, Integer, Reasons, Status, Text, TextList};
            &[
                $(VerificationSpec {
                    name: $name,
                    shape: $shape,
                    decides: [$(VerificationOutcome::$decides,)? VerificationOutcome::Other][0] as u8,
                },)*
                $(VerificationSpec {
                    name: $part_name,
                    shape: $part_shape,
                    decides: VerificationOutcome::Other as u8,
                },)*
            ]
        };
    };
}
verification_fields!(rows);

/// A reason for a denial. Bandwidth's list is longer: only codes whose text is in a source are rows here, and an
/// unknown code is not reported.
///
/// ```
/// use bandwidth_callbacks::catalogue::verification::DENIAL_CODES;
///
/// assert!(DENIAL_CODES.windows(2).all(|pair| pair[0].code < pair[1].code));
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct DenialCode {
    /// The value of `denialStatusCode` or `statusCode`.
    pub code: u32,
    /// What it is, in a few words.
    pub title: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// What to do; empty if no source says.
    pub action: &'static str,
    /// Whether the request may be resubmitted; `None` if only `resubmitAllowed` of the webhook says.
    pub resubmit: Option<bool>,
    /// The page of Bandwidth's documentation that describes it.
    pub source: &'static str,
}

/// The denial codes whose text is known, ascending.
///
/// ```
/// use bandwidth_callbacks::catalogue::verification::DENIAL_CODES;
///
/// assert!(DENIAL_CODES.iter().any(|row| row.code == 511));
/// ```
pub const DENIAL_CODES: &[DenialCode] = &[
    DenialCode {
        code: 511,
        title: "website not accessible, or content not allowed",
        meaning: "Bandwidth's examples use this code for two reasons: a website that can't be reached, and disallowed \
                  content (gambling). Only the text tells them apart.",
        action: "Read `declineReasonDescription`, and `resubmitAllowed` before you resubmit.",
        resubmit: None,
        source: OPENAPI,
    },
    DenialCode {
        code: 547,
        title: "contact is the reseller, not the end user",
        meaning: "The request has the contact information of a reseller or software vendor instead of the \
                  business that sends the messages.",
        action: "Resubmit with the contact, name, website and address of the business that uses the number.",
        resubmit: None,
        source: TFV_REQUIREMENTS,
    },
    DenialCode {
        code: 1000,
        title: "not corrected in time",
        meaning: "The request timed out before it was corrected. An earlier webhook has the reason for the denial.",
        action: "Fix what the earlier reason names, then resubmit the request.",
        resubmit: Some(true),
        source: TFV_REASONS,
    },
    DenialCode {
        code: 1001,
        title: "canceled by the customer",
        meaning: "The Bandwidth customer who made the request canceled it.",
        action: "Submit a new request if the number is still needed for messaging.",
        resubmit: Some(true),
        source: TFV_REASONS,
    },
    DenialCode {
        code: 1002,
        title: "number not provisioned to your organization",
        meaning: "The number is not on the account that submitted the request, or was ordered only minutes before.",
        action: "Check that the number is on this account and enabled for messaging. After ordering a number, wait \
                 half an hour. If it still fails, contact Bandwidth support.",
        resubmit: Some(false),
        source: TFV_REASONS,
    },
    DenialCode {
        code: 1101,
        title: "business email not on an official domain",
        meaning: "The email address of the business is not clearly linked to its brand.",
        action: "Use an address with the brand's name in its domain or before the `@`.",
        resubmit: Some(true),
        source: TFV_REASONS,
    },
    DenialCode {
        code: 1102,
        title: "contact does not represent the business",
        meaning: "The contact in the request doesn't belong to the brand that sends the messages.",
        action: "Name a contact at the business itself.",
        resubmit: Some(true),
        source: TFV_REASONS,
    },
    DenialCode {
        code: 1103,
        title: "business name does not match the records",
        meaning: "The business name isn't the same everywhere in the request.",
        action: "Use the same business name for the brand, contact, website and opt-in.",
        resubmit: Some(true),
        source: TFV_REASONS,
    },
];

/// The row of a denial code.
///
/// ```
/// use bandwidth_callbacks::catalogue::verification::denial_code;
///
/// assert_eq!(denial_code(1002).unwrap().resubmit, Some(false));
/// assert!(denial_code(4720).is_none());
/// ```
#[must_use]
pub fn denial_code(code: u32) -> Option<&'static DenialCode> {
    DENIAL_CODES.iter().find(|row| row.code == code)
}
