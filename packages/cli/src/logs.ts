/** `logs`: logs with one body per line. The native command of the crate has the same options and output. */
import { closeSync, createReadStream, openSync, readSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { createSummary, decompressed, type EventFilter, lines as read } from "bandwidth-callbacks-logs";
import { endBySignal, pluralize, rejectBinary, tell, UsageError, whyCutShort } from "./common.js";
import { files as named } from "./files.js";
import { type FilterOptions, filter } from "./filter.js";
import { type Progress, progress } from "./progress.js";
import { COLUMNS, csv, findings, json, type Row, record } from "./rows.js";
import { isOneBody, MAX_BODY } from "./shape.js";

/** So many bytes show whether a file is a log. */
const HEAD = 1 << 13;

/** How many messages `--approximate` keeps. */
const APPROXIMATE_MESSAGES = 100_000;

export interface LogsOptions {
  summary: boolean;
  approximate: boolean;
  threads: number | undefined;
  json: boolean;
  csv: boolean;
  recover: boolean;
  parquet: string | undefined;
}

/** The files, the signal that stops reading, and the progress. */
interface Run {
  files: string[];
  recover: boolean;
  only: EventFilter;
  stop: AbortSignal;
  progress: Progress;
  /** The file that is being read. */
  reading: string | undefined;
}

/** The command. Gives the exit code. */
export async function logs(names: string[], options: LogsOptions & FilterOptions): Promise<number> {
  const { summary: isSummary, approximate, json: isJson, csv: isCsv, recover } = options;
  if (options.parquet !== undefined)
    throw new UsageError(
      "only the native command writes Parquet: build bandwidth-callbacks-logs with its features cli and parquet",
    );
  if (names.length === 0) throw new UsageError("logs takes files, or - for standard input");
  if (isCsv && (isJson || isSummary)) throw new UsageError("--csv goes with neither --json nor --summary");
  if (approximate && !isSummary) throw new UsageError("--approximate goes with --summary");
  const bounds = {
    threads: options.threads ?? availableParallelism(),
    mostMessages: approximate ? APPROXIMATE_MESSAGES : undefined,
  };
  const only = filter(options);
  const files = named(names);
  for (const file of files) if (file !== "-" && statSync(file).isFile()) await rejectNoLog(file);
  const stop = new AbortController();
  // The first Ctrl-C stops reading and prints what was read; the second ends the process.
  process.once("SIGINT", () => {
    process.once("SIGINT", () => process.exit(130));
    stop.abort();
  });
  const run: Run = {
    files,
    recover,
    only,
    stop: stop.signal,
    progress: progress(total(files)),
    reading: undefined,
  };
  const code = isSummary
    ? await summary(run, isJson, bounds)
    : await list(run, isJson ? json(only) : isCsv ? csv(only) : findings, isCsv ? record(COLUMNS) : "");
  if (!stop.signal.aborted) return code;
  process.stdin.destroy(); // Node would wait for it
  tell("stopped; results cover only what was read");
  if (run.reading !== undefined && run.reading !== "-" && !statSync(run.reading).isFile()) endBySignal();
  return 130;
}

/** Rejects a file that does not begin like a log, decompressed. A log that was truncated in use may begin with NULs. */
async function rejectNoLog(file: string): Promise<void> {
  const start = Buffer.alloc(HEAD);
  const open = openSync(file, "r");
  const length = readSync(open, start);
  closeSync(open);
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of decompressed(start.subarray(0, length))) pieces.push(piece);
  } catch {
    // It is cut, of course; any other fault is reported when the file is read.
  }
  const head = Buffer.concat(pieces).subarray(0, HEAD);
  const from = head.findIndex((byte) => byte !== 0);
  if (from >= 0) rejectBinary(file, head.subarray(from));
}

/** The total number of bytes, if known. */
function total(files: string[]): number | undefined {
  const sizes = files.map((file) => (file === "-" ? undefined : statSync(file)));
  return sizes.every((size) => size?.isFile()) ? sizes.reduce((sum, size) => sum + size!.size, 0) : undefined;
}

