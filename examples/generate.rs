//! Writes a made-up log of about so many megabytes to standard output: `cargo run --release --features lines
//! --example generate -- MEGABYTES [SEED [DAMAGED_OF_THOUSAND]]`.

use std::io::{self, BufWriter, Write};

use bandwidth_callbacks::generate::Log;

fn main() -> io::Result<()> {
    let numbers: Vec<u64> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let at = |place: usize, otherwise: u64| numbers.get(place).copied().unwrap_or(otherwise);
    let (mut left, mut out) = (at(0, 10) * 1_000_000, BufWriter::new(io::stdout().lock()));
    for body in Log::new(at(1, 1)).damage(at(2, 1)) {
        let length = body.len() as u64 + 1;
        if length > left {
            break;
        }
        left -= length;
        writeln!(out, "{body}")?;
    }
    out.flush()
}
