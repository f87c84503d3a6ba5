// One callback: what happened, what to do, what the developer's server made of it, and what can be done with it.

import { cards } from "../../../www/cards";
import { copyText } from "../../../www/copy";
import { h, say } from "../../../www/dom";
import { findings } from "../../../www/findings";
import type * as Full from "../../../www/full";
import { curl } from "../../../www/reports";
import { linkOf } from "../../../www/share";
import { localTime } from "../../../www/words";
import type { About, Arrival } from "./feed";
import { readingOf, targetWords, toneOfTarget } from "./row";

interface Actions {
  about: About;
  full: typeof Full;
  onClose(): void;
}

/** The same cards and problems as on the page for pasting, then what was sent. */
export async function detail(arrival: Arrival, { about, full, onClose }: Actions): Promise<HTMLElement> {
  const { id, at, status, headers = [], body = "", target } = arrival;
  const now = readingOf(body);
  const made = await cards(now, full, 0);
  for (const card of made) card.removeAttribute("id");
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
  const rest = now.rows.length - made.length;
  return h(
    "div",
    { class: "inside" },
    h(
      "header",
      {},
      h("button", { type: "button", class: "back", onclick: onClose }, "← All callbacks"),
      h(
        "p",
        { class: "came quiet" },
        h("time", { datetime: at, title: localTime(Date.parse(at)) }, `Received ${at.slice(11, 23)}`),
        ` · answered ${status}`,
      ),
      target !== undefined && h("p", { class: `came ${toneOfTarget(target)}` }, targetWords(target)),
      h(
        "p",
        { class: "actions" },
        action("Replay", () => replay(id, about)),
        action("Copy as curl", () => copied(curl(now.text, about.url, about.user), "the command")),
        action("Open in the editor", () => inEditor(now.text)),
        action("Copy the body", () => copied(now.text, "the body")),
      ),
    ),
    ...made,
    rest > 0 && h("p", { class: "quiet" }, "The first event is shown. Open the body in the editor to look at each."),
    ...findings(now, { onReveal: reveal, onApply: () => {}, byPath: true }),
    h("div", { class: "more" }, sent, names),
  );
}

function action(words: string, work: () => Promise<void>): HTMLElement {
  return h("button", { type: "button", onclick: () => void work() }, words);
}

/** Sends it again, as received: it arrives as a new request, and is a duplicate. */
async function replay(id: number, { target }: About): Promise<void> {
  try {
    const response = await fetch(`replays?id=${id}`, { method: "PUT" });
    const words = response.ok
      ? `Sent again${target === undefined ? "" : ` to ${target}`}.`
      : (await response.text()).trim();
    say(words);
  } catch {
    say("The listener does not answer.");
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
