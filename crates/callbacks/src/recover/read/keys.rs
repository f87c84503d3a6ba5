//! The names of members, and what separates them from their values.

use super::{Quotes, Reader};
use crate::recover::dialect::Marks;
use crate::recover::strings::start_of;
use crate::recover::value::Data;

impl<'t> Reader<'t> {
    /// The name of a member with the separator after it; `None`, at any place, if there is none here.
    pub(super) fn key(&mut self) -> Option<String> {
        let start = self.at;
        let rest = self.rest();
        match self.peek()? {
            b'"' | b'\'' | b'`' => self.quoted_key(),
            b'[' => self.bracket_key(),
            b':' => {
                self.at += 1;
                let name = match self.peek() {
                    Some(b'"') => self.string(None)?.0,
                    _ => self.identifier()?.to_owned(),
                };
                // EDN has nothing but a space between the two.
                if !self.separator() && !matches!(self.peek(), Some(b' ' | b'\n')) {
                    return None;
                }
                self.mark(Marks::SYMBOLS);
                Some(name)
            }
            // Symfony's dumper: `+"time": "…"` of an object, `-time: "…"` of a class. Ruby: `@time="…"`.
            b'+' | b'#' | b'~' | b'-' | b'@' if rest[1..].starts_with(|c: char| c == '"' || c.is_alphabetic()) => {
                self.at += 1;
                let name = match self.peek() {
                    Some(b'"') => self.string(None)?.0,
                    _ => self.identifier()?.to_owned(),
                };
                self.mark(Marks::SIGILS);
                self.separator().then_some(name)
            }
            b'0'..=b'9' => {
                let length = rest.bytes().take_while(u8::is_ascii_digit).count();
                self.at += length;
                let name = rest[..length].to_owned();
                self.separator().then_some(name)
            }
            b'<' if rest.starts_with("<<\"") => {
                let value = self.angle()?;
                let Data::Text(name) = value.data else { return None };
                self.separator().then_some(name)
            }
            0x80.. if rest.starts_with(['“', '”', '‘', '’', '«']) => {
                let (name, _) = self.string(None)?;
                self.separator().then_some(name)
            }
            _ => {
                let mut name = self.identifier()?.to_owned();
                if name == "AnyHashable" && self.eat("(") {
                    name = self.string(None)?.0;
                    self.eat(")");
                } else if name == "r" && self.eat("#") {
                    self.identifier()?.clone_into(&mut name);
                }
                if self.separator() {
                    self.mark(Marks::BARE_KEYS);
                    return Some(name);
                }
                self.at = start;
                None
            }
        }
    }

    fn quoted_key(&mut self) -> Option<String> {
        let start = self.at;
        if self.peek() == Some(b'\'') && self.quotes == Quotes::Usual {
            let length = self.rest()[1..].find('\'')?;
            if self.rest()[length + 2..].trim_start().starts_with("=>") {
                self.quotes = Quotes::RawSingle;
            }
        }
        let (name, _) = self.string(None)?;
        if self.separator() {
            return Some(name);
        }
        // Kotlin: `mapOf("type" to "message-read")`.
        self.space();
        if self.eat("to ") {
            self.mark(Marks::CALLS);
            return Some(name);
        }
        self.at = start;
        None
    }

    /// `["time"]=>` of `var_dump`, with `:protected` in it; `["time"] =` and `[1] =` of Lua.
    fn bracket_key(&mut self) -> Option<String> {
        self.at += 1;
        let name = match self.peek()? {
            b'"' | b'\'' => self.string(None)?.0,
            b'0'..=b'9' => {
                let length = self.rest().bytes().take_while(u8::is_ascii_digit).count();
                let name = self.rest()[..length].to_owned();
                self.at += length;
                name
            }
            _ => return None,
        };
        if self.eat(":\"") {
            self.at += start_of(self.rest(), 200).find("\":")? + 1;
        }
        let _ = self.eat(":protected") || self.eat(":private");
        if !self.eat("]") || !self.separator() {
            return None;
        }
        let is_arrow = self.text[..self.at].ends_with("=>");
        self.mark(if is_arrow { Marks::ARROWS } else { Marks::BRACKET_KEYS });
        Some(name)
    }

    /// What separates a name from its value.
    pub(super) fn separator(&mut self) -> bool {
        let start = self.at;
        self.space();
        if self.eat("=>") {
            self.mark(Marks::ARROWS);
        } else if self.eat("->") {
            self.mark(Marks::EQUALS);
        } else if self.peek() == Some(b'=') && !self.rest().starts_with("==") {
            self.at += 1;
            self.mark(Marks::EQUALS);
        } else if self.peek() == Some(b':') && !self.rest().starts_with("::") {
            self.at += 1;
        } else {
            self.at = start;
            return false;
        }
        true
    }

    pub(super) fn identifier(&mut self) -> Option<&'t str> {
        let rest = self.rest();
        if !rest.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '$') {
            return None;
        }
        let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
        let length = rest.len() - rest.trim_start_matches(is_part).len();
        self.at += length;
        Some(&rest[..length])
    }
}
