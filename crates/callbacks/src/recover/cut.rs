//! Texts that are cut: where they end, and what may have followed.

use super::value::{Data, Lost, Value};
use crate::catalogue::events::EventType;
use crate::catalogue::fields::{Field, Presence, Record};
use crate::json::repair::{Repair, RepairKind};
use crate::order::sort;

/// Where a text ends in which more has to follow. The number is that of the arrays and objects that are open there.
#[derive(Clone, Copy)]
pub(super) enum Ends {
    /// In a value.
    InValue,
    /// Where a value should begin, or a name.
    Before(usize),
    /// After a value: more may have followed, or only what closes the rest is missing.
    After(usize),
}

/// Where the text ends if more has to follow, and whether something was lost before its end.
pub(super) fn lost(text: &str, repairs: &[Repair], is_marked: bool) -> (Option<Ends>, bool) {
    let (end, body) = (text.trim_end().len(), body_end(text, repairs));
    let open = repairs.iter().filter(|it| it.kind == RepairKind::MissingCloser && it.start >= body).count();
    let is_lost = |it: &&Repair| it.kind == RepairKind::LostValue;
    let is_last_lost = repairs.iter().filter(is_lost).any(|it| it.end >= end);
    let is_before = is_last_lost || text[..end].ends_with([',', '[', '{']);
    let ends = match open {
        _ if repairs.iter().any(|it| it.kind == RepairKind::CutText) => Some(Ends::InValue),
        0 => is_last_lost.then_some(Ends::InValue),
        _ if is_before => Some(Ends::Before(open)),
        _ if is_marked => Some(Ends::InValue),
        _ => Some(Ends::After(open)),
    };
    (ends, repairs.iter().filter(is_lost).any(|it| it.end < end))
}

/// Where the last value of a text ends that is kept: what closes it may be missing, but no value before it.
pub(super) fn body_end(text: &str, repairs: &[Repair]) -> usize {
    let end = text.trim_end().len();
    let is_last = |it: &&Repair| it.kind == RepairKind::LostValue && it.end >= end;
    let start = repairs.iter().filter(is_last).map(|it| it.start).min().unwrap_or(end);
    text[..start].trim_end_matches(|c: char| c.is_whitespace() || c == ',').len()
}

/// The strings that have lost their closing quotes at the ends of lines, if one of them has lost its comma as well:
/// then the lines are cut, as in a screenshot. They are sorted.
pub(super) fn lines<'t>(text: &'t str, repairs: &[Repair]) -> Vec<&'t str> {
    let has_lost_comma = |at: usize| {
        let from = repairs.partition_point(|it| it.start < at);
        repairs[from..].iter().take_while(|it| it.start == at).any(|it| it.kind == RepairKind::MissingComma)
    };
    let width = |line: &str| line.trim_end_matches('\r').chars().count();
    let longest = text.split('\n').map(width).max().unwrap_or(0);
    let is_longest = |at: usize| {
        width(text[text[..at].rfind('\n').map_or(0, |start| start + 1)..].split('\n').next().unwrap_or("")) == longest
    };
    let ends_line = |it: &&Repair| text[it.end..].starts_with(['\n', '\r']);
    let ends = repairs.iter().filter(|it| it.kind == RepairKind::MissingQuote).filter(ends_line).map(|it| it.end);
    if !ends.clone().any(|at| has_lost_comma(at) || is_longest(at)) {
        return Vec::new();
    }
    let mut cut: Vec<_> = ends.filter_map(|end| Some(text[..end].rsplit_once(['"', '\''])?.1)).collect();
    sort(&mut cut, &|one, other| one < other);
    cut
}

/// Marks the part of the last element in which the text is cut; says whether something was removed. `json_end` is the
/// end of the repaired text.
pub(super) fn mark(element: &mut Value, ends: Ends, json_end: usize) -> bool {
    match ends {
        Ends::InValue => element.mark_cut(),
        Ends::Before(open) => element.mark_open(json_end - open),
        Ends::After(open) if lacks_field(element, json_end - open) => element.mark_open(json_end - open),
        Ends::After(_) => return false,
    }
    lose_nothing(element)
}

/// Whether a field is missing that must have followed: an object that is closed only after `end` has it in every event.
fn lacks_field(element: &Value, end: usize) -> bool {
    let Some(event) = element.get("type").and_then(Value::text).and_then(EventType::find) else { return false };
    let lacks = |object: &Value, record: Record| {
        // The code of an error follows the message.
        let is_awaited = |field: &&Field| match field.presence(event) {
            Presence::Required => true,
            Presence::Expected => **field == Field::ErrorCode,
            _ => false,
        };
        Field::of(record).iter().filter(is_awaited).any(|field| object.get(field.spec().name).is_none())
    };
    let message = element.members().and_then(<[_]>::last).map(|(_, value)| value);
    let message = message.filter(|message| message.span.end > end);
    (element.span.end > end && lacks(element, Record::Event))
        || message.is_some_and(|message| message.members().is_some() && lacks(message, Record::Message))
}

/// An array or object that is cut before its first item says nothing; says whether one was.
fn lose_nothing(value: &mut Value) -> bool {
    match &mut value.data {
        Data::Object(members) if members.is_empty() && value.cut => {}
        Data::List(items) if items.is_empty() && value.cut => {}
        Data::Object(members) => return members.last_mut().is_some_and(|(_, value)| lose_nothing(value)),
        Data::List(items) => return items.last_mut().is_some_and(lose_nothing),
        _ => return false,
    }
    value.data = Data::Lost(Lost::Cut);
    true
}
