/** `parse` and `validate`: moves a body into the core module, which reports on it. */
import { input, isSteady, LARGE, LIMITS, limits } from "./body.js";
import { CallbackError } from "./error.js";
import type { CallbackEvent } from "./generated/events.js";
import { internalErrorReport, readReport } from "./report.js";
import type { Diagnostic, ParseOptions, Report } from "./types.js";
import { core, discardInstance, memory, ROOM, room } from "./wasm/core.js";

const encoder = new TextEncoder();

/**
 * Reads a body into typed events, elements that are not events, and diagnostics.
 *
 * Never throws for anything that a body can contain.
 *
 * @param body text, bytes or parsed JSON (see `Body`), as a framework hands it over
 * @param options limits, each with a default
 * @returns every element of the body in exactly one of four arrays, and what is wrong with them
 * @throws {TypeError} if it is not a body (nothing, a promise, a request, a stream), or an option is wrong
 * @throws {Error} if the host does not compile WebAssembly
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
 * @throws {Error} if the host does not compile WebAssembly
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
 * Only the events of `parse`, for code that prefers `catch`.
 *
 * @param body text, bytes or parsed JSON, as for `parse`
 * @param options limits, each with a default
 * @returns the events, in the order of the body
 * @throws {CallbackError} if a diagnostic has the severity "error"; it carries the report
 * @throws {TypeError} if `parse` would throw one
 * @throws {Error} if the host does not compile WebAssembly
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
