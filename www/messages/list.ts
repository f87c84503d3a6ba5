// Messages as a grid, of which only the rows in sight exist. The arrows move the selection; the focus stays on the
// grid.

import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import { h, many } from "../dom";
import type * as Full from "../full";
import { spoken } from "../frame/frame";
import { lasting } from "../words";
import { moveByKeys } from "./moves";
import { copies, sparkline } from "./events";
import type { MessageSource } from "./source";
import type { Message, Sort } from "./types";
import { OUTCOME, tookOf } from "./words";

/** No browser scrolls further: more rows are listed part by part. */
export const MAX_ROWS = 250_000;
/** More rows are not printed. */
const PRINTED = 200;
/** The height of a row: one line, or two on a narrow screen. */
const [LINE, LINES] = [32, 56];
const NARROW = "(max-width: 799px)";

export interface List {
  element: HTMLElement;
  show(rows: Uint32Array, keep: boolean): void;
  selected(): number | undefined;
  /** Selects the row of a message, if it is listed. */
  select(row: number): void;
  /** Which of the rows are listed now: from the first, up to the last of them, counted from 0. */
  part(): { from: number; to: number };
  /** Lists the next part, or the previous one. */
  turn(by: 1 | -1): void;
}

interface Listeners {
  onSelect(row: number): void;
  /** Enter or a click: the detail is wanted, not just looked at. */
  onOpen(row: number): void;
  onSort(sort: Sort): void;
  /** Another part of the rows is listed. */
  onPart(): void;
}

const COLUMNS: [string, Sort | undefined][] = [
  ["To / from", "number"],
  ["Outcome", "outcome"],
  ["Why", undefined],
  ["Took", "took"],
  ["Events", "time"],
];

