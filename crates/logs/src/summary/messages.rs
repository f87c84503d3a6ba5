//! The outcome of each message for each recipient, with statuses added in any order.
//!
//! For each pair, the first place of every stage and the number of events are kept. If there are too many pairs, only
//! those are kept whose hash starts with a zero bit, then with two, and so on: a sample that does not depend on the
//! order, in which each pair represents equally many.

use std::collections::{BTreeMap, HashMap};

use super::facts::Facts;
use super::hash::{Build, Hash, hash};
use bandwidth_callbacks::catalogue::events::Stage;

/// The number of message-recipient pairs that are kept, of about 100 bytes each.
pub(super) const MAX_PAIRS: usize = 3_500_000;

pub(super) const STAGES: usize = Stage::ALL.len();
pub(super) const NEVER: u64 = u64::MAX;

#[derive(Debug, Clone, Copy)]
pub(super) struct Sent {
    /// The place where each stage was first reported.
    pub first: [u64; STAGES],
    pub events: u32,
    /// The codes of the first failure, and of the first status with an unknown outcome.
    pub failed: u32,
    pub outcome_unknown: u32,
}

#[derive(Debug, Clone)]
pub(super) struct Messages {
    pub sent: HashMap<Hash, Sent, Build>,
    /// The number of events of each inbound message.
    pub received: HashMap<Hash, u32, Build>,
    /// The number of leading zero bits in the hashes of the pairs that are kept.
    pub level: u32,
    pub most: usize,
}

/// Their outcomes.
#[derive(Debug, Clone, Default)]
pub(super) struct Outcomes {
    pub sent: u64,
    pub received: u64,
    pub stages: BTreeMap<Stage, u64>,
    /// By code: failed, and outcome unknown.
    pub failed: BTreeMap<u32, u64>,
    pub outcome_unknown: BTreeMap<u32, u64>,
    pub duplicates: u64,
    pub late: u64,
    pub contradicted: u64,
}

impl Messages {
    pub(super) fn new(most: usize) -> Self {
        Messages { sent: HashMap::default(), received: HashMap::default(), level: 0, most }
    }

    /// Adds an event at a place, for each of its recipients.
    pub(super) fn add(&mut self, facts: &Facts<'_>, place: u64, room: &mut Vec<u8>) {
        let Some(stage) = facts.stage else {
            let hash = hash(facts.id);
            if keeps(self.level, hash) {
                *self.received.entry(hash).or_default() += 1;
                self.downsample();
            }
            return;
        };
        for recipient in facts.recipients() {
            room.clear();
            room.extend_from_slice(facts.id);
            room.push(0);
            room.extend_from_slice(recipient);
            let hash = hash(room);
            if !keeps(self.level, hash) {
                continue;
            }
            let none = || Sent { first: [NEVER; STAGES], events: 0, failed: 0, outcome_unknown: 0 };
            let sent = self.sent.entry(hash).or_insert_with(none);
            sent.add(stage, place, facts.error_code.unwrap_or(0));
            self.downsample();
        }
    }

    /// Keeps fewer if there are too many.
    #[inline]
    pub(super) fn downsample(&mut self) {
        while self.kept() > self.most {
            self.raise_level(self.level + 1);
        }
    }

    pub(super) fn merge(&mut self, mut other: Messages) {
        // The order does not matter for the result; adding the smaller one is faster.
        if other.kept() > self.kept() {
            std::mem::swap(self, &mut other);
        }
        self.accept(other.most, other.level);
        other.sent.into_iter().for_each(|(hash, sent)| self.put_sent(hash, sent));
        other.received.into_iter().for_each(|(hash, events)| self.put_received(hash, events));
        self.downsample();
    }

    /// Prepares a merge: limit and level become those that suit both.
    pub(super) fn accept(&mut self, most: usize, level: u32) {
        self.most = self.most.min(most);
        if level > self.level {
            self.raise_level(level);
        }
    }

    pub(super) fn put_sent(&mut self, hash: Hash, sent: Sent) {
        if keeps(self.level, hash) {
            self.sent.entry(hash).and_modify(|own| own.merge(&sent)).or_insert(sent);
        }
    }

