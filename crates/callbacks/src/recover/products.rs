//! What the catalogue knows of the webhooks of other products: the names and the types of their fields, for texts in
//! which nothing is in quotes.

use std::sync::LazyLock;

use super::names;
use super::value::{Data, Member, Value};
use crate::catalogue::fields::Record;
use crate::catalogue::other_products::{OTHER_PRODUCT_SHAPES, OTHER_PRODUCTS, TOLL_FREE_VERIFICATION, condition};
use crate::catalogue::verification::{DENIAL_REASON_FIELDS, VERIFICATION_SPECS, VerificationShape};
use crate::json::scan::scan;
use crate::json::tape::{JsonType, Tape};
use crate::order::sort;

/// What a field holds; of an array, what its items are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Bool,
}

/// A field of a product.
struct Known {
    name: String,
    kind: Kind,
    /// The row of `OTHER_PRODUCTS`.
    row: usize,
}

/// The fields of all products: of those of toll-free verification, by their rows, of the others, by their examples.
/// They are sorted by their names in any spelling.
static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let mut known = Vec::new();
    for (row, product) in OTHER_PRODUCTS.iter().enumerate() {
        if let Ok(tape) = scan(product.example, usize::MAX) {
            add(&tape, 0, row, &mut known);
        }
    }
    let row = usize::from(TOLL_FREE_VERIFICATION);
    known.extend(VERIFICATION_SPECS.iter().map(|spec| {
        let kind = match spec.shape {
            VerificationShape::Boolean => Kind::Bool,
            VerificationShape::Integer => Kind::Number,
            _ => Kind::Text,
        };
        Known { name: spec.name.to_owned(), kind, row }
    }));
    let is_before = |one: &Known, other: &Known| {
        names::plain(&one.name).cmp(names::plain(&other.name)).then(one.row.cmp(&other.row)).is_lt()
    };
    sort(&mut known, &is_before);
    known
});

fn add(tape: &Tape<'_>, at: u32, row: usize, known: &mut Vec<Known>) {
    match tape.kind(at) {
        JsonType::List => tape.items(at).for_each(|item| add(tape, item, row, known)),
        JsonType::Object => {
            for (name, value) in tape.members(at) {
                let first = if tape.kind(value) == JsonType::List { tape.items(value).next() } else { Some(value) };
                let kind = match first.map(|at| tape.kind(at)) {
                    Some(JsonType::Number) => Kind::Number,
                    Some(JsonType::True | JsonType::False) => Kind::Bool,
                    _ => Kind::Text,
                };
                known.push(Known { name: tape.string(name).into_owned(), kind, row });
                add(tape, value, row, known);
            }
        }
        _ => {}
    }
}

/// The row of the product that an object is a webhook of.
pub(super) fn of(value: &Value) -> Option<usize> {
    let is_part = |(name, _): &Member| DENIAL_REASON_FIELDS.iter().any(|field| field.name == name);
    let row = OTHER_PRODUCT_SHAPES.iter().position(|shape| shape.matches(&|field| has(value, field)));
    // A reason for a denial by itself is a part of a webhook.
    row.filter(|_| value.members().is_some_and(|members| !members.iter().all(is_part)))
}

/// Whether a field is there: a dotted path, or `path=a|b` with one of these values.
fn has(value: &Value, field: &[u8]) -> bool {
    let (path, wanted) = condition(field);
    at(value, path).is_some_and(|found| {
        wanted.is_none_or(|mut wanted| found.text().is_some_and(|text| wanted.any(|one| one == text)))
    })
}

/// The value at a dotted path.
fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(value, |value, name| {
        let is = |(own, _): &&Member| names::plain(own).eq(names::plain(name));
        value.get(name).or_else(|| value.members()?.iter().find(is).map(|(_, value)| value))
    })
}

