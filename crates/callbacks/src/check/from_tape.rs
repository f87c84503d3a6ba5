//! An event on the tape as a view.

use super::format::{Moment, moment};
use super::{ABSENT, Slots};
use crate::catalogue::events::EventType;
use crate::catalogue::fields::{Field, Presence, Record, Shape};
use crate::json::tape::{ESCAPED, Edit, Kind, Tape};
use crate::view::{ANY_SHAPE, EventView, Extra, NULL, ODD, Part, TIMES, TO_IS_LIST, Views};

/// The row of an event on the tape, its items, and which fields hold a list.
pub(super) fn row(tape: &Tape<'_>, event: EventType, slots: &Slots) -> (EventView, Vec<Part>, u64) {
    let mut row = EventView::new();
    let mut items = Vec::new();
    let mut lists = 0;
    let inside = |token: u32| [tape.node(token).start + 1, tape.node(token).end - 1];
    for (at, slot) in slots.iter().enumerate() {
        // What does not belong there may be anything.
        if Field::ALL[at].presence(event) == Presence::Misplaced {
            continue;
        }
        let unwrapped = u32::from(*slot != ABSENT && tape.node(*slot).edit == Edit::Unwrap);
        let token = slot + unwrapped;
        let mut flags = 0;
        let kind = (*slot != ABSENT)
            .then(|| if tape.node(token).edit == Edit::Number { Kind::Number } else { tape.kind(token) });
        row.slots[at] = match kind {
            Some(Kind::Text) => {
                flags = tape.node(token).flags;
                inside(token)
            }
            // A list of a usable event holds texts alone.
            Some(Kind::List) => {
                let first = items.len() as u32;
                for item in tape.items(token) {
                    flags |= tape.node(item).flags;
                    items.push(inside(item));
                }
                lists |= 1u64 << at;
                [first, items.len() as u32 - first]
            }
            Some(Kind::Number) => match tape.whole(token) {
                Some(value) => [value, 0],
                None => continue,
            },
            _ => continue,
        };
        row.present |= 1 << at;
        row.escaped |= u64::from(flags & ESCAPED) << at;
    }
    (row, items, lists)
}

/// What the times of an event on the tape say.
pub(super) fn moments(tape: &Tape<'_>, row: &EventView) -> [Option<Moment>; TIMES.len()] {
    TIMES.map(|field| {
        row.get(field).and_then(|[start, end]| moment(&tape.text.as_bytes()[start as usize..end as usize]))
    })
}

impl Views {
    /// Adds an event. `token` is its object, `implied` the error code that its old name stands for, and `row` what
    /// `row` says of it.
    #[inline(never)]
    pub(super) fn push(
        &mut self,
        tape: &Tape<'_>,
        token: u32,
        event: EventType,
        implied: Option<u16>,
        slots: &Slots,
        (mut row, items, lists): (EventView, &[Part], u64),
    ) {
        row.span = tape.span(token);
        (row.event, row.flags) = (event as u32, ODD | ANY_SHAPE);
        row.extras = [self.extras.len() as u32, 0];
        let first = self.items.len() as u32;
        self.items.extend_from_slice(items);
        for field in Field::ALL {
            let at = field as usize;
            if slots[at] == ABSENT || field.presence(event) == Presence::Misplaced {
                continue;
            }
            let node = tape.node(slots[at]);
            let is_list = lists & (1 << at) != 0;
            let slot = &mut row.slots[at];
            match (node.kind, node.edit) {
                _ if is_list => slot[0] += first,
                (_, Edit::Wrap) => {
                    self.items.push(*slot);
                    *slot = [self.items.len() as u32 - 1, 1];
                }
                (_, Edit::Quote) => *slot = [node.start, node.end],
                (Kind::Null, _) => *slot = NULL,
                (Kind::Object, _) => {
                    *slot = [node.start, node.end];
                    if let Shape::Record(record) = field.shape(event) {
                        self.members(tape, slots[at], record, event, &mut row);
                    }
                }
                _ => {}
            }
            row.present |= 1 << at;
        }
        if lists & (1 << Field::To as u64) != 0 {
            row.flags |= TO_IS_LIST;
        }
        self.members(tape, token, Record::Event, event, &mut row);
        if let (Some(code), None) = (implied, row.get(Field::ErrorCode)) {
            row.present |= 1 << Field::ErrorCode as u64;
            row.slots[Field::ErrorCode as usize] = [u32::from(code), 0];
        }
        self.rows.push(row);
    }

    /// Keeps the members of an object that are not fields of it in this event.
    fn members(&mut self, tape: &Tape<'_>, object: u32, record: Record, event: EventType, row: &mut EventView) {
        for (key, value) in tape.members(object) {
            let name = tape.bytes(key);
            let field = Field::find(record, &name).filter(|it| it.presence(event) != Presence::Misplaced);
            let is_dropped = tape.node(value).edit == Edit::Drop;
            if field.is_some() && !is_dropped {
                continue;
            }
            let [key, value] = [key, value].map(|token| [tape.node(token).start, tape.node(token).end]);
            // An earlier value of the same key does not count.
            let value = if is_dropped { [0; 2] } else { value };
            self.extras.push(Extra { record: record as u32, key: [key[0] + 1, key[1] - 1], value });
            row.extras[1] += 1;
        }
    }
}
