//! Values whose structure is in the lines of a text, not in brackets.

pub(super) mod flow;
mod flat;
pub(super) mod scalar;
mod tree;
mod yaml;

use std::ops::Range;

use super::names;
use super::value::Value;
use crate::json::repair::RepairKind;

/// The values in a text without brackets, what it is, and where.
pub(super) fn read(text: &str, budget: &mut usize) -> Option<(Vec<Value>, RepairKind, Range<usize>)> {
    let lines = lines(text);
    *budget = budget.checked_sub(4 * text.len())?;
    if text.contains("[[Prototype]]") {
        let (value, place) = tree::read(text, &lines)?;
        return Some((vec![value], RepairKind::DevtoolsTree, place));
    }
    let first = lines.iter().position(|line| {
        let (name, _) = line.text.trim_start_matches(['-', ' ', ':']).split_once(':').unwrap_or_default();
        line.indent < 40 && names::begins_body(name.trim_matches(['"', '\'']))
    });
    let yaml = first.and_then(|first| yaml::read(text, &lines, first));
    if let Some((value, place)) = yaml {
        return Some((vec![value], RepairKind::Yaml, place));
    }
    let (value, kind, place) = flat::read(text, &lines)?;
    Some((vec![value], kind, place))
}

/// A line without its indent and its end.
#[derive(Clone, Copy, Debug)]
struct Line<'t> {
    /// Where its text begins.
    at: usize,
    indent: usize,
    text: &'t str,
}

impl Line<'_> {
    fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
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
