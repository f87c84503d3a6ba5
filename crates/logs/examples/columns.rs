//! Turns a log, one body on each line, into a file of Parquet, or of Arrow IPC where its name ends so:
//! `cargo run --release --package bandwidth-callbacks-logs --features parquet --example columns -- LOG OUT.parquet`

use std::env::args;
use std::error::Error;
use std::fs::File;
use std::path::Path;

use bandwidth_callbacks_logs::columns::{Columns, write_ipc, write_parquet};
use bandwidth_callbacks_logs::lines::{Line, read_blocks};
use bandwidth_callbacks_logs::summary::Place;

fn main() -> Result<(), Box<dyn Error>> {
    let (Some(log), Some(out)) = (args().nth(1), args().nth(2)) else {
        return Err("usage: columns LOG OUT.parquet | OUT.arrow".into());
    };
    let (mut columns, mut broken) = (Columns::new(), None);
    let mut blocks = read_blocks(File::open(&log)?);
    let mut waiting = Vec::new().into_iter();
    let batches = std::iter::from_fn(|| {
        loop {
            if let Some(batch) = waiting.next() {
                return Some(batch);
            }
            let block = match blocks.next() {
                Some(Ok(block)) => block,
                Some(Err(error)) => {
                    broken = Some(error);
                    continue;
                }
                None => return columns.finish(),
            };
            let add = |Line { text, number: line, offset, .. }| columns.add_at(text, Place { source: 0, line, offset });
            waiting = block.lines().filter_map(add).collect::<Vec<_>>().into_iter();
        }
    });
    if Path::new(&out).extension().is_some_and(|it| it == "arrow") {
        write_ipc(File::create(out)?, batches)?;
    } else {
        write_parquet(File::create(out)?, &[log], batches)?;
    }
    broken.map_or(Ok(()), |error| Err(error.into()))
}
