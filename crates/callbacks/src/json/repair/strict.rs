//! Whether a text is strict JSON, and the parts of one that is, as the scanner finds them.

use std::ops::Range;

use crate::json::scan::scan;
use crate::json::tape::{JsonType, Tape};

/// Deeper text is not repaired; a callback has four levels, and its wrappers add a few.
pub(super) const MAX_DEPTH: usize = 120;

/// Whether `text` is one value of RFC 8259, nested no deeper than `MAX_DEPTH`.
pub(super) fn is_strict(text: &str) -> bool {
    scan(text, MAX_DEPTH).is_ok()
}

/// Name (quotes excluded) and value of each member of the object at `range` of strict text.
pub(super) fn members(text: &str, range: &Range<usize>) -> Vec<(Range<usize>, Range<usize>)> {
    parts(text, range, JsonType::Object, |tape| {
        let place = |token| place(tape, token, range);
        tape.members(0).map(|(name, value)| (place(name).start + 1..place(name).end - 1, place(value))).collect()
    })
}

/// Each item of the list at `range` of strict text.
pub(super) fn items(text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    parts(text, range, JsonType::List, |tape| tape.items(0).map(|item| place(tape, item, range)).collect())
}

/// The value of strict text, without the white space around it.
pub(super) fn root(text: &str) -> Range<usize> {
    let space = [' ', '\t', '\n', '\r'];
    let start = text.len() - text.trim_start_matches(space).len();
    start..text.trim_end_matches(space).len().max(start)
}

/// The number that `text` is, whole.
pub(super) fn is_number(text: &str) -> bool {
    text.starts_with(['-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) && is_strict(text)
}

/// The result of `take` for the container at `range`; nothing if there is something else.
fn parts<T>(text: &str, range: &Range<usize>, kind: JsonType, take: impl Fn(&Tape<'_>) -> Vec<T>) -> Vec<T> {
    match scan(&text[range.clone()], MAX_DEPTH) {
        Ok(found) if found.kind(0) == kind => take(&found),
        _ => Vec::new(),
    }
}

fn place(tape: &Tape<'_>, token: u32, range: &Range<usize>) -> Range<usize> {
    let node = tape.node(token);
    range.start + node.start as usize..range.start + node.end as usize
}

#[cfg(test)]
mod tests {
    use super::{items, members, root};

    #[test]
    fn takes_values_apart() {
        let text = r#" {"a": [1, {"b": 2}], "c":"x"} "#;
        let found = members(text, &root(text));
        assert_eq!(&text[found[0].0.clone()], "a");
        assert_eq!(items(text, &found[0].1).len(), 2);
        assert_eq!(&text[found[1].1.clone()], "\"x\"");
    }
}
