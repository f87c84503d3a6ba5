// A row for each arrival: what came and what was answered in a line or two. What more there is, is in detail.ts.

import { type CallbackEvent, isInbound, parse, recipients } from "bandwidth-callbacks";
import { toneOf } from "../../../www/cards";
import { each, h, many } from "../../../www/dom";
import type * as Full from "../../../www/full";
import { type Reading, reading } from "../../../www/reading";
import { GLYPH, localTime, SEVERITY, titleOf } from "../../../www/words";
import type { Target } from "../src/listen/arrival.js";
import type { Arrival } from "./feed";

/** More elements of one body are counted, not listed. */
const MOST = 6;

/** What the filters tell apart. */
export const KINDS = {
  failed: "✕ Failed",
  delivered: "● Delivered",
  pending: "◐ Sent",
  received: "↓ Received",
  other: "? Other",
  refused: "Refused",
} as const;
export type Kind = keyof typeof KINDS;

export interface Row {
  element: HTMLElement;
  kinds: ReadonlySet<Kind>;
}

/** `onOpen` is called when a callback is chosen; a refusal has nothing to open. */
export function row(arrival: Arrival, full: typeof Full, onOpen: () => void): Row {
  const { at, status, body, target } = arrival;
  const head = [
    h("time", { datetime: at, title: localTime(Date.parse(at)) }, at.slice(11, 19)),
    h(
      "span",
      { class: `status ${status < 300 ? "good" : isChallenge(arrival) ? "quiet" : "warning"}` },
      h("span", { class: "unseen" }, "answered "),
      String(status),
    ),
  ];
  if (body === undefined) {
    const lines = h("div", { class: "lines" }, h("p", {}, ...refusal(arrival)));
    const element = h("li", { class: "arrival refused" }, h("div", { class: "head" }, ...head, lines));
    return { element, kinds: new Set(["refused"]) };
  }
  const read = readingOf(body);
  // What is as it should be takes no line of its own.
  const isGood = target !== undefined && toneOfTarget(target) === "good";
  const failure = target !== undefined && !isGood && h("span", { class: "target error" }, targetWords(target));
  const took =
    isGood && h("span", { class: "took", title: targetWords(target) }, `${Math.round(target.milliseconds)} ms`);
  const button = h(
    "button",
    { type: "button", class: "head", tabindex: -1, onclick: onOpen },
    ...head,
    h("span", { class: "lines" }, ...lines(read, arrival, full), failure),
    marks(read, took),
  );
  return { element: h("li", { class: "arrival" }, button), kinds: kindsOf(read) };
}

export function targetWords({ status, problem, milliseconds }: Target): string {
  const took = `${Math.round(milliseconds).toLocaleString("en-US")} ms`;
  return status === undefined ? `your server ${problem} (${took})` : `your server answered ${status} in ${took}`;
}

export function toneOfTarget({ status = 0 }: Target): "good" | "error" {
  return status >= 200 && status < 300 ? "good" : "error";
}

function kindsOf({ report: { events, unknown, rejected } }: Reading): ReadonlySet<Kind> {
  const kinds = new Set<Kind>();
  for (const event of events) {
    if (isInbound(event)) kinds.add("received");
    else if (event.type === "message-failed") kinds.add("failed");
    else if (event.type === "message-delivered" || event.type === "message-read") kinds.add("delivered");
    else kinds.add("pending");
  }
  if (events.length === 0 || unknown.length + rejected.length > 0) kinds.add("other");
  return kinds;
}

/** What is read of a body, when it is needed: kept for each, it would be far more than the bodies themselves. */
export function readingOf(body: string): Reading {
  const bytes = Uint8Array.from(atob(body), (unit) => unit.charCodeAt(0));
  const report = parse(bytes);
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  return reading(text, { ...report, text, repairs: [] }, 0);
}

/** In a few words, for who listens. */
export function spoken({ body, status }: Arrival): string {
  if (body === undefined) return `a request was refused with ${status}`;
  const { events, unknown, rejected } = readingOf(body).report;
  if (events.length + unknown.length + rejected.length === 1 && events[0] !== undefined)
    return `${titleOf(events[0].type)} arrived`;
  return `a callback arrived, answered ${status}`;
}

