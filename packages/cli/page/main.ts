// The listener's page: callbacks as they arrive, newest first, and the chosen one beside them. Everything shown goes
// through `textContent`.

import { copyText } from "../../../www/copy";
import { find, h, many, notLoaded, number, say } from "../../../www/dom";
import type * as Full from "../../../www/full";
import { opened, reference } from "../../../www/reference";
import { curl } from "../../../www/reports";
import { theme } from "../../../www/theme";
import { OUTCOMES } from "../../../www/messages/types";
import { sentence, toneOf } from "../../../www/messages/words";
import type { Report } from "bandwidth-callbacks";
import { messageDetail, requestDetail } from "./detail";
import { type About, type Arrival, feed, type Kept } from "./feed";
import { contentsOf, type Delivery, Thread } from "./messages";
import {
  challengeRow,
  isChallenge,
  KINDS,
  type Kind,
  kindWords,
  mark,
  messageRow,
  requestRow,
  soleVerification,
  spoken,
  verificationRow,
} from "./row";

/** News is not read aloud more often than this. In milliseconds. */
const HUSH = 4000;
/** If there are more messages, only the last ones have rows: a body may have very many. */
const MAX_ROWS = 2000;

/** A row of the list. */
interface Entry {
  element: HTMLElement;
  button: HTMLElement;
  kind: Kind;
  /** A message; otherwise it is a request without one. */
  thread?: Thread;
  arrival?: Arrival;
}

let full: typeof Full;
let about: About | undefined;
/** By the key of a message or the id of a request, the last that changed at the end. */
const entries = new Map<string, Entry>();
/** How many requests are kept, by kind and id. */
const arrivals: Record<Arrival["kind"], Set<number>> = { callbacks: new Set(), refused: new Set() };
/** The rejected requests that were asked for credentials, as the first one for each callback is: they share a row. */
const challenges = new Set<number>();
/** What came while the list is paused; undefined if it is not. */
let held: Arrival[] | undefined;
/** What is shown beside the list, and which of the events of a message. */
let chosen: { key: string; delivery?: Delivery | undefined } | undefined;
let only: Kind | undefined;

const list = find("list");
const isNarrow = () => matchMedia("(max-width: 799px)").matches;

/** A new run of the listener starts without the callbacks of the last. */
function onAbout(now: About): void {
  if (about?.session !== now.session)
    onKept({ callbacks: Number.POSITIVE_INFINITY, refused: Number.POSITIVE_INFINITY });
  about = now;
  const { url, port, user, target } = now;
  find<HTMLInputElement>("url").value = url;
  find("port").textContent = String(port);
  find("forwarded").hidden = target === undefined;
  find("forwarded").replaceChildren("They are forwarded to ", h("code", {}, target ?? ""), ".");
  find("access").replaceChildren(
    ...(user === undefined
      ? [
          "Anyone with this URL can post to it: start the listener with ",
          h("code", {}, "--credentials user:password"),
          ", and set the same in the dashboard.",
        ]
      : [
          "It asks for credentials: set the username ",
          h("code", {}, user),
          " and its password in the dashboard, too.",
        ]),
  );
  find("asks").hidden = user === undefined;
  void import("../../../www/repair").then(({ sample }) => {
    find("sample").textContent = curl(JSON.stringify(sample("message-failed")), url, user).trimEnd();
  }, notLoaded);
}

function onArrival(arrival: Arrival): void {
  if (held !== undefined) held.push(arrival);
  else show(arrival);
  tell();
  hear(arrival);
}

function show(arrival: Arrival): void {
  const { id, kind, body } = arrival;
  arrivals[kind].add(id);
  const contents = body === undefined ? undefined : contentsOf(arrival, body);
  for (const [key, delivery] of contents?.deliveries ?? []) {
    const thread = entries.get(key)?.thread ?? new Thread(key);
    thread.add(delivery);
    place(key, { thread });
  }
  if (isChallenge(arrival)) {
    challenges.add(id);
    place("challenges", { arrival });
  } else if (contents === undefined || contents.rest > 0 || contents.deliveries.length === 0)
    place(`request ${id}`, { arrival }, contents?.report);
  while (entries.size > MAX_ROWS) remove(entries.keys().next().value!);
  reachable();
}

