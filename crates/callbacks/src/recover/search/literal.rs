//! String literals around a body: which language wrote one, and so what its backslashes and quotes mean.

use std::ops::Range;
use std::rc::Rc;

use super::candidate::{Candidate, Search, may_hold_event};
use crate::json::repair::RepairKind;
use crate::recover::lines::scalar::{closing, quoted};
use crate::recover::reading::Reading;
use crate::recover::strings::{self, Escapes, end_of};
use crate::recover::value::differ;

/// How a language writes a literal, and what it is called; nothing if it is no literal, but JSON in quotes.
type Style = (Escapes, Option<RepairKind>);

/// The languages that may have written a literal, the most likely first; `sure` if what is around it decides.
struct Languages {
    styles: &'static [Style],
    sure: bool,
}

const fn sure(styles: &'static [Style]) -> Languages {
    Languages { styles, sure: true }
}

const fn unsure(styles: &'static [Style]) -> Languages {
    Languages { styles, sure: false }
}

const BYTES: Style = (Escapes::Bytes, Some(RepairKind::PythonBytes));
const ESCAPED: Style = (Escapes::Backslash, Some(RepairKind::DoubleEncoded));
const AS_IT_IS: Style = (Escapes::Shell, None);
const SHELL: Style = (Escapes::Shell, Some(RepairKind::ShellQuoting));
const SHELL_ESCAPED: Style = (Escapes::Backslash, Some(RepairKind::ShellQuoting));
const SHELL_DOUBLE: Style = (Escapes::ShellDouble, Some(RepairKind::ShellQuoting));
const SQL: Style = (Escapes::Doubled, Some(RepairKind::SqlQuoting));
const MYSQL: Style = (Escapes::DoubledBackslash, Some(RepairKind::SqlQuoting));
const CSV: Style = (Escapes::Doubled, Some(RepairKind::CsvQuoting));
const SINGLE: Style = (Escapes::Single, Some(RepairKind::StringLiteral));
const BACKTICK: Style = (Escapes::Backtick, Some(RepairKind::PowerShellQuoting));

/// Options of commands, and what else a shell has before data.
const BEFORE_DATA: &[&str] = &[
    "-d",
    "--data",
    "--data-raw",
    "--data-binary",
    "--data-ascii",
    "--json",
    "--data-urlencode",
    "echo",
    "<<<",
    "--body-data=",
];

fn languages(reading: &Reading, at: usize) -> Languages {
    let before = &reading.text[..at];
    let trimmed = before.trim_end();
    let near = end_of(before, NEAR);
    let line = near.rsplit_once('\n').map_or(near, |(_, line)| line);
    let is_shell = BEFORE_DATA.iter().any(|word| trimmed.ends_with(word));
    let is_sql = trimmed.ends_with(['(', ',', '=', 'E', 'N']) && is_sql(reading, at);
    let previous = before.chars().next_back();
    match (reading.text.as_bytes()[at], previous) {
        (b'\'' | b'"', Some('b' | 'B')) => sure(&[BYTES]),
        (b'\'', Some('$')) => sure(&[SHELL_ESCAPED]),
        (b'\'', Some('E')) if is_sql => sure(&[MYSQL]),
        (b'\'', _) if is_shell => sure(&[SHELL]),
        (b'\'', _) if is_sql => sure(&[SQL, MYSQL]),
        (b'\'', _) if line.trim_start().starts_with(['$', '@']) || trimmed.ends_with("=>") => sure(&[SINGLE, ESCAPED]),
        (b'\'', _) => unsure(&[ESCAPED, AS_IT_IS, SQL]),
        // A string of JavaScript; anything else is code in Markdown, which has no escapes.
        (b'`', _) if trimmed.ends_with(['=', '(', ',', ':', '+']) => unsure(&[ESCAPED]),
        (b'`', _) => unsure(&[AS_IT_IS, ESCAPED]),
        (_, Some('@')) => sure(&[CSV, ESCAPED]),
        _ if is_shell => sure(&[SHELL_DOUBLE, ESCAPED]),
        _ if trimmed.ends_with("-Body") => sure(&[BACKTICK]),
        _ => unsure(&[ESCAPED, CSV, SHELL_DOUBLE, BACKTICK]),
    }
}

/// The most bytes of a line, or of a statement, before a literal that tells its language.
const NEAR: usize = 4000;

/// Whether a statement of SQL is before this place.
pub(super) fn is_sql(reading: &Reading, at: usize) -> bool {
    let words = reading.sql.get_or_init(|| words_of_sql(&reading.text));
    let first = words.partition_point(|word| word.start < at.saturating_sub(NEAR));
    words.get(first).is_some_and(|word| word.end <= at)
}

/// Where a text has words that begin a statement of SQL, or a part of one.
fn words_of_sql(text: &str) -> Rc<[Range<usize>]> {
    let words = ["INSERT INTO", "VALUES", "UPDATE ", "SELECT ", "WHERE "];
    let bytes = text.as_bytes();
    let is = |at: usize, word: &str| {
        bytes[at..].get(..word.len()).is_some_and(|own| own.eq_ignore_ascii_case(word.as_bytes()))
    };
    let word_at = |at: usize| words.iter().find(|word| is(at, word)).map(|word| at..at + word.len());
    let starts = bytes.iter().enumerate().filter(|(_, byte)| b"ivuswIVUSW".contains(byte));
    starts.filter_map(|(at, _)| word_at(at)).collect()
}

