// Everything that callbacks may contain, in words: searched, ranked, and each with a link of its own.

import { find, h, many } from "./dom";
import type * as Full from "./full";
import { causesOf, prose } from "./prose";
import { type Entry, entriesOf, FIND, GROUPS, nearest, ranked } from "./search";
import { SEVERITY } from "./words";

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

/** An entry with its element. */
interface Shown extends Entry {
  item: HTMLElement;
}

/** Opens the entry of a link: `#error-4720`, `#rule-owner-mismatch`. Set when the words are there. */
let open: ((id: string) => void) | undefined;

/** Whether a link leads to an entry, which is then open. */
export function opened(hash: string): boolean {
  const id = hash.slice(1);
  if (!opensEntry(hash)) return false;
  open?.(id);
  return true;
}

export function reference({ button, full }: { button: HTMLElement; full: typeof Full }): void {
  const dialog = find<HTMLDialogElement>("reference-dialog");
  const field = find<HTMLInputElement>("reference-search");
  const list = find<HTMLElement>("reference-list");
  const count = find<HTMLElement>("reference-count");
  const entries: Shown[] = [];
  const sections = new Map<HTMLElement, Shown[]>();
  const found = h("section", { "aria-label": "Found", hidden: true });
  const none = h("p", { class: "none", hidden: true });
  /** The hash that the page had. */
  let before = "";

  const fill = () => {
    if (entries.length > 0) return;
    const all = entriesOf(full);
    list.append(none, found);
    for (const [kind, prefix, title] of GROUPS) {
      const section = h("section", { "aria-label": title }, h("h3", {}, title));
      const own = all
        .filter(({ explanation }) => explanation.kind === kind)
        .map((it): Shown => ({ ...it, item: entry(it.explanation, prefix) }));
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
      none.textContent = `No entry for “${field.value.trim()}”. Try ${near ?? "a code, such as 4720"}.`;
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
    const wanted = id.startsWith(FIND) ? decoded(id.slice(FIND.length)) : "";
    field.value = wanted;
    show();
    const item = wanted === "" ? document.getElementById(id) : null;
    if (item === null) {
      field.value = wanted || id.replace(/^[a-z]+-/, "");
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

const opensEntry = (hash: string) =>
  hash.startsWith(`#${FIND}`) || GROUPS.some(([, prefix]) => hash.startsWith(`#${prefix}-`));

/** Of a link that someone wrote, perhaps wrongly. */
function decoded(words: string): string {
  try {
    return decodeURIComponent(words);
  } catch {
    return words;
  }
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
