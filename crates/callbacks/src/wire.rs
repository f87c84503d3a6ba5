//! A checked body as numbers, the form in which it crosses into JavaScript.
//!
//! All offsets are UTF-16 code units, so that JavaScript only slices. The layout is described once,
//! by the constants below, which `publish` hands to the other side.

use crate::check::ParseOptions;
use crate::diagnostic::Path;
use crate::json::words::{PADDING, Padded, utf16_units};
use crate::read::BodyReader;
use crate::view::OtherKind;

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
    reader: BodyReader,
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
        Wire { words: Vec::new(), paths: String::new(), reader: BodyReader::new() }
    }

    /// The last words of the header: where what is read beside the words is.
    #[must_use]
    pub fn parts(&self) -> [usize; 5] {
        let (rows, items, extras) = (self.reader.events(), self.reader.items(), self.reader.extras());
        let paths = [self.paths.as_ptr() as usize, self.paths.len()];
        [paths[0], paths[1], rows.as_ptr() as usize, items.as_ptr() as usize, extras.as_ptr() as usize]
    }

    /// Reads and writes a body, after which `PADDING` stands; without elements if only the diagnostics are asked for. Of
    /// one that is too large, `total` bytes, none need be given.
    pub fn read(&mut self, padded: &[u8], total: usize, options: &ParseOptions, with_values: bool, is_utf8: bool) {
        let body = &padded[..padded.len() - PADDING.len()];
        let text = self.reader.read(Padded(padded), body, total, is_utf8, options);
        self.words.clear();
        self.words.resize(HEADER.len(), 0);
        self.words[0] = u32::from(self.reader.is_ok());
        if with_values {
            self.words[1] = self.reader.events().len() as u32;
            self.reader.count_in_utf16(&text);
        }
        if !self.reader.found().is_empty() {
            self.write_findings(with_values);
        }
    }

    /// Writes what a body without findings does not have.
    #[cold]
    #[inline(never)]
    fn write_findings(&mut self, with_values: bool) {
        if with_values {
            for other in self.reader.others() {
                let kind = match other.kind {
                    OtherKind::Unknown(kind) => kind.unwrap_or_default(),
                    OtherKind::Rejected => [u32::MAX; 2],
                };
                self.words.extend([other.index, other.value[0], other.value[1], kind[0], kind[1]]);
            }
            self.words[2] = self.reader.others().len() as u32;
        }
        self.words[3] = self.reader.found().len() as u32;
        self.paths.clear();
        let mut path_end = 0;
        for finding in self.reader.found() {
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
