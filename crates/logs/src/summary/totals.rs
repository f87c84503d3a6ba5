//! What is counted over all bodies, however many messages there are: little, and of no message in particular.

use bandwidth_callbacks::Report;
use bandwidth_callbacks::body::{Body, OtherElement};
use bandwidth_callbacks::catalogue::events::EventType;
use bandwidth_callbacks::catalogue::verification::VerificationOutcome;
use serde::{Deserialize, Serialize};
use sketches_ddsketch::{Config, DDSketch};

use super::clock::Clock;
use super::counts::Counts;
use super::facts::Facts;
use super::minutes::Minutes;
use super::place::Place;

/// How far a quantile may be from the true one, as a part of it.
///
/// ```
/// assert!(bandwidth_callbacks_logs::summary::RELATIVE_ERROR <= 0.01);
/// ```
pub const RELATIVE_ERROR: f64 = 0.01;

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Totals {
    pub bodies: u64,
    pub bytes: u64,
    pub verifications: u64,
    pub unknown: u64,
    pub rejected: u64,
    pub types: [u64; EventType::ALL.len()],
    /// The counts by kind, in the order of `Counted`.
    pub counts: [Counts; Counted::ALL.len()],
    pub found: Vec<Found>,
    pub latency: Vec<DDSketch>,
    pub minutes: Minutes,
    /// Every body had a place.
    pub is_placed: bool,
}

/// What is counted by names.
#[derive(Debug, Clone, Copy)]
pub(super) enum Counted {
    ErrorCodes,
    Carriers,
    Applications,
    Channels,
    Segments,
    UnknownTypes,
    VerificationOutcomes,
}

/// What was found how often.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Found {
    pub rule: u8,
    pub times: u64,
    pub first: Option<(Place, String)>,
}

impl Counted {
    pub(super) const ALL: [Counted; 7] = [
        Counted::ErrorCodes,
        Counted::Carriers,
        Counted::Applications,
        Counted::Channels,
        Counted::Segments,
        Counted::UnknownTypes,
        Counted::VerificationOutcomes,
    ];

    /// The member of a report that has them.
    pub(super) fn member(self) -> &'static str {
        match self {
            Counted::ErrorCodes => "errorCodes",
            Counted::Carriers => "carriers",
            Counted::Applications => "applications",
            Counted::Channels => "channels",
            Counted::Segments => "segments",
            Counted::UnknownTypes => "unknownTypes",
            Counted::VerificationOutcomes => "verificationOutcomes",
        }
    }
}

impl Totals {
    pub(super) fn new() -> Self {
        Totals {
            bodies: 0,
            bytes: 0,
            verifications: 0,
            unknown: 0,
            rejected: 0,
            types: [0; EventType::ALL.len()],
            counts: Default::default(),
            found: Vec::new(),
            latency: EventType::ALL.iter().map(|_| sketch()).collect(),
            minutes: Minutes::default(),
            is_placed: true,
        }
    }

    pub(super) fn event(&mut self, facts: &Facts<'_>, clock: &mut Clock) {
        self.types[facts.event as usize] += 1;
        for (counted, number) in [(Counted::ErrorCodes, facts.error_code), (Counted::Segments, facts.segments)] {
            if let Some(number) = number {
                self.counts[counted as usize].add(itoa::Buffer::new().format(number).as_bytes());
            }
        }
        for (counted, name) in [
            (Counted::Carriers, facts.carrier),
            (Counted::Applications, facts.application),
            (Counted::Channels, facts.channel),
        ] {
            if let Some(name) = name {
                self.counts[counted as usize].add(name);
            }
        }
        let time = clock.milliseconds(facts.time);
        if let Some(time) = time {
            self.minutes.add(time);
            if let Some(created) = clock.milliseconds(facts.created) {
                self.latency[facts.event as usize].add((time - created) as f64);
            }
        }
    }

    /// Adds elements that are not events, and problems.
    pub(super) fn report(&mut self, report: &Report<'_>, place: Option<Place>) {
        self.rejected += report.rejected.len() as u64;
        for unknown in &report.unknown {
            self.unknown(&unknown.kind);
        }
        for verification in &report.verifications {
            self.verification(verification.outcome);
        }
        for diagnostic in &report.diagnostics {
            self.find(diagnostic.rule as u8, 1, place, || diagnostic.path.clone());
        }
    }

    /// What is not an event in a body, and what was found in it.
    #[cold]
    #[inline(never)]
    pub(super) fn found(&mut self, body: &Body<'_>, place: Option<Place>) {
        for other in body.others() {
            match other {
                OtherElement::Unknown(unknown) => self.unknown(&unknown.kind),
                OtherElement::Verification(verification, _) => self.verification(verification.outcome),
                OtherElement::Rejected(_) => self.rejected += 1,
            }
        }
        for finding in body.findings() {
            self.find(finding.rule() as u8, 1, place, || finding.path());
        }
    }

    fn verification(&mut self, outcome: VerificationOutcome) {
        self.verifications += 1;
        self.counts[Counted::VerificationOutcomes as usize].add(outcome.name().as_bytes());
    }

    fn unknown(&mut self, kind: &str) {
        self.unknown += 1;
        self.counts[Counted::UnknownTypes as usize].add(kind.as_bytes());
    }

    /// Counts findings of a rule. `path` is called only if the place may be the first.
    fn find(&mut self, rule: u8, times: u64, place: Option<Place>, path: impl FnOnce() -> String) {
        let at = self.found.iter().position(|found| found.rule == rule);
        let at = at.unwrap_or_else(|| {
            self.found.push(Found { rule, times: 0, first: None });
            self.found.len() - 1
        });
        let found = &mut self.found[at];
        found.times += times;
        let may_be_first = |place: &Place| found.first.as_ref().is_none_or(|(first, _)| place <= first);
        if let Some(place) = place.filter(may_be_first) {
            let at = (place, path());
            if found.first.as_ref().is_none_or(|first| at < *first) {
                found.first = Some(at);
            }
        }
    }

    pub(super) fn merge(&mut self, other: Totals) {
        self.bodies += other.bodies;
        self.bytes += other.bytes;
        self.verifications += other.verifications;
        self.unknown += other.unknown;
        self.rejected += other.rejected;
        for (own, other) in self.types.iter_mut().zip(other.types) {
            *own += other;
        }
        for (own, other) in self.counts.iter_mut().zip(other.counts) {
            own.merge(other);
        }
        for Found { rule, times, first } in other.found {
            let (place, path) = first.unzip();
            self.find(rule, times, place, || path.unwrap_or_default());
        }
        for (own, other) in self.latency.iter_mut().zip(&other.latency) {
            let _ = own.merge(other); // all are made alike
        }
        self.minutes.merge(other.minutes);
        self.is_placed &= other.is_placed;
    }

    /// Counts what was put off: before it is written.
    pub(super) fn flush(&mut self) {
        self.minutes.flush();
        self.counts.iter_mut().for_each(Counts::flush);
    }
}

fn sketch() -> DDSketch {
    DDSketch::new(Config::new(RELATIVE_ERROR, 4096, 1.0))
}
