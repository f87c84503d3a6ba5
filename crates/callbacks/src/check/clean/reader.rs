//! One pass over a body: where the fields of each event stand, and whether each is as documented.

use super::lists::{Lists, inside, list};
use super::members::Deviations;
use super::odd::renamed;
use super::tables::{BY_EVENT, KEYS, KINDS, Key, Kind, LIMITED, LISTS, PLAIN, RANGES, RECORDS, TEXT_KEYS, needed};
use crate::catalogue::errors::CODES;
use crate::catalogue::events::EventType;
use crate::catalogue::fields::{FIELDS, Field, Record, Shape};
use crate::check::format::{self, Moment};
use crate::check::meaning::meaning;
use crate::check::sheet::Sheet;
use crate::json::string;
use crate::json::tape::ESCAPED;
use crate::json::words::{Words, before, not_spaces, same};
use crate::view::{EventView, Part, TIMES};

/// Where the reader is, and what it has seen of the event that it is in.
pub(super) struct Reader<T> {
    pub(super) text: T,
    pub(super) at: usize,
    /// The fields of which nothing is to be checked any more, a bit each.
    pub(super) checked: u64,
    /// In the order of `TIMES`.
    pub(super) moments: [Option<Moment>; TIMES.len()],
    /// Where the object of this event begins, and its number in the body.
    pub(super) element: u32,
    pub(super) index: u32,
    pub(super) deviations: Deviations,
    /// The number of the first finding of this event.
    pub(super) first_finding: usize,
}

impl<T: Words> Reader<T> {
    #[inline(always)]
    pub(super) fn new(text: T) -> Self {
        let (moments, deviations) = ([None; TIMES.len()], Deviations::default());
        Reader { text, at: 0, checked: 0, moments, element: 0, index: 0, deviations, first_finding: 0 }
    }

    /// Begins an event whose brace has been read.
    #[inline(always)]
    pub(super) fn begin(&mut self, index: u32, first_finding: usize) {
        self.checked = PLAIN;
        self.moments = [None; TIMES.len()];
        self.element = self.at as u32 - 1;
        self.index = index;
        self.first_finding = first_finding;
    }

    /// The members of an object whose brace has been read, and its closing brace.
    #[inline(never)]
    pub(super) fn members(&mut self, record: Record, row: &mut EventView, lists: &mut Lists) -> Option<()> {
        let mut before = FIELDS.len() + record as usize;
        self.next_is(b'"')?;
        loop {
            if let Some((field, quote)) = self.key(record, &mut lists.next[before]) {
                let first = if quote == 0 { self.after_name()? } else { quote };
                before = field;
                let bit = 1 << field;
                if row.present & bit != 0 {
                    return None;
                }
                row.present |= bit;
                match (first, KINDS[field]) {
                    (b'"', kind @ (Kind::Text | Kind::Degrees | Kind::Time(_) | Kind::Address | Kind::Uuid)) => {
                        let end = match kind {
                            Kind::Time(at) => format::moment_at(self.text, self.at).map(|(moment, end)| {
                                self.moments[usize::from(at)] = Some(moment);
                                end
                            }),
                            Kind::Address => format::e164_at(self.text, self.at),
                            Kind::Uuid => format::uuid_at(self.text, self.at),
                            _ => None,
                        };
                        if let Some(part) = end.and_then(|end| self.known(end)) {
                            row.slots[field] = part;
                            self.checked |= bit;
                        } else {
                            let (part, flags) = self.text(lists)?;
                            row.slots[field] = part;
                            row.escaped |= u64::from(flags & ESCAPED) << field;
                        }
                    }
                    (b'[', Kind::Addresses | Kind::Links) => {
                        row.slots[field] = self.list(field, &mut row.escaped, lists)?;
                    }
                    (b'{', Kind::Record(record)) => {
                        let start = self.at as u32 - 1;
                        self.members(record, row, lists)?;
                        row.slots[field] = [start, self.at as u32];
                    }
                    (b'0'..=b'9', Kind::Number) => {
                        let start = self.at as u32 - 1;
                        row.slots[field] = [self.number(first)?, start];
                    }
                    _ => self.unusual(field, first, row, lists)?,
                }
            } else {
                self.unknown_member(record, row, lists)?;
            }
            if !self.after_value()? {
                return Some(());
            }
        }
    }

