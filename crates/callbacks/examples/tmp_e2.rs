use bandwidth_callbacks::{recover, sample};
use std::io::Read;
fn main() {
    let _ = sample("message-sent");
    let mut t = String::new();
    std::io::stdin().read_to_string(&mut t).unwrap();
    let r = recover(&t);
    println!("{}", r.text);
    println!(
        "ok={} events={} unknown={} rejected={}",
        r.report.ok,
        r.report.events.len(),
        r.report.unknown.len(),
        r.report.rejected.len()
    );
    for x in &r.repairs {
        println!("  R {} x{} {}:{}", x.repair.name(), x.count, x.line, x.column);
    }
    for d in &r.report.diagnostics {
        println!("  D {} {} | {}", d.rule.name(), d.path, d.message);
    }
}
