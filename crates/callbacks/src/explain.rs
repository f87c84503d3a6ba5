//! Explanations of event types, error codes, fields, rules and repairs, in plain English.
//!
//! Every text comes from a row of the catalogue.

use serde::Serialize;

use crate::catalogue::errors::{Category, CodeStatus, ERROR_CODES, ErrorCode, Outcome, Retry, error_code};
use crate::catalogue::events::{ALIASES, Alias, Direction, EVENTS, EventRow, EventType};
use crate::catalogue::fields::{FIELDS, Field, Format, Presence, Shape};
use crate::catalogue::other_products::{OTHER_PRODUCTS, OtherProduct};
use crate::catalogue::rules::{Group, RULES, RuleRow, Severity};
use crate::catalogue::source;
use crate::catalogue::verification::{
    DENIAL_CODES, DENIAL_REASON_FIELDS, DenialCode, STATUSES, VERIFICATION, VERIFICATION_FIELDS, VerificationField,
    VerificationOutcome, VerificationShape, denial_code,
};
use crate::check::suggest::{self, Known};
use crate::json::repair::RepairKind;

/// An explanation of one subject.
///
/// ```
/// use bandwidth_callbacks::explain;
///
/// let explanation = explain("message-delivered").unwrap();
/// assert_eq!(explanation.name, "message-delivered");
/// assert!(explanation.meaning.ends_with('.'));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// What the subject is, with its data.
    #[serde(flatten)]
    pub subject: Subject,
    /// The name of the subject: `message-failed`, `4432`, `message.to`, `missing-field`.
    pub name: String,
    /// A short title.
    pub title: String,
    /// What it means, in full sentences.
    pub meaning: String,
    /// Likely causes, most common first; empty if none are documented or the subject has none.
    pub causes: Vec<&'static str>,
    /// What to do, or what to expect next; empty if there is nothing to do.
    pub action: String,
    /// More facts, each a label and a value.
    pub facts: Vec<Fact>,
    /// The page of Bandwidth's documentation, or of a standard, that it is based on; empty for a repair.
    pub url: &'static str,
}

/// What a subject is, with its data.
///
/// ```
/// use bandwidth_callbacks::catalogue::errors::Retry;
/// use bandwidth_callbacks::explain::{Subject, explain};
///
/// let subject = explain("4720").unwrap().subject;
/// assert!(matches!(subject, Subject::ErrorCode { code: 4720, retry: Retry::Never, .. }));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
#[non_exhaustive]
pub enum Subject {
    /// An event type.
    Event {
        /// The direction of the message.
        direction: Direction,
        /// Whether it is the final status for its message and recipient (only a read receipt may follow).
        terminal: bool,
        /// Whether Bandwidth has announced that it will stop sending it.
        deprecated: bool,
        /// When Bandwidth started or stops sending it, if that is documented.
        period: Option<&'static str>,
    },
    /// Something else that Bandwidth sends: a webhook of another product, or an API response.
    OtherProduct {
        /// The name of the product.
        product: &'static str,
        /// An example, as JSON.
        example: &'static str,
    },
    /// An outcome of a toll-free verification.
    Verification {
        /// The outcome.
        outcome: VerificationOutcome,
        /// A body, as JSON.
        example: &'static str,
    },
    /// A field of a toll-free verification webhook.
    VerificationField {
        /// The outcomes whose webhooks are documented to have it.
        outcomes: Vec<VerificationOutcome>,
    },
    /// The reason for a denied toll-free verification.
    DenialCode {
        /// The value of `denialStatusCode` or `statusCode`.
        code: u32,
        /// Whether the request may be resubmitted; `None` if only `resubmitAllowed` of the webhook says.
        resubmit: Option<bool>,
    },
    /// An error code.
    ErrorCode {
        /// The value of `errorCode`.
        code: u16,
        /// Bandwidth's name for it, as in `description`, if documented.
        bandwidth_name: Option<&'static str>,
        /// Who rejected the message, or whose service failed.
        category: Category,
        /// Whether to send the same message again.
        retry: Retry,
        /// Whether the message is billed although it failed; `None` if that is not documented.
        billable: Option<bool>,
        /// Whether the message was certainly not delivered.
        outcome: Outcome,
        /// Whether Bandwidth still documents the code.
        status: CodeStatus,
        /// The facts above in one line: "rejected by the carrier · don't retry · billable".
        summary: String,
    },
    /// A field.
    Field {
        /// The event types that always have the field.
        required: Vec<EventType>,
        /// The event types that are documented to have the field, but sometimes lack it.
        expected: Vec<EventType>,
        /// The event types that may have the field.
        optional: Vec<EventType>,
        /// The maximum length in characters (Unicode code points).
        max_chars: Option<u32>,
    },
    /// A rule.
    Rule {
        /// The severity of its diagnostics.
        severity: Severity,
        /// What the rule checks.
        group: Group,
        /// Action and cause for fields that have their own.
        on_fields: Vec<OnField>,
    },
    /// A repair.
    Repair,
}

