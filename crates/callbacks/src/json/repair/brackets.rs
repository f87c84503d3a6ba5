//! Which bracket belongs to what: opens and closes containers, including those whose brackets are missing.

use super::frame::{Frame, Holder, Items};
use super::guide::GuideShape;
use super::kind::RepairKind;
use super::rebuild::Builder;
use super::strict::MAX_DEPTH;
use super::token::{Bracket, Close, Kind, Token};

impl Builder<'_> {
    pub(super) fn open(&mut self, token: Token, bracket: Bracket) -> bool {
        let holder = self.frame().holder;
        let next_is_name = self.is_word(1) && self.kind(2) == Some(Kind::Colon);
        match (holder, bracket) {
            (Holder::Object(_), _) if self.frame().key.is_none() => return self.open_without_name(token, bracket),
            (Holder::Object(_), _) => {
                let shape = self.frame().key.and_then(|key| key.field).map(|field| field.shape);
                let holder = match (shape, bracket) {
                    (Some(GuideShape::Record(record)), Bracket::Square) if !self.trusted && next_is_name => {
                        self.replace(token, Bracket::Brace);
                        Holder::Object(Some(record))
                    }
                    (Some(shape), Bracket::Brace)
                        if shape.is_list() && !self.trusted && self.is_word(1) && !next_is_name =>
                    {
                        self.replace(token, Bracket::Square);
                        Holder::List(Items::Texts)
                    }
                    (Some(GuideShape::Record(record)), Bracket::Brace) => Holder::Object(Some(record)),
                    (Some(shape), Bracket::Square) if shape.is_list() => Holder::List(Items::Texts),
                    (_, Bracket::Brace) => Holder::Object(None),
                    (_, Bracket::Square) => Holder::List(Items::Any),
                };
                self.push(holder, token);
            }
            (Holder::Root, Bracket::Square) => self.push(Holder::List(Items::Events), token),
            (Holder::Root | Holder::List(Items::Events), Bracket::Brace) => self.push(Holder::Object(Some(0)), token),
            (Holder::List(Items::Events | Items::Texts), Bracket::Square) if !self.trusted => self.drop_bracket(token),
            (Holder::List(_), Bracket::Brace) => self.push(Holder::Object(None), token),
            (Holder::List(_), Bracket::Square) => self.push(Holder::List(Items::Any), token),
        }
        true
    }

    pub(super) fn close(&mut self, token: Token, bracket: Bracket) -> bool {
        match (self.frame().holder, bracket) {
            (Holder::Root, _) => {
                if bracket == Bracket::Square && self.ends_with_object() && !self.bracketed {
                    self.bracketed = true;
                    self.edits.delete(token.start(), token.end());
                } else {
                    self.drop_bracket(token);
                }
                true
            }
            (Holder::Object(_), Bracket::Brace) => {
                if !self.trusted && self.comma_replaced_by_bracket() {
                    self.take_as_comma(token);
                } else if !self.trusted && self.goes_on(0) {
                    self.drop_bracket(token);
                } else {
                    self.pop(token);
                }
                true
            }
            (Holder::List(_), Bracket::Square) => {
                self.pop(token);
                true
            }
            (Holder::Object(_), Bracket::Square) => self.close_square_in_object(token),
            (Holder::List(_), Bracket::Brace) => self.close_brace_in_list(token),
        }
    }

    /// Opens an object whose brace is missing. The brace is written once the object has a member.
    pub(super) fn open_implied(&mut self, holder: Holder, at: usize) {
        self.frames.push(Frame { unborn: true, ..Frame::new(holder, at, at) });
    }

    /// Closes an object or array whose bracket is missing.
    pub(super) fn close_implied(&mut self, kind: RepairKind) {
        let end = self.tokens.get(self.at).map_or(self.source.text.len(), Token::start);
        let (frame, edits) = self.top();
        frame.drop_key(edits, end);
        let Some(mut frame) = self.frames.pop() else { return };
        if frame.unborn {
            let (parent, edits) = self.top();
            parent.drop_key(edits, end);
        } else {
            let at = frame.tail;
            let whole = self.frames.len() == 1 && !frame.holder.is_object();
            if !whole {
                self.edits.insert_after(at, frame.holder.bracket().map_or("", Bracket::closer));
            }
            self.edits.note(kind, at, at);
            self.ended_frame(&frame, at, true);
        }
        let comma = frame.comma.take();
        let (parent, edits) = self.top();
        match comma {
            Some(comma) if parent.comma.is_none() => parent.comma = Some(comma),
            Some(comma) => parent.drop_comma(edits, comma),
            None => {}
        }
    }

    /// The end of the frames that must be closed before the field `name`; `None` if it belongs here.
    pub(super) fn owner(&self, name: &str) -> Option<usize> {
        let guide = self.source.guide;
        let here = self.frame();
        let fits = |frame: &Frame| self.has_room(frame, self.at, true);
        if fits(here) || (self.has_room(here, self.at, false) && !self.frames.iter().any(fits)) {
            return None;
        }
        let known_here = guide.field(here.holder.record(), name).is_some();
        for depth in (1..self.frames.len()).rev() {
            let frame = &self.frames[depth - 1];
            match frame.holder {
                Holder::Object(_) if fits(frame) => return Some(depth),
                // A repeated field: the next event, whose braces are missing.
                Holder::Root | Holder::List(Items::Events)
                    if known_here && here.holder == Holder::Object(Some(0)) && self.frames.len() == depth + 1 =>
                {
                    return Some(depth);
                }
                _ => {}
            }
        }
        None
    }

    /// Whether the field that the word at `at` names is still missing from the object; if `exactly`, with the value it
    /// has here.
    pub(super) fn has_room(&self, frame: &Frame, at: usize, exactly: bool) -> bool {
        let name = self.name_at(at).unwrap_or_default();
        let Some(field) = self.source.guide.field(frame.holder.record(), name) else { return false };
        let colon = usize::from(self.tokens.get(at + 1).is_some_and(|token| token.kind == Kind::Colon));
        let value = self.tokens.get(at + 1 + colon).map(|token| token.kind);
        let fits = match (value, field.shape) {
            // The brackets around a single string may be missing, unless the text lacks braces.
            (Some(Kind::Text(_)), GuideShape::TextList) => self.balance(Bracket::Brace) <= 0,
            // The name of the first field of an object whose brace is missing.
            (Some(Kind::Text(_)), GuideShape::Record(_)) => {
                self.tokens.get(at + 2 + colon).is_some_and(|token| token.kind == Kind::Colon)
            }
            (Some(Kind::Open(Bracket::Square)), shape) => shape.is_list(),
            (Some(Kind::Open(Bracket::Brace)), shape) => matches!(shape, GuideShape::Record(_)),
            _ => true,
        };
        let taken = frame.seen | frame.key.and_then(|key| key.field).map_or(0, |field| field.bit);
        taken & field.bit == 0 && (fits || !exactly)
    }

    /// Whether the field before the list that is open would rather have `name` than the list.
    pub(super) fn parent_knows(&self, name: &str) -> bool {
        let parent = self.frames.len().checked_sub(2).map(|index| self.frames[index].holder);
        self.frame().members > 0
            || parent.is_some_and(|holder| self.source.guide.field(holder.record(), name).is_some())
    }

    /// Whether the strings from here on end with the closing bracket of an array.
    pub(super) fn list_follows(&self) -> bool {
        for offset in 0..64 {
            match self.kind(offset) {
                Some(Kind::Text(text)) if text.close != Close::Cut => {}
                Some(Kind::Bare | Kind::Comma) => {}
                Some(Kind::Close(bracket)) => return bracket == Bracket::Square,
                _ => return false,
            }
        }
        true
    }

    /// Makes the last string the first item of an array whose opening bracket is missing.
    pub(super) fn reopen_list(&mut self) {
        let (frame, edits) = self.top();
        let Some((at, _)) = frame.listed.take() else { return };
        edits.insert_before(at, "[");
        edits.note(RepairKind::MissingOpener, at, at);
        let mut list = Frame::new(Holder::List(Items::Texts), at, at);
        list.tail = frame.tail;
        list.members = 1;
        list.comma = frame.comma.take();
        self.frames.push(list);
    }

    /// An opening bracket in place of a key: either a closing bracket is missing, or this one is extra.
    fn open_without_name(&mut self, token: Token, bracket: Bracket) -> bool {
        let listed =
            self.frames.iter().rposition(|frame| matches!(frame.holder, Holder::Root | Holder::List(Items::Events)));
        let fresh = bracket == Bracket::Brace || matches!(self.kind(1), Some(Kind::Open(Bracket::Brace)));
        if !self.trusted && self.comma_replaced_by_bracket() {
            self.take_as_comma(token);
            return true;
        }
        if !self.trusted && fresh && self.frame().members > 0 {
            let list = if bracket == Bracket::Brace { listed.unwrap_or(0) } else { 0 };
            while self.frames.len() > list + 1 {
                self.close_implied(RepairKind::MissingCloser);
            }
            return false;
        }
        self.drop_bracket(token);
        true
    }

    fn close_square_in_object(&mut self, token: Token) -> bool {
        let frame = self.frame();
        if frame.key.is_some_and(|key| key.field.is_some_and(|field| field.shape.is_list())) {
            self.commit();
            self.edits.insert_before(token.start(), "[");
            self.edits.note(RepairKind::MissingOpener, token.start(), token.start());
            let (frame, _) = self.top();
            frame.tail = token.end();
            frame.listed = None;
            return true;
        }
        let (frame, edits) = self.top();
        frame.drop_key(edits, token.start());
        let listed = frame.listed.filter(|_| frame.comma.is_none());
        // If a single string is also allowed, an extra closing bracket shows that it was an array.
        if listed.is_some_and(|(_, shape)| shape == GuideShape::TextList || self.balance(Bracket::Square) < 0) {
            self.reopen_list();
            return false;
        }
        if self.comma_replaced_by_bracket() {
            self.take_as_comma(token);
            return true;
        }
        if self.goes_on(0) {
            self.drop_bracket(token);
            return true;
        }
        let parent_is_object = self.frames[self.frames.len() - 2].holder.is_object();
        let ends = self.kind(1) == Some(Kind::Close(Bracket::Brace)) || self.goes_on(1);
        if (parent_is_object && ends) || self.is_of_wrong_kind(Bracket::Square) {
            self.replace(token, Bracket::Brace);
            self.pop(token);
            return true;
        }
        // After a body has ended, no field follows.
        let list = self.frames.iter().rev().find(|frame| !frame.holder.is_object());
        let ends_body = list.is_some_and(|list| matches!(list.holder, Holder::Root | Holder::List(Items::Events)));
        if ends_body && self.kind(1) == Some(Kind::Comma) && self.is_word(2) && self.kind(3) == Some(Kind::Colon) {
            self.drop_bracket(token);
            return true;
        }
        self.close_implied(RepairKind::MissingCloser);
        false
    }

    fn close_brace_in_list(&mut self, token: Token) -> bool {
        if !self.frames.iter().any(|frame| frame.holder.is_object()) {
            self.drop_bracket(token);
            return true;
        }
        let outer = self.frames.len().checked_sub(3).map(|index| self.frames[index].holder);
        if self.kind(1) == Some(Kind::Close(Bracket::Square)) && outer.is_some_and(Holder::is_object) {
            self.drop_bracket(token);
            return true;
        }
        if self.goes_on(1) || self.is_of_wrong_kind(Bracket::Brace) {
            self.replace(token, Bracket::Square);
            self.pop(token);
            return true;
        }
        self.close_implied(RepairKind::UnclosedList);
        false
    }

    /// Whether a closing bracket replaces one of the other kind, by their number in the whole text and by what
    /// follows, which is not a field of the catalogue.
    fn is_of_wrong_kind(&self, bracket: Bracket) -> bool {
        let other = if bracket == Bracket::Brace { Bracket::Square } else { Bracket::Brace };
        let parent_is_object = self.frames.len().checked_sub(2).is_some_and(|at| self.frames[at].holder.is_object());
        let follows = self.kind(1) == Some(Kind::Comma)
            && if parent_is_object {
                let name = self.name_at(self.at + 2).unwrap_or_default();
                self.is_word(2) && self.kind(3) == Some(Kind::Colon) && !self.source.guide.knows(name)
            } else {
                matches!(self.kind(2), Some(Kind::Open(_)))
            };
        self.balance(bracket) < 0 && self.balance(other) > 0 && follows
    }

    /// Whether the next tokens are a comma and a known field that is still missing from the object `up` frames below
    /// the top one, and which its parent does not want.
    fn goes_on(&self, up: usize) -> bool {
        self.kind(1) == Some(Kind::Comma) && self.belongs(2, up)
    }

    /// Whether the token that many places ahead is the name of such a field.
    pub(super) fn belongs(&self, offset: usize, up: usize) -> bool {
        if !self.is_word(offset) || self.kind(offset + 1) != Some(Kind::Colon) {
            return false;
        }
        let name = self.name_at(self.at + offset).unwrap_or_default();
        let wants = |up: usize| {
            let frame = self.frames.len().checked_sub(1 + up).map(|index| &self.frames[index]);
            frame.is_some_and(|frame| {
                let field = self.source.guide.field(frame.holder.record(), name);
                field.is_some_and(|field| frame.seen & field.bit == 0)
            })
        };
        wants(up) && !wants(up + 1)
    }

    pub(super) fn is_word(&self, offset: usize) -> bool {
        matches!(self.kind(offset), Some(Kind::Text(_) | Kind::Bare))
    }

    fn push(&mut self, holder: Holder, token: Token) {
        debug_assert!(self.frames.len() <= 2 * MAX_DEPTH);
        self.commit();
        let (parent, _) = self.top();
        parent.listed = None;
        self.frames.push(Frame::new(holder, token.start(), token.end()));
    }

    /// Closes the top frame with a bracket of the text.
    fn pop(&mut self, token: Token) {
        let (frame, edits) = self.top();
        frame.drop_key(edits, token.start());
        if let Some(comma) = frame.comma.take() {
            frame.drop_comma(edits, comma);
        }
        self.bear();
        if let Some(frame) = self.frames.pop() {
            self.ended_frame(&frame, token.end(), false);
        }
    }

    fn replace(&mut self, token: Token, bracket: Bracket) {
        let opens = matches!(token.kind, Kind::Open(_));
        let with = if opens { bracket.opener() } else { bracket.closer() };
        self.edits.replace(token.start(), token.end(), with);
        self.edits.note(RepairKind::WrongBracket, token.start(), token.end());
    }

    fn drop_bracket(&mut self, token: Token) {
        self.edits.delete(token.start(), token.end());
        self.edits.note(RepairKind::ExtraBracket, token.start(), token.end());
    }
}
