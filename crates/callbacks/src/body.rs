//! Bodies field by field, for programs that read many of them: summaries, tables, exporters.
//!
//! [`parse`](crate::parse) builds a typed event for each element. A [`Reader`] builds nothing: it reads one body after
//! another in the same memory, and an [`EventView`] shows the fields that you ask for. Both read every body the same
//! way. The crate `bandwidth-callbacks-logs` is built on this module.
//!
//! ```
//! use bandwidth_callbacks::body::Reader;
//! use bandwidth_callbacks::catalogue::fields::Field;
//! use bandwidth_callbacks::sample;
//!
//! let (mut reader, mut codes) = (Reader::new(), Vec::new());
//! for name in ["message-sent", "message-failed"] {
//!     let body = reader.read(sample(name).unwrap());
//!     codes.extend(body.events().map(|event| event.number(Field::ErrorCode)));
//! }
//! assert_eq!(codes, [None, Some(4432)]);
//! ```

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt;

use crate::catalogue::events::{Direction, EventType, Stage};
use crate::catalogue::fields::{Field, Record, Shape};
use crate::catalogue::rules::Rule;
use crate::check::ParseOptions;
use crate::diagnostic::{Diagnostic, LocatedFinding};
use crate::event::{CallbackEvent, Extra, OneOrMany};
use crate::json::swar::{LineInBuffer, Words};
use crate::read::BodyReader;
use crate::recover::{Recovery, may_contain_body, recover_line};
use crate::report::{self, Report};
use crate::status;
use crate::values::FieldValues;
use crate::view::{EventParts, OtherKind, Part};

pub use crate::check::unix_time;
pub use crate::report::OtherElement;

/// Reads bodies, with the limits of [`parse`](crate::parse). Keep one: it reuses its memory.
#[derive(Debug)]
pub struct Reader(BodyReader);

impl Default for Reader {
    fn default() -> Self {
        Reader::new()
    }
}

impl Reader {
    /// A reader that has not read anything yet.
    #[must_use]
    pub const fn new() -> Self {
        Reader(BodyReader::new())
    }

    /// Reads a body. Never fails, for any bytes.
    ///
    /// ```
    /// use bandwidth_callbacks::body::Reader;
    ///
    /// assert!(!Reader::new().read("no JSON").is_ok());
    /// ```
    pub fn read<'r, B: AsRef<[u8]> + ?Sized>(&'r mut self, body: &'r B) -> Body<'r> {
        let body = body.as_ref();
        self.read_words(body, body)
    }

    /// Reads the first `length` bytes of a buffer, for example a line of a log. This is faster than
    /// [`read`](Self::read) if a line break follows, because no word of the body has to be read byte by byte.
    ///
    /// # Panics
    ///
    /// If the buffer is shorter than `length`.
    ///
    /// ```
    /// use bandwidth_callbacks::body::Reader;
    ///
    /// assert_eq!(Reader::new().read_first(b"[42]\n[]\n", 4).others().count(), 1);
    /// ```
    pub fn read_first<'r>(&'r mut self, buffer: &'r [u8], length: usize) -> Body<'r> {
        let (line, next) = (&buffer[..length], buffer.get(length));
        // Only a control character ends every token.
        let rest = if next.is_some_and(|byte| *byte < b' ') { buffer } else { line };
        self.read_words(LineInBuffer { line, rest }, line)
    }

    #[inline(always)]
    fn read_words<'r>(&'r mut self, words: impl Words, body: &'r [u8]) -> Body<'r> {
        let text = self.0.read_body(words, body, body.len(), false, &ParseOptions::default());
        Body { bytes: body, text, checked: OnceCell::new(), reader: &self.0 }
    }
}

/// A body that a [`Reader`] has read. `Debug` shows no values of it.
pub struct Body<'r> {
    bytes: &'r [u8],
    /// The body as UTF-8, in which positions count.
    text: Cow<'r, [u8]>,
    /// The same, when it is asked for: most readers of logs never do, and the reader has checked it already.
    checked: OnceCell<Cow<'r, str>>,
    reader: &'r BodyReader,
}

impl fmt::Debug for Body<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({} bytes)", self.bytes.len())
    }
}