/** Creates a row, or replaces it, and puts it at the top. */
function place(key: string, what: Pick<Entry, "thread" | "arrival">, report?: Report): void {
  const entry = Object.assign(entries.get(key) ?? made(key, what), what);
  entries.delete(key);
  entries.set(key, entry);
  fill(entry, report);
  if (list.firstElementChild !== entry.element) {
    const hadFocus = entry.element.contains(document.activeElement);
    list.prepend(entry.element);
    if (hadFocus) entry.button.focus({ preventScroll: true });
  }
  if (chosen?.key === key && chosen.delivery === undefined) void choose(key);
}

function made(key: string, what: Pick<Entry, "thread" | "arrival">): Entry {
  const isClosed = what.arrival !== undefined && what.arrival.body === undefined;
  const button = isClosed
    ? h("div", { class: "head" })
    : h("button", { type: "button", class: "head", tabindex: -1, onclick: () => void choose(key) });
  const element = h("li", { class: "arrival" }, button);
  return { ...what, element, button, kind: isClosed && key !== "challenges" ? "refused" : "other" };
}

function fill(entry: Entry, report?: Report): void {
  const { thread, arrival, element, button } = entry;
  if (thread !== undefined) entry.kind = thread.message.outcome;
  const verification = soleVerification(report);
  element.classList.toggle("request", thread === undefined && verification === undefined);
  const row = () => {
    if (thread !== undefined) return messageRow(thread, full);
    if (verification !== undefined) return verificationRow(arrival!, verification, report!, full);
    return isChallenge(arrival!) ? challengeRow(arrival!, challenges.size) : requestRow(arrival!, report, full);
  };
  button.replaceChildren(...row());
  element.hidden = only !== undefined && entry.kind !== only;
}

function remove(key: string): void {
  entries.get(key)?.element.remove();
  entries.delete(key);
  if (chosen?.key === key) unchoose();
}

function onKept(kept: Kept): void {
  for (const [kind, first] of Object.entries(kept) as [Arrival["kind"], number][]) {
    const before = arrivals[kind].size;
    for (const id of arrivals[kind]) {
      if (id >= first) break; // they are in the order in which they came
      arrivals[kind].delete(id);
      challenges.delete(kind === "refused" ? id : 0);
    }
    if (arrivals[kind].size === before) continue;
    for (const [key, entry] of entries) {
      const { thread, arrival } = entry;
      if (thread === undefined) {
        if (arrival?.kind === kind && arrival.id < first) remove(key);
      } else if (kind === "callbacks" && thread.first < first) {
        if (thread.forget(first)) fill(entry);
        else remove(key);
      }
    }
  }
  held = held?.filter(({ kind, id }) => id >= kept[kind]);
  reachable();
  tell();
}

/** Shows a row's message or request beside the list, or on a narrow screen in its place. */
async function choose(key: string, delivery?: Delivery): Promise<void> {
  const entry = entries.get(key);
  if (about === undefined || entry === undefined) return;
  const isSame = chosen?.key === key;
  const actions = { about, full, onClose: () => unchoose(true) };
  const shown =
    entry.thread === undefined
      ? await requestDetail(entry.arrival!, actions)
      : messageDetail(entry.thread, delivery, (other) => void choose(key, other), actions);
  chosen = { key, delivery };
  const isWithin = find("detail").contains(document.activeElement);
  find("detail").replaceChildren(shown);
  if (!isSame) find("detail").scrollTop = 0;
  setUp(false);
  // The list may have become narrower, and its rows higher.
  if (!isSame) entry.element.scrollIntoView({ block: "nearest" });
  reachable();
  if (delivery !== undefined) find("detail").querySelector<HTMLElement>(".event-line[aria-current]")?.focus();
  else if (isNarrow() || isWithin) find("detail").focus({ preventScroll: true });
  if (isNarrow() && !isSame) find("detail").scrollIntoView();
}

