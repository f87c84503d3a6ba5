//! The rows: one error code each, ascending.
//!
//! `Category::of` and `Retry::after` give the category and the advice on retrying; a row names its own where
//! Bandwidth says otherwise.
//!
//! The documentation gives only the name of some newer codes (4475 for example), and nothing for those it removed.

use super::row::{Category, CodeStatus, ErrorCode, Outcome, Retry};

macro_rules! codes {
    ($($code:literal $name:expr_2021, $title:literal $billable:expr_2021, $status:ident $since:literal
        meaning $meaning:literal $(causes [$($cause:literal),* $(,)?])? action $action:literal
        $(outcome $outcome:ident)? $(retry $retry:ident)?)*) => {
        /// Every code, ascending.
        ///
        /// ```
        /// use bandwidth_callbacks::catalogue::errors::ERROR_CODES;
        ///
        /// assert!(ERROR_CODES.is_sorted_by_key(|row| row.code));
        /// ```
        pub const ERROR_CODES: [ErrorCode; [$($code),*].len()] = [$(ErrorCode {
            code: $code,
            name: $name,
            title: $title,
            category: Category::of($code),
            retry: codes!(@retry $code $($retry)?),
            billable: $billable,
            outcome: codes!(@outcome $($outcome)?),
            status: CodeStatus::$status,
            since: $since,
            meaning: $meaning,
            causes: &[$($($cause),*)?],
            action: $action,
        }),*];
    };
    (@retry $code:literal) => { Retry::after(Category::of($code)) };
    (@retry $code:literal $retry:ident) => { Retry::$retry };
    (@outcome) => { Outcome::NotDelivered };
    (@outcome $outcome:ident) => { Outcome::$outcome };
}

