/** Receivers for AWS Lambda, behind API Gateway, a load balancer or a function URL. */
import { ANSWERS } from "../generated/answers.js";
import { problem, responseTo } from "./answer.js";
import { responseBy } from "./source.js";

/** The host of a receiver in AWS Lambda. */
export interface LambdaHost {
  /** The event of the invocation, as AWS sent it. */
  readonly event: unknown;
  /** The context of the invocation. */
  readonly context: unknown;
}

/** The result of the invocation, which AWS turns into a response. */
export interface LambdaResponse {
  /** The HTTP status. */
  statusCode: number;
  /** The status in words, which load balancers need: "204 No Content". */
  statusDescription?: string;
  /** The headers. */
  headers?: Record<string, string>;
  /** Instead of `headers`, for a load balancer with multi-value headers. */
  multiValueHeaders?: Record<string, string[]>;
  /** Cookies, for payload format 2.0. */
  cookies?: string[];
  /** The body, in base64 if `isBase64Encoded`. */
  body: string;
  /** Whether the body is base64. */
  isBase64Encoded: boolean;
}

/** The parts of an event that are used; each may be missing or of another type. */
interface LambdaEvent {
  httpMethod?: unknown;
  path?: unknown;
  rawPath?: unknown;
  rawQueryString?: unknown;
  headers?: Named;
  multiValueHeaders?: Named;
  queryStringParameters?: Named;
  multiValueQueryStringParameters?: Named;
  resource?: unknown;
  version?: unknown;
  requestContext?: { http?: { method?: unknown } | null; domainName?: unknown; elb?: unknown } | null;
  body?: unknown;
  isBase64Encoded?: unknown;
}

type Named = Record<string, unknown> | null | undefined;

/**
 * Turns a receiver into a handler for AWS Lambda: for API Gateway (REST and HTTP APIs, payload formats 1.0 and 2.0),
 * Application Load Balancers with or without multi-value headers, and function URLs. It takes any function from a
 * `Request` to a `Response`, so you can wrap a receiver. The receiver's host is `{ event, context }`.
 *
 * It never rejects. An event that is not an HTTP request is answered 500 and logged. It does not set
 * `callbackWaitsForEmptyEventLoop`: Lambda reads that only for handlers with a callback, and this one returns a
 * promise.
 *
 * **Credentials need a challenge that arrives.** Bandwidth sends credentials only after an answer 401 with a
 * `WWW-Authenticate` header. REST APIs and function URLs rename this header to `x-amzn-Remapped-WWW-Authenticate`, so
 * Bandwidth never sends the credentials, and every callback is lost after 24 hours. A warning is logged once. Use a
 * load balancer; or, in a REST API, let a Lambda authorizer check the credentials and set the header in the gateway
 * response for 401. Check the header that arrives with `curl -i -X POST` before you go live.
 *
 * Set the timeout of the function above the receiver's `timeLimit`: Lambda's default is 3 seconds.
 *
 * @param receive a receiver, or a function that wraps one
 * @returns a handler for Lambda
 * @throws {TypeError} if it is not a function
 *
 * @example
 * ```js
 * import { createReceiver, toLambda } from "bandwidth-callbacks/receiver";
 *
 * const receive = createReceiver({ anonymous: true, on: { event: ({ type }) => console.log(type) } });
 * export const handler = toLambda(receive);
 *
 * const event = { requestContext: { http: { method: "POST" } }, rawPath: "/callbacks", headers: {}, body: "[]" };
 * console.assert((await handler(event, {})).statusCode === 204);
 * ```
 */
export function toLambda(
  receive: (request: Request, host: LambdaHost) => Promise<Response> | Response,
): (event: unknown, context?: unknown) => Promise<LambdaResponse> {
  if (typeof receive !== "function") throw new TypeError("expected a receiver, or a function from Request to Response");
  let isWarned = false;
  return async (event, context) => {
    const known = typeof event === "object" && event !== null ? (event as LambdaEvent) : {};
    const source = sourceOf(known);
    const method = known.requestContext?.http?.method ?? known.httpMethod;
    if (typeof method !== "string") {
      console.error(NOT_HTTP);
      return responseOf(responseTo(problem("not-a-request", "", "the event is not an HTTP request")), source);
    }
    try {
      const request = requestOf(known, method, source);
      if (request === undefined) return await responseOf(responseTo(problem("method-not-allowed")), source);
      const response = responseBy(await receive(request, { event, context }), "toLambda");
      if (!isWarned && response.status === 401 && isRenaming(known, source)) {
        isWarned = true;
        console.error(RENAMED);
      }
      return await responseOf(response, source);
    } catch (error) {
      console.error(error);
      return responseOf(responseTo(problem("receiver-failed")), source);
    }
  };
}

const NOT_HTTP =
  "this Lambda event is not an HTTP request: connect the function to API Gateway, a load balancer or a function URL";
const RENAMED =
  "AWS renames the header WWW-Authenticate of this answer, so Bandwidth will not send credentials: see toLambda";

/** The service that sent the event: each needs another form of response. */
type Source = "balancer" | "balancer with multi-value headers" | "format 1.0" | "format 2.0";

function sourceOf({ requestContext, multiValueHeaders }: LambdaEvent): Source {
  if (isNothing(requestContext?.elb)) return isNothing(requestContext?.http) ? "format 1.0" : "format 2.0";
  return isNothing(multiValueHeaders) ? "balancer" : "balancer with multi-value headers";
}

