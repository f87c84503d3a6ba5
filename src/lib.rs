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
//!         assert_eq!(event.error_code, 4432);
//!     }
//! }
//! ```
//!
//! # The map
//!
//! A *reader* ([`json`]) turns any text into a flat tape of tokens, each with its place. A
//! [`catalogue`] says what Bandwidth sends: every event, field, error code and rule is one row of
//! data. A *checker* walks the tape against the catalogue; what it finds becomes a [`Report`]:
//! typed [events](event) and [diagnostics](diagnostic). Everything else is derived from the
//! catalogue ([`publish`]). A body in which nothing is to be found, as in nearly all, needs no tape:
//! a faster reader in `check` sees it first, and gives up at anything unusual.
//!
//! A file may use only what stands above it in this list: `json`, `order`, `segments`, `catalogue`,
//! `event` | `diagnostic`, `check`, `build`, `report`, `record`, `recover` | `explain` | `publish` |
//! `terminal`, `lib`, `wasm`.

mod build;
pub mod catalogue;
mod check;
pub mod diagnostic;
pub mod event;
#[cfg(feature = "full")]
pub mod explain;
pub mod json;
mod order;
#[cfg(feature = "full")]
pub mod publish;
#[doc(hidden)]
pub mod record;
#[cfg(feature = "full")]
mod recover;
mod report;
pub mod segments;
#[cfg(feature = "full")]
pub mod terminal;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub mod wasm;

use std::borrow::Cow;

use catalogue::events::{ALIASES, EventType};
use check::clean::Clean;

#[doc(hidden)]
pub use check::Checked;
pub use check::ParseOptions;
pub use diagnostic::Diagnostic;
pub use event::CallbackEvent;
#[cfg(feature = "full")]
pub use explain::explain;
#[cfg(feature = "full")]
pub use recover::{Recovery, Repair, recover};
pub use report::{RawJson, RejectedElement, Report, UnknownEvent};

/// Reads a body into typed events, what is not one, and diagnostics. Never fails, whatever the bytes.
///
/// ```
/// let report = bandwidth_callbacks::parse(br#"[{"type":"message-delivered"}]"#);
/// assert!(!report.ok);
/// assert_eq!(report.rejected.len(), 1);
/// assert_eq!(report.diagnostics[0].rule, "missing-field");
/// assert_eq!(report.diagnostics[0].message, "missing `time`, which every `message-delivered` carries");
/// ```
pub fn parse<B: AsRef<[u8]> + ?Sized>(body: &B) -> Report<'_> {
    parse_with(body, &ParseOptions::default())
}

/// As [`parse`], with other limits on size and nesting.
///
/// ```
/// use bandwidth_callbacks::{parse_with, ParseOptions};
///
/// let report = parse_with("[[[]]]", &ParseOptions { max_depth: 2, ..ParseOptions::default() });
/// assert_eq!(report.diagnostics[0].rule, "too-deep");
/// ```
pub fn parse_with<'a, B: AsRef<[u8]> + ?Sized>(body: &'a B, options: &ParseOptions) -> Report<'a> {
    if body.as_ref().len() > options.max_bytes {
        return report::report(&mut check::too_large(body.as_ref().len(), options), options.max_diagnostics);
    }
    let mut clean = Clean::new();
    match check::text(body.as_ref()) {
        (Cow::Borrowed(text), _) if clean.read(text.as_bytes(), true, options).is_some() => report::clean(text, &clean),
        (Cow::Borrowed(text), _) => report::report(&mut check::check(text, None, options), options.max_diagnostics),
        (Cow::Owned(text), invalid) => {
            report::report(&mut check::check(&text, invalid, options), options.max_diagnostics).into_owned()
        }
    }
}

/// The diagnostics alone; builds no events.
///
/// ```
/// assert_eq!(bandwidth_callbacks::validate("[]")[0].rule, "empty-list");
/// ```
pub fn validate<B: AsRef<[u8]> + ?Sized>(body: &B) -> Vec<Diagnostic> {
    validate_with(body, &ParseOptions::default())
}

/// As [`validate`], with other limits.
pub fn validate_with<B: AsRef<[u8]> + ?Sized>(body: &B, options: &ParseOptions) -> Vec<Diagnostic> {
    if body.as_ref().len() <= options.max_bytes && Clean::new().read(body.as_ref(), false, options).is_some() {
        return Vec::new();
    }
    let (text, invalid) = check::text(body.as_ref());
    let mut checked = match body.as_ref().len() {
        bytes if bytes > options.max_bytes => check::too_large(bytes, options),
        _ => check::check(&text, invalid, options),
    };
    diagnostic::diagnostics(&checked.tape, &mut checked.findings, options.max_diagnostics)
}

/// A valid body with one event of this type, or of the type that this old name means now.
///
/// ```
/// assert!(bandwidth_callbacks::parse(bandwidth_callbacks::sample("message-read").unwrap()).ok);
/// ```
pub fn sample(name: &str) -> Option<&'static str> {
    let today = ALIASES.iter().find(|alias| alias.name == name).map(|alias| alias.of);
    today.or_else(|| EventType::find(name)).map(|event| event.row().example)
}

/// README's examples, so that they are run.
#[cfg(all(doctest, feature = "full"))]
#[doc = include_str!("../README.md")]
struct Readme;
