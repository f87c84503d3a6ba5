// Events in time: it flows to the right, a lane for each message and recipient. Long gaps are cut short and told.

import { axisBottom } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { select } from "d3-selection";
import { h, many } from "./dom";
import type { Row } from "./rows";
import { GLYPH, titleOf } from "./words";

/** More lanes are not drawn: the table has them. */
const LANES = 24;
const LANE = 28;
const LABEL = 150;
const WIDTH = 640;
const RIGHT = 24;
/** Of the whole time, a gap longer than this share is cut. */
const GAP = 0.25;

export function timeline(rows: readonly Row[], chosen: number, onChoose: (index: number) => void): HTMLElement {
  const timed = rows.filter(({ time }) => !Number.isNaN(time));
  const lanes = new Map<string, Row[]>();
  for (const row of timed) {
    const key = `${row.message} ${row.recipients.join()}`;
    const lane = lanes.get(key);
    if (lane === undefined) lanes.set(key, [row]);
    else lane.push(row);
  }
  const shown = [...lanes].slice(0, LANES);
  const { place, ticks, gaps } = axis(shown.flatMap(([, lane]) => lane.map(({ time }) => time)));
  const height = shown.length * LANE + 40;
  const svg = select(document.createElementNS("http://www.w3.org/2000/svg", "svg"))
    .attr("viewBox", `0 0 ${WIDTH} ${height}`)
    .attr("role", "group")
    .attr("aria-label", "Events in time");

  const bottom = height - 30;
  svg
    .append("g")
    .attr("class", "axis")
    .attr("transform", `translate(0 ${bottom})`)
    .attr("aria-hidden", "true")
    .call(
      axisBottom(scaleLinear([0, WIDTH], [0, WIDTH]))
        .tickValues(ticks.map(({ x }) => x))
        .tickFormat((_, at) => ticks[at]?.words ?? "")
        .tickSizeOuter(0),
    );
  for (const { x, words } of gaps) {
    const gap = svg.append("g").attr("class", "gap").attr("aria-hidden", "true");
    gap.append("line").attr("x1", x).attr("x2", x).attr("y1", 0).attr("y2", bottom);
    gap
      .append("text")
      .attr("x", x)
      .attr("y", bottom - 4)
      .text(words);
  }
  shown.forEach(([, lane], number) => {
    const y = number * LANE + LANE / 2;
    const first = lane[0]!;
    const group = svg.append("g").attr("class", "lane");
    group
      .append("text")
      .attr("x", 0)
      .attr("y", y)
      .attr("dy", "0.32em")
      .text(first.inbound ? `from ${first.from}` : `to ${first.recipients.join(", ")}`.slice(0, 22));
    const xs = lane.map(({ time }) => place(time));
    const [least, most] = [
      xs.reduce((one, other) => Math.min(one, other)),
      xs.reduce((one, other) => Math.max(one, other)),
    ];
    group.append("line").attr("x1", least).attr("x2", most).attr("y1", y).attr("y2", y);
    // Marks of one moment stand side by side.
    const taken = new Map<number, number>();
    lane.forEach((row, at) => {
      const x = xs[at]!;
      const slot = Math.round(x / 18);
      const moved = taken.get(slot) ?? 0;
      taken.set(slot, moved + 1);
      const flags = [row.duplicateOf === undefined ? "" : "duplicate", row.late ? "out of order" : ""].filter(Boolean);
      const mark = group
        .append("g")
        .attr(
          "class",
          [
            "mark",
            row.type,
            ...(row.duplicateOf === undefined ? [] : ["duplicate"]),
            ...(row.late ? ["late"] : []),
          ].join(" "),
        )
        .attr("transform", `translate(${x + moved * 18} ${y})`)
        .attr("role", "button")
        .attr("tabindex", row.index === chosen ? 0 : -1)
        .attr("data-index", row.index)
        .attr("aria-label", [row.type, new Date(row.time).toISOString().slice(11, 19), ...flags].join(", "));
      mark.append("circle").attr("r", 9);
      mark
        .append("text")
        .attr("dy", "0.35em")
        .attr("aria-hidden", "true")
        .text(GLYPH[row.type] ?? "?");
      mark.append("title").text([titleOf(row.type), ...flags].join(", "));
      mark.on("click", () => choose(row.index));
    });
  });

  const marks = () => [...element.querySelectorAll<SVGElement>(".mark")];
  const choose = (index: number) => {
    for (const mark of marks()) {
      const is = mark.dataset["index"] === String(index);
      mark.setAttribute("tabindex", is ? "0" : "-1");
      mark.classList.toggle("here", is);
    }
    onChoose(index);
  };
  const rest =
    lanes.size > LANES &&
    h("p", { class: "quiet" }, `and ${many(lanes.size - LANES, "lane")} more: the table has them all`);
  const element = h(
    "section",
    { class: "timeline", "aria-label": "Timeline" },
    h("div", { class: "drawn", tabindex: -1 }),
    rest,
  );
  element.querySelector(".drawn")?.append(svg.node() as SVGElement);
  element.addEventListener("keydown", (event) => {
    const all = marks();
    const at = all.indexOf(document.activeElement as unknown as SVGElement);
    const next = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (at < 0) return;
    if (event.key === "Enter" || event.key === " ") choose(Number(all[at]?.dataset["index"]));
    else if (next !== undefined) all[Math.min(all.length - 1, Math.max(0, next))]?.focus();
    else return;
    event.preventDefault();
  });
  return element;
}

/** Where a time stands. Gaps that would take most of the room are cut to a little, and told. */
function axis(times: number[]) {
  const sorted = [...new Set(times)].sort((one, other) => one - other);
  const whole = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0);
  const steps = sorted.slice(1).map((time, at) => time - sorted[at]!);
  const isGap = (step: number) => sorted.length > 2 && step > whole * GAP;
  const kept = steps.filter((step) => !isGap(step)).reduce((sum, step) => sum + step, 0);
  const cut = kept === 0 ? 1 : kept * 0.35;
  const places = [0];
  for (const step of steps) places.push(places.at(-1)! + (isGap(step) ? cut : step));
  const scale = scaleLinear([0, places.at(-1) || 1], [LABEL + 10, WIDTH - RIGHT - 60]);
  const at = new Map(sorted.map((time, number) => [time, scale(places[number]!)]));
  const gaps = steps.flatMap((step, number) =>
    isGap(step) ? [{ x: scale((places[number]! + places[number + 1]!) / 2), words: span(step) }] : [],
  );
  // As many ticks as have room.
  const ticks: { x: number; words: string }[] = [];
  for (const time of sorted) {
    const x = at.get(time)!;
    if (ticks.length === 0 || x - ticks.at(-1)!.x > 70)
      ticks.push({ x, words: new Date(time).toISOString().slice(11, 19) });
  }
  return { place: (time: number) => at.get(time) ?? 0, ticks, gaps };
}

/** "2 h 28 min" */
function span(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ];
  return parts
    .filter(([count]) => count > 0)
    .slice(0, 2)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}
