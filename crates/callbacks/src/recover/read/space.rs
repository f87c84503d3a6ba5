//! White space and comments.

use super::Reader;
use crate::recover::dialect::Marks;

impl Reader<'_> {
    /// Skips white space and comments.
    pub(super) fn space(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                // Cocoa prints slashes without quotes.
                Some(b'/') if self.marks.has(Marks::EQUALS.and(Marks::SEMICOLONS)) => return,
                Some(b'/') if self.rest().starts_with("//") => self.line_comment(),
                Some(b'/') if self.rest().starts_with("/*") => match self.rest().find("*/") {
                    Some(length) => {
                        let start = self.at;
                        self.at += length + 2;
                        self.mark_since(start, Marks::COMMENTS);
                    }
                    None => return,
                },
                Some(b'#') if self.rest().starts_with("# ") => self.line_comment(),
                Some(b'-') if self.rest().starts_with("-- ") => self.line_comment(),
                Some(0x80..) => {
                    let odd = ['\u{a0}', '\u{feff}', '\u{200b}', '\u{2028}', '\u{2003}', '\u{3000}', '▼', '\u{2060}'];
                    match self.rest().chars().next().filter(|c| odd.contains(c)) {
                        Some(c) => self.at += c.len_utf8(),
                        None => return,
                    }
                }
                _ => return,
            }
        }
    }

    fn line_comment(&mut self) {
        let start = self.at;
        self.at += self.rest().find('\n').unwrap_or(self.rest().len());
        self.mark_since(start, Marks::COMMENTS);
    }
}
