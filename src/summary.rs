//! A log of callbacks summed up: what came, what was wrong with it, and what became of each message.
//!
//! Summaries of parts can be merged, and the whole is the same however it was divided and in whatever order.
//!
//! ```
//! use bandwidth_callbacks::sample;
//! use bandwidth_callbacks::summary::{Place, Summary};
//!
//! let log = ["message-sent", "message-delivered", "message-delivered", "message-failed"].map(|name| sample(name).unwrap());
//! let mut whole = Summary::new();
//! for (line, body) in (1..).zip(log) {
//!     whole.add_at(body, Place { source: 0, line, offset: line * 1000 });
//! }
//! let report = whole.report();
//! assert_eq!((report.bodies, report.events, report.messages.duplicates), (4, 4, 1));
//! ```

mod clock;
mod counts;
mod facts;
mod filter;
mod hash;
mod messages;
mod minutes;
mod report;
mod text;
mod types;

use std::fmt;

use serde::{Deserialize, Serialize};
use sketches_ddsketch::{Config, DDSketch};

use crate::catalogue::events::EventType;
use crate::catalogue::rules::{RULES, Rule};
use crate::check::ParseOptions;
use crate::check::clean::Clean;
use crate::json::words::LineOf;
use crate::lines::{Block, Line};
#[cfg(feature = "full")]
use crate::recover::recover_if_odd;
use crate::report::{Report, at_leisure};
use clock::Clock;
use counts::Counts;
use facts::Facts;
use messages::Messages;
use minutes::Minutes;

pub use filter::Filter;
pub use report::{
    Approximate, CodeCount, FateCount, FindingCount, Latency, MessageCounts, MinuteCount, NameCount, RELATIVE_ERROR,
    SummaryReport, TypeCount,
};
pub use text::text;
pub use types::types;

/// Where a body stands in a log.
///
/// ```
/// use bandwidth_callbacks::summary::Place;
///
/// assert!(Place { source: 0, line: 7, offset: 900 } < Place { source: 1, line: 1, offset: 0 });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Which file of several, from 0; which statuses were late can be told of a million files.
    pub source: u32,
    /// Where it begins in the file, in bytes.
    pub offset: u64,
    /// Its line, from 1.
    pub line: u64,
}

/// What was found how often.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Found {
    rule: u8,
    times: u64,
    first: Option<(Place, String)>,
}

/// A sum of bodies.
///
/// ```
/// use bandwidth_callbacks::{sample, summary::Summary};
///
/// let [mut one, mut other] = [Summary::new(), Summary::new()];
/// one.add(sample("message-sent").unwrap());
/// other.add(sample("message-failed").unwrap());
/// one.merge(other);
/// assert_eq!(one.report().error_codes[0].code, 4432);
/// ```
#[derive(Clone, Serialize, Deserialize)]
pub struct Summary {
    bodies: u64,
    bytes: u64,
    unknown: u64,
    rejected: u64,
    types: [u64; EventType::ALL.len()],
    codes: Counts,
    carriers: Counts,
    applications: Counts,
    channels: Counts,
    segments: Counts,
    unknown_types: Counts,
    found: Vec<Found>,
    latency: Vec<DDSketch>,
    minutes: Minutes,
    messages: Messages,
    /// Every body had a place.
    is_placed: bool,
    #[serde(skip)]
    filter: Option<Filter>,
    /// What is no body goes through `recover`.
    #[cfg(feature = "full")]
    #[serde(skip)]
    recovers: bool,
    #[serde(skip)]
    room: Room,
}

/// Memory that is used again.
struct Room {
    clean: Clean,
    bytes: Vec<u8>,
    clock: Clock,
}

impl Default for Room {
    fn default() -> Self {
        Room { clean: Clean::new(), bytes: Vec::new(), clock: Clock::default() }
    }
}

impl Clone for Room {
    fn clone(&self) -> Self {
        Room::default()
    }
}

/// How much it has seen, and none of the names.
impl fmt::Debug for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Summary").field("bodies", &self.bodies).field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

impl Default for Summary {
    fn default() -> Self {
        Summary::new()
    }
}

impl Summary {
    /// Of nothing yet. It is exact to 3.5 million messages and recipients, of about 100 bytes each.
    ///
    /// ```
    /// assert_eq!(bandwidth_callbacks::summary::Summary::new().report().bodies, 0);
    /// ```
    pub fn new() -> Self {
        Summary::within(messages::MOST)
    }

    /// Of nothing yet, and exact to so many messages and recipients. Above, what became of them is estimated by those
    /// whose hash begins with some zero bits, at least half as many as this: of n of them, with a standard error of at
    /// most `count / sqrt(n)`.
    ///
    /// ```
    /// use bandwidth_callbacks::{sample, summary::Summary};
    ///
    /// let mut summary = Summary::within(0);
    /// summary.add(sample("message-failed").unwrap());
    /// assert!(summary.report().messages.one_in.is_some());
    /// ```
    pub fn within(most_messages: usize) -> Self {
        Summary {
            bodies: 0,
            bytes: 0,
            unknown: 0,
            rejected: 0,
            types: [0; EventType::ALL.len()],
            codes: Counts::default(),
            carriers: Counts::default(),
            applications: Counts::default(),
            channels: Counts::default(),
            segments: Counts::default(),
            unknown_types: Counts::default(),
            found: Vec::new(),
            latency: EventType::ALL.iter().map(|_| sketch()).collect(),
            minutes: Minutes::default(),
            messages: Messages::new(most_messages),
            is_placed: true,
            filter: None,
            #[cfg(feature = "full")]
            recovers: false,
            room: Room::default(),
        }
    }

