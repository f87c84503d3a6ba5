//! Generated from the catalogue. `UPDATE=1 cargo test` rewrites it.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::catalogue::events::EventType;
use crate::catalogue::fields::{Field, Record};
use crate::event::into_static::IntoStatic;
use crate::event::members::{Member, Strings, Value, nullable};
use crate::event::records::{events, records};
use crate::values::{Extra, FieldValues, OneOrMany};

events! {
    /// Inbound message to one of your numbers.
    "message-received" MessageReceived(MessageReceivedEvent),
    /// Bandwidth accepted your MMS and is handing it off to the carrier.
    "message-sending" MessageSending(MessageSendingEvent),
    /// Handed off to the carrier. Not a delivery confirmation.
    "message-sent" MessageSent(MessageSentEvent),
    /// Accepted by the carrier, or confirmed by the handset; which one depends on the number type, channel and carrier.
    "message-delivered" MessageDelivered(MessageDeliveredEvent),
    /// Not delivered to this recipient. With a few error codes, the outcome is unknown.
    "message-failed" MessageFailed(MessageFailedEvent),
    /// The recipient opened your RBM message.
    "message-read" MessageRead(MessageReadEvent),
    /// The recipient tapped a suggested reply or action in your RBM message.
    "suggestion-response" SuggestionResponse(SuggestionResponseEvent),
    /// The recipient shared the location that your RBM message requested.
    "requested-location-response" RequestedLocationResponse(RequestedLocationResponseEvent),
}

