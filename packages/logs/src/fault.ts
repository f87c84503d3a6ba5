/** The error for a log that cannot be read to its end. */
import { isInstance } from "../../../src/js/instance.js";
import type { Packing } from "./options.js";

const WORDS = {
  "cut-off": (packing: Packing) => `the log is cut off: its ${packing} ends too soon`,
  damaged: (packing: Packing) => `the log is damaged: its ${packing} cannot be unpacked`,
  unsupported: (packing: Packing) => `this host does not unpack ${packing}`,
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
 *   console.assert(error instanceof LogError && error.reason === "cut-off" && error.packing === "gzip");
 *   console.assert(error.message === "the log is cut off: its gzip ends too soon");
 * });
 * ```
 */
export class LogError extends Error {
  override readonly name = "LogError";

  /** @internal */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isInstance(value, this, LogError, "LogError", "packing");
  }

  /** The log is truncated ("cut-off"), is damaged, or has a compression that the host does not support. */
  readonly reason: "cut-off" | "damaged" | "unsupported";
  /** The compression of the log. */
  readonly packing: Packing;

  /**
   * @param reason why it cannot be read
   * @param packing the compression of the log
   * @param details what the caller can do about it, and the error behind it
   */
  constructor(
    reason: LogError["reason"],
    packing: Packing,
    { advice, cause }: { advice?: string | undefined; cause?: unknown } = {},
  ) {
    super(`${WORDS[reason](packing)}${advice === undefined ? "" : `; ${advice}`}`, { cause });
    this.reason = reason;
    this.packing = packing;
  }
}
