//! A tape is one JSON text as a flat list of tokens, each with its position in the text.
//!
//! Tokens are in text order. A container is followed by its contents and has the index of their end (`next`), so a
//! reader can skip it. In an object each key is a token of its own, directly before its value.

use std::borrow::Cow;
use std::str::Chars;

use serde_json::{Map, Number, Value};

use super::number::whole;
use super::string::next_escape;
pub use super::string::{ESCAPED, LONE_SURROGATE};

/// What kind of JSON value a token is. Keys are of kind `Text`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum JsonType {
    Null,
    False,
    True,
    Number,
    Text,
    List,
    Object,
}

/// How to read a value that deviates from its documented form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Edit {
    /// Unchanged.
    None,
    /// As an array with only this value.
    Wrap,
    /// As the only item of this array.
    Unwrap,
    /// As the number in this string.
    Number,
    /// As a string with the text of this number.
    Quote,
    /// As absent.
    Drop,
}

/// The number changes when it is read as a 64-bit float, as JavaScript does.
pub const LOSSY: u8 = 4;
/// A finding was reported for this token.
pub const REPORTED: u8 = 16;

/// One token. Offsets are bytes; quotes and brackets are part of the token.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// Where it starts, in bytes.
    pub start: u32,
    /// Where it ends, in bytes, exclusive.
    pub end: u32,
    /// The index of the token after this one and its contents.
    pub next: u32,
    /// What it is.
    pub kind: JsonType,
    /// `ESCAPED`, `LOSSY`, `LONE_SURROGATE`, `REPORTED`.
    pub flags: u8,
    /// How to read it.
    pub edit: Edit,
}

/// One text and its tokens; token 0 is the whole value.
#[derive(Debug, Clone)]
pub struct Tape<'t> {
    /// The text that positions refer to.
    pub text: &'t str,
    /// The tokens in text order; empty when the text is not JSON.
    pub nodes: Vec<Node>,
    /// The flags that any token has.
    pub flags: u8,
}

impl<'t> Tape<'t> {
    /// Without tokens, for positions that need none.
    pub(crate) const fn empty(text: &'t str) -> Self {
        Tape { text, nodes: Vec::new(), flags: 0 }
    }

    /// The start and end of a token, in bytes.
    pub(crate) fn span(&self, at: u32) -> [u32; 2] {
        [self.node(at).start, self.node(at).end]
    }

    /// The token at an index.
    pub fn node(&self, at: u32) -> Node {
        self.nodes[at as usize]
    }

    /// The JSON type of the token at an index.
    pub fn kind(&self, at: u32) -> JsonType {
        self.node(at).kind
    }

    /// The characters of a token, quotes and brackets included.
    pub fn raw(&self, at: u32) -> &'t str {
        let node = self.node(at);
        &self.text[node.start as usize..node.end as usize]
    }

    /// The value of a string token.
    ///
    /// Half a surrogate pair becomes U+FFFD: a Rust string cannot hold it.
    pub fn string(&self, at: u32) -> Cow<'t, str> {
        let raw = self.raw(at);
        let inner = &raw[1..raw.len() - 1];
        if self.node(at).flags & ESCAPED == 0 { Cow::Borrowed(inner) } else { Cow::Owned(unescape(inner)) }
    }

    /// Like `string`, as UTF-8 bytes, which is what checks need.
    pub fn bytes(&self, at: u32) -> Cow<'t, [u8]> {
        let node = self.node(at);
        if node.flags & ESCAPED == 0 {
            return Cow::Borrowed(&self.text.as_bytes()[node.start as usize + 1..node.end as usize - 1]);
        }
        Cow::Owned(self.string(at).into_owned().into_bytes())
    }

    /// The value of a number, or of a string with one, if it is an integer of at least 0.
    pub fn whole(&self, at: u32) -> Option<u32> {
        match self.kind(at) {
            JsonType::Text => whole(&self.bytes(at)),
            _ => whole(self.raw(at).as_bytes()),
        }
    }

    /// Whether a string token has this value.
    pub fn is(&self, at: u32, text: &str) -> bool {
        *self.bytes(at) == *text.as_bytes()
    }

    /// The items of an array, by index.
    pub fn items(&self, list: u32) -> impl Iterator<Item = u32> + '_ {
        let end = self.node(list).next;
        let mut at = list + 1;
        std::iter::from_fn(move || {
            (at < end).then(|| {
                let item = at;
                at = self.node(at).next;
                item
            })
        })
    }

    /// The keys and values of an object, by index, in text order, including duplicate keys.
    pub fn members(&self, object: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let end = self.node(object).next;
        let mut at = object + 1;
        std::iter::from_fn(move || {
            (at < end).then(|| {
                let key = at;
                at = self.node(key + 1).next;
                (key, key + 1)
            })
        })
    }

    /// The value of a key of an object; for a duplicate key the last one, as in JavaScript.
    pub fn member(&self, object: u32, key: impl AsRef<[u8]>) -> Option<u32> {
        let key = key.as_ref();
        let is_key = |at: u32| {
            let node = self.node(at);
            // Nearly all keys differ in length, and have no escapes.
            let is_as_long = (node.end - node.start) as usize == key.len() + 2;
            (is_as_long || node.flags & ESCAPED != 0) && *self.bytes(at) == *key
        };
        self.members(object).filter(|(key, _)| is_key(*key)).last().map(|(_, value)| value)
    }

    /// The value as `serde_json` has it, as it was sent.
    ///
    /// A number past the range of a 64-bit float becomes `null`, as when JavaScript writes it.
    pub fn value(&self, at: u32) -> Value {
        match self.kind(at) {
            JsonType::Null => Value::Null,
            JsonType::False => Value::Bool(false),
            JsonType::True => Value::Bool(true),
            JsonType::Number => number(self.raw(at)),
            JsonType::Text => Value::String(self.string(at).into_owned()),
            JsonType::List => Value::Array(self.items(at).map(|item| self.value(item)).collect()),
            JsonType::Object => Value::Object(
                self.members(at)
                    .map(|(key, value)| (self.string(key).into_owned(), self.value(value)))
                    .collect::<Map<_, _>>(),
            ),
        }
    }
}

