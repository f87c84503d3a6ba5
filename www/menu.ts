// A button with a menu: arrows, Home, End, a first letter, Escape.

import { h } from "./dom";

export interface Item {
  title: string;
  group?: string;
  /** A second, quieter line. */
  hint?: string;
  onChoose(): void;
}

/** Adds a menu to a button; its items are computed each time it opens, and without any it stays closed. */
export function menu(button: HTMLElement, items: () => Item[] | Promise<Item[]>): void {
  const list = h("div", { role: "menu", class: "menu", popover: "auto", "aria-label": button.textContent ?? "" });
  button.after(list);
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  const entries = () => [...list.querySelectorAll<HTMLElement>("[role=menuitem]")];

  const open = async () => {
    const made = await items();
    if (made.length === 0 || list.matches(":popover-open")) return;
    const groups = new Map<string, HTMLElement>();
    list.replaceChildren();
    for (const { title, group = "", hint, onChoose } of made) {
      let holder = groups.get(group);
      if (holder === undefined) {
        holder = h(
          "div",
          { role: "group", "aria-label": group },
          group !== "" && h("p", { class: "group", "aria-hidden": "true" }, group),
        );
        groups.set(group, holder);
        list.append(holder);
      }
      const choose = () => {
        list.hidePopover();
        onChoose();
      };
      holder.append(
        h(
          "button",
          { type: "button", role: "menuitem", tabindex: -1, onclick: choose },
          title,
          hint !== undefined && h("span", { class: "quiet" }, hint),
        ),
      );
    }
    list.showPopover();
    const { bottom, left, right } = button.getBoundingClientRect();
    const width = list.offsetWidth;
    list.style.top = `${bottom + 4}px`;
    list.style.maxHeight = `${window.innerHeight - bottom - 16}px`;
    list.style.left = `${Math.max(8, left + width > window.innerWidth - 8 ? right - width : left)}px`;
    entries()[0]?.focus();
  };
  button.addEventListener("click", () => (list.matches(":popover-open") ? list.hidePopover() : void open()));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    void open();
  });
  list.addEventListener("toggle", () => {
    const isOpen = list.matches(":popover-open");
    button.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen && list.contains(document.activeElement)) button.focus();
  });
  list.addEventListener("keydown", (event) => {
    const all = entries();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    const letter =
      event.key.length === 1
        ? all.findIndex(
            (entry, place) => place > at && entry.textContent?.toLowerCase().startsWith(event.key.toLowerCase()),
          )
        : -1;
    if (event.key === "Tab") list.hidePopover();
    else if (next !== undefined || letter >= 0) {
      event.preventDefault();
      all[((next ?? letter) + all.length) % all.length]?.focus();
    }
  });
}
