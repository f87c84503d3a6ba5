//! The summary of a log of callbacks: the events, the problems, and the outcome of each message.
//!
//! Summaries of parts can be merged. The result does not depend on how the log was divided, or on the order.
//!
//! ```
//! use bandwidth_callbacks::sample;
//! use bandwidth_callbacks_logs::summary::{Place, Summary};
//!
//! let names = ["message-sent", "message-delivered", "message-delivered", "message-failed"];
//! let log = names.map(|name| sample(name).unwrap());
//! let mut whole = Summary::new();
//! for (line, body) in (1..).zip(log) {
//!     whole.add_at(body, Place { source: 0, line, offset: line * 1000 });
//! }
//! let report = whole.report();
//! assert_eq!((report.bodies, report.events, report.messages.duplicates), (4, 4, 1));
//! ```

mod clock;
mod counts;
mod error;
mod facts;
mod filter;
mod hash;
mod messages;
mod minutes;
mod packed;
mod place;
mod report;
mod scratch;
mod text;
mod totals;
mod types;

use std::fmt;

use bandwidth_callbacks::body::Body;
use bandwidth_callbacks::{Recovery, Report};

use crate::lines::{Block, Line};
use clock::Clock;
use facts::Facts;
use messages::Messages;
use scratch::Scratch;
use totals::Totals;

pub use error::{InvalidSummary, InvalidTime};
pub use filter::Filter;
pub use place::Place;
pub use report::{
    Approximate, CodeCount, FindingCount, Latency, MessageCounts, MinuteCount, NameCount, OutcomeCount, SummaryReport,
    TypeCount,
};
pub use text::text;
pub use totals::RELATIVE_ERROR;
pub use types::types;

/// [`Body::recover`], held only if it is asked for: so a program that never asks does not contain it.
pub(crate) type Recover = fn(&Body<'_>) -> Option<Recovery>;

/// The value of a [`Recover`].
pub(crate) fn recover(body: &Body<'_>) -> Option<Recovery> {
    body.recover()
}

/// A sum of bodies.
///
/// ```
/// use bandwidth_callbacks::sample;
/// use bandwidth_callbacks_logs::summary::Summary;
///
/// let [mut one, mut other] = [Summary::new(), Summary::new()];
/// one.add(sample("message-sent").unwrap());
/// other.add(sample("message-failed").unwrap());
/// one.merge(other);
/// assert_eq!(one.report().error_codes[0].code, 4432);
/// ```
#[derive(Clone)]
pub struct Summary {
    totals: Totals,
    messages: Messages,
    filter: Option<Filter>,
    /// What lines that are not a body are passed through. A pointer, so that a program that never recovers does not
    /// contain that code.
    recover: Option<Recover>,
    scratch: Scratch,
}

/// The counts, without any names.
impl fmt::Debug for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Summary")
            .field("bodies", &self.totals.bodies)
            .field("bytes", &self.totals.bytes)
            .finish_non_exhaustive()
    }
}

impl Default for Summary {
    fn default() -> Self {
        Summary::new()
    }
}

