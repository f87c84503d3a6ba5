//! Bodies as bytes: base64, hexadecimal digits, lists of numbers, dumps.

use crate::recover::names;
use crate::recover::reading::{Decoded, Rewriter};

/// Shorter pieces hold no event.
const MIN_LENGTH: usize = 80;

/// Whether base64 of a list or an object begins like this.
pub(super) fn begins_like_base64(text: &str) -> bool {
    [
        "W3s", "W3\n", "WwogI", "Wwo", "WyB", "Wyd", "ewog", "ewo", "eyI", "eyJ", "eyA", "eyd", "W1s", "Ww0K", "ew0K",
        "UE9TVC",
    ]
    .iter()
    .any(|begin| text.starts_with(begin))
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/-_=".contains(&byte)
}

/// Whether a text ends with a full line of base64: what follows belongs to it.
fn goes_on(text: &str) -> bool {
    let line = text.strip_suffix('\n').and_then(|before| before.rsplit('\n').next()).unwrap_or("");
    line.len() >= 60 && line.trim_end().bytes().all(is_base64)
}

/// Pieces of base64 that are a body.
pub(super) fn base64(text: &str) -> Option<Decoded> {
    let bytes = text.as_bytes();
    let mut out = Rewriter::new(text);
    let mut at = 0;
    while at < bytes.len() {
        let is_start = || at == 0 || !is_base64(bytes[at - 1]) || bytes[at - 1] == b'=';
        let begins = || begins_like_base64(&text[at..]) && !goes_on(&text[..at]);
        if !matches!(bytes[at], b'W' | b'e' | b'U') || !is_start() || !begins() {
            at += 1;
            continue;
        }
        let mut end = at + bytes[at..].iter().take_while(|byte| is_base64(**byte)).count();
        // Mail breaks it into lines of one length.
        let width = end - at;
        while width >= 60 && bytes.get(end) == Some(&b'\n') || bytes.get(end..end + 2) == Some(b"\r\n") {
            let next = end + if bytes[end] == b'\r' { 2 } else { 1 };
            let length = bytes[next..].iter().take_while(|byte| is_base64(**byte)).count();
            if length == 0 || length > width {
                break;
            }
            end = next + length;
            if length < width {
                break;
            }
        }
        let plain = if end - at >= MIN_LENGTH { crate::json::repair::base64(&text[at..end]) } else { None };
        if let Some(plain) = plain.filter(|plain| names::may_hold_body(plain)) {
            out.copy(at);
            out.replace(end, &plain);
        }
        at = end.max(at + 1);
    }
    out.finish()
}

/// Pieces of hexadecimal digits that are a body, with or without spaces: `5b7b22`, `<Buffer 5b 7b 22>`, `0x5b7b22`.
pub(super) fn hex(text: &str) -> Option<Decoded> {
    let bytes = text.as_bytes();
    let mut out = Rewriter::new(text);
    let mut at = 0;
    while at + 2 < bytes.len() {
        let opens = matches!(bytes[at], b'5' | b'7') && matches!(bytes[at + 1], b'b' | b'B');
        let is_start = || at == 0 || !bytes[at - 1].is_ascii_hexdigit() || text[..at].ends_with("0x");
        if !opens || !is_start() {
            at += 1;
            continue;
        }
        let mut end = at;
        let mut decoded = Vec::new();
        let mut high = None;
        while let Some(byte) = bytes.get(end) {
            match (char::from(*byte).to_digit(16), high) {
                (Some(digit), None) => high = Some(digit),
                (Some(digit), Some(first)) => {
                    decoded.push((first * 16 + digit) as u8);
                    high = None;
                }
                (None, None) if matches!(byte, b' ' | b'\n' | b':' | b'-') && !decoded.is_empty() => {}
                _ => break,
            }
            end += 1;
        }
        let is_cut = text[end..].trim_start().starts_with(['.', '…']);
        let plain = String::from_utf8(decoded).ok().filter(|plain| !is_cut && names::may_hold_body(plain));
        if let Some(plain) = plain {
            let mut start = at;
            for lead in ["\\x", "0x", "<", "<Buffer "] {
                if text[..start].ends_with(lead) {
                    start -= lead.len();
                }
            }
            let close = usize::from(text[end..].starts_with('>'));
            out.copy(start);
            out.replace(end + close, &plain);
            end += close;
        }
        at = end.max(at + 1);
    }
    out.finish()
}

