//! What a reader makes of a piece of text: values, what was lost of them, and JSON written from them.

use std::fmt::Write as _;
use std::ops::Range;

use super::names;
use crate::json::tape::push_token;

/// A value and where it is in its reading.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    pub(super) data: Data,
    pub(super) span: Range<usize>,
    /// The text ends in it, so that more may have been there.
    pub(super) cut: bool,
    /// It was not in quotes, so that its JSON type follows from the field.
    pub(super) bare: bool,
    /// Another value is as likely.
    pub(super) doubt: bool,
    /// The JSON that it was read from, which is kept to the letter.
    pub(super) raw: Option<String>,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Data {
    Null,
    /// `undefined`: JSON.stringify leaves such a field out.
    Undefined,
    Bool(bool),
    /// As JSON writes it.
    Number(String),
    Text(String),
    List(Vec<Value>),
    Object(Vec<Member>),
    /// Something was printed in its place.
    Lost(Lost),
}

/// A name and its value.
pub(super) type Member = (String, Value);

/// What took the place of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    /// `[Array]`, `[Object]`, `[Array ...]`: `console.log` does not print what is nested deeper.
    Depth,
    /// `...`, `… 3 more items`.
    Elision,
    /// `System.Object[]`, `0xc000012345`, `[Ljava.lang.String;@1b6d3586`: a type or an address.
    TypeName,
    /// The text ends, or has a break, inside the value.
    Cut,
}

impl Value {
    pub(super) fn new(data: Data, span: Range<usize>) -> Self {
        Value { data, span, cut: false, bare: false, doubt: false, raw: None }
    }

    /// Marks the last value of all as one in which the text ends.
    pub(super) fn mark_cut(&mut self) {
        self.raw = None;
        match &mut self.data {
            Data::Object(members) if !members.is_empty() => members.last_mut().expect("not empty").1.mark_cut(),
            Data::List(items) if !items.is_empty() => items.last_mut().expect("not empty").mark_cut(),
            _ => self.cut = true,
        }
    }

    /// Marks the innermost array or object that is closed only after `end`: more may have followed in it.
    pub(super) fn mark_open(&mut self, end: usize) {
        self.raw = None;
        let last = match &mut self.data {
            Data::Object(members) => members.last_mut().map(|(_, value)| value),
            Data::List(items) => items.last_mut(),
            _ => None,
        };
        match last.filter(|last| matches!(last.data, Data::Object(_) | Data::List(_)) && last.span.end > end) {
            Some(last) => last.mark_open(end),
            None => self.cut = true,
        }
    }

    /// What has to be said of it.
    fn about(&self) -> Option<About> {
        match (&self.data, self.cut) {
            (Data::Object(_) | Data::List(_), true) => Some(About::Lost(Lost::Cut)),
            (Data::Text(text), true) if names::is_elided(text) => Some(About::Lost(Lost::Elision)),
            (_, true) => Some(About::Cut),
            _ => self.doubt.then_some(About::Doubt),
        }
    }

    /// Takes the mark of `mark_cut` off.
    pub(super) fn unmark_cut(&mut self) {
        self.cut = false;
        match &mut self.data {
            Data::Object(members) => members.iter_mut().for_each(|(_, value)| value.unmark_cut()),
            Data::List(items) => items.iter_mut().for_each(Value::unmark_cut),
            _ => {}
        }
    }

    /// The members of an object.
    pub(super) fn members(&self) -> Option<&[Member]> {
        match &self.data {
            Data::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The last value of this name.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.members()?.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    pub(super) fn text(&self) -> Option<&str> {
        match &self.data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn is_lost(&self) -> bool {
        matches!(self.data, Data::Lost(_))
    }
}

/// What has to be said of a value in the written JSON.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Remark {
    /// JSON Pointer to the value, or to where it should be.
    pub(super) path: String,
    /// The value, or the object or array that lacks it, in the written text.
    pub(super) place: Range<usize>,
    pub(super) about: About,
}

/// What is said of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    Lost(Lost),
    Cut,
    Doubt,
}

/// What has to be said of the values of a text.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    /// The first of them.
    pub(super) list: Vec<Remark>,
    /// The elements that lost the recipients of their message.
    pub(super) without_recipients: Vec<u32>,
}

impl Remarks {
    pub(super) fn add(&mut self, path: &str, place: Range<usize>, about: About) {
        if about != About::Doubt {
            self.without_recipients.extend(lost_recipients(path));
        }
        if self.list.len() < MAX_REMARKS {
            self.list.push(Remark { path: path.to_owned(), place, about });
        }
    }
}

/// The element whose recipients are at this path.
pub(super) fn lost_recipients(path: &str) -> Option<u32> {
    path.strip_prefix('/')?.strip_suffix("/message/to")?.parse().ok()
}

/// What has to be said of values that are in a text as they are. `start` is where that text begins in the one that they
/// were read from.
pub(super) fn remarks(elements: &[Value], is_list: bool, start: usize) -> Remarks {
    let mut remarks = Remarks::default();
    for (index, element) in elements.iter().enumerate() {
        let path = if is_list { format!("/{index}") } else { String::new() };
        add_remarks(element, &path, start, &mut remarks);
    }
    remarks
}

fn add_remarks(value: &Value, path: &str, start: usize, remarks: &mut Remarks) {
    if let Some(about) = value.about() {
        remarks.add(path, value.span.start - start..value.span.end - start, about);
    }
    match &value.data {
        Data::Object(members) => {
            for (name, value) in members {
                let mut path = format!("{path}/");
                push_token(&mut path, name);
                add_remarks(value, &path, start, remarks);
            }
        }
        Data::List(items) => {
            for (index, item) in items.iter().enumerate() {
                add_remarks(item, &format!("{path}/{index}"), start, remarks);
            }
        }
        _ => {}
    }
}

