/** Handles what has a key once, however often and however many times at the same moment it arrives. */
import { KEEP, LEASE } from "../generated/answers.js";
import type { Seen } from "./seen.js";

/** What became of it: handled now or before, being handled elsewhere, or nothing, of which `failed` heard. */
export type Outcome = "handled" | "pending" | "failed";

/** Handled keys that the store could not be told of are remembered up to this number. */
const MOST_UNTOLD = 10_000;

/** An event that is being handled in this process. */
interface Attempt {
  /** When its claim ends: another may be at it then, so copies wait no longer. */
  until: number;
  isHandled: boolean;
  outcome: Promise<Outcome> | undefined;
}

/** Never rejects. */
export type Once = (key: string, work: () => unknown) => Promise<Outcome>;

/** `failed` hears of what a handler throws, and of a store that says nothing or nonsense. */
export function once(seen: Seen, failed: (error: unknown) => void): Once {
  /** What this process is handling: copies wait for its end. */
  const running = new Map<string, Attempt>();
  /** What was handled while the store was away. */
  const untold = new Set<string>();
  let isTelling = false;

  return (key, work) => {
    if (untold.size > 0 && !isTelling) void tell();
    if (untold.has(key)) return Promise.resolve("handled");
    const now = Date.now();
    const current = running.get(key);
    // Handled, and the store is being told, however long that takes: it is not to be sent again.
    if (current?.isHandled === true) return Promise.resolve("handled");
    if (current?.outcome !== undefined && current.until > now) return current.outcome;
    const entry: Attempt = { until: now + LEASE * 1000, isHandled: false, outcome: undefined };
    running.set(key, entry);
    return (entry.outcome = attempt(key, work, entry));
  };

  async function attempt(key: string, work: () => unknown, entry: Attempt): Promise<Outcome> {
    try {
      const claim = await seen.claim(key, LEASE);
      if (claim === "pending" || claim === "handled") return claim;
      // What a store says by mistake must not pass for handled: nobody would send the event again.
      if (claim !== "claimed") throw new TypeError("expected the store to answer a claim with `claimed`, `pending` or `handled`");
      const until = Date.now() + LEASE * 1000;
      try {
        await work();
      } catch (error) {
        failed(error);
        // A claim that has ended may be another's by now.
        if (Date.now() < until) await seen.settle(key, 0);
        return "failed";
      }
      entry.isHandled = true;
      await seen.settle(key, KEEP);
    } catch (error) {
      failed(error);
      if (!entry.isHandled) return "failed";
      // It was handled, whatever the store knows.
      if (untold.size < MOST_UNTOLD) untold.add(key);
    } finally {
      if (running.get(key) === entry) running.delete(key);
    }
    return "handled";
  }

  /** Tells the store what it could not be told before. */
  async function tell(): Promise<void> {
    isTelling = true;
    try {
      for (const key of untold) {
        await seen.settle(key, KEEP);
        untold.delete(key);
      }
    } catch {
      // Still away: the next callback tries again.
    } finally {
      isTelling = false;
    }
  }
}
