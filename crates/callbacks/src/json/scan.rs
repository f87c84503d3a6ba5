//! Reads strict JSON (RFC 8259) into a tape, in one pass, without recursion, to a bounded depth.
//!
//! It accepts exactly what the RFC's grammar accepts. It stops at the first fault, and returns its position, what the
//! grammar allows there, and the kind of thing that was found.

use serde_json::Value;

use super::fault::{Expected, Fault, Found};
use super::number::survives_f64;
use super::string;
use super::tape::{Edit, JsonType, LOSSY, Node, Tape};

/// Reads a text into a tape.
///
/// # Errors
/// The first place at which the text is not JSON, or nested too deep.
pub fn scan(text: &str, max_depth: usize) -> Result<Tape<'_>, Fault> {
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        at: 0,
        nodes: Vec::with_capacity(text.len() / 12 + 4),
        flags: 0,
        open: Vec::new(),
        max_depth,
    };
    scanner.run()?;
    Ok(Tape { text, nodes: scanner.nodes, flags: scanner.flags })
}

/// Whether a text is one JSON value, nested no deeper than any that is searched for events.
pub(crate) fn is_json(text: &str) -> bool {
    scan(text, 120).is_ok()
}

/// The value of a JSON text; `null` if it is not JSON.
pub(crate) fn value(text: &str) -> Value {
    scan(text, usize::MAX).map_or(Value::Null, |tape| tape.value(0))
}

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    nodes: Vec<Node>,
    flags: u8,
    /// Containers that are not closed yet, outermost first.
    open: Vec<u32>,
    max_depth: usize,
}

impl Scanner<'_> {
    fn run(&mut self) -> Result<(), Fault> {
        let mut expected = Expected::Value;
        loop {
            // Each iteration reads one value, or opens one container that is not empty, and then closes the containers
            // that end after it.
            if self.value(expected)? {
                let in_object = self.kind_of_open() == Some(JsonType::Object);
                if !self.next_is(if in_object { b'}' } else { b']' }) {
                    expected = if in_object { self.name(Expected::NameOrEnd)? } else { Expected::ValueOrEnd };
                    continue;
                }
                self.close();
            }
            loop {
                let (closing, missing) = match self.kind_of_open() {
                    None => return self.end(),
                    Some(JsonType::Object) => (b'}', Expected::CommaInObject),
                    Some(_) => (b']', Expected::CommaInList),
                };
                if self.next_is(b',') {
                    expected = if closing == b'}' { self.name(Expected::Name)? } else { Expected::Value };
                    break;
                }
                if !self.next_is(closing) {
                    return Err(self.fault(missing));
                }
                self.close();
            }
        }
    }

    fn end(&mut self) -> Result<(), Fault> {
        self.skip_space();
        if self.at == self.bytes.len() { Ok(()) } else { Err(self.fault(Expected::Nothing)) }
    }

    fn kind_of_open(&self) -> Option<JsonType> {
        self.open.last().map(|at| self.nodes[*at as usize].kind)
    }

    /// Reads a scalar, or opens a container; returns which.
    fn value(&mut self, expected: Expected) -> Result<bool, Fault> {
        self.skip_space();
        match self.peek() {
            Some(b'"') => self.string()?,
            Some(b'{') => return self.open(JsonType::Object),
            Some(b'[') => return self.open(JsonType::List),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true", JsonType::True, expected)?,
            Some(b'f') => self.word("false", JsonType::False, expected)?,
            Some(b'n') => self.word("null", JsonType::Null, expected)?,
            _ => return Err(self.fault(expected)),
        }
        Ok(false)
    }

    fn open(&mut self, kind: JsonType) -> Result<bool, Fault> {
        if self.open.len() == self.max_depth {
            return Err(Fault::Depth { at: self.at });
        }
        self.open.push(self.nodes.len() as u32);
        self.push(kind, self.at, 0);
        self.at += 1;
        Ok(true)
    }

    fn close(&mut self) {
        if let Some(container) = self.open.pop() {
            let next = self.nodes.len() as u32;
            let node = &mut self.nodes[container as usize];
            node.end = self.at as u32;
            node.next = next;
        }
    }

    /// Reads a key and its colon; a value comes next.
    fn name(&mut self, expected: Expected) -> Result<Expected, Fault> {
        self.skip_space();
        if self.peek() != Some(b'"') {
            return Err(self.fault(expected));
        }
        self.string()?;
        if self.next_is(b':') { Ok(Expected::Value) } else { Err(self.fault(Expected::Colon)) }
    }

    fn string(&mut self) -> Result<(), Fault> {
        let start = self.at;
        match string::read_string(self.bytes, start) {
            Ok(string) => {
                self.at = string.end;
                self.push(JsonType::Text, start, string.flags);
                Ok(())
            }
            Err((at, expected)) => {
                self.at = at;
                Err(self.fault(expected))
            }
        }
    }

    fn number(&mut self) -> Result<(), Fault> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        if self.peek() == Some(b'0') {
            self.at += 1;
            if self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                return Err(self.fault(Expected::NoLeadingZero));
            }
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            self.digits()?;
        }
        let flags = if survives_f64(&self.bytes[start..self.at]) { 0 } else { LOSSY };
        self.push(JsonType::Number, start, flags);
        Ok(())
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at == start { Err(self.fault(Expected::Digit)) } else { Ok(()) }
    }

    fn word(&mut self, word: &str, kind: JsonType, expected: Expected) -> Result<(), Fault> {
        let start = self.at;
        if !self.bytes[start..].starts_with(word.as_bytes()) {
            return Err(self.fault(expected));
        }
        self.at += word.len();
        self.push(kind, start, 0);
        Ok(())
    }

    fn push(&mut self, kind: JsonType, start: usize, flags: u8) {
        let next = self.nodes.len() as u32 + 1;
        self.flags |= flags;
        self.nodes.push(Node { start: start as u32, end: self.at as u32, next, kind, flags, edit: Edit::None });
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Skips this byte and the whitespace before it, if it comes next.
    fn next_is(&mut self, byte: u8) -> bool {
        self.skip_space();
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn fault(&self, expected: Expected) -> Fault {
        Fault::Syntax { at: self.at, expected, found: found(&self.text[self.at..]) }
    }
}

/// The kind of thing that a text starts with.
fn found(rest: &str) -> Found {
    let Some(first) = rest.chars().next() else { return Found::EndOfText };
    match first {
        '{' => Found::Brace,
        '}' => Found::ClosingBrace,
        '[' => Found::Bracket,
        ']' => Found::ClosingBracket,
        ',' => Found::Comma,
        ':' => Found::Colon,
        '"' => Found::Quote,
        '\'' | '`' => Found::SingleQuote,
        '\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}' => Found::SmartQuote,
        '.' => Found::Dot,
        '-' | '+' | '0'..='9' => Found::Number,
        '/' | '#' => Found::Comment,
        '\u{feff}' => Found::ByteOrderMark,
        '\0'..' ' | '\u{7f}'..='\u{9f}' => Found::ControlCharacter,
        'a'..='z' | 'A'..='Z' | '_' | '$' => Found::Word,
        _ => Found::Character,
    }
}
