//! The tree of an object as browsers show it, copied as text: a line for each member, and no indent.

use std::ops::Range;

use super::line::Line;
use crate::catalogue::fields::{Field, Record};
use crate::recover::names::{self, Holds};
use crate::recover::read;
use crate::recover::value::{Data, Lost, Member, Value};

pub(super) fn read(text: &str, lines: &[Line<'_>]) -> Option<(Value, Range<usize>)> {
    let first = lines.iter().position(|line| member(Record::Event, line.text).is_some())?;
    let mut at = first;
    let (value, _) = object(text, lines, &mut at, Record::Event)?;
    let end = lines[at.min(lines.len()) - 1].end();
    names::is_event_type(value.get("type")?.text()?).then(|| (value, lines[first].at..end))
}

fn member(record: Record, line: &str) -> Option<(Field, &str)> {
    let (name, value) = line.split_once(':')?;
    Some((names::field(record, name.trim_matches(['"', '\'', '▶', '▼', ' ']))?, value.trim()))
}

/// The members up to the prototype, which ends an object.
fn object(text: &str, lines: &[Line<'_>], at: &mut usize, record: Record) -> Option<(Value, usize)> {
    let start = lines[*at].at;
    let mut members: Vec<Member> = Vec::new();
    while let Some(line) = lines.get(*at) {
        *at += 1;
        if line.text.starts_with("[[Prototype]]") || line.text.starts_with("<prototype>") {
            break;
        }
        let Some((field, content)) = member(record, line.text) else { continue };
        let name = field.spec().name.to_owned();
        let place = line.at..line.end();
        let holds = names::holds(field);
        let next = lines.get(*at).map_or("", |line| line.text);
        let value = match holds {
            Holds::Record(inner) if content.is_empty() || content.starts_with('{') || content.starts_with("Object") => {
                if next.starts_with("[[Prototype]]") || member(inner, next).is_none() {
                    Value::new(Data::Lost(Lost::Depth), place)
                } else {
                    object(text, lines, at, inner)?.0
                }
            }
            Holds::List if next.starts_with("0:") => list(lines, at, place),
            _ => scalar(text, line, content, place),
        };
        members.push((name, value));
    }
    Some((Value::new(Data::Object(members), start..start), start))
}

fn list(lines: &[Line<'_>], at: &mut usize, place: Range<usize>) -> Value {
    let mut items = Vec::new();
    while let Some(line) = lines.get(*at) {
        *at += 1;
        if line.text.starts_with("[[Prototype]]") {
            break;
        }
        let Some((index, item)) = line.text.split_once(':') else { continue };
        if index.bytes().all(|byte| byte.is_ascii_digit()) {
            items.push(quoted(item.trim(), line.at..line.end()));
        }
    }
    Value::new(Data::List(items), place)
}

fn scalar(text: &str, line: &Line<'_>, content: &str, place: Range<usize>) -> Value {
    if content.starts_with('[') {
        let start = line.end() - content.len() - (line.text.len() - line.text.trim_end().len());
        let mut budget = 100_000;
        let read = read::value_at(text, start, &mut budget);
        return read.map_or(Value::new(Data::Lost(Lost::Depth), place), |read| read.value);
    }
    if content.starts_with("Array(") || content.starts_with('{') {
        return Value::new(Data::Lost(Lost::Depth), place);
    }
    quoted(content, place)
}

/// A string as browsers show it: in quotes, but with nothing escaped.
fn quoted(content: &str, place: Range<usize>) -> Value {
    let inside = ['"', '\''].into_iter().find_map(|quote| content.strip_prefix(quote)?.strip_suffix(quote));
    let data = match inside {
        Some(inside) => Data::Text(inside.to_owned()),
        None if crate::json::scan::is_json(content) => Data::Number(content.to_owned()),
        None if content == "undefined" => Data::Undefined,
        None => Data::Lost(Lost::Cut),
    };
    let mut value = Value::new(data, place);
    value.doubt = inside.is_some_and(|inside| inside.contains(['\\', '↵']) || inside.ends_with('…'));
    value
}
