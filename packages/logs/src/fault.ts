/** The error for a log that cannot be read to its end. */
import { isInstance } from "../../../src/js/instance.js";
import type { Compression } from "./options.js";

const WORDS = {
  truncated: (compression: Compression) => `the log is truncated: unexpected end of ${compression}`,
  damaged: (compression: Compression) => `the log is damaged: invalid ${compression} data`,
  unsupported: (compression: Compression) => `this runtime cannot decompress ${compression}`,
};

/**
 * A compressed log could not be decompressed to its end, or not at all. The lines before that were returned.
 * `decompress` may also throw one.
 *
 * @example
 * ```js
 * import { LogError, summarize } from "bandwidth-callbacks-logs";
 *
 * const packed = new Blob(["[]\n".repeat(9)]).stream().pipeThrough(new CompressionStream("gzip"));
 * const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
 * await summarize(bytes.subarray(0, -4)).catch((error) => {
 *   console.assert(error instanceof LogError && error.reason === "truncated" && error.compression === "gzip");
 *   console.assert(error.message === "the log is truncated: unexpected end of gzip");
 * });
 * ```
 */
export class LogError extends Error {
  override readonly name = "LogError";

  /** @internal */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isInstance(value, this, LogError, "LogError", "compression");
  }

  /** The log is truncated or damaged, or its compression is not supported by the runtime. */
  readonly reason: "truncated" | "damaged" | "unsupported";
  /** The compression of the log. */
  readonly compression: Compression;

  /**
   * @param reason why it cannot be read
   * @param compression the compression of the log
   * @param details what the caller can do about it, and the error behind it
   */
  constructor(
    reason: LogError["reason"],
    compression: Compression,
    { advice, cause }: { advice?: string | undefined; cause?: unknown } = {},
  ) {
    super(`${WORDS[reason](compression)}${advice === undefined ? "" : `; ${advice}`}`, { cause });
    this.reason = reason;
    this.compression = compression;
  }
}
