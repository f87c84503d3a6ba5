//! How languages lay out values without quotes: brackets, separators and words, a row each.

use std::ops::Range;

use crate::json::repair::RepairKind;
use crate::recover::read::word_before;
use crate::recover::strings::{end_of, start_of};

/// One way to print records.
pub(super) struct Layout {
    pub(super) kind: RepairKind,
    /// What is before the opening bracket.
    head: Head,
    open: &'static str,
    close: &'static str,
    /// Between members: a sign and a space, or a line break and an indent.
    between: Between,
    /// Around the name of a member: `[name] => `.
    before_name: &'static str,
    after_name: &'static str,
    list: (&'static str, &'static str, &'static str),
    pub(super) nulls: &'static [&'static str],
    /// Line breaks in a text are indented, too.
    pub(super) indents: bool,
    /// Texts may be in single quotes, which nothing escapes.
    pub(super) quotes: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Head {
    None,
    /// `Callback(`, `com.example.Callback$Message(`
    Type,
    /// `Array`, `stdClass Object`, then a line break
    PhpType,
    /// `class Callback `
    Class,
    /// This word.
    Word(&'static str),
}

#[derive(Clone, Copy, PartialEq)]
enum Between {
    Sign(&'static str),
    /// A semicolon and any space, line breaks included.
    Loose(&'static str),
    Line,
}

const JAVA: Layout = Layout {
    kind: RepairKind::JavaToString,
    head: Head::None,
    open: "{",
    close: "}",
    between: Between::Sign(", "),
    before_name: "",
    after_name: "=",
    list: ("[", "]", ", "),
    nulls: &["null"],
    indents: false,
    quotes: false,
};

/// The most particular first.
pub(super) static LAYOUTS: &[Layout] = &[
    Layout {
        kind: RepairKind::PhpPrintR,
        head: Head::PhpType,
        open: "(",
        close: ")",
        between: Between::Line,
        before_name: "[",
        after_name: "] => ",
        nulls: &[],
        ..JAVA
    },
    Layout {
        kind: RepairKind::JavaModel,
        head: Head::Class,
        between: Between::Line,
        after_name: ": ",
        indents: true,
        ..JAVA
    },
    Layout { kind: RepairKind::GoValue, head: Head::Word("map"), open: "[", close: "]", ..GO },
    GO,
    Layout { head: Head::Word("&"), ..GO },
    Layout {
        kind: RepairKind::PowerShellObject,
        head: Head::Word("@"),
        between: Between::Loose(";"),
        list: ("{", "}", ", "),
        nulls: &["$null"],
        ..JAVA
    },
    Layout { kind: RepairKind::CsharpRecord, head: Head::Type, open: " { ", close: " }", after_name: " = ", ..JAVA },
    Layout {
        kind: RepairKind::ScalaMap,
        head: Head::Type,
        open: "(",
        close: ")",
        after_name: " -> ",
        list: ("(", ")", ", "),
        ..JAVA
    },
    Layout { head: Head::Word("Struct"), between: Between::Sign(","), ..JAVA },
    Layout { head: Head::Type, open: "(", close: ")", quotes: true, ..JAVA },
    Layout { head: Head::Type, open: "[", close: "]", quotes: true, ..JAVA },
    Layout { head: Head::Type, quotes: true, ..JAVA },
    JAVA,
    Layout { kind: RepairKind::DartMap, after_name: ": ", ..JAVA },
    Layout { kind: RepairKind::GroovyMap, open: "[", close: "]", after_name: ":", ..JAVA },
];

/// The most bytes of `class Callback `.
const MAX_CLASS: usize = 200;

const GO: Layout = Layout {
    kind: RepairKind::GoValue,
    between: Between::Sign(" "),
    after_name: ":",
    list: ("[", "]", " "),
    nulls: &["<nil>"],
    ..JAVA
};

impl Layout {
    /// Whether it prints maps, which have no fields but those that were put into them.
    pub(super) fn is_map(&self) -> bool {
        self.head == Head::None || self.head == Head::Word("map") || self.kind == RepairKind::ScalaMap
    }

    /// Whether its members are in the order of their names, as Go prints a map.
    pub(super) fn is_sorted(&self) -> bool {
        self.head == Head::Word("map")
    }

    fn bracket(&self) -> u8 {
        self.open.trim().as_bytes()[0]
    }

    /// Whether a record begins with the bracket at `at`, as far as it and what is before it say.
    pub(super) fn opens_at(&self, text: &str, at: usize) -> bool {
        if text.as_bytes()[at] != self.bracket() {
            return false;
        }
        let before = &text[..at];
        match self.head {
            Head::None => true,
            Head::Word(word) => before.ends_with(word),
            Head::Class => {
                before.ends_with(' ')
                    && end_of(before, MAX_CLASS)
                        .trim_end()
                        .rsplit('\n')
                        .next()
                        .is_some_and(|line| line.contains("class "))
            }
            Head::Type => {
                let before = if self.open.starts_with(' ') { before.strip_suffix(' ') } else { Some(before) };
                before.is_some_and(|before| !word_before(before, before.len()).is_empty())
            }
            Head::PhpType => {
                before.trim_end_matches([' ', '\t']).ends_with('\n') && {
                    let head = before.trim_end();
                    head.ends_with("Array") || head.ends_with(" Object")
                }
            }
        }
    }

    /// Where the first name begins, after the bracket at `at`.
    pub(super) fn after_bracket(&self, text: &str, at: usize) -> Option<usize> {
        let lead = self.open.len() - self.open.trim_start().len();
        let open = &self.open[lead..];
        text[at..].starts_with(open).then(|| at + open.len())
    }

    /// The inside of a record whose head begins at `at`.
    pub(super) fn open(&self, text: &str, at: usize) -> Option<usize> {
        let rest = &text[at..];
        let head = match self.head {
            Head::None => 0,
            Head::Word(word) => rest.starts_with(word).then_some(word.len())?,
            Head::Class => start_of(rest.strip_prefix("class ")?, MAX_CLASS).find('{')? + "class ".len(),
            Head::Type => {
                let is_part = |c: char| c.is_alphanumeric() || "_.$".contains(c);
                let length = rest.len() - rest.trim_start_matches(is_part).len();
                (length > 0).then_some(length)?
            }
            Head::PhpType => {
                let line = rest.find('\n')?;
                let is_type = rest[..line].trim_end() == "Array" || rest[..line].trim_end().ends_with(" Object");
                let indent = rest[line..].len() - rest[line..].trim_start().len();
                is_type.then_some(line + indent)?
            }
        };
        rest[head..].starts_with(self.open).then(|| at + head + self.open.len())
    }

    /// The name of a member at `at`, after what separates it from the one before, and where its value begins.
    pub(super) fn key(&self, text: &str, at: usize, is_first: bool) -> Option<(Range<usize>, usize)> {
        let mut rest = text.get(at..)?;
        match self.between {
            Between::Line => {
                let trimmed = rest.trim_start();
                let has_break = rest[..rest.len() - trimmed.len()].contains('\n');
                if !has_break {
                    return None;
                }
                rest = trimmed;
            }
            Between::Sign(sign) if !is_first => rest = rest.strip_prefix(sign)?,
            Between::Loose(sign) if !is_first => rest = rest.strip_prefix(sign)?.trim_start(),
            _ => {}
        }
        rest = rest.strip_prefix(self.before_name)?;
        let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"_".contains(byte)).count();
        let start = text.len() - rest.len();
        let after = &rest[length..];
        // print_r marks visibility: `[time:protected] => `.
        let after = ["", ":protected", ":private"].into_iter().find_map(|note| {
            let after = after.strip_prefix(note)?;
            let trimmed = self.after_name.trim_end();
            match after.strip_prefix(self.after_name) {
                Some(after) => Some(after),
                None => {
                    after.strip_prefix(trimmed).filter(|after| after.starts_with('\n') && self.between == Between::Line)
                }
            }
        })?;
        (length > 0).then(|| (start..start + length, text.len() - after.len()))
    }

    /// Where a record ends that may end at `at`.
    pub(super) fn close(&self, text: &str, at: usize) -> Option<usize> {
        let rest = text.get(at..)?;
        if self.between == Between::Line {
            let trimmed = rest.trim_start();
            let has_break = rest[..rest.len() - trimmed.len()].contains('\n');
            let after = trimmed.strip_prefix(self.close).filter(|_| has_break)?;
            let is_alone = after.trim_start_matches([' ', '\t', '\r']);
            return (is_alone.is_empty() || is_alone.starts_with('\n')).then(|| text.len() - after.len());
        }
        rest.starts_with(self.close).then(|| at + self.close.len())
    }

    /// The indent of the line with `at`, if indents matter. Otherwise the whole text may be one line.
    pub(super) fn indent(&self, text: &str, at: usize) -> usize {
        if self.has_indents() { indent(text, at) } else { 0 }
    }

    /// The indent of the line with the name of a member, if members have lines of their own.
    pub(super) fn member_indent(&self, text: &str, at: usize) -> usize {
        if self.between == Between::Line { indent(text, at) } else { 0 }
    }

    /// Whether the line with `at` has this indent, where that tells what belongs to a record. The texts of some
    /// languages are indented as their records are.
    pub(super) fn is_at(&self, text: &str, at: usize, own: usize) -> bool {
        !self.has_indents() || indent(text, at) == own
    }

    /// Whether indents tell where a record ends.
    pub(super) fn has_indents(&self) -> bool {
        self.between == Between::Line && !self.indents
    }

    /// Whether a value may end before this byte.
    pub(super) fn may_stop(&self, byte: u8) -> bool {
        match self.between {
            Between::Line => byte == b'\n' || byte == b'\r',
            Between::Sign(sign) | Between::Loose(sign) => {
                byte == sign.as_bytes()[0] || byte == self.close.as_bytes()[0]
            }
        }
    }

    /// Whether the next event begins at `at`.
    pub(super) fn begins(&self, text: &str, at: usize) -> bool {
        if self.head == Head::Class {
            let is_next = text.as_bytes().get(at) == Some(&b'c') && text[..at].ends_with(['\n', ' ']);
            let inside = if is_next { self.open(text, at) } else { None };
            return inside.is_some_and(|inside| self.key(text, inside, true).is_some());
        }
        let Between::Sign(sign) = self.between else { return false };
        // Records of a list are separated as members are, or each is on a line of its own.
        let rest = match text.as_bytes().get(at) {
            Some(b'\n') => &text[at + 1..],
            Some(byte) if *byte == sign.as_bytes()[0] => {
                let Some(rest) = text[at..].strip_prefix(sign) else { return false };
                rest
            }
            _ => return false,
        };
        self.open(text, text.len() - rest.len()).is_some_and(|inside| self.key(text, inside, true).is_some())
    }

    /// Whether an event may end before `at`: nothing that belongs to it follows, and if it is in a list, the list goes
    /// on or ends.
    pub(super) fn may_end(&self, text: &str, at: usize, members: Option<usize>, is_in_list: bool) -> bool {
        let rest = &text[at..];
        let is_member =
            |(name, _): &(Range<usize>, usize)| members.is_none_or(|own| self.member_indent(text, name.end) == own);
        if self.key(text, at, false).as_ref().is_some_and(is_member) {
            return false;
        }
        let (_, close, between) = self.list;
        if is_in_list && self.between != Between::Line {
            return rest.starts_with(close) || rest.starts_with(between);
        }
        rest.is_empty() || rest.starts_with([',', ']', ')', '}', '\n', '\r', ' ', ';', '"', '\'', '`', '<'])
    }

    /// Whether an event whose bracket is at `at` is an item of a list, the first or a later one.
    pub(super) fn is_in_list(&self, text: &str, at: usize) -> bool {
        let (open, _, between) = self.list;
        let before = &text[..at];
        let before = match self.head {
            Head::Word(word) => before.strip_suffix(word).unwrap_or(before),
            Head::Type => &before[..word_before(before.trim_end(), before.trim_end().len()).start],
            _ => before,
        };
        before.ends_with(open) || (before.ends_with(between) && before.contains(open))
    }

    /// What opens, closes and separates a list.
    pub(super) fn list_signs(&self) -> (&'static str, &'static str, &'static str) {
        self.list
    }

    /// The items of a list at `at`, and where it ends.
    pub(super) fn list(&self, text: &str, at: usize) -> Option<(Vec<Range<usize>>, usize)> {
        if self.between == Between::Line && self.before_name == "[" {
            let mut at = self.open(text, at)?;
            let mut items = Vec::new();
            loop {
                if let Some(end) = self.close(text, at) {
                    return Some((items, end));
                }
                let (_, start) = self.key(text, at, false)?;
                let end = start + text[start..].find('\n')?;
                items.push(start..end);
                at = end;
            }
        }
        let (open, close, between) = self.list;
        // `List(`, `Vector(`
        let head = if open == "(" { text[at..].bytes().take_while(u8::is_ascii_alphabetic).count() } else { 0 };
        let at = at + head;
        let start = at + text[at..].starts_with(open).then_some(open.len())?;
        let inside = &text[start..start + text[start..].find(close)?];
        let end = start + inside.len() + close.len();
        if inside.is_empty() {
            return Some((Vec::new(), end));
        }
        let mut items = Vec::new();
        let mut from = start;
        for item in inside.split(between) {
            if item.contains(['{', '[', '(', '\n', '=']) && !item.starts_with("http") {
                return None;
            }
            items.push(from..from + item.len());
            from += item.len() + between.len();
        }
        Some((items, end))
    }
}

/// The indent of the line with `at`.
fn indent(text: &str, at: usize) -> usize {
    let line = &text[text[..at].rfind('\n').map_or(0, |at| at + 1)..];
    line.len() - line.trim_start_matches(' ').len()
}

/// Where the brackets that open at `at` are closed.
pub(super) fn balanced(text: &str, at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (length, byte) in text.as_bytes()[at..].iter().enumerate().take(5000) {
        match byte {
            b'{' | b'[' | b'(' => depth += 1,
            b'}' | b']' | b')' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + length + 1);
                }
            }
            _ => {}
        }
    }
    None
}
