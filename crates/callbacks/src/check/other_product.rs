//! Webhooks of other Bandwidth products, recognized by the fields they have.

use super::state::Check;
use crate::catalogue::other_products::{OTHER_PRODUCT_SHAPES, OtherProductShape};
use crate::json::tape::JsonType;

impl Check<'_> {
    /// The product that an object belongs to, by its row, and the token of the string that names its event type.
    pub(super) fn other_product(&self, token: u32) -> Option<(u8, Option<u32>)> {
        let is = |row: &OtherProductShape| {
            // First what is fastest to see for a messaging event without a field.
            (row.lacks.is_empty() || !self.has_any(token, row.lacks))
                && self.has_any(token, row.has)
                && self.has_any(token, row.any)
        };
        let at = OTHER_PRODUCT_SHAPES.iter().position(is)?;
        let kind = OTHER_PRODUCT_SHAPES[at].kind.and_then(|path| self.at(token, path.as_bytes()));
        Some((at as u8, kind.filter(|kind| self.tape.kind(*kind) == JsonType::Text)))
    }

    /// Whether an object has all fields of one of these lists. Lists are separated by commas, their fields by spaces.
    #[inline(never)]
    fn has_any(&self, object: u32, arrays: &str) -> bool {
        let (mut rest, mut has_all) = (arrays.as_bytes(), true);
        while let Some((field, end)) = word(&mut rest, [b' ', b',']) {
            has_all &= field.is_empty() || self.has(object, field);
            if end == b',' {
                if has_all {
                    return true;
                }
                has_all = true;
            }
        }
        has_all
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

/// The next word, and the separator after it; a space at the end.
fn word<'t>(rest: &mut &'t [u8], ends: [u8; 2]) -> Option<(&'t [u8], u8)> {
    let whole = Some(*rest).filter(|rest| !rest.is_empty())?;
    let end = whole.iter().position(|byte| ends.contains(byte)).unwrap_or(whole.len());
    *rest = whole.get(end + 1..).unwrap_or_default();
    Some((&whole[..end], whole.get(end).copied().unwrap_or(b' ')))
}
