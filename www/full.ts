// What the package explains, as data: its module that holds the words would be ten times as much to load. A separate
// chunk, loaded after the page is shown.

/// <reference path="./virtual.d.ts" />
import type { Catalogue, Explanation } from "bandwidth-callbacks/explain";
import { catalogue as all, others } from "virtual:explained";

export type { ErrorCodeExplanation, Explanation } from "bandwidth-callbacks/explain";
export { joined, read } from "./reading";

const byName = new Map<string, Explanation>(Object.entries(others));
for (const explanations of Object.values(all) as Explanation[][])
  for (const explanation of explanations) if (!byName.has(explanation.name)) byName.set(explanation.name, explanation);

/** The same as `explain` of the package, for a name or an error code: `" 04432"` is 4432. */
export function explain(subject: string | number): Explanation | undefined {
  const name = String(subject).trim();
  return byName.get(/^\+?\d+$/.test(name) ? String(Number(name)) : name);
}

/** Every explanation; not to be changed. */
export const catalogue = (): Catalogue => all;
