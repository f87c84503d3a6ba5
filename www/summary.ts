// The strip that says in one line what a text holds.

import type { Diagnostic, Severity } from "bandwidth-callbacks";
import { h, many, spaced } from "./dom";
import type * as Full from "./full";
import type { Reading } from "./reading";
import { lasting, SEVERITY } from "./words";

export function summary({ report, rows }: Reading, full: typeof Full): HTMLElement[] {
  const { events, unknown, rejected, diagnostics } = report;
  const count = (severity: Severity) => diagnostics.filter((it) => it.severity === severity).length;
  const left: (string | HTMLElement)[] = [];
  const [event] = events;
  const held = rows.length + unknown.length + rejected.length;
  if (held === 0) left.push(h("strong", {}, nothing(diagnostics[0])));
  else left.push(h("strong", {}, many(held, rows.length === held ? "event" : "element")));
  if (rows.length === 1 && event !== undefined) {
    left.push(event.type);
    const code = event.type === "message-failed" ? full.explain(event) : undefined;
    if (event.type === "message-failed")
      left.push(
        event.errorCode === undefined
          ? "no error code"
          : `${event.errorCode}${code === undefined ? "" : ` ${code.title}`}`,
      );
    if (code?.kind === "error-code" && code.outcome === "outcome-unknown") left.push("outcome unknown");
    if (code?.kind === "error-code")
      left.push({ never: "do not retry", later: "retry later", once: "retry once", unspecified: "" }[code.retry]);
  } else if (rows.length > 1) {
    left.push(kinds(rows.map(({ type }) => type)));
  }
  if (unknown.length > 0) left.push(`${unknown.length.toLocaleString("en-US")} unknown`);
  if (rejected.length > 0) left.push(`${rejected.length.toLocaleString("en-US")} not usable`);
  const right = counted(count);
  if (report.repairs.length > 0) right.unshift(h("span", {}, `✎ ${many(report.repairs.length, "repair")}`));
  return [h("p", { class: "told" }, ...spaced(left)), h("p", { class: "counted" }, ...spaced(right))];
}

/** For the tab: what it is, in few words. */
export function titleOf({ report, rows }: Reading): string {
  const [row] = rows;
  if (row !== undefined && rows.length === 1)
    return `${row.type}${row.errorCode === undefined ? "" : ` ${row.errorCode}`}`;
  return rows.length > 0 ? many(rows.length, "event") : report.ok ? "no events" : "errors";
}

function kinds(types: string[]): string {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  const list = [...counts]
    .sort((one, other) => other[1] - one[1])
    .map(([type, count]) => `${count.toLocaleString("en-US")} ${type}`);
  return list.length > 4 ? `${list.slice(0, 3).join(", ")} and others` : list.join(", ");
}

/** In place of a count: what the text is instead of a list of events. */
function nothing(diagnostic: Diagnostic | undefined): string {
  if (diagnostic === undefined) return "No events";
  const { message } = diagnostic;
  return `No events: ${message}`;
}

/** How much was found, by severity. */
export function counted(count: (severity: Severity) => number): HTMLElement[] {
  const found = (["error", "warning", "info"] as const).filter((severity) => count(severity) > 0);
  if (found.length === 0) return [h("span", { class: "good" }, "✓ nothing found")];
  return found.map((severity) =>
    h(
      "span",
      { class: severity },
      `${SEVERITY[severity]} ${severity === "info" ? `${count(severity).toLocaleString("en-US")} info` : many(count(severity), severity)}`,
    ),
  );
}

/** For the footer. A browser's clock has steps of up to a millisecond, so a shorter time has no figure. */
export function parseTime({ milliseconds }: Reading): string {
  return `parsed in ${milliseconds < 1 ? "less than 1 ms" : lasting(milliseconds)}`;
}
