// A row for each arrival: what came and what was answered in a line or two, all else on demand.

import { type CallbackEvent, isInbound, parse, recipients } from "bandwidth-callbacks";
import { cards, toneOf } from "../cards";
import { copyText } from "../copy";
import { each, h, many, say } from "../dom";
import { findings } from "../findings";
import type * as Full from "../full";
import { reading, type Reading } from "../reading";
import { GLYPH, localTime, SEVERITY, titleOf } from "../words";
import type { Arrival } from "./feed";

/** More elements of one body are counted, not listed. */
const MOST = 6;

export function row(arrival: Arrival, full: typeof Full): HTMLElement {
  const { at, status, body } = arrival;
  const head = [
    h("time", { datetime: at, title: localTime(Date.parse(at)) }, at.slice(11, 19)),
    h(
      "span",
      { class: `status ${status < 300 ? "good" : isChallenge(arrival) ? "quiet" : "warning"}` },
      h("span", { class: "unseen" }, "answered "),
      String(status),
    ),
  ];
  if (body === undefined)
    return h(
      "li",
      { class: "arrival refused" },
      h("div", { class: "head" }, ...head, h("div", { class: "lines" }, h("p", {}, ...refusal(arrival)))),
    );
  const read = readingOf(body);
  const part = h(
    "details",
    {},
    h("summary", { class: "head" }, ...head, h("div", { class: "lines" }, ...lines(read, arrival, full)), marks(read)),
  );
  part.addEventListener("toggle", () => {
    if (part.open && part.children.length === 1)
      void opened(arrival, full).then((inside) => part.children.length === 1 && part.append(inside));
  });
  return h("li", { class: "arrival" }, part);
}

/** What is read of a body, when it is needed: kept for each, it would be far more than the bodies themselves. */
function readingOf(body: string): Reading {
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

/** Why it was refused, in the receiver's own words where they are not more than is known here. */
function refusal(arrival: Arrival): (string | HTMLElement)[] {
  const { status, detail = "", path } = arrival;
  if (isChallenge(arrival))
    return ["Asked for credentials ", quiet("Bandwidth sends each callback without them first, then again with them")];
  if (status === 401) return ["Wrong credentials ", quiet("the user name or the password is another")];
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
        line(
          ["?", type === "" ? "Not a messaging event" : type],
          isAgain(index),
          quiet("of no type that this version knows"),
        ),
      ),
    ...rejected.slice(0, MOST).map(({ index }) => line(["?", "Not usable"], isAgain(index), quiet(`element ${index}`))),
  ];
  return count > MOST
    ? [...all.slice(0, MOST), h("p", { class: "quiet" }, `and ${(count - MOST).toLocaleString("en-US")} more`)]
    : all;
}

function line(
  [glyph, title, tone]: [glyph: string, title: string, tone?: string],
  isAgain: boolean,
  ...more: (HTMLElement | string)[]
): HTMLElement {
  const duplicate =
    isAgain && h("span", { class: "tag", title: "It was handled before, so it is not handled again." }, "duplicate");
  return h(
    "p",
    {},
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

function marks({ report: { diagnostics } }: Reading): HTMLElement {
  const counts = (["error", "warning", "info"] as const)
    .map((severity) => [severity, diagnostics.filter((it) => it.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) =>
      h(
        "span",
        { class: severity },
        `${SEVERITY[severity]} ${severity === "info" ? `${count} info` : many(count, severity)}`,
      ),
    );
  return h("div", { class: "marks" }, ...counts);
}

/** Cards and findings as the page for pasting has them, then what was sent. */
async function opened({ headers = [], body = "" }: Arrival, full: typeof Full): Promise<HTMLElement> {
  const now = readingOf(body);
  const made = await cards(now, full, 0);
  // Several callbacks may be open.
  for (const card of made) card.removeAttribute("id");
  const text = h("pre", { tabindex: 0, "aria-label": "Body as sent" }, now.text);
  const copy = h(
    "button",
    { type: "button", onclick: () => void copyText(now.text).then((is) => is && say("Copied the body.")) },
    "Copy the body",
  );
  const sent = h("details", {}, h("summary", {}, "Body as sent"), text, h("p", {}, copy));
  const names = h(
    "details",
    {},
    h("summary", {}, "Headers"),
    h(
      "dl",
      { class: "fields" },
      ...headers.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
    ),
  );
  const reveal = (start: number, end: number) => {
    sent.open = true;
    const [held] = text.childNodes;
    if (held !== undefined) getSelection()?.setBaseAndExtent(held, start, held, end);
    text.scrollIntoView({ block: "nearest" });
    text.focus();
  };
  const more =
    now.rows.length > made.length &&
    h(
      "p",
      { class: "quiet" },
      "The first is shown: paste the body into the page that `npm start` serves to look at each.",
    );
  return h(
    "div",
    { class: "inside" },
    ...made,
    more,
    ...findings(now, { onReveal: reveal, onApply: () => {}, byPath: true }),
    h("div", { class: "more" }, sent, names),
  );
}
