//! Encodings of characters: colors of a terminal, HTML, percent signs, quoted-printable, chunks.

use crate::recover::reading::{Decoded, Rewriter};
use crate::recover::strings::start_of;

/// Color codes of a terminal, with or without the escape character that a copy may lose.
pub(super) fn colors(text: &str) -> Option<Decoded> {
    let mut out = Rewriter::new(text);
    let bytes = text.as_bytes();
    // Without the escape character `[39m` may be anything; many of them are not.
    let is_bare = !text.contains('\u{1b}') && !text.contains("\\u001b[") && !text.contains("\\x1b[");
    if is_bare && text.matches("[39m").count() + text.matches("[0m").count() < 4 {
        return None;
    }
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text[at..];
        let lead = ["\u{1b}", "\\u001b", "\\u001B", "\\x1b", "\\x1B", "\\033", "^["]
            .into_iter()
            .find(|it| rest.starts_with(it));
        let lead = lead.map_or(0, str::len);
        let end = (lead > 0 || is_bare).then(|| code(&rest[lead..])).flatten();
        match end {
            Some(length) => {
                out.copy(at);
                out.replace(at + lead + length, "");
                at += lead + length;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    out.finish()
}

/// The length of `[32m`, `]8;;url` and a bell, or one letter.
fn code(rest: &str) -> Option<usize> {
    if let Some(inside) = rest.strip_prefix('[') {
        let length = inside.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b';' | b'?')).count();
        let letter = inside.as_bytes().get(length)?;
        return matches!(letter, b'm' | b'K' | b'J' | b'H' | b'G' | b'A' | b'h' | b'l').then_some(length + 2);
    }
    if rest.starts_with(']') {
        return rest.find('\u{7}').map(|length| length + 1).or_else(|| rest.find("\u{1b}\\").map(|length| length + 2));
    }
    None
}

const ENTITIES: &[(&str, &str)] = &[
    ("quot", "\""),
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("apos", "'"),
    ("nbsp", " "),
    ("rsquo", "’"),
    ("lsquo", "‘"),
    ("rdquo", "”"),
    ("ldquo", "“"),
    ("hellip", "…"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lbrace", "{"),
    ("lcub", "{"),
    ("rcub", "}"),
    ("lbrack", "["),
    ("rbrack", "]"),
    ("lsqb", "["),
    ("rsqb", "]"),
    ("colon", ":"),
    ("comma", ","),
    ("eacute", "é"),
    ("euml", "ë"),
    ("egrave", "è"),
    ("uuml", "ü"),
    ("ouml", "ö"),
    ("auml", "ä"),
    ("szlig", "ß"),
    ("ntilde", "ñ"),
    ("ccedil", "ç"),
    ("agrave", "à"),
    ("plus", "+"),
    ("NewLine", "\n"),
    ("Tab", "\t"),
];

/// Entities of HTML for quotes.
const QUOTES: &[&str] = &["&quot;", "&#34;", "&#x22;", "&#39;", "&#x27;", "&#039;", "&amp;quot;"];

/// Entities of HTML, and the tags among them.
pub(super) fn html(text: &str) -> Option<Decoded> {
    let is_there = |sign: &&str| text.contains(*sign);
    if !QUOTES.iter().chain(&["=&gt;", "&nbsp;", "</span>"]).any(is_there) && !is_preformatted(text) {
        return None;
    }
    if text.contains("&message[") {
        return None; // a form, in which `&` is between fields
    }
    // Where no quote around the type of an event is an entity, the text of a message may say one.
    let is_type = |quote: &&str| is_there(&&*format!("type{quote}")) || is_there(&&*format!("{quote}message-"));
    let is_sure = QUOTES.iter().any(is_type) || is_preformatted(text);
    let has_tags = text.contains("</") || text.contains("<br");
    let mut out = Rewriter::new(text);
    let mut at = 0;
    while let Some(length) = text[at..].find(['&', '<']) {
        at += length;
        let rest = &text[at..];
        if has_tags && rest.starts_with('<') {
            let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
            let end = rest.find('>').filter(|end| is_tag && !rest[1..*end].contains('<'));
            match end {
                Some(end) => {
                    out.copy(at);
                    let is_break = ["<br", "</div", "</p", "</tr", "</li"].iter().any(|tag| rest.starts_with(tag));
                    if is_break {
                        out.guess(at + end + 1, "\n");
                    } else {
                        out.replace(at + end + 1, "");
                    }
                    at += end + 1;
                }
                None => at += 1,
            }
            continue;
        }
        let entity = start_of(rest, 12).find(';').filter(|_| rest.starts_with('&')).map(|end| &rest[1..end]);
        let Some(is) = entity.and_then(character) else {
            at += 1;
            continue;
        };
        out.copy(at);
        at += entity.map_or(0, str::len) + 2;
        if is_sure {
            out.replace(at, &is);
        } else {
            out.guess(at, &is);
        }
    }
    if has_tags && out.out().is_empty() {
        return None;
    }
    out.finish()
}

/// Whether a text is in the element of HTML that keeps its lines, with entities in it.
pub(in crate::recover) fn is_preformatted(text: &str) -> bool {
    let has_entity = ["&lt;", "&gt;", "&amp;", "&quot;"].into_iter().any(|entity| text.contains(entity));
    has_entity && text.trim_start().starts_with('<') && text.contains("<pre") && text.contains("</pre>")
}

fn character(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).map(String::from);
    }
    ENTITIES.iter().find(|(own, _)| *own == name).map(|(_, is)| (*is).to_owned())
}

