//! The known name closest to a misspelled one.

use crate::catalogue::events::EventType;
use crate::catalogue::fields::{FIELDS, Field, Record};
use crate::diagnostic::words::Word;

/// The event type that a name probably means.
pub(crate) fn event_type(name: &str) -> Option<Word> {
    let known = EventType::ALL.iter().map(|event| Known::new(event.name()));
    nearest(name, &mut known.into_iter()).map(|at| Word::Event(EventType::ALL[at]))
}

/// The field of a record that a name probably means.
pub(crate) fn field(record: Record, name: &str) -> Option<Word> {
    let fields = Field::of(record);
    let known = |field: &Field| {
        let name = field.spec().name;
        Known { name, length: name.len(), letters: FIELD_LETTERS[*field as usize] }
    };
    nearest(name, &mut fields.iter().map(known)).map(|at| Word::Name(fields[at]))
}

/// A name to compare with.
pub(crate) struct Known<'n> {
    name: &'n str,
    /// How many of its bytes are compared.
    length: usize,
    /// See `letters`.
    letters: u32,
}

impl<'n> Known<'n> {
    pub(crate) const fn new(name: &'n str) -> Self {
        let (letters, length) = letters(name);
        Known { name, length, letters }
    }
}

/// The letters of the fields' names, all of whose bytes are compared.
static FIELD_LETTERS: [u32; FIELDS.len()] = {
    let mut all = [0; FIELDS.len()];
    let mut at = 0;
    while at < all.len() {
        let (letters, length) = letters(FIELDS[at].name);
        assert!(length == FIELDS[at].name.len());
        all[at] = letters;
        at += 1;
    }
    all
};

/// The letters that occur in a name, one bit each, in either case. Names that differ in one letter differ in at most
/// two of these bits, which is faster to see than how far apart the names are. Also returns how many bytes are
/// compared.
const fn letters(name: &str) -> (u32, usize) {
    let (bytes, mut letters, mut length, mut at) = (name.as_bytes(), 0, 0, 0);
    while at < bytes.len() {
        length += is_significant(bytes[at]) as usize;
        if bytes[at].is_ascii_alphabetic() {
            letters |= 1 << (bytes[at] & 0x1f);
        }
        at += 1;
    }
    (letters, length)
}

/// No compared name is longer.
const MAX_BYTES: usize = 48;

/// The index of the closest known name: equal except for case, `-`, `_` and up to two letters.
pub(crate) fn nearest(name: &str, known: &mut dyn Iterator<Item = Known<'_>>) -> Option<usize> {
    // More than two letters longer than every known name.
    if name.len() > 40 {
        return None;
    }
    let (length, (own_letters, _)) = (name.len(), letters(name));
    let mut buffer = [0; MAX_BYTES];
    let name = significant(name, &mut buffer);
    let most = |other: &str| if other.len() > 9 { 2 } else { usize::from(other.len() > 3) };
    // Ties are broken by length.
    let mut best = None;
    for (at, Known { name: other, length: significant_bytes, letters }) in known.enumerate() {
        let most = most(other);
        // Most names differ too much in length or in letters, which is faster to check than the distance.
        if significant_bytes.abs_diff(name.len()) > most {
            continue;
        }
        let (missing, added) = ((own_letters & !letters).count_ones(), (letters & !own_letters).count_ones());
        if missing.max(added) as usize > most {
            continue;
        }
        let mut buffer = [0; MAX_BYTES];
        let distance = distance(name, significant(other, &mut buffer));
        let rank = distance << 8 | other.len().abs_diff(length);
        if distance <= most && best.is_none_or(|(least, _)| rank < least) {
            best = Some((rank, at));
        }
    }
    best.map(|(_, at)| at)
}

/// The bytes of a name that are compared, at most `MAX_BYTES`.
fn significant<'r>(name: &str, buffer: &'r mut [u8; MAX_BYTES]) -> &'r [u8] {
    let mut length = 0;
    for byte in name.bytes().filter(|byte| is_significant(*byte)).take(MAX_BYTES) {
        buffer[length] = byte.to_ascii_lowercase();
        length += 1;
    }
    &buffer[..length]
}

const fn is_significant(byte: u8) -> bool {
    !matches!(byte, b'-' | b'_' | b' ' | b'.')
}

/// The edit distance: bytes to add, remove or replace.
fn distance(one: &[u8], other: &[u8]) -> usize {
    let mut row: [usize; MAX_BYTES + 1] = std::array::from_fn(|at| at);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_to_change() {
        for (one, other, wanted) in [
            ("", "", 0),
            ("", "tag", 3),
            ("tag", "", 3),
            ("tag", "tag", 0),
            ("xtag", "tag", 1),
            ("xxtag", "tag", 2),
            ("tag", "xtag", 1),
            ("tagx", "tag", 1),
            ("ta", "tag", 1),
            ("form", "from", 2),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(one.as_bytes(), other.as_bytes()), wanted, "{one} {other}");
        }
    }

    #[test]
    fn the_longer_a_name_the_more_may_be_wrong() {
        let is_near = |name: &str| field(Record::Message, name).is_some();
        for near in ["T_A_G", "frm", "drection", "segmntCont", "applicatonld"] {
            assert!(is_near(near), "{near}");
        }
        for far in ["tg", "fm", "drecton", "segmntCnt"] {
            assert!(!is_near(far), "{far}");
        }
        let padded = |length: usize| format!("{:-<length$}", "message-sent");
        assert!(event_type(&padded(40)).is_some() && event_type(&padded(41)).is_none());
    }
}
