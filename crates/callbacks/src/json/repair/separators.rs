//! Commas and colons that were replaced by another mark: recognized by the keys around them, never by the mark.

use super::frame::Frame;
use super::guide::{Field, GuideShape};
use super::kind::RepairKind;
use super::rebuild::Builder;
use super::token::{Bracket, Kind, Token};

impl Builder<'_> {
    /// Takes a colon, if a key needs one.
    pub(super) fn colon(&mut self, token: Token) {
        let (start, end) = (token.start(), token.end());
        if let Some(Frame { key: Some(key), .. }) = self.frames.last_mut()
            && !key.colon
        {
            key.colon = true;
            if !self.source.rest(start).starts_with(':') {
                self.edits.replace(start, end, ":");
                self.edits.note(RepairKind::ForeignLiteral, start, end);
            }
            return;
        }
        self.edits.delete(start, end);
        self.edits.note(RepairKind::StrayCharacter, start, end);
    }

    /// Whether the word is a known key although another character is in place of its colon.
    pub(super) fn may_be_name(&self, token: &Token) -> bool {
        let Kind::Text(_) = token.kind else { return false };
        let name = self.name_at(self.at).unwrap_or_default();
        self.source.guide.field(self.frame().holder.record(), name).is_some_and(|field| self.mark_before_value(field))
    }

    /// Whether the character after the last key is in place of its colon.
    pub(super) fn colon_replaced(&self) -> bool {
        let field = self.frame().key.and_then(|key| key.field);
        field.is_some_and(|field| self.mark_before_value(field))
    }

    /// Whether the colon after the next value is in place of a comma.
    pub(super) fn comma_replaced(&self) -> bool {
        let field = self.frame().key.and_then(|key| key.field);
        field.is_some_and(|field| matches!(field.shape, GuideShape::Text | GuideShape::Number | GuideShape::TextOrList))
            && self.belongs(2, 0)
    }

    /// Whether the next bracket is in place of a comma.
    pub(super) fn comma_replaced_by_bracket(&self) -> bool {
        let frame = self.frame();
        let balance = |kind: Option<Kind>| match kind {
            Some(Kind::Open(bracket)) => self.balance(bracket),
            Some(Kind::Close(bracket)) => -self.balance(bracket),
            _ => 0,
        };
        // Its kind must have one too many.
        balance(self.kind(0)) > 0
            && frame.key.is_none()
            && frame.comma.is_none()
            && frame.members > 0
            && self.belongs(1, 0)
    }

    pub(super) fn take_as_comma(&mut self, token: Token) {
        self.separate(token, ",");
        let (frame, _) = self.top();
        frame.comma = Some(token);
    }

    /// Writes the separator that belongs in place of the token.
    pub(super) fn separate(&mut self, token: Token, with: &'static str) {
        self.edits.replace(token.start(), token.end(), with);
        self.edits.note(RepairKind::WrongSeparator, token.start(), token.end());
    }

    /// Whether another character than a colon comes next, followed by something that can only be the value of the
    /// field.
    fn mark_before_value(&self, field: Field) -> bool {
        let taken = |frame: &Frame| frame.seen & field.bit != 0;
        let text = self.is_word(2) && self.kind(3) != Some(Kind::Colon);
        let ends = match self.kind(3) {
            Some(Kind::Comma) => self.is_word(4) && self.kind(5) == Some(Kind::Colon),
            Some(Kind::Close(bracket)) => bracket == Bracket::Brace,
            _ => false,
        };
        let opens = |bracket| self.kind(2) == Some(Kind::Open(bracket));
        let fits = match field.shape {
            GuideShape::Text | GuideShape::Number => text && ends,
            GuideShape::TextOrList => (text && ends) || opens(Bracket::Square),
            GuideShape::TextList => opens(Bracket::Square),
            GuideShape::Record(_) => opens(Bracket::Brace),
        };
        let mark = match self.kind(1) {
            Some(Kind::Comma) => true,
            Some(Kind::Open(_) | Kind::Close(_)) => !self.trusted,
            _ => false,
        };
        mark && fits && !taken(self.frame())
    }
}
