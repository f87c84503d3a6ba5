//! YAML as libraries write it: blocks of mappings and sequences, plain and quoted scalars, folded and literal ones.

use std::ops::Range;

use super::line::Line;
use super::scalar::{closing, quoted};
use crate::recover::find::{self, Is};
use crate::recover::names;
use crate::recover::value::{Data, Member, Value};

/// White space to YAML; other spaces belong to a scalar.
const BLANKS: &[char] = &[' ', '\t', '\r'];

/// Deeper blocks are not read.
const MAX_DEPTH: usize = 40;

/// The value that begins with line `first`.
pub(super) fn read(text: &str, lines: &[Line<'_>], first: usize) -> Option<(Value, Range<usize>)> {
    let mut yaml = Yaml { text, lines, line: first, depth: 0 };
    let value = yaml.block(lines[first].indent)?;
    let end = lines[yaml.line - 1].end();
    let object = match &value.data {
        Data::List(items) => items.first()?,
        _ => &value,
    };
    let is_event = object.get("type").and_then(Value::text).is_some_and(names::is_event_type);
    let is_event = is_event && object.get("message").is_none_or(|message| message.text().is_none());
    let is_known = is_event || find::what(object) == Is::OtherProduct;
    (is_known && object.members().is_some_and(|members| members.len() > 2)).then_some((value, lines[first].at..end))
}

struct Yaml<'t, 'l> {
    text: &'t str,
    lines: &'l [Line<'t>],
    line: usize,
    depth: usize,
}

impl<'t> Yaml<'t, '_> {
    fn current(&mut self) -> Option<Line<'t>> {
        while self.lines.get(self.line).is_some_and(|line| line.text.trim().is_empty()) {
            self.line += 1;
        }
        self.lines.get(self.line).copied()
    }

    /// The mapping or sequence whose lines have this indent.
    fn block(&mut self, indent: usize) -> Option<Value> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let start = self.current()?.at;
        let is_list = self.current()?.text.starts_with("- ") || self.current()?.text == "-";
        let mut items = Vec::new();
        let mut members: Vec<Member> = Vec::new();
        while let Some(line) = self.current() {
            if line.indent != indent {
                if line.indent > indent {
                    return None;
                }
                break;
            }
            if is_list {
                let Some(rest) = line.text.strip_prefix('-') else { break };
                let inner = rest.len() - rest.trim_start().len();
                let content = rest.trim_start();
                items.push(self.item(line, inner + 1, content)?);
            } else {
                let Some(head) = key(line.text) else { break };
                members.push(self.member(head, line, indent)?);
            }
        }
        self.depth -= 1;
        if is_list {
            return Some(Value::new(Data::List(items), start..start));
        }
        (!members.is_empty()).then(|| Value::new(Data::Object(members), start..start))
    }

    /// What is after a dash; its lines have the indent of the content.
    fn item(&mut self, line: Line<'t>, shift: usize, content: &'t str) -> Option<Value> {
        if key(content).is_none() {
            return self.scalar(content, line.at + shift, line.indent);
        }
        let after = &self.lines[self.line + 1..];
        let count = after.iter().take_while(|it| it.text.trim().is_empty() || it.indent > line.indent).count();
        let mut lines = vec![Line { at: line.at + shift, indent: line.indent + shift, text: content }];
        lines.extend_from_slice(&after[..count]);
        let mut inner = Yaml { text: self.text, lines: &lines, line: 0, depth: self.depth };
        let value = inner.block(line.indent + shift);
        self.line += inner.line;
        value
    }

    /// A member by its name, its content on the same line, and where that begins; `None` if its value is none.
    fn member(&mut self, head: (String, &'t str, usize), line: Line<'t>, indent: usize) -> Option<Member> {
        let (name, content, offset) = head;
        if !content.is_empty() {
            return self.scalar(content, line.at + offset, indent).map(|value| (name, value));
        }
        self.line += 1;
        let next = self.current()?;
        let is_list = next.text.starts_with("- ");
        if next.indent > indent || (is_list && next.indent == indent) {
            return self.block(next.indent).map(|value| (name, value));
        }
        Some((name, Value::new(Data::Null, next.at..next.at)))
    }

    /// A scalar that begins on this line, with the lines that it goes on.
    fn scalar(&mut self, content: &'t str, at: usize, indent: usize) -> Option<Value> {
        if let Some((tag, rest)) = content.strip_prefix("!!").and_then(|content| content.split_once(' ')) {
            let rest = rest.trim_start();
            let value = self.scalar(rest, at + content.len() - rest.len(), indent)?;
            return tagged(tag, value);
        }
        let first = self.line;
        self.line += 1;
        let span = |end: usize| at..end;
        if content.starts_with(['|', '>']) {
            let text = self.literal(content, indent);
            return Some(Value::new(Data::Text(text), span(self.lines[self.line - 1].end())));
        }
        if matches!(content, "[]" | "{}") {
            let data = if content == "[]" { Data::List(Vec::new()) } else { Data::Object(Vec::new()) };
            return Some(Value::new(data, span(at + 2)));
        }
        if content.starts_with(['[', '{']) {
            let (mut budget, mut other) = (10_000, 10_000);
            let value = crate::recover::read::value_at(self.text, at, &mut budget).map(|read| read.value);
            let value = value.or_else(|| super::flow::value_at(self.text, at, &mut other))?;
            while self.lines.get(self.line).is_some_and(|line| line.at < value.span.end) {
                self.line += 1;
            }
            return Some(value);
        }
        let quote = content.chars().next().filter(|c| matches!(c, '"' | '\''));
        if let Some(quote) = quote {
            let end = closing(self.text, at + 1, quote)?;
            let text = quoted(&self.text[at + 1..end], quote)?;
            while self.lines.get(self.line).is_some_and(|line| line.at <= end) {
                self.line += 1;
            }
            let after = self.text[end + 1..].split('\n').next().unwrap_or("").trim();
            let is_all = after.is_empty() || after.starts_with('#');
            return is_all.then(|| Value::new(Data::Text(text), span(end + 1)));
        }
        let mut out = plain(content)?.to_owned();
        while let Some(next) = self.lines.get(self.line).filter(|line| !line.text.is_empty() && line.indent > indent) {
            out.push(' ');
            out.push_str(next.text.trim_matches(BLANKS));
            self.line += 1;
        }
        let end = self.lines[self.line - 1].end();
        let is_one_line = self.line == first + 1;
        let data = match out.as_str() {
            "null" | "~" => Data::Null,
            "true" | "false" => Data::Bool(out == "true"),
            number if is_one_line && crate::json::scan::is_json(number) && !number.starts_with('"') => {
                Data::Number(out)
            }
            _ => Data::Text(out),
        };
        let mut value = Value::new(data, span(end));
        value.bare = true;
        Some(value)
    }

    /// `|` keeps line breaks, `>` makes spaces of them; `-` takes the last one away.
    fn literal(&mut self, head: &str, indent: usize) -> String {
        let mut own = None;
        let mut out = String::new();
        let mut was_text = false;
        while let Some(line) = self.lines.get(self.line) {
            let is_blank = line.text.is_empty();
            if !is_blank && line.indent <= indent {
                break;
            }
            let own = *own.get_or_insert(line.indent);
            let extra = " ".repeat(line.indent.saturating_sub(own));
            if head.starts_with('>') && was_text && !is_blank && out.ends_with('\n') {
                out.pop();
                out.push(' ');
            }
            was_text = !is_blank;
            out.push_str(&extra);
            out.push_str(line.text);
            out.push('\n');
            self.line += 1;
        }
        let trimmed = out.trim_end_matches('\n').len();
        if head.contains('-') {
            out.truncate(trimmed);
        } else if !head.contains('+') {
            out.truncate((trimmed + 1).min(out.len()));
        }
        out
    }
}

