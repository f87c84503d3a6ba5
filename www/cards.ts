// Each element of a body as a card of its own: for a list of a few, and for the page of the listener.

import { type CallbackEvent, elements } from "bandwidth-callbacks";
import { eventFrame } from "./frame/event";
import type { Frame } from "./frame/frame";
import { elementFrame, thing } from "./frame/thing";
import { card } from "./frame/view";
import type * as Full from "./full";
import { diagnosticsOf, isCut } from "./problems";
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
export function otherFrames(reading: Reading, full: typeof Full): Frame[] {
  const { report } = reading;
  const all = elements(report);
  const cut = isCut(reading) ? all.length - 1 : undefined;
  const own = diagnosticsOf(report);
  return all.flatMap((element) => {
    if (element.kind === "event") return [];
    const { index } = element;
    return [elementFrame(element, full, { at: `/${index}`, isCut: index === cut, diagnostics: own(index) })];
  });
}
