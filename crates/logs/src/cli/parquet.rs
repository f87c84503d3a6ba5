//! The rows of a log as a Parquet file. It has a temporary name until it is complete, because the disk may fill up or
//! the process may be stopped.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::scope;

use arrow_array::RecordBatch;
use bandwidth_callbacks_logs::columns::{Columns, write_parquet};
use bandwidth_callbacks_logs::lines::Block;
use bandwidth_callbacks_logs::summary::Place;

use crate::input::{Input, names};
use crate::words::unwritten;
use crate::work::{Outcome, in_order};

/// What was written.
pub(crate) struct Written {
    pub outcome: Outcome,
    /// Whether the file has its final name.
    pub is_there: bool,
    pub rows: usize,
    pub has_errors: bool,
}

/// Writes the rows of each block, made by columns of `new`. A file is replaced only if all input was read.
pub(crate) fn write(
    path: &Path,
    inputs: Vec<Input>,
    threads: usize,
    stop: &AtomicBool,
    new: impl Fn() -> Columns + Sync,
) -> io::Result<Written> {
    let sources = names(&inputs);
    let named = |error: io::Error| io::Error::other(format!("{}: {}", path.display(), unwritten(&error)));
    let unfinished = Unfinished::create(path).map_err(named)?;
    let (mut rows, mut has_errors) = (0, false);
    let (batches, waiting) = sync_channel(threads * 2);
    let (written, outcome) = scope(|scope| {
        // On a thread of its own, because compressing columns takes as long as reading them.
        let packing = scope.spawn(|| write_parquet(&unfinished.file, &sources, waiting));
        let make = |source: u32, block: &Block| of_block(source, block, new());
        let outcome = in_order(inputs, threads, stop, make, |(made, errors)| {
            has_errors |= errors;
            for batch in made {
                rows += batch.num_rows();
                // If the writer is gone, its own error says why.
                batches.send(batch).map_err(io::Error::other)?;
            }
            Ok(())
        });
        drop(batches);
        (packing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), outcome)
    });
    // The writer's error comes first: if it stopped, sending fails too.
    written.map_err(reason).map_err(named)?;
    let outcome = outcome?;
    let is_there = !stop.load(Ordering::Relaxed) && (outcome.is_whole || !unfinished.replaces_file());
    if is_there {
        unfinished.finish().map_err(named)?;
    }
    Ok(Written { outcome, is_there, rows, has_errors })
}

fn of_block(source: u32, block: &Block, mut columns: Columns) -> (Vec<RecordBatch>, bool) {
    let mut batches = Vec::new();
    for line in block.lines() {
        batches.extend(columns.add_at(line.text, Place { source, line: line.number, offset: line.offset }));
    }
    batches.extend(columns.finish());
    (batches, columns.has_errors())
}

/// The error of the operating system, if it was one.
fn reason(error: parquet::errors::ParquetError) -> io::Error {
    match error {
        parquet::errors::ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    }
}

/// The temporary file, for `exit`.
static PART: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Removes the temporary file and ends the process. Keeps the lock, so that no other file is created.
pub(crate) fn exit(code: i32) -> ! {
    let mut part = lock();
    abandon(&mut part);
    std::process::exit(code)
}

fn abandon(part: &mut Option<PathBuf>) {
    if let Some(part) = part.take() {
        let _ = fs::remove_file(part);
    }
}

fn lock() -> MutexGuard<'static, Option<PathBuf>> {
    PART.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file with a temporary name, in `PART`, until it is complete; removed if it never is.
struct Unfinished {
    file: File,
    path: PathBuf,
}

impl Unfinished {
    fn create(path: &Path) -> io::Result<Self> {
        // A symbolic link stays a link.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        // A device or a pipe must not be replaced by a file.
        let is_file = fs::metadata(&path).map_or(true, |about| about.is_file() || about.is_dir());
        if !is_file {
            return Ok(Unfinished { file: File::options().write(true).open(&path)?, path });
        }
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let mut part = lock();
        let (file, name) = new_beside(&path)?;
        *part = Some(name);
        Ok(Unfinished { file, path })
    }

    /// Whether the file has been renamed.
    fn replaces_file(&self) -> bool {
        lock().is_some() && self.path.exists()
    }

    fn finish(self) -> io::Result<()> {
        if lock().is_some() {
            self.file.sync_all()?;
        }
        let mut part = lock();
        if let Some(name) = part.as_deref() {
            fs::rename(name, &self.path)?;
            *part = None;
        }
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        abandon(&mut lock());
    }
}

/// A new file next to `path`, and its name. Never overwrites an existing file.
fn new_beside(path: &Path) -> io::Result<(File, PathBuf)> {
    let mut number = 0;
    loop {
        let mut part = path.as_os_str().to_owned();
        part.push(if number == 0 { ".part".to_owned() } else { format!(".{number}.part") });
        match File::options().write(true).create_new(true).open(&part) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            file => return Ok((file?, part.into())),
        }
    }
}
