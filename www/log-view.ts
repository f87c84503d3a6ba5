// A log on the page: its messages while it is being read, and then its summary.

import type { Severity } from "bandwidth-callbacks";
import type { FindingCount } from "bandwidth-callbacks-logs";
import { find, footnote, h, many, number } from "./dom";
import { headline } from "./frame/view";
import type * as Full from "./full";
import { found, others, types } from "./log-parts";
import type { LogFile, Summed } from "./log-sum";
import { detail } from "./messages/detail";
import { screen } from "./messages/screen";
import type { MessageSource, Overview } from "./messages/source";
import { secondLine, sentence, toneOf } from "./messages/words";
import { lasting, percent, SEVERITY, sized } from "./words";

const whole = (files: readonly LogFile[]) => files.reduce((sum, { file }) => sum + file.size, 0);

/** "day.jsonl", "3 files". */
export function nameOf(files: readonly LogFile[]): string {
  return files.length === 1 ? files[0]!.file.name : many(files.length, "file");
}

interface Actions {
  onStop(): void;
  /** A body is wanted as text. */
  onText(body: string): void;
  onPlace(finding: FindingCount): void;
  onRepair(): void;
  onAway(): void;
}

export interface LogView {
  /** Puts it all on the page, again if something else was there. */
  draw(): void;
  progress(bytes: number): void;
  /** More messages are there. */
  refresh(): void;
  finish(summed: Summed): Promise<void>;
}

export function logView(
  files: readonly LogFile[],
  full: typeof Full,
  source: MessageSource,
  actions: Actions,
): LogView {
  const size = whole(files);
  const name = nameOf(files);
  let summed: Summed | undefined;
  let overview: Overview | undefined;
  let chosen: { row: number; event?: number | undefined } | undefined;
  const below = h("div", { class: "below" });
  const list = screen({
    source,
    full,
    onSelect: (row) => void choose(row),
    onOpen: () => document.body.classList.add("detail"),
    onGroup: (parts) => {
      chosen = undefined;
      find("cards").replaceChildren(...parts);
    },
    below: [below],
  });
  const bar = h("progress", { max: size, value: 0, "aria-label": `Reading ${name}` });
  const far = h("span", { class: "quiet" });
  const button = (words: string, onclick: () => void) => h("button", { type: "button", onclick }, words);
  const progressing = h("span", { class: "log-progress" }, bar, far, button("Stop", actions.onStop));

  const choose = async (row: number, event?: number): Promise<void> => {
    if (chosen?.row === row && chosen.event === event && find("cards").childElementCount > 0) return;
    const own = { row, event };
    chosen = own;
    const made = await detail({
      source,
      full,
      row,
      chosen: event,
      onEvent: (at) => void choose(row, at),
      onPayload: (_, value) => actions.onText(`${JSON.stringify([value], null, 2)}\n`),
    });
    if (chosen !== own || made === undefined || !document.body.classList.contains("log")) return;
    find("cards").replaceChildren(...made.parts);
    find("meaning").scrollTop = 0;
  };

  const top = () => {
    if (overview === undefined || overview.counts.messages === 0)
      return headline({
        glyph: "○",
        tone: "",
        title: `${summed === undefined ? "Reading " : ""}${name}`,
        facts: [sized(size)],
      });
    const more = summed === undefined ? [`reading ${name}`] : factsOf(name, summed);
    return headline({ ...toneOf(overview), title: sentence(overview), facts: [secondLine(overview, more)] });
  };
  const strip = () => find("strip").replaceChildren(...top());

  let isBusy = false;
  let [last, took] = [Number.NEGATIVE_INFINITY, 0];
  const refresh = async () => {
    if (isBusy) return;
    isBusy = true;
    last = performance.now();
    try {
      overview = await list.refresh();
      if (document.body.classList.contains("log")) strip();
    } finally {
      isBusy = false;
      // The first question also waits for the worker to be there.
      took = (overview?.counts.messages ?? 0) === 0 ? 0 : performance.now() - last;
    }
  };
  const ended = ({ report }: Summed) => {
    const isRepairable =
      report.findings.some(({ rule }) => rule === "invalid-json") && files.some(({ kind }) => kind === "log");
    return [isRepairable && button("Repair invalid lines", actions.onRepair), button("Close", actions.onAway)].filter(
      (made) => made !== false,
    );
  };
  const foot = () => find("strip-actions").replaceChildren(...(summed === undefined ? [progressing] : ended(summed)));

  return {
    draw: () => {
      find("list").replaceChildren(list.element);
      find("cards").replaceChildren();
      strip();
      foot();
      void refresh();
    },
    progress: (bytes) => {
      bar.value = bytes;
      far.textContent = `${sized(bytes)} of ${sized(size)}, ${Math.floor(size === 0 ? 100 : (bytes / size) * 100)}%`;
    },
    // The more there is to list, the more seldom: reading comes first.
    refresh: () => void (performance.now() - last > Math.min(2000, 8 * took) && refresh()),
    finish: async (done) => {
      summed = done;
      while (isBusy) await new Promise((resolve) => setTimeout(resolve, 10));
      await refresh();
      below.replaceChildren(...notes(files, done), summary(files, done, full, actions.onPlace));
      if (!document.body.classList.contains("log")) return;
      foot();
      find("validity").textContent = validity(done);
      footnote(`${sized(done.report.bytes)} read in ${lasting(done.milliseconds)}`);
    },
  };
}

