/** What `lines` and `summarize` take and give. */
import { LIMIT_NAMES } from "../body.js";
import type { EventType } from "../generated/events.js";
import type { ParseOptions, Recovery, Report } from "../types.js";

/** A log: a stream, an iterable of pieces, a file, bytes, or the text itself. */
export type Log =
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array | string>
  | Blob
  | Uint8Array
  | ArrayBuffer
  | string;

/** How a log is compressed, as its first bytes say. Of these gzip and zstd are decompressed here; for the others pass `decompress`. */
export type Packing = "gzip" | "zstd" | "xz" | "bzip2" | "lz4" | "zip";

/** How a log is read. */
export interface ReadOptions {
  /** Ends the reading where it is aborted: what waits for the next batch is rejected with its reason. */
  signal?: AbortSignal | undefined;
  /** Unpacks what the host cannot unpack: given the packed bytes, gives the others. */
  decompress?: ((packed: ReadableStream<Uint8Array>, packing: Packing) => Log) | undefined;
  /** Is told how many bytes of the log were taken, packed as they are. */
  onProgress?: ((bytes: number) => void) | undefined;
  /** Lines that cannot be read as they are go through `recover`. */
  recover?: boolean | undefined;
}

/** How `lines` reads. */
export interface LinesOptions extends ReadOptions, ParseOptions {}

/** How a log is added to a sum. */
export interface AddLogOptions extends ReadOptions {
  /** Which of several logs it is, from 0. */
  source?: number | undefined;
  /**
   * How many threads sum up: 1 unless told. Where the host has threads, which Node, Deno and Bun have; with `recover` one
   * does. Others begin as the log turns out to be long, and each keeps as many messages as are allowed.
   */
  threads?: number | undefined;
}

/** How a log is summed up. */
export interface SummarizeOptions extends AddLogOptions, SummaryOptions {}

/** How a sum is made. */
export interface SummaryOptions {
  /** How many messages and recipients are kept, of about 100 bytes each: 3500000 unless told. Above, what became of messages is estimated. */
  mostMessages?: number | undefined;
  /** Which events count; all unless told. What is no event, and what is found, counts as ever. */
  only?: EventFilter | undefined;
}

/** Events that are all that is asked for. */
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
  /** The lines that are not empty, 1000 at most. */
  lines: LogLine[];
  /** How many lines there were up to here, empty ones counted. */
  count: number;
}

/** A line of a log and what it holds. */
export interface LogLine {
  /** Its number, 1-based; empty lines are counted. */
  line: number;
  /** Where it begins in the log as it is when unpacked, in bytes. */
  offset: number;
  /** How many bytes it has, without its end. */
  bytes: number;
  /** What `parse` says of it, or `recover` where that was needed and asked for. */
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
