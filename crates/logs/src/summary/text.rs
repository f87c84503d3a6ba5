//! A summary for people at a terminal.

use std::fmt::Write;

use super::report::{FindingCount, MinuteCount, NameCount, OutcomeCount, SummaryReport};
use bandwidth_callbacks::catalogue::errors::Outcome;
use bandwidth_callbacks::terminal::printable;

/// How many rows of a table are shown.
const ROWS: usize = 10;
/// How wide a bar is at most.
const BAR: usize = 24;
/// How wide a curve is at most.
const CURVE: usize = 72;

/// A summary as text of at most 100 columns or so; `sources` are the names of files, for what was found in them.
///
/// ```
/// use bandwidth_callbacks::sample;
/// use bandwidth_callbacks_logs::summary::{Summary, text};
///
/// let mut summary = Summary::new();
/// summary.add(sample("message-failed").unwrap());
/// let text = text(&summary.report(), &[]);
/// assert!(text.starts_with("1 body, 1 event, 585 bytes\n"), "{text}");
/// assert!(text.contains("  4432  rejected-forbidden-country"), "{text}");
/// ```
#[must_use]
pub fn text(report: &SummaryReport, sources: &[String]) -> String {
    let mut out = String::new();
    let SummaryReport { bodies, events, verifications, unknown, rejected, bytes, messages, .. } = report;
    let mut counts = vec![many(*bodies, "body", "bodies"), many(*events, "event", "events")];
    if *verifications > 0 {
        counts.push(many(*verifications, "verification", "verifications"));
    }
    for (count, name) in [(*unknown, "unknown"), (*rejected, "rejected")] {
        if count > 0 {
            counts.push(format!("{} {name}", grouped(count)));
        }
    }
    counts.push(size(*bytes));
    let _ = writeln!(out, "{}", counts.join(", "));

    let failed = messages.failed.iter().map(|it| it.messages).sum();
    let outcome_unknown = messages.outcome_unknown.iter().map(|it| it.messages).sum();
    let outcomes = [
        ("delivered", messages.delivered),
        ("failed", failed),
        (Outcome::Unknown.words(), outcome_unknown),
        ("open", messages.open),
    ];
    if messages.sent > 0 {
        let _ = writeln!(out, "\n{} sent", many(messages.sent, "message", "messages"));
        for (name, count) in outcomes.into_iter().filter(|(_, count)| *count > 0) {
            let _ = writeln!(out, "  {name:15} {}", share(count, messages.sent, messages.sent));
        }
        if messages.read > 0 {
            let _ = writeln!(out, "  of the delivered, read: {}", grouped(messages.read));
        }
    }
    if messages.received > 0 {
        let _ = writeln!(out, "\n{} received", many(messages.received, "message", "messages"));
    }
    let odd = [
        (messages.duplicates, "duplicates"),
        (messages.late.unwrap_or(0), "arrived after a later stage"),
        (
            messages.contradicted,
            "reported as failed and as delivered; Bandwidth documents this for numbers that do not exist",
        ),
    ];
    if odd.iter().any(|(count, _)| *count > 0) {
        out.push('\n');
        for (count, what) in odd.into_iter().filter(|(count, _)| *count > 0) {
            let _ = writeln!(out, "{:>12}  {what}", grouped(count));
        }
    }
    codes(&mut out, "Failed", &messages.failed);
    codes(&mut out, "Outcome unknown", &messages.outcome_unknown);
    types(&mut out, report);
    curve(&mut out, report.minutes_each, &report.minutes);
    for (title, names) in
        [("Carriers", &report.carriers), ("Applications", &report.applications), ("Channels", &report.channels)]
    {
        table(&mut out, title, names, *events);
    }
    table(&mut out, "Toll-free verification", &report.verification_outcomes, *verifications);
    findings(&mut out, &report.findings, sources);
    for it in &report.approximate {
        let _ = writeln!(out, "\n{}: {}", it.member, it.why);
    }
    out
}

fn codes(out: &mut String, title: &str, codes: &[OutcomeCount]) {
    let all = codes.iter().map(|it| it.messages).sum();
    let most = codes.first().map_or(0, |it| it.messages);
    section(out, title, codes, |it| {
        let category = it.category.map_or("", |category| category.name());
        let code = it.code.map_or_else(|| "none".to_owned(), |code| code.to_string());
        let name = it.name.unwrap_or(if it.code.is_some() { "unknown code" } else { "no error code" });
        format!("{code}  {name:40} {category:17} {}", share(it.messages, all, most))
    });
}

fn table(out: &mut String, title: &str, names: &[NameCount], events: u64) {
    let most = names.first().map_or(0, |it| it.events);
    section(out, title, names, |it| format!("{:36} {}", short(&it.name), share(it.events, events, most)));
}

fn types(out: &mut String, report: &SummaryReport) {
    section(out, "Events, and the time since message creation (p50, p90, p99, max)", &report.types, |it| {
        let times = report.latency.iter().find(|latency| latency.kind == it.kind);
        let times = times
            .map(|times| [times.p50, times.p90, times.p99, times.max].map(|time| format!("{:>9}", duration(time))));
        format!("{:28} {:>12} {}", it.kind, grouped(it.events), times.map(|times| times.join(" ")).unwrap_or_default())
    });
}

