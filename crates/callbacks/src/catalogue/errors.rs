//! Bandwidth's error codes: every code its documentation has listed, one row each, in order of code.
//!
//! The first digit tells the kind of failure (4 a refusal, 5 a service that failed, 9 not clear), and a
//! second digit of 7 after 4, or of 6 after 5, that it was a carrier's; the category follows from them,
//! and whether to send again from the category, unless Bandwidth's explanation of the code says otherwise (4785).

named! {
    errors
    /// Who refused or failed.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::errors::{Category, error_code};
    ///
    /// assert_eq!(error_code(4720).unwrap().category, Category::CarrierClient);
    /// ```
    Category {
        /// Bandwidth refused the message.
        BandwidthClient "bandwidth-client",
        /// A carrier refused the message.
        CarrierClient "carrier-client",
        /// Bandwidth's service failed.
        BandwidthService "bandwidth-service",
        /// A carrier's service failed.
        CarrierService "carrier-service",
        /// Bandwidth does not know what happened further on.
        Ambiguous "ambiguous",
    }
    CarrierClient
}

named! {
    errors
    /// Whether sending the same message again may help.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::errors::{Retry, error_code};
    ///
    /// assert_eq!(error_code(5620).unwrap().retry, Retry::Once);
    /// ```
    Retry {
        /// No: the same request gives the same result.
        Never "never",
        /// Yes: it may succeed later.
        Later "later",
        /// A single time, and no more.
        Once "once",
        /// Bandwidth does not say.
        Unspecified "unspecified",
    }
    Never
}

named! {
    errors
    /// What became of a message that failed with a code.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::errors::{Outcome, error_code};
    ///
    /// assert_eq!(error_code(9902).unwrap().outcome, Outcome::Unknown);
    /// assert_eq!(Outcome::Unknown.words(), "outcome unknown");
    /// ```
    Outcome {
        /// It was not delivered.
        NotDelivered "not-delivered",
        /// Bandwidth's explanation of the code leaves open whether it arrived.
        Unknown "outcome-unknown",
    }
    Unknown
}

impl Outcome {
    /// It in words, the same wherever people read them.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::errors::Outcome;
    ///
    /// assert_eq!(Outcome::NotDelivered.words(), "not delivered");
    /// ```
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Outcome::NotDelivered => "not delivered",
            Outcome::Unknown => "outcome unknown",
        }
    }
}

named! {
    errors
    /// Whether the documentation still lists a code.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::errors::{CodeStatus, error_code};
    ///
    /// assert_eq!(error_code(4720).unwrap().status, CodeStatus::Current);
    /// ```
    CodeStatus {
        /// The documentation lists it.
        Current "current",
        /// The documentation listed it once, and no longer does.
        Removed "removed",
    }
    Removed
}

/// One error code.
///
/// ```
/// use bandwidth_callbacks::catalogue::errors::error_code;
///
/// let row = error_code(4432).unwrap();
/// assert_eq!(row.name, Some("rejected-forbidden-country"));
/// assert_eq!(row.billable, Some(false));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorCode {
    /// The value of `errorCode`.
    pub code: u16,
    /// Bandwidth's name for it, which `description` often repeats and some codes share; `None` where none is documented.
    pub name: Option<&'static str>,
    /// What happened, in a few words.
    pub title: &'static str,
    /// Who refused or failed.
    pub category: Category,
    /// Whether sending the same message again may help.
    pub retry: Retry,
    /// Whether the message is billed all the same; `None` where that is not documented.
    pub billable: Option<bool>,
    /// Whether the message was certainly not delivered.
    pub outcome: Outcome,
    /// Whether the documentation still lists it.
    pub status: CodeStatus,
    /// Since when the documentation has listed it: a day, or "after 2023-11" where no day is known.
    pub since: &'static str,
    /// What happened, and who refused or failed.
    pub meaning: &'static str,
    /// What to do now, in keeping with `retry`.
    pub advice: &'static str,
}

macro_rules! codes {
    ($($code:literal $name:expr_2021, $title:literal $category:ident $retry:ident $billable:expr_2021, $status:ident $since:literal
        meaning $meaning:literal advice $advice:literal $(outcome $outcome:ident)?)*) => {
        /// Every code, ascending.
        ///
        /// ```
        /// use bandwidth_callbacks::catalogue::errors::ERROR_CODES;
        ///
        /// assert!(ERROR_CODES.is_sorted_by_key(|row| row.code));
        /// ```
        pub const ERROR_CODES: [ErrorCode; 89] = [$(ErrorCode {
            code: $code,
            name: $name,
            title: $title,
            category: Category::$category,
            retry: Retry::$retry,
            billable: $billable,
            outcome: codes!(@outcome $($outcome)?),
            status: CodeStatus::$status,
            since: $since,
            meaning: $meaning,
            advice: $advice,
        }),*];
    };
    (@outcome) => { Outcome::NotDelivered };
    (@outcome $outcome:ident) => { Outcome::$outcome };
}

