//! What the fuzzer begins with, and what it has found, over again: `npm run fuzz` looks for more.

#[path = "../../../fuzz/properties.rs"]
mod properties;

use std::fs;
use std::path::Path;

fn replay(target: &str, holds: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(target);
    let mut count = 0;
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        println!("{}", path.display()); // shown where it fails
        holds(&fs::read(path).unwrap());
        count += 1;
    }
    assert!(count > 0, "{target} has no seeds");
}

#[test]
fn scan() {
    replay("scan", properties::scan);
}

#[test]
fn parse() {
    replay("parse", properties::parse);
}

#[test]
fn recover() {
    replay("recover", properties::recover);
}

#[test]
fn changed() {
    replay("changed", properties::changed);
}

#[test]
fn roundtrip() {
    replay("roundtrip", properties::roundtrip);
}
