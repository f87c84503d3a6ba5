/** The elements of a body, of every kind. */
import type { BodyElement, Report } from "./types.js";

/**
 * Every element of the body, in the order of the body: events, verifications, and what is neither. For code that
 * archives or forwards a body element by element.
 *
 * @param report a report, as `parse` and `recover` return it
 * @returns a new array; the `kind` of an element says which array of the report it is from
 * @throws {TypeError} if it is not a report
 *
 * @example
 * ```js
 * import { elements, parse } from "bandwidth-callbacks";
 * import { sample } from "bandwidth-callbacks/samples";
 *
 * const body = JSON.stringify([42, ...sample("message-read"), { type: "message-snoozed", message: {} }]);
 * const archived = elements(parse(body)).map(({ index, kind, value }) => [index, kind, JSON.stringify(value)]);
 * console.assert(archived[0].join() === "0,rejected,42");
 * console.assert(archived[1][1] === "event" && archived[2][1] === "unknown");
 * ```
 */
export function elements(report: Report): BodyElement[] {
  if (!Array.isArray(report?.events)) throw new TypeError("expected a report, as `parse` returns it");
  const others: BodyElement[] = [
    ...report.verifications.map((it) => ({ kind: "verification" as const, ...it })),
    ...report.unknown.map((it) => ({ kind: "unknown" as const, ...it })),
    ...report.rejected.map((it) => ({ kind: "rejected" as const, ...it })),
  ].sort((one, other) => one.index - other.index);
  const all: BodyElement[] = [];
  let next = 0;
  for (const value of report.events) {
    while (others[next]?.index === all.length) all.push(others[next++]!);
    all.push({ kind: "event", index: all.length, value });
  }
  return all.concat(others.slice(next));
}