const isNothing = (value: unknown): value is null | undefined => value === null || value === undefined;

/** Whether AWS renames the header of a challenge, as REST APIs (no `version` in the event) and function URLs do. */
function isRenaming({ version, requestContext }: LambdaEvent, source: Source): boolean {
  const isUrl = String(requestContext?.domainName).includes(".lambda-url.");
  return isUrl || (source === "format 1.0" && version === undefined);
}

/** The request; undefined if its method is one that `Request` forbids. */
function requestOf(event: LambdaEvent, method: string, source: Source): Request | undefined {
  const headers = headersOf(event);
  const bytes = /^(get|head)$/i.test(method) ? undefined : bytesOf(event);
  // The event has the whole body.
  if (bytes !== undefined) headers.set("content-length", String(bytes.length));
  try {
    const body = bytes === undefined ? {} : { body: bytes };
    return new Request(urlOf(event, headers, source), { method, headers, ...body });
  } catch {
    return undefined;
  }
}

function headersOf({ headers: single, multiValueHeaders }: LambdaEvent): Headers {
  const headers = new Headers();
  const several = Object.entries(multiValueHeaders ?? {});
  // A REST API has all of them in both, a load balancer in one.
  const names = new Set(several.map(([name]) => name.toLowerCase()));
  const others = Object.entries(single ?? {}).filter(([name]) => !names.has(name.toLowerCase()));
  for (const [name, values] of [...several, ...others]) {
    for (const value of [values].flat()) {
      try {
        if (!isNothing(value)) headers.append(name, String(value));
      } catch {
        // Not a valid HTTP header.
      }
    }
  }
  return headers;
}

function bytesOf({ body, isBase64Encoded }: LambdaEvent): Uint8Array<ArrayBuffer> | undefined {
  if (isNothing(body) || body === "") return undefined;
  const text = typeof body === "string" ? body : (JSON.stringify(body) ?? "");
  if (isBase64Encoded === true) {
    try {
      const decoded = atob(text);
      const bytes = new Uint8Array(decoded.length);
      for (let at = 0; at < bytes.length; at++) bytes[at] = decoded.charCodeAt(at);
      return bytes;
    } catch {
      // Marked as base64, but it is not.
    }
  }
  return new TextEncoder().encode(text);
}

/** The requested URL, as far as it is known. */
function urlOf(event: LambdaEvent, headers: Headers, source: Source): string {
  const { rawPath, path, rawQueryString, requestContext } = event;
  const way = [rawPath, path].find((text) => typeof text === "string" && text.startsWith("/")) as string | undefined;
  const query = typeof rawQueryString === "string" ? rawQueryString : queryOf(event, source);
  const tail = `${(way ?? "/").replace(/[?#]/g, encodeURIComponent)}${query === "" ? "" : `?${query}`}`;
  const scheme = headers.get("x-forwarded-proto") === "http" ? "http" : "https";
  const domain = requestContext?.domainName;
  const host = typeof domain === "string" ? domain : (headers.get("host") ?? "localhost");
  const url = `${scheme}://${host}${tail}`;
  return /^[\w.:[\]-]+$/.test(host) && URL.canParse(url) ? url : `${scheme}://localhost${tail}`;
}

/** API Gateway decodes the parameters; a load balancer does not. */
function queryOf({ multiValueQueryStringParameters, queryStringParameters }: LambdaEvent, source: Source): string {
  const named = Object.entries(multiValueQueryStringParameters ?? queryStringParameters ?? {});
  const pairs = named.flatMap(([name, values]) => [values].flat().map((value) => [name, String(value)]));
  return source === "format 1.0" ? String(new URLSearchParams(pairs)) : pairs.map((pair) => pair.join("=")).join("&");
}

async function responseOf(response: Response, source: Source): Promise<LambdaResponse> {
  const { status, statusText } = response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = textOf(bytes);
  const answer: LambdaResponse = {
    statusCode: status,
    ...headersFor(response.headers, source),
    body: text ?? btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")),
    isBase64Encoded: text === undefined,
  };
  const phrase = statusText || (PHRASES.get(status) ?? "Status");
  if (source.startsWith("balancer")) answer.statusDescription = `${status} ${phrase}`;
  return answer;
}

function headersFor(all: Headers, source: Source): Partial<LambdaResponse> {
  const cookies = all.getSetCookie();
  const named = [...all].filter(([name]) => name !== "set-cookie");
  const headers = Object.fromEntries(named);
  const several: Record<string, string[]> = cookies.length === 0 ? {} : { "set-cookie": cookies };
  switch (source) {
    case "balancer with multi-value headers":
      for (const [name, value] of named) several[name] = [value];
      return { multiValueHeaders: several };
    case "balancer": // it sends one cookie
      return { headers: { ...headers, ...(cookies[0] !== undefined && { "set-cookie": cookies[0] }) } };
    case "format 1.0":
      return { headers, ...(cookies.length > 0 && { multiValueHeaders: several }) };
    case "format 2.0":
      return { headers, ...(cookies.length > 0 && { cookies }) };
  }
}

/** The reason phrases of a receiver's answers, and of others that accept: a `Response` has none by default. */
const PHRASES = new Map<number, string>([
  [200, "OK"],
  [202, "Accepted"],
  ...Object.values(ANSWERS).map(([status, title]) => [status, title] as const),
]);

/** The text, unless the bytes are not text. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
