//! Checks that involve several fields of one event.
//!
//! Only usable events are checked, and only fields that have no finding of their own.

use super::duplicate_keys::{Named, duplicates};
use super::event_fields::EventFields;
use super::format::host;
use crate::catalogue::events::EventType;
use crate::catalogue::fields::Field;
use crate::catalogue::rules::Rule;
use crate::diagnostic::Detail;
use crate::json::swar::{ending, same};
use crate::segments::segments;

/// The maximum number of recipients of an outbound message.
const MAX_RECIPIENTS: u32 = 10;
/// More recipients are sorted instead of compared pairwise.
const MAX_COMPARED: u32 = 32;
/// Where Bandwidth hosts the media of inbound messages.
const MEDIA_PLACE: &[u8] = b"https://messaging.bandwidth.com/";
const MEDIA_HOST: &[u8] = MEDIA_PLACE.split_at(MEDIA_PLACE.len() - 1).0.split_at(b"https://".len()).1;
/// A text of this many UTF-16 code units fits in one segment, in GSM-7 and in UCS-2.
const ONE_SEGMENT: u32 = 70;

/// Checks one event.
#[inline]
pub(crate) fn check_event(event: EventType, fields: &mut EventFields<'_>) {
    direction(event, fields);
    recipients(event, fields);
    owner(event, fields);
    texts(event, fields);
    times(fields);
    media(event, fields);
}

fn direction(event: EventType, fields: &mut EventFields<'_>) {
    let is_other = |direction: &[u8]| !same(direction, event.direction().name().as_bytes());
    if fields.text(Field::Direction, is_other) == Some(true) {
        fields.find(Rule::UnexpectedDirection, Field::Direction, None, Detail::None);
    }
}

fn recipients(event: EventType, fields: &mut EventFields<'_>) {
    let count = fields.count(Field::Recipients);
    if event.is_status() && count > MAX_RECIPIENTS {
        let detail = Detail::Count { found: count, limit: MAX_RECIPIENTS };
        fields.find(Rule::TooManyRecipients, Field::Recipients, None, detail);
    }
    let many = (count > MAX_COMPARED).then(|| {
        let mut named: Named = (0..count).map(|at| (fields.item(Field::Recipients, at, <[u8]>::to_vec), at)).collect();
        (duplicates(&mut named), named)
    });
    if let Some((duplicates, _)) = &many {
        for at in duplicates {
            fields.find(Rule::DuplicateRecipient, Field::Recipients, Some(*at), Detail::None);
        }
    } else if count > 1 {
        few_recipients(count, fields);
    }
    if count == 0 || fields.is_faulty(Field::Recipients) || fields.is_faulty(Field::To) {
        return;
    }
    for at in 0..fields.count(Field::To) {
        let is_named = fields.item(Field::To, at, |to| match &many {
            Some((_, named)) => named.binary_search_by(|(name, _)| (**name).cmp(to)).is_ok(),
            None => is_among(fields, count, to),
        });
        if !is_named {
            fields.find(Rule::RecipientMismatch, Field::To, Some(at), Detail::None);
        }
    }
}

/// Compares recipients pairwise, last digits first: faster than sorting if they are few.
fn few_recipients(count: u32, fields: &mut EventFields<'_>) {
    let (mut few, mut more);
    let endings: &mut [u64] = if count <= MAX_RECIPIENTS {
        few = [0; MAX_RECIPIENTS as usize];
        &mut few
    } else {
        more = vec![0; count as usize];
        &mut more
    };
    for at in 0..count {
        let earlier = &endings[..at as usize];
        let (ends, is_again) = fields.item(Field::Recipients, at, |recipient| {
            let ends = ending(recipient);
            (ends, earlier.contains(&ends) && is_among(fields, at, recipient))
        });
        endings[at as usize] = ends;
        if is_again {
            fields.find(Rule::DuplicateRecipient, Field::Recipients, Some(at), Detail::None);
        }
    }
}

/// Whether a number is among the first recipients.
fn is_among(fields: &EventFields<'_>, count: u32, number: &[u8]) -> bool {
    (0..count).any(|at| fields.item(Field::Recipients, at, |recipient| same(recipient, number)))
}

fn owner(event: EventType, fields: &mut EventFields<'_>) {
    let fits = fields.text(Field::Owner, |owner| {
        if event.owner_sends() {
            return fields.text(Field::From, |from| same(from, owner)) != Some(false);
        }
        let count = fields.count(Field::Recipients);
        count == 0 || fields.is_faulty(Field::Recipients) || is_among(fields, count, owner)
    });
    if fits == Some(false) {
        fields.find(Rule::OwnerMismatch, Field::Owner, None, Detail::None);
    }
}

fn texts(event: EventType, fields: &mut EventFields<'_>) {
    let is_rbm = fields.text(Field::Channel, |channel| channel == b"RBM") == Some(true);
    if event.is_status() {
        if fields.most_bytes(Field::Text) > 0 {
            fields.find(Rule::TextInStatus, Field::Text, None, Detail::None);
        }
        return;
    }
    if event == EventType::MessageReceived && !is_rbm {
        segment_count(fields);
    }
}

fn segment_count(fields: &mut EventFields<'_>) {
    let Some(found) = fields.number(Field::SegmentCount) else { return };
    let is_mms = fields.count(Field::Media) > 0
        || fields.count(Field::Recipients) > 1
        || fields.text(Field::Channel, |channel| channel == b"MMS") == Some(true);
    let needed = if is_mms || fields.units(Field::Text) <= ONE_SEGMENT {
        fields.has(Field::Text).then_some(1)
    } else {
        fields.text(Field::Text, |text| std::str::from_utf8(text).map_or(found, |text| segments(text).count))
    };
    if let Some(limit) = needed.filter(|limit| *limit != found) {
        let detail = Detail::Count { found, limit };
        fields.find(Rule::SegmentCountMismatch, Field::SegmentCount, None, detail);
    }
}

fn times(fields: &mut EventFields<'_>) {
    let Some(created) = fields.moment(Field::MessageTime) else { return };
    for field in [Field::Time, Field::EventTime] {
        if fields.moment(field).is_some_and(|time| time.is_before(created)) {
            fields.find(Rule::TimeOrder, field, None, Detail::None);
        }
    }
}

fn media(event: EventType, fields: &mut EventFields<'_>) {
    if event != EventType::MessageReceived {
        return;
    }
    for at in 0..fields.count(Field::Media) {
        let is_elsewhere = fields.item(Field::Media, at, |url| {
            let is_usual = url.get(..MEDIA_PLACE.len()).is_some_and(|start| same(start, MEDIA_PLACE));
            // A value that is not a URL has been reported as such.
            !is_usual && host(url).is_some_and(|host| !is_encrypted(url) || !host.eq_ignore_ascii_case(MEDIA_HOST))
        });
        if is_elsewhere {
            fields.find(Rule::MediaHost, Field::Media, Some(at), Detail::None);
        }
    }
}

fn is_encrypted(url: &[u8]) -> bool {
    url.get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"https:"))
}
