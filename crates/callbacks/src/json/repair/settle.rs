//! A string without its closing quote, and the punctuation after it: how much of that is structure follows from the
//! open containers and the next token; the rest belongs to the string.

use super::frame::{Holder, Items};
use super::rebuild::Builder;
use super::token::{Bracket, Close, Kind, Text, Token, content};

/// At most this many characters are structure, because no callback is nested deeper.
const MAX_RUN: usize = 16;

impl Builder<'_> {
    /// Decides how much of the punctuation after a string without a closing quote belongs to the string.
    pub(super) fn settle(&mut self, token: Token, text: Text) -> (Token, Text) {
        let first = self.at + 1;
        let is_run = |token: &&Token| matches!(token.kind, Kind::Open(_) | Kind::Close(_) | Kind::Comma);
        let run = self.tokens[first..].iter().take_while(is_run).count();
        let until = first + run;
        let at_end = until == self.tokens.len();
        let fits = (first.max(until.saturating_sub(MAX_RUN))..=until).rev().find(|from| self.fits(*from, until));
        let from = match fits {
            Some(from) => from,
            None if text.close == Close::Cut && at_end => until,
            None => first,
        };
        let close = if text.close == Close::Cut && from < until { Close::Missing } else { text.close };
        self.at = from - 1;
        let end = if from == until && at_end { self.source.text.len() as u32 } else { self.tokens[from - 1].end };
        let text = Text { end: text.end.max(end), close, ..text };
        (Token { end, ..token }, text)
    }

    /// Whether the punctuation of the tokens `from..until`, after a string, leads to the token at `until`.
    fn fits(&self, from: usize, until: usize) -> bool {
        let mut depth = self.frames.len();
        let mut opened = Vec::new();
        let mut comma = false;
        for token in &self.tokens[from..until] {
            match token.kind {
                Kind::Comma if !comma && opened.is_empty() => comma = true,
                Kind::Close(bracket) if !comma && opened.is_empty() => {
                    if self.frames[depth - 1].holder.bracket() != Some(bracket) {
                        return false;
                    }
                    depth -= 1;
                }
                Kind::Open(Bracket::Brace) if comma && opened.is_empty() => {
                    if matches!(self.frames[depth - 1].holder, Holder::Object(_) | Holder::List(Items::Texts)) {
                        return false;
                    }
                    opened.push(Holder::Object(Some(0)));
                }
                _ => return false,
            }
        }
        let frame = &self.frames[depth - 1];
        let fresh = opened.pop();
        let holder = fresh.unwrap_or(frame.holder);
        let Some(next) = self.tokens.get(until) else {
            // Nothing follows: all open containers must be closed.
            return from < until && !comma && self.frames[1..depth].iter().all(|frame| frame.implied);
        };
        let is_name = self.tokens.get(until + 1).is_some_and(|token| token.kind == Kind::Colon);
        let name = content(next.kind, next).map(|(start, end)| &self.source.text[start..end]);
        match (holder, name) {
            (Holder::Object(record), Some(name)) if is_name && comma => {
                let guide = self.source.guide;
                let room = fresh.is_some() || self.has_room(frame, until, true);
                record.is_none() || !guide.knows(name) || (guide.field(record, name).is_some() && room)
            }
            (Holder::List(_) | Holder::Root, Some(_)) => comma && !is_name,
            _ => false,
        }
    }
}
