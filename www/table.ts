// Events as a table of which only the rows in sight exist, so that fifty thousand are no more work than fifty.

import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import { h, many } from "./dom";
import type { Row } from "./rows";
import { GLYPH } from "./words";

const HEIGHT = 30;

export function table(rows: readonly Row[], onChoose: (index: number) => void): HTMLElement {
  // Made when somebody filters: for many events it takes a moment.
  let texts: string[] | undefined;
  const textsOf = () =>
    (texts ??= rows.map((row) =>
      `${row.type} ${row.errorCode ?? ""} ${row.from} ${row.recipients.join(" ")} ${row.message} ${flagsOf(row)}`.toLowerCase(),
    ));
  let shown: readonly number[] = rows.map((_, at) => at);
  let here = 0;
  // A day that all of them share is said once.
  const days = new Set(rows.map(({ time }) => dayOf(time)));
  const [day] = days;
  const clock = days.size === 1;

  const field = h("input", {
    type: "search",
    "aria-label": "Filter the events",
    placeholder: "Filter: failed 4720, +1555…, duplicate",
  });
  const told = h("p", { class: "quiet", "aria-live": "polite" });
  const head = h(
    "div",
    { role: "row", class: "head", "aria-rowindex": 1 },
    ...[clock ? `${day}, UTC` : "Time (UTC)", "Event", "Notes", "From", "To"].map((title) =>
      h("span", { role: "columnheader" }, title),
    ),
  );
  const body = h("div", { role: "rowgroup", class: "rows" });
  const scroller = h(
    "div",
    {
      class: clock ? "scroller clock" : "scroller",
      tabindex: 0,
      role: "grid",
      "aria-label": "Events",
      "aria-rowcount": rows.length + 1,
    },
    h("div", { role: "rowgroup", class: "heads" }, head),
    body,
  );
  const element = h(
    "section",
    { class: "table", "aria-label": "Table of events" },
    h("header", {}, field, told),
    scroller,
  );

  // A few rows take the room of a few.
  scroller.style.height = `${(Math.min(rows.length, 8) + 1) * HEIGHT + 2}px`;
  const draw = () => {
    body.style.height = `${virtual.getTotalSize()}px`;
    body.replaceChildren(
      ...virtual.getVirtualItems().map(({ index, start }) => {
        const row = rows[shown[index]!]!;
        const line = h(
          "div",
          {
            role: "row",
            "aria-rowindex": index + 2,
            class: index === here ? "here" : "",
            onclick: () => choose(index),
          },
          ...cellsOf(row, clock).map((text) => h("span", { role: "gridcell" }, text)),
        );
        line.style.transform = `translateY(${start}px)`;
        return line;
      }),
    );
  };
  const options = () => ({
    count: shown.length,
    getScrollElement: () => scroller,
    estimateSize: () => HEIGHT,
    overscan: 8,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: draw,
  });
  const virtual: Virtualizer<HTMLDivElement, HTMLDivElement> = new Virtualizer<HTMLDivElement, HTMLDivElement>(
    options(),
  );
  const choose = (index: number) => {
    here = Math.min(shown.length - 1, Math.max(0, index));
    virtual.scrollToIndex(here, { align: "auto" });
    draw();
    if (shown[here] !== undefined) onChoose(shown[here]);
  };
  const filter = () => {
    const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const texts = wanted.length > 0 ? textsOf() : [];
    shown = rows.flatMap((_, at) => (wanted.every((word) => texts[at]!.includes(word)) ? [at] : []));
    here = 0;
    told.textContent =
      wanted.length === 0
        ? many(rows.length, "event")
        : `${shown.length.toLocaleString("en-US")} of ${many(rows.length, "event")}`;
    virtual.setOptions(options());
    virtual._willUpdate();
    scroller.scrollTop = 0;
    draw();
  };
  field.addEventListener("input", filter);
  scroller.addEventListener("keydown", (event) => {
    const page = Math.max(1, Math.floor(scroller.clientHeight / HEIGHT) - 1);
    const next = {
      ArrowDown: here + 1,
      ArrowUp: here - 1,
      PageDown: here + page,
      PageUp: here - page,
      Home: 0,
      End: shown.length - 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
  });
  // It has no size before it stands in the page.
  requestAnimationFrame(() => {
    virtual._didMount();
    virtual._willUpdate();
    filter();
  });
  return element;
}

function flagsOf({ duplicateOf, late }: Row): string {
  return [duplicateOf === undefined ? "" : "duplicate", late ? "out of order" : ""].filter(Boolean).join(", ");
}

const dayOf = (time: number) => (Number.isNaN(time) ? "" : new Date(time).toISOString().slice(0, 10));

function cellsOf(row: Row, clock: boolean): string[] {
  const moment = Number.isNaN(row.time) ? "" : new Date(row.time).toISOString();
  const time = clock ? moment.slice(11, 23) : moment.replace("T", " ").slice(0, 19);
  const what = `${GLYPH[row.type] ?? "?"} ${row.type}${row.errorCode === undefined ? "" : ` ${row.errorCode}`}`;
  return [time, what, flagsOf(row), row.from, row.recipients.join(", ")];
}
