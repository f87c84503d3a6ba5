// The parts of a summary: what became of messages, error codes, types, findings, names. Bars repeat what numbers say.

import type { FateCount, FindingCount, SummaryReport } from "bandwidth-callbacks/lines";
import { details } from "./card-parts";
import { h, many } from "./dom";
import type * as Full from "./full";
import { prose } from "./prose";
import { GLYPH, lasting, percent, SEVERITY } from "./words";

/** So many stand there; the others on demand. */
const FIRST = 5;

const told = (count: number) => count.toLocaleString("en-US");

function bar(count: number, most: number, tone = ""): HTMLElement {
  const filled = count > 0 && h("span", { class: tone });
  if (filled) filled.style.width = `${(count / most) * 100}%`;
  return h("span", { class: "bar-of", "aria-hidden": "true" }, filled);
}

/** A list of which the first few are shown. */
function list<T>(all: readonly T[], kind: string, make: (one: T) => HTMLElement): HTMLElement[] {
  const rest = all.slice(FIRST);
  const made = h("ul", { class: `plain ${kind}` }, ...all.slice(0, FIRST).map(make));
  return rest.length === 0
    ? [made]
    : [made, details(`${told(rest.length)} more`, () => h("ul", { class: `plain ${kind}` }, ...rest.map(make)))];
}

export function messages({ messages }: SummaryReport): HTMLElement | undefined {
  const { sent, delivered, read, failed, outcomeUnknown, open, received, duplicates, late, contradicted, oneIn } =
    messages;
  if (sent + received === 0) return undefined;
  const sum = (codes: readonly FateCount[]) => codes.reduce((total, { messages }) => total + messages, 0);
  const fates: [string, number, string][] = [
    ["● delivered", delivered, "good"],
    ["✕ failed", sum(failed), "error"],
    ["? outcome unknown", sum(outcomeUnknown), "warning"],
    ["○ open", open, ""],
  ];
  const rows = fates.map(([words, count, tone]) =>
    h(
      "li",
      {},
      h("span", { class: tone }, words),
      h("span", { class: "count" }, told(count)),
      h("span", { class: "count quiet" }, percent(count, sent)),
      bar(count, sent, tone),
    ),
  );
  const facts = [
    received > 0 && `${many(received, "message")} received`,
    read > 0 && `of the delivered, read: ${told(read)}`,
    duplicates > 0 && `${many(duplicates, "event")} told again what another had told`,
    late !== null && late > 0 && `${told(late)} came after a later stage`,
    contradicted > 0 && `${told(contradicted)} told of as failed and as delivered`,
  ].filter((fact) => fact !== false);
  const estimate =
    oneIn !== null &&
    h("p", { class: "quiet" }, `Estimated by one message in ${told(oneIn)}: there are too many to keep all.`);
  return h(
    "section",
    { "aria-label": "Messages" },
    h("h2", {}, `${many(sent, "message")} sent`),
    sent > 0 && h("ul", { class: "plain fates" }, ...rows),
    h("ul", { class: "facts" }, ...facts.map((fact) => h("li", {}, fact))),
    estimate,
  );
}

export function errorCodes(
  { messages: { failed, outcomeUnknown } }: SummaryReport,
  full: typeof Full,
): HTMLElement | undefined {
  const all = [
    ...failed.map((it) => ({ ...it, note: "" })),
    ...outcomeUnknown.map((it) => ({ ...it, note: "outcome unknown" })),
  ].sort((one, other) => other.messages - one.messages);
  const most = all[0]?.messages ?? 0;
  if (most === 0) return undefined;
  const row = ({ code, messages, note }: (typeof all)[number]) => {
    const about = code === null ? undefined : full.explain(code);
    const known = about?.kind === "error-code" ? about : undefined;
    const name =
      known === undefined
        ? h("span", {}, code === null ? "no error code" : String(code))
        : h("a", { href: `#error-${code}` }, `${code} ${known.title}`);
    const head = h("p", { class: "code" }, name, note !== "" && h("span", { class: "tag" }, note));
    const words =
      known === undefined
        ? [h("p", { class: "quiet" }, code === null ? "The events do not say why." : "Bandwidth does not document it.")]
        : [h("p", { class: "facts" }, known.summary), h("p", { class: "next" }, ...prose(known.action))];
    return h(
      "li",
      {},
      head,
      h("span", { class: "count" }, told(messages)),
      bar(messages, most, note === "" ? "error" : "warning"),
      ...words,
    );
  };
  return h(
    "section",
    { "aria-label": "Error codes" },
    h("h2", {}, `${many(all.length, "error code")}, by messages`),
    ...list(all, "codes", row),
  );
}

