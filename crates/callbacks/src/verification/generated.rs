//! Generated from the catalogue. `UPDATE=1 cargo test` rewrites it.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::catalogue::verification::VerificationOutcome;
use crate::verification::fields::{DenialReason, Fields};
use crate::verification::webhooks::webhooks;

webhooks! {
    /// The toll-free number is verified.
    ///
    /// Start sending messages from it.
    Verified VerifiedWebhook {
        /// The ID of your Bandwidth account. A number in the specification of 2023.
        account_id: String = "accountId",
        /// The toll-free number.
        phone_number: String = "phoneNumber",
        /// Whether the number is verified.
        status: String = "status",
        /// Bandwidth's ID of the verification request.
        internal_ticket_number: String = "internalTicketNumber",
    }
    /// The toll-free number is not verified. The webhook gives no reason.
    ///
    /// Look the request up in the Bandwidth Dashboard by `internalTicketNumber`.
    Unverified UnverifiedWebhook {
        /// The ID of your Bandwidth account. A number in the specification of 2023.
        account_id: String = "accountId",
        /// The toll-free number.
        phone_number: String = "phoneNumber",
        /// Whether the number is verified.
        status: String = "status",
        /// Bandwidth's ID of the verification request.
        internal_ticket_number: String = "internalTicketNumber",
    }
    /// The verification request is being reviewed. Only the specification of 2023 has this status.
    ///
    /// Wait for the next webhook.
    Pending PendingWebhook {
        /// The ID of your Bandwidth account. A number in the specification of 2023.
        account_id: String = "accountId",
        /// The toll-free number.
        phone_number: String = "phoneNumber",
        /// Whether the number is verified.
        status: String = "status",
        /// Bandwidth's ID of the verification request.
        internal_ticket_number: String = "internalTicketNumber",
    }
    /// The verification request was denied. `denialStatusCode` and `declineReasonDescription` give the main reason,
    /// `additionalDenialReasons` the others.
    ///
    /// If `resubmitAllowed` is true, fix what the reasons name, then resubmit the request with PUT.
    Denied DeniedWebhook {
        /// The ID of your Bandwidth account. A number in the specification of 2023.
        account_id: String = "accountId",
        /// The toll-free number.
        phone_number: String = "phoneNumber",
        /// Whether the number is verified.
        status: String = "status",
        /// Bandwidth's ID of the verification request.
        internal_ticket_number: String = "internalTicketNumber",
        /// The main reason for the denial, in words.
        decline_reason_description: String = "declineReasonDescription",
        /// The name of `declineReasonDescription` in the specification of 2023.
        denial_reason_description: String = "denialReasonDescription",
        /// The code of the main reason for the denial.
        denial_status_code: u32 = "denialStatusCode",
        /// Further reasons for the denial.
        additional_denial_reasons: Vec<DenialReason> = "additionalDenialReasons",
        /// Whether the request may be corrected and resubmitted with PUT.
        resubmit_allowed: bool = "resubmitAllowed",
        /// Whether the number is blocked. Sent only if it is.
        blocked: bool = "blocked",
        /// Why the number is blocked, in words.
        blocked_reason: String = "blockedReason",
    }
    /// The toll-free number is blocked, even if its `status` is still `VERIFIED`.
    ///
    /// Stop sending from it, and ask Bandwidth about the reason in `blockedReason`.
    Blocked BlockedWebhook {
        /// The ID of your Bandwidth account. A number in the specification of 2023.
        account_id: String = "accountId",
        /// The toll-free number.
        phone_number: String = "phoneNumber",
        /// Whether the number is verified.
        status: String = "status",
        /// Bandwidth's ID of the verification request.
        internal_ticket_number: String = "internalTicketNumber",
        /// Whether the number is blocked. Sent only if it is.
        blocked: bool = "blocked",
        /// Why the number is blocked, in words.
        blocked_reason: String = "blockedReason",
    }
    /// The verification request could not be processed. `errors` lists what is wrong with it.
    ///
    /// Correct the request and submit it again.
    Failed FailedWebhook {
        /// The ID of your Bandwidth account. A number in the specification of 2023.
        account_id: String = "accountId",
        /// The toll-free number.
        phone_number: String = "phoneNumber",
        /// Bandwidth's ID of the verification request.
        internal_ticket_number: String = "internalTicketNumber",
        /// The HTTP status of the failed request, as a string.
        error_code: String = "errorCode",
        /// Why the request could not be processed, in words.
        error_message: String = "errorMessage",
        /// What is wrong with the request: one string per problem.
        errors: Vec<String> = "errors",
        /// Whether the request was invalid; in the specification of 2023.
        is_bad_request: bool = "isBadRequest",
    }
    /// A webhook about a toll-free verification whose fields give no known outcome.
    ///
    /// Answer 2xx, and look the request up by `internalTicketNumber`.
    Other OtherWebhook {
        /// The ID of your Bandwidth account. A number in the specification of 2023.
        account_id: String = "accountId",
        /// The toll-free number.
        phone_number: String = "phoneNumber",
        /// Whether the number is verified.
        status: String = "status",
        /// Bandwidth's ID of the verification request.
        internal_ticket_number: String = "internalTicketNumber",
    }
}
