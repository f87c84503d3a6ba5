//! The body as a whole: an array of events, one event, a wrapper around either, or something else.

use super::options::ParseOptions;
use super::state::{Check, Checked, Outcome};
use crate::catalogue::rules::Rule;
use crate::diagnostic::{BodyKind, Detail, Finding, Place};
use crate::json::fault::Fault;
use crate::json::scan::scan;
use crate::json::tape::{JsonType, LONE_SURROGATE, LOSSY, REPORTED};
use crate::view::{Other, OtherKind, Views};

/// Checks a body, or returns the finding that explains why it cannot be read.
#[inline(never)]
pub(super) fn check_body<'t>(text: &'t str, options: &ParseOptions) -> Result<Checked<'t>, Finding> {
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
            if let Some(kind) = classify_body(text) {
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
        has_unknown: false,
    };
    check.whole();
    check.flags();
    Ok(Checked { tape: check.tape, views: check.views, others: check.others, findings: check.findings })
}

/// What the body is, if it was not meant to be JSON.
fn classify_body(text: &str) -> Option<BodyKind> {
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
            JsonType::List => self.list(0),
            JsonType::Object => match self.wrapped() {
                Some(inner) => {
                    self.find(Rule::WrappedBody, Place::Token(0), None, Detail::None);
                    self.check_wrapper_siblings(inner);
                    if self.tape.kind(inner) == JsonType::List { self.list(inner) } else { self.push(inner) }
                }
                None => self.bare(),
            },
            kind => {
                let kind = match kind {
                    JsonType::Text if matches!(self.tape.bytes(0).trim_ascii_start(), [b'[' | b'{', ..]) => {
                        BodyKind::EncodedJson
                    }
                    JsonType::Text => BodyKind::Text,
                    JsonType::Number => BodyKind::Number,
                    JsonType::Null => BodyKind::Null,
                    _ => BodyKind::Boolean,
                };
                self.find(Rule::NotACallback, Place::Token(0), None, Detail::Body(kind));
                self.other(0, OtherKind::Rejected);
            }
        }
    }

    /// The value of `_json`, if it holds the events.
    ///
    /// Rails adds keys of its own beside it, one of them named after the controller, which may be `message`. So an
    /// array wins over all other keys, unless it is empty and they form an event.
    fn wrapped(&self) -> Option<u32> {
        let inner = self.at(0, b"_json")?;
        let has = |name: &[u8]| self.at(0, name).is_some();
        let is_wrapper = match self.tape.kind(inner) {
            JsonType::List => self.tape.node(inner).next > inner + 1 || !(has(b"type") && has(b"message")),
            JsonType::Object => !has(b"type"),
            _ => false,
        };
        is_wrapper.then_some(inner)
    }

    /// Searches the other keys of a wrapper for duplicate keys.
    fn check_wrapper_siblings(&mut self, inner: u32) {
        let (keys, values): (Vec<u32>, Vec<u32>) = self.tape.members(0).unzip();
        self.report_duplicates(&keys);
        for value in values.into_iter().filter(|value| *value != inner) {
            self.find_duplicates_in(value);
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
        match self.check_element(token) {
            Outcome::Event => {}
            Outcome::Unknown(kind) => self.other(token, OtherKind::Unknown(kind.map(|kind| self.tape.span(kind)))),
            Outcome::Verification(outcome) => self.other(token, OtherKind::Verification(outcome)),
            Outcome::Rejected => self.other(token, OtherKind::Rejected),
        }
    }

    fn other(&mut self, token: u32, kind: OtherKind) {
        let index = (self.views.events.len() + self.others.len()) as u32;
        self.others.push(Other { index, value: self.tape.span(token), kind });
    }

    /// A body that is one object. Other products' webhooks are sent without an array, so that is not reported for them.
    fn bare(&mut self) {
        self.push(0);
        let is_verification = matches!(self.others.first(), Some(Other { kind: OtherKind::Verification(_), .. }));
        if !is_verification
            && !self.findings.iter().any(|finding| matches!(finding.rule, Rule::NotAnEvent | Rule::OtherProduct))
        {
            self.event = None;
            self.find(Rule::BareEvent, Place::Token(0), None, Detail::None);
        }
    }

    /// Reports what the scanner noticed about single tokens.
    fn flags(&mut self) {
        self.event = None;
        for (flag, rule) in [(LOSSY, Rule::LossyNumber), (LONE_SURROGATE, Rule::LoneSurrogate)] {
            if self.tape.flags & flag == 0 {
                continue;
            }
            // One finding per token is enough. A number of an event that is read as a string loses nothing.
            let is_lossless = |it: &&Finding| it.event.is_some() || it.rule != Rule::CoercedType;
            for finding in self.findings.iter().filter(is_lossless) {
                if let Place::Token(at) = finding.place {
                    self.tape.nodes[at as usize].flags |= REPORTED;
                }
            }
            for at in 0..self.tape.nodes.len() as u32 {
                let node = self.tape.node(at);
                if node.flags & (flag | REPORTED) == flag {
                    self.find(rule, Place::Token(at), None, Detail::None);
                }
            }
        }
    }
}
