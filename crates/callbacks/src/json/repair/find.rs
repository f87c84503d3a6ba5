//! Where the JSON is in pasted text: after an HTTP request, a log prefix, prose; one pass, never backwards.

use super::ahead::Source;
use super::edits::Edits;
use super::kind::RepairKind;

/// Where JSON starts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Body {
    pub(super) at: usize,
    /// Its quotes are escaped, as in a string that contains JSON.
    pub(super) escaped: bool,
}

/// The first JSON of the text; `None` for markup and for text without any.
pub(super) fn first_body(source: Source) -> Option<Body> {
    let start = source.space(0);
    if source.byte(start) == Some(b'<') {
        // `<13>` (syslog) and `<ref *1>` (Node's circular reference) start with `<` but are not markup.
        let inner = source.rest(start + 1);
        if !inner.starts_with(|mark: char| mark.is_ascii_digit()) && !inner.starts_with("ref *") {
            return None;
        }
    }
    if matches!(source.byte(start), Some(b'{' | b'[')) {
        let body = body(source, start);
        // Brackets at the very start are JSON even without a known key, unless they are part of a log line.
        return match body {
            Some(found) if found.at == start || !plausible(source, start) => Some(found),
            _ => Some(Body { at: start, escaped: false }),
        };
    }
    body(source, request(source.text).map_or(start, |(_, end)| end))
}

/// The first position from `at` on where JSON seems to start.
pub(super) fn body(source: Source, at: usize) -> Option<Body> {
    let mut at = at;
    let mut in_word = false;
    while let Some(byte) = source.byte(at) {
        let (found, next) = look(source, at, byte, in_word);
        if found.is_some() {
            return found;
        }
        in_word = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$');
        at = next;
    }
    None
}

/// Whether JSON starts at `at` itself, its quotes not escaped.
pub(super) fn is_body(source: Source, at: usize) -> bool {
    source.byte(at).is_some_and(|byte| look(source, at, byte, false).0.is_some_and(|body| !body.escaped))
}

/// Removes the text around the JSON, and records its kind.
pub(super) fn remove(edits: &mut Edits, text: &str, start: usize, end: usize) {
    edits.delete(start, end);
    let inner = &text[start..end];
    let lead = inner.len() - inner.trim_start_matches('\u{feff}').len();
    if lead > 0 {
        edits.note(RepairKind::ByteOrderMark, start, start + lead);
    }
    let start = start + lead;
    let rest = &text[start..end];
    if rest.trim().is_empty() {
        return;
    }
    let (from, kind) = if let Some((offset, _)) = request(rest) {
        (offset, RepairKind::HttpRequest)
    } else if rest.contains("curl ") {
        (rest.find("curl ").unwrap_or(0), RepairKind::CurlCommand)
    } else if let Some(offset) = rest.find("```") {
        (offset, RepairKind::MarkdownFence)
    } else {
        (rest.len(), RepairKind::SurroundingText)
    };
    if !rest[..from].trim().is_empty() {
        edits.note(RepairKind::SurroundingText, start, start + from);
    }
    if from < rest.len() {
        edits.note(kind, start + from, end);
    }
}

/// Whether JSON starts at `at`, and where to look next if not.
fn look(source: Source, at: usize, byte: u8, in_word: bool) -> (Option<Body>, usize) {
    let found = |is_body: bool| is_body.then_some(Body { at, escaped: false });
    let one = source.step(at);
    match byte {
        b'{' | b'[' => {
            let inner = openers(source, at);
            if source.byte(inner) == Some(b'\\') {
                let escaped = source.rest(inner).trim_start_matches('\\').starts_with('"');
                return (escaped.then_some(Body { at, escaped: true }), inner);
            }
            let named = source.name(inner).is_some_and(|name| name.known || (name.opened && name.closed));
            (found(named || holds_json(source, inner)), inner.max(one))
        }
        b'"' | b'\'' | 0xE2 => {
            let named = source.name(at).is_some_and(|name| name.known && name.opened && name.colon);
            (found(named || holds_json(source, at)), one)
        }
        _ if !in_word && byte.is_ascii_alphabetic() => {
            let named = source.name(at).is_some_and(|name| {
                let equal = source.rest(source.space(name.after)).starts_with('=');
                name.known
                    && name.colon
                    && (!equal || name.closed)
                    && (name.closed || source.quote(value(source, name.after)).is_some())
            });
            (found(named), one)
        }
        _ => (None, one),
    }
}

/// Whether the quoted string at `at` contains JSON: it starts with a bracket or a quote, and its quotes are escaped.
pub(super) fn holds_json(source: Source, at: usize) -> bool {
    let Some(quote) = source.quote(at) else { return false };
    if quote.mark != '"' {
        return false;
    }
    let inner = openers(source, source.space(at + quote.length));
    source.byte(inner) == Some(b'\\') && source.rest(inner).trim_start_matches('\\').starts_with(['"', 'n', 'r', 't'])
}

/// The position after opening brackets, commas and whitespace.
fn openers(source: Source, at: usize) -> usize {
    let mut at = at;
    while matches!(source.byte(at), Some(b'{' | b'[' | b',')) {
        at = source.space(at + 1);
    }
    at
}

fn value(source: Source, after_name: usize) -> usize {
    let colon = source.space(after_name);
    source.space(source.colon(colon).unwrap_or(colon))
}

/// Whether the brackets at the start of the text are something other than `[2024-01-01]` or `[INFO]`.
fn plausible(source: Source, start: usize) -> bool {
    let inner = openers(source, start);
    source.quote(inner).is_some()
        || matches!(source.byte(inner), None | Some(b'}' | b']'))
        || source.rest(inner).starts_with("//")
        || source.rest(inner).starts_with("/*")
        || source.name(inner).is_some()
}

/// Where an HTTP request starts in the text, and where its headers end.
fn request(text: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    let mut start = None;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let request_line = words.contains(" HTTP/")
            && ["POST ", "PUT ", "PATCH ", "GET "]
                .iter()
                .any(|method| words.trim_start_matches(['>', ' ']).starts_with(method));
        let header = words.get(..13).is_some_and(|name| name.eq_ignore_ascii_case("content-type:"));
        if start.is_none() && (request_line || header) {
            start = Some(at);
        } else if start.is_some() && words.is_empty() {
            return start.map(|start| (start, at));
        } else if start.is_some() && words.starts_with(['{', '[', '"']) {
            return start.map(|start| (start, at));
        }
        at += line.len();
    }
    start.map(|start| (start, start))
}
