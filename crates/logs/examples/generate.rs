//! Writes a made-up log of about so many megabytes, one body on each line. Its arguments:
//! `MEGABYTES [FILE] [SEED] [DAMAGED OF A THOUSAND]`

use std::env::args;
use std::fs::File;
use std::io::{BufWriter, ErrorKind, Result, Write, stdout};

use bandwidth_callbacks_logs::generate::Log;

fn main() -> Result<()> {
    let args: Vec<String> = args().skip(1).collect();
    let number = |at: usize, unless_told: u64| args.get(at).map_or(Some(unless_told), |text| text.parse().ok());
    let (Some(megabytes), Some(seed), Some(damage), true) =
        (number(0, 0), number(2, 1), number(3, 1), !args.is_empty())
    else {
        eprintln!("usage: generate MEGABYTES [FILE | -] [SEED] [DAMAGED OF A THOUSAND]");
        std::process::exit(2);
    };
    let out: Box<dyn Write> = match args.get(1).map(String::as_str) {
        None | Some("-") => Box::new(stdout().lock()),
        Some(path) => Box::new(File::create(path)?),
    };
    match write(BufWriter::with_capacity(1 << 20, out), Log::new(seed).damage(damage), megabytes * 1_000_000) {
        // Whoever reads has enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}

fn write(mut out: impl Write, log: Log, bytes: u64) -> Result<()> {
    let mut written = 0;
    for body in log {
        if written >= bytes {
            break;
        }
        writeln!(out, "{body}")?;
        written += body.len() as u64 + 1;
    }
    out.flush()
}
