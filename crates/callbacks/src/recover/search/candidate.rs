//! What the search has found so far, and what it may still spend.

use crate::recover::reading::Causes;
use crate::recover::value::{self, About, Lost, Remarks, Value, Writer};
use crate::recover::{find, layers, names};

/// What a reading of the text gives.
#[derive(Clone)]
pub(in crate::recover) struct Candidate {
    /// The elements of the body, in the order of the text.
    pub(in crate::recover) elements: Vec<Value>,
    /// A JSON text that is a body as it is, and where it begins in the text that the elements were read from.
    pub(in crate::recover) whole: Option<(String, usize)>,
    pub(in crate::recover) causes: Causes,
    pub(in crate::recover) depth: usize,
    /// Something between the values was lost.
    pub(in crate::recover) is_incomplete: bool,
    /// Every event that the text names has been found.
    pub(in crate::recover) is_complete: bool,
}

impl Candidate {
    /// What it is worth, in comparison with others.
    pub(in crate::recover) fn score(&self) -> i64 {
        self.score_with(-1)
    }

    /// What it is worth if its doubts count as little against it as those that were not noticed in a repaired text.
    pub(in crate::recover) fn score_without_doubt(&self) -> i64 {
        self.score_with(2)
    }

    fn score_with(&self, of_doubt: i64) -> i64 {
        let worth: i64 = self.elements.iter().map(|element| find::worth(element, of_doubt)).sum();
        worth - self.depth as i64
    }

    /// Whether nothing better can be found.
    pub(in crate::recover) fn is_whole(&self) -> bool {
        let is_one = |value: &Value| !find::repeats(value);
        self.is_complete
            && !self.elements.is_empty()
            && self.elements.iter().all(|it| is_one(it) && !value::has_doubt(it))
    }

    /// The JSON text, and what is to be said of its values.
    pub(in crate::recover) fn text(&self) -> (String, Remarks) {
        if let Some((text, start)) = &self.whole {
            let is_list = text.trim_start().starts_with('[');
            let mut remarks = value::remarks(&self.elements, is_list, *start);
            if self.is_incomplete {
                remarks.add("", 0..text.len(), About::Lost(Lost::Elision));
            }
            return (text.clone(), remarks);
        }
        let mut writer = Writer::default();
        writer.body(&self.elements);
        if self.is_incomplete {
            let place = 0..writer.out.len();
            writer.remarks.add("", place, About::Lost(Lost::Elision));
        }
        (writer.out, writer.remarks)
    }
}

/// The search, and what it may still spend.
pub(in crate::recover) struct Search {
    pub(in crate::recover) budget: usize,
    pub(super) depth: usize,
}

impl Search {
    pub(in crate::recover) fn new(length: usize) -> Self {
        Search { budget: 40 * length + 200_000, depth: 0 }
    }

    /// What other readings of a text may spend after all its events were found, but some values are uncertain, or after
    /// a reading that was not better than the ones before.
    pub(super) fn to_compare(length: usize) -> usize {
        8 * length + 200_000
    }
}

/// Whether it is worth the time to look for events in a string.
pub(super) fn may_hold_event(text: &str) -> bool {
    if text.len() < 40 {
        return false;
    }
    names::may_hold_body(text) || layers::may_be_encoded(text)
}
