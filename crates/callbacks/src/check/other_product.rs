//! Webhooks of other Bandwidth products, recognized by the fields they have.

use super::state::Check;
use crate::catalogue::other_products::{OTHER_PRODUCT_SHAPES, word};
use crate::json::tape::JsonType;

impl Check<'_> {
    /// The product that an object belongs to, by its row, and the token of the string that names its event type.
    pub(super) fn other_product(&self, token: u32) -> Option<(u8, Option<u32>)> {
        let has = |field: &[u8]| self.has(token, field);
        let at = OTHER_PRODUCT_SHAPES.iter().position(|row| row.matches(&has))?;
        let kind = OTHER_PRODUCT_SHAPES[at].kind.and_then(|path| self.at(token, path.as_bytes()));
        Some((at as u8, kind.filter(|kind| self.tape.kind(*kind) == JsonType::Text)))
    }

    /// Whether an object has a field: a dotted path, or `path=a|b` with one of these values.
    fn has(&self, object: u32, mut condition: &[u8]) -> bool {
        let mut at = None;
        while let Some((part, end)) = word(&mut condition, [b'=', b'|']) {
            match at {
                None => {
                    at = self.at(object, part);
                    if at.is_none() || end != b'=' {
                        return at.is_some();
                    }
                }
                Some(at) if self.tape.kind(at) == JsonType::Text && *self.tape.bytes(at) == *part => return true,
                Some(_) => {}
            }
        }
        false
    }

    /// The value at a dotted path in an object.
    pub(super) fn at(&self, object: u32, path: &[u8]) -> Option<u32> {
        let mut at = Some(object);
        for name in path.split(|byte| *byte == b'.') {
            at = at.filter(|at| self.tape.kind(*at) == JsonType::Object).and_then(|at| self.tape.member(at, name));
        }
        at
    }
}
