// The law of recover on printed events: it returns what was printed, or names the field that is uncertain.

import { isDeepStrictEqual } from "node:util";
import { random, randomEvent } from "./events.mjs";

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
  const others = new Map([...report.rejected, ...report.unknown].map(({ index, value }) => [index, value]));
  const shown = [...report.events];
  const count = shown.length + others.size;
  const elements = Array.from({ length: count }, (_, at) => (others.has(at) ? others.get(at) : shown.shift()));
  // What is said to be no event claims nothing.
  const isOther = (at) => report.diagnostics.some(({ rule, path }) => rule === "not-an-event" && path === `/${at}`);
  const found = elements.map((value, at) => [at, value]).filter(([at]) => !isOther(at));
  if (found.length === 0) return "none";
  const named = report.diagnostics.filter((it) => ["uncertain-value", "incomplete-value"].includes(it.rule));
  const isNamed = (path) => named.some((it) => it.path !== "" && /\/.*\//.test(it.path) && isAt(path, it.path));
  let worst = "part";
  for (const [index, element] of found) {
    const printed = events.map((event) => leaves(event));
    const own = leaves(element);
    const differences = printed.map((known) =>
      [...own].filter(([path, leaf]) => !Object.is(known.get(path), leaf)).map(([path]) => `/${index}${path}`),
    );
    const least = differences.reduce((one, other) => (other.length < one.length ? other : one));
    if (least.some((path) => !isNamed(path))) return "WRONG";
    if (least.length > 0) worst = "doubt";
  }
  return worst;
}

const isAt = (path, named) => path === named || path.startsWith(`${named}/`);

/** The verdicts on random bodies of a printer, and the first texts that were read wrongly; nothing without its tool. */
export function measure(printer, count, recover) {
  const from = random(seedOf(printer.name));
  const size = () => (printer.single ? 1 : from.pick([1, 1, 1, 2]));
  const bodies = Array.from({ length: count }, () =>
    Array.from({ length: size() }, () => randomEvent(from, printer.options)),
  );
  const texts = printer.print(bodies);
  if (texts === undefined) return undefined;
  const counts = { exact: 0, doubt: 0, part: 0, none: 0, WRONG: 0 };
  const wrong = [];
  for (const [at, text] of texts.entries()) {
    const found = verdict(bodies[at], recover(text));
    counts[found] += 1;
    if (found === "WRONG" && wrong.length < 3) wrong.push(text);
  }
  return { counts, wrong };
}

const seedOf = (name) => [...name].reduce((seed, letter) => (seed * 31 + letter.codePointAt(0)) >>> 0, 7);
