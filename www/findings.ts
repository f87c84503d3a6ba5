// How a body differs from Bandwidth's format, and what was changed to read it: one line each, the rest on demand.

import type { Diagnostic, Repair } from "bandwidth-callbacks";
import { h, many, number } from "./dom";
import { capital } from "./frame/frame";
import { copyButton } from "./frame/view";
import { isWhole, problems } from "./problems";
import { prose } from "./prose";
import type { Reading } from "./reading";
import { SEVERITY } from "./words";

interface Actions {
  /** Names places by their path, for text without line breaks. */
  byPath?: boolean;
  onReveal(start: number, end: number): void;
  /** Puts the repaired text in the place of the pasted one. */
  onApply(): void;
}

/** The maximum number of problems in the list. */
const MAX_LISTED = 200;

/** "Payload valid", "2 errors, 1 note". */
export function validity(reading: Reading): string {
  const all = problems(reading);
  const count = (severity: Diagnostic["severity"]) => all.filter((it) => it.severity === severity).length;
  if ((reading.omitted ?? 0) > 0) return `Payload: ${many(all.length + reading.omitted!, "problem")}`;
  const words = [
    count("error") > 0 && many(count("error"), "error"),
    count("warning") > 0 && many(count("warning"), "warning"),
    count("info") > 0 && many(count("info"), "note"),
  ].filter(Boolean);
  return words.length === 0 ? "Payload valid" : `Payload: ${words.join(", ")}`;
}

export function findings(reading: Reading, { onReveal, onApply, byPath = false }: Actions): HTMLElement[] {
  const { repairs } = reading.report;
  const diagnostics = problems(reading);
  const parts: HTMLElement[] = [];
  if (repairs.length > 0) parts.push(repaired(reading, { onReveal, onApply }));
  if (diagnostics.length > 0) {
    const count = diagnostics.length + (reading.omitted ?? 0);
    const where = repairs.length > 0 && h("p", { class: "quiet" }, "Line numbers refer to the repaired JSON.");
    const list = ranked(diagnostics)
      .slice(0, MAX_LISTED)
      .map((diagnostic) => finding(diagnostic, repairs.length > 0 ? undefined : onReveal, byPath));
    const title = h("h3", {}, `How it differs from Bandwidth's format (${number(count)})`);
    const all = h("ul", { class: "plain" }, ...list, rest(count));
    parts.push(
      h(
        "section",
        { class: "findings", "aria-label": "Problems" },
        // Without a text to jump to, only the list is shown.
        ...(byPath ? [title, all] : [h("details", {}, h("summary", {}, title), where, all)]),
      ),
    );
  }
  return parts;
}

const RANK = { error: 0, warning: 1, info: 2 };

/** If not all are listed, the worst come first; otherwise they are in the order of the text. */
const ranked = (all: readonly Diagnostic[]): readonly Diagnostic[] =>
  all.length <= MAX_LISTED ? all : [...all].sort((one, other) => RANK[one.severity] - RANK[other.severity]);

function rest(count: number): HTMLElement | undefined {
  return count > MAX_LISTED
    ? h("li", { class: "quiet" }, `The first ${MAX_LISTED} of ${number(count)} are listed.`)
    : undefined;
}

const CAUSES: Partial<Record<string, string>> = {
  "double-encoded": "JSON inside a string",
  "lambda-event": "API Gateway or Lambda event",
  "sqs-message": "SQS record",
  "sns-notification": "SNS notification",
  "eventbridge-event": "EventBridge event",
  "rails-params": "Rails params",
  "http-request": "HTTP request",
  "curl-command": "curl command",
  "markdown-fence": "Markdown code block",
  base64: "Base64",
  "surrounding-object": "Event inside another object",
};

/** What the text is, in a few words: "Python dict". */
function causeOf(repairs: readonly Repair[]): string {
  const dialect = repairs.find(({ message }) => /^read (?:a|an|the)? ?\S/.test(message));
  if (dialect !== undefined) {
    const what = dialect.message.replace(/^read (?:an? |the )?/, "").replace(/^value as (.+)$/, "value as $1");
    return capital(what.replace(/ \((?!var_).*\)$/, ""));
  }
  const named = repairs.map(({ repair }) => CAUSES[repair]).find((cause) => cause !== undefined);
  if (named !== undefined) return named;
  if (repairs.some(({ repair }) => repair === "cut-text" || repair === "lost-value")) return "Truncated text";
  if (repairs.every(({ repair }) => repair === "surrounding-text")) return "Text around the JSON";
  if (repairs.some(({ repair }) => repair === "foreign-literal" || repair === "quote-style"))
    return "Another language's notation";
  return "Damaged JSON";
}

