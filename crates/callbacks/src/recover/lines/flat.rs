//! Fields as lines for people: `*type:* message-failed` of a chat alert, `type : message-failed` of a PowerShell
//! prompt.

use std::ops::Range;

use super::line::Line;
use crate::catalogue::fields::{Field, Record};
use crate::json::repair::RepairKind;
use crate::recover::bare;
use crate::recover::names::{self, Holds};
use crate::recover::value::{Data, Member, Value};

/// Signs around a name or a value that chats and mails add.
const DECORATION: &[char] = &['*', '_', '`', '•', '-', ' ', '\t', '|', '>', '–'];

pub(super) fn read(text: &str, lines: &[Line<'_>]) -> Option<(Value, RepairKind, Range<usize>)> {
    let mut members: Vec<Member> = Vec::new();
    let mut message: Vec<Member> = Vec::new();
    let mut kind = RepairKind::FieldLines;
    let mut place: Option<Range<usize>> = None;
    for (index, line) in lines.iter().enumerate() {
        let Some((name, content)) = member(line.text) else { continue };
        let (record, name) = match name.strip_prefix("message.") {
            Some(inner) => (Record::Message, inner),
            None => (Record::Event, name),
        };
        let Some(field) = names::field(record, name) else { continue };
        let start = line.end() - (line.text.len() - (line.text.find(content).unwrap_or(0)));
        let holds = names::holds(field);
        let mut value = Value::new(Data::Text(content.to_owned()), start..start + content.len());
        match holds {
            Holds::Number if crate::json::scan::is_json(content) => value.data = Data::Number(content.to_owned()),
            Holds::Record(Record::Message) if content.starts_with("@{") => {
                let (inside, end) = whole(lines, index, text);
                value = bare::record(&inside, Record::Message)?;
                value.span = start..end;
                value.doubt = false;
                kind = RepairKind::PowerShellObject;
            }
            Holds::Tight if names::is_tight(content) => {}
            Holds::Free if !content.starts_with(['"', '\'', '{', '[']) && !content.ends_with(',') => {}
            Holds::List if record == Record::Message => {
                let items = content.trim_matches(['[', ']', '{', '}']).split(',').map(unquoted);
                let items = items.map(|item| Value::new(Data::Text(item.to_owned()), value.span.clone())).collect();
                value.data = Data::List(items);
            }
            _ => continue,
        }
        place = Some(place.map_or(start, |place| place.start)..value.span.end);
        let members = if record == Record::Message { &mut message } else { &mut members };
        let name = field.spec().name;
        if members.iter().any(|(own, _)| own == name) {
            return None; // two events, or a log
        }
        members.push((name.to_owned(), value));
    }
    let place = place?;
    if !message.is_empty() && !members.iter().any(|(name, _)| name == Field::Message.spec().name) {
        members.push(("message".to_owned(), Value::new(Data::Object(message), place.clone())));
    }
    let value = Value::new(Data::Object(members), place.clone());
    let is_event = value.get("type").and_then(Value::text).is_some_and(names::is_event_type);
    let is_more = value.members().is_some_and(|members| members.len() > 2);
    (is_event && is_more).then_some((value, kind, place))
}

/// A name and what is after it on the line.
fn member(line: &str) -> Option<(&str, &str)> {
    let is_signed = line.trim_start().starts_with(DECORATION);
    let line = line.trim_start_matches(DECORATION);
    let length = line.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"._".contains(byte)).count();
    let (name, after) = line.split_at(length);
    let after = after.trim_start_matches(DECORATION);
    let after = match after.strip_prefix([':', '=']) {
        Some(after) => after,
        None if line[length..].trim_start().starts_with('|') => after,
        None => return None,
    };
    let is_decorated = is_signed || line[length..].trim_start().starts_with('|');
    let content = if is_decorated {
        after.trim_start_matches(['*', '_', '`', ' ', '\t']).trim_end_matches(['*', '`', ' ', '\t', '|'])
    } else {
        after.strip_prefix(' ').unwrap_or(after)
    };
    (length > 0).then_some((name.trim_end_matches('_'), content))
}

/// An item of a list, without the quotes that it may have.
fn unquoted(item: &str) -> &str {
    let item = item.trim();
    let inside = ['"', '\''].into_iter().find_map(|quote| item.strip_prefix(quote)?.strip_suffix(quote));
    inside.unwrap_or(item)
}

/// A value that goes on in indented lines, without the breaks, and where it ends.
fn whole(lines: &[Line<'_>], index: usize, text: &str) -> (String, usize) {
    let first = &lines[index];
    let start = first.text.find("@{").unwrap_or(0);
    let mut out = first.text[start..].to_owned();
    let mut end = first.end();
    for line in &lines[index + 1..] {
        if line.indent < first.indent + 4 || line.text.is_empty() {
            break;
        }
        // PowerShell breaks between words, and leaves the space at the end of the line.
        if !out.ends_with(' ') && !text[..line.at].ends_with(' ') {
            out.push(' ');
        }
        out.push_str(line.text);
        end = line.end();
    }
    (out, end)
}
