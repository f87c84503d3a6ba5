/** `lines`: logs with one body on each line. The native command of the crate (src/cli) takes and prints the same. */
import { createReadStream, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import type { EventType } from "bandwidth-callbacks";
import { catalogue } from "bandwidth-callbacks/explain";
import { createSummary, decompressed, type EventFilter, lines as read } from "bandwidth-callbacks/lines";
import { parseOrUsageError, pluralize, say, tell, UsageError, whyCutShort } from "./common.js";
import { files as named } from "./files.js";
import { type Progress, progress } from "./progress.js";
import { COLUMNS, csv, findings, json, type Row, record } from "./rows.js";
import { isOneBody, MAX_BODY } from "./shape.js";
import { milliseconds } from "./time.js";

/** How many messages `--approximate` keeps. */
const FEW = 100_000;

const HELP = `bandwidth-callbacks lines: logs of callbacks, one body on each line

usage:
  bandwidth-callbacks lines [OPTIONS] FILE...   names or patterns, - is standard input; gzip and zstd are decompressed

  prints each problem as FILE:LINE severity rule at "path": message, and the totals at the end;
  --since, --until, --type and --code choose events, and do not affect which problems are printed

options:
  --summary      print a summary instead: counts, problems, latency, and the outcome of each message
  --approximate  keep at most ${FEW.toLocaleString("en-US")} messages per core; estimate the outcomes if there are more
  --threads N    how many cores a summary uses (default: all; one with --recover)
  --json         print events as JSON, one per line; with --summary, the summary as JSON
  --csv          print events as CSV: ${COLUMNS.slice(0, 8).join(", ")},
                 ${COLUMNS.slice(8).join(", ")}
  --recover      repair lines that are not JSON, or that contain a body: log lines, queue records,
                 arrays of bodies
  --since TIME   only events at this time or later: 2026-07-14 or 2026-07-14T09:12:07Z
  --until TIME   only events before this time
  --type TYPE    only events of this type; repeatable
  --code CODE    only failures with this error code; repeatable
  --help

exit code: 0 no errors, 1 errors found or a file not read to its end, 2 usage error, or the output
  cannot be written; 130 stopped by Ctrl-C
`;

const OPTIONS = {
  summary: { type: "boolean", default: false },
  approximate: { type: "boolean", default: false },
  threads: { type: "string" },
  json: { type: "boolean", default: false },
  csv: { type: "boolean", default: false },
  recover: { type: "boolean", default: false },
  since: { type: "string" },
  until: { type: "string" },
  type: { type: "string", multiple: true, default: [] as string[] },
  code: { type: "string", multiple: true, default: [] as string[] },
  parquet: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** The files, how reading them is stopped, and where it has come to. */
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
export async function lines(args: string[]): Promise<number> {
  const { values, positionals } = parseOrUsageError(() =>
    parseArgs({ args, options: OPTIONS, allowPositionals: true }),
  );
  if (values.help) return say(HELP);
  if (values.parquet !== undefined)
    throw new UsageError("only the native command writes Parquet: build the crate with its features cli and parquet");
  if (positionals.length === 0) throw new UsageError("lines takes files, or - for standard input");
  if (values.csv && (values.json || values.summary))
    throw new UsageError("--csv goes with neither --json nor --summary");
  if (values.approximate && !values.summary) throw new UsageError("--approximate goes with --summary");
  const bounds = { threads: threads(values.threads), mostMessages: values.approximate ? FEW : undefined };
  const only = filter(values.since, values.until, values.type, values.code);
  const files = named(positionals);
  const stop = new AbortController();
  // The first Ctrl-C stops reading and prints what was read; the second ends the process.
  process.once("SIGINT", () => {
    process.once("SIGINT", () => process.exit(130));
    stop.abort();
  });
  const run: Run = {
    files,
    recover: values.recover,
    only,
    stop: stop.signal,
    progress: progress(total(files)),
    reading: undefined,
  };
  const code = values.summary
    ? await summary(run, values.json, bounds)
    : await list(run, values.json ? json(only) : values.csv ? csv(only) : findings, values.csv ? record(COLUMNS) : "");
  if (!stop.signal.aborted) return code;
  process.stdin.destroy(); // Node would wait for it
  tell("stopped: this is what was read until then");
  if (run.reading !== undefined && run.reading !== "-" && !statSync(run.reading).isFile()) endBySignal();
  return 130;
}

/** Node cannot take back a read of a pipe that nobody writes to, and would wait for it even in `process.exit`. */
function endBySignal(): void {
  process.removeAllListeners("SIGINT");
  process.kill(process.pid, "SIGINT");
}

function filter(since: string | undefined, until: string | undefined, types: string[], codes: string[]): EventFilter {
  const names = types.length === 0 ? [] : catalogue().events.map(({ name }) => name as string);
  for (const type of types)
    if (!names.includes(type)) throw new UsageError(`unknown event type; expected one of ${names.join(", ")}`);
  for (const code of codes)
    if (!/^\d+$/.test(code) || Number(code) > 0xffff_ffff) throw new UsageError("expected an error code, as 4720");
  const times = {
    ...(since === undefined ? {} : { since: time(since) }),
    ...(until === undefined ? {} : { until: time(until) }),
  };
  return { ...times, types: types as EventType[], codes: codes.map(Number) };
}

function time(text: string): Date {
  const date = new Date(milliseconds(text.length === "2026-07-14".length ? `${text}T00:00:00Z` : text));
  if (!Number.isNaN(+date)) return date;
  throw new UsageError("expected a day or a time, as 2026-07-14 or 2026-07-14T09:12:07Z");
}

/** How many bytes there are, where that is known. */
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
  const counts = `${pluralize(bodies, "body", "bodies")}: ${pluralize(found.error, "error")}, ${pluralize(found.warning, "warning")}, ${pluralize(found.info, "info")}`;
  // Beside the rows, which are for programs as well.
  if (row === findings) process.stderr.write(`${counts}\n`);
  return isWhole && found.error === 0 ? 0 : 1;
}

function threads(text: string | undefined): number {
  if (text === undefined) return availableParallelism();
  if (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 1024) return Number(text);
  throw new UsageError("expected a number of threads from 1 to 1024");
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

/** Reads one file after another. Gives whether all were read to their end; if one was not, says why. */
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
      tell(`${file}: ${whyCutShort(error)}; what was read before that counts`);
    }
  }
  if (!stop.aborted) run.reading = undefined;
  progress.clear();
  return isWhole;
}

/** What a file holds, as it is or compressed, if it is short. */
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

/** Whether a file is one body, for which there is another command. */
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

/** Writes, and waits while nobody takes it. */
function written(text: string): Promise<void> {
  if (text === "" || process.stdout.write(text)) return Promise.resolve();
  return new Promise((resolve) => process.stdout.once("drain", resolve));
}
