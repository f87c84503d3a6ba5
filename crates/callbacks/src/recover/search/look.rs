//! Looks for events in a text as it is: at every bracket and quote, by the readers that there are.

use std::ops::Range;

use super::candidate::{Candidate, Search};
use super::outside::{Parts, leaves_event, names_event_outside, names_field_outside};
use crate::json::repair::RepairKind;
use crate::recover::dialect::{self, Marks};
use crate::recover::find::{self, Is};
use crate::recover::names;
use crate::recover::read::{self, Read, word_before};
use crate::recover::reading::{Causes, Reading};
use crate::recover::records::{pieces, without_copies};
use crate::recover::value::{self, Data, Value};
use crate::recover::{bare, lines, odd, types};

/// What was found in one text.
struct Finds {
    elements: Vec<Value>,
    causes: Causes,
    /// The parts of the text that were understood.
    read: Vec<Range<usize>>,
    /// Objects that were understood, and are no events.
    others: Vec<Range<usize>>,
    /// The JSON of the only part, if that is a body as it is.
    whole: Option<(String, usize)>,
    depth: usize,
    /// Some have no quotes around their values.
    has_bare: bool,
    /// Where the last mention of an event is: after it, no event begins.
    mention: usize,
    /// How often it was tried to read a value in which the text ends, and whether one was.
    cut_tries: usize,
    is_cut: bool,
    /// Something beside those in a string was lost.
    is_incomplete: bool,
    /// Which elements were found in a string, where they were looked at.
    taken: Vec<usize>,
}

/// More often than this it is not tried to read a value in which the text ends.
const MAX_CUT_TRIES: usize = 3;

/// How the value that is looked at was written.
struct Island {
    marks: Marks,
    has_quotes: bool,
    /// An event is not what is in the text.
    changed: bool,
    /// What was done to JSON, if something was.
    repair: Option<RepairKind>,
}

impl Search {
    /// The events in a text.
    pub(super) fn look(&mut self, reading: &Reading) -> Option<Candidate> {
        let (text, bytes) = (&*reading.text, reading.text.as_bytes());
        let mut finds = Finds {
            elements: Vec::new(),
            causes: reading.causes.clone(),
            read: Vec::new(),
            others: Vec::new(),
            whole: None,
            depth: reading.depth,
            has_bare: false,
            mention: names::last_mention(text).unwrap_or(0),
            cut_tries: 0,
            is_cut: false,
            is_incomplete: false,
            taken: Vec::new(),
        };
        let mut at = 0;
        while at < bytes.len() && self.budget > 0 {
            let end = match bytes[at] {
                b'[' | b'{' | b'(' => self.bracket(reading, at, &mut finds),
                b'#' if bytes.get(at + 1) == Some(&b'<') => self.ruby_object(reading, at, &mut finds),
                b'"' | b'\'' | b'`' => self.literal(reading, at).map(|(mut found, place)| {
                    odd::doubt_in_cell(&mut found.elements, text, &place);
                    finds.take(found, place.clone());
                    place.end
                }),
                _ => None,
            };
            at = end.unwrap_or(at + 1).max(at + 1);
        }
        let has_lines = finds.elements.is_empty() && self.lines(reading, &mut finds);
        finds.end(reading, has_lines)
    }

