//! Fields by their whole paths: `message.id = "…"` of TOML and properties, `json[0].message.to[0] = "…";` of gron,
//! `"message.id": "…"` of a store that keeps objects flat.

use std::ops::Range;

use super::line::Line;
use crate::catalogue::fields::{Field, Record};
use crate::recover::names::{self, Holds};
use crate::recover::read;
use crate::recover::value::{Data, Member, Value};

/// Paths with more parts are not read.
const MAX_PARTS: usize = 12;

/// Objects with more names are not read: no event has so many, and each name is compared with all before it.
const MAX_NAMES: usize = 256;

/// A part of a path.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    Name(String),
    Index(usize),
}

/// The values of lines that are a path and a value each, with the sections of TOML.
pub(super) fn read(text: &str, lines: &[Line<'_>]) -> Option<(Value, Range<usize>)> {
    let mut root = Value::new(Data::Null, 0..0);
    let mut section: Vec<Part> = Vec::new();
    let mut place: Option<Range<usize>> = None;
    let mut is_nested = false;
    // The path of the last value, if nothing but the next path says where it ends.
    let mut open: Option<Vec<Part>> = None;
    for line in lines {
        if let Some(header) = header(line.text) {
            section = header_path(&mut root, header)?;
            open = None;
            continue;
        }
        let Some((own, at)) = assignment(line.text) else {
            let may_go_on = !line.text.trim().is_empty();
            if let Some(path) = open.take_if(|_| may_go_on)
                && let Some(value) = find(&mut root, &path)
            {
                value.doubt = true;
            }
            continue;
        };
        let path = [&section[..], &own].concat();
        let value = content(text, line, at, &path)?;
        is_nested |= path.len() > 1 && names_message(&path);
        place = Some(place.map_or(line.at, |place| place.start)..line.end());
        let is_open = value.bare && value.text().is_some() && holds(&path) == Some(Holds::Free);
        open = is_open.then(|| path.clone());
        insert(&mut root, &path, value)?;
    }
    is_nested.then_some((root, place?))
}

/// An object whose fields have dotted names, as the object that they tell of.
pub(in crate::recover) fn nested(members: &[Member]) -> Option<Value> {
    let is_dotted = |(name, _): &Member| name.strip_prefix("message.").is_some_and(|rest| !rest.is_empty());
    if members.iter().filter(|member| is_dotted(member)).count() < 3 {
        return None;
    }
    let mut root = Value::new(Data::Object(Vec::new()), 0..0);
    for (name, value) in members {
        let path = path(name)?;
        let value = match &value.data {
            // Elasticsearch has a list for each field.
            Data::List(items) if items.len() == 1 && holds(&path) != Some(Holds::List) => items[0].clone(),
            _ => value.clone(),
        };
        insert(&mut root, &path, value)?;
    }
    Some(root)
}

fn names_message(path: &[Part]) -> bool {
    path.iter().any(|part| *part == Part::Name(Field::Message.spec().name.to_owned()))
}

/// What the field at the end of a path holds.
fn holds(path: &[Part]) -> Option<Holds> {
    let names = path.iter().rev().filter_map(|part| match part {
        Part::Name(name) => Some(name.as_str()),
        Part::Index(_) => None,
    });
    let (name, parent) = { names.take(2).fold((None, None), |(own, _), name| (own.or(Some(name)), Some(name))) };
    let record = if parent == Some(Field::Message.spec().name) { Record::Message } else { Record::Event };
    names::field(record, name?).map(names::holds)
}

/// `[[events]]` and `[events.message]` of TOML.
fn header(line: &str) -> Option<&str> {
    let inside = line.trim().strip_prefix('[')?.strip_suffix(']')?;
    let name = inside.strip_prefix('[').and_then(|inside| inside.strip_suffix(']')).unwrap_or(inside);
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
    (is_name && name.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(inside)
}

/// The path that a header leads to: a new item of a list, or a part of the last one.
fn header_path(root: &mut Value, header: &str) -> Option<Vec<Part>> {
    let is_item = header.starts_with('[');
    let mut full: Vec<Part> = Vec::new();
    for part in path(header.trim_matches(['[', ']']))? {
        full.push(part);
        if let Some(Data::List(items)) = find(root, &full).map(|value| &value.data) {
            full.push(Part::Index(items.len() - 1));
        }
    }
    match full.last_mut() {
        Some(Part::Index(last)) if is_item => *last += 1,
        _ if is_item => full.push(Part::Index(0)),
        _ => {}
    }
    Some(full)
}

/// A path at the start of a line, and where its value begins.
fn assignment(line: &str) -> Option<(Vec<Part>, usize)> {
    let length = line.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"._-[]\"'/".contains(byte)).count();
    let after = line[length..].trim_start_matches(' ');
    let value = after.strip_prefix([':', '=', '\t'])?.trim_start_matches([' ', '\t']);
    Some((path(line[..length].trim_end_matches('.'))?, line.len() - value.len()))
}

/// The parts of a path: `message.to[0]`, `0.message.to.0`, `["message"]["to"]`.
pub(super) fn path(text: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    for part in text.split(['.', '[', '/']) {
        let part = part.strip_suffix(']').unwrap_or(part).trim_matches(['"', '\'']);
        if part.is_empty() && parts.is_empty() {
            continue; // `[0].type`, `.type`
        }
        let is_name = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-$".contains(&byte));
        if !is_name || part.is_empty() || parts.len() == MAX_PARTS {
            return None;
        }
        parts.push(part.parse().map_or_else(|_| Part::Name(part.to_owned()), Part::Index));
    }
    (!parts.is_empty()).then_some(parts)
}

/// The value on a line: as it is in JSON, or all of the line.
fn content(text: &str, line: &Line<'_>, at: usize, path: &[Part]) -> Option<Value> {
    let start = line.at + at;
    let inside = line.text[at..].trim_end_matches([' ', '\t']);
    if inside.starts_with(['"', '\'', '[', '{']) {
        let mut budget = 10 * inside.len() + 1000;
        let read = read::value_at(text, start, &mut budget)?;
        let after = text[read.value.span.end..].split('\n').next().unwrap_or("").trim_matches([';', ',', ' ', '\r']);
        return (after.is_empty() || after.starts_with('#')).then_some(read.value);
    }
    let is_free = holds(path) == Some(Holds::Free);
    let inside = if is_free { inside } else { inside.trim_end_matches(';') };
    let data = match inside {
        "null" => Data::Null,
        "true" | "false" if !is_free => Data::Bool(inside == "true"),
        number if crate::json::scan::is_json(number) => Data::Number(number.to_owned()),
        _ => Data::Text(inside.to_owned()),
    };
    let mut value = Value::new(data, start..start + inside.len());
    value.bare = true;
    Some(value)
}

fn find<'v>(root: &'v mut Value, path: &[Part]) -> Option<&'v mut Value> {
    path.iter().try_fold(root, |value, part| match (&mut value.data, part) {
        (Data::Object(members), Part::Name(name)) => {
            members.iter_mut().find(|(own, _)| own == name).map(|(_, value)| value)
        }
        (Data::List(items), Part::Index(index)) => items.get_mut(*index),
        _ => None,
    })
}

