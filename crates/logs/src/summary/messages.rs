//! The outcome of each message for each recipient, with statuses added in any order.
//!
//! For each pair, the first place of every stage and the number of events are kept. If there are too many pairs, only
//! those are kept whose hash starts with a zero bit, then with two, and so on: a sample that does not depend on the
//! order, in which each pair represents equally many.

use std::collections::{BTreeMap, HashMap};

use super::facts::Facts;
use super::hash::{Build, Hash, hash};
use bandwidth_callbacks::catalogue::events::Stage;

/// How many messages and recipients are kept; about 100 bytes each.
pub(super) const MOST: usize = 3_500_000;

pub(super) const STAGES: usize = Stage::ALL.len();
pub(super) const NEVER: u64 = u64::MAX;

#[derive(Debug, Clone, Copy)]
pub(super) struct Sent {
    /// The place where each stage was first reported.
    pub first: [u64; STAGES],
    pub events: u32,
    /// The codes of the first failure, and of the first that does not say that it failed.
    pub failed: u32,
    pub outcome_unknown: u32,
}

#[derive(Debug, Clone)]
pub(super) struct Messages {
    pub sent: HashMap<Hash, Sent, Build>,
    /// How often each inbound message came.
    pub received: HashMap<Hash, u32, Build>,
    /// The number of leading zero bits in the hashes of the pairs that are kept.
    pub level: u32,
    pub most: usize,
}

/// What became of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Fates {
    pub sent: u64,
    pub received: u64,
    pub stages: BTreeMap<Stage, u64>,
    /// By code, of those that failed and those of which nothing is known.
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
                self.thin();
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
            self.thin();
        }
    }

    /// Keeps fewer where there are too many.
    #[inline]
    pub(super) fn thin(&mut self) {
        while self.kept() > self.most {
            self.raise(self.level + 1);
        }
    }

    pub(super) fn merge(&mut self, mut other: Messages) {
        // It does not matter which is added to which, and takes as long as the other is large.
        if other.kept() > self.kept() {
            std::mem::swap(self, &mut other);
        }
        self.accept(other.most, other.level);
        other.sent.into_iter().for_each(|(hash, sent)| self.put_sent(hash, sent));
        other.received.into_iter().for_each(|(hash, events)| self.put_received(hash, events));
        self.thin();
    }

    /// Before others are put: what both keep is kept.
    pub(super) fn accept(&mut self, most: usize, level: u32) {
        self.most = self.most.min(most);
        if level > self.level {
            self.raise(level);
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

    /// How many are kept of all, where that is not all of them: one in so many.
    pub(super) fn one_in(&self) -> Option<u64> {
        (self.level > 0).then(|| 1 << self.level.min(63))
    }

    pub(super) fn kept(&self) -> usize {
        self.sent.len() + self.received.len()
    }

    /// What became of all of them, by what became of those that are kept.
    pub(super) fn fates(&self) -> Fates {
        let times = 1 << self.level.min(63);
        let mut fates =
            Fates { sent: self.sent.len() as u64, received: self.received.len() as u64, ..Fates::default() };
        for sent in self.sent.values() {
            let told = |stage: &Stage| sent.first[*stage as usize] != NEVER;
            let Some(stage) = Stage::ALL.iter().copied().rfind(told) else { continue };
            *fates.stages.entry(stage).or_default() += times;
            match stage {
                Stage::Failed => *fates.failed.entry(sent.failed).or_default() += times,
                Stage::OutcomeUnknown => *fates.outcome_unknown.entry(sent.outcome_unknown).or_default() += times,
                _ => {}
            }
            fates.duplicates += u64::from(sent.events) - sent.stages() as u64;
            fates.contradicted += u64::from(told(&Stage::Failed) && (told(&Stage::Delivered) || told(&Stage::Read)));
            // A stage is out of order if it was first reported after a later one.
            let mut earliest = NEVER;
            for first in sent.first.iter().rev().filter(|first| **first != NEVER) {
                fates.late += u64::from(*first > earliest);
                earliest = earliest.min(*first);
            }
        }
        fates.duplicates += self.received.values().map(|events| u64::from(*events) - 1).sum::<u64>();
        for count in
            [&mut fates.sent, &mut fates.received, &mut fates.duplicates, &mut fates.late, &mut fates.contradicted]
        {
            *count *= times;
        }
        fates
    }

    #[cold]
    fn raise(&mut self, level: u32) {
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

    /// As `merge` of one event.
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
            // Of two at one place, as parts of one body may be, the smaller: it must not matter which comes first.
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
