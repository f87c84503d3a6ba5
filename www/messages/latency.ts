// Below a list that was pasted: how long its events took, and its carriers, as below a log.

import type { Latency, NameCount, SummaryReport, TypeCount } from "bandwidth-callbacks-logs";
import { h } from "../dom";
import { others, types } from "../log-parts";
import type { Row } from "../rows";

type Summary = Pick<SummaryReport, "types" | "latency" | "carriers">;

/** What `summarize` counts, from events that are already read. */
export function summaryOf(rows: readonly Row[]): Summary {
  const counts = new Map<Row["type"], number>();
  const times = new Map<Row["type"], number[]>();
  const carriers = new Map<string, number>();
  for (const { type, time, created, carrier } of rows) {
    counts.set(type, (counts.get(type) ?? 0) + 1);
    if (carrier !== "") carriers.set(carrier, (carriers.get(carrier) ?? 0) + 1);
    if (Number.isNaN(time - created)) continue;
    const known = times.get(type);
    if (known === undefined) times.set(type, [time - created]);
    else known.push(time - created);
  }
  return {
    types: [...counts].map(([type, events]): TypeCount => ({ type, events })).sort(mostFirst),
    latency: [...times].map(([type, taken]) => latencyOf(type, taken)),
    carriers: [...carriers].map(([name, events]): NameCount => ({ name, events })).sort(mostFirst),
  };
}

const mostFirst = (one: { events: number }, other: { events: number }) => other.events - one.events;

function latencyOf(type: Row["type"], taken: number[]): Latency {
  const sorted = taken.sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
  return { type, events: sorted.length, min: at(0), p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}

export function latency(rows: readonly Row[]): HTMLElement {
  const summary = summaryOf(rows);
  return h("div", { class: "log-parts" }, types(summary), others(summary));
}
