// Everything that callbacks may hold, in words: searched, and each with a link of its own.

import { find, h, many } from "./dom";
import type * as Full from "./full";
import { causesOf, prose } from "./prose";
import { SEVERITY } from "./words";

const GROUPS = [
  ["error-code", "error", "Error codes"],
  ["rule", "rule", "Rules"],
  ["event", "event", "Types of events"],
  ["field", "field", "Fields"],
  ["repair", "repair", "Repairs"],
  ["neighbour", "product", "Other products"],
] as const;

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
  const told = find<HTMLElement>("reference-count");
  const entries: { item: HTMLElement; words: string }[] = [];

  const fill = () => {
    if (entries.length > 0) return;
    const { errorCodes, rules, events, fields, repairs, neighbours } = full.catalogue();
    const all: Full.Explanation[] = [...errorCodes, ...rules, ...events, ...fields, ...repairs, ...neighbours];
    for (const [kind, prefix, title] of GROUPS) {
      const section = h("section", { "aria-label": title }, h("h3", {}, title));
      for (const explanation of all.filter((it) => it.kind === kind)) {
        const item = entry(explanation, prefix);
        entries.push({
          item,
          words:
            `${prefix} ${explanation.name} ${explanation.title} ${explanation.meaning} ${explanation.causes.join(" ")} ${explanation.action} ${explanation.facts.map(({ value }) => value).join(" ")}`.toLowerCase(),
        });
        section.append(item);
      }
      list.append(section);
    }
  };
  const search = () => {
    const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { item, words } of entries) {
      item.hidden = !wanted.every((word) => words.includes(word));
      if (!item.hidden) count++;
    }
    for (const section of list.querySelectorAll<HTMLElement>("section"))
      section.hidden = section.querySelector("article:not([hidden])") === null;
    told.textContent =
      wanted.length === 0 ? many(count, "entry").replace("entrys", "entries") : `${count} of ${entries.length}`;
  };
  const show = () => {
    fill();
    search();
    if (!dialog.open) dialog.showModal();
  };
  button.addEventListener("click", () => {
    show();
    field.focus();
    field.select();
  });
  field.addEventListener("input", search);
  // A field of searching keeps Escape to itself, and empties.
  field.addEventListener("keydown", (event) => event.key === "Escape" && dialog.close());
  open = (id) => {
    field.value = "";
    show();
    const item = document.getElementById(id);
    for (const { item: other } of entries) other.classList.toggle("here", other === item);
    item?.scrollIntoView({ block: "center" });
    item?.focus();
  };
  dialog.addEventListener("close", () => history.replaceState(null, "", location.pathname + location.search));
}

function entry(explanation: Full.Explanation, prefix: string): HTMLElement {
  const { name, title, meaning, action, url } = explanation;
  const id = `${prefix}-${name}`;
  const mark =
    explanation.kind === "rule" &&
    h("span", { class: explanation.severity }, `${SEVERITY[explanation.severity]} ${explanation.severity}`);
  const head = h(
    "h4",
    {},
    h("a", { href: `#${id}` }, name),
    title !== name && title !== name.replaceAll("-", " ") && h("span", { class: "quiet" }, title),
    mark,
  );
  const facts = explanation.facts.map(({ label, value }) => h("li", {}, `${label}: ${value}`));
  if (url !== "")
    facts.push(
      h(
        "li",
        {},
        h("a", { href: url, rel: "noreferrer", target: "_blank", "aria-label": `source on ${name}` }, "source"),
      ),
    );
  return h(
    "article",
    { id, tabindex: -1 },
    head,
    explanation.kind === "error-code" && h("p", { class: "facts" }, explanation.summary),
    h("p", {}, ...prose(meaning)),
    causesOf(explanation),
    action !== "" && h("p", { class: "next" }, ...prose(action)),
    facts.length > 0 && h("ul", { class: "facts" }, ...facts),
  );
}
