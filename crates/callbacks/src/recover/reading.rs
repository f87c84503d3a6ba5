//! A reading: a text with the layers that were taken off the pasted one, and the way back to its places.

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use crate::json::repair::RepairKind;

/// The most places that one cause remembers; all are counted.
const MAX_PLACES: usize = 16;

/// One cause of repairs: what was done, how often, and where first.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cause {
    pub(crate) kind: RepairKind,
    pub(crate) count: usize,
    /// Places in the pasted text, at most `MAX_PLACES` of them.
    pub(crate) places: Vec<Range<usize>>,
}

/// Causes by kind, in the order in which they were met.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Causes(pub(crate) Vec<Cause>);

impl Causes {
    pub(crate) fn add(&mut self, kind: RepairKind, place: Range<usize>) {
        let cause = if let Some(at) = self.0.iter().position(|cause| cause.kind == kind) {
            &mut self.0[at]
        } else {
            self.0.push(Cause { kind, count: 0, places: Vec::new() });
            self.0.last_mut().expect("one was just added")
        };
        cause.count += 1;
        if cause.places.len() < MAX_PLACES {
            cause.places.push(place);
        }
    }

    pub(super) fn extend(&mut self, other: &Causes) {
        for cause in &other.0 {
            for place in &cause.places {
                self.add(cause.kind, place.clone());
            }
            let at = self.0.iter().position(|own| own.kind == cause.kind).unwrap_or(0);
            if let Some(own) = self.0.get_mut(at) {
                own.count += cause.count - cause.places.len();
            }
        }
    }
}

/// Where a text comes from: its parts, by their starts, and the text that they were taken from.
#[derive(Debug)]
pub(super) struct Origin {
    parts: Vec<Part>,
    /// All of it comes from this place of the pasted text.
    whole: Option<Range<usize>>,
    parent: Option<Rc<Origin>>,
}

#[derive(Clone, Copy, Debug)]
struct Part {
    /// Where it begins in the new text.
    start: u32,
    /// Where it begins in the text it was taken from.
    from: u32,
    /// It was copied, so that offsets inside correspond; otherwise all of it comes from `from`.
    copied: bool,
    /// Whether this is a guess.
    guess: bool,
}

impl Origin {
    /// The place of the literal that holds it, if there is one.
    fn within(&self) -> Option<Range<usize>> {
        self.whole.clone().or_else(|| self.parent.as_ref()?.within())
    }

    /// The place in the text that it was taken from.
    fn from(&self, at: usize) -> usize {
        let index = self.parts.partition_point(|part| part.start as usize <= at);
        match index.checked_sub(1).map(|index| self.parts[index]) {
            Some(part) if part.copied => part.from as usize + (at - part.start as usize),
            Some(part) => part.from as usize,
            None => 0,
        }
    }

    fn pasted(&self, at: usize) -> usize {
        let at = self.from(at);
        self.parent.as_ref().map_or(at, |parent| parent.pasted(at))
    }

    /// The end in the pasted text of a part that ends at `end`: that of its last character, if it was copied.
    fn pasted_end(&self, end: usize) -> usize {
        let index = self.parts.partition_point(|part| (part.start as usize) < end);
        let Some(part) = index.checked_sub(1).map(|index| self.parts[index]) else { return self.pasted(0) };
        if !part.copied {
            return self.pasted(end - 1) + 1;
        }
        let end = part.from as usize + (end - part.start as usize);
        self.parent.as_ref().map_or(end, |parent| parent.pasted_end(end))
    }

    /// Whether something inside of this range was guessed, here or in a layer before.
    fn is_guess(&self, range: &Range<usize>) -> bool {
        let first = self.parts.partition_point(|part| (part.start as usize) <= range.start);
        let mut inside = self.parts[first..].iter().take_while(|part| (part.start as usize) < range.end);
        inside.any(|part| part.guess)
            || self
                .parent
                .as_ref()
                .is_some_and(|parent| parent.is_guess(&(self.from(range.start)..self.from(range.end))))
    }
}

/// A text and where it comes from.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub(super) text: Rc<str>,
    origin: Option<Rc<Origin>>,
    /// How many layers were taken off.
    pub(super) depth: usize,
    pub(super) causes: Causes,
    /// Where it has words of SQL, once they were looked for.
    pub(super) sql: OnceCell<Rc<[Range<usize>]>>,
}

impl Reading {
    pub(super) fn pasted(text: &str) -> Self {
        Reading { text: text.into(), origin: None, depth: 0, causes: Causes::default(), sql: OnceCell::new() }
    }

