//! What is before every line: times, names of services, signs of quotes and comments, line numbers, marks of a diff.

use crate::json::repair::RepairKind;
use crate::recover::names;
use crate::recover::products;
use crate::recover::read;
use crate::recover::reading::{Decoded, Rewriter};
use crate::recover::records::pieces;

/// A prefix as a shape: digits are all alike, and so are numbers of any length.
#[derive(Clone, Debug, PartialEq)]
struct Shape(Vec<char>);

/// The shape of the beginning of a line, and where each part of it ends.
fn shape(line: &str) -> (Shape, Vec<usize>) {
    let mut chars = Vec::new();
    let mut ends = Vec::new();
    let lead = line.len() - line.trim_start_matches(' ').len();
    // Numbers are aligned to the right.
    let from = if line[lead..].starts_with(|c: char| c.is_ascii_digit()) { lead } else { 0 };
    for (at, c) in line[from..].char_indices().take(160) {
        let is = if c.is_ascii_digit() { '0' } else { c };
        let end = from + at + c.len_utf8();
        if is == '0' && chars.last() == Some(&'0') {
            if let Some(last) = ends.last_mut() {
                *last = end;
            }
            continue;
        }
        chars.push(is);
        ends.push(end);
    }
    (Shape(chars), ends)
}

/// What two shapes have in common, up to a sign that may end a prefix.
fn common(one: &Shape, other: &Shape) -> Shape {
    let length = one.0.iter().zip(&other.0).take_while(|(one, other)| one == other).count();
    let mut shared = one.0[..length].to_vec();
    let is_inner = |c: &char| c.is_alphanumeric() || "_.:/-".contains(*c);
    // `{hook.py:22}` of Airflow has a brace that is closed.
    let is_closed = |at: usize| shared[at + 1..].iter().find(|c| !is_inner(c)) == Some(&'}');
    let opens = |at: &usize| matches!(shared[*at], '"' | '\'' | '`' | '“') || (shared[*at] == '{' && !is_closed(*at));
    if let Some(at) = (0..shared.len()).find(opens) {
        shared.truncate(at);
    }
    // A bracket that opens belongs to the prefix only if it is closed in it.
    if let Some(at) = shared.iter().rposition(|c| *c == '[')
        && !shared[at..].contains(&']')
    {
        shared.truncate(at);
    }
    let ends = |c: &char| !c.is_alphanumeric() && !matches!(c, '_' | '[');
    let is_number = shared.first() == Some(&'0') && shared.get(1).is_some_and(|c| *c == ' ' || *c == '\t');
    let end = shared.iter().rposition(ends).map_or(0, |at| at + 1);
    shared.truncate(end.max(usize::from(is_number)));
    Shape(shared)
}

fn is_prefix(shape: &Shape) -> bool {
    shape.0.iter().any(|c| !c.is_whitespace())
}

/// How much of a line of this shape is the prefix; a line may be shorter if all that is missing is space.
fn length(line: &str, (own, ends): &(Shape, Vec<usize>), prefix: &Shape) -> Option<usize> {
    let count = own.0.iter().zip(&prefix.0).take_while(|(one, other)| one == other).count();
    let is_whole = count == prefix.0.len()
        || (count == own.0.len() && prefix.0[count..].iter().all(|c| c.is_whitespace()) && line.trim().len() < 200);
    (is_whole && count > 0).then(|| ends[count - 1])
}

/// One prefix before all lines around the event.
pub(super) fn prefix(text: &str) -> Option<Decoded> {
    let lines: Vec<&str> = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
    let seed = lines.iter().position(|line| names::mentions_event(line) && line.contains("type"));
    let seed = seed.or_else(|| lines.iter().position(|line| names::mentions_event(line)));
    let is_product = |line: &&str| products::names_field(line);
    let product = || if names::may_be_other_product(text) { lines.iter().position(is_product) } else { None };
    let seed = seed.or_else(product)?;
    let shapes: Vec<_> = lines.iter().map(|line| shape(line)).collect();
    let mut prefix = shapes[seed].0.clone();
    let grow = |range: &mut dyn Iterator<Item = usize>, prefix: &mut Shape| {
        let mut count = 0;
        for at in range {
            let shared = common(prefix, &shapes[at].0);
            // An empty line of the block may lack the space at the end of the prefix.
            let is_shorter = shared.0.len() < prefix.0.len() && lines[at].trim_end().len() < 80;
            if is_shorter && length(lines[at], &shapes[at], prefix).is_some() {
                count += 1;
                continue;
            }
            if !is_prefix(&shared) {
                break;
            }
            *prefix = shared;
            count += 1;
        }
        count
    };
    let after = grow(&mut (seed + 1..lines.len()), &mut prefix);
    let before = grow(&mut (0..seed).rev(), &mut prefix);
    if after + before == 0 || !is_prefix(&prefix) || prefix == shapes[seed].0 {
        return None;
    }
    let mut out = Rewriter::new(text);
    let mut at = 0;
    for ((line, shape), raw) in lines.iter().zip(&shapes).zip(text.split('\n')) {
        if let Some(length) = length(line, shape, &prefix) {
            out.copy(at);
            out.replace(at + length, "");
        }
        at += raw.len() + 1;
    }
    let mut decoded = out.finish()?;
    decoded.kind = Some(kind(&prefix));
    Some(decoded)
}

