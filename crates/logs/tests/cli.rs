//! The native command: logs of every kind, compressed or not, complete or damaged.

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use bandwidth_callbacks::{parse, sample};
use bandwidth_callbacks_logs::generate::Log;
use bandwidth_callbacks_logs::summary::{Place, Summary, text};
use flate2::Compression;
use flate2::bufread::MultiGzDecoder;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

#[cfg(unix)]
#[path = "cli/interrupt.rs"]
mod interrupt;
#[cfg(feature = "parquet")]
#[path = "cli/parquet.rs"]
mod parquet_file;

/// A folder of its own for each test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bandwidth-callbacks"));
    command.arg("lines").args(args);
    command
}

fn run(args: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

fn log(seed: u64, bodies: usize) -> String {
    Log::new(seed).damage(20).take(bodies).map(|body| body + "\n").collect()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn summary(text: &str) -> Summary {
    let (mut summary, mut offset) = (Summary::new(), 0);
    for (line, body) in (1..).zip(text.lines()) {
        summary.add_at(body, Place { source: 0, offset, line });
        offset += body.len() as u64 + 1;
    }
    summary
}

#[test]
fn bodies_in_something_else_are_read_where_that_is_asked_for() {
    let folder = folder("records");
    let body = |name| serde_json::from_str::<Value>(sample(name).unwrap()).unwrap().to_string();
    let [sent, failed] = ["message-sent", "message-failed"].map(body);
    let log = [
        sent.clone(),
        format!("2026-07-14 INFO body={failed}"),
        json!({ "Records": [{ "body": sent }, { "body": failed }] }).to_string(),
        format!("[{sent},{failed}]"),
        format!("{sent}{failed}"),
        "no JSON".to_owned(),
    ];
    let path = folder.join("records.log");
    fs::write(&path, log.join("\n")).unwrap();
    let path = path.to_str().unwrap();
    let events = |args: &[&str]| {
        let (code, out, _) = run(&[&[path, "--json"], args].concat());
        assert_eq!(code, 1);
        out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["line"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(events(&[]), [1]);
    assert_eq!(events(&["--recover"]), [1, 2, 3, 3, 4, 4, 5, 5]);
    let (_, out, _) = run(&[path, "--summary", "--json", "--recover"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&report["bodies"], &report["events"]), (&json!(6), &json!(8)));
    assert_eq!(report["findings"][0]["first"]["line"], 6);
}

#[test]
fn a_log_is_the_same_packed_and_not_on_any_number_of_threads() {
    let folder = folder("packed");
    let log = log(1, 2_000);
    let (half, rest) = log.split_at(log.match_indices('\n').nth(700).unwrap().0 + 7);
    let zstd =
        |text: &str| ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    let no_text = b"\x5c\x2a\x4d\x18\x02\0\0\0ab";
    let forms = [
        ("plain.log", log.clone().into_bytes()),
        ("packed.log.gz", gzip(&log)),
        ("two members", [gzip(half), gzip(rest)].concat()),
        ("padded", [gzip(half), vec![0; 5000], gzip(rest), vec![0; 300_000]].concat()),
        ("packed.zst", zstd(&log)),
        ("two frames", [zstd(half), zstd(rest)].concat()),
        (
            "frames without text",
            [no_text.to_vec(), zstd(half), no_text.to_vec(), zstd(rest), no_text.to_vec()].concat(),
        ),
    ];
    // What is whole has no fraction, as JavaScript writes it.
    let wanted = serde_json::to_string(&summary(&log).report()).unwrap().replace(".0,", ",").replace(".0}", "}");
    let mut wanted: Value = serde_json::from_str(&wanted).unwrap();
    for (name, bytes) in forms {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        wanted["sources"] = json!([path]);
        for threads in ["1", "3"] {
            let (code, out, err) = run(&[path.to_str().unwrap(), "--summary", "--json", "--threads", threads]);
            assert_eq!((code, err.as_str()), (1, ""), "{name}"); // there is damage
            assert_eq!(serde_json::from_str::<Value>(&out).unwrap(), wanted, "{name}, {threads}");
        }
    }
    let path = folder.join("plain.log");
    let name = path.to_str().unwrap();
    let (_, out, _) = run(&[name, "--summary"]);
    assert_eq!(out, text(&summary(&log).report(), &[name.to_owned()]));
}

#[test]
fn findings_and_events_come_in_the_order_of_the_log() {
    let folder = folder("order");
    let log = log(2, 3_000);
    let path = folder.join("a.log");
    fs::write(&path, &log).unwrap();
    let name = path.to_str().unwrap();
    let (code, out, err) = run(&[name, "--threads", "4"]);
    let mut wanted = String::new();
    let mut events = Vec::new();
    let mut offset = 0;
    for (line, body) in (1..).zip(log.lines()) {
        let report = parse(body);
        for it in &report.diagnostics {
            let _ = writeln!(wanted, "{name}:{line} {it}");
        }
        for event in report.events {
            events.push(json!({ "file": name, "line": line, "offset": offset, "event": event }));
        }
        offset += body.len() + 1;
    }
    assert_eq!((code, out), (1, wanted));
    assert!(err.starts_with("3000 bodies: "), "{err}");
    let (_, out, _) = run(&[name, "--json"]);
    let printed: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(printed, events);
    let (_, out, _) = run(&[name, "--csv", "--type", "message-failed", "--code", "9902"]);
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let is_such = |it: &&Value| it["event"]["errorCode"] == 9902;
    assert_eq!(rows.len(), events.iter().filter(is_such).count());
    assert!(!rows.is_empty() && rows.iter().all(|row| &row[3] == "message-failed" && &row[8] == "9902"));
}

#[test]
fn what_a_payload_names_does_not_drive_the_terminal() {
    let path = folder("terminal").join("a.log");
    let body = sample("message-read").unwrap().replace('\n', "").replacen('{', r#"{"\u001b[2J\nforged": 1,"#, 1);
    fs::write(&path, body).unwrap();
    for args in [&[path.to_str().unwrap()][..], &[path.to_str().unwrap(), "--summary"]] {
        let (_, out, _) = run(args);
        assert!(out.contains("forged") && !out.contains('\u{1b}') && !out.contains("\nforged"), "{out}");
    }
}

#[test]
fn color_is_as_the_environment_asks() {
    let has_color = |environment: &[(&str, &str)]| {
        let mut command = command(&["--nonsense"]);
        for name in ["FORCE_COLOR", "NO_COLOR", "CLICOLOR_FORCE", "TERM"] {
            command.env_remove(name);
        }
        command.envs(environment.iter().copied()).output().unwrap().stderr.contains(&0x1b)
    };
    for forced in [&[("FORCE_COLOR", "1")][..], &[("FORCE_COLOR", "3"), ("NO_COLOR", "1"), ("TERM", "dumb")]] {
        assert!(has_color(forced), "{forced:?}");
    }
    for not in [&[][..], &[("FORCE_COLOR", "")], &[("FORCE_COLOR", "0")], &[("NO_COLOR", "1")], &[("TERM", "dumb")]] {
        assert!(!has_color(not), "{not:?}");
    }
}

#[test]
fn several_files_standard_input_patterns_and_times() {
    let folder = folder("several");
    let line = |name: &str| sample(name).unwrap().replace('\n', " ");
    fs::write(folder.join("1.log"), line("message-sent")).unwrap();
    fs::write(folder.join("2.log"), format!("\n{}\n[42]\n", line("message-failed"))).unwrap();
    let pattern = folder.join("?.log");
    let mut child = command(&[pattern.to_str().unwrap(), "-", "--summary", "--json"]);
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(line("message-read").as_bytes()).unwrap();
    let report: Value = serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!((&report["bodies"], &report["events"]), (&json!(4), &json!(3)));
    let found = &report["findings"][0];
    assert_eq!((&found["first"]["source"], &found["first"]["line"]), (&json!(1), &json!(3)));
    for (option, time, events) in
        [("--since", "2026-07-15", 0), ("--since", "2026-07-14", 2), ("--until", "2026-07-14T00:00:00Z", 0)]
    {
        let (_, out, _) = run(&[pattern.to_str().unwrap(), "--summary", "--json", option, time]);
        assert_eq!(serde_json::from_str::<Value>(&out).unwrap()["events"], events, "{option} {time}");
    }
}

#[test]
fn unreadable_input_is_reported_and_the_rest_counts() {
    let folder = folder("broken");
    let log = log(3, 3_000);
    let zstd = ruzstd::encoding::compress_to_vec(log.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    for (name, compression, packed) in [("cut.gz", "gzip", gzip(&log)), ("cut.zst", "zstd", zstd)] {
        let path = folder.join(name);
        fs::write(&path, &packed[..packed.len() / 2]).unwrap();
        let (code, out, err) = run(&[path.to_str().unwrap(), "--summary", "--json"]);
        let bodies = serde_json::from_str::<Value>(&out).unwrap()["bodies"].as_u64().unwrap();
        assert!(code == 1 && bodies > 500 && bodies < 3_000, "{bodies}");
        let why =
            format!("{name}: the log is truncated: unexpected end of {compression}; only what came before was read\n");
        assert!(err.starts_with("bandwidth-callbacks: ") && err.ends_with(&why), "{err}");
    }
    for args in [
        &["nowhere.log"][..],
        &["no*where"],
        &[folder.to_str().unwrap()],
        &["-", "--since", "yesterday"],
        &["-", "--type", "message-fialed"],
        &["-", "--csv", "--summary"],
        &["-", "--approximate"],
        &["-", "--threads", "65535"],
        &[],
    ] {
        let (code, out, err) = run(args);
        assert!(code == 2 && out.is_empty() && !err.is_empty(), "{args:?}: {code} {out} {err}");
    }
}

#[test]
fn what_came_before_damage_is_there() {
    let path = folder("damage").join("damaged.gz");
    let mut packed = gzip(&log(7, 4_000));
    let middle = packed.len() / 2;
    packed[middle..middle + 300].fill(b'x');
    fs::write(&path, &packed).unwrap();
    // As far as it can be read in the smallest steps.
    let (mut decoder, mut good) = (MultiGzDecoder::new(&packed[..]), Vec::new());
    let mut byte = [0];
    while let Ok(1) = decoder.read(&mut byte) {
        good.push(byte[0]);
    }
    let least = lines(&good[..good.len() - (1 << 17)]);
    let (code, out, err) = run(&[path.to_str().unwrap(), "--summary", "--json"]);
    let bodies = serde_json::from_str::<Value>(&out).unwrap()["bodies"].as_u64().unwrap() as usize;
    assert!(code == 1 && err.ends_with("data; only what came before was read\n"), "{err}");
    assert!(bodies >= least && bodies <= lines(&good) + 1 && least > 1_000, "{bodies} {least}");
}

#[test]
fn a_mismatch_of_compression_is_reported() {
    let path = folder("checksum").join("damaged.zst");
    let log = log(8, 200);
    let mut packed =
        ruzstd::encoding::compress_to_vec(log.as_bytes(), ruzstd::encoding::CompressionLevel::Uncompressed);
    let middle = packed.len() / 2;
    packed[middle] ^= 1;
    fs::write(&path, &packed).unwrap();
    let (code, _, err) = run(&[path.to_str().unwrap(), "--summary"]);
    assert!(code == 1 && err.ends_with("invalid zstd data; only what came before was read\n"), "{err}");
}

fn lines(text: &[u8]) -> usize {
    text.split(|byte| *byte == b'\n').count() - 1
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_feature_that_was_not_built_is_explained() {
    let (code, out, err) = run(&["-", "--parquet", "out.parquet"]);
    assert!(code == 2 && out.is_empty() && err.contains("--features cli,parquet"), "{err}");
}

#[test]
fn a_closed_output_is_not_an_error_and_a_full_disk_is_reported() {
    let folder = folder("closed");
    let path = folder.join("long.log");
    fs::write(&path, log(4, 6_000)).unwrap();
    let mut child = command(&[path.to_str().unwrap(), "--json"]);
    let mut child = child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut [0; 100]).unwrap();
    drop(out);
    let Output { status, stderr, .. } = child.wait_with_output().unwrap();
    assert_eq!((status.code(), &*String::from_utf8(stderr).unwrap()), (Some(0), ""));
    if fs::exists("/dev/full").unwrap() {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let Output { status, stderr, .. } = command(&[path.to_str().unwrap(), "--json"]).stdout(full).output().unwrap();
        let said = String::from_utf8(stderr).unwrap();
        let wanted = "bandwidth-callbacks: could not write the output: the disk is full\n";
        assert_eq!((status.code(), &*said), (Some(2), wanted));
    }
}

/// Reading then waits for printing, and printing waits for a reader that never reads.
#[test]
fn an_output_that_closes_when_much_waits_for_it_ends_it_too() {
    let path = folder("waiting").join("long.log");
    let body = sample("message-received").unwrap().replace('\n', " ");
    let body = body.replacen("Is my order", &"x".repeat(1 << 20), 1);
    assert!(body.len() > 1 << 20);
    fs::write(&path, format!("{body}\n").repeat(20)).unwrap();
    let mut child = command(&[path.to_str().unwrap(), "--json", "--threads", "1"]);
    let mut child = child.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    // It prints, and the first body is more than a pipe holds: the printing waits, and the reading for it.
    child.stdout.take().unwrap().read_exact(&mut [0]).unwrap();
    let ends = (0..6_000).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        child.try_wait().unwrap().is_some()
    });
    let _ = child.kill();
    assert!(ends);
}
