//! Events of which the paste shows everything except `message.to`, which `console.log` prints as `[Array]`: they are
//! events still, and the only required field that is a list is what they lack.

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Value, json};

use super::Recovery;
use super::remarks;
use crate::catalogue::rules::{Rule, Severity};
use crate::event::CallbackEvent;
use crate::report::{Report, parse};

/// Moves them from `rejected` to `events`; gives their places there.
pub(super) fn show(report: &mut Report<'static>) -> Vec<usize> {
    let mut shown = Vec::new();
    for index in remarks::without_recipients(&report.diagnostics) {
        let Some(at) = report.rejected.iter().position(|it| it.index == index) else { continue };
        let path = format!("/{index}/");
        let is_other_error = report
            .diagnostics
            .iter()
            .any(|it| it.severity == Severity::Error && it.rule != Rule::IncompleteValue && it.path.starts_with(&path));
        let Some(event) = event(report.rejected[at].value.value()).filter(|_| !is_other_error) else { continue };
        let others = report.unknown.iter().map(|it| it.index).chain(report.rejected.iter().map(|it| it.index));
        let others = others.chain(report.verifications.iter().map(|it| it.index));
        let place = index as usize - others.filter(|other| *other < index).count();
        report.rejected.remove(at);
        shown.iter_mut().filter(|other| **other >= place).for_each(|other| *other += 1);
        report.events.insert(place, event);
        shown.push(place);
    }
    shown
}

/// The event that an element is with an empty list in the place of the lost one.
fn event(mut element: Value) -> Option<CallbackEvent<'static>> {
    element.get_mut("message")?.as_object_mut()?.insert("to".to_owned(), json!([]));
    let mut report = parse(&element.to_string()).into_owned();
    report.events.pop()
}

/// Without arrays that are empty because they were lost: the text does not say that there were no recipients.
impl Serialize for Recovery {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut events = self.report.events.iter().map(serde_json::to_value).collect::<Result<Vec<_>, _>>();
        for place in &self.without_recipients {
            let message = events.as_mut().ok().and_then(|events| events.get_mut(*place)?.get_mut("message"));
            if let Some(Value::Object(message)) = message {
                message.remove("to");
            }
        }
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("ok", &self.report.ok)?;
        map.serialize_entry("events", &events.map_err(serde::ser::Error::custom)?)?;
        map.serialize_entry("verifications", &self.report.verifications)?;
        map.serialize_entry("unknown", &self.report.unknown)?;
        map.serialize_entry("rejected", &self.report.rejected)?;
        map.serialize_entry("diagnostics", &self.report.diagnostics)?;
        map.serialize_entry("text", &self.text)?;
        map.serialize_entry("repairs", &self.repairs)?;
        map.end()
    }
}
