//! What a summary says.

use serde::Serialize;
use sketches_ddsketch::DDSketch;

use super::counts;
use super::messages::{Fates, Messages};
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

        /// The same for those who make other languages of it: names, words and members.
        pub(super) const SHAPES: &[Shape] = &[$((
            stringify!($name),
            $about,
            &[$((concat!($($renamed,)? "."), stringify!($field), stringify!($type), $words),)*],
        ),)*];
    };
}

/// A record: its name, its words, and of each member how it is called, its field, its type and its words.
pub(super) type Shape =
    (&'static str, &'static str, &'static [(&'static str, &'static str, &'static str, &'static str)]);

records! {
    /// A log, summed up. Lists begin with what is most frequent.
    SummaryReport {
        /// How many bodies there were.
        bodies: u64,
        /// How many bytes they had.
        bytes: u64,
        /// How many events, copies included.
        events: u64,
        /// How many elements of a type that this version does not know.
        unknown: u64,
        /// How many elements that are no events.
        rejected: u64,
        /// Events by type.
        types: Vec<TypeCount>,
        /// Unknown elements by what they call their type.
        unknown_types: Vec<NameCount>,
        /// Events by error code.
        error_codes: Vec<CodeCount>,
        /// Events by the recipient's carrier.
        carriers: Vec<NameCount>,
        /// Events by application.
        applications: Vec<NameCount>,
        /// Events by channel.
        channels: Vec<NameCount>,
        /// Events by the segments of their message.
        segments: Vec<NameCount>,
        /// What was found, by rule.
        findings: Vec<FindingCount>,
        /// How long after its message each type of event happened, copies included.
        latency: Vec<Latency>,
        /// How many minutes one of `minutes` has: 1, unless the times are far apart.
        minutes_each: u32,
        /// Events by time.
        minutes: Vec<MinuteCount>,
        /// What became of messages.
        messages: MessageCounts,
        /// What is not exact; empty, unless there was more than can be kept.
        approximate: Vec<Approximate>,
    }
    /// How many events of a type.
    TypeCount {
        /// The type.
        #[serde(rename = "type")]
        kind: &'static str,
        /// How many, copies included.
        events: u64,
    }
    /// How many events of a name.
    NameCount {
        /// The name.
        name: String,
        /// How many, copies included.
        events: u64,
    }
    /// How many events of an error code.
    CodeCount {
        /// The code.
        code: u32,
        /// What it is called, where that is known.
        name: Option<&'static str>,
        /// Who refused or failed, where the code is known.
        category: Option<Category>,
        /// How many, copies included.
        events: u64,
    }
    /// How many messages an error code has ended.
    FateCount {
        /// The code; nothing if the event did not say one.
        code: Option<u32>,
        /// What it is called, where that is known.
        name: Option<&'static str>,
        /// Who refused or failed, where the code is known.
        category: Option<Category>,
        /// How many: messages times recipients.
        messages: u64,
    }
    /// How often a rule found something.
    FindingCount {
        /// The rule.
        rule: Rule,
        /// How bad it is.
        severity: Severity,
        /// How often.
        count: u64,
        /// The first body in which it did, where places are known.
        first: Option<Place>,
        /// Where in that body, as a JSON Pointer.
        path: String,
    }
    /// How long after its message a type of event happened, in milliseconds, within 1 % of the true quantile.
    Latency {
        /// The type.
        #[serde(rename = "type")]
        kind: &'static str,
        /// Of how many events.
        events: u64,
        /// The shortest.
        min: f64,
        /// Half of them took no longer.
        p50: f64,
        /// Nine of ten took no longer.
        p90: f64,
        /// 99 of 100 took no longer.
        p99: f64,
        /// The longest.
        max: f64,
    }
    /// How many events in a span of time.
    MinuteCount {
        /// The first minute of it, in minutes since 1970 (UTC).
        minute: i64,
        /// How many, copies included.
        events: u64,
    }
    /// What became of each message with each recipient, copies counted once.
    MessageCounts {
        /// How many you sent: messages times recipients.
        sent: u64,
        /// How many arrived at the carrier or the handset, those read included.
        delivered: u64,
        /// How many of them were read.
        read: u64,
        /// How many failed, by code.
        failed: Vec<FateCount>,
        /// How many have an unknown outcome (they failed with a code that leaves open whether they arrived), by code.
        outcome_unknown: Vec<FateCount>,
        /// How many are on their way, as far as this log tells.
        open: u64,
        /// How many messages came in.
        received: u64,
        /// How many events told what another had told.
        duplicates: u64,
        /// How many stages were told of after a later one; nothing where places are not known.
        late: Option<u64>,
        /// How many failed and arrived both.
        contradicted: u64,
        /// Where they are too many to be kept: the counts are estimated by one message in so many.
        one_in: Option<u64>,
        /// How many messages and recipients are kept.
        kept: u64,
    }
    /// Something that is not exact.
    Approximate {
        /// The member of the report.
        member: &'static str,
        /// How it comes about.
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
            unknown: totals.unknown,
            rejected: totals.rejected,
            types,
            unknown_types: names(of(Counted::UnknownTypes)),
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
    /// `is_placed`: each body stands at a place, so that it is known which statuses were late.
    fn of(messages: &Messages, is_placed: bool) -> Self {
        let fates: Fates = messages.fates();
        let at = |stage: Stage| fates.stages.get(&stage).copied().unwrap_or(0);
        MessageCounts {
            sent: fates.sent,
            delivered: at(Stage::Delivered) + at(Stage::Read),
            read: at(Stage::Read),
            failed: fates_of(fates.failed),
            outcome_unknown: fates_of(fates.outcome_unknown),
            open: at(Stage::Sending) + at(Stage::Sent),
            received: fates.received,
            duplicates: fates.duplicates,
            late: is_placed.then_some(fates.late),
            contradicted: fates.contradicted,
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
                let why = format!("more than {} of them: {others} events are of others", counts::MOST);
                list.push(Approximate { member, why });
            }
        }
        list
    }
}

fn names(counts: Vec<(Box<str>, u64)>) -> Vec<NameCount> {
    counts.into_iter().map(|(name, events)| NameCount { name: name.into(), events }).collect()
}

fn fates_of(counts: impl IntoIterator<Item = (u32, u64)>) -> Vec<FateCount> {
    let fate = |(code, name, category, messages)| FateCount {
        code: Some(code).filter(|code| *code != 0),
        name,
        category,
        messages,
    };
    codes(counts).map(fate).collect()
}

/// Codes with what is known of them, and how many there are of each: the most frequent first.
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
    // A quantile is estimated, and what is longest is known. No `clamp`: it would panic at a sketch that somebody forged.
    let at = |share: f64| times.quantile(share).ok().flatten().unwrap_or_default().round().min(max).max(min);
    let [p50, p90, p99] = [0.5, 0.9, 0.99].map(at);
    Some(Latency { kind: kind.name(), events: times.count() as u64, min, p50, p90, p99, max })
}
