//! What the fields of one event say together.
//!
//! Asked only of events that are usable, and only of fields that have no finding of their own.

use super::facts::Facts;
use super::format::host;
use super::repeats::{Named, again};
use crate::catalogue::events::EventType;
use crate::catalogue::fields::Field;
use crate::catalogue::rules::Rule;
use crate::diagnostic::Detail;
use crate::json::words::{ending, same};
use crate::segments::segments;

/// The most recipients of a message that you send.
const MOST_RECIPIENTS: u32 = 10;
/// The most characters of the text of an RBM message.
const MOST_RBM_TEXT: u32 = 3270;
/// Where the media of inbound messages lies.
const MEDIA_PLACE: &[u8] = b"https://messaging.bandwidth.com/";
const MEDIA_HOST: &[u8] = MEDIA_PLACE.split_at(MEDIA_PLACE.len() - 1).0.split_at(b"https://".len()).1;
/// A text of so many bytes fits one segment in either alphabet, whatever it says.
const ONE_SEGMENT: usize = 70;

/// Looks at one event.
#[inline]
pub(super) fn meaning(event: EventType, facts: &mut impl Facts) {
    direction(event, facts);
    recipients(event, facts);
    owner(event, facts);
    texts(event, facts);
    times(facts);
    media(event, facts);
}

fn direction(event: EventType, facts: &mut impl Facts) {
    let is_other = |direction: &[u8]| !same(direction, event.direction().name().as_bytes());
    if facts.text(Field::Direction, is_other) == Some(true) {
        facts.found(Rule::UnexpectedDirection, Field::Direction, None, Detail::None);
    }
}

fn recipients(event: EventType, facts: &mut impl Facts) {
    let count = facts.count(Field::Recipients);
    if event.is_status() && count > MOST_RECIPIENTS {
        let detail = Detail::Count { found: count, limit: MOST_RECIPIENTS };
        facts.found(Rule::TooManyRecipients, Field::Recipients, None, detail);
    }
    let many = (count > MOST_RECIPIENTS).then(|| {
        let mut named: Named = (0..count).map(|at| (facts.item(Field::Recipients, at, <[u8]>::to_vec), at)).collect();
        (again(&mut named), named)
    });
    if let Some((again, _)) = &many {
        for at in again {
            facts.found(Rule::DuplicateRecipient, Field::Recipients, Some(*at), Detail::None);
        }
    } else {
        few_recipients(count, facts);
    }
    if count == 0 || facts.is_faulty(Field::Recipients) || facts.is_faulty(Field::To) {
        return;
    }
    for at in 0..facts.count(Field::To) {
        let is_named = facts.item(Field::To, at, |to| match &many {
            Some((_, named)) => named.binary_search_by(|(name, _)| (**name).cmp(to)).is_ok(),
            None => is_among(facts, count, to),
        });
        if !is_named {
            facts.found(Rule::RecipientMismatch, Field::To, Some(at), Detail::None);
        }
    }
}

/// Few are sooner compared each with each, by their last digits first.
fn few_recipients(count: u32, facts: &mut impl Facts) {
    let mut endings = [0; MOST_RECIPIENTS as usize];
    for at in 0..count {
        let earlier = &endings[..at as usize];
        let (ends, is_again) = facts.item(Field::Recipients, at, |recipient| {
            let ends = ending(recipient);
            (ends, earlier.contains(&ends) && is_among(facts, at, recipient))
        });
        endings[at as usize] = ends;
        if is_again {
            facts.found(Rule::DuplicateRecipient, Field::Recipients, Some(at), Detail::None);
        }
    }
}

/// Whether a number is among the first recipients.
fn is_among(facts: &impl Facts, count: u32, number: &[u8]) -> bool {
    (0..count).any(|at| facts.item(Field::Recipients, at, |recipient| same(recipient, number)))
}

fn owner(event: EventType, facts: &mut impl Facts) {
    let fits = facts.text(Field::Owner, |owner| {
        if event.owner_sends() {
            return facts.text(Field::From, |from| same(from, owner)) != Some(false);
        }
        let count = facts.count(Field::Recipients);
        count == 0 || facts.is_faulty(Field::Recipients) || is_among(facts, count, owner)
    });
    if fits == Some(false) {
        facts.found(Rule::OwnerMismatch, Field::Owner, None, Detail::None);
    }
}

fn texts(event: EventType, facts: &mut impl Facts) {
    let is_rbm = facts.text(Field::Channel, |channel| channel == b"RBM") == Some(true);
    let mut is_countable = !is_rbm;
    for field in [Field::Text, Field::Tag, Field::ContentText, Field::PostbackData] {
        if field == Field::Text && event.is_status() {
            if facts.most_bytes(field) > 0 {
                facts.found(Rule::TextInStatus, field, None, Detail::None);
            }
            continue;
        }
        let limit = match field.slim().max_chars {
            Some(_) if field == Field::Text && is_rbm => MOST_RBM_TEXT,
            Some(limit) => limit,
            None => continue,
        };
        // Bytes are never fewer than characters.
        if facts.most_bytes(field) <= limit as usize {
            continue;
        }
        let characters = |text: &[u8]| text.iter().filter(|byte| *byte & 0xC0 != 0x80).count() as u32;
        if let Some(found) = facts.text(field, characters).filter(|found| *found > limit) {
            let rule = if field == Field::Tag { Rule::TagTooLong } else { Rule::TextTooLong };
            facts.found(rule, field, None, Detail::Count { found, limit });
            is_countable &= field != Field::Text;
        }
    }
    if event == EventType::MessageReceived && is_countable {
        segment_count(facts);
    }
}

fn segment_count(facts: &mut impl Facts) {
    let Some(found) = facts.number(Field::SegmentCount) else { return };
    let is_mms = facts.count(Field::Media) > 0
        || facts.count(Field::Recipients) > 1
        || facts.text(Field::Channel, |channel| channel == b"MMS") == Some(true);
    let needed = if is_mms || facts.most_bytes(Field::Text) <= ONE_SEGMENT {
        facts.text(Field::Text, |_| 1)
    } else {
        facts.text(Field::Text, |text| std::str::from_utf8(text).map_or(found, |text| segments(text).count))
    };
    if let Some(limit) = needed.filter(|limit| *limit != found) {
        let detail = Detail::Count { found, limit };
        facts.found(Rule::SegmentCountMismatch, Field::SegmentCount, None, detail);
    }
}

fn times(facts: &mut impl Facts) {
    let Some(created) = facts.moment(Field::MessageTime) else { return };
    for field in [Field::Time, Field::EventTime] {
        if facts.moment(field).is_some_and(|time| time.is_before(created)) {
            facts.found(Rule::TimeOrder, field, None, Detail::None);
        }
    }
}

fn media(event: EventType, facts: &mut impl Facts) {
    if event != EventType::MessageReceived {
        return;
    }
    for at in 0..facts.count(Field::Media) {
        let is_elsewhere = facts.item(Field::Media, at, |url| {
            let is_usual = url.get(..MEDIA_PLACE.len()).is_some_and(|start| same(start, MEDIA_PLACE));
            // What is no URL at all has been told.
            !is_usual && host(url).is_some_and(|host| !is_encrypted(url) || !host.eq_ignore_ascii_case(MEDIA_HOST))
        });
        if is_elsewhere {
            facts.found(Rule::MediaHost, Field::Media, Some(at), Detail::None);
        }
    }
}

fn is_encrypted(url: &[u8]) -> bool {
    url.get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"https:"))
}
