// Rows of the list: a message with a recipient and what became of it, or a request that is about none.

import { type BodyElement, elements, parse, type Report, type Verification } from "bandwidth-callbacks";
import { h, many, number } from "../../../www/dom";
import { capital, spoken as spokenNumber } from "../../../www/frame/frame";
import type * as Full from "../../../www/full";
import { copies, sparkline } from "../../../www/messages/events";
import { why } from "../../../www/messages/list";
import { OUTCOME, tookOf } from "../../../www/messages/words";
import { type Outcome, OUTCOMES } from "../../../www/messages/types";
import { verificationWords } from "../../../www/verification";
import { lasting, localTime, SEVERITY, titleOf } from "../../../www/words";
import type { Target } from "../src/listen/arrival.js";
import type { Arrival } from "./feed";
import { bytesOf, type Problems, problemsOf, type Thread } from "./messages";

/** More elements of one body are counted, not listed. */
const MAX_LISTED = 6;

/** What the filters tell apart. */
export type Kind = Outcome | "other" | "refused";
export const KINDS: readonly Kind[] = [...OUTCOMES, "other", "refused"];

/** The words of a filter, with the mark of its rows. */
export function kindWords(kind: Kind): (HTMLElement | string)[] {
  if (kind === "refused") return ["Rejected"];
  if (kind === "other") return ["Other"];
  const { glyph, tone, word } = OUTCOME[kind];
  return [mark(glyph, tone), ` ${kind === "unknown" ? "Outcome unknown" : capital(word)}`];
}

/** What a row of a message shows; the row itself stays, as it may have the focus. */
export function messageRow({ message, last }: Thread, full: typeof Full): HTMLElement[] {
  const { outcome, from, to, label, isRead, duplicates, spark } = message;
  const { glyph, word, tone } = OUTCOME[outcome];
  const { at, status, target } = last.arrival;
  const inbound = outcome === "received";
  const took = tookOf(message);
  const reason = why(message, full);
  return [
    moment(at),
    h(
      "span",
      { class: "who" },
      mark(glyph, tone),
      h("span", { class: "quiet" }, inbound ? "from " : "to "),
      h("span", { class: "number" }, spokenNumber(inbound ? from : to)),
      label !== "" && " ",
      label !== "" && h("span", { class: "label" }, label),
    ),
    h(
      "span",
      { class: "outcome" },
      // The arrow says so.
      h("strong", { class: inbound ? "hidden" : tone }, isRead ? "read" : word),
      reason !== "" && h("span", {}, ` ${reason}`),
      ...problems(last.problems),
      failure(status, target),
    ),
    h(
      "span",
      { class: "course" },
      !Number.isNaN(took) &&
        h("span", { class: "took", title: "From the message to its outcome" }, `${lasting(took)} `),
      h("span", { class: "spark" }, ...sparkline(spark)),
      copies(duplicates),
    ),
  ];
}

/** The one element of a body, if that is a toll-free verification. */
export function soleVerification(report: Report | undefined): Verification | undefined {
  if (report === undefined) return undefined;
  const [first, ...others] = elements(report);
  return first?.kind === "verification" && others.length === 0 ? first : undefined;
}

/** Looks like that of a message: which number, and what became of it. */
export function verificationRow(arrival: Arrival, one: Verification, report: Report, full: typeof Full): HTMLElement[] {
  const { at, status, target, again } = arrival;
  const { glyph, tone, status: outcome, why, facts } = verificationWords(one, full.explain);
  return [
    moment(at),
    h(
      "span",
      { class: "who" },
      mark(glyph, tone),
      h("span", { class: "number" }, spokenNumber(one.value.phoneNumber ?? "a number")),
      " ",
      h("span", { class: "label" }, "toll-free verification"),
    ),
    h(
      "span",
      { class: "outcome" },
      h("strong", { class: tone }, outcome),
      ` ${[why, ...facts].filter(Boolean).join("; ")}`,
      ...problems(problemsOf(report.diagnostics)),
      failure(status, target),
    ),
    h("span", { class: "course" }, (again?.elements.length ?? 0) > 0 && "duplicate"),
  ];
}

/** The row of the requests that were asked for credentials, of which this is the last. */
export function challengeRow({ at, status }: Arrival, times: number): HTMLElement[] {
  return [
    moment(at),
    h(
      "span",
      { class: "about" },
      mark("○", "quiet"),
      `Asked for credentials ${times > 1 ? `${number(times)} times ` : ""}`,
      quiet("Bandwidth sends each callback without them first"),
    ),
    h("span", { class: "course quiet" }, h("span", { class: "hidden" }, "answered "), String(status)),
  ];
}