/// The action and the cause of a rule for one field.
///
/// ```
/// use bandwidth_callbacks::explain::{Subject, explain};
///
/// let Subject::Rule { on_fields, .. } = explain("coerced-type").unwrap().subject else { panic!() };
/// assert_eq!((&on_fields[0].field[..], on_fields[0].cause), ("errorCode", "a mock or proxy quoted it"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OnField {
    /// The dotted path of the field.
    pub field: String,
    /// What to do.
    pub action: &'static str,
    /// The likely cause.
    pub cause: &'static str,
}

/// One fact about a subject.
///
/// ```
/// use bandwidth_callbacks::explain;
///
/// let facts = explain("4720").unwrap().facts;
/// assert!(facts.iter().any(|fact| fact.label == "Bandwidth name" && fact.value == "invalid-destination-address"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Fact {
    /// The label: "type".
    pub label: &'static str,
    /// The value: "an integer".
    pub value: String,
}

/// Explains an event type (by its current or a legacy name), an error code, a field, a rule or a repair; of toll-free
/// verification an outcome (`toll-free-verification.denied`, `UNVERIFIED`), a field or a denial code.
///
/// Returns `None` if the catalogue has no such subject.
///
/// ```
/// use bandwidth_callbacks::explain;
///
/// assert_eq!(explain("4432").unwrap().name, "4432");
/// assert_eq!(explain("to").unwrap().title, "to");
/// assert_eq!(explain("message-queued").unwrap().name, "message-sending");
/// assert!(explain("nothing of this name").is_none());
/// ```
pub fn explain(subject: &str) -> Option<Explanation> {
    let subject = subject.trim();
    if let Ok(code) = subject.parse() {
        return error_code(code).map(of_error_code).or_else(|| denial_code(code.into()).map(of_denial_code));
    }
    if let Some(alias) = ALIASES.iter().find(|alias| alias.name == subject) {
        return Some(of_alias(alias));
    }
    EVENTS
        .iter()
        .find(|row| row.name == subject)
        .map(of_event)
        .or_else(|| OTHER_PRODUCTS.iter().find(|row| row.name == subject).map(of_other_product))
        .or_else(|| RULES.iter().find(|row| row.name == subject).map(of_rule))
        .or_else(|| RepairKind::ALL.iter().copied().find(|kind| kind.name() == subject).map(of_repair))
        .or_else(|| Field::ALL.into_iter().find(|field| field.path() == subject).map(of_field))
        .or_else(|| FIELDS.iter().position(|row| row.name == subject).map(|at| of_field(Field::ALL[at])))
        .or_else(|| ERROR_CODES.iter().find(|row| row.name == Some(subject)).map(of_error_code))
        .or_else(|| verification(subject))
}

