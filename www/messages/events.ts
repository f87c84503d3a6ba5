// The events of one message as a list, here and on the listener's page.

import { h, many } from "../dom";
import { GLYPH, TONE } from "../glyphs";
import type { EventMark, Message } from "./types";

/** The mark of an event, in the color of its outcome. */
export function eventMark(type: string): HTMLElement {
  return h("span", { class: `glyph ${TONE[type] ?? ""}`.trim(), "aria-hidden": "true" }, GLYPH[type] ?? "?");
}

/** The event that decided the outcome of a message, the first if it came again. */
export function deciding(marks: readonly EventMark[], message: Message | undefined): number {
  const wanted = {
    failed: "message-failed",
    unknown: "message-failed",
    delivered: message?.isRead ? "message-read" : "message-delivered",
    pending: "message-sent",
    received: "",
  }[message?.outcome ?? "received"];
  return Math.max(
    0,
    marks.findIndex(({ type }) => type === wanted),
  );
}

/** "◐━━━✕": the events in their order, further apart if more time passed. */
export function sparkline(spark: Message["spark"]): (HTMLElement | string)[] {
  return spark.flatMap(({ type, time }, at) => {
    const before = spark[at - 1]?.time ?? time;
    const width = at === 0 ? 0 : Math.max(1, Math.min(4, Math.round(Math.log10(Math.max(1, time - before)) - 1)));
    const mark = eventMark(type);
    mark.title = type;
    return [
      ...(width > 0 ? [h("span", { class: "quiet", "aria-hidden": "true" }, "━".repeat(width))] : []),
      mark,
      h("span", { class: "hidden" }, ` ${type} `),
    ];
  });
}

/** How many events of a message came again, beside its line of events. */
export function copies(duplicates: number): HTMLElement | undefined {
  if (duplicates === 0) return undefined;
  const [count = "", noun = ""] = many(duplicates, "duplicate").split(" ");
  return h(
    "span",
    { class: "copies", title: `${count} ${noun}` },
    " ",
    h("span", { class: "icon-copy", "aria-hidden": "true" }),
    count,
    h("span", { class: "hidden" }, ` ${noun}`),
  );
}

interface Line {
  type: string;
  /** When it happened or arrived, in words. */
  moment: string;
  datetime?: string;
  flags: readonly (string | false | undefined)[];
  isHere: boolean;
  onChoose(): void;
  more?: HTMLElement | false;
}

/** An event to choose. */
export function eventLine({ type, moment, datetime, flags, isHere, onChoose, more }: Line): HTMLElement {
  const words = flags.filter(Boolean).join(", ");
  return h(
    "li",
    {},
    h(
      "button",
      { type: "button", class: "event-line", "aria-current": isHere ? "true" : undefined, onclick: onChoose },
      h("time", { datetime }, moment),
      eventMark(type),
      h("span", {}, type),
      words !== "" && h("span", { class: "quiet" }, words),
      more,
    ),
  );
}
