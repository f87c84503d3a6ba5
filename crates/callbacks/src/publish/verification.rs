//! Toll-free verification in TypeScript and JSON Schema.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::note::{NOTE, union};
use super::structs::{doc, snake_case};
use crate::catalogue::other_products::{TOLL_FREE_VERIFICATION, other_product};
use crate::catalogue::verification::{
    DENIAL_REASON_FIELDS, STATUSES, VERIFICATION, VERIFICATION_FIELDS, VerificationField, VerificationOutcome,
    VerificationShape,
};

/// `generated/verification.ts`: the types of the webhooks, and how their values are read.
pub fn verification() -> String {
    let mut out = NOTE.to_owned();
    out.push_str("\n/** An item of `additionalDenialReasons`. */\nexport interface DenialReason {\n");
    for row in DENIAL_REASON_FIELDS {
        member(&mut out, row, None, "");
    }
    out.push_str("}\n");
    for outcome in VerificationOutcome::ALL {
        let row = outcome.row();
        let _ = writeln!(out, "\n/**\n * {}\n *\n * {}\n *\n * @see {}\n */", row.meaning, row.next, row.source);
        let _ = writeln!(out, "export interface {} {{", interface(*outcome));
        out.push_str("  /** The index in the body, from 0. */\n  index: number;\n");
        let _ = writeln!(out, "  /** What it says about the number. */\n  outcome: \"{outcome}\";");
        out.push_str("  /** The fields of the webhook. Bandwidth requires none of them. */\n  value: {\n");
        for row in VERIFICATION_FIELDS.iter().filter(|row| row.on.is_empty() || row.on.contains(outcome)) {
            member(&mut out, row, Some(*outcome), "  ");
        }
        out.push_str("  };\n}\n");
    }
    out.push_str(
        "\n/** A toll-free verification webhook, discriminated by `outcome`. */\nexport type Verification =\n",
    );
    for outcome in VerificationOutcome::ALL {
        let _ = writeln!(out, "  | {}", interface(*outcome));
    }
    out.push_str(
        "  ;\n\n/** What a webhook says about a toll-free number. */\n\
         export type VerificationOutcome = Verification[\"outcome\"];\n",
    );
    out
}

/// `crates/callbacks/src/verification/generated.rs`: a variant and a struct for each outcome. What its rows become is
/// in `verification.rs`.
pub fn webhooks() -> String {
    let mut out = format!("//! {}", NOTE.trim_start_matches("// "));
    out.push_str(
        "\nuse std::fmt;\n\nuse serde::{Deserialize, Serialize};\nuse serde_json::{Map, Value};\n\n\
         use crate::catalogue::verification::VerificationOutcome;\n\
         use crate::verification::fields::{DenialReason, Fields};\nuse crate::verification::webhooks::webhooks;\n\n\
         webhooks! {\n",
    );
    for outcome in VerificationOutcome::ALL {
        let row = outcome.row();
        doc(&mut out, "    ", row.meaning);
        out.push_str("    ///\n");
        doc(&mut out, "    ", row.next);
        let _ = writeln!(out, "    {outcome:?} {outcome:?}Webhook {{");
        for row in VERIFICATION_FIELDS.iter().filter(|row| row.on.is_empty() || row.on.contains(outcome)) {
            doc(&mut out, "        ", row.meaning);
            let _ = writeln!(out, "        {}: {} = \"{}\",", snake_case(row.name), rust_type(row.shape), row.name);
        }
        out.push_str("    }\n");
    }
    out.push_str("}\n");
    out
}

const fn rust_type(shape: VerificationShape) -> &'static str {
    match shape {
        VerificationShape::Text(_) | VerificationShape::Status => "String",
        VerificationShape::Integer => "u32",
        VerificationShape::Boolean => "bool",
        VerificationShape::TextList => "Vec<String>",
        VerificationShape::Reasons => "Vec<DenialReason>",
        VerificationShape::Reason => "DenialReason",
    }
}