/// The subject that a misspelled or shortened name probably means, for "did you mean …?".
///
/// ```
/// use bandwidth_callbacks::explain::nearest;
///
/// assert_eq!(nearest("mesage-failed").as_deref(), Some("message-failed"));
/// assert_eq!(nearest("message.ownr").as_deref(), Some("message.owner"));
/// assert_eq!(nearest("delivered").as_deref(), Some("message-delivered"));
/// assert_eq!(nearest("something else"), None);
/// ```
pub fn nearest(subject: &str) -> Option<String> {
    let subject = subject.trim();
    let names: Vec<String> = (EVENTS.iter().map(|row| row.name))
        .chain(ALIASES.iter().map(|alias| alias.name))
        .chain(OTHER_PRODUCTS.iter().map(|row| row.name))
        .chain(RULES.iter().map(|row| row.name))
        .chain(RepairKind::ALL.iter().map(|kind| kind.name()))
        .map(str::to_owned)
        .chain(Field::ALL.into_iter().map(Field::path))
        .chain(FIELDS.iter().map(|row| row.name.to_owned()))
        .chain(ERROR_CODES.iter().filter_map(|row| row.name).map(str::to_owned))
        .chain(VerificationOutcome::ALL.iter().map(|outcome| subject_of(*outcome)))
        .chain(verification_fields().map(|row| row.name.to_owned()))
        .collect();
    let part = subject.to_ascii_lowercase();
    let misspelled = suggest::nearest(subject, &mut names.iter().map(|name| Known::new(name))).map(|at| &names[at]);
    misspelled.or_else(|| names.iter().find(|name| part.len() > 3 && name.contains(&part))).cloned()
}

fn fact(label: &'static str, value: impl Into<String>) -> Fact {
    Fact { label, value: value.into() }
}

fn of_event(row: &EventRow) -> Explanation {
    let mut facts =
        vec![fact("direction", row.direction.name()), fact("terminal", if row.terminal { "yes" } else { "no" })];
    facts.extend(row.period.map(|period| fact("sent", period)));
    Explanation {
        subject: Subject::Event {
            direction: row.direction,
            terminal: row.terminal,
            deprecated: row.deprecated,
            period: row.period,
        },
        name: row.name.to_owned(),
        title: row.name.replace('-', " "),
        meaning: row.meaning.to_owned(),
        causes: Vec::new(),
        action: row.next.to_owned(),
        facts,
        url: row.source,
    }
}

fn of_alias(alias: &Alias) -> Explanation {
    let mut explanation = of_event(alias.of.row());
    explanation.facts.push(fact("old name", format!("{}, {}", alias.name, alias.period)));
    explanation.facts.extend(alias.error_code.map(|code| fact("error code", code.to_string())));
    explanation
}

fn of_other_product(row: &OtherProduct) -> Explanation {
    Explanation {
        subject: Subject::OtherProduct { product: row.product, example: row.example },
        name: row.name.to_owned(),
        title: row.product.to_owned(),
        meaning: row.meaning.to_owned(),
        causes: vec![row.cause],
        action: row.help.to_owned(),
        facts: Vec::new(),
        url: row.source,
    }
}

/// An outcome by its name or its status, or a field of the webhook.
fn verification(subject: &str) -> Option<Explanation> {
    let by_status = STATUSES.iter().position(|status| *status == subject).map(|at| VerificationOutcome::ALL[at]);
    let by_name = || VerificationOutcome::ALL.iter().copied().find(|outcome| subject_of(*outcome) == subject);
    let field = || verification_fields().find(|row| row.name == subject);
    by_status.or_else(by_name).map(of_verification).or_else(|| field().map(of_verification_field))
}

/// The name under which an outcome is explained, and sampled.
fn subject_of(outcome: VerificationOutcome) -> String {
    format!("{VERIFICATION}.{outcome}")
}

fn verification_fields() -> impl Iterator<Item = &'static VerificationField> {
    VERIFICATION_FIELDS.iter().chain(DENIAL_REASON_FIELDS)
}

