//! Byte offsets as JavaScript and people count: UTF-16 code units, lines and columns.
//!
//! Built once for a text, in linear time; each lookup then starts at the nearest mark.

use super::swar::{is_printable_ascii, leading_bytes, line_ends, utf16_units, word};

/// The line ends of a text, from `from` to `to`: the offset after each.
fn after_line_ends(bytes: &[u8], from: usize, to: usize, mut visit: impl FnMut(usize)) {
    let mut at = from;
    while at < to {
        let plain = leading_bytes(line_ends(word(bytes, at)));
        at += plain;
        if plain == 8 || at >= to {
            continue;
        }
        // A lone carriage return ends a line too; in a pair, the line feed does.
        if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
            visit(at + 1);
        }
        at += 1;
    }
}

/// Converts byte offsets in ascending order: one walk over the text, without memory.
pub struct Walk<'t> {
    bytes: &'t [u8],
    at: usize,
    units: u32,
    line: u32,
    /// The UTF-16 offset where the line starts.
    line_start: u32,
    /// The last end, in bytes and in UTF-16 code units.
    end: (usize, u32),
    /// The text up to `last` is ASCII in one line, so that every offset is its own UTF-16 offset and nothing has to be
    /// counted.
    is_flat: bool,
}

impl<'t> Walk<'t> {
    /// At the start of a text, which is UTF-8. No offset after `last` is converted.
    pub fn new(bytes: &'t [u8], last: usize) -> Self {
        let is_flat = is_printable_ascii(&bytes[..last]);
        Walk { bytes, at: 0, units: 0, line: 1, line_start: 0, end: (0, 0), is_flat }
    }

    /// Goes to an offset, not before the last one. Returns the line, 1-based, and the column, 1-based and in UTF-16
    /// code units.
    pub fn to(&mut self, byte: usize) -> (u32, u32) {
        if self.is_flat {
            self.units = byte as u32;
            return (1, self.units + 1);
        }
        let mut last = None;
        after_line_ends(self.bytes, self.at, byte, |start| {
            self.line += 1;
            last = Some(start);
        });
        if let Some(start) = last {
            self.units += utf16_units(&self.bytes[self.at..start]);
            (self.at, self.line_start) = (start, self.units);
        }
        self.units += utf16_units(&self.bytes[self.at..byte]);
        self.at = byte;
        (self.line, self.units - self.line_start + 1)
    }

    /// The span of a part that starts here, in UTF-16 code units.
    pub fn span(&mut self, end: usize) -> [u32; 2] {
        if self.is_flat {
            return [self.units, end as u32];
        }
        // Findings often share an object, which may be long.
        let (from, units) = if self.end.0 > self.at && self.end.0 <= end { self.end } else { (self.at, self.units) };
        self.end = (end, units + utf16_units(&self.bytes[from..end]));
        [self.units, self.end.1]
    }
}

/// Bytes between two marks.
const STEP: usize = 256;

/// Converts byte offsets of a text, in any order.
pub struct Places<'t> {
    text: &'t str,
    /// The UTF-16 offset at every `STEP` bytes; empty if the text is ASCII, where both offsets are equal.
    marks: Vec<u32>,
    /// The byte offset where each line starts.
    lines: Vec<u32>,
}

impl<'t> Places<'t> {
    /// Prepares a text.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut lines = vec![0];
        after_line_ends(bytes, 0, bytes.len(), |start| lines.push(start as u32));
        Places { text, marks: marks(bytes), lines }
    }

    /// The offset in UTF-16 code units.
    pub fn utf16(&self, byte: usize) -> u32 {
        if self.marks.is_empty() {
            return byte as u32;
        }
        let mark = byte / STEP;
        self.marks[mark] + utf16_units(&self.text.as_bytes()[mark * STEP..byte])
    }

    /// The line, 1-based, and the column, 1-based and in UTF-16 code units.
    pub fn line_column(&self, byte: usize) -> (u32, u32) {
        let line = self.lines.partition_point(|start| *start as usize <= byte);
        let start = self.lines[line - 1] as usize;
        (line as u32, self.utf16(byte) - self.utf16(start) + 1)
    }
}

fn marks(bytes: &[u8]) -> Vec<u32> {
    if bytes.is_ascii() {
        return Vec::new();
    }
    let mut at = 0;
    let mut marks = Vec::with_capacity(bytes.len() / STEP + 1);
    for block in bytes.chunks(STEP) {
        marks.push(at);
        at += utf16_units(block);
    }
    if bytes.len().is_multiple_of(STEP) {
        marks.push(at);
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_javascript_does() {
        let text = format!("{}\n\u{e9}\u{1F600}x\r\ny\rz", "a".repeat(300));
        let places = Places::new(&text);
        for (byte, _) in text.char_indices() {
            assert_eq!(places.utf16(byte) as usize, text[..byte].encode_utf16().count());
        }
        assert_eq!(places.utf16(text.len()) as usize, text.encode_utf16().count());
        let of = |c| places.line_column(text.find(c).unwrap());
        assert_eq!((of('x'), of('y'), of('z')), ((2, 4), (3, 1), (4, 1)));
    }

    #[test]
    fn lines_end_in_every_place_of_a_word() {
        for end in ["\n", "\r", "\r\n", "\n\r", "\n\n", "\r\r\n"] {
            for (before, after) in (0..18).flat_map(|before| (0..18).map(move |after| (before, after))) {
                let text = format!("{}{end}{}", "x".repeat(before), "y\u{b}".repeat(after));
                let bytes = text.as_bytes();
                let is_end =
                    |at: &usize| bytes[*at] == b'\n' || (bytes[*at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
                let starts: Vec<u32> =
                    [0].into_iter().chain((0..bytes.len()).filter(is_end).map(|at| at as u32 + 1)).collect();
                assert_eq!(Places::new(&text).lines, starts, "{text:?}");
            }
        }
    }

    #[test]
    fn a_walk_says_what_places_say() {
        let text = format!("{}\n\u{e9}\u{1F600}x\r\ny\rz\n\n\u{20ac}", "a".repeat(9)).repeat(3);
        let places = Places::new(&text);
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        for step in 1..7 {
            let mut walk = Walk::new(text.as_bytes(), text.len());
            for (at, start) in ends.iter().enumerate().step_by(step) {
                assert_eq!(walk.to(*start), places.line_column(*start));
                for end in [&ends[at..], &ends[at..=at]].concat() {
                    assert_eq!(walk.span(end), [places.utf16(*start), places.utf16(end)]);
                }
            }
        }
    }

    #[test]
    fn an_end_on_a_mark_is_in_range() {
        let text = "\u{e9}".repeat(STEP / 2);
        assert_eq!(Places::new(&text).utf16(STEP) as usize, STEP / 2);
    }
}
