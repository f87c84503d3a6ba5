// The parts of a summary of all events: problems, types with their times, names. Bars repeat what numbers say.

import type { FindingCount, SummaryReport } from "bandwidth-callbacks-logs";
import { details } from "./card-parts";
import { h, many, number } from "./dom";
import { capital } from "./frame/frame";
import type * as Full from "./full";
import { prose } from "./prose";
import { eventMark } from "./messages/events";
import { lasting, SEVERITY } from "./words";

/** How many are shown; the others on demand. */
const FIRST = 5;

function bar(count: number, most: number, tone = ""): HTMLElement {
  const filled = count > 0 && h("span", { class: tone });
  if (filled) filled.style.width = `${(count / most) * 100}%`;
  return h("span", { class: "bar-of", "aria-hidden": "true" }, filled);
}

/** A list that shows its first few items, and the others on demand. */
function list<T>(all: readonly T[], kind: string, make: (one: T) => HTMLElement): HTMLElement[] {
  const rest = all.slice(FIRST);
  const made = h("ul", { class: `plain ${kind}` }, ...all.slice(0, FIRST).map(make));
  return rest.length === 0
    ? [made]
    : [made, details(`${number(rest.length)} more`, () => h("ul", { class: `plain ${kind}` }, ...rest.map(make)))];
}

/** A text that was pasted has only some of the parts of a log. */
type Some<K extends keyof SummaryReport, Optional extends keyof SummaryReport> = Pick<SummaryReport, K> &
  Partial<Pick<SummaryReport, Optional>>;

export function types(
  report: Some<"types" | "latency", "unknownTypes" | "verificationOutcomes">,
): HTMLElement | undefined {
  const { types, latency, unknownTypes = [], verificationOutcomes = [] } = report;
  if (types.length + unknownTypes.length + verificationOutcomes.length === 0) return undefined;
  const titles = [["Event"], ["Count"], ["p50"], ["p90", "spare"], ["p99"], ["max", "spare"]] as const;
  const head = h("tr", {}, ...titles.map(([title, of = ""]) => h("th", { scope: "col", class: of }, title)));
  const rows = types.map(({ type, events }) => {
    const late = latency.find((it) => it.type === type);
    const time = (value: number | undefined, of = "") =>
      h("td", { class: of }, value === undefined ? "" : lasting(value));
    const name = h("th", { scope: "row" }, eventMark(type), type);
    return h(
      "tr",
      {},
      name,
      h("td", {}, number(events)),
      time(late?.p50),
      time(late?.p90, "spare"),
      time(late?.p99),
      time(late?.max, "spare"),
    );
  });
  const other = (name: string, count: number, words: string) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, h("span", { class: "glyph", "aria-hidden": "true" }, "?"), name),
      h("td", {}, number(count)),
      h("td", { colspan: 4, class: "quiet" }, words),
    );
  const others = [
    ...verificationOutcomes.map(({ name, events }) => other(name, events, "toll-free verification")),
    ...unknownTypes.slice(0, 20).map(({ name, events }) => other(name, events, "unknown type")),
  ];
  const caption = h("caption", { class: "quiet" }, "Time from message creation to event");
  return h(
    "section",
    { "aria-label": "Events by type" },
    h("h3", {}, "Events by type"),
    h("table", { class: "types" }, caption, h("thead", {}, head), h("tbody", {}, ...rows, ...others)),
  );
}

export function found(
  { findings }: SummaryReport,
  full: typeof Full,
  names: readonly string[],
  onPlace: (finding: FindingCount) => void,
): HTMLElement {
  const row = (finding: FindingCount) => {
    const { rule, severity, count, first, path } = finding;
    const about = full.explain(rule);
    const where =
      first === null ? "" : `${names.length > 1 ? `${shortened(names[first.source] ?? "")}:` : "line "}${first.line}`;
    const place =
      first !== null &&
      h(
        "button",
        {
          type: "button",
          class: "place",
          title: path,
          "aria-label": `${rule}, first at ${where}`,
          onclick: () => onPlace(finding),
        },
        where,
      );
    const head = h(
      "span",
      {},
      h(
        "span",
        { class: severity },
        h("span", { class: "mark", "aria-hidden": "true" }, SEVERITY[severity]),
        `${severity} `,
      ),
      h("a", { class: "rule", href: `#rule-${rule}` }, rule),
      h("span", { class: "times" }, `× ${number(count)}`),
    );
    return h(
      "li",
      { class: "finding" },
      head,
      place,
      h("p", {}, ...prose(about?.meaning ?? "")),
      h("p", { class: "quiet help" }, ...prose(capital(about?.action ?? ""))),
    );
  };
  if (findings.length === 0) return h("section", { "aria-label": "Problems" }, h("h3", {}, "No problems"));
  return h(
    "section",
    { class: "problems", "aria-label": "Problems" },
    h("h3", {}, `Problems (${findings.length}), first occurrence`),
    ...list(ranked(findings), "", row),
  );
}

const RANK = { error: 0, warning: 1, info: 2 };

/** The end of a long name, because names of logs differ at the end. */
const shortened = (name: string) => (name.length > 24 ? `…${name.slice(-23)}` : name);

/** The worst first, then the most frequent. */
const ranked = (findings: readonly FindingCount[]) =>
  [...findings].sort((one, other) => RANK[one.severity] - RANK[other.severity] || other.count - one.count);

export function others({
  carriers,
  channels = [],
  segments = [],
  applications = [],
}: Some<"carriers", "channels" | "segments" | "applications">): HTMLElement | undefined {
  const kinds = (
    [
      ["Carriers", carriers],
      ["Channels", channels],
      ["Segments", [...segments].sort((one, other) => Number(one.name) - Number(other.name))],
      ["Applications", applications],
    ] as const
  ).filter(([, names]) => names.length > 0);
  if (kinds.length === 0) return undefined;
  const parts = kinds.map(([title, names]) => {
    const most = names.reduce((high, { events }) => Math.max(high, events), 0);
    const rows = list(names, "names", ({ name, events }) =>
      h(
        "li",
        {},
        h("span", {}, title === "Segments" ? many(Number(name), "segment") : name),
        h("span", { class: "count" }, number(events)),
        bar(events, most),
      ),
    );
    return h("div", {}, h("h4", {}, title), ...rows);
  });
  return h(
    "section",
    { class: "others", "aria-label": `Events by ${kinds.map(([title]) => title.toLowerCase()).join(", ")}` },
    ...parts,
  );
}
