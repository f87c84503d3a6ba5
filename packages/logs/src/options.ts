/** What `lines` and `summarize` take and give. */
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
 * How a log is compressed, as its first bytes say. Only gzip and zstd are decompressed; for the others pass
 * `decompress`.
 */
export type Packing = "gzip" | "zstd" | "xz" | "bzip2" | "lz4" | "zip";

/** How a log is read. */
export interface ReadOptions {
  /** Stops reading when it is aborted: the pending batch rejects with its reason. */
  signal?: AbortSignal | undefined;
  /** Decompresses what the host cannot: takes the compressed bytes, and returns the log. */
  decompress?: ((packed: ReadableStream<Uint8Array>, packing: Packing) => Log) | undefined;
  /** Called with the number of (compressed) bytes that were read. */
  onProgress?: ((bytes: number) => void) | undefined;
  /** Lines that are not bodies go through `recover`. @default false */
  recover?: boolean | undefined;
}

/** How `lines` reads. */
export interface LinesOptions extends ReadOptions, ParseOptions {}

/** How a log is added to a summary. */
export interface AddLogOptions extends ReadOptions {
  /** Which of several logs it is, from 0. */
  source?: number | undefined;
  /**
   * The number of threads, if the host has them, as Node, Deno and Bun do; with `recover` there is one. More threads
   * start if the log is long, and each keeps up to `mostMessages`. @default 1
   */
  threads?: number | undefined;
}

/** How a log is summarized. */
export interface SummarizeOptions extends AddLogOptions, SummaryOptions {}

/** How a summary is made. */
export interface SummaryOptions {
  /**
   * How many message-recipient pairs are kept, of about 100 bytes each. With more, outcomes are estimated.
   * @default 3500000
   */
  mostMessages?: number | undefined;
  /** Which events count. Other elements and diagnostics always count. @default all */
  only?: EventFilter | undefined;
}

/** Which events count. */
export interface EventFilter {
  /** That happened at this time or later. */
  since?: Date | undefined;
  /** That happened before this time. */
  until?: Date | undefined;
  /** Of one of these types. */
  types?: readonly EventType[] | undefined;
  /** With one of these error codes. */
  codes?: readonly number[] | undefined;
}

/** Some lines of a log. */
export interface Batch {
  /** The lines that are not empty, at most 1000. */
  lines: LogLine[];
  /** The number of lines up to here, including empty ones. */
  count: number;
}

/** A line of a log and what it holds. */
export interface LogLine {
  /** Its number, 1-based; empty lines are counted. */
  line: number;
  /** Where it begins in the decompressed log, in bytes. */
  offset: number;
  /** How many bytes it has, without the line end. */
  bytes: number;
  /** The report of `parse`, or of `recover` if that was needed and asked for. */
  report: Report | Recovery;
}

/** @internal */
export const READ_NAMES = Object.keys({
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

/** Every name of an interface, so that none can be forgotten. */
type Names<T> = Record<keyof T, true>;
