//! The layout of records, for the TypeScript that reads them: `generated/layout.ts`.

use std::fmt::Write;

use serde_json::Value;

use super::note::NOTE;
use super::verification;
use crate::catalogue::errors::{OUTCOME_UNKNOWN, Outcome};
use crate::catalogue::events::{EventType, Stage};
use crate::catalogue::fields::Record;
use crate::catalogue::rules::{NOT_A_BODY, Rule, Template};
use crate::check::ParseOptions;
use crate::diagnostic::words::Word;
use crate::diagnostic::{Frame, help_rows, templates};
use crate::view::EXTRA;
use crate::wire::{DIAGNOSTIC, HEADER, OTHER, REJECTED, VERIFICATION_ELEMENT};

/// The text of the file.
pub fn layout() -> String {
    let mut out = NOTE.to_owned();
    let text = |text: &str| Value::String(text.to_owned()).to_string();
    out.push_str(
        "\n/** Each help: rule, severity, help, cause, url. First the rules, then the other products, then the fields \
         with their own help. */\nexport const RULES = [\n",
    );
    for (rule, [help, cause, url]) in help_rows() {
        let cells = [rule.name(), rule.severity().name(), help, cause, url].map(text).join(", ");
        let _ = writeln!(out, "  [{cells}],");
    }
    out.push_str("] as const;\n\n");
    out.push_str(
        "/** Each event type: name, whether it is inbound, whether it is terminal, the stage of its message. */\n",
    );
    out.push_str("export const EVENTS = [\n");
    for event in EventType::ALL {
        let row = event.row();
        let stage = row.stage.map_or("undefined".to_owned(), |stage| text(stage.name()));
        let _ =
            writeln!(out, "  [\"{}\", {}, {}, {stage}],", row.name, row.direction.name() == "in", row.is_terminal());
    }
    out.push_str("] as const;\n");
    let texts = |texts: &[String]| serde_json::to_string(texts).unwrap_or_default();
    let stages: Vec<_> = Stage::ALL.iter().map(|stage| stage.name().to_owned()).collect();
    let _ = writeln!(
        out,
        "\n/** The stages of a message, in their order. */\nexport const STAGES: readonly string[] = {};",
        texts(&stages)
    );
    let _ = writeln!(
        out,
        "\n/** The error codes that leave open whether the message was delivered: {}. */\n\
         export const OUTCOME_UNKNOWN: readonly number[] = {OUTCOME_UNKNOWN:?};",
        Outcome::Unknown.words()
    );
    let _ = writeln!(out, "\n/** The messages of diagnostics: `{{#}}` is a count, `{{}}` one of `WORDS`. */");
    let _ = writeln!(out, "export const TEMPLATES: readonly string[] = {};", texts(&templates()));
    let _ = writeln!(out, "\n/** What fills the holes of sentences. */");
    let _ = writeln!(out, "export const WORDS: readonly string[] = {};", texts(&Word::all()));
    let _ = writeln!(
        out,
        "\n/** The rules by which a text is not a body by itself, but may contain one. */\n\
         export const NOT_A_BODY: readonly string[] = {};",
        texts(&NOT_A_BODY.map(|rule| rule.name().to_owned()))
    );
    let ParseOptions { max_depth, max_bytes, max_diagnostics } = ParseOptions::default();
    let most = ParseOptions::default().max_depth(usize::MAX).max_bytes(usize::MAX).bounded();
    let _ = writeln!(
        out,
        "\n/** The default limits of `parse`. */\nexport const LIMITS = \
         {{ maxDepth: {max_depth}, maxBytes: {max_bytes}, maxDiagnostics: {max_diagnostics} }};"
    );
    let _ = writeln!(
        out,
        "\n/** The highest that they can be. */\nexport const MAX_DEPTH = {};\nexport const MAX_BYTES = {};",
        most.max_depth, most.max_bytes
    );
    let (rule, template) = (Rule::InternalError as u8, Template::InternalError as u8);
    let _ = writeln!(
        out,
        "\n/** The rule and the message of a failed call, which only JavaScript can report. */\n\
         export const INTERNAL_ERROR = [{rule}, {template}] as const;"
    );
    for (name, words) in [("HEADER", &HEADER[..]), ("OTHER", &OTHER), ("DIAGNOSTIC", &DIAGNOSTIC), ("EXTRA", &EXTRA)] {
        let _ = writeln!(out, "\n/** How many words it has. */\nexport const {name} = {};", words.len());
        let mut last = "";
        for (at, word) in words.iter().enumerate().filter(|(_, word)| !std::mem::replace(&mut last, word).eq(**word)) {
            let _ = writeln!(out, "export const {name}_{} = {at};", constant(word));
        }
    }
    let records = Word::Record(Record::Event).number();
    let _ = writeln!(out, "\n/** The first of `WORDS` that are records. */\nexport const RECORDS = {records};");
    verification::tables(&mut out);
    out.push_str("\n/** What the events of a body are in. */\n");
    for (name, frame) in [("LIST", Frame::List), ("BARE", Frame::Bare), ("WRAPPED", Frame::Wrapped)] {
        let _ = writeln!(out, "export const {name} = {};", frame as u32);
    }
    let (rejected, verification) = (REJECTED.cast_signed(), VERIFICATION_ELEMENT.cast_signed());
    let _ = writeln!(out, "\n/** The type of an element that is rejected. */\nexport const REJECTED = {rejected};");
    let _ = writeln!(
        out,
        "\n/** The same of a toll-free verification webhook. */\nexport const VERIFICATION_ELEMENT = {verification};"
    );
    out
}

/// The name of a constant for a name in camel case.
fn constant(name: &str) -> String {
    name.chars()
        .flat_map(|c| if c.is_ascii_uppercase() { vec!['_', c] } else { vec![c.to_ascii_uppercase()] })
        .collect()
}
