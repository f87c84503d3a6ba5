//! An event on the tape as a row.

use super::format::{Moment, moment};
use super::{ABSENT, Slots};
use crate::catalogue::events::EventType;
use crate::catalogue::fields::{Field, Presence};
use crate::json::tape::{ESCAPED, Edit, Kind, Tape};
use crate::view::{EventView, Part, TIMES};

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
