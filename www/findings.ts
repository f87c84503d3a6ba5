// The list of what was found and repaired. A row leads to its place in the text, and the caret to its row.

import type { Diagnostic, Repair } from "bandwidth-callbacks";
import { h, many } from "./dom";
import { prose } from "./prose";
import type { Reading } from "./reading";
import { SEVERITY } from "./words";

interface Actions {
  /** Places are told by their path, for a text that nobody has laid out in lines. */
  byPath?: boolean;
  onReveal(start: number, end: number): void;
  /** Puts the repaired text in the place of the pasted one. */
  onApply(): void;
}

/** Of more, the first are listed: nobody reads the others. */
const MOST = 200;

export function findings(
  { report: { diagnostics, repairs } }: Reading,
  { onReveal, onApply, byPath = false }: Actions,
): HTMLElement[] {
  const parts: HTMLElement[] = [];
  if (repairs.length > 0) {
    const apply = h("button", { type: "button", class: "primary", onclick: onApply }, "Apply to the text");
    const head = h("header", {}, h("h2", {}, `✎ Read after ${many(repairs.length, "repair")}`), apply);
    parts.push(
      h(
        "section",
        { class: "repairs", "aria-label": "Repairs" },
        head,
        h("ul", { class: "plain" }, ...rows(repairs, onReveal)),
      ),
    );
  }
  if (diagnostics.length > 0) {
    const where =
      repairs.length > 0 &&
      h("p", { class: "quiet" }, "Places are those of the repaired text: apply the repairs to see them.");
    const list = diagnostics
      .slice(0, MOST)
      .map((diagnostic) => finding(diagnostic, repairs.length > 0 ? undefined : onReveal, byPath));
    parts.push(
      h(
        "section",
        { class: "findings", "aria-label": "Findings" },
        h("h2", {}, many(diagnostics.length, "finding")),
        where,
        h("ul", { class: "plain" }, ...list, rest(diagnostics.length)),
      ),
    );
  }
  return parts;
}

function rest(count: number): HTMLElement | undefined {
  return count > MOST ? h("li", { class: "quiet" }, `and ${(count - MOST).toLocaleString("en-US")} more`) : undefined;
}

/** A row for each kind of repair, with its places. */
function rows(repairs: Repair[], onReveal: Actions["onReveal"]): HTMLElement[] {
  return repairs.map(({ repair: kind, message, count, places }) => {
    const shown = places.map(({ span, line, column }) =>
      h(
        "button",
        {
          type: "button",
          class: "place",
          "aria-label": `${line}:${column}, ${kind}`,
          onclick: () => onReveal(span.start, span.end),
        },
        `${line}:${column}`,
      ),
    );
    const rest =
      count > places.length &&
      h("span", { class: "quiet" }, `and ${(count - places.length).toLocaleString("en-US")} more`);
    return h(
      "li",
      { class: "finding" },
      h("a", { class: "rule", href: `#repair-${kind}` }, kind),
      h("p", {}, message),
      h("p", { class: "places" }, ...shown, rest),
    );
  });
}

function finding(
  { rule, severity, path, message, help, span, line, column }: Diagnostic,
  onReveal: Actions["onReveal"] | undefined,
  byPath: boolean,
): HTMLElement {
  const where = line === undefined || byPath ? path || "the body" : `${line}:${column}`;
  const place =
    onReveal !== undefined && span !== undefined
      ? h(
          "button",
          { type: "button", class: "place", title: path, onclick: () => onReveal(span.start, span.end) },
          where,
        )
      : h("span", { class: "place", title: path }, where);
  const mark = h(
    "span",
    { class: severity },
    h("span", { class: "mark", "aria-hidden": "true" }, SEVERITY[severity]),
    severity,
  );
  const item = h(
    "li",
    { class: "finding", "data-start": span?.start, "data-end": span?.end },
    mark,
    h("a", { class: "rule", href: `#rule-${rule}` }, rule),
    place,
    h("p", {}, ...prose(message)),
    h("p", { class: "quiet help" }, ...prose(help)),
  );
  return item;
}

/** Marks the rows whose place holds the caret. */
export function follow(caret: number): void {
  for (const item of document.querySelectorAll<HTMLElement>(".finding[data-start]")) {
    const holds = Number(item.dataset["start"]) <= caret && caret <= Number(item.dataset["end"]);
    item.classList.toggle("here", holds);
  }
}
