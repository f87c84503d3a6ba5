// Everything that callbacks may contain, in words: searched, ranked, and each with a link of its own.

import { find, h, many } from "./dom";
import type * as Full from "./full";
import { causesOf, prose } from "./prose";
import { SEVERITY } from "./words";

const GROUPS = [
  ["error-code", "error", "Error codes"],
  ["event", "event", "Event types"],
  ["field", "field", "Fields"],
  ["rule", "rule", "Rules"],
  ["verification", "verification", "Toll-free verification"],
  ["verification-field", "verification-field", "Fields of toll-free verification"],
  ["denial-code", "denial", "Denial codes of toll-free verification"],
  ["other-product", "product", "Other products"],
  ["repair", "repair", "Repairs"],
] as const;

/** Synonyms that the entries do not contain. */
const SYNONYMS: Record<string, readonly string[]> = {
  dlr: ["receipt", "message-delivered", "9902"],
  "delivery receipt": ["message-delivered", "9902"],
  rcs: ["rbm"],
  undelivered: ["message-failed", "failed"],
  bounced: ["message-failed"],
  filtered: ["spam", "4770"],
  blocked: ["spam", "rejected"],
  unsubscribe: ["opt", "4775", "4475"],
  unsubscribed: ["opt", "4775", "4475"],
  "opt-out": ["opt", "4775", "4475"],
  optout: ["opt", "4775", "4475"],
  stop: ["opt out", "4775", "4475"],
  whatsapp: ["channel"],
  timeout: ["9902", "receipt"],
  landline: ["4720"],
  "10dlc": ["campaign"],
  throttled: ["volume", "limit"],
  "rate limit": ["volume", "limit"],
  duplicate: ["message.id"],
  mms: ["media", "channel"],
  phone: ["message.to", "message.from"],
  "billable: no": ["not billable"],
  "billable: yes": ["billable"],
  price: ["billable"],
  cost: ["billable"],
};

/** The document of each kind of entry, in the folder that the page names if it has the documents beside it. */
const DOCUMENTS: Partial<Record<Full.Explanation["kind"], string>> = {
  "error-code": "error-codes",
  event: "events",
  field: "fields",
  rule: "rules",
};

/** Where the documents have an entry. A heading's anchor has its letters, digits and hyphens, in lower case. */
function documented({ kind, name }: Full.Explanation): string | undefined {
  const folder = document.querySelector<HTMLMetaElement>('meta[name="documents"]')?.content;
  const file = DOCUMENTS[kind];
  if (folder === undefined || file === undefined) return undefined;
  return `${folder}reference/${file}.html#${name.toLowerCase().replace(/[^a-z\d-]/g, "")}`;
}

interface Entry {
  item: HTMLElement;
  name: string;
  title: string;
  /** What it shows in a line of facts: "retry later", "direction: out". */
  labels: readonly string[];
  text: string;
}

/** How well an entry fits: by its name, its title, its labels, its text. 0: not at all. */
function score({ name, title, labels, text }: Entry, wanted: string): number {
  const words = wanted.split(/\s+/).filter(Boolean);
  if (name === wanted) return 100;
  if (words.every((word) => name.includes(word))) return 50;
  if (title.includes(wanted)) return 30;
  if (words.every((word) => title.includes(word) || name.includes(word))) return 20;
  if (labels.includes(wanted)) return 15;
  if (text.includes(wanted)) return 12;
  return words.every((word) => text.includes(word)) ? 10 : 0;
}

/** The best match of the search text and its synonyms. */
function ranked(entry: Entry, wanted: string): number {
  const others = SYNONYMS[wanted] ?? [];
  return Math.max(score(entry, wanted), ...others.map((other) => score(entry, other) * 0.9));
}

/** Opens the entry of a link: `#error-4720`, `#rule-owner-mismatch`. Set when the words are there. */
let open: ((id: string) => void) | undefined;

/** Whether a link leads to an entry, which is then open. */
export function opened(hash: string): boolean {
  const id = hash.slice(1);
  if (!GROUPS.some(([, prefix]) => id.startsWith(`${prefix}-`))) return false;
  open?.(id);
  return true;
}

