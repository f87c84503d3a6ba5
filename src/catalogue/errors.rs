//! Bandwidth's error codes: every code that its documentation has listed, one row each.
//!
//! Rows ascend by code. The first digit tells whose fault it is (4 the request, 5 a service, 9 not
//! clear), the second whether Bandwidth or a carrier said so.

/// Who refused or failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// Bandwidth refused the message.
    BandwidthClient,
    /// A carrier refused the message.
    CarrierClient,
    /// Bandwidth's service failed.
    BandwidthService,
    /// A carrier's service failed.
    CarrierService,
    /// Nobody can tell.
    Ambiguous,
}

impl Category {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Category::BandwidthClient => "bandwidth-client",
            Category::CarrierClient => "carrier-client",
            Category::BandwidthService => "bandwidth-service",
            Category::CarrierService => "carrier-service",
            Category::Ambiguous => "ambiguous",
        }
    }
}

/// Whether sending the same message again may help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// The same request gives the same result.
    Never,
    /// It may succeed later.
    Later,
    /// One more attempt is reasonable.
    Once,
    /// Bandwidth says nothing of it.
    Unspecified,
}

impl Retry {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Retry::Never => "never",
            Retry::Later => "later",
            Retry::Once => "once",
            Retry::Unspecified => "unspecified",
        }
    }
}

/// Whether the documentation still lists a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeStatus {
    /// It does.
    Current,
    /// It did.
    Removed,
}

impl CodeStatus {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            CodeStatus::Current => "current",
            CodeStatus::Removed => "removed",
        }
    }
}

/// One error code.
#[derive(Debug, Clone, Copy)]
pub struct ErrorCode {
    /// The value of `errorCode`.
    pub code: u16,
    /// Bandwidth's name for it, which `description` often repeats. Some codes share one.
    pub name: Option<&'static str>,
    /// It in a few words.
    pub title: &'static str,
    /// Who refused or failed.
    pub category: Category,
    /// Whether sending the same message again may help.
    pub retry: Retry,
    /// Whether the message is billed all the same, where that is documented.
    pub billable: Option<bool>,
    /// Whether the documentation still lists it.
    pub status: CodeStatus,
    /// The day of its first appearance in the documentation.
    pub since: &'static str,
    /// What happened.
    pub meaning: &'static str,
    /// What to do.
    pub advice: &'static str,
}

macro_rules! codes {
    ($($code:literal $name:expr_2021, $title:literal $category:ident $retry:ident $billable:expr_2021, $status:ident $since:literal
        meaning $meaning:literal advice $advice:literal)*) => {
        /// Every code, ascending.
        pub const ERROR_CODES: [ErrorCode; [$($code),*].len()] = [$(ErrorCode {
            code: $code,
            name: $name,
            title: $title,
            category: Category::$category,
            retry: Retry::$retry,
            billable: $billable,
            status: CodeStatus::$status,
            since: $since,
            meaning: $meaning,
            advice: $advice,
        }),*];
    };
}

