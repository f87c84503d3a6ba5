/** Sends many callbacks, at a rate or one after another, and reports the outcomes. */
import { once, setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "bandwidth-callbacks";
import { answerMark, say, tell } from "../common.js";
import { describeBody } from "../events/words.js";
import type { Credentials } from "../values.js";
import type { Delivery } from "./deliver.js";
import { Agents, NoAnswer, seconds } from "./exchange.js";
import { deliverWithRetries } from "./retry.js";

/** How many callbacks may be on their way at the same time. */
const MAX_CONCURRENT = 256;
/** How many callbacks have a line each. Of the others, only those that are not accepted have one. */
const MAX_LISTED = 50;

/** Percentiles cover this many of the last attempts. */
const MAX_TIMES = 100_000;

export interface TrafficOptions {
  credentials: Credentials | undefined;
  retries: number;
  schedule: readonly number[];
  timeout: number | undefined;
  json: boolean;
  show: boolean;
}

/** A callback to be sent, and when. */
export interface TimedCallback {
  body: Uint8Array;
  /** When it is sent, in milliseconds since the beginning; undefined: when the one before it was answered. */
  at?: number | undefined;
  /** Not before the callbacks ahead of it had their first answer: the order in which they arrive matters. */
  isNext?: boolean | undefined;
}

interface Totals {
  sent: number;
  accepted: number;
  failed: number;
  attempts: number;
  times: number[];
}

/** The time that callbacks are sent by. A test has one of its own, which does not depend on its machine's. */
export interface Clock {
  /** In milliseconds. */
  now(): number;
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

const CLOCK: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
};

/** Sends them all. Gives the exit code. */
export async function sendAll(
  url: URL,
  callbacks: Iterable<TimedCallback> | AsyncIterable<TimedCallback>,
  options: TrafficOptions,
  clock = CLOCK,
): Promise<number> {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal); // one for each callback on its way
  // The first Ctrl-C ends all waiting; what was answered before it counts.
  process.once("SIGINT", () => {
    process.once("SIGINT", () => process.exit(130));
    stop.abort();
  });
  const agent = new Agents(MAX_CONCURRENT);
  const totals: Totals = { sent: 0, accepted: 0, failed: 0, attempts: 0, times: [] };
  let start = clock.now();
  const running = new Set<Promise<void>>();
  /** The first attempts that have not ended. */
  const trying = new Set<Promise<void>>();
  const iterator = Symbol.asyncIterator in callbacks ? callbacks[Symbol.asyncIterator]() : callbacks[Symbol.iterator]();
  const stopped = once(stop.signal, "abort").then(() => Promise.reject(new Error("stopped")));
  stopped.catch(() => {}); // handled by the races below; this only prevents an unhandled rejection
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), stopped]);
      if (next.done === true) break;
      const { body, at, isNext } = next.value;
      if (totals.sent === 0) start = clock.now(); // reading the first may have taken a while
      if (at !== undefined) {
        const early = start + at - clock.now();
        if (early > 0) await clock.sleep(early, stop.signal);
      } else await Promise.all(running);
      if (isNext === true) await Promise.race([Promise.all(trying), stopped]);
      while (running.size >= MAX_CONCURRENT) await Promise.race(running);
      if (stop.signal.aborted) break;
      const number = ++totals.sent;
      if (number === MAX_LISTED + 1 && !options.json)
        tell(`${MAX_LISTED} callbacks are listed; from here on, only those that are not accepted`);
      let onTried = () => {};
      const tried = new Promise<void>((resolve) => (onTried = resolve));
      trying.add(tried);
      void tried.then(() => trying.delete(tried));
      const some = { ...options, agent, signal: stop.signal, onTried };
      const one = deliverOne(number, url, body, some, totals);
      const tracked: Promise<void> = one.finally(() => {
        onTried();
        running.delete(tracked);
      });
      running.add(tracked);
      tracked.catch(() => {}); // it is awaited below, with the others
    }
    await Promise.all(running);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    await Promise.allSettled(running);
  } finally {
    agent.close();
  }
  const isStopped = stop.signal.aborted;
  if (totals.sent > 1 || isStopped) tell(summary(totals, clock.now() - start, isStopped));
  return isStopped ? 130 : totals.accepted === totals.sent ? 0 : 1;
}

