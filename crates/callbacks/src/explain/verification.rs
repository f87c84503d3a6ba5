//! Explanations of toll-free verifications: outcomes, fields, denial codes.

use super::explanation::{Explanation, Subject, fact};
use super::shape;
use crate::catalogue::verification::{
    DENIAL_REASON_FIELDS, DenialCode, STATUSES, VERIFICATION, VERIFICATION_FIELDS, VerificationField,
    VerificationOutcome, VerificationShape,
};

/// The outcome with this name or status, then the fields of the webhook with this name.
pub(super) fn find(subject: &str) -> impl Iterator<Item = Explanation> {
    let is_it = |at: usize| STATUSES.get(at).is_some_and(|status| status.eq_ignore_ascii_case(subject));
    let outcome =
        VerificationOutcome::ALL.iter().copied().filter(move |it| is_it(*it as usize) || subject_of(*it) == subject);
    outcome.map(of_outcome).chain(fields().filter(move |it| it.name == subject))
}

/// The name under which an outcome is explained, and sampled.
pub(super) fn subject_of(outcome: VerificationOutcome) -> String {
    format!("{VERIFICATION}.{outcome}")
}

/// The fields of the webhook, then those of its denial reasons.
pub(super) fn fields() -> impl Iterator<Item = Explanation> {
    let webhook = VERIFICATION_FIELDS.iter().map(|row| of_field(row, "toll-free verification webhooks"));
    let reasons = DENIAL_REASON_FIELDS
        .iter()
        .map(|row| of_field(row, "`additionalDenialReasons` of toll-free verification webhooks"));
    webhook.chain(reasons)
}

/// The names of those fields.
pub(super) fn field_names() -> impl Iterator<Item = &'static str> {
    VERIFICATION_FIELDS.iter().chain(DENIAL_REASON_FIELDS).map(|row| row.name)
}

pub(super) fn of_outcome(outcome: VerificationOutcome) -> Explanation {
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

fn of_field(row: &VerificationField, within: &str) -> Explanation {
    let shape = match row.shape {
        VerificationShape::Text(format) => shape::format(format).to_owned(),
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
        facts: vec![fact("in", within), fact("type", shape), fact("sometimes on", on)],
        url: row.source,
    }
}

pub(super) fn of_denial_code(row: &DenialCode) -> Explanation {
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
