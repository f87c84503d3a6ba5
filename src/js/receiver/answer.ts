/** A receiver's answer: empty if the callback was accepted, otherwise a problem (RFC 9457) without request data. */
import { ANSWERS } from "../generated/answers.js";

/** Why a callback was not accepted, by name. */
export type Problem = Exclude<keyof typeof ANSWERS, "accepted">;

export interface Answer {
  /** The name of the problem in the catalogue; undefined if the callback was accepted. */
  problem: Problem | undefined;
  status: number;
  headers: Record<string, string>;
  body?: string;
}

/** Everything was handled, or never will be: Bandwidth does not need to resend it. */
export const ACCEPTED: Answer = { problem: undefined, status: ANSWERS.accepted[0], headers: {} };

/** A problem of the catalogue; `argument` fills the gap in its sentence. */
export function problem(name: Problem, argument = "", sentence: string = ANSWERS[name][2]): Answer {
  const [status, title, , more] = ANSWERS[name];
  const headers: Record<string, string> = { "content-type": "application/problem+json", "cache-control": "no-store" };
  for (const [header, value] of Object.entries<string>(more)) headers[header] = value.replace("{}", () => argument);
  return {
    problem: name,
    status,
    headers,
    body: JSON.stringify({ type: "about:blank", title, status, detail: sentence.replace("{}", () => argument) }),
  };
}

/** An answer as a `Response`. */
export function responseTo({ status, headers, body }: Answer): Response {
  return body === undefined ? new Response(null, { status }) : new Response(body, { status, headers });
}
