//! How long each contestant takes for each body, with its spread: `cargo bench --bench parse`.
//!
//! What to compare is in the table of `ratio`: here, contestants run one after the other.

mod common;

use std::sync::LazyLock;

use common::bodies::Body;
use common::{CONTESTANTS, Contestant, checked_bodies};
use divan::Bencher;
use divan::counter::BytesCount;

static BODIES: LazyLock<Vec<Body>> = LazyLock::new(checked_bodies);

fn main() {
    LazyLock::force(&BODIES);
    divan::main();
}

macro_rules! benches {
    ($($function:ident = $number:literal;)*) => {
        $(
            #[divan::bench(args = CONTESTANTS.map(|contestant| contestant.name), sample_size = 32)]
            fn $function(bencher: Bencher, name: &str) {
                bench(bencher, &BODIES[$number], name);
            }
        )*
    };
}

benches! {
    a_delivered = 0;
    b_pretty = 1;
    c_mms = 2;
    d_group_of_10 = 3;
    e_100_mixed = 4;
    f_emoji_and_escapes = 5;
}

fn bench(bencher: Bencher, body: &Body, name: &str) {
    let Contestant { read, .. } = CONTESTANTS.into_iter().find(|contestant| contestant.name == name).unwrap();
    bencher.counter(BytesCount::new(body.bytes.len())).bench_local(|| read(&body.bytes));
}
