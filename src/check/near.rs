//! The known name that a misspelled one is nearest to.

use crate::catalogue::events::EventType;
use crate::catalogue::fields::{Field, Record};
use crate::diagnostic::words::Word;

/// The event type that a name is nearly.
pub(super) fn event(name: &str) -> Option<Word> {
    nearest(name, EventType::ALL.into_iter().map(|event| (event.name(), Word::Event(event))))
}

/// The field of a record that a name is nearly.
pub(super) fn field(record: Record, name: &str) -> Option<Word> {
    nearest(name, Field::of(record).iter().map(|field| (field.slim().name, Word::Name(*field))))
}

/// The first of the names that is the same but for case, `-`, `_` and at most two letters.
fn nearest(name: &str, known: impl Iterator<Item = (&'static str, Word)>) -> Option<Word> {
    let plain = |name: &str| -> Vec<u8> {
        name.bytes().filter(|byte| !b"-_ .".contains(byte)).map(|byte| byte.to_ascii_lowercase()).collect()
    };
    // Longer than every name we know by more than two letters: do not even look.
    if name.len() > 40 {
        return None;
    }
    let name = plain(name);
    known
        .map(|(other, word)| (distance(&name, &plain(other)), other.len(), word))
        .filter(|(distance, length, _)| *distance <= if *length > 9 { 2 } else { usize::from(*length > 3) })
        .min_by_key(|(distance, ..)| *distance)
        .map(|(.., word)| word)
}

/// How many bytes must be added, removed or exchanged to make one of the other.
fn distance(one: &[u8], other: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let change = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}