function unchoose(goesBack = false): void {
  const button = buttonOf(chosen?.key);
  chosen = undefined;
  find("detail").replaceChildren();
  setUp(true);
  reachable();
  if (goesBack) button?.focus();
}

/** The panel about addresses, or the callback that is chosen. */
function setUp(isShown: boolean): void {
  const isOpen = isShown || chosen === undefined;
  find("places").hidden = !isOpen;
  find("detail").hidden = isOpen;
  find("setup").setAttribute("aria-expanded", String(isOpen));
  document.body.classList.toggle("choosing", !isOpen);
}

const buttonOf = (key: string | undefined) => (key === undefined ? undefined : entries.get(key)?.button);

/** One row takes the Tab key, and arrows move between rows. */
function reachable(): void {
  const current = buttonOf(chosen?.key);
  for (const one of list.querySelectorAll<HTMLElement>("[aria-current], [tabindex='0']")) {
    one.removeAttribute("aria-current");
    one.tabIndex = -1;
  }
  const first = list.querySelector<HTMLButtonElement>(".arrival:not([hidden]) > button.head");
  const stop = current?.checkVisibility() === true ? current : first;
  if (stop !== null && stop !== undefined) stop.tabIndex = 0;
  current?.setAttribute("aria-current", "true");
}

function onKey(event: KeyboardEvent): void {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
  const step = steps[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  const all = [...list.querySelectorAll<HTMLButtonElement>(".arrival:not([hidden]) > button.head")];
  const at = all.indexOf(document.activeElement as HTMLButtonElement);
  const next = all[at + step];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
  // On a narrow screen that would leave the list.
  if (!isNarrow()) next.click();
}

function filters(): void {
  const counts = new Map<Kind, number>();
  for (const { kind } of entries.values()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const chip = (kind: Kind | undefined, words: (HTMLElement | string)[], count: number) =>
    h(
      "button",
      { type: "button", class: "chip", "aria-pressed": String(only === kind), onclick: () => filter(kind) },
      ...words,
      " ",
      h("span", { class: "count" }, number(count)),
    );
  const shown = KINDS.filter((kind) => counts.has(kind) || kind === only);
  const chips = shown.map((kind) => chip(kind, kindWords(kind), counts.get(kind) ?? 0));
  const words = chips.map((one) => one.outerHTML).join();
  if (find("filters").dataset["chips"] === words) return;
  find("filters").dataset["chips"] = words;
  const had = (document.activeElement as HTMLElement | null)?.closest("#filters") === null ? undefined : only;
  find("filters").replaceChildren(
    ...(shown.length > 1 || only !== undefined ? [chip(undefined, ["All"], entries.size), ...chips] : []),
  );
  if (had !== undefined) find("filters").querySelector<HTMLElement>("[aria-pressed='true']")?.focus();
}

function filter(kind: Kind | undefined): void {
  only = only === kind ? undefined : kind;
  for (const { element, kind } of entries.values()) element.hidden = only !== undefined && kind !== only;
  reachable();
  tell();
}

let isTelling = false;
/** The counts, once for all that arrives between two frames. */
function tell(): void {
  if (isTelling) return;
  isTelling = true;
  // No frame is drawn for a page in the background, but its title must still be right.
  setTimeout(() => {
    isTelling = false;
    const [callbacks, waiting] = [arrivals.callbacks.size, held?.length ?? 0];
    const refused = arrivals.refused.size - challenges.size;
    const parts = [
      many(callbacks, "callback"),
      refused > 0 && `${refused} rejected`,
      held !== undefined && `paused${waiting > 0 ? `, ${waiting} more came` : ""}`,
    ].filter((part) => part !== false);
    const isEmpty = entries.size === 0;
    find("count").replaceChildren(
      isEmpty ? h("strong", {}, "No callbacks yet") : summary(),
      ...(isEmpty && held === undefined ? [] : [h("span", { class: "counted quiet" }, parts.join(" · "))]),
    );
    if (isEmpty) only = undefined;
    filters();
    document.body.classList.toggle("waiting", isEmpty);
    document.title = isEmpty ? "Callbacks as they arrive" : many(callbacks, "callback");
  }, 16);
}

/** "✕ 6 messages sent: 4 delivered, 2 failed · 6 received (1 STOP)" */
function summary(): HTMLElement {
  const messages = [...entries.values()].flatMap(({ thread }) => (thread === undefined ? [] : [thread.message]));
  const sum = (is: (message: Thread["message"]) => boolean) => messages.filter(is).length;
  const outcomes = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, sum((it) => it.outcome === outcome)]));
  const counts = {
    outcomes: outcomes as Record<(typeof OUTCOMES)[number], number>,
    contradicted: 0, // their rows say so
    stops: sum((it) => it.isStop),
    messages: messages.length,
    unlisted: 0,
  };
  if (messages.length === 0) return h("strong", {}, "No messages");
  const { glyph, tone } = toneOf({ counts });
  return h("strong", { class: tone }, mark(glyph, tone), " ", sentence({ counts }));
}

