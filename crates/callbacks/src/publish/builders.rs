//! The functions that build events from their views: `generated/builders.ts`.
//!
//! Each event type gets an object literal of its own for documented events, because engines build literals fastest. Its
//! fields are in the order in which Bandwidth sends them: that of its example. Unusual events go through one function
//! that reads each field.

use std::fmt::Write;

use super::note::NOTE;
use crate::catalogue::events::EventType;
use crate::catalogue::fields::{FIELDS, Field, Format, Presence, Record, Shape};
use crate::json::scan::scan;
use crate::json::tape::Tape;
use crate::view::{ANY_SHAPE, EXTRA_WORDS, EventParts, NULL, TO_IS_LIST, VIEW_HEADER_WORDS};

/// Where an `EventParts` has its flags and its extras, in words.
const FLAGS: usize = std::mem::offset_of!(EventParts, flags) / 4;
const EXTRAS: usize = std::mem::offset_of!(EventParts, extras) / 4;
const EXTRAS_COUNT: usize = EXTRAS + 1;
/// The fields that messages usually have besides a text.
const USUAL: [Field; 3] = [Field::Channel, Field::Media, Field::Tag];

/// The text of the file.
pub fn builders() -> String {
    let mut out = NOTE.to_owned();
    out.push_str("import { addExtras, sliceAt, slicesAt, stringAt, stringsAt } from \"../parts.js\";\n");
    let events: Vec<EventType> = EventType::ALL.into_iter().filter(|event| has_own_literal(*event)).collect();
    let names: Vec<_> = events.iter().map(|event| format!("{}Event", EventType::VARIANTS[*event as usize])).collect();
    let _ = writeln!(out, "import type {{ CallbackEvent, Message, {} }} from \"./events.js\";", names.join(", "));
    let _ = writeln!(
        out,
        "\n/** The size of a view in words. */\nexport const VIEW = {};",
        VIEW_HEADER_WORDS + 2 * FIELDS.len()
    );
    let _ = writeln!(
        out,
        "\n/**\n * Builds the event of a view.\n *\n * Values that a clean event has twice are read once: on a status \
         `owner` is\n * `from`, and `to` is among the recipients.\n */\n\
         export function build(body: string, words: Int32Array, view: number, items: number, extrasAt: number): \
         CallbackEvent {{\n  \
         if (words[view + {FLAGS}] !== 0) return unusual(body, words, view, items, extrasAt);\n  \
         return documented(body, words, view, items, extrasAt);\n}}\n\n\
         /** Builds an event that is unusual. */\n\
         function unusual(body: string, words: Int32Array, view: number, items: number, extrasAt: number): \
         CallbackEvent {{\n  \
         if ((words[view + {FLAGS}]! & {ANY_SHAPE}) !== 0 || (words[view]! & {RBM}) !== 0) \
         return anyEvent(body, words, view, items, extrasAt);\n  \
         const event = documented(body, words, view, items, extrasAt);\n  \
         if (words[view + {EXTRAS_COUNT}] !== 0) {{\n    \
         const records = [event, event.message] as unknown as Record<string, unknown>[];\n    \
         addExtras(body, words, extrasAt + words[view + {EXTRAS}]! * {EXTRA_WORDS}, words[view + {EXTRAS_COUNT}]!, \
         records);\n  \
         }}\n  return event;\n}}\n\n\
         /** Builds an event that has the documented shape. */\n\
         function documented(body: string, words: Int32Array, view: number, items: number, extrasAt: number): \
         CallbackEvent {{\n  \
         const present = words[view]!;\n  const escaped = words[view + 2]!;\n  \
         if ((present & {RBM}) !== 0) return rbmEvent(body, words, view, items, extrasAt);\n  \
         switch (words[view + 4]) {{"
    );
    for (event, name) in events.iter().zip(&names) {
        build_event(&mut out, *event, name);
    }
    out.push_str("  }\n  return anyEvent(body, words, view, items, extrasAt);\n}\n");
    message(&mut out, &events);
    rbm_event(&mut out);
    any_event(&mut out);
    out
}

