// The first two lines for a batch or a log.

import { many, number } from "../dom";
import type { Tone } from "../frame/frame";
import type { Overview } from "./source";
import type { Message, Outcome } from "./types";

export const OUTCOME: Record<Outcome, { glyph: string; word: string; tone: Tone }> = {
  failed: { glyph: "✕", word: "failed", tone: "error" },
  unknown: { glyph: "?", word: "unknown", tone: "warning" },
  delivered: { glyph: "●", word: "delivered", tone: "good" },
  pending: { glyph: "○", word: "pending", tone: "" },
  received: { glyph: "↓", word: "received", tone: "" },
};

/** "6 messages sent: 4 delivered, 2 failed · 6 received (1 STOP)" */
export function sentence({
  counts,
}: {
  counts: Pick<Overview["counts"], "outcomes" | "contradicted" | "stops"> & Partial<Overview["counts"]>;
}): string {
  const { outcomes, contradicted, stops, unlisted = 0, messages = 0 } = counts;
  const { failed, unknown, delivered, pending, received } = outcomes;
  const sent = failed + unknown + delivered + pending;
  const parts = [
    delivered > 0 && `${number(delivered)} delivered`,
    failed > 0 && `${number(failed)} failed`,
    unknown > 0 && `${number(unknown)} with an unknown outcome`,
    pending > 0 && `${number(pending)} pending`,
  ].filter(Boolean);
  return [
    unlisted > 0 && `The first ${many(messages, "message")}`,
    sent > 0 && `${many(sent, "message")} sent: ${parts.join(", ")}`,
    received > 0 &&
      `${sent > 0 ? number(received) : many(received, "message")} ` +
        `received${stops > 0 ? ` (${number(stops)} STOP)` : ""}`,
    contradicted > 0 && `${number(contradicted)} reported both failed and delivered`,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** "30 events, 12 duplicates · 16:00:00 to 16:04:10 UTC" */
export function secondLine({ counts, spans }: Overview, more: readonly (string | false | undefined)[] = []): string {
  const { events, duplicates, late, unlisted, notKept } = counts;
  return [
    `${many(events, "event")}${duplicates > 0 ? `, ${many(duplicates, "duplicate")}` : ""}` +
      (late > 0 ? `, ${number(late)} out of order` : ""),
    period(spans),
    ...more,
    unlisted > 0 && `not listed: ${many(unlisted, "event")} of later messages`,
    notKept > 0 && `${many(notKept, "event")} counted only`,
  ]
    .filter(Boolean)
    .join(" · ");
}

function period({ from, to }: Overview["spans"]): string {
  if (!(from <= to)) return "";
  const [start, end] = [new Date(from).toISOString(), new Date(to).toISOString()];
  const isDay = start.slice(0, 10) === end.slice(0, 10);
  const time = (text: string) => text.slice(11, 19);
  if (isDay && time(start) === time(end)) return `${start.slice(0, 10)} ${time(start)} UTC`;
  return isDay
    ? `${start.slice(0, 10)} ${time(start)} to ${time(end)} UTC`
    : `${start.slice(0, 10)} ${start.slice(11, 16)} to ${end.slice(0, 10)} ${end.slice(11, 16)} UTC`;
}

/** The tone of a batch: that of its worst message. */
export function toneOf({ counts: { outcomes } }: { counts: Pick<Overview["counts"], "outcomes"> }): {
  glyph: string;
  tone: Tone;
} {
  if (outcomes.failed > 0) return OUTCOME.failed;
  if (outcomes.unknown > 0) return OUTCOME.unknown;
  if (outcomes.delivered > 0) return OUTCOME.delivered;
  return outcomes.pending > 0 ? OUTCOME.pending : OUTCOME.received;
}

/** How long it took from the message to its outcome; `NaN` if that is not known, or it has none. */
export const tookOf = ({ outcome, since, until }: Message): number =>
  outcome === "pending" || outcome === "received" || until < since ? Number.NaN : until - since;