codes! {
    4001 Some("service-not-allowed"), "service not allowed" BandwidthClient Never Some(false), Current "2018-02-14"
        meaning "Bandwidth refused the message for a reason that no other client code covers: the account lacks a permission, or the request was formed in a way this service does not take."
        advice "Check that the account and number are enabled for this kind of message; sending the same again gives the same answer."
    4121 None, "rejected as spam" BandwidthClient Never Some(true), Removed "2018-01-16"
        meaning "Bandwidth took the message for spam. The code left the documentation in 2020; 4470 is what is sent now."
        advice "Treat it as 4470: do not send the same text again."
    4301 Some("malformed-invalid-encoding"), "characters not supported" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "The text holds characters that Bandwidth cannot encode for the destination."
        advice "Remove or replace unusual characters, then send again."
    4302 Some("malformed-invalid-from-number"), "malformed sender number" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "The `from` number cannot exist: it has the wrong length or form for the numbering plan."
        advice "Correct `from` to a full E.164 number of yours, then send again."
    4303 Some("malformed-invalid-to-number"), "malformed recipient number" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "The `to` number cannot exist: it has the wrong length or form for the numbering plan."
        advice "Correct the recipient to a full E.164 number, or drop it from your list."
    4350 Some("malformed-for-destination"), "malformed for the destination" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "The message was accepted and then could not be formed for sending, most often because the recipient's number is not a real one."
        advice "Check the recipient's number before you send again."
    4360 Some("message-not-sent-expiration-date-passed"), "expired before sending" BandwidthClient Never Some(false), Current "2021-02-08"
        meaning "The expiration that was given with the message passed before it could be sent."
        advice "Send it again with a later expiration, if it still matters."
    4401 Some("rejected-routing-error"), "cannot be routed inside Bandwidth" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth found no way for the message inside its own network; sender and recipient may be the same number, or set up so that the message goes in a circle."
        advice "Check that `from` and `to` differ and that the recipient is set up rightly; otherwise ask Bandwidth's support."
    4403 Some("rejected-forbidden-from-number"), "sender number not allowed" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "The `from` number may not send messages: it is not yours, not enabled for messaging, disconnected, or no real number."
        advice "Check in the dashboard that the number belongs to the account and is enabled for messaging."
    4404 Some("rejected-forbidden-to-number"), "recipient number not allowed" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "The `to` number may not get messages: it is inactive, not enabled for messaging, or no real number."
        advice "Check the recipient's number, and drop it from your list if it is right."
    4405 Some("rejected-unallocated-from-number"), "sender number unallocated" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "The `from` number is not known as an active number: it is not enabled for messaging in the industry, or not in use yet."
        advice "Send from a number that is active and enabled for messaging."
    4406 Some("rejected-unallocated-to-number"), "recipient number unallocated" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "The `to` number is a valid North American number that no carrier has been given yet."
        advice "Check the recipient's number, and drop it from your list if it is right."
    4407 Some("rejected-account-not-defined-from-number"), "sender not on this account" BandwidthClient Never Some(false), Current "2020-08-18"
        meaning "The `from` number is not tied to the account that sent the message, or is not set up to send."
        advice "Send from a number of this account, or have the number set up."
    4408 Some("rejected-account-not-defined-to-number"), "recipient on no account" BandwidthClient Never Some(false), Current "2020-08-18"
        meaning "The `to` number is tied to no account, or is not set up to receive."
        advice "Check the recipient's number; if it is yours, have it set up to receive."
    4409 Some("rejected-invalid-from-profile"), "recipient's profile invalid" BandwidthClient Never Some(false), Current "2020-08-18"
        meaning "Bandwidth could not set up the destination; most often the recipient's number does not take MMS. The documented name speaks of the sender, the explanation of the recipient."
        advice "Send plain text without media, or choose another recipient."
    4410 Some("media-unavailable"), "media could not be fetched" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth could not download an attachment from the URL that was given."
        advice "Open each media URL from outside your network; make it public and quick, then send again."
    4411 Some("rejected-message-size-limit-exceeded"), "media too large" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "The attachments together are larger than may be sent."
        advice "Make the media smaller, below 500 KB in all to be safe, then send again."
    4412 Some("media-content-invalid"), "media type not supported" BandwidthClient Never Some(false), Current "2020-07-23"
        meaning "An attachment has a content type that Bandwidth does not take, or none that it can read."
        advice "Serve the media with a supported `Content-Type`, then send again."
    4420 Some("rejected-carrier-does-not-exist"), "recipient's carrier unknown" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth has no configuration for the carrier that this message should go to."
        advice "Ask Bandwidth's support about a route to this recipient."
    4421 Some("rejected-forbidden-no-destination"), "destination not permitted" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "The account has no permission to send to this destination, so there is no route for it."
        advice "Ask Bandwidth to provision the account for this destination."
    4431 Some("rejected-forbidden-shortcode"), "short codes not enabled" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "The account is not provisioned for messages on short codes."
        advice "Send from a long number, or have short codes provisioned."
    4432 Some("rejected-forbidden-country"), "country not allowed" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "The account is not enabled for the recipient's country or zone, or MMS does not reach it."
        advice "Ask Bandwidth to open the country for the account, then send again."
    4433 Some("rejected-forbidden-tollfree"), "toll-free not enabled" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "The account is not enabled to send from toll-free numbers."
        advice "Send from another number, or have toll-free messaging enabled."
    4434 Some("rejected-forbidden-tollfree-for-recipient"), "toll-free recipient not allowed" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "The toll-free number that you sent to may not get messages; it is probably inactive or not enabled for messaging."
        advice "Check the recipient's number, and drop it from your list if it is right."
    4435 Some("forbidden-too-many-recipients"), "too many recipients" BandwidthClient Never Some(false), Current "2019-08-22"
        meaning "The group has more recipients than a message may have: ten at most."
        advice "Split the recipients into groups of ten at most."
    4451 Some("rejected-wrong-user-id"), "user id not valid" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "The user id of the request is not a valid one."
        advice "Correct the user id, then send again."
    4452 Some("rejected-wrong-application-id"), "application id not valid" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "The application id does not exist, or does not belong to the account."
        advice "Copy the id of a messaging application of this account from the dashboard."
    4470 Some("rejected-spam-detected"), "blocked by Bandwidth as spam" BandwidthClient Never Some(true), Current "2018-01-16"
        meaning "Bandwidth's own filter blocked the message: for its content, its volume, or a topic that is not allowed."
        advice "Do not send the same text again; change the content or volume, and ask support if you think the filter was wrong."
    4475 Some("destination-rejected-due-to-user-opt-out"), "recipient opted out" BandwidthClient Never None, Current "after 2023-11"
        meaning "The recipient has opted out of your messages, and Bandwidth refused to send this one."
        advice "Remove the recipient from your list, and send nothing more unless they opt in again."
    4476 Some("blocked-unregistered"), "sender not registered" BandwidthClient Never None, Current "after 2023-11"
        meaning "Bandwidth blocked the message because its sender is not registered for this kind of traffic."
        advice "Register the number or campaign before you send from it again."
    4481 Some("rejected-from-number-in-blacklist"), "sender blocked by Bandwidth" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth has put the `from` number on its block list, mostly after complaints or repeated violations."
        advice "Stop sending from this number and talk to Bandwidth's support."
    4482 Some("rejected-to-number-in-blacklist"), "recipient blocked by Bandwidth" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "The `to` number is on Bandwidth's list of numbers that get no messages."
        advice "Remove the recipient from your list."
    4492 Some("reject-emergency"), "emergency number" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Messages to an emergency number are not allowed."
        advice "Do not send to emergency numbers; check how the number got into your list."
    4493 Some("rejected-unauthorized"), "sender not authorized" BandwidthClient Never Some(false), Current "2018-01-16"
        meaning "Bandwidth says that the sender has no right to send from this account."
        advice "Check the credentials and the permissions of the account."
    4700 Some("invalid-service-type"), "service type refused by the carrier" CarrierClient Never Some(true), Current "2018-01-16"
        meaning "The carrier does not take this kind of message; often the carrier or handset lacks SMS or MMS."
        advice "Try plain text instead of MMS, or reach the recipient another way."
    4701 Some("destination-service-unavailable"), "recipient unreachable" CarrierClient Never Some(true), Current "2020-08-06"
        meaning "The carrier says that the destination cannot be reached, or has no SMS service."
        advice "Reach the recipient another way; the same message meets the same answer."
    4702 Some("destination-subscriber-unavailable"), "subscriber unavailable" CarrierClient Never Some(true), Current "2020-08-06"
        meaning "The carrier says that the subscriber cannot take messages now: the handset is off or barred, storage is full, or it is out of reach."
        advice "Wait for the recipient to be reachable before you write again; do not resend in a loop."
    4710 Some("media-unavailable"), "media unavailable to the carrier" CarrierClient Never None, Current "after 2023-11"
        meaning "The carrier refused the message because its media was unavailable. Bandwidth documents the name alone."
        advice "Check that each media URL can be fetched from outside, then send a new message."
    4711 Some("rejected-message-size-limit-exceeded"), "media too large for the carrier" CarrierClient Never Some(true), Current "2021-09-23"
        meaning "The carrier could not take the attachments, because they are too large."
        advice "Make the media smaller, then send again."
    4712 Some("media-content-invalid"), "media type refused by the carrier" CarrierClient Never Some(true), Current "2021-09-23"
        meaning "The carrier does not take an attachment of this content type."
        advice "Convert the media to a type that Bandwidth lists as supported, then send again."
    4720 Some("invalid-destination-address"), "recipient's number refused" CarrierClient Never Some(true), Current "2018-01-16"
        meaning "The carrier says that the recipient's number is not valid: not in the numbering plan, or a landline without messaging. Toward T-Mobile it may also mean that the user blocks toll-free numbers and short codes."
        advice "Check the recipient's number; if it is right, drop it or reach the person another way."
    4721 Some("destination-tn-deactivated"), "recipient's number deactivated" CarrierClient Never Some(true), Current "2020-04-17"
        meaning "The recipient's number is on the carriers' deactivation list: nobody has it now."
        advice "Remove the number from your list; its next owner did not opt in."
    4730 Some("no-route-to-destination-carrier"), "no route to the recipient's carrier" CarrierClient Never Some(true), Current "2020-08-06"
        meaning "The carrier has no route to the recipient: none exists, the handset roams where it cannot be reached, or routing was denied."
        advice "Reach the recipient another way, or ask Bandwidth's support whether a route exists."
    4735 Some("too-many-recipients"), "too many recipients for the carrier" CarrierClient Never None, Current "after 2023-11"
        meaning "The carrier refused the message because it has too many recipients. Bandwidth documents the name alone."
        advice "Send to fewer recipients at a time."
    4740 Some("invalid-source-address-address"), "sender's number refused" CarrierClient Never Some(true), Current "2018-01-16"
        meaning "The carrier says that the sender's number is not valid: not in the numbering plan, of a kind it does not take, or not authorized."
        advice "Check that `from` is active, enabled and of a supported kind."
    4750 Some("destination-rejected-message"), "refused by the carrier without a reason" CarrierClient Never Some(true), Current "2018-01-16"
        meaning "The destination carrier rejected the message and gave no reason. Toward AT&T it may be a prepaid user without credit, a line that takes no such messages, or spam."
        advice "Look for a pattern over several failures before you ask support; do not repeat the message."
    4751 Some("destination-rejected-message-size-invalid"), "length refused by the carrier" CarrierClient Never Some(true), Current "2018-01-16"
        meaning "The carrier says that the message is too long, or that its length is not valid."
        advice "Shorten the text, then send again."
    4752 Some("destination-rejected-malformed"), "malformed for the carrier" CarrierClient Never Some(true), Current "2020-08-06"
        meaning "The carrier could not make sense of the message: it is blank, has data it does not take, or breaks its protocol."
        advice "Send plain, non-empty text of moderate length; ask support if that fails too."
    4753 Some("destination-rejected-handset"), "refused by the handset" CarrierClient Never Some(true), Current "2023-05-23"
        meaning "The recipient's handset rejected the message."
        advice "Reach the recipient another way."
    4754 Some("unsupported-channel"), "channel not supported" CarrierClient Never None, Current "after 2023-11"
        meaning "The carrier does not support the channel that the message was sent on. Bandwidth documents the name alone."
        advice "Send on another channel, such as SMS."
    4770 Some("destination-spam-detected"), "blocked by the carrier as spam" CarrierClient Never Some(true), Current "2018-01-16"
        meaning "The carrier's filter blocked the message: for its content, forbidden words or topics, or because the sender is flagged."
        advice "Do not send the same text again; review content, opt-in and the registration of the number."
    4771 Some("rejected-shortened-url"), "shortened URL" CarrierClient Never Some(true), Current "2022-06-24"
        meaning "The carrier refused the message because of a shortened link in it."
        advice "Use links on a domain of your own instead of a public shortener."
    4772 Some("rejected-tn-blocked"), "sender or recipient blocked" CarrierClient Never Some(true), Current "2023-03-23"
        meaning "A platform further on blocks either the sender or the recipient; which one is not said."
        advice "Ask Bandwidth's support which number is blocked and why."
    4773 Some("inactive-campaign"), "campaign not active" CarrierClient Never Some(true), Current "2023-03-23"
        meaning "The campaign of the `from` number is not active for this destination: pending, rejected or suspended."
        advice "Check the campaign's status with The Campaign Registry before you send again."
    4774 Some("provisioning-issue"), "number not provisioned in the industry" CarrierClient Never Some(true), Current "2023-03-23"
        meaning "The registration of the number in the industry's database is wrong or incomplete; parts of its 10DLC set-up may be missing."
        advice "Ask Bandwidth's support to correct the registration."
    4775 Some("destination-rejected-due-to-user-opt-out"), "recipient opted out with the carrier" CarrierClient Never Some(true), Current "2018-01-16"
        meaning "The recipient has opted out of messages from this sender, and the carrier refused this one."
        advice "Remove the recipient from your list, and send nothing more unless they opt in again."
    4780 Some("volume-violation-tmo"), "T-Mobile daily limit" CarrierClient Never Some(true), Current "2020-01-30"
        meaning "Your 10DLC brand has sent more to T-Mobile in a day than it may."
        advice "Stop for the day and plan the volume; vetting the brand can raise the limit."
    4781 Some("volume-violation-att"), "AT&T rate limit" CarrierClient Never Some(true), Current "2022-06-24"
        meaning "Your 10DLC campaign has sent more to AT&T than it may, or AT&T slowed it for another reason such as complaints of spam."
        advice "Send more slowly, within the rate of the campaign; look at complaints if you did."
    4785 Some("volumetric-violation"), "carrier's volume limit" CarrierClient Never Some(true), Current "2022-09-15"
        meaning "You have sent more to this carrier than it allows."
        advice "Slow down; send new messages only when the volume has fallen below the limit."
    4790 Some("destination-rejected-sc-not-allowed"), "short code not allowed" CarrierClient Never Some(true), Current "2020-04-17"
        meaning "The recipient cannot get messages from short codes, or the operator blocked this short code for them."
        advice "Send from a long or toll-free number, if you have consent for that."
    4791 Some("destination-rejected-campaign-not-allowed"), "short code campaign not allowed" CarrierClient Never Some(true), Current "2020-04-17"
        meaning "The operator does not allow, or has blocked, the campaign of this short code."
        advice "Ask Bandwidth's support about the campaign's standing with this operator."
    4792 Some("destination-rejected-sc-not-provisioned"), "short code not provisioned" CarrierClient Never Some(true), Current "2020-04-17"
        meaning "The short code is not provisioned in the operator's network."
        advice "Have the short code provisioned with this operator before you send from it."
    4793 Some("destination-rejected-sc-expired"), "short code expired" CarrierClient Never Some(true), Current "2020-04-17"
        meaning "The short code's lease with the operator has ended."
        advice "Renew the short code, or send from another number."
    4794 Some("destination-rejected-expired"), "expired at the destination" CarrierClient Never None, Current "after 2023-11"
        meaning "The destination refused the message as expired. Bandwidth documents the name alone."
        advice "Send a new message if it still matters."
    4795 Some("tfn-not-verified"), "toll-free number not verified" CarrierClient Never Some(true), Current "2022-09-15"
        meaning "The message was blocked because the toll-free sender is not verified; spam from an unverified number has the same code."
        advice "Submit the number for verification, and wait for it before you send again."
    5100 Some("temporary-app-error"), "temporary error at Bandwidth" BandwidthService Later Some(false), Current "2018-01-16"
        meaning "Part of Bandwidth's service had a temporary error and did not process the message."
        advice "Send it again after a while."
    5101 Some("temporary-app-shutdown"), "service going down" BandwidthService Later Some(false), Current "2018-01-16"
        meaning "The part of Bandwidth's service that got the message was shutting down and did not take it."
        advice "Send it again after a while."
    5106 Some("impossible-to-route"), "retries exhausted" BandwidthService Later Some(false), Current "2019-11-18"
        meaning "Bandwidth tried to deliver the message several times, and found no way."
        advice "Send it again later; ask support if it goes on."
    5111 Some("temporary-app-connection-closed"), "connection closed" BandwidthService Later Some(false), Current "2018-01-16"
        meaning "The message came over a connection that Bandwidth's service had already removed."
        advice "Send it again."
    5112 None, "application error (removed)" BandwidthService Later Some(false), Removed "2018-01-16"
        meaning "The documentation listed 5112 as an application error until August 2020 and never said more."
        advice "Send it again; ask support if you meet it, as it should not be sent any more."
    5143 None, "application error (removed)" BandwidthService Later Some(false), Removed "2018-01-16"
        meaning "The documentation listed 5143 as an application error until August 2020 and never said more."
        advice "Send it again; ask support if you meet it, as it should not be sent any more."
    5144 None, "application error (removed)" BandwidthService Later Some(false), Removed "2018-01-16"
        meaning "The documentation listed 5144 as an application error until August 2020 and never said more."
        advice "Send it again; ask support if you meet it, as it should not be sent any more."
    5146 None, "application error (removed)" BandwidthService Later Some(false), Removed "2018-01-16"
        meaning "The documentation listed 5146 as an application error until August 2020 and never said more."
        advice "Send it again; ask support if you meet it, as it should not be sent any more."
    5201 Some("temporary-rout-error-retries-exceeded"), "expired after retries" BandwidthService Later Some(false), Current "2018-01-16"
        meaning "Bandwidth gave up the message after its attempts to deliver it had failed."
        advice "Send it again later, if it still matters."
    5211 Some("temporary-app-error-app-busy"), "service busy" BandwidthService Later Some(false), Current "2018-01-16"
        meaning "Bandwidth's service was too busy to take the message."
        advice "Send it again after a pause, more slowly."
    5220 Some("temporary-store-error"), "could not be stored" BandwidthService Later Some(false), Current "2018-01-16"
        meaning "Bandwidth could not save the message, and so did not take it."
        advice "Send it again after a while."
    5231 Some("discarded-concatenation-timeout"), "parts missing" BandwidthService Later Some(false), Current "2018-01-16"
        meaning "Not all parts of a long message reached Bandwidth in time, so it was discarded."
        advice "Send the whole message again."
    5500 Some("message-send-failed"), "sending failed at the carrier" BandwidthService Later Some(false), Current "2018-01-16"
        meaning "The destination carrier reported a general failure while the message was being sent."
        advice "Send it again after a while."
    5501 Some("message-send-failed"), "no destination available" BandwidthService Later Some(false), Current "2018-01-16"
        meaning "The message could not be sent because no destination for it was available."
        advice "Send it again after a while."
    5503 None, "service unavailable (removed)" BandwidthService Later Some(false), Removed "2018-01-16"
        meaning "The documentation listed 5503 as an unavailable service until August 2020 and never said more."
        advice "Send it again; ask support if you meet it, as it should not be sent any more."
    5600 Some("destination-carrier-queue-full"), "carrier's queue full" CarrierService Once Some(true), Current "2018-01-16"
        meaning "The carrier could not take the message: its network was congested, its queue full, or it throttled."
        advice "Send it again once, after a pause."
    5610 Some("submit-sm-or-submit-multi-failed"), "submission failed at the carrier" CarrierService Once Some(true), Current "2018-01-16"
        meaning "The carrier's application had an error while the message was submitted or cancelled."
        advice "Send it again once."
    5611 Some("temporary-route-error-retries-exceeded"), "expired at the carrier (removed)" CarrierService Once Some(true), Removed "2020-08-18"
        meaning "The carrier reported that the message expired in its system after its retries; the code left the documentation in 2021."
        advice "Send it again once, if it still matters."
    5620 Some("destination-app-error"), "carrier application error" CarrierService Once Some(true), Current "2018-01-16"
        meaning "The carrier reported a general error of the application that processes messages."
        advice "Send it again once."
    5630 Some("message-not-acknowledged"), "not acknowledged by the carrier" CarrierService Once Some(true), Current "2018-01-16"
        meaning "The carrier did not acknowledge the message."
        advice "Send it again once; it may have arrived all the same."
    5650 Some("destination-failed"), "carrier could not deliver" CarrierService Once Some(true), Current "2018-01-16"
        meaning "The carrier reported that it failed to send the message on to the operator or handset."
        advice "Send it again once."
    5999 Some("unknown-error"), "unknown error at Bandwidth" BandwidthService Later Some(false), Current "2018-01-16"
        meaning "Bandwidth's core reported an error that it has no code for. It is Bandwidth's own, whatever its second digit suggests."
        advice "Send it again after a while; ask support if it goes on."
    9902 Some("delivery-receipt-expired"), "no delivery receipt in time" Ambiguous Unspecified Some(true), Current "2018-02-14"
        meaning "No delivery receipt came in time: 73 hours since July 2026, two hours before. That is no proof of failure; the message may have arrived. A support article calls the code 902."
        advice "Do not send again by itself: the recipient may get it twice. Ask them, or count it as unknown."
    9999 Some("unknown-error"), "unknown error downstream" Ambiguous Unspecified Some(true), Current "2018-02-14"
        meaning "A carrier reported a failure that Bandwidth has no code for."
        advice "Do not send again by itself; ask support if you see it often."
}

