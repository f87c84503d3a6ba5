//! Strings in quotes of any kind, those that are joined to them, and what is left out between values.

use super::{End, Quotes, Reader, line_indent};
use crate::recover::dialect::Marks;
use crate::recover::strings::{self, Escapes};
use crate::recover::value::{Data, Lost, Value};

impl Reader<'_> {
    /// What is left out between or instead of values: `...`, `… 3 more items`.
    pub(super) fn elision(&mut self, start: usize) -> Option<Value> {
        if !self.eat("…") && !self.eat("...") {
            return None;
        }
        while self.eat(".") {}
        let words =
            ["more", "items", "item", "characters", "character", "properties", "elements", "entries", "truncated"];
        loop {
            let before = self.at;
            while matches!(self.peek(), Some(b' ' | b'\t' | b'+' | b'(' | b'[')) {
                self.at += 1;
            }
            let length = self.rest().bytes().take_while(u8::is_ascii_alphanumeric).count();
            let word = &self.rest()[..length];
            if length == 0 || !(words.contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit())) {
                self.at = before;
                break;
            }
            self.at += length;
            if self.peek() == Some(b')') && self.text[before..self.at].contains('(') {
                self.at += 1;
            }
        }
        self.mark(Marks::INSPECT);
        Some(self.spanned(Data::Lost(Lost::Elision), start))
    }

    /// A string, and those that are joined to it.
    pub(super) fn strings(&mut self) -> Option<Value> {
        let start = self.at;
        if self.quotes == Quotes::Symfony && self.peek() == Some(b'"') {
            return self.symfony_string();
        }
        let mut text = self.string(None)?;
        let (mut doubt, mut is_joined) = (text.1, false);
        loop {
            let end = self.at;
            self.space();
            let is_next_line = self.text[end..self.at].contains('\n');
            let operator = ["+", "..", "<>", ".", "&", "\\\n", "\\\r\n"].into_iter().find(|sign| self.eat(sign));
            self.space();
            let is_string = matches!(self.peek(), Some(b'"' | b'\'' | b'`'));
            // Python's pprint wraps a string after a space; other strings on the next line are values of their own.
            let is_wrapped = is_next_line && text.0.ends_with(char::is_whitespace);
            if !is_string || (operator.is_none() && !is_wrapped) {
                self.at = end;
                break;
            }
            let next = self.string(None)?;
            let after = self.at;
            self.space();
            // The name of the next member, where no comma is needed before it.
            if operator.is_none() && matches!(self.peek(), Some(b':' | b'=')) {
                self.at = end;
                break;
            }
            self.at = after;
            is_joined = true;
            text.0.push_str(&next.0);
            doubt |= next.1;
        }
        if is_joined {
            self.mark_since(start, Marks::JOINED);
        }
        self.has_quotes = true;
        let mut value = self.spanned(Data::Text(text.0), start);
        value.doubt = doubt;
        value.cut = self.ends();
        Some(value)
    }

    /// A string on one line in which the text ends; half an escape at its end is left out.
    fn cut_string(&mut self, from: usize, close: &str, escapes: Escapes) -> Option<(String, bool)> {
        let inside = &self.text[from..];
        if self.end == End::NotHere || inside.contains('\n') {
            return None;
        }
        let read = |inside: &str| strings::read(&format!("{inside}{close}"), 0, close, escapes);
        let literal = read(inside).or_else(|| read(&inside[..inside.rfind('\\')?]))?;
        self.budget = self.budget.checked_sub(inside.len())?;
        self.at = self.text.len();
        self.ends();
        Some((literal.text, literal.doubt))
    }

    /// One string in quotes of any kind, and whether it is doubtful.
    pub(super) fn string(&mut self, escapes: Option<Escapes>) -> Option<(String, bool)> {
        let quote = self.rest().chars().next()?;
        let (close, own) = match quote {
            '"' => ("\"", Escapes::Backslash),
            '\'' if self.quotes == Quotes::RawSingle => ("'", Escapes::Single),
            '\'' => ("'", Escapes::Backslash),
            '`' => ("`", Escapes::Backslash),
            '“' | '„' | '”' => ("”", Escapes::Backslash),
            '‘' | '’' => ("’", Escapes::Backslash),
            '«' => ("»", Escapes::Backslash),
            _ => return None,
        };
        let from = self.at + quote.len_utf8();
        let Some(literal) = strings::read(self.text, from, close, escapes.unwrap_or(own)) else {
            return self.cut_string(from, close, escapes.unwrap_or(own));
        };
        self.budget = self.budget.checked_sub(literal.end - self.at)?;
        // A line break in quotes is a wrapped line, but where a language prints it so.
        let is_snapshot = quote == '"' && self.marks.has(Marks::TYPED) && !self.marks.has(Marks::PARENS);
        let prints_breaks = quote == '`' || self.quotes == Quotes::RawSingle || is_snapshot;
        let (mut literal, mut is_wrapped) = (literal, false);
        if literal.has_break && !prints_breaks {
            let end = literal.end;
            let inside = &self.text[self.at + quote.len_utf8()..end - close.len()];
            let line = unwrapped(inside)? + close;
            literal = strings::read(&line, 0, close, escapes.unwrap_or(own))?;
            (literal.end, literal.doubt) = (end, true);
            is_wrapped = true;
        } else if literal.has_break && is_snapshot {
            let indent = line_indent(self.text, self.start);
            literal.text = literal.text.replace(&format!("\n{}", " ".repeat(indent)), "\n");
        }
        let start = self.at;
        self.at = literal.end;
        if is_wrapped {
            self.mark_since(start, Marks::WRAPPED);
        }
        match quote {
            '\'' if self.quotes == Quotes::RawSingle => self.mark(Marks::RAW_SINGLE),
            '\'' => self.mark(Marks::SINGLE_QUOTES),
            '`' => self.mark(Marks::BACKTICKS),
            '"' => {}
            _ => self.mark_since(start, Marks::SMART_QUOTES),
        }
        if literal.has_foreign_escapes {
            self.mark(Marks::ODD_ESCAPES);
        }
        let is_followed = match self.peek() {
            None => true,
            Some(byte) => byte >= 0x80 || b" \t\n\r,;:=}])>+.&-!/|\\".contains(&byte),
        };
        is_followed.then_some((literal.text, literal.doubt))
    }
}

/// What a string was before it was wrapped where it has a space; `None` if a break is anywhere else.
fn unwrapped(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    let is_wrapped = lines[..lines.len() - 1].iter().all(|line| line.ends_with(' ') && !line.trim().is_empty());
    is_wrapped.then(|| lines.concat())
}
