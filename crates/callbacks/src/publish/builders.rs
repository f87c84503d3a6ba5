//! The functions that build the events of a clean body: `generated/clean.ts`.
//!
//! Each type of event gets an object literal of its own, as engines build these fastest. Its fields
//! stand in the order in which Bandwidth sends them, which is that of its example.

use std::fmt::Write;

use super::NOTE;
use crate::catalogue::events::EventType;
use crate::catalogue::fields::{Field, Format, Presence, Record, Shape};
use crate::check::row::{HEAD, READ};
use crate::json::scan::scan;

/// What messages usually have beside a text.
const USUAL: [Field; 3] = [Field::Channel, Field::Media, Field::Tag];

/// The text of the file.
pub fn builders() -> String {
    let mut out = NOTE.to_owned();
    out.push_str("import { list, part, plain } from \"../parts.js\";\n");
    let events: Vec<EventType> = EventType::ALL.into_iter().filter(|event| is_read(*event)).collect();
    let names: Vec<_> = events.iter().map(|event| format!("{}Event", EventType::VARIANTS[*event as usize])).collect();
    let _ = writeln!(out, "import type {{ CallbackEvent, Message, {} }} from \"./events.js\";", names.join(", "));
    let _ = writeln!(out, "\n/** The words of an event. */\nexport const ROW = {};", HEAD + 2 * READ);
    let _ = writeln!(
        out,
        "\n/**\n * Builds the event of a row.\n *\n\
         \x20* What is known of a clean event is not read again: on a status `owner` is `from`, and whom it is\n\
         \x20* about is among the recipients.\n */\n\
         export function build(body: string, words: Int32Array, row: number, items: number): CallbackEvent {{\n  \
         const present = words[row + 1]!;\n  const escaped = words[row + 2]!;\n  switch (words[row]) {{"
    );
    for (event, name) in events.iter().zip(&names) {
        build_event(&mut out, *event, name);
    }
    out.push_str("  }\n  throw new Error(\"expected a row of a clean event\");\n}\n");
    message(&mut out, events[0]);
    out
}

/// Whether a clean body can hold such an event.
fn is_read(event: EventType) -> bool {
    let is_usual = |field: &Field| *field as usize >= READ && field.presence(event) == Presence::Required;
    !event.deprecated() && !Field::of(Record::Message).iter().any(is_usual)
}

fn build_event(out: &mut String, event: EventType, name: &str) {
    let number = event as u32;
    let direction = event.direction().name();
    let from = if event.is_status() { "owner" } else { "undefined" };
    let owner = if event.is_status() { read(Field::Owner) } else { "undefined".to_owned() };
    let _ = writeln!(out, "    case {number}: {{\n      const to = {};", read(Field::To));
    if event.is_status() {
        let _ = writeln!(out, "      const owner = {owner};");
    }
    let owner = if event.is_status() { "owner" } else { "undefined" };
    let _ = writeln!(out, "      const event: {name} = {{");
    let (always, sometimes) = members(event, Record::Event);
    for field in always {
        let value = match field {
            Field::Type => format!("\"{}\"", event.name()),
            Field::To => "to".to_owned(),
            Field::Message => {
                format!("message(body, words, row, items, present, escaped, \"{direction}\", to, {owner}, {from})")
            }
            field => read(field),
        };
        let _ = writeln!(out, "        {}: {value},", field.row().name);
    }
    out.push_str("      };\n");
    for field in sometimes {
        let _ = writeln!(out, "      {};", set("event", field));
    }
    out.push_str("      return event;\n    }\n");
}

fn message(out: &mut String, event: EventType) {
    out.push_str(
        "\nfunction message(\n  body: string,\n  words: Int32Array,\n  row: number,\n  items: number,\n  \
         present: number,\n  \
         escaped: number,\n  direction: \"in\" | \"out\",\n  about: string,\n  knownOwner: string | undefined,\n  \
         knownFrom: string | undefined,\n): Message {\n",
    );
    let count = format!("words[row + {}]", slot(Field::Recipients) + 1);
    let _ = writeln!(out, "  const isOne = {count} === 1;");
    let _ = writeln!(out, "  const owner = knownOwner ?? (isOne ? about : {});", read(Field::Owner));
    let (always, sometimes) = members(event, Record::Message);
    let value = |field: Field| match field {
        Field::Owner | Field::Direction => field.row().name.to_owned(),
        Field::From => format!("knownFrom ?? {}", read(field)),
        Field::Recipients => format!("isOne ? [about] : {}", read(field)),
        field => read(field),
    };
    let literal = |fields: &[Field]| {
        fields.iter().map(|field| format!("{}: {}", field.row().name, value(*field))).collect::<Vec<_>>().join(", ")
    };
    // What nearly all messages are is one literal, which engines build without growing an object.
    let bits = |fields: &[Field]| fields.iter().fold(0, |bits, field| bits | 1u32 << *field as u32);
    let _ = writeln!(out, "  switch (present & {}) {{", bits(&sometimes));
    let extras: Vec<Field> = sometimes.iter().copied().filter(|field| USUAL.contains(field)).collect();
    for subset in 0..1u32 << extras.len() {
        let chosen = extras.iter().enumerate().filter(|(at, _)| subset & (1 << at) != 0).map(|(_, field)| *field);
        let chosen: Vec<Field> = [Field::Text].into_iter().chain(chosen).collect();
        let _ = writeln!(
            out,
            "    case {}:\n      return {{ {} }};",
            bits(&chosen),
            literal(&[&always[..], &chosen].concat())
        );
    }
    out.push_str("  }\n");
    let _ = writeln!(out, "  const message: Message = {{ {} }};", literal(&always));
    for field in sometimes {
        let _ = writeln!(out, "  {};", set("message", field));
    }
    out.push_str("  return message;\n}\n");
}

/// The fields that a clean event always has, and those that it may have, in the order in which they are sent.
fn members(event: EventType, record: Record) -> (Vec<Field>, Vec<Field>) {
    let tape = scan(event.row().example, 64).expect("an example is JSON");
    let object = if record == Record::Event { Some(1) } else { tape.member(1, "message") };
    let sent: Vec<String> =
        tape.members(object.expect("an example has a message")).map(|(key, _)| tape.string(key).into_owned()).collect();
    let place = |field: &Field| sent.iter().position(|name| name == field.row().name).unwrap_or(sent.len());
    let mut fields: Vec<Field> = Field::of(record)
        .iter()
        .copied()
        .filter(|field| (*field as usize) < READ && field.presence(event) != Presence::Misplaced)
        .collect();
    fields.sort_by_key(place);
    fields.into_iter().partition(|field| field.presence(event) != Presence::Optional)
}

/// The statement that sets a field which may be there.
fn set(object: &str, field: Field) -> String {
    format!("if (present & {}) {object}.{} = {}", 1 << field as u32, field.row().name, read(field))
}

/// The place of a field in its row, in words.
fn slot(field: Field) -> usize {
    HEAD + 2 * field as usize
}

/// The expression that reads a field.
fn read(field: Field) -> String {
    let at = format!("row + {}", slot(field));
    match field.row().shape {
        Shape::Text(Format::Plain) => format!("plain(body, words, {at}, escaped & {})", 1 << field as u32),
        Shape::Text(_) | Shape::OneOf(_) | Shape::TextOrList(_) => format!("part(body, words, {at})"),
        Shape::TextList(_) => format!("list(body, words, {at}, items)"),
        Shape::Integer(_) => format!("words[{at}]!"),
        Shape::Record(_) => unreachable!("a record is no value of a row"),
    }
}