type OneOptions = TrafficOptions & { agent: Agents; signal: AbortSignal; onTried(): void };

async function deliverOne(
  number: number,
  url: URL,
  body: Uint8Array,
  options: OneOptions,
  totals: Totals,
): Promise<void> {
  const onAttempt = (delivery: Delivery, attempt: number, next: number | undefined) => {
    options.onTried();
    totals.times[totals.attempts++ % MAX_TIMES] = delivery.milliseconds;
    if (options.json) say(`${JSON.stringify(record(number, body, delivery, attempt, options.show))}\n`);
    else if (number <= MAX_LISTED || delivery.problem !== undefined)
      say(`${line(describeBody(parse(body), options.show), delivery, attempt, next)}\n`);
  };
  try {
    const { problem } = await deliverWithRetries(url, body, { ...options, onAttempt });
    if (problem === undefined) totals.accepted += 1;
    else totals.failed += 1;
  } catch (error) {
    if (options.signal.aborted && (error instanceof NoAnswer || (error as Error).name === "AbortError")) return;
    throw error;
  }
}

function line(what: string, delivery: Delivery, attempt: number, next: number | undefined): string {
  const { status, problem, milliseconds, wasChallenged } = delivery;
  const parts = [answerMark(status, problem === undefined), `${Math.round(milliseconds)} ms`.padStart(7), what];
  if (attempt > 1) parts.push(`attempt ${attempt}`);
  if (problem === undefined && wasChallenged) parts.push("(asked for credentials first)");
  if (problem !== undefined) parts.push(`the endpoint ${problem}`);
  if (next !== undefined) parts.push(`next attempt in ${seconds(next)}`);
  return parts.join("  ");
}

function record(number: number, body: Uint8Array, delivery: Delivery, attempt: number, show: boolean): object {
  const { events, verifications, unknown, rejected } = parse(body);
  return {
    callback: number,
    attempt,
    accepted: delivery.problem === undefined,
    status: delivery.status ?? null,
    problem: delivery.problem ?? null,
    challenged: delivery.wasChallenged,
    milliseconds: Math.round(delivery.milliseconds * 10) / 10,
    types: events.map(({ type }) => type),
    verifications: verifications.map(({ outcome }) => outcome),
    unknown: unknown.length,
    rejected: rejected.length,
    ...(show ? { body: new TextDecoder().decode(body) } : {}),
  };
}

function summary({ sent, accepted, failed, attempts, times }: Totals, elapsed: number, isStopped: boolean): string {
  const number = (value: number) => value.toLocaleString("en-US");
  if (sent === 0) return "stopped: nothing was sent";
  const parts = [`${number(accepted)} of ${number(sent)} callbacks accepted`];
  if (failed > 0) parts.push(`${number(failed)} not accepted`);
  if (accepted + failed < sent) parts.push(`${number(sent - accepted - failed)} not finished`);
  if (attempts > sent) parts.push(`${number(attempts)} attempts`);
  const sorted = [...times].sort((one, other) => one - other);
  if (attempts > 0) parts.push(...[50, 99].map((part) => `p${part} ${Math.round(percentile(sorted, part))} ms`));
  if (accepted + failed > 0) parts.push(`${number(Math.round((accepted + failed) / (elapsed / 1000)))} callbacks/s`);
  return `${isStopped ? "stopped: " : ""}${parts.join(", ")}`;
}

/** The nearest rank: of a few values, p99 is the largest. */
function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.ceil((part / 100) * sorted.length) - 1]!;
}
