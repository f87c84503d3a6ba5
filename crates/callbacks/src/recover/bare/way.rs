//! How far an event is read, of which there may be several ways.

use std::ops::Range;

use crate::catalogue::fields::{Field, Record};

/// A way to read a part of an event.
#[derive(Clone)]
pub(super) struct Way {
    pub(super) at: usize,
    pub(super) frames: Vec<Frame>,
    pub(super) steps: Vec<Step>,
}

impl Way {
    /// Whether it has the fields that every event has.
    pub(super) fn is_complete(&self, record: Record) -> bool {
        let has = |field: Field| {
            self.steps.iter().any(|step| match step {
                Step::Open(own, _) => *own == Some(field),
                Step::Scalar(own, _) | Step::List(own, _) | Step::Lost(own, _) | Step::Null(own, _) => *own == field,
                Step::Close(_) => false,
            })
        };
        let message = [Field::Id, Field::Owner, Field::Direction, Field::From].into_iter().all(has);
        message && (record != Record::Event || (has(Field::Type) && has(Field::Message)))
    }
}

/// A record that is being read.
#[derive(Clone)]
pub(super) struct Frame {
    pub(super) record: Record,
    pub(super) seen: Vec<Field>,
    /// Fields of which there is a name in a text.
    pub(super) swallowed: Vec<Field>,
    pub(super) is_first: bool,
    /// The indents of its bracket and of its members, if lines tell where it ends.
    pub(super) indents: Indents,
}

/// The indent of a bracket, and that of the members inside once one is known.
pub(super) type Indents = (usize, Option<usize>);

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    Open(Option<Field>, usize),
    Scalar(Field, Range<usize>),
    List(Field, Vec<Range<usize>>),
    Lost(Field, usize),
    /// Of a map the null that was in the JSON, of a class a field that is absent.
    Null(Field, usize),
    Close(usize),
}
