//! Which of the values that were read are events; what is beside them is left out.

use super::dialect::Marks;
use super::names::{self, Holds};
use super::products;
use super::value::{Data, Lost, Member, Value, has_doubt};
use crate::catalogue::fields::{Field, Record};

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Is {
    /// Its type is one of Bandwidth's.
    Event,
    /// A type that is not known, in the shape of an event.
    Unknown,
    /// A webhook of another product of Bandwidth.
    OtherProduct,
    Other,
}

impl Is {
    pub(super) fn event(self) -> bool {
        self != Is::Other
    }
}

/// Whether a JSON value is a body as it is.
pub(super) fn is_body(value: &Value) -> bool {
    let is_event = |value: &Value| what(value).event() || is_named_like_one(value);
    match &value.data {
        Data::List(items) => items.iter().any(is_event),
        _ => is_event(value),
    }
}

/// What an object is, by its names and its type.
pub(super) fn what(value: &Value) -> Is {
    let Some(members) = value.members() else { return Is::Other };
    let member = |field: Field| members.iter().rev().find(|(name, _)| names::field(Record::Event, name) == Some(field));
    let name = member(Field::Type).and_then(|(_, value)| value.text());
    if name.is_some_and(names::is_event_type) {
        return if says_enough(members) { Is::Event } else { Is::Other };
    }
    let message = member(Field::Message).and_then(|(_, message)| message.members());
    let known = |(name, _): &&Member| {
        let fields = [Field::Id, Field::Owner, Field::ApplicationId, Field::Direction, Field::SegmentCount];
        names::field(Record::Message, name).is_some_and(|field| fields.contains(&field))
    };
    let is_message = message.is_some_and(|members| members.iter().filter(known).count() > 1);
    if is_message && name.is_some() {
        return Is::Unknown;
    }
    // The message of an event whose other fields could not be read.
    let has = |wanted: &Field| members.iter().any(|(name, _)| names::field(Record::Message, name) == Some(*wanted));
    let is_message = [Field::Owner, Field::SegmentCount].iter().all(has);
    if !is_message && products::of(value).is_some() { Is::OtherProduct } else { Is::Other }
}

/// Whether an object with the type of an event is one: it has a message, or nothing that is not of an event, or other
/// fields of one. A record of a log that only says which type was handled has none of these.
fn says_enough(members: &[Member]) -> bool {
    let mut others = 0;
    let mut own = 0;
    for (name, value) in members {
        match names::field(Record::Event, name) {
            Some(Field::Message) => match &value.data {
                Data::Object(_) | Data::List(_) | Data::Lost(_) => return true,
                Data::Text(text) if value.cut || value.doubt || text.contains('{') => return true,
                _ => others += 1,
            },
            Some(Field::To | Field::Description | Field::ErrorCode) => own += 1,
            Some(_) => {}
            None if value.cut => {}
            None => others += 1,
        }
    }
    others == 0 || own > 1
}

/// Whether an object calls itself by a name that begins like those of Bandwidth.
pub(super) fn is_named_like_one(value: &Value) -> bool {
    value.get("type").and_then(Value::text).is_some_and(|name| name.starts_with("message-"))
        && value.members().is_some_and(says_enough)
}

/// Fields that stores and frameworks add to a document.
const OF_STORES: &[&str] = &[
    "_id",
    "__v",
    "_class",
    "_rev",
    "pk",
    "sk",
    "PK",
    "SK",
    "additional_properties",
    "additionalProperties",
    "$schema",
];

/// Fields that loggers write beside those of an object that is logged.
const OF_LOGGERS: &[&str] = &[
    "level",
    "pid",
    "hostname",
    "msg",
    "v",
    "name",
    "severity",
    "levelname",
    "logger",
    "loggerName",
    "logger_name",
    "timestamp",
    "@timestamp",
    "@version",
    "ts",
    "thread",
    "thread_name",
    "caller",
    "trace_id",
    "span_id",
    "service",
    "env",
    "host",
    "asctime",
    "stream",
    "reqId",
    "req_id",
    "context",
];

