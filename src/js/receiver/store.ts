/** The idempotency store: turns Bandwidth's at-least-once delivery into handling once. */
import { checkOptions } from "../options.js";

/** The state of a key: claimed for this call, claimed by another that has not ended, or handled. */
export type Claim = "claimed" | "pending" | "handled";

/**
 * Where the keys of handled events are kept. `memorySeen`, `redisSeen`, `postgresSeen`, `kvSeen` and
 * `durableObjectSeen` make one.
 *
 * A key is claimed while its event is handled, so that a duplicate which arrives in the meantime, even at another
 * process, is not handled as well. If the process dies, the claim expires, and the event is handled when Bandwidth
 * sends it again.
 */
export interface IdempotencyStore {
  /** Claims a key for `ttl` seconds, unless it is claimed or handled. Of two concurrent calls only one may get it. */
  claim(key: string, ttl: number): Promise<Claim>;
  /** The event was handled: its key is kept as handled for `retention` seconds, claimed or not. */
  complete(key: string, retention: number): Promise<void>;
  /** The event was not handled: its key is as if it had never been claimed. */
  release(key: string): Promise<void>;
}

/** What `memorySeen` takes. */
export interface MemorySeenOptions {
  /** The most keys that are kept, of about 200 bytes each; the oldest go first. @default 100000 */
  maxKeys?: number | undefined;
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
 * await seen.complete("key", 360_000);
 * console.assert((await seen.claim("key", 300)) === "handled");
 * ```
 */
export function memorySeen(options: MemorySeenOptions = {}): IdempotencyStore {
  checkOptions(options, ["maxKeys"], "the options of `memorySeen`");
  const { maxKeys = 100_000 } = options;
  if (typeof maxKeys !== "number" || !(maxKeys >= 1)) throw new TypeError("expected `maxKeys` to be a number above 0");
  /** Until when, in milliseconds; below 0 while it is only claimed. A number takes less memory than an object. */
  const keys = new Map<string, number>();
  const put = (key: string, until: number): void => {
    keys.set(key, until);
    if (keys.size > maxKeys) keys.delete(keys.keys().next().value!);
  };
  return {
    async claim(key, ttl) {
      const [found, now] = [keys.get(key), Date.now()];
      if (found !== undefined) {
        if (Math.abs(found) > now) return found > 0 ? "handled" : "pending";
        keys.delete(key); // so that it is the newest
      }
      put(key, -(now + ttl * 1000));
      return "claimed";
    },
    async complete(key, retention) {
      put(key, Date.now() + retention * 1000);
    },
    async release(key) {
      keys.delete(key);
    },
  };
}
