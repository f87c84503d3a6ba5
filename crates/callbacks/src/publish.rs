//! The catalogue in other languages: TypeScript types, the record's layout, JSON Schema, reference documents.
//!
//! Pure functions that return text. Their output is committed, and `cargo test` fails if it is stale;
//! `UPDATE=1 cargo test` rewrites it.

mod builders;
mod layout;
mod note;
pub mod reference;
mod structs;
mod verification;

use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::catalogue::answers::{Answer, BANDWIDTH_TIMEOUT, CLAIM_TTL, MAX_BYTES, RETENTION, TIME_LIMIT};
use crate::catalogue::errors::{Category, CodeStatus, ERROR_CODES, Outcome, Retry};
use crate::catalogue::events::{ALIASES, Direction, EVENTS, EventType, Stage};
use crate::catalogue::fields::{Field, Format, Presence, Record, Shape};
use crate::catalogue::rules::{Group, RULES, Severity};
use crate::catalogue::verification::VERIFICATION;
use crate::json::repair::{Confidence, RepairKind};
use crate::redact::{Privacy, privacy_rows};

pub use builders::builders;
pub use layout::layout;
use note::{NOTE, union};
pub use structs::structs;
pub use verification::{verification, webhooks};

/// `generated/events.ts`: the types of events and of everything named after the catalogue.
pub fn types() -> String {
    let mut out = NOTE.to_owned();
    for record in Record::ALL.into_iter().skip(2) {
        let _ = writeln!(out, "\n/** `{}` */", record.prefix().trim_end_matches('.'));
        let _ = writeln!(out, "export interface {} {{", record.type_name());
        for field in Field::of(record) {
            member(&mut out, *field, EventType::MessageReceived, "");
        }
        out.push_str("}\n");
    }
    out.push_str("\n/** The message of an event. */\nexport interface Message {\n");
    let common = |field: &&Field| EventType::ALL.into_iter().all(|event| field.presence(event) != Presence::Misplaced);
    for field in Field::of(Record::Message).iter().filter(common) {
        member(&mut out, *field, EventType::MessageReceived, "");
    }
    out.push_str("}\n");
    for event in EventType::ALL {
        event_type(&mut out, event, common);
    }
    out.push_str("\n/** A callback event, discriminated by `type`. */\nexport type CallbackEvent =\n");
    for variant in EventType::VARIANTS {
        let _ = writeln!(out, "  | {variant}Event");
    }
    out.push_str("  ;\n\n/** The event of each type. */\nexport interface EventsByType {\n");
    for event in EventType::ALL {
        let (row, variant) = (event.row(), EventType::VARIANTS[event as usize]);
        let end = row.period.filter(|_| row.deprecated).map(|period| format!(" Deprecated: sent {period}."));
        let _ = writeln!(out, "  /** {}{} */", row.meaning, end.unwrap_or_default());
        let _ = writeln!(out, "  \"{}\": {variant}Event;", row.name);
    }
    out.push_str("}\n");
    for (name, words, is_status) in [
        ("InboundEvent", "An event about a message that someone sent to you.", false),
        ("StatusEvent", "An event about a message that you sent.", true),
    ] {
        let events = EventType::ALL.into_iter().filter(|event| event.is_status() == is_status);
        let names: Vec<_> = events.map(|event| format!("  | {}Event", EventType::VARIANTS[event as usize])).collect();
        let _ = writeln!(out, "\n/** {words} */\nexport type {name} =\n{}\n  ;", names.join("\n"));
    }
    let _ = writeln!(out, "\n/** The value of `type`. */\nexport type EventType = CallbackEvent[\"type\"];");
    let _ = writeln!(
        out,
        "\n/** The current name of each old event type. */\nexport interface EventAliases {{\n{}\n}}",
        ALIASES.map(|row| format!("  /** {} */\n  \"{}\": \"{}\";", row.period, row.name, row.of.name())).join("\n")
    );
    out.push_str("\n/** An old event type. */\nexport type EventAlias = keyof EventAliases;\n");
    let kinds = RepairKind::ALL;
    for (name, words, values) in [
        ("RuleName", "A rule: what a diagnostic is about.", union(RULES.iter().map(|row| row.name))),
        ("RuleGroup", "What a rule checks.", union(Group::ALL.iter().map(|it| it.name()))),
        (
            "Severity",
            "The severity of a diagnostic. error: the element cannot be used as its type. warning: usable, but not as \
             documented. info: good to know.",
            union(Severity::ALL.iter().map(|it| it.name())),
        ),
        ("RepairName", "A repair that `recover` made.", union(kinds.iter().map(|it| it.name()))),
        (
            "Confidence",
            "Whether the values of a repaired text can be trusted.",
            union(Confidence::ALL.iter().map(|it| it.name())),
        ),
        (
            "Direction",
            "The direction of a message: `in` was sent to you, `out` was sent by you.",
            union(Direction::ALL.iter().map(|it| it.name())),
        ),
        ("Stage", "The latest known stage of a message, per recipient.", union(Stage::ALL.iter().map(|it| it.name()))),
        (
            "ErrorCategory",
            "Who rejected a message, or whose service failed.",
            union(Category::ALL.iter().map(|it| it.name())),
        ),
        (
            "Outcome",
            "The outcome of a message that failed with an error code.",
            union(Outcome::ALL.iter().map(|it| it.name())),
        ),
        ("Retry", "Whether to send the same message again.", union(Retry::ALL.iter().map(|it| it.name()))),
        (
            "CodeStatus",
            "Whether Bandwidth still documents an error code.",
            union(CodeStatus::ALL.iter().map(|it| it.name())),
        ),
    ] {
        let _ = writeln!(out, "\n/** {words} */\nexport type {name} = {values};");
    }
    out
}

