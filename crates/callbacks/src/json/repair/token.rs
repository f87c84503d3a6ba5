//! A lenient token: its kind, its position, and how a string is quoted.

use super::ahead::{AfterComma, Next};

/// A token and its place in the text, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: u32,
    pub(super) end: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Open(Bracket),
    Close(Bracket),
    Comma,
    Colon,
    Text(Text),
    /// A number, a literal, or an unquoted string.
    Bare,
    /// A placeholder for a value that was not printed, such as `[Object]`.
    Placeholder,
    /// A placeholder for items that were not printed, such as `... 3 more items`.
    Elision,
    Comment,
    /// Whitespace that JSON does not allow.
    OddSpace,
    Stray,
    /// Not part of the JSON: a log prefix, prose, a code fence.
    Outside,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Bracket {
    Brace,
    Square,
}

/// How a string is quoted, and what must be repaired.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Text {
    /// The content, without the quotes.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Its opening quote; `None` if missing.
    pub(super) open: Option<char>,
    pub(super) close: Close,
    /// One of its quotes is doubled.
    pub(super) doubled: bool,
    /// The content is not valid between two double quotes in JSON.
    pub(super) rough: bool,
    /// Written as a sum of several strings; their quotes and plus signs are part of the content.
    pub(super) joined: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Close {
    Present,
    /// Missing; more text follows.
    Missing,
    /// Missing, like the rest of the text.
    Cut,
}

impl Bracket {
    pub(super) fn opener(self) -> &'static str {
        match self {
            Self::Brace => "{",
            Self::Square => "[",
        }
    }

    pub(super) fn closer(self) -> &'static str {
        match self {
            Self::Brace => "}",
            Self::Square => "]",
        }
    }
}

impl Token {
    pub(super) fn new(kind: Kind, start: usize, end: usize) -> Self {
        Self { kind, start: start as u32, end: end as u32 }
    }

    pub(super) fn start(&self) -> usize {
        self.start as usize
    }

    pub(super) fn end(&self) -> usize {
        self.end as usize
    }
}

/// The content of a string or bare word.
pub(super) fn content(kind: Kind, token: &Token) -> Option<(usize, usize)> {
    match kind {
        Kind::Text(text) => Some((text.start as usize, text.end as usize)),
        Kind::Bare => Some((token.start(), token.end())),
        _ => None,
    }
}

/// Whether a string in this role ends if `next` follows.
pub(super) fn ends(role: Role, next: Next) -> bool {
    match next {
        Next::End | Next::Closer | Next::Name | Next::Comment | Next::Elision => true,
        Next::Comma(after) => match after {
            AfterComma::Name | AfterComma::Structure | AfterComma::Text => true,
            AfterComma::Other => role == Role::Item,
        },
        Next::Quote => role == Role::Item,
        _ => false,
    }
}

/// The role of a string, by the token before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// The name of a field.
    Name,
    /// The value of a field.
    Value,
    /// The first item of an array, or a key if a brace is missing.
    Item,
    /// A name or an item.
    Any,
}
