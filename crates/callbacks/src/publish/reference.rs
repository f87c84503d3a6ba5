//! `docs/reference`: events, fields, rules and error codes as Markdown.
//!
//! Each entry is a heading, whose anchor is its name, so that a page, a diagnostic or a search result can link to it.

use std::fmt::Write;

use serde_json::Value;

use crate::catalogue::errors::ERROR_CODES;
use crate::catalogue::events::{ALIASES, EVENTS, EventType};
use crate::catalogue::fields::{Field, Presence};
use crate::catalogue::other_products::OTHER_PRODUCTS;
use crate::catalogue::rules::{RULES, Rule, TEMPLATES, Template};
use crate::catalogue::source::TFV_REASONS;
use crate::catalogue::verification::{VERIFICATION, VerificationOutcome};
use crate::diagnostic::{Diagnostic, Span};
use crate::explain::{Catalogue, Explanation, OnField, OnPaste, Subject, catalogue, shape};
use crate::terminal::format;

const NOTE: &str = "<!-- Generated from the catalogue: `UPDATE=1 cargo test` rewrites it. -->\n";

/// A body that triggers a rule, and what is reported for it.
#[derive(Debug)]
pub struct Example {
    /// The body.
    pub body: String,
    /// A note before it, such as the options that it is read with; may be empty.
    pub note: String,
    /// The diagnostics of the rule, as on a terminal.
    pub report: String,
}

/// `events.md`: what each event type means, its fields, an example, old names, and other products.
pub fn events() -> String {
    let mut out = page(
        "Events",
        "Bandwidth posts a JSON array of events. This page has the eight current types, their old names, and what else \
         Bandwidth sends to a callback URL.",
    );
    out.push_str("| type | direction | final status | sent |\n| --- | --- | --- | --- |\n");
    for row in &EVENTS {
        let terminal = if row.is_terminal() { "yes" } else { "no" };
        let (name, direction) = (row.name, row.direction.name());
        let _ =
            writeln!(out, "| [`{name}`](#{name}) | `{direction}` | {terminal} | {} |", row.period.unwrap_or_default());
    }
    for (event, explanation) in EventType::ALL.into_iter().zip(catalogue().events) {
        entry(&mut out, &explanation);
        out.push_str("\n| field | presence | type |\n| --- | --- | --- |\n");
        for field in fields_of(event) {
            let (path, presence) = (field.path(), presence(field.presence(event)));
            let _ = writeln!(
                out,
                "| [`{path}`](fields.md#{}) | {presence} | {} |",
                anchor(&path),
                shape(field.shape(event))
            );
        }
        let _ = writeln!(out, "\n```json\n{}\n```", event.row().example.trim_end());
    }
    out.push_str("\n## Old names\n\n`parse` reads these as the current type, with the diagnostic ");
    out.push_str(
        "[`renamed-event`](rules.md#renamed-event).\n\n| old name | current type | period |\n| --- | --- | --- |\n",
    );
    for alias in &ALIASES {
        let name = alias.of.name();
        let _ = writeln!(out, "| `{}` | [`{name}`](#{name}) | {} |", alias.name, alias.period);
    }
    verification(&mut out);
    out.push_str(
        "\n## Other products\n\nThese are not messaging callbacks. `parse` keeps them in `unknown`, with a diagnostic ",
    );
    out.push_str("that names the product.\n");
    let others = OTHER_PRODUCTS.iter().zip(catalogue().other_products).filter(|(row, _)| row.name != VERIFICATION);
    for (row, explanation) in others {
        let _ = writeln!(out, "\n### {}\n\n`{}`", explanation.title, row.name);
        words(&mut out, &explanation);
        let _ = writeln!(out, "\n```json\n{}\n```", row.example.trim_end());
    }
    out
}

/// Toll-free verification: its outcomes, fields and denial codes.
fn verification(out: &mut String) {
    let Catalogue { verifications, verification_fields, denial_codes, .. } = catalogue();
    out.push_str(
        "\n## Toll-free verification\n\nNot a messaging event: Bandwidth posts a single object without a `type`, and \
         no field is required. `parse` puts it into `verifications`. Its keys decide the outcome: those of a denial, \
         then of a block, then of a failure; otherwise `status`.\n\n| field | type | on |\n| --- | --- | --- |\n",
    );
    for field in &verification_fields {
        let [_, shape, on] = &field.facts[..] else { continue };
        let _ = writeln!(out, "| `{}` | {} | {} |", field.name, shape.value, on.value);
    }
    out.push_str("\n| denial code | meaning | resubmission |\n| --- | --- | --- |\n");
    for code in &denial_codes {
        let _ = writeln!(out, "| {} | {} | {} |", code.name, code.title, code.facts[1].value);
    }
    let _ = writeln!(
        out,
        "\nBandwidth's [list of rejection reasons]({TFV_REASONS}) has more codes. Only those whose text is in a source \
         that could be read are here; an unknown code is not reported.",
    );
    for (outcome, explanation) in VerificationOutcome::ALL.iter().zip(verifications) {
        let _ = writeln!(out, "\n### {}", explanation.name);
        words(out, &explanation);
        let _ = writeln!(out, "\n```json\n{}\n```", outcome.row().example.trim_end());
    }
}

/// `fields.md`: every field.
pub fn fields() -> String {
    let mut out = page(
        "Fields",
        "Every field of an event, by its path. *Required*: an event without it is rejected. *Expected*: documented, \
         but some callbacks lack it, so the type is optional. *Optional*: sent in some cases.",
    );
    for (field, explanation) in Field::ALL.into_iter().zip(catalogue().fields) {
        let _ = writeln!(out, "\n## `{}`", field.path());
        words(&mut out, &explanation);
    }
    out
}

