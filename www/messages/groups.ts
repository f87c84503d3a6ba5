// Messages by carrier or by hour: a row for each, with what became of its messages. The arrows move the selection; the
// focus stays on the grid.

import { h, many, number } from "../dom";
import { capital, type Frame } from "../frame/frame";
import { frameView, headline } from "../frame/view";
import type * as Full from "../full";
import { percent } from "../words";
import { moveByKeys } from "./moves";
import type { MessageSource } from "./source";
import { type Filter, type Group, OUTCOMES } from "./types";
import { OUTCOME, sentence, toneOf } from "./words";

/** More are counted, not listed. */
const MAX_GROUPS = 1000;
const DAY = 86_400_000;

export interface Groups {
  element: HTMLElement;
  show(groups: readonly Group[], title: string): void;
  selected(): Group | undefined;
}

interface Listeners {
  onSelect(group: Group): void;
  /** A click, which on a phone leads to the detail. */
  onLook(): void;
  /** Its messages are wanted. */
  onOpen(group: Group): void;
}

export function groupGrid({ onSelect, onLook, onOpen }: Listeners): Groups {
  let groups: readonly Group[] = [];
  let here = 0;
  const heads = h("div", { role: "rowgroup", class: "heads" });
  const body = h("div", { role: "rowgroup", class: "rows" });
  const rest = h("p", { class: "quiet rest" });
  const element = h(
    "div",
    { class: "grid groups", tabindex: 0, role: "grid", id: "groups", "aria-label": "Groups", hidden: true },
    heads,
    body,
    rest,
  );
  const choose = (index: number) => {
    const group = groups[Math.min(groups.length - 1, Math.max(0, index))];
    if (group === undefined) return;
    here = groups.indexOf(group);
    mark();
    body.children[here]?.scrollIntoView({ block: "nearest" });
    onSelect(group);
  };
  const mark = () => {
    for (const [at, row] of [...body.children].entries()) row.setAttribute("aria-selected", String(at === here));
    if (groups.length > 0) element.setAttribute("aria-activedescendant", `group-${here}`);
    else element.removeAttribute("aria-activedescendant");
  };
  const line = (group: Group, index: number, most: number, outcomes: typeof OUTCOMES) => {
    const bar = h("span", {});
    bar.style.width = `${(group.messages / most) * 100}%`;
    return h(
      "div",
      {
        role: "row",
        id: `group-${index}`,
        "aria-rowindex": index + 2,
        onclick: () => {
          choose(index);
          onLook();
        },
        ondblclick: () => onOpen(group),
      },
      h("span", { role: "gridcell", class: "name" }, capital(valueName(group).replace(/ UTC$/, ""))),
      h(
        "span",
        { role: "gridcell", class: "count" },
        number(group.messages),
        h("span", { class: "noun" }, group.messages === 1 ? " message" : " messages"),
      ),
      h("span", { role: "gridcell", class: "share", "aria-hidden": "true" }, h("span", { class: "bar-of" }, bar)),
      ...outcomes.map((outcome) => cell(group, outcome)),
    );
  };
  moveByKeys(element, { rows: () => groups, here: () => here, height: () => 32, onMove: choose, onOpen });
  return {
    element,
    show: (all, title) => {
      const before = groups[here];
      groups = all.slice(0, MAX_GROUPS);
      here = Math.max(0, before === undefined ? 0 : groups.findIndex((group) => nameOf(group) === nameOf(before)));
      const outcomes = OUTCOMES.filter((outcome) => all.some((group) => group.outcomes[outcome] > 0));
      const most = groups.reduce((high, { messages }) => Math.max(high, messages), 1);
      const titles = [title, "Messages", "", ...outcomes.map((outcome) => capital(OUTCOME[outcome].word))];
      element.style.setProperty("--outcomes", String(outcomes.length));
      element.setAttribute("aria-label", `Messages by ${title.toLowerCase()}`);
      element.setAttribute("aria-rowcount", String(all.length + 1));
      heads.replaceChildren(
        h(
          "div",
          { role: "row", "aria-rowindex": 1 },
          ...titles.map((words) =>
            words === "" ? h("span", { "aria-hidden": "true" }) : h("span", { role: "columnheader" }, words),
          ),
        ),
      );
      body.replaceChildren(...groups.map((group, index) => line(group, index, most, outcomes)));
      rest.textContent = all.length > groups.length ? `and ${number(all.length - groups.length)} more` : "";
      mark();
    },
    selected: () => groups[here],
  };
}