records! {
    /// A `message-received` callback. Inbound message to one of your numbers.
    ///
    /// No further callbacks. For a group message, you get one event per number you own, each with its own message ID.
    ///
    /// ```
    /// use bandwidth_callbacks::{CallbackEvent, parse, sample};
    ///
    /// let report = parse(sample("message-received").unwrap());
    /// let CallbackEvent::MessageReceived(event) = &report.events[0] else { panic!() };
    /// assert!(event.extra.is_empty());
    /// ```
    pub struct MessageReceivedEvent: Event {
        /// When the event happened (UTC). `message.time` is when the message was created.
        pub time: Cow<'a, str> = Time,
        /// A description for people. Its wording changes, so base decisions on `type` and `errorCode`.
        pub description: Option<Cow<'a, str>> = Description,
        /// On a status: the one recipient that this event is about. On an inbound event: your number or RBM agent that
        /// received the message.
        pub to: Option<Cow<'a, str>> = To,
        /// The recipient's carrier, if your account has this feature.
        pub carrier_name: Option<Cow<'a, str>> = CarrierName,
        /// The message of this event.
        pub message: Message<'a> = Message,
    }

    /// A `message-sending` callback. Bandwidth accepted your MMS and is handing it off to the carrier.
    ///
    /// Next: `message-delivered` or `message-failed` per recipient. If the carrier sends no delivery receipts, this is
    /// the last event.
    ///
    /// ```
    /// use bandwidth_callbacks::{CallbackEvent, parse, sample};
    ///
    /// let report = parse(sample("message-sending").unwrap());
    /// let CallbackEvent::MessageSending(event) = &report.events[0] else { panic!() };
    /// assert!(event.extra.is_empty());
    /// ```
    pub struct MessageSendingEvent: Event {
        /// When the event happened (UTC). `message.time` is when the message was created.
        pub time: Cow<'a, str> = Time,
        /// A description for people. Its wording changes, so base decisions on `type` and `errorCode`.
        pub description: Option<Cow<'a, str>> = Description,
        /// On a status: the one recipient that this event is about. On an inbound event: your number or RBM agent that
        /// received the message.
        pub to: Cow<'a, str> = To,
        /// The recipient's carrier, if your account has this feature.
        pub carrier_name: Option<Cow<'a, str>> = CarrierName,
        /// The message of this event.
        pub message: Message<'a> = Message,
    }

    /// A `message-sent` callback. Handed off to the carrier. Not a delivery confirmation.
    ///
    /// Next: `message-delivered` or `message-failed` per recipient, within 73 hours.
    ///
    /// ```
    /// use bandwidth_callbacks::{CallbackEvent, parse, sample};
    ///
    /// let report = parse(sample("message-sent").unwrap());
    /// let CallbackEvent::MessageSent(event) = &report.events[0] else { panic!() };
    /// assert!(event.extra.is_empty());
    /// ```
    pub struct MessageSentEvent: Event {
        /// When the event happened (UTC). `message.time` is when the message was created.
        pub time: Cow<'a, str> = Time,
        /// A description for people. Its wording changes, so base decisions on `type` and `errorCode`.
        pub description: Option<Cow<'a, str>> = Description,
        /// On a status: the one recipient that this event is about. On an inbound event: your number or RBM agent that
        /// received the message.
        pub to: Option<OneOrMany<'a>> = To,
        /// The recipient's carrier, if your account has this feature.
        pub carrier_name: Option<Cow<'a, str>> = CarrierName,
        /// The message of this event.
        pub message: Message<'a> = Message,
    }

    /// A `message-delivered` callback. Accepted by the carrier, or confirmed by the handset; which one depends on the
    /// number type, channel and carrier.
    ///
    /// Final status. On RBM, a `message-read` may follow.
    ///
    /// ```
    /// use bandwidth_callbacks::{CallbackEvent, parse, sample};
    ///
    /// let report = parse(sample("message-delivered").unwrap());
    /// let CallbackEvent::MessageDelivered(event) = &report.events[0] else { panic!() };
    /// assert!(event.extra.is_empty());
    /// ```
    pub struct MessageDeliveredEvent: Event {
        /// When the event happened (UTC). `message.time` is when the message was created.
        pub time: Cow<'a, str> = Time,
        /// A description for people. Its wording changes, so base decisions on `type` and `errorCode`.
        pub description: Option<Cow<'a, str>> = Description,
        /// On a status: the one recipient that this event is about. On an inbound event: your number or RBM agent that
        /// received the message.
        pub to: Option<Cow<'a, str>> = To,
        /// The recipient's carrier, if your account has this feature.
        pub carrier_name: Option<Cow<'a, str>> = CarrierName,
        /// The message of this event.
        pub message: Message<'a> = Message,
    }

    /// A `message-failed` callback. Not delivered to this recipient. With a few error codes, the outcome is unknown.
    ///
    /// Final status for this recipient.
    ///
    /// ```
    /// use bandwidth_callbacks::{CallbackEvent, parse, sample};
    ///
    /// let report = parse(sample("message-failed").unwrap());
    /// let CallbackEvent::MessageFailed(event) = &report.events[0] else { panic!() };
    /// assert!(event.extra.is_empty());
    /// ```
    pub struct MessageFailedEvent: Event {
        /// When the event happened (UTC). `message.time` is when the message was created.
        pub time: Cow<'a, str> = Time,
        /// A description for people. Its wording changes, so base decisions on `type` and `errorCode`.
        pub description: Option<Cow<'a, str>> = Description,
        /// On a status: the one recipient that this event is about. On an inbound event: your number or RBM agent that
        /// received the message.
        pub to: Cow<'a, str> = To,
        /// Why the message failed: four digits. The first digit gives the class: 4 rejected, 5 service error, 9
        /// unknown.
        pub error_code: Option<u32> = ErrorCode,
        /// The recipient's carrier, if your account has this feature.
        pub carrier_name: Option<Cow<'a, str>> = CarrierName,
        /// The message of this event.
        pub message: Message<'a> = Message,
    }

    /// A `message-read` callback. The recipient opened your RBM message.
    ///
    /// No further callbacks, except that `message-delivered` may arrive after it: order isn't guaranteed.
    ///
    /// ```
    /// use bandwidth_callbacks::{CallbackEvent, parse, sample};
    ///
    /// let report = parse(sample("message-read").unwrap());
    /// let CallbackEvent::MessageRead(event) = &report.events[0] else { panic!() };
    /// assert!(event.extra.is_empty());
    /// ```
    pub struct MessageReadEvent: Event {
        /// When the event happened (UTC). `message.time` is when the message was created.
        pub time: Cow<'a, str> = Time,
        /// A description for people. Its wording changes, so base decisions on `type` and `errorCode`.
        pub description: Option<Cow<'a, str>> = Description,
        /// On a status: the one recipient that this event is about. On an inbound event: your number or RBM agent that
        /// received the message.
        pub to: Cow<'a, str> = To,
        /// The recipient's carrier, if your account has this feature.
        pub carrier_name: Option<Cow<'a, str>> = CarrierName,
        /// When the recipient read the message (UTC).
        pub event_time: Option<Cow<'a, str>> = EventTime,
        /// The message of this event.
        pub message: Message<'a> = Message,
    }

    /// A `suggestion-response` callback. The recipient tapped a suggested reply or action in your RBM message.
    ///
    /// No further callbacks for this response.
    ///
    /// ```
    /// use bandwidth_callbacks::{CallbackEvent, parse, sample};
    ///
    /// let report = parse(sample("suggestion-response").unwrap());
    /// let CallbackEvent::SuggestionResponse(event) = &report.events[0] else { panic!() };
    /// assert!(event.extra.is_empty());
    /// ```
    pub struct SuggestionResponseEvent: Event {
        /// When the event happened (UTC). `message.time` is when the message was created.
        pub time: Cow<'a, str> = Time,
        /// A description for people. Its wording changes, so base decisions on `type` and `errorCode`.
        pub description: Option<Cow<'a, str>> = Description,
        /// On a status: the one recipient that this event is about. On an inbound event: your number or RBM agent that
        /// received the message.
        pub to: Cow<'a, str> = To,
        /// The recipient's carrier, if your account has this feature.
        pub carrier_name: Option<Cow<'a, str>> = CarrierName,
        /// The message of this event.
        pub message: Message<'a> = Message,
    }

    /// A `requested-location-response` callback. The recipient shared the location that your RBM message requested.
    ///
    /// No further callbacks for this response.
    ///
    /// ```
    /// use bandwidth_callbacks::{CallbackEvent, parse, sample};
    ///
    /// let report = parse(sample("requested-location-response").unwrap());
    /// let CallbackEvent::RequestedLocationResponse(event) = &report.events[0] else { panic!() };
    /// assert!(event.extra.is_empty());
    /// ```
    pub struct RequestedLocationResponseEvent: Event {
        /// When the event happened (UTC). `message.time` is when the message was created.
        pub time: Cow<'a, str> = Time,
        /// A description for people. Its wording changes, so base decisions on `type` and `errorCode`.
        pub description: Option<Cow<'a, str>> = Description,
        /// On a status: the one recipient that this event is about. On an inbound event: your number or RBM agent that
        /// received the message.
        pub to: Cow<'a, str> = To,
        /// The recipient's carrier, if your account has this feature.
        pub carrier_name: Option<Cow<'a, str>> = CarrierName,
        /// The message of this event.
        pub message: Message<'a> = Message,
    }

    /// The message of this event.
    pub struct Message: Message {
        /// The message ID; treat it as opaque. An outbound ID starts with the creation time: 13 digits, in milliseconds
        /// since 1970. Inbound IDs are UUIDs. All recipients of an outbound group message share one ID.
        pub id: Cow<'a, str> = Id,
        /// Your number in this conversation: `from` if you sent the message, one of `to` if you received it.
        pub owner: Cow<'a, str> = Owner,
        /// The messaging application that your number belongs to.
        pub application_id: Option<Cow<'a, str>> = ApplicationId,
        /// When the message was created (UTC).
        pub time: Cow<'a, str> = MessageTime,
        /// The number of SMS segments that you are billed for; 1 for MMS.
        pub segment_count: Option<u32> = SegmentCount,
        /// `in` for an inbound message, `out` for an outbound one.
        pub direction: Cow<'a, str> = Direction,
        /// All recipients of the message, always an array.
        pub to: Vec<Cow<'a, str>> = Recipients,
        /// The sender: a phone number, a short code, an alphanumeric sender or an RBM agent.
        pub from: Cow<'a, str> = From,
        /// The message text. Empty on a status: Bandwidth doesn't keep the text that you sent.
        pub text: Option<Cow<'a, str>> = Text,
        /// The attachment URLs. Inbound media is hosted by Bandwidth for 48 hours, and downloading it needs your API
        /// credentials. The first file is often a SMIL layout.
        pub media: Option<Vec<Cow<'a, str>>> = Media,
        /// Your own text, set when you sent the message. At most 1024 characters.
        pub tag: Option<Cow<'a, str>> = Tag,
        /// The priority that you sent the message with.
        pub priority: Option<Cow<'a, str>> = Priority,
        /// The channel of the message. If several channels were tried, the one that this event is about.
        pub channel: Option<Cow<'a, str>> = Channel,
        /// The content of an inbound RBM message.
        pub content: Option<Content<'a>> = Content,
        /// The suggestion that the recipient tapped.
        pub suggestion_response: Option<SuggestionResponse<'a>> = SuggestionResponse,
        /// The location that the recipient shared.
        pub location_response: Option<LocationResponse<'a>> = LocationResponse,
        ; /// The JSON of its event, if that has strings that are not Unicode text.
        pub(crate) exact: Option<Box<str>>
    }

    /// The content of an inbound RBM message.
    pub struct Content: Content {
        /// The text of the RBM message.
        pub text: Option<Cow<'a, str>> = ContentText,
        /// The file of the RBM message: a single object, unlike the array `message.media`.
        pub media: Option<ContentMedia<'a>> = ContentMedia,
    }

    /// The file of the RBM message: a single object, unlike the array `message.media`.
    pub struct ContentMedia: ContentMedia {
        /// The URL of the file.
        pub file_url: Option<Cow<'a, str>> = FileUrl,
        /// The URL of a thumbnail of the file.
        pub thumbnail_url: Option<Cow<'a, str>> = ThumbnailUrl,
    }

    /// The suggestion that the recipient tapped.
    pub struct SuggestionResponse: SuggestionResponse {
        /// The label of the suggestion that the recipient tapped.
        pub text: Option<Cow<'a, str>> = ResponseText,
        /// Your own data, set when you sent the suggestion; base64. At most 2048 characters.
        pub postback_data: Option<Cow<'a, str>> = PostbackData,
        /// The ID of your message that contained the suggestion. `Some(None)` if it is `null`.
        #[serde(default, with = "nullable")]
        pub paired_message_id: Option<Option<Cow<'a, str>>> = PairedMessageId,
    }

    /// The location that the recipient shared.
    pub struct LocationResponse: LocationResponse {
        /// Degrees north of the equator, as a string.
        pub latitude: Cow<'a, str> = Latitude,
        /// Degrees east of Greenwich, as a string.
        pub longitude: Cow<'a, str> = Longitude,
    }
}
