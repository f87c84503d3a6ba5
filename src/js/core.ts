/** `parse` and `validate`: moves a body into the core module and reads the record that comes back. */
import { input, isSteady, LIMITS, limits } from "./body.js";
import { isInstance } from "./instance.js";
import { build, VIEW } from "./generated/fast.js";
import type { CallbackEvent } from "./generated/events.js";
import * as wire from "./generated/layout.js";
import { fromJson } from "./parts.js";
import type { Diagnostic, ParseOptions, Report } from "./types.js";
import { verificationOf } from "./verification.js";
import { core, LARGE, memory, discardInstance, ROOM, room } from "./wasm/core.js";

const encoder = new TextEncoder();
// Offsets count a byte order mark, so it must stay.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Reads a body into typed events, elements that are not events, and diagnostics.
 *
 * Never throws for anything that a body can contain.
 *
 * @param body text, bytes or parsed JSON (see `Body`), as a framework hands it over
 * @param options limits, each with a default
 * @returns every element of the body in exactly one of four arrays, and what is wrong with them
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
 * Only the diagnostics of `parse`; builds no events.
 *
 * @param body text, bytes or parsed JSON, as for `parse`
 * @param options limits, each with a default
 * @returns the diagnostics, empty if the body is as documented
 * @throws {TypeError} if `parse` would throw one
 *
 * @example
 * ```js
 * import { validate } from "bandwidth-callbacks";
 *
 * const [{ rule, severity, message }] = validate("[]");
 * console.assert(rule === "empty-list" && severity === "warning");
 * console.assert(message === "the array is empty");
 * ```
 */
export function validate(body: unknown, options?: ParseOptions): Diagnostic[] {
  return run(body, options, false).diagnostics;
}

/**
 * Thrown by `parseOrThrow`. Its message names rules and paths, never values.
 *
 * `instanceof` also recognizes an error from another copy of the package: the CommonJS one if yours is an ES module,
 * another entry point, or another version.
 *
 * @example
 * ```js
 * import { CallbackError, parseOrThrow } from "bandwidth-callbacks";
 *
 * try {
 *   parseOrThrow("[42]");
 * } catch (error) {
 *   console.assert(error instanceof CallbackError);
 *   console.assert(error.message === 'not-an-event at "/0": expected an event, found a number');
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

  // Private, so that a logged error contains no payload.
  readonly #report: Report;

  constructor(report: Report) {
    const errors = report.diagnostics.filter((diagnostic) => diagnostic.severity === "error");
    const [first] = errors;
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
    // As in Rust's src/error.rs. A path has keys as they were sent, which must not drive a terminal.
    const path = first?.path.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, " ");
    super(`${first?.rule} at ${path ? `"${path}"` : "the body"}: ${first?.message}${more}`);
    this.#report = report;
  }

  /** What `parse` returns: the events, and what was wrong. */
  get report(): Report {
    return this.#report;
  }
}

/**
 * Only the events of `parse`, for code that prefers `catch`.
 *
 * @param body text, bytes or parsed JSON, as for `parse`
 * @param options limits, each with a default
 * @returns the events, in the order of the body
 * @throws {CallbackError} if a diagnostic has the severity "error"; it carries the report
 * @throws {TypeError} if `parse` would throw one
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
  // The usual bodies first, in a function of their own: engines optimize short functions best.
  const isUsual = typeof body === "string" || (body instanceof Uint8Array && isSteady(body));
  if (isUsual) return reportSafely(body, true, asked, withValues);
  const { body: content, hasText } = input(body);
  return reportSafely(content, hasText, asked, withValues);
}

/** The report on a body, even if reading it fails. */
function reportSafely(
  body: string | Uint8Array,
  hasText: boolean,
  asked: Required<ParseOptions>,
  withValues: boolean,
): Report {
  core(); // if the module cannot start, the body is not the reason: that error is thrown
  try {
    if (typeof body === "string" && body.length <= ROOM / 3) {
      // A UTF-16 code unit takes three bytes at most.
      const bytes = encoder.encodeInto(body, memory().room).written;
      return report(body, hasText, bytes, bytes, asked, withValues);
    }
    const encoded = typeof body === "string" ? encoder.encode(body) : body;
    return report(body, hasText, copyIn(encoded, asked), encoded.length, asked, withValues);
  } catch {
    discardInstance();
    return internalErrorReport(body, hasText);
  }
}

/**
 * The report on a body that could not be read: a trap of the module, or no memory left.
 *
 * @internal
 */
