/** Handles what has a key once, however often and however many times at the same moment it arrives. */
import { KEEP, LEASE, type Seen } from "./seen.js";

/** What became of it: handled now or before, being handled elsewhere. What a handler throws is thrown. */
export type Outcome = "handled" | "pending";

/** Handled keys that the store could not be told of are remembered up to this number. */
const MOST_UNTOLD = 10_000;

/** An event that is being handled in this process. */
interface Attempt {
  /** When its claim ends: another may be at it then, so copies wait no longer. */
  until: number;
  isHandled: boolean;
  outcome: Promise<Outcome>;
}

export type Once = (key: string, work: () => Promise<void>) => Promise<Outcome>;

/** `unsettled` hears of a store that could not be told what became of a key. */
export function once(seen: Seen, unsettled: (error: unknown) => void): Once {
  /** What this process is handling: copies wait for its end. */
  const running = new Map<string, Attempt>();
  /** What was handled while the store was away. */
  const untold = new Set<string>();
  let isTelling = false;

  return (key, work) => {
    void tell();
    const now = Date.now();
    const current = running.get(key);
    // Handled, and the store is being told, however long that takes: it is not to be sent again.
    if (current?.isHandled === true) return Promise.resolve("handled");
    if (current !== undefined && current.until > now) return current.outcome;
    const state = { until: now + LEASE * 1000, isHandled: false };
    const entry: Attempt = Object.assign(state, { outcome: attempt(key, work, state) });
    running.set(key, entry);
    const end = (): void => {
      if (running.get(key) === entry) running.delete(key);
    };
    entry.outcome.then(end, end);
    return entry.outcome;
  };

  async function attempt(key: string, work: () => Promise<void>, state: { isHandled: boolean }): Promise<Outcome> {
    if (untold.has(key)) return "handled";
    const claim = await seen.claim(key, LEASE);
    if (claim === "pending" || claim === "handled") return claim;
    // What a store says by mistake must not pass for handled: nobody would send the event again.
    if (claim !== "claimed") throw new TypeError("expected the store to answer a claim with `claimed`, `pending` or `handled`");
    const until = Date.now() + LEASE * 1000;
    try {
      await work();
    } catch (error) {
      // A claim that has ended may be another's by now.
      if (Date.now() < until) await settle(key, 0);
      throw error;
    }
    // It was handled, whatever becomes of the key.
    state.isHandled = true;
    if (!(await settle(key, KEEP)) && untold.size < MOST_UNTOLD) untold.add(key);
    return "handled";
  }

  /** Whether the store could be told. */
  async function settle(key: string, seconds: number): Promise<boolean> {
    try {
      await seen.settle(key, seconds);
      return true;
    } catch (error) {
      unsettled(error);
      return false;
    }
  }

  /** Tells the store what it could not be told before. */
  async function tell(): Promise<void> {
    if (isTelling || untold.size === 0) return;
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
