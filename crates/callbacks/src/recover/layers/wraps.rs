//! Lines that were broken where they became too long: by a terminal at a column, by a mail program between words.

use crate::recover::reading::{Decoded, Rewriter};

/// Nothing wraps at fewer columns.
const MIN_WIDTH: usize = 38;

/// The lines from the first bracket on, as byte ranges, and their widths.
fn block(text: &str) -> Option<Vec<(usize, usize, usize)>> {
    let start = text.find(['[', '{'])?;
    let start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let end = text.rfind([']', '}'])?;
    let mut lines = Vec::new();
    let mut at = start;
    for line in text[start..].split('\n') {
        lines.push((at, at + line.len(), line.trim_end_matches('\r').chars().count()));
        at += line.len() + 1;
        if at > end {
            break;
        }
    }
    (lines.len() > 1).then_some(lines)
}

/// All lines but the last have one width: what was broken is put together again as it was.
pub(super) fn hard(text: &str) -> Option<Decoded> {
    let lines = block(text)?;
    let width = lines[0].2;
    let is_hard = lines[..lines.len() - 1].iter().all(|(.., own)| *own == width) && lines[lines.len() - 1].2 <= width;
    // One line is no proof of a width.
    if width < MIN_WIDTH || !is_hard || lines.len() < 3 {
        return None;
    }
    // Spaces at the start of all lines but the first are those of the layout, most likely.
    let spaces = |(start, end, _): &(usize, usize, usize)| {
        let line = &text[*start..*end];
        line.len() - line.trim_start_matches(' ').len()
    };
    let hanging = lines[1..].iter().map(spaces).min().filter(|indent| *indent > spaces(&lines[0]) + 1).unwrap_or(0);
    let mut out = Rewriter::new(text);
    for pair in lines.windows(2) {
        out.copy(pair[0].0 + text[pair[0].0..pair[0].1].trim_end_matches('\r').len());
        if hanging > 0 {
            out.guess(pair[1].0 + hanging, "");
        } else {
            out.replace(pair[1].0, "");
        }
    }
    out.finish()
}

/// Each line is as long as it can be without the first word of the next one: a break is a space, most likely.
pub(super) fn words(text: &str) -> Option<Decoded> {
    let lines = block(text)?;
    let width = lines.iter().map(|(.., width)| *width).max()?;
    if !(MIN_WIDTH..400).contains(&width) || lines.len() < 3 {
        return None;
    }
    // A mail has one kind of line ends; another one is in a text.
    let crs = lines[..lines.len() - 1].iter().filter(|(start, end, _)| text[*start..*end].ends_with('\r')).count();
    if crs > 0 && crs < lines.len() - 1 {
        return None;
    }
    let mut out = Rewriter::new(text);
    for pair in lines.windows(2) {
        let [(start, end, own), (next, next_end, _)] = [pair[0], pair[1]];
        let (line, after) = (text[start..end].trim_end_matches('\r'), &text[next..next_end]);
        let is_hyphen = line.ends_with('-') && after.starts_with(|c: char| c.is_alphanumeric());
        let word = after.split(' ').next().unwrap_or("").chars().count();
        if own + 1 + word <= width || after.starts_with(' ') {
            return None;
        }
        out.copy(start + line.len());
        out.guess(next, if is_hyphen || line.ends_with(' ') { "" } else { " " });
    }
    out.finish()
}
