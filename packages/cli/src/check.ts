/** `check`: a report on each file that holds one body. */
import { readFileSync } from "node:fs";
import {
  type CallbackEvent,
  type Diagnostic,
  format,
  type ParseOptions,
  parse,
  type Recovery,
  type Report,
  recover,
} from "bandwidth-callbacks";
import { explain } from "bandwidth-callbacks/explain";
import { decompressed, LogError } from "bandwidth-callbacks-logs";
import { describeVerification } from "./events/verification.js";
import {
  hasColor,
  plain,
  pluralize,
  readOrUsageError,
  rejectBinary,
  say,
  tell,
  UsageError,
  whyCutShort,
} from "./common.js";
import { masked } from "./excerpt.js";
import { logCommand } from "./shape.js";

export interface CheckOptions {
  recover: boolean;
  json: boolean;
  maxBytes: number;
  maxDepth: number;
  show?: boolean;
}

/** The options of `parse` that diagnostics name, as this command calls them. */
const OPTION_NAMES: Record<string, string> = { maxBytes: "--max-bytes", maxDepth: "--max-depth" };

/** How many events are described one by one. */
const MAX_DESCRIBED = 10;

/** How many places are listed that have the same problem as another. */
const MAX_PLACES = 3;

interface Checked {
  file: string;
  body: Uint8Array;
  report: Report | Recovery;
  /** The text that the positions of the report are in. */
  text: string;
}

/** The command. Gives the exit code. */
export async function check(
  files: string[],
  { recover: recovers, json, maxBytes, maxDepth, show = false }: CheckOptions,
): Promise<number> {
  if (files.length === 0) throw new UsageError("check takes files, or - for standard input");
  const options: ParseOptions = { maxBytes, maxDepth };
  const all: Checked[] = [];
  let isWhole = true;
  for (const file of files) {
    const { body, fault } = await load(file, maxBytes);
    if (fault !== undefined) tell(`${file}: ${fault}; only what came before was read`);
    isWhole &&= fault === undefined;
    if (recovers) {
      const report = recover(body, options);
      all.push({ file, body, report, text: report.text });
    } else {
      const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(body);
      all.push({ file, body, report: parse(body, options), text });
    }
  }
  if (json) {
    const reports = all.map(({ file, report }) => ({ file, ...report }));
    say(`${JSON.stringify(files.length === 1 ? all[0]!.report : reports, null, 2)}\n`);
  } else {
    for (const one of all) say(describe(one, files.length > 1, show));
    const isMasked = ({ report, text }: Checked) => report.diagnostics.length > 0 && masked(text) !== text;
    if (!show && all.some(isMasked)) tell("values are masked; --show prints them");
  }
  advise(all, recovers);
  return isWhole && all.every(({ report }) => report.ok) ? 0 : 1;
}

/** Suggests what else to try, if the file could not be read as a body. */
function advise(all: Checked[], recovers: boolean): void {
  let isPasted = false;
  for (const { file, body, report } of all) {
    const isBroken = report.diagnostics.some(isUnread);
    const isRepaired = "repairs" in report && report.repairs.length > 0;
    const isTooLarge = report.diagnostics.some(({ rule }) => rule === "body-too-large");
    const how = isBroken || isRepaired || isTooLarge ? logCommand(body) : undefined;
    const command = `bandwidth-callbacks ${how} ${file}`;
    if (how !== undefined) tell(`${file}: looks like a log with one body on each line; try: ${command}`);
    else isPasted ||= isBroken;
    if (recovers && report.diagnostics.some(({ rule }) => rule === "not-a-callback")) {
      const [code] = codesIn(body);
      const hint = code === undefined ? "" : `; about the error code, try: bandwidth-callbacks explain ${code}`;
      tell(`${file}: no callback in this text${hint}`);
    }
  }
  if (isPasted && !recovers) tell("pasted text? --recover repairs it first");
}

/** The published error codes that a text mentions. */
function codesIn(body: Uint8Array): string[] {
  const numbers = new TextDecoder().decode(body).match(/(?<![\w.-])\d{4}(?![\w-])/g) ?? [];
  return [...new Set(numbers)].filter((number) => explain(Number(number))?.kind === "error-code");
}

/** Whether a body is not JSON, or JSON of something else. */
function isUnread({ rule }: Diagnostic): boolean {
  return rule === "invalid-json" || rule === "not-a-callback";
}

/** The bytes of a file, decompressed; if it is compressed, no more than show that it is too large. */
async function load(file: string, maxBytes: number): Promise<{ body: Uint8Array; fault?: string }> {
  const bytes = readOrUsageError(file, () => readFileSync(file === "-" ? 0 : file));
  const pieces: Uint8Array[] = [];
  let [length, fault]: [number, string | undefined] = [0, undefined];
  try {
    for await (const piece of decompressed(bytes)) {
      pieces.push(piece);
      length += piece.length;
      if (length > maxBytes) break;
    }
  } catch (error) {
    fault = whyCutShort(error);
    if (error instanceof LogError && error.reason === "unsupported") throw new UsageError(`${file}: ${fault}`);
  }
  const body = Buffer.concat(pieces);
  rejectBinary(file, body);
  return fault === undefined ? { body } : { body, fault };
}

