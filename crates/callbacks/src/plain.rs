//! Text of a payload where a terminal shows it: a payload must not drive one.

/// The same, but for what would move the cursor, change colours or begin a line.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
