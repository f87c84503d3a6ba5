// Events by time: a bar for each span of it, the failed ones at its foot. A bar filters the list.

import { h, many, number } from "../dom";
import type { Spans } from "./types";

const MINUTE = 60_000;
const DAY = 86_400_000;
/** So high is the highest bar, in pixels. */
const HEIGHT = 44;

export interface Bars {
  element: HTMLElement;
  show(spans: Spans): void;
  /** The selected time range, if any. */
  choose(since: number | undefined): void;
}

export function bars(onChoose: (span: { since: number; until: number } | undefined) => void): Bars {
  const drawn = h("div", { class: "bars", role: "group", "aria-label": "Filter by time" });
  const from = h("span", {});
  const title = h("span", {});
  const to = h("span", {});
  const element = h(
    "section",
    { class: "by-time", "aria-label": "Events by time" },
    drawn,
    h("p", { class: "axis" }, from, title, to),
  );
  let chosen: number | undefined;
  const buttons = () => [...drawn.querySelectorAll<HTMLElement>("button")];

  const show = ({ from: first, each, bars }: Spans) => {
    element.hidden = bars.length < 2;
    const most = bars.reduce((high, { events }) => Math.max(high, events), 1);
    drawn.replaceChildren(
      ...bars.map(({ events, failed }, at) => {
        const since = first + at * each;
        const words =
          `${moment(since, each)}: ` + `${many(events, "event")}${failed > 0 ? `, ${number(failed)} failed` : ""}`;
        const bar = h("span", { class: "bar-events" });
        bar.style.height = `${events === 0 ? 0 : Math.max(2, (events / most) * HEIGHT)}px`;
        const bad = h("span", { class: "bar-failed" });
        bad.style.height = `${failed === 0 ? 0 : Math.max(2, (failed / most) * HEIGHT)}px`;
        return h(
          "button",
          {
            type: "button",
            "data-since": since,
            tabindex: at === 0 ? 0 : -1,
            title: words,
            "aria-label": words,
            "aria-pressed": "false",
            disabled: events === 0,
            onclick: () => onChoose(chosen === since ? undefined : { since, until: since + each }),
          },
          bar,
          bad,
        );
      }),
    );
    from.textContent = moment(first, each);
    title.textContent = `events per ${spanned(each)} · UTC`;
    to.textContent = moment(first + (bars.length - 1) * each, each);
  };
  drawn.addEventListener("keydown", (event) => {
    const all = buttons().filter((button) => !button.hasAttribute("disabled"));
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    all[Math.max(0, Math.min(all.length - 1, next))]?.focus();
  });
  return {
    element,
    show,
    choose: (since) => {
      chosen = since;
      for (const button of buttons())
        button.setAttribute("aria-pressed", String(button.dataset["since"] === String(since)));
    },
  };
}

function moment(time: number, each: number): string {
  const text = new Date(time).toISOString();
  if (each >= DAY) return text.slice(0, 10);
  return each >= MINUTE ? `${text.slice(5, 10)} ${text.slice(11, 16)}` : text.slice(11, 19);
}

function spanned(each: number): string {
  if (each >= DAY) return each === DAY ? "day" : `${each / DAY} days`;
  if (each >= 60 * MINUTE) return each === 60 * MINUTE ? "hour" : `${each / MINUTE / 60} hours`;
  if (each >= MINUTE) return each === MINUTE ? "minute" : `${each / MINUTE} minutes`;
  return each === 1000 ? "second" : `${each / 1000} seconds`;
}
