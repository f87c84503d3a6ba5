/** Passes each element of a body to its handlers, and returns the answer. */
import { elements } from "../elements.js";
import { dedupeKey } from "../events.js";
import { VERIFICATION } from "../generated/layout.js";
import type { Report } from "../types.js";
import { ACCEPTED, type Answer, problem } from "./answer.js";
import { ElementContext, type RequestContext } from "./context.js";
import type { Attempts, Once, Outcome } from "./once.js";
import type { Handler, Settings } from "./options.js";
import { sha256 } from "./sha256.js";

/** How many elements of a body are handled concurrently: a body may have half a million. */
const MAX_CONCURRENT = 1000;

export async function handleAll<Host>(
  report: Report,
  context: RequestContext<Host>,
  settings: Settings<Host>,
  handled: Once,
): Promise<Answer> {
  const { verifications, unknown, rejected } = report;
  const { counts, keys } = context;
  [counts.events, counts.verifications] = [report.events.length, verifications.length];
  [counts.unknown, counts.rejected] = [unknown.length, rejected.length];
  let hasStoreFailed = false;
  let work: Promise<void>[] = [];
  /** Waits for the running handlers and yields. False if time is up; Bandwidth resends the rest. */
  const hasTime = async (): Promise<boolean> => {
    await Promise.all(work);
    work = [];
    await new Promise((resolve) => setTimeout(resolve, 0));
    return !context.isLate;
  };
  const add = <T>(key: string, index: number, handler: Handler<T, Host>, value: T): void => {
    keys.add(key);
    const run = handled.runOnce(key, (attempts: Attempts) =>
      handler(value, new ElementContext(context, key, index, attempts)),
    );
    work.push(
      run.then((outcome) => {
        keys.delete(key);
        count(counts, outcome);
        hasStoreFailed ||= outcome === "store-failed";
      }),
    );
  };

  for (const element of elements(report)) {
    if (element.kind !== "event") continue;
    const { index, value: event } = element;
    const [own, every] = [settings.on[event.type] as Handler<typeof event, Host> | undefined, settings.on.event];
    const handler = own === undefined || every === undefined ? (own ?? every) : both(own, every);
    if (handler === undefined) continue;
    if (work.length === MAX_CONCURRENT && !(await hasTime())) return problem("slow-handler");
    add(keyOf(dedupeKey(event)), index, handler, event);
  }
  const ofVerification = settings.on[VERIFICATION];
  if (ofVerification !== undefined) {
    for (const verification of verifications) {
      if (work.length === MAX_CONCURRENT && !(await hasTime())) return problem("slow-handler");
      add(hashed(dedupeKey(verification)), verification.index, ofVerification, verification);
    }
  }
  // These have no message ID: elements with the same JSON are the same element.
  const addAll = async <T extends { index: number; value: unknown }>(
    handler: Handler<T, Host> | undefined,
    elements: T[],
  ): Promise<boolean> => {
    if (handler === undefined) return true;
    const texts = new Set<string>();
    for (const element of elements) {
      const text = JSON.stringify(element.value);
      if (texts.has(text)) {
        counts.duplicates += 1;
        continue;
      }
      texts.add(text);
      if (work.length === MAX_CONCURRENT && !(await hasTime())) return false;
      add(hashed(text), element.index, handler, element);
    }
    return true;
  };
  if (unknown.length > 0 && !(await addAll(settings.unknown, unknown))) return problem("slow-handler");
  if (rejected.length > 0 && !(await addAll(settings.rejected, rejected))) return problem("slow-handler");
  await (work.length === 1 ? work[0] : Promise.all(work));

  const { failed, pending } = counts;
  if (hasStoreFailed) return problem("store-failed");
  if (failed > 0) return problem("handler-failed");
  return pending > 0 ? problem("pending") : ACCEPTED;
}

function both<T, Host>(own: Handler<T, Host>, every: Handler<T, Host>): Handler<T, Host> {
  return async (value, context) => {
    await own(value, context);
    await every(value, context);
  };
}

function count(counts: RequestContext<unknown>["counts"], outcome: Outcome): void {
  if (outcome === "handled") counts.handled += 1;
  else if (outcome === "duplicate") counts.duplicates += 1;
  else if (outcome === "pending") counts.pending += 1;
  else counts.failed += 1;
}

/** Keys that every store accepts: KV counts bytes, PostgreSQL rejects NUL. A payload can put anything into a key. */
const PLAIN_KEY = /^[!-~]{1,200}$/;

function keyOf(key: string): string {
  // Joined and sliced to force a copy: a slice of a string may keep the whole body in memory as long as the key is
  // kept. A copy through bytes takes twice as long.
  const copy = ` ${key}`.slice(1);
  return PLAIN_KEY.test(copy) ? copy : hashed(copy);
}

function hashed(text: string): string {
  return `sha256/${sha256(text)}`;
}