/// The name of a member, its content on the same line, and where in the line that begins.
fn key(text: &str) -> Option<(String, &str, usize)> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (name, after) = match quote {
        Some(quote) => {
            let (name, after) = text[1..].split_once(quote)?;
            (name, after.strip_prefix(':')?)
        }
        None => text.strip_prefix(':').unwrap_or(text).split_once(':')?,
    };
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.$@".contains(&byte));
    if !is_name || !(after.is_empty() || after.starts_with(' ')) {
        return None;
    }
    let content = after.trim_matches(BLANKS);
    let offset = text.len() - after.trim_start_matches(BLANKS).len();
    Some((name.to_owned(), content, offset))
}

/// A scalar after the name of its type, as in `!!int "1"`.
fn tagged(tag: &str, mut value: Value) -> Option<Value> {
    value.data = match (tag, value.data) {
        ("int" | "float", Data::Text(text)) if crate::json::scan::is_json(&text) => Data::Number(text),
        ("bool", Data::Text(text)) if matches!(text.as_str(), "true" | "false") => Data::Bool(text == "true"),
        ("null", Data::Text(_)) => Data::Null,
        ("str", Data::Number(text)) => Data::Text(text),
        (_, data) => data,
    };
    value.bare = false;
    matches!(tag, "int" | "float" | "bool" | "null" | "str" | "timestamp").then_some(value)
}

/// A plain scalar, without a comment after it.
fn plain(content: &str) -> Option<&str> {
    let content = content.split(" #").next().unwrap_or(content).trim_end_matches(BLANKS);
    (!content.starts_with(['&', '*', '!', '%', '@', '`'])).then_some(content)
}
