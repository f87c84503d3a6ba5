// How the tests of a step ended. As a reporter of `node --test` it writes one line of JSON for each test; `count` adds
// them up, and `skips` says what was skipped and why.

/** The reporter: `--test-reporter=./scripts/outcomes.mjs`. */
export default async function* outcomes(events) {
  for await (const { type, data } of events) {
    if ((type === "test:pass" || type === "test:fail") && data.details?.type !== "suite") {
      const state =
        data.skip !== undefined && data.skip !== false ? "skipped" : type === "test:pass" ? "passed" : "failed";
      yield `${JSON.stringify({ state, ...(state === "skipped" && { why: reasonOf(data.skip) }) })}\n`;
    }
  }
}

const reasonOf = (skip) => (typeof skip === "string" && skip !== "" ? skip : "no reason given");

/** Counts from the reporter's output; `reasons` has the number of skipped tests for each reason. */
export function count(text) {
  const counts = { passed: 0, failed: 0, skipped: 0, reasons: new Map() };
  for (const line of text.split("\n").filter(Boolean)) {
    const { state, why } = JSON.parse(line);
    counts[state] += 1;
    if (state === "skipped") counts.reasons.set(why, (counts.reasons.get(why) ?? 0) + 1);
  }
  return counts;
}

/** One line for each reason, the most frequent first; none if nothing was skipped. */
export function skips(counts) {
  const all = new Map();
  for (const { reasons } of counts) for (const [why, times] of reasons) all.set(why, (all.get(why) ?? 0) + times);
  const lines = [...all]
    .sort((one, other) => other[1] - one[1])
    .map(([why, times]) => `  ${times} ${times === 1 ? "test" : "tests"}: ${why}`);
  return lines.length === 0 ? [] : ["Skipped:", ...lines];
}
