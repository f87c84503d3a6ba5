// A message, or a request that is about none: what happened, what to do, what arrived about it, and what can be done
// with each of those bodies.

import { parse } from "bandwidth-callbacks";
import { cards } from "../../../www/cards";
import { copyText } from "../../../www/copy";
import { h, say } from "../../../www/dom";
import { findings } from "../../../www/findings";
import { eventFrame } from "../../../www/frame/event";
import { capital } from "../../../www/frame/frame";
import { card } from "../../../www/frame/view";
import type * as Full from "../../../www/full";
import { diagnosticsOf } from "../../../www/problems";
import { type Reading, reading } from "../../../www/reading";
import { curl } from "../../../www/reports";
import { linkOf } from "../../../www/share";
import { deciding, eventLine } from "../../../www/messages/events";
import { localTime } from "../../../www/words";
import type { About, Arrival } from "./feed";
import { bytesOf, type Delivery, type Thread } from "./messages";
import { targetWords, toneOfTarget } from "./row";

interface Actions {
  about: About;
  full: typeof Full;
  onClose(): void;
}

/** Parses a body when it is needed: keeping every report would take far more memory than the bodies. */
function readingOf(body: string): Reading {
  const bytes = bytesOf(body);
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  return reading(text, { ...parse(bytes), text, repairs: [] }, 0);
}

/** A message: the event that decided, or another that is chosen, and below it all that arrived. */
export function messageDetail(
  thread: Thread,
  chosen: Delivery | undefined,
  onChoose: (delivery: Delivery) => void,
  actions: Actions,
): HTMLElement {
  const shown = chosen ?? thread.deliveries[deciding(thread.marks, thread.message)]!;
  const now = readingOf(shown.arrival.body ?? "");
  const frame = eventFrame(now.report.events[shown.row.index], actions.full, {
    at: `/${shown.element}`,
    isAlone: false,
  });
  const own = { ...now, report: { ...now.report, diagnostics: diagnosticsOf(now.report)(shown.element) } };
  const made = frame === undefined ? [] : [card(frame, actions.full)];
  return inside(shown.arrival, own, made, actions, events(thread, shown, onChoose));
}

/** A request without a message: each of the elements in its body. */
export async function requestDetail(arrival: Arrival, actions: Actions): Promise<HTMLElement> {
  const now = readingOf(arrival.body ?? "");
  const made = await cards(now, actions.full, 0);
  for (const one of made) one.removeAttribute("id");
  return inside(arrival, now, made, actions);
}

/** The callbacks about a message. A single one needs no list. */
function events(
  { deliveries, marks }: Thread,
  shown: Delivery,
  onChoose: (delivery: Delivery) => void,
): HTMLElement | undefined {
  if (deliveries.length === 1) return undefined;
  const lines = deliveries.map((delivery, at) => {
    const { arrival, row } = delivery;
    const { isDuplicate, isLate } = marks[at] ?? {};
    return eventLine({
      type: row.type,
      moment: arrival.at.slice(11, 23),
      datetime: arrival.at,
      flags: [isDuplicate && "duplicate", isLate && "out of order"],
      isHere: delivery === shown,
      onChoose: () => onChoose(delivery),
      more: arrival.status >= 300 && h("span", { class: "warning" }, `answered ${arrival.status}`),
    });
  });
  return h("ol", { class: "event-list", "aria-label": "What arrived about this message" }, ...lines);
}

/** The explanation of a body, its actions, and the body itself. */
function inside(
  { id, at, status, headers = [], target }: Arrival,
  now: Reading,
  made: HTMLElement[],
  { about, onClose }: Actions,
  list?: HTMLElement,
): HTMLElement {
  const text = h("pre", { tabindex: 0, "aria-label": "Body as sent" }, now.text);
  const sent = h("details", {}, h("summary", {}, "Body as sent"), text);
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
  // What happened is first; of several elements each says it itself.
  const [only, ...others] = made;
  const head = only === undefined || others.length > 0 ? [] : only.querySelectorAll(":scope > :is(.title, .line-2)");
  return h(
    "div",
    { class: "inside" },
    h(
      "header",
      {},
      h("button", { type: "button", class: "back", onclick: onClose }, "← All messages"),
      ...head,
      list,
      h(
        "p",
        { class: "came quiet" },
        h("time", { datetime: at, title: localTime(Date.parse(at)) }, `Received ${at.slice(11, 23)}`),
        status !== target?.status && ` · answered ${status}`,
        target !== undefined && h("span", { class: toneOfTarget(target) }, ` · ${targetWords(target)}`),
      ),
      h(
        "p",
        { class: "actions" },
        replayButton(id, about),
        action("Copy as curl", () => copied(curl(now.text, about.url, about.user), "the command")),
        action("Open in the editor", () => inEditor(now.text)),
        action("Copy the body", () => copied(now.text, "the body")),
      ),
    ),
    ...made,
    ...findings(now, { onReveal: reveal, onApply: () => {}, byPath: true }),
    h("div", { class: "more" }, sent, names),
  );
}

function action(words: string, work: () => Promise<void>): HTMLElement {
  return h("button", { type: "button", onclick: () => void work() }, words);
}

/** The callbacks being replayed: a slow server takes a while, and the detail may be rebuilt meanwhile. */
const replaying = new Set<number>();

function replayButton(id: number, about: About): HTMLElement {
  const button = action("Replay", () => replay(id, about));
  button.dataset["replay"] = String(id);
  return replayState(button, replaying.has(id));
}

/** It keeps the focus while it is busy. */
function replayState(button: HTMLElement, isBusy: boolean): HTMLElement {
  button.textContent = isBusy ? "Replaying …" : "Replay";
  button.setAttribute("aria-disabled", String(isBusy));
  return button;
}

/** Sends it again, as received: it arrives as a new request, and is a duplicate. */
async function replay(id: number, { target }: About): Promise<void> {
  if (replaying.has(id)) return;
  const show = (isBusy: boolean) =>
    document.querySelectorAll<HTMLElement>(`[data-replay="${id}"]`).forEach((one) => void replayState(one, isBusy));
  replaying.add(id);
  show(true);
  try {
    const response = await fetch(`replays?id=${id}`, { method: "PUT" });
    const problem = response.ok ? "" : (await response.text()).trim();
    if (response.status === 404) say(`${capital(problem)}.`);
    else say(`Replayed${target === undefined ? "" : ` to ${target}`}${problem === "" ? "" : `: ${problem}`}.`);
  } catch {
    say("The listener does not answer.");
  } finally {
    replaying.delete(id);
    show(false);
  }
}

async function copied(text: string, what: string): Promise<void> {
  if (await copyText(text)) say(`Copied ${what}.`);
}

/** The page for pasting is beside this one. Browsers never send the part after the `#` to a server. */
async function inEditor(text: string): Promise<void> {
  const link = await linkOf(text);
  window.open(`editor/${link.slice(link.indexOf("#"))}`, "_blank", "noreferrer");
}
