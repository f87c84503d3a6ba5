/** Handles each key once, even if duplicates arrive later or concurrently. */
import { RETENTION, CLAIM_TTL } from "../generated/answers.js";
import type { Failed } from "./options.js";
import type { IdempotencyStore } from "./store.js";

/**
 * The result for an element: handled by this call; handled before, or by a concurrent call; being handled by another
 * process; or not handled, because its handler or the store failed.
 */
export type Outcome = "handled" | "duplicate" | "pending" | "failed" | "store-failed";

/** What this process knows about earlier attempts at a key. */
export interface Attempts {
  /** The number of this attempt, from 1. */
  number: number;
  /** How the previous attempt ended. */
  previous: "failed" | "expired" | undefined;
}

export interface Once {
  /** Runs `work`, unless it has run or is running. Never rejects. */
  runOnce(key: string, work: (attempts: Attempts) => unknown): Promise<Outcome>;
  /** Whether `work` is running for the key, not waiting for the store. */
  isWorking(key: string): boolean;
}

/** How many handled keys are remembered that could not be written to the store. */
const MAX_UNFLUSHED = 10_000;

/** How many keys are remembered whose last attempt failed; the oldest are dropped. */
const MAX_ATTEMPTS = 10_000;

const FIRST: Attempts = { number: 1, previous: undefined };

/** An event that is being handled in this process. */
interface Running {
  attempts: Attempts;
  /** When its claim expires: another process may claim the key then, so duplicates wait no longer. */
  until: number;
  stage: "claiming" | "working" | "handled";
  outcome: Promise<Outcome> | undefined;
}

/** `failed` is called with what a handler throws, and when the store fails or returns something unexpected. */
export function once(store: IdempotencyStore, failed: Failed): Once {
  /** The keys that this process is handling: duplicates wait for them. */
  const running = new Map<string, Running>();
  /** Keys that were handled while the store was down. */
  const unflushed = new Set<string>();
  /** The last failed attempts. */
  const earlier = new Map<string, Attempts>();
  let isFlushing = false;

  return { runOnce, isWorking: (key) => running.get(key)?.stage === "working" };

  function runOnce(key: string, work: (attempts: Attempts) => unknown): Promise<Outcome> {
    if (unflushed.size > 0 && !isFlushing) void flush();
    if (unflushed.has(key)) return Promise.resolve("duplicate");
    const now = Date.now();
    const current = running.get(key);
    if (current !== undefined) {
      // Handled, and still being written to the store: it must not be handled again.
      if (current.stage === "handled") return Promise.resolve("duplicate");
      if (current.outcome !== undefined && current.until > now) return current.outcome.then(asCopy);
      remember(key, { number: current.attempts.number, previous: "expired" });
    }
    const last = earlier.size > 0 ? earlier.get(key) : undefined;
    const attempts = last === undefined ? FIRST : { number: last.number + 1, previous: last.previous };
    const entry: Running = { attempts, until: now + CLAIM_TTL * 1000, stage: "claiming", outcome: undefined };
    running.set(key, entry);
    return (entry.outcome = attempt(key, work, entry));
  }

  async function attempt(key: string, work: (attempts: Attempts) => unknown, entry: Running): Promise<Outcome> {
    try {
      const claim = await store.claim(key, CLAIM_TTL);
      if (claim === "pending") return claim;
      if (claim === "handled") return "duplicate";
      // An unexpected result must not count as handled: the event would never be resent.
      if (claim !== "claimed")
        throw new TypeError("expected the store to answer a claim with `claimed`, `pending` or `handled`");
      const until = Date.now() + CLAIM_TTL * 1000;
      entry.stage = "working";
      try {
        await work(entry.attempts);
      } catch (error) {
        failed(error, "handler-failed");
        entry.stage = "claiming";
        remember(key, { number: entry.attempts.number, previous: "failed" });
        // An expired claim may belong to another process by now.
        if (Date.now() < until) await release(key);
        return "failed";
      }
      entry.stage = "handled";
      if (earlier.size > 0) earlier.delete(key);
      await store.complete(key, RETENTION);
    } catch (error) {
      failed(error, "store-failed");
      if (entry.stage !== "handled") return "store-failed";
      // It was handled, but the store does not know.
      if (unflushed.size < MAX_UNFLUSHED) unflushed.add(key);
    } finally {
      if (running.get(key) === entry) running.delete(key);
    }
    return "handled";
  }

  /** A claim that cannot be released expires by itself. */
  async function release(key: string): Promise<void> {
    try {
      await store.release(key);
    } catch (error) {
      failed(error, "store-failed");
    }
  }

  function remember(key: string, attempts: Attempts): void {
    earlier.delete(key); // so that it becomes the newest
    earlier.set(key, attempts);
    if (earlier.size > MAX_ATTEMPTS) earlier.delete(earlier.keys().next().value!);
  }

  /** Writes the keys to the store that could not be written before. */
  async function flush(): Promise<void> {
    isFlushing = true;
    try {
      for (const key of unflushed) {
        await store.complete(key, RETENTION);
        unflushed.delete(key);
      }
    } catch {
      // Still down: the next callback tries again.
    } finally {
      isFlushing = false;
    }
  }
}

function asCopy(outcome: Outcome): Outcome {
  return outcome === "handled" ? "duplicate" : outcome;
}
