//! The texts that people read: each ends as its kind does, is short, and has no word of the list in tests/words.json.

#[path = "common/cases.rs"]
mod common;

use std::collections::HashMap;
use std::fs;

use bandwidth_callbacks::catalogue::answers::Answer;
use bandwidth_callbacks::catalogue::errors::ERROR_CODES;
use bandwidth_callbacks::catalogue::events::EVENTS;
use bandwidth_callbacks::catalogue::fields::FIELDS;
use bandwidth_callbacks::catalogue::other_products::OTHER_PRODUCTS;
use bandwidth_callbacks::catalogue::rules::RULES;
use bandwidth_callbacks::catalogue::verification::{
    DENIAL_CODES, DENIAL_REASON_FIELDS, VERIFICATION_FIELDS, VerificationOutcome,
};
use bandwidth_callbacks::explain::Confidence;
use bandwidth_callbacks::json::repair::RepairKind;
use bandwidth_callbacks::{Rule, recover_with, validate_with};
use common::{cases, options};
use serde_json::Value;

/// The words that no text may have, each with what to write instead.
fn forbidden() -> Vec<(String, String)> {
    let list: Value = serde_json::from_str(include_str!("../../../tests/words.json")).unwrap();
    let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    list.as_array().unwrap().iter().map(|row| (text(row, "word"), text(row, "instead"))).collect()
}

fn assert_plain<'a>(texts: impl Iterator<Item = &'a str>) {
    let forbidden = forbidden();
    for text in texts {
        let letters: String =
            text.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
        let words = format!(" {} ", letters.split_whitespace().collect::<Vec<_>>().join(" "));
        for (word, instead) in &forbidden {
            assert!(!words.contains(&format!(" {word} ")), "{text:?} has {word:?}: write {instead}");
        }
    }
}

/// Whether a text starts in lower case, or with a name that never does.
fn starts_lower(text: &str) -> bool {
    let word = text.split(' ').next().unwrap_or_default();
    let is_name = ["Bandwidth", "T-Mobile:"].contains(&word) || word.chars().filter(|c| c.is_uppercase()).count() > 1;
    is_name || !text.starts_with(char::is_uppercase)
}

/// The message of every diagnostic that a case has, as a body and as pasted text.
fn messages() -> Vec<String> {
    let mut messages = Vec::new();
    for case in cases() {
        let (body, options) = (fs::read(&case).unwrap(), options(&case));
        messages.extend(validate_with(&body, &options).into_iter().map(|it| it.message));
        messages.extend(recover_with(&body, &options).report.diagnostics.into_iter().map(|it| it.message));
    }
    messages
}

/// The texts that are full sentences: what, why, meaning and action.
fn sentences() -> impl Iterator<Item = &'static str> {
    (EVENTS.iter().flat_map(|row| [row.meaning, row.next]))
        .chain(FIELDS.iter().map(|row| row.meaning))
        .chain(RULES.iter().flat_map(|row| [row.what, row.why]))
        .chain(OTHER_PRODUCTS.iter().map(|row| row.meaning))
        .chain(VerificationOutcome::ALL.iter().flat_map(|it| [it.row().meaning, it.row().next]))
        .chain(VERIFICATION_FIELDS.iter().chain(DENIAL_REASON_FIELDS).map(|row| row.meaning))
        .chain(DENIAL_CODES.iter().flat_map(|row| [row.meaning, row.action]))
        .chain(ERROR_CODES.iter().flat_map(|row| [row.meaning, row.action]))
        .chain(Confidence::ALL.iter().flat_map(|it| [it.meaning(), it.action()]))
}

/// The help and the cause of each rule, in general and for some fields, and of each other product. Fields that share
/// both have one row.
fn helps() -> impl Iterator<Item = (&'static str, [&'static str; 2])> {
    (RULES.iter().map(|row| (row.name, [row.help, row.cause])))
        .chain(RULES.iter().flat_map(|row| row.on_fields.iter().map(|it| (row.name, [it.help, it.cause]))))
        .chain(RULES.iter().filter_map(|row| row.pasted.map(|it| (row.name, [it.help, it.cause]))))
        .chain(OTHER_PRODUCTS.iter().map(|row| (row.name, [row.help, row.cause])))
}

/// The texts that are one clause: in lower case, without a full stop.
fn clauses() -> impl Iterator<Item = &'static str> {
    (helps().flat_map(|(_, texts)| texts))
        .chain(OTHER_PRODUCTS.iter().map(|row| row.found))
        .chain(DENIAL_CODES.iter().map(|row| row.title))
        .chain(ERROR_CODES.iter().flat_map(|row| row.causes.iter().copied().chain([row.title])))
        .chain(RepairKind::ALL.iter().map(|kind| kind.what()))
        .chain(Answer::ALL.iter().map(|answer| answer.row().detail).filter(|detail| !detail.is_empty()))
}

#[test]
fn texts_end_as_their_kind_does() {
    for text in sentences() {
        assert!(text.ends_with('.') && text.starts_with(|c: char| c.is_uppercase() || c == '`'), "{text}");
    }
    for text in clauses() {
        assert!(starts_lower(text) && !text.ends_with('.'), "{text}");
    }
    for (name, texts) in helps() {
        assert!(texts.iter().all(|text| text.len() <= 100), "{name}: {texts:?}");
    }
}

#[test]
fn no_two_rules_share_a_help_or_a_cause() {
    let mut owners = HashMap::new();
    for (name, [help, cause]) in helps() {
        // A rule has one help for fields with the same cause.
        for text in [help, cause] {
            assert_eq!(*owners.entry(text).or_insert((name, help, cause)), (name, help, cause), "{text}");
        }
    }
}

/// Who pastes a text has no request to answer, and none to log: only what a webhook of another product is for says so.
#[test]
fn the_help_for_pasted_text_does_not_speak_to_a_receiver() {
    for case in cases() {
        let recovery = recover_with(&fs::read(&case).unwrap(), &options(&case));
        for found in recovery.report.diagnostics.iter().filter(|it| it.rule != Rule::OtherProduct) {
            let is_receiver = ["2xx", "401", "log the raw", "raw request", "answer "].map(|it| found.help.contains(it));
            assert!(!is_receiver.contains(&true), "{}: {}: {}", case.display(), found.rule, found.help);
        }
    }
}

#[test]
fn texts_have_no_word_that_the_word_list_forbids() {
    assert_plain(sentences().chain(clauses()));
}

#[test]
fn a_message_is_one_short_clause() {
    let messages = messages();
    assert!(messages.len() > 1000);
    assert_plain(messages.iter().map(String::as_str));
    for message in &messages {
        assert!(starts_lower(message) && !message.ends_with('.'), "{message}");
        assert!(message.chars().count() <= 100, "{message}");
    }
}
