/** The options and results of `lines` and `summarize`. */
import { LIMIT_NAMES } from "../../../src/js/body.js";
import type { EventType, ParseOptions, Recovery, Report } from "bandwidth-callbacks";

/** A log: a stream, an iterable of pieces, a file, bytes, or the text itself. */
export type Log =
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array | string>
  | Blob
  | Uint8Array
  | ArrayBuffer
  | string;

/**
 * The compression of a log, detected from its first bytes. Only gzip and zstd are decompressed; for the others pass
 * `decompress`.
 */
export type Compression = "gzip" | "zstd" | "xz" | "bzip2" | "lz4" | "zip";

/** The options of `decompressed`, and of everything that reads a log. */
export interface ReadOptions {
  /** Stops reading when it is aborted: the pending batch rejects with its reason. @default none */
  signal?: AbortSignal | undefined;
  /**
   * Decompresses what the host cannot: gets the compressed bytes, and returns the log.
   *
   * @default none: a log that the host cannot decompress rejects with a `LogError`
   */
  decompress?: ((packed: ReadableStream<Uint8Array>, compression: Compression) => Log) | undefined;
  /** Called with the number of (compressed) bytes that were read. @default none */
  onProgress?: ((bytes: number) => void) | undefined;
  /** Whether lines that are not bodies go through `recover`. @default false */
  recover?: boolean | undefined;
}

/** The options of `lines`. */
export interface LinesOptions extends ReadOptions, ParseOptions {}

/** The options of `addLog`. */
export interface AddLogOptions extends ReadOptions {
  /** The number of the log, from 0, if you add several. @default 0 */
  source?: number | undefined;
  /**
   * The number of threads in Node, Deno and Bun; elsewhere, and with `recover`, there is one. More threads start only
   * if the log is long, and each keeps up to `mostMessages`.
   *
   * @default 1
   */
  threads?: number | undefined;
}

/** The options of `summarize`. */
export interface SummarizeOptions extends AddLogOptions, SummaryOptions {}

/** The options of `createSummary`. */
export interface SummaryOptions {
  /**
   * How many message-recipient pairs are kept, of about 100 bytes each. Beyond that, outcomes are estimated.
   *
   * @default 3500000
   */
  mostMessages?: number | undefined;
  /** Which events count. Other elements and diagnostics always count. @default all */
  only?: EventFilter | undefined;
}

/** Selects the events that count. */
export interface EventFilter {
  /** Only events at this time or later. */
  since?: Date | undefined;
  /** Only events before this time. */
  until?: Date | undefined;
  /** Only events of these types. */
  types?: readonly EventType[] | undefined;
  /** Only events with one of these error codes. */
  codes?: readonly number[] | undefined;
}

/** Some lines of a log. */
export interface Batch {
  /** The lines that are not empty, at most 1000. */
  lines: LogLine[];
  /** The number of lines read so far, including empty ones. */
  count: number;
}

/** A line of a log and its report. */
export interface LogLine {
  /** The line number, 1-based; empty lines are counted. */
  line: number;
  /** Where it starts in the decompressed log, in bytes. */
  offset: number;
  /** The length in bytes, without the line end. */
  bytes: number;
  /** The report of `parse`, or of `recover` if `recover` was set and the line needed it. */
  report: Report | Recovery;
}

/** @internal */
const READ_NAMES = Object.keys({
  signal: true,
  decompress: true,
  onProgress: true,
  recover: true,
} satisfies Names<ReadOptions>);

/** @internal */
export const LINES_NAMES = [...READ_NAMES, ...LIMIT_NAMES];

/** @internal */
export const ADD_LOG_NAMES = [
  ...READ_NAMES,
  ...Object.keys({ source: true, threads: true } satisfies Names<Omit<AddLogOptions, keyof ReadOptions>>),
];

/** @internal */
export const SUMMARY_NAMES = Object.keys({ mostMessages: true, only: true } satisfies Names<SummaryOptions>);

/** @internal */
export const SUMMARIZE_NAMES = [...ADD_LOG_NAMES, ...SUMMARY_NAMES];

/** @internal */
export const FILTER_NAMES = Object.keys({
  since: true,
  until: true,
  types: true,
  codes: true,
} satisfies Names<EventFilter>);

/** Every name of an interface, so that the compiler notices a missing one. */
type Names<T> = Record<keyof T, true>;
