//! Events of which the paste shows everything except `message.to`, which `console.log` prints as `[Array]`: they are
//! events still, and the only required field that is a list is what they lack. They are read with an empty list.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::catalogue::rules::{Rule, Severity};
use crate::check::ParseOptions;
use crate::diagnostic::Diagnostic;
use crate::json::scan::scan;
use crate::json::tape::{JsonType, Tape};
use crate::read::BodyReader;
use crate::view::{Other, OtherKind};

/// A repaired text with an empty array in the place of each one that was lost.
#[derive(Debug, Serialize)]
pub(crate) struct Completed {
    /// The text.
    pub text: String,
    /// The events that it completes, by their index among the events.
    pub events: Vec<usize>,
}

/// Completes the elements of a text that are events but for their lost recipients; `None` if there are none.
///
/// `lost` are the elements without recipients.
pub(super) fn complete(text: &str, lost: &[u32], diagnostics: &[Diagnostic], others: &[Other]) -> Option<Completed> {
    if lost.is_empty() {
        return None;
    }
    let has_other_error = with_other_errors(diagnostics);
    let tape = scan(text, usize::MAX).ok()?;
    let mut tokens = (0..).zip(tape.items(0));
    let mut completed = Completed { text: String::with_capacity(text.len() + 16), events: Vec::new() };
    let mut copied = 0;
    let (mut reader, options) = (BodyReader::new(), ParseOptions::default());
    for (before, other) in others.iter().enumerate() {
        let is_rejected = matches!(other.kind, OtherKind::Rejected);
        if !is_rejected || lost.binary_search(&other.index).is_err() || has_other_error.contains(&other.index) {
            continue;
        }
        let (_, token) = tokens.find(|(element, _)| *element == other.index)?;
        let Some((from, to, array)) = lost_list(&tape, token) else { continue };
        let [start, end] = tape.span(token).map(|at| at as usize);
        reader.read_repaired(&[&text[start..from], array, &text[to..end]].concat(), 0, &options);
        if reader.events().len() != 1 {
            continue;
        }
        completed.text.push_str(&text[copied..from]);
        completed.text.push_str(array);
        copied = to;
        completed.events.push(other.index as usize - (before - completed.events.len()));
    }
    completed.text.push_str(&text[copied..]);
    (!completed.events.is_empty()).then_some(completed)
}

/// The elements that lack more than what the paste lacks.
fn with_other_errors(diagnostics: &[Diagnostic]) -> BTreeSet<u32> {
    let is_other = |it: &&Diagnostic| it.severity == Severity::Error && it.rule != Rule::IncompleteValue;
    let element = |it: &Diagnostic| it.path.strip_prefix('/')?.split_once('/')?.0.parse().ok();
    diagnostics.iter().filter(is_other).filter_map(element).collect()
}

/// The part of the text to replace by an empty `message.to` of an element, and what replaces it.
fn lost_list(tape: &Tape<'_>, element: u32) -> Option<(usize, usize, &'static str)> {
    let message = tape.member(element, "message").filter(|at| tape.kind(*at) == JsonType::Object)?;
    let [start, end] = tape.span(message).map(|at| at as usize);
    if let Some(to) = tape.member(message, "to") {
        let [start, end] = tape.span(to).map(|at| at as usize);
        return Some((start, end, "[]"));
    }
    let is_empty = tape.text[start + 1..end - 1].trim_ascii().is_empty();
    Some((start + 1, start + 1, if is_empty { "\"to\":[]" } else { "\"to\":[]," }))
}
