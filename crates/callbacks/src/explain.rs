//! Explanations of event types, error codes, fields, rules and repairs, in plain English.
//!
//! Every text comes from a row of the catalogue.

mod explanation;
mod shape;
mod verification;

use serde::Serialize;

use crate::catalogue::errors::{CodeStatus, ERROR_CODES, ErrorCode, error_code};
use crate::catalogue::events::{ALIASES, Alias, EVENTS, EventRow, EventType};
use crate::catalogue::fields::{FIELDS, Field, Presence};
use crate::catalogue::other_products::{OTHER_PRODUCTS, OtherProduct};
use crate::catalogue::rules::{RULES, RuleRow};
use crate::catalogue::source;
use crate::catalogue::verification::{DENIAL_CODES, VerificationOutcome, denial_code};
use crate::check::suggest::{self, Known};
pub use crate::json::repair::Confidence;
use crate::json::repair::RepairKind;
use explanation::fact;
pub use explanation::{Explanation, Fact, OnField, OnPaste, Subject};
pub(crate) use shape::shape;

/// Explains an event type (by its current or a legacy name), an error code, a field, a rule or a repair; for toll-free
/// verification, an outcome (`toll-free-verification.denied`, `UNVERIFIED`), a field or a denial code.
///
/// Returns `None` if the catalogue has no such subject, and the first one if several have the name: `explain_all` gives
/// them all.
///
/// ```
/// use bandwidth_callbacks::explain;
///
/// assert_eq!(explain("4432").unwrap().name, "4432");
/// assert_eq!(explain("to").unwrap().name, "to");
/// assert_eq!(explain("message-queued").unwrap().name, "message-sending");
/// assert!(explain("nothing of this name").is_none());
/// ```
#[must_use]
pub fn explain(subject: &str) -> Option<Explanation> {
    explain_all(subject).into_iter().next()
}

/// Explains every subject of this name, the closest first: the field `to` of an event, then `message.to`.
///
/// ```
/// use bandwidth_callbacks::explain::explain_all;
///
/// let names: Vec<_> = explain_all("to").into_iter().map(|it| it.name).collect();
/// assert_eq!(names, ["to", "message.to"]);
/// assert_eq!(explain_all("errorCode").len(), 2); // of an event, and of a toll-free verification
/// assert!(explain_all("nothing of this name").is_empty());
/// ```
pub fn explain_all(subject: &str) -> Vec<Explanation> {
    let subject = subject.trim();
    if let Ok(code) = subject.parse::<u32>() {
        let by_event = u16::try_from(code).ok().and_then(error_code).map(of_error_code);
        return by_event.into_iter().chain(denial_code(code).map(verification::of_denial_code)).collect();
    }
    let alias = ALIASES.iter().filter(|alias| alias.name == subject).map(of_alias);
    let event = EVENTS.iter().filter(|row| row.name == subject).map(of_event);
    let product = OTHER_PRODUCTS.iter().filter(|row| row.name == subject).map(of_other_product);
    let rule = RULES.iter().filter(|row| row.name == subject).map(of_rule);
    let repair = RepairKind::ALL.iter().copied().filter(|kind| kind.name() == subject).map(of_repair);
    let path = Field::ALL.into_iter().filter(|field| field.path() == subject);
    let nested = Field::ALL.into_iter().filter(|field| field.row().name == subject && field.path() != subject);
    let code = ERROR_CODES.iter().filter(|row| row.name == Some(subject)).map(of_error_code);
    (alias.chain(event).chain(product).chain(rule).chain(repair))
        .chain(path.chain(nested).map(of_field))
        .chain(code)
        .chain(verification::find(subject))
        .collect()
}

