// Creates elements without markup, so payload values are always text.

type Child = Node | string | undefined | false;
type Attributes = Record<string, string | number | boolean | EventListener | undefined>;

/** Creates an element. `on…` attributes are listeners; `true`: no value; `false` and `undefined` are left out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/**
 * An element for each item. A long list ends with the number of further items, because a payload may have very many.
 */
export function each<T>(list: readonly T[], make: (one: T) => HTMLElement, most = 100): HTMLElement[] {
  const made = list.slice(0, most).map(make);
  const [first] = made;
  if (first === undefined || list.length <= most) return made;
  const rest = h(first.localName as "span", { class: "quiet" }, `and ${number(list.length - most)} more`);
  return [...made, rest];
}

/** The element with this id, which the page must have. */
export function find<E extends HTMLElement>(id: string): E {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found as E;
}

/** What the foot says of how it was read, between what it says of the payload and the version. */
export function footnote(words: string): void {
  find("parse-time").textContent = words === "" ? "" : ` · ${words} · `;
}

/** The network was gone before a part of the page was loaded that is needed now. Another error shows in the console. */
export function notLoaded(error: unknown): void {
  console.error(error);
  say("Part of the page did not load. Copy your text and reload the page.");
}

let saying: ReturnType<typeof setTimeout> | undefined;

/** Shows a note that goes away by itself, and announces it to screen readers. It may offer an action. */
export function say(words: string, action?: { words: string; onChoose(): void }): void {
  const note = find("note");
  const close = () => note.replaceChildren();
  clearTimeout(saying);
  const button =
    action &&
    h(
      "button",
      {
        type: "button",
        class: "plain",
        onclick: () => {
          close();
          action.onChoose();
        },
      },
      action.words,
    );
  note.replaceChildren(h("span", {}, words), ...(button === undefined ? [] : [" ", button]));
  saying = setTimeout(() => !note.contains(document.activeElement) && close(), action === undefined ? 6000 : 15_000);
}

let separated: Intl.NumberFormat | undefined;
/** With thousands separators. The format is made once: `toLocaleString` may make one for each number. */
export function number(count: number): string {
  separated ??= new Intl.NumberFormat("en-US");
  return separated.format(count);
}

/** "1 event", "2 events"; with thousands separators. */
export function many(count: number, noun: string, nouns = `${noun}s`): string {
  return `${number(count)} ${count === 1 ? noun : nouns}`;
}