export function reference({ button, full }: { button: HTMLElement; full: typeof Full }): void {
  const dialog = find<HTMLDialogElement>("reference-dialog");
  const field = find<HTMLInputElement>("reference-search");
  const list = find<HTMLElement>("reference-list");
  const count = find<HTMLElement>("reference-count");
  const entries: Entry[] = [];
  const sections = new Map<HTMLElement, Entry[]>();
  const found = h("section", { "aria-label": "Found", hidden: true });
  const none = h("p", { class: "none", hidden: true });
  /** The hash that the page had. */
  let before = "";

  const fill = () => {
    if (entries.length > 0) return;
    const { errorCodes, rules, events, fields, repairs, otherProducts, ...tollFree } = full.catalogue();
    const all: Full.Explanation[] = [
      ...errorCodes,
      ...events,
      ...fields,
      ...rules,
      ...otherProducts,
      ...tollFree.verifications,
      ...tollFree.verificationFields,
      ...tollFree.denialCodes,
      ...repairs,
    ];
    list.append(none, found);
    for (const [kind, prefix, title] of GROUPS) {
      const section = h("section", { "aria-label": title }, h("h3", {}, title));
      const own: Entry[] = [];
      for (const explanation of all.filter((it) => it.kind === kind)) {
        const { name, title, meaning, causes, action, facts } = explanation;
        const labels = [...facts.map(({ label, value }) => `${label}: ${value}`), ...more(explanation).split(" · ")];
        const texts = [prefix, name, title, meaning, ...causes, action, ...labels];
        own.push({
          item: entry(explanation, prefix),
          name: name.toLowerCase(),
          title: title.toLowerCase(),
          labels: labels.map((label) => label.toLowerCase()),
          text: texts.join(" ").toLowerCase(),
        });
      }
      section.append(...own.map(({ item }) => item));
      sections.set(section, own);
      entries.push(...own);
      list.append(section);
    }
  };
  const search = () => {
    const wanted = field.value.trim().toLowerCase();
    const hits =
      wanted === ""
        ? []
        : entries.map((entry) => ({ entry, rank: ranked(entry, wanted) })).filter(({ rank }) => rank > 0);
    hits.sort((one, other) => other.rank - one.rank);
    for (const [section, own] of sections) {
      section.hidden = wanted !== "";
      // The results return to their sections.
      if (wanted === "") section.append(...own.map(({ item }) => item));
    }
    found.hidden = hits.length === 0;
    if (wanted !== "") found.replaceChildren(...hits.map(({ entry }) => entry.item));
    none.hidden = wanted === "" || hits.length > 0;
    if (!none.hidden) {
      const near = nearest(wanted, entries);
      none.textContent = `No entry for “${field.value.trim()}”.${near === undefined ? "" : ` Try ${near}.`}`;
    }
    count.textContent =
      wanted === "" ? many(entries.length, "entry", "entries") : `${hits.length} of ${entries.length}`;
  };
  const show = () => {
    fill();
    search();
    if (dialog.open) return;
    before = opensEntry(location.hash) ? "" : location.hash;
    dialog.showModal();
  };
  button.addEventListener("click", () => {
    show();
    field.focus();
    field.select();
  });
  field.addEventListener("input", search);
  // A search field keeps Escape to itself, and empties.
  field.addEventListener("keydown", (event) => event.key === "Escape" && dialog.close());
  open = (id) => {
    field.value = "";
    show();
    const item = document.getElementById(id);
    if (item === null) {
      field.value = id.replace(/^[a-z]+-/, "");
      search();
    }
    for (const { item: other } of entries) other.classList.toggle("here", other === item);
    item?.scrollIntoView({ block: "center" });
    item?.focus();
  };
  // Opening an entry adds nothing to the history, so Back leaves the reference.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#"]') : null;
    const id = link?.getAttribute("href")?.slice(1) ?? "";
    if (!opensEntry(`#${id}`) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open?.(id);
    history.replaceState(null, "", `#${id}`);
  });
  dialog.addEventListener("close", () => history.replaceState(null, "", location.pathname + location.search + before));
}

const opensEntry = (hash: string) => GROUPS.some(([, prefix]) => hash.startsWith(`#${prefix}-`));

/** The words that an entry shows, as they are shown. */
function more(explanation: Full.Explanation): string {
  return explanation.kind === "error-code" ? explanation.summary : "";
}

/** A word of the entries that starts like a search term. */
function nearest(wanted: string, entries: readonly Entry[]): string | undefined {
  for (let length = wanted.length - 1; length > 2; length--) {
    const start = wanted.slice(0, length);
    const hit = entries.find(
      ({ name, title }) => name.startsWith(start) || title.split(" ").some((word) => word.startsWith(start)),
    );
    if (hit !== undefined) return hit.title.split(" ").find((word) => word.startsWith(start)) ?? hit.name;
  }
  return "a code, such as 4720";
}

function entry(explanation: Full.Explanation, prefix: string): HTMLElement {
  const { name, title, meaning, action, url } = explanation;
  const id = `${prefix}-${name}`;
  const full = documented(explanation);
  const mark =
    explanation.kind === "rule" &&
    h(
      "span",
      { class: explanation.severity },
      `${SEVERITY[explanation.severity]} ${explanation.severity === "info" ? "note" : explanation.severity}`,
    );
  const head = h(
    "h4",
    {},
    h("a", { href: `#${id}` }, name),
    title !== name && title !== name.replaceAll("-", " ") && h("span", {}, title),
    mark,
  );
  return h(
    "article",
    { id, tabindex: -1 },
    head,
    h("p", {}, ...prose(meaning)),
    causesOf(explanation),
    action !== "" && h("p", { class: "next" }, ...prose(action)),
    h(
      "ul",
      { class: "facts" },
      ...factsOf(explanation).map((fact) => h("li", {}, fact)),
      full !== undefined && h("li", {}, docs("full entry", name, full)),
      url !== "" && h("li", {}, docs("docs", name, url)),
    ),
  );
}

const docs = (words: string, name: string, url: string) =>
  h("a", { href: url, rel: "noreferrer", target: "_blank", "aria-label": `${words} on ${name}` }, words);

function factsOf(explanation: Full.Explanation): string[] {
  if (explanation.kind !== "error-code") return explanation.facts.map(({ label, value }) => `${label}: ${value}`);
  const named = explanation.facts.find(({ label }) => label === "name")?.value;
  return [named ?? "", explanation.summary].filter(Boolean);
}
