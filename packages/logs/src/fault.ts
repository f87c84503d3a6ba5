/** What keeps a log from being read to its end. */
import { isInstance } from "../../../src/js/instance.js";
import type { Packing } from "./options.js";

const WORDS = {
  "cut-off": (packing: Packing) => `the log is cut off: its ${packing} ends too soon`,
  damaged: (packing: Packing) => `the log is damaged: its ${packing} cannot be unpacked`,
  unsupported: (packing: Packing) => `this host does not unpack ${packing}`,
};

/**
 * A packed log that could not be unpacked to its end, or not at all. What was read before it was given. `decompress`
 * may throw one, too.
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

  /** It ends too soon; it cannot be unpacked; or the host unpacks nothing of the kind. */
  readonly reason: "cut-off" | "damaged" | "unsupported";
  /** How the log is packed. */
  readonly packing: Packing;

  /** `advice` is what a caller can do about it. */
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