fn of_verification(outcome: VerificationOutcome) -> Explanation {
    let row = outcome.row();
    let status = STATUSES.get(outcome as usize).map(|status| fact("status", *status));
    Explanation {
        subject: Subject::Verification { outcome, example: row.example },
        name: subject_of(outcome),
        title: format!("toll-free verification {outcome}"),
        meaning: row.meaning.to_owned(),
        causes: Vec::new(),
        action: row.next.to_owned(),
        facts: status.into_iter().collect(),
        url: row.source,
    }
}

fn of_verification_field(row: &VerificationField) -> Explanation {
    let shape = match row.shape {
        VerificationShape::Text(format) => self::format(format).to_owned(),
        VerificationShape::Status => format!("string: {}", STATUSES.join(", ")),
        VerificationShape::Integer => "integer".to_owned(),
        VerificationShape::Boolean => "boolean".to_owned(),
        VerificationShape::TextList => "array: string".to_owned(),
        VerificationShape::Reasons => "array: object".to_owned(),
        VerificationShape::Reason => "object".to_owned(),
    };
    let outcomes = if row.on.is_empty() { VerificationOutcome::ALL.to_vec() } else { row.on.to_vec() };
    let on = match outcomes.len() {
        all if all == VerificationOutcome::ALL.len() => "every outcome".to_owned(),
        _ => outcomes.iter().map(|outcome| outcome.name()).collect::<Vec<_>>().join(", "),
    };
    Explanation {
        subject: Subject::VerificationField { outcomes },
        name: row.name.to_owned(),
        title: row.name.to_owned(),
        meaning: row.meaning.to_owned(),
        causes: Vec::new(),
        action: String::new(),
        facts: vec![fact("in", "toll-free verification webhooks"), fact("type", shape), fact("sometimes on", on)],
        url: row.source,
    }
}

fn of_denial_code(row: &DenialCode) -> Explanation {
    let resubmit = row.resubmit.map_or("see `resubmitAllowed`", |may| if may { "allowed" } else { "not allowed" });
    Explanation {
        subject: Subject::DenialCode { code: row.code, resubmit: row.resubmit },
        name: row.code.to_string(),
        title: row.title.to_owned(),
        meaning: row.meaning.to_owned(),
        causes: Vec::new(),
        action: row.action.to_owned(),
        facts: vec![fact("in", "denied toll-free verifications"), fact("resubmission", resubmit)],
        url: row.source,
    }
}

fn of_error_code(row: &ErrorCode) -> Explanation {
    let mut facts: Vec<_> = row.name.map(|name| fact("Bandwidth name", name)).into_iter().collect();
    facts.push(fact("first documented", row.since));
    if row.status == CodeStatus::Removed {
        facts.push(fact("status", "no longer documented"));
    }
    Explanation {
        subject: Subject::ErrorCode {
            code: row.code,
            bandwidth_name: row.name,
            category: row.category,
            retry: row.retry,
            billable: row.billable,
            outcome: row.outcome,
            status: row.status,
            summary: row.summary(),
        },
        name: row.code.to_string(),
        title: row.title.to_owned(),
        meaning: row.meaning.to_owned(),
        causes: row.causes.to_vec(),
        action: row.action.to_owned(),
        facts,
        url: source::ERRORS,
    }
}

