/** A report with errors, as an error: for code that prefers `catch`. */
import { isInstance } from "./instance.js";
import type { Report } from "./types.js";

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
    super(first ? `${first.rule} at ${quotedPath(first.path)}: ${first.message}${more}` : "the body has errors");
    this.#report = report;
  }

  /** What `parse` returns: the events, and what was wrong. */
  get report(): Report {
    return this.#report;
  }
}

/** A path as messages name it (crates/callbacks/src/error.rs): its keys, as they were sent, drive no terminal. */
function quotedPath(path: string): string {
  return path === "" ? "the body" : `"${path.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, " ")}"`;
}
