// Which problems of a payload are shown.

import type { Diagnostic } from "bandwidth-callbacks";
import type { Reading } from "./reading";

/** Whether the text ends within an event. */
export const isCut = ({ report }: Reading): boolean => report.repairs.some(({ repair }) => repair === "cut-text");

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
