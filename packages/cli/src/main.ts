/** The command. Exit code: 0 no errors, 1 errors found, 2 misuse. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type CallbackEvent, type Diagnostic, type EventType, format, parse, type Recovery, type Report, recover } from "bandwidth-callbacks";
import { explain } from "bandwidth-callbacks/explain";
import { sample } from "bandwidth-callbacks/samples";
import manifest from "../package.json" with { type: "json" };
import { Misuse, many, opened, say, tell, understood } from "./common.js";

const HELP = `bandwidth-callbacks: parse and validate callbacks of Bandwidth's Messaging API

usage:
  bandwidth-callbacks check [--recover] [--json] FILE...   report on bodies; - reads standard input
  bandwidth-callbacks explain [--json] SUBJECT             an event type, error code, field, rule or repair
  bandwidth-callbacks sample TYPE                          a valid body with one such event
  bandwidth-callbacks lines [...] FILE...                  logs with one body on each line; lines --help tells more

options:
  --recover   take text as people paste it: repair it, and say what was repaired
  --json      write JSON instead of words
  --help, --version

exit code: 0 no errors, 1 errors found, 2 misuse, or an output that cannot be written
`;

const OPTIONS = {
  recover: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", short: "V", default: false },
} as const;

/** How many events are told of one by one. It stands here as the program starts below: further down it would have no value yet. */
const TOLD = 10;

// A closed pipe (`… | head`) is no fault of anybody's.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  if (code !== "EPIPE") tell(`the output cannot be written: ${code === "ENOSPC" ? "the disk is full" : code}`);
  process.exit(code === "EPIPE" ? 0 : 2);
});
process.stderr.on("error", () => {}); // where nobody listens, that is no fault

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Misuse)) throw error;
  tell(error.message);
  process.exitCode = 2;
}

async function main(args: string[]): Promise<number> {
  // It has options of its own, and its module is not loaded for others.
  if (args[0] === "lines") return (await import("./lines.js")).lines(args.slice(1));
  const { values, positionals } = understood(() => parseArgs({ args, options: OPTIONS, allowPositionals: true }));
  const [command, ...subjects] = positionals;
  if (values.help) return say(HELP, 0);
  if (values.version) return say(`${manifest.version}\n`, 0);
  switch (command) {
    case "check":
      return check(subjects, values.recover, values.json);
    case "explain":
      return about(only(subjects, "explain takes one subject"), values.json);
    case "sample":
      return give(only(subjects, "sample takes one event type"));
    case undefined:
      throw new Misuse("expected a command: check, explain, sample or lines; --help tells more");
    default:
      throw new Misuse("unknown command; expected check, explain, sample or lines");
  }
}

function only(subjects: string[], otherwise: string): string {
  if (subjects.length !== 1) throw new Misuse(otherwise);
  return subjects[0]!;
}

function check(files: string[], recovers: boolean, json: boolean): number {
  if (files.length === 0) throw new Misuse("check takes files, or - for standard input");
  const reports = files.map((file) => {
    const body = load(file);
    return { file, body, report: recovers ? recover(body) : parse(body) };
  });
  if (json) {
    const plain = reports.map(({ file, report }) => (files.length === 1 ? report : { file, ...report }));
    say(`${JSON.stringify(files.length === 1 ? plain[0] : plain, null, 2)}\n`, 0);
  } else {
    for (const { file, body, report } of reports) say(words(file, body, report, files.length > 1), 0);
    if (!recovers && reports.some(({ report }) => report.diagnostics.some(isUnread))) {
      tell("with --recover, pasted text is repaired first");
    }
  }
  return reports.every(({ report }) => report.ok) ? 0 : 1;
}

/** Whether a body could not be read at all. */
function isUnread({ rule }: Diagnostic): boolean {
  return rule === "invalid-json" || rule === "not-a-callback";
}

/** The bytes of a file, or of standard input. */
function load(file: string): Uint8Array {
  const bytes = opened(file, () => readFileSync(file === "-" ? 0 : file));
  if (bytes.includes(0)) throw new Misuse(`${file}: is a binary file`);
  return bytes;
}

function words(file: string, body: Uint8Array, report: Report | Recovery, named: boolean): string {
  const color = colored();
  const text = "text" in report ? report.text : new TextDecoder("utf-8", { ignoreBOM: true }).decode(body);
  const lines = named ? [`${file}:`] : [];
  if ("repairs" in report) {
    for (const { repair, message, line, column } of report.repairs) lines.push(`repaired[${repair}]: line ${line}, column ${column}: ${message}`);
  }
  if (report.diagnostics.length > 0) lines.push(format(report.diagnostics, text, { color }));
  const told = report.events.slice(0, TOLD).map(tale);
  if (report.events.length > TOLD) told.push(`… and ${many(report.events.length - TOLD, "event")} more`);
  lines.push(...told, summary(report), "");
  return lines.join("\n");
}

/** What happened, in a line or two. */
function tale(event: CallbackEvent): string {
  if (event.type !== "message-failed") return `${event.type}: ${explain(event.type)?.meaning}`;
  if (event.errorCode === undefined) return `${event.type}: not delivered\n  no error code: the event does not say why`;
  const code = explain(event.errorCode);
  if (code?.kind !== "error-code") return `${event.type}: not delivered\n  ${event.errorCode}: not documented`;
  return `${event.type}: ${code.outcome.replaceAll("-", " ")}\n  ${event.errorCode}: ${code.title}. ${code.meaning} ${code.advice}`;
}

function summary({ events, unknown, rejected, diagnostics }: Report): string {
  const types = events.map(({ type }) => type);
  const counts = [...new Set(types)].map((type) => {
    const count = types.filter((other) => other === type).length;
    return count === 1 ? type : `${count} ${type}`;
  });
  const parts = [`${many(events.length, "event")}${counts.length > 0 ? ` (${counts.join(", ")})` : ""}`];
  if (unknown.length > 0) parts.push(`${unknown.length} unknown`);
  if (rejected.length > 0) parts.push(`${rejected.length} rejected`);
  for (const severity of ["error", "warning"] as const) {
    parts.push(many(diagnostics.filter((diagnostic) => diagnostic.severity === severity).length, severity));
  }
  return parts.join(", ");
}

/** Colour on a terminal only, and never against the user's wish. */
function colored(): boolean {
  return process.stdout.isTTY === true && !process.env["NO_COLOR"];
}

function about(subject: string, json: boolean): number {
  const found = explain(subject);
  if (found === undefined) throw new Misuse("nothing of that name; expected an event type, error code, field, rule or repair");
  if (json) return say(`${JSON.stringify(found, null, 2)}\n`, 0);
  const head = found.title === found.name ? found.name : `${found.name}: ${found.title}`;
  const facts = found.facts.map(({ label, value }) => `  ${label}: ${value}`);
  return say([head, "", found.meaning, ...(found.advice ? [found.advice] : []), "", ...facts, ...(found.url ? [`  ${found.url}`] : []), ""].join("\n"), 0);
}

function give(type: string): number {
  try {
    return say(`${JSON.stringify(sample(type as EventType), null, 2)}\n`, 0);
  } catch (error) {
    throw error instanceof TypeError ? new Misuse(`unknown event type; ${error.message}`) : error;
  }
}