/// The fields of a message that hold an object, one bit each: RBM has them.
const RBM: u64 = {
    let (mut bits, mut at) = (0, 0);
    while at < FIELDS.len() {
        if matches!(FIELDS[at].record, Record::Message) && matches!(FIELDS[at].shape, Shape::Record(_)) {
            assert!(at < 32, "the fields of events and messages are in the low word");
            bits |= 1 << at;
        }
        at += 1;
    }
    bits
};

/// The function that builds RBM events: with a literal, if they have one recipient, the fields of their example, and no
/// escapes.
fn rbm_event(out: &mut String) {
    let _ = writeln!(
        out,
        "\n/** Builds a documented RBM event. */\n\
         function rbmEvent(body: string, words: Int32Array, view: number, items: number, extrasAt: number): \
         CallbackEvent {{\n  \
         const isUsual = words[view + 2] === 0 && words[view + 3] === 0 && words[view + {}] === 1;",
        slot(Field::Recipients) + 1
    );
    for event in EventType::ALL.into_iter().filter(|event| !has_own_literal(*event)) {
        assert!(!event.is_status(), "in an inbound event, `to` and `owner` are among the recipients");
        let tape = scan(event.row().example, 64).expect("an example is JSON");
        let mut present = 0u64;
        let literal = example_literal(event, &tape, Record::Event, 1, &mut present);
        let _ = writeln!(
            out,
            "  if (isUsual && words[view + 4] === {} && words[view] === {} && words[view + 1] === {}) {{\n    \
             const to = {};\n    return {literal};\n  }}",
            event as u32,
            (present as u32).cast_signed(),
            present >> 32,
            read_field(Field::To)
        );
    }
    out.push_str("  return anyEvent(body, words, view, items, extrasAt);\n}\n");
}

/// The literal of an object of an example. The bits of its fields are added to `present`.
fn example_literal(event: EventType, tape: &Tape<'_>, record: Record, object: u32, present: &mut u64) -> String {
    let mut member = |(key, value): (u32, u32)| {
        let field = Field::find(record, &tape.bytes(key)).expect("an example has documented fields");
        *present |= 1 << field as u64;
        let value = match (field, field.row().shape) {
            (_, Shape::Record(inner)) => example_literal(event, tape, inner, value, present),
            (Field::Type, _) => format!("{:?}", event.name()),
            (Field::Direction, _) => format!("{:?}", event.direction().name()),
            (Field::To | Field::Owner, _) => "to".to_owned(),
            (Field::Recipients, _) => "[to]".to_owned(),
            _ if field.row().nullable => nullable(field, &read_plain_field(field)),
            _ => read_plain_field(field),
        };
        format!("{}: {value}", field.row().name)
    };
    let members: Vec<String> = tape.members(object).map(&mut member).collect();
    format!("{{ {} }}", members.join(", "))
}

