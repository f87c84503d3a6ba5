/**
 * What a receiver logs by default: answers that make Bandwidth resend without a failure of this program, and lost
 * elements, at most one line of each kind a minute.
 */
import { elements } from "../elements.js";
import { VERIFICATION } from "../generated/layout.js";
import type { Diagnostic, Report } from "../types.js";
import type { Answer, Problem } from "./answer.js";

/** The least time between lines of a kind, in milliseconds. Not a timer, which would keep a process alive. */
const INTERVAL = 60_000;

/** How many elements a line names. */
const MAX_NAMED = 5;

/** Why credentials were rejected. The answer itself does not say it. */
const MISMATCH = "the username or password does not match the credentials of this receiver";

/** Answers that are not logged, because `failed` is called for these. */
const HEARD = new Set<Problem>([
  "handler-failed",
  "slow-handler",
  "store-failed",
  "receiver-failed",
  "body-already-read",
  "not-a-request",
]);

export interface Log {
  /** A request was answered; `isChallenge` if it had no credentials. */
  answered(answer: Answer, isChallenge: boolean): void;
  /** A body was parsed; `hasHandler` if there is one for toll-free verification webhooks. */
  parsed(report: Report, hasHandler: boolean): void;
}

export function logTo(write: (line: string) => void): Log {
  const kinds = new Map<string, { since: number; withheld: number }>();
  let hasAccepted = false;
  /** When the first challenge was sent that no request with credentials has followed. */
  let challenged: number | undefined;

  /** Writes a line, unless one of its kind was written less than a minute ago. */
  function line(kind: string, text: () => string): void {
    const now = Date.now();
    const last = kinds.get(kind);
    if (last !== undefined && now - last.since < INTERVAL && now >= last.since) {
      last.withheld += 1;
      return;
    }
    const more =
      last === undefined || last.withheld === 0 ? "" : ` (and ${last.withheld} times more since the last such line)`;
    kinds.set(kind, { since: now, withheld: 0 });
    // A failing log must not keep events from being handled, nor end the process if it rejects later.
    void (async () => write(`bandwidth-callbacks: ${text()}${more}`))().catch(() => {});
  }

  return {
    answered(answer, isChallenge) {
      const { problem, status } = answer;
      hasAccepted ||= problem === undefined;
      if (problem === undefined || status >= 500) challenged = undefined;
      if (problem === undefined || HEARD.has(problem)) return;
      // Bandwidth sends credentials only after a challenge, so these are usual while callbacks come through.
      if (problem === "unauthorized" && isChallenge) {
        const now = Date.now();
        challenged ??= now;
        if (!hasAccepted || now - challenged >= INTERVAL)
          line(
            "challenge",
            () =>
              "answered 401 unauthorized: the request has no credentials; " +
              "Bandwidth sends them after this challenge if the messaging application has them",
          );
        return;
      }
      const detail = problem === "unauthorized" ? MISMATCH : (JSON.parse(answer.body!) as { detail: string }).detail;
      line(problem, () => `answered ${status} ${problem}: ${detail}`);
    },
    parsed(report, hasHandler) {
      const { length } = report.verifications;
      if (length > 0 && !hasHandler)
        line(VERIFICATION, () => `not handled, because \`on\` has no handler: ${VERIFICATION} × ${length}`);
      for (const kind of ["rejected", "unknown"] as const) {
        if (report[kind].length > 0) line(kind, () => `${kind} ${namedElements(report[kind], report)}`);
      }
    },
  };
}

/** "element 3 (wrong-type, missing-field), element 5 (not-an-event) and 2 more". */
function namedElements(list: readonly { index: number }[], report: Report): string {
  const { diagnostics } = report;
  const isAlone = elements(report).length === 1;
  const named = list.slice(0, MAX_NAMED).map(({ index }) => {
    const rules = diagnostics.filter((one) => isAlone || indexOf(one) === index).map(({ rule }) => rule);
    return `element ${index} (${[...new Set(rules)].join(", ") || "no diagnostics"})`;
  });
  return named.join(", ") + (list.length > MAX_NAMED ? ` and ${list.length - MAX_NAMED} more` : "");
}

/** The index of the element that a diagnostic is about. */
function indexOf({ path }: Diagnostic): number | undefined {
  const found = /^(?:\/_json)?\/(\d+)(?:\/|$)/.exec(path);
  return found === null ? undefined : Number(found[1]);
}