/// What a prefix is called.
fn kind(prefix: &Shape) -> RepairKind {
    let text: String = prefix.0.iter().collect();
    let sign = text.trim();
    match sign {
        "0" | "0." | "0:" | "0|" | "0 |" => RepairKind::LineNumbers,
        _ if sign.chars().all(|c| c == '>' || c == ' ') => RepairKind::QuotePrefix,
        "#" | "//" | "*" | "--" | ";" | "///" | "%" | "//!" => RepairKind::CommentPrefix,
        _ if sign.contains('|') => RepairKind::ComposePrefix,
        _ => RepairKind::LogPrefix,
    }
}

/// The name of a file and the number of a line before each, as grep prints them: `a.json:12:`, and `a.json-13-` around
/// what it found.
pub(super) fn grep(text: &str) -> Option<Decoded> {
    let signs = [':', '-'];
    let first = text.split('\n').next()?;
    // The name ends where a number between two signs follows.
    let end = first.match_indices(signs).map(|(at, _)| at).find(|at| {
        let after = &first[at + 1..];
        let rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < after.len() && rest.starts_with(signs)
    })?;
    let name = Some(&first[..end]).filter(|name| !name.is_empty() && !name.contains(['"', ' ', '{']))?;
    let number = |line: &str| {
        let after = line.strip_prefix(name)?.strip_prefix(signs)?;
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let end = line.len() - after.len() + digits;
        (digits > 0 && line[end..].starts_with(signs)).then_some(end + 1)
    };
    let mut out = Rewriter::new(text);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(length) = number(line) {
            out.copy(at);
            out.replace(at + length, "");
        } else if !line.trim().is_empty() && line.trim() != "--" {
            return None;
        }
        at += line.len();
    }
    out.finish()
}

/// The new side of a diff.
pub(super) fn diff(text: &str) -> Option<Decoded> {
    let is_diff = text.starts_with("@@ ") || text.contains("\n@@ ");
    let marked = |sign: char| text.split('\n').filter(|line| line.starts_with(sign)).count();
    let (added, removed, same) = (marked('+'), marked('-'), marked(' '));
    let total = text.split('\n').filter(|line| !line.is_empty()).count();
    if !is_diff && (added == 0 || added + removed + same < total) {
        return None;
    }
    let mut out = Rewriter::new(text);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let is_head =
            ["+++", "---", "@@", "diff ", "index ", "\\ No newline"].iter().any(|head| line.starts_with(head));
        out.copy(at);
        if is_head || (line.starts_with('-') && added > 0) {
            out.replace(at + line.len(), "");
        } else if line.starts_with(['+', ' ', '-']) {
            out.replace(at + 1, "");
        }
        at += line.len();
    }
    out.finish()
}

/// A text that a log has cut into records, a line each.
pub(super) fn records(text: &str) -> Option<Decoded> {
    let mut budget = 4 * text.len();
    let mut values = Vec::new();
    let mut at = 0;
    let mut first = None;
    for line in text.split_inclusive('\n') {
        if line.starts_with('{') {
            let read = read::value_at(text, at, &mut budget)?;
            first.get_or_insert(at);
            values.push(read.value);
        } else if !line.trim().is_empty() {
            return None;
        }
        at += line.len();
    }
    let joined = pieces(&values)?;
    let mut out = Rewriter::new(text);
    out.copy(first?);
    out.replace(text.len(), &joined);
    out.finish()
}
