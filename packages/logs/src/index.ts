/**
 * Logs of callbacks, one body per line: read them in batches, or summarize them.
 *
 * @module
 */
import { limits } from "../../../src/js/body.js";
import type { ParseOptions } from "bandwidth-callbacks";
import type { SummaryReport } from "./generated/summary.js";
import {
  type AddLogOptions,
  type Batch,
  LINES_NAMES,
  type LinesOptions,
  type Log,
  type LogLine,
  type ReadOptions,
  SUMMARIZE_NAMES,
  type SummarizeOptions,
  SUMMARY_NAMES,
  type SummaryOptions,
} from "./options.js";
import { open, readLines } from "./reports.js";
import { Splitter } from "./split.js";
import { Summing } from "./summing.js";
import { checkOptions } from "../../../src/js/options.js";

export type * from "./generated/summary.js";
export { LogError } from "./fault.js";
export type {
  AddLogOptions,
  Batch,
  EventFilter,
  LinesOptions,
  Log,
  LogLine,
  Compression,
  ReadOptions,
  SummarizeOptions,
  SummaryOptions,
} from "./options.js";

/**
 * The bytes of a log, piece by piece, decompressed if it starts like a gzip or zstd file.
 *
 * @param log the log, compressed or not
 * @param options how to read it
 * @returns the pieces; the iteration rejects with a `LogError` if the log is truncated or damaged
 * @throws {TypeError} for anything that is not a log, or an unknown option
 *
 * @example
 * ```js
 * import { decompressed } from "bandwidth-callbacks-logs";
 *
 * let size = 0;
 * for await (const piece of decompressed("[]\n")) size += piece.length;
 * console.assert(size === 3);
 * ```
 */
export function decompressed(log: Log, options: ReadOptions = {}): AsyncIterable<Uint8Array> {
  return open(log, options);
}

/** The maximum number of lines in a batch. */
const MAX_BATCH_LINES = 1000;

/**
 * Reads a log, one body per line, in batches of lines with their reports. It reads on when you ask for the next batch,
 * and keeps at most `maxBytes` of a line, so memory is bounded for logs of any size. A line that is not JSON also has a
 * report.
 *
 * A log that is compressed with gzip or zstd is decompressed. If it is truncated or damaged, it is read as far as
 * possible; then the iteration rejects with a `LogError`.
 *
 * @param log the log, compressed or not
 * @param options how to read it, and the limits of `parse`
 * @returns batches of at most 1000 lines
 * @throws {TypeError} for anything that is not a log, or a wrong option
 *
 * @example
 * ```js
 * import { lines } from "bandwidth-callbacks-logs";
 *
 * const found = [];
 * for await (const batch of lines('[]\n\n[{"type": "message-snoozed", "message": {}}]\nno JSON\n')) {
 *   for (const { line, offset, report } of batch.lines) found.push([line, offset, report.ok]);
 * }
 * console.assert(JSON.stringify(found) === "[[1,0,true],[3,4,true],[4,49,false]]");
 * ```
 */
export function lines(log: Log, options: LinesOptions = {}): AsyncIterable<Batch> {
  const own = limits(options, LINES_NAMES); // throws now, not at the first line
  return batches(open(log, options), own, options);
}

async function* batches(
  pieces: AsyncGenerator<Uint8Array, void, undefined>,
  own: Required<ParseOptions>,
  options: ReadOptions,
): AsyncGenerator<Batch> {
  const split = new Splitter(own.maxBytes + 1); // just enough of a line to see that it is too large
  for await (const lines of readLines(pieces, split, own, options)) {
    let batch: LogLine[] = [];
    for (const { line, offset, bytes, report } of lines) {
      batch.push({ line, offset, bytes, report });
      if (batch.length < MAX_BATCH_LINES) continue;
      yield { lines: batch, count: line };
      options.signal?.throwIfAborted();
      batch = [];
    }
    if (batch.length > 0) yield { lines: batch, count: split.count };
  }
}

/**
 * Summarizes a log, one body per line: the events, the problems, and the outcome of each message.
 *
 * @param log the log, compressed or not
 * @param options how to read it, and which events count
 * @returns the summary; rejects with a `LogError` if the log is truncated or damaged
 * @throws {TypeError} for anything that is not a log, or a wrong option
 *
 * @example
 * ```js
 * import { summarize } from "bandwidth-callbacks-logs";
 * import { sample } from "bandwidth-callbacks/samples";
 *
 * const log = ["message-sent", "message-failed", "message-failed"].map((type) => JSON.stringify(sample(type)));
 * const { events, errorCodes, messages } = await summarize(log.join("\n"));
 * console.assert(events === 3 && errorCodes[0].code === 4432 && errorCodes[0].events === 2);
 * console.assert(messages.duplicates === 1);
 * ```
 */
export async function summarize(log: Log, options: SummarizeOptions = {}): Promise<SummaryReport> {
  checkOptions(options, SUMMARIZE_NAMES);
  const summary = new Summing(options);
  await summary.readLog(log, options);
  return summary.report();
}

/** A summary of bodies and logs. Merged summaries give the same result however the log was divided. */
export interface Summary {
  /**
   * Adds a body without its place in a log, so out-of-order statuses cannot be detected.
   *
   * @param body text or bytes
   * @throws {TypeError} if it is neither
   */
  add(body: string | Uint8Array | ArrayBuffer): void;
  /**
   * Adds a body with its place in a log.
   *
   * @param body text or bytes
   * @param place the number of the log (from 0), the line (from 1), the offset in bytes
   * @throws {TypeError} if one of them is wrong
   */
  addAt(
    body: string | Uint8Array | ArrayBuffer,
    place: { source?: number | undefined; line: number; offset: number },
  ): void;
  /**
   * Adds a log; wait for it before you add another. If it fails or is aborted, the part that was read stays added.
   *
   * @param log the log, compressed or not
   * @param options how to read it
   * @returns when it has been read; rejects with a `LogError` if it is truncated or damaged
   * @throws {TypeError} for anything that is not a log, or a wrong option
   */
  addLog(log: Log, options?: AddLogOptions): Promise<void>;
  /**
   * Adds another summary, from this process or another.
   *
   * @param bytes the result of `toBytes`
   * @throws {TypeError} for other bytes, or those of another version of the package
   */
  merge(bytes: Uint8Array): void;
  /**
   * The summary for `merge` in another process or worker.
   *
   * @returns bytes that only the same version of the package reads
   */
  toBytes(): Uint8Array;
  /**
   * The report so far.
   *
   * @returns the counts; while several threads read a log, only those of this thread
   */
  report(): SummaryReport;
  /**
   * The report as text, about 100 columns wide.
   *
   * @param sources the names of the logs
   * @returns several lines
   */
  text(sources?: readonly string[]): string;
}

/**
 * Creates an empty summary. Add bodies and logs to it, and merge it with others.
 *
 * @param options which events count, and how much to keep
 * @returns an empty summary
 * @throws {TypeError} for a wrong option
 *
 * @example
 * ```js
 * import { createSummary } from "bandwidth-callbacks-logs";
 * import { sample } from "bandwidth-callbacks/samples";
 *
 * const [one, other] = [createSummary(), createSummary()];
 * one.add(JSON.stringify(sample("message-sent")));
 * await other.addLog(JSON.stringify(sample("message-delivered")));
 * one.merge(other.toBytes());
 * console.assert(one.report().messages.delivered === 1);
 * ```
 */
export function createSummary(options: SummaryOptions = {}): Summary {
  checkOptions(options, SUMMARY_NAMES);
  return new Summing(options);
}
