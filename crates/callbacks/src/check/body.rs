//! The body as a whole: is it a list of events, or what else is it?

use super::{Check, Checked, Outcome, ParseOptions};
use crate::catalogue::rules::Rule;
use crate::diagnostic::{BodyKind, Detail, Finding, Place};
use crate::json::fault::Fault;
use crate::json::scan::scan;
use crate::json::tape::{Kind, LONE_SURROGATE, LOSSY, TOLD};
use crate::view::{Other, OtherKind, Views};

/// Reads a body, or says why there is nothing in it to read.
#[inline(never)]
pub(super) fn read<'t>(text: &'t str, options: &ParseOptions) -> Result<Checked<'t>, Finding> {
    let whole = Place::Bytes(0, text.len() as u32);
    let stop = |rule, place, detail| Finding { rule, place, event: None, field: None, detail };
    if text.bytes().all(|byte| byte.is_ascii_whitespace()) {
        return Err(stop(Rule::EmptyBody, whole, Detail::None));
    }
    let tape = match scan(text, options.max_depth) {
        Ok(tape) => tape,
        Err(Fault::Depth { at }) => {
            let detail = Detail::Count { found: 0, limit: options.max_depth as u32 };
            return Err(stop(Rule::TooDeep, Place::Bytes(at as u32, at as u32 + 1), detail));
        }
        Err(Fault::Syntax { at, expected, found }) => {
            if let Some(kind) = look(text) {
                return Err(stop(Rule::NotACallback, whole, Detail::Body(kind)));
            }
            let width = text[at..].chars().next().map_or(0, char::len_utf8);
            let place = Place::Bytes(at as u32, (at + width) as u32);
            return Err(stop(Rule::InvalidJson, place, Detail::Syntax { expected, found }));
        }
    };
    let mut check = Check {
        tape,
        views: Views::default(),
        others: Vec::new(),
        findings: Vec::new(),
        event: None,
        faulty: 0,
        omitted: 0,
        unusable: false,
    };
    check.whole();
    check.flags();
    Ok(Checked { tape: check.tape, views: check.views, others: check.others, findings: check.findings })
}

/// What a text is that is not JSON, and not meant as JSON either.
fn look(text: &str) -> Option<BodyKind> {
    let start = text.as_bytes().trim_ascii();
    let head = start[..start.len().min(256)].to_ascii_lowercase();
    if head.first() == Some(&b'<') {
        let is_html = [&b"<!doctype html"[..], b"<html", b"<head", b"<body"].into_iter().any(|tag| holds(&head, tag));
        return Some(if is_html { BodyKind::Html } else { BodyKind::Xml });
    }
    let first_line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    if holds(first_line, b" http/1.") || holds(first_line, b" http/2") {
        return Some(BodyKind::HttpRequest);
    }
    let name = head.iter().position(|byte| *byte == b'=').unwrap_or_default();
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.%+-[]".contains(byte);
    if name > 0 && head[..name].iter().all(is_name) && !start.iter().any(u8::is_ascii_whitespace) {
        return Some(BodyKind::Form);
    }
    (!start.iter().any(|byte| b"{}[]\"".contains(byte))).then_some(BodyKind::PlainText)
}

fn holds(text: &[u8], part: &[u8]) -> bool {
    (0..text.len()).any(|at| text[at..].starts_with(part))
}

impl Check<'_> {
    fn whole(&mut self) {
        match self.tape.kind(0) {
            Kind::List => self.list(0),
            Kind::Object => match self.wrapped() {
                Some(inner) => {
                    self.find(Rule::WrappedBody, Place::Token(0), None, Detail::None);
                    self.beside(inner);
                    if self.tape.kind(inner) == Kind::List { self.list(inner) } else { self.push(inner) }
                }
                None => self.bare(),
            },
            kind => {
                let kind = match kind {
                    Kind::Text if matches!(self.tape.bytes(0).trim_ascii_start(), [b'[' | b'{', ..]) => {
                        BodyKind::EncodedJson
                    }
                    Kind::Text => BodyKind::Text,
                    Kind::Number => BodyKind::Number,
                    Kind::Null => BodyKind::Null,
                    _ => BodyKind::Boolean,
                };
                self.find(Rule::NotACallback, Place::Token(0), None, Detail::Body(kind));
                self.other(0, OtherKind::Rejected);
            }
        }
    }

    /// What is in `_json` of the body, if it holds the events.
    ///
    /// Rails adds keys of its own beside it, one of them named after the controller, which may be `message`. So an
    /// array wins over whatever is beside it; only an empty one gives way to an event.
    fn wrapped(&self) -> Option<u32> {
        let inner = self.at(0, b"_json")?;
        let has = |name: &[u8]| self.at(0, name).is_some();
        let is_wrapper = match self.tape.kind(inner) {
            Kind::List => self.tape.node(inner).next > inner + 1 || !(has(b"type") && has(b"message")),
            Kind::Object => !has(b"type"),
            _ => false,
        };
        is_wrapper.then_some(inner)
    }

    /// Looks at what stands in a wrapper beside the list.
    fn beside(&mut self, inner: u32) {
        let (keys, values): (Vec<u32>, Vec<u32>) = self.tape.members(0).unzip();
        self.repeated(&keys);
        for value in values.into_iter().filter(|value| *value != inner) {
            self.repeats(value);
        }
    }

    fn list(&mut self, list: u32) {
        let end = self.tape.node(list).next;
        if end == list + 1 {
            self.find(Rule::EmptyList, Place::Token(list), None, Detail::None);
        }
        let mut token = list + 1;
        while token < end {
            self.push(token);
            token = self.tape.node(token).next;
        }
    }

    fn push(&mut self, token: u32) {
        match self.element(token) {
            Outcome::Event => {}
            Outcome::Unknown(kind) => self.other(token, OtherKind::Unknown(kind.map(|kind| self.tape.span(kind)))),
            Outcome::Rejected => self.other(token, OtherKind::Rejected),
        }
    }

    fn other(&mut self, token: u32, kind: OtherKind) {
        let index = (self.views.rows.len() + self.others.len()) as u32;
        self.others.push(Other { index, value: self.tape.span(token), kind });
    }

    /// One object that is no list: one event, something else, or a neighbour, which comes so.
    fn bare(&mut self) {
        self.push(0);
        if !self.findings.iter().any(|finding| matches!(finding.rule, Rule::NotAnEvent | Rule::OtherProduct)) {
            self.event = None;
            self.find(Rule::BareEvent, Place::Token(0), None, Detail::None);
        }
    }

    /// What the scanner noticed about single tokens.
    fn flags(&mut self) {
        self.event = None;
        for (flag, rule) in [(LOSSY, Rule::LossyNumber), (LONE_SURROGATE, Rule::LoneSurrogate)] {
            if self.tape.flags & flag == 0 {
                continue;
            }
            // What has a finding already needs no other: so a number that is read as text, which loses nothing.
            for finding in &self.findings {
                if let Place::Token(at) = finding.place {
                    self.tape.nodes[at as usize].flags |= TOLD;
                }
            }
            for at in 0..self.tape.nodes.len() as u32 {
                let node = self.tape.node(at);
                if node.flags & (flag | TOLD) == flag {
                    self.find(rule, Place::Token(at), None, Detail::None);
                }
            }
        }
    }
}
