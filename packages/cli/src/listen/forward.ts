/** Forwards a callback to the developer's own server, and gives its answer back. */
import type { IncomingHttpHeaders } from "node:http";
import { type Agents, exchange, NoAnswer } from "../wire/exchange.js";
import type { Target } from "./arrival.js";

/** How many callbacks may wait for the target at the same time. */
const MAX_FORWARDED = 256;
/** Hop-by-hop headers (RFC 9110 7.6.1), and those that are set again. */
const OWN_HEADERS =
  /^(connection|keep-alive|transfer-encoding|te|trailer|upgrade|proxy-.*|host|content-length|expect)$/;
/** The headers of the target's response that the sender gets. */
const GIVEN_BACK = ["content-type", "www-authenticate", "retry-after", "cache-control"] as const;

/** The answer to the sender. */
export interface Given {
  status: number;
  headers: Record<string, string>;
  body: string;
  target: Target;
}

export class Forwarder {
  readonly #url: URL;
  readonly #agent: Agents;
  #waiting = 0;

  constructor(url: URL, agent: Agents) {
    this.#url = url;
    this.#agent = agent;
  }

  /** Never rejects: a target that is down is answered 502, so that the sender tries again. */
  async forward(headers: IncomingHttpHeaders, query: string, body: Uint8Array): Promise<Given> {
    if (this.#waiting >= MAX_FORWARDED) return unanswered(503, "has too many callbacks waiting for it", 0);
    this.#waiting += 1;
    try {
      const sent: Record<string, string> = {};
      for (const [name, value] of Object.entries(headers))
        if (value !== undefined && !OWN_HEADERS.test(name)) sent[name] = String(value);
      const url = new URL(this.#url);
      if (query !== "") url.search += url.search === "" ? query : `&${query}`;
      const answer = await exchange(url, { headers: sent, body, agent: this.#agent });
      const given: Record<string, string> = {};
      for (const name of GIVEN_BACK) if (answer.headers[name] !== undefined) given[name] = answer.headers[name];
      const { status, milliseconds } = answer;
      return { status, headers: given, body: answer.body, target: { status, milliseconds } };
    } catch (error) {
      if (!(error instanceof NoAnswer)) return unanswered(502, "was not called: the request cannot be forwarded", 0);
      return unanswered(error.reason === "timeout" ? 504 : 502, error.message, error.milliseconds);
    } finally {
      this.#waiting -= 1;
    }
  }
}

function unanswered(status: number, problem: string, milliseconds: number): Given {
  return {
    status,
    headers: { "content-type": "text/plain; charset=utf-8" },
    body: `the server that callbacks are forwarded to ${problem}\n`,
    target: { problem, milliseconds },
  };
}
