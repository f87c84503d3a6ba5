//! The bodies that several tests read: here and in `bandwidth-callbacks-logs`.

#[path = "cases.rs"]
mod cases;

use std::fs;

/// The bodies of the cases, and some that are no text, or no body.
pub(crate) fn bodies() -> Vec<Vec<u8>> {
    let mut bodies = vec![b"".to_vec(), b"\xff[]".to_vec(), b"42".to_vec(), vec![b' '; (16 << 20) + 1]];
    bodies.extend(cases::cases().iter().map(|case| fs::read(case).unwrap()));
    assert!(bodies.len() > 500);
    bodies
}
