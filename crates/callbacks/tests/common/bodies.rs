//! The bodies that several tests read: here and in `bandwidth-callbacks-logs`.

use std::fs;
use std::path::Path;

/// The bodies of the cases, and some that are no text, or no body.
pub(crate) fn bodies() -> Vec<Vec<u8>> {
    fn walk(folder: &Path, bodies: &mut Vec<Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.to_str().unwrap();
            if path.is_dir() {
                walk(&path, bodies);
            } else if !name.ends_with(".report.json") && !name.ends_with(".options.json") {
                bodies.push(fs::read(&path).unwrap());
            }
        }
    }
    let mut bodies = vec![b"".to_vec(), b"\xff[]".to_vec(), b"42".to_vec(), vec![b' '; (16 << 20) + 1]];
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases"), &mut bodies);
    assert!(bodies.len() > 500);
    bodies
}
