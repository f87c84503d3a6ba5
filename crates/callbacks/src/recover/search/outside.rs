//! What is left in a text beside the values that were read: parts of an event, or nothing of interest.

use std::ops::Range;

use crate::catalogue::fields::{Field, Record};
use crate::recover::names;

/// Whether the text contains an event type outside the parts that were read.
pub(super) fn names_event_outside(text: &str, read: &[Range<usize>]) -> bool {
    text.match_indices("type").any(|(at, _)| {
        if read.iter().any(|place| place.contains(&at)) {
            return false;
        }
        let rest = text[at + 4..].trim_start_matches(|c: char| !c.is_alphanumeric() && c != '\n');
        let length = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '-').len();
        names::is_event_type(&rest[..length]) || rest[..length].starts_with("message-")
    })
}

/// Whether an event was missed: an object outside the parts that were read has an event type, or starts like one and is
/// truncated. A type in the words of a log is not in an object.
pub(super) fn leaves_event(text: &str, read: &[Range<usize>], understood: &[Range<usize>]) -> bool {
    let names_type = text.match_indices("\"type\"").any(|(at, name)| {
        let start = read.iter().map(|place| place.end).filter(|end| *end <= at).max().unwrap_or(0);
        let rest = text[at + name.len()..].trim_start();
        let value = rest.strip_prefix(':').map_or("", str::trim_start);
        !understood.iter().any(|place| place.contains(&at))
            && text[start..at].contains('{')
            && ["\"message-", "\"suggestion-", "\"requested-"].into_iter().any(|begin| value.starts_with(begin))
    });
    let end = read.iter().map(|place| place.end).max().unwrap_or(0);
    names_type || begins_event(&text[end..])
}

/// Whether the rest of a text is the beginning of an event: an object that does not end, by its first name.
fn begins_event(rest: &str) -> bool {
    let start = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    let start = start.strip_prefix('[').unwrap_or(start).trim_start();
    let Some(name) = start.strip_prefix('{').and_then(|inner| inner.trim_start().strip_prefix('"')) else {
        return false;
    };
    let known = Field::of(Record::Event).iter().map(|field| field.spec().name);
    let is_known = match name.split_once('"') {
        Some((name, _)) => known.clone().any(|field| field == name),
        None => known.clone().any(|field| field.starts_with(name)),
    };
    is_known && start.matches('{').count() > start.matches('}').count()
}

/// Whether a field of an event is outside the parts that were read, as if only part of an event was read.
pub(super) fn names_field_outside(text: &str, read: &[Range<usize>]) -> bool {
    ["time", "to", "description", "message"].into_iter().any(|name| {
        text.match_indices(name).any(|(at, _)| {
            let is_quoted = text[..at].ends_with(['"', '\'']) && text[at + name.len()..].starts_with(['"', '\'']);
            let is_bare = text[..at].ends_with(['{', ',', ' ', '\n', '\t']) && text[at + name.len()..].starts_with(':');
            (is_quoted || is_bare) && !read.iter().any(|place| place.contains(&at))
        })
    })
}
