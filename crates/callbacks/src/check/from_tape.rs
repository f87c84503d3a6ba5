//! Builds the view of an event from its tokens.

use super::moment::{Moment, moment};
use super::state::{FieldTokens, NO_TOKEN};
use crate::catalogue::events::EventType;
use crate::catalogue::fields::{Field, Presence, Record, Shape};
use crate::json::tape::{ESCAPED, Edit, JsonType, Tape};
use crate::view::{ANY_SHAPE, EventParts, Extra, NULL, Part, TIMES, TO_IS_LIST, UNUSUAL, Views};

/// The view of an event, its items, and the fields that hold an array, one bit each.
pub(super) fn view(tape: &Tape<'_>, event: EventType, tokens: &FieldTokens) -> (EventParts, Vec<Part>, u64) {
    let mut view = EventParts::new();
    let mut items = Vec::new();
    let mut arrays = 0;
    let inside = |token: u32| [tape.node(token).start + 1, tape.node(token).end - 1];
    for (at, slot) in tokens.iter().enumerate() {
        // A misplaced field may hold anything.
        if Field::ALL[at].presence(event) == Presence::Misplaced {
            continue;
        }
        let unwrapped = u32::from(*slot != NO_TOKEN && tape.node(*slot).edit == Edit::Unwrap);
        let token = slot + unwrapped;
        let mut flags = 0;
        let kind = (*slot != NO_TOKEN)
            .then(|| if tape.node(token).edit == Edit::Number { JsonType::Number } else { tape.kind(token) });
        view.parts[at] = match kind {
            Some(JsonType::Text) => {
                flags = tape.node(token).flags;
                inside(token)
            }
            // The arrays of a usable event hold only strings.
            Some(JsonType::List) => {
                let first = items.len() as u32;
                for item in tape.items(token) {
                    flags |= tape.node(item).flags;
                    items.push(inside(item));
                }
                arrays |= 1u64 << at;
                [first, items.len() as u32 - first]
            }
            Some(JsonType::Number) => match tape.whole(token) {
                Some(value) => [value, 0],
                None => continue,
            },
            _ => continue,
        };
        view.present |= 1 << at;
        view.escaped |= u64::from(flags & ESCAPED) << at;
    }
    (view, items, arrays)
}

/// The times of an event, in the order of `TIMES`.
pub(super) fn moments(tape: &Tape<'_>, view: &EventParts) -> [Option<Moment>; TIMES.len()] {
    TIMES.map(|field| {
        view.get(field).and_then(|[start, end]| moment(&tape.text.as_bytes()[start as usize..end as usize]))
    })
}

impl Views {
    /// Adds an event. `token` is its object, `implied` the error code that its old name implies, and the last argument
    /// what `view` returned.
    #[inline(never)]
    pub(super) fn push(
        &mut self,
        tape: &Tape<'_>,
        token: u32,
        event: EventType,
        implied: Option<u16>,
        tokens: &FieldTokens,
        (mut view, items, arrays): (EventParts, &[Part], u64),
    ) {
        view.span = tape.span(token);
        (view.event, view.flags) = (event as u32, UNUSUAL | ANY_SHAPE);
        view.extras = [self.extras.len() as u32, 0];
        let first = self.items.len() as u32;
        self.items.extend_from_slice(items);
        for field in Field::ALL {
            let at = field as usize;
            if tokens[at] == NO_TOKEN || field.presence(event) == Presence::Misplaced {
                continue;
            }
            let node = tape.node(tokens[at]);
            let is_list = arrays & (1 << at) != 0;
            let slot = &mut view.parts[at];
            match (node.kind, node.edit) {
                _ if is_list => slot[0] += first,
                (_, Edit::Wrap) => {
                    self.items.push(*slot);
                    *slot = [self.items.len() as u32 - 1, 1];
                }
                (_, Edit::Quote) => *slot = [node.start, node.end],
                (JsonType::Null, _) => *slot = NULL,
                (JsonType::Object, _) => {
                    *slot = [node.start, node.end];
                    if let Shape::Record(record) = field.shape(event) {
                        self.members(tape, tokens[at], record, event, &mut view);
                    }
                }
                _ => {}
            }
            view.present |= 1 << at;
        }
        if arrays & (1 << Field::To as u64) != 0 {
            view.flags |= TO_IS_LIST;
        }
        self.members(tape, token, Record::Event, event, &mut view);
        if let (Some(code), None) = (implied, view.get(Field::ErrorCode)) {
            view.present |= 1 << Field::ErrorCode as u64;
            view.parts[Field::ErrorCode as usize] = [u32::from(code), 0];
        }
        self.events.push(view);
    }

    /// Keeps the members of an object that are not fields of it in this event type.
    fn members(&mut self, tape: &Tape<'_>, object: u32, record: Record, event: EventType, view: &mut EventParts) {
        for (key, value) in tape.members(object) {
            let name = tape.bytes(key);
            let field = Field::find(record, &name).filter(|it| it.presence(event) != Presence::Misplaced);
            let is_dropped = tape.node(value).edit == Edit::Drop;
            if field.is_some() && !is_dropped {
                continue;
            }
            let [key, value] = [key, value].map(|token| [tape.node(token).start, tape.node(token).end]);
            // The last value of a key wins, also if it is dropped.
            let value = if is_dropped { [0; 2] } else { value };
            self.extras.push(Extra { record: record as u32, key: [key[0] + 1, key[1] - 1], value });
            view.extras[1] += 1;
        }
    }
}
