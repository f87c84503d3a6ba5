// Small words that several parts say alike.

import type { Severity } from "bandwidth-callbacks";
import type { Reading } from "./reading";

/** A mark for a severity that does not need its color. */
export const SEVERITY: Record<Severity, string> = { error: "●", warning: "▲", info: "○" };

export { GLYPH } from "./glyphs";

/** "Message failed" for `message-failed`. */
export function titleOf(type: string): string {
  const words = type.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

// Made when first needed: a browser takes longer for them than for the rest of the page.
let local: Intl.DateTimeFormat | undefined;
let relative: Intl.RelativeTimeFormat | undefined;
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_557_600_000],
  ["month", 2_629_800_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
];

/** A time in the reader's time zone. */
export function localTime(time: number): string {
  local ??= new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });
  return local.format(time);
}

/** "3 days ago". */
export function ago(time: number, now: number): string {
  const [unit, length] = UNITS.find(([, length]) => Math.abs(time - now) >= length) ?? ["second", 1000];
  relative ??= new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  return relative.format(Math.round((time - now) / length), unit);
}

/** "2026-07-14 09:12:09 UTC", as exact as it was sent. */
export function utc(text: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? `${text.slice(0, 10)} ${text.slice(11, -1)} UTC` : text;
}

const SPANS: [number, string][] = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1000, "s"],
];

/** "699 ms", "17.2 s", "5.8 min". */
export function lasting(milliseconds: number): string {
  const [length, unit] = SPANS.find(([length]) => milliseconds >= length) ?? [1, "ms"];
  return `${(milliseconds / length).toFixed(unit === "ms" ? 0 : 1)} ${unit}`;
}

/** "6.7 MB". */
export function sized(bytes: number): string {
  const [length, unit] = bytes >= 1e9 ? [1e9, "GB"] : bytes >= 1e6 ? [1e6, "MB"] : [1e3, "kB"];
  return `${(bytes / length).toFixed(bytes >= 1e8 && bytes < 1e9 ? 0 : 1)} ${unit}`;
}

/** "8.5 %"; a share above zero is never shown as zero. */
export function percent(part: number, whole: number): string {
  const share = whole === 0 ? 0 : (part / whole) * 100;
  return part > 0 && share < 0.1 ? "< 0.1%" : `${share.toFixed(1)}%`;
}

/** For the footer. A browser's clock has steps of up to a millisecond, so a shorter time has no figure. */
export function parseTime({ milliseconds }: Reading): string {
  return `parsed in ${milliseconds < 1 ? "less than 1 ms" : lasting(milliseconds)}`;
}
