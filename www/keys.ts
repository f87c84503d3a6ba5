// Every action has a key; `?` lists them. Single letters can be switched off.

import { find } from "./dom";

interface Keys {
  focus(): void;
  /** Shows or hides the payload of a list. */
  payload(): void;
  problem(isNext: boolean): void;
}

export function keys({ focus, payload, problem }: Keys): void {
  const dialog = find<HTMLDialogElement>("help-dialog");
  const letters = find<HTMLInputElement>("letters");
  find("help").addEventListener("click", () => dialog.showModal());
  find("check").addEventListener("click", () => find<HTMLDialogElement>("privacy-dialog").showModal());
  const search = () => {
    const filter = document.querySelector<HTMLElement>("#filter");
    if (filter?.checkVisibility()) filter.focus();
    else find("reference").click();
  };
  /** The buttons beside the text, if they are in sight. */
  const press = (id: string) => () => find(id).checkVisibility() && find(id).click();
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]") !== null) return;
    const target = event.target instanceof HTMLElement ? event.target : undefined;
    if (event.key === "F8" && target?.shadowRoot == null) {
      event.preventDefault();
      return problem(!event.shiftKey);
    }
    const isTyping = target?.matches("input, textarea, select") || target?.shadowRoot != null;
    if (isTyping || (!letters.checked && event.key !== "?")) return;
    const action = {
      "?": () => dialog.showModal(),
      "/": search,
      e: () => find("examples").click(),
      o: () => find("open").click(),
      t: focus,
      p: payload,
      g: () => document.querySelector<HTMLElement>("#by")?.focus(),
      f: press("format"),
      x: press("clear"),
      u: press("undo"),
      c: () => find("copy").click(),
      s: () => find("share").click(),
      d: () => find("theme").click(),
    }[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
}
