//! `--parquet`: the file has the rows that `columns` makes of the log, or is not there.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use arrow_array::RecordBatch;
use bandwidth_callbacks::catalogue::events::EventType;
use bandwidth_callbacks::{parse, sample};
use bandwidth_callbacks_logs::columns::Columns;
use bandwidth_callbacks_logs::generate::Log;
use bandwidth_callbacks_logs::lines::read_blocks;
use bandwidth_callbacks_logs::summary::{Filter, Place};
use parquet::arrow::arrow_reader::ArrowReaderBuilder;
use parquet::file::metadata::RowGroupMetaData;

#[cfg(target_os = "linux")]
use super::interrupt::wait_until_it_waits_for_a_pipe;
use super::{command, folder, gzip, log, run};

/// What a file says.
fn rows(path: &Path) -> Vec<String> {
    let reader = ArrowReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    reader.build().unwrap().flat_map(|batch| said(&batch.unwrap())).collect()
}

/// The names of the logs, as its metadata has them.
fn sources(path: &Path) -> String {
    let reader = ArrowReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    let pairs = reader.metadata().file_metadata().key_value_metadata().unwrap();
    pairs.iter().find(|pair| pair.key == "sources").and_then(|pair| pair.value.clone()).unwrap()
}

/// How many rows its groups have.
fn groups(path: &Path) -> Vec<i64> {
    let reader = ArrowReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    reader.metadata().row_groups().iter().map(RowGroupMetaData::num_rows).collect()
}

/// Each row of a batch in the words of `Debug`: enough to tell it from others.
fn said(batch: &RecordBatch) -> Vec<String> {
    (0..batch.num_rows()).map(|row| format!("{:?}", batch.slice(row, 1).columns())).collect()
}

fn wanted(logs: &[&str], filter: &Filter) -> Vec<String> {
    let mut columns = Columns::new().with_filter(filter.clone());
    let mut batches = Vec::new();
    for (source, log) in (0..).zip(logs) {
        for block in read_blocks(log.as_bytes()) {
            for line in block.unwrap().lines() {
                batches.extend(columns.add_at(line.text, Place { source, line: line.number, offset: line.offset }));
            }
        }
    }
    batches.extend(columns.finish());
    batches.iter().flat_map(said).collect()
}