codes! {
    4001 Some("service-not-allowed"), "service not allowed" BandwidthClient Never Some(false), Current "2018-02-14"
        meaning "Bandwidth refused the message for a reason that no other 4xxx code covers; the account may lack a permission, or the request may be formed in a way that the service does not take."
        advice "Check that the account and number are enabled for this kind of message and that the request is well formed; sending the same again gives the same answer."
    4121 None, "rejected as spam" BandwidthClient Never Some(true), Removed "2018-01-16"
        meaning "Bandwidth took the message for spam. Its documentation last listed this code in August 2020, and gave no explanation."
        advice "Do not send the same text again; treat it as 4470, which has the same short description and is still listed."
    4301 Some("malformed-invalid-encoding"), "characters not supported" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "The text holds characters that Bandwidth cannot encode for the destination."
        advice "Remove or replace unusual characters, then send again."
    4302 Some("malformed-invalid-from-number"), "malformed sender number" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth refused the `from` number as malformed: no carrier can be reached by it, or it does not fit the numbering plan, as with one of nine digits."
        advice "Correct `from` to a full E.164 number of yours, then send again."
    4303 Some("malformed-invalid-to-number"), "malformed recipient number" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth refused the `to` number as malformed: no carrier can be reached by it, or it does not fit the numbering plan, as with one of nine digits."
        advice "Correct the recipient to a full E.164 number, or take it off your list."
    4350 Some("malformed-for-destination"), "malformed for the destination" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth accepted the message and then failed to form it for sending, most likely because the recipient's number is not valid."
        advice "Check the recipient's number before you send again."
    4360 Some("message-not-sent-expiration-date-passed"), "expired before sending" BandwidthClient Never Some(false), Current "2021-02-08"
        meaning "The expiration that was given with the message passed before it could be sent."
        advice "Set a later expiration and send it anew, if it still matters."
    4401 Some("rejected-routing-error"), "cannot be routed internally" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth found no way for the message inside its own network: sender and recipient may be the same number, or be set up so that it goes in a circle."
        advice "Check that `from` and `to` differ and that the recipient is set up correctly; otherwise ask Bandwidth's support."
    4403 Some("rejected-forbidden-from-number"), "sender number not allowed" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth forbids messages from this `from` number: most often it is not Bandwidth's or not the account's; it may also be not enabled for such messages, disconnected, or no real number."
        advice "Check in the dashboard that the number belongs to the account and is enabled for messaging."
    4404 Some("rejected-forbidden-to-number"), "recipient number not allowed" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth forbids messages to this `to` number: it may be inactive, not enabled for messaging, or no real number."
        advice "Check the recipient's number for mistakes; if it is written correctly, take it off your list."
    4405 Some("rejected-unallocated-from-number"), "sender number unallocated" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth does not know the `from` number as an active one: it is not enabled for messaging in the industry, or not released for use yet."
        advice "Send from a number that is active and enabled for messaging."
    4406 Some("rejected-unallocated-to-number"), "recipient number unallocated" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "The `to` number is a valid North American number, but no carrier has been given it yet, so Bandwidth cannot pass the message on."
        advice "Check the recipient's number for mistakes; if it is written correctly, take it off your list."
    4407 Some("rejected-account-not-defined-from-number"), "sender not on this account" BandwidthClient Never Some(false), Current "2020-08-18"
        meaning "Bandwidth could not tie the `from` number to the account that sent the message; it may be another account's, not valid, or not set up to send."
        advice "Send from a number of this account, or have the number set up."
    4408 Some("rejected-account-not-defined-to-number"), "recipient on no account" BandwidthClient Never Some(false), Current "2020-08-18"
        meaning "Bandwidth could not tie the `to` number to any account; it may also be not valid, or not set up to receive."
        advice "Check the recipient's number; if it is yours, have it set up to receive."
    4409 Some("rejected-invalid-from-profile"), "recipient's profile invalid" BandwidthClient Never Some(false), Current "2020-08-18"
        meaning "Bandwidth could not set up the destination, most often because the recipient's number does not take MMS. The documented name speaks of the sender, the explanation of the recipient."
        advice "Send plain text without media, or choose another recipient."
    4410 Some("media-unavailable"), "media could not be fetched" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth could not download an attachment from the URL that was given."
        advice "Open each media URL from outside your network; when all of them load, send again."
    4411 Some("rejected-message-size-limit-exceeded"), "media too large" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "The attachments together are larger than Bandwidth allows."
        advice "Make the media smaller, below 500 KB in all to be safe, then send again."
    4412 Some("media-content-invalid"), "media type not supported" BandwidthClient Never Some(false), Current "2020-07-23"
        meaning "An attachment has a content type that Bandwidth does not take, or none that it can read."
        advice "Serve the media with a supported `Content-Type`, then send again."
    4420 Some("rejected-carrier-does-not-exist"), "carrier not configured" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth's configuration does not have the carrier that belongs to this message, so there is no route for it."
        advice "Ask Bandwidth's support about a route to this recipient."
    4421 Some("rejected-forbidden-no-destination"), "destination not permitted" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "The account has no permission to send to this destination, so Bandwidth did not pass the message on."
        advice "Ask Bandwidth to provision the account for this destination."
    4431 Some("rejected-forbidden-shortcode"), "short codes not enabled" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth refused the message because the account is not provisioned for short code messaging."
        advice "Have short code messaging provisioned for the account, or use an ordinary number instead."
    4432 Some("rejected-forbidden-country"), "country not allowed" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth refused the message because the account is not enabled for the recipient's country or zone, or because MMS does not reach that country."
        advice "Ask Bandwidth whether the country can be opened for the account; if the message had media, try plain text."
    4433 Some("rejected-forbidden-tollfree"), "toll-free not enabled" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth refused the message because the account is not enabled for toll-free messaging."
        advice "Send from another number, or have toll-free messaging enabled."
    4434 Some("rejected-forbidden-tollfree-for-recipient"), "toll-free recipient not allowed" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth does not allow messages to this toll-free number; it is probably inactive or not enabled for messaging."
        advice "Check the recipient's number for mistakes; if it is written correctly, take it off your list."
    4435 Some("forbidden-too-many-recipients"), "too many recipients" BandwidthClient Never Some(false), Current "2019-08-22"
        meaning "Bandwidth refused the group message because it has too many recipients: a group holds ten at most."
        advice "Split the recipients into groups of ten at most."
    4451 Some("rejected-wrong-user-id"), "user id not valid" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth does not know the user id of the request as a valid one."
        advice "Correct the user id, then send again."
    4452 Some("rejected-wrong-application-id"), "application id not valid" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth refused the application id: it does not exist, or does not belong to the account."
        advice "Copy the id of a messaging application of this account from the dashboard."
    4470 Some("rejected-spam-detected"), "blocked by Bandwidth as spam" BandwidthClient Never Some(true), Current "2018-01-16"
        meaning "Bandwidth's own filter blocked the message as spam, for instance for its volume, its content, or a topic that is not allowed."
        advice "Do not send the same text again; change the content or volume, and ask support if you think the filter was wrong."
    4475 Some("destination-rejected-due-to-user-opt-out"), "recipient opted out" BandwidthClient Never None, Current "after 2023-11"
        meaning "Bandwidth refused the message because the recipient has opted out. Its documentation gives the name alone."
        advice "Remove the recipient from your list, and send nothing more unless they opt in again."
    4476 Some("blocked-unregistered"), "blocked as unregistered" BandwidthClient Never None, Current "after 2023-11"
        meaning "Bandwidth blocked the message because the `from` number is not assigned to an active 10DLC campaign."
        advice "Assign the number to an active 10DLC campaign before you send again; until then every message fails."
    4481 Some("rejected-from-number-in-blacklist"), "sender blocked by Bandwidth" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth bars the `from` number from sending, mostly after reports of spam or other violations that it or a carrier counted."
        advice "Stop sending from this number and talk to Bandwidth's support."
    4482 Some("rejected-to-number-in-blacklist"), "recipient blocked by Bandwidth" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth refused the message because the `to` number is blocked from receiving any."
        advice "Remove the recipient from your list."
    4492 Some("reject-emergency"), "emergency number" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth refused the message because it was addressed to an emergency number."
        advice "Do not send to emergency numbers; check how the number got into your list."
    4493 Some("rejected-unauthorized"), "sender not authorized" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth refused the message because the sender lacks the right to use this account."
        advice "Check your credentials, and that they may send from this account."
    4700 Some("invalid-service-type"), "carrier refused service type" CarrierClient Never Some(true), Current "2018-01-16"
        meaning "The carrier refused this type of message; usually the carrier or the handset lacks SMS or MMS."
        advice "Try plain text instead of MMS, or reach the recipient another way."
    4701 Some("destination-service-unavailable"), "recipient unreachable" CarrierClient Never Some(true), Current "2020-08-06"
        meaning "The carrier says that the destination cannot be reached, or has no SMS service."
        advice "Do not send the same message again; reach the recipient another way."
    4702 Some("destination-subscriber-unavailable"), "subscriber unavailable" CarrierClient Never Some(true), Current "2020-08-06"
        meaning "The carrier says that the subscriber is unavailable: the handset is off, busy, barred or out of reach, or its storage is full. The carrier may have kept the message to try again itself."
        advice "Outcome unknown: the carrier may still deliver it. Do not send the same message again; write a new one when the recipient can be reached."
        outcome Unknown
    4710 Some("media-unavailable"), "media unavailable to the carrier" CarrierClient Never None, Current "after 2023-11"
        meaning "A carrier refused the message because its media was unavailable. Bandwidth documents the name alone."
        advice "Check that each media URL can be fetched from outside, then send a new message."
    4711 Some("rejected-message-size-limit-exceeded"), "carrier refused media size" CarrierClient Never Some(true), Current "2021-09-23"
        meaning "A vendor further on could not fetch the attachments, because they are too large."
        advice "Make the media smaller, then send again."
    4712 Some("media-content-invalid"), "carrier refused media type" CarrierClient Never Some(true), Current "2021-09-23"
        meaning "A carrier or vendor further on does not take an attachment of this content type."
        advice "Convert the media to a type that Bandwidth lists as supported, then send again."
    4720 Some("invalid-destination-address"), "recipient's number refused" CarrierClient Never Some(true), Current "2018-01-16"
        meaning "The carrier says that the recipient's number is not valid or not enabled for messaging, as a landline is. For toll-free messages to T-Mobile it may also mean that the user blocks toll-free numbers and short codes."
        advice "Check the recipient's number; if it is written correctly, take it off your list or reach the person another way."
    4721 Some("destination-tn-deactivated"), "recipient's number deactivated" CarrierClient Never Some(true), Current "2020-04-17"
        meaning "The recipient's number is on the deactivation list: it is inactive, or with no carrier that could receive for it."
        advice "Remove the number from your list; whoever gets it next has not opted in."
    4730 Some("no-route-to-destination-carrier"), "carrier has no route" CarrierClient Never Some(true), Current "2020-08-06"
        meaning "The carrier has no route to the recipient: none exists, the handset roams where it cannot be reached, or routing was denied."
        advice "Reach the recipient another way, or ask Bandwidth's support whether a route exists."
    4735 Some("too-many-recipients"), "carrier refused recipient count" CarrierClient Never None, Current "after 2023-11"
        meaning "A carrier refused the message because it has too many recipients. Bandwidth documents the name alone."
        advice "Send to fewer recipients at a time."
    4740 Some("invalid-source-address-address"), "sender's number refused" CarrierClient Never Some(true), Current "2018-01-16"
        meaning "The carrier says that the sender's number is not valid: it is not in the numbering plan, not authorized, of a kind that is not supported, or its own carrier is not valid or is disabled."
        advice "Check that `from` is active, enabled and of a supported kind."
    4750 Some("destination-rejected-message"), "carrier gave no reason" CarrierClient Never Some(true), Current "2018-01-16"
        meaning "The destination carrier rejected the message and gave no reason. With AT&T the cause may be a prepaid user without credit, a line that takes no such messages, or suspected spam."
        advice "Do not send the same message again; look for a pattern over several failures, and take that to Bandwidth's support."
    4751 Some("destination-rejected-message-size-invalid"), "length refused by the carrier" CarrierClient Never Some(true), Current "2018-01-16"
        meaning "The carrier says that the message is too long, or that its length is not valid."
        advice "Shorten the text, then send again."
    4752 Some("destination-rejected-malformed"), "malformed for the carrier" CarrierClient Never Some(true), Current "2020-08-06"
        meaning "The carrier could not make sense of the message: it may be blank, be too long for the receiver, hold data that is not accepted, or break the carrier's protocol."
        advice "Send plain, non-empty text of moderate length; ask support if that fails too."
    4753 Some("destination-rejected-handset"), "refused by the handset" CarrierClient Never Some(true), Current "2023-05-23"
        meaning "The recipient's handset rejected the message."
        advice "Do not send the same message again; reach the recipient another way."
    4754 Some("unsupported-channel"), "channel not supported" CarrierClient Never None, Current "after 2023-11"
        meaning "A carrier refused the message because its channel is not supported. Bandwidth documents the name alone."
        advice "Do not send it on the same channel again; use another, such as SMS."
    4770 Some("destination-spam-detected"), "carrier blocked as spam" CarrierClient Never Some(true), Current "2018-01-16"
        meaning "The carrier blocked the message as spam: for its content, for forbidden words or topics, because the sender has been flagged for spam before, or for the reputation of its campaign. AT&T also uses this code to block numbers that are not registered."
        advice "Do not send the same text again; check that the number is registered, then review content, opt-in and campaign."
    4771 Some("rejected-shortened-url"), "shortened link refused" CarrierClient Never Some(true), Current "2022-06-24"
        meaning "The carrier refused the message because of a shortened link in it."
        advice "Use links on a domain of your own instead of a public shortener."
    4772 Some("rejected-tn-blocked"), "sender or recipient blocked" CarrierClient Never Some(true), Current "2023-03-23"
        meaning "A platform further on blocks either the sender or the recipient; which one is not said."
        advice "Do not send the same message again; ask Bandwidth's support which number is blocked and why."
    4773 Some("inactive-campaign"), "campaign not active" CarrierClient Never Some(true), Current "2023-03-23"
        meaning "The campaign of the `from` number is not active for this destination: it is still pending, was rejected, or has been suspended by an operator."
        advice "Check the campaign's status with The Campaign Registry before you send again."
    4774 Some("provisioning-issue"), "number provisioned wrongly" CarrierClient Never Some(true), Current "2023-03-23"
        meaning "The number is not provisioned correctly in the industry's database; parts of its 10DLC set-up may be wrong or missing."
        advice "Ask Bandwidth's support to find and correct the fault before you send from the number again."
    4775 Some("destination-rejected-due-to-user-opt-out"), "opted out at carrier" CarrierClient Never Some(true), Current "2018-01-16"
        meaning "The carrier refused the message because the recipient has opted out of messages from this sender."
        advice "Remove the recipient from your list, and send nothing more unless they opt in again."
    4780 Some("volume-violation-tmo"), "T-Mobile daily limit" CarrierClient Never Some(true), Current "2020-01-30"
        meaning "T-Mobile refused the message because your 10DLC brand is over its daily limit."
        advice "Stop for the day and plan the volume; vetting the brand can raise the limit."
    4781 Some("volume-violation-att"), "AT&T rate limit" CarrierClient Never Some(true), Current "2022-06-24"
        meaning "AT&T refused the message because your 10DLC campaign is over its rate limit, or throttled you for another reason such as much spam."
        advice "Send no faster than the campaign's rate allows; if you did not, look for complaints of spam."
    4785 Some("volumetric-violation"), "carrier's volume limit" CarrierClient Later Some(true), Current "2022-09-15"
        meaning "The carrier refused the message because you have sent more than it allots to you."
        advice "Slow down, and send it again after some time. Unlike other 4xxx codes, Bandwidth's explanation of this one says to retry."
    4790 Some("destination-rejected-sc-not-allowed"), "short code not allowed" CarrierClient Never Some(true), Current "2020-04-17"
        meaning "The operator blocked the message because the recipient cannot get messages from short codes, or not from this one."
        advice "Do not write to this recipient from the short code; use another sender that they have agreed to, or ask Bandwidth's support about the block."
    4791 Some("destination-rejected-campaign-not-allowed"), "short code campaign not allowed" CarrierClient Never Some(true), Current "2020-04-17"
        meaning "The operator does not allow, or has blocked, the campaign of this short code."
        advice "Ask Bandwidth's support about the campaign's standing with this operator."
    4792 Some("destination-rejected-sc-not-provisioned"), "short code not provisioned" CarrierClient Never Some(true), Current "2020-04-17"
        meaning "The short code is not provisioned in the operator's network."
        advice "Have the short code provisioned with this operator before you send from it."
    4793 Some("destination-rejected-sc-expired"), "short code expired" CarrierClient Never Some(true), Current "2020-04-17"
        meaning "The short code has expired with the recipient's operator."
        advice "Renew the short code, or send from another number."
    4794 Some("destination-rejected-expired"), "rejected as expired" CarrierClient Never None, Current "after 2023-11"
        meaning "A carrier reported that the destination rejected the message as expired. Bandwidth documents the name alone, and so not what had expired."
        advice "Do not send the same request again; ask Bandwidth's support what had expired."
    4795 Some("tfn-not-verified"), "toll-free number not verified" CarrierClient Never Some(true), Current "2022-09-15"
        meaning "The message was blocked because the toll-free sender is not verified; spam from an unverified number gets the same code."
        advice "Submit the number for verification, and wait for it before you send again."
    5100 Some("temporary-app-error"), "temporary error at Bandwidth" BandwidthService Later Some(false), Current "2018-01-16"
        meaning "An application of Bandwidth's service had a temporary error and could not process the message."
        advice "Send it again after a while."
    5101 Some("temporary-app-shutdown"), "service going down" BandwidthService Later Some(false), Current "2018-01-16"
        meaning "An application of Bandwidth's service was shutting down and did not receive the message."
        advice "Send it again after a while."
    5106 Some("impossible-to-route"), "no route after retries" BandwidthService Later Some(false), Current "2019-11-18"
        meaning "Bandwidth tried repeatedly to deliver the message and found no route for it."
        advice "Send it again later; ask Bandwidth's support if it goes on."
    5111 Some("temporary-app-connection-closed"), "connection closed" BandwidthService Later Some(false), Current "2018-01-16"
        meaning "The message came to Bandwidth's service over a connection that was already gone."
        advice "Send it again after a while."
    5112 None, "application error (removed)" BandwidthService Later Some(false), Removed "2018-01-16"
        meaning "Bandwidth's documentation listed 5112 as an application error of its own service, last in August 2020, and gave no explanation."
        advice "Send it again after a while; tell Bandwidth's support that you met it, for the documentation no longer lists it."
    5143 None, "application error (removed)" BandwidthService Later Some(false), Removed "2018-01-16"
        meaning "Bandwidth's documentation listed 5143 as an application error of its own service, last in August 2020, and gave no explanation."
        advice "Send it again after a while; tell Bandwidth's support that you met it, for the documentation no longer lists it."
    5144 None, "application error (removed)" BandwidthService Later Some(false), Removed "2018-01-16"
        meaning "Bandwidth's documentation listed 5144 as an application error of its own service, last in August 2020, and gave no explanation."
        advice "Send it again after a while; tell Bandwidth's support that you met it, for the documentation no longer lists it."
    5146 None, "application error (removed)" BandwidthService Later Some(false), Removed "2018-01-16"
        meaning "Bandwidth's documentation listed 5146 as an application error of its own service, last in August 2020, and gave no explanation."
        advice "Send it again after a while; tell Bandwidth's support that you met it, for the documentation no longer lists it."
    5201 Some("temporary-rout-error-retries-exceeded"), "expired after retries" BandwidthService Later Some(false), Current "2018-01-16"
        meaning "Bandwidth let the message expire after its repeated attempts to deliver it had failed."
        advice "Send it again later, if it still matters."
    5211 Some("temporary-app-error-app-busy"), "service busy" BandwidthService Later Some(false), Current "2018-01-16"
        meaning "An application of Bandwidth's service was too busy to take the message."
        advice "Send it again after a pause, more slowly."
    5220 Some("temporary-store-error"), "could not be stored" BandwidthService Later Some(false), Current "2018-01-16"
        meaning "Bandwidth could not save the message, and so did not receive it."
        advice "Send it again after a while."
    5231 Some("discarded-concatenation-timeout"), "parts missing" BandwidthService Later Some(false), Current "2018-01-16"
        meaning "Not all parts of a long message reached Bandwidth in time, so it was discarded."
        advice "Send the whole message again after a while."
    5500 Some("message-send-failed"), "sending failed at the carrier" BandwidthService Later Some(false), Current "2018-01-16"
        meaning "The destination carrier reported a general failure while the message was being sent; Bandwidth counts it among its own errors all the same."
        advice "Send it again after a while."
    5501 Some("message-send-failed"), "no destination available" BandwidthService Later Some(false), Current "2018-01-16"
        meaning "Bandwidth could not send the message because no destination for it was available."
        advice "Send it again after a while."
    5503 None, "service unavailable (removed)" BandwidthService Later Some(false), Removed "2018-01-16"
        meaning "Bandwidth's documentation listed 5503 as its own service being unavailable, last in August 2020, and gave no explanation."
        advice "Send it again after a while; tell Bandwidth's support that you met it, for the documentation no longer lists it."
    5600 Some("destination-carrier-queue-full"), "carrier's queue full" CarrierService Once Some(true), Current "2018-01-16"
        meaning "The carrier's service was unavailable: its network may be congested, its queue full, or it throttled."
        advice "Send it again once, after a pause."
    5610 Some("submit-sm-or-submit-multi-failed"), "submission failed at the carrier" CarrierService Once Some(true), Current "2018-01-16"
        meaning "The carrier's application had an error, and submitting or cancelling the message failed."
        advice "Send it again once, and no more."
    5611 Some("temporary-route-error-retries-exceeded"), "expired at the carrier (removed)" CarrierService Once Some(true), Removed "2020-08-18"
        meaning "The carrier reported that the message expired in its system after its own attempts had failed. Bandwidth's documentation last listed the code in February 2021."
        advice "Send it again once, if it still matters."
    5620 Some("destination-app-error"), "carrier application error" CarrierService Once Some(true), Current "2018-01-16"
        meaning "The carrier reported a general error in its application while it processed the message. T-Mobile also uses this code to block numbers that are not registered."
        advice "Check that the number is registered; if it is, send it again once, and no more."
    5630 Some("message-not-acknowledged"), "carrier did not acknowledge" CarrierService Once Some(true), Current "2018-01-16"
        meaning "The carrier did not answer or acknowledge the message."
        advice "Outcome unknown: the first may have arrived. Send it again once at most, because the recipient may get it twice."
        outcome Unknown
    5650 Some("destination-failed"), "carrier could not deliver" CarrierService Once Some(true), Current "2018-01-16"
        meaning "The carrier's service reported that it failed to pass the message on to the operator or handset."
        advice "Send it again once, and no more."
    5999 Some("unknown-error"), "unknown error at Bandwidth" BandwidthService Later Some(false), Current "2018-01-16"
        meaning "Bandwidth's core reported an error that it does not know. It is Bandwidth's own, whatever its second digit suggests."
        advice "Send it again after a while; ask Bandwidth's support if it goes on."
    9902 Some("delivery-receipt-expired"), "no delivery receipt in time" Ambiguous Unspecified Some(true), Current "2018-02-14"
        meaning "No delivery receipt came while Bandwidth waited: 73 hours since 2026-07-06, two hours until then (a support article calls the code 902). That does not prove a failure: the message may have arrived."
        advice "Outcome unknown: count it neither as delivered nor as failed. Do not send it again automatically, because the recipient may get it twice."
        outcome Unknown
    9999 Some("unknown-error"), "unknown error downstream" Ambiguous Unspecified Some(true), Current "2018-02-14"
        meaning "A carrier reported a failure that Bandwidth does not recognize or has not mapped to a code of its own."
        advice "Outcome unknown: count it neither as delivered nor as failed. Do not send it again automatically; ask Bandwidth's support if the code comes often."
        outcome Unknown
}