/// What `layout.ts` has of them: how their values are read.
pub(super) fn tables(out: &mut String) {
    let names: Vec<_> = VerificationOutcome::ALL.iter().map(|outcome| outcome.name()).collect();
    let _ = writeln!(
        out,
        "\n/** The outcomes, by number. */\nexport const OUTCOMES: readonly string[] = {};",
        json!(names)
    );
    let _ = writeln!(out, "\n/** The name of the product. */\nexport const VERIFICATION = \"{VERIFICATION}\";");
    out.push_str("\n/** How the value of a field is read. */\n");
    out.push_str("export type VerificationShape = \"text\" | \"integer\" | \"boolean\" | \"texts\" | \"reasons\";\n");
    for (name, words, rows) in [
        ("VERIFICATION_FIELDS", "The fields of the webhook.", VERIFICATION_FIELDS),
        ("DENIAL_REASON_FIELDS", "The fields of an item of `additionalDenialReasons`.", DENIAL_REASON_FIELDS),
    ] {
        let _ = writeln!(out, "\n/** {words} */");
        let _ =
            writeln!(out, "export const {name}: readonly (readonly [name: string, shape: VerificationShape])[] = [");
        for row in rows {
            let _ = writeln!(out, "  [\"{}\", \"{}\"],", row.name, shape(row.shape));
        }
        out.push_str("];\n");
    }
}

/// The name of the interface of an outcome: `VerificationDenied`.
fn interface(outcome: VerificationOutcome) -> String {
    format!("Verification{outcome:?}")
}

fn member(out: &mut String, row: &VerificationField, outcome: Option<VerificationOutcome>, indent: &str) {
    let ts = match row.shape {
        VerificationShape::Text(_) => "string".to_owned(),
        VerificationShape::Status => match outcome.and_then(|outcome| STATUSES.get(outcome as usize)) {
            Some(status) => format!("\"{status}\""),
            None => format!("{} | (string & {{}})", union(STATUSES.iter().copied())),
        },
        VerificationShape::Integer => "number".to_owned(),
        VerificationShape::Boolean => "boolean".to_owned(),
        VerificationShape::TextList => "string[]".to_owned(),
        VerificationShape::Reasons => "DenialReason[]".to_owned(),
        VerificationShape::Reason => "DenialReason".to_owned(),
    };
    let _ = writeln!(out, "{indent}  /** {} @see {} */\n{indent}  {}?: {ts};", row.meaning, row.source, row.name);
}

const fn shape(shape: VerificationShape) -> &'static str {
    match shape {
        VerificationShape::Text(_) | VerificationShape::Status => "text",
        VerificationShape::Integer => "integer",
        VerificationShape::Boolean => "boolean",
        VerificationShape::TextList => "texts",
        VerificationShape::Reasons | VerificationShape::Reason => "reasons",
    }
}

/// The webhook in JSON Schema.
pub(super) fn schema() -> Value {
    object(VERIFICATION_FIELDS)
}

fn object(rows: &[VerificationField]) -> Value {
    let text = || json!({ "type": "string" });
    let properties: Map<_, _> = rows
        .iter()
        .map(|row| {
            let mut schema = match row.shape {
                VerificationShape::Text(_) | VerificationShape::Status => text(),
                VerificationShape::Integer => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
                VerificationShape::Boolean => json!({ "type": "boolean" }),
                VerificationShape::TextList => json!({ "type": "array", "items": text() }),
                VerificationShape::Reasons => json!({ "type": "array", "items": object(DENIAL_REASON_FIELDS) }),
                VerificationShape::Reason => object(DENIAL_REASON_FIELDS),
            };
            schema["description"] = Value::String(row.meaning.to_owned());
            (row.name.to_owned(), schema)
        })
        .collect();
    json!({ "type": "object", "properties": properties })
}

/// A schema that only these webhooks satisfy: they are recognized by their keys.
pub(super) fn condition() -> Value {
    let row = other_product(TOLL_FREE_VERIFICATION);
    let has = |keys: &str| {
        let keys: Vec<_> = keys.split(' ').collect();
        let properties: Map<_, _> = keys.iter().map(|name| ((*name).to_owned(), Value::Bool(true))).collect();
        json!({ "required": keys, "properties": properties })
    };
    let any: Vec<_> = row.any.split(", ").map(has).collect();
    let lacks: Map<_, _> = row.lacks.split(", ").map(|name| (name.to_owned(), Value::Bool(false))).collect();
    json!({ "type": "object", "properties": lacks, "anyOf": any })
}