fn event_type(out: &mut String, event: EventType, common: impl Fn(&&Field) -> bool) {
    let row = event.row();
    let _ = writeln!(out, "\n/**\n * {}\n *\n * {}\n *\n * @see {}\n */", row.meaning, row.next, row.source);
    let _ = writeln!(out, "export interface {}Event {{", EventType::VARIANTS[event as usize]);
    for field in Field::of(Record::Event) {
        match field {
            Field::Type => {
                let _ = writeln!(out, "  /** The event type. */\n  type: \"{}\";", row.name);
            }
            Field::Message => {
                let own: Vec<_> = Field::of(Record::Message)
                    .iter()
                    .filter(|field| !common(field) && field.presence(event) != Presence::Misplaced)
                    .collect();
                let _ = write!(out, "  /** {} */\n  message: Message", field.row().meaning);
                if !own.is_empty() {
                    out.push_str(" & {\n");
                    for field in own {
                        member(out, *field, event, "  ");
                    }
                    out.push_str("  }");
                }
                out.push_str(";\n");
            }
            field => member(out, *field, event, ""),
        }
    }
    out.push_str("}\n");
}

fn member(out: &mut String, field: Field, event: EventType, indent: &str) {
    let row = field.row();
    let optional = match field.presence(event) {
        Presence::Misplaced => return,
        Presence::Required => "",
        Presence::Expected | Presence::Optional => "?",
    };
    let null = if row.nullable { " | null" } else { "" };
    let limit = row.max_chars.map(|most| format!(" At most {most} characters.")).unwrap_or_default();
    let _ = writeln!(out, "{indent}  /** {}{limit} @see {} */", row.meaning, row.source);
    let _ = writeln!(out, "{indent}  {}{optional}: {}{null};", row.name, ts(field.shape(event)));
}

fn ts(shape: Shape) -> String {
    match shape {
        Shape::Text(_) => "string".to_owned(),
        // A set that may grow: known values are offered, others are allowed.
        Shape::OneOf(values) => format!("{} | (string & {{}})", union(values.iter().copied())),
        Shape::TextList(_) => "string[]".to_owned(),
        Shape::TextOrList(_) => "string | string[]".to_owned(),
        Shape::Integer(_) => "number".to_owned(),
        Shape::Record(record) => record.type_name().to_owned(),
    }
}

/// `generated/answers.ts`: the answers of a receiver, and its limits.
pub fn answers() -> String {
    let mut out = NOTE.to_owned();
    out.push_str(
        "\n/** What each answer is: status, what that is called, a sentence, and headers. `{}` is filled in. */\n",
    );
    out.push_str("export const ANSWERS = {\n");
    for answer in Answer::ALL {
        let row = answer.row();
        let headers: Map<_, _> = row.header.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
        let cells = json!([row.status, answer.title(), row.detail, headers]);
        let _ = writeln!(out, "  \"{answer}\": {cells},");
    }
    out.push_str("} as const;\n");
    for (name, words, value) in [
        ("TIME_LIMIT", "How long handling may take by default, in milliseconds.", TIME_LIMIT),
        ("BANDWIDTH_TIMEOUT", "How long Bandwidth waits for an answer, in milliseconds.", BANDWIDTH_TIMEOUT),
        ("MAX_BYTES", "How many bytes a body may have by default.", MAX_BYTES as u64),
        ("CLAIM_TTL", "How long a claim lasts if nobody ends it, in seconds.", CLAIM_TTL),
        ("RETENTION", "How long the key of a handled event is kept, in seconds.", RETENTION),
    ] {
        let _ = writeln!(out, "\n/** {words} */\nexport const {name} = {value};");
    }
    out
}

