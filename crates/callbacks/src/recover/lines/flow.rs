//! YAML in brackets: `{type: message-read, to: '+15551230001'}`. Strings that would be read as something else, such as
//! phone numbers and times, have quotes; others end at a comma and a space, or at a bracket.

use super::scalar::{closing, quoted};
use crate::recover::value::{Data, Member, Value};

/// Values nested deeper are not read.
const MAX_DEPTH: usize = 20;

/// The value in brackets at `at`; `None` if it is no YAML, or nothing of it is in quotes.
pub(in crate::recover) fn value_at(text: &str, at: usize, budget: &mut usize) -> Option<Value> {
    let mut flow = Flow { text, at, depth: 0, budget: *budget, quoted: 0, plain: 0, is_broken: false };
    let value = flow.value();
    *budget = flow.budget;
    value.filter(|_| flow.quoted > 0 && flow.plain > 0)
}

struct Flow<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    budget: usize,
    /// The scalars in quotes, and those without.
    quoted: usize,
    plain: usize,
    /// The last scalar goes on in another line, which a terminal may have done.
    is_broken: bool,
}

impl Flow<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn eat(&mut self, sign: char) -> bool {
        let is = self.rest().starts_with(sign);
        self.at += if is { sign.len_utf8() } else { 0 };
        is
    }

    fn value(&mut self) -> Option<Value> {
        self.space();
        self.budget = self.budget.checked_sub(8)?;
        if self.depth > MAX_DEPTH {
            return None;
        }
        self.depth += 1;
        let start = self.at;
        let data = match self.rest().chars().next()? {
            '[' => self.list()?,
            '{' => self.object()?,
            _ => self.scalar()?,
        };
        self.depth -= 1;
        let mut value = Value::new(data, start..self.at);
        value.doubt = std::mem::take(&mut self.is_broken);
        Some(value)
    }

    fn list(&mut self) -> Option<Data> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.space();
            if self.eat(']') {
                return Some(Data::List(items));
            }
            items.push(self.value()?);
            self.space();
            if !self.eat(',') && !self.rest().starts_with(']') {
                return None;
            }
        }
    }

    fn object(&mut self) -> Option<Data> {
        self.at += 1;
        let mut members: Vec<Member> = Vec::new();
        loop {
            self.space();
            if self.eat('}') {
                return Some(Data::Object(members));
            }
            let length = self.rest().bytes().take(60).position(|byte| byte == b':')?;
            let name = self.rest()[..length].to_owned();
            let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.$".contains(&byte));
            self.at += length + 1;
            if !is_name || name.is_empty() || !self.rest().starts_with([' ', '\n', '\r']) {
                return None;
            }
            members.push((name, self.value()?));
            self.space();
            if !self.eat(',') && !self.rest().starts_with('}') {
                return None;
            }
        }
    }

    fn scalar(&mut self) -> Option<Data> {
        let (text, at) = (self.text, self.at);
        let quote = self.rest().chars().next().filter(|c| matches!(c, '"' | '\''));
        if let Some(quote) = quote {
            let end = closing(text, at + 1, quote)?;
            self.budget = self.budget.checked_sub(end - at)?;
            self.at = end + 1;
            self.quoted += 1;
            self.is_broken = text[at..end].contains('\n');
            return quoted(&text[at + 1..end], quote).map(Data::Text);
        }
        let length = end_of_plain(self.rest())?;
        self.budget = self.budget.checked_sub(length)?;
        self.at += length;
        self.is_broken = text[at..at + length].trim_end().contains('\n');
        let words: Vec<&str> = text[at..at + length].split('\n').map(str::trim).collect();
        let plain = words.join(" ").trim_end().to_owned();
        // A number in a string has quotes, and a quote at the end has lost the one at the start.
        let is_none = plain.ends_with(['"', '\'']) || plain.starts_with(['&', '*', '!', '%', '@', '`', '|', '>', '+']);
        if plain.is_empty() || is_none {
            return None;
        }
        self.plain += 1;
        Some(match plain.as_str() {
            "null" | "~" => Data::Null,
            "true" | "false" => Data::Bool(plain == "true"),
            number if crate::json::scan::is_json(number) => Data::Number(plain),
            _ => Data::Text(plain),
        })
    }
}

/// Where a scalar without quotes ends; `None` if this is none.
fn end_of_plain(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_last = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        match c {
            '[' | ']' | '{' | '}' => return Some(at),
            ',' if is_last => return Some(at),
            ':' if is_last => return None,
            _ => {}
        }
    }
    None
}
