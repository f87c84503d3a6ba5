/** What the commands share: words on standard output, and what a caller did wrong. */
import { fstatSync, statSync } from "node:fs";

/** What the caller did wrong, in a line. */
export class Misuse extends Error {}

/** Says something, and gives the exit code. */
export function say(text: string, code = 0): number {
  process.stdout.write(text);
  return code;
}

/** Something for the person at the terminal, beside what is asked for. */
export function tell(text: string): void {
  process.stderr.write(`bandwidth-callbacks: ${text}\n`);
}

/** "1 event", "2 events". */
export function many(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`;
}

/** Understands arguments, or says what is wrong with them. */
export function understood<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new Misuse((error as Error).message.split(/\. |\n/)[0]!);
  }
}

/** Opens a file, or says why it cannot be read. */
export function opened<T>(file: string, open: () => T): T {
  try {
    if (isFolder(file)) throw new Misuse(`${file}: is a directory`);
    return open();
  } catch (error) {
    if (error instanceof Misuse) throw error;
    throw new Misuse(`${file}: ${unread(error)}`);
  }
}

function isFolder(file: string): boolean {
  if (file !== "-") return statSync(file).isDirectory();
  // Node would take it for an empty file. Windows has no such thing.
  return process.platform !== "win32" && fstatSync(0).isDirectory();
}

/** Why a file cannot be read. */
function unread(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOENT" ? "no such file" : code === "EACCES" ? "may not be read" : `cannot be read (${code})`;
}