/// `generated/privacy.ts`: the privacy of each field.
pub fn privacy() -> String {
    let names = union(Privacy::ALL.iter().map(|it| it.name()));
    let mut out = format!("{NOTE}\n/** What a field says of people; of some fields, the values that say nothing. */\n");
    let _ = writeln!(out, "export type Privacy = {names} | readonly string[];");
    out.push_str("\n/** What is replaced, by dotted path, in the order of the catalogue. */\n");
    out.push_str("export const PRIVACY: Readonly<Record<string, Privacy>> = {\n");
    for (path, privacy) in privacy_rows() {
        let _ = match privacy {
            Privacy::OneOf(values) => writeln!(out, "  \"{path}\": {values:?},"),
            privacy => writeln!(out, "  \"{path}\": \"{}\",", privacy.name()),
        };
    }
    out.push_str("};\n");
    out
}

/// `generated/descriptions.ts`: what Bandwidth sends as the description of each error code.
pub fn descriptions() -> String {
    let mut out = format!("{NOTE}\n/** Bandwidth's name of each error code that has one. */\n");
    out.push_str("export const DESCRIPTIONS: Readonly<Record<number, string>> = {\n");
    for row in ERROR_CODES {
        if let Some(name) = row.name {
            let _ = writeln!(out, "  {}: \"{name}\",", row.code);
        }
    }
    out.push_str("};\n");
    out
}

/// `schema.json`: a body as documented, in JSON Schema 2020-12.
///
/// It requires only the documented shape: formats, cross-field rules, unknown types and fields are not checked.
/// `tests/schema-disagreements.json` lists where it differs from `parse`.
pub fn schema() -> String {
    let mut defs = Map::new();
    for record in Record::ALL.into_iter().skip(2) {
        defs.insert(record.type_name().to_owned(), object(record, EventType::MessageReceived));
    }
    for event in EventType::ALL {
        let mut schema = object(Record::Event, event);
        schema["description"] = Value::String(event.row().meaning.to_owned());
        schema["properties"]["type"] = json!({ "const": event.name() });
        schema["properties"]["message"] = object(Record::Message, event);
        defs.insert(event.name().to_owned(), schema);
    }
    let by_type: Vec<_> = EVENTS
        .iter()
        .map(|row| {
            json!({
                "if": { "properties": { "type": { "const": row.name } }, "required": ["type"] },
                "then": { "$ref": format!("#/$defs/{}", row.name) },
            })
        })
        .collect();
    let event = json!({
        "type": "object",
        "properties": { "type": { "type": "string" } },
        "required": ["type"],
        "allOf": by_type,
    });
    defs.insert("event".to_owned(), event);
    defs.insert(VERIFICATION.to_owned(), verification::schema());
    defs.insert(format!("is-{VERIFICATION}"), verification::condition());
    let reference = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
    let unless_verification = |schema: Value| {
        let (is, then) = (reference(&format!("is-{VERIFICATION}")), reference(VERIFICATION));
        json!({ "if": is, "then": then, "else": schema })
    };
    let list = json!({ "type": "array", "items": unless_verification(reference("event")) });
    let mut schema = unless_verification(list);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("Body of a Bandwidth messaging callback");
    schema["$defs"] = Value::Object(defs);
    format!("{schema:#}\n")
}

fn object(record: Record, event: EventType) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for field in Field::of(record).iter().filter(|field| field.presence(event) != Presence::Misplaced) {
        let row = field.row();
        let mut schema = json_type(field.shape(event), row.nullable);
        schema["description"] = Value::String(row.meaning.to_owned());
        properties.insert(row.name.to_owned(), schema);
        if field.presence(event) == Presence::Required {
            required.push(row.name);
        }
    }
    json!({ "type": "object", "properties": properties, "required": required })
}

fn json_type(shape: Shape, nullable: bool) -> Value {
    let text = || json!({ "type": "string" });
    match shape {
        Shape::Text(Format::Plain) if nullable => json!({ "type": ["string", "null"] }),
        Shape::Text(_) | Shape::OneOf(_) => text(),
        Shape::TextList(_) => json!({ "type": "array", "items": text() }),
        Shape::TextOrList(_) => json!({ "anyOf": [text(), { "type": "array", "items": text() }] }),
        Shape::Integer(_) => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        Shape::Record(record) => json!({ "$ref": format!("#/$defs/{}", record.type_name()) }),
    }
}
