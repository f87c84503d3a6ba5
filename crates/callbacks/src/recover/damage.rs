//! Damaged JSON: the readings in which no event is whole, repaired, and how much of that can be believed.

use super::cut;
use super::find;
use super::guide::GUIDE;
use super::names::{self, Holds};
use super::odd;
use super::read;
use super::reading::{Cause, Reading};
use super::search::Candidate;
use super::value::{self, Data, Lost, Value, each_text};
use crate::catalogue::fields::{Field, Record};
use crate::json::repair::{Repair, RepairKind, repair};
use crate::json::scan::is_json;

/// The most readings that are repaired.
const MAX_READINGS: usize = 6;

/// If more texts than these have no quotes, none had: each of them may have had other ends.
const MAX_UNQUOTED: usize = 8;

/// What is better: the events that were found, or what repairing the readings gives.
pub(super) fn better(text: &str, found: Option<Candidate>, readings: &[Reading]) -> Option<Candidate> {
    let mut best = found;
    let promising = readings.iter().filter(|reading| reading.depth > 0 && names::mentions_event(&reading.text));
    let root = Reading::pasted(text);
    for reading in std::iter::once(&root).chain(promising.take(MAX_READINGS)) {
        let Some(repaired) = repaired(reading) else { continue };
        if best.as_ref().is_none_or(|best| repaired.score_without_doubt() > best.score_without_doubt()) {
            best = Some(repaired);
        }
    }
    best
}

/// The same events from the repair of JSON, if it finds them: it knows more about wrappers, and keeps the text.
pub(super) fn same(text: &str, found: &Candidate) -> Option<Candidate> {
    let is_general = found.causes.0.iter().all(|cause| GENERAL.contains(&cause.kind));
    let mut repaired = is_general.then(|| repaired(&Reading::pasted(text))).flatten()?;
    let has_lost = found.elements.iter().any(value::has_lost);
    let is_guess = (has_lost || !found.causes.0.is_empty())
        && found.causes.0.iter().all(|cause| cause.kind == RepairKind::ForeignLiteral);
    let is_as_good = is_guess && repaired.score_without_doubt() >= found.score_without_doubt();
    if !has_lost && value::json(&repaired.elements) == value::json(&found.elements) {
        // What was lost is around the events.
        repaired.elements.iter_mut().for_each(Value::unmark_cut);
        // What is lost in an object around them is beside them; what follows them may be of them.
        let end = text.trim_end().len();
        let is_rest = |cause: &Cause| {
            cause.kind == RepairKind::LostValue
                && (cause.count > cause.places.len() || cause.places.iter().any(|place| place.end >= end))
        };
        let is_incomplete = found.is_incomplete || repaired.causes.0.iter().any(is_rest);
        return Some(Candidate { is_incomplete, ..repaired });
    }
    is_as_good.then_some(repaired)
}

/// Causes that say little about the pasted text.
const GENERAL: &[RepairKind] = &[
    RepairKind::SurroundingText,
    RepairKind::SurroundingObject,
    RepairKind::ForeignLiteral,
    RepairKind::DoubleEncoded,
    RepairKind::Base64,
    RepairKind::JoinedValues,
    RepairKind::ShellQuoting,
    RepairKind::HardWrap,
];

/// Repairs that change what is a text and what is around it.
const STRUCTURAL: &[RepairKind] = &[
    RepairKind::StrayCharacter,
    RepairKind::ExtraBracket,
    RepairKind::WrongBracket,
    RepairKind::MissingOpener,
    RepairKind::MissingQuote,
    RepairKind::Comment,
    RepairKind::LostValue,
    RepairKind::QuoteStyle,
    RepairKind::DoubledQuote,
];

