//! What Symfony's dumper (`dump`, `dd`) prints in its own way: the numbers of objects, and strings.

use super::{Quotes, Reader};
use crate::recover::dialect::Marks;
use crate::recover::value::{Data, Value};

impl Reader<'_> {
    /// Skips the number of an object in Symfony's dumper: `{#1423 ▼`.
    pub(super) fn symfony_number(&mut self) {
        let Some(after) = self.rest().strip_prefix('#') else { return };
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            self.at += 1 + digits;
            self.quotes = Quotes::Symfony;
            self.mark(Marks::SIGILS);
            self.space();
        }
    }

    /// A string of Symfony's dumper: up to the quote at the end of the line, or of several lines, each with its `\\n`,
    /// between lines with three quotes. Nothing in it is escaped but control characters.
    pub(super) fn symfony_string(&mut self) -> Option<Value> {
        let start = self.at;
        let rest = self.rest();
        let (text, length) = if let Some(block) = rest.strip_prefix("\"\"\"\n") {
            let end = block.match_indices("\"\"\"").find(|(at, _)| {
                let line = block[..*at].rsplit('\n').next().unwrap_or("");
                line.trim().is_empty() && block[at + 3..].lines().next().is_none_or(|after| after.trim().is_empty())
            })?;
            let inside = &block[..end.0];
            let indent = inside.rsplit('\n').next().map_or(0, str::len);
            let lines = inside[..inside.len() - indent].trim_end_matches('\n').split('\n');
            let plain = lines.map(|line| line.get(indent..).unwrap_or(""));
            let parts = plain.map(|line| match line.strip_suffix("\\r\\n") {
                Some(line) => format!("{line}\r\n"),
                None => line.strip_suffix("\\n").map_or_else(|| line.to_owned(), |line| format!("{line}\n")),
            });
            (parts.collect::<String>(), "\"\"\"\n".len() + end.0 + 3)
        } else {
            let line = rest.split('\n').next().unwrap_or(rest);
            let inside = line.trim_end().strip_prefix('"')?.strip_suffix('"')?;
            (inside.to_owned(), inside.len() + 2)
        };
        self.at += length;
        self.budget = self.budget.checked_sub(length)?;
        self.has_quotes = true;
        // A backslash before a letter is one, or a control character.
        let is_doubtful = text
            .match_indices('\\')
            .any(|(at, _)| text[at + 1..].starts_with(['t', 'e', 'x', '0', 'v', 'f', 'b', 'r', 'n']));
        let mut value = self.spanned(Data::Text(text), start);
        value.doubt = is_doubtful;
        Some(value)
    }
}