export function list(source: MessageSource, full: typeof Full, { onSelect, onOpen, onSort, onPart }: Listeners): List {
  let rows: Uint32Array = new Uint32Array();
  let here = 0;
  /** Whether the user selected a row. Until then, the first row is selected. */
  let isChosen = false;
  /** The first row of the part that is listed. */
  let base = 0;
  let sort: Sort = "outcome";
  const known = new Map<number, Message>();
  let isPrinted = false;
  /** The rows in sight, with what they show. */
  let drawn = new Map<number, { element: HTMLElement; shows: unknown[] }>();
  let asked = new Set<number>();
  /** What is known of these may have changed. */
  const stale = new Set<number>();
  const narrow = window.matchMedia(NARROW);
  const height = () => (narrow.matches ? LINES : LINE);
  /** The height of each row: found once, as it is asked for every one of a quarter million. */
  const sizes = () => {
    const each = height();
    return () => each;
  };
  const hasFiles = source.files.length > 1;

  const heads = [...COLUMNS, ...(hasFiles ? [["File", undefined] as [string, undefined]] : [])].map(([title, by]) =>
    h(
      "span",
      { role: "columnheader", "aria-sort": by === "outcome" ? "ascending" : undefined },
      by === undefined ? title : h("button", { type: "button", class: "sort", onclick: () => sortBy(by) }, title),
    ),
  );
  const body = h("div", { role: "rowgroup", class: "rows" });
  const rest = h("p", { class: "not-printed quiet" });
  const scroller = h(
    "div",
    {
      class: hasFiles ? "grid with-file" : "grid",
      tabindex: 0,
      role: "grid",
      id: "messages",
      "aria-label": "Messages",
    },
    h("div", { role: "rowgroup", class: "heads" }, h("div", { role: "row", "aria-rowindex": 1 }, ...heads)),
    body,
    rest,
  );

  const draw = () => {
    const items = virtual.getVirtualItems();
    body.style.height = `${virtual.getTotalSize()}px`;
    want(items.map(({ index }) => rows[base + index]!));
    const before = drawn;
    drawn = new Map();
    for (const { index, start } of items) {
      const shows = [known.get(rows[base + index]!), base + index === here, start];
      const same = before.get(base + index);
      const isKept = same?.shows.every((shown, at) => shown === shows[at]);
      drawn.set(base + index, isKept ? same! : { element: line(base + index, start), shows });
    }
    const elements = [...drawn.values()].map(({ element }) => element);
    const isAsBefore =
      elements.length === body.childElementCount && elements.every((it, at) => it === body.children[at]);
    if (!isAsBefore) body.replaceChildren(...elements);
    if (rows.length > 0) scroller.setAttribute("aria-activedescendant", `message-${here}`);
    else scroller.removeAttribute("aria-activedescendant");
    if (isPrinted) left();
  };
  /** How many messages are not on paper: those of a log that were never in sight are not read for it. */
  const left = () => {
    const unread = rows.length - [...drawn.keys()].filter((index) => known.has(rows[index]!)).length;
    rest.textContent = unread > 0 ? `and ${many(unread, "more message", "more messages")}` : "";
  };
  const line = (index: number, start: number) => {
    const message = known.get(rows[index]!);
    const made = h(
      "div",
      {
        role: "row",
        id: `message-${index}`,
        "aria-rowindex": index + 2,
        "aria-selected": index === here ? "true" : "false",
        onclick: () => {
          choose(index);
          if (rows[here] !== undefined) onOpen(rows[here]);
        },
      },
      ...(message === undefined
        ? [h("span", { role: "gridcell" }, "…")]
        : cells(message, full, source.files, hasFiles)),
    );
    made.style.transform = `translateY(${start}px)`;
    return made;
  };
  /** Asks for the messages in sight that are not here yet. */
  const want = (wanted: number[]) => {
    const missing = wanted.filter((row) => (!known.has(row) || stale.has(row)) && !asked.has(row));
    if (missing.length === 0) return;
    for (const row of missing) asked.add(row);
    void source.messages(missing).then((found) => {
      if (known.size > 5000) known.clear();
      for (const message of found) if (!isSame(known.get(message.row), message)) known.set(message.row, message);
      for (const row of missing) stale.delete(row);
      for (const row of missing) asked.delete(row);
      draw();
    });
  };
  const options = () => ({
    count: Math.min(rows.length - base, isPrinted ? PRINTED : MAX_ROWS),
    getScrollElement: () => scroller,
    estimateSize: sizes(),
    // Paper has them all in sight.
    overscan: isPrinted ? PRINTED : 8,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    scrollPaddingStart: LINE,
    paddingStart: 0,
    onChange: draw,
  });
  const virtual = new Virtualizer<HTMLDivElement, HTMLDivElement>(options());
  const choose = (index: number) => {
    if (rows.length === 0) return;
    here = Math.min(rows.length - 1, Math.max(0, index));
    isChosen = true;
    reach();
    onSelect(rows[here]!);
  };
  /** Brings the selected row into sight, with the part that it is in. */
  const reach = () => {
    const start = here - (here % MAX_ROWS);
    const isOther = start !== base;
    base = start;
    if (isOther) {
      virtual.setOptions(options());
      virtual._willUpdate();
    }
    virtual.scrollToIndex(here - base, { align: "auto" });
    draw();
    if (isOther) onPart();
  };
  const sortBy = (by: Sort) => {
    sort = by;
    for (const [at, head] of heads.entries()) {
      // The longest are first.
      if (COLUMNS[at]?.[1] === sort) head.setAttribute("aria-sort", sort === "took" ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    onSort(by);
  };
  moveByKeys(scroller, { rows: () => rows, here: () => here, height, onMove: choose, onOpen });
  const resized = () => {
    virtual.setOptions(options());
    virtual.measure();
    draw();
  };
  narrow.addEventListener("change", resized);
  const print = (isPrinting: boolean) => {
    if (!scroller.isConnected) return;
    isPrinted = isPrinting;
    virtual.setOptions(options());
    draw();
  };
  window.onbeforeprint = () => print(true);
  window.onafterprint = () => print(false);
  let isMounted = false;
  const mount = () => {
    if (isMounted || !scroller.isConnected) return;
    isMounted = true;
    virtual._didMount();
  };

  return {
    element: scroller,
    show: (next, keep) => {
      const before = rows[here];
      rows = next;
      if (!keep) isChosen = false;
      const at = keep && isChosen && before !== undefined ? rows.indexOf(before) : -1;
      here = Math.max(0, at);
      base = here - (here % MAX_ROWS);
      // What was known may have changed while a log is read; until that is known, it stays.
      for (const row of known.keys()) stale.add(row);
      asked = new Set();
      scroller.setAttribute("aria-rowcount", String(rows.length + 1));
      mount();
      virtual.setOptions(options());
      virtual._willUpdate();
      if (at < 0 && !keep) scroller.scrollTop = 0;
      draw();
    },
    selected: () => rows[here],
    select: (row) => {
      const at = rows.indexOf(row);
      if (at < 0 || at === here) return;
      here = at;
      isChosen = true;
      reach();
    },
    part: () => ({ from: base, to: Math.min(rows.length, base + MAX_ROWS) - 1 }),
    turn: (by) => choose(base + by * MAX_ROWS),
  };
}

/** Both are plain data. */
const isSame = (one: Message | undefined, other: Message) => JSON.stringify(one) === JSON.stringify(other);

function cells(message: Message, full: typeof Full, files: readonly string[], hasFiles: boolean): HTMLElement[] {
  const { outcome, from, to, label, duplicates, isRead, spark, source } = message;
  const inbound = outcome === "received";
  const { glyph, word, tone } = OUTCOME[outcome];
  const cell = (name: string, ...children: (Node | string | undefined | false)[]) =>
    h("span", { role: "gridcell", class: name }, ...children);
  const titled = (name: string, words: string) => h("span", { role: "gridcell", class: name, title: words }, words);
  const took = tookOf(message);
  return [
    cell(
      "who",
      h("span", { class: `glyph ${tone}`, "aria-hidden": "true" }, glyph),
      h("span", { class: "hidden" }, inbound ? "from " : "to "),
      h("span", { class: "number" }, spoken(inbound ? from : to)),
      label !== "" && " ",
      label !== "" && h("span", { class: "label" }, label),
    ),
    cell(`outcome ${tone}`, isRead ? "read" : word),
    titled("why", why(message, full)),
    cell("took", Number.isNaN(took) ? "" : lasting(took)),
    cell("spark", ...sparkline(spark), copies(duplicates)),
    ...(hasFiles ? [titled("file", files[source] ?? "")] : []),
  ];
}

/** What there is to say of an outcome: its code, and what is odd about it. */
export function why(message: Message, full: typeof Full): string {
  const { outcome, errorCode, isContradicted, isStop, isLate } = message;
  const code = errorCode === undefined ? undefined : full.explain(errorCode);
  return [
    errorCode === undefined ? "" : `${errorCode} ${code?.title ?? ""}`.trim(),
    outcome === "failed" && errorCode === undefined && "no error code",
    isContradicted && "also reported delivered",
    isStop && "opt-out",
    isLate && "out of order",
  ]
    .filter(Boolean)
    .join(" · ");
}
