// Several messages, pasted or in a log: chips that filter, one row for each message and recipient, and bars over time.
// The selected message is shown beside the list.

import { h, many, number } from "../dom";
import { capital } from "../frame/frame";
import type * as Full from "../full";
import { percent } from "../words";
import { bars as barsOf } from "./bars";
import { list as listOf } from "./list";
import type { MessageSource, Overview } from "./source";
import { type Filter, OUTCOMES } from "./types";
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
  onOpen(row: number): void;
  /** Elements below the list. */
  below?: HTMLElement[];
}

/** Drawn, because many fonts lack such a character. */
const COPIES = "copies";
/** So many codes are chips; a filter finds the others. */
const MAX_CODES = 5;

export function screen({ source, full, onSelect, onOpen, below = [] }: Options): Screen {
  let filter: Filter = {};
  let asked = 0;
  let total = 0;
  let overview: Overview | undefined;
  const list = listOf(source, full, {
    onSelect,
    onOpen,
    onSort: (sort) => void apply({ ...filter, sort }),
    onPart: () => part(),
  });
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
    h("div", { class: "filters" }, chips, codes, h("div", { class: "filter-line" }, field, shown, clear, parts)),
    list.element,
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
    part();
    const all = overview?.counts.messages ?? found.rows.length;
    const isAll = found.rows.length === all;
    shown.textContent = isAll
      ? many(all, "message")
      : `${number(found.rows.length)} of ${many(all, "message")}, ${many(found.events, "event")}`;
    clear.hidden =
      isAll && Object.values(filter).every((value) => value === undefined || value === "" || value === filter.sort);
    bars.choose(filter.since);
    if (overview !== undefined) press(overview);
    const row = list.selected();
    if (row !== undefined) onSelect(row);
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
  /** Replaces the chips only if their text has changed, so that one with focus keeps it. */
  const press = (now: Overview) => {
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
      counts.duplicates > 0 &&
        chip(
          { flag: "duplicate" },
          counts.duplicates,
          "",
          COPIES,
          "Duplicates",
          "Messages with events that came more than once",
        ),
      counts.late > 0 &&
        chip(
          { flag: "late" },
          counts.late,
          "",
          "⤺",
          "Out of order",
          "Messages with an event that came after a later one",
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
      .slice(0, 4)
      .map(({ carrier, messages, failed }) =>
        chip(
          { carrier },
          messages,
          "",
          "",
          carrier,
          `${number(failed)} of ${many(messages, "message")} failed`,
          failed === 0 ? [] : [h("span", { class: OUTCOME.failed.tone }, ` ${percent(failed, messages)} failed`)],
        ),
      );
    const more =
      now.codes.length > MAX_CODES
        ? [h("span", { class: "quiet" }, `${now.codes.length - MAX_CODES} more codes: filter by number`)]
        : [];
    replace(chips, [all, ...outcomes, ...flags]);
    replace(codes, [...ofCodes, ...more, ...ofCarriers]);
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
