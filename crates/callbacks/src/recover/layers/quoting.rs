//! Quotes that are escaped, although no literal is around them.

use crate::recover::reading::{Decoded, Rewriter};
use crate::recover::strings;

/// Carets of the Windows command line: `^"[^{^\^"time^\^":`.
pub(super) fn cmd(text: &str) -> Option<Decoded> {
    if !text.contains("^\"") && !text.contains("^\\") {
        return None;
    }
    let mut out = Rewriter::new(text);
    let mut at = 0;
    while let Some(length) = text[at..].find('^') {
        at += length;
        out.copy(at);
        let rest = &text[at + 1..];
        // A line break is written as a caret and two of them.
        let skipped = ["\n\n", "\r\n\r\n", "\n", "\r\n"].into_iter().find(|line_break| rest.starts_with(line_break));
        if let Some(line_break) = skipped {
            let is_double = line_break.len() > 2 || line_break == "\n\n";
            out.replace(at + 1 + line_break.len(), if is_double { "\n" } else { " " });
            at += 1 + line_break.len();
        } else {
            out.replace(at + 1, "");
            at += 1 + rest.chars().next().map_or(0, char::len_utf8);
        }
    }
    out.finish()
}

/// The part of a text from the first of these signs to its last bracket.
fn part(text: &str, signs: &[&str]) -> Option<(usize, usize)> {
    let first = signs.iter().filter_map(|sign| text.find(sign)).min()?;
    let lead = text[..first].trim_end_matches(['[', ' ', '\n']).len();
    let start = lead + text[lead..first].find('[').unwrap_or(first - lead);
    let end = text.rfind(['}', ']'])? + 1;
    (end > start).then_some((start, end))
}

/// JSON with a backslash before each quote.
pub(super) fn escaped(text: &str) -> Option<Decoded> {
    let signs = ["{\\\"", "{\\u0022", "{\\x22", "{\\n", "[\\n"];
    let (start, end) = part(text, &signs)?;
    let inside = &text[start..end];
    if !["\\\"", "\\u0022", "\\x22"].iter().any(|sign| inside.contains(sign)) {
        return None;
    }
    let plain = strings::unescaped(inside)?;
    let mut out = Rewriter::new(text);
    out.copy(start);
    out.replace(end, &plain);
    out.finish()
}

/// JSON with each quote doubled.
pub(super) fn doubled(text: &str) -> Option<Decoded> {
    let (start, end) = part(text, &["{\"\""])?;
    let mut out = Rewriter::new(text);
    out.copy(start);
    let mut at = start;
    while let Some(length) = text[at..end].find("\"\"") {
        out.copy(at + length);
        out.replace(at + length + 2, "\"");
        at += length + 2;
    }
    out.finish()
}

/// JSON with each backslash doubled, as `COPY` of a database and `@tsv` of jq write it.
pub(super) fn backslashes(text: &str) -> Option<Decoded> {
    let is_named = text.contains("FROM stdin;") || text.contains("from stdin;");
    // In a literal, the backslashes are those of its language.
    let is_literal = ["'[", "'{", "\"[", "\"{", "`[", "`{"].iter().any(|sign| text.contains(sign));
    if !text.contains("\\\\") || !(is_named || text.contains("\\\\\"") && !is_literal) {
        return None;
    }
    let mut out = Rewriter::new(text);
    let mut at = 0;
    while let Some(length) = text[at..].find('\\') {
        at += length;
        // `\.` ends the data.
        if is_named && text[..at].ends_with('\n') && text[at..].starts_with("\\.\n") {
            at += 2;
            continue;
        }
        if !text[at + 1..].starts_with('\\') {
            return None;
        }
        out.copy(at);
        out.replace(at + 1, "");
        at += 2;
    }
    out.finish()
}

/// A backslash before each sign, as `printf %q` of bash writes it, or before those that have a meaning in Markdown.
pub(super) fn signs(text: &str) -> Option<Decoded> {
    let is_shell = text.contains("{\\\"") && (text.contains("\\ ") || text.contains("\\,"));
    if !is_shell && !["\\[{", "\\[\\{", "\\[\n"].iter().any(|sign| text.contains(sign)) {
        return None;
    }
    let mut out = Rewriter::new(text);
    let mut at = 0;
    while let Some(length) = text[at..].find('\\') {
        at += length;
        let next = text[at + 1..].chars().next().unwrap_or(' ');
        let is_escape = if is_shell { !next.is_alphanumeric() } else { "[]{}_*#\\".contains(next) };
        if is_escape {
            out.copy(at);
            out.replace(at + 1, "");
        }
        at += 1 + if is_escape { next.len_utf8().min(text.len() - at - 1) } else { 0 };
    }
    out.finish()
}

/// JSON with the full-width punctuation of an East Asian keyboard around its strings.
pub(super) fn full_width(text: &str) -> Option<Decoded> {
    const SIGNS: &[(char, &str)] =
        &[('：', ":"), ('，', ","), ('｛', "{"), ('｝', "}"), ('［', "["), ('］', "]"), ('＂', "\"")];
    if !["\"：", "＂：", "\"，"].iter().any(|sign| text.contains(sign)) {
        return None;
    }
    let mut out = Rewriter::new(text);
    let mut quote = None;
    let mut is_escaped = false;
    for (at, c) in text.char_indices() {
        let sign = SIGNS.iter().find(|(sign, _)| *sign == c).map(|(_, plain)| *plain);
        let is_quote = c == '"' || c == '＂';
        if is_quote && !is_escaped && quote.is_none_or(|quote| quote == c) {
            quote = if quote.is_none() { Some(c) } else { None };
        } else if quote.is_some() {
            is_escaped = c == '\\' && !is_escaped;
            continue;
        }
        if let Some(plain) = sign {
            out.copy(at);
            out.replace(at + c.len_utf8(), plain);
        }
    }
    out.finish()
}
