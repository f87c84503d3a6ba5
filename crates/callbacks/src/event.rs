//! The typed event model: one variant for each type of callback, and the records they hold.
//!
//! Strings borrow from the body if they have no escapes. Fields that this version does not know are kept in `extra`.
//! [`crate::catalogue::fields`] describes every field.
//!
//! Events can also be deserialized with serde, for example with `serde_json::from_reader`, from a queue, or in an
//! extractor of a web framework. They own their strings then, and must be exactly as documented;
//! [`parse`](crate::parse) borrows, accepts known deviations, and reports what is wrong.
//!
//! ```
//! use bandwidth_callbacks::{CallbackEvent, sample};
//!
//! let events: Vec<CallbackEvent> = serde_json::from_reader(sample("message-read").unwrap().as_bytes()).unwrap();
//! assert!(events[0].is_status());
//! ```
//!
//! `Debug` shows the type of an event but no values, because they are phone numbers and private messages.
//!
//! ```
//! let report = bandwidth_callbacks::parse(bandwidth_callbacks::sample("message-read").unwrap());
//! assert_eq!(format!("{:?}", report.events), "[MessageRead(..)]");
//! ```

mod generated;
mod into_static;
pub(crate) mod key;
mod members;
mod opaque_debug;
mod records;

use crate::catalogue::events::Direction;

pub use crate::values::{Extra, OneOrMany};
pub use generated::*;

impl CallbackEvent<'_> {
    /// Someone sent you something. Reply only to these events.
    ///
    /// ```
    /// use bandwidth_callbacks::{parse, sample};
    ///
    /// let report = parse(sample("message-received").unwrap());
    /// assert!(report.events[0].is_inbound());
    /// ```
    #[must_use]
    pub fn is_inbound(&self) -> bool {
        self.event_type().direction() == Direction::In
    }

    /// Whether you may reply: the event is inbound by its type and by its direction, and none of your own numbers sent
    /// it. Replying to a status would report your reply, and loop forever.
    ///
    /// ```
    /// use bandwidth_callbacks::{parse, sample};
    ///
    /// let report = parse(sample("message-received").unwrap());
    /// let event = &report.events[0];
    /// assert!(event.may_reply(&[]));
    /// assert!(!event.may_reply(&[&event.message().from])); // you wrote to yourself
    /// ```
    #[must_use]
    pub fn may_reply(&self, own: &[&str]) -> bool {
        let Message { from, owner, direction, .. } = self.message();
        self.is_inbound() && direction == "in" && from != owner && !own.contains(&from.as_ref())
    }

    /// It is about a message that you sent.
    ///
    /// ```
    /// use bandwidth_callbacks::{parse, sample};
    ///
    /// let report = parse(sample("message-read").unwrap());
    /// assert!(report.events[0].is_status());
    /// ```
    #[must_use]
    pub fn is_status(&self) -> bool {
        !self.is_inbound()
    }

    /// It is the last status that Bandwidth promises for its message and recipient. A read receipt (RBM) may follow,
    /// and, after an error code that leaves the outcome open, a late receipt, for which [`advance`](crate::advance)
    /// waits.
    ///
    /// ```
    /// use bandwidth_callbacks::{parse, sample};
    ///
    /// let report = parse(sample("message-failed").unwrap());
    /// assert!(report.events[0].is_terminal());
    /// ```
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        self.event_type().row().is_terminal()
    }

    /// The numbers that the event is about: on a status the recipients, on an inbound event your number.
    ///
    /// ```
    /// use bandwidth_callbacks::{parse, sample};
    ///
    /// let report = parse(sample("message-received").unwrap());
    /// assert_eq!(report.events[0].recipients(), [report.events[0].message().owner.as_ref()]);
    /// ```
    pub fn recipients(&self) -> Vec<&str> {
        let to = self.to();
        match self.is_inbound() {
            _ if !to.is_empty() => to,
            true => vec![&self.message().owner],
            false => self.message().to.iter().map(AsRef::as_ref).collect(),
        }
    }

    /// An idempotency key: the same for every delivery of the same event, and different for any other event.
    /// Bandwidth delivers at least once, so a receiver that remembers these keys handles each event once.
    ///
    /// The key of an inbound event has its message ID and type; that of a status also has the recipients, because all
    /// recipients of a group message share one message ID. In these parts `/`, `,`, `%`, spaces and everything that is
    /// not ASCII are percent-encoded. If a part is missing or blank, or contains U+FFFD because it was not Unicode
    /// text, it cannot distinguish events, and the key contains the whole event as JSON; hash such a key before you
    /// store it. The npm package gives the same keys for what `parse` reads.
    ///
    /// ```
    /// use bandwidth_callbacks::{parse, sample};
    ///
    /// let report = parse(sample("message-received").unwrap());
    /// let event = &report.events[0];
    /// assert_eq!(event.dedupe_key(), format!("{}/message-received", event.message().id));
    /// ```
    #[must_use]
    pub fn dedupe_key(&self) -> String {
        let (id, name) = (&self.message().id, self.event_type().name());
        // Without recipients, which `recover` may not have found, a status is as vague as with a blank one.
        let recipients = if self.is_inbound() { Vec::new() } else { self.recipients() };
        let is_unclear = self.is_status() && recipients.is_empty();
        if key::is_vague(id) || is_unclear || recipients.iter().any(|text| key::is_vague(text)) {
            // No key of the other form ends with a bracket.
            return match &self.message().exact {
                Some(event) => format!("{name}/{event}"),
                None => format!("{name}/{}", self.canonical()),
            };
        }
        if self.is_inbound() {
            return format!("{}/{name}", key::part(id));
        }
        let recipients: Vec<String> = recipients.into_iter().map(key::part).collect();
        format!("{}/{}/{name}", key::part(id), recipients.join(","))
    }

    /// The whole event as JSON, with keys in order.
    pub(crate) fn canonical(&self) -> String {
        let Ok(event) = serde_json::to_value(self) else { unreachable!("an event is JSON") };
        key::canonical(&event)
    }

    /// Keeps the JSON of an event with strings that are not Unicode text. Without it, different events would look the
    /// same.
    pub(crate) fn keep_exact(&mut self, json: String) {
        self.message_mut().exact = Some(json.into());
    }
}