/// The subject that a misspelled or shortened name probably means, for "did you mean …?".
///
/// ```
/// use bandwidth_callbacks::explain::nearest;
///
/// assert_eq!(nearest("mesage-failed").as_deref(), Some("message-failed"));
/// assert_eq!(nearest("message.ownr").as_deref(), Some("message.owner"));
/// assert_eq!(nearest("delivered").as_deref(), Some("message-delivered"));
/// assert_eq!(nearest("DLR").as_deref(), Some("message-delivered"));
/// assert_eq!(nearest("472").as_deref(), Some("4720"));
/// assert_eq!(nearest("something else"), None);
/// ```
pub fn nearest(subject: &str) -> Option<String> {
    let subject = subject.trim();
    if !subject.is_empty() && subject.bytes().all(|digit| digit.is_ascii_digit()) {
        return nearest_code(subject);
    }
    let words = subject.to_ascii_lowercase().replace(['-', '_'], " ");
    if RECEIPT_NAMES.contains(&&*words) {
        return Some(EventType::MessageDelivered.name().to_owned());
    }
    let names: Vec<String> = (EVENTS.iter().map(|row| row.name))
        .chain(ALIASES.iter().map(|alias| alias.name))
        .chain(OTHER_PRODUCTS.iter().map(|row| row.name))
        .chain(RULES.iter().map(|row| row.name))
        .chain(RepairKind::ALL.iter().map(|kind| kind.name()))
        .map(str::to_owned)
        .chain(Field::ALL.into_iter().map(Field::path))
        .chain(FIELDS.iter().map(|row| row.name.to_owned()))
        .chain(ERROR_CODES.iter().filter_map(|row| row.name).map(str::to_owned))
        .chain(VerificationOutcome::ALL.iter().map(|outcome| verification::subject_of(*outcome)))
        .chain(verification::field_names().map(str::to_owned))
        .collect();
    let part = subject.to_ascii_lowercase();
    let misspelled = suggest::nearest(subject, &mut names.iter().map(|name| Known::new(name))).map(|at| &names[at]);
    misspelled.or_else(|| names.iter().find(|name| part.len() > 3 && name.contains(&part))).cloned()
}

/// What others call the event that reports a delivery.
const RECEIPT_NAMES: [&str; 6] =
    ["dlr", "dlrs", "delivery receipt", "delivery receipts", "delivery report", "delivery confirmation"];

/// The error code that has one digit more or less; of several, the one that begins the same. Two codes of four digits
/// are two codes, however alike.
fn nearest_code(digits: &str) -> Option<String> {
    let is_one_shorter = |short: &str, long: &str| {
        short.len() + 1 == long.len() && (0..long.len()).any(|at| short == [&long[..at], &long[at + 1..]].concat())
    };
    ERROR_CODES
        .iter()
        .map(|row| row.code.to_string())
        .filter(|code| is_one_shorter(digits, code) || is_one_shorter(code, digits))
        .min_by_key(|code| !code.starts_with(digits) && !digits.starts_with(code.as_str()))
}

fn of_event(row: &EventRow) -> Explanation {
    let mut facts =
        vec![fact("direction", row.direction.name()), fact("terminal", if row.is_terminal() { "yes" } else { "no" })];
    facts.extend(row.period.map(|period| fact("in use", period)));
    Explanation {
        subject: Subject::Event {
            direction: row.direction,
            terminal: row.is_terminal(),
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
            on_paste: row.pasted.map(|it| OnPaste { action: it.help, cause: it.cause }),
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
    let confidence = kind.confidence();
    Explanation {
        subject: Subject::Repair { confidence },
        name: kind.name().to_owned(),
        title: kind.what().to_owned(),
        meaning: confidence.meaning().to_owned(),
        causes: Vec::new(),
        action: confidence.action().to_owned(),
        facts: vec![fact("values", confidence.name().replace('-', " "))],
        url: "",
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
        verifications: VerificationOutcome::ALL.iter().copied().map(verification::of_outcome).collect(),
        verification_fields: verification::fields().collect(),
        denial_codes: DENIAL_CODES.iter().map(verification::of_denial_code).collect(),
        fields: Field::ALL.into_iter().map(of_field).collect(),
        error_codes: ERROR_CODES.iter().map(of_error_code).collect(),
        rules: RULES.iter().map(of_rule).collect(),
        repairs: RepairKind::ALL.iter().copied().map(of_repair).collect(),
    }
}
