/**
 * Logs of callbacks, one body per line: read in batches, or summarized.
 *
 * @module
 */
import { limits } from "../../../src/js/body.js";
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
import { open, readLines, splitter } from "./reports.js";
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
  Packing,
  ReadOptions,
  SummarizeOptions,
  SummaryOptions,
} from "./options.js";

/**
 * The bytes of a log, decompressed if its first bytes say gzip or zstd, piece by piece.
 *
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

/** The most lines of a batch. */
const MAX_BATCH_LINES = 1000;

/**
 * Reads a log, one body per line, in batches of lines with their reports. It reads on when the next batch is asked
 * for, and keeps at most `maxBytes` of a line, so that memory is bounded however long a line or the log is. A line
 * that is not JSON has a report like any other.
 *
 * A log that is compressed with gzip or zstd is decompressed. One that is truncated or damaged is read as far as
 * possible; then the iteration rejects with a `LogError`.
 *
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
  limits(options, LINES_NAMES); // throws now, not at the first line
  return batches(open(log, options), options);
}

async function* batches(
  pieces: AsyncGenerator<Uint8Array, void, undefined>,
  options: LinesOptions,
): AsyncGenerator<Batch> {
  const split = splitter(options);
  for await (const lines of readLines(pieces, split, options)) {
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
 * Summarizes a log, one body per line: what came, what was wrong with it, and what became of each message.
 *
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

/** A summary of bodies and logs. Summaries can be merged: the result does not depend on how the log was divided. */
export interface Summary {
  /** Adds a body whose place is not known, so that late statuses are not found. */
  add(body: string | Uint8Array | ArrayBuffer): void;
  /** Adds a body at a place: which log (from 0), the line (from 1), the offset in bytes. */
  addAt(
    body: string | Uint8Array | ArrayBuffer,
    place: { source?: number | undefined; line: number; offset: number },
  ): void;
  /** Adds a log, one at a time. What was read before it failed or was aborted stays added. */
  addLog(log: Log, options?: AddLogOptions): Promise<void>;
  /** Adds what `toBytes` of another summary returned, in this process or another. */
  merge(bytes: Uint8Array): void;
  /** The summary for another process or worker with the same version of the package. */
  toBytes(): Uint8Array;
  /** Its report. While several threads read a log, only the part of this thread is in it. */
  report(): SummaryReport;
  /** The same for people, about 100 columns wide; `sources` are the names of the logs. */
  text(sources?: readonly string[]): string;
}

/**
 * A summary to which bodies and logs are added.
 *
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