/// Puts a value at a path; `None` if another one is there, items before it are not, or an object has too many names.
pub(super) fn insert(root: &mut Value, path: &[Part], value: Value) -> Option<()> {
    let Some((part, rest)) = path.split_first() else {
        let is_empty = match &value.data {
            Data::Object(members) => members.is_empty(),
            Data::List(items) => items.is_empty(),
            _ => false,
        };
        let is_same = matches!(
            (&root.data, &value.data),
            (Data::Object(_), Data::Object(_)) | (Data::List(_), Data::List(_)) | (Data::Null, _)
        );
        match root.data {
            Data::Null => *root = value,
            _ if is_empty && is_same => {} // gron: `json[0].message = {};` after its fields
            _ => return None,
        }
        return Some(());
    };
    let new = || Value::new(Data::Null, 0..0);
    match part {
        Part::Name(name) => {
            if root.data == Data::Null {
                root.data = Data::Object(Vec::new());
            }
            let Data::Object(members) = &mut root.data else { return None };
            let at = match members.iter().position(|(own, _)| own == name) {
                Some(at) => at,
                None if members.len() == MAX_NAMES => return None,
                None => {
                    members.push((name.clone(), new()));
                    members.len() - 1
                }
            };
            insert(&mut members[at].1, rest, value)
        }
        Part::Index(index) => {
            if root.data == Data::Null {
                root.data = Data::List(Vec::new());
            }
            let Data::List(items) = &mut root.data else { return None };
            if *index == items.len() {
                items.push(new());
            }
            insert(items.get_mut(*index)?, rest, value)
        }
    }
}
