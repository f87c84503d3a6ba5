//! Parses and validates the callbacks (webhooks) of Bandwidth's Messaging API.
//!
//! ```
//! use bandwidth_callbacks::{parse, CallbackEvent};
//!
//! let body = bandwidth_callbacks::sample("message-failed").unwrap();
//! let report = parse(body);
//! assert!(report.ok);
//! for event in &report.events {
//!     if let CallbackEvent::MessageFailed(event) = event {
//!         assert_eq!(event.error_code, Some(4432));
//!     }
//! }
//! ```
//!
//! # The map
//!
//! A *reader* (`json`) turns any text into a flat tape of tokens, each with its place. A
//! [`catalogue`] says what Bandwidth sends: every event, field, error code and rule is one row of
//! data. A *checker* walks the tape against the catalogue; what it finds becomes a [`Report`]:
//! typed [events](event) and [diagnostics](Diagnostic). Everything else is derived from the
//! catalogue (`publish`). A body in which nothing is to be found, as in nearly all, needs no tape:
//! a faster reader in `check` sees it first, and gives up at anything unusual.
//!
//! A module may use only what is above it: tests/floors.test.mjs has the floors.

mod build;
pub mod catalogue;
mod check;
#[cfg(feature = "arrow")]
pub mod columns;
mod diagnostic;
pub mod event;
pub mod explain;
#[cfg(feature = "lines")]
pub mod generate;
#[doc(hidden)]
#[allow(missing_debug_implementations, clippy::must_use_candidate)] // Not part of the API.
pub mod json;
#[cfg(feature = "lines")]
pub mod lines;
mod name;
mod order;
mod plain;
#[doc(hidden)]
#[allow(clippy::must_use_candidate)]
pub mod publish;
mod read;
mod recover;
mod redact;
mod report;
pub mod segments;
mod status;
#[cfg(feature = "lines")]
pub mod summary;
pub mod terminal;
mod view;
#[doc(hidden)]
pub mod wire;

use catalogue::events::ALIASES;

pub use catalogue::events::{EventType, Stage};
pub use catalogue::rules::{Rule, Severity};
pub use check::ParseOptions;
pub use diagnostic::{Diagnostic, Span};
pub use event::CallbackEvent;
pub use explain::explain;
pub use json::repair::RepairKind;
pub use name::UnknownName;
#[doc(hidden)]
pub use recover::{Mended, mend};
pub use recover::{Place, Recovery, Repair, parse_or_recover, recover, recover_with};
pub use redact::redact;
pub use report::{
    CallbackError, RawJson, RejectedElement, Report, UnknownEvent, parse, parse_with, validate, validate_with,
};
pub use status::{Advance, Ignored, MessageStatus, advance};

/// A valid body with one event of this type, or of the type that this old name means now.
///
/// ```
/// assert!(bandwidth_callbacks::parse(bandwidth_callbacks::sample("message-read").unwrap()).ok);
/// ```
#[must_use]
pub fn sample(name: &str) -> Option<&'static str> {
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
    #[cfg(feature = "lines")]
    #[doc = include_str!("../../../docs/rust.md")]
    struct Guide;
}