export function internalErrorReport(body: string | Uint8Array, hasText: boolean): Report {
  const value = typeof body === "string" ? body : decoder.decode(body);
  const words = new Int32Array(wire.DIAGNOSTIC);
  [words[wire.DIAGNOSTIC_RULE], words[wire.DIAGNOSTIC_TEMPLATE]] = wire.INTERNAL_ERROR;
  words[wire.DIAGNOSTIC_END] = value.length;
  words[wire.DIAGNOSTIC_LINE] = words[wire.DIAGNOSTIC_COLUMN] = 1;
  const found = diagnostics(words, 0, 1, "", value, hasText);
  return { ok: false, events: [], verifications: [], unknown: [], rejected: [{ index: 0, value }], diagnostics: found };
}

/** Copies a body into the module's memory; one that is too large stays out. Gives the bytes that are there. */
function copyIn(body: Uint8Array, { maxBytes }: Required<ParseOptions>): number {
  const { length } = body;
  if (length > maxBytes) return 0;
  if (length > 0) room(length).set(body);
  return length;
}

/** Checks the body in the module's memory, and reads the module's record of it. */
function report(
  body: string | Uint8Array,
  hasText: boolean,
  bytes: number,
  total: number,
  { maxDepth, maxBytes, maxDiagnostics }: Required<ParseOptions>,
  withValues: boolean,
): Report {
  const isUtf8 = typeof body === "string" ? 1 : 0;
  const at = core().read_body(bytes, total, maxDepth, maxBytes, maxDiagnostics, withValues ? 1 : 0, isUtf8) >>> 2;
  const { words } = memory();
  const report = readReport(words, at, body, hasText);
  if (bytes > LARGE) discardInstance();
  return report;
}

/**
 * The report that the words at a place describe.
 *
 * @internal
 */
export function readReport(words: Int32Array, at: number, body: string | Uint8Array, hasText: boolean): Report {
  const events = words[at + wire.HEADER_EVENTS]!;
  const others = words[at + wire.HEADER_OTHERS]!;
  const count = words[at + wire.HEADER_DIAGNOSTICS]!;
  if (count === 0 && others === 0) {
    return {
      ok: true,
      events: events === 0 ? [] : eventsOf(textOf(body), words, at, events),
      verifications: [],
      unknown: [],
      rejected: [],
      diagnostics: [],
    };
  }
  const text = textOf(body);
  const report: Report = {
    ok: words[at + wire.HEADER_OK] === 1,
    events: events === 0 ? [] : eventsOf(text, words, at, events),
    verifications: [],
    unknown: [],
    rejected: [],
    diagnostics: diagnostics(words, at + wire.HEADER + others * wire.OTHER, count, paths(words, at), text, hasText),
  };
  if (others > 0) elements(report, text, words, at + wire.HEADER, others);
  return report;
}

function textOf(body: string | Uint8Array): string {
  return typeof body === "string" ? body : decoder.decode(body);
}

/** More elements that are not events, and as many as the events: then one `JSON.parse` of the body is faster. */
const MANY = 8;

/** Adds the elements that are not events, as they were sent. */
function elements(report: Report, text: string, words: Int32Array, at: number, count: number): void {
  const list = count > MANY && count >= report.events.length ? arrayOf(text) : undefined;
  for (let end = at + count * wire.OTHER; at < end; at += wire.OTHER) {
    const index = words[at + wire.OTHER_INDEX]!;
    const value: unknown =
      list === undefined
        ? JSON.parse(text.slice(words[at + wire.OTHER_START]!, words[at + wire.OTHER_END]!))
        : list[index];
    const type = words[at + wire.OTHER_TYPE_START]!;
    if (type === wire.REJECTED) report.rejected.push({ index, value });
    else if (type === wire.VERIFICATION_ELEMENT)
      report.verifications.push(verificationOf(index, words[at + wire.OTHER_TYPE_END]!, value));
    else
      report.unknown.push({
        index,
        type: type === 0 ? "" : (fromJson(text.slice(type, words[at + wire.OTHER_TYPE_END]!)) as string),
        value,
      });
  }
}

