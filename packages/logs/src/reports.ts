/** Reports on the lines of a log: of `parse`, or of `recover`. */
import { NOT_A_BODY } from "../../../src/js/generated/layout.js";
import { type ParseOptions, parse, type Recovery, type Report, type recover } from "bandwidth-callbacks";
import type { Log, ReadOptions } from "./options.js";
import { pieces } from "./source.js";
import type { Line, Splitter } from "./split.js";
import { unpacked } from "./unpack.js";

/** The bytes of a log, decompressed. Throws at once for wrong options. */
export function open(log: Log, options: ReadOptions): AsyncGenerator<Uint8Array, void, undefined> {
  for (const name of ["decompress", "onProgress"] as const) {
    if (options[name] !== undefined && typeof options[name] !== "function")
      throw new TypeError(`expected option \`${name}\` to be a function`);
  }
  if (options.signal !== undefined && !isSignal(options.signal))
    throw new TypeError("expected option `signal` to be an AbortSignal");
  return unpacked(pieces(log, options), options);
}

/** Not by `instanceof`: another realm, and a polyfill, has classes of its own. */
function isSignal(signal: unknown): boolean {
  const { addEventListener, throwIfAborted } = (signal ?? {}) as Partial<AbortSignal>;
  return typeof addEventListener === "function" && typeof throwIfAborted === "function";
}

/** A line and the report on it. */
export type ReportedLine = Line & { report: Report | Recovery };

/** The lines that end in each piece, each with its report, then the last line; also before a fault of the log. */
export async function* readLines(
  bytes: AsyncGenerator<Uint8Array, void, undefined>,
  splitter: Splitter,
  own: ParseOptions,
  options: ReadOptions,
): AsyncGenerator<Iterable<ReportedLine>> {
  // It is loaded only if it is asked for.
  const recovers = options.recover === true ? (await import("bandwidth-callbacks")).recover : undefined;
  let fault: { error: unknown } | undefined;
  try {
    for await (const piece of bytes) yield reports(splitter.push(piece), recovers, own);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    fault = { error };
  }
  yield reports(splitter.finish(), recovers, own);
  if (fault) throw fault.error;
}

function* reports(
  lines: Iterable<Line>,
  recovers: typeof recover | undefined,
  options: ParseOptions,
): Generator<ReportedLine> {
  for (const line of lines) yield { ...line, report: report(line.text, recovers, options) };
}

function report(text: Uint8Array, recovers: typeof recover | undefined, options: ParseOptions): Report | Recovery {
  const report = parse(text, options);
  return recovers !== undefined && mayContainBody(report) ? recovers(text, options) : report;
}

/** Whether a line is not a body by itself, but may contain one: it is not JSON, or it is JSON around a body. */
function mayContainBody({ ok, events, verifications, unknown, rejected, diagnostics }: Report): boolean {
  if (ok || events.length + verifications.length + unknown.length > 0) return false;
  return rejected.length > 0 || diagnostics.some(({ rule }) => NOT_A_BODY.includes(rule));
}
