//! What the fields of one event say together.
//!
//! Asked only of events that are usable, and only of fields that have no finding of their own.

use std::borrow::Cow;

use super::repeats::{again, sorted};
use super::{ABSENT, Check, Slots, format, is_status};
use crate::catalogue::events::EventType;
use crate::catalogue::fields::Field;
use crate::catalogue::rules::Rule;
use crate::diagnostic::{Detail, Place};
use crate::json::tape::{Edit, Kind};
use crate::segments::segments;

/// The most recipients of a message that you send.
const MOST_RECIPIENTS: u32 = 10;
/// The most characters of the text of an RBM message.
const MOST_RBM_TEXT: u32 = 3270;
/// Where the media of inbound messages lies.
const MEDIA_HOST: &str = "messaging.bandwidth.com";

impl<'t> Check<'t> {
    pub(super) fn meaning(&mut self, event: EventType, slots: &Slots) {
        self.direction(event, slots);
        self.recipients(event, slots);
        self.owner(event, slots);
        self.texts(event, slots);
        self.times(slots);
        self.media(event, slots);
    }

    /// The token of a field's text, where it has one without a finding.
    fn sound(&self, field: Field, slots: &Slots) -> Option<u32> {
        let token = slots[field as usize];
        if token == ABSENT || self.is_faulty(field) { None } else { self.text_token(token) }
    }

    fn text_token(&self, token: u32) -> Option<u32> {
        match (self.tape.node(token).edit, self.tape.kind(token)) {
            (Edit::Unwrap, _) => Some(token + 1),
            (_, Kind::Text) => Some(token),
            _ => None,
        }
    }

    fn sound_text(&self, field: Field, slots: &Slots) -> Option<Cow<'t, str>> {
        self.sound(field, slots).map(|token| self.tape.string(token))
    }

    /// The tokens of a list of texts; of one text that is read as a list, that text.
    fn texts_of(&self, field: Field, slots: &Slots) -> Vec<u32> {
        let token = slots[field as usize];
        match (token != ABSENT).then(|| self.tape.kind(token)) {
            Some(Kind::List) => self.tape.items(token).collect(),
            Some(Kind::Text) => vec![token],
            _ => Vec::new(),
        }
    }

    fn direction(&mut self, event: EventType, slots: &Slots) {
        let Some(token) = self.sound(Field::Direction, slots) else { return };
        if !self.tape.is(token, event.direction().name()) {
            self.find(Rule::UnexpectedDirection, Place::Token(token), Some(Field::Direction), Detail::None);
        }
    }

    fn recipients(&mut self, event: EventType, slots: &Slots) {
        let tokens = self.texts_of(Field::Recipients, slots);
        if is_status(event) && tokens.len() > MOST_RECIPIENTS as usize {
            let detail = Detail::Count { found: tokens.len() as u32, limit: MOST_RECIPIENTS };
            let list = Place::Token(slots[Field::Recipients as usize]);
            self.find(Rule::TooManyRecipients, list, None, detail);
        }
        let named = sorted(&self.tape, &tokens);
        for token in again(&named) {
            self.find(Rule::DuplicateRecipient, Place::Token(token), None, Detail::None);
        }
        if self.is_faulty(Field::Recipients) || self.is_faulty(Field::To) || named.is_empty() {
            return;
        }
        for token in self.texts_of(Field::To, slots) {
            let to = self.tape.string(token);
            if named.binary_search_by(|(name, _)| name.cmp(&to)).is_err() {
                self.find(Rule::RecipientMismatch, Place::Token(token), Some(Field::To), Detail::None);
            }
        }
    }

    fn owner(&mut self, event: EventType, slots: &Slots) {
        let Some(token) = self.sound(Field::Owner, slots) else { return };
        let owner = self.tape.string(token);
        let fits = if event.owner_sends() {
            self.sound_text(Field::From, slots).is_none_or(|from| from == owner)
        } else {
            let recipients = self.texts_of(Field::Recipients, slots);
            self.is_faulty(Field::Recipients)
                || recipients.is_empty()
                || recipients.iter().any(|token| self.tape.is(*token, &owner))
        };
        if !fits {
            self.find(Rule::OwnerMismatch, Place::Token(token), Some(Field::Owner), Detail::None);
        }
    }

    fn texts(&mut self, event: EventType, slots: &Slots) {
        let is_rbm = self.sound_text(Field::Channel, slots).is_some_and(|channel| channel == "RBM");
        for field in [Field::Text, Field::Tag, Field::ContentText, Field::PostbackData] {
            let Some(token) = self.sound(field, slots) else { continue };
            if field == Field::Text && is_status(event) {
                if !self.tape.is(token, "") {
                    self.find(Rule::TextInStatus, Place::Token(token), Some(field), Detail::None);
                }
                continue;
            }
            let limit = match field.slim().max_chars {
                Some(_) if field == Field::Text && is_rbm => MOST_RBM_TEXT,
                Some(limit) => limit,
                None => continue,
            };
            // Bytes are never fewer than characters.
            let node = self.tape.node(token);
            if node.end - node.start > limit {
                let found = self.tape.string(token).chars().count() as u32;
                if found > limit {
                    let rule = if field == Field::Tag { Rule::TagTooLong } else { Rule::TextTooLong };
                    self.find(rule, Place::Token(token), Some(field), Detail::Count { found, limit });
                }
            }
        }
        if event == EventType::MessageReceived && !is_rbm {
            self.segments(slots);
        }
    }

    fn segments(&mut self, slots: &Slots) {
        let token = slots[Field::SegmentCount as usize];
        let (Some(text), false) =
            (self.sound_text(Field::Text, slots), token == ABSENT || self.is_faulty(Field::SegmentCount))
        else {
            return;
        };
        let is_mms = !self.texts_of(Field::Media, slots).is_empty()
            || self.texts_of(Field::Recipients, slots).len() > 1
            || self.sound_text(Field::Channel, slots).is_some_and(|channel| channel == "MMS");
        let limit = if is_mms { 1 } else { segments(&text).count };
        let found = self.tape.whole(token).unwrap_or(limit);
        if found != limit {
            let detail = Detail::Count { found, limit };
            self.find(Rule::SegmentCountMismatch, Place::Token(token), Some(Field::SegmentCount), detail);
        }
    }

    fn times(&mut self, slots: &Slots) {
        let Some(created) = self.sound_text(Field::MessageTime, slots).and_then(|text| format::moment(&text)) else {
            return;
        };
        for field in [Field::Time, Field::EventTime] {
            let Some(token) = self.sound(field, slots) else { continue };
            if format::moment(&self.tape.string(token)).is_some_and(|time| time.is_before(created)) {
                self.find(Rule::TimeOrder, Place::Token(token), Some(field), Detail::None);
            }
        }
    }

    fn media(&mut self, event: EventType, slots: &Slots) {
        if event != EventType::MessageReceived {
            return;
        }
        for token in self.texts_of(Field::Media, slots) {
            let url = self.tape.string(token);
            // What is no URL at all has been told.
            let Some(host) = format::host(&url) else { continue };
            let is_encrypted = url.get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https:"));
            if !is_encrypted || !host.eq_ignore_ascii_case(MEDIA_HOST) {
                self.find(Rule::MediaHost, Place::Token(token), None, Detail::None);
            }
        }
    }
}