/// Bytes as numbers: `[91, 123, 34]` of Java, Rust and Node, `[91 123 34]` of Go.
pub(super) fn list(text: &str) -> Option<Decoded> {
    let mut out = Rewriter::new(text);
    let mut at = 0;
    while let Some(length) = text[at..].find(['[', '{']) {
        at += length;
        let inside = &text[at + 1..];
        let is_hex = inside.trim_start().starts_with("0x");
        let is_number = |byte: &u8| {
            byte.is_ascii_digit() || b" ,-\n\r\t".contains(byte) || (is_hex && b"xabcdefABCDEF".contains(byte))
        };
        let end = inside.bytes().take_while(|byte| is_number(byte)).count();
        if end < MIN_LENGTH || !inside[end..].starts_with([']', '}']) {
            at += 1;
            continue;
        }
        let numbers = inside[..end].split([' ', ',', '\n', '\r', '\t']).filter(|number| !number.is_empty());
        let bytes: Option<Vec<u8>> = numbers
            .map(|number| {
                number
                    .strip_prefix("0x")
                    .map_or(number.parse(), |hex| i16::from_str_radix(hex, 16))
                    .ok()
                    .filter(|byte| (-128..256).contains(byte))
                    .map(|byte| byte as u8)
            })
            .collect();
        let plain = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).filter(|plain| names::may_hold_body(plain));
        if let Some(plain) = plain {
            // The rest of the text around it does not matter.
            out.put(at, "");
            out.replace(at + end + 2, &plain);
        }
        at += end + 1;
    }
    out.end()
}

/// Dumps of bytes with offsets: xxd, hexdump, `tcpdump -X`.
pub(super) fn dump(text: &str) -> Option<Decoded> {
    let mut bytes = Vec::new();
    let (mut first, mut last) = (None, 0);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(mut row) = row(line) {
            first.get_or_insert(at);
            bytes.append(&mut row);
            last = at + line.len();
        }
        at += line.len();
    }
    if bytes.len() < 40 {
        return None;
    }
    // Packets have headers before the body, which are no text.
    let start = bytes.windows(2).position(|pair| matches!(pair, b"[{" | b"{\"" | b"[\n" | b"{\n"))?;
    let end = bytes.iter().rposition(|byte| matches!(byte, b']' | b'}'))? + 1;
    let plain = String::from_utf8(bytes.get(start..end)?.to_vec()).ok().filter(|plain| names::may_hold_body(plain))?;
    let mut out = Rewriter::new(text);
    out.copy(first?);
    out.replace(last, &plain);
    out.finish()
}

/// The bytes of one line of a dump.
fn row(line: &str) -> Option<Vec<u8>> {
    let line = line.trim();
    let line = line.strip_prefix("0x").unwrap_or(line);
    let digits = line.bytes().take_while(u8::is_ascii_hexdigit).count();
    let rest = &line[digits..];
    if !(4..=8).contains(&digits) || !(rest.starts_with(':') || rest.starts_with("  ")) {
        return None;
    }
    let rest = rest.trim_start_matches(':').trim_start();
    let mut bytes = Vec::new();
    for (index, column) in rest.split("  ").enumerate() {
        // Two columns of eight bytes, then the text.
        let is_hex = column.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b' ');
        if !is_hex || index > 1 || column.is_empty() {
            break;
        }
        for group in column.split(' ') {
            if group.len() % 2 != 0 || bytes.len() >= 16 {
                break;
            }
            for at in (0..group.len()).step_by(2) {
                bytes.push(u8::from_str_radix(&group[at..at + 2], 16).ok()?);
            }
        }
    }
    (!bytes.is_empty()).then_some(bytes)
}

/// What curl sent and got, as `--trace-ascii` prints it: an offset before each line.
pub(super) fn trace(text: &str) -> Option<Decoded> {
    let row = |line: &str| {
        let (offset, content) = line.split_once(": ")?;
        let is_offset = offset.len() == 4 && offset.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_offset { usize::from_str_radix(offset, 16).ok().map(|offset| (offset, content.len())) } else { None }
    };
    let mut out = Rewriter::new(text);
    let mut expected = None;
    let mut at = 0;
    let mut rows = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.trim_end_matches(['\n', '\r']).len();
        if let Some((offset, length)) = row(&text[at..end]) {
            // A line break in the original is also one here.
            let is_next = expected == Some(offset);
            out.replace(end - length, if is_next { "" } else { "\n" });
            // Bytes outside ASCII are printed as dots.
            let mut from = end - length;
            while let Some(dots) = text[from..end].find("..") {
                let run = text[from + dots..end].bytes().take_while(|byte| *byte == b'.').count();
                out.copy(from + dots);
                let to = from + dots + run;
                out.guess(to, &text[from + dots..to]);
                from = to;
            }
            out.copy(end);
            out.put(at + line.len(), "");
            expected = Some(offset + length);
            rows += 1;
        } else {
            if expected.take().is_some() {
                out.put(at, "\n");
            }
            out.copy(at + line.len());
        }
        at += line.len();
    }
    (rows > 1).then(|| out.finish()).flatten()
}