/// The fields of this name, in any spelling.
fn fields(name: &str) -> &'static [Known] {
    let start = KNOWN.partition_point(|known| names::plain(&known.name).lt(names::plain(name)));
    let length = KNOWN[start..].iter().take_while(|known| names::plain(&known.name).eq(names::plain(name))).count();
    &KNOWN[start..start + length]
}

/// The name that Bandwidth gives a field; `None` if no product has it.
pub(super) fn name(spelling: &str) -> Option<&'static str> {
    fields(spelling).first().map(|known| known.name.as_str())
}

/// Whether a text has the name of such a field, of those that words of no text are.
pub(super) fn names_field(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric()).any(is_name)
}

/// Whether a word is the name of such a field, and no word of a text or of a header.
pub(super) fn is_name(word: &str) -> bool {
    word.len() > 4 && word.chars().any(|c| c.is_ascii_uppercase()) && name(word) == Some(word)
}

/// Whether a body may begin with a field of this name: one of an event, or of a webhook of another product.
pub(super) fn begins_body(name: &str) -> bool {
    names::field(Record::Event, name).is_some() || is_name(name)
}

/// Whether a text seems to have something that is around it: none of a webhook begins or ends so.
pub(super) fn is_odd(text: &str) -> bool {
    text.contains('\u{1b}') || text.trim().len() < text.len() || text.ends_with([',', ';']) || text.contains("\n ")
}

/// Whether a name of a webhook is that of a field in another spelling.
pub(super) fn has_other_case(value: &Value) -> bool {
    let is_other = |own: &str| name(own).is_some_and(|name| name != own);
    value.members().is_some_and(|members| members.iter().any(|(own, _)| is_other(own)))
}

/// Gives the fields of a webhook the names that Bandwidth gives them.
pub(super) fn rename(value: &mut Value) {
    match &mut value.data {
        Data::Object(members) => {
            for (own, value) in members {
                if let Some(name) = name(own) {
                    name.clone_into(own);
                }
                rename(value);
            }
        }
        Data::List(items) => items.iter_mut().for_each(rename),
        _ => {}
    }
}

/// Gives values without quotes the types of their fields in a product. `nulls` are written for nothing.
pub(super) fn retype(value: &mut Value, row: usize, source: &str, nulls: &[&str]) {
    retype_as(value, None, row, source, nulls);
}

fn retype_as(value: &mut Value, name: Option<&str>, row: usize, source: &str, nulls: &[&str]) {
    match &mut value.data {
        Data::Object(members) => {
            for (name, value) in members {
                retype_as(value, Some(name), row, source, nulls);
            }
            return;
        }
        Data::List(items) => {
            for value in items {
                retype_as(value, name, row, source, nulls);
            }
            return;
        }
        Data::Lost(_) => return,
        _ => {}
    }
    if !value.bare {
        return;
    }
    let text = match &value.data {
        Data::Text(text) => text.clone(),
        _ => source.get(value.span.clone()).unwrap_or_default().to_owned(),
    };
    let fields = name.map_or(&[][..], fields);
    // A field that other products have is of their type if they agree.
    let kind = match fields.iter().find(|known| known.row == row) {
        Some(known) => Some(known.kind),
        None => fields.first().map(|known| known.kind).filter(|kind| fields.iter().all(|known| known.kind == *kind)),
    };
    let is_number = crate::json::scan::is_json(&text) && text.ends_with(|c: char| c.is_ascii_digit());
    value.data = match kind {
        _ if nulls.contains(&&*text) => Data::Null,
        Some(Kind::Number) if is_number => Data::Number(text),
        Some(Kind::Bool) if text.eq_ignore_ascii_case("true") => Data::Bool(true),
        Some(Kind::Bool) if text.eq_ignore_ascii_case("false") => Data::Bool(false),
        _ => {
            value.doubt |= kind != Some(Kind::Text) && (is_number || matches!(&*text, "true" | "false" | "" | "1"));
            Data::Text(text)
        }
    };
}
