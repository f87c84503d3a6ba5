//! How well `recover` repairs damaged bodies: every punctuation mark is removed, doubled or replaced by another, and
//! the text is truncated there, as JSON and as Python and Node print it.
//!
//! The counts are in `tests/damage.tsv`; `UPDATE=1 cargo test` rewrites them: read the diff. Higher counts of restored
//! bodies are better; in the others something is lost, moved or wrong.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use bandwidth_callbacks::{recover, sample};
use serde_json::{Value, json};

/// A body with a field of each sort, and a text that looks like JSON.
fn body() -> Value {
    let mut body: Value = serde_json::from_str(sample("message-received").unwrap()).unwrap();
    let message = &mut body[0]["message"];
    message["text"] = json!("She said \"yes\", {left} [home]: 5\\6 '\u{1F4E6}', to: nobody");
    message["to"] = json!(["+15555550100", "+15555550101"]);
    message["media"] = json!(["https://messaging.bandwidth.com/a.png"]);
    body.as_array_mut()
        .unwrap()
        .push(serde_json::from_str::<Value>(sample("message-failed").unwrap()).unwrap()[0].take());
    body
}

/// The body as JSON, on one line and on several, as Python prints it, and as Node does: a name, the quote, the text.
fn writings() -> [(&'static str, char, String); 4] {
    let body = body();
    let pretty = format!("{body:#}");
    let quoted = |mark: char| {
        // Quotes of texts become another mark; those inside stand as they are.
        pretty.replace("\\\"", "\u{1}").replace('\'', "\\'").replace('"', &mark.to_string()).replace('\u{1}', "\"")
    };
    let names = |line: &str| match line.split_once("': ") {
        Some((name, value)) => format!("{}: {value}", name.replacen('\'', "", 1)),
        None => line.to_owned(),
    };
    let python = quoted('\'').lines().map(str::trim_start).collect::<Vec<_>>().join(" ");
    let node = quoted('\'').lines().map(names).collect::<Vec<_>>().join("\n");
    [("line", '"', body.to_string()), ("lines", '"', pretty), ("python", '\'', python), ("node", '\'', node)]
}

/// The places of brackets, colons, commas and quotes that are part of the grammar, not of a text.
fn structure(text: &str, quote: char) -> Vec<(usize, char)> {
    let mut places = Vec::new();
    let (mut in_text, mut escaped) = (false, false);
    for (at, c) in text.char_indices() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        escaped = in_text && c == '\\';
        if c == quote {
            in_text = !in_text;
            places.push((at, c));
        } else if !in_text && "{}[]:,".contains(c) {
            places.push((at, c));
        }
    }
    places
}

/// What became of the texts with one kind of damage.
#[derive(Default)]
struct Count {
    whole: usize,
    otherwise: usize,
    refused: usize,
    repairs: usize,
}

impl Count {
    fn add(&mut self, damaged: &str, body: &Value) {
        let recovery = recover(damaged);
        self.repairs += recovery.repairs.len();
        match serde_json::from_str::<Value>(&recovery.text) {
            Ok(value) if value == *body => self.whole += 1,
            Ok(_) => self.otherwise += 1,
            Err(_) => self.refused += 1,
        }
    }
}

fn table() -> String {
    let body = body();
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for (name, quote, text) in writings() {
        counts.entry(format!("{name}\tas it is")).or_default().add(&text, &body);
        for (at, c) in structure(&text, quote) {
            let (before, after) = (&text[..at], &text[at + 1..]);
            let mut add = |what: String, damaged: String| {
                counts.entry(format!("{name}\t{what}")).or_default().add(&damaged, &body);
            };
            add(format!("{c} deleted"), format!("{before}{after}"));
            add(format!("cut at {c}"), before.to_owned());
            if name == "line" {
                add(format!("{c} doubled"), format!("{before}{c}{c}{after}"));
                for other in "{}[]:,\"';".chars().filter(|other| *other != c) {
                    add(format!("{c} exchanged for {other}"), format!("{before}{other}{after}"));
                }
            }
        }
    }
    let mut table = String::from("written\tdamage\twhole\totherwise\trefused\trepairs\n");
    for (damage, Count { whole, otherwise, refused, repairs }) in counts {
        writeln!(table, "{damage}\t{whole}\t{otherwise}\t{refused}\t{repairs}").unwrap();
    }
    table
}

#[test]
fn as_many_come_back_as_before() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/damage.tsv");
    let table = table();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &table).unwrap();
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    let differ: Vec<_> = table.lines().filter(|line| !expected.lines().any(|it| it == *line)).collect();
    assert!(table == expected, "UPDATE=1 writes tests/damage.tsv anew; these differ:\n{}", differ.join("\n"));
}
