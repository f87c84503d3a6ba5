/** Receivers for node:http and what stands on it: Express, Fastify, Connect. */
import { type Receiver, handlersOf } from "./create.js";
import { collector, Misuse, type Source } from "./source.js";

/** What a receiver uses of node:http's IncomingMessage; a body parser may have left something. */
export interface NodeRequest {
  /** Its method, in capitals. */
  method?: string | undefined;
  /** Its path and query. */
  url?: string | undefined;
  /** By names in lower case. */
  headers: { [name: string]: string | string[] | undefined };
  /** Something has read of it. */
  readableDidRead?: boolean;
  /** It was read to its end. */
  readableEnded?: boolean;
  on(event: string, listener: (...args: never[]) => void): unknown;
}

/** What a receiver uses of node:http's ServerResponse. */
export interface NodeResponse {
  /** It was answered already. */
  readonly headersSent?: boolean;
  writeHead(status: number, headers: Record<string, string>): unknown;
  end(body?: string): unknown;
}

/** What Fastify gives. */
interface FastifyRequest {
  raw: NodeRequest;
  body?: unknown;
}

/** What Fastify gives. */
interface FastifyReply {
  raw: NodeResponse;
  hijack(): unknown;
}

/**
 * A receiver as a handler of node:http, Express or Fastify. Where a body parser ran first its result is taken: bytes and
 * text as they are, parsed JSON without places.
 *
 * @throws {TypeError} for what is no receiver
 *
 * @example
 * ```js
 * import { createServer } from "node:http";
 * import { createReceiver, toNode } from "bandwidth-callbacks/receiver";
 *
 * const receive = createReceiver({ anonymous: true, on: { event: ({ type }) => console.log(type) } });
 * const server = createServer(toNode(receive)); // Express: app.post("/callbacks", toNode(receive)); Fastify the same
 * console.assert(!server.listening);
 * ```
 */
export function toNode(receiver: Receiver<never>): (request: NodeRequest | FastifyRequest, response: NodeResponse | FastifyReply) => Promise<void> {
  const handle = handlersOf.get(receiver);
  if (handle === undefined) throw new TypeError("expected a receiver, as createReceiver makes it");
  return async (request, response) => {
    const incoming = "raw" in request ? request.raw : request;
    let outgoing: NodeResponse;
    if ("hijack" in response) {
      response.hijack();
      outgoing = response.raw;
    } else {
      outgoing = response;
    }
    const { status, headers, body } = await handle(nodeSource(incoming, request), incoming);
    if (outgoing.headersSent === true) return; // by something that did not wait
    outgoing.writeHead(status, body === undefined ? headers : { ...headers, "content-length": String(new TextEncoder().encode(body).length) });
    outgoing.end(body);
  };
}

/** `holder` is where a framework leaves a parsed body. */
function nodeSource(incoming: NodeRequest, holder: object): Source {
  const header = (name: string): string | null => {
    const value = incoming.headers[name];
    return Array.isArray(value) ? value.join(", ") : (value ?? null);
  };
  return {
    method: incoming.method ?? "",
    header,
    read: (maxBytes) => {
      const left = leftBy(holder, incoming);
      if (left === undefined) return stream(incoming, maxBytes, header("content-length"));
      return Promise.resolve(left.length > maxBytes ? undefined : left);
    },
    request: () => {
      // HTTP/2 has more headers than `Request` takes.
      const named = Object.entries(incoming.headers).filter(([name]) => !name.startsWith(":"));
      const headers = named.flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [name, one]));
      return new Request(urlOf(header("host") ?? header(":authority"), incoming.url ?? "/"), { method: incoming.method ?? "POST", headers });
    },
  };
}

/** An address, whatever who sends the request calls the host. */
function urlOf(host: string | null, path: string): string {
  const url = `http://${host}${path}`;
  return host !== null && URL.canParse(url) ? url : `http://localhost${path.startsWith("/") ? path : "/"}`;
}

/** What a body parser has left of a body that it read. */
function leftBy(holder: object, incoming: NodeRequest): Uint8Array<ArrayBuffer> | undefined {
  const { rawBody, body } = holder as { rawBody?: unknown; body?: unknown };
  const isUntouched = incoming.readableDidRead === false && incoming.readableEnded === false;
  // Where it did not read, Express 4 leaves an empty object.
  const left = rawBody ?? (isUntouched ? undefined : body);
  const isNothing = incoming.headers["content-length"] === "0" || (incoming.headers["content-length"] === undefined && incoming.headers["transfer-encoding"] === undefined);
  if (left === undefined || left === null) {
    if (isUntouched) return undefined;
    if (isNothing || incoming.readableDidRead === false) return new Uint8Array();
    throw new Misuse("something has read the body before the receiver, and left nothing of it as `body` or `rawBody`");
  }
  if (left instanceof Uint8Array) return left as Uint8Array<ArrayBuffer>;
  if (isNothing && typeof left === "object" && Object.keys(left).length === 0) return new Uint8Array();
  return new TextEncoder().encode(typeof left === "string" ? left : JSON.stringify(left));
}

function stream(incoming: NodeRequest, maxBytes: number, length: string | null): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (Number(length) > maxBytes) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    let parts: ReturnType<typeof collector> | undefined = collector(maxBytes);
    incoming.on("data", (part: Uint8Array) => {
      // What follows is let pass: whoever is cut off while sending may never read the answer.
      if (parts === undefined || parts.add(part)) return;
      parts = undefined;
      resolve(undefined);
    });
    incoming.on("end", () => {
      resolve(parts?.whole());
      parts = undefined;
    });
    incoming.on("error", reject);
    // Every request closes in the end, and an error is dear.
    incoming.on("close", () => parts !== undefined && reject(new Error("the connection was closed")));
  });
}
