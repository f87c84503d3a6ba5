//! What the repair knows about the payload: the records, their fields, and the shape of each. Data only, passed by the
//! caller.

/// The records of a body.
#[derive(Debug)]
pub struct Guide {
    /// `records[0]` is one event; a body is an array of them.
    pub records: &'static [GuideRecord],
}

/// The fields one record may have.
#[derive(Debug)]
pub struct GuideRecord {
    /// In any order; at most 64 of them are distinguished.
    pub fields: &'static [GuideField],
}

/// One field: its JSON name and its shape.
#[derive(Debug)]
pub struct GuideField {
    /// The JSON name.
    pub name: &'static str,
    /// The shape of its value.
    pub shape: GuideShape,
}

/// The shape of the value of a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GuideShape {
    /// A string.
    Text,
    /// A number.
    Number,
    /// An array of strings.
    TextList,
    /// A string, or an array of strings.
    TextOrList,
    /// An object: the record with this index.
    Record(usize),
}

/// A field of a record, as found by its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Field {
    /// Its bit in a set of the fields of its record.
    pub(super) bit: u64,
    pub(super) shape: GuideShape,
}

impl Guide {
    /// The field called `name` of the record, if it has one.
    pub(super) fn field(&self, record: Option<usize>, name: &str) -> Option<Field> {
        let fields = self.records.get(record?)?.fields;
        let index = fields.iter().position(|field| field.name == name)?;
        Some(Field { bit: 1_u64.checked_shl(index as u32).unwrap_or(0), shape: fields[index].shape })
    }

    /// Whether any record has a field called `name`.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.fields().any(|field| field.name == name)
    }

    fn fields(&self) -> impl Iterator<Item = &'static GuideField> + use<> {
        self.records.iter().flat_map(|record| record.fields)
    }
}

impl GuideShape {
    /// Whether an array of strings is allowed here.
    pub(super) fn is_list(self) -> bool {
        matches!(self, Self::TextList | Self::TextOrList)
    }
}
