//! What is left in a text beside the values that were read: parts of an event, or nothing of interest.

use std::ops::Range;

use crate::catalogue::fields::{Field, Record};
use crate::order::sort_by_numbers;
use crate::recover::names;

/// Parts of a text in order; those that touch are one.
pub(super) struct Parts(Vec<Range<usize>>);

impl Parts {
    pub(super) fn new<'p>(places: impl IntoIterator<Item = &'p Range<usize>>) -> Self {
        let mut places: Vec<_> = places.into_iter().cloned().collect();
        sort_by_numbers(&mut places, |place| (place.start, 0));
        let mut parts: Vec<Range<usize>> = Vec::with_capacity(places.len());
        for place in places {
            match parts.last_mut() {
                Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
                _ => parts.push(place),
            }
        }
        Parts(parts)
    }

    fn contain(&self, at: usize) -> bool {
        self.0.get(self.ended(at)).is_some_and(|place| place.contains(&at))
    }

    /// Where the last part that ends before a place does; the start of the text if there is none.
    fn end_before(&self, at: usize) -> usize {
        self.ended(at).checked_sub(1).map_or(0, |last| self.0[last].end)
    }

    fn ended(&self, at: usize) -> usize {
        self.0.partition_point(|place| place.end <= at)
    }
}

/// Whether the text contains an event type outside the parts that were read.
pub(super) fn names_event_outside(text: &str, understood: &Parts) -> bool {
    text.match_indices("type").any(|(at, _)| {
        if understood.contain(at) {
            return false;
        }
        let rest = text[at + 4..].trim_start_matches(|c: char| !c.is_alphanumeric() && c != '\n');
        let length = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '-').len();
        names::is_event_type(&rest[..length]) || rest[..length].starts_with("message-")
    })
}

/// Whether an event was missed: an object outside the parts that were read has an event type, or starts like one and is
/// truncated. A type in the words of a log is not in an object.
pub(super) fn leaves_event(text: &str, read: &Parts, others: &[Range<usize>], understood: &Parts) -> bool {
    let (mut seen, mut brace) = (0, None);
    let names_type = text.match_indices("\"type\"").any(|(at, name)| {
        // The last one so far, so that no part of the text is searched twice.
        brace = text[seen..at].rfind('{').map(|length| seen + length).or(brace);
        seen = at;
        let rest = text[at + name.len()..].trim_start();
        let value = rest.strip_prefix(':').map_or("", str::trim_start);
        !understood.contain(at)
            && brace.is_some_and(|brace| brace >= read.end_before(at))
            && ["\"message-", "\"suggestion-", "\"requested-"].into_iter().any(|begin| value.starts_with(begin))
    });
    let end = read.0.last().map_or(0, |place| place.end);
    let start = read.0.first().map_or(0, |place| place.start);
    let (before, after) = (&text[..start], &text[end..]);
    names_type
        || ends_event(before)
        || begins_event(after)
        || goes_on(before, after)
        || others.iter().any(|place| !read.contain(place.start) && is_message(&text[..place.start]))
        || holds_message(text, &read.0, others)
}

/// Whether what is around the events goes on after them: a list (`[{…},` or `[1] => Array`) or an object
/// (`[{…}],"odd": 1`).
fn goes_on(before: &str, after: &str) -> bool {
    let after = after.trim_start();
    let next = after.strip_prefix(',').map(str::trim_start);
    let is_open = before.trim_end().ends_with(['[', '(']);
    let is_item = || {
        let (index, rest) = after.strip_prefix('[')?.split_once("] =>")?;
        (rest.len() < 200 && !index.is_empty() && index.bytes().all(|byte| byte.is_ascii_digit())).then_some(())
    };
    next.is_some_and(|next| is_open || is_member(next)) || is_item().is_some()
}

/// Whether a text begins with a member of an object: its name is in quotes, or that of a field of an event.
fn is_member(text: &str) -> bool {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let name = quote.map_or(text, |_| &text[1..]);
    let length = name
        .bytes()
        .take(MAX_MEMBER)
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"_-$.@".contains(byte))
        .count();
    let (name, after) = name.split_at(length);
    let after = match quote {
        Some(quote) => after.strip_prefix(quote),
        None => Some(after).filter(|_| names::field(Record::Event, name).is_some()),
    };
    length > 0 && after.is_some_and(|after| after.trim_start().starts_with([':', '=']))
}

