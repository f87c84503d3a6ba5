//! The first line of generated TypeScript.

pub(super) const NOTE: &str = "// Generated from the catalogue. `UPDATE=1 cargo test` rewrites it.\n";
