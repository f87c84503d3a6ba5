//! `docs/reference` is fresh, and the examples of its rules are cases of the tests.

use std::fs;
use std::path::{Path, PathBuf};

use bandwidth_callbacks::catalogue::rules::{RULES, Rule};
use bandwidth_callbacks::publish::reference::{self, Example};
use bandwidth_callbacks::terminal::format;
use bandwidth_callbacks::{Diagnostic, ParseOptions, recover, validate_with};

/// Bodies that are longer than this are no examples.
const MAX_BYTES: u64 = 3_000;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a generated document with what it should be, or writes it if UPDATE is set.
fn fresh(name: &str, wanted: &str) {
    let file = root().join("docs/reference").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, wanted).unwrap();
    }
    assert!(fs::read_to_string(&file).ok().as_deref() == Some(wanted), "{name} is stale: UPDATE=1 cargo test");
}

#[test]
fn the_reference_is_fresh() {
    fresh("events.md", &reference::events());
    fresh("fields.md", &reference::fields());
    fresh("error-codes.md", &reference::error_codes());
    let cases = cases();
    fresh("rules.md", &reference::rules(|rule| cases.iter().find_map(|case| example(case, rule))));
}

#[test]
fn every_rule_has_an_example() {
    let cases = cases();
    let has_none =
        RULES.iter().map(|row| row.name).filter(|rule| !cases.iter().any(|case| example(case, rule).is_some()));
    // A fault of the package: no body is known to cause one.
    assert_eq!(has_none.collect::<Vec<_>>(), [Rule::InternalError.name()]);
}

/// A body of tests/cases.
struct Case {
    name: String,
    body: Vec<u8>,
    /// Its options, as JSON.
    options: String,
    is_pasted: bool,
}

/// The bodies of tests/cases that are short enough, those of the plainest names first.
fn cases() -> Vec<Case> {
    let mut files: Vec<PathBuf> = Vec::new();
    for group in fs::read_dir(root().join("tests/cases")).unwrap() {
        files.extend(fs::read_dir(group.unwrap().path()).unwrap().map(|file| file.unwrap().path()));
    }
    files.sort_by_key(|path| (path.as_os_str().len(), path.clone()));
    let case = |path: &PathBuf| {
        let name = path.file_name()?.to_str()?;
        let is_body = !name.ends_with(".report.json") && !name.ends_with(".options.json");
        if !is_body || fs::metadata(path).unwrap().len() > MAX_BYTES {
            return None;
        }
        let body = fs::read(path).unwrap();
        let options = fs::read_to_string(path.with_extension("options.json")).unwrap_or_default();
        let is_pasted = path.parent()?.ends_with("recover");
        Some(Case { name: name.to_owned(), body, options: options.trim().to_owned(), is_pasted })
    };
    files.iter().filter_map(case).collect()
}

/// The case as an example of a rule, if it is named after it and triggers it.
fn example(case: &Case, rule: &str) -> Option<Example> {
    let is_named = case.name.strip_prefix(rule).is_some_and(|rest| rest.starts_with('.'));
    let is_of_recover = case.is_pasted && ["incomplete-value", "uncertain-value"].contains(&rule);
    if !is_named && !is_of_recover {
        return None;
    }
    let (found, text) = if case.is_pasted {
        let recovery = recover(&case.body);
        (recovery.report.diagnostics, recovery.text)
    } else {
        (validate_with(&case.body, &options(&case.options)), String::from_utf8_lossy(&case.body).into_owned())
    };
    let found: Vec<Diagnostic> = found.into_iter().filter(|it| it.rule.name() == rule).take(2).collect();
    if found.is_empty() {
        return None;
    }
    let is_text = std::str::from_utf8(&case.body).is_ok();
    let note = match (&*case.options, case.is_pasted) {
        ("", false) if !is_text => " (`\u{fffd}` is a byte that is not UTF-8)".to_owned(),
        ("", false) => String::new(),
        ("", true) => ", if it is pasted into `recover`".to_owned(),
        (options, _) => format!(", with the options `{options}`"),
    };
    let report = shortened(&format(&found, Some(&text), false));
    Some(Example { body: shortened(&String::from_utf8_lossy(&case.body)), note, report })
}

/// Without the middle of words that no line has room for.
fn shortened(text: &str) -> String {
    const MAX_CHARS: usize = 200;
    const KEPT: usize = 20;
    let is_end = |it: char| it.is_whitespace() || it == '"';
    let short = |word: &str| {
        if word.chars().count() <= MAX_CHARS {
            return word.to_owned();
        }
        word.chars().take(KEPT).chain(['…']).chain(word.chars().rev().take(1)).collect()
    };
    text.split_inclusive(is_end).map(short).collect()
}

/// The options of a case: `{"maxBytes": 64}`.
fn options(json: &str) -> ParseOptions {
    let number = |name: &str| -> Option<usize> {
        let rest = &json[json.find(&format!("\"{name}\":"))? + name.len() + 3..];
        rest.trim_start().split(|it: char| !it.is_ascii_digit()).next()?.parse().ok()
    };
    let mut options = ParseOptions::default();
    if let Some(most) = number("maxBytes") {
        options = options.max_bytes(most);
    }
    if let Some(most) = number("maxDepth") {
        options = options.max_depth(most);
    }
    if let Some(most) = number("maxDiagnostics") {
        options = options.max_diagnostics(most);
    }
    options
}