    /// What begins at a bracket; gives where it ends, if it was understood.
    fn bracket(&mut self, reading: &Reading, at: usize, finds: &mut Finds) -> Option<usize> {
        let text = &*reading.text;
        let word = word_before(text, at);
        // What is in the parentheses of a statement follows the rules of SQL.
        let is_values = text[word.clone()].eq_ignore_ascii_case("values");
        if text.as_bytes()[at] == b'(' && (word.is_empty() || is_values) && super::literal::is_sql(reading, at) {
            return None;
        }
        let mut found = None;
        if !word.is_empty() {
            found = read::value_at(text, word.start, &mut self.budget);
        }
        found = found.or_else(|| read::value_at(text, at, &mut self.budget));
        // Cocoa has quotes around all texts but words.
        let mixes = |read: &Read| !read.marks.has(Marks::EQUALS.and(Marks::SEMICOLONS)) && find::mixes(&read.value);
        let is_bare = |read: &Read| read.marks.has(Marks::BARE_WORDS) && (!read.has_quotes || mixes(read));
        if found.as_ref().is_none_or(|read| read.marks.has(Marks::BARE_WORDS) && mixes(read))
            && matches!(text.as_bytes()[at], b'[' | b'{')
            && at < finds.mention
            && let Some(value) = lines::flow::value_at(text, at, &mut self.budget)
            && let Some(end) = self.flow(reading, value, finds)
        {
            return Some(end);
        }
        let bare = if found.as_ref().is_none_or(is_bare) { bare::body_at(text, at, &mut self.budget) } else { None };
        if let Some(mut bare) = bare {
            find::guesses(&mut bare.value, &|span| reading.is_guess(span));
            let end = bare.value.span.end;
            finds.cause(reading, bare.kind, &bare.value.span);
            finds.has_bare = true;
            finds.read.push(bare.value.span.clone());
            finds.elements.push(bare.value);
            finds.whole = None;
            return Some(end);
        }
        if found.is_none() && finds.cut_tries < MAX_CUT_TRIES && at < finds.mention {
            finds.cut_tries += 1;
            found = read::cut_value_at(text, word.start, &mut self.budget);
            finds.is_cut |= found.is_some();
        }
        // Each event of a list is looked at by itself.
        let is_call = matches!(&text[word.clone()], "List" | "Seq" | "Vector" | "ArrayBuffer" | "listOf");
        let is_list = |read: &Read| {
            is_bare(read) && (is_call || matches!(&read.value.data, Data::List(items) if !items.is_empty()))
        };
        let read = found.filter(|read| !is_broken(read.marks) && !mixes(read) && !is_list(read))?;
        let end = read.value.span.end;
        self.island(reading, read, finds);
        Some(end)
    }

    /// The events of YAML in brackets, and where it ends.
    fn flow(&mut self, reading: &Reading, value: Value, finds: &mut Finds) -> Option<usize> {
        let place = value.span.clone();
        let before = finds.elements.len();
        let marks = Marks::BARE_KEYS;
        let mut island = Island { marks, has_quotes: true, changed: true, repair: None };
        self.collect(reading, value, &mut island, finds);
        if finds.elements.len() == before {
            return None;
        }
        finds.cause(reading, RepairKind::Yaml, &place);
        finds.whole = None;
        finds.read.push(place.clone());
        Some(place.end)
    }

    /// `#<OpenStruct type="…">`, `#<struct Callback type="…">`.
    fn ruby_object(&mut self, reading: &Reading, at: usize, finds: &mut Finds) -> Option<usize> {
        let read = read::value_at(&reading.text, at, &mut self.budget)?;
        let end = read.value.span.end;
        self.island(reading, read, finds);
        Some(end)
    }

    /// The events of a value that was read.
    fn island(&mut self, reading: &Reading, read: Read, finds: &mut Finds) {
        let Read { mut value, marks, spots, has_quotes } = read;
        let text = &*reading.text;
        let place = value.span.clone();
        let is_json = marks == Marks::default();
        let (before, sub_before) = (finds.elements.len(), finds.depth);
        let stored = if types::may_have(&text[place.clone()]) { types::plain(&mut value) } else { None };
        let is_body = is_json && stored.is_none() && find::is_body(&value);
        let mut island = Island { marks, has_quotes, changed: stored.is_some(), repair: None };
        let is_plain = self.collect(reading, value, &mut island, finds);
        if finds.elements.len() == before {
            finds.others.push(place);
            return;
        }
        finds.read.push(place.clone());
        finds.has_bare |= marks.has(Marks::BARE_WORDS);
        finds.whole = None;
        if let Some(kind) = stored {
            finds.cause(reading, kind, &place);
        }
        if let Some(kind @ (RepairKind::KeyCase | RepairKind::DottedNames)) = island.repair {
            finds.cause(reading, kind, &place);
        }
        let events = &finds.elements[before..];
        let is_inside = is_json && is_plain && !is_body && is_part_only(&place, events);
        if is_inside || (is_json && island.repair == Some(RepairKind::SurroundingObject)) {
            finds.cause(reading, RepairKind::SurroundingObject, &place);
        }
        if !is_json && is_plain {
            for (kind, place) in dialect::causes(marks, &spots, &place) {
                finds.cause(reading, kind, &place);
            }
        } else if is_body && before == 0 && !island.changed && finds.depth == sub_before {
            let start = place.start;
            finds.whole = Some((text[place].to_owned(), start)).filter(|(text, _)| crate::json::scan::is_json(text));
        }
    }

