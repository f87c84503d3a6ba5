//! What a project without this crate would write to summarize a log: a line at a time into structs of serde, and the
//! same counting with the maps of the standard library. `npm run bench -- native` runs it beside the command.
//!
//! `log CONTESTANT FILE` is one run: `serde_json`, or `simd_json`, which writes into what it reads. It prints what it
//! counted.

#[allow(dead_code)] // the other benches ask more of it
#[path = "../../callbacks/benches/common/peers.rs"]
mod peers;

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufRead, BufReader};

use peers::{Callback, Kind};
use serde_json::json;
use sketches_ddsketch::{Config, DDSketch};

fn main() {
    let mut args = std::env::args().skip(1).filter(|arg| !arg.starts_with("--"));
    // `cargo test --benches` gives neither.
    let (Some(contestant), Some(file)) = (args.next(), args.next()) else { return };
    let read: fn(&mut [u8]) -> Option<Vec<Callback<'_>>> = match &*contestant {
        "serde_json" => |line| serde_json::from_slice(line).ok(),
        "simd_json" => |line| simd_json::from_slice(line).ok(),
        _ => panic!("expected serde_json or simd_json"),
    };
    let (mut counting, mut line, mut offset) = (Counting::default(), Vec::new(), 0);
    let mut log = BufReader::with_capacity(1 << 18, File::open(file).unwrap());
    loop {
        line.clear();
        let bytes = log.read_until(b'\n', &mut line).unwrap();
        if bytes == 0 {
            break;
        }
        counting.bodies += 1;
        counting.bytes += bytes as u64;
        let end = line.len() - usize::from(line.ends_with(b"\n"));
        for event in read(&mut line[..end]).unwrap_or_default() {
            counting.add(&event, offset);
            offset += 1;
        }
        offset += bytes as u64;
    }
    println!("{}", counting.report());
}

/// What a summary has, counted as one would: by types, codes, names, minutes, and by message and recipient.
#[derive(Default)]
struct Counting {
    bodies: u64,
    bytes: u64,
    events: u64,
    types: HashMap<String, u64>,
    codes: HashMap<u32, u64>,
    carriers: HashMap<String, u64>,
    applications: HashMap<String, u64>,
    channels: HashMap<String, u64>,
    segments: HashMap<u32, u64>,
    minutes: BTreeMap<i64, u64>,
    latency: HashMap<u8, DDSketch>,
    sent: HashMap<String, Sent>,
    received: HashMap<String, u64>,
}

struct Sent {
    stage: usize,
    code: u32,
    seen: u8,
    events: u64,
    late: u64,
}

fn count(counts: &mut HashMap<String, u64>, name: &str) {
    match counts.get_mut(name) {
        Some(count) => *count += 1,
        None => drop(counts.insert(name.to_owned(), 1)),
    }
}

impl Counting {
    fn add(&mut self, event: &Callback<'_>, place: u64) {
        let message = &event.message;
        self.events += 1;
        let (name, stage) = match event.kind {
            Kind::MessageReceived => ("message-received", None),
            Kind::MessageSending => ("message-sending", Some(0)),
            Kind::MessageSent => ("message-sent", Some(1)),
            Kind::MessageDelivered => ("message-delivered", Some(3)),
            Kind::MessageFailed => ("message-failed", Some(4)),
            Kind::MessageRead => ("message-read", Some(5)),
            Kind::SuggestionResponse => ("suggestion-response", None),
            Kind::RequestedLocationResponse => ("requested-location-response", None),
        };
        count(&mut self.types, name);
        if let Some(code) = event.error_code {
            *self.codes.entry(code).or_default() += 1;
        }
        if let Some(carrier) = &event.carrier_name {
            count(&mut self.carriers, &carrier.0);
        }
        if let Some(application) = message.application_id {
            count(&mut self.applications, application);
        }
        if let Some(channel) = message.channel {
            count(&mut self.channels, channel);
        }
        if let Some(segments) = message.segment_count {
            *self.segments.entry(segments).or_default() += 1;
        }
        if let (Some(time), Some(created)) = (milliseconds(event.time), milliseconds(message.time)) {
            *self.minutes.entry(time.div_euclid(60_000)).or_default() += 1;
            let sketch = || DDSketch::new(Config::new(0.01, 4096, 1.0));
            self.latency.entry(event.kind as u8).or_insert_with(sketch).add((time - created) as f64);
        }
        let Some(stage) = stage else {
            return count(&mut self.received, message.id);
        };
        let one = event.to.as_slice();
        for to in if one.is_empty() { &message.to[..] } else { one } {
            let key = format!("{} {to}", message.id);
            let new = || Sent { stage, code: 0, seen: 0, events: 0, late: 0 };
            let sent = self.sent.entry(key).or_insert_with(new);
            let is_first = sent.seen & 1 << stage == 0;
            if is_first && stage < sent.stage {
                sent.late += 1;
            } else if is_first {
                (sent.stage, sent.code) = (stage, event.error_code.unwrap_or_default());
            }
            sent.seen |= 1 << stage;
            sent.events += 1;
        }
        // The place of a finding would also be kept; this log has none.
        std::hint::black_box(place);
    }

    fn report(&self) -> serde_json::Value {
        let sum = |of: fn(&Sent) -> u64| self.sent.values().map(of).sum::<u64>();
        let copies = sum(|sent| sent.events - u64::from(sent.seen.count_ones()));
        let quantile = |sketch: &DDSketch| sketch.quantile(0.99).ok().flatten();
        json!({
            "bodies": self.bodies, "bytes": self.bytes,
            "events": self.events, "types": self.types, "codes": self.codes.len(),
            "carriers": self.carriers, "applications": self.applications.len(), "channels": self.channels,
            "segments": self.segments.len(), "minutes": self.minutes.len(),
            "latency": self.latency.values().map(quantile).collect::<Vec<_>>(),
            "failed": sum(|sent| u64::from(sent.stage == 4 && sent.code > 0)),
            "sent": self.sent.len(), "delivered": sum(|sent| u64::from(sent.stage == 3)), "late": sum(|sent| sent.late),
            "duplicates": copies + self.received.values().map(|times| times - 1).sum::<u64>(),
        })
    }
}

/// The milliseconds since 1970 of `2026-07-14T09:12:07.412906Z`: no more than that, and without a check of its digits.
fn milliseconds(text: &str) -> Option<i64> {
    let text: &[u8; 27] = text.as_bytes().try_into().ok()?;
    let number = |from: usize, to: usize| text[from..to].iter().fold(0, |sum, byte| sum * 10 + i64::from(byte & 15));
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 719_469;
    Some(((days * 24 + number(11, 13)) * 60 + number(14, 16)) * 60_000 + number(17, 19) * 1000 + number(20, 23))
}
