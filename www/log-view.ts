// A log on the page: how far it is read, and then its summary.

import type { Severity } from "bandwidth-callbacks";
import type { FindingCount } from "bandwidth-callbacks/lines";
import { h, many, spaced } from "./dom";
import type * as Full from "./full";
import { chart } from "./log-chart";
import { errorCodes, found, messages, others, types } from "./log-parts";
import type { LogFile, Summed } from "./log-sum";
import { counted } from "./summary";
import { lasting, percent, SEVERITY, sized } from "./words";

const whole = (files: readonly LogFile[]) => files.reduce((sum, { file }) => sum + file.size, 0);

/** "day.jsonl", "3 files". */
export function nameOf(files: readonly LogFile[]): string {
  return files.length === 1 ? files[0]!.file.name : many(files.length, "file");
}

/** What stands there while it is read. `tell` moves it. */
export function progress(
  files: readonly LogFile[],
  onStop: () => void,
): { element: HTMLElement; tell(bytes: number): void } {
  const size = whole(files);
  const bar = h("progress", { max: size, value: 0, "aria-label": "How far the log is read" });
  const words = h("p", { class: "quiet" });
  const tell = (bytes: number) => {
    bar.value = bytes;
    words.textContent = `${sized(bytes)} of ${sized(size)}, ${Math.floor(size === 0 ? 100 : (bytes / size) * 100)} %`;
  };
  tell(0);
  const stop = h("button", { type: "button", onclick: onStop }, "Stop");
  return { element: h("div", { class: "log-progress" }, bar, words, h("p", {}, stop)), tell };
}

/** The strip while a log is read. */
export function readingStrip(files: readonly LogFile[]): HTMLElement[] {
  return [h("p", { class: "told" }, h("strong", {}, `Reading ${nameOf(files)}`), ` · ${sized(whole(files))}`)];
}

/** The strip of its summary. */
export function logStrip({ report, milliseconds }: Summed): HTMLElement[] {
  const { events, bodies, unknown, rejected, findings } = report;
  const count = (severity: Severity) =>
    findings.reduce((sum, { severity: of, count }) => sum + (of === severity ? count : 0), 0);
  const left = [
    h("strong", {}, many(events, "event")),
    many(bodies, "body", "bodies"),
    unknown > 0 ? `${unknown.toLocaleString("en-US")} unknown` : "",
    rejected > 0 ? `${rejected.toLocaleString("en-US")} not usable` : "",
  ];
  const time = h("span", { class: "quiet" }, `${sized(report.bytes)} read in ${lasting(milliseconds)}`);
  return [
    h("p", { class: "told" }, ...spaced(left)),
    h("p", { class: "counted" }, ...spaced([...counted(count), time])),
  ];
}

interface Actions {
  onPlace(finding: FindingCount): void;
  onRepair(): void;
  /** Nothing where there are too many. */
  onList: (() => void) | undefined;
  onAway(): void;
}

export function logView(
  files: readonly LogFile[],
  summed: Summed,
  full: typeof Full,
  { onPlace, onRepair, onList, onAway }: Actions,
): HTMLElement[] {
  const { report, faults, bytes, isStopped } = summed;
  const names = files.map(({ file }) => file.name);
  const notes = faults.map(
    ({ source, words }) => `${names[source]} ${words}.${report.bodies > 0 ? " What came before is summed up." : ""}`,
  );
  if (isStopped) notes.push(`Stopped at ${percent(bytes, whole(files))}: what was read until then is summed up.`);
  for (const { member, why } of report.approximate)
    if (member !== "messages" && member !== "minutes") notes.push(`Not exact, ${member}: ${why}.`);
  const isOdd = report.findings.some(({ rule }) => rule === "invalid-json") && files.some(({ kind }) => kind === "log");
  const button = (words: string, onclick: () => void) => h("button", { type: "button", onclick }, words);
  const actions = h(
    "p",
    { class: "actions" },
    onList && button("List every event", onList),
    isOdd && button("Repair what is no JSON", onRepair),
    button("Put it away", onAway),
  );
  const title =
    files.length === 1
      ? nameOf(files)
      : `${nameOf(files)}: ${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`;
  const head = h(
    "header",
    { class: "log-head" },
    h("h2", {}, title),
    actions,
    notes.length > 0 &&
      h(
        "ul",
        { class: "plain" },
        ...notes.slice(0, 20).map((note) => h("li", { class: "warning" }, `${SEVERITY.warning} ${note}`)),
      ),
  );
  const parts = (...all: (HTMLElement | undefined)[]) => h("div", {}, ...all);
  return [
    head,
    h(
      "div",
      { class: "log-parts" },
      parts(messages(report), chart(report.minutes, report.minutesEach), errorCodes(report, full)),
      parts(found(report, full, names, onPlace), types(report), others(report)),
    ),
  ];
}
