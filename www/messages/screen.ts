// Several messages, pasted or in a log: chips that filter, one row for each message and recipient, and bars over time.
// The selected message is shown beside the list.

import { h, many, number } from "../dom";
import { capital } from "../frame/frame";
import type * as Full from "../full";
import { percent } from "../words";
import { bars as barsOf } from "./bars";
import { groupDetail, groupGrid, isByDay, nameOf } from "./groups";
import { list as listOf } from "./list";
import type { MessageSource, Overview } from "./source";
import { type Filter, type Group, OUTCOMES } from "./types";
import { OUTCOME } from "./words";

export interface Screen {
  element: HTMLElement;
  /** Counts everything again, as while a log is read. */
  refresh(): Promise<Overview>;
  select(row: number): void;
  focus(): void;
}

interface Options {
  source: MessageSource;
  full: typeof Full;
  onSelect(row: number): void;
  /** A click: on a phone it leads to the detail. */
  onOpen(): void;
  /** What is said of a group of messages. */
  onGroup(parts: HTMLElement[]): void;
  /** Elements below the list. */
  below?: HTMLElement[];
}

/** Drawn, because many fonts lack such a character. */
const COPIES = "copies";
/** So many codes are chips; a filter finds the others. */
const MAX_CODES = 5;
const MAX_CARRIERS = 4;

/** What a row of the list is: a message, or all that have something in common. */
const ROWS = ["message", "carrier", "hour"] as const;
type RowKind = (typeof ROWS)[number];