/** Prints rows for the lines of each file, and at the end how much was found. */
async function list(run: Run, row: Row, head: string): Promise<number> {
  await written(head);
  const found = { error: 0, warning: 0, info: 0 };
  let bodies = 0;
  const isWhole = await each(run, async (file, source, options) => {
    for await (const batch of read(source, options)) {
      let text = "";
      for (const line of batch.lines) {
        text += row(file, line);
        for (const { severity } of line.report.diagnostics) found[severity] += 1;
      }
      bodies += batch.lines.length;
      run.progress.clear();
      await written(text);
    }
  });
  const counts =
    `${pluralize(bodies, "body", "bodies")}: ${pluralize(found.error, "error")}, ` +
    `${pluralize(found.warning, "warning")}, ${pluralize(found.info, "info", "info")}`;
  // Beside the rows, which are for programs as well.
  if (row === findings) process.stderr.write(`${counts}\n`);
  return isWhole && found.error === 0 ? 0 : 1;
}

async function summary(
  run: Run,
  isJson: boolean,
  { threads, mostMessages }: { threads: number; mostMessages: number | undefined },
): Promise<number> {
  const sum = createSummary({ only: run.only, mostMessages });
  let source = 0;
  const isWhole = await each(run, (_, log, options) => sum.addLog(log, { ...options, threads, source: source++ }));
  const report = sum.report();
  await written(isJson ? `${JSON.stringify({ ...report, sources: run.files }, null, 2)}\n` : sum.text(run.files));
  return isWhole && !report.findings.some(({ severity }) => severity === "error") ? 0 : 1;
}

type Options = { signal: AbortSignal; recover: boolean; onProgress(bytes: number): void };

/** Reads one file after another. Returns whether all were read to the end; prints why one was not. */
async function each(
  run: Run,
  work: (file: string, source: AsyncIterable<Uint8Array>, options: Options) => Promise<void>,
): Promise<boolean> {
  const { files, recover, stop, progress } = run;
  let isWhole = true;
  for (const file of files) {
    if (stop.aborted) break;
    run.reading = file;
    let before = 0;
    const onProgress = (bytes: number) => {
      progress.add(bytes - before);
      before = bytes;
    };
    const short: Short = { pieces: [], length: 0 };
    try {
      const source = file === "-" ? process.stdin : createReadStream(file, { highWaterMark: 1 << 20 });
      await work(file, keeping(source, short), { signal: stop, recover, onProgress });
      if (await isBody(short)) {
        progress.clear();
        tell(`${file}: looks like one body on several lines; try: bandwidth-callbacks check ${file}`);
      }
    } catch (error) {
      if (stop.aborted) break;
      isWhole = false;
      progress.clear();
      tell(`${file}: ${whyCutShort(error)}; only what came before was read`);
    }
  }
  if (!stop.aborted) run.reading = undefined;
  progress.clear();
  return isWhole;
}

/** The text of a short file, decompressed if needed. */
interface Short {
  pieces: Uint8Array[];
  length: number;
}

async function* keeping(source: AsyncIterable<Uint8Array>, short: Short): AsyncGenerator<Uint8Array> {
  for await (const piece of source) {
    short.length += piece.length;
    if (short.length <= MAX_BODY) short.pieces.push(piece);
    else short.pieces = [];
    yield piece;
  }
}

/** Whether a file is a single body, for which there is another command. */
async function isBody({ pieces, length }: Short): Promise<boolean> {
  if (length > MAX_BODY) return false;
  const whole: Uint8Array[] = [];
  let size = 0;
  for await (const piece of decompressed(Buffer.concat(pieces))) {
    whole.push(piece);
    size += piece.length;
    if (size > MAX_BODY) return false;
  }
  return isOneBody(Buffer.concat(whole));
}

/** Writes, and waits while the reader is busy. */
function written(text: string): Promise<void> {
  if (text === "" || process.stdout.write(text)) return Promise.resolve();
  return new Promise((resolve) => process.stdout.once("drain", resolve));
}
