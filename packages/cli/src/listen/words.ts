/** The output of `listen` for an arrival: a line of text, or JSON. No payload values unless `show`. */
import { elements, type Report } from "bandwidth-callbacks";
import { answerMark, plain, toned } from "../common.js";
import { describeBody } from "../events/words.js";
import type { Arrival } from "./arrival.js";

export function line(arrival: Arrival, report: Report | undefined, show: boolean): string {
  const { at, status, target } = arrival;
  // A challenge is not a failure, so it gets no mark.
  const parts = [at.slice(11, 19), isChallenge(arrival) ? String(status) : answerMark(status, status < 300)];
  if (report === undefined) parts.push(refusal(arrival));
  else {
    parts.push(describeBody(report, show));
    if (isAgain(arrival)) parts.push("duplicate");
    const problems = new Set(report.diagnostics.filter(({ severity }) => severity !== "info").map(({ rule }) => rule));
    // What is wrong with a body without elements is already said.
    if (problems.size > 0 && elements(report).length > 0) parts.push(`(${[...problems].join(", ")})`);
  }
  if (target !== undefined) {
    const { status, problem = "", milliseconds } = target;
    const answered = status === undefined ? plain(problem) : `answered ${status} in ${Math.round(milliseconds)} ms`;
    parts.push(toned(`your server ${answered}`, (status ?? 500) < 300));
  }
  return parts.join("  ");
}

/** Every callback starts with a request that is answered with a challenge. */
export function isChallenge({ status, hasCredentials, target }: Arrival): boolean {
  return status === 401 && hasCredentials !== true && target === undefined;
}

function refusal(arrival: Arrival): string {
  if (isChallenge(arrival)) return "asked for credentials: Bandwidth sends each callback without them first";
  if (arrival.status === 401) return "wrong credentials";
  return arrival.detail ?? "";
}

/** Everything in it was handled before. */
function isAgain({ again }: Arrival): boolean {
  return again !== undefined && again.events.length + again.elements.length > 0;
}

export function record(arrival: Arrival, report: Report | undefined, show: boolean): object {
  const { at, status, detail, hasCredentials, target, again, body } = arrival;
  return {
    received: at,
    status,
    ...(detail === undefined ? {} : { detail }),
    hasCredentials: hasCredentials === true,
    ...(report === undefined
      ? {}
      : {
          types: report.events.map(({ type }) => type),
          errorCodes: report.events.flatMap((event) =>
            event.type === "message-failed" ? [event.errorCode ?? null] : [],
          ),
          verifications: report.verifications.map(({ outcome }) => outcome),
          unknown: report.unknown.length,
          rejected: report.rejected.length,
          problems: report.diagnostics.map(({ severity, rule, path }) => ({ severity, rule, path })),
          duplicates: (again?.events.length ?? 0) + (again?.elements.length ?? 0),
        }),
    ...(target === undefined
      ? {}
      : {
          target: {
            status: target.status ?? null,
            problem: target.problem ?? null,
            milliseconds: Math.round(target.milliseconds * 10) / 10,
          },
        }),
    ...(show && body !== undefined ? { body: Buffer.from(body, "base64").toString() } : {}),
  };
}