/** It is as it should be with every callback. */
const isChallenge = ({ status, hasCredentials }: Arrival): boolean => status === 401 && hasCredentials !== true;

/** Why it was not accepted, in the receiver's words unless this page knows more. */
function refusal(arrival: Arrival): (string | HTMLElement)[] {
  const { status, detail = "", path } = arrival;
  if (isChallenge(arrival))
    return ["Asked for credentials ", quiet("Bandwidth sends each callback without them first, then again with them")];
  if (status === 401) return ["Wrong credentials ", quiet("the user name or the password differs")];
  if (path !== undefined) return ["Sent elsewhere ", h("code", {}, path), " ", quiet(detail)];
  return ["Refused ", quiet(detail)];
}

function lines({ report }: Reading, { again }: Arrival, full: typeof Full): HTMLElement[] {
  const { events, unknown, rejected, diagnostics } = report;
  const isAgain = (index: number) => again?.elements.includes(index) === true;
  const count = events.length + unknown.length + rejected.length;
  if (count === 0) return [line(["?", "No events"], false, quiet(diagnostics[0]?.message ?? ""))];
  // A body may have very many.
  const all = [
    ...events.slice(0, MOST).map((event, at) => happened(event, again?.events.includes(at) === true, full)),
    ...unknown
      .slice(0, MOST)
      .map(({ index, type }) =>
        line(["?", type === "" ? "Not a messaging event" : type], isAgain(index), quiet("unknown event type")),
      ),
    ...rejected
      .slice(0, MOST)
      .map(({ index }) => line(["?", "Invalid event"], isAgain(index), quiet(`item ${index + 1}`))),
  ];
  return count > MOST
    ? [...all.slice(0, MOST), h("span", { class: "line quiet" }, `and ${(count - MOST).toLocaleString("en-US")} more`)]
    : all;
}

function line(
  [glyph, title, tone]: [glyph: string, title: string, tone?: string],
  isAgain: boolean,
  ...more: (HTMLElement | string)[]
): HTMLElement {
  const duplicate = isAgain && h("span", { class: "tag", title: "Handled before, so not handled again" }, "duplicate");
  return h(
    "span",
    { class: "line" },
    h("strong", { class: tone }, h("span", { class: "glyph", "aria-hidden": "true" }, glyph), title),
    duplicate,
    " ",
    ...more,
  );
}

/** What happened, why, to whom, and the message it is about. */
function happened(event: CallbackEvent, isAgain: boolean, full: typeof Full): HTMLElement {
  const code =
    event.type === "message-failed"
      ? [
          h(
            "span",
            { class: "code" },
            event.errorCode === undefined
              ? "no error code"
              : `${event.errorCode} ${full.explain(event.errorCode)?.title ?? "not documented"}`,
          ),
          " ",
        ]
      : [];
  const from = isInbound(event) ? ["from ", number(event.message.from), " "] : [];
  const to = each(recipients(event), number, MOST).flatMap((one, at) => [at === 0 ? "to " : ", ", one]);
  return line(
    [GLYPH[event.type] ?? "?", titleOf(event.type), toneOf(event, full)],
    isAgain,
    ...code,
    h("span", { class: "whom" }, ...from, ...to, " ", h("span", { class: "id" }, event.message.id)),
  );
}

const quiet = (text: string) => h("span", { class: "quiet" }, text);
const number = (text: string) => h("span", { class: "number" }, text);

function marks({ report: { diagnostics } }: Reading, took: HTMLElement | false): HTMLElement {
  const counts = (["error", "warning", "info"] as const)
    .map((severity) => [severity, diagnostics.filter((it) => it.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) =>
      h(
        "span",
        { class: severity },
        `${SEVERITY[severity]} ${severity === "info" ? many(count, "note") : many(count, severity)}`,
      ),
    );
  return h("span", { class: "marks" }, ...counts, took);
}