/// Makes an event out of an object: fields by the names of JSON, values of their types, and nothing of the tool that
/// printed it. Says whether anything was changed.
pub(super) fn fit(value: &mut Value, text: &str, marks: Marks, has_quotes: bool) -> bool {
    let is_json = marks == Marks::default();
    // A field without a value is absent in JSON, and nil in a struct; in a hash nil is the null that was in the JSON.
    let is_typed = [Marks::TYPED, Marks::ENUMS, Marks::GO_TYPES].into_iter().any(|mark| marks.has(mark));
    let mut changed = without_others(value, is_typed);
    if !is_json {
        if marks.has(Marks::EQUALS.and(Marks::SEMICOLONS)) {
            as_texts(value, text);
        }
        let words = if !marks.has(Marks::BARE_WORDS) {
            Words::AsTheyAre
        } else if has_quotes && !marks.has(Marks::EQUALS) {
            Words::Variables
        } else {
            Words::Texts
        };
        if let (Is::OtherProduct, Some(row)) = (what(value), products::of(value)) {
            products::rename(value);
            if words == Words::Texts {
                products::retype(value, row, text, &["null", "nil", "<null>"]);
            }
        } else {
            fit_record(value, text, Record::Event, words);
        }
        changed = true;
    }
    changed
}

/// Whether the keys of an event are written in another case, as a serializer of C# or Go writes them.
pub(super) fn has_other_case(value: &Value) -> bool {
    if what(value) == Is::OtherProduct {
        return products::has_other_case(value);
    }
    value.get("type").is_none() && value.members().is_some_and(|members| members.iter().any(|(name, _)| name == "Type"))
}

/// Gives the fields of an event the names that Bandwidth gives them.
pub(super) fn rename(value: &mut Value, text: &str) {
    without_type_names(value);
    if what(value) == Is::OtherProduct {
        products::rename(value);
        return;
    }
    fit_record(value, text, Record::Event, Words::AsTheyAre);
}

/// Leaves out the names of types that Serilog and Json.NET write beside the members of an object.
fn without_type_names(value: &mut Value) {
    if let Data::Object(members) = &mut value.data {
        members.retain(|(name, _)| name != "$type");
        for (_, value) in members {
            without_type_names(value);
        }
    }
}

/// Makes texts of constants: Cocoa prints a text of one word without quotes, and nothing as `<null>`.
fn as_texts(value: &mut Value, text: &str) {
    match &mut value.data {
        Data::Object(members) => members.iter_mut().for_each(|(_, value)| as_texts(value, text)),
        Data::List(items) => items.iter_mut().for_each(|value| as_texts(value, text)),
        Data::Null | Data::Undefined | Data::Bool(_) if value.bare => {
            value.data = Data::Text(text[value.span.clone()].to_owned());
        }
        _ => {}
    }
}

/// Whether an event printed without quotes seems to have a text that is a list, or in quotes: its brackets and quotes
/// are part of the text.
pub(super) fn mixes(value: &Value) -> bool {
    let Some(members) = value.members() else {
        return matches!(&value.data, Data::List(items) if items.iter().any(mixes));
    };
    let bare = members.iter().filter(|(_, value)| value.bare && value.text().is_some()).count();
    members.iter().any(|(name, value)| {
        let field = names::field(Record::Event, name).or_else(|| names::field(Record::Message, name));
        let is_free = field.is_some_and(|field| names::holds(field) == Holds::Free);
        mixes(value)
            || (bare > 1 && is_free && matches!(value.data, Data::Bool(_)))
            || (bare > 1
                && is_free
                && !value.bare
                && matches!(value.data, Data::List(_) | Data::Object(_) | Data::Text(_)))
    })
}

/// What words without quotes are.
#[derive(Clone, Copy, PartialEq)]
enum Words {
    AsTheyAre,
    /// Names of variables, as the texts have quotes.
    Variables,
    /// Texts and numbers, by the field.
    Texts,
}

fn without_others(value: &mut Value, is_typed: bool) -> bool {
    let Data::Object(members) = &mut value.data else { return false };
    let before = members.len();
    let is_own = |name: &str| names::field(Record::Event, name).is_some();
    let loggers = members.iter().filter(|(name, _)| !is_own(name) && OF_LOGGERS.contains(&name.as_str())).count();
    members.retain(|(name, _)| {
        is_own(name) || !(OF_STORES.contains(&name.as_str()) || (loggers > 1 && OF_LOGGERS.contains(&name.as_str())))
    });
    if loggers > 1 && members.len() < before {
        let times = members.iter().filter(|(name, _)| name == "time").count();
        let has_text = members.iter().any(|(name, value)| name == "time" && value.text().is_some());
        members.retain(|(name, value)| times < 2 || !has_text || name != "time" || value.text().is_some());
    }
    let mut changed = members.len() < before;
    if is_typed {
        let nothing = |value: &Value| value.data == Data::Null;
        members.retain(|(_, value)| !nothing(value));
        for (_, value) in members.iter_mut() {
            if let Data::Object(members) = &mut value.data {
                members.retain(|(name, value)| !nothing(value) && !OF_STORES.contains(&name.as_str()));
            }
        }
        changed |= members.len() < before;
    }
    changed
}

