//! Typed events from checked slots. What the checker has let through always fits, so nothing here can fail.

use std::borrow::Cow;

use crate::catalogue::events::EventType;
use crate::catalogue::fields::{Field, Record};
use crate::check::{ABSENT, Checked, Slots};
use crate::event::{
    CallbackEvent, Content, ContentMedia, Extra, LocationResponse, Message, MessageDeliveredEvent, MessageFailedEvent,
    MessageReadEvent, MessageReceivedEvent, MessageSendingEvent, MessageSentEvent, OneOrMany,
    RequestedLocationResponseEvent, SuggestionResponse, SuggestionResponseEvent,
};
use crate::json::tape::{Edit, Kind, Tape};

/// Builds one event. `token` is its object; `implied` the error code that its old name stands for.
pub(crate) fn event<'t>(
    checked: &Checked<'t>,
    token: u32,
    event: EventType,
    implied: Option<u16>,
    slots: &Slots,
) -> CallbackEvent<'t> {
    let from = Source { tape: &checked.tape, slots, event };
    macro_rules! build {
        ($variant:ident, $record:ident { to: $to:expr $(, $field:ident: $value:expr)* }) => {
            CallbackEvent::$variant($record {
                time: from.text(Field::Time),
                description: from.text(Field::Description),
                to: $to,
                $($field: $value,)*
                carrier_name: from.option(Field::CarrierName),
                message: from.message(),
                extra: from.extra(Record::Event, token),
            })
        };
    }
    let to = Field::To;
    match event {
        EventType::MessageReceived => build!(MessageReceived, MessageReceivedEvent { to: from.option(to) }),
        EventType::MessageSending => build!(MessageSending, MessageSendingEvent { to: from.text(to) }),
        EventType::MessageSent => build!(MessageSent, MessageSentEvent { to: from.one_or_many(to) }),
        EventType::MessageDelivered => build!(MessageDelivered, MessageDeliveredEvent { to: from.option(to) }),
        EventType::MessageFailed => {
            let error_code = from.number(Field::ErrorCode).or(implied.map(u32::from)).unwrap_or_default();
            build!(MessageFailed, MessageFailedEvent { to: from.text(to), error_code: error_code })
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

struct Source<'a, 't> {
    tape: &'a Tape<'t>,
    slots: &'a Slots,
    event: EventType,
}

impl<'t> Source<'_, 't> {
    fn at(&self, field: Field) -> Option<u32> {
        let token = self.slots[field as usize];
        let belongs = field.presence(self.event) != crate::catalogue::fields::Presence::Misplaced;
        (token != ABSENT && belongs).then_some(token)
    }

    fn text(&self, field: Field) -> Cow<'t, str> {
        self.option(field).unwrap_or_default()
    }

    fn option(&self, field: Field) -> Option<Cow<'t, str>> {
        self.at(field).filter(|token| self.tape.kind(*token) != Kind::Null).map(|token| self.read(token))
    }

    fn read(&self, token: u32) -> Cow<'t, str> {
        match self.tape.node(token).edit {
            Edit::Unwrap => self.tape.string(token + 1),
            Edit::Quote => Cow::Borrowed(self.tape.raw(token)),
            _ => self.tape.string(token),
        }
    }

    fn number(&self, field: Field) -> Option<u32> {
        self.at(field).and_then(|token| self.tape.whole(token))
    }

    fn list(&self, field: Field) -> Option<Vec<Cow<'t, str>>> {
        self.at(field).map(|token| match self.tape.kind(token) {
            Kind::List => self.tape.items(token).map(|item| self.tape.string(item)).collect(),
            _ => vec![self.tape.string(token)],
        })
    }

    fn one_or_many(&self, field: Field) -> Option<OneOrMany<'t>> {
        let token = self.at(field)?;
        Some(match self.tape.kind(token) {
            Kind::List => OneOrMany::Many(self.tape.items(token).map(|item| self.tape.string(item)).collect()),
            _ => OneOrMany::One(self.tape.string(token)),
        })
    }

    fn message(&self) -> Message<'t> {
        Message {
            id: self.text(Field::Id),
            owner: self.text(Field::Owner),
            application_id: self.option(Field::ApplicationId),
            time: self.text(Field::MessageTime),
            segment_count: self.number(Field::SegmentCount),
            direction: self.text(Field::Direction),
            to: self.list(Field::Recipients).unwrap_or_default(),
            from: self.text(Field::From),
            text: self.option(Field::Text),
            media: self.list(Field::Media),
            tag: self.option(Field::Tag),
            priority: self.option(Field::Priority),
            channel: self.option(Field::Channel),
            content: self.at(Field::Content).map(|token| self.content(token)),
            suggestion_response: self.at(Field::SuggestionResponse).map(|token| SuggestionResponse {
                text: self.option(Field::ResponseText),
                postback_data: self.option(Field::PostbackData),
                paired_message_id: self.at(Field::PairedMessageId).map(|_| self.option(Field::PairedMessageId)),
                extra: self.extra(Record::SuggestionResponse, token),
            }),
            location_response: self.at(Field::LocationResponse).map(|token| LocationResponse {
                latitude: self.text(Field::Latitude),
                longitude: self.text(Field::Longitude),
                extra: self.extra(Record::LocationResponse, token),
            }),
            extra: self.at(Field::Message).map(|token| self.extra(Record::Message, token)).unwrap_or_default(),
        }
    }

    fn content(&self, token: u32) -> Content<'t> {
        Content {
            text: self.option(Field::ContentText),
            media: self.at(Field::ContentMedia).map(|token| ContentMedia {
                file_url: self.option(Field::FileUrl),
                thumbnail_url: self.option(Field::ThumbnailUrl),
                extra: self.extra(Record::ContentMedia, token),
            }),
            extra: self.extra(Record::Content, token),
        }
    }

    /// The fields of an object that its record does not have in this event.
    fn extra(&self, record: Record, object: u32) -> Extra {
        let mut extra = Extra::new();
        for (key, value) in self.tape.members(object) {
            let name = self.tape.string(key);
            let known = Field::find(record, name.as_bytes())
                .is_some_and(|field| field.presence(self.event) != crate::catalogue::fields::Presence::Misplaced);
            if self.tape.node(value).edit == Edit::Drop {
                // An earlier value of the same key does not count.
                extra.remove(name.as_ref());
            } else if !known {
                extra.insert(name.into_owned(), self.tape.value(value));
            }
        }
        extra
    }
}
