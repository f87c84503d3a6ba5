// Each element of a body as a card of its own: for a list of a few, and for the page of the listener.

import { type CallbackEvent, elements } from "bandwidth-callbacks";
import { codeWords } from "./frame/code";
import { eventFrame } from "./frame/event";
import type { Frame } from "./frame/frame";
import { elementFrame, thing } from "./frame/thing";
import { card } from "./frame/view";
import type * as Full from "./full";
import type { Reading } from "./reading";

/** How many cards are shown; further events are opened one at a time. */
const MAX_CARDS = 49;

export async function cards(reading: Reading, full: typeof Full, chosen: number): Promise<HTMLElement[]> {
  const { report, rows, eventAt } = reading;
  const event = (value: CallbackEvent, at: number) =>
    card(eventFrame(value, full, { at: `/${at}` })!, full, {
      id: `event-${at}`,
      label: rows.length > 1 ? `Event ${at + 1} of ${rows.length}: ${value.type}` : value.type,
    });
  const list = rows.length > MAX_CARDS ? [event(await eventAt(chosen), chosen)] : report.events.map(event);
  const others = otherFrames(reading, full);
  if (list.length + others.length === 0 && report.diagnostics.length > 0) return [card(thing(reading, full), full)];
  return [...list, ...others.slice(0, MAX_CARDS).map((frame) => card(frame, full))];
}

/** The elements that are not events, in the order of the body. */
export function otherFrames({ report }: Reading, full: typeof Full): Frame[] {
  const missing = (index: number) =>
    report.diagnostics
      .filter(({ rule, path }) => rule === "missing-field" && path.startsWith(`/${index}/`))
      .map(({ path }) => path.replace(/^\/\d+\//, "").replaceAll("/", "."));
  return elements(report).flatMap((element) => {
    if (element.kind === "event") return [];
    const { index } = element;
    return [elementFrame(element, full, { at: `/${index}`, missing: missing(index) })];
  });
}

/** The class that colors the outcome; "" if it is neither good nor bad. */
export function toneOf(event: CallbackEvent, full: typeof Full): string {
  if (event.type === "message-failed")
    return event.errorCode !== undefined && codeWords(event.errorCode, full).isOpen ? "warning" : "error";
  return event.type === "message-delivered" || event.type === "message-read" ? "good" : "";
}