fn findings(out: &mut String, findings: &[FindingCount], sources: &[String]) {
    section(out, "Problems, and the first place of each", findings, |it| {
        let at = it.first.map(|place| {
            let source =
                sources.get(place.source as usize).map(|source| format!("{}:", printable(source))).unwrap_or_default();
            format!("{source}{} \"{}\"", place.line, printable(&it.path))
        });
        format!("{:8} {:24} {:>12}  {}", it.severity.name(), it.rule.name(), grouped(it.count), at.unwrap_or_default())
    });
}

/// A title and a line for each row; what does not fit is counted.
fn section<T>(out: &mut String, title: &str, rows: &[T], line: impl Fn(&T) -> String) {
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{title}");
    for row in rows.iter().take(ROWS) {
        let _ = writeln!(out, "  {}", line(row).trim_end());
    }
    if rows.len() > ROWS {
        let _ = writeln!(out, "  and {} more", rows.len() - ROWS);
    }
}

/// Events by time, as a line of blocks.
fn curve(out: &mut String, minutes_each: u32, minutes: &[MinuteCount]) {
    let (Some(first), Some(last), Some(peak)) =
        (minutes.first(), minutes.last(), minutes.iter().max_by_key(|it| (it.events, std::cmp::Reverse(it.minute))))
    else {
        return;
    };
    let at = |minute: i64| (minute - first.minute) as u64 / u64::from(minutes_each);
    let span = at(last.minute) + 1;
    let each = span.div_ceil(CURVE as u64);
    let mut columns = vec![0; span.div_ceil(each) as usize];
    for it in minutes {
        columns[(at(it.minute) / each) as usize] += it.events;
    }
    let most = columns.iter().copied().max().unwrap_or(1);
    let blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let block = |count: &u64| if *count == 0 { ' ' } else { blocks[(count * 8).div_ceil(most) as usize - 1] };
    let _ = writeln!(out, "\nEvents by time, {} each", many(each * u64::from(minutes_each), "minute", "minutes"));
    let _ = writeln!(out, "  {}", columns.iter().map(block).collect::<String>());
    let _ = writeln!(
        out,
        "  {} to {}, most at {}: {}",
        moment(first.minute),
        moment(last.minute),
        moment(peak.minute),
        grouped(peak.events)
    );
}

/// A number, its part of a whole, and a bar for its part of the most.
fn share(count: u64, all: u64, most: u64) -> String {
    let eighths = (count * BAR as u64 * 8 / most.max(1)) as usize;
    let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    let percent = count as f64 * 100.0 / all.max(1) as f64;
    format!("{:>12} {percent:>6.2} %  {}{part}", grouped(count), "█".repeat(eighths / 8))
}

/// A name of a payload, as much of it as fits.
fn short(name: &str) -> String {
    printable(name).chars().take(36).collect()
}

fn many(count: u64, one: &str, more: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { more })
}

/// A number in groups of three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn size(bytes: u64) -> String {
    match bytes as f64 {
        few if few < 1e3 => format!("{bytes} bytes"),
        some if some < 1e6 => format!("{:.1} kB", some / 1e3),
        many if many < 1e9 => format!("{:.1} MB", many / 1e6),
        most => format!("{:.1} GB", most / 1e9),
    }
}

fn duration(milliseconds: f64) -> String {
    match milliseconds.abs() {
        short if short < 1e3 => format!("{milliseconds:.0} ms"),
        some if some < 6e4 => format!("{:.1} s", milliseconds / 1e3),
        long if long < 3.6e6 => format!("{:.1} min", milliseconds / 6e4),
        _ => format!("{:.1} h", milliseconds / 3.6e6),
    }
}

/// A minute of 1970 and later, as date and time of day (UTC).
fn moment(minute: i64) -> String {
    let (days, rest) = (minute.div_euclid(1440) + 719_468, minute.rem_euclid(1440));
    // Years that begin in March, in eras of 400 of them.
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
    format!("{:04}-{month:02}-{day:02} {:02}:{:02}", year + era * 400, rest / 60, rest % 60)
}

#[cfg(test)]
mod tests {
    use super::{duration, grouped, moment, share, short, size};

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!([0, 12, 1_234, 1_234_567].map(grouped), ["0", "12", "1,234", "1,234,567"]);
        assert_eq!([999, 1_500, 2_500_000, 3_210_000_000].map(size), ["999 bytes", "1.5 kB", "2.5 MB", "3.2 GB"]);
        assert_eq!(
            [-5.0, 999.0, 2_500.0, 90_000.0, 9e6].map(duration),
            ["-5 ms", "999 ms", "2.5 s", "1.5 min", "2.5 h"]
        );
        assert_eq!(share(1, 4, 2), "           1  25.00 %  ████████████");
        assert_eq!(short("a\u{1b}[31mb\n"), "a [31mb ");
        assert_eq!(
            [0, 29_733_667, -1, 15_811_200].map(moment),
            ["1970-01-01 00:00", "2026-07-14 09:07", "1969-12-31 23:59", "2000-01-24 00:00"]
        );
    }
}