    /// The first byte of a value, after the colon.
    #[inline(always)]
    pub(super) fn after_name(&mut self) -> Option<u8> {
        // What mostly stands here, without spaces and with one.
        let next = self.text.word(self.at);
        if next & 0xff_ffff == u64::from_le_bytes(*b": \"\0\0\0\0\0") {
            self.at += 3;
            return Some(b'"');
        }
        if next & 0xff != u64::from(b':') {
            self.next_is(b':')?;
            return self.next();
        }
        self.at += 1;
        self.next()
    }

    /// Steps to the inside of the next name; false where the object ends instead.
    #[inline(always)]
    fn after_value(&mut self) -> Option<bool> {
        let next = self.text.word(self.at);
        if next & 0xffff == u64::from_le_bytes(*b",\"\0\0\0\0\0\0") {
            self.at += 2;
            return Some(true);
        }
        if next & 0xffff == u64::from_le_bytes(*b",\n\0\0\0\0\0\0") {
            self.at += 2 + before(not_spaces(next >> 16));
            return self.next_is(b'"').map(|()| true);
        }
        match self.next()? {
            b',' => self.next_is(b'"').map(|()| true),
            b'}' => Some(false),
            _ => None,
        }
    }

    /// The inside of a text that is what nearly all of its kind are, as far as `end`; what is none may be good too.
    #[inline(always)]
    fn known(&mut self, end: usize) -> Option<Part> {
        let part = [self.at as u32, end as u32];
        (self.text.byte(end) == Some(b'"')).then(|| {
            self.at = end + 1;
            part
        })
    }

    /// The field whose key is here; the field that is expected is tried first. With it the first byte of its value, or 0 if
    /// that has not been read; `None` if the key is no field of the record, and nothing was read.
    #[inline(always)]
    fn key(&mut self, record: Record, expected: &mut u8) -> Option<(usize, u8)> {
        let head = self.text.word(self.at);
        let is = |key: &Key| {
            (head ^ key.head) << key.unused == 0
                && (key.length <= 8
                    || self.text.word(self.at + key.length as usize - 8) == key.tail
                        && (key.length <= 16 || self.text.word(self.at + 8) == key.middle))
        };
        let field = usize::from(*expected);
        let key = &TEXT_KEYS[field];
        if is(key) {
            self.at += key.length as usize;
            return Some((field, b'"'));
        }
        let field =
            if is(&KEYS[field]) { field } else { RANGES[record as usize].clone().find(|field| is(&KEYS[*field]))? };
        *expected = field as u8;
        self.at += KEYS[field].length as usize;
        Some((field, 0))
    }

    /// The inside of a text whose quote has been read.
    #[inline(always)]
    fn text(&mut self, lists: &mut Lists) -> Option<(Part, u8)> {
        let read = string::read(self.text, self.at - 1).ok()?;
        let part = [self.at as u32, read.end as u32 - 1];
        self.at = read.end;
        if !read.is_ascii {
            lists.shift(self.text.bytes(), part)?;
        }
        // Half a surrogate pair has a finding.
        (read.flags & !ESCAPED == 0).then_some((part, read.flags))
    }

    /// As `text`, which is copied to wherever it is called.
    #[inline(never)]
    pub(super) fn any_text(&mut self, lists: &mut Lists) -> Option<(Part, u8)> {
        self.text(lists)
    }

    /// Checks an event that was read, and records what is found. `None` if it is not usable.
    #[inline(never)]
    pub(super) fn sound(&mut self, row: &mut EventView, lists: &mut Lists) -> Option<()> {
        let name = inside(self.text.bytes(), row.get(Field::Type)?);
        let is = |event: &EventType| same(name, event.name().as_bytes());
        // Mostly the type is that of the event before.
        let before = EventType::ALL.get(row.event as usize).copied();
        let Some(event) = before.filter(is).or_else(|| EventType::ALL.into_iter().find(is)) else {
            return match renamed(name) {
                Some((event, alias)) => self.odd(event, Some(alias), row, lists),
                None => self.unknown(row, lists),
            };
        };
        row.event = event as u32;
        let needed = needed(event, row.present);
        let is_usual = row.flags == 0
            && row.present & (needed | BY_EVENT[event as usize].misplaced) == needed
            && row.escaped & !PLAIN == 0
            && !event.deprecated();
        if is_usual && self.is_clean(event, row, lists) { Some(()) } else { self.odd(event, None, row, lists) }
    }

