/** The idempotency store: turns Bandwidth's at-least-once delivery into handling once. */
import { checkOptions } from "../options.js";

/** What a key was found to be: taken for this call, taken by another that has not ended, or handled. */
export type Claim = "claimed" | "pending" | "handled";

/**
 * Where the keys of handled events are kept. `memorySeen`, `redisSeen`, `postgresSeen`, `kvSeen` and
 * `durableObjectSeen` make one.
 *
 * A key is claimed while its event is handled, so that a copy which arrives in the meantime, at another process too,
 * is not handled beside it. Where the process dies the claim ends by itself and the event is handled when it comes
 * again.
 */
export interface Seen {
  /** Claims a key for so many seconds, unless it is claimed or handled already; two at once may not both get it. */
  claim(key: string, seconds: number): Promise<Claim>;
  /** Ends a claim: the key is handled for so many seconds, or with 0 as if it had never been claimed. */
  settle(key: string, seconds: number): Promise<void>;
}

/** What `memorySeen` takes. */
export interface MemorySeenOptions {
  /** How many keys are kept at most, of about 200 bytes each; the oldest go first. @default 100000 */
  most?: number | undefined;
}

/**
 * Keys in the memory of this process: for one process, and as long as it runs.
 *
 * @throws {TypeError} for options that make no sense
 *
 * @example
 * ```js
 * import { memorySeen } from "bandwidth-callbacks/receiver";
 *
 * const seen = memorySeen();
 * console.assert((await seen.claim("key", 300)) === "claimed");
 * console.assert((await seen.claim("key", 300)) === "pending");
 * await seen.settle("key", 360_000);
 * console.assert((await seen.claim("key", 300)) === "handled");
 * ```
 */
export function memorySeen(options: MemorySeenOptions = {}): Seen {
  checkOptions(options, ["most"], "the options of `memorySeen`");
  const { most = 100_000 } = options;
  if (typeof most !== "number" || !(most >= 1)) throw new TypeError("expected `most` to be a number of keys above 0");
  /** Until when, in milliseconds; below 0 while it is claimed alone. A number takes less memory than an object. */
  const keys = new Map<string, number>();
  const put = (key: string, until: number): void => {
    keys.set(key, until);
    if (keys.size > most) keys.delete(keys.keys().next().value!);
  };
  return {
    async claim(key, seconds) {
      const [found, now] = [keys.get(key), Date.now()];
      if (found !== undefined) {
        if (Math.abs(found) > now) return found > 0 ? "handled" : "pending";
        keys.delete(key); // so that it is the newest
      }
      put(key, -(now + seconds * 1000));
      return "claimed";
    },
    async settle(key, seconds) {
      if (seconds > 0) put(key, Date.now() + seconds * 1000);
      else keys.delete(key);
    },
  };
}
