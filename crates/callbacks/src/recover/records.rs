//! Logs whose lines are records of JSON.

use super::value::Value;

/// The text that is cut into the records of a log, a line each: the one string that all objects of a list have.
pub(super) fn pieces(items: &[Value]) -> Option<String> {
    const NAMES: &[&str] =
        &["log", "@message", "message", "msg", "line", "textPayload", "MESSAGE", "text", "content", "_line", "Message"];
    if items.len() < 3 {
        return None;
    }
    let name = NAMES.iter().find(|name| items.iter().all(|item| item.get(name).and_then(Value::text).is_some()))?;
    let mut out = String::new();
    for item in items {
        out.push_str(item.get(name)?.text()?);
        // Docker cuts long lines, and keeps their ends.
        if *name != "log" && !out.ends_with('\n') {
            out.push('\n');
        }
    }
    Some(out)
}