/** The array of a body; undefined for other bodies, such as a truncated one. */
function arrayOf(text: string): unknown[] | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return Array.isArray(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

/** The paths of the diagnostics that the catalogue does not know, one after another. */
function paths(words: Int32Array, at: number): string {
  const bytes = words[at + wire.HEADER_PATHS_BYTES]!;
  return bytes === 0 ? "" : decoder.decode(new Uint8Array(words.buffer, words[at + wire.HEADER_PATHS_AT]!, bytes));
}

function eventsOf(text: string, words: Int32Array, at: number, count: number): CallbackEvent[] {
  const first = words[at + wire.HEADER_VIEWS_AT]! >>> 2;
  const items = words[at + wire.HEADER_ITEMS_AT]! >>> 2;
  const extras = words[at + wire.HEADER_EXTRAS_AT]! >>> 2;
  // Nearly always it is one, and a list that does not grow is made sooner.
  if (count === 1) return [build(text, words, first, items, extras)];
  const events: CallbackEvent[] = [];
  for (let view = first; view < first + count * VIEW; view += VIEW)
    events.push(build(text, words, view, items, extras));
  return events;
}

/** So many diagnostics, of which the words at a place tell. */
function diagnostics(
  words: Int32Array,
  at: number,
  count: number,
  paths: string,
  text: string,
  hasText: boolean,
): Diagnostic[] {
  const list: Diagnostic[] = [];
  let from = 0;
  for (let end = at + count * wire.DIAGNOSTIC; at < end; at += wire.DIAGNOSTIC) {
    // By index: engines make an iterator of an array that is destructured.
    const row = wire.RULES[words[at + wire.DIAGNOSTIC_RULE]!]!;
    const rule = row[0];
    const severity = row[1];
    const help = row[2];
    const cause = row[3];
    const url = row[4];
    const pathEnd = words[at + wire.DIAGNOSTIC_PATH_END]!;
    const path = words[at + wire.DIAGNOSTIC_STEP] === 0 ? paths.slice(from, pathEnd) : pathOf(words, at, text);
    const message = sentence(words, at + wire.DIAGNOSTIC_TEMPLATE);
    from = pathEnd;
    if (hasText) {
      const span = { start: words[at + wire.DIAGNOSTIC_START]!, end: words[at + wire.DIAGNOSTIC_END]! };
      const line = words[at + wire.DIAGNOSTIC_LINE]!;
      const column = words[at + wire.DIAGNOSTIC_COLUMN]!;
      list.push({ rule, severity, path, message, help, cause, url, span, line, column });
    } else {
      list.push({ rule, severity, path, message, help, cause, url });
    }
  }
  return list;
}

/** The paths of fields inside their events that were used. */
const names: string[] = [];

function nameOf(step: number): string {
  // In `WORDS` a path is quoted and has dots.
  const name = wire.WORDS[step]!.slice(1, -1);
  return name === "" ? "" : `/${name.replaceAll(".", "/")}`;
}

/** The path to a field, or to a member that no field describes. */
function pathOf(words: Int32Array, at: number, text: string): string {
  const step = words[at + wire.DIAGNOSTIC_STEP]!;
  const frame = words[at + wire.DIAGNOSTIC_FRAME];
  const item = words[at + wire.DIAGNOSTIC_ITEM]!;
  const name = (names[step] ??= nameOf(step));
  let path =
    frame === wire.BARE
      ? name
      : (frame === wire.WRAPPED ? "/_json/" : "/") + words[at + wire.DIAGNOSTIC_ELEMENT] + name;
  if (step >= wire.RECORDS) {
    // What the diagnostic is about is the key, in quotes.
    const key = text.slice(words[at + wire.DIAGNOSTIC_START]! + 1, words[at + wire.DIAGNOSTIC_END]! - 1);
    path += `/${key.includes("~") || key.includes("/") ? key.replaceAll("~", "~0").replaceAll("/", "~1") : key}`;
  }
  return item === 0 ? path : `${path}/${item - 1}`;
}

/** The templates that were used: the text before the first hole; for each hole, what fills it and the text after it. */
const templates: { start: string; holes: { isCount: boolean; text: string }[] }[] = [];

function templateOf(text: string): (typeof templates)[number] {
  // After the opening brace of a hole: `}`, or `#}` if it is a count.
  const [start, ...pieces] = text.split("{") as [string, ...string[]];
  const holes = pieces.map((piece) => ({ isCount: piece[0] === "#", text: piece.slice(piece.indexOf("}") + 1) }));
  return { start, holes };
}

/** A template with its holes filled by the words after it. */
function sentence(words: Int32Array, at: number): string {
  const number = words[at]!;
  const { start, holes } = (templates[number] ??= templateOf(wire.TEMPLATES[number]!));
  let sentence = start;
  for (let hole = 0; hole < holes.length; hole++) {
    const { isCount, text } = holes[hole]!;
    const value = words[at + hole + 1]! >>> 0;
    sentence += (isCount ? value : wire.WORDS[value]!) + text;
  }
  return sentence;
}
