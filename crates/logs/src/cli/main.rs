//! `bandwidth-callbacks lines`: checks or summarizes a log of callbacks, on every core.

mod input;
#[cfg(feature = "parquet")]
mod parquet;
mod pattern;
mod rows;
mod words;
mod work;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::available_parallelism;

use bandwidth_callbacks::Severity;
use bandwidth_callbacks::catalogue::events::EventType;
use bandwidth_callbacks::terminal::printable;
#[cfg(feature = "parquet")]
use bandwidth_callbacks_logs::columns::Columns;
use bandwidth_callbacks_logs::summary::{Filter, Summary, text};
use clap::{Args, ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};
use input::{Input, names};
use rows::{Form, Row, Rows};
use words::{eprint_line, note, pluralize, unwritten};
use work::{Outcome, in_order, parts};

#[derive(Parser)]
#[command(
    name = "bandwidth-callbacks",
    version,
    about = "Callbacks of Bandwidth's Messaging API, checked and summarized"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read logs with one body per line: print their problems, events, or a summary
    Lines(Lines),
}

#[derive(Args)]
#[command(
    args_override_self = true,
    after_help = "--since, --until, --type and --code filter events; all problems are still printed.\n\n\
                        Exit codes: 0 no errors, 1 errors found or a file not read to the end, 2 bad arguments or \
                        output could not be written, 130 stopped by Ctrl-C or SIGTERM"
)]
#[allow(clippy::struct_excessive_bools)] // one per flag
struct Lines {
    /// Files or patterns, `-` for standard input; gzip and zstd are decompressed
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Print a summary instead of the problems
    #[arg(long)]
    summary: bool,
    /// Print events as JSON, one per line; with --summary, the summary as JSON
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Print events as CSV
    #[arg(long, conflicts_with = "summary")]
    csv: bool,
    /// Write a Parquet file: a row per event and, unless events are filtered, per other element
    #[arg(
        long,
        value_name = "OUT",
        conflicts_with_all = ["summary", "json", "csv"],
        value_parser = parquet_file,
        hide = cfg!(not(feature = "parquet"))
    )]
    parquet: Option<PathBuf>,
    /// Repair lines that are not JSON or contain a body: log lines, queue records, arrays of bodies
    #[arg(long)]
    recover: bool,
    /// Only events at this time or later: 2026-07-14 or 2026-07-14T09:12:07Z
    #[arg(long, value_name = "TIME", value_parser = Filter::time)]
    since: Option<i64>,
    /// Only events before this time
    #[arg(long, value_name = "TIME", value_parser = Filter::time)]
    until: Option<i64>,
    /// Only events of this type; repeatable
    #[arg(long = "type", value_name = "TYPE", value_parser = event_type)]
    types: Vec<EventType>,
    /// Only failures with this error code; repeatable
    #[arg(long = "code", value_name = "CODE")]
    codes: Vec<u32>,
    /// Limit memory to 15 MB per core; outcomes are estimated above 100,000 messages
    #[arg(long, requires = "summary")]
    approximate: bool,
    /// How many cores to use [default: all]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

impl Lines {
    fn threads(&self) -> usize {
        self.threads.map_or_else(|| available_parallelism().map_or(1, usize::from), usize::from)
    }

    fn filter(&self) -> Filter {
        Filter { since: self.since, until: self.until, types: self.types.clone(), codes: self.codes.clone() }
    }
}

/// The number of messages that `--approximate` keeps.
const APPROXIMATE_MESSAGES: usize = 100_000;

fn event_type(text: &str) -> Result<EventType, String> {
    let names = EventType::ALL.map(EventType::name).join(", ");
    EventType::find(text).ok_or_else(|| format!("expected one of {names}"))
}

fn parquet_file(text: &str) -> Result<PathBuf, &'static str> {
    match text {
        _ if cfg!(not(feature = "parquet")) => {
            Err("built without Parquet support; reinstall with `cargo install --features cli,parquet`")
        }
        "-" | "" => Err("expected a file name"),
        name => Ok(name.into()),
    }
}

/// A signal asked to stop, or the output was closed.
static STOP: AtomicBool = AtomicBool::new(false);

fn main() -> ExitCode {
    let Command::Lines(lines) = arguments().command;
    let inputs = input::all(&lines.files).and_then(|inputs| match &lines.parquet {
        Some(out) if inputs.iter().any(|input| input.is(out)) => {
            Err(format!("{}: is also an input file", out.display()))
        }
        _ => Ok(inputs),
    });
    let inputs = match inputs {
        Ok(inputs) => inputs,
        Err(misuse) => {
            eprint_line(&misuse);
            return ExitCode::from(2);
        }
    };
    // The first signal (Ctrl-C, SIGTERM, SIGHUP) stops reading and prints what was read; the second ends the process.
    let stop = || {
        if STOP.swap(true, Ordering::Relaxed) {
            #[cfg(feature = "parquet")]
            parquet::exit(130);
            #[cfg(not(feature = "parquet"))]
            std::process::exit(130);
        }
    };
    let _ = ctrlc::set_handler(stop);
    let code = match run(&lines, inputs, &STOP) {
        Ok(code) => code,
        // A closed pipe (`… | head`) is not an error.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
        Err(error) => {
            eprint_line(&format!("could not write the output: {}", unwritten(&error)));
            return ExitCode::from(2);
        }
    };
    if STOP.load(Ordering::Relaxed) {
        match &lines.parquet {
            Some(out) => eprint_line(&format!("stopped: {} was not written", out.display())),
            None => eprint_line("stopped; results cover only what was read"),
        }
        return ExitCode::from(130);
    }
    ExitCode::from(code)
}

