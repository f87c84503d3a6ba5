//! The typed event model: one variant for each type of callback, and the records they hold.
//!
//! Strings borrow from the body if they have no escapes. Fields that this version does not know are kept in `extra`.
//! [`crate::catalogue::fields`] describes every field.
//!
//! Events can also be deserialized with serde, for example with `serde_json::from_reader`, from a queue, or in an
//! extractor of a web framework. They own their strings then, and must be exactly as documented;
//! [`parse`](crate::parse) borrows, accepts known deviations, and reports what is wrong.
//!
//! ```
//! use bandwidth_callbacks::{CallbackEvent, sample};
//!
//! let events: Vec<CallbackEvent> = serde_json::from_reader(sample("message-read").unwrap().as_bytes()).unwrap();
//! assert!(events[0].is_status());
//! ```
//!
//! `Debug` shows the type of an event but no values, because they are phone numbers and private messages.
//!
//! ```
//! let report = bandwidth_callbacks::parse(bandwidth_callbacks::sample("message-read").unwrap());
//! assert_eq!(format!("{:?}", report.events), "[MessageRead(..)]");
//! ```

pub(crate) mod key;
mod into_static;
mod opaque_debug;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::catalogue::events::{Direction, EventType};
use into_static::IntoStatic;
use opaque_debug::opaque_debug;

/// Fields that this version does not know, or that do not belong to their event type.
///
/// ```
/// use bandwidth_callbacks::event::Content;
///
/// let content: Content = serde_json::from_str(r#"{"text": "Hello", "mood": "good"}"#).unwrap();
/// assert_eq!(content.extra["mood"], "good");
/// ```
pub type Extra = Map<String, Value>;

