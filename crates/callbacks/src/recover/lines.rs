//! Values whose structure is in the lines of a text, not in brackets.

pub(super) mod flow;
mod flat;
mod form;
mod line;
pub(super) mod paths;
pub(super) mod scalar;
mod table;
mod tree;
mod yaml;

use std::ops::Range;

use super::products;
use super::value::Value;
use crate::json::repair::RepairKind;
use line::lines;

/// The values in a text without brackets, what it is, and where.
pub(super) fn read(text: &str, budget: &mut usize) -> Option<(Vec<Value>, RepairKind, Range<usize>)> {
    let lines = lines(text);
    *budget = budget.checked_sub(4 * text.len())?;
    if text.contains("[[Prototype]]") {
        let (value, place) = tree::read(text, &lines)?;
        return Some((vec![value], RepairKind::DevtoolsTree, place));
    }
    if text.contains("(index)") {
        let (values, place) = table::read(text, &lines)?;
        return Some((values, RepairKind::ConsoleTable, place));
    }
    if let Some((value, kind, place)) = form::read(text) {
        return Some((vec![value], kind, place));
    }
    if let Some((value, place)) = paths::read(text, &lines) {
        return Some((vec![value], RepairKind::DottedNames, place));
    }
    let first = lines.iter().position(|line| {
        let (name, _) = line.text.trim_start_matches(['-', ' ', ':']).split_once(':').unwrap_or_default();
        line.indent < 40 && products::begins_body(name.trim_matches(['"', '\'']))
    });
    let yaml = first.and_then(|first| yaml::read(text, &lines, first));
    if let Some((value, place)) = yaml {
        return Some((vec![value], RepairKind::Yaml, place));
    }
    let (value, kind, place) = flat::read(text, &lines)?;
    Some((vec![value], kind, place))
}
