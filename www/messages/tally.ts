// What is counted over all messages, kept up to date with each event, so that asking for it costs nothing however many
// there are.

import type { CarrierCount, CodeCount, Outcome, Spans } from "./types";

/** What of a message is counted. */
export interface Counted {
  outcome: Outcome;
  /** 0: none. */
  code: number;
  /** 0: none. */
  carrier: number;
}

/** How many different codes, or carriers, are distinguished. */
const MAX_KINDS = 10_000;

export class Tally {
  readonly outcomes: Record<Outcome, number> = { failed: 0, unknown: 0, pending: 0, delivered: 0, received: 0 };
  readonly #codes = new Map<number, { messages: number; unknown: number }>();
  readonly #carriers = new Map<number, { messages: number; sent: number; failed: number }>();

  /** Adds a message, or with -1 takes it out as it was. */
  count({ outcome, code, carrier }: Counted, by: 1 | -1): void {
    this.outcomes[outcome] += by;
    if (outcome === "failed" || outcome === "unknown") {
      const found = this.#codes.get(code) ?? { messages: 0, unknown: 0 };
      found.messages += by;
      if (outcome === "unknown") found.unknown += by;
      if (this.#codes.size < MAX_KINDS) this.#codes.set(code, found);
    }
    if (carrier === 0) return;
    const found = this.#carriers.get(carrier) ?? { messages: 0, sent: 0, failed: 0 };
    found.messages += by;
    if (outcome !== "received") found.sent += by;
    if (outcome === "failed") found.failed += by;
    if (this.#carriers.size < MAX_KINDS) this.#carriers.set(carrier, found);
  }

  /** Codes by how many messages they ended, the most frequent first. */
  codes(): CodeCount[] {
    return [...this.#codes]
      .filter(([, { messages }]) => messages > 0)
      .map(([code, { messages, unknown }]) => ({ code: code || null, messages, isUnknown: unknown * 2 > messages }))
      .sort((one, other) => other.messages - one.messages || (one.code ?? 0) - (other.code ?? 0));
  }

  carriers(nameOf: (carrier: number) => string): CarrierCount[] {
    return [...this.#carriers]
      .filter(([, { messages }]) => messages > 0)
      .map(([carrier, counts]) => ({ carrier: nameOf(carrier), ...counts }))
      .sort((one, other) => other.messages - one.messages);
  }
}

const DAY = 86_400_000;
/** Spans of time that people think in, in milliseconds. */
const SPANS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400].map(
  (seconds) => seconds * 1000,
);
/** How finely events are counted: each is a multiple of the one before. */
const STEPS = [1, 5, 30, 60, 300, 900, 1800, 3600, 21_600, 86_400].map((seconds) => seconds * 1000);
/** With more occupied steps they become longer. */
const MAX_STEPS = 8192;

/** Events by time, in at most that many steps. */
export class Times {
  #step = STEPS[0]!;
  #counts = new Map<number, { events: number; failed: number }>();
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;

  add(time: number, isFailed: boolean): void {
    if (Number.isNaN(time)) return;
    if (time < this.#from) this.#from = time;
    if (time > this.#to) this.#to = time;
    this.#count(Math.floor(time / this.#step), 1, isFailed ? 1 : 0);
    while (this.#counts.size > MAX_STEPS) this.#coarsen();
  }

  #count(step: number, events: number, failed: number): void {
    const found = this.#counts.get(step);
    if (found === undefined) this.#counts.set(step, { events, failed });
    else {
      found.events += events;
      found.failed += failed;
    }
  }

  #coarsen(): void {
    const before = [this.#step, this.#counts] as const;
    this.#step = STEPS.find((step) => step > this.#step) ?? this.#step * 2;
    this.#counts = new Map();
    for (const [step, { events, failed }] of before[1])
      this.#count(Math.floor((step * before[0]) / this.#step), events, failed);
  }

  /** How many events are in each span of time, and how many of them failed: at most about `most` spans. */
  spans(most: number): Spans {
    const [from, to] = [this.#from, this.#to];
    if (!(from <= to)) return { from: 0, to: -1, each: 1, bars: [] };
    const wide = Math.max(this.#step, DAY);
    const each =
      SPANS.find((span) => span % this.#step === 0 && (to - from) / span < most) ??
      Math.ceil((to - from) / most / wide) * wide;
    const first = Math.floor(from / each) * each;
    const bars = Array.from({ length: Math.floor((to - first) / each) + 1 }, () => ({ events: 0, failed: 0 }));
    for (const [step, { events, failed }] of this.#counts) {
      const bar = bars[Math.floor((step * this.#step - first) / each)];
      if (bar === undefined) continue;
      bar.events += events;
      bar.failed += failed;
    }
    return { from: first, to, each, bars };
  }
}
