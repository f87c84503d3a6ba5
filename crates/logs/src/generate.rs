//! Made-up logs that look like real ones, for tests and measurements: groups, retries, duplicates, events out of order,
//! every error code, and some damage.
//!
//! ```
//! use bandwidth_callbacks_logs::generate::Log;
//! use bandwidth_callbacks::parse;
//!
//! let bodies: Vec<String> = Log::new(7).damage(0).take(1000).collect();
//! assert!(bodies.iter().all(|body| parse(body).diagnostics.is_empty()));
//! assert_eq!(bodies, Log::new(7).damage(0).take(1000).collect::<Vec<_>>());
//! ```

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt::Write;

use bandwidth_callbacks::catalogue::errors::ERROR_CODES;

const CARRIERS: [&str; 5] = ["AT&T", "Verizon", "T-Mobile", "US Cellular", "Google Voice"];
const APPLICATIONS: u64 = 12;
/// The creation time of the first message, in milliseconds: 2026-07-14T00:00:00Z.
const BEGIN: u64 = 1_783_987_200_000;

/// An endless log: bodies in the order in which they arrive.
///
/// ```
/// use bandwidth_callbacks_logs::generate::Log;
///
/// assert_ne!(Log::new(1).next(), Log::new(2).next());
/// ```
#[derive(Debug, Clone)]
pub struct Log {
    random: u64,
    /// The creation time of the next message, in milliseconds.
    now: u64,
    messages: u64,
    damage: u64,
    /// Events on their way, by time of arrival.
    coming: BinaryHeap<Reverse<(u64, u64, Event)>>,
}

/// An event on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    kind: Kind,
    message: u64,
    made: u64,
    time: u64,
    recipient: u64,
    recipients: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Received,
    Sent,
    Delivered,
    Failed(u16),
}

impl Log {
    /// A log; the same seed gives the same log.
    ///
    /// ```
    /// use bandwidth_callbacks_logs::generate::Log;
    ///
    /// assert_eq!(Log::new(1).next(), Log::new(1).next());
    /// ```
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Log { random: seed, now: BEGIN, messages: 0, damage: 1, coming: BinaryHeap::new() }
    }

    /// The same with this many damaged bodies per thousand; one by default.
    ///
    /// ```
    /// use bandwidth_callbacks_logs::generate::Log;
    ///
    /// let damaged = Log::new(1).damage(1000).next().unwrap();
    /// assert!(!bandwidth_callbacks::parse(&damaged).ok);
    /// ```
    #[must_use]
    pub fn damage(self, of_thousand: u64) -> Self {
        Log { damage: of_thousand, ..self }
    }

    /// A number below a limit (`SplitMix64`).
    fn below(&mut self, limit: u64) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.random;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) % limit
    }

    /// Milliseconds: mostly short, now and then very long.
    fn delay(&mut self, usual: u64) -> u64 {
        let longer = 1 << (self.below(1 << 12) + 1).leading_zeros().saturating_sub(51);
        self.below(usual * longer) + usual / 4
    }

    /// Creates a message, and schedules its events.
    fn make(&mut self) {
        self.now += self.below(40);
        self.messages += 1;
        let (message, made) = (self.messages, self.now);
        let usual = Event { kind: Kind::Received, message, made, time: made, recipient: 0, recipients: 1 };
        if self.below(5) == 0 {
            let time = made + self.delay(300);
            return self.send(Event { time, ..usual });
        }
        let recipients = if self.below(12) == 0 { 2 + self.below(7) } else { 1 };
        for recipient in 0..recipients {
            let sent = Event { kind: Kind::Sent, time: made + self.delay(400), recipient, recipients, ..usual };
            self.send(sent);
            let time = sent.time + self.delay(2_000);
            let outcome = match self.below(1_000) {
                0..890 => Kind::Delivered,
                890..980 => Kind::Failed(ERROR_CODES[self.below(ERROR_CODES.len() as u64) as usize].code),
                980..990 => Kind::Failed(9902),
                _ => continue, // no event
            };
            self.send(Event { kind: outcome, time, ..sent });
        }
    }

    /// Schedules an event, and now and then a duplicate, because Bandwidth resends it until it is answered.
    fn send(&mut self, event: Event) {
        let mut arrival = event.time + self.delay(60);
        loop {
            let order = self.below(u64::MAX);
            self.coming.push(Reverse((arrival, order, event)));
            if self.below(50) != 0 {
                return;
            }
            arrival += 1_000 + self.delay(20_000);
        }
    }

    fn broken(&mut self, body: &str) -> String {
        match self.below(6) {
            0 => body.chars().take(body.chars().count() / 2).collect(),
            1 => format!("2026-07-14 INFO received {body}"),
            2 => "<html><body>502 Bad Gateway</body></html>".to_owned(),
            3 => body.replacen("\"time\"", "\"tiem\"", 1),
            4 => body.replace('"', "'"),
            _ => body.trim_end_matches(']').to_owned(),
        }
    }
}

