// A text as an SMS carries it: its segments as bars of cells, and the characters that make it longer.

import { h, many } from "./dom";

export async function textOf(text: string): Promise<HTMLElement> {
  const { segments } = await import("./repair");
  const { encoding, units, count, room, starts, outside } = segments(text);
  const head = h(
    "p",
    {},
    `${encoding}, ${many(units, encoding === "GSM-7" ? "GSM-7 character" : "character")}, ${many(count, "segment")} ` +
      `(${room} each)`,
  );
  const why =
    outside.length > 0 &&
    h(
      "p",
      { class: "quiet" },
      `${many(outside.length, "character")} marked below ${outside.length === 1 ? "is" : "are"} not in the GSM-7 ` +
        "alphabet, so the whole message is sent as UCS-2: 70 characters (67 per segment) instead of 160 (153). " +
        "Applies to SMS only.",
    );
  const bars = starts.map((start, at) => {
    const part = text.slice(start, starts[at + 1]);
    const filled = at < count - 1 || count > 1 || units <= room ? widthOf(part, encoding) : room;
    return h(
      "div",
      { class: "segment" },
      h("meter", { min: 0, max: room, value: Math.min(filled, room), "aria-label": `Segment ${at + 1}` }),
      h("span", { class: "quiet" }, `${filled} of ${room}`),
      h("p", { class: "characters" }, ...marked(part, start, outside)),
    );
  });
  return h("div", { class: "segments" }, head, why, ...bars);
}

/** The two bytes of the GSM alphabet's extension. */
const EXTENSION = /[\f^{}\\[\]~|€]/g;

function widthOf(part: string, encoding: string): number {
  return encoding === "GSM-7" ? part.length + (part.match(EXTENSION)?.length ?? 0) : part.length;
}

function marked(
  part: string,
  start: number,
  outside: readonly { start: number; end: number }[],
): (string | HTMLElement)[] {
  const pieces: (string | HTMLElement)[] = [];
  let from = 0;
  for (const span of outside) {
    if (span.start < start || span.start >= start + part.length) continue;
    const character = part.slice(span.start - start, span.end - start);
    pieces.push(
      part.slice(from, span.start - start),
      h("mark", { title: `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}` }, character),
    );
    from = span.end - start;
  }
  return [...pieces, part.slice(from)];
}
