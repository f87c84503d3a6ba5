//! One lenient reader of printed values: what languages share, with their differences in the tables of `dialect`.
//!
//! It reads a value only if all of it has a meaning; anything else is damage, and left to the repair of JSON.

mod calls;
mod container;
mod keys;
mod quoted;
mod space;
mod symfony;
mod words;

use std::ops::Range;

use super::dialect::{self, Marks, Spot};
use super::value::{Data, Lost, Value};
use crate::order::sort_by_numbers;

/// Values nested deeper are not read.
const MAX_DEPTH: usize = 100;

/// A value, and what is known of how it was written.
pub(super) struct Read {
    pub(super) value: Value,
    pub(super) marks: Marks,
    /// Where marks were seen that stand for one place each.
    pub(super) spots: Vec<Spot>,
    /// Some of its strings were in quotes.
    pub(super) has_quotes: bool,
}

/// Reads the value that begins at `at`. `budget` is the bytes and values that may still be read.
pub(super) fn value_at(text: &str, at: usize, budget: &mut usize) -> Option<Read> {
    let mut reader = Reader::new(text, at, *budget);
    let value = reader.value();
    *budget = reader.budget.saturating_sub(reader.at - at);
    Some(reader.read(value?))
}

/// As `value_at`, of a text that ends in the value, in another language than JSON: what is cut is marked.
pub(super) fn cut_value_at(text: &str, at: usize, budget: &mut usize) -> Option<Read> {
    let mut reader = Reader::new(text.trim_end(), at, *budget);
    reader.end = End::Allowed;
    let value = reader.value();
    *budget = reader.budget.saturating_sub(reader.at - at);
    let is = reader.is_cut() && reader.marks != Marks::default();
    value.filter(|_| is).map(|value| reader.read(value))
}

/// Reads members that have nothing around them, as pydantic prints a model: `type='…' message=Message(…)`.
pub(super) fn members_at(text: &str, at: usize, budget: &mut usize) -> Option<Read> {
    let mut reader = Reader::new(text, at, *budget);
    let mut members = Vec::new();
    while let Some(name) = reader.key() {
        members.push((name, reader.value()?));
        let end = reader.at;
        reader.space();
        if reader.text[end..reader.at].contains('\n') || reader.peek() == Some(b',') {
            reader.at = end;
            break;
        }
    }
    *budget = reader.budget.saturating_sub(reader.at - at);
    reader.marks.add(Marks::TYPED);
    reader.marks.add(Marks::PARENS);
    let end = members.last()?.1.span.end;
    let value = Value::new(Data::Object(members), at..end);
    Some(reader.read(value))
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    depth: usize,
    budget: usize,
    marks: Marks,
    spots: Vec<Spot>,
    has_quotes: bool,
    quotes: Quotes,
    /// `new` has been read.
    is_new: bool,
    end: End,
    /// Where the value begins. All its lines have the indent of the line there, those inside of a string too.
    start: usize,
}

/// Whether the text may end in the value, and whether it does.
#[derive(Clone, Copy, PartialEq)]
enum End {
    NotHere,
    Allowed,
    Met,
}