/// Calls `visit` with each text in a value.
pub(super) fn each_text(value: &mut Value, visit: &dyn Fn(&mut Value)) {
    match &mut value.data {
        Data::Object(members) => members.iter_mut().for_each(|(_, value)| each_text(value, visit)),
        Data::List(items) => items.iter_mut().for_each(|item| each_text(item, visit)),
        Data::Text(_) => visit(value),
        _ => {}
    }
}

/// Whether something inside of a value was lost.
pub(super) fn has_lost(value: &Value) -> bool {
    match &value.data {
        Data::Lost(_) => true,
        Data::Object(members) => members.iter().any(|(_, value)| has_lost(value)),
        Data::List(items) => items.iter().any(has_lost),
        _ => false,
    }
}

/// Whether another value than one of these is as likely.
pub(super) fn has_doubt(value: &Value) -> bool {
    value.doubt
        || match &value.data {
            Data::Object(members) => members.iter().any(|(_, value)| has_doubt(value)),
            Data::List(items) => items.iter().any(has_doubt),
            _ => false,
        }
}

/// What values say, written in one way, so that it can be compared.
pub(super) fn json(elements: &[Value]) -> String {
    let mut writer = Writer { is_plain: true, ..Writer::default() };
    writer.body(elements);
    writer.out
}

/// Whether the first values say all that the others do, one after another.
pub(super) fn holds_all(values: &[Value], others: &[Value]) -> bool {
    let list = |values: &[Value]| json(values);
    values.len() >= others.len() && values.windows(others.len()).any(|some| list(some) == list(others))
}

/// Marks what differs between two ways to read an event.
pub(super) fn differ(value: &mut Value, other: &Value) {
    if matches!(value.data, Data::List(_)) {
        value.doubt |= json(std::slice::from_ref(value)) != json(std::slice::from_ref(other));
        return;
    }
    match (&mut value.data, &other.data) {
        (Data::Object(members), Data::Object(_)) => {
            let missing =
                other.members().into_iter().flatten().any(|(name, _)| !members.iter().any(|(own, _)| own == name));
            for (name, member) in members {
                match other.get(name) {
                    Some(there) => differ(member, there),
                    None => member.doubt = true,
                }
            }
            value.doubt |= missing;
        }
        (own, there) if own == there => {}
        _ => value.doubt = true,
    }
}

/// JSON text that is being written.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) out: String,
    pub(super) remarks: Remarks,
    path: String,
    /// JSON that values were read from is not kept.
    is_plain: bool,
}

/// The maximum number of remarks that are kept.
const MAX_REMARKS: usize = 100;

impl Writer {
    /// Writes a value; what is lost is left out, and remembered.
    pub(super) fn value(&mut self, value: &Value) {
        let start = self.out.len();
        if let Some(json) = value.raw.as_ref().filter(|_| !self.is_plain) {
            self.out.push_str(json);
            return;
        }
        match &value.data {
            Data::Null | Data::Undefined | Data::Lost(_) => self.out.push_str("null"),
            Data::Bool(is) => self.out.push_str(if *is { "true" } else { "false" }),
            Data::Number(json) => self.out.push_str(json),
            Data::Text(text) => push_string(&mut self.out, text),
            Data::List(items) => self.list(items),
            Data::Object(members) => self.object(members),
        }
        if let Some(about) = value.about() {
            self.remark(start..self.out.len(), about);
        }
    }

    /// Writes the items of the list that the text as a whole is.
    pub(super) fn body(&mut self, items: &[Value]) {
        self.list(items);
    }

    fn list(&mut self, items: &[Value]) {
        let (start, length) = (self.out.len(), self.path.len());
        let mut lost = None;
        self.out.push('[');
        let mut index = 0_usize;
        for item in items {
            if let Data::Lost(how) = item.data {
                lost = lost.or(Some(how));
                continue;
            }
            if index > 0 {
                self.out.push(',');
            }
            let _ = write!(self.path, "/{index}");
            self.value(item);
            self.path.truncate(length);
            index += 1;
        }
        self.out.push(']');
        if let Some(how) = lost {
            self.remark(start..self.out.len(), About::Lost(how));
        }
    }

    fn object(&mut self, members: &[Member]) {
        let (start, length) = (self.out.len(), self.path.len());
        let first = self.remarks.list.len();
        self.out.push('{');
        let mut is_first = true;
        for (name, value) in members {
            if value.data == Data::Undefined {
                continue;
            }
            self.path.push('/');
            push_token(&mut self.path, name);
            if let Data::Lost(how) = value.data {
                if name.is_empty() {
                    self.path.truncate(length); // an elision between two members
                }
                self.remark(start..start, About::Lost(how));
            } else {
                if !is_first {
                    self.out.push(',');
                }
                is_first = false;
                push_string(&mut self.out, name);
                self.out.push(':');
                self.value(value);
            }
            self.path.truncate(length);
        }
        self.out.push('}');
        let end = self.out.len();
        for remark in &mut self.remarks.list[first..] {
            if remark.place == (start..start) {
                remark.place.end = end;
            }
        }
    }

    fn remark(&mut self, place: Range<usize>, about: About) {
        self.remarks.add(&self.path, place, about);
    }
}

/// Writes a JSON string.
pub(super) fn push_string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