    /// The same where some events alone count. What is no event, and what is found, counts as ever.
    ///
    /// ```
    /// use bandwidth_callbacks::summary::{Filter, Summary};
    ///
    /// let summary = Summary::new().only(Filter { since: Some(0), ..Filter::default() });
    /// # drop(summary);
    /// ```
    #[must_use]
    pub fn only(self, filter: Filter) -> Self {
        Summary { filter: Some(filter), ..self }
    }

    /// The same where what is no body, and may hold one, goes through [`recover`](crate::recover): log lines, queue
    /// records, lists of bodies.
    ///
    /// ```
    /// use bandwidth_callbacks::{sample, summary::Summary};
    ///
    /// let mut summary = Summary::new().recovering();
    /// summary.add(&format!("INFO body={}", sample("message-failed").unwrap()));
    /// assert_eq!(summary.report().events, 1);
    /// ```
    #[cfg(feature = "full")]
    #[must_use]
    pub fn recovering(self) -> Self {
        Summary { recovers: true, ..self }
    }

    /// Adds a body of which nobody knows where it stood. Which statuses were late cannot be told then.
    ///
    /// ```
    /// use bandwidth_callbacks::{sample, summary::Summary};
    ///
    /// let mut summary = Summary::new();
    /// summary.add(sample("message-failed").unwrap());
    /// assert_eq!(summary.report().messages.late, None);
    /// ```
    pub fn add<B: AsRef<[u8]> + ?Sized>(&mut self, body: &B) {
        self.is_placed = false;
        self.read(body.as_ref(), body.as_ref(), None);
    }

    /// Adds a body that stands at a place.
    ///
    /// ```
    /// use bandwidth_callbacks::summary::{Place, Summary};
    ///
    /// let mut summary = Summary::new();
    /// summary.add_at("[42]", Place { source: 0, line: 12, offset: 5000 });
    /// let found = &summary.report().findings[0];
    /// assert_eq!((found.rule.name(), found.first.unwrap().line, &*found.path), ("not-an-event", 12, "/0"));
    /// ```
    pub fn add_at<B: AsRef<[u8]> + ?Sized>(&mut self, body: &B, place: Place) {
        self.read(body.as_ref(), body.as_ref(), Some(place));
    }

    /// Adds the lines of a block of a file, each of them a body.
    ///
    /// ```
    /// use bandwidth_callbacks::lines::read;
    /// use bandwidth_callbacks::summary::Summary;
    ///
    /// let mut summary = Summary::new();
    /// for block in read("[]\n\n[42]\n".as_bytes()) {
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
    /// use bandwidth_callbacks::lines::Blocks;
    /// use bandwidth_callbacks::summary::Summary;
    ///
    /// let mut summary = Summary::new();
    /// Blocks::new().visit(b"[]\n\n[42]\n", |line| summary.add_line(line, 0));
    /// assert_eq!((summary.report().bodies, summary.report().rejected), (2, 1));
    /// ```
    pub fn add_line(&mut self, line: Line<'_>, source: u32) {
        self.read(line.text, line.rest, Some(Place { source, offset: line.offset, line: line.number }));
    }

    fn read(&mut self, body: &[u8], rest: &[u8], place: Option<Place>) {
        self.bodies += 1;
        self.bytes += body.len() as u64;
        let at = place.map_or(0, |place| u64::from(place.source) << 44 | place.offset);
        let options = ParseOptions::default();
        let mut room = std::mem::take(&mut self.room);
        let fits = body.len() <= options.max_bytes;
        let is_clean = fits && room.clean.read(LineOf { line: body, rest }, false, &options).is_some();
        if is_clean && room.clean.events().iter().all(Facts::are_plain) {
            for (within, row) in (0..).zip(room.clean.events()) {
                let facts = Facts::of_row(body, &room.clean, row);
                self.event(&facts, at + within, &mut room.bytes, &mut room.clock);
            }
        } else {
            let report = at_leisure(body, &options);
            #[cfg(feature = "full")]
            let report = match self.recovers.then(|| recover_if_odd(body, &report)).flatten() {
                Some(recovery) => {
                    self.bytes = self.bytes - body.len() as u64 + recovery.text.len() as u64;
                    recovery.report
                }
                None => report,
            };
            self.report_of(&report, at, place, &mut room);
        }
        self.room = room;
    }

