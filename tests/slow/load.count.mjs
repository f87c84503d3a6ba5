// The results of a load run, counted only from the files of its receivers; and whether memory is flat.

import { readFileSync } from "node:fs";

/**
 * How much more there may be in the last quarter than in the second, as medians: the greater of the two. What is held
 * after a collection differs by what is on its way at that moment; RSS also by which pages the engine has given back.
 */
const MORE = { held: { part: 0.1, bytes: 6 << 20 }, rss: { part: 0.33, bytes: 48 << 20 } };

/** How often each event was handled, and which should not have been. `accepted`: ids that were answered 204. */
export function countEvents(files, accepted) {
  const times = new Map();
  for (const file of files) {
    for (const id of readFileSync(file, "utf8").split("\n")) if (id !== "") times.set(id, (times.get(id) ?? 0) + 1);
  }
  const counts = { once: 0, twice: 0, never: 0, refused: 0 };
  for (const [id, count] of times) {
    if (!id.startsWith("good-")) counts.refused += 1;
    else if (count === 1) counts.once += 1;
    else counts.twice += 1;
  }
  for (const id of accepted) if (!times.has(id)) counts.never += 1;
  return counts;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** Medians of the second quarter and the last of `[{ at, rss, held }]`, `at` being a part of the run. */
export function memory(samples) {
  const quarter = (from, of) =>
    median(samples.filter(({ at }) => at >= from && at < from + 0.25).map((one) => one[of]));
  return Object.fromEntries(
    ["rss", "held"].map((of) => {
      const [before, after] = [quarter(0.25, of), quarter(0.75, of)];
      return [of, { before, after, isFlat: after - before <= Math.max(before * MORE[of].part, MORE[of].bytes) }];
    }),
  );
}

/** A quantile of the times. */
export function percentile(times, part) {
  const sorted = Float64Array.from(times).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}