/// The arguments. Prints help or a usage error and exits.
fn arguments() -> Cli {
    let parse = |args: Vec<OsString>| {
        let matches = Cli::command().color(color()).try_get_matches_from(args)?;
        Cli::from_arg_matches(&matches)
    };
    parse(std::env::args_os().collect()).unwrap_or_else(|error| {
        // An error repeats arguments, which may contain control characters.
        let shown = std::env::args_os().map(|arg| printable(&arg.to_string_lossy()).into()).collect();
        parse(shown).err().unwrap_or(error).exit()
    })
}

/// `FORCE_COLOR` wins over `NO_COLOR`, and both over the terminal. Empty values are ignored.
fn color() -> ColorChoice {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    match set("FORCE_COLOR") {
        Some(value) if value == "0" || value == "false" => ColorChoice::Never,
        Some(_) => ColorChoice::Always,
        None if set("NO_COLOR").is_some() || set("TERM").is_some_and(|term| term == "dumb") => ColorChoice::Never,
        None => ColorChoice::Auto,
    }
}

/// Returns the exit code: 0 if there are no errors, otherwise 1.
fn run(lines: &Lines, inputs: Vec<Input>, stop: &AtomicBool) -> io::Result<u8> {
    #[cfg(feature = "parquet")]
    if let Some(path) = &lines.parquet {
        return columns(lines, inputs, stop, path);
    }
    if lines.summary { summary(lines, inputs, stop) } else { list(lines, inputs, stop) }
}

#[cfg(feature = "parquet")]
fn columns(lines: &Lines, inputs: Vec<Input>, stop: &AtomicBool, path: &std::path::Path) -> io::Result<u8> {
    let new = || {
        let columns = Columns::new().with_filter(lines.filter());
        if lines.recover { columns.with_recovery() } else { columns }
    };
    let written = parquet::write(path, inputs, lines.threads(), stop, new)?;
    let code = finish(&written.outcome, written.has_errors);
    if written.is_there {
        note(&printable(&format!("{} in {}", pluralize(written.rows as u64, "row", "rows"), path.display())));
    } else if !stop.load(Ordering::Relaxed) {
        eprint_line(&format!("{}: not replaced, because the input was not read to the end", path.display()));
    }
    Ok(code)
}

fn summary(lines: &Lines, inputs: Vec<Input>, stop: &AtomicBool) -> io::Result<u8> {
    let names = names(&inputs);
    let new = || {
        let sum = if lines.approximate { Summary::with_message_limit(APPROXIMATE_MESSAGES) } else { Summary::new() };
        let sum = sum.with_filter(lines.filter());
        if lines.recover { sum.with_recovery() } else { sum }
    };
    let (sums, outcome) = parts(inputs, lines.threads(), stop, new, |sum, source, block| sum.add_block(block, source));
    let whole = sums.into_iter().reduce(|mut whole, sum| {
        whole.merge(sum);
        whole
    });
    let report = whole.unwrap_or_else(new).report();
    let mut out = io::stdout().lock();
    if lines.json {
        writeln!(out, "{}", words::json(&report, &names)?)?;
    } else {
        out.write_all(text(&report, &names).as_bytes())?;
    }
    out.flush()?;
    let has_errors = report.findings.iter().any(|it| it.severity == Severity::Error);
    Ok(finish(&outcome, has_errors))
}

fn list(lines: &Lines, inputs: Vec<Input>, stop: &AtomicBool) -> io::Result<u8> {
    let form = match (lines.json, lines.csv) {
        (true, _) => Form::Json,
        (_, true) => Form::Csv,
        _ => Form::Findings,
    };
    let row = Row { form, filter: lines.filter(), recovers: lines.recover, names: names(&inputs) };
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    out.write_all(row.head().as_bytes())?;
    let (mut bodies, mut found) = (0, [0; 3]);
    let put = |rows: Rows| {
        bodies += rows.bodies;
        for (own, other) in found.iter_mut().zip(rows.found) {
            *own += other;
        }
        out.write_all(rows.text.as_bytes())
    };
    let outcome = in_order(inputs, lines.threads(), stop, |source, block| row.of(source, block), put)?;
    out.flush()?;
    let code = finish(&outcome, found[0] > 0);
    if form == Form::Findings {
        let [errors, warnings, infos] = found;
        note(&format!(
            "{}: {}, {}, {}",
            pluralize(bodies, "body", "bodies"),
            pluralize(errors, "error", "errors"),
            pluralize(warnings, "warning", "warnings"),
            pluralize(infos, "info", "info")
        ));
    }
    Ok(code)
}

/// Prints the notes about files, and returns the exit code.
fn finish(outcome: &Outcome, has_errors: bool) -> u8 {
    for text in &outcome.notes {
        eprint_line(text);
    }
    u8::from(has_errors || !outcome.is_whole)
}
