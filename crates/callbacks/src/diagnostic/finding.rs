//! Findings: facts about a body, with where they are.

use std::fmt::Write;

use super::words::{Phrase, Word};
use crate::catalogue::events::EventType;
use crate::catalogue::fields::{Field, Record, Shape};
use crate::catalogue::rules::Rule;
use crate::json::fault::{Expected, Found};
use crate::json::tape::{JsonType, push_token};

/// A fact about a body.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Finding {
    /// The rule that found it.
    pub rule: Rule,
    /// Where it is.
    pub place: Place,
    /// The type of the event it is in, where that is known.
    pub event: Option<EventType>,
    /// The field it is about, where that is a known one.
    pub field: Option<Field>,
    /// Details of the finding.
    pub detail: Detail,
}

/// Where a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// A token of the tape.
    Token(u32),
    /// What should be in the object at this token.
    Within(u32),
    /// Byte offsets, where there is no tape.
    Bytes(u32, u32),
    /// In an event that was read without a tape.
    View(ViewPlace),
}

/// A place in an event that was read without a tape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ViewPlace {
    /// Where it begins, in bytes.
    pub start: u32,
    /// Where it ends, in bytes, exclusive.
    pub end: u32,
    /// What encloses the events.
    pub frame: Frame,
    /// The number of the event.
    pub element: u32,
    /// What is at the position.
    pub step: Step,
}

/// What encloses the events of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum Frame {
    /// An array, as documented.
    List,
    /// Nothing: the body is one event.
    Bare,
    /// An array in `_json` of an object.
    Wrapped,
}

/// What is at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The whole body.
    Body,
    /// A field, or the object that should have it.
    Field(Field),
    /// An item of a field.
    Item(Field, u32),
    /// A member of a record that is not a field of it: where the inside of its key is.
    Key(Record, [u32; 2]),
}

impl ViewPlace {
    /// JSON Pointer to it. Its key has no escapes.
    pub(super) fn path(&self, text: &[u8]) -> String {
        let (record, name, item) = match self.step {
            Step::Body => return String::new(),
            Step::Field(field) => (field.spec().record, field.spec().name.into(), None),
            Step::Item(field, at) => (field.spec().record, field.spec().name.into(), Some(at)),
            Step::Key(record, [start, end]) => {
                (record, String::from_utf8_lossy(&text[start as usize..end as usize]), None)
            }
        };
        let mut path = match self.frame {
            Frame::List => format!("/{}/", self.element),
            Frame::Bare => "/".to_owned(),
            Frame::Wrapped => format!("/_json/{}/", self.element),
        };
        path.push_str(&record.prefix().replace('.', "/"));
        push_token(&mut path, &name);
        if let Some(item) = item {
            let _ = write!(path, "/{item}");
        }
        path
    }

    /// The same as numbers, in the order of `wire::DIAGNOSTIC`: the words of the frame; the number of the event; the
    /// word for the field, or for the record that a key is in, or 0; the item, from 1, or 0.
    pub(crate) fn words(&self) -> [u32; 4] {
        let (step, item) = match self.step {
            Step::Body => (0, 0),
            Step::Field(field) => (Word::Path(field).number(), 0),
            Step::Item(field, at) => (Word::Path(field).number(), at + 1),
            Step::Key(record, _) => (Word::Record(record).number(), 0),
        };
        [self.frame as u32, self.element, step, item]
    }
}

/// Details of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub(crate) enum Detail {
    None,
    Syntax { expected: Expected, found: Found },
    Body(BodyKind),
    Shape { expected: Shape, found: JsonType, fraction: bool },
    Count { found: u32, limit: u32 },
    Alias { at: u8, says_code: bool },
    OtherProduct(u8),
    Suggest(Word),
    Named(Word),
    Expected { expected: Phrase, found: JsonType, fraction: bool },
    NoZone,
    BelongsInMessage,
    BelongsBesideMessage,
}

/// What a body is if it is not a callback.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub(crate) enum BodyKind {
    Html,
    Xml,
    Form,
    HttpRequest,
    PlainText,
    EncodedJson,
    Text,
    Number,
    Boolean,
    Null,
}
