//! The structs of typed events: `crates/callbacks/src/event/generated.rs`.

use std::fmt::Write;

use super::note::NOTE;
use crate::catalogue::events::EventType;
use crate::catalogue::fields::{Field, Presence, Record, Shape};

/// The width of a line.
const COLUMNS: usize = 120;

/// The text of the file. What its rows become is in `event/records.rs`.
pub fn structs() -> String {
    let mut out = format!("//! {}", NOTE.trim_start_matches("// "));
    out.push_str(
        "\nuse std::borrow::Cow;\nuse std::fmt;\n\nuse serde::{Deserialize, Serialize};\n\n\
         use crate::catalogue::events::EventType;\n\
         use crate::catalogue::fields::{Field, Record};\nuse crate::event::into_static::IntoStatic;\n\
         use crate::event::members::{Member, Strings, Value, nullable};\n\
         use crate::event::records::{events, records};\n\
         use crate::values::{Extra, FieldValues, OneOrMany};\n\nevents! {\n",
    );
    for event in EventType::ALL {
        let (row, name) = (event.row(), EventType::VARIANTS[event as usize]);
        doc(&mut out, "    ", row.meaning);
        let _ = writeln!(out, "    \"{}\" {name}({name}Event),", row.name);
    }
    out.push_str("}\n\nrecords! {\n");
    for (at, event) in EventType::ALL.into_iter().enumerate() {
        let (row, name) = (event.row(), EventType::VARIANTS[event as usize]);
        if at > 0 {
            out.push('\n');
        }
        doc(&mut out, "    ", &format!("A `{}` callback. {}", row.name, row.meaning));
        out.push_str("    ///\n");
        doc(&mut out, "    ", row.next);
        let _ = writeln!(
            out,
            "    ///\n    /// ```\n    /// use bandwidth_callbacks::{{CallbackEvent, parse, sample}};\n    ///\n    \
             /// let report = parse(sample(\"{}\").unwrap());\n    \
             /// let CallbackEvent::{name}(event) = &report.events[0] else {{ panic!() }};\n    \
             /// assert!(event.extra.is_empty());\n    /// ```",
            row.name
        );
        let has = |field: &Field| *field != Field::Type && field.presence(event) != Presence::Misplaced;
        let fields: Vec<Field> = Field::of(Record::Event).iter().copied().filter(has).collect();
        record(&mut out, &format!("{name}Event"), Record::Event, &fields, &[event]);
    }
    for object in Record::ALL.into_iter().skip(1) {
        out.push('\n');
        let holder = Field::ALL.into_iter().find(|field| field.row().shape == Shape::Record(object));
        doc(&mut out, "    ", holder.map_or("", |field| field.row().meaning));
        record(&mut out, object.type_name(), object, Field::of(object), &EventType::ALL);
    }
    out.push_str("}\n");
    out
}

/// One struct. A member is an `Option` unless its field is required in all of these event types.
fn record(out: &mut String, name: &str, object: Record, fields: &[Field], events: &[EventType]) {
    let _ = writeln!(out, "    pub struct {name}: {object:?} {{");
    for field in fields {
        let row = field.row();
        let is_required = events.iter().all(|event| field.presence(*event) == Presence::Required);
        // Only event structs have a type of their own for it.
        let shape = if let [event] = events { field.shape(*event) } else { row.shape };
        let value = rust_type(shape);
        let value = if row.nullable { format!("Option<{value}>") } else { value };
        let limit = row.max_chars.map(|most| format!(" At most {most} characters.")).unwrap_or_default();
        let null = if row.nullable { " `Some(None)` if it is `null`." } else { "" };
        doc(out, "        ", &format!("{}{limit}{null}", row.meaning));
        if row.nullable && !is_required {
            out.push_str("        #[serde(default, with = \"nullable\")]\n");
        }
        let value = if is_required { value } else { format!("Option<{value}>") };
        let _ = writeln!(out, "        pub {}: {value} = {field:?},", snake_case(row.name));
    }
    if object == Record::Message {
        doc(out, "        ; ", "The JSON of its event, if that has strings that are not Unicode text.");
        out.push_str("        pub(crate) exact: Option<Box<str>>\n");
    }
    out.push_str("    }\n");
}

fn rust_type(shape: Shape) -> String {
    match shape {
        Shape::Text(_) | Shape::OneOf(_) => "Cow<'a, str>".to_owned(),
        Shape::TextList(_) => "Vec<Cow<'a, str>>".to_owned(),
        Shape::TextOrList(_) => "OneOrMany<'a>".to_owned(),
        Shape::Integer(_) => "u32".to_owned(),
        Shape::Record(object) => format!("{}<'a>", object.type_name()),
    }
}

/// `error_code` for `errorCode`.
pub(super) fn snake_case(name: &str) -> String {
    name.chars()
        .flat_map(|c| if c.is_ascii_uppercase() { vec!['_', c.to_ascii_lowercase()] } else { vec![c] })
        .collect()
}

/// A doc comment.
pub(super) fn doc(out: &mut String, indent: &str, text: &str) {
    let mut line = format!("{indent}///");
    for word in text.split(' ') {
        if line.len() + 1 + word.len() > COLUMNS {
            let _ = writeln!(out, "{line}");
            line = format!("{}///", " ".repeat(indent.len()));
        }
        line.push(' ');
        line.push_str(word);
    }
    let _ = writeln!(out, "{line}");
}