macro_rules! events {
    ($($variant:ident $name:literal $record:ident { to: $to:ty $(, $(#[$meta:meta])* $field:ident: $type:ty)* })*) => {
        /// One callback: a variant for each type.
        ///
        /// ```
        /// use bandwidth_callbacks::{CallbackEvent, parse, sample};
        ///
        /// let report = parse(sample("message-read").unwrap());
        /// match &report.events[0] {
        ///     CallbackEvent::MessageRead(event) => assert_eq!(event.to, "+15555550142"),
        ///     other => panic!("{:?}", other.event_type()),
        /// }
        /// ```
        #[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "type")]
        #[non_exhaustive]
        pub enum CallbackEvent<'a> {
            $(
                #[doc = concat!("`", $name, "`")]
                #[serde(rename = $name)]
                $variant($record<'a>),
            )*
        }

        $(
            #[doc = concat!("A `", $name, "` callback.")]
            ///
            /// ```
            /// use bandwidth_callbacks::{CallbackEvent, parse, sample};
            ///
            #[doc = concat!("let report = parse(sample(\"", $name, "\").unwrap());")]
            #[doc = concat!("let [CallbackEvent::", stringify!($variant), "(event)] = &report.events[..] else { panic!() };")]
            /// assert!(event.time.ends_with('Z') && event.extra.is_empty());
            /// ```
            #[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(rename_all = "camelCase")]
            #[non_exhaustive]
            pub struct $record<'a> {
                /// When it happened (UTC).
                pub time: Cow<'a, str>,
                /// What happened, for people. Do not match on it.
                #[serde(skip_serializing_if = "Option::is_none")]
                pub description: Option<Cow<'a, str>>,
                /// On a status, the recipient that it is about; on an inbound event, your number.
                #[serde(skip_serializing_if = "IsAbsent::is_absent")]
                pub to: $to,
                $($(#[$meta])* pub $field: $type,)*
                /// The recipient's carrier.
                #[serde(skip_serializing_if = "Option::is_none")]
                pub carrier_name: Option<Cow<'a, str>>,
                /// The message that this event is about.
                pub message: Message<'a>,
                /// Fields that are not documented for this event.
                #[serde(flatten)]
                pub extra: Extra,
            }
        )*

        opaque_debug! { $($record)* }

        impl<'a> CallbackEvent<'a> {
            /// Its type.
            ///
            /// ```
            /// use bandwidth_callbacks::catalogue::events::EventType;
            /// use bandwidth_callbacks::{parse, sample};
            ///
            /// let report = parse(sample("message-sent").unwrap());
            /// assert_eq!(report.events[0].event_type(), EventType::MessageSent);
            /// ```
            #[must_use]
            pub fn event_type(&self) -> EventType {
                match self {
                    $(CallbackEvent::$variant(_) => EventType::$variant,)*
                }
            }

            /// The message that it is about.
            ///
            /// ```
            /// use bandwidth_callbacks::{parse, sample};
            ///
            /// let report = parse(sample("message-sent").unwrap());
            /// assert_eq!(report.events[0].message().direction, "out");
            /// ```
            #[must_use]
            pub fn message(&self) -> &Message<'a> {
                match self {
                    $(CallbackEvent::$variant(event) => &event.message,)*
                }
            }

            fn message_mut(&mut self) -> &mut Message<'a> {
                match self {
                    $(CallbackEvent::$variant(event) => &mut event.message,)*
                }
            }

            /// When it happened (UTC).
            ///
            /// ```
            /// use bandwidth_callbacks::{parse, sample};
            ///
            /// let report = parse(sample("message-sent").unwrap());
            /// assert_eq!(report.events[0].time().len(), "2026-07-14T09:12:07.412906Z".len());
            /// ```
            #[must_use]
            pub fn time(&self) -> &str {
                match self {
                    $(CallbackEvent::$variant(event) => &event.time,)*
                }
            }

            /// What happened, for people. Do not match on it.
            ///
            /// ```
            /// use bandwidth_callbacks::{parse, sample};
            ///
            /// let report = parse(sample("message-received").unwrap());
            /// assert_eq!(report.events[0].description(), Some("Incoming message received"));
            /// ```
            #[must_use]
            pub fn description(&self) -> Option<&str> {
                match self {
                    $(CallbackEvent::$variant(event) => event.description.as_deref(),)*
                }
            }

            /// The recipient's carrier, if Bandwidth reports it.
            ///
            /// ```
            /// use bandwidth_callbacks::{parse, sample};
            ///
            /// let report = parse(sample("message-received").unwrap());
            /// assert_eq!(report.events[0].carrier_name(), None);
            /// ```
            #[must_use]
            pub fn carrier_name(&self) -> Option<&str> {
                match self {
                    $(CallbackEvent::$variant(event) => event.carrier_name.as_deref(),)*
                }
            }

            /// Why the message failed, if it did; see [`crate::catalogue::errors`].
            ///
            /// ```
            /// use bandwidth_callbacks::{parse, sample};
            ///
            /// let report = parse(sample("message-failed").unwrap());
            /// assert_eq!(report.events[0].error_code(), Some(4432));
            /// ```
            #[must_use]
            pub fn error_code(&self) -> Option<u32> {
                if let CallbackEvent::MessageFailed(failed) = self { failed.error_code } else { None }
            }

            /// The same event, independent of the body.
            ///
            /// ```
            /// use bandwidth_callbacks::{CallbackEvent, parse, sample};
            ///
            /// let event: CallbackEvent<'static> = {
            ///     let body = sample("message-read").unwrap().to_owned();
            ///     parse(&body).events.remove(0).into_owned()
            /// };
            /// assert!(event.is_status());
            /// ```
            #[must_use]
            pub fn into_owned(self) -> CallbackEvent<'static> {
                match self {
                    $(CallbackEvent::$variant(event) => CallbackEvent::$variant($record {
                        time: event.time.into_static(),
                        description: event.description.into_static(),
                        to: event.to.into_static(),
                        $($field: event.$field.into_static(),)*
                        carrier_name: event.carrier_name.into_static(),
                        message: event.message.into_static(),
                        extra: event.extra,
                    }),)*
                }
            }

            fn to(&self) -> Vec<&str> {
                match self {
                    $(CallbackEvent::$variant(event) => IsAbsent::texts(&event.to),)*
                }
            }
        }
    };
}

events! {
    MessageReceived "message-received" MessageReceivedEvent { to: Option<Cow<'a, str>> }
    MessageSending "message-sending" MessageSendingEvent { to: Cow<'a, str> }
    MessageSent "message-sent" MessageSentEvent { to: Option<OneOrMany<'a>> }
    MessageDelivered "message-delivered" MessageDeliveredEvent { to: Option<Cow<'a, str>> }
    MessageFailed "message-failed" MessageFailedEvent {
        to: Cow<'a, str>,
        /// Why the message failed; see [`crate::catalogue::errors`].
        #[serde(skip_serializing_if = "Option::is_none")]
        error_code: Option<u32>
    }
    MessageRead "message-read" MessageReadEvent {
        to: Cow<'a, str>,
        /// When the recipient read it (UTC).
        #[serde(skip_serializing_if = "Option::is_none")]
        event_time: Option<Cow<'a, str>>
    }
    SuggestionResponse "suggestion-response" SuggestionResponseEvent { to: Cow<'a, str> }
    RequestedLocationResponse "requested-location-response" RequestedLocationResponseEvent { to: Cow<'a, str> }
}

/// The message that an event is about.
///
/// ```
/// use bandwidth_callbacks::{parse, sample};
///
/// let report = parse(sample("message-received").unwrap());
/// let message = report.events[0].message();
/// assert_eq!(message.to, [message.owner.as_ref()]);
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Message<'a> {
    /// Its id, opaque.
    pub id: Cow<'a, str>,
    /// Your number in this conversation.
    pub owner: Cow<'a, str>,
    /// The messaging application.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_id: Option<Cow<'a, str>>,
    /// When it was created (UTC).
    pub time: Cow<'a, str>,
    /// How many SMS segments it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segment_count: Option<u32>,
    /// `in` or `out`.
    pub direction: Cow<'a, str>,
    /// Everybody it was sent to.
    pub to: Vec<Cow<'a, str>>,
    /// Who sent it.
    pub from: Cow<'a, str>,
    /// What it says; empty on a status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Cow<'a, str>>,
    /// URLs of its attachments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<Vec<Cow<'a, str>>>,
    /// Your own text, given when it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<Cow<'a, str>>,
    /// `default` or `high`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<Cow<'a, str>>,
    /// `SMS`, `MMS` or `RBM`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Cow<'a, str>>,
    /// What an inbound RBM message holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Content<'a>>,
    /// The suggestion that was tapped: on every `suggestion-response`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion_response: Option<SuggestionResponse<'a>>,
    /// The location that was shared: on every `requested-location-response`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location_response: Option<LocationResponse<'a>>,
    /// Fields that are not documented for this event.
    #[serde(flatten)]
    pub extra: Extra,
    /// The JSON of the event that it is in, if strings of that are not Unicode text.
    #[serde(skip)]
    pub(crate) exact: Option<Box<str>>,
}

/// What an inbound RBM message holds.
///
/// ```
/// use bandwidth_callbacks::event::Content;
///
/// let content: Content = serde_json::from_str(r#"{"text": "Hello"}"#).unwrap();
/// assert_eq!(content.text.as_deref(), Some("Hello"));
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Content<'a> {
    /// What it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Cow<'a, str>>,
    /// Its file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<ContentMedia<'a>>,
    /// Fields that are not documented here.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The file of an inbound RBM message.
///
/// ```
/// use bandwidth_callbacks::event::ContentMedia;
///
/// let media: ContentMedia = serde_json::from_str(r#"{"fileUrl": "https://example.com/a.jpg"}"#).unwrap();
/// assert_eq!(media.file_url.as_deref(), Some("https://example.com/a.jpg"));
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContentMedia<'a> {
    /// The URL of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_url: Option<Cow<'a, str>>,
    /// The URL of a preview image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumbnail_url: Option<Cow<'a, str>>,
    /// Fields that are not documented here.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The suggestion that was tapped.
///
/// ```
/// use bandwidth_callbacks::{parse, sample};
///
/// let report = parse(sample("suggestion-response").unwrap());
/// let response = report.events[0].message().suggestion_response.as_ref().unwrap();
/// assert!(response.text.is_some());
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SuggestionResponse<'a> {
    /// The words on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Cow<'a, str>>,
    /// Your own data, given with the suggestion; base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postback_data: Option<Cow<'a, str>>,
    /// The ID of your message with the suggestion; `Some(None)` if it is `null`.
    #[serde(skip_serializing_if = "Option::is_none", default, with = "nullable")]
    pub paired_message_id: Option<Option<Cow<'a, str>>>,
    /// Fields that are not documented here.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The location that was shared.
///
/// ```
/// use bandwidth_callbacks::{parse, sample};
///
/// let report = parse(sample("requested-location-response").unwrap());
/// let response = report.events[0].message().location_response.as_ref().unwrap();
/// assert!(response.latitude.parse::<f64>().unwrap() <= 90.0);
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LocationResponse<'a> {
    /// Degrees north of the equator, as a string.
    pub latitude: Cow<'a, str>,
    /// Degrees east of Greenwich, as a string.
    pub longitude: Cow<'a, str>,
    /// Fields that are not documented here.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One string, or an array of them: the `to` of a `message-sent`.
///
/// ```
/// use bandwidth_callbacks::{CallbackEvent, parse, sample};
///
/// use bandwidth_callbacks::event::OneOrMany;
///
/// let report = parse(sample("message-sent").unwrap());
/// let CallbackEvent::MessageSent(event) = &report.events[0] else { panic!() };
/// assert!(matches!(event.to, Some(OneOrMany::One(_))));
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany<'a> {
    /// One, as sent since July 2026.
    One(Cow<'a, str>),
    /// Several, as the 2017 beta documented.
    Many(Vec<Cow<'a, str>>),
}

impl CallbackEvent<'_> {
    /// Somebody sent you something. Reply only to these events.
    ///
    /// ```
    /// use bandwidth_callbacks::{parse, sample};
    ///
    /// let report = parse(sample("message-received").unwrap());
    /// assert!(report.events[0].is_inbound());
    /// ```
    #[must_use]
    pub fn is_inbound(&self) -> bool {
        self.event_type().direction() == Direction::In
    }

    /// Whether you may reply: the event is inbound by its type and by its direction, and none of your own numbers sent
    /// it. Replying to a status would report your reply, and loop forever.
    ///
    /// ```
    /// use bandwidth_callbacks::{parse, sample};
    ///
    /// let report = parse(sample("message-received").unwrap());
    /// let event = &report.events[0];
    /// assert!(event.may_reply(&[]));
    /// assert!(!event.may_reply(&[&event.message().from])); // you wrote to yourself
    /// ```
    #[must_use]
    pub fn may_reply(&self, own: &[&str]) -> bool {
        let Message { from, owner, direction, .. } = self.message();
        self.is_inbound() && direction == "in" && from != owner && !own.contains(&from.as_ref())
    }

    /// It is about a message that you sent.
    ///
    /// ```
    /// use bandwidth_callbacks::{parse, sample};
    ///
    /// let report = parse(sample("message-read").unwrap());
    /// assert!(report.events[0].is_status());
    /// ```
    #[must_use]
    pub fn is_status(&self) -> bool {
        !self.is_inbound()
    }

    /// No further status follows for the same message and recipient, except a read receipt.
    ///
    /// ```
    /// use bandwidth_callbacks::{parse, sample};
    ///
    /// let report = parse(sample("message-failed").unwrap());
    /// assert!(report.events[0].is_terminal());
    /// ```
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        self.event_type().row().terminal
    }

    /// The numbers that the event is about: on a status the recipients, on an inbound event your number.
    ///
    /// ```
    /// use bandwidth_callbacks::{parse, sample};
    ///
    /// let report = parse(sample("message-received").unwrap());
    /// assert_eq!(report.events[0].recipients(), [report.events[0].message().owner.as_ref()]);
    /// ```
    pub fn recipients(&self) -> Vec<&str> {
        let to = self.to();
        match self.is_inbound() {
            _ if !to.is_empty() => to,
            true => vec![&self.message().owner],
            false => self.message().to.iter().map(AsRef::as_ref).collect(),
        }
    }

    /// An idempotency key: the same for every delivery of the same event, and different for any other event.
    /// Bandwidth delivers at least once, so a receiver that remembers these keys handles each event once.
    ///
    /// The key of an inbound event has its message ID and type; that of a status also has the recipients, because all
    /// recipients of a group message share one message ID. In these parts `/`, `,`, `%`, spaces and everything that is
    /// not ASCII are percent-encoded. If a part is blank, or contains U+FFFD because it was not Unicode text, it cannot
    /// distinguish events, and the key contains the whole event as JSON; hash such a key before you store it. The npm
    /// package gives the same keys.
    ///
    /// ```
    /// use bandwidth_callbacks::{parse, sample};
    ///
    /// let report = parse(sample("message-received").unwrap());
    /// let event = &report.events[0];
    /// assert_eq!(event.dedupe_key(), format!("{}/message-received", event.message().id));
    /// ```
    #[must_use]
    pub fn dedupe_key(&self) -> String {
        let (id, name) = (&self.message().id, self.event_type().name());
        let recipients = if self.is_inbound() { Vec::new() } else { self.recipients() };
        if key::is_vague(id) || recipients.iter().any(|text| key::is_vague(text)) {
            // No key of the other form ends with a bracket.
            return match &self.message().exact {
                Some(event) => format!("{name}/{event}"),
                None => format!("{name}/{}", self.canonical()),
            };
        }
        if self.is_inbound() {
            return format!("{}/{name}", key::part(id));
        }
        let recipients: Vec<String> = recipients.into_iter().map(key::part).collect();
        format!("{}/{}/{name}", key::part(id), recipients.join(","))
    }

    /// The whole event as JSON, with keys in order.
    pub(crate) fn canonical(&self) -> String {
        let Ok(event) = serde_json::to_value(self) else { unreachable!("an event is JSON") };
        key::canonical(&event)
    }

    /// Keeps the JSON of an event with strings that are not Unicode text. Without it, different events would look the same.
    pub(crate) fn keep_exact(&mut self, json: String) {
        self.message_mut().exact = Some(json.into());
    }
}

/// Deserializes `to`.
trait IsAbsent {
    fn is_absent(&self) -> bool {
        false
    }
    fn texts(&self) -> Vec<&str>;
}

impl IsAbsent for Cow<'_, str> {
    fn texts(&self) -> Vec<&str> {
        vec![self]
    }
}

impl<T: IsAbsent> IsAbsent for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
    fn texts(&self) -> Vec<&str> {
        self.as_ref().map(T::texts).unwrap_or_default()
    }
}

impl IsAbsent for OneOrMany<'_> {
    fn texts(&self) -> Vec<&str> {
        match self {
            OneOrMany::One(text) => vec![text],
            OneOrMany::Many(texts) => texts.iter().map(AsRef::as_ref).collect(),
        }
    }
}

/// Distinguishes `null` from an absent field.
mod nullable {
    use super::Cow;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    type Nullable<'a> = Option<Option<Cow<'a, str>>>;

    pub(super) fn serialize<S: Serializer>(value: &Nullable<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }

    pub(super) fn deserialize<'a, 'de, D: Deserializer<'de>>(deserializer: D) -> Result<Nullable<'a>, D::Error> {
        Ok(Some(Option::<String>::deserialize(deserializer)?.map(Cow::Owned)))
    }
}
