//! Builds typed events from views. The readers accept only what fits, so nothing here can fail.

use std::borrow::Cow;

use crate::catalogue::events::EventType;
use crate::catalogue::fields::{Field, Record};
use crate::event::{
    CallbackEvent, Content, ContentMedia, Extra as Extras, LocationResponse, Message, MessageDeliveredEvent,
    MessageFailedEvent, MessageReadEvent, MessageReceivedEvent, MessageSendingEvent, MessageSentEvent, OneOrMany,
    RequestedLocationResponseEvent, SuggestionResponse, SuggestionResponseEvent,
};
use crate::json::tape::{unescape, value};
use crate::read::BodyReader;
use crate::view::{EventView, Extra, NULL, Part, TO_IS_LIST};

/// The event of a view. `text` is what the reader returned for its body.
pub(crate) fn event<'t>(text: &'t str, reader: &BodyReader, view: &EventView) -> CallbackEvent<'t> {
    build(&Fields::new(text, reader, view))
}

fn build<'t>(from: &Fields<'_, 't>) -> CallbackEvent<'t> {
    macro_rules! build {
        ($variant:ident, $record:ident { to: $to:expr $(, $field:ident: $value:expr)* }) => {
            CallbackEvent::$variant($record {
                time: from.text(Field::Time),
                description: from.option(Field::Description),
                to: $to,
                $($field: $value,)*
                carrier_name: from.option(Field::CarrierName),
                message: message(from),
                extra: from.extra(Record::Event),
            })
        };
    }
    let to = Field::To;
    match from.event() {
        EventType::MessageReceived => build!(MessageReceived, MessageReceivedEvent { to: from.option(to) }),
        EventType::MessageSending => build!(MessageSending, MessageSendingEvent { to: from.text(to) }),
        EventType::MessageSent => build!(MessageSent, MessageSentEvent { to: from.one_or_many(to) }),
        EventType::MessageDelivered => build!(MessageDelivered, MessageDeliveredEvent { to: from.option(to) }),
        EventType::MessageFailed => {
            build!(MessageFailed, MessageFailedEvent { to: from.text(to), error_code: from.number(Field::ErrorCode) })
        }
        EventType::MessageRead => {
            build!(MessageRead, MessageReadEvent { to: from.text(to), event_time: from.option(Field::EventTime) })
        }
        EventType::SuggestionResponse => build!(SuggestionResponse, SuggestionResponseEvent { to: from.text(to) }),
        EventType::RequestedLocationResponse => {
            build!(RequestedLocationResponse, RequestedLocationResponseEvent { to: from.text(to) })
        }
    }
}

fn message<'t>(from: &Fields<'_, 't>) -> Message<'t> {
    Message {
        id: from.text(Field::Id),
        owner: from.text(Field::Owner),
        application_id: from.option(Field::ApplicationId),
        time: from.text(Field::MessageTime),
        segment_count: from.number(Field::SegmentCount),
        direction: from.text(Field::Direction),
        to: from.list(Field::Recipients).unwrap_or_default(),
        from: from.text(Field::From),
        text: from.option(Field::Text),
        media: from.list(Field::Media),
        tag: from.option(Field::Tag),
        priority: from.option(Field::Priority),
        channel: from.option(Field::Channel),
        content: from.has(Field::Content).then(|| Content {
            text: from.option(Field::ContentText),
            media: from.has(Field::ContentMedia).then(|| ContentMedia {
                file_url: from.option(Field::FileUrl),
                thumbnail_url: from.option(Field::ThumbnailUrl),
                extra: from.extra(Record::ContentMedia),
            }),
            extra: from.extra(Record::Content),
        }),
        suggestion_response: from.has(Field::SuggestionResponse).then(|| SuggestionResponse {
            text: from.option(Field::ResponseText),
            postback_data: from.option(Field::PostbackData),
            paired_message_id: from.has(Field::PairedMessageId).then(|| from.option(Field::PairedMessageId)),
            extra: from.extra(Record::SuggestionResponse),
        }),
        location_response: from.has(Field::LocationResponse).then(|| LocationResponse {
            latitude: from.text(Field::Latitude),
            longitude: from.text(Field::Longitude),
            extra: from.extra(Record::LocationResponse),
        }),
        extra: from.extra(Record::Message),
        exact: None,
    }
}

/// The values of the fields of an event.
pub(crate) struct Fields<'a, 't> {
    text: &'t str,
    view: &'a EventView,
    items: &'a [Part],
    extras: &'a [Extra],
}

impl<'a, 't> Fields<'a, 't> {
    /// The fields of a view. `text` is what the reader returned for its body.
    pub(crate) fn new(text: &'t str, reader: &'a BodyReader, view: &'a EventView) -> Self {
        Fields { text, view, items: reader.items(), extras: reader.extras() }
    }

    /// Its type.
    pub(crate) fn event(&self) -> EventType {
        EventType::ALL[self.view.event as usize]
    }

    /// The string of a field; empty if it is absent.
    pub(crate) fn text(&self, field: Field) -> Cow<'t, str> {
        self.option(field).unwrap_or_default()
    }

    /// The string of a field, if it is present.
    pub(crate) fn option(&self, field: Field) -> Option<Cow<'t, str>> {
        self.view.get(field).filter(|part| *part != NULL).map(|part| self.part(field, part))
    }

    /// The number of a field.
    pub(crate) fn number(&self, field: Field) -> Option<u32> {
        self.view.get(field).map(|[value, _]| value)
    }

    /// The strings of a field that holds an array.
    pub(crate) fn list(&self, field: Field) -> Option<Vec<Cow<'t, str>>> {
        self.view.get(field).map(|part| self.parts(field, part))
    }

    /// The strings of `to`, which may hold one string instead.
    pub(crate) fn one_or_many(&self, field: Field) -> Option<OneOrMany<'t>> {
        let part = self.view.get(field)?;
        let is_list = self.view.flags & TO_IS_LIST != 0;
        Some(if is_list { OneOrMany::Many(self.parts(field, part)) } else { OneOrMany::One(self.part(field, part)) })
    }

    /// Whether a field is present. A nullable field may be `null`.
    pub(crate) fn has(&self, field: Field) -> bool {
        self.view.get(field).is_some()
    }

    /// The members of a record that are not fields of it in this event type.
    pub(crate) fn extra(&self, record: Record) -> Extras {
        let [first, count] = self.view.extras;
        let own = &self.extras[first as usize..(first + count) as usize];
        let text = |[start, end]: Part| &self.text[start as usize..end as usize];
        let mut extras = Extras::new();
        for extra in own.iter().filter(|extra| extra.record() == record) {
            let key = unescape(text(extra.key));
            // The last value of a key wins, also if it was dropped.
            if extra.value == [0; 2] {
                extras.remove(&key);
            } else {
                extras.insert(key, value(text(extra.value)));
            }
        }
        extras
    }

    fn part(&self, field: Field, [start, end]: Part) -> Cow<'t, str> {
        let text = &self.text[start as usize..end as usize];
        if self.view.escaped & (1 << field as u64) != 0 { Cow::Owned(unescape(text)) } else { Cow::Borrowed(text) }
    }

    fn parts(&self, field: Field, [first, count]: Part) -> Vec<Cow<'t, str>> {
        self.items[first as usize..(first + count) as usize].iter().map(|item| self.part(field, *item)).collect()
    }
}
