//! The values of the fields of an event: strings, numbers and arrays instead of positions. The readers accept only what
//! fits, so nothing here can fail.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::catalogue::events::EventType;
use crate::catalogue::fields::{Field, Record};
use crate::json::scan::value;
use crate::json::tape::unescape;
use crate::read::BodyReader;
use crate::view::{self, EventView, NULL, Part, TO_IS_LIST};

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
    view: &'a EventView,
    items: &'a [Part],
    extras: &'a [view::Extra],
}

impl<'a, 't> FieldValues<'a, 't> {
    /// The fields of a view. `text` is what the reader returned for its body.
    pub(crate) fn new(text: &'t str, reader: &'a BodyReader, view: &'a EventView) -> Self {
        FieldValues { text, view, items: reader.items(), extras: reader.extras() }
    }

    /// Its type.
    pub(crate) fn event(&self) -> EventType {
        EventType::ALL[self.view.event as usize]
    }

    /// The string of a field, if it is present.
    pub(crate) fn option(&self, field: Field) -> Option<Cow<'t, str>> {
        self.view.get(field).filter(|part| *part != NULL).map(|part| self.part(field, part))
    }

    /// The number of a field.
    pub(crate) fn number(&self, field: Field) -> Option<u32> {
        self.view.get(field).map(|[value, _]| value)
    }

    /// The strings of a field that holds an array.
    pub(crate) fn list(&self, field: Field) -> Option<Vec<Cow<'t, str>>> {
        self.view.get(field).map(|part| self.parts(field, part))
    }

    /// The strings of `to`, which may hold one string instead.
    pub(crate) fn one_or_many(&self, field: Field) -> Option<OneOrMany<'t>> {
        let part = self.view.get(field)?;
        let is_list = self.view.flags & TO_IS_LIST != 0;
        Some(if is_list { OneOrMany::Many(self.parts(field, part)) } else { OneOrMany::One(self.part(field, part)) })
    }

    /// Whether a field is present. A nullable field may be `null`.
    pub(crate) fn has(&self, field: Field) -> bool {
        self.view.get(field).is_some()
    }

    /// The members of a record that are not fields of it in this event type.
    pub(crate) fn extra(&self, record: Record) -> Extra {
        let [first, count] = self.view.extras;
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
        if self.view.escaped & (1 << field as u64) != 0 { Cow::Owned(unescape(text)) } else { Cow::Borrowed(text) }
    }

    fn parts(&self, field: Field, [first, count]: Part) -> Vec<Cow<'t, str>> {
        self.items[first as usize..(first + count) as usize].iter().map(|item| self.part(field, *item)).collect()
    }
}