function factsOf(name: string, { report }: Summed): string[] {
  const { bodies, unknown, rejected } = report;
  return [
    name,
    `${many(bodies, "request")}`,
    unknown > 0 ? `${number(unknown)} not messaging events` : "",
    rejected > 0 ? many(rejected, "invalid event") : "",
  ];
}

function validity({ report }: Summed): string {
  const count = (severity: Severity) =>
    report.findings.reduce((sum, { severity: of, count }) => sum + (of === severity ? count : 0), 0);
  const words = [
    count("error") > 0 && many(count("error"), "error"),
    count("warning") > 0 && many(count("warning"), "warning"),
    count("info") > 0 && many(count("info"), "note"),
  ].filter(Boolean);
  return words.length === 0 ? "Payloads valid" : `Payloads: ${words.join(", ")}`;
}

function notes(files: readonly LogFile[], { report, faults, bytes, isStopped }: Summed): HTMLElement[] {
  const names = files.map(({ file }) => file.name);
  const said = faults.map(
    ({ source, words }) => `${names[source]} ${words}.${report.bodies > 0 ? " What came before is listed." : ""}`,
  );
  if (isStopped) said.push(`Stopped at ${percent(bytes, whole(files))}: what was read until then is listed.`);
  if (report.messages.oneIn !== null) said.push(`Estimated from a 1-in-${number(report.messages.oneIn)} sample.`);
  for (const { member, why } of report.approximate)
    if (member !== "messages" && member !== "minutes") said.push(`Not exact, ${member}: ${why}.`);
  if (said.length === 0) return [];
  return [
    h(
      "ul",
      { class: "plain log-notes" },
      ...said.slice(0, 20).map((note) => h("li", { class: "warning" }, `${SEVERITY.warning} ${note}`)),
    ),
  ];
}

/** Totals over all events: times, problems, carriers. */
function summary(
  files: readonly LogFile[],
  { report }: Summed,
  full: typeof Full,
  onPlace: Actions["onPlace"],
): HTMLElement {
  const names = files.map(({ file }) => file.name);
  return h(
    "details",
    { class: "log-more" },
    h("summary", {}, `Problems (${report.findings.length}) · latency p50 p90 p99 · carriers, segments, applications`),
    h("div", { class: "log-parts" }, found(report, full, names, onPlace), types(report), others(report)),
  );
}