codes! {
    4001 Some("service-not-allowed"), "service not allowed" Some(false), Current "2018-02-14"
        meaning "Bandwidth rejected the message for a reason that no other 4xxx code covers."
        causes [
            "the account lacks permission for this service",
            "the service isn't enabled for the account",
            "the request is malformed",
        ]
        action "Check that the account and number are enabled for this type of message, and that the request is valid."
    4121 None, "rejected as spam" Some(true), Removed "2018-01-16"
        meaning "Bandwidth rejected the message as spam. This code was last documented in August 2020, without an \
                 explanation."
        action "Don't resend the same text. Handle this code like 4470, which means the same."
    4301 Some("malformed-invalid-encoding"), "unsupported characters" Some(false), Current "2018-01-16"
        meaning "The message contains characters that Bandwidth can't encode for the destination."
        action "Remove or replace unusual characters, then send a new message."
    4302 Some("malformed-invalid-from-number"), "malformed sender number" Some(false), Current "2018-01-16"
        meaning "The `from` number can't be routed to a carrier or isn't a valid number."
        causes ["the number has the wrong number of digits (nine, for example)"]
        action "Set `from` to one of your numbers in E.164 format, then send a new message."
    4303 Some("malformed-invalid-to-number"), "malformed recipient number" Some(false), Current "2018-01-16"
        meaning "The `to` number can't be routed to a carrier or isn't a valid number."
        causes ["the number has the wrong number of digits (nine, for example)"]
        action "Correct the number to E.164 format, or remove it from your list."
    4350 Some("malformed-for-destination"), "malformed for destination" Some(false), Current "2018-01-16"
        meaning "Bandwidth accepted the message, but sending it to the destination failed."
        causes ["the recipient's number is invalid"]
        action "Check the recipient's number before sending again."
    4360 Some("message-not-sent-expiration-date-passed"), "expired before sending" Some(false), Current "2021-02-08"
        meaning "The message's expiration date passed before Bandwidth could send it."
        action "If the message still matters, send a new one with a later expiration."
    4401 Some("rejected-routing-error"), "routing error" Some(false), Current "2018-01-16"
        meaning "Bandwidth couldn't route the message within its own network."
        causes [
            "`from` and `to` are the same number",
            "the recipient's number is provisioned incorrectly",
            "the message loops between the same numbers",
        ]
        action "Check that `from` and `to` differ. If they do, ask Bandwidth support to check how the numbers are \
                provisioned."
    4403 Some("rejected-forbidden-from-number"), "sender number not allowed" Some(false), Current "2018-01-16"
        meaning "Messaging from this `from` number is forbidden."
        causes [
            "the number doesn't belong to Bandwidth or to your account",
            "the number isn't enabled in the Bandwidth Dashboard",
            "the account isn't enabled for this type of messaging",
            "the number is disconnected or invalid",
        ]
        action "In the Bandwidth Dashboard, check that the number is on this account and enabled for messaging."
    4404 Some("rejected-forbidden-to-number"), "recipient number not allowed" Some(false), Current "2018-01-16"
        meaning "Messaging to this `to` number is forbidden."
        causes ["the number isn't active", "the number isn't enabled for messaging", "the number is invalid"]
        action "Check the number for typos. If it is correct, remove it from your list."
    4405 Some("rejected-unallocated-from-number"), "unallocated sender number" Some(false), Current "2018-01-16"
        meaning "The `from` number isn't an active number in Bandwidth's database."
        causes ["the number isn't enabled for messaging in the industry", "the number hasn't been released for use yet"]
        action "Send from a number that is active and enabled for messaging."
    4406 Some("rejected-unallocated-to-number"), "unallocated recipient number" Some(false), Current "2018-01-16"
        meaning "The `to` number is a valid North American number, but no carrier has it yet."
        action "Check the number for typos. If it is correct, remove it from your list."
    4407 Some("rejected-account-not-defined-from-number"), "sender not on this account"
        Some(false), Current "2020-08-18"
        meaning "Bandwidth couldn't match the `from` number to the account."
        causes [
            "the number isn't on this account",
            "the number is invalid",
            "the number isn't configured to send messages",
        ]
        action "Send from a number on this account, or configure the number for messaging."
    4408 Some("rejected-account-not-defined-to-number"), "recipient not on any account"
        Some(false), Current "2020-08-18"
        meaning "Bandwidth couldn't match the `to` number to an account."
        causes ["the number is invalid", "the number isn't configured to receive messages"]
        action "Check the recipient's number. If it is yours, configure it to receive messages."
    4409 Some("rejected-invalid-from-profile"), "invalid destination profile" Some(false), Current "2020-08-18"
        meaning "Bandwidth couldn't create the destination. The code's name says `from`, but the recipient is the \
                 problem."
        causes ["the recipient's number doesn't support MMS"]
        action "Send a text message without media."
    4410 Some("media-unavailable"), "media unavailable" Some(false), Current "2018-01-16"
        meaning "Bandwidth couldn't download the media from its URL."
        action "Open each media URL from outside your network. Once they all load, send the message again."
    4411 Some("rejected-message-size-limit-exceeded"), "media too large" Some(false), Current "2018-01-16"
        meaning "The combined size of the attachments is over the limit."
        action "Reduce the total size of the media, then send a new message."
    4412 Some("media-content-invalid"), "unsupported media type" Some(false), Current "2020-07-23"
        meaning "Bandwidth doesn't support the content type of an attachment, or couldn't parse it."
        action "Serve the media with a supported `Content-Type`, then send a new message."
    4420 Some("rejected-carrier-does-not-exist"), "carrier does not exist" Some(false), Current "2018-01-16"
        meaning "The carrier for this message isn't in Bandwidth's configuration, so there is no route."
        action "Ask Bandwidth support whether this recipient can be reached."
    4421 Some("rejected-forbidden-no-destination"), "destination not permitted" Some(false), Current "2018-01-16"
        meaning "The account doesn't have permission to send to this destination."
        causes ["the account isn't provisioned for this destination"]
        action "Ask Bandwidth to provision your account for this destination."
    4431 Some("rejected-forbidden-shortcode"), "short codes not enabled" Some(false), Current "2018-01-16"
        meaning "The account isn't provisioned for short code messaging."
        action "Ask Bandwidth to provision short code messaging, or send from another type of number."
    4432 Some("rejected-forbidden-country"), "country not allowed" Some(false), Current "2018-01-16"
        meaning "The account can't send this message to the recipient's country or zone."
        causes ["the country or zone isn't enabled for the account", "MMS doesn't reach this country"]
        action "Ask Bandwidth to enable this country on your account. If the message was an MMS, try SMS."
    4433 Some("rejected-forbidden-tollfree"), "toll-free not enabled" Some(false), Current "2018-01-16"
        meaning "The account isn't enabled for toll-free messaging."
        action "Ask Bandwidth to enable toll-free messaging, or send from another type of number."
    4434 Some("rejected-forbidden-tollfree-for-recipient"), "toll-free recipient not allowed"
        Some(false), Current "2018-01-16"
        meaning "Messages to this toll-free number aren't allowed."
        causes ["the number isn't enabled for messaging", "the number isn't active"]
        action "Check the number for typos. If it is correct, remove it from your list."
    4435 Some("forbidden-too-many-recipients"), "too many recipients" Some(false), Current "2019-08-22"
        meaning "The group message has too many recipients. A group has at most 10 participants."
        action "Split the recipients into smaller groups."
    4451 Some("rejected-wrong-user-id"), "invalid user ID" Some(false), Current "2018-01-16"
        meaning "The user ID in the request isn't valid."
        action "Correct the user ID, then send the message again."
    4452 Some("rejected-wrong-application-id"), "invalid application ID" Some(false), Current "2018-01-16"
        meaning "The application ID isn't valid or isn't associated with the account."
        action "Copy the ID of a messaging application on this account from the Bandwidth Dashboard."
    4470 Some("rejected-spam-detected"), "blocked as spam by Bandwidth" Some(true), Current "2018-01-16"
        meaning "Bandwidth's spam filter blocked the message."
        causes ["the sending volume", "the content", "a SHAFT violation (sex, hate, alcohol, firearms, tobacco)"]
        action "Don't resend the same text. Change the content or volume, or ask Bandwidth support if the block looks \
                wrong."
    4475 Some("destination-rejected-due-to-user-opt-out"), "recipient opted out" None, Current "after 2023-11"
        meaning "Bandwidth rejected the message because the recipient opted out. Bandwidth documents only the name of \
                 this code."
        action "Remove the recipient from your list. Don't message them again unless they opt back in."
    4476 Some("blocked-unregistered"), "unregistered sender blocked" None, Current "after 2023-11"
        meaning "Bandwidth blocked the message because the sender isn't registered."
        causes ["the `from` number isn't assigned to an active 10DLC campaign"]
        action "Assign the number to an active 10DLC campaign before sending again."
    4481 Some("rejected-from-number-in-blacklist"), "sender number blocked" Some(false), Current "2018-01-16"
        meaning "Bandwidth has blocked the `from` number from sending messages."
        causes ["reports of spam or other violations by this number, at Bandwidth or a carrier"]
        action "Stop sending from this number and contact Bandwidth support."
    4482 Some("rejected-to-number-in-blacklist"), "recipient number blocked" Some(false), Current "2018-01-16"
        meaning "The `to` number is blocked from receiving messages."
        action "Remove the number from your list."
    4492 Some("reject-emergency"), "emergency number not allowed" Some(false), Current "2018-01-16"
        meaning "Messages to emergency numbers are forbidden."
        action "Remove the emergency number from your list, and find out how it got there."
    4493 Some("rejected-unauthorized"), "sender not authorized" Some(false), Current "2018-01-16"
        meaning "The sender isn't authorized to send messages from this account."
        action "Check your API credentials, and that they may send from this account."
    4700 Some("invalid-service-type"), "invalid service type" Some(true), Current "2018-01-16"
        meaning "The carrier rejected this type of message."
        causes ["the carrier or the handset doesn't support SMS or MMS"]
        action "If it was an MMS, try SMS. If it was an SMS, reach the recipient another way."
    4701 Some("destination-service-unavailable"), "destination service unavailable" Some(true), Current "2020-08-06"
        meaning "The carrier reports that the recipient can't be reached or that SMS isn't available."
        action "Don't resend the message. Reach the recipient another way."
    4702 Some("destination-subscriber-unavailable"), "subscriber unavailable" Some(true), Current "2020-08-06"
        meaning "The carrier reports that the subscriber is unavailable. It may have stored the message to retry later."
        causes [
            "the handset is off, unreachable or barred",
            "the subscriber is busy",
            "the SIM card or voicemail is full",
        ]
        action "Treat the outcome as unknown: the carrier may still deliver it. Later, send a new message if it still \
                matters."
        outcome Unknown
    4710 Some("media-unavailable"), "media unavailable to the carrier" None, Current "after 2023-11"
        meaning "The carrier rejected the message because its media was unavailable. Bandwidth documents only the \
                 name of this code."
        action "Check that each media URL opens from outside your network, then send a new message."
    4711 Some("rejected-message-size-limit-exceeded"), "media too large for the carrier"
        Some(true), Current "2021-09-23"
        meaning "The carrier, or a vendor on the way to it, couldn't retrieve the media because it is too large."
        action "Reduce the size of the media, then send a new message."
    4712 Some("media-content-invalid"), "media type rejected by carrier" Some(true), Current "2021-09-23"
        meaning "The carrier doesn't support the content type of an attachment."
        action "Convert the media to a file type that Bandwidth supports for MMS, then send a new message."
    4720 Some("invalid-destination-address"), "invalid recipient number" Some(true), Current "2018-01-16"
        meaning "The carrier rejected the recipient's number as invalid."
        causes [
            "the number doesn't exist (an unused area code, for example)",
            "the number isn't enabled for messaging (a landline, for example)",
            "T-Mobile, from toll-free: the user blocks all toll-free and short code messages",
        ]
        action "Check the number for typos. If it is correct, remove it from your list or reach the person another way."
    4721 Some("destination-tn-deactivated"), "recipient number deactivated" Some(true), Current "2020-04-17"
        meaning "The recipient's number is on the deactivation list."
        causes ["the number is inactive", "the number isn't associated with a carrier"]
        action "Remove the number from your list. If it is reassigned, its new owner hasn't opted in."
    4730 Some("no-route-to-destination-carrier"), "no route to destination carrier" Some(true), Current "2020-08-06"
        meaning "The carrier has no route to the recipient."
        causes ["no route exists", "the handset is roaming on a network that can't be reached", "routing was denied"]
        action "Reach the recipient another way, or ask Bandwidth support whether a route exists."
    4735 Some("too-many-recipients"), "too many recipients for the carrier" None, Current "after 2023-11"
        meaning "The carrier rejected the message because it has too many recipients. Bandwidth documents only the \
                 name of this code."
        action "Send to fewer recipients at a time."
    4740 Some("invalid-source-address-address"), "invalid sender number" Some(true), Current "2018-01-16"
        meaning "The carrier rejected the sender's number as invalid."
        causes [
            "the number isn't in the numbering plan",
            "the sender's carrier is invalid or disabled",
            "the sender isn't authorized",
            "this type of number isn't supported",
        ]
        action "Check that the `from` number is active, enabled for messaging, and of a supported type."
    4750 Some("destination-rejected-message"), "rejected by carrier, no reason given" Some(true), Current "2018-01-16"
        meaning "The destination carrier rejected the message without giving a reason."
        causes [
            "AT&T: a prepaid account is out of money",
            "AT&T: the line can't receive this type of SMS",
            "AT&T: the message was identified as spam",
        ]
        action "Don't resend the message. If it persists, send Bandwidth support a few examples."
    4751 Some("destination-rejected-message-size-invalid"), "message too long for the carrier"
        Some(true), Current "2018-01-16"
        meaning "The carrier rejected the message because it is too long or its length is invalid."
        action "Shorten the text, then send a new message."
    4752 Some("destination-rejected-malformed"), "malformed for the carrier" Some(true), Current "2020-08-06"
        meaning "The carrier couldn't process the message because it is malformed."
        causes [
            "the message is blank",
            "the destination doesn't accept more than 160 characters",
            "the content, encoding or a protocol field is invalid",
        ]
        action "Send plain, non-empty text of at most 160 characters. If that fails too, contact Bandwidth support."
    4753 Some("destination-rejected-handset"), "rejected by the handset" Some(true), Current "2023-05-23"
        meaning "The recipient's handset rejected the message."
        action "Don't resend the message. Reach the recipient another way."
    4754 Some("unsupported-channel"), "unsupported channel" None, Current "after 2023-11"
        meaning "The carrier rejected the message because its channel isn't supported. Bandwidth documents only the \
                 name of this code."
        action "Send a new message on another channel, such as SMS."
    4770 Some("destination-spam-detected"), "blocked as spam by carrier" Some(true), Current "2018-01-16"
        meaning "The carrier blocked the message as spam."
        causes [
            "the content, or a SHAFT violation (sex, hate, alcohol, firearms, tobacco)",
            "the sender was flagged for repeated spam",
            "the campaign has a poor reputation",
            "AT&T: the number isn't registered",
        ]
        action "Don't resend the same text. Check that the number is registered, then review content, opt-ins and \
                campaign."
    4771 Some("rejected-shortened-url"), "shortened URL rejected" Some(true), Current "2022-06-24"
        meaning "The carrier rejected the message because of a shortened URL."
        action "Use links on your own domain instead of a public URL shortener."
    4772 Some("rejected-tn-blocked"), "sender or recipient blocked" Some(true), Current "2023-03-23"
        meaning "The carrier, or a vendor on the way to it, blocks the sender or the recipient. The code doesn't \
                 say which one."
        action "Ask Bandwidth support which number is blocked and why."
    4773 Some("inactive-campaign"), "inactive campaign" Some(true), Current "2023-03-23"
        meaning "The 10DLC campaign of the `from` number isn't active for this destination."
        causes ["the campaign is still pending", "the campaign was rejected", "a carrier suspended the campaign"]
        action "Check the campaign's status with The Campaign Registry (TCR) before sending again."
    4774 Some("provisioning-issue"), "number provisioning issue" Some(true), Current "2023-03-23"
        meaning "The number isn't provisioned correctly in the industry's database."
        causes ["parts of its 10DLC provisioning are wrong or missing"]
        action "Ask Bandwidth support to correct the issue before sending from this number again."
    4775 Some("destination-rejected-due-to-user-opt-out"), "opted out at the carrier" Some(true), Current "2018-01-16"
        meaning "The carrier rejected the message because the recipient opted out of messages from this sender."
        action "Remove the recipient from your list. Don't message them again unless they opt back in."
    4780 Some("volume-violation-tmo"), "T-Mobile daily limit exceeded" Some(true), Current "2020-01-30"
        meaning "T-Mobile rejected the message because your 10DLC brand exceeded its daily limit."
        action "Check your brand's daily limit before sending more. External vetting can improve the brand's score."
    4781 Some("volume-violation-att"), "AT&T rate limit exceeded" Some(true), Current "2022-06-24"
        meaning "AT&T rejected or throttled the message."
        causes ["your 10DLC campaign exceeded its rate limit", "another reason, such as a high spam rate"]
        action "Keep to the campaign's rate limit. If you were within it, look into spam complaints."
    4785 Some("volumetric-violation"), "carrier volume limit exceeded" Some(true), Current "2022-09-15"
        meaning "The carrier rejected the message because you exceeded your allotted volume."
        action "Slow down, then send the message again after some time. Unlike for other 4xxx codes, Bandwidth says \
                to retry."
        retry Later
    4790 Some("destination-rejected-sc-not-allowed"), "short code not allowed" Some(true), Current "2020-04-17"
        meaning "The carrier rejected the message because of a short code restriction."
        causes [
            "the carrier blocks this recipient",
            "the recipient can't receive short code messages",
            "the carrier blocks this short code for this recipient",
        ]
        action "Use another sender that the recipient has opted in to, or ask Bandwidth support about the block."
    4791 Some("destination-rejected-campaign-not-allowed"), "short code campaign not allowed"
        Some(true), Current "2020-04-17"
        meaning "The carrier doesn't allow, or has blocked, the campaign of this short code."
        action "Ask Bandwidth support about the campaign's status with this carrier."
    4792 Some("destination-rejected-sc-not-provisioned"), "short code not provisioned" Some(true), Current "2020-04-17"
        meaning "The short code isn't provisioned on the carrier's network."
        action "Ask Bandwidth support to have the short code provisioned with this carrier before sending from it \
                again."
    4793 Some("destination-rejected-sc-expired"), "short code expired" Some(true), Current "2020-04-17"
        meaning "The short code has expired with the carrier."
        action "Renew the short code, or send from another number."
    4794 Some("destination-rejected-expired"), "rejected as expired" None, Current "after 2023-11"
        meaning "The destination rejected the message as expired. Bandwidth documents only the name of this code."
        action "Ask Bandwidth support what expired before sending again."
    4795 Some("tfn-not-verified"), "toll-free number not verified" Some(true), Current "2022-09-15"
        meaning "The message was blocked because the toll-free sender isn't verified."
        causes ["the number hasn't been verified", "spam was sent from the unverified number"]
        action "Submit the number for toll-free verification as soon as possible."
    5100 Some("temporary-app-error"), "temporary application error" Some(false), Current "2018-01-16"
        meaning "A Bandwidth application had a temporary error and couldn't process the message."
        action "Send the message again later."
    5101 Some("temporary-app-shutdown"), "application shutting down" Some(false), Current "2018-01-16"
        meaning "A Bandwidth application was shutting down and didn't receive the message."
        action "Send the message again later."
    5106 Some("impossible-to-route"), "impossible to route" Some(false), Current "2019-11-18"
        meaning "Bandwidth couldn't route the message, even after several attempts."
        action "Send the message again later. If it persists, contact Bandwidth support."
    5111 Some("temporary-app-connection-closed"), "connection closed" Some(false), Current "2018-01-16"
        meaning "The message reached Bandwidth on a connection that was already closed."
        action "Send the message again later."
    5112 None, "application error (removed)" Some(false), Removed "2018-01-16"
        meaning "Bandwidth documented 5112 as an application error until August 2020, without an explanation."
        action "Send the message again later. If it persists, contact Bandwidth support: this code is no longer \
                documented."
    5143 None, "application error (removed)" Some(false), Removed "2018-01-16"
        meaning "Bandwidth documented 5143 as an application error until August 2020, without an explanation."
        action "Send the message again later. If it persists, contact Bandwidth support: this code is no longer \
                documented."
    5144 None, "application error (removed)" Some(false), Removed "2018-01-16"
        meaning "Bandwidth documented 5144 as an application error until August 2020, without an explanation."
        action "Send the message again later. If it persists, contact Bandwidth support: this code is no longer \
                documented."
    5146 None, "application error (removed)" Some(false), Removed "2018-01-16"
        meaning "Bandwidth documented 5146 as an application error until August 2020, without an explanation."
        action "Send the message again later. If it persists, contact Bandwidth support: this code is no longer \
                documented."
    5201 Some("temporary-rout-error-retries-exceeded"), "retries exceeded" Some(false), Current "2018-01-16"
        meaning "The message expired after Bandwidth's attempts to deliver it failed."
        action "If the message still matters, send it again later."
    5211 Some("temporary-app-error-app-busy"), "application busy" Some(false), Current "2018-01-16"
        meaning "A Bandwidth application was too busy to receive the message."
        action "Wait, then send the message again at a slower rate."
    5220 Some("temporary-store-error"), "temporary storage error" Some(false), Current "2018-01-16"
        meaning "Bandwidth couldn't store the message, so it wasn't received."
        action "Send the message again later."
    5231 Some("discarded-concatenation-timeout"), "concatenation timeout" Some(false), Current "2018-01-16"
        meaning "Bandwidth didn't receive all parts of the message in time and discarded it."
        action "Send the whole message again later."
    5500 Some("message-send-failed"), "message send failed" Some(false), Current "2018-01-16"
        meaning "The destination carrier reported a general failure. Bandwidth counts it as its own error."
        action "Send the message again later."
    5501 Some("message-send-failed"), "no destination available" Some(false), Current "2018-01-16"
        meaning "Bandwidth couldn't send the message because no destination was available."
        action "Send the message again later."
    5503 None, "service unavailable (removed)" Some(false), Removed "2018-01-16"
        meaning "Bandwidth documented 5503 as service unavailable until August 2020, without an explanation."
        action "Send the message again later. If it persists, contact Bandwidth support: this code is no longer \
                documented."
    5600 Some("destination-carrier-queue-full"), "carrier queue full" Some(true), Current "2018-01-16"
        meaning "The carrier's service was unavailable."
        causes ["network congestion", "a full queue at the carrier", "throttling by the carrier"]
        action "Wait, then send the message again once."
    5610 Some("submit-sm-or-submit-multi-failed"), "submission to carrier failed" Some(true), Current "2018-01-16"
        meaning "The carrier had an error while the message was being submitted or canceled."
        action "Send the message again once."
    5611 Some("temporary-route-error-retries-exceeded"), "retries exceeded at carrier (removed)"
        Some(true), Removed "2020-08-18"
        meaning "The message expired at the carrier after its retries failed. This code was last documented in \
                 February 2021."
        action "If the message still matters, send it again once."
    5620 Some("destination-app-error"), "carrier application error" Some(true), Current "2018-01-16"
        meaning "The carrier's application reported a general error while processing the message."
        causes ["T-Mobile: the number isn't registered"]
        action "Check that the number is registered. If it is, send the message again once."
    5630 Some("message-not-acknowledged"), "message not acknowledged" Some(true), Current "2018-01-16"
        meaning "The carrier didn't respond to or acknowledge the message."
        action "Treat the outcome as unknown. Retry at most once: the recipient may get the message twice."
        outcome Unknown
    5650 Some("destination-failed"), "destination failed" Some(true), Current "2018-01-16"
        meaning "The carrier failed to deliver the message to the recipient's network or handset."
        action "Send the message again once."
    5999 Some("unknown-error"), "unknown Bandwidth error" Some(false), Current "2018-01-16"
        meaning "Bandwidth's core reported an error it doesn't know. Despite the second digit, it is Bandwidth's own."
        action "Send the message again later. If it persists, contact Bandwidth support."
    9902 Some("delivery-receipt-expired"), "delivery receipt timed out" Some(true), Current "2018-02-14"
        meaning "No delivery receipt (DLR) arrived in time. The limit is 73 hours; until 2026-07-06 it was 2 hours."
        causes ["the downstream provider sent no receipt", "the receipt arrived too late"]
        action "Treat the outcome as unknown, not as failed. Don't resend automatically: the recipient may get the \
                message twice."
        outcome Unknown
    9999 Some("unknown-error"), "unknown downstream error" Some(true), Current "2018-02-14"
        meaning "The carrier reported an error that Bandwidth doesn't recognize."
        action "Treat the outcome as unknown. Don't resend automatically; if it persists, contact Bandwidth support."
        outcome Unknown
}
