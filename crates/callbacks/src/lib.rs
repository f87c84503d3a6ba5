//! Parses and validates the webhooks (callbacks) of Bandwidth's Messaging API: typed events, diagnostics that say where
//! the problem is and what to do, and repair of payloads copied from logs. Not affiliated with Bandwidth.
//!
//! # Parse a body
//!
//! ```
//! use bandwidth_callbacks::{CallbackEvent, parse};
//!
//! let report = parse(bandwidth_callbacks::sample("message-failed").unwrap());
//! for event in &report.events {
//!     if let CallbackEvent::MessageFailed(event) = event {
//!         assert_eq!(event.error_code, Some(4432));
//!     }
//! }
//! ```
//!
//! # Keep what cannot be used
//!
//! [`parse`] never fails: every element of the body is in exactly one of `events`, `verifications`, `unknown` and
//! `rejected`. Answer 2xx in each case, because Bandwidth resends what a receiver rejects, unchanged, for 24 hours.
//!
//! ```
//! let report = bandwidth_callbacks::parse(r#"[{"type": "message-snoozed", "message": {}}, 42]"#);
//! assert_eq!(report.unknown[0].kind, "message-snoozed");
//! assert_eq!(report.rejected[0].value.text(), "42");
//! ```
//!
//! # Report problems
//!
//! Messages never contain payload values, so they are safe to log.
//!
//! ```
//! use bandwidth_callbacks::{Rule, Severity, validate};
//!
//! let [diagnostic] = &validate("[]")[..] else { panic!() };
//! assert_eq!((diagnostic.rule, diagnostic.severity), (Rule::EmptyList, Severity::Warning));
//! ```
//!
//! # Handle each event once, in any order
//!
//! Bandwidth delivers at least once and promises no order. [`CallbackEvent::dedupe_key`] is the idempotency key of an
//! event; [`advance`] is a reducer that turns delivery receipts into the state of a message.
//!
//! ```
//! use bandwidth_callbacks::{Stage, advance, parse, sample};
//!
//! let [delivered, sent] = ["message-delivered", "message-sent"].map(|name| parse(sample(name).unwrap()));
//! let status = advance(None, &delivered.events[0]).status;
//! let later = advance(status, &sent.events[0]).status.unwrap();
//! assert_eq!(later.stage, Stage::Delivered); // the late status changes nothing
//! ```
//!
//! # Read pasted text
//!
//! ```
//! let pasted = "INFO body=[{'type': 'message-snoozed', 'message': {}}]";
//! assert_eq!(bandwidth_callbacks::recover(pasted).report.unknown[0].kind, "message-snoozed");
//! ```
//!
//! # Read many bodies
//!
//! The module [`body`] reads bodies without building events.
//!
//! ```
//! let mut reader = bandwidth_callbacks::body::Reader::new();
//! assert_eq!(reader.read(bandwidth_callbacks::sample("message-read").unwrap()).events().count(), 1);
//! ```
//!
//! The crate has no features. The HTTP endpoint is the crate `bandwidth-callbacks-receiver`. Logs, their summaries, and
//! columns of Arrow and Parquet are the crate `bandwidth-callbacks-logs`.
//!
//! # Glossary
//!
//! - *Body*: the text of a request. Its *elements* are the items of its array.
//! - *Event*: an element that can be used as its `type`: a [`CallbackEvent`].
//! - *Catalogue*: what Bandwidth sends. Every event, field, error code and rule is one *row* of data ([`catalogue`]).
//! - *Finding*: a fact about a body, found by a [`Rule`]. A [`Diagnostic`] is a finding in words.
//! - *Report*: the events, the elements that are not events, and the diagnostics: a [`Report`].
//! - *Recovery*: the report on pasted text, with its *repairs*: a [`Recovery`].

// Words of the code inside:
// - Tape: the tokens of any JSON text, each with its place (`json`).
// - View: one event, field by field, from either reader (`view`; `body` shows it to other crates).
// - Fast path: reads nearly every body in one pass, without a tape (`fast`). The full check (`check`) reads the rest.
// - Wire: the form in which a report crosses into JavaScript (`wire`). `publish` writes generated files.
//
// A module uses only modules that are declared above it: `tests/floors.test.mjs` has the floors.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod name;
mod order;
mod printable;
#[doc(hidden)]
#[allow(missing_debug_implementations, clippy::must_use_candidate)] // Not part of the API.
pub mod json;
pub mod catalogue;
mod diagnostic;
pub mod segments;
mod view;
mod check;
mod fast;
mod read;
mod values;
pub mod event;
pub mod verification;
mod report;
mod elements;
mod error;
mod status;
mod redact;
pub mod explain;
pub mod terminal;
mod recover;
pub mod body;
#[doc(hidden)]
pub mod wire;
#[doc(hidden)]
#[allow(clippy::must_use_candidate)]
pub mod publish;

use catalogue::events::ALIASES;
use catalogue::verification::{VERIFICATION, VerificationOutcome};

pub use catalogue::events::{EventType, Stage};
pub use catalogue::rules::{Rule, Severity};
pub use check::ParseOptions;
pub use diagnostic::{Diagnostic, Span};
pub use elements::BodyElement;
pub use error::CallbackError;
pub use event::CallbackEvent;
pub use explain::explain;
pub use json::repair::RepairKind;
pub use name::UnknownName;
pub use recover::{Recovery, Repair, RepairPlace, parse_or_recover, recover, recover_with};
pub use redact::redact;
pub use report::{RawJson, RejectedElement, Report, UnknownEvent, parse, parse_with, validate, validate_with};
pub use status::{Advance, Ignored, MessageStatus, advance};
pub use verification::Verification;

/// A valid body with one event of a type, which may be a legacy name; `None` if there is no such type. Also a toll-free
/// verification webhook: `toll-free-verification.denied`, with one of its outcomes.
///
/// ```
/// assert!(bandwidth_callbacks::parse(bandwidth_callbacks::sample("message-read").unwrap()).ok);
/// ```
#[must_use]
pub fn sample(name: &str) -> Option<&'static str> {
    if let Some(outcome) = name.strip_prefix(VERIFICATION) {
        let outcome = if outcome.is_empty() { ".verified" } else { outcome };
        return outcome.strip_prefix('.')?.parse().ok().map(|outcome: VerificationOutcome| outcome.row().example);
    }
    let today = ALIASES.iter().find(|alias| alias.name == name).map(|alias| alias.of);
    today.or_else(|| EventType::find(name)).map(|event| event.row().example)
}

/// The examples of documents, so that they are run.
#[cfg(doctest)]
mod documents {
    #[doc = include_str!("../../../README.md")]
    struct Readme;
    #[doc = include_str!("../README.md")]
    struct OfThisCrate;
}
