//! The cases: each a file under `tests/cases` and the report it must give, beside it.
//!
//! `tests/cases.test.mjs` runs the same files through the built package.
//! `UPDATE=1 cargo test` writes the reports anew: read the diff.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use bandwidth_callbacks::catalogue::events::{ALIASES, EVENTS};
use bandwidth_callbacks::catalogue::neighbours::NEIGHBOURS;
use bandwidth_callbacks::catalogue::rules::RULES;
use bandwidth_callbacks::json::repair::RepairKind;
use bandwidth_callbacks::{ParseOptions, parse_with, recover_with};
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases")
}

/// Every case: the files that are neither a report nor options, in order.
fn cases() -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(root())
        .unwrap()
        .flat_map(|group| fs::read_dir(group.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            !name.ends_with(".report.json") && !name.ends_with(".options.json")
        })
        .collect();
    files.sort();
    files
}

/// The report on a case, as JSON. Those of the group `recover` are recovered, the others parsed.
fn report(case: &Path) -> Value {
    let body = fs::read(case).unwrap();
    let mut limits = ParseOptions::default();
    if let Ok(options) = fs::read(case.with_extension("options.json")) {
        let options: Value = serde_json::from_slice(&options).unwrap();
        let option = |name: &str, unless: usize| options[name].as_u64().map_or(unless, |value| value as usize);
        limits = limits
            .max_depth(option("maxDepth", limits.max_depth))
            .max_bytes(option("maxBytes", limits.max_bytes))
            .max_diagnostics(option("maxDiagnostics", limits.max_diagnostics));
    }
    if case.parent().unwrap().ends_with("recover") {
        return serde_json::to_value(recover_with(&body, &limits)).unwrap();
    }
    serde_json::to_value(parse_with(&body, &limits)).unwrap()
}

#[test]
fn every_case_gives_its_report() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for case in cases() {
        let expected = case.with_extension("report.json");
        let found = format!("{:#}\n", report(&case));
        if update {
            fs::write(&expected, found).unwrap();
        } else if fs::read_to_string(&expected).ok().as_deref() != Some(&found) {
            wrong.push(format!("{} now gives:\n{found}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{} cases differ; UPDATE=1 writes them anew\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn no_report_or_options_are_left_over() {
    let cases = cases();
    for group in fs::read_dir(root()).unwrap() {
        for file in fs::read_dir(group.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let name = path.to_str().unwrap();
            if let Some(stem) = name.strip_suffix(".report.json").or(name.strip_suffix(".options.json")) {
                assert!(cases.iter().any(|case| case.with_extension("").to_str() == Some(stem)), "{name} is left over");
            }
        }
    }
}

/// What is told by any report: names of rules, types of events and so on.
fn told(pointer: impl Fn(&Value) -> Vec<String>) -> BTreeSet<String> {
    cases().iter().flat_map(|case| pointer(&report(case))).collect()
}

fn texts(list: &Value, name: &str) -> Vec<String> {
    let list = list.as_array().into_iter().flatten();
    list.filter_map(|item| item[name].as_str()).map(str::to_owned).collect()
}

#[test]
fn every_rule_has_a_case() {
    let told = told(|report| texts(&report["diagnostics"], "rule"));
    // No body is known that gives an internal error: tests/faults.test.mjs provokes it.
    for row in RULES.iter().filter(|row| row.name != "internal-error") {
        assert!(told.contains(row.name), "no case finds {}", row.name);
    }
}

#[test]
fn every_repair_has_a_case() {
    let told = told(|report| texts(&report["repairs"], "repair"));
    for kind in RepairKind::ALL {
        assert!(told.contains(kind.name()), "no case needs {}", kind.name());
    }
}

#[test]
fn every_event_alias_and_neighbour_has_a_case() {
    let types = told(|report| texts(&report["events"], "type"));
    for row in &EVENTS {
        assert!(types.contains(row.name), "no case has {}", row.name);
    }
    let messages = told(|report| texts(&report["diagnostics"], "message"));
    let said = |text: &str| messages.iter().any(|message| message.contains(text));
    for row in &ALIASES {
        assert!(said(&format!("old name `{}`", row.name)), "no case has {}", row.name);
    }
    for row in &NEIGHBOURS {
        assert!(said(row.found), "no case is of {}", row.found);
    }
}
