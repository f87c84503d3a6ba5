/**
 * Delivers a callback as Bandwidth does: first without credentials, then, if the endpoint asks for them with a
 * challenge, again with them.
 */
import { type Answer, type Agents, exchange, NoAnswer, type Outgoing } from "./exchange.js";
import type { Credentials } from "../values.js";

/** The headers of Bandwidth's requests, as documented. */
export const HEADERS: Readonly<Record<string, string>> = {
  "content-type": "application/json; charset=utf-8",
  "user-agent": "BandwidthAPI/v2",
};

export interface DeliverOptions {
  credentials?: Credentials | undefined;
  timeout?: number | undefined;
  agent?: Agents | undefined;
  signal?: AbortSignal | undefined;
}

/** The outcome of one attempt to deliver a callback. */
export interface Delivery {
  /** The status of the last response; undefined if there was none. */
  status: number | undefined;
  /** Why it was not accepted, as a clause after "the endpoint"; undefined if it was. */
  problem: string | undefined;
  /** Bandwidth would not try again. */
  isLost: boolean;
  /** It was sent a second time, with credentials. */
  wasChallenged: boolean;
  /** For all of its requests. */
  milliseconds: number;
}

/** Sends a body once, or twice if it is challenged. Rejects only if the signal stops it. */
export async function deliver(url: URL, body: Uint8Array, options: DeliverOptions = {}): Promise<Delivery> {
  const { credentials, timeout, agent, signal } = options;
  const common: Outgoing = { body, agent, signal, ...(timeout === undefined ? {} : { timeout }) };
  let spent = 0;
  let wasChallenged = false;
  const result = (status: number | undefined, problem: string | undefined, isLost = false): Delivery => ({
    status,
    problem,
    isLost,
    wasChallenged,
    milliseconds: spent,
  });
  try {
    const first = await exchange(url, { ...common, headers: HEADERS });
    spent = first.milliseconds;
    if (first.status !== 401) return result(first.status, refusal(first));
    if (!hasChallenge(first)) return result(401, BARE, true);
    if (credentials === undefined)
      return result(401, "asks for credentials: pass them with --credentials user:password");
    wasChallenged = true;
    const second = await exchange(url, { ...common, headers: { ...HEADERS, ...authorization(credentials) } });
    spent += second.milliseconds;
    return result(second.status, second.status === 401 ? "answered 401 to the credentials" : refusal(second));
  } catch (error) {
    if (!(error instanceof NoAnswer) || error.reason === "stopped") throw error;
    spent += error.milliseconds;
    return result(undefined, error.message);
  }
}

const BARE =
  "answered 401 without `WWW-Authenticate: Basic`, so Bandwidth sends no credentials and the callback is lost";

function refusal({ status }: Answer): string | undefined {
  return isAccepted(status) ? undefined : `answered ${status}`;
}

export function isAccepted(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Whether an answer asks for HTTP Basic credentials. */
export function hasChallenge({ headers }: Pick<Answer, "headers">): boolean {
  return /(^|,)\s*Basic(\s|,|$)/i.test(headers["www-authenticate"] ?? "");
}

export function authorization({ username, password }: Credentials): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
}
