// Which problems of a payload are shown.

import type { Diagnostic, Report } from "bandwidth-callbacks";
import type { Reading } from "./reading";

/** Whether the text ends within an event: in a value, or with something missing that may have followed. */
export function isCut({ report, text }: Reading): boolean {
  const { repairs, diagnostics } = report;
  if (repairs.some(({ repair }) => repair === "cut-text")) return true;
  if (!repairs.some(({ repair }) => repair === "missing-closer")) return false;
  const ends = repairs
    .filter(({ repair }) => repair === "missing-closer" || repair === "lost-value")
    .flatMap(({ places }) => places.map(({ span }) => span.end));
  // Tools put dots, or dots and a word, where they cut.
  const isAtEnd = /^[\s,]*(?:(?:\.{3}|…)[^"{}[\]]{0,40})?$/.test(text.slice(Math.max(...ends)));
  return isAtEnd && diagnostics.some(({ rule }) => rule === "incomplete-value" || rule.startsWith("missing-"));
}

/** The path of a string that the text ends within; undefined if what it has is whole. */
export const cutPath = ({ report }: Reading): string | undefined =>
  report.repairs.some(({ repair }) => repair === "cut-text")
    ? report.diagnostics.find(({ rule }) => rule === "incomplete-value")?.path
    : undefined;

/**
 * The problems of the payload. Leaves out those caused only by truncation, and `null` that was converted from another
 * language's word.
 */
export function problems(reading: Reading): Diagnostic[] {
  const { diagnostics, repairs } = reading.report;
  const isForeign = repairs.some(({ repair, message }) => repair === "foreign-literal" || message.startsWith("read a"));
  const last = isCut(reading) ? diagnostics.find(({ rule }) => rule === "incomplete-value")?.path : undefined;
  return diagnostics.filter(({ rule, path }) => {
    if (isCut(reading) && (/^missing-/.test(rule) || (rule !== "incomplete-value" && path === last))) return false;
    return !(isForeign && rule === "null-field");
  });
}

/** Whether a path is the body or one of its elements, for which only the start is marked. */
export const isWhole = (path: string): boolean => /^(\/_json)?(\/\d+)?$/.test(path);

/**
 * Gives the diagnostics of an element, after those of the body as a whole. A body that is one element has no number in
 * its paths.
 */
export function diagnosticsOf(report: Report): (element: number) => Diagnostic[] {
  const { events, verifications, unknown, rejected, diagnostics } = report;
  if (events.length + verifications.length + unknown.length + rejected.length === 1) return () => diagnostics;
  const ofBody: Diagnostic[] = [];
  const ofElement = new Map<number, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const element = /^(?:\/_json)?\/(\d+)(?:\/|$)/.exec(diagnostic.path)?.[1];
    if (element === undefined) {
      if (isWhole(diagnostic.path)) ofBody.push(diagnostic);
      continue;
    }
    const own = ofElement.get(Number(element));
    if (own === undefined) ofElement.set(Number(element), [diagnostic]);
    else own.push(diagnostic);
  }
  return (element) => [...ofBody, ...(ofElement.get(element) ?? [])];
}
