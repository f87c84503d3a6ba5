//! What a project without this crate would write: serde's structs for the same fields, as fast as they can be.
//!
//! One struct with optional fields covers all event types, because serde buffers an internally tagged enum, and
//! buffered strings are not borrowed. Strings that may contain escapes are `Cow`; those from an alphabet that is never
//! escaped (times, IDs, numbers, names) are `&str`, which is a little faster and rejects escapes. Rare fields are
//! boxed, because every event is moved into the list and pays for the size of the struct. Unknown fields are dropped:
//! `flatten` would buffer everything. Only JSON types and required fields are checked.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// A text that borrows unless it has escapes. By itself serde borrows in a field of type `Cow`, and not
/// in `Option<Cow>` or `Vec<Cow>`.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Text<'a>(#[serde(borrow)] pub Cow<'a, str>);

impl Text<'_> {
    /// It is a part of the body, and no copy.
    pub(super) fn borrows(&self) -> bool {
        matches!(self.0, Cow::Borrowed(_))
    }
}

/// One callback. The fields stand in the order of Bandwidth's bodies, so that it writes such bodies too.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Callback<'a> {
    pub time: &'a str,
    #[serde(rename = "type")]
    pub kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<&'a str>,
    #[serde(borrow)]
    pub description: Text<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_time: Option<&'a str>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub carrier_name: Option<Text<'a>>,
    #[serde(borrow)]
    pub message: Message<'a>,
}

/// The type of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    MessageReceived,
    MessageSending,
    MessageSent,
    MessageDelivered,
    MessageFailed,
    MessageRead,
    SuggestionResponse,
    RequestedLocationResponse,
}

/// The message that an event is about.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Message<'a> {
    pub id: &'a str,
    pub owner: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_id: Option<&'a str>,
    pub time: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segment_count: Option<u32>,
    pub direction: &'a str,
    pub to: Vec<&'a str>,
    pub from: &'a str,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text<'a>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub media: Option<Vec<Text<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<&'a str>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub tag: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<&'a str>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub content: Option<Box<Content<'a>>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub suggestion_response: Option<Box<SuggestionResponse<'a>>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub location_response: Option<Box<LocationResponse<'a>>>,
}

/// What an inbound RBM message holds.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Content<'a> {
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text<'a>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub media: Option<ContentMedia<'a>>,
}

/// The file of an inbound RBM message.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ContentMedia<'a> {
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub file_url: Option<Text<'a>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub thumbnail_url: Option<Text<'a>>,
}

/// The suggestion that was tapped.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SuggestionResponse<'a> {
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text<'a>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub postback_data: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paired_message_id: Option<&'a str>,
}

/// The location that was shared.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct LocationResponse<'a> {
    pub latitude: &'a str,
    pub longitude: &'a str,
}
