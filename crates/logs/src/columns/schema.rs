//! Which columns there are: those of every row, and one for each field of the catalogue that is no record.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use arrow_schema::{DataType, Field as Column, Fields, Schema, SchemaRef, TimeUnit};
use bandwidth_callbacks::body::{EventView, unix_time};
use bandwidth_callbacks::catalogue::fields::{Field, Format, Record, Shape};

/// The columns, each with its meaning as `description` of its metadata. Whole numbers are 64 bits wide and signed,
/// times in microseconds and UTC, as Spark knows no others.
///
/// ```
/// let schema = bandwidth_callbacks_logs::columns::schema();
/// let column = schema.field_with_name("message_segment_count").unwrap();
/// let meaning = "How many SMS segments the message takes, which is what is billed; 1 for MMS.";
/// assert_eq!(column.metadata()["description"], meaning);
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
            "What the row is: `event`, `unknown` (of a type that this version does not know), \
            `rejected` (an element that cannot be used as its type) or `body` (a body without elements).",
        )
        .with_nullable(false),
        described("source", whole.clone(), "Which file of several, from 0, where that is known."),
        described("line", whole.clone(), "The line of the body, from 1, where that is known."),
        described("offset", whole.clone(), "Where the body begins in its file, in bytes, where that is known."),
        described("index", whole, "The number of the element in its body, from 0."),
    ];
    columns.extend(fields().map(|field| described(&name(field), data_type(field), &meaning(field))));
    columns.push(described(
        "rest",
        DataType::Utf8,
        "The element as it was sent, in JSON, where the other columns do not hold all of it; of a body without \
         elements its text.",
    ));
    let finding = "What was found in it; with the first element of a body what was found of the whole body.";
    columns.push(described("findings", DataType::List(Arc::new(finding_item())), finding).with_nullable(false));
    columns
}

fn described(name: &str, data_type: DataType, meaning: &str) -> Column {
    let metadata = HashMap::from([("description".to_owned(), meaning.to_owned())]);
    Column::new(name, data_type, true).with_metadata(metadata)
}

/// What an item of `findings` is.
pub(super) fn finding_item() -> Column {
    Column::new("item", DataType::Struct(finding_fields()), false)
}

/// The members of a finding, named as those of a `Diagnostic`.
pub(super) fn finding_fields() -> Fields {
    ["rule", "severity", "path", "message"].map(|name| Column::new(name, DataType::Utf8, false)).into_iter().collect()
}

/// What an item of a list of texts is.
pub(super) fn text_item() -> Column {
    Column::new("item", DataType::Utf8, false)
}

/// The fields that are columns.
pub(super) fn fields() -> impl Iterator<Item = Field> {
    Field::ALL.into_iter().filter(|field| is_column(*field))
}

/// A shape that is added to the catalogue has no columns until it is named here: `rest` has what it holds.
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
        Field::Type => {
            "The type of the event, by the name it has today; of an unknown element, what it calls its type.".to_owned()
        }
        Field::To => {
            "Whom the event is about, whichever of the two `to` says so: on a status the recipients it speaks \
                      of, on an inbound event your number."
                .to_owned()
        }
        _ => field.row().meaning.to_owned(),
    }
}

/// A time in microseconds; `None` where it is no time.
pub(super) fn micros(text: &str) -> Option<i64> {
    unix_time(text.as_bytes()).map(|(seconds, nanos)| seconds * 1_000_000 + i64::from(nanos / 1000))
}

/// Whether the columns hold all of an event.
pub(super) fn holds(event: &EventView<'_>) -> bool {
    let is_held = |field: Field| match field.row().shape {
        // Of an object without anything in it no column tells.
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
