//! What is put around or on top of a text: a row for each layer, with the function that takes it off where it is.
//!
//! A layer is exact: it is taken off only where its own signs are, and what it gives is another reading, not the truth.

mod bytes;
mod encodings;
mod lines;
mod php;
mod quoting;
mod table;
mod wraps;

pub(super) use encodings::decoded as form_value;

use super::reading::Decoded;
use crate::json::repair::RepairKind;

/// One layer.
pub(super) struct Layer {
    /// What it is called.
    pub(super) kind: RepairKind,
    /// The text without it; `None` if it is not there.
    pub(super) decode: fn(&str) -> Option<Decoded>,
}

const fn layer(kind: RepairKind, decode: fn(&str) -> Option<Decoded>) -> Layer {
    Layer { kind, decode }
}

/// Every layer, the likeliest first.
pub(super) static LAYERS: &[Layer] = &[
    layer(RepairKind::ColorCodes, encodings::colors),
    layer(RepairKind::LogPrefix, lines::prefix),
    layer(RepairKind::LogPrefix, lines::grep),
    layer(RepairKind::DiffLines, lines::diff),
    layer(RepairKind::TableCell, table::cells),
    layer(RepairKind::HardWrap, wraps::hard),
    layer(RepairKind::HtmlEntities, encodings::html),
    layer(RepairKind::PercentEncoding, encodings::percent),
    layer(RepairKind::QuotedPrintable, encodings::quoted_printable),
    layer(RepairKind::Base64, bytes::base64),
    layer(RepairKind::HexBytes, bytes::hex),
    layer(RepairKind::ByteList, bytes::list),
    layer(RepairKind::HexDump, bytes::dump),
    layer(RepairKind::LineNumbers, bytes::trace),
    layer(RepairKind::WrongSeparator, quoting::full_width),
    layer(RepairKind::TableCell, table::border),
    layer(RepairKind::PhpSerialized, php::serialized),
    layer(RepairKind::ChunkedTransfer, encodings::chunked),
    layer(RepairKind::CmdQuoting, quoting::cmd),
    layer(RepairKind::BackslashEscapes, quoting::backslashes),
    layer(RepairKind::BackslashEscapes, quoting::signs),
    layer(RepairKind::DoubleEncoded, quoting::escaped),
    layer(RepairKind::CsvQuoting, quoting::doubled),
    layer(RepairKind::JoinedRecords, lines::records),
    layer(RepairKind::WordWrap, wraps::words),
];

/// The layer that a text says it has: without taking that off, nothing of it can be believed.
pub(super) fn declared(text: &str) -> Option<&'static Layer> {
    // Lines of a mail that is quoted once more have another layer first.
    let is_mail = encodings::names_quoted_printable(text) && lines::prefix(text).is_none();
    let is_page = encodings::is_preformatted(text);
    let is_copy = text.contains("COPY ") && text.contains(" FROM stdin;");
    LAYERS.iter().find(|layer| match layer.kind {
        RepairKind::QuotedPrintable => is_mail,
        RepairKind::BackslashEscapes => is_copy,
        RepairKind::HtmlEntities => is_page,
        _ => false,
    })
}

/// Whether each line of a text has a prefix.
pub(super) fn has_prefix(text: &str) -> bool {
    lines::prefix(text).is_some()
}

/// Whether a string in JSON may be a body in base64.
pub(super) fn holds_encoded(text: &str) -> bool {
    let is_json = text.trim_start().starts_with(['{', '[']);
    is_json && text.match_indices('"').any(|(at, _)| bytes::begins_like_base64(&text[at + 1..]))
}

/// Whether a string may be a body in another encoding.
pub(super) fn may_be_encoded(text: &str) -> bool {
    let start = text.trim_start();
    bytes::begins_like_base64(start)
        || ["5b", "7b", "5B", "7B", "%5B", "%7B", "%5b", "%7b", "\\x5b"].iter().any(|sign| start.starts_with(sign))
        || start.contains("%22")
}
