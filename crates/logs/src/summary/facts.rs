//! The facts that a summary needs of an event, from either reader. Strings are bytes, so that nothing is checked twice.

use std::borrow::Cow;

use bandwidth_callbacks::CallbackEvent;
use bandwidth_callbacks::body::{EventView, RawStrings};
use bandwidth_callbacks::catalogue::events::{EventType, Stage};
use bandwidth_callbacks::catalogue::fields::Field;

pub(super) struct Facts<'a> {
    pub event: EventType,
    /// The stage that it reports; `None` for an inbound event.
    pub stage: Option<Stage>,
    pub id: &'a [u8],
    pub to: Recipients<'a>,
    pub time: &'a [u8],
    /// When the message was created.
    pub created: &'a [u8],
    pub error_code: Option<u32>,
    pub carrier: Option<&'a [u8]>,
    pub application: Option<&'a [u8]>,
    pub channel: Option<&'a [u8]>,
    pub segments: Option<u32>,
}

/// The fields whose strings are needed.
const ASKED: [Field; 8] = [
    Field::Id,
    Field::To,
    Field::Recipients,
    Field::Time,
    Field::MessageTime,
    Field::CarrierName,
    Field::ApplicationId,
    Field::Channel,
];

/// The numbers that an event is about.
pub(super) enum Recipients<'a> {
    One(&'a [u8]),
    Raw(RawStrings<'a>),
    Many(Vec<&'a str>),
}

impl<'a> Facts<'a> {
    pub(super) fn recipients(&self) -> impl Iterator<Item = &[u8]> {
        let (one, raw, many): (Option<&[u8]>, Option<RawStrings<'_>>, &[&str]) = match &self.to {
            Recipients::One(one) => (Some(*one), None, &[]),
            Recipients::Raw(raw) => (None, Some(raw.clone()), &[]),
            Recipients::Many(many) => (None, None, many),
        };
        one.into_iter().chain(raw.into_iter().flatten()).chain(many.iter().map(|it| it.as_bytes()))
    }

    /// The facts of an event without escapes and with a single `to`.
    #[inline(always)]
    pub(super) fn of_view(view: &EventView<'a>) -> Option<Self> {
        if view.has_list() || view.has_escapes(&ASKED) {
            return None;
        }
        let to = view.raw(Field::To).map_or_else(|| Recipients::Raw(view.raw_list(Field::Recipients)), Recipients::One);
        Some(Facts {
            event: view.event_type(),
            stage: view.stage(),
            id: view.raw(Field::Id).unwrap_or_default(),
            to,
            time: view.raw(Field::Time).unwrap_or_default(),
            created: view.raw(Field::MessageTime).unwrap_or_default(),
            error_code: view.number(Field::ErrorCode),
            carrier: view.raw(Field::CarrierName),
            application: view.raw(Field::ApplicationId),
            channel: view.raw(Field::Channel),
            segments: view.number(Field::SegmentCount),
        })
    }

    pub(super) fn of_event(event: &'a CallbackEvent<'_>) -> Self {
        let message = event.message();
        let option = |text: &'a Option<Cow<'_, str>>| text.as_deref().map(str::as_bytes);
        Facts {
            event: event.event_type(),
            stage: event.stage(),
            id: message.id.as_bytes(),
            to: Recipients::Many(event.recipients()),
            time: event.time().as_bytes(),
            created: message.time.as_bytes(),
            error_code: event.error_code(),
            carrier: event.carrier_name().map(str::as_bytes),
            application: option(&message.application_id),
            channel: option(&message.channel),
            segments: message.segment_count,
        }
    }
}
