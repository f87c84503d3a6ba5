//! Keys that an object has twice, in the parts of a body that no record describes.

use super::Check;
use crate::catalogue::rules::Rule;
use crate::diagnostic::{Detail, Place};
use crate::json::tape::Kind;
use crate::order::partial_sort;

impl Check<'_> {
    /// Looks at the values inside an object whose own keys are known not to repeat.
    pub(super) fn inside(&mut self, object: u32) {
        let values: Vec<u32> = self.tape.members(object).map(|(_, value)| value).collect();
        for value in values {
            self.repeats(value);
        }
    }

    /// Looks at a value and all it holds.
    pub(super) fn repeats(&mut self, from: u32) {
        for at in from..self.tape.node(from).next {
            if self.tape.kind(at) == Kind::Object {
                let keys: Vec<u32> = self.tape.members(at).map(|(key, _)| key).collect();
                self.repeated(&keys);
            }
        }
    }

    /// Finds the keys that stand earlier in the list too, and gives them back in order.
    pub(super) fn repeated(&mut self, keys: &[u32]) -> Vec<u32> {
        if keys.len() < 2 {
            return Vec::new();
        }
        let again = again(&mut keys.iter().map(|key| (self.tape.bytes(*key).into_owned(), *key)).collect());
        for key in &again {
            self.find(Rule::DuplicateKey, Place::Token(*key), None, Detail::None);
        }
        again
    }
}

/// Texts, each with the number of its place.
pub(super) type Named = Vec<(Vec<u8>, u32)>;

/// The places whose text stands at an earlier place too, ascending; leaves the texts in their order.
pub(super) fn again(named: &mut Named) -> Vec<u32> {
    partial_sort(named, usize::MAX, &|one, other| one < other);
    let mut again: Vec<u32> = named.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(|pair| pair[1].1).collect();
    partial_sort(&mut again, usize::MAX, &|one, other| one < other);
    again
}
