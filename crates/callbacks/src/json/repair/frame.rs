//! The open containers while the text is rebuilt: one frame per object and array, and the root below them.

use super::edits::Edits;
use super::guide::{Field, GuideShape};
use super::kind::RepairKind;
use super::token::{Bracket, Token};

/// An object or list that is open, or the root.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) holder: Holder,
    /// Its opening bracket is not in the text.
    pub(super) implied: bool,
    /// Nothing of it has been written yet, so it can still be dropped.
    pub(super) unborn: bool,
    pub(super) start: usize,
    /// Where its last member ends, or its opening bracket.
    pub(super) tail: usize,
    pub(super) members: usize,
    /// A comma that no member has used yet.
    pub(super) comma: Option<Token>,
    /// Faults in the commas here belong to a repair that was already reported.
    pub(super) excused: bool,
    /// A key without its value yet.
    pub(super) key: Option<Key>,
    /// The known fields it has, one bit each.
    pub(super) seen: u64,
    /// The start of the last value and the type of its field, if it is a string where an array of strings is allowed.
    pub(super) listed: Option<(usize, GuideShape)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Holder {
    Root,
    /// An object: this record of the guide, if any.
    Object(Option<usize>),
    List(Items),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Items {
    Events,
    Texts,
    Any,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    pub(super) token: Token,
    pub(super) field: Option<Field>,
    pub(super) colon: bool,
}

impl Holder {
    pub(super) fn bracket(self) -> Option<Bracket> {
        match self {
            Self::Root => None,
            Self::Object(_) => Some(Bracket::Brace),
            Self::List(_) => Some(Bracket::Square),
        }
    }

    pub(super) fn is_object(self) -> bool {
        matches!(self, Self::Object(_))
    }

    pub(super) fn record(self) -> Option<usize> {
        match self {
            Self::Object(record) => record,
            _ => None,
        }
    }
}

impl Frame {
    pub(super) fn new(holder: Holder, start: usize, tail: usize) -> Self {
        Self {
            holder,
            implied: start == tail,
            unborn: false,
            start,
            tail,
            members: 0,
            comma: None,
            excused: false,
            key: None,
            seen: 0,
            listed: None,
        }
    }

    /// Drops the member that ends at `end`: its key, if any, and the rest of its value.
    pub(super) fn drop_member(&mut self, edits: &mut Edits, kind: RepairKind, start: usize, end: usize) {
        let start = match self.key.take() {
            Some(key) => {
                self.seen |= key.field.map_or(0, |field| field.bit);
                key.token.start()
            }
            None => start,
        };
        edits.delete(start, end);
        edits.note(kind, start, end);
        self.excused = true;
    }

    /// Drops a key without a value.
    pub(super) fn drop_key(&mut self, edits: &mut Edits, end: usize) {
        if let Some(key) = self.key {
            self.drop_member(edits, RepairKind::LostValue, key.token.start(), end.max(key.token.end()));
        }
    }

    /// Takes a comma, or drops it if there is one already.
    pub(super) fn take_comma(&mut self, edits: &mut Edits, token: Token) {
        if self.comma.is_none() {
            self.comma = Some(token);
            return;
        }
        self.drop_comma(edits, token);
    }

    /// Removes a comma that separates nothing.
    pub(super) fn drop_comma(&mut self, edits: &mut Edits, token: Token) {
        edits.delete(token.start(), token.end());
        if !self.excused {
            edits.note(RepairKind::ExtraComma, token.start(), token.end());
        }
    }

    /// Handles the comma before the member that starts now.
    pub(super) fn part(&mut self, edits: &mut Edits) {
        match self.comma.take() {
            // At the root it separates the items of the array that the values become.
            Some(comma) if self.holder == Holder::Root => edits.delete(comma.start(), comma.end()),
            Some(comma) if self.members == 0 => self.drop_comma(edits, comma),
            None if self.members > 0 && self.holder != Holder::Root => {
                edits.insert_after(self.tail, ",");
                if !self.excused {
                    edits.note(RepairKind::MissingComma, self.tail, self.tail);
                }
            }
            _ => {}
        }
        self.excused = false;
        self.members += 1;
    }
}

/// A value at the root.
pub(super) struct RootValue {
    pub(super) start: usize,
    pub(super) end: usize,
    /// What it is; `Root` for the whole text.
    pub(super) holder: Holder,
    pub(super) empty: bool,
    /// Both brackets are missing from the text.
    pub(super) bare: bool,
    /// Its closing bracket must be added, if it needs one.
    pub(super) unclosed: bool,
}
