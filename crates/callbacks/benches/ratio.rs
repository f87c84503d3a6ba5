//! How long each contestant takes for each body, relative to serde's structs: `cargo bench --bench ratio`.
//!
//! In one process, each round gives every contestant a turn with every body, and each round starts with another
//! contestant: a temporary slowdown of the machine affects a few turns of all of them, which medians over the rounds
//! ignore.

mod common;

use std::time::{Duration, Instant};

use common::bodies::Body;
use common::{CONTESTANTS, Contestant, DERIVED, checked_bodies};

const ROUNDS: usize = 25;
/// How long one contestant reads one body in one round.
const TURN: Duration = Duration::from_millis(5);
/// What `parse` may take for the first body, which is what a webhook mostly gets. Printed, but not enforced:
/// a busy machine is no regression.
const WANTED: f64 = 0.60;

/// Something for each contestant.
type PerContestant<T> = [T; CONTESTANTS.len()];

fn main() {
    let bodies = checked_bodies();
    // `cargo test --benches` gives no `--bench`: there the bodies are looked at, and nothing is measured.
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    let nanos = medians(&bodies);
    let derived = CONTESTANTS.iter().position(|contestant| contestant.name == DERIVED).unwrap();
    print!("{:18}{:>7}{:>12}", "time / derived", "bytes", "derived ns");
    for contestant in &CONTESTANTS {
        print!("{:>19}", contestant.name);
    }
    println!();
    for (body, nanos) in bodies.iter().zip(&nanos) {
        print!("{:18}{:>7}{:>12.0}", body.name, body.bytes.len(), nanos[derived]);
        for time in nanos {
            print!("{:>19.2}", time / nanos[derived]);
        }
        println!();
    }
    let parse = nanos[0][0] / nanos[0][derived];
    let outcome = if parse <= WANTED { "kept" } else { "missed" };
    println!("\n{}, {}: {parse:.2}, wanted at most {WANTED:.2}: {outcome}", bodies[0].name, CONTESTANTS[0].name);
}

/// The nanoseconds that each contestant takes for each body.
fn medians(bodies: &[Body]) -> Vec<PerContestant<f64>> {
    let times: Vec<_> = bodies.iter().map(|body| CONTESTANTS.map(|it| times_in_a_turn(&it, &body.bytes))).collect();
    let mut rounds: Vec<_> = bodies.iter().map(|_| CONTESTANTS.map(|_| Vec::with_capacity(ROUNDS))).collect();
    for round in 0..ROUNDS {
        for ((body, times), rounds) in bodies.iter().zip(&times).zip(&mut rounds) {
            for turn in 0..CONTESTANTS.len() {
                let at = (round + turn) % CONTESTANTS.len();
                let spent = spent(&CONTESTANTS[at], &body.bytes, times[at]);
                rounds[at].push(spent.as_secs_f64() * 1e9 / f64::from(times[at]));
            }
        }
    }
    rounds.into_iter().map(|rounds| rounds.map(median)).collect()
}

fn median(mut list: Vec<f64>) -> f64 {
    list.sort_unstable_by(f64::total_cmp);
    list[list.len() / 2]
}

/// How often a contestant reads a body in a turn; warms it up as well.
fn times_in_a_turn(contestant: &Contestant, body: &[u8]) -> u32 {
    let mut times = 1;
    loop {
        let spent = spent(contestant, body, times);
        if spent >= TURN {
            return (f64::from(times) * TURN.as_secs_f64() / spent.as_secs_f64()).ceil() as u32;
        }
        times *= 2;
    }
}

fn spent(contestant: &Contestant, body: &[u8], times: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..times {
        (contestant.read)(body);
    }
    start.elapsed()
}
