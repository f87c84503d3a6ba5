/** `parse` and `validate`: moves a body into the core module and reads the record that comes back. */
import { input, isSteady, LIMITS, limits } from "./body.js";
import { isInstance } from "./instance.js";
import { build, ROW } from "./generated/clean.js";
import type { CallbackEvent } from "./generated/events.js";
import {
  DIAGNOSTIC, DIAGNOSTICS_WORD, EVENTS_WORD, EXTRAS_AT_WORD, HEADER, INTERNAL_ERROR, ITEMS_AT_WORD, OK_WORD, OTHER, OTHERS_WORD,
  PATHS_AT_WORD, PATHS_BYTES_WORD, ROWS_AT_WORD, RULES, TEMPLATES, WORDS,
} from "./generated/layout.js";
import type { Diagnostic, ParseOptions, Report } from "./types.js";
import { core, LARGE, memory, renew, ROOM, room } from "./wasm/core.js";

const encoder = new TextEncoder();
// Offsets count a byte order mark, so it must stay.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Reads a body into typed events, elements that are not events, and diagnostics.
 *
 * Never throws for anything that a body can contain.
 *
 * @param body text, bytes or parsed JSON (see `Body`), as a framework hands it over
 * @throws {TypeError} if it is not a body (nothing, a promise, a request, a stream), or an option is wrong
 *
 * @example
 * ```js
 * import { parse } from "bandwidth-callbacks";
 *
 * const { ok, unknown, diagnostics } = parse('[{"type": "message-snoozed", "message": {}}]');
 * console.assert(ok);
 * console.assert(unknown[0].type === "message-snoozed");
 * console.assert(diagnostics[0].rule === "unknown-event");
 * console.assert(diagnostics[0].line === 1 && diagnostics[0].column === 11);
 * ```
 */
export function parse(body: unknown, options?: ParseOptions): Report {
  return run(body, options, true);
}

/**
 * The diagnostics alone; builds no events.
 *
 * @throws {TypeError} as `parse` does
 *
 * @example
 * ```js
 * import { validate } from "bandwidth-callbacks";
 *
 * const [{ rule, severity, message }] = validate("[]");
 * console.assert(rule === "empty-list" && severity === "warning");
 * console.assert(message === "expected at least one event, found an empty list");
 * ```
 */
export function validate(body: unknown, options?: ParseOptions): Diagnostic[] {
  return run(body, options, false).diagnostics;
}

/**
 * Thrown by `parseOrThrow`. Its message names rules and places, never values.
 *
 * `instanceof` also recognizes an error of another copy of the package: its ES module where yours is CommonJS, another
 * entry, or another version.
 *
 * @example
 * ```js
 * import { CallbackError, parseOrThrow } from "bandwidth-callbacks";
 *
 * try {
 *   parseOrThrow("[42]");
 * } catch (error) {
 *   console.assert(error instanceof CallbackError);
 *   console.assert(error.message === "not-an-event at /0: expected an event, found a number");
 *   console.assert(error.report.rejected[0].value === 42);
 * }
 * ```
 */
export class CallbackError extends Error {
  override readonly name = "CallbackError";

  /** @internal */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isInstance(value, this, CallbackError, "CallbackError", "report");
  }

  // Private, so that a log of the error has nothing of the payload.
  readonly #report: Report;

  constructor(report: Report) {
    const errors = report.diagnostics.filter((diagnostic) => diagnostic.severity === "error");
    const [first] = errors;
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
    super(`${first?.rule} at ${first?.path || "the body"}: ${first?.message}${more}`);
    this.#report = report;
  }

  /** What `parse` gives: the events, and what was wrong. */
  get report(): Report {
    return this.#report;
  }
}

/**
 * The events alone, for people who want `catch`.
 *
 * @throws {CallbackError} where a diagnostic has the severity "error"; it carries the report
 * @throws {TypeError} as `parse` does
 *
 * @example
 * ```js
 * import { parseOrThrow } from "bandwidth-callbacks";
 * import { sample } from "bandwidth-callbacks/samples";
 *
 * for (const event of parseOrThrow(sample("message-delivered"))) {
 *   console.assert(event.type === "message-delivered");
 * }
 * ```
 */
export function parseOrThrow(body: unknown, options?: ParseOptions): CallbackEvent[] {
  const report = parse(body, options);
  if (!report.ok) throw new CallbackError(report);
  return report.events;
}

function run(body: unknown, options: ParseOptions | undefined, withValues: boolean): Report {
  const asked = options === undefined ? LIMITS : limits(options);
  // The usual ones first, and alone: engines make short work of short functions.
  const isUsual = typeof body === "string" || (body instanceof Uint8Array && isSteady(body));
  if (isUsual) return kept(body, true, asked, withValues);
  const { body: content, places } = input(body);
  return kept(content, places, asked, withValues);
}

/** The report on a body, whatever happens while it is read. */
function kept(body: string | Uint8Array, places: boolean, asked: Required<ParseOptions>, withValues: boolean): Report {
  core(); // what keeps the module from starting is not the body's doing: it is thrown
  try {
    if (typeof body === "string" && body.length <= ROOM / 3) {
      // A UTF-16 code unit takes three bytes at most.
      const bytes = encoder.encodeInto(body, memory().room).written;
      return report(body, places, bytes, bytes, asked, withValues);
    }
    const encoded = typeof body === "string" ? encoder.encode(body) : body;
    return report(body, places, put(encoded, asked), encoded.length, asked, withValues);
  } catch {
    renew();
    return failed(body, places);
  }
}