    /// Adds the events of a value; says whether any was in it, and not in a string of it.
    fn collect(&mut self, reading: &Reading, mut value: Value, island: &mut Island, finds: &mut Finds) -> bool {
        if let Some(members) = value.members()
            && let Some(nested) = lines::paths::nested(members)
        {
            value.data = nested.data;
            island.changed = true;
            island.repair = Some(RepairKind::DottedNames);
        }
        let is_relaxed = island.is_json() || island.marks == Marks::EXTRA_COMMAS || island.marks == Marks::COMMENTS;
        let is_event = |value: &Value| find::what(value).event() || (is_relaxed && find::is_named_like_one(value));
        if is_event(&value) {
            island.fit(&mut value, reading);
            finds.elements.push(value);
            return true;
        }
        match value.data {
            Data::Object(mut members) => {
                without_copies(&mut members);
                let before = finds.elements.len();
                let mut any = false;
                for (_, member) in members {
                    let start = finds.elements.len();
                    let is = self.collect(reading, member, island, finds);
                    // Tools keep a body twice: as text and as JSON.
                    let (there, new) = finds.elements.split_at(start);
                    if new.is_empty() || !value::holds_all(&there[before..], new) {
                        any |= is;
                    } else {
                        finds.elements.truncate(start);
                        finds.taken.retain(|taken| *taken < start);
                    }
                }
                any
            }
            Data::List(items) => {
                if items.iter().any(is_event) {
                    // A tuple has other things beside the event.
                    let is_kept = |item: &Value| is_relaxed || item.text().is_none();
                    for mut item in items.into_iter().filter(is_kept) {
                        island.fit(&mut item, reading);
                        finds.elements.push(item);
                    }
                    return true;
                }
                let before = finds.elements.len();
                let pieces = pieces(&items);
                let any = items.into_iter().fold(false, |any, item| any | self.collect(reading, item, island, finds));
                if let (true, Some(text)) = (finds.elements.len() == before, pieces) {
                    return self.string(reading, &text, &value.span, RepairKind::JoinedRecords, finds);
                }
                any
            }
            Data::Text(text) => self.string(reading, &text, &value.span, RepairKind::DoubleEncoded, finds),
            _ => false,
        }
    }

    /// Adds the events in a string.
    fn string(
        &mut self,
        reading: &Reading,
        text: &str,
        place: &Range<usize>,
        kind: RepairKind,
        finds: &mut Finds,
    ) -> bool {
        if let Some(found) = self.inside(reading, text, place) {
            finds.cause(reading, kind, place);
            finds.take(found, place.clone());
            finds.read.pop(); // the value as a whole is noted
        }
        false
    }

    /// Texts that have no brackets; says whether the events are in lines of their own.
    fn lines(&mut self, reading: &Reading, finds: &mut Finds) -> bool {
        let text = &*reading.text;
        let model = line_starts(text).find_map(|at| {
            let starts = ["time=", "type=", "message="].into_iter().any(|name| text[at..].starts_with(name));
            let read = starts.then(|| read::members_at(text, at, &mut self.budget)).flatten()?;
            (find::what(&read.value).event() && read.value.get("message").is_some()).then_some(read)
        });
        if let Some(read) = model {
            self.island(reading, read, finds);
            return false;
        }
        let Some((values, kind, place)) = lines::read(text, &mut self.budget) else { return false };
        let mut island = Island { marks: Marks::BARE_WORDS, has_quotes: false, changed: false, repair: None };
        for value in values {
            self.collect(reading, value, &mut island, finds);
        }
        let is_found = !finds.elements.is_empty();
        if is_found {
            finds.cause(reading, kind, &place);
            finds.read.push(place);
        }
        is_found
    }
}

