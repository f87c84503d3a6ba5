//! Who reads what: shared by the two benchmarks.

pub(crate) mod bodies;
mod peers;

use std::hint::black_box;

use bandwidth_callbacks::{parse, validate};
use bodies::{Body, bodies};
use peers::{Callback, Text};

/// A library that reads bodies.
pub(crate) struct Contestant {
    pub name: &'static str,
    /// Reads a body and drops what it made of it: freeing is part of the price.
    pub read: fn(&[u8]),
}

/// All contestants, in the order of the table.
pub(crate) const CONTESTANTS: [Contestant; 6] = [
    Contestant { name: "parse", read: |body| drop(black_box(parse(black_box(body)))) },
    Contestant { name: "validate", read: |body| drop(black_box(validate(black_box(body)))) },
    Contestant { name: DERIVED, read: |body| drop(black_box(derived(black_box(body)))) },
    Contestant { name: "serde_json Value", read: |body| drop(black_box(value(black_box(body)))) },
    // It writes into what it reads, so that a body which is kept has to be copied first: the copy counts.
    Contestant { name: "simd_json structs", read: |body| drop(black_box(simd_json(&mut black_box(body).to_vec()))) },
    Contestant { name: "sonic_rs structs", read: |body| drop(black_box(sonic_rs(black_box(body)))) },
];

/// Whom the others are compared with.
pub(crate) const DERIVED: &str = "serde_json structs";

fn derived(body: &[u8]) -> Vec<Callback<'_>> {
    serde_json::from_slice(body).unwrap()
}

fn value(body: &[u8]) -> serde_json::Value {
    serde_json::from_slice(body).unwrap()
}

fn simd_json(body: &mut [u8]) -> Vec<Callback<'_>> {
    simd_json::from_slice(body).unwrap()
}

fn sonic_rs(body: &[u8]) -> Vec<Callback<'_>> {
    sonic_rs::from_slice(body).unwrap()
}

/// Every body, after it was seen that all contestants read it, and the same in it.
pub(crate) fn checked_bodies() -> Vec<Body> {
    // glibc gives the top of its heap back when 128 KiB of it are free, and whoever asks next pays for
    // new pages: which contestant that is changes from run to run. Freeing a large block raises this limit.
    drop(black_box(Vec::<u8>::with_capacity(16 << 20)));
    let bodies = bodies();
    for Body { name, bytes } in &bodies {
        let report = parse(bytes);
        assert!(report.ok && report.diagnostics.is_empty(), "{name}: {:?}", report.diagnostics);
        assert_eq!(validate(bytes), [], "{name}");
        let derived = derived(bytes);
        // Else the structs would be slower than they can be.
        let borrows = derived.iter().filter_map(|it| it.message.text.as_ref()).all(Text::borrows);
        assert_eq!(borrows, !bytes.contains(&b'\\'), "{name}");
        assert_eq!(simd_json(&mut bytes.clone()), derived, "{name}");
        assert_eq!(sonic_rs(bytes), derived, "{name}");
        let value = value(bytes);
        assert_eq!(serde_json::to_value(&derived).unwrap(), value, "{name}");
        assert_eq!(serde_json::to_value(&report.events).unwrap(), value, "{name}");
    }
    bodies
}
