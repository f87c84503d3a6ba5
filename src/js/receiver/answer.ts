/** What a receiver answers: nothing if all is well, else a problem (RFC 9457) that repeats nothing of the request. */
import { ANSWERS } from "../generated/answers.js";

/** Why a callback was not accepted, by name. */
export type Problem = Exclude<keyof typeof ANSWERS, "accepted">;

export interface Answer {
  /** Its name in the catalogue; undefined if the callback was accepted. */
  problem: Problem | undefined;
  status: number;
  headers: Record<string, string>;
  body?: string;
}

/** Everything was handled, or never will be: Bandwidth need not send it again. */
export const ACCEPTED: Answer = { problem: undefined, status: ANSWERS.accepted[0], headers: {} };

/** A problem of the catalogue; `argument` is what its sentence leaves open. */
export function problem(name: Problem, argument = ""): Answer {
  const [status, title, , more] = ANSWERS[name];
  const headers: Record<string, string> = { "content-type": "application/problem+json", "cache-control": "no-store" };
  for (const [header, value] of Object.entries<string>(more)) headers[header] = value.replace("{}", () => argument);
  return {
    problem: name,
    status,
    headers,
    body: JSON.stringify({ type: "about:blank", title, status, detail: detailOf(name, argument) }),
  };
}

function detailOf(name: Problem, argument: string): string {
  return ANSWERS[name][2].replace("{}", () => argument);
}
