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

/// Where other ways begin: a text that may end later.
pub(super) struct Fork {
    /// The way up to the text.
    pub(super) way: Way,
    pub(super) field: Field,
    pub(super) from: usize,
    /// The ends that are to be tried, the last of them first, each with the fields whose names it makes a part of the
    /// text.
    pub(super) later: Vec<(usize, Vec<Field>)>,
}

/// The next way to try.
pub(super) fn next(forks: &mut Vec<Fork>) -> Option<Way> {
    let fork = forks.last_mut()?;
    let (end, swallowed) = fork.later.pop()?;
    let step = Step::Scalar(fork.field, fork.from..end);
    let is_last = fork.later.is_empty();
    let mut way = if is_last { forks.pop()?.way } else { fork.way.clone() };
    way.frames.last_mut()?.swallowed.extend(swallowed);
    way.steps.push(step);
    way.at = end;
    Some(way)
}

/// The ends of a text after the first, the last of them first. A field that was seen before can't follow one. If all
/// ends are known, nor may the text swallow the name of a field that was not seen and does not come again.
pub(super) fn later_ends(ends: &[(usize, Option<Field>)], seen: &[Field], most: usize) -> Vec<(usize, Vec<Field>)> {
    let mut later = Vec::new();
    let mut swallowed: Vec<Field> = Vec::new();
    for (index, (end, next)) in ends.iter().enumerate().skip(1).take(MAX_LATER) {
        swallowed.extend(ends[index - 1].1);
        if next.is_some_and(|field| seen.contains(&field)) {
            continue;
        }
        let follows = |field: &Field| ends[index..].iter().any(|(_, next)| *next == Some(*field));
        let comes_again = |field: &Field| seen.contains(field) || follows(field);
        if ends.len() == most || swallowed.iter().all(comes_again) {
            later.push((*end, swallowed.clone()));
        }
    }
    later.reverse();
    later
}

/// The later ends of one text that are tried.
const MAX_LATER: usize = 40;

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