#[test]
fn it_has_the_rows_of_the_log_packed_or_not_on_any_number_of_threads() {
    let folder = folder("parquet");
    let logs = [log(11, 800), log(12, 300), log(13, 20)];
    let [plain, packed, out] = ["a.log", "b.log.gz", "out.parquet"].map(|name| folder.join(name));
    fs::write(&plain, &logs[0]).unwrap();
    fs::write(&packed, gzip(&logs[1])).unwrap();
    let [plain, packed, name] = [&plain, &packed, &out].map(|path| path.to_str().unwrap());
    let logs = logs.each_ref().map(String::as_str);
    let all = wanted(&logs, &Filter::default());
    for threads in ["1", "3"] {
        let mut child = command(&[plain, packed, "-", "--parquet", name, "--threads", threads]);
        let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(logs[2].as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(said, format!("{} rows in {name}\n", all.len()));
        assert!(output.status.code() == Some(1) && output.stdout.is_empty()); // there is damage
        assert!(rows(&out) == all, "{threads}");
        assert_eq!(sources(&out), serde_json::to_string(&[plain, packed, "-"]).unwrap());
    }
    let since = "2026-07-14T00:00:05Z";
    let filter = Filter { since: Filter::time(since).ok(), types: vec![EventType::MessageFailed], ..Filter::default() };
    let some = wanted(&logs[..1], &filter);
    let (code, _, _) = run(&[plain, "--parquet", name, "--since", since, "--type", "message-failed"]);
    assert!(code == 1 && some.len() > 10 && some.len() < all.len() / 4, "{}", some.len());
    assert!(rows(&out) == some);
}

/// A filter takes what it takes of events that `parse` gives, clean or not.
#[test]
fn a_filter_takes_what_it_takes_elsewhere() {
    let (until, codes) = (Filter::time("2026-07-14T00:00:30Z").ok(), (4000..5000).collect());
    let filter = Filter { until, codes, ..Filter::default() };
    let mut taken = 0;
    let times = sample("message-failed").unwrap().replace("4432", "\"4432\"").replace("2026-07-14", "2026-07-13");
    for body in Log::new(14).damage(300).take(2_000).chain([times]) {
        let mut columns = Columns::new().with_filter(filter.clone());
        columns.add(&body);
        let report = parse(&body);
        let events = report.events.iter().filter(|event| filter.takes(event)).count();
        assert_eq!(columns.finish().map_or(0, |batch| batch.num_rows()), events);
        assert_eq!(columns.has_errors(), !report.ok);
        taken += events;
    }
    assert!(taken > 20, "{taken}");
}

#[test]
fn a_row_group_is_written_out_when_it_is_large() {
    let folder = folder("groups");
    let [path, out] = ["a.log", "out.parquet"].map(|name| folder.join(name));
    fs::write(&path, "[]\n".repeat(300_000)).unwrap();
    let (code, _, _) = run(&[path.to_str().unwrap(), "--parquet", out.to_str().unwrap()]);
    assert_eq!((code, groups(&out)), (0, vec![131_072, 131_072, 37_856]));
}

#[test]
fn what_is_cut_off_is_there_as_far_as_it_goes() {
    let folder = folder("parquet cut");
    let [path, out] = ["cut.gz", "out.parquet"].map(|name| folder.join(name));
    let packed = gzip(&log(15, 3_000));
    fs::write(&path, &packed[..packed.len() / 2]).unwrap();
    let (code, _, err) = run(&[path.to_str().unwrap(), "--parquet", out.to_str().unwrap()]);
    let count = rows(&out).len();
    assert!(code == 1 && count > 500 && count < 3_000 && err.contains("only what came before was read"), "{err}");
}

/// Neither under its name nor under the other; and what was there before stays.
#[test]
fn of_a_file_that_cannot_be_written_nothing_is_left() {
    let folder = folder("parquet full");
    let path = folder.join("a.log");
    fs::write(&path, log(16, 2_000)).unwrap();
    let log = path.to_str().unwrap();
    let names = || fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
    for out in [folder.join("none").join("out.parquet"), folder.clone()] {
        let (code, _, err) = run(&[log, "--parquet", out.to_str().unwrap()]);
        assert!(code != 0 && code != 101 && err.lines().count() == 1 && err.contains(out.to_str().unwrap()), "{err}");
    }
    if fs::exists("/dev/full").unwrap() {
        let (code, _, err) = run(&[log, "--parquet", "/dev/full"]);
        assert!(code == 2 && err.contains("/dev/full: the disk is full") && err.lines().count() == 1, "{code} {err}");
        assert!(!fs::metadata("/dev/full").unwrap().is_file() && !fs::exists("/dev/full.part").unwrap());
    }
    #[cfg(target_os = "linux")]
    {
        let out = folder.join("out.parquet");
        fs::write(&out, "before").unwrap();
        // A file that may not grow any more is as a disk that is full.
        let script = "trap '' XFSZ; ulimit -f 8; exec \"$0\" lines \"$1\" --parquet \"$2\"";
        let mut limited = Command::new("sh");
        let limited = limited.args(["-c", script, env!("CARGO_BIN_EXE_bandwidth-callbacks"), log]).arg(&out);
        let output = limited.output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            output.status.code() == Some(2) && said.contains("out.parquet: ") && said.lines().count() == 1,
            "{said}"
        );
        assert_eq!(fs::read(&out).unwrap(), b"before");
        assert_eq!(names().len(), 2);
    }
    let (code, _, err) = run(&[log, "--parquet", folder.join(".").join("a.log").to_str().unwrap()]);
    assert!(code == 2 && err.contains("is also an input file"), "{err}");
    for other in [&["--json"][..], &["--csv"], &["--summary"]] {
        let (code, _, _) = run(&[&[log, "--parquet", "out.parquet"], other].concat());
        assert_eq!(code, 2);
    }
}

#[test]
fn a_file_that_has_the_name_of_the_unfinished_one_stays() {
    let folder = folder("parquet part");
    let (path, out) = (folder.join("a.part"), folder.join("a"));
    fs::write(&path, log(17, 100)).unwrap();
    let before = fs::read(&path).unwrap();
    let (code, _, err) = run(&[path.to_str().unwrap(), "--parquet", out.to_str().unwrap()]);
    assert!(code == 1 && err.contains("rows in"), "{err}");
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(rows(&out), wanted(&[&log(17, 100)], &Filter::default()));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
}

