//! Values that are printed without quotes, as by toString of Java, `%v` of Go and `print_r` of PHP.
//!
//! Nothing in the text says where such a value ends, so the catalogue does: a value ends before the next field of its
//! record. Where a text holds what looks like one, each way to read it is tried; if two make sense, that is said.

mod layout;
mod product;
mod way;

use std::ops::Range;

use layout::{LAYOUTS, Layout};
use way::{Fork, Frame, Indents, Step, Way};

use super::names::{self, Holds};
use super::value::{Data, Lost, Value, differ};
use crate::catalogue::fields::{Field, Record};
use crate::json::repair::RepairKind;

/// The ends of values that are tried for one event.
const MAX_TRIES: usize = 400;

/// The ends of one value that are looked for.
const MAX_ENDS: usize = 50;

/// The other ways that an event is compared with.
const MAX_OTHERS: usize = 4;

/// An event without quotes.
pub(super) struct Bare {
    pub(super) value: Value,
    pub(super) kind: RepairKind,
}

/// Reads the event, or the webhook of another product, whose opening bracket is at `at`; its type name is before that.
pub(super) fn body_at(text: &str, at: usize, budget: &mut usize) -> Option<Bare> {
    let event = event_at(text, at, budget);
    let is_whole = |bare: &Bare| bare.value.get("message").is_some_and(|message| message.get("owner").is_some());
    if event.as_ref().is_some_and(is_whole) {
        return event;
    }
    product::product_at(text, at, budget).map(|(value, kind)| Bare { value, kind }).or(event)
}

fn event_at(text: &str, at: usize, budget: &mut usize) -> Option<Bare> {
    LAYOUTS.iter().filter(|layout| layout.opens_at(text, at)).find_map(|layout| {
        let from = layout.after_bracket(text, at)?;
        let is_in_list = layout.is_in_list(text, at);
        let has_capitals = capital(text, layout, from);
        let mut search = Search { text, layout, budget, is_in_list, has_capitals, has_quotes: false };
        let value = search.event(at, from)?;
        Some(Bare { value, kind: layout.kind })
    })
}

/// Reads a record of which nothing is before or after.
pub(super) fn record(text: &str, record: Record) -> Option<Value> {
    LAYOUTS.iter().find_map(|layout| {
        let from = layout.open(text, 0)?;
        let has_capitals = capital(text, layout, from);
        Search { text, layout, budget: &mut 1_000_000, is_in_list: false, has_capitals, has_quotes: false }
            .record(record, 0, from)
    })
}

/// Marks the texts in which a name may have been.
fn doubt_texts(value: &mut Value, record: Record) {
    let Data::Object(members) = &mut value.data else { return };
    for (name, value) in members {
        match Field::find(record, name.as_bytes()).map(names::holds) {
            Some(Holds::Record(inner)) => doubt_texts(value, inner),
            Some(Holds::Free) => value.doubt |= value.text().is_some_and(|text| !text.is_empty()),
            _ => {}
        }
    }
}

/// Whether the first name of a record begins with a capital.
fn capital(text: &str, layout: &Layout, from: usize) -> bool {
    layout.key(text, from, true).is_some_and(|(name, _)| text[name].starts_with(|c: char| c.is_ascii_uppercase()))
}

struct Search<'t, 'b> {
    text: &'t str,
    layout: &'static Layout,
    budget: &'b mut usize,
    is_in_list: bool,
    /// Whether names begin with a capital, by the first of them.
    has_capitals: bool,
    has_quotes: bool,
}

/// Where a value may end, each with the field whose name comes there.
type Ends = Vec<(usize, Option<Field>)>;

/// A record that is being built: its field, the members so far, where it begins.
type Open = (Option<Field>, Vec<(String, Value)>, usize);

impl Search<'_, '_> {
    fn event(&mut self, start: usize, from: usize) -> Option<Value> {
        let value = self.record(Record::Event, start, from)?;
        names::is_event_type(value.get("type")?.text()?).then_some(value)
    }

    fn record(&mut self, record: Record, start: usize, from: usize) -> Option<Value> {
        let frames = vec![self.frame(record, from)];
        let mut next = Some(Way { at: from, frames, steps: vec![Step::Open(None, start)] });
        let mut forks: Vec<Fork> = Vec::new();
        let mut found: Option<Way> = None;
        let mut others: Vec<Way> = Vec::new();
        let mut is_unsure = false;
        // A way in which a field is missing counts only if there is none without.
        let mut partial: Option<Way> = None;
        let mut tries = 0;
        while let Some(mut way) = next.take().or_else(|| way::next(&mut forks)) {
            tries += 1;
            if tries > MAX_TRIES {
                is_unsure = true;
                break;
            }
            if !self.walk(&mut way, &mut forks)? {
                continue;
            }
            if !way.is_complete(record) {
                partial = partial.or(Some(way));
                continue;
            }
            match &found {
                None => found = Some(way),
                Some(first) if first.steps != way.steps => {
                    others.push(way);
                    if others.len() == MAX_OTHERS {
                        break;
                    }
                }
                Some(_) => {}
            }
        }
        let found = found.or(partial);
        let found = found?;
        let mut value = self.build(&found.steps);
        if is_unsure {
            doubt_texts(&mut value, record); // a way that was not tried may be another
        }
        for other in others {
            let other = self.build(&other.steps);
            differ(&mut value, &other);
        }
        Some(value)
    }

