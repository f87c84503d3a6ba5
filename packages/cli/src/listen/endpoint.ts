/** The endpoint: `createReceiver` as any user would use it, and a record of each request and its answer. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { dedupeKey, elements, parse, type Report } from "bandwidth-callbacks";
import { createReceiver, type NodeRequest, type NodeResponse, toNode } from "bandwidth-callbacks/receiver";
import type { Credentials } from "../values.js";
import type { Again, Arrival } from "./arrival.js";
import type { Forwarder, Given } from "./forward.js";

export const PATH = "/callbacks";
const MAX_BYTES = 1 << 20; // as the receiver has it
const ELSEWHERE = `use POST ${PATH}`;
/** Headers that hold secrets are named, not shown. */
const SECRET = /^(authorization|proxy-authorization|cookie)$/i;

export interface EndpointOptions {
  credentials: Credentials | undefined;
  forwarder: Forwarder | undefined;
  /** Gets each arrival, with its report and body if the body was read. */
  keep(arrival: Arrival, report?: Report, body?: Uint8Array): void;
}

/** A listener for node:http. */
export function endpoint({ credentials, forwarder, keep }: EndpointOptions) {
  const receive = createReceiver<Tapped>({
    ...(credentials === undefined ? { anonymous: true } : { credentials }),
    maxBytes: MAX_BYTES,
    log: false, // each answer has a line of its own
    on: {
      event: (event, { host }) => void host.handed.add(dedupeKey(event)),
      "toll-free-verification": ({ index }, { host }) => void host.handed.add(index),
    },
    unknown: ({ index }, { host }) => void host.handed.add(index),
    rejected: ({ index }, { host }) => void host.handed.add(index),
  });
  const answer = toNode(receive);

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const at = new Date().toISOString();
    const [path = "", query = ""] = (request.url ?? "").split("?");
    if (path !== PATH && path !== `${PATH}/`) {
      request.resume();
      response.writeHead(404, { "content-type": "text/plain" }).end(`${ELSEWHERE}\n`);
      // Browsers and scanners request all sorts of paths; a POST was probably meant for the endpoint.
      if (request.method === "POST") keep({ at, status: 404, detail: ELSEWHERE, path: path.slice(0, 200) });
      return;
    }
    const tapped = new Tapped(request);
    const held = new Held(response);
    await answer(tapped, held);
    const body = tapped.body();
    let given: Given | undefined;
    if (body !== undefined && held.status !== 401 && forwarder !== undefined)
      given = await forwarder.forward(request.headers, query, body);
    held.release(given);
    const { status, detail } = held;
    const arrival: Arrival = { at, status, hasCredentials: request.headers.authorization !== undefined };
    if (detail !== undefined) arrival.detail = detail;
    if (given !== undefined) arrival.target = given.target;
    // Bodies of strangers are neither shown nor kept.
    if (body === undefined || (status === 401 && given === undefined)) return keep(arrival);
    const report = parse(body, { maxBytes: MAX_BYTES });
    const again = handledBefore(report, tapped.handed);
    keep({ ...arrival, headers: headersOf(request), body: body.toString("base64"), again }, report, body);
  };
}

/** The request as the receiver uses it, with a copy of the body that it reads: it decides whether and when. */
class Tapped implements NodeRequest {
  /** What handlers received: keys of events, indexes of other elements. */
  readonly handed = new Set<string | number>();
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly #request: IncomingMessage;
  #parts: Buffer[] = [];
  #size = 0;
  #isWhole = false;

  constructor(request: IncomingMessage) {
    this.#request = request;
    this.method = request.method;
    this.url = request.url;
    this.headers = request.headers;
  }

  get readableDidRead(): boolean {
    return this.#request.readableDidRead;
  }

  get readableEnded(): boolean {
    return this.#request.readableEnded;
  }

  on(name: string, listener: (...args: never[]) => void): unknown {
    if (name === "data") this.#request.on("data", (part: Buffer) => this.#add(part));
    if (name === "end") this.#request.on("end", () => (this.#isWhole = true));
    return this.#request.on(name, listener as (...args: unknown[]) => void);
  }

  /** All of it, if it came to its end and is not too long. */
  body(): Buffer | undefined {
    return this.#isWhole && this.#size <= MAX_BYTES ? Buffer.concat(this.#parts) : undefined;
  }

  #add(part: Buffer): void {
    this.#size += part.length;
    if (this.#size > MAX_BYTES) this.#parts = [];
    else if (this.#parts.push(part) > 1000) this.#parts = [Buffer.concat(this.#parts)]; // parts may be a byte each
  }
}

/** The response for the receiver. The answer is held back until it is released, or replaced by the target's. */
class Held implements NodeResponse {
  readonly #response: ServerResponse;
  #headers: Record<string, string | string[]> = {};
  #body: string | Uint8Array | undefined;
  status = 500;
  detail: string | undefined;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  get headersSent(): boolean {
    return this.#response.headersSent;
  }

  writeHead(status: number, headers: Record<string, string | string[]>): void {
    this.status = status;
    this.#headers = headers;
  }

  end(body?: string | Uint8Array): void {
    this.#body = body;
    this.detail = typeof body === "string" ? (JSON.parse(body) as { detail?: string }).detail : undefined;
  }

  release(given: Given | undefined): void {
    if (given === undefined) {
      this.#response.writeHead(this.status, this.#headers).end(this.#body);
      return;
    }
    this.status = given.status;
    this.detail = undefined;
    const hasBody = given.status !== 204 && given.status !== 304;
    this.#response.writeHead(given.status, given.headers).end(hasBody ? given.body : undefined);
  }
}

/** The elements that were handled before, so no handler received them. */
function handledBefore(report: Report, handed: ReadonlySet<string | number>): Again {
  const seen = new Set<string>();
  const isAgain = (key: string) => !handed.has(key) || seen.size === seen.add(key).size;
  return {
    events: report.events.flatMap((event, at) => (isAgain(dedupeKey(event)) ? [at] : [])),
    elements: elements(report)
      .filter(({ kind, index }) => kind !== "event" && !handed.has(index))
      .map(({ index }) => index),
  };
}

function headersOf({ rawHeaders }: IncomingMessage): [string, string][] {
  const headers: [string, string][] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!;
    headers.push([name, SECRET.test(name) ? "(not shown)" : rawHeaders[at + 1]!]);
  }
  return headers;
}
