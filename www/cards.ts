// A card for each event: what happened, what to expect, what to do; all else on demand.

import type { CallbackEvent, Diagnostic } from "bandwidth-callbacks";
import { details, fieldsOf, idsAndTimes, media } from "./card-parts";
import { each, h, many } from "./dom";
import type * as Full from "./full";
import { causesOf, prose } from "./prose";
import type { Reading } from "./reading";
import { textOf } from "./segments";
import { GLYPH, SEVERITY, titleOf, utc } from "./words";

/** More are looked at one by one, through the table. */
const MOST = 49;

export async function cards(
  { report, rows, eventAt }: Reading,
  full: typeof Full,
  chosen: number,
): Promise<HTMLElement[]> {
  const { unknown, rejected } = report;
  const list =
    rows.length > MOST
      ? [card(await eventAt(chosen), chosen, rows.length, full)]
      : report.events.map((event, at) => card(event, at, rows.length, full));
  const others = [
    ...unknown.map(({ index, type, value }) => ({
      index,
      value,
      title: type === "" ? "Not a messaging event" : type,
      words:
        "This version does not know it as a messaging event. Acknowledge it with a 2xx; the value is kept in `unknown`.",
    })),
    ...rejected.map(({ index, value }) => ({
      index,
      value,
      title: "Not usable",
      words: "It cannot be used as what it says it is. It is kept as sent.",
    })),
  ];
  others.sort((one, other) => one.index - other.index);
  return [...list, ...others.slice(0, MOST).map((it) => other(it, report.diagnostics))];
}

interface Other {
  index: number;
  title: string;
  words: string;
  value: unknown;
}

/** An element that is no event, with what was found of it. */
function other({ index, title, words, value }: Other, diagnostics: readonly Diagnostic[]): HTMLElement {
  const head = h(
    "header",
    {},
    h("h2", {}, h("span", { class: "glyph", "aria-hidden": "true" }, "?"), title),
    h("span", { class: "quiet" }, `element ${index}`),
  );
  const about = diagnostics.filter(
    ({ path, severity }) => severity !== "info" && (path === `/${index}` || path.startsWith(`/${index}/`)),
  );
  // Errors come before what is but unusual.
  about.sort((one, other) => one.severity.localeCompare(other.severity));
  const told = about
    .slice(0, 3)
    .map(({ severity, message }) =>
      h("li", {}, h("span", { class: severity, "aria-hidden": "true" }, `${SEVERITY[severity]} `), ...prose(message)),
    );
  const more = about.length > 3 && h("li", { class: "quiet" }, `and ${about.length - 3} more below`);
  const sent = details("As sent", () => h("pre", {}, JSON.stringify(value, null, 2)));
  return h(
    "article",
    { class: "card", "aria-label": `Element ${index}: ${title}` },
    head,
    h("ul", { class: "plain" }, ...told, more),
    h("p", { class: "quiet" }, ...prose(words)),
    h("div", { class: "more" }, sent),
  );
}

function card(event: CallbackEvent, index: number, of: number, full: typeof Full): HTMLElement {
  const about = full.explain(event.type);
  const code = event.type === "message-failed" ? full.explain(event) : undefined;
  const head = h(
    "header",
    {},
    h(
      "h2",
      { class: toneOf(event, full) },
      h("span", { class: "glyph", "aria-hidden": "true" }, GLYPH[event.type] ?? "?"),
      titleOf(event.type),
    ),
    h("time", { class: "quiet", datetime: event.time }, utc(event.time)),
  );
  const what =
    event.type !== "message-failed"
      ? (about?.meaning ?? "")
      : isOpen(event, full)
        ? "Outcome unknown."
        : "Not delivered.";
  const body = [head, h("p", { class: "what" }, ...prose(what))];
  if (event.type === "message-failed")
    body.push(
      ...(event.errorCode === undefined
        ? [h("p", {}, "The event has no error code, so it does not say why.")]
        : failure(event.errorCode, code)),
    );
  else if (about !== undefined && about.action !== "") body.push(h("p", { class: "next" }, ...prose(about.action)));
  body.push(people(event));
  const text = event.message.text ?? ("content" in event.message ? event.message.content?.text : undefined);
  if (text) body.push(h("blockquote", { class: "said" }, text));
  body.push(
    h(
      "div",
      { class: "more" },
      details("Fields", () => fieldsOf(event, full)),
      details("Ids and times", () => idsAndTimes(event)),
      text ? details("Text and segments", () => textOf(text, full)) : undefined,
      media(event),
    ),
  );
  const label = of > 1 ? `Event ${index + 1} of ${of}: ${event.type}` : event.type;
  return h("article", { class: "card", id: `event-${index}`, "aria-label": label }, ...body);
}

/** The class that colours what happened; "" where it is neither good nor bad. */
export function toneOf(event: CallbackEvent, full: typeof Full): string {
  if (event.type === "message-failed") return isOpen(event, full) ? "warning" : "error";
  return event.type === "message-delivered" || event.type === "message-read" ? "good" : "";
}

/** Whether a failed event leaves open that the message arrived. */
function isOpen(event: CallbackEvent, full: typeof Full): boolean {
  const code = full.explain(event);
  return code?.kind === "error-code" && code.outcome === "outcome-unknown";
}

function failure(errorCode: number, code: Full.Explanation | undefined): HTMLElement[] {
  if (code?.kind !== "error-code") return [h("p", {}, `Bandwidth does not document the error code ${errorCode}.`)];
  const title = h("a", { href: `#error-${errorCode}`, class: "code" }, `${errorCode} ${code.title}`);
  return [
    h("p", {}, title),
    h("p", { class: "facts" }, code.summary),
    h("p", {}, ...prose(code.meaning)),
    causesOf(code),
    h("p", { class: "next" }, ...prose(code.action)),
  ].filter((part) => part !== undefined);
}

/** Who wrote to whom, and which of them is yours. */
function people({ message, to }: CallbackEvent): HTMLElement {
  const about = new Set(typeof to === "string" ? [to] : (to ?? []));
  const person = (number: string, marks: string[]) =>
    h(
      "span",
      { class: "person" },
      h("span", { class: "number" }, number),
      ...marks.map((mark) => h("span", { class: "tag" }, mark)),
    );
  const marksOf = (number: string, ...more: string[]) => [...(number === message.owner ? ["yours"] : []), ...more];
  const recipients = message.to ?? []; // a paste may hide them
  const several = recipients.length > 1;
  return h(
    "p",
    { class: "people" },
    person(message.from, marksOf(message.from)),
    h("span", { class: "arrow", "aria-label": "to" }, "→"),
    ...each(recipients, (number) =>
      person(number, marksOf(number, ...(several && about.has(number) ? ["this event"] : []))),
    ),
    several ? h("span", { class: "quiet" }, many(recipients.length, "recipient")) : undefined,
  );
}