export function types({ types, latency, unknownTypes }: SummaryReport): HTMLElement | undefined {
  if (types.length + unknownTypes.length === 0) return undefined;
  const titles = [["Event"], ["Count"], ["Half"], ["9 of 10", "spare"], ["99 of 100"], ["Longest", "spare"]] as const;
  const head = h("tr", {}, ...titles.map(([title, of = ""]) => h("th", { scope: "col", class: of }, title)));
  const rows = types.map(({ type, events }) => {
    const late = latency.find((it) => it.type === type);
    const time = (value: number | undefined, of = "") =>
      h("td", { class: of }, value === undefined ? "" : lasting(value));
    const name = h(
      "th",
      { scope: "row" },
      h("span", { class: "glyph", "aria-hidden": "true" }, GLYPH[type] ?? "?"),
      type,
    );
    return h(
      "tr",
      {},
      name,
      h("td", {}, told(events)),
      time(late?.p50),
      time(late?.p90, "spare"),
      time(late?.p99),
      time(late?.max, "spare"),
    );
  });
  const unknown = unknownTypes.map(({ name, events }) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, h("span", { class: "glyph", "aria-hidden": "true" }, "?"), name),
      h("td", {}, told(events)),
      h("td", { colspan: 4, class: "quiet" }, "unknown to this version"),
    ),
  );
  const caption = h(
    "caption",
    { class: "quiet" },
    "How many there were, and how long after its message half of them happened, 9 of 10, 99 of 100, the last.",
  );
  return h(
    "section",
    { "aria-label": "Events by type" },
    h("h2", {}, "Events"),
    h("table", { class: "types" }, caption, h("thead", {}, head), h("tbody", {}, ...rows, ...unknown.slice(0, 20))),
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
    const where = first === null ? "" : `${names.length > 1 ? `${names[first.source]}:` : "line "}${first.line}`;
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
    const mark = h(
      "span",
      { class: severity },
      h("span", { class: "mark", "aria-hidden": "true" }, SEVERITY[severity]),
      severity,
    );
    const head = h(
      "span",
      {},
      h("a", { class: "rule", href: `#rule-${rule}` }, rule),
      h("span", { class: "times" }, `× ${told(count)}`),
    );
    return h(
      "li",
      { class: "finding" },
      mark,
      head,
      place,
      h("p", {}, ...prose(about?.meaning ?? "")),
      h("p", { class: "quiet help" }, ...prose(about?.action ?? "")),
    );
  };
  if (findings.length === 0)
    return h("section", { "aria-label": "Findings" }, h("h2", { class: "good" }, "✓ Nothing found"));
  return h(
    "section",
    { class: "findings", "aria-label": "Findings" },
    h("h2", {}, `${many(findings.length, "kind")} of findings, and where first`),
    ...list(findings, "", row),
  );
}

export function others({ carriers, channels, segments, applications }: SummaryReport): HTMLElement | undefined {
  const kinds = (
    [
      ["Carriers", carriers],
      ["Channels", channels],
      ["Segments", segments],
      ["Applications", applications],
    ] as const
  ).filter(([, names]) => names.length > 0);
  if (kinds.length === 0) return undefined;
  const parts = kinds.map(([title, names]) => {
    const most = names[0]?.events ?? 0;
    const rows = list(names, "names", ({ name, events }) =>
      h("li", {}, h("span", {}, name), h("span", { class: "count" }, told(events)), bar(events, most)),
    );
    return h("div", {}, h("h3", {}, title), ...rows);
  });
  return h("section", { class: "others", "aria-label": "Events by other things" }, ...parts);
}
