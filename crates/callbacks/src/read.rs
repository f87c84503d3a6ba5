//! The one place that decides how a body is read: not at all if it is too large, in one pass, or by the full check.
//!
//! However it is read, the events have one form, `EventView`, and everybody builds from it: typed events, what crosses
//! into JavaScript, summaries, columns.

use std::borrow::Cow;

use crate::catalogue::rules::Severity;
use crate::check::clean::{Clean, convert};
use crate::check::{ParseOptions, check, text, too_large};
use crate::diagnostic::{Diagnostic, LocatedFinding, locate};
use crate::json::place::Places;
use crate::json::tape::LONE_SURROGATE;
use crate::json::words::Words;
use crate::view::{EventView, Extra, Other, Part, Views};

/// Reads bodies. Keep one and its memory is used again.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own about the body that was read last")]
pub(crate) struct BodyReader {
    /// The body, if it was read in one pass.
    fast: Clean,
    /// What is in a body that was not.
    views: Views,
    others: Vec<Other>,
    found: Vec<LocatedFinding>,
    is_fast: bool,
    is_ok: bool,
    has_halves: bool,
    /// Every body goes through the full check, to compare.
    #[cfg(test)]
    pub(crate) is_slow: bool,
}

impl BodyReader {
    /// One that has read nothing yet.
    pub(crate) const fn new() -> Self {
        BodyReader {
            fast: Clean::new(),
            views: Views { rows: Vec::new(), items: Vec::new(), extras: Vec::new() },
            others: Vec::new(),
            found: Vec::new(),
            is_fast: false,
            is_ok: true,
            has_halves: false,
            #[cfg(test)]
            is_slow: false,
        }
    }

    /// Reads a body of `total` bytes: `body`, which `words` gives word by word. If it is too large, nothing of it need
    /// be there. Gives the text in which places count, which is the body if that is UTF-8.
    #[inline(always)]
    pub(crate) fn read<'t>(
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
            self.found = locate(body, None, self.fast.findings_mut(), options.max_diagnostics);
        }
        Cow::Borrowed(body)
    }

    #[inline(always)]
    fn takes_fast_path(&mut self, words: impl Words, is_utf8: bool, options: &ParseOptions) -> bool {
        #[cfg(test)]
        if self.is_slow {
            return false;
        }
        self.fast.read(words, is_utf8, options).is_some()
    }

    #[cold]
    #[inline(never)]
    fn full_check<'t>(&mut self, body: &'t [u8], total: usize, options: &ParseOptions) -> Cow<'t, [u8]> {
        let is_too_large = total > options.max_bytes;
        let (text, invalid) = if is_too_large { (Cow::Borrowed(""), None) } else { text(body) };
        let mut checked = if is_too_large { too_large(total, options) } else { check(&text, invalid, options) };
        self.is_ok = checked.findings.iter().all(|finding| finding.rule.severity() != Severity::Error);
        self.has_halves = checked.tape.flags & LONE_SURROGATE != 0;
        self.found = locate(text.as_bytes(), Some(&checked.tape), &mut checked.findings, options.max_diagnostics);
        (self.views, self.others) = (checked.views, checked.others);
        match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        }
    }

    /// Whether the last body was read in one pass.
    #[cfg(test)]
    pub(crate) fn is_fast(&self) -> bool {
        self.is_fast
    }

    /// No diagnostic has the severity `error`.
    pub(crate) fn is_ok(&self) -> bool {
        self.is_ok
    }

    /// Some string has half of a surrogate pair, which no Rust string can hold.
    pub(crate) fn has_halves(&self) -> bool {
        self.has_halves
    }

    /// The elements that are events, in order.
    pub(crate) fn events(&self) -> &[EventView] {
        if self.is_fast { self.fast.events() } else { &self.views.rows }
    }

    /// The insides of the strings in arrays, one array after another.
    pub(crate) fn items(&self) -> &[Part] {
        if self.is_fast { self.fast.items() } else { &self.views.items }
    }

    /// The members of events that no row describes, event by event.
    pub(crate) fn extras(&self) -> &[Extra] {
        if self.is_fast { self.fast.extras() } else { &self.views.extras }
    }

    /// The elements that are not events, in order.
    pub(crate) fn others(&self) -> &[Other] {
        if self.is_fast { self.fast.others() } else { &self.others }
    }

    /// What was found, by position in the text, then by the order of the rules.
    pub(crate) fn found(&self) -> &[LocatedFinding] {
        &self.found
    }

    /// The same in words. `text` is what `read` gave.
    pub(crate) fn diagnostics(&self, text: &[u8]) -> Vec<Diagnostic> {
        self.found.iter().map(|finding| finding.diagnostic(text)).collect()
    }

    /// Counts places in UTF-16 code units from here on, as JavaScript does. `text` is what `read` gave.
    pub(crate) fn count_in_utf16(&mut self, text: &[u8]) {
        if self.is_fast {
            self.fast.count_in_utf16();
        } else if !text.is_ascii() {
            self.views_in_utf16(text);
        }
    }

    #[cold]
    #[inline(never)]
    fn views_in_utf16(&mut self, text: &[u8]) {
        let places = Places::new(std::str::from_utf8(text).unwrap_or_default());
        let count = |at: u32| places.utf16(at as usize);
        let Views { rows, items, extras } = &mut self.views;
        convert((rows, items, extras, &mut self.others), &count);
    }
}
