//! One thread reads and the others work, in memory that does not grow with the log.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{ScopedJoinHandle, scope};
use std::time::Duration;

use bandwidth_callbacks::parse;
use bandwidth_callbacks_logs::lines::{Block, read_blocks};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::de::IgnoredAny;

use crate::input::Input;

/// How reading ended.
pub(crate) struct Outcome {
    /// Whether every file was read to its end.
    pub is_whole: bool,
    /// Notes about files: why one could not be read to its end, or that one is not a log.
    pub notes: Vec<String>,
}

/// A block, its file, and the number of blocks before it.
type Job = (usize, u32, Block);

/// Distributes blocks to several threads, each of which reduces its own.
pub(crate) fn parts<T: Send>(
    inputs: Vec<Input>,
    threads: usize,
    stop: &AtomicBool,
    new: impl Fn() -> T + Sync,
    add: impl Fn(&mut T, u32, &Block) + Sync,
) -> (Vec<T>, Outcome) {
    scope(|scope| {
        let (jobs, queue) = sync_channel(threads * 2);
        let queue = Arc::new(Mutex::new(queue));
        let workers: Vec<ScopedJoinHandle<'_, T>> = (0..threads)
            .map(|_| {
                let (queue, new, add) = (Arc::clone(&queue), &new, &add);
                scope.spawn(move || {
                    let mut part = new();
                    while let Some((_, source, block)) = next(&queue) {
                        add(&mut part, source, &block);
                    }
                    part
                })
            })
            .collect();
        drop(queue);
        let outcome = distribute(inputs, stop, |job| jobs.send(job).is_ok());
        drop(jobs);
        let part =
            |worker: ScopedJoinHandle<'_, T>| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (workers.into_iter().map(part).collect(), outcome)
    })
}

/// Distributes blocks to several threads, and passes the results to `put` in the order of the blocks.
pub(crate) fn in_order<T: Send>(
    inputs: Vec<Input>,
    threads: usize,
    stop: &AtomicBool,
    make: impl Fn(u32, &Block) -> T + Sync,
    mut put: impl FnMut(T) -> io::Result<()>,
) -> io::Result<Outcome> {
    scope(|scope| {
        let (jobs, queue) = sync_channel::<Job>(threads * 2);
        let queue = Arc::new(Mutex::new(queue));
        let (done, results) = sync_channel(threads * 2);
        // A permit for each block whose result is pending: results after a slow one wait for it, and their number is
        // limited.
        let (permits, taken) = sync_channel(threads * 4);
        let mut taken = Some(taken);
        for _ in 0..threads {
            let (queue, done, make) = (Arc::clone(&queue), done.clone(), &make);
            scope.spawn(move || {
                while let Some((number, source, block)) = next(&queue) {
                    if done.send((number, make(source, &block))).is_err() {
                        return;
                    }
                }
            });
        }
        drop((queue, done));
        let distributing =
            scope.spawn(move || distribute(inputs, stop, |job| permits.send(()).is_ok() && jobs.send(job).is_ok()));
        let (mut waiting, mut wanted) = (BTreeMap::new(), 0);
        let mut result = Ok(());
        for (number, made) in results {
            waiting.insert(number, made);
            while let Some(made) = waiting.remove(&wanted).filter(|_| result.is_ok()) {
                wanted += 1;
                let _ = taken.as_ref().map(Receiver::try_recv);
                result = put(made);
                // The output was closed: reading on is useless, and a permit would never come.
                if result.is_err() {
                    stop.store(true, Ordering::Relaxed);
                    taken = None;
                }
            }
        }
        let outcome = distributing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        result.map(|()| outcome)
    })
}

fn next(queue: &Mutex<Receiver<Job>>) -> Option<Job> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Reads the files in order.
fn distribute(inputs: Vec<Input>, stop: &AtomicBool, send: impl Fn(Job) -> bool) -> Outcome {
    let bar = bar(&inputs);
    let mut outcome = Outcome { is_whole: true, notes: Vec::new() };
    let mut number = 0;
    for (source, input) in (0..).zip(inputs) {
        let name = input.name.clone();
        let short = RefCell::new(Some(Vec::new()));
        let result = input.reader(&bar, stop).and_then(|reader| {
            for block in read_blocks(Keeping { reader, short: &short }) {
                if stop.load(Ordering::Relaxed) || !send((number, source, block?)) {
                    return Ok(false);
                }
                number += 1;
            }
            Ok(true)
        });
        match result {
            _ if stop.load(Ordering::Relaxed) => break,
            Ok(false) => break,
            Ok(true) if short.take().is_some_and(|content| is_one_body(&content)) => outcome.notes.push(format!(
                "{name}: looks like one body on several lines; to put it on one line, try: jq -c . {name}"
            )),
            Ok(true) => {}
            Err(error) => {
                outcome.is_whole = false;
                outcome.notes.push(format!("{name}: {error}; only what came before was read"));
            }
        }
    }
    bar.finish_and_clear();
    outcome
}

/// Only files up to this size, in bytes, are checked for a body on several lines.
const MAX_BODY: usize = 1 << 20;

/// Reads, and keeps the content if it is short.
struct Keeping<'s, R> {
    reader: R,
    short: &'s RefCell<Option<Vec<u8>>>,
}

impl<R: Read> Read for Keeping<'_, R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let bytes = self.reader.read(to)?;
        let mut short = self.short.borrow_mut();
        if let Some(content) = short.as_mut().filter(|content| content.len() + bytes <= MAX_BODY) {
            content.extend_from_slice(&to[..bytes]);
        } else {
            *short = None;
        }
        Ok(bytes)
    }
}

/// Whether a file is a single body on several lines.
fn is_one_body(content: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(content) else { return false };
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().unwrap_or_default();
    if lines.next().is_none() || serde_json::from_str::<IgnoredAny>(first).is_ok() {
        return false;
    }
    !parse(text).elements().is_empty()
}

/// Only shown on a terminal.
fn bar(inputs: &[Input]) -> ProgressBar {
    let bytes: Option<u64> = inputs.iter().map(|input| input.bytes).sum();
    // A dumb terminal does not move its cursor.
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let target = if is_dumb { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(bytes, target);
    let template = match bytes {
        Some(_) => "{bar:32} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left",
        None => "{spinner} {bytes}, {bytes_per_sec}",
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
