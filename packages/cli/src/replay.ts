/** `replay`: sends the callbacks of logs to an endpoint again. */
import { createReadStream, statSync } from "node:fs";
import { type CallbackEvent, elements, parse, recover } from "bandwidth-callbacks";
import { decompressed, type EventFilter, LogError } from "bandwidth-callbacks-logs";
import { type Line, Splitter } from "../../logs/src/split.js";
import { endBySignal, pluralize, rejectBinary, tell, UsageError, whyCutShort } from "./common.js";
import { files as named } from "./files.js";
import { type FilterOptions, filter, isCounted } from "./filter.js";
import { isOneBody, MAX_BODY } from "./shape.js";
import { milliseconds } from "./time.js";
import { address, type Credentials, credentialsOr } from "./values.js";
import { SCHEDULE } from "./wire/retry.js";
import { type Clock, sendAll, type TimedCallback } from "./wire/traffic.js";

export interface ReplayOptions extends FilterOptions {
  to?: string;
  pace?: boolean;
  speed?: number;
  recover?: boolean;
  credentials?: Credentials;
  retries: number;
  schedule?: number[];
  timeout?: number;
  json?: boolean;
  show?: boolean;
}

/** A longer line cannot be a callback. */
const MAX_LINE = 16 << 20;

/** The progress of reading the logs. */
interface Reading {
  files: string[];
  /** The log that is being read. */
  file: string | undefined;
  recover: boolean;
  only: EventFilter;
  isFiltered: boolean;
  sent: number;
  /** Lines that hold no callback. */
  skipped: number;
  isWhole: boolean;
}

/** The command. Gives the exit code. */
export async function replay(names: string[], options: ReplayOptions, clock?: Clock): Promise<number> {
  if (names.length === 0 || options.to === undefined)
    throw new UsageError("replay takes files, or - for standard input, and --to with the URL of the endpoint");
  const url = address("--to")(options.to);
  const only = filter(options);
  const isFiltered = [options.since, options.until, options.type, options.code].some((one) => one !== undefined);
  const reading: Reading = {
    files: named(names),
    file: undefined,
    recover: options.recover === true,
    only,
    isFiltered,
    sent: 0,
    skipped: 0,
    isWhole: true,
  };
  const speed = options.speed ?? (options.pace === true ? 1 : undefined);
  const traffic = {
    credentials: credentialsOr(options.credentials),
    retries: options.retries,
    schedule: options.schedule ?? SCHEDULE,
    timeout: options.timeout,
    json: options.json === true,
    show: options.show === true,
  };
  const code = await sendAll(url, callbacks(reading, speed), traffic, clock);
  const { sent, skipped } = reading;
  const hint = options.recover === true ? "" : "; --recover repairs them first";
  const none = skipped === 0 ? "" : `${pluralize(skipped, "line holds", "lines hold")} no callback${hint}`;
  if (sent === 0 && code === 0) {
    tell(isFiltered ? "no callback is one of those that were selected" : none || "there is no callback to send");
    return 1;
  }
  if (none !== "") tell(none);
  if (code !== 130) return code === 0 && !reading.isWhole ? 1 : code;
  process.stdin.destroy(); // Node would wait for it
  if (reading.file !== undefined && reading.file !== "-" && !statSync(reading.file).isFile()) endBySignal();
  return 130;
}

/** The callbacks of the lines, with their times. */
async function* callbacks(reading: Reading, speed: number | undefined): AsyncGenerator<TimedCallback> {
  let first: number | undefined;
  for await (const line of lines(reading)) {
    const found = callbackIn(line, reading);
    if (found === undefined) continue;
    reading.sent += 1;
    const time = speed === undefined ? Number.NaN : milliseconds(found.events[0]?.time ?? "");
    if (speed === undefined) yield { body: found.body };
    else {
      if (!Number.isNaN(time)) first ??= time;
      // An event that is late in the log is sent at once.
      yield { body: found.body, at: Number.isNaN(time) ? 0 : (time - first!) / speed };
    }
  }
}

/** The body of a line, if it passes the filter. */
function callbackIn(
  line: Buffer,
  reading: Reading,
): { body: Uint8Array; events: readonly CallbackEvent[] } | undefined {
  const { recover: recovers, only, isFiltered } = reading;
  let body: Uint8Array = unquoted(line) ?? line;
  let report = parse(body);
  if (recovers && (elements(report).length === 0 || !report.ok)) {
    const recovery = recover(line);
    if (recovery.repairs.length > 0 && recovery.events.length + recovery.verifications.length > 0) {
      report = recovery;
      body = Buffer.from(recovery.text);
    }
  }
  // A body that is not JSON, as `listen` saved it, is sent as received.
  if (elements(report).length === 0 && body === line && line.toString().trim() !== "[]") {
    reading.skipped += 1;
    return undefined;
  }
  if (isFiltered && !report.events.some((event) => isCounted(event, only))) return undefined;
  return { body, events: report.events };
}

/** The text of a line that is a JSON string. */
function unquoted(line: Buffer): Buffer | undefined {
  if (line[0] !== 0x22) return undefined;
  try {
    return Buffer.from(String(JSON.parse(line.toString())));
  } catch {
    return undefined;
  }
}

/** The lines of the logs that are not blank. */
async function* lines(reading: Reading): AsyncGenerator<Buffer> {
  for (const file of reading.files) {
    reading.file = file;
    const splitter = new Splitter(MAX_LINE + 1);
    let isFirst = true;
    try {
      const source = file === "-" ? process.stdin : createReadStream(file, { highWaterMark: 1 << 20 });
      for await (const piece of decompressed(source as AsyncIterable<Uint8Array>)) {
        if (isFirst) check(file, piece);
        isFirst = false;
        yield* kept(splitter.push(piece));
      }
      yield* kept(splitter.finish());
    } catch (error) {
      if (error instanceof UsageError) throw error;
      if (error instanceof Error && error.name === "AbortError") throw error;
      if (error instanceof LogError && error.reason === "unsupported")
        throw new UsageError(`${file}: ${whyCutShort(error)}`);
      reading.isWhole = false;
      tell(`${file}: ${whyCutShort(error)}; only what came before was read`);
    }
  }
}

function check(file: string, head: Uint8Array): void {
  rejectBinary(file, head);
  if (head.length <= MAX_BODY && isOneBody(head))
    throw new UsageError(
      `${file}: is one body on several lines; send it with: bandwidth-callbacks send --file ${file} URL`,
    );
}

/** Copies of the lines, whose bytes are lent. */
function* kept(lines: Iterable<Line>): Generator<Buffer> {
  for (const { bytes, text } of lines) {
    if (bytes > MAX_LINE) throw new Error("a line is longer than 16 MiB");
    yield Buffer.from(text);
  }
}
