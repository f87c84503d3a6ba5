//! A checked body as numbers, the form in which it crosses into JavaScript.
//!
//! All offsets are UTF-16 code units, so that JavaScript only slices. The layout is described once,
//! by the constants below, which `publish` hands to the other side.

use crate::check::clean::{Clean, convert};
use crate::check::from_tape::Views;
use crate::check::{Checked, Outcome, ParseOptions, check, text, too_large};
use crate::diagnostic::{LocatedFinding, Path, locate};
use crate::json::place::Places;
use crate::json::words::{PADDING, Padded, utf16_units};
use crate::report::is_ok;

/// The words at the head of a record, by place: `ok` is 0 or 1, the next three are counts. The rows of the events, the items
/// of their lists and their extras are elsewhere; so are the paths of the diagnostics, one after another.
pub const HEADER: [&str; 9] =
    ["ok", "events", "others", "diagnostics", "pathsAt", "pathsBytes", "rowsAt", "itemsAt", "extrasAt"];
/// The words of an element that is not an event: its number, where it is, and where the string is that names its type. Of one
/// that names none both are 0, and of a rejected one -1.
pub const OTHER: [&str; 5] = ["index", "start", "end", "typeStart", "typeEnd"];
/// The words of a diagnostic: its rule, or past all rules the neighbour that it found; its place; its path, see
/// `ViewPlace::words`, or if `step` is 0 where it ends among the paths; the template of its sentence with what fills the
/// holes.
pub const DIAGNOSTIC: [&str; 14] = [
    "rule", "start", "end", "line", "column", "pathEnd", "frame", "element", "step", "item", "template", "hole",
    "hole", "hole",
];
/// A record in the making; keep one and its memory is used again.
#[derive(Debug)]
pub struct Wire {
    /// The numbers.
    pub words: Vec<u32>,
    /// The paths of the diagnostics, one after another.
    pub paths: String,
    /// The body, if it was read in one pass.
    clean: Clean,
    /// The events of a body that was not.
    views: Views,
    is_one_pass: bool,
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
        Wire { words: Vec::new(), paths: String::new(), clean: Clean::new(), views: Views::new(), is_one_pass: false }
    }

    /// The last words of the header: where what is read beside the words is.
    #[must_use]
    pub fn parts(&self) -> [usize; 5] {
        let paths = [self.paths.as_ptr() as usize, self.paths.len()];
        let (rows, items, extras) = if self.is_one_pass {
            (self.clean.events(), self.clean.items(), self.clean.extras())
        } else {
            (&*self.views.rows, &*self.views.items, &*self.views.extras)
        };
        [paths[0], paths[1], rows.as_ptr() as usize, items.as_ptr() as usize, extras.as_ptr() as usize]
    }

    /// Reads and writes a body, after which `PADDING` stands. Of one that is too large, `total` bytes, none
    /// need be given.
    pub fn read(&mut self, padded: &[u8], total: usize, options: &ParseOptions, with_values: bool, is_utf8: bool) {
        let body = &padded[..padded.len() - PADDING.len()];
        if total <= options.max_bytes && self.clean.read(Padded(padded), is_utf8, options).is_some() {
            self.words.clear();
            self.words.resize(HEADER.len(), 0);
            self.words[0] = 1;
            self.is_one_pass = true;
            self.words[1] = if with_values { self.clean.events().len() as u32 } else { 0 };
            if !self.clean.findings().is_empty() {
                self.write_findings(body, options);
            }
            if with_values {
                self.clean.count_in_utf16();
            }
            return;
        }
        let (text, invalid) = text(body);
        let mut checked =
            if total > options.max_bytes { too_large(total, options) } else { check(&text, invalid, options) };
        self.write(&mut checked, options.max_diagnostics, with_values);
    }

    /// Writes what was found in one pass.
    #[cold]
    fn write_findings(&mut self, body: &[u8], options: &ParseOptions) {
        let located = locate(body, None, self.clean.findings_mut(), options.max_diagnostics);
        self.paths.clear();
        self.words[3] = located.len() as u32;
        self.diagnostics(&located);
    }

    /// Writes a checked body with so many diagnostics at most; without elements if only the diagnostics are asked for.
    #[inline(never)]
    fn write(&mut self, checked: &mut Checked<'_>, most_diagnostics: usize, with_values: bool) {
        self.is_one_pass = false;
        self.words.clear();
        self.paths.clear();
        self.views.clear();
        let ok = is_ok(checked);
        let bytes = checked.tape.text.as_bytes();
        let located = locate(bytes, Some(&checked.tape), &mut checked.findings, most_diagnostics);
        self.words.resize(HEADER.len(), 0);
        self.words[0] = u32::from(ok);
        self.words[3] = located.len() as u32;
        if with_values {
            self.elements(checked);
            self.words[1] = self.views.rows.len() as u32;
            self.words[2] = ((self.words.len() - HEADER.len()) / OTHER.len()) as u32;
        }
        self.diagnostics(&located);
    }

    #[inline(never)]
    fn elements(&mut self, checked: &Checked<'_>) {
        let tape = &checked.tape;
        let places = Places::new(tape.text);
        let span = |token: u32| [tape.node(token).start, tape.node(token).end].map(|at| places.utf16(at as usize));
        for element in &checked.elements {
            let kind = match element.outcome {
                Outcome::Event { event, implied, slots } => {
                    self.views.push(tape, element.token, event, implied, &checked.slots[slots as usize]);
                    continue;
                }
                Outcome::Unknown(kind) => kind.map_or([0; 2], span),
                Outcome::Rejected => [u32::MAX; 2],
            };
            let [start, end] = span(element.token);
            self.words.extend([element.index, start, end, kind[0], kind[1]]);
        }
        if !tape.text.is_ascii() {
            let Views { rows, items, extras } = &mut self.views;
            convert(rows, items, extras, &|at| places.utf16(at as usize));
        }
    }

    fn diagnostics(&mut self, located: &[LocatedFinding]) {
        let mut path_end = 0;
        for finding in located {
            let steps = match &finding.path {
                Path::Pointer(path) => {
                    self.paths.push_str(path);
                    path_end += utf16_units(path.as_bytes());
                    [0; 4]
                }
                Path::View(place) => place.words(),
            };
            let (span, sentence) = (finding.span, finding.sentence);
            let place = [finding.help_row(), span.start, span.end, finding.line, finding.column, path_end];
            self.words.extend_from_slice(&place);
            self.words.extend_from_slice(&steps);
            self.words.push(sentence.template as u32);
            self.words.extend_from_slice(&sentence.holes);
        }
    }
}