function cell({ outcomes }: Group, outcome: (typeof OUTCOMES)[number]): HTMLElement {
  const count = outcomes[outcome];
  const { glyph, word, tone } = OUTCOME[outcome];
  if (count === 0) return h("span", { role: "gridcell", class: "zero" });
  return h(
    "span",
    { role: "gridcell", class: tone },
    h("span", { class: "glyph", "aria-hidden": "true" }, `${glyph} `),
    number(count),
    h("span", { class: "hidden" }, ` ${word}`),
    outcome === "failed" && h("span", { class: "part-of" }, ` ${percent(count, sentOf(outcomes))}`),
  );
}

const sentOf = ({ received: _, ...sent }: Group["outcomes"]): number =>
  Object.values(sent).reduce((sum, count) => sum + count, 0);

/** "T-Mobile", "created 2026-11-26 16:00 UTC". */
export function nameOf(group: Pick<Group, "part">): string {
  return typeof group.part.createdSince === "number" ? `created ${valueName(group)}` : valueName(group);
}

function valueName(group: Pick<Group, "part">): string {
  const { carrier, code, createdSince } = group.part;
  if (carrier !== undefined) return carrier === "" ? "no carrier named" : carrier;
  if (code !== undefined) return code === null ? "no error code" : String(code);
  if (createdSince === null || createdSince === undefined) return "no creation time";
  const text = new Date(createdSince).toISOString();
  return spanOf(group) >= DAY ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}

/** Very many hours are counted by day. */
export const isByDay = ([first]: readonly Group[]): boolean => first !== undefined && spanOf(first) >= DAY;

const spanOf = ({ part: { createdSince, createdUntil } }: Pick<Group, "part">): number =>
  (createdUntil ?? 0) - (createdSince ?? 0);

interface About {
  source: MessageSource;
  full: typeof Full;
  group: Group;
  /** What else the messages were filtered by. */
  filter: Filter;
  onOpen(): void;
}

/** What became of the messages of a group, and why some of them failed. */
export async function groupDetail({ source, full, group, filter, onOpen }: About): Promise<HTMLElement[]> {
  const { outcomes, messages } = group;
  const sent = sentOf(outcomes);
  const codes = await source.groups({ ...filter, ...group.part }, "code");
  const counts = { outcomes, contradicted: 0, stops: 0 };
  const frame: Frame = {
    ...toneOf({ counts }),
    title: `${capital(nameOf(group))}: ${sentence({ counts })}`,
    facts: sent === 0 ? [] : [`${outcomes.failed === 0 ? "none" : percent(outcomes.failed, sent)} failed`],
    meaning: "",
    actions: [],
    rows: codes
      .map((code) => ({ ...code, count: code.outcomes.failed + code.outcomes.unknown }))
      .filter(({ count }) => count > 0)
      .sort((one, other) => other.count - one.count)
      .slice(0, 20)
      .map(({ part: { code }, count }) => ({
        label: code === null ? "No code" : String(code),
        values: [many(count, "message"), ...(code == null ? [] : [full.explain(code)?.title ?? "not documented"])],
      })),
  };
  const open = h(
    "button",
    { type: "button", id: "open-group", onclick: onOpen },
    messages === 1 ? "Show this message" : `Show these ${number(messages)} messages`,
  );
  return [...headline(frame), h("p", { class: "part" }, open), ...frameView(frame, full)];
}
