/** What needs the full module: repair and terminal output. A file of its own, so that a bundler can leave it out. */
import { input, LARGE, limits } from "./body.js";
import { checkOptions } from "./options.js";
import { internalErrorReport, readReport } from "./report.js";
import type { Diagnostic, ParseOptions, Recovery, Report } from "./types.js";
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
 * @throws {Error} if the host does not compile WebAssembly
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
  const { maxDepth, maxBytes, maxDiagnostics } = limits(options ?? {});
  // A UTF-16 code unit takes three bytes at most.
  const bytes = pasted.length * 3 > maxBytes ? new TextEncoder().encode(pasted).length : 0;
  const isTooLarge = bytes > maxBytes;
  const { recover, words } = full(); // if the module cannot start, the text is not the reason: that error is thrown
  let result: Recovered;
  try {
    result = recover(isTooLarge ? "" : pasted, bytes, maxDepth, maxBytes, maxDiagnostics) as Recovered;
  } catch {
    return { ...internalErrorReport(pasted, true), text: pasted, repairs: [] };
  }
  const [at, { ok, diagnostics, text: repaired, repairs, completed }] = result;
  const report = readReport(words(), at >>> 2, completed?.text ?? repaired, true);
  // The paste does not say that these arrays were empty.
  for (const event of completed?.events ?? []) delete (report.events[event]!.message as { to?: string[] }).to;
  if (pasted.length > LARGE) discardInstance();
  return { ...report, ok, diagnostics, text: isTooLarge ? pasted : repaired, repairs };
}

/** Where the elements are in the memory of the module, and what else there is to say. */
type Recovered = [
  at: number,
  rest: Pick<Recovery, "ok" | "diagnostics" | "text" | "repairs"> & {
    /** The text that the elements are read from if it is not `text`, and the events that lack their recipients. */
    completed: { text: string; events: number[] } | null;
  },
];

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
 * @throws {Error} if the host does not compile WebAssembly
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
