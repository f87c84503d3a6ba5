/** What a receiver answers: nothing where all is well, else a problem (RFC 9457) that repeats nothing of the request. */
import { ANSWERS } from "../generated/answers.js";

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body?: string;
}

/** Everything was handled, or never will be: Bandwidth need not send it again. */
export const TAKEN: Answer = { status: ANSWERS.taken[0], headers: {} };

/** A problem of the catalogue; `hole` fills the place that it leaves open. */
export function problem(name: Exclude<keyof typeof ANSWERS, "taken">, hole = ""): Answer {
  const [status, title, detail, more] = ANSWERS[name];
  const fill = (text: string): string => text.replace("{}", () => hole);
  const headers: Record<string, string> = { "content-type": "application/problem+json", "cache-control": "no-store" };
  for (const [header, value] of Object.entries<string>(more)) headers[header] = fill(value);
  return { status, headers, body: JSON.stringify({ type: "about:blank", title, status, detail: fill(detail) }) };
}
