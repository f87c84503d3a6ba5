// One message of several: its outcome, its events, and the selected event.

import { h } from "../dom";
import { eventFrame } from "../frame/event";
import type { Frame } from "../frame/frame";
import { frameView, headline } from "../frame/view";
import type * as Full from "../full";
import { deciding, eventLine } from "./events";
import type { MessageSource } from "./source";
import type { EventMark } from "./types";

interface Options {
  source: MessageSource;
  full: typeof Full;
  row: number;
  /** The selected event; by default the one that decided the outcome. */
  chosen?: number | undefined;
  onEvent(at: number): void;
  /** Shows the event in its payload. */
  onPayload: ((mark: EventMark, value: unknown) => void) | undefined;
  onPath?: (mark: EventMark, path: string) => void;
}

export interface Detail {
  parts: HTMLElement[];
  mark: EventMark;
  value: unknown;
  frame: Frame;
}

export async function detail({
  source,
  full,
  row,
  chosen,
  onEvent,
  onPayload,
  onPath,
}: Options): Promise<Detail | undefined> {
  const [marks, [message]] = await Promise.all([source.events(row), source.messages([row])]);
  const at = chosen ?? deciding(marks, message);
  const mark = marks[at];
  if (mark === undefined) return undefined;
  const value = await source.event(mark);
  const frame = eventFrame(value, full, { isAlone: false });
  if (frame === undefined) return undefined;
  const payload =
    onPayload === undefined
      ? undefined
      : h("button", { type: "button", id: "show-payload", onclick: () => onPayload(mark, value) }, "Show payload");
  const events = h(
    "section",
    { class: "part" },
    h("h3", {}, marks.length === 1 ? "Event" : `Events of this message (${marks.length})`),
    h("ol", { class: "event-list" }, ...marks.map((mark, number) => line(mark, number === at, () => onEvent(number)))),
    payload,
  );
  const parts = [
    ...headline(frame),
    ...frameView(frame, full, {
      more: [events],
      onPath: onPath === undefined ? undefined : (path) => onPath(mark, path),
    }),
  ];
  return { parts, mark, value, frame };
}

function line({ type, time, isDuplicate, isLate }: EventMark, isHere: boolean, onChoose: () => void): HTMLElement {
  const moment = Number.isNaN(time) ? "no time" : new Date(time).toISOString().slice(11, 23);
  return eventLine({ type, moment, isHere, onChoose, flags: [isDuplicate && "again", isLate && "out of order"] });
}
