//! What the fields of one event say together.
//!
//! Asked only of events that are usable, and only of fields that have no finding of their own.

use super::format::host;
use super::repeats::{Named, again};
use super::sheet::Sheet;
use crate::catalogue::events::EventType;
use crate::catalogue::fields::Field;
use crate::catalogue::rules::Rule;
use crate::diagnostic::Detail;
use crate::json::words::{ending, same};
use crate::segments::segments;

/// The most recipients of a message that you send.
const MOST_RECIPIENTS: u32 = 10;
/// Where the media of inbound messages lies.
const MEDIA_PLACE: &[u8] = b"https://messaging.bandwidth.com/";
const MEDIA_HOST: &[u8] = MEDIA_PLACE.split_at(MEDIA_PLACE.len() - 1).0.split_at(b"https://".len()).1;
/// A text of so many UTF-16 code units fits one segment in either alphabet, whatever it says.
const ONE_SEGMENT: u32 = 70;

/// Looks at one event.
#[inline]
pub(super) fn meaning(event: EventType, sheet: &mut Sheet<'_>) {
    direction(event, sheet);
    recipients(event, sheet);
    owner(event, sheet);
    texts(event, sheet);
    times(sheet);
    media(event, sheet);
}

fn direction(event: EventType, sheet: &mut Sheet<'_>) {
    let is_other = |direction: &[u8]| !same(direction, event.direction().name().as_bytes());
    if sheet.text(Field::Direction, is_other) == Some(true) {
        sheet.find(Rule::UnexpectedDirection, Field::Direction, None, Detail::None);
    }
}

fn recipients(event: EventType, sheet: &mut Sheet<'_>) {
    let count = sheet.count(Field::Recipients);
    if event.is_status() && count > MOST_RECIPIENTS {
        let detail = Detail::Count { found: count, limit: MOST_RECIPIENTS };
        sheet.find(Rule::TooManyRecipients, Field::Recipients, None, detail);
    }
    let many = (count > MOST_RECIPIENTS).then(|| {
        let mut named: Named = (0..count).map(|at| (sheet.item(Field::Recipients, at, <[u8]>::to_vec), at)).collect();
        (again(&mut named), named)
    });
    if let Some((again, _)) = &many {
        for at in again {
            sheet.find(Rule::DuplicateRecipient, Field::Recipients, Some(*at), Detail::None);
        }
    } else {
        few_recipients(count, sheet);
    }
    if count == 0 || sheet.is_faulty(Field::Recipients) || sheet.is_faulty(Field::To) {
        return;
    }
    for at in 0..sheet.count(Field::To) {
        let is_named = sheet.item(Field::To, at, |to| match &many {
            Some((_, named)) => named.binary_search_by(|(name, _)| (**name).cmp(to)).is_ok(),
            None => is_among(sheet, count, to),
        });
        if !is_named {
            sheet.find(Rule::RecipientMismatch, Field::To, Some(at), Detail::None);
        }
    }
}

/// Few are sooner compared each with each, by their last digits first.
fn few_recipients(count: u32, sheet: &mut Sheet<'_>) {
    let mut endings = [0; MOST_RECIPIENTS as usize];
    for at in 0..count {
        let earlier = &endings[..at as usize];
        let (ends, is_again) = sheet.item(Field::Recipients, at, |recipient| {
            let ends = ending(recipient);
            (ends, earlier.contains(&ends) && is_among(sheet, at, recipient))
        });
        endings[at as usize] = ends;
        if is_again {
            sheet.find(Rule::DuplicateRecipient, Field::Recipients, Some(at), Detail::None);
        }
    }
}

/// Whether a number is among the first recipients.
fn is_among(sheet: &Sheet<'_>, count: u32, number: &[u8]) -> bool {
    (0..count).any(|at| sheet.item(Field::Recipients, at, |recipient| same(recipient, number)))
}

fn owner(event: EventType, sheet: &mut Sheet<'_>) {
    let fits = sheet.text(Field::Owner, |owner| {
        if event.owner_sends() {
            return sheet.text(Field::From, |from| same(from, owner)) != Some(false);
        }
        let count = sheet.count(Field::Recipients);
        count == 0 || sheet.is_faulty(Field::Recipients) || is_among(sheet, count, owner)
    });
    if fits == Some(false) {
        sheet.find(Rule::OwnerMismatch, Field::Owner, None, Detail::None);
    }
}

fn texts(event: EventType, sheet: &mut Sheet<'_>) {
    let is_rbm = sheet.text(Field::Channel, |channel| channel == b"RBM") == Some(true);
    if event.is_status() {
        if sheet.most_bytes(Field::Text) > 0 {
            sheet.find(Rule::TextInStatus, Field::Text, None, Detail::None);
        }
        return;
    }
    if event == EventType::MessageReceived && !is_rbm {
        segment_count(sheet);
    }
}

fn segment_count(sheet: &mut Sheet<'_>) {
    let Some(found) = sheet.number(Field::SegmentCount) else { return };
    let is_mms = sheet.count(Field::Media) > 0
        || sheet.count(Field::Recipients) > 1
        || sheet.text(Field::Channel, |channel| channel == b"MMS") == Some(true);
    let needed = if is_mms || sheet.units(Field::Text) <= ONE_SEGMENT {
        sheet.has(Field::Text).then_some(1)
    } else {
        sheet.text(Field::Text, |text| std::str::from_utf8(text).map_or(found, |text| segments(text).count))
    };
    if let Some(limit) = needed.filter(|limit| *limit != found) {
        let detail = Detail::Count { found, limit };
        sheet.find(Rule::SegmentCountMismatch, Field::SegmentCount, None, detail);
    }
}

fn times(sheet: &mut Sheet<'_>) {
    let Some(created) = sheet.moment(Field::MessageTime) else { return };
    for field in [Field::Time, Field::EventTime] {
        if sheet.moment(field).is_some_and(|time| time.is_before(created)) {
            sheet.find(Rule::TimeOrder, field, None, Detail::None);
        }
    }
}

fn media(event: EventType, sheet: &mut Sheet<'_>) {
    if event != EventType::MessageReceived {
        return;
    }
    for at in 0..sheet.count(Field::Media) {
        let is_elsewhere = sheet.item(Field::Media, at, |url| {
            let is_usual = url.get(..MEDIA_PLACE.len()).is_some_and(|start| same(start, MEDIA_PLACE));
            // What is no URL at all has been told.
            !is_usual && host(url).is_some_and(|host| !is_encrypted(url) || !host.eq_ignore_ascii_case(MEDIA_HOST))
        });
        if is_elsewhere {
            sheet.find(Rule::MediaHost, Field::Media, Some(at), Detail::None);
        }
    }
}

fn is_encrypted(url: &[u8]) -> bool {
    url.get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"https:"))
}
