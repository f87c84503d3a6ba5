//! Joins the values of a text into one array, unless there is a single complete value.

use super::edits::Edits;
use super::frame::{Frame, Holder, RootValue};
use super::kind::RepairKind;
use super::rebuild::Builder;
use super::token::{Bracket, Token};

impl Builder<'_> {
    /// Ends a member with its last token.
    pub(super) fn ended(&mut self, token: Token, holder: Holder) {
        let (frame, _) = self.top();
        frame.tail = token.end();
        frame.listed = frame.listed.map(|(_, shape)| (token.start(), shape));
        if frame.holder == Holder::Root {
            self.values.push(RootValue {
                start: token.start(),
                end: token.end(),
                holder,
                empty: false,
                bare: false,
                unclosed: false,
            });
        }
    }

    /// Ends an object or list whose frame has been closed.
    pub(super) fn ended_frame(&mut self, frame: &Frame, end: usize, implied: bool) {
        let (parent, _) = self.top();
        parent.tail = end;
        parent.excused |= implied;
        if parent.holder == Holder::Root {
            let empty = frame.members == 0 && !frame.holder.is_object();
            let bare = implied && frame.implied;
            let unclosed = implied && !frame.holder.is_object();
            self.values.push(RootValue { start: frame.start, end, holder: frame.holder, empty, bare, unclosed });
        }
    }

    /// Whether the last value at the root is an object.
    pub(super) fn ends_with_object(&self) -> bool {
        self.values.last().is_some_and(|value| value.holder.is_object())
    }

    /// Closes open containers, and joins everything at the root into one value.
    pub(super) fn finish(mut self) -> Option<Edits> {
        while self.frames.len() > 1 {
            self.close_implied(RepairKind::MissingCloser);
        }
        let (frame, edits) = self.top();
        if let Some(comma) = frame.comma.take() {
            frame.drop_comma(edits, comma);
        }
        let first = self.values.first()?;
        let clean =
            self.lost == 0 && self.edits.repairs.iter().all(|repair| repair.kind != RepairKind::SurroundingText);
        let braced = self.values.iter().any(|value| !value.bare);
        let texts = self.values.iter().all(|value| value.holder == Holder::Root);
        let certain = texts || self.known > usize::from(!braced) || (clean && self.unknown > 0 && braced);
        if !certain && (self.unknown == 0 || !braced) {
            return None;
        }
        // An object without a known field, in other text, may be a wrapper. If it is not, it is ignored.
        self.edits.doubtful = !certain;
        let bare = self.values.len() == 1 && first.bare;
        if self.values.len() > 1 || bare || (self.bracketed && first.holder.is_object()) {
            self.join();
        } else if first.unclosed {
            let end = first.end;
            self.edits.insert_after(end, "]");
        }
        Some(self.edits)
    }

    /// Joins the values at the root into an array.
    fn join(&mut self) {
        let (Some(first), Some(last)) = (self.values.first(), self.values.last()) else { return };
        let (start, end) = (first.start, last.end);
        self.edits.wrap_before(start, "[");
        if self.values.len() == 1 || self.bracketed {
            self.edits.note(RepairKind::MissingOpener, start, start);
        }
        let mut left = None;
        for value in &self.values {
            if value.holder.bracket() == Some(Bracket::Square) {
                self.edits.delete(value.start, value.start + 1);
                if !value.unclosed {
                    self.edits.delete(value.end - 1, value.end);
                }
            }
            if value.empty {
                continue;
            }
            if let Some(left) = left {
                self.edits.insert_after(left, ",");
                if !self.bracketed {
                    self.edits.note(RepairKind::JoinedValues, left, value.start);
                }
            }
            left = Some(value.end);
        }
        self.edits.insert_after(end, "]");
        if !self.bracketed && self.values.len() == 1 {
            self.edits.note(RepairKind::MissingCloser, end, end);
        }
    }
}