/// Whose quotes a value has.
#[derive(Clone, Copy, PartialEq)]
enum Quotes {
    Usual,
    /// Single quotes are those of PHP and Perl, as a name in them was followed by `=>`.
    RawSingle,
    /// Single quotes are those of JavaScript, as in `Map(1) { 'a' => 1 }`.
    Map,
    /// Double quotes are those of Symfony's dumper, which escapes nothing in them.
    Symfony,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, at: usize, budget: usize) -> Self {
        Reader {
            text,
            bytes: text.as_bytes(),
            at,
            depth: 0,
            budget,
            marks: Marks::default(),
            spots: Vec::new(),
            has_quotes: false,
            quotes: Quotes::Usual,
            is_new: false,
            end: End::NotHere,
            start: at,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn eat(&mut self, token: &str) -> bool {
        let is = self.bytes[self.at..].starts_with(token.as_bytes());
        if is {
            self.at += token.len();
        }
        is
    }

    fn mark(&mut self, marks: Marks) {
        self.marks.add(marks);
    }

    /// Marks what begins at `start` and ends here.
    fn mark_since(&mut self, start: usize, marks: Marks) {
        self.mark(marks);
        self.spots.push((marks, start..self.at));
    }

    fn read(self, value: Value) -> Read {
        let Reader { marks, mut spots, has_quotes, .. } = self;
        // What was looked at twice is there once.
        sort_by_numbers(&mut spots, |(marks, _)| (marks.0.trailing_zeros() as usize, 0));
        sort_by_numbers(&mut spots, |(_, place)| (place.start, place.end));
        spots.dedup();
        Read { value, marks, spots, has_quotes }
    }

    fn spanned(&self, data: Data, start: usize) -> Value {
        Value::new(data, start..self.at)
    }

    /// Whether the text ends here, which is noted.
    fn ends(&mut self) -> bool {
        let ends = self.end != End::NotHere && self.at == self.bytes.len();
        if ends {
            self.end = End::Met;
        }
        ends
    }

    fn is_cut(&self) -> bool {
        self.end == End::Met
    }

    /// One value; `None` if something here has no meaning.
    fn value(&mut self) -> Option<Value> {
        self.space();
        self.budget = self.budget.checked_sub(8)?;
        if self.depth >= MAX_DEPTH {
            return None;
        }
        self.depth += 1;
        let marks = self.marks;
        let value = self.value_inside();
        self.depth -= 1;
        let mut value = value?;
        self.keywords()?;
        if value.bare && self.ends() {
            value.cut = true;
            if !matches!(value.data, Data::Number(_)) {
                (value.data, self.marks) = (Data::Lost(Lost::Cut), marks);
            }
        }
        Some(value)
    }

    fn value_inside(&mut self) -> Option<Value> {
        let start = self.at;
        let rest = self.rest();
        match self.peek()? {
            b'"' | b'\'' | b'`' => self.strings(),
            b'[' => self.bracket(),
            b'{' => self.brace(),
            b'(' => {
                if let Some(cast) = ["(object)", "(array)"].into_iter().find(|cast| rest.starts_with(cast)) {
                    self.at += cast.len();
                    return self.value();
                }
                self.at += 1;
                self.mark(Marks::PARENS);
                self.container(start, b')')
            }
            b'<' => self.angle(),
            b'%' => self.percent(),
            b'#' => self.hash(),
            b'@' if rest[1..].starts_with(|c: char| "{[(\"".contains(c) || c.is_ascii_digit()) => {
                self.at += 1;
                self.mark(Marks::AT_SIGNS);
                self.value_inside()
            }
            b'&' if rest[1..].starts_with(|c: char| c.is_alphabetic() || c == '{' || c == '[') => {
                self.at += 1;
                self.mark(Marks::GO_TYPES);
                self.value_inside()
            }
            b'~' => self.sigil(),
            b':' => {
                self.at += 1;
                self.mark(Marks::SYMBOLS);
                if self.peek() == Some(b'"') {
                    return self.strings();
                }
                let word = self.identifier()?;
                Some(self.spanned(Data::Text(word.to_owned()), start))
            }
            b'/' if self.marks.has(Marks::EQUALS.and(Marks::SEMICOLONS)) => self.bare_word(start),
            b'.' => self.elision(start),
            b'0'..=b'9' | b'-' | b'+' => self.number(),
            byte if byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'$' | b'\\') => self.word(),
            0x80.. => match rest.chars().next()? {
                '“' | '”' | '„' | '‘' | '’' | '«' => self.strings(),
                '…' => self.elision(start),
                _ => None,
            },
            _ => None,
        }
    }

    fn bracket(&mut self) -> Option<Value> {
        let start = self.at;
        let rest = self.rest();
        let end = rest.bytes().take(60).position(|byte| byte == b']' || byte == b'\n');
        let inside = end.filter(|end| rest.as_bytes()[*end] == b']').map(|end| &rest[1..end]);
        if let Some(inside) = inside {
            if let Some(lost) = dialect::elided(inside.trim()) {
                let after = &rest[inside.len() + 2..];
                self.at += inside.len() + 2;
                if inside.starts_with("Object: null prototype") && after.starts_with(" {") {
                    self.space();
                    return self.brace();
                }
                self.mark(Marks::INSPECT);
                return Some(self.spanned(Data::Lost(lost), start));
            }
            let is_type = |c: char| c.is_alphabetic() || c == '*' || c == '[';
            if inside.is_empty() && rest[2..].starts_with(is_type) {
                return self.go_value();
            }
            if inside.trim() == ":" {
                self.at += inside.len() + 2;
                self.mark(Marks::BRACKET_MAP);
                return Some(self.spanned(Data::Object(Vec::new()), start));
            }
        }
        self.at += 1;
        self.container(start, b']')
    }

    fn brace(&mut self) -> Option<Value> {
        let start = self.at;
        self.at += 1;
        self.space();
        self.symfony_number();
        let rest = self.rest();
        let dots = rest.len() - rest.trim_start_matches(['.', '…', '▶']).len();
        if dots > 0 && rest[dots..].starts_with('}') {
            self.at += dots + 1;
            self.mark(Marks::INSPECT);
            return Some(self.spanned(Data::Lost(Lost::Depth), start));
        }
        self.container(start, b'}')
    }
}

/// The spaces at the start of the line with `at`.
fn line_indent(text: &str, at: usize) -> usize {
    let line = &text[text[..at].rfind('\n').map_or(0, |at| at + 1)..];
    line.len() - line.trim_start_matches(' ').len()
}

/// The identifier, with the dots and colons of a path, that ends at `end`.
pub(super) fn word_before(text: &str, end: usize) -> Range<usize> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '$' | '\\' | '#' | '%' | '@' | '&');
    let start = text[..end].trim_end_matches(is_part).len();
    let word = text[start..end].trim_start_matches([':', '.']);
    end - word.len()..end
}
