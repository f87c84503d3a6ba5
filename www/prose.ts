// Sentences of the catalogue: a name is between backticks.

import { h } from "./dom";
import type * as Full from "./full";

export function prose(text: string): (string | HTMLElement)[] {
  return text.split("`").map((piece, at) => {
    if (at % 2 === 0) return piece;
    const code = document.createElement("code");
    code.textContent = piece;
    return code;
  });
}

/** The likely causes, if any are known. */
export function causesOf({ causes }: Full.Explanation): HTMLElement | undefined {
  if (causes.length === 0) return undefined;
  return h("ul", { class: "causes", "aria-label": "Likely causes" }, ...causes.map((it) => h("li", {}, ...prose(it))));
}
