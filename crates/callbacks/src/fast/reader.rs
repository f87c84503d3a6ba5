//! The hot loop: reads the members of an event, records where each field is, and checks the event if it is as
//! documented. Everything unusual is handed to `unusual_members` and `unusual_event`.

use super::deviations::Deviations;
use super::output::{Output, bytes_of, items_of};
use super::tables::{
    ARRAY_FIELDS, BY_EVENT, FIELD_KINDS, FREE_TEXT_FIELDS, FieldKind, KEYS, Key, LIMITED_FIELDS, OBJECT_FIELDS,
    TEXT_KEYS, field_by_start, needed,
};
use crate::catalogue::events::{EventType, OldName};
use crate::catalogue::fields::{FIELDS, Field, Record, Shape};
use crate::check::cross_field;
use crate::check::event_fields::EventFields;
use crate::check::format;
use crate::check::moment::{Moment, moment_at};
use crate::check::value::{integer_finding, is_documented};
use crate::json::string;
use crate::json::swar::{Words, leading_bytes, not_spaces, same};
use crate::json::tape::ESCAPED;
use crate::view::{EventParts, Part, TIMES};

/// A position in the text, and the state of the current event.
pub(super) struct EventReader<T> {
    pub(super) text: T,
    pub(super) at: usize,
    /// The fields that need no further check, one bit each.
    pub(super) checked: u64,
    /// The times of the event, in the order of `TIMES`.
    pub(super) moments: [Option<Moment>; TIMES.len()],
    /// Where the object of this event begins.
    pub(super) element: u32,
    /// Its index in the body.
    pub(super) index: u32,
    pub(super) deviations: Deviations,
    /// The index of the first finding of this event.
    pub(super) first_finding: usize,
}

impl<T: Words> EventReader<T> {
    #[inline(always)]
    pub(super) fn new(text: T) -> Self {
        let (moments, deviations) = ([None; TIMES.len()], Deviations::default());
        EventReader { text, at: 0, checked: 0, moments, element: 0, index: 0, deviations, first_finding: 0 }
    }

    /// Begins an event. Its opening brace has been read.
    #[inline(always)]
    pub(super) fn begin(&mut self, index: u32, first_finding: usize) {
        self.checked = FREE_TEXT_FIELDS & !LIMITED_FIELDS;
        self.moments = [None; TIMES.len()];
        self.element = self.at as u32 - 1;
        self.index = index;
        self.first_finding = first_finding;
    }

    /// Reads the members of an object and its closing brace. Its opening brace has been read.
    #[inline(never)]
    pub(super) fn read_members(&mut self, record: Record, view: &mut EventParts, out: &mut Output) -> Option<()> {
        let mut before = FIELDS.len() + record as usize;
        self.next_is(b'"')?;
        loop {
            if let Some((field, quote)) = self.read_key(record, &mut out.next[before]) {
                let first = if quote == 0 { self.after_name()? } else { quote };
                before = field;
                let bit = 1 << field;
                if view.present & bit != 0 {
                    return None;
                }
                view.present |= bit;
                match (first, FIELD_KINDS[field]) {
                    (
                        b'"',
                        kind @ (FieldKind::Text
                        | FieldKind::Degrees
                        | FieldKind::Time(_)
                        | FieldKind::Address
                        | FieldKind::Uuid),
                    ) => {
                        let end = match kind {
                            FieldKind::Time(at) => moment_at(self.text, self.at).map(|(moment, end)| {
                                self.moments[usize::from(at)] = Some(moment);
                                end
                            }),
                            FieldKind::Address => format::e164_at(self.text, self.at),
                            FieldKind::Uuid => format::uuid_at(self.text, self.at),
                            _ => None,
                        };
                        if let Some(part) = end.and_then(|end| self.accept_until(end)) {
                            view.parts[field] = part;
                            self.checked |= bit & !LIMITED_FIELDS;
                        } else {
                            let (part, flags) = self.read_string(out)?;
                            view.parts[field] = part;
                            view.escaped |= u64::from(flags & ESCAPED) << field;
                        }
                    }
                    (b'[', FieldKind::Addresses | FieldKind::Links) => {
                        view.parts[field] = self.read_array(field, &mut view.escaped, out)?;
                    }
                    (b'{', FieldKind::Record(record)) => {
                        let start = self.at as u32 - 1;
                        self.read_members(record, view, out)?;
                        view.parts[field] = [start, self.at as u32];
                    }
                    (b'0'..=b'9', FieldKind::Number) => {
                        let start = self.at as u32 - 1;
                        view.parts[field] = [self.read_number(first)?, start];
                    }
                    _ => self.read_unusual_value(field, first, view, out)?,
                }
            } else {
                self.read_unknown_member(record, view, out)?;
            }
            if !self.after_value()? {
                return Some(());
            }
        }
    }