/// By default `serde_json` may miss the nearest float by one. A feature changes that, but would then apply to everyone
/// who uses this crate.
fn number(text: &str) -> Value {
    match serde_json::from_str::<Number>(text) {
        Ok(number) if number.is_f64() => text.parse::<f64>().map_or(Value::Null, Value::from),
        Ok(number) => Value::Number(number),
        Err(_) => Value::Null,
    }
}

/// The value of the inside of a JSON string, as UTF-8. See `unescape`.
#[cold]
#[inline(never)]
pub(crate) fn unescape_bytes(inner: &[u8]) -> Vec<u8> {
    unescape(std::str::from_utf8(inner).unwrap_or_default()).into_bytes()
}

/// The value of the inside of a JSON string. The escapes are known to be well formed.
#[cold]
pub(crate) fn unescape(inner: &str) -> String {
    let mut out = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = next_escape(rest.as_bytes(), 0) {
        out.push_str(&rest[..at]);
        let mut chars = rest[at + 1..].chars();
        out.push(match chars.next() {
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => escaped(&mut chars),
            Some(other) => other,
            None => '\\',
        });
        rest = chars.as_str();
    }
    out.push_str(rest);
    out
}

/// The character of an escape after its `\u`; U+FFFD for half a surrogate pair.
fn escaped(rest: &mut Chars<'_>) -> char {
    let first = hex4(rest);
    let mut next = rest.clone();
    let code = match (first, next.next(), next.next()) {
        (0xD800..=0xDBFF, Some('\\'), Some('u')) => match hex4(&mut next) {
            second @ 0xDC00..=0xDFFF => {
                *rest = next;
                0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
            }
            _ => first,
        },
        _ => first,
    };
    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn hex4(rest: &mut Chars<'_>) -> u32 {
    rest.take(4).fold(0, |code, digit| code * 16 + digit.to_digit(16).unwrap_or(0))
}

/// Writes JSON Pointers (RFC 6901) of tokens in text order, in one walk over the tape.
pub struct Pointers<'a, 't> {
    tape: &'a Tape<'t>,
    /// From the outermost container inward: container, its child on the way, that child's number.
    way: Vec<(u32, u32, u32)>,
}

impl<'a, 't> Pointers<'a, 't> {
    /// A walk from the start of the tape.
    pub fn new(tape: &'a Tape<'t>) -> Self {
        Pointers { tape, way: Vec::new() }
    }

    /// The pointer to a token; a key has that of its value. Call it in ascending order.
    pub fn to(&mut self, target: u32) -> String {
        self.seek(target);
        self.write()
    }

    /// Goes to a token; returns the approximate length of its pointer, which `write` writes.
    pub fn seek(&mut self, target: u32) -> usize {
        while self.way.last().is_some_and(|(container, ..)| self.tape.node(*container).next <= target) {
            self.way.pop();
        }
        loop {
            let (container, mut child, mut number) = self.way.pop().unwrap_or((0, 1, 0));
            if target <= container {
                break;
            }
            let in_object = self.tape.kind(container) == JsonType::Object;
            while self.end(child, in_object) <= target {
                child = self.end(child, in_object);
                number += 1;
            }
            self.way.push((container, child, number));
            let value = child + u32::from(in_object);
            if target <= value {
                break;
            }
            self.way.push((value, value + 1, 0));
        }
        let bytes = |&(container, child, _): &(u32, u32, u32)| match self.tape.kind(container) {
            JsonType::Object => (self.tape.node(child).end - self.tape.node(child).start) as usize,
            _ => 4,
        };
        self.way.iter().map(bytes).sum()
    }

    fn end(&self, child: u32, in_object: bool) -> u32 {
        self.tape.node(child + u32::from(in_object)).next
    }

    /// The pointer to where `seek` went.
    pub fn write(&self) -> String {
        let mut out = String::new();
        for (container, child, number) in &self.way {
            out.push('/');
            if self.tape.kind(*container) == JsonType::Object {
                push_token(&mut out, &self.tape.string(*child));
            } else {
                out.push_str(&number.to_string());
            }
        }
        out
    }
}

/// Adds one reference token to a JSON Pointer, escaped as RFC 6901 section 3 says.
pub fn push_token(pointer: &mut String, token: &str) {
    for c in token.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
}
