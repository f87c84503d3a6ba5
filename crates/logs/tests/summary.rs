//! A summary is the same for any division of a log and any order of its parts, and its numbers are right.

use std::collections::{BTreeMap, HashMap, HashSet};

use bandwidth_callbacks::catalogue::events::Stage;
use bandwidth_callbacks::{MessageStatus, advance, parse, sample};
use bandwidth_callbacks_logs::generate::Log;
use bandwidth_callbacks_logs::lines::Blocks;
use bandwidth_callbacks_logs::summary::{InvalidSummary, Latency, OutcomeCount, Place, Summary, text};

const BODIES: usize = 1_500;

/// A log with its places.
fn log(seed: u64, bodies: usize) -> Vec<(Place, String)> {
    let mut offset = 0;
    let placed = Log::new(seed).damage(30).take(bodies).zip(1..).map(|(body, line)| {
        let place = Place { source: 0, offset, line };
        offset += body.len() as u64 + 1;
        (place, body)
    });
    placed.collect()
}

fn sum<'a>(bodies: impl Iterator<Item = &'a (Place, String)>, most: usize) -> Summary {
    let mut summary = Summary::with_message_limit(most);
    bodies.for_each(|(place, body)| summary.add_at(body, *place));
    summary
}

/// The same in an order that looks random.
fn shuffled(bodies: &[(Place, String)]) -> Vec<&(Place, String)> {
    let mut all: Vec<_> = bodies.iter().collect();
    all.sort_by_key(|(place, _)| (place.offset + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    all
}

#[test]
fn verifications_are_counted_by_outcome() {
    let body = |name: &str| sample(name).unwrap().replace('\n', "");
    let mut summary = Summary::new();
    for name in ["toll-free-verification.denied", "toll-free-verification", "toll-free-verification.denied"] {
        summary.add(&body(name));
    }
    let report = summary.report();
    assert_eq!((report.bodies, report.verifications, report.unknown, report.events), (3, 3, 0, 0));
    let outcomes: Vec<_> = report.verification_outcomes.iter().map(|it| (&*it.name, it.events)).collect();
    assert_eq!(outcomes, [("denied", 2), ("verified", 1)]);
    let text = text(&report, &[]);
    assert!(text.starts_with("3 bodies, 0 events, 3 verifications, "), "{text}");
    assert!(text.contains("\nToll-free verification\n  denied "), "{text}");
    let mut whole = Summary::from_bytes(&summary.to_bytes()).unwrap();
    whole.merge(summary);
    assert_eq!(whole.report().verifications, 6);
}

#[test]
fn parts_in_any_order_make_the_same_whole() {
    for (seed, most) in [(1, usize::MAX), (2, 700), (3, 40), (4, 0)] {
        let bodies = log(seed, BODIES);
        let whole = sum(bodies.iter(), most).report();
        assert_eq!(sum(shuffled(&bodies).into_iter(), most).report(), whole);
        for parts in [1, 2, 7, 64] {
            for by_turns in [true, false] {
                let part = |number: usize| {
                    let is_in =
                        move |at: usize| if by_turns { at % parts == number } else { at * parts / BODIES == number };
                    sum(bodies.iter().enumerate().filter(|(at, _)| is_in(*at)).map(|(_, it)| it), most)
                };
                // Put together from the last, and by pairs.
                let mut left: Vec<Summary> = (0..parts).rev().map(part).collect();
                let mut backwards = Summary::with_message_limit(most);
                for part in &left {
                    backwards.merge(part.clone());
                }
                assert_eq!(backwards.report(), whole, "{seed} in {parts} parts");
                while left.len() > 1 {
                    let mut one = left.pop().unwrap();
                    // As it comes from another process.
                    let other = left.remove(0).to_bytes();
                    if by_turns {
                        one.merge_bytes(&other).unwrap();
                    } else {
                        one.merge(Summary::from_bytes(&other).unwrap());
                    }
                    left.push(one);
                }
                assert_eq!(left[0].report(), whole, "{seed} in {parts} parts, by pairs");
            }
        }
    }
}

#[test]
fn damaged_bytes_are_rejected_and_change_nothing() {
    let bytes = sum(log(3, 60).iter(), usize::MAX).to_bytes();
    let mut other = sum(log(4, 9).iter(), usize::MAX);
    let before = other.report();
    let mut refuse = |damaged: &[u8]| {
        assert_eq!(Summary::from_bytes(damaged).unwrap_err(), InvalidSummary::Damaged);
        assert_eq!(other.merge_bytes(damaged), Err(InvalidSummary::Damaged));
    };
    (0..bytes.len()).for_each(|length| refuse(&bytes[..length]));
    for at in 0..bytes.len() {
        for change in [1, 0x80, 0xff] {
            let mut damaged = bytes.clone();
            damaged[at] ^= change;
            refuse(&damaged);
        }
    }
    assert_eq!(other.report(), before);
    other.merge_bytes(&bytes).unwrap();
}

#[test]
fn what_it_says_is_what_parse_and_advance_say() {
    let bodies = log(5, 10_000);
    let report = sum(bodies.iter(), usize::MAX).report();
    let mut statuses: HashMap<(String, String), Option<MessageStatus>> = HashMap::new();
    let (mut received, mut keys) = (HashSet::new(), HashSet::new());
    let (mut events, mut unknown, mut rejected, mut copies, mut late) = (0, 0, 0, 0, 0);
    let (mut rules, mut types) = (BTreeMap::<_, u64>::new(), BTreeMap::<_, u64>::new());
    let mut outcomes = BTreeMap::<_, u64>::new();
    for (_, body) in &bodies {
        let parsed = parse(body);
        unknown += parsed.unknown.len() as u64;
        for verification in &parsed.verifications {
            *outcomes.entry(verification.outcome.name().to_owned()).or_default() += 1;
        }
        rejected += parsed.rejected.len() as u64;
        for found in &parsed.diagnostics {
            *rules.entry(found.rule.name()).or_default() += 1;
        }
        for event in &parsed.events {
            events += 1;
            *types.entry(event.event_type().name()).or_default() += 1;
            if event.is_inbound() {
                copies += u64::from(!received.insert(event.message().id.to_string()));
                continue;
            }
            for recipient in event.recipients() {
                let status = statuses.entry((event.message().id.to_string(), recipient.to_owned())).or_default();
                let advanced = advance(status.take(), event);
                // A stage that was reported before is a duplicate, even with others in between.
                let stage = (event.message().id.to_string(), recipient.to_owned(), event.event_type().name());
                let is_copy = !keys.insert(stage);
                copies += u64::from(is_copy);
                let is_ignored = advanced.ignored.is_some_and(|it| it != bandwidth_callbacks::Ignored::Duplicate);
                late += u64::from(is_ignored && !is_copy);
                *status = advanced.status;
            }
        }
    }
    assert_eq!((report.bodies, report.events, report.unknown, report.rejected), (10_000, events, unknown, rejected));
    assert_eq!(report.verifications, outcomes.values().sum::<u64>());
    let by_outcome = report.verification_outcomes.iter().map(|it| (it.name.clone(), it.events));
    assert_eq!(by_outcome.collect::<BTreeMap<_, _>>(), outcomes);
    assert_eq!(report.bytes, bodies.iter().map(|(_, body)| body.len() as u64).sum::<u64>());
    assert_eq!(report.findings.iter().map(|it| (it.rule.name(), it.count)).collect::<BTreeMap<_, _>>(), rules);
    assert_eq!(report.types.iter().map(|it| (it.kind, it.events)).collect::<BTreeMap<_, _>>(), types);
    let at = |stage: Stage| statuses.values().flatten().filter(|status| status.stage == stage).count() as u64;
    let messages = &report.messages;
    assert_eq!((messages.sent, messages.received), (statuses.len() as u64, received.len() as u64));
    assert_eq!((messages.delivered, messages.open), (at(Stage::Delivered), at(Stage::Sent)));
    assert_eq!(messages.failed.iter().map(|it| it.messages).sum::<u64>(), at(Stage::Failed));
    assert_eq!(messages.outcome_unknown.iter().map(|it| it.messages).sum::<u64>(), at(Stage::OutcomeUnknown));
    for code in &messages.failed {
        let same = |status: &&MessageStatus| status.stage == Stage::Failed && status.error_code == code.code;
        assert_eq!(statuses.values().flatten().filter(same).count() as u64, code.messages, "{:?}", code.code);
    }
    assert_eq!((messages.duplicates, messages.late), (copies, Some(late)));
    assert!(copies > 100 && late > 10 && report.approximate.is_empty());
    assert_eq!(report.minutes.iter().map(|it| it.events).sum::<u64>(), events);
    let first =
        |rule: &str| bodies.iter().find(|(_, body)| parse(body).diagnostics.iter().any(|it| it.rule.name() == rule));
    for found in &report.findings {
        assert_eq!(found.first, first(found.rule.name()).map(|(place, _)| *place));
        assert_eq!(found.severity, found.rule.severity());
    }
}

#[test]
fn quantiles_are_within_what_is_promised() {
    let bodies = log(6, 5_000);
    let report = sum(bodies.iter(), usize::MAX).report();
    let milliseconds = |text: &str| {
        let part = |at: std::ops::Range<usize>| text[at].parse::<f64>().unwrap();
        ((part(8..10) * 24.0 + part(11..13)) * 60.0 + part(14..16)) * 60_000.0 + (part(17..23) * 1000.0).round()
    };
    for latency in &report.latency {
        let mut times = Vec::new();
        for (_, body) in &bodies {
            for event in parse(body).events.iter().filter(|event| event.event_type().name() == latency.kind) {
                let made = &event.message().time;
                if event.time().len() == 27 && made.len() == 27 {
                    times.push(milliseconds(event.time()) - milliseconds(made));
                }
            }
        }
        times.sort_by(f64::total_cmp);
        assert_eq!(latency.events, times.len() as u64);
        assert_eq!((latency.min, latency.max), (times[0], times[times.len() - 1]));
        assert!(latency.min <= latency.p50 && latency.p99 <= latency.max, "{}", latency.kind);
        for (share, reported) in [(0.5, latency.p50), (0.9, latency.p90), (0.99, latency.p99)] {
            let truly = times[((times.len() - 1) as f64 * share) as usize];
            assert!((reported - truly).abs() <= truly * 0.011 + 1.0, "{} {share}: {reported}, {truly}", latency.kind);
        }
    }
}

#[test]
fn no_quantile_is_longer_than_the_longest() {
    let mut summary = Summary::new();
    (0..9).for_each(|_| summary.add(sample("message-sending").unwrap()));
    let Latency { min, p50, p90, p99, max, .. } = summary.report().latency[0];
    assert_eq!([min, p50, p90, p99, max].map(f64::to_bits), [666.0_f64.to_bits(); 5]);
}

#[test]
fn an_estimate_is_near_what_is_estimated() {
    let bodies = log(7, 30_000);
    let (exact, near) = (sum(bodies.iter(), usize::MAX).report().messages, sum(bodies.iter(), 6_000).report());
    assert!(near.messages.kept <= 6_000 && near.messages.kept > 2_800 && near.messages.one_in.is_some());
    for (estimate, truth) in [
        (near.messages.sent, exact.sent),
        (near.messages.delivered, exact.delivered),
        (near.messages.received, exact.received),
    ] {
        // Four standard errors.
        let error = 4.0 * truth as f64 / (near.messages.kept as f64 * truth as f64 / (exact.kept as f64)).sqrt();
        assert!((estimate as f64 - truth as f64).abs() < error, "{estimate} for {truth}");
    }
    assert_eq!(near.approximate.iter().map(|it| it.member).collect::<Vec<_>>(), ["messages"]);
}

#[test]
fn nothing_of_a_message_is_in_the_debug_form_or_the_report() {
    let mut summary = Summary::new();
    summary.add(sample("message-received").unwrap());
    summary.add(r#"[{"type":"message-failed","canary":1}]"#);
    let report = serde_json::to_string(&summary.report()).unwrap();
    for text in [report, format!("{summary:?}")] {
        assert!(!text.contains("+1555") && !text.contains("order"), "{text}");
    }
}

#[test]
fn a_time_without_a_zone_is_counted_nowhere_in_time() {
    let body = sample("message-read").unwrap();
    let event = &parse(body).events[0];
    for time in [event.time(), &event.message().time] {
        let mut summary = Summary::new();
        summary.add(&body.replace(time, time.trim_end_matches('Z')));
        let report = summary.report();
        assert_eq!((report.events, report.latency.len(), report.messages.read), (1, 0, 1));
        assert_eq!(report.minutes.len(), usize::from(time != event.time()));
    }
}

#[test]
fn a_failure_counts_by_its_outcome_whether_it_has_a_code_or_not() {
    let body = sample("message-failed").unwrap();
    let mut summary = Summary::new();
    for (id, code) in [("1", "\"errorCode\": 4702,"), ("2", "\"errorCode\": 4720,"), ("3", "")] {
        let body = body.replace("\"errorCode\": 4432,", code).replace("\"id\": \"1", &format!("\"id\": \"{id}"));
        assert_eq!(parse(&body).events.len(), 1, "{body}");
        summary.add(&body);
    }
    let report = summary.report();
    let codes = |outcomes: &[OutcomeCount]| outcomes.iter().map(|it| (it.code, it.messages)).collect::<Vec<_>>();
    assert_eq!(codes(&report.messages.failed), [(None, 1), (Some(4720), 1)]);
    assert_eq!(codes(&report.messages.outcome_unknown), [(Some(4702), 1)]);
    let text = text(&report, &[]);
    for line in ["  outcome unknown ", "\nOutcome unknown\n  4702  ", "  none  no error code "] {
        assert!(text.contains(line), "{line} in {text}");
    }
}

#[test]
fn times_that_are_far_apart_are_kept_in_wider_spans_which_lie_where_they_were() {
    let body = |minute: u64| {
        let (day, rest) = (minute / 1440, minute % 1440);
        let time = format!("2026-{:02}-{:02}T{:02}:{:02}", 1 + day / 28, 1 + day % 28, rest / 60, rest % 60);
        sample("message-read").unwrap().replace("2026-07-14T09:15", &time)
    };
    let part = |minutes: std::ops::Range<u64>| {
        let mut summary = Summary::new();
        minutes.for_each(|minute| summary.add(&body(minute)));
        summary
    };
    let whole = part(0..31_000).report();
    assert_eq!(whole.minutes_each, 10);
    assert_eq!(whole.minutes.iter().map(|it| it.events).sum::<u64>(), 31_000);
    let mut halves = part(20_000..31_000);
    halves.merge(part(0..20_000));
    assert_eq!(halves.report(), whole);
    let exact = part(0..30_000).report();
    assert_eq!((exact.minutes_each, exact.minutes.len()), (1, 30_000));
    assert_eq!(whole.minutes[0].minute, exact.minutes[0].minute);
    assert!(whole.minutes.iter().all(|it| it.minute < exact.minutes[0].minute + 40 * 1440 && it.events <= 10));
}

#[test]
fn a_log_in_blocks_is_the_log() {
    let bodies = log(8, 500);
    let text = bodies.iter().map(|(_, body)| body.as_str()).collect::<Vec<_>>().join("\n");
    let mut blocks = Blocks::new();
    let mut summary = Summary::new();
    let mut all: Vec<_> = text.as_bytes().chunks(777).filter_map(|piece| blocks.push(piece)).collect();
    all.extend(blocks.finish());
    for block in &all {
        summary.add_block(block, 0);
    }
    assert_eq!(summary.report(), sum(bodies.iter(), usize::MAX).report());
}

/// What is counted by its text is counted by what it says, however that is written.
#[test]
fn a_text_with_escapes_is_what_it_says() {
    let texts = [
        ("carrierName", "Verizon"),
        ("to", "+15555550142"),
        ("time", "2026-07-14T09:12:07.412906Z"),
        ("id", "1784020324315kx7wq2mzd4hy5tbn"),
        ("time", "2026-07-14T09:12:04.315000Z"),
        ("applicationId", "4f3b1e0a-52c7-4d7a-9a37-6f2f0f6c1d11"),
        ("channel", "SMS"),
    ];
    let body = |escaped: Option<usize>| {
        let [carrier, to, time, id, created, application, channel] = [0, 1, 2, 3, 4, 5, 6].map(|at: usize| {
            let (name, text) = texts[at];
            let begin = u32::from(text.as_bytes()[0]);
            if escaped == Some(at) {
                format!("\"{name}\":\"\\u{begin:04x}{}\"", &text[1..])
            } else {
                format!("\"{name}\":\"{text}\"")
            }
        });
        format!(
            "[{{\"type\":\"message-delivered\",{time},\"description\":\"ok\",{to},{carrier},\
             \"message\":{{{id},{created},{application},{channel},\
             \"owner\":\"+15555550100\",\"segmentCount\":1,\"direction\":\"out\",\
             \"to\":[\"+15555550142\"],\"from\":\"+15555550100\",\"text\":\"\"}}}}]"
        )
    };
    let summary_of = |body: &str| {
        let mut summary = Summary::new();
        summary.add(body);
        summary.add(&body_of_texts(body));
        let mut report = serde_json::to_value(summary.report()).unwrap();
        report["bytes"] = 0.into();
        report
    };
    let plain = summary_of(&body(None));
    assert_eq!(plain["messages"]["duplicates"], 1);
    assert_eq!(plain["findings"], serde_json::json!([]));
    for (at, (name, _)) in texts.iter().enumerate() {
        assert_eq!(summary_of(&body(Some(at))), plain, "{name}");
    }
}

/// The same body as a serializer that escapes nothing writes it.
fn body_of_texts(body: &str) -> String {
    serde_json::from_str::<serde_json::Value>(body).unwrap().to_string()
}
