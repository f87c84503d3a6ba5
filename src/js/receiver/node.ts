/** Receivers for node:http and the frameworks on it: Express, Fastify, Connect. */
import { type Answer, problem } from "./answer.js";
import { bodyLeftBy, NodeBody, type NodeRequest } from "./body.js";
import { handlersOf } from "./create.js";
import { responseBy, type Source, UsageError } from "./source.js";

/** The part of node:http's `ServerResponse` that a receiver uses. */
export interface NodeResponse {
  /** Whether it has been answered already. */
  readonly headersSent?: boolean;
  /** Writes the status and the headers. */
  writeHead(status: number, headers: Record<string, string | string[]>): unknown;
  /** Writes the body, and ends the response. */
  end(body?: string | Uint8Array): unknown;
}

/** What Fastify passes. */
interface FastifyRequest {
  raw: NodeRequest;
  body?: unknown;
}

/** What Fastify passes. */
interface FastifyReply {
  raw: NodeResponse;
  hijack(): unknown;
}

/**
 * A function from a `Request` to a `Response`: a receiver, or a function that wraps one. Its host is the request of
 * node:http.
 */
export type FetchHandler = (request: Request, host?: never) => Response | Promise<Response>;

/**
 * Turns a receiver into a handler for node:http, Express or Fastify. If a body parser ran before it, its result is
 * used: bytes and strings as they are, and parsed JSON, for which diagnostics have no positions.
 *
 * It takes any function from a `Request` to a `Response`, so you can wrap a receiver. An unwrapped receiver is faster,
 * because it needs no `Request`.
 *
 * @param receiver a receiver, or a function that wraps one
 * @returns a handler of requests; it never rejects
 * @throws {TypeError} if it is not a function
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
export function toNode(
  receiver: FetchHandler,
): (request: NodeRequest | FastifyRequest, response: NodeResponse | FastifyReply) => Promise<void> {
  if (typeof receiver !== "function")
    throw new TypeError(
      "expected a receiver, as createReceiver makes it, or another function from a Request to a Response",
    );
  const handle = handlersOf.get(receiver);
  return async (request, response) => {
    const incoming = "raw" in request ? request.raw : request;
    let outgoing: NodeResponse;
    if ("hijack" in response) {
      response.hijack();
      outgoing = response.raw;
    } else {
      outgoing = response;
    }
    if (handle === undefined) return write(await fetched(receiver, incoming, request), incoming, outgoing);
    const { status, headers, body } = await handle(nodeSource(incoming, request), incoming);
    write({ status, headers: { ...headers }, body }, incoming, outgoing);
  };
}

/** A response before it is written to node:http. */
interface Written {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Uint8Array | undefined;
}

function write({ status, headers, body }: Written, incoming: NodeRequest, outgoing: NodeResponse): void {
  if (outgoing.headersSent === true) return; // by something that did not wait
  // HTTP/2 forbids this header: Node would drop it with a process warning.
  if ((incoming.httpVersionMajor ?? 1) >= 2) delete headers["connection"];
  if (body !== undefined)
    headers["content-length"] = String(typeof body === "string" ? new TextEncoder().encode(body).length : body.length);
  outgoing.writeHead(status, headers);
  outgoing.end(body);
}

/** Answers through a `Request` and a `Response`. */
async function fetched(receiver: FetchHandler, incoming: NodeRequest, holder: object): Promise<Written> {
  let body: NodeBody | undefined;
  try {
    const left = bodyLeftBy(holder, incoming);
    const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
    if (hasBody) body = new NodeBody(incoming);
    const request = requestOf(incoming, hasBody ? { body: left ?? body!.stream(), duplex: "half" } : {});
    const response = responseBy(await receiver(request, incoming as never), "toNode");
    const headers: Written["headers"] = Object.fromEntries(response.headers);
    const cookies = response.headers.getSetCookie?.() ?? [];
    if (cookies.length > 0) headers["set-cookie"] = cookies;
    return {
      status: response.status,
      headers,
      body: response.body === null ? undefined : new Uint8Array(await response.arrayBuffer()),
    };
  } catch (error) {
    console.error(error);
    const { status, headers, body }: Answer = problem(error instanceof UsageError ? error.failure : "receiver-failed");
    return { status, headers, body };
  } finally {
    body?.discard(); // an unread rest would block the connection
  }
}

/** `holder` is the object on which a framework leaves a parsed body. */
function nodeSource(incoming: NodeRequest, holder: object): Source {
  const header = (name: string): string | null => headerOf(incoming, name);
  return {
    method: incoming.method ?? "",
    header,
    isEmpty: async () => {
      const left = bodyLeftBy(holder, incoming) ?? (await new NodeBody(incoming).read(0, null));
      return left?.length === 0;
    },
    read: (maxBytes) => {
      const left = bodyLeftBy(holder, incoming);
      if (left === undefined) return new NodeBody(incoming).read(maxBytes, header("content-length"));
      return Promise.resolve(left.length > maxBytes ? undefined : left);
    },
    request: () => requestOf(incoming, {}),
  };
}

/** Headers of which Node keeps only the first value; other servers keep all. */
const ONCE = ["authorization", "content-type"];

function headerOf({ headers, rawHeaders }: NodeRequest, name: string): string | null {
  const value = headers[name];
  if (Array.isArray(value)) return value.join(", ");
  if (value === undefined) return null;
  if (rawHeaders === undefined || !ONCE.includes(name)) return value;
  let values = "";
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const other = rawHeaders[at]!;
    if (other.length !== name.length || other.toLowerCase() !== name) continue;
    values += count++ === 0 ? rawHeaders[at + 1]! : `, ${rawHeaders[at + 1]!}`;
  }
  return count > 1 ? values : value;
}

function requestOf(incoming: NodeRequest, init: RequestInit & { duplex?: "half" }): Request {
  // `Request` rejects the pseudo-headers of HTTP/2.
  const names = Object.keys(incoming.headers).filter((name) => !name.startsWith(":"));
  const headers = names.flatMap((name) => {
    const value = incoming.headers[name];
    return Array.isArray(value)
      ? value.map((one): [string, string] => [name, one])
      : [[name, headerOf(incoming, name) ?? ""] as [string, string]];
  });
  const { method = "POST" } = incoming;
  const isForbidden = ["CONNECT", "TRACE", "TRACK"].includes(method);
  return new Request(urlOf(headerOf(incoming, "host") ?? headerOf(incoming, ":authority"), incoming.url ?? "/"), {
    method: isForbidden ? "GET" : method,
    headers,
    ...(isForbidden ? {} : init),
  });
}

/** A URL that `Request` accepts, even if the sender wrote nonsense into the request line or the host. */
function urlOf(host: string | null, target: string): string {
  // A proxy receives an absolute URL, which then replaces the host (RFC 9112, 3.2.2).
  const isWhole = /^https?:\/\//i.test(target);
  const path = target.startsWith("/") ? target : "/";
  for (const url of [isWhole ? target : `http://${host ?? ""}${path}`, `http://localhost${path}`]) {
    if (!URL.canParse(url)) continue;
    const parsed = new URL(url);
    const isHost = isWhole || (host !== null && host !== "" && !/[/?#\\@]/.test(host));
    if (!isHost && !url.startsWith("http://localhost/")) continue;
    // `Request` throws for a URL with credentials.
    [parsed.username, parsed.password] = ["", ""];
    return parsed.href;
  }
  return "http://localhost/";
}
