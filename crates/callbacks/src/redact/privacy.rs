//! What each field reveals about people, derived from the catalogue.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::catalogue::fields::{Field, Format, Record, Shape};
use crate::catalogue::other_products::{OTHER_PRODUCTS, condition};
use crate::catalogue::verification::{
    DENIAL_REASON_FIELDS, STATUSES, VERIFICATION_FIELDS, VerificationField, VerificationShape,
};

/// What a field reveals about people, which decides how it is replaced.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Privacy {
    /// The name of a type; kept if it looks like one.
    Type,
    /// A time; kept if it looks like one.
    Time,
    /// Bandwidth's own descriptions; kept unless they contain a number, an address or a link.
    Words,
    /// A small number; kept if it is one.
    Integer,
    /// A phone number, short code or sender.
    Address,
    /// An id.
    Id,
    /// A link.
    Link,
    /// A text, or anything else.
    Text,
    /// Degrees north.
    Latitude,
    /// Degrees east.
    Longitude,
    /// One of the documented values; kept if it is.
    OneOf(&'static [&'static str]),
}

impl Privacy {
    /// Those that have a name.
    pub(crate) const ALL: [Privacy; 10] = [
        Privacy::Type,
        Privacy::Time,
        Privacy::Words,
        Privacy::Integer,
        Privacy::Address,
        Privacy::Id,
        Privacy::Link,
        Privacy::Text,
        Privacy::Latitude,
        Privacy::Longitude,
    ];

    /// Its name in JavaScript.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Privacy::Type => "type",
            Privacy::Time => "time",
            Privacy::Words => "words",
            Privacy::Integer => "integer",
            Privacy::Address => "address",
            Privacy::Id => "id",
            Privacy::Link => "link",
            Privacy::Text => "text",
            Privacy::Latitude => "latitude",
            Privacy::Longitude => "longitude",
            Privacy::OneOf(_) => "",
        }
    }

    /// The privacy of a field; `None` for an object.
    fn of(field: Field) -> Option<Self> {
        let format = match field.row().shape {
            Shape::Text(format) | Shape::TextList(format) | Shape::TextOrList(format) => format,
            Shape::OneOf(values) => return Some(Privacy::OneOf(values)),
            Shape::Integer(_) => return Some(Privacy::Integer),
            Shape::Record(_) => return None,
        };
        Some(match (format, field) {
            (Format::Timestamp, _) => Privacy::Time,
            (_, Field::Type) => Privacy::Type,
            (_, Field::Description | Field::CarrierName) => Privacy::Words,
            (Format::Recipient | Format::Address, _) => Privacy::Address,
            (Format::Uuid, _) | (_, Field::Id | Field::PairedMessageId) => Privacy::Id,
            (Format::Url, _) => Privacy::Link,
            (Format::Plain | Format::Base64, _) => Privacy::Text,
            (Format::Latitude, _) => Privacy::Latitude,
            (Format::Longitude, _) => Privacy::Longitude,
        })
    }
}

/// The privacy of a field of a toll-free verification webhook; `None` for an object, or a field without personal data.
fn of_verification(row: &VerificationField) -> Option<Privacy> {
    Some(match (row.shape, row.name) {
        (VerificationShape::Text(Format::Recipient), _) => Privacy::Address,
        (VerificationShape::Text(Format::Uuid), _) | (_, "accountId") => Privacy::Id,
        (VerificationShape::Text(_) | VerificationShape::TextList, _) => Privacy::Words,
        (VerificationShape::Status, _) => Privacy::OneOf(STATUSES),
        (VerificationShape::Integer, _) => Privacy::Integer,
        (VerificationShape::Boolean | VerificationShape::Reasons | VerificationShape::Reason, _) => return None,
    })
}

/// The path of every field that is not an object, in the order of the catalogue. If a field of an event and one of
/// another webhook have the same path, the first applies.
pub(crate) fn privacy_rows() -> impl Iterator<Item = (String, Privacy)> {
    let events = Field::ALL.into_iter().filter_map(|field| Some((field.path(), Privacy::of(field)?)));
    let webhooks = VERIFICATION_FIELDS.iter().filter_map(|row| Some((row.name.to_owned(), of_verification(row)?)));
    let reasons = DENIAL_REASON_FIELDS
        .iter()
        .filter_map(|row| Some((format!("additionalDenialReasons.{}", row.name), of_verification(row)?)));
    let is_new = |path: &String| Field::find(Record::Event, path.as_bytes()).is_none();
    events.chain(webhooks.chain(reasons).chain(distinguishing()).filter(move |(path, _)| is_new(path)))
}

/// The fields of other products that are recognized by their values, with these values.
fn distinguishing() -> impl Iterator<Item = (String, Privacy)> {
    let conditions = OTHER_PRODUCTS.iter().flat_map(|row| [row.has, row.any]).flat_map(|list| list.split([' ', ',']));
    conditions.filter_map(|text| {
        let (path, values) = condition(text.as_bytes());
        // It is static, like the row that it is made from.
        Some((path.to_owned(), Privacy::OneOf(values?.collect::<Vec<_>>().leak())))
    })
}

/// The path of a field. All unknown fields share one path, so that no path is longer than the known ones.
pub(super) fn inside(path: &str, name: &str) -> &'static str {
    const UNKNOWN: &str = "?";
    let known = |path: &str| ROWS.get_key_value(path).map_or(UNKNOWN, |(path, _)| path.as_str());
    match path {
        "" | "_json" if name == "_json" => "_json",
        "" | "_json" => known(name),
        UNKNOWN => UNKNOWN,
        path => known(&format!("{path}.{name}")),
    }
}

/// The privacy of the field at a path. An unknown field may contain anything.
pub(super) fn privacy(path: &str) -> Privacy {
    ROWS.get(path).and_then(|(_, privacy)| *privacy).unwrap_or(Privacy::Text)
}

/// The rank of each path in the order of the catalogue; an object has the rank of its first field.
pub(super) fn rank(path: &str) -> usize {
    ROWS.get(path).map_or(usize::MAX, |(rank, _)| *rank)
}

/// The rank and the privacy of each path.
type Rows = HashMap<String, (usize, Option<Privacy>)>;

static ROWS: LazyLock<Rows> = LazyLock::new(|| {
    let mut rows = Rows::new();
    for (index, (path, privacy)) in privacy_rows().enumerate() {
        for (at, _) in path.match_indices('.') {
            rows.entry(path[..at].to_owned()).or_insert((index, None));
        }
        rows.entry(path).or_insert((index, Some(privacy)));
    }
    rows
});
