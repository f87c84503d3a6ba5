//! Generated files are fresh, and the examples of the reference's rules are cases of the tests.

#[path = "../crates/callbacks/tests/common/cases.rs"]
mod common;

use std::fs;
use std::path::{Path, PathBuf};

use bandwidth_callbacks::catalogue::rules::{RULES, Rule};
use bandwidth_callbacks::publish::reference::{self, Example};
use bandwidth_callbacks::terminal::format;
use bandwidth_callbacks::{Diagnostic, publish, recover, validate_with};
use common::{is_recovered, options, options_text};

/// Bodies that are longer than this are no examples.
const MAX_BYTES: u64 = 3_000;

/// Compares a generated file with what it should be, or writes it where UPDATE is set.
fn fresh(path: &str, wanted: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, wanted).unwrap();
    }
    assert!(fs::read_to_string(&file).ok().as_deref() == Some(wanted), "{path} is stale: UPDATE=1 cargo test");
}

#[test]
fn generated_files_are_fresh() {
    fresh("crates/callbacks/src/event/generated.rs", &publish::structs());
    fresh("crates/callbacks/src/verification/generated.rs", &publish::webhooks());
    fresh("src/js/generated/answers.ts", &publish::answers());
    fresh("src/js/generated/builders.ts", &publish::builders());
    fresh("src/js/generated/events.ts", &publish::types());
    fresh("src/js/generated/layout.ts", &publish::layout());
    fresh("src/js/generated/privacy.ts", &publish::privacy());
    fresh("src/js/generated/schema.json", &publish::schema());
    fresh("src/js/generated/descriptions.ts", &publish::descriptions());
    fresh("src/js/generated/verification.ts", &publish::verification());
    fresh("packages/logs/src/generated/summary.ts", &bandwidth_callbacks_logs::summary::types());
}

#[test]
fn the_reference_is_fresh() {
    fresh("docs/reference/events.md", &reference::events());
    fresh("docs/reference/fields.md", &reference::fields());
    fresh("docs/reference/error-codes.md", &reference::error_codes());
    let cases = cases();
    fresh("docs/reference/rules.md", &reference::rules(|rule| cases.iter().find_map(|case| example(case, rule))));
}

#[test]
fn every_rule_has_an_example() {
    let cases = cases();
    let has_none =
        RULES.iter().map(|row| row.name).filter(|rule| !cases.iter().any(|case| example(case, rule).is_some()));
    // A fault of the package: no body is known to cause one.
    assert_eq!(has_none.collect::<Vec<_>>(), [Rule::InternalError.name()]);
}

/// The cases that are short enough, those of the plainest names first.
fn cases() -> Vec<PathBuf> {
    let mut cases = common::cases();
    cases.retain(|case| fs::metadata(case).unwrap().len() <= MAX_BYTES);
    cases.sort_by_key(|case| case.as_os_str().len());
    cases
}

/// The case as an example of a rule, if it is named after it and triggers it.
fn example(case: &Path, rule: &str) -> Option<Example> {
    let (name, is_pasted) = (case.file_name()?.to_str()?, is_recovered(case));
    let is_named = name.strip_prefix(rule).is_some_and(|rest| rest.starts_with('.'));
    let is_of_recover = is_pasted && ["incomplete-value", "uncertain-value"].contains(&rule);
    if !is_named && !is_of_recover {
        return None;
    }
    let body = fs::read(case).unwrap();
    let (found, text) = if is_pasted {
        let recovery = recover(&body);
        (recovery.report.diagnostics, recovery.text)
    } else {
        (validate_with(&body, &options(case)), String::from_utf8_lossy(&body).into_owned())
    };
    let found: Vec<Diagnostic> = found.into_iter().filter(|it| it.rule.name() == rule).take(2).collect();
    if found.is_empty() {
        return None;
    }
    let is_text = std::str::from_utf8(&body).is_ok();
    let note = match (options_text(case), is_pasted) {
        (None, false) if !is_text => " (`\u{fffd}` is a byte that is not UTF-8)".to_owned(),
        (None, false) => String::new(),
        (None, true) => ", if it is pasted into `recover`".to_owned(),
        (Some(options), _) => format!(", with the options `{}`", options.trim()),
    };
    let report = shortened(&format(&found, Some(&text), false));
    Some(Example { body: shortened(&String::from_utf8_lossy(&body)), note, report })
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
