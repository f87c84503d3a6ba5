//! The records of the catalogue as the repair needs them.

use std::sync::LazyLock;

use crate::catalogue::fields::{Field, FieldRow, Record, Shape};
use crate::json::repair::{Guide, GuideField, GuideRecord, GuideShape};

/// The records, in the order of the catalogue.
pub(super) static GUIDE: LazyLock<Guide> = LazyLock::new(|| {
    let records = Record::ALL.into_iter().map(|record| {
        let field = |field: &Field| GuideField { name: field.spec().name, shape: shape(field.row()) };
        GuideRecord { fields: Field::of(record).iter().map(field).collect::<Vec<_>>().leak() }
    });
    Guide { records: records.collect::<Vec<_>>().leak() }
});

fn shape(row: &FieldRow) -> GuideShape {
    match row.shape_in.map_or(row.shape, |(_, shape)| shape) {
        Shape::Text(_) | Shape::OneOf(_) => GuideShape::Text,
        Shape::TextList(_) => GuideShape::TextList,
        Shape::TextOrList(_) => GuideShape::TextOrList,
        Shape::Integer(_) => GuideShape::Number,
        Shape::Record(record) => GuideShape::Record(record as usize),
    }
}