fn fit_record(value: &mut Value, text: &str, record: Record, words: Words) {
    let Data::Object(members) = &mut value.data else { return };
    for (name, value) in members.iter_mut() {
        let field = names::field(record, name);
        if let Some(field) = field {
            field.spec().name.clone_into(name);
        }
        let holds = field.map(names::holds);
        if let Some(Holds::Record(inner)) = holds {
            fit_record(value, text, inner, words);
        }
        if let Data::List(items) = &mut value.data {
            for item in items {
                fit_scalar(item, text, Some(Holds::Tight), words);
            }
        }
        fit_scalar(value, text, holds, words);
    }
}

fn fit_scalar(value: &mut Value, source: &str, holds: Option<Holds>, words: Words) {
    if let Data::Text(text) = &value.data
        && names::is_type_name(text)
    {
        value.data = Data::Lost(Lost::TypeName);
        return;
    }
    if !value.bare {
        return;
    }
    match (&value.data, words) {
        (Data::Text(text), Words::Variables) if is_variable(text) => value.data = Data::Lost(Lost::TypeName),
        (Data::Text(text), _) if holds == Some(Holds::Number) && crate::json::scan::is_json(text) => {
            value.data = Data::Number(text.clone());
        }
        (Data::Number(_), Words::Texts) if matches!(holds, Some(Holds::Free | Holds::Tight)) => {
            value.data = Data::Text(source[value.span.clone()].to_owned());
        }
        _ => {}
    }
}

fn is_variable(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '$')
        && word.chars().all(|c| c.is_alphanumeric() || "_$.".contains(c))
}

/// Marks the texts in which something was guessed, where any text may be; says whether there are some.
pub(super) fn guesses(value: &mut Value, is_guess: &dyn Fn(&std::ops::Range<usize>) -> bool) -> bool {
    if !is_guess(&value.span) {
        return false;
    }
    match &mut value.data {
        Data::Object(members) => members.iter_mut().fold(false, |any, (_, value)| any | guesses(value, is_guess)),
        Data::List(items) => items.iter_mut().fold(false, |any, value| any | guesses(value, is_guess)),
        Data::Text(text) => {
            value.doubt = text.contains(' ') || !names::is_tight(text);
            value.doubt
        }
        _ => false,
    }
}

/// Whether a name occurs twice, as if two events had become one.
pub(super) fn repeats(value: &Value) -> bool {
    let members = value.members().unwrap_or_default();
    members.iter().enumerate().any(|(index, (name, _))| members[..index].iter().any(|(other, _)| other == name))
}

/// How much of an event there is: fields that are there and look as they should, less what is lost or doubtful.
pub(super) fn worth(value: &Value, of_doubt: i64) -> i64 {
    let is = what(value);
    if !is.event() {
        // The cut type of an event is one as well: a reading that keeps it is better than one that drops it.
        return if is_named_like_one(value) { 2 } else { -8 };
    }
    if is == Is::OtherProduct {
        let doubts = value.members().unwrap_or_default().iter().filter(|(_, value)| has_doubt(value)).count();
        return 10 - doubts as i64;
    }
    10 + worth_of(value, Record::Event, of_doubt)
}

fn worth_of(value: &Value, record: Record, of_doubt: i64) -> i64 {
    let Some(members) = value.members() else { return -2 };
    let repeats = |index: usize, name: &str| members[..index].iter().any(|(other, _)| other == name);
    let each = members.iter().enumerate().map(|(index, (name, value))| {
        if repeats(index, name) {
            return -4; // two events in one
        }
        let Some(field) = Field::find(record, name.as_bytes()) else { return 0 };
        if value.is_lost() {
            return -1;
        }
        if value.doubt {
            return of_doubt;
        }
        match (names::holds(field), &value.data) {
            (Holds::Record(inner), Data::Object(_)) => 2 + worth_of(value, inner, of_doubt),
            (Holds::Tight, Data::Text(text)) => {
                if names::is_tight(text) {
                    2
                } else {
                    -6
                }
            }
            (Holds::Free, Data::Text(text)) => {
                if text.contains("\n\"") {
                    -2
                } else {
                    2
                }
            }
            (Holds::Number, Data::Number(_)) => 2,
            (Holds::List, Data::List(items)) => {
                let is_good = |item: &Value| item.text().is_some_and(names::is_tight);
                if items.iter().all(is_good) { 2 } else { -6 }
            }
            _ => -2,
        }
    });
    each.sum()
}