/// A longer name is not of a member.
const MAX_MEMBER: usize = 80;

/// Whether a value is the message of an event that was not read, by what is before it.
fn is_message(before: &str) -> bool {
    let name = before.trim_end_matches(['"', '\'', '\\', ':', '=', '>', ']', ' ', '\n', '-']);
    name.len() < before.len() && (name.ends_with("message") || name.ends_with("Message"))
}

/// How many more brackets open in a text than close.
fn open_brackets(text: &str) -> isize {
    let count = |signs: [char; 3]| text.matches(signs).count() as isize;
    count(['{', '[', '(']) - count(['}', ']', ')'])
}

/// Whether a text has the end of an event: more brackets close in it than open, and fields of a message are there.
fn ends_event(text: &str) -> bool {
    text.contains("direction") && text.contains("from") && open_brackets(text) < 0
}

/// Whether the fields of a message are between two parts that were read, in any spelling, and not in a part that was
/// read as something else.
fn holds_message(text: &str, read: &[Range<usize>], others: &[Range<usize>]) -> bool {
    let of = |(place, is_read): (&Range<usize>, bool)| (place.start, place.end, is_read);
    // `["owner"]` of PHP is the name of a field.
    let others = others.iter().filter(|place| place.len() > MAX_NAME).map(|place| (place, false));
    let mut places: Vec<_> = read.iter().map(|place| (place, true)).chain(others).map(of).collect();
    sort_by_numbers(&mut places, |(start, end, _)| (*start, *end));
    places.push((text.len(), text.len(), true));
    let (mut end, mut found) = (0, [false; 4]);
    places.into_iter().any(|(start, own_end, is_read)| {
        let between = names::fields_of_message(text.get(end..start).unwrap_or(""));
        end = end.max(own_end);
        found = std::array::from_fn(|index| found[index] || between[index]);
        let is_held = names::are_of_message(found);
        if is_read {
            found = [false; 4];
        }
        is_held
    })
}

/// What is in brackets and no longer may be a name.
const MAX_NAME: usize = 20;

/// The most bytes between a bracket and the name of a field, and of a name.
const NEAR: usize = 40;

/// Whether the rest of a text has the beginning of an event: more brackets open in it than close, and after one of
/// those that open comes the name of a field.
fn begins_event(rest: &str) -> bool {
    if open_brackets(rest) <= 0 {
        return false;
    }
    let bytes = rest.as_bytes();
    // No further: a text may be a million brackets.
    let run = |at: usize, is_part: fn(&u8) -> bool| {
        at + bytes[at..].iter().take(NEAR).take_while(|byte| is_part(byte)).count()
    };
    rest.match_indices(['{', '[', '(']).any(|(at, _)| {
        let start = run(at + 1, |byte| byte.is_ascii_punctuation() || byte.is_ascii_whitespace());
        let end = run(start, |byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        let (name, after) = (&rest[start..end], &rest[end..]);
        match names::field(Record::Event, name) {
            Some(_) => {
                let separator = after.trim_start_matches(['"', '\'', '\\', ']', ' ', ')']);
                separator.is_empty() || separator.starts_with([':', '=', '-'])
            }
            None => {
                after.is_empty()
                    && !name.is_empty()
                    && Field::of(Record::Event).iter().any(|it| it.spec().name.starts_with(name))
            }
        }
    })
}

/// Whether a field of an event is outside the parts that were read, as if only part of an event was read.
pub(super) fn names_field_outside(text: &str, read: &Parts) -> bool {
    ["time", "to", "description", "message"].into_iter().any(|name| {
        text.match_indices(name).any(|(at, _)| {
            let is_quoted = text[..at].ends_with(['"', '\'']) && text[at + name.len()..].starts_with(['"', '\'']);
            let is_bare = text[..at].ends_with(['{', ',', ' ', '\n', '\t']) && text[at + name.len()..].starts_with(':');
            (is_quoted || is_bare) && !read.contain(at)
        })
    })
}
