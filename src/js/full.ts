/** What needs the full module: repair and terminal output. A file of its own, so that a bundler can leave it out. */
import { input, limits } from "./body.js";
import { internalErrorReport, parse } from "./core.js";
import { checkOptions } from "./options.js";
import { RULES } from "./generated/layout.js";
import type { Diagnostic, ParseOptions, Recovery, Repair, Report } from "./types.js";
import { LARGE } from "./wasm/core.js";
import { full, discardInstance } from "./wasm/full.js";

/**
 * Reads text as people paste it: an HTTP request, a log line, a queue record, JSON that is not quite JSON. Repairs it,
 * reports what was repaired, and parses the result. It never invents values.
 *
 * Text of more than `maxBytes` is parsed, but not repaired.
 *
 * @param text the pasted text, or its bytes
 * @param options limits, each with a default
 * @returns a report on the repaired text, that text, and the repairs
 * @throws {TypeError} if it is neither a string nor bytes, or an option is wrong
 *
 * @example
 * ```js
 * import { recover } from "bandwidth-callbacks";
 *
 * const { text, repairs } = recover("body: [{'type': 'message-snoozed'}]");
 * console.assert(text === '[{"type": "message-snoozed"}]');
 * console.assert(repairs.some(({ repair }) => repair === "quote-style"));
 * ```
 */
export function recover(text: string | Uint8Array | ArrayBuffer, options?: ParseOptions): Recovery {
  const { body, hasText } = input(text);
  if (!hasText) throw new TypeError("expected a string or bytes, found a parsed value; use `parse`");
  const pasted = typeof body === "string" ? body : new TextDecoder("utf-8", { ignoreBOM: true }).decode(body);
  // A UTF-16 code unit takes three bytes at most.
  const { maxBytes } = limits(options ?? {});
  const isTooLarge = pasted.length * 3 > maxBytes && new TextEncoder().encode(pasted).length > maxBytes;
  if (isTooLarge) return { ...parse(pasted, options), text: pasted, repairs: [] };
  const { repairText } = full(); // if the module cannot start, the text is not the reason: that error is thrown
  let result: { text: string; repairs: Repair[]; diagnostics: Diagnostic[] };
  try {
    result = repairText(pasted) as typeof result;
  } catch {
    return { ...internalErrorReport(pasted, true), text: pasted, repairs: [] };
  }
  if (pasted.length > LARGE) discardInstance();
  const { text: repaired, repairs, diagnostics } = result;
  return { ...withRemarks(parse(repaired, options), diagnostics), text: repaired, repairs };
}

/** Diagnostics are in the order of their places, then of their rules; what says how many more there are is the last. */
function inOrder(one: Diagnostic, other: Diagnostic): number {
  const isLast = ({ rule }: Diagnostic) => Number(rule === "too-many-diagnostics");
  const orderOf = ({ rule }: Diagnostic) => RULES.findIndex(([name]) => name === rule);
  const start = ({ span }: Diagnostic) => span?.start ?? 0;
  return isLast(one) - isLast(other) || start(one) - start(other) || orderOf(one) - orderOf(other);
}

/** The report, with what the repaired text does not show. A value that was lost is not reported as missing too. */
function withRemarks(report: Report, remarks: Diagnostic[]): Report {
  if (remarks.length === 0) return report;
  const isWhole = remarks.some(({ rule }) => rule === "not-a-callback");
  const isSaid = ({ rule, path }: Diagnostic) =>
    (rule === "missing-field" || rule === "missing-expected-field") && remarks.some((remark) => remark.path === path);
  const isUnread = ({ rule }: Diagnostic) => isWhole && (rule === "not-a-callback" || rule === "invalid-json");
  const kept = report.diagnostics.filter((found) => !isSaid(found) && !isUnread(found));
  const diagnostics = [...kept, ...remarks].sort(inOrder);
  return withPartialEvents({ ...report, ok: false, diagnostics });
}

/**
 * A report whose `events` include those that lack only `message.to`, because `console.log` printed it as `[Array]`:
 * such an event is read with an empty array, which is then removed, because the paste does not say that it was empty.
 */
function withPartialEvents(report: Report): Report {
  const events = [...report.events];
  let { rejected } = report;
  for (const { rule, path } of report.diagnostics) {
    const index = rule === "incomplete-value" ? Number(/^\/(\d+)\/message\/to$/.exec(path)?.[1]) : -1;
    const element = rejected.find((it) => it.index === index);
    const isOther = (it: Diagnostic) =>
      it.severity === "error" && it.rule !== "incomplete-value" && it.path.startsWith(`/${index}/`);
    if (element === undefined || report.diagnostics.some(isOther)) continue;
    const value = element.value as { message?: object };
    if (typeof value?.message !== "object") continue;
    const [event] = parse({ ...value, message: { ...value.message, to: [] } }).events;
    if (event === undefined) continue;
    delete (event.message as { to?: string[] }).to;
    const isBefore = (it: { index: number }) => it.index < index;
    const others = [...report.verifications, ...report.unknown, ...rejected].filter(isBefore);
    events.splice(index - others.length, 0, event);
    rejected = rejected.filter((it) => it !== element);
  }
  return { ...report, events, rejected };
}

/** The options of `format`. */
export interface FormatOptions {
  /** With ANSI colors. @default false */
  color?: boolean | undefined;
}

/**
 * Formats diagnostics for a terminal. If you pass the text of the body, the faulty lines are shown; leave it out of
 * logs and other places that may not contain payloads. For a report, a note lists the error codes that do not say
 * whether the message arrived ("outcome unknown").
 *
 * @param report a report, or only its diagnostics
 * @param text the text of the body, to show the faulty lines
 * @param options whether to write ANSI colors
 * @returns several lines, without a line end after the last
 * @throws {TypeError} if it is not a report, the text is not a string, or an option is wrong
 *
 * @example
 * ```js
 * import { format, parse } from "bandwidth-callbacks";
 *
 * const text = '[{"type": "message-snoozed", "message": {}}]';
 * console.assert(format(parse(text), text).startsWith("warning[unknown-event]"));
 * ```
 */
export function format(report: Report | Diagnostic[], text?: string, options: FormatOptions = {}): string {
  const diagnostics = Array.isArray(report) ? report : report?.diagnostics;
  if (!Array.isArray(diagnostics)) throw new TypeError("expected a report or an array of diagnostics");
  if (text !== undefined && typeof text !== "string")
    throw new TypeError("expected the text of the body, as a string; options come third");
  checkOptions(options, ["color"], "the options of `format`");
  const { color = false } = options;
  if (typeof color !== "boolean") throw new TypeError("expected option `color` to be true or false");
  return full().format(diagnostics, text, color, codesOf(report));
}

/** The error codes of the events of a report. */
function codesOf(report: Report | Diagnostic[]): Uint32Array {
  const events = Array.isArray(report) || !Array.isArray(report.events) ? [] : report.events;
  return Uint32Array.from(events.flatMap((event) => (event.type === "message-failed" ? (event.errorCode ?? []) : [])));
}