/// Percent signs of a URL or a form, in each word that has them.
pub(super) fn percent(text: &str) -> Option<Decoded> {
    let is_end = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n' | '&' | '"' | '<');
    let signs = ["%22", "%7B", "%7b", "%5B", "%5b", "%257B", "%255B", "%2522"];
    // A body has quotes and brackets; a single one of them belongs to a string.
    let is_body = |word: &str| {
        word.contains('%')
            && ["%22", "%2522"].iter().any(|quote| word.contains(quote))
            && (word.contains(['{', '[']) || signs[1..signs.len() - 1].iter().any(|bracket| word.contains(bracket)))
    };
    if !text.split(is_end).any(is_body) {
        return None;
    }
    let mut out = Rewriter::new(text);
    let mut at = 0;
    while at < text.len() {
        let space = text[at..].len() - text[at..].trim_start().len();
        let start = at + space;
        let word = text[start..].split(is_end).next().unwrap_or("");
        let end = start + word.len();
        if signs.iter().any(|sign| word.contains(sign))
            && let Some(plain) = decoded(word)
        {
            let from = word.find('%').unwrap_or(0);
            out.copy(start);
            out.place(start + from..end);
            out.put(end, &plain);
        }
        at = end.max(start) + text[end..].chars().next().map_or(0, char::len_utf8);
        if end == text.len() {
            break;
        }
    }
    out.finish()
}

/// What a word with percent signs says, a plus being a space.
pub(in crate::recover) fn decoded(word: &str) -> Option<String> {
    let bytes = word.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'%' => {
                let hex = word.get(at + 1..at + 3)?;
                out.push(u8::from_str_radix(hex, 16).ok()?);
                at += 3;
                continue;
            }
            b'+' => out.push(b' '),
            byte => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8(out).ok()
}

/// Whether the headers of a mail say that it is quoted-printable.
pub(in crate::recover) fn names_quoted_printable(text: &str) -> bool {
    text.contains("quoted-printable\n") || text.contains("quoted-printable\r\n")
}

/// Quoted-printable of mail: `=E2=80=99`, and lines that go on after `=`.
pub(super) fn quoted_printable(text: &str) -> Option<Decoded> {
    let is_named = names_quoted_printable(text);
    let ends_softly = |line: &&str| line.trim_end_matches('\r').ends_with('=');
    let breaks = text.lines().filter(ends_softly).count();
    // A line ends softly because it has no more room.
    let is_full = text.lines().filter(ends_softly).all(|line| (60..=78).contains(&line.len()));
    let signs = ["=3D", "=22", "=E2=80"].iter().map(|sign| text.matches(sign).count()).sum::<usize>();
    if !(is_named || (is_full && breaks >= 2) || signs >= 2) {
        return None;
    }
    let mut out = Rewriter::new(text);
    let mut at = 0;
    while let Some(length) = text[at..].find('=') {
        at += length;
        let rest = &text[at + 1..];
        let line_break = ["\n", "\r\n"].into_iter().find(|line_break| rest.starts_with(line_break));
        if let Some(line_break) = line_break {
            out.copy(at);
            at += 1 + line_break.len();
            out.replace(at, "");
            continue;
        }
        let mut run = Vec::new();
        let mut end = at;
        while let Some(hex) = text.get(end..end + 3).and_then(|it| it.strip_prefix('=')) {
            let is_hex = hex.bytes().all(|byte| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte));
            let Ok(byte) = u8::from_str_radix(hex, 16) else { break };
            if !is_hex {
                break;
            }
            run.push(byte);
            end += 3;
            // A character may be cut by the end of a line.
            let soft = ["=\n=", "=\r\n="].into_iter().find(|soft| byte >= 128 && text[end..].starts_with(soft));
            end += soft.map_or(0, |soft| soft.len() - 1);
        }
        match std::str::from_utf8(&run) {
            Ok(plain) if !run.is_empty() => {
                out.copy(at);
                out.replace(end, plain);
                at = end;
            }
            _ => at += 1,
        }
    }
    out.finish()
}

/// Chunks of HTTP: a line with a length in hexadecimal digits before each part.
pub(super) fn chunked(text: &str) -> Option<Decoded> {
    let (head, _) = text.split_once('\n')?;
    let is_named = text.to_ascii_lowercase().contains("chunked");
    let mut out = Rewriter::new(text);
    let mut at = if size(head).is_some() { 0 } else { head.len() + 1 };
    let mut count = 0;
    // Without the headers, the chunks are known by their sizes, one after another.
    let mut is_all = at == 0;
    while at < text.len() {
        let line = text[at..].split('\n').next().unwrap_or("");
        let data = at + line.len() + 1;
        let part = size(line).and_then(|size| {
            let end = data + size;
            let after = text.get(end..)?;
            let is_part = size == 0 || after.is_empty() || after.starts_with('\n') || after.starts_with("\r\n");
            is_part.then_some((end, size))
        });
        let Some((end, size)) = part else {
            is_all &= line.trim().is_empty();
            at = data;
            continue;
        };
        // The line break before the length belongs to the chunk before, if there is one.
        let from = if count > 0 && text[..at].ends_with("\r\n") { at - 2 } else { at - usize::from(count > 0) };
        out.copy(from.max(out.at()));
        out.replace(data.min(text.len()), if count > 0 { "" } else { "\n" });
        if size == 0 {
            count = 0;
            at = data;
            continue;
        }
        count += 1;
        out.copy(end);
        at = end + if text[end..].starts_with("\r\n") { 2 } else { 1 };
    }
    (is_named || is_all).then(|| out.finish()).flatten()
}

fn size(line: &str) -> Option<usize> {
    let digits = line.trim_end_matches('\r');
    let is_size = !digits.is_empty() && digits.len() <= 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_size { usize::from_str_radix(digits, 16).ok() } else { None }
}
