//! The search for events: look at a text, take layers off it, and keep the reading in which most of an event makes
//! sense.

mod candidate;
mod literal;
mod look;
mod outside;

pub(super) use candidate::{Candidate, Search};

use std::collections::VecDeque;
use std::ops::Range;

use super::layers;
use super::names;
use super::reading::Reading;
use candidate::may_hold_event;

/// More layers than these are not taken off.
const MAX_DEPTH: usize = 6;

impl Search {
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
            let text = &reading.text;
            let may_hold = names::may_hold_body(text);
            if (may_hold || layers::holds_encoded(text))
                && let Some(found) = self.look(&reading)
            {
                let is_better = best.as_ref().is_none_or(|best| found.score() > best.score());
                let is_whole = found.is_whole();
                if found.is_complete || !is_better {
                    self.budget = self.budget.min(Self::to_compare(reading.text.len()));
                }
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
