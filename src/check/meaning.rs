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
use crate::json::words::same;
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
pub(super) fn meaning<'t>(event: EventType, facts: &mut impl Facts<'t>) {
    direction(event, facts);
    recipients(event, facts);
    owner(event, facts);
    texts(event, facts);
    times(facts);
    media(event, facts);
}

fn direction<'t>(event: EventType, facts: &mut impl Facts<'t>) {
    if facts.text(Field::Direction).is_some_and(|direction| !same(&direction, event.direction().name().as_bytes())) {
        facts.found(Rule::UnexpectedDirection, Field::Direction, None, Detail::None);
    }
}

fn recipients<'t>(event: EventType, facts: &mut impl Facts<'t>) {
    let count = facts.count(Field::Recipients);
    if event.is_status() && count > MOST_RECIPIENTS {
        let detail = Detail::Count { found: count, limit: MOST_RECIPIENTS };
        facts.found(Rule::TooManyRecipients, Field::Recipients, None, detail);
    }
    let mut named = Named::new();
    if count > MOST_RECIPIENTS {
        named.extend((0..count).map(|at| (facts.item(Field::Recipients, at), at)));
        for at in again(&mut named) {
            facts.found(Rule::DuplicateRecipient, Field::Recipients, Some(at), Detail::None);
        }
    } else {
        // Few are sooner compared each with each.
        for at in 1..count {
            let recipient = facts.item(Field::Recipients, at);
            if (0..at).any(|earlier| same(&facts.item(Field::Recipients, earlier), &recipient)) {
                facts.found(Rule::DuplicateRecipient, Field::Recipients, Some(at), Detail::None);
            }
        }
    }
    if count == 0 || facts.is_faulty(Field::Recipients) || facts.is_faulty(Field::To) {
        return;
    }
    for at in 0..facts.count(Field::To) {
        let to = facts.item(Field::To, at);
        let is_named = if named.is_empty() {
            (0..count).any(|at| same(&facts.item(Field::Recipients, at), &to))
        } else {
            named.binary_search_by(|(name, _)| name.cmp(&to)).is_ok()
        };
        if !is_named {
            facts.found(Rule::RecipientMismatch, Field::To, Some(at), Detail::None);
        }
    }
}

fn owner<'t>(event: EventType, facts: &mut impl Facts<'t>) {
    let Some(owner) = facts.text(Field::Owner) else { return };
    let fits = if event.owner_sends() {
        facts.text(Field::From).is_none_or(|from| same(&from, &owner))
    } else {
        let count = facts.count(Field::Recipients);
        count == 0
            || facts.is_faulty(Field::Recipients)
            || (0..count).any(|at| same(&facts.item(Field::Recipients, at), &owner))
    };
    if !fits {
        facts.found(Rule::OwnerMismatch, Field::Owner, None, Detail::None);
    }
}

fn texts<'t>(event: EventType, facts: &mut impl Facts<'t>) {
    let is_rbm = facts.text(Field::Channel).is_some_and(|channel| &*channel == b"RBM");
    let mut is_countable = !is_rbm;
    for field in [Field::Text, Field::Tag, Field::ContentText, Field::PostbackData] {
        let Some(text) = facts.text(field) else { continue };
        if field == Field::Text && event.is_status() {
            if !text.is_empty() {
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
        if text.len() > limit as usize {
            let found = text.iter().filter(|byte| *byte & 0xC0 != 0x80).count() as u32;
            if found > limit {
                let rule = if field == Field::Tag { Rule::TagTooLong } else { Rule::TextTooLong };
                facts.found(rule, field, None, Detail::Count { found, limit });
                is_countable &= field != Field::Text;
            }
        }
    }
    if event == EventType::MessageReceived && is_countable {
        segment_count(facts);
    }
}

fn segment_count<'t>(facts: &mut impl Facts<'t>) {
    let (Some(text), Some(found)) = (facts.text(Field::Text), facts.number(Field::SegmentCount)) else { return };
    let is_mms = facts.count(Field::Media) > 0
        || facts.count(Field::Recipients) > 1
        || facts.text(Field::Channel).is_some_and(|channel| &*channel == b"MMS");
    let limit = if is_mms || text.len() <= ONE_SEGMENT {
        1
    } else {
        std::str::from_utf8(&text).map_or(found, |text| segments(text).count)
    };
    if found != limit {
        let detail = Detail::Count { found, limit };
        facts.found(Rule::SegmentCountMismatch, Field::SegmentCount, None, detail);
    }
}

fn times<'t>(facts: &mut impl Facts<'t>) {
    let Some(created) = facts.moment(Field::MessageTime) else { return };
    for field in [Field::Time, Field::EventTime] {
        if facts.moment(field).is_some_and(|time| time.is_before(created)) {
            facts.found(Rule::TimeOrder, field, None, Detail::None);
        }
    }
}

fn media<'t>(event: EventType, facts: &mut impl Facts<'t>) {
    if event != EventType::MessageReceived {
        return;
    }
    for at in 0..facts.count(Field::Media) {
        let url = facts.item(Field::Media, at);
        if url.starts_with(MEDIA_PLACE) {
            continue;
        }
        // What is no URL at all has been told.
        let Some(host) = host(&url) else { continue };
        let is_encrypted = url.get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"https:"));
        if !is_encrypted || !host.eq_ignore_ascii_case(MEDIA_HOST) {
            facts.found(Rule::MediaHost, Field::Media, Some(at), Detail::None);
        }
    }
}
