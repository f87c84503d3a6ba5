//! Records of tools: lines of a log that are objects of JSON, and the parameters of Rails.

use super::value::{self, Value};

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

/// Leaves out what Rails adds: a list in `_json` is there once more, under the name of the controller.
pub(super) fn without_copies(members: &mut Vec<(String, Value)>) {
    let json = |value: &Value| value::json(std::slice::from_ref(value));
    let Some(body) = members.iter().find(|(name, _)| name == "_json").map(|(_, body)| json(body)) else { return };
    members.retain(|(_, value)| value.get("_json").is_none_or(|copy| json(copy) != body));
}
