//! The output for a block: its problems or its events.

use std::fmt::Write;

use bandwidth_callbacks::{CallbackEvent, Severity, parse, parse_or_recover};
use bandwidth_callbacks_logs::lines::{Block, Line};
use bandwidth_callbacks_logs::summary::Filter;
use serde::Serialize;

use bandwidth_callbacks::terminal::printable;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Findings,
    Json,
    Csv,
}

/// What to print.
pub(crate) struct Row {
    pub form: Form,
    pub filter: Filter,
    pub recovers: bool,
    pub names: Vec<String>,
}

/// The output for a block.
#[derive(Default)]
pub(crate) struct Rows {
    pub text: String,
    pub bodies: u64,
    /// The number of errors, warnings and infos.
    pub found: [u64; 3],
}

#[derive(Serialize)]
struct JsonRow<'a> {
    file: &'a str,
    line: u64,
    offset: u64,
    event: &'a CallbackEvent<'a>,
}

const COLUMNS: [&str; 15] = [
    "file",
    "line",
    "offset",
    "type",
    "time",
    "id",
    "to",
    "from",
    "errorCode",
    "carrierName",
    "applicationId",
    "channel",
    "segmentCount",
    "messageTime",
    "tag",
];

impl Row {
    /// The header before all rows.
    pub(crate) fn head(&self) -> String {
        if self.form == Form::Csv { csv(&COLUMNS.map(str::to_owned)) } else { String::new() }
    }

    pub(crate) fn of(&self, source: u32, block: &Block) -> Rows {
        let mut rows = Rows::default();
        let name = &self.names[source as usize];
        let shown = printable(name);
        for line in block.lines() {
            rows.bodies += 1;
            let report = if self.recovers { parse_or_recover(line.text) } else { parse(line.text) };
            for found in &report.diagnostics {
                rows.found[match found.severity {
                    Severity::Error => 0,
                    Severity::Warning => 1,
                    _ => 2,
                }] += 1;
                if self.form == Form::Findings {
                    let _ = writeln!(rows.text, "{shown}:{} {found}", line.number);
                }
            }
            if self.form != Form::Findings {
                for event in report.events.iter().filter(|event| self.filter.takes(event)) {
                    self.event(&mut rows.text, name, line, event);
                }
            }
        }
        rows
    }

    fn event(&self, out: &mut String, name: &str, Line { number, offset, .. }: Line<'_>, event: &CallbackEvent<'_>) {
        if self.form == Form::Json {
            let row = serde_json::to_string(&JsonRow { file: name, line: number, offset, event });
            let _ = writeln!(out, "{}", row.unwrap_or_default());
            return;
        }
        let message = event.message();
        let code = event.error_code().map(|code| code.to_string()).unwrap_or_default();
        let text = |text: &Option<std::borrow::Cow<'_, str>>| text.as_deref().unwrap_or_default().to_owned();
        out.push_str(&csv(&[
            name.to_owned(),
            number.to_string(),
            offset.to_string(),
            event.event_type().name().to_owned(),
            event.time().to_owned(),
            message.id.to_string(),
            event.recipients().join(" "),
            message.from.to_string(),
            code,
            event.carrier_name().unwrap_or_default().to_owned(),
            text(&message.application_id),
            text(&message.channel),
            message.segment_count.map(|count| count.to_string()).unwrap_or_default(),
            message.time.to_string(),
            text(&message.tag),
        ]));
    }
}

fn csv(cells: &[String]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let _ = writer.write_record(cells.iter().map(|cell| escape_formula(cell)));
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// The text, so that no spreadsheet reads it as a formula. A phone number is not one.
fn escape_formula(cell: &str) -> String {
    let is_number = cell.strip_prefix(['+', '-']).is_some_and(|rest| {
        rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b' ' || byte == b'+')
    });
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number { format!("'{cell}") } else { cell.to_owned() }
}
