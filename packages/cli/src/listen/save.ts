/** `--save`: each body on a line of a log, which only its owner may read. */
import { closeSync, existsSync, fstatSync, openSync, unlinkSync, writeSync } from "node:fs";
import { UsageError, whyUnwritable } from "../common.js";

export class Log {
  readonly #file: string;
  readonly #isNew: boolean;
  #descriptor: number | undefined;

  constructor(file: string) {
    this.#file = file;
    this.#isNew = !existsSync(file);
    try {
      this.#descriptor = openSync(file, "a", 0o600);
    } catch (error) {
      throw new UsageError(`${file}: ${whyUnwritable(error)}`);
    }
    const { mode } = fstatSync(this.#descriptor);
    if (process.platform !== "win32" && (mode & 0o077) !== 0 && fstatSync(this.#descriptor).isFile())
      throw new UsageError(`${file}: others may read it; chmod 600 it, or save to a new file`);
  }

  /** Writes a line completely or not at all. Returns why it could not be written, once. */
  add(body: Uint8Array): string | undefined {
    if (this.#descriptor === undefined) return undefined;
    try {
      writeSync(this.#descriptor, `${line(body)}\n`);
      return undefined;
    } catch (error) {
      this.close();
      return `${this.#file}: ${whyUnwritable(error)}; saving has stopped`;
    }
  }

  /** Leaves nothing behind, if nothing was received. */
  discard(): void {
    this.close();
    if (this.#isNew) unlinkSync(this.#file);
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}

/** A body as one line. Line breaks in JSON are whitespace; a body that is not JSON becomes a JSON string. */
function line(body: Uint8Array): string {
  const text = new TextDecoder().decode(body);
  try {
    JSON.parse(text);
    return text.replace(/[\r\n]+/g, " ");
  } catch {
    return JSON.stringify(text);
  }
}
