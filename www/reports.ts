// A reading in other forms, for those who were not there: a ticket, a program, a terminal.

import type { EventType } from "bandwidth-callbacks";
import type * as Full from "./full";
import type { Reading } from "./reading";
import { SEVERITY, titleOf } from "./words";

/** For a ticket. It holds no value of the payload but error codes and types. */
export function markdown({ report, rows }: Reading, full: typeof Full, version: string): string {
  const { events, unknown, rejected, diagnostics, repairs } = report;
  const lines = ["## Bandwidth callback", ""];
  lines.push(
    `${rows.length} events, ${unknown.length} unknown, ${rejected.length} not usable, ${diagnostics.length} findings.`,
    "",
  );
  for (const event of events.slice(0, 20)) {
    lines.push(`- **${titleOf(event.type)}**, ${event.time}: ${full.explain(event.type)?.meaning ?? ""}`);
    const code = event.type === "message-failed" ? full.explain(event) : undefined;
    if (code?.kind === "error-code")
      lines.push(`  - [${code.name}](${code.url}) ${code.title} (${code.summary}). ${code.meaning} ${code.action}`);
  }
  if (rows.length > 20) lines.push(`- and ${rows.length - 20} more`);
  if (diagnostics.length > 0) {
    lines.push("", "| | rule | at | line | what | what to do |", "| --- | --- | --- | --- | --- | --- |");
    for (const { rule, severity, path, message, help, url, line, column } of diagnostics) {
      const cells = [
        `${SEVERITY[severity]} ${severity}`,
        `[${rule}](${url})`,
        `\`${path || "the body"}\``,
        line === undefined ? "" : `${line}:${column}`,
        message,
        help,
      ];
      lines.push(`| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`);
    }
  }
  if (repairs.length > 0) {
    lines.push("", "Read after repairs:", "");
    for (const { repair, message, count, line, column } of repairs) {
      lines.push(`- ${repair} at ${line}:${column}: ${message}${count > 1 ? ` (${count} times)` : ""}`);
    }
  }
  return `${lines.join("\n")}\n\nbandwidth-callbacks ${version}\n`;
}

const typesIn = (reading: Reading): EventType[] => [...new Set(reading.rows.map(({ type }) => type))];

/** A handler for just the types that were read. */
export function typescript(reading: Reading): string {
  const types = typesIn(reading);
  const cases = types.map(
    (type) =>
      `      case "${type}":\n        console.log(event.message.id${type === "message-failed" ? ", event.errorCode" : ""});\n        break;`,
  );
  return `import { dedupeKey, parse } from "bandwidth-callbacks";

const seen = new Set<string>(); // keep these keys where they outlive the process

/** Takes the raw body. Answer 2xx whatever comes: what is refused is sent again for 24 hours. */
export function receive(body: string | Uint8Array): void {
  const { events, unknown, rejected, diagnostics } = parse(body);
  for (const event of events) {
    if (seen.has(dedupeKey(event))) continue;
    switch (event.type) {
${cases.join("\n")}
      default: // the other types
    }
    seen.add(dedupeKey(event));
  }
  for (const { rule, path } of diagnostics) console.warn(rule, path);
  if (unknown.length + rejected.length > 0) console.warn("kept", unknown.length, rejected.length);
}
`;
}

export function rust(reading: Reading): string {
  const names = typesIn(reading).map((type) =>
    titleOf(type)
      .split(" ")
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join(""),
  );
  const arms = names.map(
    (name) =>
      `            CallbackEvent::${name}(event) => println!("{}${name === "MessageFailed" ? " {:?}" : ""}", event.message.id${name === "MessageFailed" ? ", event.error_code" : ""}),`,
  );
  return `use std::collections::HashSet;

use bandwidth_callbacks::{CallbackEvent, parse};

/// Takes the raw body. Answer 2xx whatever comes: what is refused is sent again for 24 hours.
pub fn receive(body: &[u8], seen: &mut HashSet<String>) {
    let report = parse(body);
    for event in &report.events {
        if !seen.insert(event.dedupe_key()) {
            continue;
        }
        match event {
${arms.join("\n")}
            _ => {} // the other types
        }
    }
    for found in &report.diagnostics {
        eprintln!("{} {}", found.rule, found.path);
    }
}
`;
}

/** A command that sends the text, to a server of your own; where it asks for credentials, curl asks for the password. */
export function curl(text: string, url = "http://localhost:3000/callbacks", user?: string): string {
  const quoted = (words: string) => `'${words.replaceAll("'", "'\\''")}'`;
  const credentials = user === undefined ? "" : ` \\\n  --user ${quoted(user)}`;
  return `curl --request POST ${quoted(url)}${credentials} \\\n  --header 'Content-Type: application/json; charset=utf-8' \\\n  --data-binary ${quoted(text)}\n`;
}
