//! Form fields, each with its path in brackets: `type=message-read&message[to][]=%2B15555550142`.

use std::ops::Range;

use super::paths::{insert, path};
use crate::catalogue::fields::{Field, Record};
use crate::json::repair::RepairKind;
use crate::recover::layers::form_value;
use crate::recover::names;
use crate::recover::value::{Data, Value};

/// What the first field of a message looks like.
const FIRST: [&str; 3] = ["&message[", "&message%5B", "&message."];

/// More fields are not those of an event.
const MAX_FIELDS: usize = 200;

/// The event in a form, what it is, and where.
pub(super) fn read(text: &str) -> Option<(Value, RepairKind, Range<usize>)> {
    let at = FIRST.iter().filter_map(|name| text.find(name)).min()?;
    let line_start = text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let is_start = |start: &usize| {
        let before = text[..*start].chars().next_back();
        before.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '?' | '>'))
    };
    let starts = |field: &Field| {
        let name = format!("{}=", field.spec().name);
        text[line_start..at].match_indices(&name).map(|(start, _)| line_start + start).find(is_start)
    };
    let start = Field::of(Record::Event).iter().filter_map(starts).min()?;
    let line = text[start..].split(['\n', '\r']).next().unwrap_or("");
    let is_encoded = ["%2B", "%3A", "%5B", "%2b", "%3a", "%5b"].iter().any(|sign| line.contains(sign));
    let body = if is_encoded { line.split([' ', '\t', '"', '<']).next().unwrap_or("") } else { line };
    // A quote may be around the form. Without escapes, the last field may go on.
    let quote = text[..start].chars().next_back().filter(|c| matches!(c, '"' | '\'' | '`'));
    let body = quote.and_then(|quote| body.rfind(quote)).map_or(body, |end| &body[..end]);
    let goes_on = !is_encoded && quote.is_none() && !text[start + body.len()..].trim().is_empty();
    let mut root = Value::new(Data::Null, 0..0);
    let mut last: Option<(String, Value)> = None;
    let mut items = 0;
    let mut at = start;
    for (index, field) in body.split('&').enumerate() {
        let place = at..at + field.len();
        at = place.end + 1;
        let known = field.split_once('=').and_then(|(key, value)| Some((key_of(key, is_encoded)?, value)));
        let Some((key, content)) = known.filter(|_| index < MAX_FIELDS) else {
            // A sign of the text before it, if nothing is escaped.
            if let Some((_, value)) = last.as_mut().filter(|_| !is_encoded) {
                value.doubt = true;
            }
            continue;
        };
        if let Some((key, value)) = last.take() {
            insert(&mut root, &path(&key)?, value)?;
        }
        let is_item = key.ends_with("[]");
        let key = key.replace("[]", &format!("[{items}]"));
        items = if is_item { items + 1 } else { 0 };
        let decoded = if is_encoded { form_value(content)? } else { content.to_owned() };
        let mut value = Value::new(Data::Text(decoded), place.end - content.len()..place.end);
        value.bare = true;
        value.doubt = !is_encoded && content.contains('%');
        last = Some((key, value));
    }
    let (key, mut value) = last?;
    value.doubt |= goes_on;
    insert(&mut root, &path(&key)?, value)?;
    let kind = if is_encoded { RepairKind::PercentEncoding } else { RepairKind::DottedNames };
    Some((root, kind, start..start + body.len()))
}

/// The path of a field of an event.
fn key_of(key: &str, is_encoded: bool) -> Option<String> {
    let key = if is_encoded { form_value(key)? } else { key.to_owned() };
    let root = key.split(['[', '.']).next()?;
    names::field(Record::Event, root)?;
    path(&key.replace("[]", "[0]")).map(|_| key)
}