/// Every known code, ascending: computed at compile time, so that a build which needs only the numbers
/// carries no words.
pub(crate) static CODES: [u16; ERROR_CODES.len()] = {
    let mut codes = [0; ERROR_CODES.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = ERROR_CODES[at].code;
        at += 1;
    }
    codes
};

/// The codes that leave open whether the message arrived, ascending: computed at compile time, as `CODES`.
const OPEN: usize = {
    let (mut count, mut at) = (0, 0);
    while at < ERROR_CODES.len() {
        count += matches!(ERROR_CODES[at].outcome, Outcome::Unknown) as usize;
        at += 1;
    }
    count
};
pub(crate) static OUTCOME_UNKNOWN: [u16; OPEN] = {
    let mut codes = [0; OPEN];
    let (mut count, mut at) = (0, 0);
    while at < ERROR_CODES.len() {
        if matches!(ERROR_CODES[at].outcome, Outcome::Unknown) {
            codes[count] = ERROR_CODES[at].code;
            count += 1;
        }
        at += 1;
    }
    codes
};

/// What became of a message that failed with this code, if with any. A code that is not known, or that the event does
/// not have, is no reason to doubt that the message failed.
///
/// ```
/// use bandwidth_callbacks::catalogue::errors::{Outcome, outcome};
///
/// assert_eq!(outcome(Some(5630)), Outcome::Unknown);
/// assert_eq!([outcome(Some(4720)), outcome(Some(1234)), outcome(None)], [Outcome::NotDelivered; 3]);
/// ```
#[must_use]
pub fn outcome(code: Option<u32>) -> Outcome {
    let is_open = code.and_then(|code| u16::try_from(code).ok()).is_some_and(|code| OUTCOME_UNKNOWN.contains(&code));
    if is_open { Outcome::Unknown } else { Outcome::NotDelivered }
}

