//! Whether a text is JSON.

use crate::json::scan::scan;

/// Deeper JSON is not searched for events.
const MAX_DEPTH: usize = 120;

/// Whether a text is one JSON value.
pub(super) fn is_json(text: &str) -> bool {
    scan(text, MAX_DEPTH).is_ok()
}
