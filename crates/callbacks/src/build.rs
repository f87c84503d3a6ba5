//! Typed events from checked slots. What the checker has let through always fits, so nothing here can fail.

use std::borrow::Cow;

use crate::catalogue::events::EventType;
use crate::catalogue::fields::{Field, Presence, Record};
use crate::check::clean::Clean;
use crate::check::{ABSENT, Checked, Slots};
use crate::event::{
    CallbackEvent, Content, ContentMedia, Extra as Extras, LocationResponse, Message, MessageDeliveredEvent,
    MessageFailedEvent, MessageReadEvent, MessageReceivedEvent, MessageSendingEvent, MessageSentEvent, OneOrMany,
    RequestedLocationResponseEvent, SuggestionResponse, SuggestionResponseEvent,
};
use crate::json::tape::{Edit, Kind, Tape, unescape, value};
use crate::view::{EventView, Extra, NULL, Part, TO_IS_LIST};

/// One event that was let through: what its fields say.
pub(crate) trait Source<'t> {
    fn option(&self, field: Field) -> Option<Cow<'t, str>>;
    fn number(&self, field: Field) -> Option<u32>;
    fn list(&self, field: Field) -> Option<Vec<Cow<'t, str>>>;
    fn one_or_many(&self, field: Field) -> Option<OneOrMany<'t>>;
    /// Whether an object is there, or the `null` that a field may be.
    fn has(&self, field: Field) -> bool;
    /// The fields that the record does not have in this event.
    fn extra(&self, record: Record) -> Extras;

    fn text(&self, field: Field) -> Cow<'t, str> {
        self.option(field).unwrap_or_default()
    }
}

/// An event on the tape. `token` is its object; `implied` the error code that its old name stands for.
pub(crate) fn on_tape<'t>(
    checked: &Checked<'t>,
    token: u32,
    event: EventType,
    implied: Option<u16>,
    slots: &Slots,
) -> CallbackEvent<'t> {
    build(&fields_on_tape(checked, token, event, slots), event, implied)
}

/// The fields of an event on the tape.
pub(crate) fn fields_on_tape<'a, 't>(
    checked: &'a Checked<'t>,
    token: u32,
    event: EventType,
    slots: &'a Slots,
) -> impl Source<'t> + use<'a, 't> {
    OnTape { tape: &checked.tape, slots, event, token }
}

/// The events of a body that was read in one pass.
pub(crate) fn clean<'t>(text: &'t str, clean: &Clean) -> Vec<CallbackEvent<'t>> {
    let build = |row: &EventView| build(&fields_of_row(text, clean, row), EventType::ALL[row.event as usize], None);
    clean.events().iter().map(build).collect()
}

/// The fields of an event of a clean body.
pub(crate) fn fields_of_row<'a, 't>(
    text: &'t str,
    clean: &'a Clean,
    row: &'a EventView,
) -> impl Source<'t> + use<'a, 't> {
    OnParts { text, row, items: clean.items(), extras: clean.extras() }
}

fn build<'t>(from: &impl Source<'t>, event: EventType, implied: Option<u16>) -> CallbackEvent<'t> {
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
    match event {
        EventType::MessageReceived => build!(MessageReceived, MessageReceivedEvent { to: from.option(to) }),
        EventType::MessageSending => build!(MessageSending, MessageSendingEvent { to: from.text(to) }),
        EventType::MessageSent => build!(MessageSent, MessageSentEvent { to: from.one_or_many(to) }),
        EventType::MessageDelivered => build!(MessageDelivered, MessageDeliveredEvent { to: from.option(to) }),
        EventType::MessageFailed => {
            let error_code = from.number(Field::ErrorCode).or(implied.map(u32::from));
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

fn message<'t>(from: &impl Source<'t>) -> Message<'t> {
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
    }
}

struct OnTape<'a, 't> {
    tape: &'a Tape<'t>,
    slots: &'a Slots,
    event: EventType,
    token: u32,
}

impl OnTape<'_, '_> {
    fn at(&self, field: Field) -> Option<u32> {
        let token = self.slots[field as usize];
        (token != ABSENT && field.presence(self.event) != Presence::Misplaced).then_some(token)
    }
}

impl<'t> Source<'t> for OnTape<'_, 't> {
    fn option(&self, field: Field) -> Option<Cow<'t, str>> {
        let token = self.at(field).filter(|token| self.tape.kind(*token) != Kind::Null)?;
        Some(match self.tape.node(token).edit {
            Edit::Unwrap => self.tape.string(token + 1),
            Edit::Quote => Cow::Borrowed(self.tape.raw(token)),
            _ => self.tape.string(token),
        })
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

    fn has(&self, field: Field) -> bool {
        self.at(field).is_some()
    }

    fn extra(&self, record: Record) -> Extras {
        let object = match record {
            Record::Event => Some(self.token),
            Record::Message => self.at(Field::Message),
            Record::Content => self.at(Field::Content),
            Record::ContentMedia => self.at(Field::ContentMedia),
            Record::SuggestionResponse => self.at(Field::SuggestionResponse),
            Record::LocationResponse => self.at(Field::LocationResponse),
        };
        let mut extra = Extras::new();
        for (key, value) in object.into_iter().flat_map(|object| self.tape.members(object)) {
            let name = self.tape.string(key);
            let known = Field::find(record, name.as_bytes())
                .is_some_and(|field| field.presence(self.event) != Presence::Misplaced);
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

struct OnParts<'a, 't> {
    text: &'t str,
    row: &'a EventView,
    items: &'a [Part],
    extras: &'a [Extra],
}

impl<'t> OnParts<'_, 't> {
    fn part(&self, field: Field, [start, end]: Part) -> Cow<'t, str> {
        let text = &self.text[start as usize..end as usize];
        if self.row.escaped & (1 << field as u64) != 0 { Cow::Owned(unescape(text)) } else { Cow::Borrowed(text) }
    }

    fn parts(&self, field: Field, [first, count]: Part) -> Vec<Cow<'t, str>> {
        self.items[first as usize..(first + count) as usize].iter().map(|item| self.part(field, *item)).collect()
    }
}

impl<'t> Source<'t> for OnParts<'_, 't> {
    fn option(&self, field: Field) -> Option<Cow<'t, str>> {
        self.row.get(field).filter(|part| *part != NULL).map(|part| self.part(field, part))
    }

    fn number(&self, field: Field) -> Option<u32> {
        self.row.get(field).map(|[value, _]| value)
    }

    fn list(&self, field: Field) -> Option<Vec<Cow<'t, str>>> {
        self.row.get(field).map(|part| self.parts(field, part))
    }

    fn one_or_many(&self, field: Field) -> Option<OneOrMany<'t>> {
        let part = self.row.get(field)?;
        let is_list = self.row.flags & TO_IS_LIST != 0;
        Some(if is_list { OneOrMany::Many(self.parts(field, part)) } else { OneOrMany::One(self.part(field, part)) })
    }

    fn has(&self, field: Field) -> bool {
        self.row.get(field).is_some()
    }

    fn extra(&self, record: Record) -> Extras {
        let [first, count] = self.row.extras;
        let own = &self.extras[first as usize..(first + count) as usize];
        let text = |[start, end]: Part| &self.text[start as usize..end as usize];
        let of_record = own.iter().filter(|extra| extra.record() == record);
        of_record.map(|extra| (text(extra.key).to_owned(), value(text(extra.value)))).collect()
    }
}