/// The codes alone, ascending, so that a build which only checks carries no words.
pub static CODES: [u16; ERROR_CODES.len()] = {
    let mut codes = [0; ERROR_CODES.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = ERROR_CODES[at].code;
        at += 1;
    }
    codes
};

/// The row of a code.
pub fn error_code(code: u16) -> Option<&'static ErrorCode> {
    static ROWS: [ErrorCode; ERROR_CODES.len()] = ERROR_CODES;
    CODES.binary_search(&code).ok().map(|at| &ROWS[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows() {
        assert_eq!(ERROR_CODES.len(), 89);
        assert!(CODES.is_sorted_by(|one, other| one < other));
        for row in &ERROR_CODES {
            let (first, second) = (row.code / 1000, row.code / 100 % 10);
            let category = match (first, second) {
                (4, 7) => Category::CarrierClient,
                (4, _) => Category::BandwidthClient,
                (5, 6) => Category::CarrierService,
                (5, _) => Category::BandwidthService,
                _ => Category::Ambiguous,
            };
            assert_eq!(row.category, category, "{}", row.code);
            let retry = match category {
                Category::BandwidthClient | Category::CarrierClient => Retry::Never,
                Category::BandwidthService => Retry::Later,
                Category::CarrierService => Retry::Once,
                Category::Ambiguous => Retry::Unspecified,
            };
            assert_eq!(row.retry, retry, "{}", row.code);
            assert!(row.meaning.ends_with('.') && row.advice.ends_with('.') && !row.title.ends_with('.'));
            let kebab = |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            assert!(row.name.is_none_or(kebab), "{}", row.code);
            assert_eq!(ERROR_CODES.iter().filter(|other| other.meaning == row.meaning).count(), 1, "{}", row.code);
            assert_eq!(error_code(row.code).map(|row| row.code), Some(row.code));
        }
        assert!(error_code(0).is_none());
    }
}
