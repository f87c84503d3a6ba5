// The listener's page: callbacks as they arrive, newest first, and the chosen one beside them. Everything shown goes
// through `textContent`.

import { copyText } from "../../../www/copy";
import { find, h, many, say } from "../../../www/dom";
import type * as Full from "../../../www/full";
import { opened, reference } from "../../../www/reference";
import { curl } from "../../../www/reports";
import { theme } from "../../../www/theme";
import { detail } from "./detail";
import { type About, type Arrival, feed, type Kept } from "./feed";
import { KINDS, type Kind, type Row, row, spoken } from "./row";

/** News is not read aloud more often than this. In milliseconds. */
const HUSH = 4000;

let full: typeof Full;
let about: About | undefined;
const rows: Record<Arrival["kind"], Map<number, Row>> = { callbacks: new Map(), refused: new Map() };
/** What came while the list is paused; undefined if it is not. */
let held: Arrival[] | undefined;
/** The callback that is shown beside the list. */
let chosen: number | undefined;
let only: Kind | undefined;

const list = find("list");
const isNarrow = () => matchMedia("(max-width: 799px)").matches;

/** Another run of the listener has nothing of the last. */
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
          "Anybody who has that address can post to it: start the listener with ",
          h("code", {}, "--credentials user:password"),
          ", and set the same in the dashboard.",
        ]
      : [
          "It asks for credentials: set the user name ",
          h("code", {}, user),
          " and its password in the dashboard, too.",
        ]),
  );
  find("asks").hidden = user === undefined;
  find("sample").textContent = curl(JSON.stringify(full.sample("message-failed")), url, user).trimEnd();
}

function onArrival(arrival: Arrival): void {
  if (held !== undefined) held.push(arrival);
  else show(arrival);
  tell();
  hear(arrival);
}

function show(arrival: Arrival): void {
  const made = row(arrival, full, () => void choose(arrival));
  rows[arrival.kind].set(arrival.id, made);
  made.element.hidden = only !== undefined && !made.kinds.has(only);
  list.prepend(made.element);
  reachable();
}

function onKept(kept: Kept): void {
  for (const [kind, first] of Object.entries(kept) as [Arrival["kind"], number][]) {
    for (const [id, made] of rows[kind]) {
      if (id >= first) break; // they are in the order in which they came
      made.element.remove();
      rows[kind].delete(id);
      if (id === chosen) unchoose();
    }
  }
  held = held?.filter(({ kind, id }) => id >= kept[kind]);
  reachable();
  tell();
}

/** Shows a callback beside the list, or on a narrow screen in its place. */
async function choose(arrival: Arrival): Promise<void> {
  if (about === undefined) return;
  const made = await detail(arrival, { about, full, onClose: () => unchoose(true) });
  chosen = arrival.id;
  find("detail").replaceChildren(made);
  find("detail").scrollTop = 0;
  setUp(false);
  reachable();
  if (isNarrow()) find("detail").focus();
}

function unchoose(goesBack = false): void {
  const button = chosen === undefined ? undefined : buttonOf(rows.callbacks.get(chosen));
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

const buttonOf = (made: Row | undefined) => made?.element.querySelector<HTMLButtonElement>("button.head") ?? undefined;

/** One row takes the Tab key, and arrows move between rows. */
function reachable(): void {
  const current = buttonOf(chosen === undefined ? undefined : rows.callbacks.get(chosen));
  for (const one of list.querySelectorAll<HTMLElement>("[aria-current], [tabindex='0']")) {
    one.removeAttribute("aria-current");
    one.tabIndex = -1;
  }
  const first = list.querySelector<HTMLButtonElement>(".arrival:not([hidden]) > button.head");
  const stop = current?.checkVisibility() === true ? current : first;
  if (stop !== null) stop.tabIndex = 0;
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
  for (const map of Object.values(rows))
    for (const { kinds } of map.values()) for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const chip = (kind: Kind | undefined, words: string) =>
    h(
      "button",
      { type: "button", class: "chip", "aria-pressed": String(only === kind), onclick: () => filter(kind) },
      words,
    );
  const shown = (Object.keys(KINDS) as Kind[]).filter((kind) => counts.has(kind) || kind === only);
  const chips = shown.map((kind) => chip(kind, `${KINDS[kind]} ${(counts.get(kind) ?? 0).toLocaleString("en-US")}`));
  const words = chips.map((one) => one.outerHTML).join();
  if (find("filters").dataset["chips"] === words) return;
  find("filters").dataset["chips"] = words;
  const had = (document.activeElement as HTMLElement | null)?.closest("#filters") === null ? undefined : only;
  find("filters").replaceChildren(
    ...(shown.length > 1 || only !== undefined ? [chip(undefined, "All"), ...chips] : []),
  );
  if (had !== undefined) find("filters").querySelector<HTMLElement>("[aria-pressed='true']")?.focus();
}

function filter(kind: Kind | undefined): void {
  only = only === kind ? undefined : kind;
  for (const map of Object.values(rows))
    for (const { element, kinds } of map.values()) element.hidden = only !== undefined && !kinds.has(only);
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
    const [callbacks, refused, waiting] = [rows.callbacks.size, rows.refused.size, held?.length ?? 0];
    const parts = [
      refused > 0 && `${refused} refused`,
      held !== undefined && `paused${waiting > 0 ? `, ${waiting} more came` : ""}`,
    ].filter((part) => part !== false);
    find("count").replaceChildren(
      h("strong", {}, many(callbacks, "callback")),
      parts.map((part) => ` · ${part}`).join(""),
    );
    const isEmpty = callbacks + refused === 0;
    if (isEmpty) only = undefined;
    filters();
    document.body.classList.toggle("waiting", isEmpty);
    document.title = isEmpty ? "Callbacks as they arrive" : many(callbacks, "callback");
  }, 16);
}

let since = -1;
let unheard: Arrival[] | undefined;
/** Says aloud what arrived, or how many, and never so often that nothing else is heard. */
function hear(arrival: Arrival): void {
  // What was there before the page was opened is no news.
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
  copies("copy-url", "the address", () => find<HTMLInputElement>("url").value);
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

void start();
