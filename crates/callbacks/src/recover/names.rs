//! What the catalogue knows of names and values, as the readers of pasted text ask for it.

use crate::catalogue::events::{ALIASES, EventType};
use crate::catalogue::fields::{Field, Format, Record, Shape};
use crate::catalogue::other_products::{OTHER_PRODUCT_SHAPES, OtherProductShape, condition};

/// The field of a record that a name means, in the spelling of any language: `segmentCount`, `segment_count`,
/// `SegmentCount`, `var_from`, `from_`.
pub(super) fn field(record: Record, name: &str) -> Option<Field> {
    Field::find(record, name.as_bytes()).or_else(|| {
        let name = name.strip_prefix("var_").unwrap_or(name);
        if name.len() > 40 {
            return None;
        }
        Field::of(record).iter().copied().find(|field| plain(field.spec().name).eq(plain(name)))
    })
}

/// The letters of a name that count in any spelling.
pub(super) fn plain(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_lowercase())
}

/// Whether it is the name of an event type, of today or before.
pub(super) fn is_event_type(name: &str) -> bool {
    name.len() < 50 && (EventType::find(name).is_some() || ALIASES.iter().any(|alias| alias.name == name))
}

/// What a field holds, as far as reading it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Any text.
    Free,
    /// Text in which neither line breaks nor brackets occur.
    Tight,
    Number,
    List,
    Record(Record),
}

pub(super) fn holds(field: Field) -> Holds {
    let row = field.row();
    match row.shape {
        Shape::Text(Format::Plain) if !matches!(field, Field::Type | Field::Id | Field::PairedMessageId) => Holds::Free,
        Shape::Text(_) | Shape::OneOf(_) | Shape::TextOrList(_) => Holds::Tight,
        Shape::TextList(_) => Holds::List,
        Shape::Integer(_) => Holds::Number,
        Shape::Record(record) => Holds::Record(record),
    }
}

/// Whether a value of such a field can be this text: no line breaks, quotes or brackets.
pub(super) fn is_tight(text: &str) -> bool {
    text.len() < 200 && !text.contains(['\n', '\r', '"', '{', '}', '[', ']', '\u{1b}', '\\', '<', '>'])
}

/// Whether a part of a text was left out in the middle.
pub(super) fn is_elided(text: &str) -> bool {
    text.contains("...") || text.contains('…')
}

/// What tools and people write in a text in the place of a part of it.
const NOTES: [&str; 9] = ["[...]", "(...)", "<...>", "[…]", "(…)", "truncated]", "truncated>", "snip]", "snip>"];

/// Whether a note in a text says that a part of it was left out: `[...]`, `[... 120 chars]`, `... 35 more characters`.
pub(super) fn is_note_of_elision(text: &str) -> bool {
    let counts = |mark: &str| {
        let mut rests = text.split(mark).skip(1).map(str::trim_start);
        rests.any(|rest| {
            let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            after.len() < rest.len() && [" more", " char", " byte"].iter().any(|unit| after.starts_with(unit))
        })
    };
    NOTES.iter().any(|note| text.contains(note)) || counts("...") || counts("…")
}

/// Whether a text seems to be UTF-8 that was read byte by byte: `Ã©` for `é`.
pub(super) fn is_misread(text: &str) -> bool {
    let mut pairs = text.chars().zip(text.chars().skip(1));
    pairs.any(|(one, next)| ('\u{c2}'..='\u{f4}').contains(&one) && ('\u{80}'..='\u{bf}').contains(&next))
}

/// Fields that only a message has, by their names in other words than those of JSON, too; the first two are of nothing
/// else.
const OF_MESSAGES: [[&str; 2]; 4] =
    [["pplicationId", "pplication_id"], ["egmentCount", "egment_count"], ["wner", "wner"], ["irection", "irection"]];

/// Which of them a text has, with the sign after a name.
pub(super) fn fields_of_message(text: &str) -> [bool; 4] {
    let mut found = [false; 4];
    // By the signs, of which there are fewer than letters.
    for at in text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b':' | b'=' | b'-')).map(|(at, _)| at) {
        if text[at..].starts_with([':', '=']) || text[at..].starts_with("->") {
            let name = text[..at].trim_end_matches(['"', '\'', '\\', ']', ' ']);
            for (is, names) in found.iter_mut().zip(OF_MESSAGES) {
                *is |= names.iter().any(|own| name.ends_with(own));
            }
        }
    }
    found
}

/// Whether these fields are those of a message: two of them, and not only those that other things have as well.
pub(super) fn are_of_message(found: [bool; 4]) -> bool {
    (found[0] || found[1]) && found.iter().filter(|is| **is).count() > 1
}

/// Whether a text has the fields of a message in it.
pub(super) fn holds_fields(text: &str) -> bool {
    are_of_message(fields_of_message(text))
}

/// Whether a text names a type or an address instead of a value: `System.Object[]`, `[Ljava.lang.String;@1b6d3586`.
pub(super) fn is_type_name(text: &str) -> bool {
    let is_hex = |text: &str| text.len() >= 4 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_java = text.rsplit_once('@').is_some_and(|(name, hash)| {
        is_hex(hash)
            && name.chars().all(|c| c.is_alphanumeric() || ".$[;_".contains(c))
            && name.contains(['.', ';', '$'])
    });
    is_java
        || text.strip_prefix("0xc").is_some_and(is_hex)
        || (text.starts_with("System.") && text.ends_with(']'))
        || text.starts_with("System.Collections.")
        || text.starts_with("@{") && text.ends_with("...}")
        || text.trim_matches(['[', ']']) == "object Object"
}

/// What every event type has in its name.
const MENTIONS: [&str; 3] = ["message-", "suggestion-response", "location-re"];

/// Whether the text names an event type anywhere: without one, there is no event to find.
pub(super) fn mentions_event(text: &str) -> bool {
    MENTIONS.iter().any(|name| text.contains(name))
}

/// Where the text names an event type for the last time.
pub(super) fn last_mention(text: &str) -> Option<usize> {
    MENTIONS.iter().filter_map(|name| text.rfind(name)).max()
}

/// Whether JSON names the types of its values, as stores write it.
pub(super) fn has_types(json: &str) -> bool {
    json.contains("\"$number") || json.contains("\"$date\"")
}

/// Whether a text may hold an event, or a webhook of another product.
pub(super) fn may_hold_body(text: &str) -> bool {
    mentions_event(text) || may_be_other_product(text)
}

/// Whether a text has the name of a field, as JSON writes it, with a capital, or with underscores.
fn contains_name(text: &str, name: &str) -> bool {
    let snake = || {
        let mut snake = String::with_capacity(name.len() + 4);
        for c in name.chars() {
            snake.extend(c.is_ascii_uppercase().then_some('_'));
            snake.push(c.to_ascii_lowercase());
        }
        snake
    };
    text.contains(&name[1..]) || (name.contains(|c: char| c.is_ascii_uppercase()) && text.contains(&snake()))
}

/// Whether a text may hold a webhook of another product of Bandwidth: it has the names that one is recognized by. Those
/// that the webhook lacks may be beside it.
pub(super) fn may_be_other_product(text: &str) -> bool {
    let has_name = |field: &[u8]| {
        let (path, values) = condition(field);
        path.split('.').all(|name| contains_name(text, name))
            && values.is_none_or(|mut values| values.any(|value| text.contains(value)))
    };
    OTHER_PRODUCT_SHAPES.iter().any(|shape| OtherProductShape { lacks: "", ..*shape }.matches(&has_name))
}
