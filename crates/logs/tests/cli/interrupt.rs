//! Interrupting the command while it reads.

#[cfg(target_os = "linux")]
use std::fs;
use std::io::Write;
#[cfg(target_os = "linux")]
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
#[cfg(target_os = "linux")]
use std::time::Duration;

#[cfg(target_os = "linux")]
use bandwidth_callbacks::sample;
#[cfg(target_os = "linux")]
use flate2::Compression;
#[cfg(target_os = "linux")]
use flate2::write::GzEncoder;
use serde_json::Value;

use super::{command, log};
#[cfg(target_os = "linux")]
use super::{folder, lines};

/// Interrupts a command that reads standard input, after it has read more than fits into a pipe and its blocks. The
/// input never ends by itself: only the signal ends the command.
fn interrupt_while_it_reads(child: &mut Child, part: &[u8]) {
    let mut stdin = child.stdin.take().unwrap();
    for _ in 0..=((8 << 20) / part.len()) {
        stdin.write_all(part).unwrap();
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    while stdin.write_all(part).is_ok() {}
}

/// Waits until a thread of a command waits for a pipe and the others sleep: for one that opens it, or, if it is open,
/// for more than was written, all of which is processed.
#[cfg(target_os = "linux")]
pub(super) fn wait_until_it_waits_for_a_pipe(child: &Child, is_open: bool) {
    let names: &[&str] = if is_open { &["pipe_read", "pipe_wait"] } else { &["wait_for_partner"] };
    let tasks = format!("/proc/{}/task", child.id());
    let is_idle = || {
        let tasks: Vec<_> = fs::read_dir(&tasks).unwrap().map(|task| task.unwrap().path()).collect();
        let waits = |task: &PathBuf| {
            let place = fs::read_to_string(task.join("wchan")).unwrap_or_default();
            names.iter().any(|name| place.contains(name))
        };
        let sleeps = |task: &PathBuf| {
            let stat = fs::read_to_string(task.join("stat")).unwrap_or_default();
            stat.rsplit_once(')').is_some_and(|(_, rest)| rest.trim_start().starts_with('S'))
        };
        tasks.iter().any(waits) && tasks.iter().all(sleeps)
    };
    while !is_idle() {
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Also while it waits for a pipe that no one opens or writes to, compressed or not. An unterminated line does not
/// count.
#[cfg(target_os = "linux")]
#[test]
fn one_interrupt_ends_the_wait_for_a_pipe() {
    let path = folder("fifo").join("pipe");
    let name = path.to_str().unwrap();
    assert!(Command::new("mkfifo").arg(name).status().unwrap().success());
    let line = sample("message-failed").unwrap().replace('\n', " ") + "\n";
    let mut flushed = GzEncoder::new(Vec::new(), Compression::fast());
    flushed.write_all(line.repeat(3).as_bytes()).unwrap();
    flushed.flush().unwrap();
    let written = [Some(format!("{line}{line}{line}[{{").into_bytes()), Some(flushed.get_ref().clone()), None];
    for bytes in written {
        for form in [&["--summary", "--json"][..], &["--json"]] {
            let child =
                command(&[&[name], form].concat()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            let pipe = bytes.as_ref().map(|bytes| {
                let mut pipe = fs::OpenOptions::new().write(true).open(name).unwrap();
                pipe.write_all(bytes).unwrap();
                pipe
            });
            wait_until_it_waits_for_a_pipe(&child, bytes.is_some());
            Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
            let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
            drop(pipe);
            let said = String::from_utf8(stderr).unwrap();
            let wanted = "bandwidth-callbacks: stopped; results cover only what was read\n";
            assert_eq!((status.code(), said.as_str()), (Some(130), wanted));
            let bodies = match form.len() {
                2 => serde_json::from_slice::<Value>(&stdout).unwrap()["bodies"].as_u64().unwrap() as usize,
                _ => lines(&stdout),
            };
            assert_eq!(bodies, if bytes.is_some() { 3 } else { 0 });
        }
    }
}

#[test]
fn an_interrupt_prints_what_was_done() {
    let mut child = command(&["-", "--summary", "--json"]);
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    interrupt_while_it_reads(&mut child, log(5, 2_000).as_bytes());
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    let bodies = serde_json::from_slice::<Value>(&stdout).unwrap()["bodies"].as_u64().unwrap();
    assert_eq!(status.code(), Some(130));
    assert!(bodies > 0, "{bodies}");
    assert!(String::from_utf8(stderr).unwrap().contains("stopped"));
}
