//! What a summary says.

use serde::Serialize;
use sketches_ddsketch::DDSketch;

use super::counts;
use super::messages::{Messages, Outcomes};
use super::place::Place;
use super::totals::{Counted, Totals};
use bandwidth_callbacks::catalogue::errors::{Category, error_code};
use bandwidth_callbacks::catalogue::events::{EventType, Stage};
use bandwidth_callbacks::catalogue::rules::{Rule, Severity};

macro_rules! records {
    ($(#[doc = $about:literal] $name:ident {
        $(#[doc = $words:literal] $(#[serde(rename = $renamed:literal)])? $field:ident: $type:ty,)*
    })*) => {
        $(
            #[doc = $about]
            ///
            /// ```
            #[doc = concat!("use bandwidth_callbacks_logs::summary::", stringify!($name), ";")]
            /// # let _: Option<
            #[doc = concat!("# ", stringify!($name))]
            /// # > = None;
            /// ```
            #[derive(Debug, Clone, PartialEq, Serialize)]
            #[serde(rename_all = "camelCase")]
            #[non_exhaustive]
            pub struct $name { $(#[doc = $words] $(#[serde(rename = $renamed)])? pub $field: $type,)* }
        )*

        /// The same for code generators: names, descriptions and members.
        pub(super) const SHAPES: &[Shape] = &[$((
            stringify!($name),
            $about,
            &[$((concat!($($renamed,)? "."), stringify!($field), stringify!($type), $words),)*],
        ),)*];
    };
}

/// A record: its name and description, and for each member its name, field, type and description.
pub(super) type Shape =
    (&'static str, &'static str, &'static [(&'static str, &'static str, &'static str, &'static str)]);

records! {
    /// The summary of a log. Lists start with the most frequent.
    SummaryReport {
        /// The number of bodies.
        bodies: u64,
        /// Their size in bytes.
        bytes: u64,
        /// The number of events, including duplicates.
        events: u64,
        /// The number of toll-free verification webhooks.
        verifications: u64,
        /// The number of elements of a type that this version does not know.
        unknown: u64,
        /// The number of elements that are not events.
        rejected: u64,
        /// Events by type.
        types: Vec<TypeCount>,
        /// Unknown elements by their type as sent.
        unknown_types: Vec<NameCount>,
        /// Toll-free verification webhooks by outcome.
        verification_outcomes: Vec<NameCount>,
        /// Events by error code.
        error_codes: Vec<CodeCount>,
        /// Events by the recipient's carrier.
        carriers: Vec<NameCount>,
        /// Events by application.
        applications: Vec<NameCount>,
        /// Events by channel.
        channels: Vec<NameCount>,
        /// Events by the number of segments of their message.
        segments: Vec<NameCount>,
        /// Problems by rule.
        findings: Vec<FindingCount>,
        /// The time from message creation to each type of event, including duplicates.
        latency: Vec<Latency>,
        /// The length of one entry of `minutes`, in minutes: 1, or more if the times are far apart.
        minutes_each: u32,
        /// Events by time.
        minutes: Vec<MinuteCount>,
        /// The outcomes of messages.
        messages: MessageCounts,
        /// Members that are estimated; empty unless there was more than could be kept.
        approximate: Vec<Approximate>,
    }
    /// The number of events of a type.
    TypeCount {
        /// The type.
        #[serde(rename = "type")]
        kind: &'static str,
        /// The number of events, including duplicates.
        events: u64,
    }
    /// The number of events with a name.
    NameCount {
        /// The name.
        name: String,
        /// The number of events, including duplicates.
        events: u64,
    }
    /// The number of events with an error code.
    CodeCount {
        /// The code.
        code: u32,
        /// Its name, if known.
        name: Option<&'static str>,
        /// Who rejected it or failed, if known.
        category: Option<Category>,
        /// The number of events, including duplicates.
        events: u64,
    }
    /// The number of messages that failed with an error code.
    OutcomeCount {
        /// The code; absent if the event had none.
        code: Option<u32>,
        /// Its name, if known.
        name: Option<&'static str>,
        /// Who rejected it or failed, if known.
        category: Option<Category>,
        /// The number of message-recipient pairs.
        messages: u64,
    }
    /// The number of problems of a rule.
    FindingCount {
        /// The rule.
        rule: Rule,
        /// The severity.
        severity: Severity,
        /// The number of problems.
        count: u64,
        /// The place of the first body with one, if places are known.
        first: Option<Place>,
        /// The JSON Pointer in that body.
        path: String,
    }
    /// The time from message creation to a type of event, in milliseconds, within 1 % of the true quantile.
    Latency {
        /// The type.
        #[serde(rename = "type")]
        kind: &'static str,
        /// The number of events.
        events: u64,
        /// The minimum.
        min: f64,
        /// The median (p50).
        p50: f64,
        /// The 90th percentile (p90).
        p90: f64,
        /// The 99th percentile (p99).
        p99: f64,
        /// The maximum.
        max: f64,
    }
    /// The number of events in a period.
    MinuteCount {
        /// Its first minute, in minutes since 1970 (UTC).
        minute: i64,
        /// The number of events, including duplicates.
        events: u64,
    }
    /// The outcome of each message for each recipient; duplicates count once.
    MessageCounts {
        /// The number of message-recipient pairs that you sent.
        sent: u64,
        /// How many were delivered to the carrier or the handset, including those that were read.
        delivered: u64,
        /// How many of them were read.
        read: u64,
        /// How many failed, by code.
        failed: Vec<OutcomeCount>,
        /// How many have an unknown outcome (an error code that does not say whether they arrived), by code.
        outcome_unknown: Vec<OutcomeCount>,
        /// How many are pending, as far as this log shows.
        open: u64,
        /// The number of inbound messages.
        received: u64,
        /// The number of duplicate events.
        duplicates: u64,
        /// The number of statuses that arrived out of order; absent if places are not known.
        late: Option<u64>,
        /// How many were reported both failed and delivered.
        contradicted: u64,
        /// If there were too many to keep: the counts are estimated from one message in this many.
        one_in: Option<u64>,
        /// The number of message-recipient pairs that are kept.
        kept: u64,
    }
    /// A member of the report that is estimated.
    Approximate {
        /// The member of the report.
        member: &'static str,
        /// Why it is estimated.
        why: String,
    }
}

impl SummaryReport {
    pub(super) fn of(totals: &Totals, messages: &Messages) -> Self {
        let types = EventType::ALL.iter().zip(totals.types).filter(|(_, events)| *events > 0);
        let mut types: Vec<_> = types.map(|(kind, events)| TypeCount { kind: kind.name(), events }).collect();
        types.sort_by_key(|it| std::cmp::Reverse(it.events));
        let (minutes_each, minutes) = totals.minutes.spans();
        let mut findings: Vec<_> = totals
            .found
            .iter()
            .map(|found| {
                let (first, path) = found.first.clone().map_or((None, String::new()), |(at, path)| (Some(at), path));
                let rule = Rule::ALL[usize::from(found.rule)];
                FindingCount { rule, severity: rule.severity(), count: found.times, first, path }
            })
            .collect();
        findings.sort_by_key(|it| (std::cmp::Reverse(it.count), it.rule as u8));
        let mut kept = Counted::ALL.map(|counted| totals.counts[counted as usize].sorted());
        let others = Counted::ALL.map(|counted| (counted.member(), kept[counted as usize].1));
        let mut of = |counted: Counted| std::mem::take(&mut kept[counted as usize].0);
        SummaryReport {
            bodies: totals.bodies,
            bytes: totals.bytes,
            events: totals.types.iter().sum(),
            verifications: totals.verifications,
            unknown: totals.unknown,
            rejected: totals.rejected,
            types,
            unknown_types: names(of(Counted::UnknownTypes)),
            verification_outcomes: names(of(Counted::VerificationOutcomes)),
            error_codes: codes(
                of(Counted::ErrorCodes).into_iter().map(|(code, events)| (code.parse().unwrap_or(0), events)),
            )
            .map(|(code, name, category, events)| CodeCount { code, name, category, events })
            .collect(),
            carriers: names(of(Counted::Carriers)),
            applications: names(of(Counted::Applications)),
            channels: names(of(Counted::Channels)),
            segments: names(of(Counted::Segments)),
            findings,
            latency: EventType::ALL
                .iter()
                .zip(&totals.latency)
                .filter_map(|(kind, times)| latency(*kind, times))
                .collect(),
            minutes_each: minutes_each as u32,
            minutes: minutes.into_iter().map(|(minute, events)| MinuteCount { minute, events }).collect(),
            messages: MessageCounts::of(messages, totals.is_placed),
            approximate: Approximate::list(messages, minutes_each, &others),
        }
    }
}

impl MessageCounts {
    /// `is_placed`: every body has a place, so it is known which statuses were out of order.
    fn of(messages: &Messages, is_placed: bool) -> Self {
        let outcomes: Outcomes = messages.outcomes();
        let at = |stage: Stage| outcomes.stages.get(&stage).copied().unwrap_or(0);
        MessageCounts {
            sent: outcomes.sent,
            delivered: at(Stage::Delivered) + at(Stage::Read),
            read: at(Stage::Read),
            failed: outcomes_of(outcomes.failed),
            outcome_unknown: outcomes_of(outcomes.outcome_unknown),
            open: at(Stage::Sending) + at(Stage::Sent),
            received: outcomes.received,
            duplicates: outcomes.duplicates,
            late: is_placed.then_some(outcomes.late),
            contradicted: outcomes.contradicted,
            one_in: messages.one_in(),
            kept: messages.kept() as u64,
        }
    }
}

impl Approximate {
    fn list(messages: &Messages, minutes_each: i64, others: &[(&'static str, u64)]) -> Vec<Self> {
        let mut list = Vec::new();
        if let Some(times) = messages.one_in() {
            let error = 100.0 / (messages.kept().max(1) as f64).sqrt();
            let why =
                format!("estimated by one message in {times}: of the whole within {error:.2} % in two of three cases");
            list.push(Approximate { member: "messages", why });
        }
        if minutes_each > 1 {
            list.push(Approximate {
                member: "minutes",
                why: format!("times are far apart: {minutes_each} minutes each"),
            });
        }
        for (member, others) in others.iter().copied() {
            if others > 0 {
                let why = format!("more than {} of them: {others} events are of others", counts::MAX_NAMES);
                list.push(Approximate { member, why });
            }
        }
        list
    }
}

fn names(counts: Vec<(Box<str>, u64)>) -> Vec<NameCount> {
    counts.into_iter().map(|(name, events)| NameCount { name: name.into(), events }).collect()
}

fn outcomes_of(counts: impl IntoIterator<Item = (u32, u64)>) -> Vec<OutcomeCount> {
    let count = |(code, name, category, messages)| OutcomeCount {
        code: Some(code).filter(|code| *code != 0),
        name,
        category,
        messages,
    };
    codes(counts).map(count).collect()
}

/// Codes with their facts and counts, the most frequent first.
fn codes(
    counts: impl IntoIterator<Item = (u32, u64)>,
) -> impl Iterator<Item = (u32, Option<&'static str>, Option<Category>, u64)> {
    let mut all: Vec<_> = counts.into_iter().collect();
    all.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
    all.into_iter().map(|(code, count)| {
        let row = u16::try_from(code).ok().and_then(error_code);
        (code, row.and_then(|row| row.name), row.map(|row| row.category), count)
    })
}

fn latency(kind: EventType, times: &DDSketch) -> Option<Latency> {
    let (min, max) = (times.min()?, times.max()?);
    // A quantile is estimated, but the maximum is exact. No `clamp`: it would panic for a forged sketch.
    let at = |share: f64| times.quantile(share).ok().flatten().unwrap_or_default().round().min(max).max(min);
    let [p50, p90, p99] = [0.5, 0.9, 0.99].map(at);
    Some(Latency { kind: kind.name(), events: times.count() as u64, min, p50, p90, p99, max })
}
