//! What generated TypeScript has in common: its first line, and unions of names.

/// The first line.
pub(super) const NOTE: &str = "// Generated from the catalogue. `UPDATE=1 cargo test` rewrites it.\n";

/// A union of strings: `"in" | "out"`.
pub(super) fn union<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(" | ")
}