#[cfg(target_os = "linux")]
#[test]
fn what_comes_in_by_standard_input_is_not_written_over() {
    let path = folder("parquet input").join("a.log");
    fs::write(&path, log(18, 100)).unwrap();
    let mut command = command(&["-", "--parquet", path.to_str().unwrap()]);
    let output = command.stdin(fs::File::open(&path).unwrap()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(&path).unwrap(), log(18, 100));
}

/// Whether something was there before or not; and the first signal suffices although nothing more comes.
#[cfg(target_os = "linux")]
#[test]
fn a_signal_writes_no_file_and_replaces_none() {
    let folder = folder("parquet interrupt");
    let [whole, out] = ["whole.log", "out.parquet"].map(|name| folder.join(name));
    fs::write(&whole, log(19, 50)).unwrap();
    for (signal, is_there) in [("-INT", false), ("-TERM", false), ("-HUP", false), ("-INT", true), ("-TERM", true)] {
        if is_there {
            run(&[whole.to_str().unwrap(), "--parquet", out.to_str().unwrap()]);
        }
        let before = fs::read(&out).ok();
        assert_eq!(before.is_some(), is_there);
        let mut child = command(&["-", "--parquet", out.to_str().unwrap()]);
        let mut child = child.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(log(17, 4_000).as_bytes()).unwrap();
        wait_until_it_waits_for_a_pipe(&child, true);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2 + usize::from(is_there)); // one of them unfinished
        Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        let output = child.wait_with_output().unwrap();
        drop(stdin);
        assert_eq!(output.status.code(), Some(130));
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(said, format!("bandwidth-callbacks: stopped: {} was not written\n", out.display()));
        assert_eq!(fs::read(&out).ok(), before);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1 + usize::from(is_there));
    }
}

#[test]
fn what_is_cut_off_does_not_replace_what_is_whole() {
    let folder = folder("parquet whole");
    let [path, cut, out] = ["a.log", "cut.gz", "out.parquet"].map(|name| folder.join(name));
    fs::write(&path, log(20, 100)).unwrap();
    let packed = gzip(&log(15, 3_000));
    fs::write(&cut, &packed[..packed.len() / 2]).unwrap();
    let [path, cut, name] = [&path, &cut, &out].map(|path| path.to_str().unwrap());
    run(&[path, "--parquet", name]);
    let before = fs::read(&out).unwrap();
    let (code, _, err) = run(&[cut, "--parquet", name]);
    assert!(code == 1 && err.contains("truncated"), "{err}");
    assert!(err.ends_with(&format!("{name}: not replaced, because the input was not read to the end\n")), "{err}");
    assert_eq!(fs::read(&out).unwrap(), before);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 3);
}

/// The second signal does not wait for anything, and leaves nothing either. Both are pending when the command goes on,
/// so that no machine is fast enough to end it after the first.
#[cfg(target_os = "linux")]
#[test]
fn two_signals_leave_no_unfinished_file() {
    let folder = folder("parquet interrupts");
    let [path, out] = ["pipe", "out.parquet"].map(|name| folder.join(name));
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    let names = || -> Vec<_> { fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name()).collect() };
    for signals in [["INT", "TERM"], ["TERM", "HUP"]] {
        let mut child = command(&[path.to_str().unwrap(), "--parquet", out.to_str().unwrap(), "--threads", "1"]);
        let mut child = child.stderr(Stdio::null()).spawn().unwrap();
        // It is open when the command reads, which it does after it has created its file; and it has no end.
        let mut pipe = fs::OpenOptions::new().write(true).open(&path).unwrap();
        pipe.write_all(log(21, 10).as_bytes()).unwrap();
        assert_eq!(names().len(), 2, "{:?}", names());
        for signal in ["STOP", signals[0], signals[1], "CONT"] {
            Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().unwrap();
        }
        assert_eq!(child.wait().unwrap().code(), Some(130));
        assert_eq!(names(), ["pipe"]);
    }
}