function describe({ file, report, text }: Checked, isNamed: boolean, show: boolean): string {
  const lines = isNamed ? [`${plain(file)}:`] : [];
  if ("repairs" in report) {
    for (const { repair, message, count, line, column } of report.repairs) {
      const times = count > 1 ? ` (${count} times)` : "";
      lines.push(`repaired[${repair}]: line ${line}, column ${column}: ${message}${times}`);
    }
  }
  const diagnostics = grouped(report.diagnostics.map(forCommand));
  if ("repairs" in report && report.repairs.length > 0 && diagnostics.length > 0) {
    lines.push("Positions below are in the repaired text; those of repairs are in the text as pasted.");
  }
  const heads = diagnostics.map(([first]) => first!);
  // A blank line is between two of them, and nowhere else. All at once, as the text is looked through each time.
  const blocks = format(heads, show ? text : masked(text), { color: hasColor(process.stdout) }).split("\n\n");
  for (const [at, [, ...others]] of diagnostics.entries()) lines.push(`${blocks[at]!.trimEnd()}\n${alsoAt(others)}`);
  const described = report.events.slice(0, MAX_DESCRIBED).map(describeEvent);
  const others = report.events.length - MAX_DESCRIBED;
  if (others > 0) described.push(`… and ${pluralize(others, "event")} more`);
  const verifications = report.verifications.slice(0, MAX_DESCRIBED);
  described.push(...verifications.map((verification) => describeVerification(verification, show)));
  lines.push(...described, summary(report), "");
  return lines.join("\n");
}

/** A diagnostic as this command says it: its help is for someone with a file, not for code that received a request. */
function forCommand(diagnostic: Diagnostic): Diagnostic {
  const rule = explain(diagnostic.rule);
  const onPaste = rule?.kind === "rule" && rule.action === diagnostic.help ? rule.onPaste : null;
  const { action: help, cause } = onPaste ?? { action: inOptions(diagnostic.help), cause: diagnostic.cause };
  return { ...diagnostic, help, cause };
}

/** The diagnostics that say the same in one list each; those with the same help follow each other, the first has it. */
function grouped(diagnostics: Diagnostic[]): Diagnostic[][] {
  const byHelp = groupBy(diagnostics, ({ rule, help, cause }) => JSON.stringify([rule, help, cause]));
  return byHelp.flatMap((group) =>
    groupBy(group, ({ message }) => message).map((same, at) =>
      at === 0 ? same : same.map((one) => ({ ...one, help: "", cause: "" })),
    ),
  );
}

function groupBy<T>(all: T[], keyOf: (one: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

/** Where else there is the same. */
function alsoAt(others: Diagnostic[]): string {
  if (others.length === 0) return "";
  const places = others.slice(0, MAX_PLACES).map(({ path, line, column }) => `${plain(path)} (${line}:${column})`);
  const more = others.length > MAX_PLACES ? `, and ${pluralize(others.length - MAX_PLACES, "more place")}` : "";
  return `  = also at ${places.join(", ")}${more}\n`;
}

/** Help, with the options of this command in place of those of `parse`. */
function inOptions(help: string): string {
  return help.replace(/(?<=`)\w+(?=`)/g, (name) => (Object.hasOwn(OPTION_NAMES, name) ? OPTION_NAMES[name]! : name));
}

/** What happened, in a line or two. */
function describeEvent(event: CallbackEvent): string {
  if (event.type !== "message-failed") return `${event.type}: ${explain(event.type)?.meaning}`;
  if (event.errorCode === undefined) {
    return `${event.type}: not delivered\n  no error code: the event does not say why`;
  }
  const code = explain(event.errorCode);
  if (code?.kind !== "error-code") return `${event.type}: not delivered\n  ${event.errorCode}: not documented`;
  const outcome = code.outcome.replaceAll("-", " ");
  return [
    `${event.type}: ${outcome}`,
    `${event.errorCode}: ${code.title}`,
    code.summary,
    `${code.meaning} ${code.action}`,
  ].join("\n  ");
}

function summary({ events, verifications, unknown, rejected, diagnostics }: Report): string {
  const types = events.map(({ type }) => type);
  const counts = [...new Set(types)].map((type) => {
    const count = types.filter((other) => other === type).length;
    return count === 1 ? type : `${count} ${type}`;
  });
  const parts = [`${pluralize(events.length, "event")}${counts.length > 0 ? ` (${counts.join(", ")})` : ""}`];
  if (verifications.length > 0) parts.push(pluralize(verifications.length, "toll-free verification"));
  if (unknown.length > 0) parts.push(`${unknown.length} unknown`);
  if (rejected.length > 0) parts.push(`${rejected.length} rejected`);
  for (const severity of ["error", "warning"] as const) {
    parts.push(pluralize(diagnostics.filter((diagnostic) => diagnostic.severity === severity).length, severity));
  }
  return parts.join(", ");
}
