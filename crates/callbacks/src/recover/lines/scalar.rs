//! Scalars in quotes, as YAML writes them: on one line or over several.

use crate::recover::strings::{self, Escapes};

/// What a scalar in quotes says, over several lines or on one.
pub(in crate::recover) fn quoted(inside: &str, quote: char) -> Option<String> {
    let escapes = if quote == '"' { Escapes::Backslash } else { Escapes::Doubled };
    let close = if quote == '"' { "\"" } else { "'" };
    let folded = if inside.contains('\n') { fold(inside, quote == '"') } else { inside.to_owned() };
    strings::read(&format!("{folded}{close}"), 0, close, escapes).map(|literal| literal.text)
}

/// The quote that ends a scalar.
pub(in crate::recover) fn closing(text: &str, from: usize, quote: char) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == '"' => at += 2,
            b'\'' if quote == '\'' && bytes.get(at + 1) == Some(&b'\'') => at += 2,
            byte if char::from(byte) == quote => return Some(at),
            _ => at += 1,
        }
    }
    None
}

/// Line breaks inside of quotes are spaces, empty lines are line breaks.
fn fold(text: &str, is_double: bool) -> String {
    let mut lines = text.split('\n').peekable();
    let mut out = lines.next().unwrap_or("").to_owned();
    let mut blanks = 0;
    while let Some(line) = lines.next() {
        let line = line.trim_start_matches([' ', '\t']);
        // The last line has the quote that closes it.
        if line.trim().is_empty() && lines.peek().is_some() {
            blanks += 1;
            continue;
        }
        if is_double && out.ends_with('\\') && !out.ends_with("\\\\") {
            out.pop();
        } else {
            out.truncate(out.trim_end_matches([' ', '\t', '\r']).len());
            if blanks == 0 { out.push(' ') } else { out.extend(std::iter::repeat_n('\n', blanks)) }
        }
        blanks = 0;
        out.push_str(if is_double && line.starts_with("\\ ") { &line[1..] } else { line });
    }
    if is_double { without_escaped_spaces(&out) } else { out }
}

/// `\ ` is a space; a backslash that is escaped is none of it.
fn without_escaped_spaces(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some(' ') => out.push(' '),
            next => {
                out.push('\\');
                out.extend(next);
            }
        }
    }
    out
}
