// The page: a text on one side, what happened on the other. Everything is shown through `textContent`.

import { divide } from "./divide";
import { find, footnote, notLoaded, say } from "./dom";
import type { Editor } from "./editor";
import { files, opener } from "./files";
import { laidOut } from "./format";
import type { Example } from "./examples";
import type * as Full from "./full";
import { keys } from "./keys";
import { readLarge } from "./large";
import type * as Later from "./later";
import { log as logOf } from "./log";
import { menu } from "./menu";
import { EDITABLE, isEditable, LARGE, MAX_BYTES } from "./limits";
import type { Reading } from "./reading";
import { textOfLink } from "./share";
import { theme } from "./theme";
import { parseTime, sized } from "./words";

const page = document.body.classList;
let full: typeof Full | undefined;
let reading: Reading | undefined;
/** A text that is too large for the editor is here instead. */
let beside: string | undefined;
/** The text is from a link, and was redacted before it was shared. */
let isRedacted = false;

/** Made at the start. */
let text: Editor;
const content = () => beside ?? text.text();
let later: typeof Later | undefined;
let screen: ReturnType<typeof Later.pasted> | undefined;
const log = logOf({ full: () => full, onText: (given) => put(given), onAway: () => void show() });

let timer: ReturnType<typeof setTimeout> | undefined;
/** The last reading that was begun: a newer text counts. */
let latestRead = 0;
/** The text was edited: it is read after a short pause in typing. */
function changed(): void {
  clearTimeout(timer);
  find("strip").ariaBusy = "true";
  timer = setTimeout(() => void look(), content().length > 50_000 ? 250 : 30);
}

async function look(given?: Reading): Promise<void> {
  if (full === undefined) return;
  const now = content();
  const thisRead = ++latestRead;
  find("strip").ariaBusy = "true";
  let next: Reading | undefined;
  try {
    next = given ?? (await readingOf(now, full));
  } catch (error) {
    if (thisRead === latestRead) notLoaded(error);
  }
  // The newer text counts, even if the older one takes longer to read.
  if (thisRead !== latestRead) return;
  reading = next;
  find("progress").hidden = true;
  if (beside === undefined) text.mark(reading);
  try {
    await show();
  } catch (error) {
    if (thisRead === latestRead) notLoaded(error);
  }
  if (thisRead === latestRead) find("strip").ariaBusy = null;
}

async function readingOf(now: string, { read }: typeof Full): Promise<Reading | undefined> {
  if (now.trim() === "") return undefined;
  return now.length > LARGE ? readLarge(now, progress) : read(now);
}

function progress(share: number | undefined): void {
  const bar = find<HTMLProgressElement>("progress");
  bar.hidden = false;
  if (share === undefined) bar.removeAttribute("value");
  else bar.value = share;
}

async function show(): Promise<void> {
  if (log.isShown()) return;
  page.toggle("empty", reading === undefined);
  page.toggle("beside", beside !== undefined);
  find("undo").hidden = !text.canUndo();
  if (reading === undefined || full === undefined) {
    page.remove("one", "many", "detail");
    screen?.clear();
    footnote("");
    document.title = "Bandwidth callbacks";
    return;
  }
  const now = reading;
  const said = await screen?.show(now);
  if (said === undefined || now !== reading || log.isShown()) return;
  document.title = `${said.title} · Bandwidth callbacks`;
  footnote(parseTime(now));
}

function redactedNote(): HTMLElement {
  const note = document.createElement("p");
  note.className = "redacted";
  note.textContent = "Redacted before it was shared: numbers, texts, IDs and URLs are made up.";
  return note;
}

/** The list: of messages, or of groups of them. */
const listed = () => document.querySelector<HTMLElement>("#list .grid:not([hidden])");

function showText(isShown: boolean): void {
  page.toggle("with-text", isShown);
  find("tab-text").setAttribute("aria-pressed", String(isShown));
  find("tab-meaning").setAttribute("aria-pressed", String(!isShown));
}

function apply(): void {
  if (reading !== undefined) put(reading.report.text, { words: "Replaced with the repaired JSON." });
  showText(true);
  text.focus();
}

interface Put {
  /** The text about it, next to the link back. */
  words?: string;
  reading?: Reading;
  isRedacted?: boolean;
}

/** Replaces the text, and offers the way back if there was one. */
function put(given: string, { words, reading: known, isRedacted: redacted = false }: Put = {}): void {
  const before = content();
  const wasRedacted = isRedacted;
  log.leave();
  isRedacted = redacted;
  beside = isEditable(given) ? undefined : given;
  if (beside === undefined) text.replace(given);
  find("beside-size").textContent = sized(given.length);
  // On a narrow screen the result is first.
  showText(false);
  page.remove("detail");
  clearTimeout(timer);
  if (before.trim() !== "" && before !== given)
    say(words ?? (given === "" ? "Cleared." : "Replaced your text."), {
      words: "Undo",
      onChoose: () => {
        put(before, { words: "Your text is back.", isRedacted: wasRedacted });
        text.focus();
      },
    });
  void look(known);
}

