//! The cases: the files under `tests/cases`, but for what is expected of each, and its options.

#![allow(dead_code, reason = "each test uses some of it")]

use std::fs;
use std::path::{Path, PathBuf};

use bandwidth_callbacks::ParseOptions;
use serde_json::Value;

/// Where the cases of each group have a folder.
pub(crate) fn root() -> PathBuf {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|folder| folder.join("tests/cases"));
    above.into_iter().find(|folder| folder.is_dir()).unwrap()
}

/// The body of each case, in the order of the paths.
pub(crate) fn cases() -> Vec<PathBuf> {
    let groups = fs::read_dir(root()).unwrap().flat_map(|group| fs::read_dir(group.unwrap().path()).unwrap());
    let is_body = |path: &PathBuf| {
        let name = path.to_str().unwrap();
        !name.ends_with(".report.json") && !name.ends_with(".options.json")
    };
    let mut files: Vec<_> = groups.map(|file| file.unwrap().path()).filter(is_body).collect();
    files.sort();
    files
}

/// Whether a case is pasted text, for `recover`.
pub(crate) fn is_recovered(case: &Path) -> bool {
    case.parent().unwrap().ends_with("recover")
}

/// The options of a case as JSON, if it has any.
pub(crate) fn options_text(case: &Path) -> Option<String> {
    fs::read_to_string(case.with_extension("options.json")).ok()
}

/// The options of a case.
pub(crate) fn options(case: &Path) -> ParseOptions {
    let limits = ParseOptions::default();
    let Some(options) = options_text(case) else { return limits };
    let options: Value = serde_json::from_str(&options).unwrap();
    let option = |name: &str, default: usize| options[name].as_u64().map_or(default, |value| value as usize);
    limits
        .max_depth(option("maxDepth", limits.max_depth))
        .max_bytes(option("maxBytes", limits.max_bytes))
        .max_diagnostics(option("maxDiagnostics", limits.max_diagnostics))
}
