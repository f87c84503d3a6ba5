/** `lines`: logs with one body on each line. The native command of the crate (src/cli) takes and prints the same. */
import { createReadStream, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import type { EventType } from "bandwidth-callbacks";
import { catalogue } from "bandwidth-callbacks/explain";
import { createSummary, type EventFilter, LogError, lines as read } from "bandwidth-callbacks/lines";
import { Misuse, many, say, tell, understood } from "./common.js";
import { files as named } from "./files.js";
import { type Progress, progress } from "./progress.js";
import { COLUMNS, csv, findings, json, type Row, record } from "./rows.js";
import { milliseconds } from "./time.js";

/** How many messages `--approximate` keeps. */
const FEW = 100_000;

const HELP = `bandwidth-callbacks lines: logs of callbacks, one body on each line

usage:
  bandwidth-callbacks lines [OPTIONS] FILE...   names or patterns, - is standard input; gzip and zstd are unpacked

  prints what is found, as FILE:LINE severity rule at "path": message, and at the end how much:
  of every body, whichever events --since, --until, --type and --code choose

options:
  --summary      sum up instead: counts, findings, latency, and what became of each message
  --approximate  keep ${FEW.toLocaleString("en-US")} messages for each core; above, what became of them is estimated
  --threads N    how many cores sum up: all of them unless told; with --recover one does
  --json         events as JSON, one on each line; with --summary the summary as JSON
  --csv          events as CSV: ${COLUMNS.slice(0, 8).join(", ")},
                 ${COLUMNS.slice(8).join(", ")}
  --recover      repair lines that are not JSON, or have a body inside: log lines, queue records,
                 lists of bodies
  --since TIME   only events at this time or later: 2026-07-14 or 2026-07-14T09:12:07Z
  --until TIME   only events before this time
  --type TYPE    only events of this type; may be said several times
  --code CODE    only failures with this error code; may be said several times
  --help

exit code: 0 no errors, 1 errors found or a file not read to its end, 2 misuse, or an output that
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

/** A file, and how its reading is stopped and told of. */
interface Run {
  files: string[];
  recover: boolean;
  only: EventFilter;
  stop: AbortSignal;
  progress: Progress;
}

/** The command. Gives the exit code. */
export async function lines(args: string[]): Promise<number> {
  const { values, positionals } = understood(() => parseArgs({ args, options: OPTIONS, allowPositionals: true }));
  if (values.help) return say(HELP);
  if (values.parquet !== undefined) throw new Misuse("--parquet is for the native command, which the features cli and parquet of the crate build");
  if (positionals.length === 0) throw new Misuse("lines takes files, or - for standard input");
  if (values.csv && (values.json || values.summary)) throw new Misuse("--csv goes with neither --json nor --summary");
  if (values.approximate && !values.summary) throw new Misuse("--approximate goes with --summary");
  const bounds = { threads: threads(values.threads), mostMessages: values.approximate ? FEW : undefined };
  const only = filter(values.since, values.until, values.type, values.code);
  const files = named(positionals);
  const stop = new AbortController();
  // What was done until then is told; who asks again wants an end.
  process.once("SIGINT", () => {
    process.once("SIGINT", () => process.exit(130));
    stop.abort();
  });
  const run: Run = { files, recover: values.recover, only, stop: stop.signal, progress: progress(total(files)) };
  const code = values.summary ? await summary(run, values.json, bounds) : await list(run, values.json ? json(only) : values.csv ? csv(only) : findings, values.csv ? record(COLUMNS) : "");
  if (!stop.signal.aborted) return code;
  process.stdin.destroy(); // it would be waited for
  tell("stopped: this is what was read until then");
  return 130;
}

function filter(since: string | undefined, until: string | undefined, types: string[], codes: string[]): EventFilter {
  const names = types.length === 0 ? [] : catalogue().events.map(({ name }) => name as string);
  for (const type of types) if (!names.includes(type)) throw new Misuse(`unknown event type; expected one of ${names.join(", ")}`);
  for (const code of codes) if (!/^\d+$/.test(code) || Number(code) > 0xffff_ffff) throw new Misuse("expected an error code, as 4720");
  const times = { ...(since === undefined ? {} : { since: time(since) }), ...(until === undefined ? {} : { until: time(until) }) };
  return { ...times, types: types as EventType[], codes: codes.map(Number) };
}

function time(text: string): Date {
  const date = new Date(milliseconds(text.length === "2026-07-14".length ? `${text}T00:00:00Z` : text));
  if (!Number.isNaN(+date)) return date;
  throw new Misuse("expected a day or a time, as 2026-07-14 or 2026-07-14T09:12:07Z");
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
  const counts = `${many(bodies, "body", "bodies")}: ${many(found.error, "error")}, ${many(found.warning, "warning")}, ${many(found.info, "info")}`;
  // Beside the rows, which are for programs as well.
  if (row === findings) process.stderr.write(`${counts}\n`);
  return isWhole && found.error === 0 ? 0 : 1;
}

function threads(text: string | undefined): number {
  if (text === undefined) return availableParallelism();
  if (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 1024) return Number(text);
  throw new Misuse("expected a number of threads from 1 to 1024");
}

async function summary(run: Run, isJson: boolean, { threads, mostMessages }: { threads: number; mostMessages: number | undefined }): Promise<number> {
  const sum = createSummary({ only: run.only, mostMessages });
  let source = 0;
  const isWhole = await each(run, (_, log, options) => sum.addLog(log, { ...options, threads, source: source++ }));
  const report = sum.report();
  await written(isJson ? `${JSON.stringify({ ...report, sources: run.files }, null, 2)}\n` : sum.text(run.files));
  return isWhole && !report.findings.some(({ severity }) => severity === "error") ? 0 : 1;
}

type Options = { signal: AbortSignal; recover: boolean; onProgress(bytes: number): void };

/** Reads one file after another. Gives whether all were read to their end; of those that were not, says why. */
async function each({ files, recover, stop, progress }: Run, work: (file: string, source: AsyncIterable<Uint8Array>, options: Options) => Promise<void>): Promise<boolean> {
  let isWhole = true;
  for (const file of files) {
    if (stop.aborted) break;
    let before = 0;
    const onProgress = (bytes: number) => {
      progress.add(bytes - before);
      before = bytes;
    };
    try {
      await work(file, file === "-" ? process.stdin : createReadStream(file, { highWaterMark: 1 << 20 }), { signal: stop, recover, onProgress });
    } catch (error) {
      if (stop.aborted) break;
      isWhole = false;
      progress.clear();
      tell(`${file}: ${words(error)}; what was read before that counts`);
    }
  }
  progress.clear();
  return isWhole;
}

function words(error: unknown): string {
  // What the package advises is for who calls it.
  const isOld = error instanceof LogError && error.reason === "unsupported";
  return isOld ? `this version of Node does not unpack ${error.packing}, which later ones do` : (error as Error).message;
}

/** Writes, and waits while nobody takes it. */
function written(text: string): Promise<void> {
  if (text === "" || process.stdout.write(text)) return Promise.resolve();
  return new Promise((resolve) => process.stdout.once("drain", resolve));
}
