//! Elements whose type this version does not know: on the day Bandwidth adds one, they are as many as the others.

use super::lists::{Lists, inside};
use super::members::bit;
use super::reader::Reader;
use crate::catalogue::fields::Field;
use crate::catalogue::neighbours::NEIGHBOUR_SHAPES;
use crate::catalogue::rules::Rule;
use crate::check::near;
use crate::diagnostic::{Detail, Step};
use crate::json::words::Words;
use crate::view::{EventView, Extra, NO_EVENT, Other, OtherKind, Part};

impl<T: Words> Reader<T> {
    /// Keeps an element that has been read and whose type is not known as what it is. `None` if there may be more to say
    /// of it, as of what is not a messaging event.
    #[cold]
    #[inline(never)]
    pub(super) fn unknown(&mut self, row: &mut EventView, lists: &mut Lists) -> Option<()> {
        self.mark(row);
        let name = row.get(Field::Type)?;
        let (named, deviations) = (bit(Field::Type) | bit(Field::Message), &self.deviations);
        let is_as_named = row.present & named == named
            && (row.escaped | deviations.coerced | deviations.nulls) & named == 0
            && deviations.quoted == 0; // a number that loses digits has a finding
        let extras = &lists.extras[row.extras[0] as usize..];
        if !is_as_named || extras.iter().any(|extra| is_of_neighbours(self.text.bytes(), extra)) {
            return None;
        }
        lists.extras.truncate(row.extras[0] as usize);
        lists.findings.truncate(self.first_finding);
        let detail = if let Some(detail) = lists.last_unknown(self.text.bytes(), name) {
            detail
        } else {
            let name = std::str::from_utf8(inside(self.text.bytes(), name)).ok()?;
            near::event(name).map_or(Detail::None, Detail::Near)
        };
        let quoted = [name[0] - 1, name[1] + 1];
        lists.find(Rule::UnknownEvent, self.at(lists, quoted, Step::Field(Field::Type)), None, detail);
        let kind = OtherKind::Unknown(Some(quoted));
        lists.others.push(Other { index: self.index, value: [self.element, self.at as u32], kind });
        row.event = NO_EVENT;
        Some(())
    }
}

impl Lists {
    /// What was said of the type of the element before, if it is the same and not known either.
    fn last_unknown(&self, bytes: &[u8], name: Part) -> Option<Detail> {
        let (finding, other) = (self.findings.last()?, self.others.last()?);
        let OtherKind::Unknown(Some([start, end])) = other.kind else { return None };
        let is_same = inside(bytes, [start + 1, end - 1]) == inside(bytes, name);
        (is_same && finding.rule == Rule::UnknownEvent).then_some(finding.detail)
    }
}

/// Whether the key of a member is one by which what is not a messaging event is told.
fn is_of_neighbours(bytes: &[u8], extra: &Extra) -> bool {
    let key = inside(bytes, extra.key);
    let has = |list: &str| list.as_bytes().split(|byte| b" .,=".contains(byte)).any(|word| word == key);
    NEIGHBOUR_SHAPES.iter().any(|row| has(row.has))
}

#[cfg(test)]
mod tests {
    use crate::catalogue::fields::{Field, Record};
    use crate::catalogue::neighbours::NEIGHBOURS;

    /// So an element with a type and a message, and with no such key, is none of them.
    #[test]
    fn each_neighbour_is_told_by_a_key_that_events_do_not_have() {
        for row in &NEIGHBOURS {
            let lacks = |name: &str| row.lacks.split(", ").any(|word| word == name);
            let is_known = |path: &str| match path.strip_prefix("message.") {
                Some(name) => Field::find(Record::Message, name.as_bytes()).is_some(),
                None => Field::find(Record::Event, path.as_bytes()).is_some(),
            };
            let has_own = row.has.split(' ').any(|path| !path.is_empty() && !is_known(path));
            assert!(lacks("type") || lacks("message") || has_own, "{}", row.name);
        }
    }
}
