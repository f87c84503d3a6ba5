// The law of recover on printed events: what it gives is what was printed, or it says which field it is unsure of.

import { isDeepStrictEqual } from "node:util";

/** Every value that is no object or array, by its JSON Pointer. */
function leaves(value, path = "", found = new Map()) {
  if (value === null || typeof value !== "object") return found.set(path, value);
  for (const [key, inner] of Object.entries(value)) {
    leaves(inner, `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, found);
  }
  return found;
}

/**
 * What became of printed events. "exact": all of them, and ok. "doubt": all values are right, or named by a diagnostic.
 * "part": some are lost, and ok is false. "none": no event, and ok is false. "WRONG": a value that was not printed and
 * is not named, or ok although something is missing.
 */
export function verdict(events, report) {
  if (isDeepStrictEqual(report.events, events)) return report.ok ? "exact" : "doubt";
  if (report.ok) return "WRONG";
  const elements = [
    ...report.events,
    ...report.rejected.map((it) => it.value),
    ...report.unknown.map((it) => it.value),
  ];
  const found = elements.filter((value) => value !== null && typeof value === "object");
  if (found.length === 0) return "none";
  const named = report.diagnostics.filter((it) => ["uncertain-value", "incomplete-value"].includes(it.rule));
  const isNamed = (path) => named.some((it) => it.path !== "" && /\/.*\//.test(it.path) && isAt(path, it.path));
  let worst = "part";
  for (const [index, element] of found.entries()) {
    const printed = events.map((event) => leaves(event));
    const own = leaves(element);
    const others = printed.map((known) =>
      [...own].filter(([path, leaf]) => !Object.is(known.get(path), leaf)).map(([path]) => `/${index}${path}`),
    );
    const least = others.reduce((one, other) => (other.length < one.length ? other : one));
    if (least.some((path) => !isNamed(path))) return "WRONG";
    if (least.length > 0) worst = "doubt";
  }
  return worst;
}

const isAt = (path, named) => path === named || path.startsWith(`${named}/`);