/**
 * The report on a body that could not be read: a trap of the module, or no memory left.
 *
 * @internal
 */
export function failed(body: string | Uint8Array, places: boolean): Report {
  const value = typeof body === "string" ? body : decoder.decode(body);
  const found = Int32Array.of(INTERNAL_ERROR[0], 0, value.length, 1, 1, 0, INTERNAL_ERROR[1], 0, 0);
  return { ok: false, events: [], unknown: [], rejected: [{ index: 0, value }], diagnostics: diagnostics(found, "", places) };
}

/** Copies a body into the module's memory; one that is too large stays out. Gives the bytes that are there. */
function put(body: Uint8Array, { maxBytes }: Required<ParseOptions>): number {
  const { length } = body;
  if (length > maxBytes) return 0;
  if (length > 0) room(length).set(body);
  return length;
}

/** Checks what lies in the module's memory, and reads what the module says of it. */
function report(
  body: string | Uint8Array,
  places: boolean,
  bytes: number,
  total: number,
  { maxDepth, maxBytes, maxDiagnostics }: Required<ParseOptions>,
  withValues: boolean,
): Report {
  const isUtf8 = typeof body === "string" ? 1 : 0;
  const at = core().record(bytes, total, maxDepth, maxBytes, maxDiagnostics, withValues ? 1 : 0, isUtf8) >>> 2;
  const { words } = memory();
  const report = read(words, at, body, places);
  if (bytes > LARGE) renew();
  return report;
}

/** The report that the words at a place describe. */
function read(words: Int32Array, at: number, body: string | Uint8Array, places: boolean): Report {
  const events = words[at + EVENTS_WORD]!;
  const others = words[at + OTHERS_WORD]!;
  const count = words[at + DIAGNOSTICS_WORD]!;
  const text = events + others === 0 || typeof body === "string" ? (body as string) : decoder.decode(body);
  const report: Report = {
    ok: words[at + OK_WORD] === 1,
    events: events === 0 ? [] : eventsOf(text, words, at, events),
    unknown: [],
    rejected: [],
    diagnostics: [],
  };
  if (others > 0) elements(report, text, words, at + HEADER, others);
  if (count > 0) {
    const first = at + HEADER + others * OTHER;
    report.diagnostics = diagnostics(words.subarray(first, first + count * DIAGNOSTIC), paths(words, at), places);
  }
  return report;
}

/** Adds the elements that are not events, as they were sent. */
function elements(report: Report, text: string, words: Int32Array, at: number, count: number): void {
  for (let end = at + count * OTHER; at < end; at += OTHER) {
    const index = words[at]!;
    const value: unknown = JSON.parse(text.slice(words[at + 1]!, words[at + 2]!));
    const type = words[at + 3]!;
    if (type === -1) report.rejected.push({ index, value });
    else report.unknown.push({ index, type: type === 0 ? "" : (JSON.parse(text.slice(type, words[at + 4]!)) as string), value });
  }
}

/** The paths of the diagnostics, one after another. */
function paths(words: Int32Array, at: number): string {
  return decoder.decode(new Uint8Array(words.buffer, words[at + PATHS_AT_WORD]!, words[at + PATHS_BYTES_WORD]!));
}

function eventsOf(text: string, words: Int32Array, at: number, count: number): CallbackEvent[] {
  const first = words[at + ROWS_AT_WORD]! >>> 2;
  const items = words[at + ITEMS_AT_WORD]! >>> 2;
  const extras = words[at + EXTRAS_AT_WORD]! >>> 2;
  // Nearly always it is one, and a list that does not grow is made sooner.
  if (count === 1) return [build(text, words, first, items, extras)];
  const events: CallbackEvent[] = [];
  for (let row = first; row < first + count * ROW; row += ROW) events.push(build(text, words, row, items, extras));
  return events;
}

function diagnostics(words: Int32Array, paths: string, places: boolean): Diagnostic[] {
  const list: Diagnostic[] = [];
  let from = 0;
  for (let at = 0; at < words.length; at += DIAGNOSTIC) {
    const [name, severity, help, url] = RULES[words[at]!]!;
    const end = words[at + 5]!;
    const diagnostic: Diagnostic = { rule: name, severity, path: paths.slice(from, end), message: sentence(words, at + 6), help, url };
    from = end;
    if (places) {
      diagnostic.span = { start: words[at + 1]!, end: words[at + 2]! };
      diagnostic.line = words[at + 3]!;
      diagnostic.column = words[at + 4]!;
    }
    list.push(diagnostic);
  }
  return list;
}

/** The pieces of templates that were used: what is before the first hole, and what begins with each hole. */
const pieces: string[][] = [];

/** A template with its holes filled by the words after it. */
function sentence(words: Int32Array, at: number): string {
  const template = words[at]!;
  const parts = (pieces[template] ??= TEMPLATES[template]!.split("{"));
  let text = parts[0]!;
  for (let hole = 1; hole < parts.length; hole++) {
    const piece = parts[hole]!;
    const value = words[at + hole]! >>> 0;
    // After the hole: `}` or `#}`.
    text += piece[0] === "#" ? value + piece.slice(2) : WORDS[value] + piece.slice(1);
  }
  return text;
}
