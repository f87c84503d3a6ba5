// What a card shows on demand.

import type { CallbackEvent } from "bandwidth-callbacks";
import { each, h } from "./dom";
import type * as Full from "./full";
import { prose } from "./prose";
import { milliseconds } from "./rows";
import { ago, localTime, utc } from "./words";

/** A part that is made when it is first opened. */
export function details(title: string, make: () => HTMLElement): HTMLElement {
  const part = h("details", {}, h("summary", {}, title));
  part.addEventListener("toggle", () => part.open && part.children.length === 1 && part.append(make()));
  return part;
}

/** Every field with its value, its meaning and where that is written. */
export function fieldsOf(event: CallbackEvent, full: typeof Full): HTMLElement {
  const rows = each(leaves(event, ""), ([path, value]) => {
    const known = full.explain(path);
    const words = known?.kind === "field" ? known : undefined;
    const source =
      words !== undefined &&
      h("a", { href: words.url, rel: "noreferrer", target: "_blank", "aria-label": `source on ${path}` }, "source");
    return h(
      "div",
      {},
      h("dt", {}, path),
      h(
        "dd",
        {},
        h("code", {}, value),
        h("p", { class: "quiet" }, ...prose(words?.meaning ?? "This version does not know the field."), " ", source),
      ),
    );
  });
  return h("dl", { class: "fields" }, ...rows);
}

/** The fields that hold something else than fields, by dotted path. */
function leaves(value: object, before: string): [string, string][] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]): [string, string][] => {
    const path = before === "" ? name : `${before}.${name}`;
    if (typeof inner === "object" && inner !== null && !Array.isArray(inner)) return leaves(inner, path);
    return [[path, typeof inner === "string" ? inner : JSON.stringify(inner)]];
  });
}

export function idsAndTimes(event: CallbackEvent): HTMLElement {
  const now = Date.now();
  const { message } = event;
  const rows: [string, ...string[]][] = [];
  const moment = (name: string, text: string) => {
    const time = milliseconds(text);
    rows.push([name, utc(text), ...(Number.isNaN(time) ? [] : [localTime(time), ago(time, now)])]);
  };
  moment("It happened", event.time);
  if (event.type === "message-read" && event.eventTime !== undefined) moment("It was read", event.eventTime);
  moment("The message was created", message.time);
  rows.push(["Message id", message.id]);
  const embedded = /^\d{13}(?!\d)/.exec(message.id)?.[0];
  if (embedded !== undefined) moment("The id holds the time", new Date(Number(embedded)).toISOString());
  if (message.applicationId !== undefined) rows.push(["Application id", message.applicationId]);
  if (message.tag !== undefined) rows.push(["Tag", message.tag]);
  return h(
    "dl",
    { class: "fields" },
    ...rows.map(([name, ...values]) =>
      h(
        "div",
        {},
        h("dt", {}, name),
        h("dd", {}, ...values.map((value, at) => h("p", { class: at === 0 ? "" : "quiet" }, value))),
      ),
    ),
  );
}

/** The attachments, each in its parts. Nothing is fetched: there is no link to follow by mistake. */
export function media({ message }: CallbackEvent): HTMLElement | undefined {
  const links = message.media ?? [];
  if (links.length === 0) return undefined;
  return details(`Media (${links.length})`, () => {
    const hint = h(
      "p",
      { class: "quiet" },
      "They lie at Bandwidth for 48 hours and need your API credentials. This page fetches nothing.",
    );
    const parts = each(links, (link) => {
      const found = /\/users\/([^/]+)\/media\/([^/]+)\/(\d+)\/([^/?#]+)/.exec(link);
      const names = ["account", "message", "index", "file"];
      const known =
        found === null
          ? []
          : names.map((name, at) =>
              h("div", {}, h("dt", {}, name), h("dd", {}, h("code", {}, decoded(found[at + 1] ?? "")))),
            );
      return h("li", {}, h("code", { class: "link" }, link), h("dl", { class: "fields parts" }, ...known));
    });
    return h("div", {}, hint, h("ul", { class: "plain" }, ...parts));
  });
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
