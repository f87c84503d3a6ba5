//! The types of fields in words.

use crate::catalogue::fields::{Format, Shape};

/// The type of a field in words.
pub(crate) fn shape(shape: Shape) -> String {
    match shape {
        Shape::Text(format) => self::format(format).to_owned(),
        Shape::OneOf(values) => format!("string: {}", values.join(", ")),
        Shape::TextList(format) => format!("array: {}", self::format(format)),
        Shape::TextOrList(format) => format!("{}, or an array of them", self::format(format)),
        Shape::Integer(least) => format!("integer, at least {least}"),
        Shape::Record(_) => "object".to_owned(),
    }
}

/// What a string holds, in words.
pub(super) fn format(format: Format) -> &'static str {
    match format {
        Format::Plain => "string",
        Format::Timestamp => "timestamp (ISO 8601, UTC)",
        Format::Recipient => "phone number (E.164)",
        Format::Address => "phone number (E.164), short code, alphanumeric sender or RBM agent",
        Format::Uuid => "UUID",
        Format::Url => "URL",
        Format::Base64 => "base64",
        Format::Latitude | Format::Longitude => "decimal degrees as a string",
    }
}
