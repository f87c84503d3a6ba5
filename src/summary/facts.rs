//! What a summary asks of an event, whether it was read in one pass or at leisure. Texts are bytes, so that nothing is
//! checked twice.

use std::borrow::Cow;

use crate::catalogue::events::{EventType, Stage};
use crate::catalogue::fields::Field;
use crate::check::clean::{Clean, CleanEvent, Part};
use crate::event::CallbackEvent;
use crate::json::tape::unescape;
use crate::status::stage;

pub(super) struct Facts<'a> {
    pub event: EventType,
    /// How far it says that the message has come; `None` of an inbound one.
    pub stage: Option<Stage>,
    pub id: Cow<'a, [u8]>,
    pub to: Recipients<'a>,
    pub time: Cow<'a, [u8]>,
    /// When the message was made.
    pub created: Cow<'a, [u8]>,
    pub error_code: Option<u32>,
    pub carrier: Option<Cow<'a, [u8]>>,
    pub application: Option<Cow<'a, [u8]>>,
    pub channel: Option<Cow<'a, [u8]>>,
    pub segments: Option<u32>,
}

/// Whom an event is about.
pub(super) enum Recipients<'a> {
    One(Cow<'a, [u8]>),
    Parts { text: &'a [u8], parts: &'a [Part] },
    Many(Vec<&'a str>),
}

impl<'a> Facts<'a> {
    pub(super) fn recipients(&self) -> impl Iterator<Item = &[u8]> {
        let (one, parts, many): (Option<&[u8]>, &[Part], &[&str]) = match &self.to {
            Recipients::One(one) => (Some(one), &[], &[]),
            Recipients::Parts { parts, .. } => (None, parts, &[]),
            Recipients::Many(many) => (None, &[], many),
        };
        let text = if let Recipients::Parts { text, .. } = &self.to { *text } else { b"" };
        let parts = parts.iter().map(move |[start, end]| &text[*start as usize..*end as usize]);
        one.into_iter().chain(parts).chain(many.iter().map(|it| it.as_bytes()))
    }

    /// Of a row of a clean body.
    pub(super) fn of_row(text: &'a [u8], clean: &'a Clean, row: &CleanEvent) -> Self {
        let raw = |[start, end]: Part| &text[start as usize..end as usize];
        let option = |field: Field| {
            let inside = raw(row.get(field)?);
            Some(if row.escaped & (1 << field as u32) == 0 {
                Cow::Borrowed(inside)
            } else {
                Cow::Owned(unescape(std::str::from_utf8(inside).unwrap_or_default()).into_bytes())
            })
        };
        let number = |field: Field| row.get(field).map(|[number, _]| number);
        let event = EventType::ALL[row.event as usize];
        let (to, list) = (option(Field::To), row.get(Field::Recipients).unwrap_or_default());
        // What is in a clean list is plain: phone numbers.
        let parts = &clean.items()[list[0] as usize..(list[0] + list[1]) as usize];
        Facts {
            event,
            stage: stage(event, number(Field::ErrorCode)),
            id: option(Field::Id).unwrap_or_default(),
            to: to.map_or(Recipients::Parts { text, parts }, Recipients::One),
            time: option(Field::Time).unwrap_or_default(),
            created: option(Field::MessageTime).unwrap_or_default(),
            error_code: number(Field::ErrorCode),
            carrier: option(Field::CarrierName),
            application: option(Field::ApplicationId),
            channel: option(Field::Channel),
            segments: number(Field::SegmentCount),
        }
    }

    pub(super) fn of_event(event: &'a CallbackEvent<'_>) -> Self {
        let (kind, message) = (event.event_type(), event.message());
        let error_code = event.error_code();
        let option = |text: &'a Option<Cow<'_, str>>| text.as_deref().map(bytes);
        Facts {
            event: kind,
            stage: stage(kind, error_code),
            id: bytes(&message.id),
            to: Recipients::Many(event.recipients()),
            time: bytes(event.time()),
            created: bytes(&message.time),
            error_code,
            carrier: event.carrier_name().map(bytes),
            application: option(&message.application_id),
            channel: option(&message.channel),
            segments: message.segment_count,
        }
    }
}

fn bytes(text: &str) -> Cow<'_, [u8]> {
    Cow::Borrowed(text.as_bytes())
}