/// What repairing a reading gives.
fn repaired(reading: &Reading) -> Option<Candidate> {
    let (text, is_marked) = without_mark(&reading.text);
    let repaired = repair(text, &GUIDE);
    if repaired.repairs.is_empty() {
        let is_same = reading.depth > 0 && is_json(&reading.text);
        if !is_same {
            return None;
        }
    }
    let mut causes = reading.causes.clone();
    for repair in &repaired.repairs {
        causes.add(repair.kind, reading.place(&(repair.start..repair.end)));
    }
    let start = repaired.text.len() - repaired.text.trim_start().len();
    let mut budget = 2 * repaired.text.len() + 1000;
    let read = read::value_at(&repaired.text, start, &mut budget);
    let mut elements = match read.map(|read| read.value) {
        Some(value) => match value.data {
            Data::List(items) => items,
            _ => vec![value],
        },
        None => Vec::new(),
    };
    if elements.iter().any(has_odd_type) {
        return None;
    }
    let cut_lines = cut::lines(text, &repaired.repairs);
    let has_escapes = repaired.repairs.iter().any(|it| it.kind == RepairKind::InvalidEscape);
    let has_breaks = repaired.repairs.iter().any(|it| it.kind == RepairKind::ControlCharacter);
    let unquoted = repaired.repairs.iter().filter(|it| it.kind == RepairKind::UnquotedText).count();
    // In strings without quotes, a bracket, a quote or a comment is ambiguous.
    let is_guess = repaired.repairs.iter().any(|it| STRUCTURAL.contains(&it.kind));
    let mut budget = if is_guess || unquoted > MAX_UNQUOTED { 0 } else { 100 * reading.text.len() };
    let mut changed = false;
    for element in &mut elements {
        if find::what(element).event() {
            changed |= doubted(element, Record::Event);
        }
        if !cut_lines.is_empty() {
            each_text(element, &|value| {
                value.cut |= value.text().is_some_and(|text| cut_lines.binary_search(&text).is_ok());
            });
        }
        if has_escapes {
            // `C:\apps\temp` of Windows: its second escape is one of JSON, a tab.
            let is_path = |text: &str| text.starts_with('\\') || text.contains(":\\") || text.contains("..\\");
            doubt_texts(element, &|text| is_path(text) && text.contains(char::is_control) || names::is_misread(text));
        }
        if has_breaks {
            doubt_texts(element, &|text| text.contains('\n'));
        }
        if unquoted > 0 {
            doubt_repeated(element, Record::Event);
            doubt_unsaid(element, Record::Event, &reading.text, &mut budget);
        }
    }
    let is_decoded = repaired.repairs.iter().any(|it| it.kind == RepairKind::DoubleEncoded);
    let place = text.find(['[', '{']).zip(text.rfind([']', '}'])).filter(|_| !is_decoded);
    let place = place.map(|(start, end)| start..end.max(start) + 1);
    odd::doubt_repaired(&mut elements, reading, place.as_slice());
    if moves(text, &repaired.repairs) {
        for element in &mut elements {
            doubt_unknown(element, Record::Event);
        }
    }
    let (ends, is_incomplete) = cut::lost(text, &repaired.repairs, is_marked);
    if let (Some(ends), Some(element)) = (ends, elements.last_mut()) {
        changed |= cut::mark(element, ends, repaired.text.trim_end().len());
    }
    // Uncertain values stay; the text is rewritten only if a value was removed.
    let whole = (!changed).then_some((repaired.text, 0));
    Some(Candidate { elements, whole, causes, depth: reading.depth + 1, is_incomplete, is_complete: true })
}

/// Whether the type of an event has more in it than the type: what is around it was not understood.
fn has_odd_type(value: &Value) -> bool {
    let is_odd = |name: &str| names::mentions_event(name) && name.contains(|c: char| !c.is_alphanumeric() && c != '-');
    value.get("type").and_then(Value::text).is_some_and(is_odd)
}

/// A text without what a tool writes where it cuts one: `…`, `... (truncated)`, `[1024 more bytes]`.
fn without_mark(text: &str) -> (&str, bool) {
    let mut rest = text.trim_end();
    loop {
        let last = ["...", "…"].into_iter().find_map(|dots| rest.strip_suffix(dots));
        let words = [('(', ')'), ('[', ']'), ('<', '>')].into_iter().find_map(|(open, close)| {
            let (before, inside) = rest.strip_suffix(close)?.rsplit_once(open)?;
            let is_note = ["truncated", " more", "omitted", "trimmed"].iter().any(|word| inside.contains(word));
            (is_note && inside.len() < 50 && !inside.contains(['"', '\''])).then_some(before)
        });
        match last.or(words) {
            Some(before) => rest = before.trim_end_matches(['.', ' ', '\n', '\r', '\t']),
            None => break,
        }
    }
    if rest.len() < text.trim_end().len() { (rest, true) } else { (text, false) }
}

/// Marks texts that may be others: one with a line break, if the text was wrapped, which may stand for a space or
/// nothing; one in which a backslash is both itself and an escape, as in a path of Windows.
fn doubt_texts(value: &mut Value, may_be_other: &dyn Fn(&str) -> bool) {
    each_text(value, &|value| value.doubt |= value.text().is_some_and(may_be_other));
}

