//! What is counted over all bodies, however many messages there are: little, and of no message in particular.

use serde::{Deserialize, Serialize};
use sketches_ddsketch::{Config, DDSketch};

use super::clock::Clock;
use super::counts::Counts;
use super::facts::Facts;
use super::minutes::Minutes;
use super::{Place, RELATIVE_ERROR};
use crate::catalogue::events::EventType;
use crate::report::Report;

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Totals {
    pub bodies: u64,
    pub bytes: u64,
    pub unknown: u64,
    pub rejected: u64,
    pub types: [u64; EventType::ALL.len()],
    pub codes: Counts,
    pub carriers: Counts,
    pub applications: Counts,
    pub channels: Counts,
    pub segments: Counts,
    pub unknown_types: Counts,
    pub found: Vec<Found>,
    pub latency: Vec<DDSketch>,
    pub minutes: Minutes,
    /// Every body had a place.
    pub is_placed: bool,
}

/// What was found how often.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Found {
    pub rule: u8,
    pub times: u64,
    pub first: Option<(Place, String)>,
}

impl Totals {
    pub(super) fn new() -> Self {
        Totals {
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
            is_placed: true,
        }
    }

    pub(super) fn event(&mut self, facts: &Facts<'_>, clock: &mut Clock) {
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
    }

    /// What is no event, and what was found.
    pub(super) fn report(&mut self, report: &Report<'_>, place: Option<Place>) {
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

    pub(super) fn merge(&mut self, other: Totals) {
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
        self.is_placed &= other.is_placed;
    }

    /// Counts what was put off: before it is written.
    pub(super) fn flush(&mut self) {
        self.minutes.flush();
        for counts in
            [&mut self.codes, &mut self.carriers, &mut self.applications, &mut self.channels, &mut self.segments]
        {
            counts.flush();
        }
        self.unknown_types.flush();
    }
}

fn sketch() -> DDSketch {
    DDSketch::new(Config::new(RELATIVE_ERROR, 4096, 1.0))
}