    fn frame(&self, record: Record, from: usize) -> Frame {
        let indents = (self.layout.indent(self.text, from), None);
        Frame { record, seen: Vec::new(), swallowed: Vec::new(), is_first: true, indents }
    }

    /// Goes on until the event ends (true) or the way does; where others fork off goes to `forks`. `None`: out of
    /// budget.
    fn walk(&mut self, way: &mut Way, forks: &mut Vec<Fork>) -> Option<bool> {
        loop {
            *self.budget = self.budget.checked_sub(16)?;
            let frame = way.frames.last_mut()?;
            let close = self.layout.close(self.text, way.at);
            if let Some(end) = close.filter(|end| self.layout.is_at(self.text, *end, frame.indents.0)) {
                if frame.swallowed.iter().any(|field| !frame.seen.contains(field)) {
                    return Some(false);
                }
                let members = frame.indents.1;
                way.frames.pop();
                way.steps.push(Step::Close(end));
                way.at = end;
                if way.frames.is_empty() {
                    return Some(self.layout.may_end(self.text, end, members, self.is_in_list));
                }
                continue;
            }
            let Some((name, after)) = self.layout.key(self.text, way.at, frame.is_first) else { return Some(false) };
            frame.is_first = false;
            let own = *frame.indents.1.get_or_insert(self.layout.member_indent(self.text, name.end));
            if own != self.layout.member_indent(self.text, name.end) {
                return Some(false);
            }
            let field = self.field(frame.record, &self.text[name.clone()]);
            let Some(field) = field else {
                // A field of another record: the one that it is in has ended too early.
                if Field::find(Record::Message, self.text[name].as_bytes()).is_some() {
                    return Some(false);
                }
                let indents = frame.indents;
                let Some(end) = self.skipped(way.frames.last()?.record, indents, after) else { return Some(false) };
                way.at = end;
                continue;
            };
            let is_after = |last: &Field| last.spec().name < field.spec().name;
            if frame.seen.contains(&field) || (self.layout.is_sorted() && !frame.seen.last().is_none_or(is_after)) {
                return Some(false);
            }
            frame.seen.push(field);
            if !self.value(way, field, after, forks)? {
                return Some(false);
            }
        }
    }

    /// The end of a value whose name means nothing.
    fn skipped(&mut self, record: Record, indents: Indents, at: usize) -> Option<usize> {
        if self.text[at..].starts_with(['{', '[', '(']) {
            return layout::balanced(self.text, at);
        }
        self.ends(record, indents, at, true)?.first().map(|(end, _)| *end)
    }

    fn value(&mut self, way: &mut Way, field: Field, at: usize, forks: &mut Vec<Fork>) -> Option<bool> {
        let text = self.text;
        let Frame { record, indents, .. } = *way.frames.last()?;
        let holds = names::holds(field);
        if let Holds::Record(inner) = holds
            && let Some(after) = self.layout.open(text, at)
        {
            way.steps.push(Step::Open(Some(field), at));
            way.frames.push(self.frame(inner, after));
            way.at = after;
            return Some(true);
        }
        if holds == Holds::List
            && let Some((items, end)) = self.layout.list(text, at)
        {
            way.steps.push(Step::List(field, items));
            way.at = end;
            return Some(true);
        }
        let is_free = holds == Holds::Free;
        let ends = self.ends(record, indents, at, !is_free)?;
        let Some(&(end, _)) = ends.first() else { return Some(false) };
        let inside = &text[at..end];
        let is_null = self.layout.nulls.contains(&inside);
        if is_null && !is_free {
            way.steps.push(Step::Null(field, at));
        } else if names::is_type_name(inside) {
            way.steps.push(Step::Lost(field, at));
        } else if matches!(holds, Holds::List | Holds::Record(_)) {
            return Some(false);
        } else if is_free {
            // The later ends of a text, each another way; the first is taken first.
            let later = way::later_ends(&ends, &way.frames.last()?.seen, MAX_ENDS);
            if !later.is_empty() {
                forks.push(Fork { way: way.clone(), field, from: at, later });
            }
            way.steps.push(if is_null { Step::Null(field, at) } else { Step::Scalar(field, at..end) });
        } else if !names::is_tight(inside)
            || (holds == Holds::Number && !inside.bytes().all(|byte| byte.is_ascii_digit()))
        {
            return Some(false);
        } else {
            way.steps.push(Step::Scalar(field, at..end));
        }
        way.at = end;
        Some(true)
    }

