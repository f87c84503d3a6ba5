// JSON Lines: each line a body of its own, as logs and exports have them.

import {
  type Diagnostic,
  parse,
  type ParseOptions,
  type Recovery,
  type Report,
  type Severity,
} from "bandwidth-callbacks";

/** Whether a text has several bodies, one per line. */
export function isLines(text: string): boolean {
  const end = text.indexOf("\n");
  if (end < 0 || text.slice(end).trim() === "") return false;
  const first = text.slice(0, end).trim();
  const second = text.slice(end + 1, end + 200).trimStart();
  return (
    /^[[{].*[\]}]$/.test(first) &&
    /^[[{]/.test(second) &&
    !parse(first).diagnostics.some(({ rule }) => rule === "invalid-json")
  );
}

/** Reads line by line. `tell` gets the share that is done. `omitted` problems are counted, but not listed. */
export function readLines(
  text: string,
  options: ParseOptions,
  tell?: (share: number) => void,
): { report: Recovery; omitted: number } {
  let omitted = 0;
  const kept = { error: 0, warning: 0, info: 0 };
  const all = emptyRecovery(text);
  let from = 0;
  for (let number = 1; from < text.length; number++) {
    const found = text.indexOf("\n", from);
    const end = found < 0 ? text.length : found;
    const line = text.slice(from, end);
    if (line.trim() !== "") omitted += add(all, parse(line, options), kept, from, number);
    if (number % 5000 === 0) tell?.(end / text.length);
    from = end + 1;
  }
  return { report: all, omitted };
}

export const emptyRecovery = (text: string): Recovery => ({
  ok: true,
  events: [],
  verifications: [],
  unknown: [],
  rejected: [],
  diagnostics: [],
  text,
  repairs: [],
});

/** Adds the elements of a report to those of the reports before it. */
export function addElements(all: Recovery, { ok, events, verifications, unknown, rejected }: Report): void {
  // Counted without `elements`, which would go through all of them for each report.
  const before = all.events.length + all.verifications.length + all.unknown.length + all.rejected.length;
  all.ok &&= ok;
  // Not with spread: a body may have more elements than a call can have arguments.
  for (const event of events) all.events.push(event);
  for (const it of verifications) all.verifications.push({ ...it, index: it.index + before });
  for (const it of unknown) all.unknown.push({ ...it, index: it.index + before });
  for (const it of rejected) all.rejected.push({ ...it, index: it.index + before });
}

/** More problems of a severity are counted, but not kept: there may be one on each line. */
const MAX_KEPT = 1000;

function add(
  all: Recovery,
  report: ReturnType<typeof parse>,
  kept: Record<Severity, number>,
  from: number,
  number: number,
): number {
  addElements(all, report);
  let omitted = 0;
  for (const it of report.diagnostics)
    if (kept[it.severity]++ < MAX_KEPT) all.diagnostics.push(moved(it, from, number));
    else omitted++;
  return omitted;
}

function moved(diagnostic: Diagnostic, from: number, number: number): Diagnostic {
  const { span } = diagnostic;
  return { ...diagnostic, line: number, ...(span && { span: { start: span.start + from, end: span.end + from } }) };
}
