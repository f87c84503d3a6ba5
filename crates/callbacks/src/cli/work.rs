//! One thread reads, the others work: in memory that does not grow with the log.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{ScopedJoinHandle, scope};
use std::time::Duration;

use bandwidth_callbacks::lines::{Block, read};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::input::Input;

/// How reading has ended.
pub(crate) struct Outcome {
    /// The files that could not be read to their end, and why.
    pub unread: Vec<(String, io::Error)>,
}

/// A block, its file, and how many came before it.
type Job = (usize, u32, Block);

/// Gives blocks to several threads, each of which makes something of those it gets.
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
        let outcome = deal(inputs, stop, |job| jobs.send(job).is_ok());
        drop(jobs);
        let part =
            |worker: ScopedJoinHandle<'_, T>| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (workers.into_iter().map(part).collect(), outcome)
    })
}

/// Gives blocks to several threads, and what they make of them to `put`, in the order of the blocks.
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
        // A turn for each block that is not put yet: those after a slow one wait for it, and must not be too many.
        let (turns, taken) = sync_channel(threads * 4);
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
        let dealing = scope.spawn(move || deal(inputs, stop, |job| turns.send(()).is_ok() && jobs.send(job).is_ok()));
        let (mut waiting, mut wanted) = (BTreeMap::new(), 0);
        let mut result = Ok(());
        for (number, made) in results {
            waiting.insert(number, made);
            while let Some(made) = waiting.remove(&wanted).filter(|_| result.is_ok()) {
                wanted += 1;
                let _ = taken.as_ref().map(Receiver::try_recv);
                result = put(made);
                // Nobody takes it any more: reading on is of no use, and to wait for a turn would be for ever.
                if result.is_err() {
                    stop.store(true, Ordering::Relaxed);
                    taken = None;
                }
            }
        }
        let outcome = dealing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        result.map(|()| outcome)
    })
}

fn next(queue: &Mutex<Receiver<Job>>) -> Option<Job> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Reads the files one after another.
fn deal(inputs: Vec<Input>, stop: &AtomicBool, send: impl Fn(Job) -> bool) -> Outcome {
    let bar = bar(&inputs);
    let mut outcome = Outcome { unread: Vec::new() };
    let mut number = 0;
    for (source, input) in (0..).zip(inputs) {
        let name = input.name.clone();
        let reader = match input.reader(&bar) {
            Ok(reader) => reader,
            Err(error) => {
                outcome.unread.push((name, error));
                continue;
            }
        };
        for block in read(reader) {
            if stop.load(Ordering::Relaxed) {
                bar.finish_and_clear();
                return outcome;
            }
            match block {
                Ok(block) => {
                    if !send((number, source, block)) {
                        bar.finish_and_clear();
                        return outcome;
                    }
                    number += 1;
                }
                Err(error) => outcome.unread.push((name.clone(), error)),
            }
        }
    }
    bar.finish_and_clear();
    outcome
}

/// Shown on a terminal, and nowhere else.
fn bar(inputs: &[Input]) -> ProgressBar {
    let bytes: Option<u64> = inputs.iter().map(|input| input.bytes).sum();
    let bar = ProgressBar::with_draw_target(bytes, ProgressDrawTarget::stderr());
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
