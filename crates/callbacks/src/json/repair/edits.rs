//! Changes to a text, collected in any order and applied at once. The rest of the text stays unchanged.

use std::borrow::Cow;
use std::ops::Range;

use super::kind::RepairKind;
use super::repaired::Repair;
use crate::order::sort_by_numbers;

/// Edits to make, and the repairs that they belong to.
#[derive(Default)]
pub(super) struct Edits {
    list: Vec<Edit>,
    pub(super) repairs: Vec<Repair>,
    /// Nothing in the text says that it is a callback.
    pub(super) doubtful: bool,
}

struct Edit {
    start: usize,
    end: usize,
    rank: Rank,
    with: Cow<'static, str>,
}

/// At one position, text that ends the left side comes before text that starts the right side.
#[derive(Clone, Copy)]
enum Rank {
    Closing,
    Wrapping,
    Opening,
    /// A deleted part is not replaced.
    Deleting,
    Replacing,
}

/// The origin of the parts of an edited text.
pub(super) struct Origin {
    parts: Vec<Part>,
}

/// A part of the edited text, and its original.
struct Part {
    out: Range<usize>,
    source: Range<usize>,
}

impl Edits {
    /// Adds punctuation that belongs to the token before `at`.
    pub(super) fn insert_after(&mut self, at: usize, with: &'static str) {
        self.push(at, at, Rank::Closing, with.into());
    }

    /// Adds punctuation that belongs to the token at `at`.
    pub(super) fn insert_before(&mut self, at: usize, with: &'static str) {
        self.push(at, at, Rank::Opening, with.into());
    }

    /// Adds punctuation before everything that is added at `at`.
    pub(super) fn wrap_before(&mut self, at: usize, with: &'static str) {
        self.push(at, at, Rank::Wrapping, with.into());
    }

    pub(super) fn delete(&mut self, start: usize, end: usize) {
        self.push(start, end, Rank::Deleting, "".into());
    }

    pub(super) fn replace(&mut self, start: usize, end: usize, with: impl Into<Cow<'static, str>>) {
        self.push(start, end, Rank::Replacing, with.into());
    }

    /// Reports a repair. A run of the same removal is one repair.
    pub(super) fn note(&mut self, kind: RepairKind, start: usize, end: usize) {
        if let Some(last) = self.repairs.last_mut()
            && last.kind == kind
            && last.end == start
            && start < end
        {
            last.end = end;
        } else {
            self.repairs.push(Repair { kind, start, end });
        }
    }

    /// The edited text, and the origin of its parts. An edit inside a deleted part is ignored.
    pub(super) fn apply(&mut self, text: &str) -> (String, Origin) {
        sort_by_numbers(&mut self.list, |edit| (edit.start, edit.rank as usize));
        let mut out = String::with_capacity(text.len() + 64);
        let mut origin = Origin { parts: Vec::new() };
        let mut at = 0;
        for edit in &self.list {
            if edit.start < at {
                continue;
            }
            origin.add(&mut out, &text[at..edit.start], at..edit.start);
            origin.add(&mut out, &edit.with, edit.start..edit.end);
            at = edit.end;
        }
        origin.add(&mut out, &text[at..], at..text.len());
        (out, origin)
    }

    fn push(&mut self, start: usize, end: usize, rank: Rank, with: Cow<'static, str>) {
        self.list.push(Edit { start, end, rank, with });
    }
}

impl Origin {
    /// For a text that was not edited.
    pub(super) fn same(text: &str) -> Self {
        Self { parts: vec![Part { out: 0..text.len(), source: 0..text.len() }] }
    }

    /// The place in the source of a part of the edited text; a rewritten part has the place of its original.
    pub(super) fn place(&self, place: &Range<usize>) -> Range<usize> {
        let first = self.parts.partition_point(|part| part.out.end <= place.start);
        let last = self.parts.partition_point(|part| part.out.end < place.end);
        let start = self.parts.get(first).map_or(0, |part| {
            if part.out.len() == part.source.len() {
                part.source.start + place.start.saturating_sub(part.out.start)
            } else {
                part.source.start
            }
        });
        let end = self.parts.get(last).map_or(start, |part| {
            if part.out.len() == part.source.len() {
                part.source.start + place.end.saturating_sub(part.out.start)
            } else {
                part.source.end
            }
        });
        start..end.max(start)
    }

    fn add(&mut self, out: &mut String, with: &str, source: Range<usize>) {
        if !with.is_empty() {
            self.parts.push(Part { out: out.len()..out.len() + with.len(), source });
            out.push_str(with);
        }
    }
}