function repaired(
  { report: { repairs } }: Reading,
  { onReveal, onApply }: Pick<Actions, "onReveal" | "onApply">,
): HTMLElement {
  const count = repairs.reduce((sum, repair) => sum + repair.count, 0);
  const apply = h("button", { type: "button", onclick: onApply }, "Replace with the repaired JSON");
  return h(
    "section",
    { class: "repairs", "aria-label": "Repairs" },
    h(
      "details",
      {},
      h("summary", {}, `${causeOf(repairs)}, read as JSON · ${many(count, "change")}`),
      h("ul", { class: "plain" }, ...rows(repairs, onReveal)),
    ),
    apply,
  );
}

/** A row for each kind of repair, with its places. */
function rows(repairs: readonly Repair[], onReveal: Actions["onReveal"]): HTMLElement[] {
  return repairs.map(({ repair: kind, message, count, places }) => {
    const shown = places.map(({ span, line, column }) =>
      h(
        "button",
        {
          type: "button",
          class: "place",
          "aria-label": `${line}:${column}, ${kind}`,
          onclick: () => onReveal(span.start, span.end),
        },
        `${line}:${column}`,
      ),
    );
    const more = count > places.length && h("span", { class: "quiet" }, `and ${number(count - places.length)} more`);
    return h(
      "li",
      { class: "repair" },
      h(
        "p",
        {},
        capital(message),
        h("span", { class: "times" }, ` × ${count} `),
        h("a", { class: "rule", href: `#repair-${kind}` }, kind),
      ),
      h("p", { class: "places" }, ...shown, more),
    );
  });
}

function finding(
  { rule, severity, path, message, help, cause, span, line, column }: Diagnostic,
  onReveal: Actions["onReveal"] | undefined,
  byPath: boolean,
): HTMLElement {
  const where = line === undefined || byPath ? path || "the body" : `${line}:${column}`;
  const place =
    onReveal !== undefined && span !== undefined
      ? h(
          "button",
          {
            type: "button",
            class: "place",
            title: path,
            onclick: () => onReveal(span.start, isWhole(path) ? span.start + 1 : span.end),
          },
          where,
        )
      : h("span", { class: "place", title: path }, where);
  return h(
    "li",
    { class: "finding", "data-start": span?.start, "data-end": isWhole(path) && span ? span.start + 1 : span?.end },
    h(
      "details",
      {},
      h(
        "summary",
        {},
        h("span", { class: `mark ${severity}`, "aria-hidden": "true" }, SEVERITY[severity]),
        h("span", { class: "hidden" }, `${severity === "info" ? "note" : severity}: `),
        h("span", {}, ...prose(capital(message))),
      ),
      help !== "" && h("p", { class: "help" }, ...prose(capital(help))),
      cause !== "" && h("p", { class: "help quiet" }, "Likely cause: ", ...prose(cause)),
      h(
        "p",
        { class: "help quiet" },
        h("a", { class: "rule", href: `#rule-${rule}` }, rule),
        copyButton("the problem", `${severity} ${rule} at ${path || "the body"}: ${message}`),
      ),
    ),
    place,
  );
}

/** Marks the rows whose place contains the caret, and scrolls to the first. */
export function follow(caret: number): void {
  let first: HTMLElement | undefined;
  for (const item of document.querySelectorAll<HTMLElement>(".finding[data-start]")) {
    const holds = Number(item.dataset["start"]) <= caret && caret <= Number(item.dataset["end"]);
    item.classList.toggle("here", holds);
    if (holds) first ??= item;
  }
  if (first === undefined) return;
  const holder = first.closest<HTMLDetailsElement>(".findings > details");
  if (holder !== null) holder.open = true;
  first.scrollIntoView({ block: "nearest" });
}
