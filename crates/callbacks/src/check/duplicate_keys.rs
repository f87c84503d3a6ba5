//! Duplicate keys in objects that are not records of the catalogue.

use super::state::Check;
use crate::catalogue::rules::Rule;
use crate::diagnostic::{Detail, Place};
use crate::json::tape::JsonType;
use crate::order::sort;

impl Check<'_> {
    /// Searches the values of an object whose own keys have been checked.
    pub(super) fn find_duplicates_in_values(&mut self, object: u32) {
        let values: Vec<u32> = self.tape.members(object).map(|(_, value)| value).collect();
        for value in values {
            self.find_duplicates_in(value);
        }
    }

    /// Searches a value and everything in it.
    pub(super) fn find_duplicates_in(&mut self, from: u32) {
        for at in from..self.tape.node(from).next {
            if self.tape.kind(at) == JsonType::Object {
                let keys: Vec<u32> = self.tape.members(at).map(|(key, _)| key).collect();
                self.report_duplicates(&keys);
            }
        }
    }

    /// Reports the keys that also occur earlier in `keys`, and returns them in order.
    pub(super) fn report_duplicates(&mut self, keys: &[u32]) -> Vec<u32> {
        if keys.len() < 2 {
            return Vec::new();
        }
        let duplicates = duplicates(&mut keys.iter().map(|key| (self.tape.bytes(*key).into_owned(), *key)).collect());
        for key in &duplicates {
            self.find(Rule::DuplicateKey, Place::Token(*key), None, Detail::None);
        }
        duplicates
    }
}

/// Strings with their positions.
pub(super) type Named = Vec<(Vec<u8>, u32)>;

/// The positions of strings that also occur at an earlier position, ascending. Sorts `named`.
pub(super) fn duplicates(named: &mut Named) -> Vec<u32> {
    sort(named, &|one, other| one < other);
    let mut duplicates: Vec<u32> =
        named.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(|pair| pair[1].1).collect();
    sort(&mut duplicates, &|one, other| one < other);
    duplicates
}