impl Body<'_> {
    /// No diagnostic has the severity `error`.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.reader.is_ok()
    }

    /// The body as text. Bytes that are not UTF-8 are replaced; it is empty if the body is too large.
    #[must_use]
    pub fn text(&self) -> &str {
        self.checked.get_or_init(|| match &self.text {
            Cow::Borrowed(text) => Cow::Borrowed(std::str::from_utf8(text).unwrap_or_default()),
            Cow::Owned(text) => Cow::Owned(String::from_utf8_lossy(text).into_owned()),
        })
    }

    /// The elements that are events, in order.
    #[must_use]
    pub fn events(&self) -> impl ExactSizeIterator<Item = EventView<'_>> {
        self.reader.events().iter().map(|parts| EventView { bytes: &self.text, body: self, reader: self.reader, parts })
    }

    /// The elements that are not events, in order.
    #[must_use]
    pub fn others(&self) -> impl ExactSizeIterator<Item = OtherElement<'_>> {
        self.reader.others().iter().map(|other| report::other_element(self.text(), other))
    }

    /// The findings, by position in the text, then in the order of the rules.
    #[must_use]
    pub fn findings(&self) -> impl ExactSizeIterator<Item = Finding<'_>> {
        self.reader.found().iter().map(|found| Finding { text: &self.text, found })
    }

    /// The findings as diagnostics.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.reader.diagnostics(&self.text)
    }

    /// The report of [`parse`](crate::parse) on it.
    #[must_use]
    pub fn report(&self) -> Report<'_> {
        report::report(self.text(), self.reader)
    }

    /// Whether it is not a body by itself, but may contain one: a log line, a queue message, damaged JSON.
    ///
    /// ```
    /// use bandwidth_callbacks::body::Reader;
    ///
    /// assert!(Reader::new().read("INFO body=[]").may_contain_body());
    /// assert!(!Reader::new().read("[]").may_contain_body());
    /// ```
    #[must_use]
    pub fn may_contain_body(&self) -> bool {
        let others = self.reader.others();
        let rejected = others.iter().filter(|other| matches!(other.kind, OtherKind::Rejected)).count();
        let usable = self.reader.events().len() + others.len() - rejected;
        may_contain_body(self.is_ok(), usable, rejected, self.reader.found().iter().map(LocatedFinding::rule))
    }

    /// The result of [`recover`](crate::recover) for it, if it [may contain a body](Self::may_contain_body). Its events
    /// always have their recipients, which [`Recovery`] may otherwise leave out.
    ///
    /// ```
    /// use bandwidth_callbacks::body::Reader;
    ///
    /// let line = r#"INFO body=[{"type": "message-snoozed"}]"#;
    /// assert_eq!(Reader::new().read(line).recover().unwrap().report.unknown.len(), 1);
    /// assert!(Reader::new().read("[]").recover().is_none());
    /// ```
    #[must_use]
    pub fn recover(&self) -> Option<Recovery> {
        self.may_contain_body().then(|| recover_line(self.bytes))
    }
}

/// A body of any lifetime: a view is not to have two.
trait HasText {
    fn text(&self) -> &str;
}

impl HasText for Body<'_> {
    fn text(&self) -> &str {
        self.text()
    }
}

/// One event, field by field. `Debug` shows no values of it.
#[derive(Clone, Copy)]
pub struct EventView<'b> {
    bytes: &'b [u8],
    body: &'b (dyn HasText + 'b),
    reader: &'b BodyReader,
    parts: &'b EventParts,
}

impl fmt::Debug for EventView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EventView({})", self.event_type().name())
    }
}

impl<'b> EventView<'b> {
    /// Its type.
    #[inline]
    #[must_use]
    pub fn event_type(&self) -> EventType {
        self.parts.event_type()
    }

    /// The stage that it reports; `None` for an inbound event. See [`CallbackEvent::stage`].
    #[inline]
    #[must_use]
    pub fn stage(&self) -> Option<Stage> {
        status::stage(self.event_type(), self.number(Field::ErrorCode))
    }

    /// Whether it has a field; one that may be `null` counts.
    #[inline]
    #[must_use]
    pub fn has(&self, field: Field) -> bool {
        self.parts.has(field)
    }