/// Marks fields that are there twice, and names that are of no field: without quotes, one of a text may have become
/// that.
fn doubt_repeated(value: &mut Value, record: Record) {
    let Data::Object(members) = &mut value.data else { return };
    let names: Vec<String> = members.iter().map(|(name, _)| name.clone()).collect();
    for (name, value) in members {
        let field = Field::find(record, name.as_bytes());
        value.doubt |= field.is_none() || names.iter().filter(|other| *other == name).count() > 1;
        if let Some(Holds::Record(inner)) = field.map(names::holds) {
            doubt_repeated(value, inner);
        }
    }
}

/// Marks texts that are not there from a separator to a separator: without quotes around them, a part of a text may
/// have been taken for a bracket, an escape or a comment.
fn doubt_unsaid(value: &mut Value, record: Record, source: &str, budget: &mut usize) {
    let Data::Object(members) = &mut value.data else { return };
    for (name, value) in members {
        let Some(field) = Field::find(record, name.as_bytes()) else {
            // The message may have been closed too early.
            value.doubt |= *budget == 0 && Field::find(Record::Message, name.as_bytes()).is_some();
            continue;
        };
        match (names::holds(field), &value.data) {
            (Holds::Record(inner), _) => doubt_unsaid(value, inner, source, budget),
            (Holds::Free, Data::List(_) | Data::Object(_) | Data::Number(_)) | (_, Data::Null) => value.doubt = true,
            (Holds::Free, Data::Text(text)) if !text.is_empty() || *budget == 0 => {
                *budget = budget.saturating_sub(source.len());
                value.doubt |= *budget == 0 || !is_said(source, text);
            }
            _ => {}
        }
    }
}

fn is_said(source: &str, text: &str) -> bool {
    source.match_indices(text).any(|(at, _)| {
        let before = source[..at].trim_end_matches([' ', '\t']);
        let after = &source[at + text.len()..];
        let begins = before.ends_with([':', '=', '"', '\'', ',', '\n', '[', '>']);
        begins && (after.is_empty() || after.starts_with([',', '}', ']', ')', '"', '\'', '\n', '\r', ';']))
    })
}

/// Whether a value may have got to another place, or two may have become one. At the end of a text nothing follows.
fn moves(text: &str, repairs: &[Repair]) -> bool {
    let end = cut::body_end(text, repairs);
    let others = [RepairKind::MissingCloser, RepairKind::UnclosedList, RepairKind::UnescapedQuote];
    repairs.iter().any(|it| it.start < end && (STRUCTURAL.contains(&it.kind) || others.contains(&it.kind)))
}

/// Marks the fields that the catalogue does not know: where they belong and end, only the damaged text says.
fn doubt_unknown(value: &mut Value, record: Record) {
    let Data::Object(members) = &mut value.data else { return };
    for (name, value) in members {
        match Field::find(record, name.as_bytes()).map(names::holds) {
            Some(Holds::Record(inner)) => doubt_unknown(value, inner),
            Some(_) => {}
            None => value.doubt = true,
        }
    }
}

/// Removes a value that its field cannot have: some of the text around it got into it.
fn doubted(value: &mut Value, record: Record) -> bool {
    let Data::Object(members) = &mut value.data else { return false };
    let mut changed = false;
    for (name, value) in members {
        let Some(field) = Field::find(record, name.as_bytes()) else { continue };
        let is_broken = |value: &Value| value.text().is_some_and(|text| !names::is_tight(text));
        match (names::holds(field), &mut value.data) {
            (Holds::Record(inner), Data::Object(_)) => changed |= doubted(value, inner),
            (Holds::Tight, Data::Text(text)) if !names::is_tight(text) => {
                value.data = Data::Lost(Lost::Cut);
                changed = true;
            }
            // An ID without quotes that looks like a number.
            (Holds::Tight, Data::Number(number)) if number.contains(['e', 'E']) => {
                value.data = Data::Text(std::mem::take(number));
                changed = true;
            }
            (Holds::List | Holds::Tight, Data::List(items)) if items.iter().any(is_broken) => {
                for item in items.iter_mut().filter(|item| is_broken(item)) {
                    item.data = Data::Lost(Lost::Cut);
                }
                changed = true;
            }
            _ => {}
        }
    }
    changed
}