    /// The field of this name, if it begins as the others do.
    fn field(&self, record: Record, name: &str) -> Option<Field> {
        let is_alike = name.starts_with(|c: char| c.is_ascii_uppercase()) == self.has_capitals;
        names::field(record, name).filter(|_| is_alike)
    }

    /// Where a value that begins at `at` may end: before a field of its record, or where the record ends.
    fn ends(&mut self, record: Record, indents: Indents, at: usize, only_first: bool) -> Option<Ends> {
        let mut ends = Vec::new();
        let bytes = self.text.as_bytes();
        let mut end = at;
        while end <= bytes.len() && end - at < 70_000 && ends.len() < MAX_ENDS {
            let byte = bytes.get(end).copied().unwrap_or(b'\n');
            if self.layout.may_stop(byte) && self.text.is_char_boundary(end) && !self.is_before_blank(end) {
                let key = self.layout.key(self.text, end, false).filter(|(name, _)| {
                    indents.1.is_none_or(|own| self.layout.member_indent(self.text, name.end) == own)
                });
                let is_key = only_first && key.is_some();
                let field = key.filter(|_| !only_first).and_then(|(name, _)| self.field(record, &self.text[name]));
                let close = self.layout.close(self.text, end);
                let is_close = close.is_some_and(|close| self.layout.is_at(self.text, close, indents.0));
                if is_key || field.is_some() || is_close {
                    ends.push((end, field));
                    if only_first || (is_close && self.layout.has_indents()) {
                        break;
                    }
                }
            }
            end += 1;
            // A text ends in its event: that is known by the next one at the latest.
            if ends.len() > 2 && self.layout.begins(self.text, end) {
                break;
            }
        }
        *self.budget = self.budget.checked_sub(end - at)?;
        Some(ends)
    }

    /// Whether a blank line follows, where none follows a value: it belongs to the text.
    fn is_before_blank(&self, end: usize) -> bool {
        if !self.layout.has_indents() {
            return false; // and the line may be long
        }
        let next = self.text.get(end + 1..).and_then(|rest| rest.split('\n').next());
        next.is_some_and(|line| line.trim().is_empty())
    }

    fn build(&mut self, steps: &[Step]) -> Value {
        // All texts are in quotes, or none.
        let is_quoted = |step: &Step| match step {
            Step::Scalar(Field::Type | Field::Id, place) => self.text[place.clone()].starts_with('\''),
            _ => false,
        };
        self.has_quotes = self.layout.quotes && steps.iter().any(is_quoted);
        let mut open: Vec<Open> = Vec::new();
        let mut whole = Value::new(Data::Null, 0..0);
        for step in steps {
            let member = match step {
                Step::Open(field, start) => {
                    open.push((*field, Vec::new(), *start));
                    continue;
                }
                Step::Null(..) if !self.layout.is_map() => continue,
                Step::Null(field, at) => (*field, Value::new(Data::Null, *at..*at)),
                Step::Close(end) => {
                    let (field, members, start) = open.pop().unwrap_or_default();
                    let object = Value::new(Data::Object(members), start..*end);
                    if let Some(field) = field {
                        (field, object)
                    } else {
                        whole = object;
                        continue;
                    }
                }
                Step::Scalar(field, place) => (*field, self.scalar(*field, place)),
                Step::List(field, items) => {
                    let items: Vec<_> = items.iter().map(|place| self.text_at(place)).collect();
                    let span = items.first().map_or(0..0, |item| item.span.clone());
                    (*field, Value::new(Data::List(items), span))
                }
                Step::Lost(field, at) => (*field, Value::new(Data::Lost(Lost::TypeName), *at..*at)),
            };
            if let Some((_, members, _)) = open.last_mut() {
                members.push((member.0.spec().name.to_owned(), member.1));
            }
        }
        whole
    }

    fn text_at(&self, place: &Range<usize>) -> Value {
        Value::new(Data::Text(self.text[place.clone()].to_owned()), place.clone())
    }

    fn scalar(&self, field: Field, place: &Range<usize>) -> Value {
        let text = &self.text[place.clone()];
        if names::holds(field) == Holds::Number && crate::json::scan::is_json(text) {
            return Value::new(Data::Number(text.to_owned()), place.clone());
        }
        let mut value = self.text_at(place);
        if (self.layout.indents && text.contains('\n')) || text.ends_with('\n') {
            value.doubt = true;
        }
        if let (true, Data::Text(text)) = (self.has_quotes, &mut value.data)
            && let Some(inside) = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\''))
        {
            *text = inside.to_owned();
        }
        value
    }
}
