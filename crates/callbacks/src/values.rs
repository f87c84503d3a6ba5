//! The values of the fields of an event: strings, numbers and arrays instead of positions. The readers accept only what
//! fits, so nothing here can fail.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::catalogue::fields::{Field, Record};
use crate::json::scan::value;
use crate::json::tape::unescape;
use crate::read::BodyReader;
use crate::view::{self, EventParts, Part};

/// Fields that this version does not know, or that do not belong to their event type.
///
/// ```
/// use bandwidth_callbacks::event::Content;
///
/// let content: Content = serde_json::from_str(r#"{"text": "Hello", "mood": "good"}"#).unwrap();
/// assert_eq!(content.extra["mood"], "good");
/// ```
pub type Extra = Map<String, Value>;

/// One string, or an array of them: the `to` of a `message-sent`.
///
/// ```
/// use bandwidth_callbacks::{CallbackEvent, parse, sample};
///
/// use bandwidth_callbacks::event::OneOrMany;
///
/// let report = parse(sample("message-sent").unwrap());
/// let CallbackEvent::MessageSent(event) = &report.events[0] else { panic!() };
/// assert!(matches!(event.to, Some(OneOrMany::One(_))));
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany<'a> {
    /// One, as sent since July 2026.
    One(Cow<'a, str>),
    /// Several, as the 2017 beta documented.
    Many(Vec<Cow<'a, str>>),
}

/// The values of the fields of an event.
pub(crate) struct FieldValues<'a, 't> {
    text: &'t str,
    /// Where they are, and what needs no text.
    pub(crate) parts: &'a EventParts,
    items: &'a [Part],
    extras: &'a [view::Extra],
}

impl<'a, 't> FieldValues<'a, 't> {
    /// The fields of an event. `text` is what the reader returned for its body.
    pub(crate) fn new(text: &'t str, reader: &'a BodyReader, parts: &'a EventParts) -> Self {
        FieldValues { text, parts, items: reader.items(), extras: reader.extras() }
    }

    /// The string of a field, if it is present.
    #[inline(always)]
    pub(crate) fn string(&self, field: Field) -> Option<Cow<'t, str>> {
        self.parts.string(field).map(|part| self.part(field, part))
    }

    /// The strings of a field that holds an array.
    pub(crate) fn list(&self, field: Field) -> Option<Vec<Cow<'t, str>>> {
        self.parts.get(field).map(|part| self.list_of(field, part))
    }

    /// The strings of `to`, which may hold one string instead.
    pub(crate) fn one_or_many(&self, field: Field) -> Option<OneOrMany<'t>> {
        let part = self.parts.get(field)?;
        let is_list = self.parts.has_list();
        Some(if is_list { OneOrMany::Many(self.list_of(field, part)) } else { OneOrMany::One(self.part(field, part)) })
    }

    /// The members of a record that are not fields of it in this event type.
    pub(crate) fn extra(&self, record: Record) -> Extra {
        let [first, count] = self.parts.extras;
        let own = &self.extras[first as usize..(first + count) as usize];
        let text = |[start, end]: Part| &self.text[start as usize..end as usize];
        let mut extras = Extra::new();
        for extra in own.iter().filter(|extra| extra.record() == record) {
            let key = unescape(text(extra.key));
            // The last value of a key wins, also if it was dropped.
            if extra.value == [0; 2] {
                extras.remove(&key);
            } else {
                extras.insert(key, value(text(extra.value)));
            }
        }
        extras
    }

    fn part(&self, field: Field, [start, end]: Part) -> Cow<'t, str> {
        let text = &self.text[start as usize..end as usize];
        if self.parts.has_escapes(field) { Cow::Owned(unescape(text)) } else { Cow::Borrowed(text) }
    }

    fn list_of(&self, field: Field, [first, count]: Part) -> Vec<Cow<'t, str>> {
        self.items[first as usize..(first + count) as usize].iter().map(|item| self.part(field, *item)).collect()
    }
}
