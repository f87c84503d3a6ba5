//! Webhooks of other products without quotes. Their fields are few, and seldom hold words: a value ends before the next
//! name, and is uncertain if that is the name of no field.

use std::ops::Range;

use super::layout::{LAYOUTS, Layout};
use crate::json::repair::RepairKind;
use crate::recover::find;
use crate::recover::names;
use crate::recover::products;
use crate::recover::value::{Data, Lost, Value};

/// Longer values, and records with more members or levels, are not those of a webhook.
const MAX_VALUE: usize = 2000;
const MAX_MEMBERS: usize = 60;
const MAX_DEPTH: usize = 4;

/// Reads the webhook whose opening bracket is at `at`, and how it is written.
pub(super) fn product_at(text: &str, at: usize, budget: &mut usize) -> Option<(Value, RepairKind)> {
    LAYOUTS.iter().filter(|layout| layout.opens_at(text, at)).find_map(|layout| {
        let from = layout.after_bracket(text, at)?;
        let (first, _) = layout.key(text, from, true)?;
        products::name(&text[first])?;
        let (mut value, end) = Reader { text, layout, budget }.record(at, from, 0)?;
        if !layout.may_end(text, end, None, layout.is_in_list(text, at)) {
            return None;
        }
        let row = products::of(&value).filter(|_| find::what(&value).event() && !is_message(&text[..at]))?;
        products::retype(&mut value, row, text, layout.nulls);
        Some((value, layout.kind))
    })
}

/// Whether the name before a bracket says that it is the message of an event.
fn is_message(before: &str) -> bool {
    let name = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    name.ends_with("message") || name.ends_with("Message")
}

struct Reader<'t, 'b> {
    text: &'t str,
    layout: &'static Layout,
    budget: &'b mut usize,
}

impl Reader<'_, '_> {
    fn record(&mut self, start: usize, from: usize, depth: usize) -> Option<(Value, usize)> {
        let (text, layout) = (self.text, self.layout);
        let own = layout.indent(text, from);
        let mut members: Vec<(String, Value)> = Vec::new();
        let mut at = from;
        loop {
            *self.budget = self.budget.checked_sub(16)?;
            if let Some(end) = layout.close(text, at).filter(|end| layout.is_at(text, *end, own)) {
                return Some((Value::new(as_list(members), start..end), end));
            }
            let (place, after) = layout.key(text, at, members.is_empty())?;
            let spelling = &text[place];
            let is_index = spelling.bytes().all(|byte| byte.is_ascii_digit());
            let name = products::name(spelling);
            if name.is_none() && !is_index {
                // It may be of the text before it.
                members.iter_mut().last().into_iter().for_each(|(_, value)| value.doubt |= value.bare);
            }
            let name = name.unwrap_or(spelling).to_owned();
            if members.len() == MAX_MEMBERS || members.iter().any(|(other, _)| *other == name) {
                return None;
            }
            let (value, end) = self.value(after, own, depth)?;
            members.push((name, value));
            at = end;
        }
    }

    fn value(&mut self, at: usize, own: usize, depth: usize) -> Option<(Value, usize)> {
        let (text, layout) = (self.text, self.layout);
        if let Some(from) = layout.open(text, at).filter(|_| depth < MAX_DEPTH)
            && let Some(found) = self.record(at, from, depth + 1)
        {
            return Some(found);
        }
        if let Some(found) = self.records(at, depth) {
            return Some(found);
        }
        if let Some((items, end)) = layout.list(text, at) {
            // What is between items may be in one.
            let is_unsure = items.len() > 1;
            let items = items.into_iter().map(|place| {
                let mut item = self.scalar(place);
                item.doubt =
                    is_unsure && item.text().is_some_and(|text| !text.starts_with(['+', 'h']) || text.contains(' '));
                item
            });
            return Some((Value::new(Data::List(items.collect()), at..end), end));
        }
        let end = self.end(at, own).filter(|_| !text[at..].starts_with(' '))?;
        Some((self.scalar(at..end), end))
    }

    /// A list of records.
    fn records(&mut self, at: usize, depth: usize) -> Option<(Value, usize)> {
        let (text, layout) = (self.text, self.layout);
        let (open, close, between) = layout.list_signs();
        // `List(`, `Vector(`
        let head = if open == "(" { text[at..].bytes().take_while(u8::is_ascii_alphabetic).count() } else { 0 };
        let mut end = at + head + text[at + head..].starts_with(open).then_some(open.len())?;
        let mut items = Vec::new();
        loop {
            let from = layout.open(text, end).filter(|_| depth < MAX_DEPTH)?;
            let (item, after) = self.record(end, from, depth + 1)?;
            items.push(item);
            if text[after..].starts_with(close) {
                let after = after + close.len();
                return Some((Value::new(Data::List(items), at..after), after));
            }
            end = after + text[after..].starts_with(between).then_some(between.len())?;
        }
    }

    /// Where a value ends: before the next name, or where its record does. Brackets in it are closed in it.
    fn end(&mut self, at: usize, own: usize) -> Option<usize> {
        let (text, layout) = (self.text, self.layout);
        let bytes = text.as_bytes();
        let mut open = 0_usize;
        for end in at..=bytes.len().min(at + MAX_VALUE) {
            let byte = bytes.get(end).copied().unwrap_or(b'\n');
            if layout.may_stop(byte) && text.is_char_boundary(end) {
                let close = layout.close(text, end).is_some_and(|close| open == 0 && layout.is_at(text, close, own));
                if close || layout.key(text, end, false).is_some() {
                    *self.budget = self.budget.checked_sub(end - at)?;
                    return Some(end);
                }
            }
            match byte {
                b'(' | b'[' | b'{' => open += 1,
                b')' | b']' | b'}' => open = open.saturating_sub(1),
                _ => {}
            }
        }
        *self.budget = self.budget.saturating_sub(MAX_VALUE);
        None
    }

    fn scalar(&self, place: Range<usize>) -> Value {
        let text = &self.text[place.clone()];
        if names::is_type_name(text) {
            return Value::new(Data::Lost(Lost::TypeName), place);
        }
        let inside = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')).filter(|_| self.layout.quotes);
        let mut value = Value::new(Data::Text(inside.unwrap_or(text).to_owned()), place);
        value.bare = inside.is_none();
        value.doubt = text.contains('\n');
        value
    }
}

/// A list of PHP is an array whose keys are numbers.
fn as_list(members: Vec<(String, Value)>) -> Data {
    let is_list = members.iter().enumerate().all(|(at, (name, _))| name.parse() == Ok(at));
    if is_list && !members.is_empty() {
        return Data::List(members.into_iter().map(|(_, value)| value).collect());
    }
    Data::Object(members)
}
