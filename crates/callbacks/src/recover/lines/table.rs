//! `console.table` of Node: a row for each event, or for each field of one, with values as Node prints them.

use std::ops::Range;

use super::line::Line;
use crate::recover::read;
use crate::recover::value::{Data, Lost, Member, Value};

/// The heading of the first column.
const INDEX: &str = "(index)";

/// The column of the values that are no objects.
const VALUES: &str = "Values";

type Cell<'t> = (usize, &'t str);

/// The values of a table: those of its rows, or one with the rows as its fields.
pub(super) fn read(text: &str, lines: &[Line<'_>]) -> Option<(Vec<Value>, Range<usize>)> {
    let first = lines.iter().position(|line| line.text.contains(INDEX))?;
    let heading = cells(&lines[first])?;
    (heading.first()?.1 == INDEX).then_some(())?;
    let names = &heading[1..];
    let mut rows: Vec<Member> = Vec::new();
    let mut end = lines[first].end();
    for line in &lines[first + 1..] {
        if line.text.starts_with(['├', '┼', '|']) && !line.text.contains(char::is_alphanumeric) {
            continue;
        }
        let Some(row) = cells(line) else { break };
        if row.len() != heading.len() {
            return None; // a border in a text
        }
        end = line.end();
        let members = names.iter().zip(&row[1..]).filter(|(_, (_, inside))| !inside.is_empty());
        let members = members.map(|((_, name), cell)| ((*name).to_owned(), value(text, *cell))).collect::<Vec<_>>();
        let value = match &members[..] {
            [(name, only)] if name == VALUES => only.clone(),
            _ => Value::new(Data::Object(members), line.at..end),
        };
        rows.push((row[0].1.trim_matches('\'').to_owned(), value));
    }
    let place = lines[first].at..end;
    let is_list = rows.iter().all(|(name, _)| name.bytes().all(|byte| byte.is_ascii_digit()));
    let values = if is_list {
        rows.into_iter().map(|(_, value)| value).collect()
    } else {
        vec![Value::new(Data::Object(rows), place.clone())]
    };
    Some((values, place))
}

/// The cells of a row, and where they begin.
fn cells<'t>(line: &Line<'t>) -> Option<Vec<Cell<'t>>> {
    let border = line.text.chars().next().filter(|c| matches!(c, '│' | '|'))?;
    let inside = line.text.trim_end().strip_prefix(border)?.strip_suffix(border)?;
    let mut at = line.at + border.len_utf8();
    let cell = |cell: &'t str| {
        let start = at + (cell.len() - cell.trim_start().len());
        at += cell.len() + border.len_utf8();
        (start, cell.trim())
    };
    Some(inside.split(border).map(cell).collect())
}

fn value(text: &str, (at, inside): Cell<'_>) -> Value {
    let place = at..at + inside.len();
    let mut budget = 10 * inside.len() + 1000;
    let read = read::value_at(text, at, &mut budget).filter(|read| read.value.span == place);
    read.map_or_else(|| Value::new(Data::Lost(Lost::Depth), place.clone()), |read| read.value)
}
