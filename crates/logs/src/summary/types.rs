//! The shape of a report in TypeScript. What it gives is committed: `UPDATE=1 cargo test` writes it anew.

use std::fmt::Write;

use super::report::{SHAPES, Shape};

const PLACE: Shape = (
    "Place",
    " Where a body stands.",
    &[
        (".", "source", "u32", " Which log of several, from 0."),
        (".", "line", "u64", " Its line, from 1."),
        (".", "offset", "u64", " Where it begins in the log as it is when unpacked, in bytes."),
    ],
);

/// `generated/summary.ts`.
///
/// ```
/// assert!(bandwidth_callbacks_logs::summary::types().contains("interface SummaryReport"));
/// ```
#[doc(hidden)]
pub fn types() -> String {
    let mut out = "// Generated from crates/logs/src/summary/report.rs: `UPDATE=1 cargo test` writes it anew.\n\
         import type { ErrorCategory, EventType, RuleName, Severity } from \"bandwidth-callbacks\";\n"
        .to_owned();
    for (name, about, members) in SHAPES.iter().chain([&PLACE]) {
        let _ = writeln!(out, "\n/**{about} */\nexport interface {name} {{");
        for (renamed, field, kind, words) in *members {
            let name =
                renamed.strip_suffix('.').filter(|name| !name.is_empty()).map_or_else(|| camel(field), str::to_owned);
            let kind = if name == "type" { "EventType".to_owned() } else { typescript(&kind.replace(' ', "")) };
            let _ = writeln!(out, "  /**{words} */\n  {name}: {kind};");
        }
        out.push_str("}\n");
    }
    out
}

fn typescript(kind: &str) -> String {
    let inside = |of: &str| kind.strip_prefix(of).and_then(|rest| rest.strip_suffix('>'));
    if let Some(inside) = inside("Vec<") {
        return format!("{}[]", typescript(inside));
    }
    if let Some(inside) = inside("Option<") {
        return format!("{} | null", typescript(inside));
    }
    match kind {
        "u32" | "u64" | "i64" | "f64" => "number",
        "String" | "&'staticstr" => "string",
        "Rule" => "RuleName",
        "Category" => "ErrorCategory",
        record => record,
    }
    .to_owned()
}

fn camel(field: &str) -> String {
    let mut words = field.split('_');
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        name.push_str(&word[..1].to_ascii_uppercase());
        name.push_str(&word[1..]);
    }
    name
}
