//! The wire format: a checked body as numbers, which JavaScript reads from memory.
//!
//! All positions are UTF-16 code units, so that JavaScript only slices. The constants below describe the layout, and
//! `publish` generates the TypeScript side from them.

use crate::check::ParseOptions;
use crate::diagnostic::{Position, Sentence, Span, positions};
use crate::json::swar::{PADDING, Padded, utf16_units};
use crate::read::BodyReader;
use crate::recover::{Recovered, recover_into};
use crate::view::OtherKind;

/// The header of a report: `ok` is 0 or 1, the next three are counts. The others say where the views of the events, the
/// items of their arrays, their extra members, and the paths of the diagnostics are.
pub const HEADER: [&str; 9] =
    ["ok", "events", "others", "diagnostics", "pathsAt", "pathsBytes", "viewsAt", "itemsAt", "extrasAt"];
/// An element that is not an event: its index, its position, and the position of the string that names its type. The
/// last two are 0 if there is no such string; see also `REJECTED` and `VERIFICATION_ELEMENT`.
pub const OTHER: [&str; 5] = ["index", "start", "end", "typeStart", "typeEnd"];
/// Instead of the position of its type: the element is rejected.
pub const REJECTED: u32 = u32::MAX;
/// The same: it is a toll-free verification webhook, and its outcome follows.
pub const VERIFICATION_ELEMENT: u32 = u32::MAX - 1;
/// A diagnostic: its rule, or past all rules the other product that it found; its position; its path
/// (`ViewPlace::words`, or if `step` is 0, its end among the paths); the template of its message, and what fills the
/// holes.
pub const DIAGNOSTIC: [&str; 14] = [
    "rule", "start", "end", "line", "column", "pathEnd", "frame", "element", "step", "item", "template", "hole",
    "hole", "hole",
];
const OK: usize = index(&HEADER, "ok");
const EVENTS: usize = index(&HEADER, "events");
const OTHERS: usize = index(&HEADER, "others");
const DIAGNOSTICS: usize = index(&HEADER, "diagnostics");

/// The index of a word with this name.
const fn index(words: &[&str], name: &str) -> usize {
    let mut at = 0;
    while !same(words[at].as_bytes(), name.as_bytes()) {
        at += 1;
    }
    at
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// Writes reports in the wire format. Keep it to reuse its memory.
#[derive(Debug)]
pub struct WireWriter {
    /// The numbers.
    pub words: Vec<u32>,
    /// The paths of the diagnostics, one after another.
    pub paths: String,
    reader: BodyReader,
}

impl Default for WireWriter {
    fn default() -> Self {
        WireWriter::new()
    }
}

impl WireWriter {
    /// An empty one.
    #[must_use]
    pub const fn new() -> Self {
        WireWriter { words: Vec::new(), paths: String::new(), reader: BodyReader::new() }
    }

    /// The last words of the header: where paths, views, items and extra members are in memory.
    #[must_use]
    pub fn parts(&self) -> [usize; 5] {
        let (rows, items, extras) = (self.reader.events(), self.reader.items(), self.reader.extras());
        let paths = [self.paths.as_ptr() as usize, self.paths.len()];
        [paths[0], paths[1], rows.as_ptr() as usize, items.as_ptr() as usize, extras.as_ptr() as usize]
    }

    /// Reads a body, which `PADDING` follows, and writes its report; without `with_values`, only the diagnostics.
    /// `total` is the size of the body: if it is too large, it need not be given.
    pub fn write_report(
        &mut self,
        padded: &[u8],
        total: usize,
        options: &ParseOptions,
        with_values: bool,
        is_utf8: bool,
    ) {
        let body = &padded[..padded.len() - PADDING.len()];
        let text = self.reader.read_body(Padded(padded), body, total, is_utf8, options);
        self.begin();
        if with_values {
            self.words[EVENTS] = self.reader.events().len() as u32;
            self.reader.count_in_utf16(&text);
        }
        if !self.reader.found().is_empty() || !self.reader.others().is_empty() {
            self.write_findings(&text, with_values);
        }
    }

    /// Recovers pasted text, writes the elements of its `source`, and returns the rest. `total` is the size of the text
    /// in bytes: if that is too large, `pasted` may be empty.
    pub fn write_recovery(&mut self, pasted: &str, total: usize, options: &ParseOptions) -> Recovered {
        let recovered = recover_into(&mut self.reader, pasted, total, options, true);
        self.begin();
        self.words[EVENTS] = self.reader.events().len() as u32;
        self.reader.count_in_utf16(recovered.source().as_bytes());
        self.write_others();
        recovered
    }

    fn begin(&mut self) {
        self.words.clear();
        self.words.resize(HEADER.len(), 0);
        self.words[OK] = u32::from(self.reader.is_ok());
    }

    /// Writes the elements that are not events.
    fn write_others(&mut self) {
        for other in self.reader.others() {
            let kind = match other.kind {
                OtherKind::Unknown(kind) => kind.unwrap_or_default(),
                OtherKind::Verification(outcome) => [VERIFICATION_ELEMENT, outcome.into()],
                OtherKind::Rejected => [REJECTED; 2],
            };
            self.words.extend([other.index, other.value[0], other.value[1], kind[0], kind[1]]);
        }
        self.words[OTHERS] = self.reader.others().len() as u32;
    }

    /// Writes the elements that are not events, and the diagnostics. A clean body of events has neither.
    #[cold]
    #[inline(never)]
    fn write_findings(&mut self, text: &[u8], with_values: bool) {
        if with_values {
            self.write_others();
        }
        self.words[DIAGNOSTICS] = self.reader.found().len() as u32;
        self.paths.clear();
        let mut path_end = 0;
        let positions = positions(text, self.reader.found());
        for (finding, Position { span, line, column }) in self.reader.found().iter().zip(positions) {
            if let Some(path) = &finding.pointer {
                self.paths.push_str(path);
                path_end += utf16_units(path.as_bytes());
            }
            let Sentence { template, holes: [first, second, third] } = finding.sentence();
            let (help, template, Span { start, end }) = (finding.help_row(), template as u32, span);
            let [frame, element, step, item] = finding.place_words();
            let words: [u32; DIAGNOSTIC.len()] =
                [help, start, end, line, column, path_end, frame, element, step, item, template, first, second, third];
            self.words.extend_from_slice(&words);
        }
    }
}
