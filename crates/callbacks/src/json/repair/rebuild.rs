//! Turns lenient tokens into edits that make the text strict. The guide decides the structure, and every token is kept,
//! edited or reported.

use super::ahead::Source;
use super::edits::Edits;
use super::find;
use super::frame::{Frame, Holder, Items, Key, RootValue};
use super::kind::RepairKind;
use super::quotes;
use super::strict;
use super::strings;
use super::token::{Bracket, Close, Kind, Text, Token, content};

/// The edits that make the JSON from `start` to the end of the text strict; `None` if it contains nothing of a
/// callback.
pub(super) fn rebuild(source: Source, start: usize, tokens: Vec<Token>) -> Option<Edits> {
    let mut edits = Edits::default();
    find::remove(&mut edits, source.text, 0, start);
    let mut kept = Vec::with_capacity(tokens.len());
    for token in tokens {
        let (start, end) = (token.start(), token.end());
        match token.kind {
            Kind::Outside => find::remove(&mut edits, source.text, start, end),
            Kind::OddSpace => {
                edits.replace(start, end, " ");
                edits.note(RepairKind::OddSpace, start, end);
            }
            Kind::Comment | Kind::Stray => {
                edits.delete(start, end);
                let comment = token.kind == Kind::Comment;
                edits.note(if comment { RepairKind::Comment } else { RepairKind::StrayCharacter }, start, end);
            }
            _ => kept.push(token),
        }
    }
    let trusted = is_balanced(&kept);
    let root = Frame::new(Holder::Root, start, start);
    let mut builder = Builder {
        source,
        at: 0,
        edits,
        frames: vec![root],
        trusted,
        balance: [Bracket::Brace, Bracket::Square].map(|bracket| balance(&kept, bracket)),
        values: Vec::new(),
        tokens: kept,
        bracketed: false,
        known: 0,
        unknown: 0,
        lost: 0,
    };
    while builder.at < builder.tokens.len() {
        if builder.step() {
            builder.at += 1;
        }
        if builder.frames.len() > strict::MAX_DEPTH {
            return None;
        }
    }
    builder.finish()
}

/// The rebuilding of one text.
pub(super) struct Builder<'a> {
    pub(super) source: Source<'a>,
    pub(super) tokens: Vec<Token>,
    pub(super) at: usize,
    pub(super) edits: Edits,
    pub(super) frames: Vec<Frame>,
    /// All brackets match, so they decide the structure, not the guide.
    pub(super) trusted: bool,
    pub(super) values: Vec<RootValue>,
    /// How many more braces, and square brackets, open than close.
    balance: [isize; 2],
    /// The closing bracket of the whole array was read, but not the opening one.
    pub(super) bracketed: bool,
    /// The numbers of known and unknown fields, and what was lost.
    pub(super) known: usize,
    pub(super) unknown: usize,
    pub(super) lost: usize,
}