let since = -1;
let unheard: Arrival[] | undefined;
/** Says aloud what arrived, or how many, and never so often that nothing else is heard. */
function hear(arrival: Arrival): void {
  // Callbacks from before the page was opened are not announced.
  if (Date.parse(arrival.at) < since) return;
  if (unheard !== undefined) return void unheard.push(arrival);
  unheard = [arrival];
  setTimeout(
    () => {
      const [first] = unheard ?? [];
      find("heard").textContent =
        unheard?.length === 1 && first !== undefined ? spoken(first) : `${unheard?.length} requests arrived`;
      unheard = undefined;
    },
    find("heard").textContent === "" ? 100 : HUSH,
  );
}

function onLink(isOpen: boolean): void {
  const link = find("link");
  link.className = `counted ${isOpen ? "good" : "warning"}`;
  link.textContent = isOpen ? "● listening" : "▲ connection lost, trying again";
}

function parts(): void {
  theme(find("theme"));
  find("version").textContent = `bandwidth-callbacks ${import.meta.env["VITE_VERSION"]}`;
  const copies = (id: string, what: string, text: () => string) =>
    find(id).addEventListener("click", () => void copyText(text()).then((is) => is && say(`Copied ${what}.`)));
  copies("copy-url", "the URL", () => find<HTMLInputElement>("url").value);
  copies("copy-sample", "the command", () => find("sample").textContent ?? "");
  const pause = find("pause");
  pause.addEventListener("click", () => {
    const waiting = held ?? [];
    held = held === undefined ? [] : undefined;
    waiting.forEach(show);
    pause.textContent = held === undefined ? "Pause" : "Resume";
    tell();
  });
  find("setup").addEventListener("click", () => {
    const isShown = find("places").hidden !== false;
    setUp(isShown || isNarrow());
    // There it is below the list.
    if (isNarrow()) find("places").scrollIntoView();
  });
  list.addEventListener("keydown", onKey);
  find("clear").addEventListener("click", () => {
    // The listener forgets them, so other pages and the next one do too.
    fetch("arrivals", { method: "DELETE" }).then(
      ({ ok }) => say(ok ? "Cleared." : "They could not be cleared."),
      () => say("The listener does not answer."),
    );
  });
}

async function start(): Promise<void> {
  parts();
  full = await import("../../../www/full");
  reference({ button: find("reference"), full });
  window.addEventListener("hashchange", () => void opened(location.hash));
  opened(location.hash);
  since = Date.now();
  feed({ onAbout, onArrival, onKept, onLink });
  document.body.classList.add("ready");
}

void start().catch(notLoaded);