/** The row of a request without a message: why it was not accepted, or what is in its body. */
export function requestRow(arrival: Arrival, report: Report | undefined, full: typeof Full): HTMLElement[] {
  const { status, target } = arrival;
  const said =
    report === undefined
      ? [h("span", { class: "line" }, ...refusal(arrival))]
      : [
          ...elementLines(report, arrival, full),
          h("span", { class: "line" }, ...problems(problemsOf(report.diagnostics))),
        ];
  const tone = status < 300 ? "quiet" : "warning";
  return [
    moment(arrival.at),
    h(
      "span",
      { class: "about" },
      mark(status < 300 ? "?" : "▲", tone),
      ...said,
      report !== undefined && failure(200, target),
    ),
    h("span", { class: `course ${tone}` }, h("span", { class: "hidden" }, "answered "), String(status)),
  ];
}

export const mark = (glyph: string, tone: string): HTMLElement =>
  h("span", { class: `glyph ${tone}`.trim(), "aria-hidden": "true" }, glyph);

const moment = (at: string) => h("time", { datetime: at, title: localTime(Date.parse(at)) }, at.slice(11, 19));

/** What is as it should be is not said. */
function failure(status: number, target: Target | undefined): HTMLElement | false {
  if (target !== undefined && toneOfTarget(target) === "error")
    return h("span", { class: "target error" }, ` ${targetWords(target)}`);
  return status >= 300 && h("span", { class: "target warning" }, ` answered ${status}`);
}

export function targetWords({ status, problem, milliseconds }: Target): string {
  const took = `${number(Math.round(milliseconds))} ms`;
  return status === undefined ? `your server ${problem} (${took})` : `your server answered ${status} in ${took}`;
}

export function toneOfTarget({ status = 0 }: Target): "good" | "error" {
  return status >= 200 && status < 300 ? "good" : "error";
}

function problems({ errors, warnings }: Problems): (HTMLElement | string)[] {
  const counts = [
    ["error", errors],
    ["warning", warnings],
  ] as const;
  return counts
    .filter(([, count]) => count > 0)
    .flatMap(([severity, count]) => [
      " ",
      h("span", { class: `problems ${severity}` }, `${SEVERITY[severity]} ${many(count, severity)}`),
    ]);
}

/** A first request without credentials: normal for every callback. */
export const isChallenge = ({ status, hasCredentials }: Arrival): boolean => status === 401 && hasCredentials !== true;

/** Why it was not accepted, in the receiver's words unless this page knows more. */
function refusal(arrival: Arrival): (string | HTMLElement)[] {
  const { status, detail = "", path } = arrival;
  if (status === 401) return ["Wrong username or password"];
  if (path !== undefined) return ["Wrong path ", h("code", {}, path), quiet(`; ${detail}`)];
  return ["Rejected ", quiet(detail)];
}

function elementLines(report: Report, { again }: Arrival, full: typeof Full): HTMLElement[] {
  const all = elements(report);
  const others = all.filter(({ kind }) => kind !== "event");
  const more = (words: string) => h("span", { class: "line quiet" }, words);
  if (all.length === 0)
    return [h("span", { class: "line" }, h("strong", {}, "No events "), quiet(report.diagnostics[0]?.message ?? ""))];
  const lineOf = (element: BodyElement) => {
    const [title, words] = wordsOf(element, full);
    const isAgain = again?.elements.includes(element.index) === true;
    const note =
      isAgain && h("span", { class: "quiet", title: "Handled before, so not handled again" }, " · duplicate");
    return h("span", { class: "line" }, h("strong", {}, title), " ", quiet(words), note);
  };
  const rest = others.length - MAX_LISTED;
  return [
    ...others.slice(0, MAX_LISTED).map(lineOf),
    ...(rest > 0 ? [more(`and ${number(rest)} more`)] : []),
    ...(others.length === 0 ? [more(`${many(all.length, "event")}, of which the first have rows`)] : []),
  ];
}

function wordsOf(element: BodyElement, full: typeof Full): [title: string, words: string] {
  if (element.kind === "verification") {
    const { glyph, status, why, facts } = verificationWords(element, full.explain);
    const phone = spokenNumber(element.value.phoneNumber ?? "number");
    return [`${glyph} Toll-free ${phone} ${status}`, [why, ...facts].filter(Boolean).join("; ")];
  }
  if (element.kind === "unknown") return [element.type || "Not a messaging event", "unknown event type"];
  return ["Invalid event", `item ${element.index + 1}`];
}

/** A short text for screen readers. */
export function spoken({ body, status }: Arrival): string {
  if (body === undefined) return `a request was rejected with ${status}`;
  const [first, ...others] = elements(parse(bytesOf(body)));
  if (first?.kind === "event" && others.length === 0) return `${titleOf(first.value.type)} arrived`;
  return `a callback arrived, answered ${status}`;
}

const quiet = (text: string) => h("span", { class: "quiet" }, text);
