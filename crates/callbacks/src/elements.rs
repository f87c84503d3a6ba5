//! The elements of a body, of every kind.

use serde::Serialize;

use crate::event::CallbackEvent;
use crate::report::{RejectedElement, Report, UnknownEvent};
use crate::verification::Verification;

/// An element of a body. As JSON it has a `kind`, an `index` and a `value`, as in the npm package.
///
/// `Debug` shows no values of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
#[non_exhaustive]
pub enum BodyElement<'r, 'a> {
    /// An event.
    Event {
        /// Its index in the body, from 0.
        index: u32,
        /// The event.
        value: &'r CallbackEvent<'a>,
    },
    /// A toll-free verification webhook.
    Verification(&'r Verification),
    /// An element of a type that this version does not know.
    Unknown(&'r UnknownEvent<'a>),
    /// Not usable as its type.
    Rejected(&'r RejectedElement<'a>),
}

impl BodyElement<'_, '_> {
    /// Its index in the body, from 0.
    ///
    /// ```
    /// assert_eq!(bandwidth_callbacks::parse("[42]").elements()[0].index(), 0);
    /// ```
    #[must_use]
    pub fn index(&self) -> u32 {
        match self {
            BodyElement::Event { index, .. } => *index,
            BodyElement::Verification(it) => it.index,
            BodyElement::Unknown(it) => it.index,
            BodyElement::Rejected(it) => it.index,
        }
    }
}

impl<'a> Report<'a> {
    /// Every element of the body, in the order of the body: events, verifications, and what is neither. For code that
    /// archives or forwards a body element by element.
    ///
    /// ```
    /// use bandwidth_callbacks::{BodyElement, parse};
    ///
    /// let report = parse(r#"[42, {"type": "message-snoozed", "message": {}}]"#);
    /// let elements = report.elements();
    /// assert!(matches!(elements[..], [BodyElement::Rejected(_), BodyElement::Unknown(_)]));
    /// assert_eq!(serde_json::to_string(&elements[0]).unwrap(), r#"{"kind":"rejected","index":0,"value":42}"#);
    /// ```
    #[must_use]
    pub fn elements(&self) -> Vec<BodyElement<'_, 'a>> {
        let mut others: Vec<_> = (self.verifications.iter().map(BodyElement::Verification))
            .chain(self.unknown.iter().map(BodyElement::Unknown))
            .chain(self.rejected.iter().map(BodyElement::Rejected))
            .collect();
        others.sort_by_key(BodyElement::index);
        let mut others = others.into_iter().peekable();
        let mut all = Vec::with_capacity(self.events.len() + others.len());
        for value in &self.events {
            while let Some(other) = others.next_if(|other| other.index() as usize == all.len()) {
                all.push(other);
            }
            all.push(BodyElement::Event { index: all.len() as u32, value });
        }
        all.extend(others);
        all
    }
}