/// The row of a code, if it is a known one.
///
/// ```
/// use bandwidth_callbacks::catalogue::errors::error_code;
///
/// assert!(error_code(4720).is_some());
/// assert!(error_code(1234).is_none());
/// ```
#[must_use]
pub fn error_code(code: u16) -> Option<&'static ErrorCode> {
    static ROWS: [ErrorCode; ERROR_CODES.len()] = ERROR_CODES;
    CODES.binary_search(&code).ok().map(|at| &ROWS[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eighty_nine_codes_ascend_and_each_is_found() {
        assert_eq!(CODES.len(), 89);
        assert!(CODES.is_sorted_by(|one, other| one < other));
        for row in &ERROR_CODES {
            assert_eq!(error_code(row.code), Some(row));
        }
        assert_eq!([0, 902, 4000, 5229, u16::MAX].map(error_code), [None; 5]);
    }

    #[test]
    fn category_follows_from_the_digits_and_retry_from_the_category() {
        for row in &ERROR_CODES {
            let (category, retry) = match (row.code / 1000, row.code / 100 % 10) {
                (4, 1 | 3 | 4) => (Category::BandwidthClient, Retry::Never),
                // Its own explanation says to retry after some time.
                _ if row.code == 4785 => (Category::CarrierClient, Retry::Later),
                (4, 7) => (Category::CarrierClient, Retry::Never),
                (5, 1 | 2 | 5) => (Category::BandwidthService, Retry::Later),
                (5, 6) => (Category::CarrierService, Retry::Once),
                (9, 9) => (Category::Ambiguous, Retry::Unspecified),
                // The digits say nothing of these two; the documentation calls both Bandwidth's own.
                _ if row.code == 4001 => (Category::BandwidthClient, Retry::Never),
                _ if row.code == 5999 => (Category::BandwidthService, Retry::Later),
                _ => panic!("{} has digits of no category", row.code),
            };
            assert_eq!((row.category, row.retry), (category, retry), "{}", row.code);
        }
    }

    #[test]
    fn an_open_outcome_is_said_in_the_same_words_by_every_part_of_a_row() {
        for row in &ERROR_CODES {
            let is_open = row.outcome == Outcome::Unknown;
            assert_eq!(row.advice.starts_with("Outcome unknown: "), is_open, "{}", row.code);
            assert_eq!(outcome(Some(u32::from(row.code))), row.outcome, "{}", row.code);
            assert!(is_open || row.category != Category::Ambiguous, "{}", row.code);
            let doubts = ["may have arrived", "may still", "kept the message to try again"];
            assert!(is_open || !doubts.iter().any(|doubt| row.meaning.contains(doubt) || row.advice.contains(doubt)));
        }
        assert_eq!(OUTCOME_UNKNOWN, [4702, 5630, 9902, 9999]);
        assert!(Outcome::ALL.iter().all(|it| it.name() == it.words().replace(' ', "-")));
    }

    #[test]
    fn names_are_kebab_case_and_missing_only_where_removed() {
        for row in &ERROR_CODES {
            let Some(name) = row.name else {
                assert_eq!(row.status, CodeStatus::Removed, "{}", row.code);
                continue;
            };
            let word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
            assert!(name.split('-').all(word), "{}: {name}", row.code);
        }
    }

    #[test]
    fn words_are_whole_sentences_and_no_meaning_comes_twice() {
        for (at, row) in ERROR_CODES.iter().enumerate() {
            assert!((2..=5).contains(&row.title.split(' ').count()), "{}: {}", row.code, row.title);
            assert!(!row.title.ends_with('.'), "{}: {}", row.code, row.title);
            for text in [row.meaning, row.advice] {
                assert!(text.starts_with(|first: char| first.is_ascii_uppercase()), "{}: {text}", row.code);
                assert!(text.ends_with('.') && text.matches(". ").count() < 2, "{}: {text}", row.code);
            }
            assert!(ERROR_CODES[..at].iter().all(|other| other.meaning != row.meaning), "{}", row.code);
        }
    }
}