impl Builder<'_> {
    /// Handles the next token, or a part of it. Returns whether the token is finished.
    fn step(&mut self) -> bool {
        let token = self.tokens[self.at];
        match token.kind {
            Kind::Text(_) | Kind::Bare => return self.word(token),
            Kind::Open(bracket) => return self.open(token, bracket),
            Kind::Close(bracket) => return self.close(token, bracket),
            Kind::Comma => {
                let (frame, edits) = self.top();
                frame.drop_key(edits, token.start());
                frame.take_comma(edits, token);
            }
            Kind::Colon => self.colon(token),
            Kind::Placeholder if matches!(self.kind(1), Some(Kind::Open(_))) => {
                self.edits.delete(token.start(), token.end());
                self.edits.note(RepairKind::StrayCharacter, token.start(), token.end());
            }
            _ => self.lose(token),
        }
        true
    }

    fn word(&mut self, token: Token) -> bool {
        let holder = self.frame().holder;
        if holder.is_object() && self.frame().key.is_none() {
            return self.name(token);
        }
        if !self.is_name(self.at) {
            self.value(token);
            return true;
        }
        let name = self.name_at(self.at).unwrap_or_default();
        match holder {
            Holder::Object(_) if self.comma_replaced() => {
                self.value(token);
                self.at += 1;
                let comma = self.tokens[self.at];
                self.separate(comma, ",");
                let (frame, _) = self.top();
                frame.comma = Some(comma);
                return true;
            }
            Holder::Object(_) => self.name_as_value(token),
            Holder::List(Items::Texts) => self.close_implied(RepairKind::UnclosedList),
            Holder::List(Items::Any) if self.parent_knows(name) => self.close_implied(RepairKind::UnclosedList),
            Holder::List(Items::Any) => self.open_implied(Holder::Object(None), token.start()),
            Holder::Root | Holder::List(Items::Events) => {
                self.open_implied(Holder::Object(Some(0)), token.start());
            }
        }
        false
    }

    /// A word in place of a key.
    fn name(&mut self, token: Token) -> bool {
        if !self.is_name(self.at) && !self.may_be_name(&token) {
            if self.frame().listed.is_some() && self.list_follows() {
                self.reopen_list();
                return false;
            }
            self.lose(token);
            return true;
        }
        let name = self.name_at(self.at).unwrap_or_default().to_owned();
        if !self.trusted
            && let Some(depth) = self.owner(&name)
        {
            while self.frames.len() > depth {
                self.close_implied(RepairKind::MissingCloser);
            }
            return false;
        }
        let guide = self.source.guide;
        let frame = self.frames.last_mut();
        if let Some(Frame { holder: Holder::Object(record), key, .. }) = frame {
            // The value of an unknown field may be an event.
            if record.is_none() && guide.field(Some(0), &name).is_some() {
                *record = Some(0);
            }
            *key = Some(Key { token, field: guide.field(*record, &name), colon: false });
        }
        if self.colon_replaced() {
            self.at += 1;
            self.separate(self.tokens[self.at], ":");
            let (frame, _) = self.top();
            frame.key.iter_mut().for_each(|key| key.colon = true);
        }
        true
    }

    /// A key in place of a value: the brace before it is missing, or the value is.
    fn name_as_value(&mut self, token: Token) {
        let guide = self.source.guide;
        let name = self.name_at(self.at).unwrap_or_default();
        let field = self.frame().key.and_then(|key| key.field);
        let record = match field.map(|field| field.shape) {
            None => (!guide.knows(name) || guide.field(self.frame().holder.record(), name).is_none()).then_some(None),
            Some(super::guide::GuideShape::Record(record)) => guide.field(Some(record), name).map(|_| Some(record)),
            Some(_) => None,
        };
        if let Some(record) = record {
            self.open_implied(Holder::Object(record), token.start());
        } else {
            let (frame, edits) = self.top();
            frame.drop_key(edits, token.start());
        }
    }

    /// A string, number or literal as a value or item.
    fn value(&mut self, token: Token) {
        match token.kind {
            Kind::Text(text) => self.text(token, text),
            _ => self.scalar(token),
        }
    }

    fn text(&mut self, token: Token, text: Text) {
        let (token, text) = if text.close == Close::Present { (token, text) } else { self.settle(token, text) };
        if self.frame().holder == Holder::Root && !self.holds_json(text) {
            self.edits.delete(token.start(), token.end());
            self.edits.note(RepairKind::SurroundingText, token.start(), token.end());
            return;
        }
        self.commit();
        self.write(token, text);
        self.ended(token, Holder::Root);
    }

    fn scalar(&mut self, token: Token) {
        let (start, end) = (token.start(), token.end());
        let word = &self.source.text[start..end];
        let literal = quotes::literal(word);
        // A paste may add a line break; text on a line of its own after it shows that the word is complete.
        let at_end = matches!(self.source.rest(end).trim_start_matches([' ', '\t', '\r']), "" | "\n");
        if self.frame().holder == Holder::Root || (literal.is_none() && at_end) {
            // A value at the end of the text may be truncated: 44 may have been 4432.
            self.lose(token);
            return;
        }
        if literal == Some("") && self.frame().key.is_some() {
            let (frame, edits) = self.top();
            frame.drop_member(edits, RepairKind::UndefinedField, start, end);
            return;
        }
        self.commit();
        match literal {
            Some(literal) if literal == word => {}
            Some(literal) => {
                self.edits.replace(start, end, if literal.is_empty() { "null" } else { literal });
                self.edits.note(RepairKind::ForeignLiteral, start, end);
            }
            None if strict::is_number(word) => {}
            None if quotes::number(word).is_some() => {
                self.edits.replace(start, end, quotes::number(word).unwrap_or_default());
                self.edits.note(RepairKind::ForeignLiteral, start, end);
            }
            None => {
                let (written, _) = strings::rewritten(self.source, bare_text(token));
                self.edits.replace(start, end, written);
                self.edits.note(RepairKind::UnquotedText, start, end);
            }
        }
        self.ended(token, Holder::Object(None));
    }

    /// Drops a token and, if it is a value, its key.
    fn lose(&mut self, token: Token) {
        self.lost += 1;
        let kind = if self.frames.len() == 1 { RepairKind::SurroundingText } else { RepairKind::LostValue };
        let (frame, edits) = self.top();
        frame.drop_member(edits, kind, token.start(), token.end());
    }

    /// Starts a member: handles the comma before it, and writes its key.
    pub(super) fn commit(&mut self) {
        self.bear();
        self.begin(self.frames.len() - 1);
    }

    /// Writes the pending opening brackets and the keys before them.
    pub(super) fn bear(&mut self) {
        let unborn = self.frames.iter().rev().take_while(|frame| frame.unborn).count();
        for index in self.frames.len() - unborn..self.frames.len() {
            self.begin(index - 1);
            let frame = &mut self.frames[index];
            frame.unborn = false;
            let start = frame.start;
            self.edits.insert_before(start, frame.holder.bracket().map_or("", Bracket::opener));
            self.edits.note(RepairKind::MissingOpener, start, start);
        }
    }

    fn begin(&mut self, index: usize) {
        let frame = &mut self.frames[index];
        frame.part(&mut self.edits);
        let key = frame.key.take();
        let shape = key.and_then(|key| key.field).map(|field| field.shape);
        frame.listed = shape.filter(|shape| shape.is_list()).map(|shape| (frame.tail, shape));
        let Some(key) = key else { return };
        frame.seen |= key.field.map_or(0, |field| field.bit);
        if key.field.is_some() {
            self.known += 1;
        } else {
            self.unknown += 1;
        }
        if let Kind::Text(text) = key.token.kind {
            self.write(key.token, text);
        } else {
            let (written, _) = strings::rewritten(self.source, bare_text(key.token));
            self.edits.replace(key.token.start(), key.token.end(), written);
            self.edits.note(RepairKind::UnquotedName, key.token.start(), key.token.end());
        }
        if !key.colon {
            self.edits.insert_after(key.token.end(), ":");
            self.edits.note(RepairKind::MissingColon, key.token.end(), key.token.end());
        }
    }

    fn write(&mut self, token: Token, text: Text) {
        if text.open == Some('"') && text.close == Close::Present && !text.doubled && !text.rough {
            return;
        }
        let (written, kinds) = strings::rewritten(self.source, text);
        if written != self.source.text[token.start()..token.end()] {
            self.edits.replace(token.start(), token.end(), written);
        }
        for kind in kinds {
            let (start, end) = match kind {
                RepairKind::MissingQuote if text.open.is_none() => (token.start(), token.start()),
                RepairKind::MissingQuote | RepairKind::CutText => (token.end(), token.end()),
                _ => (token.start(), token.end()),
            };
            self.edits.note(kind, start, end);
        }
    }

    /// Whether the word at `at` is the name of a field.
    pub(super) fn is_name(&self, at: usize) -> bool {
        let ahead = at.checked_sub(self.at).and_then(|offset| self.kind(offset + 1));
        match ahead {
            Some(Kind::Colon) => true,
            Some(Kind::Text(_) | Kind::Bare | Kind::Open(_)) => {
                // The colon is lost.
                let frame = self.frame();
                frame.holder.is_object()
                    && (frame.key.is_none() || at != self.at)
                    && self.name_at(at).is_some_and(|name| {
                        self.source.guide.knows(name)
                            || (quotes::is_word(name) && !(frame.listed.is_some() && self.list_follows()))
                    })
            }
            _ => false,
        }
    }

    pub(super) fn name_at(&self, at: usize) -> Option<&str> {
        let token = self.tokens.get(at)?;
        content(token.kind, token).map(|(start, end)| &self.source.text[start..end])
    }

    pub(super) fn kind(&self, offset: usize) -> Option<Kind> {
        self.tokens.get(self.at + offset).map(|token| token.kind)
    }

    /// How many more brackets of this sort open than close in the whole text.
    pub(super) fn balance(&self, bracket: Bracket) -> isize {
        self.balance[usize::from(bracket == Bracket::Square)]
    }

    pub(super) fn frame(&self) -> &Frame {
        &self.frames[self.frames.len() - 1]
    }

    pub(super) fn top(&mut self) -> (&mut Frame, &mut Edits) {
        let last = self.frames.len() - 1;
        (&mut self.frames[last], &mut self.edits)
    }

    fn holds_json(&self, text: Text) -> bool {
        let inner = self.source.rest(text.start as usize).trim_start();
        inner.starts_with(['{', '[', '\\', '"'])
    }
}

fn bare_text(token: Token) -> Text {
    let (start, end) = (token.start, token.end);
    Text { start, end, open: None, close: Close::Present, doubled: false, rough: true, joined: false }
}

/// Whether all brackets match.
fn is_balanced(tokens: &[Token]) -> bool {
    let mut open = Vec::new();
    tokens.iter().all(|token| match token.kind {
        Kind::Open(bracket) => {
            open.push(bracket);
            true
        }
        Kind::Close(bracket) => open.pop() == Some(bracket),
        _ => !open.is_empty() || matches!(token.kind, Kind::Comma | Kind::Text(_)),
    }) && open.is_empty()
}

/// How many more brackets of this sort open than close.
fn balance(tokens: &[Token], bracket: Bracket) -> isize {
    tokens
        .iter()
        .map(|token| isize::from(token.kind == Kind::Open(bracket)) - isize::from(token.kind == Kind::Close(bracket)))
        .sum()
}