    /// Reads the colon and the first byte of the value.
    #[inline(always)]
    pub(super) fn after_name(&mut self) -> Option<u8> {
        // The most common case: a string, after no space or one.
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

    /// Moves to the inside of the next key. Returns `false` if the object ends instead.
    #[inline(always)]
    fn after_value(&mut self) -> Option<bool> {
        let next = self.text.word(self.at);
        if next & 0xffff == u64::from_le_bytes(*b",\"\0\0\0\0\0\0") {
            self.at += 2;
            return Some(true);
        }
        if next & 0xffff == u64::from_le_bytes(*b",\n\0\0\0\0\0\0") {
            self.at += 2 + leading_bytes(not_spaces(next >> 16));
            return self.next_is(b'"').map(|()| true);
        }
        match self.next()? {
            b',' => self.next_is(b'"').map(|()| true),
            b'}' => Some(false),
            _ => None,
        }
    }

    /// Accepts a string that matched its common form up to `end`. `None` does not mean invalid; a slower check decides.
    #[inline(always)]
    fn accept_until(&mut self, end: usize) -> Option<Part> {
        let part = [self.at as u32, end as u32];
        (self.text.byte(end) == Some(b'"')).then(|| {
            self.at = end + 1;
            part
        })
    }

    /// The field whose key is here, trying `expected` first, and the first byte of its value, or 0 if that was not
    /// read. `None` if the key is not a field of the record; then nothing was read.
    #[inline(always)]
    fn read_key(&mut self, record: Record, expected: &mut u8) -> Option<(usize, u8)> {
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
        let field = if is(&KEYS[field]) { field } else { field_by_start(record, head) };
        if !is(&KEYS[field]) {
            return None;
        }
        *expected = field as u8;
        self.at += KEYS[field].length as usize;
        Some((field, 0))
    }

    /// Reads a string and returns its inside. Its opening quote has been read.
    #[inline(always)]
    fn read_string(&mut self, out: &mut Output) -> Option<(Part, u8)> {
        let read = string::read_string(self.text, self.at - 1).ok()?;
        let part = [self.at as u32, read.end as u32 - 1];
        self.at = read.end;
        if !read.is_ascii {
            out.keep_wide(self.text.bytes(), part)?;
        }
        // A lone surrogate is left to the full check, which reports it.
        (read.flags & !ESCAPED == 0).then_some((part, read.flags))
    }

    /// `read_string`, but not inlined into every caller.
    #[inline(never)]
    pub(super) fn read_string_outlined(&mut self, out: &mut Output) -> Option<(Part, u8)> {
        self.read_string(out)
    }

    /// Checks an event that was read, and records its findings. `None` if the full check must decide.
    #[inline(never)]
    pub(super) fn check_event(&mut self, view: &mut EventParts, out: &mut Output) -> Option<()> {
        let name = bytes_of(self.text.bytes(), view.get(Field::Type)?);
        let is = |event: &EventType| same(name, event.name().as_bytes());
        // Most often the type is that of the previous event.
        let before = EventType::ALL.get(view.event as usize).copied();
        let Some(event) = before.filter(is).or_else(|| EventType::ALL.into_iter().find(is)) else {
            return match OldName::find(name) {
                Some((event, alias)) => self.check_unusual_event(event, Some(alias), view, out, false),
                None => self.keep_unknown_type(view, out),
            };
        };
        view.event = event as u32;
        let needed = needed(event, view.present);
        let is_usual = (view.flags == 0 || self.has_only_extras(view, out))
            && view.present & (needed | BY_EVENT[event as usize].misplaced) == needed
            && view.escaped & !FREE_TEXT_FIELDS == 0
            && !event.deprecated();
        let is_checked = is_usual && self.check_documented(event, view, out);
        if is_checked && view.flags == 0 && out.found.is_empty() {
            return Some(());
        }
        self.check_unusual_event(event, None, view, out, is_checked)
    }

    /// Finds what the fields say together of an event that has the fields it should have. False if one of them has a
    /// finding of its own.
    #[inline(always)]
    fn check_documented(&self, event: EventType, view: &EventParts, out: &mut Output) -> bool {
        let mut left = view.present & !(self.checked | 1 << Field::Direction as u64 | OBJECT_FIELDS);
        while left != 0 {
            let field = Field::ALL[left.trailing_zeros() as usize];
            left &= left - 1;
            let part = view.parts[field as usize];
            let shape = field.shape(event);
            let is_good = |part| is_documented(field, shape, bytes_of(self.text.bytes(), part), event.direction());
            let is_good = match shape {
                Shape::TextList(_) => items_of(&out.items, part).iter().all(|item| is_good(*item)),
                Shape::Integer(least) => integer_finding(field, part[0], least).is_none(),
                _ => is_good(part),
            };
            if !is_good {
                return false;
            }
        }
        let (moments, Output { items, found, .. }) = (&self.moments, &mut *out);
        found.clear();
        let (bytes, arrays) = (self.text.bytes(), ARRAY_FIELDS);
        cross_field::check_event(event, &mut EventFields { bytes, view, items, arrays, faulty: 0, moments, found });
        // A direction that is not the expected one may be an unknown value, which only the other checks report.
        out.found.iter().all(|found| found.field != Field::Direction) || {
            let (field, text) = (Field::Direction, bytes_of(bytes, view.parts[Field::Direction as usize]));
            is_documented(field, field.shape(event), text, event.direction())
        }
    }

    /// Reads an integer. Its first digit has been read. What follows it is not checked here.
    fn read_number(&mut self, first: u8) -> Option<u32> {
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

    /// Reads an array of strings. Its opening bracket has been read.
    #[inline(never)]
    pub(super) fn read_array(&mut self, field: usize, escaped: &mut u64, out: &mut Output) -> Option<Part> {
        let mut is_checked = true;
        let first = out.items.len() as u32;
        let mut next = self.next()?;
        if next != b']' {
            loop {
                if next != b'"' {
                    return None;
                }
                let end = match FIELD_KINDS[field] {
                    FieldKind::Links => format::url_at(self.text, self.at),
                    FieldKind::Addresses => format::e164_at(self.text, self.at),
                    _ => None,
                };
                let part = if let Some(part) = end.and_then(|end| self.accept_until(end)) {
                    part
                } else {
                    is_checked = false;
                    let (part, flags) = self.read_string_outlined(out)?;
                    *escaped |= u64::from(flags & ESCAPED) << field;
                    part
                };
                out.items.push(part);
                match self.next()? {
                    b',' => next = self.next()?,
                    b']' => break,
                    _ => return None,
                }
            }
        }
        self.checked |= (u64::from(is_checked) << field) & !LIMITED_FIELDS;
        Some([first, out.items.len() as u32 - first])
    }

    /// The next byte that is not whitespace.
    #[inline(always)]
    pub(super) fn next(&mut self) -> Option<u8> {
        loop {
            let byte = self.text.byte(self.at)?;
            self.at += 1;
            match byte {
                b'!'.. => return Some(byte),
                // A line break is usually followed by indentation.
                b'\n' => self.at += leading_bytes(not_spaces(self.text.word(self.at))),
                b' ' | b'\r' | b'\t' => {}
                _ => return None,
            }
        }
    }

    /// Whether only whitespace follows.
    pub(super) fn is_at_end(&self) -> bool {
        self.text.bytes()[self.at..].iter().all(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t'))
    }

    #[inline(always)]
    pub(super) fn next_is(&mut self, byte: u8) -> Option<()> {
        (self.next()? == byte).then_some(())
    }
}
