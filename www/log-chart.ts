// Events by time: a bar for each span of it. What the bars say stands beside them in words.

import { axisBottom, axisRight } from "d3-axis";
import { scaleLinear, scaleUtc } from "d3-scale";
import { select } from "d3-selection";
import type { MinuteCount } from "bandwidth-callbacks/lines";
import { h } from "./dom";

const WIDTH = 640;
const HEIGHT = 180;
const [TOP, BOTTOM, LEFT, RIGHT] = [12, 32, 30, 64];
/** Of more, several are one. */
const BARS = 120;
/** How many minutes one may have: spans that people think in. Longer ones are days. */
const SPANS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720];
const DAY = 1440;
const MINUTE = 60_000;

export function chart(minutes: readonly MinuteCount[], minutesEach: number): HTMLElement | undefined {
  const { bars, each } = gathered(minutes, minutesEach);
  if (bars.length === 0) return undefined;
  const [from, to] = [bars[0]!.minute, bars.at(-1)!.minute + each];
  const most = bars.reduce((one, other) => (other.events > one.events ? other : one));
  const x = scaleUtc([from * MINUTE, to * MINUTE], [LEFT, WIDTH - RIGHT]);
  const y = scaleLinear([0, most.events], [HEIGHT - BOTTOM, TOP]).nice(3);

  const svg = select(document.createElementNS("http://www.w3.org/2000/svg", "svg"))
    .attr("viewBox", `0 0 ${WIDTH} ${HEIGHT}`)
    .attr("aria-hidden", "true");
  const levels = axisRight(y)
    .ticks(3)
    .tickSize(WIDTH - RIGHT - LEFT)
    .tickFormat((count) => Number(count).toLocaleString("en-US"));
  svg.append("g").attr("class", "levels").attr("transform", `translate(${LEFT} 0)`).call(levels);
  const width = x(each * MINUTE) - x(0);
  for (const { minute, events } of bars) {
    const height = Math.max(1, y(0) - y(events));
    const bar = svg
      .append("rect")
      .attr("x", x(minute * MINUTE))
      .attr("width", Math.max(0.75, width - 1))
      .attr("y", y(0) - height)
      .attr("height", height);
    bar.append("title").text(`${moment(minute)}: ${events.toLocaleString("en-US")}`);
  }
  // A day's first moment is told as the day.
  const ticks = axisBottom<Date>(x)
    .ticks(4)
    .tickSizeOuter(0)
    .tickFormat((time) =>
      Number(time) % (DAY * MINUTE) === 0 ? time.toISOString().slice(5, 10) : time.toISOString().slice(11, 16),
    );
  svg
    .append("g")
    .attr("class", "axis")
    .attr("transform", `translate(0 ${HEIGHT - BOTTOM})`)
    .call(ticks);

  const words = `From ${moment(from)} to ${moment(to)} UTC. Most from ${moment(most.minute)} on: ${most.events.toLocaleString("en-US")}.`;
  const drawn = h("div", { class: "drawn" });
  drawn.append(svg.node() as SVGElement);
  const title =
    each === 1
      ? "Events per minute"
      : `Events per ${each % DAY === 0 ? days(each / DAY) : each % 60 === 0 ? hours(each / 60) : `${each} minutes`}`;
  return h(
    "section",
    { class: "by-time", "aria-label": "Events by time" },
    h("h2", {}, title),
    drawn,
    h("p", { class: "quiet" }, words),
  );
}

const days = (count: number) => (count === 1 ? "day" : `${count} days`);
const hours = (count: number) => (count === 1 ? "hour" : `${count} hours`);

/** "2026-07-14 09:12" */
const moment = (minute: number) => new Date(minute * MINUTE).toISOString().slice(0, 16).replace("T", " ");

/** As few bars as can be told apart. */
function gathered(minutes: readonly MinuteCount[], minutesEach: number): { bars: MinuteCount[]; each: number } {
  const sorted = [...minutes].sort((one, other) => one.minute - other.minute);
  const whole = sorted.length === 0 ? 0 : sorted.at(-1)!.minute - sorted[0]!.minute + minutesEach;
  const least = Math.max(minutesEach, whole / BARS);
  const each = SPANS.find((span) => span >= least) ?? Math.ceil(least / DAY) * DAY;
  const counts = new Map<number, number>();
  for (const { minute, events } of sorted) {
    const first = Math.floor(minute / each) * each;
    counts.set(first, (counts.get(first) ?? 0) + events);
  }
  return { bars: [...counts].map(([minute, events]) => ({ minute, events })), each };
}
