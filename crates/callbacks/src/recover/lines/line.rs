//! The lines of a text, without their indents.

/// A line without its indent and its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    /// Where its text begins.
    pub at: usize,
    pub indent: usize,
    pub text: &'t str,
}

impl Line<'_> {
    pub(super) fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// The lines of a text.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let content = line[indent..].strip_suffix('\r').unwrap_or(&line[indent..]);
        lines.push(Line { at: at + indent, indent, text: content });
        at += line.len() + 1;
    }
    lines
}