/// The function that builds any event, field by field.
fn any_event(out: &mut String) {
    let names: Vec<&str> = EventType::ALL.iter().map(|event| event.name()).collect();
    let _ = writeln!(
        out,
        "\nconst TYPES = {names:?};\n\n/** Builds any event. */\n\
         function anyEvent(body: string, words: Int32Array, view: number, items: number, extrasAt: number): \
         CallbackEvent {{\n  \
         const present = words[view]!;\n  const presentHigh = words[view + 1]!;\n  \
         const escaped = words[view + 2]!;\n  const escapedHigh = words[view + 3]!;\n  \
         const event: Record<string, unknown> = {{}};"
    );
    let variable = |record: Record| match record {
        Record::Event => "event",
        Record::Message => "message",
        Record::Content => "content",
        Record::ContentMedia => "media",
        Record::SuggestionResponse => "suggestion",
        Record::LocationResponse => "location",
    };
    let records: Vec<&str> = Record::ALL.into_iter().map(variable).collect();
    for name in &records[1..] {
        let _ = writeln!(out, "  const {name}: Record<string, unknown> = {{}};");
    }
    for field in as_sent() {
        let row = field.row();
        let value = match row.shape {
            _ if field == Field::Type => "TYPES[words[view + 4]!]".to_owned(),
            Shape::Record(record) => variable(record).to_owned(),
            _ if row.nullable => nullable(field, &read_any_field(field)),
            _ if field == Field::To => {
                let list = format!("stringsAt(body, words, view + {}, items, {})", slot(field), bit("escaped", field));
                format!("words[view + {FLAGS}]! & {TO_IS_LIST} ? {list} : {}", read_any_field(field))
            }
            _ => read_any_field(field),
        };
        let object = variable(row.record);
        let _ = writeln!(out, "  if ({}) {object}[\"{}\"] = {value};", bit("present", field), row.name);
    }
    let _ = writeln!(
        out,
        "  if (words[view + {EXTRAS_COUNT}] !== 0) addExtras(body, words, \
         extrasAt + words[view + {EXTRAS}]! * {EXTRA_WORDS}, words[view + {EXTRAS_COUNT}]!, [{}]);\n  \
         return event as unknown as CallbackEvent;\n}}",
        records.join(", ")
    );
}

/// The expression that reads a nullable field, given the one that reads its string.
fn nullable(field: Field, string: &str) -> String {
    let at = slot(field);
    format!("words[view + {at}] === {} && words[view + {}] === {} ? null : {string}", NULL[0], at + 1, NULL[1])
}

/// Every field, in the order in which Bandwidth sends them: by its last position in any example.
fn as_sent() -> Vec<Field> {
    let mut places = [None; FIELDS.len()];
    for event in EventType::ALL {
        let tape = scan(event.row().example, 64).expect("an example is JSON");
        let mut objects = vec![(Record::Event, 1)];
        while let Some((record, object)) = objects.pop() {
            for (at, (key, value)) in tape.members(object).enumerate() {
                let Some(field) = Field::find(record, &tape.bytes(key)) else { continue };
                let place = &mut places[field as usize];
                *place = (*place).max(Some(at));
                if let Shape::Record(inner) = field.row().shape {
                    objects.push((inner, value));
                }
            }
        }
    }
    let mut fields = Field::ALL.to_vec();
    fields.sort_by_key(|field| (field.row().record as u8, places[*field as usize].unwrap_or(usize::MAX)));
    fields
}

/// The expression that is not 0 if the bit of a field is set.
fn bit(bits: &str, field: Field) -> String {
    let number = field as u32;
    let (bits, number) = if number < 32 { (bits.to_owned(), number) } else { (format!("{bits}High"), number - 32) };
    format!("{bits} & {}", (1u32 << number).cast_signed())
}

/// The expression that reads a field, which may have escapes.
fn read_any_field(field: Field) -> String {
    let at = format!("view + {}", slot(field));
    match field.row().shape {
        Shape::TextList(_) => format!("stringsAt(body, words, {at}, items, {})", bit("escaped", field)),
        Shape::Integer(_) => format!("words[{at}]!"),
        _ => format!("stringAt(body, words, {at}, {})", bit("escaped", field)),
    }
}

/// Whether an event has a literal of its own.
fn has_own_literal(event: EventType) -> bool {
    let is_rbm = |field: &Field| RBM & (1 << *field as u64) != 0 && field.presence(event) == Presence::Required;
    !Field::of(Record::Message).iter().any(is_rbm)
}

fn build_event(out: &mut String, event: EventType, name: &str) {
    let number = event as u32;
    let direction = event.direction().name();
    let from = if event.is_status() { "owner" } else { "undefined" };
    let owner = if event.is_status() { read_field(Field::Owner) } else { "undefined".to_owned() };
    let _ = writeln!(out, "    case {number}: {{\n      const to = {};", read_field(Field::To));
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
                format!("message(body, words, view, items, present, escaped, \"{direction}\", to, {owner}, {from})")
            }
            field => read_field(field),
        };
        let _ = writeln!(out, "        {}: {value},", field.row().name);
    }
    out.push_str("      };\n");
    for field in sometimes {
        let _ = writeln!(out, "      {};", set("event", field));
    }
    out.push_str("      return event;\n    }\n");
}

