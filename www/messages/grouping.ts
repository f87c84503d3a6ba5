// Messages counted by their carrier, the hour of their creation, or their error code.

import type { Group, GroupBy, Outcome } from "./types";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** More hours are counted by day. */
const MAX_HOURS = 500;

/** `NaN` if the time is not known. */
export const hourOf = (time: number): number => Math.floor(time / HOUR) * HOUR;

type Counted = Omit<Group, "part">;

export class GroupCounts {
  readonly #counts = new Map<number, Counted>();

  add(key: number, outcome: Outcome): void {
    const group = groupAt(this.#counts, key);
    group.messages++;
    group.outcomes[outcome]++;
  }

  /** The largest first, hours in their order. What is not known comes last. */
  groups(by: GroupBy, carrierName: (carrier: number) => string): Group[] {
    if (by === "hour") return hours(this.#counts);
    return [...this.#counts]
      .sort(([key, one], [otherKey, other]) => last(key) - last(otherKey) || other.messages - one.messages)
      .map(([key, counted]) => ({
        part: by === "carrier" ? { carrier: carrierName(key) } : { code: key === 0 ? null : key },
        ...counted,
      }));
  }
}

const last = (key: number) => (key === 0 ? 1 : 0);

function groupAt(counts: Map<number, Counted>, key: number): Counted {
  const known = counts.get(key);
  if (known !== undefined) return known;
  const made = { messages: 0, outcomes: { failed: 0, unknown: 0, pending: 0, delivered: 0, received: 0 } };
  counts.set(key, made);
  return made;
}

function hours(counts: Map<number, Counted>): Group[] {
  const each = counts.size > MAX_HOURS ? DAY : HOUR;
  return [...(each === DAY ? byDay(counts) : counts)]
    .sort(([one], [other]) => (Number.isNaN(one) ? 1 : Number.isNaN(other) ? -1 : one - other))
    .map(([since, counted]) => ({
      part: Number.isNaN(since)
        ? { createdSince: null, createdUntil: null }
        : { createdSince: since, createdUntil: since + each },
      ...counted,
    }));
}

function byDay(counts: Map<number, Counted>): Map<number, Counted> {
  const days = new Map<number, Counted>();
  for (const [since, { messages, outcomes }] of counts) {
    const day = groupAt(days, Math.floor(since / DAY) * DAY);
    day.messages += messages;
    for (const [outcome, count] of Object.entries(outcomes)) day.outcomes[outcome as Outcome] += count;
  }
  return days;
}