export function screen({ source, full, onSelect, onOpen, onGroup, below = [] }: Options): Screen {
  let filter: Filter = {};
  let by: RowKind = "message";
  let asked = 0;
  let total = 0;
  let overview: Overview | undefined;
  const list = listOf(source, full, {
    onSelect,
    onOpen,
    onSort: (sort) => void apply({ ...filter, sort }),
    onPart: () => part(),
  });
  const grid = groupGrid({ onSelect: (group) => void look(group), onLook: onOpen, onOpen: (group) => enter(group) });
  const choice = h("select", { id: "by" }, ...ROWS.map((kind) => h("option", { value: kind }, kind)));
  choice.addEventListener("change", () => regroup(choice.value as RowKind));
  const bars = barsOf((span) => void apply({ ...filter, since: span?.since, until: span?.until }));
  const chips = h("div", { class: "chips", role: "group", "aria-label": "Filter by outcome" });
  const codes = h("div", { class: "chips codes", role: "group", "aria-label": "Filter by error code and carrier" });
  const field = h("input", {
    type: "search",
    id: "filter",
    "aria-label": "Filter the messages",
    placeholder: "number, code, tag, ID",
  });
  const shown = h("p", { class: "shown quiet", role: "status" });
  const clear = h("button", { type: "button", class: "plain", hidden: true, onclick: () => reset() }, "Clear filters");
  const turn = (words: string, by: 1 | -1) =>
    h("button", { type: "button", class: "plain", onclick: () => list.turn(by) }, words);
  const [back, on] = [turn("Previous", -1), turn("Next", 1)];
  const listed = h("span", { class: "quiet" });
  const parts = h("p", { class: "parts", hidden: true }, listed, " ", back, " ", on);
  /** Which rows are listed, if they are not all. */
  const part = () => {
    const { from, to } = list.part();
    const isAll = to + 1 - from >= total;
    parts.hidden = isAll;
    if (isAll) return;
    listed.textContent = `Rows ${number(from + 1)} to ${number(to + 1)}`;
    back.hidden = from === 0;
    on.hidden = to + 1 >= total;
  };
  const element = h(
    "section",
    { id: "several", "aria-label": "Messages" },
    h(
      "div",
      { class: "filters" },
      chips,
      codes,
      h("div", { class: "filter-line" }, field, h("label", { class: "by" }, "by ", choice), shown, clear, parts),
    ),
    list.element,
    grid.element,
    bars.element,
    ...below,
  );

  const apply = async (next: Filter, keep = false) => {
    filter = next;
    const own = ++asked;
    const found = await source.select(filter);
    if (own !== asked) return;
    total = found.rows.length;
    list.show(found.rows, keep);
    const groups = by === "message" ? undefined : await source.groups(filter, by);
    if (own !== asked) return;
    [list.element.hidden, grid.element.hidden] = [groups !== undefined, groups === undefined];
    part();
    const all = overview?.counts.messages ?? found.rows.length;
    const isAll = found.rows.length === all;
    const words = isAll
      ? many(all, "message")
      : `${number(found.rows.length)} of ${many(all, "message")}, ${many(found.events, "event")}`;
    shown.textContent = groups === undefined ? words : `${groupWords(groups)}: ${words}`;
    clear.hidden =
      isAll && Object.values(filter).every((value) => value === undefined || value === "" || value === filter.sort);
    bars.choose(filter.since);
    if (overview !== undefined) {
      const more = await otherParts(overview);
      if (own !== asked) return;
      press(overview, more);
    }
    if (groups !== undefined) {
      grid.show(groups, by === "carrier" ? "Carrier" : "Created (UTC)");
      const group = grid.selected();
      return group === undefined ? onGroup([]) : look(group);
    }
    const row = list.selected();
    if (row !== undefined) onSelect(row);
  };
  const look = async (group: Group) => {
    const own = asked;
    const parts = await groupDetail({ source, full, group, filter, onOpen: () => enter(group) });
    if (own === asked && by !== "message" && grid.selected() === group) onGroup(parts);
  };
  const regroup = (kind: RowKind) => {
    choice.value = by = kind;
    const { carrier, createdSince, createdUntil, ...others } = filter;
    // What the messages are grouped by does not also filter them.
    void apply({
      ...others,
      ...(kind !== "carrier" && { carrier }),
      ...(kind !== "hour" && { createdSince, createdUntil }),
    });
  };
  /** The messages of a group, one by one. */
  const enter = (group: Group) => {
    choice.value = by = "message";
    document.body.classList.remove("detail");
    void apply({ ...filter, ...group.part }).then(() => list.element.focus());
  };
  const reset = () => {
    field.value = "";
    void apply({ sort: filter.sort });
    field.focus();
  };
  const toggle = (part: Partial<Filter>) => {
    const isOn = Object.entries(part).every(([name, value]) => filter[name as keyof Filter] === value);
    const off = Object.fromEntries(Object.keys(part).map((name) => [name, undefined]));
    void apply({ ...filter, ...(isOn ? off : part) });
  };
  const chip = (
    part: Partial<Filter>,
    count: number,
    tone: string,
    glyph: string,
    words: string,
    title = "",
    more: HTMLElement[] = [],
  ) => {
    const isOn = Object.entries(part).every(([name, value]) => filter[name as keyof Filter] === value);
    return h(
      "button",
      {
        type: "button",
        class: "chip",
        "aria-pressed": String(isOn),
        disabled: count === 0 && !isOn,
        title,
        "data-part": JSON.stringify(part),
        onclick: () => toggle(part),
      },
      glyph !== "" &&
        (glyph === COPIES
          ? h("span", { class: "icon-copy", "aria-hidden": "true" })
          : h("span", { class: `glyph ${tone}`, "aria-hidden": "true" }, `${glyph} `)),
      `${words} `,
      h("span", { class: "count" }, number(count)),
      ...more,
    );
  };
  /** The parts of the filter that no other chip shows, each with the number of messages that it leaves. */
  const otherParts = ({ carriers, codes }: Overview): Promise<{ part: Partial<Filter>; count: number }[]> => {
    const { carrier, code, createdSince, createdUntil } = filter;
    const isCarrier = carriers.slice(0, MAX_CARRIERS).some((listed) => listed.carrier === carrier);
    const isCode = codes.slice(0, MAX_CODES).some((listed) => listed.code === code);
    const parts = [
      carrier !== undefined && !isCarrier && { carrier },
      code !== undefined && !isCode && { code },
      createdSince !== undefined && { createdSince, createdUntil },
    ].filter((part) => part !== false);
    return Promise.all(parts.map(async (part) => ({ part, count: (await source.select(part)).rows.length })));
  };
  /** Replaces the chips only if their text has changed, so that one with focus keeps it. */
  const press = (now: Overview, others: { part: Partial<Filter>; count: number }[]) => {
    const { counts } = now;
    const isNone = filter.outcome === undefined && filter.flag === undefined;
    const all = h(
      "button",
      {
        type: "button",
        class: "chip",
        "aria-pressed": String(isNone),
        onclick: () => void apply({ ...filter, outcome: undefined, flag: undefined }),
      },
      "All ",
      h("span", { class: "count" }, number(counts.messages)),
    );
    const outcomes = OUTCOMES.map((outcome) => {
      const { glyph, word, tone } = OUTCOME[outcome];
      return chip({ outcome }, counts.outcomes[outcome], tone, glyph, capital(word));
    });
    const flags = [
      counts.withDuplicates > 0 &&
        chip(
          { flag: "duplicate" },
          counts.withDuplicates,
          "",
          COPIES,
          "With duplicates",
          `Messages with events that came more than once: ${many(counts.duplicates, "event")}`,
        ),
      counts.withLate > 0 &&
        chip(
          { flag: "late" },
          counts.withLate,
          "",
          "⤺",
          "With events out of order",
          `Messages with events that came after a later one: ${many(counts.late, "event")}`,
        ),
      counts.contradicted > 0 &&
        chip(
          { flag: "contradicted" },
          counts.contradicted,
          "warning",
          "!",
          "Contradictory",
          "Reported both failed and delivered",
        ),
      counts.stops > 0 && chip({ flag: "stop" }, counts.stops, "warning", "⊘", "STOP", "Opt-out keywords"),
    ].filter((made) => made !== false);
    const ofCodes = now.codes.slice(0, MAX_CODES).map(({ code, messages, isUnknown }) => {
      const { glyph, tone } = isUnknown ? OUTCOME.unknown : OUTCOME.failed;
      const title = code === null ? "no error code" : `${code} ${full.explain(code)?.title ?? ""}`.trim();
      return chip({ code }, messages, tone, glyph, title);
    });
    const ofCarriers = now.carriers
      .slice(0, MAX_CARRIERS)
      .map(({ carrier, messages, sent, failed }) =>
        chip(
          { carrier },
          messages,
          "",
          "",
          carrier,
          `${number(failed)} of ${many(sent, "message")} sent failed`,
          failed === 0 ? [] : [h("span", { class: OUTCOME.failed.tone }, ` ${percent(failed, sent)} failed`)],
        ),
      );
    const ofOthers = others.map(({ part, count }) => chip(part, count, "", "", nameOf({ part })));
    const more =
      now.codes.length > MAX_CODES
        ? [h("span", { class: "quiet" }, `${now.codes.length - MAX_CODES} more codes: filter by number`)]
        : [];
    replace(chips, [all, ...outcomes, ...flags]);
    replace(codes, [...ofCodes, ...more, ...ofCarriers, ...ofOthers]);
    codes.hidden = codes.childElementCount === 0;
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void apply({ ...filter, words: field.value }), 60);
  });

  const refresh = async () => {
    overview = await source.overview();
    bars.show(overview.spans);
    await apply(filter, true);
    return overview;
  };
  return { element, refresh, select: list.select, focus: () => list.element.focus() };
}

/** "3 carriers", "12 hours", "40 days". */
function groupWords(groups: readonly Group[]): string {
  const [first] = groups;
  if (first === undefined) return "none";
  const { carrier } = first.part;
  const noun = carrier !== undefined ? "carrier" : isByDay(groups) ? "day" : "hour";
  const { length } = groups.filter(({ part }) => part.carrier !== "" && part.createdSince !== null);
  return length === 0 ? `no ${noun}` : many(length, noun);
}

/** Puts elements in the place of others that say the same, and keeps the focus. */
function replace(holder: HTMLElement, made: HTMLElement[]): void {
  const before = [...holder.children] as HTMLElement[];
  const isSame =
    before.length === made.length && before.every((element, at) => element.textContent === made[at]!.textContent);
  if (isSame) {
    for (const [at, element] of before.entries()) {
      const pressed = made[at]!.getAttribute("aria-pressed");
      if (pressed !== null) element.setAttribute("aria-pressed", pressed);
    }
    return;
  }
  const focused = before.indexOf(document.activeElement as HTMLElement);
  holder.replaceChildren(...made);
  if (focused >= 0) made[Math.min(focused, made.length - 1)]?.focus();
}
