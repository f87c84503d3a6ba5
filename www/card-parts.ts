// The parts of a card that are shown on demand.

import { each, h, notLoaded } from "./dom";
import type * as Full from "./full";
import { prose } from "./prose";

/** A part that is made when it is first opened. */
export function details(title: string, make: () => HTMLElement | Promise<HTMLElement>): HTMLElement {
  const part = h("details", {}, h("summary", {}, title));
  let isMade = false;
  part.addEventListener("toggle", async () => {
    if (isMade || !part.open) return;
    isMade = true;
    try {
      part.append(await make());
    } catch (error) {
      // To be opened again.
      [isMade, part.open] = [false, false];
      notLoaded(error);
    }
  });
  return part;
}

/**
 * Every field with its value and its meaning. The name of a field links to its documentation. `at` is where the object
 * is in the body.
 */
export function fieldsOf(value: object, full: typeof Full, at: string): HTMLElement {
  const rows = each(leaves(value, ""), ([path, value]) => {
    const known = full.explain(path);
    const words = known?.kind === "field" ? known : undefined;
    const name =
      words === undefined || words.url === ""
        ? path
        : h("a", { href: words.url, rel: "noreferrer", target: "_blank", "aria-label": `${path}, docs` }, path);
    return h(
      "div",
      { "data-path": `${at}/${path.replaceAll(".", "/")}` },
      h("dt", {}, name),
      h("dd", {}, h("code", {}, value), h("p", { class: "quiet" }, ...prose(words?.meaning ?? "Unknown field."))),
    );
  });
  return h("dl", { class: "fields" }, ...rows);
}

/** How many fields are listed by `fieldsOf`. */
export const fieldCount = (value: object): number => leaves(value, "").length;

/** The fields that hold something else than fields, by dotted path. */
function leaves(value: object, before: string): [string, string][] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]): [string, string][] => {
    const path = before === "" ? name : `${before}.${name}`;
    if (typeof inner === "object" && inner !== null && !Array.isArray(inner)) return leaves(inner, path);
    return [[path, typeof inner === "string" ? inner : JSON.stringify(inner)]];
  });
}
