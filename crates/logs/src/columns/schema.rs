//! The columns: those that every row has, and one for each field of the catalogue that is not an object.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use arrow_schema::{DataType, Field as Column, Fields, Schema, SchemaRef, TimeUnit};
use bandwidth_callbacks::body::{EventView, unix_time};
use bandwidth_callbacks::catalogue::fields::{Field, Format, Record, Shape};

/// The columns. The metadata of each has its meaning, as `description`. Integers have 64 bits and a sign; timestamps
/// are microseconds in UTC: the types that Spark has.
///
/// ```
/// let schema = bandwidth_callbacks_logs::columns::schema();
/// let column = schema.field_with_name("message_segment_count").unwrap();
/// assert_eq!(column.metadata()["description"], "The number of SMS segments that you are billed for; 1 for MMS.");
/// ```
pub fn schema() -> SchemaRef {
    static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| Arc::new(Schema::new(columns())));
    SCHEMA.clone()
}

fn columns() -> Vec<Column> {
    let whole = DataType::Int64;
    let mut columns = vec![
        described(
            "kind",
            DataType::Utf8,
            "What the row is: `event`, `unknown` (a type that this version does not know), `rejected` (not usable as \
             its type) or `body` (a body without elements).",
        )
        .with_nullable(false),
        described("source", whole.clone(), "The index of the file, from 0, if known."),
        described("line", whole.clone(), "The line of the body, from 1, if known."),
        described("offset", whole.clone(), "The position of the body in its file, in bytes, if known."),
        described("index", whole, "The index of the element in its body, from 0."),
    ];
    columns.extend(fields().map(|field| described(&name(field), data_type(field), &meaning(field))));
    columns.push(described(
        "rest",
        DataType::Utf8,
        "The element as sent, as JSON, if the other columns do not hold all of it. For a body without elements, its \
         text.",
    ));
    let finding =
        "The problems of the element. The first element of a body also has the problems of the body as a whole.";
    columns.push(described("findings", DataType::List(Arc::new(finding_item())), finding).with_nullable(false));
    columns
}

fn described(name: &str, data_type: DataType, meaning: &str) -> Column {
    let metadata = HashMap::from([("description".to_owned(), meaning.to_owned())]);
    Column::new(name, data_type, true).with_metadata(metadata)
}

/// The type of an item of `findings`.
pub(super) fn finding_item() -> Column {
    Column::new("item", DataType::Struct(finding_fields()), false)
}

/// The members of a finding, named as those of a `Diagnostic`.
pub(super) fn finding_fields() -> Fields {
    ["rule", "severity", "path", "message"].map(|name| Column::new(name, DataType::Utf8, false)).into_iter().collect()
}

/// The type of an item of an array of strings.
pub(super) fn text_item() -> Column {
    Column::new("item", DataType::Utf8, false)
}

/// The fields that are columns.
pub(super) fn fields() -> impl Iterator<Item = Field> {
    Field::ALL.into_iter().filter(|field| is_column(*field))
}

/// A new shape of the catalogue has no column until it is named here; its values are in `rest`.
pub(super) fn is_column(field: Field) -> bool {
    matches!(
        field.row().shape,
        Shape::Text(_) | Shape::OneOf(_) | Shape::TextList(_) | Shape::TextOrList(_) | Shape::Integer(_)
    )
}

pub(super) fn is_time(field: Field) -> bool {
    field.row().shape == Shape::Text(Format::Timestamp)
}

/// The dotted path of a field as the name of a column.
pub(super) fn name(field: Field) -> String {
    let mut name = String::new();
    for letter in field.path().chars() {
        match letter {
            '.' => name.push('_'),
            'A'..='Z' => name.extend(['_', letter.to_ascii_lowercase()]),
            letter => name.push(letter),
        }
    }
    name
}

fn data_type(field: Field) -> DataType {
    match field.row().shape {
        _ if field == Field::To => DataType::List(Arc::new(text_item())),
        Shape::Text(Format::Timestamp) => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
        Shape::TextList(_) | Shape::TextOrList(_) => DataType::List(Arc::new(text_item())),
        Shape::Integer(_) => DataType::Int64,
        _ => DataType::Utf8,
    }
}

fn meaning(field: Field) -> String {
    match field {
        Field::Type => "The event type, by its current name. For an unknown element, its `type` as sent.".to_owned(),
        Field::To => {
            "The numbers that the event is about, from `to` or `message.to`: on a status its recipients, on an inbound \
             event your number."
                .to_owned()
        }
        _ => field.row().meaning.to_owned(),
    }
}

/// A timestamp in microseconds; `None` if it cannot be read as one.
pub(super) fn micros(text: &str) -> Option<i64> {
    unix_time(text.as_bytes()).map(|(seconds, nanos)| seconds * 1_000_000 + i64::from(nanos / 1000))
}

/// Whether the columns hold all of an event.
pub(super) fn holds(event: &EventView<'_>) -> bool {
    let is_held = |field: Field| match field.row().shape {
        // An empty object has no column.
        Shape::Record(record) => !event.has(field) || Field::of(record).iter().any(|field| event.has(*field)),
        _ if !is_column(field) => !event.has(field),
        _ if is_time(field) => event.text(field).is_none_or(|time| is_exact(&time)),
        _ => true,
    };
    Field::ALL.into_iter().all(is_held) && Record::ALL.into_iter().all(|record| event.extra(record).is_empty())
}

fn is_exact(time: &str) -> bool {
    unix_time(time.as_bytes()).is_some_and(|(_, nanos)| nanos % 1000 == 0)
}
