//! What an event has beside its row: texts in lists, and what is learnt from one event for the next.

use super::tables::RANGES;
use crate::check::row::{Part, READ};
use crate::json::words::utf16_units;

/// What has no fixed number, and what is learnt.
#[derive(Debug)]
pub(super) struct Lists {
    /// The insides of the texts in lists.
    pub(super) items: Vec<Part>,
    /// After a text that is not ASCII: how many bytes there are more than UTF-16 code units up to here.
    pub(super) shifts: Vec<(u32, u32)>,
    /// The body is known to be UTF-8.
    pub(super) is_utf8: bool,
    /// The field that last came after each, and as the first of each record: mostly it does so again.
    pub(super) next: [u8; READ + RANGES.len()],
}

impl Lists {
    /// Notes how far places in UTF-16 code units lie behind after a text that is not ASCII; `None`
    /// where it is not UTF-8.
    #[cold]
    pub(super) fn shift(&mut self, bytes: &[u8], [start, end]: Part) -> Option<()> {
        let text = &bytes[start as usize..end as usize];
        if !self.is_utf8 && std::str::from_utf8(text).is_err() {
            return None;
        }
        let before = self.shifts.last().map_or(0, |(_, shift)| *shift);
        self.shifts.push((end, before + (end - start) - utf16_units(text)));
        Some(())
    }
}

#[inline(always)]
pub(super) fn inside(bytes: &[u8], [start, end]: Part) -> &[u8] {
    &bytes[start as usize..end as usize]
}

pub(super) fn list(items: &[Part], [first, count]: Part) -> &[Part] {
    &items[first as usize..(first + count) as usize]
}
