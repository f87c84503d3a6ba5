// A reading in other formats: for a ticket, a program, a terminal.

import { elements, type EventType } from "bandwidth-callbacks";
import { many, number } from "./dom";
import { problems } from "./problems";
import { codeWords } from "./frame/code";
import { ended } from "./frame/frame";
import { thing } from "./frame/thing";
import type * as Full from "./full";
import type { Message } from "./messages/types";
import { OUTCOME } from "./messages/words";
import type { Reading } from "./reading";
import { titleOf } from "./words";

interface Ticket {
  version: string;
  /** Whether it contains phone numbers. */
  withNumbers: boolean;
}

/** No ticket is read further. */
const MAX_MESSAGES = 200;

/** For a ticket: a row for each message, failures first. Message text is not in it; IDs are, to search for. */
export async function markdown(reading: Reading, full: typeof Full, { version, withNumbers }: Ticket): Promise<string> {
  const { rows, report, eventAt } = reading;
  const lines = ["## Bandwidth messaging callbacks", ""];
  if (rows.length === 0) {
    const { title, facts, meaning, actions } = thing(reading, full);
    // The first line may repeat the sentence.
    lines.push(
      elements(report).length > 0 ? facts.join(", ") : title,
      "",
      meaning,
      "",
      ...actions.map((action) => `- ${ended(action)}`),
    );
  } else {
    // A list has loaded it already.
    const { messagesOf } = await import("./messages/source");
    const messages = await messagesOf(reading);
    const { rows: all } = messages.select({});
    const { events, duplicates } = messages.counts();
    lines.push(
      `${many(all.length, "message")}, ` +
        `${many(events, "event")}${duplicates > 0 ? `, ${many(duplicates, "duplicate")}` : ""}.`,
      "",
    );
    const heads = [
      "outcome",
      "error code",
      "carrier",
      "retry",
      "billable",
      "message ID",
      "event time",
      "duplicates",
      ...(withNumbers ? ["from", "to"] : []),
    ];
    lines.push(row(heads), row(heads.map(() => "---")));
    for (const at of all.slice(0, MAX_MESSAGES)) {
      const message = messages.message(at);
      const mark = messages.events(at)[0];
      const event = mark === undefined ? undefined : await eventAt(mark.offset);
      lines.push(row(cells(message, event?.message.id ?? "", full, withNumbers)));
    }
    if (all.length > MAX_MESSAGES) lines.push("", `and ${number(all.length - MAX_MESSAGES)} more`);
    lines.push(...codes(new Set(messages.codes().map(({ code }) => code)), full));
  }
  lines.push(...differences(reading));
  return `${lines.join("\n")}\n\nbandwidth-callbacks ${version}\n`;
}

const row = (cells: readonly string[]) =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;

function cells(message: Message, id: string, full: typeof Full, withNumbers: boolean): string[] {
  const { outcome, isRead, errorCode, carrier, until, duplicates, from, to } = message;
  const code = errorCode === undefined ? undefined : codeWords(errorCode, full);
  return [
    `${OUTCOME[outcome].glyph} ` +
      `${isRead ? "read" : OUTCOME[outcome].word}${message.isContradicted ? ", also reported delivered" : ""}`,
    code === undefined ? "" : `${code.code} ${code.title}`,
    carrier,
    code?.retry ?? "",
    code?.billing ?? "",
    `\`${id}\``,
    Number.isNaN(until) ? "" : new Date(until).toISOString(),
    duplicates === 0 ? "" : String(duplicates),
    ...(withNumbers ? [from, to] : []),
  ];
}

function codes(all: ReadonlySet<number | null>, full: typeof Full): string[] {
  const known = [...all].filter((code) => code !== null);
  if (known.length === 0) return [];
  return [
    "",
    ...known.map((code) => {
      const words = codeWords(code, full);
      return `- **${code} ${words.title}** (${words.facts.join(", ")}): ${words.meaning} ${words.action}`.trim();
    }),
  ];
}

/** The problems of the bodies, without payload values. */
function differences(reading: Reading): string[] {
  const lines: string[] = [];
  const found = problems(reading);
  if (found.length > 0) {
    lines.push("", row(["problem", "at", "line", "what", "help"]), row(["---", "---", "---", "---", "---"]));
    for (const { rule, severity, path, message, help, url, line, column } of found.slice(0, MAX_MESSAGES))
      lines.push(
        row([
          `${severity === "info" ? "note" : severity} [${rule}](${url})`,
          `\`${path || "the body"}\``,
          line === undefined ? "" : `${line}:${column}`,
          message,
          help,
        ]),
      );
  }
  const { repairs } = reading.report;
  if (repairs.length > 0)
    lines.push(
      "",
      `Repaired before reading: ${repairs.map(({ repair, count }) => `${count} × ${repair}`).join(", ")}.`,
    );
  return lines;
}

const typesIn = (reading: Reading): EventType[] => [...new Set(reading.rows.map(({ type }) => type))];

/** A receiver with a handler for just the types that were read. */
export function typescript(reading: Reading): string {
  const handlers = typesIn(reading).map(
    (type) =>
      `    "${type}": async (event) => {\n` +
      `      console.log(event.message.id${type === "message-failed" ? ", event.errorCode" : ""});\n    },`,
  );
  return `import { createReceiver } from "bandwidth-callbacks/receiver";

// A fetch handler (Workers, Deno, Bun, Hono, Next): \`toNode(receive)\` makes it one of Express or node:http.
export const receive = createReceiver({
  credentials: { username: "callback-user", password: "callback-password" },
  on: {
${handlers.join("\n")}
  },
});
`;
}

/** A handler of one body for just the types that were read. */
export function rust(reading: Reading): string {
  const names = typesIn(reading).map((type) =>
    titleOf(type)
      .split(" ")
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join(""),
  );
  const arms = names.map(
    (name) =>
      `            CallbackEvent::${name}(event) => println!("{}${name === "MessageFailed" ? " {:?}" : ""}", ` +
      `event.message.id${name === "MessageFailed" ? ", event.error_code" : ""}),`,
  );
  return `use std::collections::HashSet;

use bandwidth_callbacks::{CallbackEvent, parse};

/// Takes the raw body. Answer 2xx even if the report has errors: a rejected body is resent for 24 hours.
pub fn receive(body: &[u8], seen: &mut HashSet<String>) {
    let report = parse(body);
    for event in &report.events {
        if seen.contains(&event.dedupe_key()) {
            continue;
        }
        match event {
${arms.join("\n")}
            _ => {} // the other types
        }
        seen.insert(event.dedupe_key());
    }
    for found in &report.diagnostics {
        eprintln!("{} {}", found.rule, found.path);
    }
    if !report.unknown.is_empty() || !report.rejected.is_empty() {
        eprintln!("store the body: {} unknown, {} rejected", report.unknown.len(), report.rejected.len());
    }
}
`;
}

/** A command that sends the text to a server of your own; if that asks for credentials, curl asks for the password. */
export function curl(text: string, url = "http://localhost:3000/callbacks", user?: string): string {
  const quoted = (words: string) => `'${words.replaceAll("'", "'\\''")}'`;
  const credentials = user === undefined ? "" : ` \\\n  --user ${quoted(user)}`;
  return (
    `curl --request POST ${quoted(url)}${credentials} \\\n  --header 'Content-Type: application/json; ` +
    `charset=utf-8' \\\n  --data-binary ${quoted(text)}\n`
  );
}
