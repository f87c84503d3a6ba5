//! Small damaged texts, and what `recover` makes of each: what no case of a whole body shows.
//!
//! A line of `tests/recover.tsv` is what was pasted, the text that comes of it, and the repairs with their places;
//! `↵` stands for a line break, and a line that begins with `#` says why. `UPDATE=1 cargo test` writes all but the
//! first column anew: read the diff.

use std::fs;
use std::path::Path;

use bandwidth_callbacks::recover;

/// The line of a text.
fn row(pasted: &str) -> String {
    let recovery = recover(&pasted.replace('↵', "\n"));
    let repairs = recovery.repairs.iter().map(|it| format!("{} {}-{}", it.repair.name(), it.span.start, it.span.end));
    format!("{pasted}\t{}\t{}", recovery.text.replace('\n', "↵"), repairs.collect::<Vec<_>>().join(", "))
}

#[test]
fn each_becomes_what_is_written_down() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/recover.tsv");
    let written = fs::read_to_string(&file).unwrap();
    let anew = |line: &str| if line.starts_with('#') { line.to_owned() } else { row(line.split('\t').next().unwrap()) };
    let wanted: String = written.lines().map(|line| anew(line) + "\n").collect();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &wanted).unwrap();
    }
    let found = fs::read_to_string(&file).unwrap();
    let differ: Vec<_> = wanted.lines().zip(found.lines()).filter(|(one, other)| one != other).collect();
    assert!(wanted == found, "UPDATE=1 writes tests/recover.tsv anew; these differ:\n{differ:#?}");
}
