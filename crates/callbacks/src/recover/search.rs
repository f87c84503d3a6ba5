//! The search for events: look at a text, take layers off it, and keep the reading in which most of an event makes sense.

mod literal;
mod look;

pub(super) use look::pieces;

use std::collections::VecDeque;
use std::ops::Range;

use super::find;
use super::layers;
use super::names;
use super::reading::{Causes, Reading};
use super::value::{self, About, Lost, Remark, Value, Writer};

/// More layers than these are not taken off.
const MAX_DEPTH: usize = 6;

/// What a reading of the text gives.
#[derive(Clone)]
pub(super) struct Candidate {
    /// The elements of the body, in the order of the text.
    pub(super) elements: Vec<Value>,
    /// A JSON text that is a body as it is.
    pub(super) whole: Option<String>,
    pub(super) causes: Causes,
    pub(super) depth: usize,
    /// Something between the values was lost.
    pub(super) is_incomplete: bool,
    /// Every event that the text names has been found.
    pub(super) is_complete: bool,
}

impl Candidate {
    /// What it is worth, in comparison with others.
    pub(super) fn score(&self) -> i64 {
        self.score_with(-1)
    }

    /// What it is worth if its doubts count as little against it as those that were not noticed in a repaired text.
    pub(super) fn score_without_doubt(&self) -> i64 {
        self.score_with(2)
    }

    fn score_with(&self, of_doubt: i64) -> i64 {
        let worth: i64 = self.elements.iter().map(|element| find::worth(element, of_doubt)).sum();
        worth - self.depth as i64
    }

    /// Whether nothing better can be found.
    pub(super) fn is_whole(&self) -> bool {
        let is_one = |value: &Value| !find::repeats(value);
        self.is_complete && !self.elements.is_empty() && self.elements.iter().all(|it| is_one(it) && !has_doubt(it))
    }

    /// The JSON text, and what is to be said of its values.
    pub(super) fn text(&self) -> (String, Vec<Remark>) {
        if let Some(text) = &self.whole {
            let is_list = text.trim_start().starts_with('[');
            let mut remarks = value::remarks(&self.elements, is_list);
            if self.is_incomplete {
                remarks.push(Remark { path: String::new(), place: 0..text.len(), about: About::Lost(Lost::Elision) });
            }
            return (text.clone(), remarks);
        }
        let mut writer = Writer::default();
        writer.body(&self.elements);
        (writer.out, writer.remarks)
    }
}

fn has_doubt(value: &Value) -> bool {
    use super::value::Data;
    value.doubt
        || match &value.data {
            Data::Object(members) => members.iter().any(|(_, value)| has_doubt(value)),
            Data::List(items) => items.iter().any(has_doubt),
            _ => false,
        }
}

/// The search, and what it may still spend.
pub(super) struct Search {
    pub(super) budget: usize,
    depth: usize,
}

impl Search {
    pub(super) fn new(length: usize) -> Self {
        Search { budget: 40 * length + 200_000, depth: 0 }
    }

    /// The best reading in which there are events, and all readings that were looked at.
    pub(super) fn best(&mut self, root: Reading) -> (Option<Candidate>, Vec<Reading>) {
        let mut best: Option<Candidate> = None;
        let mut seen: Vec<Reading> = Vec::new();
        let mut queue = VecDeque::from([root]);
        self.depth += 1;
        while let Some(reading) = queue.pop_front() {
            if self.budget == 0 || seen.iter().any(|other| other.text == reading.text) || seen.len() > 24 {
                continue;
            }
            if let Some(layer) = layers::declared(&reading.text)
                && let Some(decoded) = (layer.decode)(&reading.text)
                && !reading.causes.0.iter().any(|cause| cause.kind == layer.kind)
            {
                queue.push_front(reading.after(decoded, layer.kind));
                continue;
            }
            if (names::mentions_event(&reading.text) || super::may_be_other_product(&reading.text))
                && let Some(found) = self.look(&reading)
            {
                let is_better = best.as_ref().is_none_or(|best| found.score() > best.score());
                let is_whole = found.is_whole();
                if is_better {
                    best = Some(found);
                }
                if is_whole {
                    seen.push(reading);
                    break;
                }
            }
            if reading.depth < MAX_DEPTH {
                for layer in layers::LAYERS {
                    let Some(decoded) = (layer.decode)(&reading.text) else { continue };
                    self.budget = self.budget.saturating_sub(decoded.text.len());
                    if decoded.text != *reading.text {
                        queue.push_back(reading.after(decoded, layer.kind));
                    }
                }
            }
            seen.push(reading);
        }
        self.depth -= 1;
        (best, seen)
    }

    /// The events in a text that is inside of another one.
    fn inside(&mut self, reading: &Reading, text: &str, place: &Range<usize>) -> Option<Candidate> {
        if self.depth > MAX_DEPTH || !may_hold_event(text) {
            return None;
        }
        self.budget = self.budget.saturating_sub(text.len());
        let (best, _) = self.best(reading.within(text, place));
        best.filter(|best| !best.elements.is_empty())
    }
}

/// Whether it is worth the time to look for events in a string.
fn may_hold_event(text: &str) -> bool {
    if text.len() < 40 {
        return false;
    }
    names::mentions_event(text) || super::may_be_other_product(text) || layers::may_be_encoded(text)
}
