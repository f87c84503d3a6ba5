//! What generated TypeScript has in common.

/// The first line.
pub(super) const NOTE: &str = "// Generated from the catalogue. `UPDATE=1 cargo test` rewrites it.\n";

/// A union of strings.
pub(super) fn union<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(" | ")
}
