//! Rows that are not a batch yet.

use std::sync::Arc;

use arrow_array::builder::{Int64Builder, ListBuilder, StringBuilder, TimestampMicrosecondBuilder};
use arrow_array::{ArrayRef, ListArray, RecordBatch, StructArray};
use arrow_buffer::OffsetBuffer;
use bandwidth_callbacks::Diagnostic;
use bandwidth_callbacks::body::EventView;
use bandwidth_callbacks::catalogue::fields::{Field, Shape};

use super::schema::{self, schema};
use crate::summary::Place;

/// The place of an element: in which file and body it is, and where.
#[derive(Clone, Copy)]
pub(super) struct RowLocation {
    pub place: Option<Place>,
    pub index: Option<u32>,
}

pub(super) struct Rows {
    kind: StringBuilder,
    /// `source`, `line`, `offset` and `index`.
    location: [Int64Builder; 4],
    fields: Vec<(Field, Cells)>,
    rest: StringBuilder,
    /// The members of all findings, and the number of findings of each row.
    findings: [StringBuilder; 4],
    found: Vec<usize>,
}

/// The cells of a field.
enum Cells {
    Text(StringBuilder),
    Whole(Int64Builder),
    Time(TimestampMicrosecondBuilder),
    Texts(ListBuilder<StringBuilder>),
}

impl Cells {
    fn new(field: Field) -> Self {
        match field.row().shape {
            _ if field == Field::To => Cells::texts(),
            _ if schema::is_time(field) => Cells::Time(TimestampMicrosecondBuilder::new().with_timezone("UTC")),
            Shape::TextList(_) | Shape::TextOrList(_) => Cells::texts(),
            Shape::Integer(_) => Cells::Whole(Int64Builder::new()),
            _ => Cells::Text(StringBuilder::new()),
        }
    }

    fn texts() -> Self {
        Cells::Texts(ListBuilder::new(StringBuilder::new()).with_field(schema::text_item()))
    }

    fn none(&mut self) {
        match self {
            Cells::Text(cells) => cells.append_null(),
            Cells::Whole(cells) => cells.append_null(),
            Cells::Time(cells) => cells.append_null(),
            Cells::Texts(cells) => cells.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Cells::Text(cells) => Arc::new(cells.finish()),
            Cells::Whole(cells) => Arc::new(cells.finish()),
            Cells::Time(cells) => Arc::new(cells.finish()),
            Cells::Texts(cells) => Arc::new(cells.finish()),
        }
    }
}

impl Rows {
    pub(super) fn new() -> Self {
        Rows {
            kind: StringBuilder::new(),
            location: Default::default(),
            fields: schema::fields().map(|field| (field, Cells::new(field))).collect(),
            rest: StringBuilder::new(),
            findings: Default::default(),
            found: Vec::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    /// Begins the row of an event.
    pub(super) fn event(&mut self, location: RowLocation, event: &EventView<'_>) {
        self.begin("event", location);
        for (field, cells) in &mut self.fields {
            match cells {
                Cells::Text(cells) if *field == Field::Type => cells.append_value(event.event_type().name()),
                Cells::Text(cells) => cells.append_option(event.text(*field)),
                Cells::Whole(cells) => cells.append_option(event.number(*field).map(i64::from)),
                Cells::Time(cells) => cells.append_option(event.text(*field).and_then(|time| schema::micros(&time))),
                Cells::Texts(cells) if *field == Field::To => {
                    cells.append_value(event.recipients().into_iter().map(Some));
                }
                Cells::Texts(cells) => cells.append_option(event.list(*field).map(|list| list.into_iter().map(Some))),
            }
        }
    }

    /// Starts the row of an element that is not an event.
    pub(super) fn no_event(&mut self, kind: &str, location: RowLocation, type_text: Option<&str>) {
        self.begin(kind, location);
        for (field, cells) in &mut self.fields {
            match cells {
                Cells::Text(cells) if *field == Field::Type => cells.append_option(type_text),
                cells => cells.none(),
            }
        }
    }

    fn begin(&mut self, kind: &str, RowLocation { place, index }: RowLocation) {
        self.kind.append_value(kind);
        let [source, line, offset, number] = &mut self.location;
        source.append_option(place.map(|place| i64::from(place.source)));
        line.append_option(place.map(|place| place.line as i64));
        offset.append_option(place.map(|place| place.offset as i64));
        number.append_option(index.map(i64::from));
    }

    /// Ends the row.
    pub(super) fn end<'f>(&mut self, rest: Option<&str>, findings: impl IntoIterator<Item = &'f Diagnostic>) {
        self.rest.append_option(rest);
        let mut found = 0;
        for Diagnostic { rule, severity, path, message, .. } in findings {
            let members = [rule.name(), severity.name(), path, message];
            for (cells, text) in self.findings.iter_mut().zip(members) {
                cells.append_value(text);
            }
            found += 1;
        }
        self.found.push(found);
    }

    /// Takes all rows as a batch.
    pub(super) fn finish(&mut self) -> RecordBatch {
        let mut columns: Vec<ArrayRef> = vec![Arc::new(self.kind.finish())];
        columns.extend(self.location.iter_mut().map(|cells| Arc::new(cells.finish()) as ArrayRef));
        columns.extend(self.fields.iter_mut().map(|(_, cells)| cells.finish()));
        columns.push(Arc::new(self.rest.finish()));
        let members = self.findings.iter_mut().map(|cells| Arc::new(cells.finish()) as ArrayRef).collect();
        let items = StructArray::new(schema::finding_fields(), members, None);
        let ends = OffsetBuffer::from_lengths(std::mem::take(&mut self.found));
        columns.push(Arc::new(ListArray::new(Arc::new(schema::finding_item()), ends, Arc::new(items), None)));
        // Cells and schema come from the same list, so each column has a cell per row, of the right type.
        RecordBatch::try_new(schema(), columns).expect("columns as the schema says")
    }
}