    /// A field that holds a string.
    #[must_use]
    pub fn text(&self, field: Field) -> Option<Cow<'b, str>> {
        self.fields().string(field)
    }

    /// A field that holds a number.
    #[inline]
    #[must_use]
    pub fn number(&self, field: Field) -> Option<u32> {
        self.parts.number(field)
    }

    /// A field that holds an array, or one string that is read as an array of one.
    #[must_use]
    pub fn list(&self, field: Field) -> Option<Vec<Cow<'b, str>>> {
        let fields = self.fields();
        match field.shape(self.event_type()) {
            Shape::TextList(_) => fields.list(field),
            Shape::TextOrList(_) => fields.one_or_many(field).map(|it| match it {
                OneOrMany::One(text) => vec![text],
                OneOrMany::Many(texts) => texts,
            }),
            _ => fields.string(field).map(|text| vec![text]),
        }
    }

    /// The numbers that it is about. See [`CallbackEvent::recipients`].
    #[must_use]
    pub fn recipients(&self) -> Vec<Cow<'b, str>> {
        let to = self.list(Field::To).unwrap_or_default();
        match self.event_type().row().direction {
            _ if !to.is_empty() => to,
            Direction::In => vec![self.text(Field::Owner).unwrap_or_default()],
            Direction::Out => self.list(Field::Recipients).unwrap_or_default(),
        }
    }

    /// The members of one of its objects that are not documented there.
    #[must_use]
    pub fn extra(&self, record: Record) -> Extra {
        self.fields().extra(record)
    }

    /// The event as it was sent.
    #[must_use]
    pub fn json(&self) -> &'b str {
        let [start, end] = self.parts.span;
        &self.body.text()[start as usize..end as usize]
    }

    /// The typed event.
    #[must_use]
    pub fn to_event(&self) -> CallbackEvent<'b> {
        CallbackEvent::from_values(&self.fields())
    }

    /// Nothing was found in it, it has only documented fields, and `to` is not an array: nearly every event.
    #[inline]
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.parts.flags == 0
    }

    /// The bytes of a field that holds a string, between its quotes. They are the string if they have no backslash.
    #[inline(always)]
    #[must_use]
    pub fn raw(&self, field: Field) -> Option<&'b [u8]> {
        self.parts.string(field).map(|part| self.part(part))
    }

    /// The same of a field that holds an array of strings, for each of them; nothing if it is absent.
    #[inline(always)]
    #[must_use]
    pub fn raw_list(&self, field: Field) -> RawStrings<'b> {
        let [first, count] = self.parts.get(field).unwrap_or_default();
        let parts = &self.reader.items()[first as usize..(first + count) as usize];
        RawStrings { text: self.bytes, parts: parts.iter() }
    }

    /// Whether some of these fields have escapes, so that `raw` is not their text.
    #[inline(always)]
    #[must_use]
    pub fn has_escapes(&self, fields: &[Field]) -> bool {
        fields.iter().any(|field| self.parts.has_escapes(*field))
    }

    /// Whether `to` is an array.
    #[inline]
    #[must_use]
    pub fn has_list(&self) -> bool {
        self.parts.has_list()
    }

    fn fields(&self) -> FieldValues<'b, 'b> {
        FieldValues::new(self.body.text(), self.reader, self.parts)
    }

    #[inline(always)]
    fn part(&self, [start, end]: Part) -> &'b [u8] {
        &self.bytes[start as usize..end as usize]
    }
}

/// The strings of an array, as [`EventView::raw_list`] gives them.
#[derive(Clone)]
pub struct RawStrings<'b> {
    text: &'b [u8],
    parts: std::slice::Iter<'b, Part>,
}

impl fmt::Debug for RawStrings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawStrings({} strings)", self.parts.len())
    }
}

impl<'b> Iterator for RawStrings<'b> {
    type Item = &'b [u8];

    #[inline]
    fn next(&mut self) -> Option<&'b [u8]> {
        self.parts.next().map(|[start, end]| &self.text[*start as usize..*end as usize])
    }
}

/// A finding of a rule. A [`Diagnostic`] is the same in words.
#[derive(Clone, Copy)]
pub struct Finding<'b> {
    text: &'b [u8],
    found: &'b LocatedFinding,
}

impl fmt::Debug for Finding<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Finding({})", self.rule().name())
    }
}

impl Finding<'_> {
    /// The rule.
    #[must_use]
    pub fn rule(&self) -> Rule {
        self.found.rule()
    }

    /// The JSON Pointer to its subject.
    #[must_use]
    pub fn path(&self) -> String {
        self.found.path(self.text)
    }
}
