// A frame on the page: its sentence at the top, and below it what it means, what to do, and the facts to copy.

import { copyText } from "../copy";
import { details, fieldCount, fieldsOf } from "../card-parts";
import { h, many, say } from "../dom";
import type * as Full from "../full";
import { prose } from "../prose";
import { textOf } from "../segments";
import { ended, type Fact, type Frame, type Link } from "./frame";

/** The first two lines. */
export function headline({
  glyph,
  tone,
  title,
  facts,
}: Pick<Frame, "glyph" | "tone" | "title" | "facts">): HTMLElement[] {
  return [h("h2", { class: `title ${tone}`.trim() }, mark(glyph), title), h("p", { class: "line-2" }, ...apart(facts))];
}

/** Facts with a dot after each but the last: a line breaks between two of them, not within one. */
function apart(facts: readonly string[]): (HTMLElement | string)[] {
  const all = facts.join(" · ").split(" · ");
  return all.flatMap((fact, at) => {
    const isLast = at === all.length - 1;
    return [h("span", { class: "fact" }, isLast ? fact : `${fact} ·`), ...(isLast ? [] : [" "])];
  });
}

const mark = (glyph: string) => h("span", { class: "glyph", "aria-hidden": "true" }, `${glyph} `);

interface Options {
  /** Shows the field of a path in the text. */
  onPath?: ((path: string) => void) | undefined;
  /** Elements after the facts. */
  more?: (HTMLElement | undefined)[];
}

/** Everything below the first two lines. */
export function frameView(frame: Frame, full: typeof Full, { onPath, more = [] }: Options = {}): HTMLElement[] {
  const { meaning, causes = [], actions, said, rows, links = [], value, at = "", isSplit = false } = frame;
  const parts: (HTMLElement | undefined)[] = [
    meaning === ""
      ? undefined
      : section(
          "What it means",
          h("p", {}, ...prose(meaning)),
          ...(causes.length === 0
            ? []
            : [
                h("p", { class: "quiet" }, "Likely causes:"),
                h("ul", { class: "causes" }, ...causes.map((it) => h("li", {}, ...prose(it)))),
              ]),
        ),
    // Not what the first line has said.
    said === undefined || frame.title.includes(said) ? undefined : h("blockquote", { class: "said" }, said),
    actions.length === 0
      ? undefined
      : section(
          "What to do",
          h(
            actions.length > 1 ? "ol" : "ul",
            { class: "actions-list" },
            ...actions.map((action) => h("li", {}, ...prose(ended(action)))),
          ),
        ),
    rows.length === 0 ? undefined : factList(rows, at, onPath),
    h(
      "div",
      { class: "more" },
      value === undefined || typeof value !== "object" || value === null
        ? undefined
        : details(`All ${many(fieldCount(value), "field")}`, () => fieldsOf(value, full, at)),
      said === undefined || !isSplit ? undefined : details("Text and segments", () => textOf(said)),
      links.length === 0 ? undefined : h("p", { class: "links" }, ...links.map(link)),
    ),
    ...more,
  ];
  return parts.filter((part): part is HTMLElement => part !== undefined);
}

function section(title: string, ...children: HTMLElement[]): HTMLElement {
  return h("section", { class: "part" }, h("h3", {}, title), ...children);
}

const link = ({ href, words }: Link) =>
  href.startsWith("#")
    ? h("a", { href, class: href.startsWith("#error-") ? "code" : undefined }, words)
    : h("a", { href, rel: "noreferrer", target: "_blank" }, words, h("span", { "aria-hidden": "true" }, " ↗"));

function factList(rows: readonly Fact[], at: string, onPath: Options["onPath"]): HTMLElement {
  return h(
    "dl",
    { class: "fact-list" },
    ...rows.map(({ label, values: [value = "", ...notes], copy, path }) =>
      h(
        "div",
        { "data-path": path === undefined ? undefined : `${at}${path}` },
        h(
          "dt",
          {},
          path !== undefined && onPath !== undefined && label !== ""
            ? h(
                "button",
                { type: "button", class: "label", title: "Show in the payload", onclick: () => onPath(`${at}${path}`) },
                ...humps(label),
              )
            : h("span", {}, ...humps(label)),
        ),
        h(
          "dd",
          {},
          valueWith(value, copy === true ? copyButton(label, value) : undefined),
          ...notes.flatMap((note, at) => [
            " ",
            h("span", { class: "note" }, at < notes.length - 1 ? `${note} ·` : note),
          ]),
        ),
      ),
    ),
  );
}

/** A value, whose button never begins a line. */
function valueWith(value: string, copy: HTMLElement | undefined): HTMLElement {
  if (copy === undefined) return h("span", { class: "value" }, value);
  const end = Math.max(0, value.length - 4);
  return h("span", { class: "value" }, value.slice(0, end), h("span", { class: "tail" }, value.slice(end), copy));
}

/** `internalTicketNumber` may break before its capitals. */
const humps = (label: string): (HTMLElement | string)[] =>
  label.split(/(?<=[a-z])(?=[A-Z])|(?<=\.)/).flatMap((part, at) => (at === 0 ? [part] : [h("wbr", {}), part]));

/** A small button that copies a value. */
export function copyButton(label: string, value: string): HTMLElement {
  const what = label === "" ? value : label;
  const copy = async () => (await copyText(value)) && say(`Copied: ${what}.`);
  return h(
    "button",
    { type: "button", class: "copy", "aria-label": `Copy ${what}`, title: `Copy ${what}`, onclick: () => void copy() },
    h("span", { class: "icon-copy", "aria-hidden": "true" }),
  );
}

/** A frame as a card with its own heading, where several are listed. */
export function card(
  frame: Frame,
  full: typeof Full,
  options: Options & { id?: string; label?: string } = {},
): HTMLElement {
  const { id, label, ...rest } = options;
  return h(
    "article",
    { class: "card", id, "aria-label": label ?? frame.title },
    ...headline(frame),
    ...frameView(frame, full, rest),
  );
}
