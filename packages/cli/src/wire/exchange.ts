/** One HTTP request and its result: a response, or in plain words why there is none. */
import { Agent as HttpAgent, type IncomingHttpHeaders, request as overHttp } from "node:http";
import { Agent as HttpsAgent, request as overHttps } from "node:https";
import { BANDWIDTH_TIMEOUT } from "../../../../src/js/generated/answers.js";

/** More of an answer's body is read and thrown away. */
const MAX_KEPT = 16 << 10;

export interface Outgoing {
  method?: string;
  headers?: Record<string, string>;
  body?: Uint8Array;
  /** In milliseconds, for the whole answer. */
  timeout?: number;
  agent?: Agents | undefined;
  signal?: AbortSignal | undefined;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** The beginning of it. */
  body: string;
  milliseconds: number;
}

export type NoAnswerReason =
  | "timeout"
  | "unreachable"
  | "unresolved"
  | "certificate"
  | "closed"
  | "not-http"
  | "stopped";

/** There was no answer; the message is a clause that says why, without the address. */
export class NoAnswer extends Error {
  readonly reason: NoAnswerReason;
  readonly milliseconds: number;

  constructor(reason: NoAnswerReason, message: string, milliseconds: number) {
    super(message);
    this.reason = reason;
    this.milliseconds = milliseconds;
  }
}

/** Connections that are kept open between requests. */
export class Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;

  constructor(maxSockets = 256) {
    this.http = new HttpAgent({ keepAlive: true, maxSockets });
    this.https = new HttpsAgent({ keepAlive: true, maxSockets });
  }

  close(): void {
    this.http.destroy();
    this.https.destroy();
  }
}

/** Sends a request. Rejects with `NoAnswer` only. */
export function exchange(url: URL, outgoing: Outgoing = {}): Promise<Answer> {
  return attempt(url, outgoing).catch((error: unknown) => {
    // A server may close a kept-open connection at the moment when it is used again: that is not a fault.
    const isStale = error instanceof NoAnswer && error.reason === "closed" && error.message === STALE;
    return isStale ? attempt(url, { ...outgoing, agent: undefined }) : Promise.reject(error);
  });
}

const STALE = "closed the connection that was kept open";

function attempt(url: URL, { method = "POST", headers = {}, body, timeout, agent, signal }: Outgoing): Promise<Answer> {
  const start = performance.now();
  const milliseconds = () => performance.now() - start;
  return new Promise((resolve, reject) => {
    const isSecure = url.protocol === "https:";
    const fail = (reason: NoAnswerReason, words: string) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      request.destroy();
      reject(new NoAnswer(reason, words, milliseconds()));
    };
    const stop = () => fail("stopped", "was stopped");
    const limit = timeout ?? BANDWIDTH_TIMEOUT;
    const timer = setTimeout(() => fail("timeout", `did not respond within ${seconds(limit)}`), limit);
    const request = (isSecure ? overHttps : overHttp)(url, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { "content-length": String(body.length) }) },
      agent: isSecure ? (agent?.https ?? false) : (agent?.http ?? false),
    });
    request.on("response", (response) => {
      const kept: Buffer[] = [];
      let length = 0;
      response.on("data", (part: Buffer) => {
        if (length < MAX_KEPT) kept.push(part.subarray(0, MAX_KEPT - length));
        length += part.length;
      });
      response.on("end", () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", stop);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(kept).toString(),
          milliseconds: milliseconds(),
        });
      });
      response.on("error", () => fail("closed", "closed the connection in the middle of its response"));
    });
    request.on("error", (error: NodeJS.ErrnoException) => {
      if (request.reusedSocket && error.code === "ECONNRESET") fail("closed", STALE);
      else fail(...why(error));
    });
    if (signal?.aborted === true) return stop();
    signal?.addEventListener("abort", stop);
    request.end(body);
  });
}

const TRUST = "NODE_EXTRA_CA_CERTS=FILE makes Node trust the certificates in a file";

/** Why a request failed, in words that go after "the endpoint". */
function why({ code = "", message }: NodeJS.ErrnoException): [NoAnswerReason, string] {
  switch (code) {
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return ["unresolved", "cannot be found: its host name does not resolve"];
    case "ECONNREFUSED":
      return ["unreachable", "cannot be reached: nothing listens on its port"];
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "ETIMEDOUT":
      return ["unreachable", `cannot be reached (${code})`];
    case "ECONNRESET":
    case "EPIPE":
      return ["closed", "closed the connection without a response"];
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return ["certificate", "has a certificate for another host name"];
    case "CERT_HAS_EXPIRED":
      return ["certificate", "has a certificate that has expired"];
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "SELF_SIGNED_CERT_IN_CHAIN":
      return ["certificate", `has a self-signed certificate; ${TRUST}`];
    default:
      if (/CERT|UNABLE_TO/.test(code))
        return ["certificate", `has a certificate that is not trusted (${code}); ${TRUST}`];
      if (code === "EPROTO" || code.startsWith("ERR_SSL")) return ["certificate", "does not speak TLS on that port"];
      if (code.startsWith("HPE_")) return ["not-http", "sent something that is not HTTP"];
      return ["closed", `did not respond (${code === "" ? message : code})`];
  }
}

/** "10 s", "0.5 s". */
export function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}