impl Iterator for Log {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        // What is made later arrives later.
        while self.coming.peek().is_none_or(|Reverse((arrival, ..))| *arrival > self.now) {
            self.make();
        }
        let mut body = "[".to_owned();
        let most = if self.below(20) == 0 { 3 } else { 1 };
        for number in 0..most {
            let Some(Reverse((.., event))) = self.coming.pop() else { break };
            body.push_str(if number > 0 { "," } else { "" });
            event.write(&mut body);
        }
        body.push(']');
        Some(if self.below(1_000) < self.damage { self.broken(&body) } else { body })
    }
}

impl Event {
    fn write(self, out: &mut String) {
        let Event { kind, message, made, time, recipient, recipients } = self;
        let mixed = message.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let own = format!("+1555555{:04}", mixed % 100);
        let other = |recipient: u64| format!("+1555{:07}", (mixed >> 16).wrapping_add(recipient * 7919) % 10_000_000);
        let is_inbound = kind == Kind::Received;
        let (name, description) = match kind {
            Kind::Received => ("message-received", "Incoming message received"),
            Kind::Sent => ("message-sent", "Message is sent to carrier"),
            Kind::Delivered => ("message-delivered", "Message delivered to carrier."),
            Kind::Failed(code) => {
                let row = ERROR_CODES.iter().find(|row| row.code == code);
                ("message-failed", row.and_then(|row| row.name).unwrap_or("failed"))
            }
        };
        let to = if is_inbound { own.clone() } else { other(recipient) };
        let (from, all) = if is_inbound {
            (other(0), format!("\"{own}\""))
        } else {
            let all: Vec<String> = (0..recipients).map(|recipient| format!("\"{}\"", other(recipient))).collect();
            (own.clone(), all.join(","))
        };
        let (direction, text) = if is_inbound { ("in", "Is my order on its way?") } else { ("out", "") };
        let _ = write!(
            out,
            "{{\"type\":\"{name}\",\"time\":\"{}\",\"description\":\"{description}\",\"to\":\"{to}\",",
            stamp(time)
        );
        if let Kind::Failed(code) = kind {
            let _ = write!(out, "\"errorCode\":{code},");
        }
        if !is_inbound && kind != Kind::Sent {
            let _ = write!(out, "\"carrierName\":\"{}\",", CARRIERS[(mixed >> 40) as usize % CARRIERS.len()]);
        }
        let application = mixed >> 50 & 0xff;
        let _ = write!(
            out,
            "\"message\":{{\"id\":\"{made}{message:016x}\",\"owner\":\"{own}\",\
             \"applicationId\":\"93de2206-9669-4e07-948d-{:012}\",\"time\":\"{}\",\"segmentCount\":{},\
             \"direction\":\"{direction}\",\"to\":[{all}],\"from\":\"{from}\",\"text\":\"{text}\",\"tag\":\"order {}\",\
             \"channel\":\"{}\"}}}}",
            application % APPLICATIONS,
            stamp(made),
            if is_inbound { 1 } else { 1 + (mixed >> 33 & 7) / 6 },
            message % 1_000_000,
            if recipients > 1 { "MMS" } else { "SMS" }
        );
    }
}

/// A timestamp as Bandwidth writes it. The log spans less than a year.
fn stamp(milliseconds: u64) -> String {
    let (days, rest) = ((milliseconds - BEGIN) / 86_400_000, (milliseconds - BEGIN) % 86_400_000);
    let (mut month, mut day) = (7, 14 + days);
    for of in [31, 31, 30, 31, 30].into_iter().cycle() {
        if day <= of || month == 12 {
            break;
        }
        day -= of;
        month += 1;
    }
    let (hour, minute, second) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60);
    format!("2026-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}000Z", rest % 1000)
}