async function pasteFromClipboard(): Promise<void> {
  try {
    put(await navigator.clipboard.readText());
  } catch {
    say("The browser blocked reading the clipboard. Press and hold in the editor to paste.");
    showText(true);
    text.focus();
  }
}

function laid(): void {
  const next = laidOut(text.text());
  if (next === undefined) {
    say("Not JSON as it is: replace it with the repaired JSON first.");
    return;
  }
  text.replace(next);
  void look();
}

function bars(): void {
  find("paste").addEventListener("click", () => void pasteFromClipboard());
  find("format").addEventListener("click", laid);
  find("clear").addEventListener("click", () => put(""));
  find("undo").addEventListener("click", () => text.undo() || say("Nothing to undo."));
  find("tab-text").addEventListener("click", () => showText(true));
  find("tab-meaning").addEventListener("click", () => showText(false));
  find("all-messages").addEventListener("click", () => {
    showText(false);
    listed()?.focus();
  });
  find("from-detail").addEventListener("click", () => {
    page.remove("detail");
    listed()?.focus();
  });
  find("beside-away").addEventListener("click", () => put(""));
  find("skip").addEventListener("click", (event) => {
    event.preventDefault();
    const target = page.contains("many") ? listed() : find("meaning");
    target?.focus();
  });
}

function parts(): void {
  find("version").textContent = `v${import.meta.env["VITE_VERSION"]}`;
  theme(find("theme"));
  divide(find("divider"), find("panes"));
  bars();
  const { take } = files({
    onText: (given, name) => put(given, name === undefined ? {} : { words: `Opened ${name}.` }),
    onSeveral: (given) =>
      void full
        ?.joined(given)
        .then((made) => put(made.text, { reading: made, words: `Opened ${given.length} files.` }), notLoaded),
    onLog: log.open,
    say,
    small: EDITABLE,
    most: MAX_BYTES,
  });
  opener({ button: find("open"), input: find("open-files"), take });
  keys({
    focus: () => {
      showText(true);
      text.focus();
    },
    payload: () => showText(!page.contains("with-text")),
    problem: text.problem,
  });
}

/** Lets the browser draw, and take input. */
const yieldToBrowser = () => new Promise((resolve) => setTimeout(resolve));

async function start(): Promise<void> {
  const { editor } = await import("./editor");
  await yieldToBrowser();
  text = editor(find("editor"), { onChange: changed, onCaret: (at) => screen?.caret(at) });
  await yieldToBrowser();
  parts();
  const [loaded, made] = await Promise.all([import("./full"), import("./later")]);
  [full, later] = [loaded, made];
  screen = made.pasted({
    editor: { ...text, isUsed: () => beside === undefined },
    full: () => loaded,
    onApply: apply,
    note: () => (isRedacted ? [redactedNote()] : []),
    showText,
  });

  offerExamples();
  made.takeaway({
    share: find("share"),
    copy: find("copy"),
    say,
    full: loaded,
    reading: () => reading,
    text: content,
    log: log.taken,
  });
  made.reference({ button: find("reference"), full: loaded });
  window.addEventListener("hashchange", () => void followLink(false));
  await followLink(true);
  if (content() !== "") await look();
  page.add("ready");
  // So that nothing is to be loaded when the network is gone; not before there is nothing else to do.
  (window.requestIdleCallback ?? setTimeout)(() => void loadRest());
}

/** The page loads nothing more by itself when `loaded` is set. What is missing is asked for again when it is needed. */
async function loadRest(): Promise<void> {
  await Promise.allSettled(REST.map((load) => load()));
  page.add("loaded");
}

/** What not every text needs. */
const REST = [
  () => import("./repair"),
  () => import("./examples"),
  () => import("./kinds"),
  () => import("./messages/latency"),
  () => import("./messages/screen"),
  () => import("./messages/source"),
  () => import("./messages/words"),
];

function offerExamples(): void {
  let made: Example[] | undefined;
  const list = async () => {
    try {
      made ??= (await import("./examples")).examples();
    } catch (error) {
      notLoaded(error);
    }
    return made ?? [];
  };
  const choose = ({ title, text }: Example) => put(text, { words: `Example: ${title}.` });
  menu(find("examples"), async () =>
    (await list()).map((example) => ({ group: example.group, title: example.title, onChoose: () => choose(example) })),
  );
  for (const button of document.querySelectorAll<HTMLElement>("[data-example]"))
    button.addEventListener("click", async () => {
      const example = (await list()).find(({ title }) => title === button.dataset["example"]);
      if (example !== undefined) choose(example);
    });
}

/** Opens the payload in a link. Going back to a link does not replace text that the user entered. */
async function followLink(isStart: boolean): Promise<void> {
  if (later?.opened(location.hash)) return;
  const shared = await textOfLink(location.hash);
  if (shared === undefined) {
    if (location.hash.startsWith("#text=")) say("This link is damaged.");
    return;
  }
  const { text: given, isRedacted: redacted } = shared;
  const open = () => put(given, { isRedacted: redacted });
  if (isStart || content().trim() === "" || content() === given) return open();
  say("The link holds another payload.", { words: "Open it", onChoose: open });
}

void start().catch(notLoaded);
