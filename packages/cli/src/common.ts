/** Shared by the commands: output, usage errors, and why a file cannot be read. */
import { fstatSync, statSync } from "node:fs";
import { LogError } from "bandwidth-callbacks-logs";

/** Wrong arguments, explained in one line. */
export class UsageError extends Error {}

/** Rejects bytes that are not UTF-8 text. NULs at the end, as a fixed buffer leaves them, are only a damaged text. */
export function rejectBinary(file: string, bytes: Uint8Array): void {
  const mark = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
  if (mark === 0xfffe || mark === 0xfeff) throw new UsageError(`${file}: is UTF-16; save it as UTF-8`);
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  if (end === 0 ? bytes.length > 0 : bytes.subarray(0, end).includes(0))
    throw new UsageError(`${file}: is a binary file`);
}

/** Writes to standard output, and gives the exit code. */
export function say(text: string, code = 0): number {
  process.stdout.write(text);
  return code;
}

/** A message for the person at the terminal, on standard error. */
export function tell(text: string): void {
  process.stderr.write(`bandwidth-callbacks: ${plain(text)}\n`);
}

/**
 * The same text, with a space for each character that would move the cursor, change colors, begin a line or change the
 * direction in which the rest is shown: neither a payload nor the name of a file may drive a terminal
 * (crates/callbacks/src/printable.rs).
 */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, " ");
}

/**
 * Whether to write colors to a stream. `FORCE_COLOR` wins over `NO_COLOR`, and both over what the stream is; either is
 * ignored if it is empty. `FORCE_COLOR=0` and `FORCE_COLOR=false` mean no colors.
 */
export function hasColor({ isTTY }: { isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  const forced = env["FORCE_COLOR"];
  if (forced) return forced !== "0" && forced !== "false";
  return isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb";
}

/** "1 event", "2 events". */
export function pluralize(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`;
}

/** The status of a response with its mark, `204 ✓` or `500 ✗`, so that no event next to it looks like it. */
export function answerMark(status: number | undefined, isGood: boolean): string {
  return toned(`${status ?? "---"} ${isGood ? "✓" : "✗"}`, isGood);
}

/** Text in green or red, in a terminal with colors. */
export function toned(text: string, isGood: boolean): string {
  return hasColor(process.stdout) ? `\x1b[${isGood ? 32 : 31}m${text}\x1b[0m` : text;
}

/** Opens a file; a file that cannot be read is a usage error. */
export function readOrUsageError<T>(file: string, open: () => T): T {
  try {
    if (isFolder(file)) throw new UsageError(`${file}: is a directory`);
    return open();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file}: ${whyUnreadable(error)}`);
  }
}

function isFolder(file: string): boolean {
  if (file !== "-") return statSync(file).isDirectory();
  // Node would read a directory as an empty file. On Windows, standard input is never one.
  return process.platform !== "win32" && fstatSync(0).isDirectory();
}

function whyUnreadable(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOENT" ? "no such file" : code === "EACCES" ? "permission denied" : `cannot be read (${code})`;
}

/** Why a file cannot be written. */
export function whyUnwritable(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return "cannot be written: its directory does not exist";
  if (code === "EISDIR") return "is a directory";
  if (code === "EACCES") return "may not be written";
  return code === "ENOSPC" ? "the disk is full" : `cannot be written (${code})`;
}

/** Why a log was not read to its end. */
export function whyCutShort(error: unknown): string {
  // The package's own advice is about its API.
  if (!(error instanceof LogError) || error.reason !== "unsupported") return (error as Error).message;
  if (error.compression === "zstd") return "this version of Node cannot decompress zstd; Node 22.15 and later can";
  return `the log is compressed (${error.compression}); decompress it before reading its lines`;
}

/** Node cannot cancel a read of a pipe that no one writes to, and would wait for it even in `process.exit`. */
export function endBySignal(): void {
  process.removeAllListeners("SIGINT");
  process.kill(process.pid, "SIGINT");
}