fn message(out: &mut String, events: &[EventType]) {
    out.push_str(
        "\nfunction message(\n  body: string,\n  words: Int32Array,\n  view: number,\n  items: number,\n  \
         present: number,\n  escaped: number,\n  direction: \"in\" | \"out\",\n  about: string,\n  \
         knownOwner: string | undefined,\n  \
         knownFrom: string | undefined,\n): Message {\n",
    );
    let count = format!("words[view + {}]", slot(Field::Recipients) + 1);
    let _ = writeln!(out, "  const isOne = {count} === 1;");
    let _ = writeln!(out, "  const owner = knownOwner ?? (isOne ? about : {});", read_field(Field::Owner));
    let (always, sometimes) = message_members(events);
    let value = |field: Field| match field {
        Field::Owner | Field::Direction => field.row().name.to_owned(),
        Field::From => format!("knownFrom ?? {}", read_field(field)),
        Field::Recipients => format!("isOne ? [about] : {}", read_field(field)),
        field => read_field(field),
    };
    let literal = |fields: &[Field]| {
        fields.iter().map(|field| format!("{}: {}", field.row().name, value(*field))).collect::<Vec<_>>().join(", ")
    };
    // The usual fields of a message are one literal, which engines build without growing an object.
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
        // `Message` has the fields that a message of any event type may have; the events' own types have the others.
        let is_general = EventType::ALL.iter().all(|event| field.presence(*event) != Presence::Misplaced);
        let object = if is_general { "message" } else { "(message as Message & Record<string, unknown>)" };
        let _ = writeln!(out, "  {};", set(object, field));
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
        .filter(|field| RBM & (1 << *field as u64) == 0 && field.presence(event) != Presence::Misplaced)
        .collect();
    fields.sort_by_key(place);
    fields.into_iter().partition(|field| field.presence(event) != Presence::Optional)
}

/// The fields that the message of every one of these events always has, and those that one of them may have.
fn message_members(events: &[EventType]) -> (Vec<Field>, Vec<Field>) {
    let of_each: Vec<_> = events.iter().map(|event| members(*event, Record::Message)).collect();
    let mut fields = Vec::new();
    for field in of_each.iter().flat_map(|(always, sometimes)| always.iter().chain(sometimes)) {
        if !fields.contains(field) {
            fields.push(*field);
        }
    }
    fields.into_iter().partition(|field| of_each.iter().all(|(always, _)| always.contains(field)))
}

/// The statement that sets a field which may be there.
fn set(object: &str, field: Field) -> String {
    format!("if ({}) {object}.{} = {}", bit("present", field), field.row().name, read_field(field))
}

/// The offset of a field in its view, in words.
fn slot(field: Field) -> usize {
    VIEW_HEADER_WORDS + 2 * field as usize
}

/// The expression that reads a field.
fn read_field(field: Field) -> String {
    match field.row().shape {
        Shape::Text(Format::Plain) => {
            format!("stringAt(body, words, view + {}, {})", slot(field), bit("escaped", field))
        }
        _ => read_plain_field(field),
    }
}

/// The expression that reads a field without escapes.
fn read_plain_field(field: Field) -> String {
    let at = format!("view + {}", slot(field));
    match field.row().shape {
        Shape::Text(_) | Shape::OneOf(_) | Shape::TextOrList(_) => format!("sliceAt(body, words, {at})"),
        Shape::TextList(_) => format!("slicesAt(body, words, {at}, items)"),
        Shape::Integer(_) => format!("words[{at}]!"),
        Shape::Record(_) => unreachable!("a record has no value of its own"),
    }
}