fn of_field(field: Field) -> Explanation {
    let row = field.row();
    let on = |presence: Presence| -> Vec<EventType> {
        let is_there =
            |event: &EventType| row.record.within().is_none_or(|holder| holder.presence(*event) != Presence::Misplaced);
        EventType::ALL.into_iter().filter(|event| field.presence(*event) == presence && is_there(event)).collect()
    };
    let (required, expected, optional) = (on(Presence::Required), on(Presence::Expected), on(Presence::Optional));
    let list = |events: &[EventType]| match events.len() {
        all if all == EVENTS.len() => "every event".to_owned(),
        _ => events.iter().map(|event| event.name()).collect::<Vec<_>>().join(", "),
    };
    let mut facts = vec![("type", shape(row.shape))];
    facts.extend(row.shape_in.map(|(event, other)| ("exception", format!("{} on {}", shape(other), event.name()))));
    facts.extend([("always on", list(&required)), ("usually on", list(&expected)), ("sometimes on", list(&optional))]);
    facts.extend(row.max_chars.map(|most| ("max length", format!("{most} characters"))));
    Explanation {
        subject: Subject::Field { required, expected, optional, max_chars: row.max_chars },
        name: field.path(),
        title: row.name.to_owned(),
        meaning: row.meaning.to_owned(),
        causes: Vec::new(),
        action: String::new(),
        facts: facts
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(label, value)| fact(label, value))
            .collect(),
        url: row.source,
    }
}

fn of_rule(row: &RuleRow) -> Explanation {
    Explanation {
        subject: Subject::Rule {
            severity: row.severity,
            group: row.group,
            on_fields: row
                .on_fields
                .iter()
                .map(|it| OnField { field: it.field.path(), action: it.help, cause: it.cause })
                .collect(),
        },
        name: row.name.to_owned(),
        title: row.name.replace('-', " "),
        meaning: format!("{} {}", row.what, row.why),
        causes: vec![row.cause],
        action: row.help.to_owned(),
        facts: vec![fact("severity", row.severity.name()), fact("checks", row.group.name())],
        url: row.source,
    }
}

fn of_repair(kind: RepairKind) -> Explanation {
    Explanation {
        subject: Subject::Repair,
        name: kind.name().to_owned(),
        title: kind.name().replace('-', " "),
        meaning: kind.what().to_owned(),
        causes: Vec::new(),
        action: String::new(),
        facts: Vec::new(),
        url: "",
    }
}

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

fn format(format: Format) -> &'static str {
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

/// Every explanation.
///
/// ```
/// let rules = bandwidth_callbacks::explain::catalogue().rules;
/// assert!(rules.iter().all(|rule| !rule.action.is_empty()));
/// ```
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "camelCase")]
pub struct Catalogue {
    /// The event types, in the order in which they usually happen.
    pub events: Vec<Explanation>,
    /// What else Bandwidth sends: webhooks of other products and API responses.
    pub other_products: Vec<Explanation>,
    /// The outcomes of a toll-free verification.
    pub verifications: Vec<Explanation>,
    /// The fields of a toll-free verification webhook, then those of its denial reasons.
    pub verification_fields: Vec<Explanation>,
    /// The reasons for a denied toll-free verification, as far as a source has their text.
    pub denial_codes: Vec<Explanation>,
    /// The fields, grouped by the object that has them.
    pub fields: Vec<Explanation>,
    /// The error codes, ascending.
    pub error_codes: Vec<Explanation>,
    /// The rules.
    pub rules: Vec<Explanation>,
    /// The repairs of `recover`.
    pub repairs: Vec<Explanation>,
}

/// Every explanation of the catalogue.
///
/// ```
/// assert_eq!(bandwidth_callbacks::explain::catalogue().events.len(), 8);
/// ```
pub fn catalogue() -> Catalogue {
    Catalogue {
        events: EVENTS.iter().map(of_event).collect(),
        other_products: OTHER_PRODUCTS.iter().map(of_other_product).collect(),
        verifications: VerificationOutcome::ALL.iter().copied().map(of_verification).collect(),
        verification_fields: verification_fields().map(of_verification_field).collect(),
        denial_codes: DENIAL_CODES.iter().map(of_denial_code).collect(),
        fields: Field::ALL.into_iter().map(of_field).collect(),
        error_codes: ERROR_CODES.iter().map(of_error_code).collect(),
        rules: RULES.iter().map(of_rule).collect(),
        repairs: RepairKind::ALL.iter().copied().map(of_repair).collect(),
    }
}
