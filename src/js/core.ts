/** `parse` and `validate`: moves a body into the core module and reads the record that comes back. */
import { input, isSteady, LIMITS, limits } from "./body.js";
import { isInstance } from "./instance.js";
import { build, ROW } from "./generated/clean.js";
import type { CallbackEvent } from "./generated/events.js";
import {
  CLEAN,
  DIAGNOSTIC,
  ELEMENT,
  EVENTS,
  HEADER,
  INTERNAL_ERROR,
  OK,
  RULES,
  TEMPLATES,
  TOKEN,
  WORDS,
} from "./generated/layout.js";
import type { Diagnostic, ParseOptions, Report } from "./types.js";
import { Values } from "./values.js";
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
  return {
    ok: false,
    events: [],
    unknown: [],
    rejected: [{ index: 0, value }],
    diagnostics: diagnostics(found, "", places),
  };
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
  const report = words[at] === CLEAN ? clean(words, at, body) : read(words, at, body, places);
  if (bytes > LARGE) renew();
  return report;
}

/** The report on a body that was read in one pass. */
function clean(words: Int32Array, at: number, body: string | Uint8Array): Report {
  return { ok: true, events: events(words, at, body), unknown: [], rejected: [], diagnostics: [] };
}

function events(words: Int32Array, at: number, body: string | Uint8Array): CallbackEvent[] {
  const count = words[at + 1]!;
  if (count === 0) return [];
  const text = typeof body === "string" ? body : decoder.decode(body);
  const items = words[at + 5]! >>> 2;
  const first = words[at + 4]! >>> 2;
  // Nearly always it is one, and a list that does not grow is made sooner.
  if (count === 1) return [build(text, words, first, items)];
  const events: CallbackEvent[] = [];
  for (let row = first; row < first + count * ROW; row += ROW) events.push(build(text, words, row, items));
  return events;
}

function read(memory: Int32Array, at: number, body: string | Uint8Array, places: boolean): Report {
  const [form, tokens, elements, count, pathsAt, pathsBytes] = memory.subarray(at, at + HEADER) as unknown as number[];
  const size = HEADER + tokens! * TOKEN + elements! * ELEMENT + count! * DIAGNOSTIC;
  const words = memory.subarray(at, at + size);
  const report: Report = { ok: form === OK, events: [], unknown: [], rejected: [], diagnostics: [] };
  if (elements! > 0) {
    const values = new Values(words, HEADER, typeof body === "string" ? body : decoder.decode(body));
    const from = HEADER + tokens! * TOKEN;
    for (let index = 0; index < elements!; index++) element(report, values, words, from + index * ELEMENT, index);
  }
  if (count! > 0) {
    const paths = decoder.decode(new Uint8Array(memory.buffer, pathsAt!, pathsBytes!));
    report.diagnostics = diagnostics(words.subarray(size - count! * DIAGNOSTIC), paths, places);
  }
  return report;
}

function element(report: Report, values: Values, words: Int32Array, at: number, index: number): void {
  const token = words[at]!;
  const what = words[at + 2]!;
  switch (words[at + 1]) {
    case 0: {
      const event = values.edited(token) as Record<string, unknown>;
      event["type"] = EVENTS[what]![0];
      // An old name may stand for an error code that the body does not spell out.
      const implied = words[at + 3]!;
      if (implied !== 0 && !("errorCode" in event)) event["errorCode"] = implied;
      report.events.push(event as unknown as CallbackEvent);
      return;
    }
    case 1:
      report.unknown.push({
        index,
        type: what === 0 ? "" : (values.asSent(what) as string),
        value: values.asSent(token),
      });
      return;
    default:
      report.rejected.push({ index, value: values.asSent(token) });
  }
}

function diagnostics(words: Int32Array, paths: string, places: boolean): Diagnostic[] {
  const list: Diagnostic[] = [];
  let from = 0;
  for (let at = 0; at < words.length; at += DIAGNOSTIC) {
    const [name, severity, help, cause, url] = RULES[words[at]!]!;
    const end = words[at + 5]!;
    const diagnostic: Diagnostic = {
      rule: name,
      severity,
      path: paths.slice(from, end),
      message: sentence(words, at + 6),
      help,
      cause,
      url,
    };
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

/** A template with its holes filled by the words after it. */
function sentence(words: Int32Array, at: number): string {
  const [first, ...pieces] = TEMPLATES[words[at]!]!.split("{");
  return pieces.reduce((text, piece, hole) => {
    const value = words[at + 1 + hole]! >>> 0;
    return text + (piece[0] === "#" ? value : WORDS[value]) + piece.slice(piece.indexOf("}") + 1);
  }, first!);
}
