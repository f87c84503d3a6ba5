/** The idempotency store: turns Bandwidth's at-least-once delivery into handling once. */
import { checkOptions } from "../options.js";

/** The state of a key: claimed for this call, claimed by another that has not ended, or handled. */
export type Claim = "claimed" | "pending" | "handled";

/**
 * An idempotency store: remembers the keys of handled events. `memorySeen`, `redisSeen`, `postgresSeen`, `kvSeen` and
 * `durableObjectSeen` create one.
 *
 * A key is claimed while its event is being handled, so that a duplicate that arrives in the meantime, even at another
 * process, is not handled too. If the process dies, the claim expires, and the event is handled when Bandwidth
 * sends it again.
 */
export interface IdempotencyStore {
  /**
   * Claims a key for `ttl` seconds, unless it is claimed or handled. Must be atomic: of two concurrent calls only one
   * may get "claimed".
   *
   * @param key printable ASCII, at most 200 characters
   * @param ttl after how many seconds the claim expires
   * @returns "claimed" if this call has it now; otherwise the state of the key
   */
  claim(key: string, ttl: number): Promise<Claim>;
  /**
   * The event was handled: marks its key as handled, even if its claim has expired.
   *
   * @param key the key that was claimed
   * @param retention how many seconds to remember it
   */
  complete(key: string, retention: number): Promise<void>;
  /**
   * The event was not handled: forgets its claim.
   *
   * @param key the key that was claimed
   */
  release(key: string): Promise<void>;
}

/** The options of `memorySeen`. */
export interface MemorySeenOptions {
  /** How many keys are kept, of about 200 bytes each; the oldest are dropped first. @default 100000 */
  maxKeys?: number | undefined;
}

/**
 * An idempotency store in memory: for a single process, and as long as it runs.
 *
 * @param options how many keys to keep
 * @returns a store for `seen`
 * @throws {TypeError} if an option is wrong
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
  /** When it expires, in milliseconds; negative while it is only claimed. A number takes less memory than an object. */
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
