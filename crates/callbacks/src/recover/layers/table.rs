//! A column of a table, as clients of databases print them: a value that takes several lines is put together again.

use crate::recover::names;
use crate::recover::reading::{Decoded, Rewriter};

/// A hard wrap may end with spaces that look like those that fill the cell.
const MAX_BLANKS: usize = 3;

/// What psql writes above each row if it prints a line for each column.
const RECORD: &str = "-[ RECORD ";

/// The columns of a table, by the characters at which they begin and end.
struct Columns {
    cells: Vec<(usize, usize)>,
    /// psql: no border around the table, and a `+` at the end of a line that goes on.
    is_open: bool,
    /// sqlite3, sqlplus and sqlcmd: nothing but spaces between the columns.
    is_spaced: bool,
}

/// A line of a table: its cells, as byte ranges of the text.
type Row = Vec<(usize, usize)>;

impl Columns {
    /// The columns that a line of dashes tells.
    fn of(line: &str) -> Option<Self> {
        let line = line.trim_end();
        let is_rule = |c: char| "─━-=+|┼├┤│:┬┴╪╞╡╂ ".contains(c);
        let is_joint = |c: char| "+|┼├┤│┬┴╪╞╡╂".contains(c);
        if !line.chars().all(is_rule) || !(line.contains("---") || line.contains("───") || line.contains("═══"))
        {
            return None;
        }
        let length = line.chars().count();
        let joints: Vec<usize> = line.chars().enumerate().filter(|(_, c)| is_joint(*c)).map(|(at, _)| at).collect();
        if joints.is_empty() && line.trim().contains("- ") {
            return Some(Columns { cells: runs(line), is_open: false, is_spaced: true });
        }
        let is_open = joints.first() != Some(&0);
        let starts = is_open.then_some(0).into_iter().chain(joints.iter().map(|at| at + 1));
        let ends = joints.iter().copied().filter(|at| *at > 0).chain(is_open.then_some(length));
        let cells: Vec<_> = starts.zip(ends).filter(|(start, end)| end > start).collect();
        (!cells.is_empty()).then_some(Columns { cells, is_open, is_spaced: false })
    }

    /// The names and the values of a row that has a line for each column.
    fn of_record(line: &str, next: &str) -> Option<Self> {
        let border = line.starts_with(RECORD).then(|| next.chars().position(|c| c == '|'))??;
        let cells = vec![(0, border), (border + 1, next.chars().count())];
        Some(Columns { cells, is_open: true, is_spaced: false })
    }

    /// The cells of the line that begins at `at`.
    fn row(&self, line: &str, at: usize) -> Option<Row> {
        let is_border = |c: char| c == '|' || c == '│' || c == '┃';
        let chars: Vec<(usize, char)> = line.char_indices().collect();
        let byte = |index: usize| chars.get(index).map_or(line.len(), |(byte, _)| *byte);
        let last = self.cells.len() - 1;
        let mut row = Vec::new();
        for (index, (start, end)) in self.cells.iter().enumerate() {
            let is_bordered = *start == 0 || self.is_spaced || chars.get(start - 1).is_some_and(|(_, c)| is_border(*c));
            let end = if index < last {
                byte(*end)
            } else if self.is_open || self.is_spaced {
                line.len()
            } else {
                line.rfind(is_border)?
            };
            if !is_bordered || byte(*start) > end {
                return None;
            }
            row.push((at + byte(*start), at + end));
        }
        Some(row)
    }
}