impl Summary {
    /// An empty summary. It is exact up to 3.5 million message-recipient pairs of about 100 bytes each.
    ///
    /// ```
    /// assert_eq!(bandwidth_callbacks_logs::summary::Summary::new().report().bodies, 0);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Summary::with_message_limit(messages::MAX_PAIRS)
    }

    /// An empty summary that is exact up to this many message-recipient pairs. Above, outcomes are estimated from a
    /// sample of at least half as many: those whose hash starts with some zero bits. With n of them, the standard error
    /// is at most `count / sqrt(n)`.
    ///
    /// ```
    /// use bandwidth_callbacks::sample;
    /// use bandwidth_callbacks_logs::summary::Summary;
    ///
    /// let mut summary = Summary::with_message_limit(0);
    /// summary.add(sample("message-failed").unwrap());
    /// assert!(summary.report().messages.one_in.is_some());
    /// ```
    #[must_use]
    pub fn with_message_limit(most_messages: usize) -> Self {
        Summary {
            totals: Totals::new(),
            messages: Messages::new(most_messages),
            filter: None,
            recover: None,
            scratch: Scratch::default(),
        }
    }

    /// Counts only events that pass a filter. Other elements, and problems, always count.
    ///
    /// ```
    /// use bandwidth_callbacks_logs::summary::{Filter, Summary};
    ///
    /// let summary = Summary::new().with_filter(Filter { since: Some(0), ..Filter::default() });
    /// # drop(summary);
    /// ```
    #[must_use]
    pub fn with_filter(self, filter: Filter) -> Self {
        Summary { filter: Some(filter), ..self }
    }

    /// Passes text that is not a body, but may contain one, through [`recover`](bandwidth_callbacks::recover): log
    /// lines, queue records, arrays of bodies.
    ///
    /// ```
    /// use bandwidth_callbacks::sample;
    /// use bandwidth_callbacks_logs::summary::Summary;
    ///
    /// let mut summary = Summary::new().with_recovery();
    /// summary.add(&format!("INFO body={}", sample("message-failed").unwrap()));
    /// assert_eq!(summary.report().events, 1);
    /// ```
    #[must_use]
    pub fn with_recovery(self) -> Self {
        Summary { recover: Some(recover), ..self }
    }

    /// Adds a body without its place in a log, so out-of-order statuses cannot be detected.
    ///
    /// ```
    /// use bandwidth_callbacks::sample;
    /// use bandwidth_callbacks_logs::summary::Summary;
    ///
    /// let mut summary = Summary::new();
    /// summary.add(sample("message-failed").unwrap());
    /// assert_eq!(summary.report().messages.late, None);
    /// ```
    pub fn add<B: AsRef<[u8]> + ?Sized>(&mut self, body: &B) {
        self.totals.is_placed = false;
        self.add_body(body.as_ref(), body.as_ref(), None);
    }

    /// Adds a body with its place in a log.
    ///
    /// ```
    /// use bandwidth_callbacks_logs::summary::{Place, Summary};
    ///
    /// let mut summary = Summary::new();
    /// summary.add_at("[42]", Place { source: 0, line: 12, offset: 5000 });
    /// let found = &summary.report().findings[0];
    /// assert_eq!((found.rule.name(), found.first.unwrap().line, &*found.path), ("not-an-event", 12, "/0"));
    /// ```
    pub fn add_at<B: AsRef<[u8]> + ?Sized>(&mut self, body: &B, place: Place) {
        self.add_body(body.as_ref(), body.as_ref(), Some(place));
    }

    /// Adds the lines of a block of a file, each of them a body.
    ///
    /// ```
    /// use bandwidth_callbacks_logs::lines::read_blocks;
    /// use bandwidth_callbacks_logs::summary::Summary;
    ///
    /// let mut summary = Summary::new();
    /// for block in read_blocks("[]\n\n[42]\n".as_bytes()) {
    ///     summary.add_block(&block.unwrap(), 0);
    /// }
    /// assert_eq!((summary.report().bodies, summary.report().rejected), (2, 1));
    /// ```
    pub fn add_block(&mut self, block: &Block, source: u32) {
        block.lines().for_each(|line| self.add_line(line, source));
    }

    /// Adds a line of a file.
    ///
    /// ```
    /// use bandwidth_callbacks_logs::lines::Blocks;
    /// use bandwidth_callbacks_logs::summary::Summary;
    ///
    /// let mut summary = Summary::new();
    /// Blocks::new().visit(b"[]\n\n[42]\n", |line| summary.add_line(line, 0));
    /// assert_eq!((summary.report().bodies, summary.report().rejected), (2, 1));
    /// ```
    pub fn add_line(&mut self, line: Line<'_>, source: u32) {
        self.add_body(line.text, line.rest, Some(Place { source, offset: line.offset, line: line.number }));
    }

    /// Adds a line of a file, unless it is not a body by itself but may contain one. Returns whether it was added, so
    /// that a caller that recovers such lines elsewhere reads the others only once.
    ///
    /// ```
    /// use bandwidth_callbacks_logs::lines::Blocks;
    /// use bandwidth_callbacks_logs::summary::Summary;
    ///
    /// let (mut summary, mut left) = (Summary::new(), Vec::new());
    /// Blocks::new().visit(b"[42, {\"type\": \"new\"}]\nINFO body=[]\n", |line| {
    ///     if !summary.add_line_if_body(line, 0) {
    ///         left.push(line.number);
    ///     }
    /// });
    /// assert_eq!((summary.report().bodies, left), (1, vec![2]));
    /// ```
    pub fn add_line_if_body(&mut self, line: Line<'_>, source: u32) -> bool {
        let place = Place { source, offset: line.offset, line: line.number };
        self.add_body_if(line.text, line.rest, Some(place), |body| !body.may_contain_body())
    }

    /// Adds a body, which is how `rest` begins.
    fn add_body(&mut self, body: &[u8], rest: &[u8], place: Option<Place>) {
        self.add_body_if(body, rest, place, |_| true);
    }

    /// Adds it if it passes a test. Returns whether it does.
    fn add_body_if(&mut self, body: &[u8], rest: &[u8], place: Option<Place>, passes: fn(&Body<'_>) -> bool) -> bool {
        let mut scratch = std::mem::take(&mut self.scratch);
        let Scratch { reader, bytes, clock } = &mut scratch;
        let read = reader.read_first(rest, body.len());
        let is_added = passes(&read);
        if is_added {
            let at = place.map_or(0, |place| u64::from(place.source) << 44 | place.offset);
            self.totals.bodies += 1;
            if let Some(recovery) = self.recover.and_then(|recover| recover(&read)) {
                self.totals.bytes += recovery.text.len() as u64;
                self.recovered(&recovery.report, at, place, bytes, clock);
            } else {
                self.totals.bytes += body.len() as u64;
                self.body(&read, at, place, bytes, clock);
            }
        }
        self.scratch = scratch;
        is_added
    }

    fn body(&mut self, body: &Body<'_>, at: u64, place: Option<Place>, bytes: &mut Vec<u8>, clock: &mut Clock) {
        for (within, view) in (0..).zip(body.events()) {
            match Facts::of_view(&view) {
                Some(facts) => self.event(&facts, at + within, bytes, clock),
                None => self.event(&Facts::of_event(&view.to_event()), at + within, bytes, clock),
            }
        }
        if body.findings().len() > 0 || body.others().len() > 0 {
            self.totals.found(body, place);
        }
    }

    #[cold]
    #[inline(never)]
    fn recovered(
        &mut self,
        report: &Report<'_>,
        at: u64,
        place: Option<Place>,
        bytes: &mut Vec<u8>,
        clock: &mut Clock,
    ) {
        for (within, event) in (0..).zip(&report.events) {
            self.event(&Facts::of_event(event), at + within, bytes, clock);
        }
        self.totals.report(report, place);
    }

    fn event(&mut self, facts: &Facts<'_>, at: u64, scratch: &mut Vec<u8>, clock: &mut Clock) {
        if self.filter.as_ref().is_some_and(|filter| !filter.takes_facts(facts)) {
            return;
        }
        self.totals.event(facts, clock);
        self.messages.add(facts, at, scratch);
    }

    /// The report of the summary.
    ///
    /// ```
    /// use bandwidth_callbacks::sample;
    /// use bandwidth_callbacks_logs::summary::Summary;
    ///
    /// let mut summary = Summary::new();
    /// summary.add(sample("message-failed").unwrap());
    /// let report = summary.report();
    /// assert_eq!((report.messages.failed[0].code, report.messages.failed[0].messages), (Some(4432), 1));
    /// ```
    #[must_use]
    pub fn report(&self) -> SummaryReport {
        SummaryReport::of(&self.totals, &self.messages)
    }

    /// Adds another summary.
    ///
    /// ```
    /// use bandwidth_callbacks_logs::summary::Summary;
    ///
    /// let mut summary = Summary::new();
    /// summary.merge(Summary::new());
    /// assert_eq!(summary.report(), Summary::new().report());
    /// ```
    pub fn merge(&mut self, other: Summary) {
        self.totals.merge(other.totals);
        self.messages.merge(other.messages);
    }

    /// The summary as bytes, for another process to merge. A checksum detects damage, but not forgery: accept only your
    /// own.
    ///
    /// ```
    /// use bandwidth_callbacks_logs::summary::Summary;
    ///
    /// let bytes = Summary::new().to_bytes();
    /// assert!(Summary::from_bytes(&bytes).is_ok());
    /// ```
    pub fn to_bytes(&mut self) -> Vec<u8> {
        self.totals.flush();
        packed::written(&self.totals, &self.messages)
    }

    /// The summary that `to_bytes` of the same version returned. It has no filter.
    ///
    /// # Errors
    ///
    /// If they are damaged, or of another version.
    ///
    /// ```
    /// assert!(bandwidth_callbacks_logs::summary::Summary::from_bytes(b"something else").is_err());
    /// ```
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InvalidSummary> {
        let (totals, packed) = packed::unpack(bytes)?;
        let mut summary = Summary::with_message_limit(packed.most);
        summary.totals = totals;
        summary.messages.merge_packed(packed);
        Ok(summary)
    }

    /// Adds the bytes that `to_bytes` of another summary returned. Faster than building that summary first.
    ///
    /// # Errors
    ///
    /// If they are damaged, or of another version. Nothing has been added then.
    ///
    /// ```
    /// use bandwidth_callbacks::sample;
    /// use bandwidth_callbacks_logs::summary::Summary;
    ///
    /// let [mut one, mut other] = [Summary::new(), Summary::new()];
    /// other.add(sample("message-failed").unwrap());
    /// one.merge_bytes(&other.to_bytes()).unwrap();
    /// assert!(one.merge_bytes(b"something else").is_err());
    /// assert_eq!(one.report().events, 1);
    /// ```
    pub fn merge_bytes(&mut self, bytes: &[u8]) -> Result<(), InvalidSummary> {
        let (totals, packed) = packed::unpack(bytes)?;
        self.totals.merge(totals);
        self.messages.merge_packed(packed);
        Ok(())
    }
}
