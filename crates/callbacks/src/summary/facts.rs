//! What a summary asks of an event, whether it was read in one pass or at leisure. Texts are bytes, so that nothing is
//! checked twice.

use std::borrow::Cow;

use crate::catalogue::events::{EventType, Stage};
use crate::catalogue::fields::Field;
use crate::event::CallbackEvent;
use crate::read::BodyReader;
use crate::status::stage;
use crate::view::{EventView, Part, TO_IS_LIST};

pub(super) struct Facts<'a> {
    pub event: EventType,
    /// How far it says that the message has come; `None` of an inbound one.
    pub stage: Option<Stage>,
    pub id: &'a [u8],
    pub to: Recipients<'a>,
    pub time: &'a [u8],
    /// When the message was made.
    pub created: &'a [u8],
    pub error_code: Option<u32>,
    pub carrier: Option<&'a [u8]>,
    pub application: Option<&'a [u8]>,
    pub channel: Option<&'a [u8]>,
    pub segments: Option<u32>,
}

/// The fields whose text is asked for, a bit each.
const ASKED: u64 = {
    let asked = [
        Field::Id,
        Field::To,
        Field::Recipients,
        Field::Time,
        Field::MessageTime,
        Field::CarrierName,
        Field::ApplicationId,
        Field::Channel,
    ];
    let (mut bits, mut at) = (0, 0);
    while at < asked.len() {
        bits |= 1u64 << asked[at] as u64;
        at += 1;
    }
    bits
};

/// Whom an event is about.
pub(super) enum Recipients<'a> {
    One(&'a [u8]),
    Parts { text: &'a [u8], parts: &'a [Part] },
    Many(Vec<&'a str>),
}

impl<'a> Facts<'a> {
    pub(super) fn recipients(&self) -> impl Iterator<Item = &[u8]> {
        let (one, parts, many): (Option<&[u8]>, &[Part], &[&str]) = match &self.to {
            Recipients::One(one) => (Some(*one), &[], &[]),
            Recipients::Parts { parts, .. } => (None, parts, &[]),
            Recipients::Many(many) => (None, &[], many),
        };
        let text = if let Recipients::Parts { text, .. } = &self.to { *text } else { b"" };
        let parts = parts.iter().map(move |[start, end]| &text[*start as usize..*end as usize]);
        one.into_iter().chain(parts).chain(many.iter().map(|it| it.as_bytes()))
    }

    /// Whether a row says everything as it is, without escapes, and has one `to`.
    pub(super) fn are_plain(row: &EventView) -> bool {
        row.escaped & ASKED == 0 && row.flags & TO_IS_LIST == 0
    }

    /// Of such a row.
    #[inline(always)]
    pub(super) fn of_view(text: &'a [u8], reader: &'a BodyReader, row: &EventView) -> Self {
        let option = |field: Field| row.get(field).map(|[start, end]| &text[start as usize..end as usize]);
        let number = |field: Field| row.get(field).map(|[number, _]| number);
        let event = EventType::ALL[row.event as usize];
        let to = option(Field::To).map_or_else(
            || {
                let [first, count] = row.get(Field::Recipients).unwrap_or_default();
                Recipients::Parts { text, parts: &reader.items()[first as usize..(first + count) as usize] }
            },
            Recipients::One,
        );
        let error_code = number(Field::ErrorCode);
        Facts {
            event,
            stage: stage(event, error_code),
            id: option(Field::Id).unwrap_or_default(),
            to,
            time: option(Field::Time).unwrap_or_default(),
            created: option(Field::MessageTime).unwrap_or_default(),
            error_code,
            carrier: option(Field::CarrierName),
            application: option(Field::ApplicationId),
            channel: option(Field::Channel),
            segments: number(Field::SegmentCount),
        }
    }

    pub(super) fn of_event(event: &'a CallbackEvent<'_>) -> Self {
        let (kind, message) = (event.event_type(), event.message());
        let error_code = event.error_code();
        let option = |text: &'a Option<Cow<'_, str>>| text.as_deref().map(str::as_bytes);
        Facts {
            event: kind,
            stage: stage(kind, error_code),
            id: message.id.as_bytes(),
            to: Recipients::Many(event.recipients()),
            time: event.time().as_bytes(),
            created: message.time.as_bytes(),
            error_code,
            carrier: event.carrier_name().map(str::as_bytes),
            application: option(&message.application_id),
            channel: option(&message.channel),
            segments: message.segment_count,
        }
    }
}