    pub(super) fn put_received(&mut self, hash: Hash, events: u32) {
        if keeps(self.level, hash) {
            let own = self.received.entry(hash).or_default();
            *own = own.saturating_add(events);
        }
    }

    /// The sampling rate, if not all are kept: one in this many.
    pub(super) fn one_in(&self) -> Option<u64> {
        (self.level > 0).then(|| 1 << self.level.min(63))
    }

    pub(super) fn kept(&self) -> usize {
        self.sent.len() + self.received.len()
    }

    /// The outcomes of all, extrapolated from those that are kept.
    pub(super) fn outcomes(&self) -> Outcomes {
        let times = 1 << self.level.min(63);
        let mut outcomes =
            Outcomes { sent: self.sent.len() as u64, received: self.received.len() as u64, ..Outcomes::default() };
        for sent in self.sent.values() {
            let reported = |stage: &Stage| sent.first[*stage as usize] != NEVER;
            let Some(stage) = Stage::ALL.iter().copied().rfind(reported) else { continue };
            *outcomes.stages.entry(stage).or_default() += times;
            match stage {
                Stage::Failed => *outcomes.failed.entry(sent.failed).or_default() += times,
                Stage::OutcomeUnknown => *outcomes.outcome_unknown.entry(sent.outcome_unknown).or_default() += times,
                _ => {}
            }
            outcomes.duplicates += u64::from(sent.events) - sent.stages() as u64;
            let is_delivered = reported(&Stage::Delivered) || reported(&Stage::Read);
            outcomes.contradicted += u64::from(reported(&Stage::Failed) && is_delivered);
            // A stage is out of order if it was first reported after a later one.
            let mut earliest = NEVER;
            for first in sent.first.iter().rev().filter(|first| **first != NEVER) {
                outcomes.late += u64::from(*first > earliest);
                earliest = earliest.min(*first);
            }
        }
        outcomes.duplicates += self.received.values().map(|events| u64::from(*events) - 1).sum::<u64>();
        for count in [
            &mut outcomes.sent,
            &mut outcomes.received,
            &mut outcomes.duplicates,
            &mut outcomes.late,
            &mut outcomes.contradicted,
        ] {
            *count *= times;
        }
        outcomes
    }

    #[cold]
    fn raise_level(&mut self, level: u32) {
        self.level = level;
        self.sent.retain(|hash, _| keeps(level, *hash));
        self.received.retain(|hash, _| keeps(level, *hash));
    }
}

/// Whether a level keeps a hash.
fn keeps(level: u32, [_, high]: Hash) -> bool {
    high.leading_zeros() >= level
}

impl Sent {
    /// The number of reported stages.
    pub(super) fn stages(&self) -> usize {
        self.first.iter().filter(|first| **first != NEVER).count()
    }

    /// Like `merge`, for one event.
    fn add(&mut self, stage: Stage, place: u64, code: u32) {
        let first = &mut self.first[stage as usize];
        let own = match stage {
            Stage::Failed => &mut self.failed,
            Stage::OutcomeUnknown => &mut self.outcome_unknown,
            _ => &mut 0,
        };
        if place < *first {
            (*first, *own) = (place, code);
        } else if place == *first {
            *own = code.min(*own);
        }
        self.events = self.events.saturating_add(1);
    }

    fn merge(&mut self, other: &Sent) {
        let code = |stage: Stage, own: u32, code: u32| {
            // If two codes are at one place (within one body), the smaller wins, so that the order does not matter.
            let at = |sent: &Sent| sent.first[stage as usize];
            match at(other).cmp(&at(self)) {
                std::cmp::Ordering::Less => code,
                std::cmp::Ordering::Equal if at(other) != NEVER => own.min(code),
                _ => own,
            }
        };
        let (failed, outcome_unknown) = (
            code(Stage::Failed, self.failed, other.failed),
            code(Stage::OutcomeUnknown, self.outcome_unknown, other.outcome_unknown),
        );
        (self.failed, self.outcome_unknown) = (failed, outcome_unknown);
        for (own, other) in self.first.iter_mut().zip(other.first) {
            *own = (*own).min(other);
        }
        self.events = self.events.saturating_add(other.events);
    }
}
