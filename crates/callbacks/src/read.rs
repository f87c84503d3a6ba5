//! The one place that decides how a body is read: rejected as too large, on the fast path, or by the full check.
//!
//! Both readers produce `EventParts`. Everything else is built from them: typed events, the wire format for JavaScript,
//! summaries, columns.

use std::borrow::Cow;

use crate::catalogue::rules::Severity;
use crate::check::{ParseOptions, check, text, too_large};
use crate::diagnostic::{Diagnostic, LocatedFinding, locate, positions};
use crate::fast::{FastReader, convert};
use crate::json::place::Places;
use crate::json::swar::Words;
use crate::json::tape::LONE_SURROGATE;
use crate::view::{EventParts, Extra, Other, Part, Views};

/// Reads bodies. Keep it to reuse its memory.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a separate fact about the last body")]
pub(crate) struct BodyReader {
    /// The result of the fast path.
    fast: FastReader,
    /// The result of the full check.
    views: Views,
    others: Vec<Other>,
    found: Vec<LocatedFinding>,
    is_fast: bool,
    is_ok: bool,
    has_halves: bool,
    /// Skips the fast path, so that tests can compare both readers.
    #[cfg(test)]
    pub(crate) is_slow: bool,
}

impl BodyReader {
    /// A reader that has not read anything yet.
    pub(crate) const fn new() -> Self {
        BodyReader {
            fast: FastReader::new(),
            views: Views { events: Vec::new(), items: Vec::new(), extras: Vec::new() },
            others: Vec::new(),
            found: Vec::new(),
            is_fast: false,
            is_ok: true,
            has_halves: false,
            #[cfg(test)]
            is_slow: false,
        }
    }

    /// Reads `body`, which `words` gives word by word. `total` is its size: if it is too large, `body` may be empty.
    /// Returns the text to which all positions refer: the body, if it is UTF-8.
    #[inline(always)]
    pub(crate) fn read_body<'t>(
        &mut self,
        words: impl Words,
        body: &'t [u8],
        total: usize,
        is_utf8: bool,
        options: &ParseOptions,
    ) -> Cow<'t, [u8]> {
        self.found.clear();
        self.is_fast = total <= options.max_bytes && self.takes_fast_path(words, is_utf8, options);
        if !self.is_fast {
            return self.full_check(body, total, options);
        }
        (self.is_ok, self.has_halves) = (true, false);
        if !self.fast.findings().is_empty() {
            self.is_ok = self.fast.findings().iter().all(|finding| finding.rule.severity() != Severity::Error);
            locate(body.len(), None, self.fast.findings_mut(), options.max_diagnostics, &mut self.found);
        }
        Cow::Borrowed(body)
    }

    /// Reads a body that was repaired. The result is that of `read_body`, always by the full check: a repair takes much
    /// longer, and the module that only repairs does without the fast path.
    pub(crate) fn read_repaired(&mut self, text: &str, total: usize, options: &ParseOptions) {
        self.found.clear();
        self.is_fast = false;
        self.full_check(text.as_bytes(), total, options);
    }

    #[inline(always)]
    fn takes_fast_path(&mut self, words: impl Words, is_utf8: bool, options: &ParseOptions) -> bool {
        #[cfg(test)]
        if self.is_slow {
            return false;
        }
        self.fast.read_body(words, is_utf8, options).is_some()
    }

    #[cold]
    #[inline(never)]
    fn full_check<'t>(&mut self, body: &'t [u8], total: usize, options: &ParseOptions) -> Cow<'t, [u8]> {
        let is_too_large = total > options.max_bytes;
        let (text, invalid) = if is_too_large { (Cow::Borrowed(""), None) } else { text(body) };
        let mut checked = if is_too_large { too_large(total, options) } else { check(&text, invalid, options) };
        self.is_ok = checked.findings.iter().all(|finding| finding.rule.severity() != Severity::Error);
        self.has_halves = checked.tape.flags & LONE_SURROGATE != 0;
        let (tape, findings) = (Some(&checked.tape), &mut checked.findings);
        locate(text.len(), tape, findings, options.max_diagnostics, &mut self.found);
        (self.views, self.others) = (checked.views, checked.others);
        match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        }
    }

    /// Whether the last body took the fast path.
    pub(crate) fn is_fast(&self) -> bool {
        self.is_fast
    }

    /// No diagnostic has the severity `error`.
    pub(crate) fn is_ok(&self) -> bool {
        self.is_ok
    }

    /// Some string has a lone surrogate, which no Rust string can hold.
    pub(crate) fn has_halves(&self) -> bool {
        self.has_halves
    }

    /// The elements that are events, in order.
    pub(crate) fn events(&self) -> &[EventParts] {
        if self.is_fast { self.fast.events() } else { &self.views.events }
    }

    /// The insides of the strings in arrays, one array after another.
    pub(crate) fn items(&self) -> &[Part] {
        if self.is_fast { self.fast.items() } else { &self.views.items }
    }

    /// The members of events that are not fields of their record, event by event.
    pub(crate) fn extras(&self) -> &[Extra] {
        if self.is_fast { self.fast.extras() } else { &self.views.extras }
    }

    /// The elements that are not events, in order.
    pub(crate) fn others(&self) -> &[Other] {
        if self.is_fast { self.fast.others() } else { &self.others }
    }

    /// The findings, by position in the text, then by rule.
    pub(crate) fn found(&self) -> &[LocatedFinding] {
        &self.found
    }

    /// The findings as diagnostics. `text` is what `read_body` returned.
    pub(crate) fn diagnostics(&self, text: &[u8]) -> Vec<Diagnostic> {
        let positions = positions(text, &self.found);
        self.found.iter().zip(positions).map(|(finding, position)| finding.diagnostic(text, position)).collect()
    }

    /// Converts all positions from bytes to UTF-16 code units, for JavaScript. `text` is what `read_body` returned.
    pub(crate) fn count_in_utf16(&mut self, text: &[u8]) {
        if self.is_fast {
            self.fast.count_in_utf16(text);
        } else if !text.is_ascii() {
            self.views_in_utf16(text);
        }
    }

    #[cold]
    #[inline(never)]
    fn views_in_utf16(&mut self, text: &[u8]) {
        let places = Places::new(std::str::from_utf8(text).unwrap_or_default());
        let count = |at: u32| places.utf16(at as usize);
        let Views { events, items, extras } = &mut self.views;
        convert((events, items, extras, &mut self.others), 1, &count);
    }
}