    /// Whether nothing is to be found in an event that has the fields it should have.
    #[inline(always)]
    fn is_clean(&self, event: EventType, row: &EventView, lists: &Lists) -> bool {
        let mut limited = row.present & LIMITED;
        while limited != 0 {
            let field = Field::ALL[limited.trailing_zeros() as usize];
            limited &= limited - 1;
            let [start, end] = row.slots[field as usize];
            if field.slim().max_chars.is_some_and(|most| end - start > most) {
                return false;
            }
        }
        // An unusual direction is found by what `meaning` expects of it.
        let mut left = row.present & !(self.checked | 1 << Field::Direction as u64 | RECORDS);
        while left != 0 {
            let field = Field::ALL[left.trailing_zeros() as usize];
            left &= left - 1;
            let part = row.slots[field as usize];
            let is_good =
                |format, part| format::check(format, inside(self.text.bytes(), part), event.direction()).is_none();
            let is_good = match field.shape(event) {
                Shape::Text(format) | Shape::TextOrList(format) => is_good(format, part),
                Shape::TextList(format) => list(&lists.items, part).iter().all(|item| is_good(format, *item)),
                Shape::OneOf(values) => {
                    values.iter().any(|value| same(inside(self.text.bytes(), part), value.as_bytes()))
                }
                Shape::Integer(least) => part[0] >= least && (field != Field::ErrorCode || is_code(part[0])),
                Shape::Record(_) => true, // its members are fields of their own
            };
            if !is_good {
                return false;
            }
        }
        let (moments, items) = (&self.moments, &lists.items);
        let mut sheet =
            Sheet { bytes: self.text.bytes(), row, items, lists: LISTS, faulty: 0, moments, found: Vec::new() };
        meaning(event, &mut sheet);
        sheet.found.is_empty()
    }

    /// A whole number whose first digit has been read. What follows it is not looked at.
    fn number(&mut self, first: u8) -> Option<u32> {
        let digit = |byte: u8| (byte.wrapping_sub(b'0') < 10).then(|| u32::from(byte - b'0'));
        let mut value = digit(first)?;
        while let Some(next) = self.text.byte(self.at).and_then(digit) {
            if value == 0 || value > 99_999_999 {
                return None;
            }
            value = value * 10 + next;
            self.at += 1;
        }
        Some(value)
    }

    /// A list of texts whose bracket has been read, and which mostly are of the kind of the field.
    #[inline(never)]
    pub(super) fn list(&mut self, field: usize, escaped: &mut u64, lists: &mut Lists) -> Option<Part> {
        let mut is_checked = true;
        let first = lists.items.len() as u32;
        let mut next = self.next()?;
        if next != b']' {
            loop {
                if next != b'"' {
                    return None;
                }
                let end = match KINDS[field] {
                    Kind::Links => format::url_at(self.text, self.at),
                    Kind::Addresses => format::e164_at(self.text, self.at),
                    _ => None,
                };
                let part = if let Some(part) = end.and_then(|end| self.known(end)) {
                    part
                } else {
                    is_checked = false;
                    let (part, flags) = self.any_text(lists)?;
                    *escaped |= u64::from(flags & ESCAPED) << field;
                    part
                };
                lists.items.push(part);
                match self.next()? {
                    b',' => next = self.next()?,
                    b']' => break,
                    _ => return None,
                }
            }
        }
        self.checked |= u64::from(is_checked) << field;
        Some([first, lists.items.len() as u32 - first])
    }

    /// The next byte that is no space.
    #[inline(always)]
    pub(super) fn next(&mut self) -> Option<u8> {
        loop {
            let byte = self.text.byte(self.at)?;
            self.at += 1;
            match byte {
                b'!'.. => return Some(byte),
                // After a line break stand many.
                b'\n' => self.at += before(not_spaces(self.text.word(self.at))),
                b' ' | b'\r' | b'\t' => {}
                _ => return None,
            }
        }
    }

    /// Whether only space follows.
    pub(super) fn is_at_end(&self) -> bool {
        self.text.bytes()[self.at..].iter().all(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t'))
    }

    #[inline(always)]
    pub(super) fn next_is(&mut self, byte: u8) -> Option<()> {
        (self.next()? == byte).then_some(())
    }
}

fn is_code(value: u32) -> bool {
    u16::try_from(value).is_ok_and(|code| CODES.binary_search(&code).is_ok())
}