/// Cells of one column whose values take several lines.
pub(super) fn cells(text: &str) -> Option<Decoded> {
    let lines: Vec<(usize, &str)> = starts(text).collect();
    let (first, columns) = lines.iter().enumerate().find_map(|(index, (_, line))| {
        let next = lines.get(index + 1)?;
        let columns = Columns::of_record(line, next.1).or_else(|| Columns::of(line))?;
        columns.row(next.1, next.0).is_some_and(|row| row.len() == columns.cells.len()).then_some((index + 1, columns))
    })?;
    // The line under the first rule is the heading if that is a border above it.
    let rows: Vec<Row> = lines[first..]
        .iter()
        .filter(|(_, line)| Columns::of(line).is_none() && !line.starts_with(RECORD))
        .map_while(|(at, line)| columns.row(line, *at))
        .collect();
    let cell = |row: &Row, column: usize| &text[row[column].0..row[column].1];
    let column = (0..columns.cells.len()).find(|column| {
        let joined: String = rows.iter().map(|row| cell(row, *column).trim().trim_end_matches('+').trim()).collect();
        names::mentions_event(&joined)
    })?;
    let padding = if columns.is_spaced { 0 } else { 2 };
    let width = columns.cells[column].1 - columns.cells[column].0 - padding;
    let is_blank = |row: &Row| (0..row.len()).all(|other| other == column || cell(row, other).trim().is_empty());
    let mut records: Vec<Vec<&Row>> = Vec::new();
    for row in &rows {
        match records.last_mut() {
            Some(record) if is_blank(row) && (columns.cells.len() > 1 || columns.is_open) => record.push(row),
            _ => records.push(vec![row]),
        }
    }
    if records.iter().all(|record| record.len() == 1) {
        return None;
    }
    let mut out = Rewriter::new(text);
    for record in records {
        let (others, last) = record.split_at(record.len() - 1);
        let is_full = |row: &&Row| cell(row, column).trim_end().chars().count() + MAX_BLANKS > width;
        let is_hard = !columns.is_open && others.iter().all(is_full);
        for row in others {
            let (start, end) = row[column];
            let inside = &text[start..end];
            let lead = usize::from(inside.starts_with(' ') && !columns.is_spaced);
            out.put(start + lead, "");
            if is_hard {
                let inside = if columns.is_spaced { Some(inside) } else { inside[lead..].strip_suffix(' ') };
                out.copy(inside.map_or(end, |inside| start + lead + inside.len()));
                continue;
            }
            let goes_on = inside.trim_end().strip_suffix('+').filter(|_| columns.is_open);
            out.copy(start + goes_on.unwrap_or(inside).trim_end().len().max(lead));
            match goes_on {
                Some(_) => out.replace(end, "\n"),
                None => out.guess(end, " "),
            }
        }
        let (start, end) = last[0][column];
        let inside = &text[start..end];
        let lead = usize::from(inside.starts_with(' ') && !columns.is_spaced);
        out.put(start + lead, "");
        out.copy(start + inside.trim_end().len().max(lead));
        out.replace(end, "\n");
    }
    out.end()
}

/// What a box, or the border of a pane in a terminal, has around each line.
pub(super) fn border(text: &str) -> Option<Decoded> {
    const BARS: [char; 3] = ['│', '┃', '║'];
    let bordered = |line: &str| {
        let start = line.find(BARS).filter(|start| line[..*start].trim().is_empty())?;
        let inside = line[start..].trim_end();
        let end = start + inside.rfind(BARS)?;
        let is_all = inside.ends_with(BARS) && inside.chars().filter(|c| BARS.contains(c)).count() == 2;
        is_all.then_some((start + '│'.len_utf8(), end))
    };
    let is_rule = |line: &str| line.chars().all(|c| c == ' ' || ('\u{2500}'..='\u{257f}').contains(&c));
    let mut out = Rewriter::new(text);
    let mut count = 0;
    for (at, line) in starts(text) {
        match bordered(line) {
            Some((start, end)) => {
                out.copy(at);
                out.replace(at + start, "");
                out.copy(at + start + line[start..end].trim_end().len());
                out.put(at + line.len(), "");
                count += 1;
            }
            None if is_rule(line) => {}
            None => return None,
        }
    }
    (count > 2).then(|| out.finish())?
}

/// The runs of dashes in a line, as characters.
fn runs(line: &str) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for at in line.chars().enumerate().filter(|(_, c)| *c != ' ').map(|(at, _)| at) {
        match runs.last_mut() {
            Some((_, end)) if *end == at => *end = at + 1,
            _ => runs.push((at, at + 1)),
        }
    }
    runs
}

/// The lines of a text, and where they begin.
fn starts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        (start, line.strip_suffix('\r').unwrap_or(line))
    })
}