/// The diagnostic of a call that fails, as JavaScript makes it: the one rule that no body triggers.
fn failure() -> Diagnostic {
    let row = Rule::InternalError.row();
    Diagnostic {
        rule: Rule::InternalError,
        severity: row.severity,
        path: String::new(),
        message: TEMPLATES[Template::of(Rule::InternalError) as usize].to_owned(),
        help: row.help,
        cause: row.cause,
        url: row.source,
        span: Span { start: 0, end: 0 },
        line: 1,
        column: 1,
    }
}

/// `rules.md`: every rule, with what triggers it.
pub fn rules(mut example: impl FnMut(&str) -> Option<Example>) -> String {
    let mut out = page(
        "Rules",
        "Every diagnostic names a rule. *error*: the element cannot be used as its type. *warning*: usable, but not as \
         documented. *info*: good to know.",
    );
    out.push_str("| rule | severity | what it finds |\n| --- | --- | --- |\n");
    for row in &RULES {
        let _ = writeln!(out, "| [`{0}`](#{0}) | {1} | {2} |", row.name, row.severity.name(), row.what);
    }
    for (row, explanation) in RULES.iter().zip(catalogue().rules) {
        entry(&mut out, &explanation);
        match example(row.name) {
            None => {
                let report = format(&[failure()], None, false);
                let _ = writeln!(out, "\nNo body is known to trigger it. A call that fails reports:\n");
                let _ = writeln!(out, "```text\n{}\n```", report.trim_end());
            }
            Some(Example { body, note, report }) => {
                let _ = writeln!(out, "\nA body that triggers it{note}:\n");
                let language = if serde_json::from_str::<Value>(&body).is_ok() { "json" } else { "text" };
                let fence = if body.contains("```") { "~~~~" } else { "```" };
                let _ = writeln!(out, "{fence}{language}\n{}\n{fence}", body.trim_end_matches('\n'));
                let _ = writeln!(out, "\n```text\n{}\n```", report.trim_end());
            }
        }
    }
    out
}

/// `error-codes.md`: every error code.
pub fn error_codes() -> String {
    let mut out = page(
        "Error codes",
        "`errorCode` of a [`message-failed`](events.md#message-failed) event. The first digit is the class: \
         4 rejected, 5 service error, 9 unknown.",
    );
    out.push_str("| code | meaning | what to know |\n| --- | --- | --- |\n");
    for row in &ERROR_CODES {
        let _ = writeln!(out, "| [{0}](#{0}) | {1} | {2} |", row.code, row.title, row.summary());
    }
    for code in &catalogue().error_codes {
        let _ = writeln!(out, "\n## {}\n\n**{}**", code.name, code.title);
        words(&mut out, code);
    }
    out
}

fn page(title: &str, about: &str) -> String {
    format!("# {title}\n\n{NOTE}\n{about}\n\n")
}

fn entry(out: &mut String, explanation: &Explanation) {
    let _ = writeln!(out, "\n## {}", explanation.name);
    words(out, explanation);
}

/// An explanation without its name.
fn words(out: &mut String, explanation: &Explanation) {
    let _ = writeln!(out, "\n{}", explanation.meaning);
    match &explanation.causes[..] {
        [] => {}
        [cause] => {
            let _ = writeln!(out, "\n*Likely cause:* {cause}");
        }
        causes => {
            let _ = writeln!(out, "\n*Likely causes:*\n\n- {}", causes.join("\n- "));
        }
    }
    let label = if matches!(explanation.subject, Subject::Event { .. }) { "Next" } else { "What to do" };
    if !explanation.action.is_empty() {
        let _ = writeln!(out, "\n*{label}:* {}", explanation.action);
    }
    if let Subject::Rule { on_paste: Some(OnPaste { action, cause, .. }), .. } = &explanation.subject {
        let _ = writeln!(out, "\n*In pasted text:* {action} (likely cause: {cause})");
    }
    if let Subject::Rule { on_fields, .. } = &explanation.subject
        && !on_fields.is_empty()
    {
        out.push_str("\n| field | what to do | likely cause |\n| --- | --- | --- |\n");
        for OnField { field, action, cause, .. } in on_fields {
            let _ = writeln!(out, "| `{field}` | {action} | {cause} |");
        }
    }
    let mut facts = Vec::new();
    if let Subject::ErrorCode { summary, .. } = &explanation.subject {
        facts.push(summary.clone());
    }
    facts.extend(explanation.facts.iter().map(|fact| format!("{}: {}", fact.label, fact.value)));
    if !facts.is_empty() {
        let _ = writeln!(out, "\n- {}", facts.join("\n- "));
    }
    if !explanation.url.is_empty() {
        let _ = writeln!(out, "\n[Source]({})", explanation.url);
    }
}

/// The fields that an event of a type may have.
fn fields_of(event: EventType) -> impl Iterator<Item = Field> {
    Field::ALL.into_iter().filter(move |field| {
        let holder = field.row().record.within();
        let has_holder = holder.is_none_or(|holder: Field| holder.presence(event) != Presence::Misplaced);
        has_holder && field.presence(event) != Presence::Misplaced
    })
}

const fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "required",
        Presence::Expected => "expected",
        Presence::Optional => "optional",
        Presence::Misplaced => "",
    }
}

/// The anchor that GitHub and the page give a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|it| it.is_alphanumeric() || matches!(it, '-' | '_' | ' '));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}
