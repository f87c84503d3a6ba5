//! What is in brackets: members, items, and the notes that tools print among them.

use super::Reader;
use crate::recover::dialect::Marks;
use crate::recover::value::{Data, Lost, Member, Value};

impl Reader<'_> {
    /// The members or items up to `close`; the opener has been read.
    pub(super) fn container(&mut self, start: usize, close: u8) -> Option<Value> {
        let mut parts = Parts { members: Vec::new(), items: Vec::new(), is_numbered: true, separator: None };
        let mut is_separated = true;
        loop {
            let before = self.at;
            self.space();
            let is_next_line = self.text[before..self.at].contains('\n');
            if self.ends() {
                return self.cut_off(parts, start, close);
            }
            let byte = self.peek()?;
            if byte == close {
                self.at += 1;
                return self.whole(parts, start, close);
            }
            if byte == b',' || byte == b';' {
                let is_empty = is_separated;
                self.mark(if byte == b';' { Marks::SEMICOLONS } else { Marks::default() });
                let is_statement = byte == b';' && close == b'}' && !parts.items.is_empty();
                if is_empty || is_statement || *parts.separator.get_or_insert(byte) != byte {
                    return None;
                }
                is_separated = true;
                self.at += 1;
                let after = self.at;
                self.space();
                let is_extra = self.peek() == Some(close) && byte == b',';
                self.at = after;
                if is_extra {
                    self.mark_since(after - 1, Marks::EXTRA_COMMAS);
                }
                continue;
            }
            if !is_separated {
                if !is_next_line && !self.is_item_of_go(close, &parts) && byte != b'.' && !self.rest().starts_with('…')
                {
                    return None;
                }
                self.mark(Marks::NO_COMMAS);
            }
            is_separated = false;
            self.part(&mut parts, close)?;
        }
    }

    fn is_item_of_go(&self, close: u8, parts: &Parts) -> bool {
        close == b']' && !parts.items.is_empty() && self.peek() == Some(b'"')
    }

    fn part(&mut self, parts: &mut Parts, close: u8) -> Option<()> {
        let start = self.at;
        if matches!(self.peek(), Some(b'.')) || self.rest().starts_with('…') {
            let lost = self.elision(start)?;
            if parts.members.is_empty() && close == b']' {
                parts.items.push(lost);
            } else {
                parts.members.push((String::new(), lost));
            }
            return Some(());
        }
        if self.skips_note(parts, close) && self.rest().starts_with([',', ']', '\n', ' ']) {
            return Some(());
        }
        let start = self.at;
        if let Some(name) = self.key() {
            if close == b']' {
                self.mark(Marks::BRACKET_MAP);
            }
            // Arrays of PHP and Lua are numbered from 0 or 1; in JavaScript and Python a number is a name.
            let is_colon = self.text[..self.at].ends_with(':');
            let is_number = !self.is_quoted_at(start) && name.bytes().all(|byte| byte.is_ascii_digit());
            if is_number && is_colon {
                self.mark(Marks::BARE_KEYS);
            }
            parts.is_numbered &= is_number && !is_colon;
            self.space();
            if self.ends() {
                return Some(()); // the value is cut off
            }
            let value = self.value()?;
            parts.members.push((name, value));
            return Some(());
        }
        self.at = start;
        let item = self.value()?;
        parts.items.push(item);
        Some(())
    }

    /// Skips what is printed beside the items of an array: `[length]: 1` after them (`%o` of Node), `[0] ` before each
    /// (`awesome_print`). Says whether that was all.
    fn skips_note(&mut self, parts: &Parts, close: u8) -> bool {
        if close != b']' {
            return false;
        }
        let number = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        if let Some(after) = self.rest().strip_prefix("[length]: ") {
            self.at += "[length]: ".len() + number(after);
            self.mark(Marks::INSPECT);
            return true;
        }
        let index = format!("[{}] ", parts.items.len());
        if self.rest().strip_prefix(index.as_str()).is_some_and(|after| after.starts_with(['"', '{', '['])) {
            self.at += index.len();
            self.mark(Marks::ARROWS);
        }
        false
    }

    /// What there is of a container in which the text ends.
    fn cut_off(&mut self, mut parts: Parts, start: usize, close: u8) -> Option<Value> {
        let lost = self.spanned(Data::Lost(Lost::Cut), self.at);
        if parts.members.is_empty() && close != b'}' {
            parts.items.push(lost);
        } else {
            parts.items.clear(); // half a name
            parts.is_numbered &= !parts.members.is_empty();
            parts.members.push((String::new(), lost));
        }
        self.whole(parts, start, close)
    }

    fn is_quoted_at(&self, at: usize) -> bool {
        matches!(self.bytes[at], b'"' | b'\'' | b'`')
    }

    fn whole(&mut self, parts: Parts, start: usize, close: u8) -> Option<Value> {
        let Parts { members, items, is_numbered, separator } = parts;
        // Python joins strings in parentheses that have nothing between them.
        let is_joined = close == b')' && separator.is_none() && items.len() > 1;
        if is_joined && let Some(texts) = items.iter().map(Value::text).collect::<Option<Vec<_>>>() {
            let text = texts.concat();
            self.mark_since(start, Marks::JOINED);
            return Some(self.spanned(Data::Text(text), start));
        }
        if members.is_empty() && (close != b'}' || !items.is_empty()) {
            return Some(self.spanned(Data::List(items), start));
        }
        if !items.is_empty() {
            return None;
        }
        let is_list = is_numbered && !members.is_empty();
        let data = if is_list {
            Data::List(members.into_iter().map(|(_, value)| value).collect())
        } else {
            Data::Object(members)
        };
        Some(self.spanned(data, start))
    }
}

/// What a container holds.
struct Parts {
    members: Vec<Member>,
    items: Vec<Value>,
    /// All names are numbers, as in an array of PHP.
    is_numbered: bool,
    /// A comma or a semicolon: no language has both in one value.
    separator: Option<u8>,
}