    #[cold]
    #[inline(never)]
    fn report_of(&mut self, report: &Report<'_>, at: u64, place: Option<Place>, room: &mut Room) {
        for (within, event) in (0..).zip(&report.events) {
            self.event(&Facts::of_event(event), at + within, &mut room.bytes, &mut room.clock);
        }
        self.unknown += report.unknown.len() as u64;
        self.rejected += report.rejected.len() as u64;
        for unknown in &report.unknown {
            self.unknown_types.add(unknown.kind.as_bytes());
        }
        for diagnostic in &report.diagnostics {
            self.find(diagnostic.rule as u8, 1, place.map(|place| (place, &*diagnostic.path)));
        }
    }

    fn find(&mut self, rule: u8, times: u64, at: Option<(Place, &str)>) {
        let place = self.found.iter().position(|found| found.rule == rule);
        let place = place.unwrap_or_else(|| {
            self.found.push(Found { rule, times: 0, first: None });
            self.found.len() - 1
        });
        let found = &mut self.found[place];
        found.times += times;
        let is_first = |at: (Place, &str)| found.first.as_ref().is_none_or(|(place, path)| at < (*place, path));
        if let Some(at) = at.filter(|at| is_first(*at)) {
            found.first = Some((at.0, at.1.to_owned()));
        }
    }

    fn event(&mut self, facts: &Facts<'_>, at: u64, room: &mut Vec<u8>, clock: &mut Clock) {
        if self.filter.as_ref().is_some_and(|filter| !filter.takes_facts(facts)) {
            return;
        }
        self.types[facts.event as usize] += 1;
        if let Some(code) = facts.error_code {
            self.codes.add(itoa::Buffer::new().format(code).as_bytes());
        }
        if let Some(segments) = facts.segments {
            self.segments.add(itoa::Buffer::new().format(segments).as_bytes());
        }
        for (counts, name) in [
            (&mut self.carriers, facts.carrier),
            (&mut self.applications, facts.application),
            (&mut self.channels, facts.channel),
        ] {
            if let Some(name) = name {
                counts.add(name);
            }
        }
        let time = clock.milliseconds(facts.time);
        if let Some(time) = time {
            self.minutes.add(time);
            if let Some(created) = clock.milliseconds(facts.created) {
                self.latency[facts.event as usize].add((time - created) as f64);
            }
        }
        self.messages.add(facts, at, room);
    }

    /// Adds what another summary has.
    ///
    /// ```
    /// use bandwidth_callbacks::summary::Summary;
    ///
    /// let mut summary = Summary::new();
    /// summary.merge(Summary::new());
    /// assert_eq!(summary.report(), Summary::new().report());
    /// ```
    pub fn merge(&mut self, other: Summary) {
        self.bodies += other.bodies;
        self.bytes += other.bytes;
        self.unknown += other.unknown;
        self.rejected += other.rejected;
        for (own, other) in self.types.iter_mut().zip(other.types) {
            *own += other;
        }
        self.codes.merge(other.codes);
        self.carriers.merge(other.carriers);
        self.applications.merge(other.applications);
        self.channels.merge(other.channels);
        self.segments.merge(other.segments);
        self.unknown_types.merge(other.unknown_types);
        for Found { rule, times, first } in other.found {
            self.find(rule, times, first.as_ref().map(|(place, path)| (*place, &**path)));
        }
        for (own, other) in self.latency.iter_mut().zip(&other.latency) {
            let _ = own.merge(other); // all are made alike
        }
        self.minutes.merge(other.minutes);
        self.messages.merge(other.messages);
        self.is_placed &= other.is_placed;
    }

    /// The summary as bytes, for another process to merge.
    ///
    /// ```
    /// use bandwidth_callbacks::summary::Summary;
    ///
    /// let bytes = Summary::new().to_bytes();
    /// assert!(Summary::from_bytes(&bytes).is_some());
    /// ```
    pub fn to_bytes(&mut self) -> Vec<u8> {
        self.minutes.flush();
        for counts in
            [&mut self.codes, &mut self.carriers, &mut self.applications, &mut self.channels, &mut self.segments]
        {
            counts.flush();
        }
        self.unknown_types.flush();
        postcard::to_allocvec(&(env!("CARGO_PKG_VERSION"), &*self)).unwrap_or_default()
    }

    /// The summary that `to_bytes` of the same version gave; it counts every event that is added to it.
    ///
    /// ```
    /// assert!(bandwidth_callbacks::summary::Summary::from_bytes(b"something else").is_none());
    /// ```
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (version, summary): (&str, Summary) = postcard::from_bytes(bytes).ok()?;
        let is_alike = |one: &DDSketch| sketch().merge(one).is_ok();
        let is_whole = summary.latency.len() == EventType::ALL.len() && summary.latency.iter().all(is_alike);
        let is_whole = is_whole && summary.minutes.is_sound();
        let knows = summary.found.iter().all(|found| usize::from(found.rule) < RULES.len());
        (version == env!("CARGO_PKG_VERSION") && is_whole && knows).then_some(summary)
    }
}

fn sketch() -> DDSketch {
    DDSketch::new(Config::new(RELATIVE_ERROR, 4096, 1.0))
}

fn rule(number: u8) -> Rule {
    Rule::ALL[usize::from(number)]
}
