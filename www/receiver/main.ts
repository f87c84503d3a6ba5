// The receiver's page: callbacks as they arrive, newest first. Everything shown goes through `textContent`.

import { copyText } from "../copy";
import { find, h, many, say } from "../dom";
import type * as Full from "../full";
import { opened, reference } from "../reference";
import { curl } from "../reports";
import { theme } from "../theme";
import { row, spoken } from "./arrival";
import { type About, type Arrival, feed, type Kept } from "./feed";

/** Not more often than this is told aloud what arrived. In milliseconds. */
const HUSH = 4000;

let full: typeof Full;
let session = "";
const rows: Record<Arrival["kind"], Map<number, HTMLElement>> = { callbacks: new Map(), refused: new Map() };
/** What came while the list stands still; nothing where it does not. */
let held: Arrival[] | undefined;

const list = find("list");

/** Another run of the receiver has nothing of the last. */
function about({ url, port, user, ...of }: About): void {
  if (session !== of.session) onKept({ callbacks: Infinity, refused: Infinity });
  session = of.session;
  find<HTMLInputElement>("url").value = url;
  find("port").textContent = String(port);
  find("access").replaceChildren(
    ...(user === undefined
      ? [
          "Whoever has that address can post to it. Start the receiver with ",
          h("code", {}, "CREDENTIALS=user:password"),
          ", and set the same in the dashboard, to keep others out.",
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
  const made = row(arrival, full);
  rows[arrival.kind].set(arrival.id, made);
  list.prepend(made);
}

function onKept(kept: Kept): void {
  for (const [kind, first] of Object.entries(kept) as [Arrival["kind"], number][]) {
    for (const [id, made] of rows[kind]) {
      if (id >= first) break; // they stand in the order they came in
      made.remove();
      rows[kind].delete(id);
    }
  }
  held = held?.filter(({ kind, id }) => id >= kept[kind]);
  tell();
}

let isTelling = false;
/** The counts, once for all that arrives between two pictures. */
function tell(): void {
  if (isTelling) return;
  isTelling = true;
  // No frame is drawn for a page in the background, and its title is to be right all the same.
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
    document.body.classList.toggle("waiting", isEmpty);
    document.title = isEmpty ? "Callbacks as they arrive" : many(callbacks, "callback");
  }, 16);
}

let since = -1;
let unheard: Arrival[] | undefined;
/** Says aloud what arrived: the one, or how many, and never so often that nothing else is heard. */
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
  find("clear").addEventListener("click", () => {
    // The receiver forgets them, so other pages and the next do too.
    fetch("arrivals", { method: "DELETE" }).then(
      ({ ok }) => say(ok ? "Cleared." : "They could not be cleared."),
      () => say("The receiver does not answer."),
    );
  });
}

async function start(): Promise<void> {
  parts();
  full = await import("../full");
  reference({ button: find("reference"), full });
  window.addEventListener("hashchange", () => void opened(location.hash));
  opened(location.hash);
  since = Date.now();
  feed({ onAbout: about, onArrival, onKept, onLink });
  document.body.classList.add("ready");
}

void start();
