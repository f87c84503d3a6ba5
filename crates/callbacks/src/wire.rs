//! A checked body as numbers, the form in which it crosses into JavaScript.
//!
//! All offsets are UTF-16 code units, so that JavaScript only slices. The layout is described once,
//! by the constants below, which `publish` hands to the other side.

use crate::check::clean::Clean;
use crate::check::{Checked, Outcome, ParseOptions, check, text, too_large};
use crate::diagnostic::{Told, tell};
use crate::json::tape::{Kind, Tape};
use crate::json::words::{PADDING, Padded, utf16_units};
use crate::report::is_ok;

/// The words at the head of a record, by place. A body that was read in one pass has events instead of tokens and elements:
/// the last words say where its rows are, the items of their lists and their extras. `paths` are those of the diagnostics.
pub const HEADER: [&str; 9] =
    ["form", "tokens", "elements", "diagnostics", "pathsAt", "pathsBytes", "rowsAt", "itemsAt", "extrasAt"];
/// The form of a body with an error.
pub const FAULTY: u32 = 0;
/// The form of a body without one.
pub const OK: u32 = 1;
/// The form of a body that was read in one pass.
pub const CLEAN: u32 = 2;
/// The words of a token. `what` is kind, flags and edit, a byte each from the lowest.
pub const TOKEN: [&str; 4] = ["start", "end", "next", "what"];
/// The words of an element. `event` is a number of `EVENTS`; for an unknown one, the token that names its type, or 0.
pub const ELEMENT: [&str; 4] = ["token", "outcome", "event", "impliedErrorCode"];
/// The words of a diagnostic: its rule, or past all rules the neighbour that it found, where its path ends among the paths, and the template of its sentence
/// with what fills the holes.
pub const DIAGNOSTIC: [&str; 10] =
    ["rule", "start", "end", "line", "column", "pathEnd", "template", "hole", "hole", "hole"];
/// A record in the making; keep one and its memory is used again.
#[derive(Debug)]
pub struct Wire {
    /// The numbers.
    pub words: Vec<u32>,
    /// The paths of the diagnostics, one after another.
    pub paths: String,
    /// The body, where it is clean.
    clean: Clean,
}

impl Default for Wire {
    fn default() -> Self {
        Wire::new()
    }
}

impl Wire {
    /// One that nothing is written in yet.
    #[must_use]
    pub const fn new() -> Self {
        Wire { words: Vec::new(), paths: String::new(), clean: Clean::new() }
    }

    /// The last words of the header: where what is read beside the words is.
    #[must_use]
    pub fn parts(&self) -> [usize; 5] {
        let paths = [self.paths.as_ptr() as usize, self.paths.len()];
        let (rows, items, extras) = (self.clean.events(), self.clean.items(), self.clean.extras());
        [paths[0], paths[1], rows.as_ptr() as usize, items.as_ptr() as usize, extras.as_ptr() as usize]
    }

    /// Reads and writes a body, after which `PADDING` stands. Of one that is too large, `total` bytes, none
    /// need be given.
    pub fn read(&mut self, padded: &[u8], total: usize, options: &ParseOptions, with_values: bool, is_utf8: bool) {
        let body = &padded[..padded.len() - PADDING.len()];
        if total <= options.max_bytes && self.clean.read(Padded(padded), is_utf8, options).is_some() {
            self.words.clear();
            self.words.resize(HEADER.len(), 0);
            self.words[0] = CLEAN;
            self.words[1] = if with_values { self.clean.events().len() as u32 } else { 0 };
            if self.clean.findings().is_empty() || self.write_findings(body, options) {
                if with_values {
                    self.clean.count_in_utf16();
                }
                return;
            }
        }
        let (text, invalid) = text(body);
        let mut checked =
            if total > options.max_bytes { too_large(total, options) } else { check(&text, invalid, options) };
        self.write(&mut checked, options.max_diagnostics, with_values);
    }

    /// Writes what was found in one pass; false if the bytes are not UTF-8.
    #[cold]
    fn write_findings(&mut self, body: &[u8], options: &ParseOptions) -> bool {
        let Ok(text) = std::str::from_utf8(body) else { return false };
        let told = tell(&Tape::empty(text), &mut self.clean.findings().to_vec(), options.max_diagnostics);
        self.paths.clear();
        self.words[3] = told.len() as u32;
        self.diagnostics(&told);
        true
    }

    /// Writes a checked body with so many diagnostics at most; without tokens and elements where only
    /// the diagnostics are asked for.
    fn write(&mut self, checked: &mut Checked<'_>, most_diagnostics: usize, with_values: bool) {
        self.words.clear();
        self.paths.clear();
        let ok = is_ok(checked);
        let told = tell(&checked.tape, &mut checked.findings, most_diagnostics);
        let (tokens, elements) = if with_values { (checked.tape.nodes.len(), checked.elements.len()) } else { (0, 0) };
        self.words.extend([
            if ok { OK } else { FAULTY },
            tokens as u32,
            elements as u32,
            told.len() as u32,
            0,
            0,
            0,
            0,
            0,
        ]);
        if with_values {
            self.tokens(&checked.tape);
            self.elements(checked);
        }
        self.diagnostics(&told);
    }

    fn tokens(&mut self, tape: &Tape<'_>) {
        let mut units = Units { bytes: tape.text.as_bytes(), at: 0, utf16: 0, ascii: tape.text.is_ascii() };
        for node in &tape.nodes {
            let start = units.to(node.start);
            // JavaScript builds containers from what they hold and needs no end of theirs.
            let end = if matches!(node.kind, Kind::List | Kind::Object) { start } else { units.to(node.end) };
            let what = node.kind as u32 | u32::from(node.flags) << 8 | (node.edit as u32) << 16;
            self.words.extend([start, end, node.next, what]);
        }
    }

    fn elements(&mut self, checked: &Checked<'_>) {
        for element in &checked.elements {
            let (outcome, event, implied) = match element.outcome {
                Outcome::Event { event, implied, .. } => (0, event as u32, implied.unwrap_or(0)),
                Outcome::Unknown(kind) => (1, kind.unwrap_or(0), 0),
                Outcome::Rejected => (2, 0, 0),
            };
            self.words.extend([element.token, outcome, event, u32::from(implied)]);
        }
    }

    fn diagnostics(&mut self, told: &[Told]) {
        let mut path_end = 0;
        for diagnostic in told {
            self.paths.push_str(&diagnostic.path);
            path_end += utf16_units(diagnostic.path.as_bytes());
            let (span, sentence) = (diagnostic.span, diagnostic.sentence);
            let place = [diagnostic.help_row(), span.start, span.end, diagnostic.line, diagnostic.column, path_end];
            self.words.extend_from_slice(&place);
            self.words.push(sentence.template as u32);
            self.words.extend_from_slice(&sentence.holes);
        }
    }
}

/// UTF-16 offsets of byte offsets asked for in rising order.
struct Units<'t> {
    bytes: &'t [u8],
    at: u32,
    utf16: u32,
    ascii: bool,
}

impl Units<'_> {
    fn to(&mut self, byte: u32) -> u32 {
        if self.ascii {
            return byte;
        }
        self.utf16 += utf16_units(&self.bytes[self.at as usize..byte as usize]);
        self.at = byte;
        self.utf16
    }
}