    /// A place of this text in the pasted one.
    pub(super) fn place(&self, range: &Range<usize>) -> Range<usize> {
        let Some(origin) = &self.origin else { return range.clone() };
        if let Some(whole) = origin.within() {
            return whole;
        }
        let start = origin.pasted(range.start);
        // The end is that of the last character, so that what follows and was left out is not part of it.
        let end = if range.end > range.start { origin.pasted_end(range.end) } else { start };
        start..end.max(start)
    }

    /// Whether something inside of this range was guessed.
    pub(super) fn is_guess(&self, range: &Range<usize>) -> bool {
        self.origin.as_ref().is_some_and(|origin| origin.is_guess(range))
    }

    /// A text inside of a string of this one.
    pub(super) fn within(&self, text: &str, place: &Range<usize>) -> Reading {
        let origin = Origin { parts: Vec::new(), whole: Some(self.place(place)), parent: None };
        let (origin, causes) = (Some(Rc::new(origin)), Causes::default());
        Reading { text: text.into(), origin, depth: self.depth + 1, causes, sql: OnceCell::new() }
    }

    /// The reading that a layer leads to; `parent` is the text that it was taken off.
    pub(super) fn after(&self, decoded: Decoded, kind: RepairKind) -> Reading {
        let kind = decoded.kind.unwrap_or(kind);
        let origin = Origin { parts: decoded.parts, whole: None, parent: self.origin.clone() };
        let mut causes = self.causes.clone();
        for place in &decoded.places {
            causes.add(kind, self.place(place));
        }
        if let Some(cause) = causes.0.iter_mut().find(|cause| cause.kind == kind) {
            cause.count += decoded.count.saturating_sub(decoded.places.len());
        }
        let origin = Some(Rc::new(origin));
        Reading { text: decoded.text.into(), origin, depth: self.depth + 1, causes, sql: OnceCell::new() }
    }
}

/// What a layer makes of a text.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    parts: Vec<Part>,
    places: Vec<Range<usize>>,
    count: usize,
    /// What it is called, if the layer has several names.
    pub(super) kind: Option<RepairKind>,
}

/// Writes the text that a layer gives, from left to right.
pub(super) struct Rewriter<'t> {
    text: &'t str,
    at: usize,
    decoded: Decoded,
}

impl<'t> Rewriter<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let decoded = Decoded {
            text: String::with_capacity(text.len()),
            parts: Vec::new(),
            places: Vec::new(),
            count: 0,
            kind: None,
        };
        Rewriter { text, at: 0, decoded }
    }

    /// Where the next piece is copied from.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The text so far.
    pub(super) fn out(&self) -> &str {
        &self.decoded.text
    }

    /// Copies what comes before `end`.
    pub(super) fn copy(&mut self, end: usize) {
        if end > self.at {
            self.part(true, false);
            self.decoded.text.push_str(&self.text[self.at..end]);
            self.at = end;
        }
    }

    /// Writes something else for what comes before `end`, which counts as one repair.
    pub(super) fn replace(&mut self, end: usize, with: &str) {
        self.place(self.at..end);
        self.put(end, with);
    }

    /// As `replace`, but no repair of its own.
    pub(super) fn put(&mut self, end: usize, with: &str) {
        if !with.is_empty() {
            self.part(false, false);
            self.decoded.text.push_str(with);
        }
        self.at = end;
    }

    /// Counts a repair.
    pub(super) fn place(&mut self, place: Range<usize>) {
        self.decoded.count += 1;
        if self.decoded.places.len() < MAX_PLACES {
            self.decoded.places.push(place);
        }
    }

    /// As `replace`, but it may have been something else.
    pub(super) fn guess(&mut self, end: usize, with: &str) {
        self.place(self.at..end);
        // What is after nothing is doubtful, too.
        self.part(false, true);
        self.decoded.text.push_str(with);
        self.at = end;
    }

    fn part(&mut self, copied: bool, guess: bool) {
        // What is added at the end comes from the last of the text: there is no place after it.
        let from = self.at.min(self.text.len().saturating_sub(1)) as u32;
        self.decoded.parts.push(Part { start: self.decoded.text.len() as u32, from, copied, guess });
    }

    /// The text, with what is left of the old one; nothing if nothing was repaired.
    pub(super) fn finish(mut self) -> Option<Decoded> {
        self.copy(self.text.len());
        self.end()
    }

    /// The text without what is left of the old one.
    pub(super) fn end(self) -> Option<Decoded> {
        (self.decoded.count > 0).then_some(self.decoded)
    }
}
