//! Values that look as if the text around them had changed them: a final check of each reading.

use super::find;
use super::names::{self, Holds};
use super::value::{Data, Value};
use crate::catalogue::fields::{Field, Record};

/// Marks them. JSON that was kept to the letter is what it is.
pub(super) fn mark(elements: &mut [Value]) {
    for element in elements.iter_mut().filter(|element| element.raw.is_none() && find::what(element).event()) {
        mark_record(element, Record::Event);
    }
}

fn mark_record(value: &mut Value, record: Record) {
    let Data::Object(members) = &mut value.data else { return };
    for (name, value) in members {
        match Field::find(record, name.as_bytes()).map(names::holds) {
            Some(Holds::Record(inner)) => mark_record(value, inner),
            Some(Holds::Tight | Holds::List) => mark_tight(value),
            Some(_) => {}
            None => value.doubt |= is_broken_name(record, name),
        }
    }
}

/// Whether white space got into the name of a field.
fn is_broken_name(record: Record, name: &str) -> bool {
    let joined: String = name.split_whitespace().collect();
    joined.len() < name.len() && Field::find(record, joined.as_bytes()).is_some()
}

/// An ID, a time, a number or an address has no white space, and no dots that stand for omitted text.
fn mark_tight(value: &mut Value) {
    match &mut value.data {
        Data::List(items) => items.iter_mut().for_each(mark_tight),
        Data::Text(text) if names::is_elided(text) => value.cut = true,
        Data::Text(text) => value.doubt |= text.contains(char::is_whitespace),
        _ => {}
    }
}