impl Search {
    /// The events in the literal that begins at `at`, and its place.
    pub(super) fn literal(&mut self, reading: &Reading, at: usize) -> Option<(Candidate, Range<usize>)> {
        let text = &*reading.text;
        let close = &text[at..=at];
        if !begins(text, at) {
            return None;
        }
        if let Some((content, end)) = yaml(text, at)
            && may_hold_event(&content)
        {
            self.budget = self.budget.saturating_sub(end - at);
            let found = self.inside(reading, &content, &(at..end)).filter(|found| found.is_complete);
            if let Some(mut found) = found {
                found.causes.add(RepairKind::Yaml, reading.place(&(at..end)));
                return Some((found, at..end));
            }
        }
        let Languages { styles, sure } = languages(reading, at);
        let mut first: Option<(Candidate, Range<usize>)> = None;
        for (escapes, kind) in styles {
            let Some((content, end)) = joined(text, at, close, *escapes) else { continue };
            self.budget = self.budget.saturating_sub(end - at);
            if !may_hold_event(&content) {
                continue;
            }
            let raw = &text[at + 1..end - 1];
            let is_plain = !raw.contains(['\\', '`']) && !raw.contains(&close.repeat(2));
            let Some(mut found) = self.inside(reading, &content, &(at..end)) else { continue };
            if !found.is_complete {
                continue;
            }
            let is_quoted = *escapes == Escapes::Shell && ["'\\''", "'\"'\"'"].iter().any(|quote| raw.contains(quote));
            if let Some(kind) = kind.or(is_quoted.then_some(RepairKind::ShellQuoting)) {
                found.causes.add(kind, reading.place(&(at..end)));
            }
            let Some((own, _)) = &mut first else {
                // A backslash is itself in SQL, and an escape in MySQL; JSON shows which.
                let may_be_mysql = *escapes == Escapes::Doubled && found.elements.iter().any(|it| it.raw.is_none());
                first = Some((found, at..end));
                if (sure && !may_be_mysql) || is_plain {
                    break;
                }
                continue;
            };
            // Another language reads other values, but not if that takes more than undoing its quotes.
            if found.depth <= own.depth && own.text().0 != found.text().0 {
                for (element, other) in own.elements.iter_mut().zip(&found.elements) {
                    element.raw = None;
                    differ(element, other);
                }
                own.whole = None;
            }
        }
        first
    }
}

/// What a literal over several lines says that is the value of a name in YAML, and where it ends.
fn yaml(text: &str, at: usize) -> Option<(String, usize)> {
    let before = text[..at].trim_end_matches(|c: char| c.is_whitespace() && c != '\n').strip_suffix(':')?;
    let lead = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "_-.".contains(c));
    let line = lead.trim_end_matches([' ', '-']);
    let is_name = (line.is_empty() || line.ends_with('\n')) && before[lead.len()..].contains(|c| c != '-');
    let quote = text[at..].chars().next().filter(|c| is_name && matches!(c, '"' | '\''))?;
    let end = closing(text, at + 1, quote)?;
    let inside = &text[at + 1..end];
    let is_indented = inside.split('\n').skip(1).all(|line| line.trim().is_empty() || line.starts_with(' '));
    if !inside.contains('\n') || !is_indented {
        return None;
    }
    Some((quoted(inside, quote)?, end + 1))
}

/// Whether a body may begin in the literal at `at`, or a line of a log with a body in it, as tables have.
fn begins(text: &str, at: usize) -> bool {
    let inside = text[at + 1..].trim_start_matches([' ', '\n', '\r', '\t']);
    let inside = inside.strip_prefix("\\n").unwrap_or(inside).trim_start();
    if ["[", "{", "\\\"[", "\\\"{", "\"[", "\"{"].iter().any(|sign| inside.starts_with(sign)) {
        return true;
    }
    let is_counted =
        |kind| inside.strip_prefix(kind).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if is_counted("a:") || is_counted("O:") {
        return true; // serialized by PHP
    }
    let is_field = at == 0 || matches!(text.as_bytes()[at - 1], b',' | b'\t' | b'\n' | b';' | b'=');
    is_field && text.as_bytes()[at] == b'"' && has_object(&text.as_bytes()[at + 1..])
}

/// Whether a cell of a table, without its opening quote, has an object with doubled or escaped quotes.
fn has_object(cell: &[u8]) -> bool {
    let mut at = 0;
    while let Some(byte) = cell.get(at) {
        match (byte, cell.get(at + 1)) {
            (b'{', Some(b'"' | b'\\')) if cell.get(at + 2) == Some(&b'"') => return true,
            (b'\\', _) | (b'"', Some(b'"')) => at += 2,
            (b'"' | b'\n', _) => return false,
            _ => at += 1,
        }
    }
    false
}

/// What a literal says, with those that are joined to it by a sign, and where the last ends.
fn joined(text: &str, at: usize, close: &str, escapes: Escapes) -> Option<(String, usize)> {
    let literal = strings::read(text, at + 1, close, escapes)?;
    let (mut out, mut end) = (literal.text, literal.end);
    loop {
        let rest = text[end..].trim_start();
        let sign = ["+", "..", ".", "&", "\\"].into_iter().find(|sign| rest.starts_with(sign)).unwrap_or("");
        let after = rest[sign.len()..].trim_start();
        let start = text.len() - after.len();
        if !after.starts_with(close) || !text[end..start].contains('\n') {
            return Some((out, end));
        }
        let Some(next) = strings::read(text, start + 1, close, escapes) else { return Some((out, end)) };
        out.push_str(&next.text);
        end = next.end;
    }
}