impl Island {
    fn is_json(&self) -> bool {
        self.marks == Marks::default()
    }

    fn fit(&mut self, value: &mut Value, reading: &Reading) {
        let is_event = find::what(value) != Is::Other;
        if is_event && self.is_json() && find::has_other_case(value) {
            find::rename(value, &reading.text);
            self.repair = Some(RepairKind::KeyCase);
        }
        let changed = is_event && find::fit(value, &reading.text, self.marks, self.has_quotes);
        if changed {
            self.repair = self.repair.or(Some(RepairKind::SurroundingObject));
        }
        self.changed |= changed | self.repair.is_some() | find::guesses(value, &|span| reading.is_guess(span));
        // JSON is kept to the letter.
        let json = &reading.text[value.span.clone()];
        if self.is_json() && !self.changed && crate::json::scan::is_json(json) {
            value.raw = Some(json.to_owned());
        }
    }
}

impl Finds {
    fn cause(&mut self, reading: &Reading, kind: RepairKind, place: &Range<usize>) {
        self.causes.add(kind, reading.place(place));
    }

    fn take(&mut self, found: Candidate, place: Range<usize>) {
        self.causes.extend(&found.causes);
        self.taken.extend(self.elements.len()..self.elements.len() + found.elements.len());
        self.elements.extend(found.elements);
        self.is_incomplete |= found.is_incomplete;
        self.depth = self.depth.max(found.depth);
        self.read.push(place);
        self.whole = None;
    }

    fn end(mut self, reading: &Reading, has_lines: bool) -> Option<Candidate> {
        if self.elements.is_empty() {
            return None;
        }
        let text = &*reading.text;
        let (read, understood) = (Parts::new(&self.read), Parts::new(self.read.iter().chain(&self.others)));
        let names_event = names_event_outside(text, &understood);
        let names_field = names_field_outside(text, &read);
        let is_complete = !self.is_cut && !names_event && !names_field;
        let own = self.elements.iter_mut().enumerate().filter(|(at, _)| self.taken.binary_search(at).is_err());
        if odd::doubt(own.map(|(_, element)| element), reading, &self.read) {
            self.whole = None;
        }
        for place in self.read.iter().skip(1) {
            self.causes.add(RepairKind::JoinedValues, reading.place(&(place.start..place.start)));
        }
        let mut end = 0;
        for place in self.read.iter().chain([&(text.len()..text.len())]) {
            if place.start > end && !text[end..place.start].trim().is_empty() {
                self.causes.add(RepairKind::SurroundingText, reading.place(&(end..place.start)));
            }
            end = end.max(place.end);
        }
        Some(Candidate {
            elements: self.elements,
            whole: self.whole,
            causes: self.causes,
            depth: self.depth,
            is_incomplete: self.is_incomplete
                || (self.has_bare && names_event)
                || (has_lines && names_field)
                || leaves_event(text, &read, &self.others, &understood),
            is_complete,
        })
    }
}

/// JSON but for escapes that no JSON has: a layer of quoting is still on it.
fn is_broken(marks: Marks) -> bool {
    [Marks::ODD_ESCAPES, Marks::ODD_ESCAPES.and(Marks::EXTRA_COMMAS)].contains(&marks)
}

/// Whether these are only some of the events at a place.
fn is_part_only(place: &Range<usize>, events: &[Value]) -> bool {
    events.iter().all(|event| event.span != *place)
}

/// The starts of lines.
fn line_starts(text: &str) -> impl Iterator<Item = usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1))
}
