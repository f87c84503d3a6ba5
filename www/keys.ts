// Every action has a key; `?` lists them.

import { find } from "./dom";

interface Keys {
  "?": HTMLElement;
  reference: HTMLElement;
  focus(): void;
}

export function keys(actions: Keys): void {
  const dialog = find<HTMLDialogElement>("help-dialog");
  actions["?"].addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (event) => {
    const isTyping =
      event.target instanceof HTMLElement &&
      (event.target.matches("input, textarea, select") || event.target.shadowRoot !== null);
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]") !== null)
      return;
    const action = {
      "?": () => dialog.showModal(),
      "/": () => actions.reference.click(),
      e: () => find("examples").click(),
      o: () => find("open").click(),
      t: actions.focus,
      c: () => find("copy").click(),
      s: () => find("share").click(),
      d: () => find("theme").click(),
    }[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
}
