// The page: a text on one side, what it says on the other. Everything shown goes through `textContent`.

import { cards } from "./cards";
import { divide } from "./divide";
import { find, say } from "./dom";
import { editor } from "./editor";
import { files, opener } from "./files";
import { findings, follow } from "./findings";
import type * as Full from "./full";
import { keys } from "./keys";
import { EDITABLE, isEditable, LARGE, readLarge } from "./large";
import { log as logOf } from "./log";
import { menu } from "./menu";
import { MOST, read, type Reading } from "./reading";
import { opened, reference } from "./reference";
import { textOfLink } from "./share";
import { parseTime, summary, titleOf } from "./summary";
import { takeaway } from "./takeaway";
import { theme } from "./theme";

let full: typeof Full | undefined;
let reading: Reading | undefined;
let chosen = 0;
/** A text that is too large for the editor stands here instead. */
let beside: string | undefined;

const text = editor(find("editor"), { onChange: changed, onCaret: follow });
const content = () => beside ?? text.text();
const log = logOf({ full: () => full, onText: put, onAway: () => void show(), most: MOST });

let timer: ReturnType<typeof setTimeout> | undefined;
let turns = 0;
/** The text was changed by hand: it is read soon, and typing goes before. */
function changed(): void {
  clearTimeout(timer);
  find("strip").ariaBusy = "true";
  timer = setTimeout(() => void look(), content().length > 50_000 ? 250 : 30);
}

async function look(): Promise<void> {
  if (full === undefined) return;
  const now = content();
  const { recover } = full;
  const turn = ++turns;
  find("strip").ariaBusy = "true";
  const next = now.trim() === "" ? undefined : now.length > LARGE ? await readLarge(now, progress) : read(now, recover);
  // Of two texts the later one counts, whichever was read sooner.
  if (turn !== turns) return;
  reading = next;
  chosen = 0;
  find("progress").hidden = true;
  if (beside === undefined) text.mark(reading);
  await show();
  if (turn === turns) find("strip").ariaBusy = null;
}

function progress(share: number | undefined): void {
  const bar = find<HTMLProgressElement>("progress");
  bar.hidden = false;
  if (share === undefined) bar.removeAttribute("value");
  else bar.value = share;
}

async function show(): Promise<void> {
  if (log.isShown()) return;
  document.body.classList.toggle("empty", reading === undefined);
  document.body.classList.toggle("beside", beside !== undefined);
  const [now, words] = [reading, full];
  const parts =
    now === undefined || words === undefined
      ? { strip: [], several: [], cards: [], found: [] }
      : {
          strip: summary(now, words),
          // What draws is loaded when there is something to draw.
          several:
            now.rows.length < 2 ? [] : (await import("./several")).several(now, chosen, (index) => void choose(index)),
          cards: await cards(now, words, chosen),
          found: findings(now, { onReveal: reveal, onApply: apply }),
        };
  if (log.isShown()) return;
  document.title = now === undefined ? "Bandwidth callbacks" : `${titleOf(now)} · Bandwidth callbacks`;
  find("parse-time").textContent = now === undefined ? "" : ` · ${parseTime(now)}`;
  if (now === reading) for (const [id, made] of Object.entries(parts)) find(id).replaceChildren(...made);
}

async function choose(index: number): Promise<void> {
  chosen = index;
  const now = reading;
  if (now === undefined || full === undefined) return;
  const made = await cards(now, full, index);
  if (now !== reading || index !== chosen) return;
  find("cards").replaceChildren(...made);
  find(`event-${index}`).scrollIntoView({ block: "nearest" });
}

function reveal(start: number, end: number): void {
  document.body.classList.add("with-text");
  text.reveal(start, end, true);
}

function apply(): void {
  if (reading !== undefined) put(reading.report.text);
  document.body.classList.add("with-text");
  text.focus();
}

/** Replaces the text, as one step that can be undone. */
function put(given: string): void {
  log.leave();
  beside = isEditable(given) ? undefined : given;
  if (beside === undefined) text.replace(given);
  find("beside-size").textContent = `${(given.length / 1e6).toFixed(1)} million characters`;
  // On a narrow screen what it says comes first.
  document.body.classList.remove("with-text");
  clearTimeout(timer);
  void look();
}

function parts(): void {
  theme(find("theme"));
  find("version").textContent = `bandwidth-callbacks ${import.meta.env["VITE_VERSION"]}`;
  divide(find("divider"), find("panes"));
  find("check").addEventListener("click", () => find("help").click());
  find("toggle-text").addEventListener("click", () => document.body.classList.toggle("with-text"));
  find("beside-away").addEventListener("click", () => put(""));
  const { take } = files({ onText: put, onLog: log.open, say, small: EDITABLE, most: MOST });
  opener({ button: find("open"), input: find("open-files"), take });
  keys({ "?": find("help"), reference: find("reference"), focus: () => text.focus() });
}

async function start(): Promise<void> {
  parts();
  const [loaded, { examples }] = await Promise.all([import("./full"), import("./examples")]);
  full = loaded;
  const list = examples(loaded);
  menu(find("examples"), () => list.map(({ group, title, text }) => ({ group, title, onChoose: () => put(text) })));
  for (const button of document.querySelectorAll<HTMLElement>("[data-example]")) {
    button.addEventListener("click", () =>
      put(list.find(({ title }) => title === button.dataset["example"])?.text ?? ""),
    );
  }
  takeaway({ share: find("share"), copy: find("copy"), say, full: loaded, reading: () => reading, log: log.taken });
  reference({ button: find("reference"), full: loaded });
  window.addEventListener("hashchange", () => void followLink());
  await followLink();
  await look();
  document.body.classList.add("ready");
  // So that nothing is to be loaded when the network is gone.
  void import("./several");
}

async function followLink(): Promise<void> {
  if (opened(location.hash)) return;
  const shared = await textOfLink(location.hash);
  if (shared !== undefined) put(shared);
  else if (location.hash.startsWith("#text=")) say("The link is broken: it holds no text.");
}

void start();
