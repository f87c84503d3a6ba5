/** A request as a receiver sees it, independent of the server. */

export interface Source {
  method: string;
  /** A header by its name in lower case; repeated headers are joined with commas. */
  header(name: string): string | null;
  /** Whether the body is empty: reads to the first byte. Rejects as `read` does. Call only one of the two. */
  isEmpty(): Promise<boolean>;
  /** The body; undefined if it is too large. Rejects if it is incomplete, or with a `UsageError`. */
  read(maxBytes: number): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** The request for handlers, created on first use; its body has been read. */
  request(): Request;
  /** Why there is no request at all. */
  usageError?: UsageError;
}

/** A mistake in the program that uses the receiver, not in the request. */
export class UsageError extends TypeError {
  readonly failure: "body-already-read" | "not-a-request";

  constructor(failure: UsageError["failure"], message: string) {
    super(message);
    this.failure = failure;
  }
}

/** Checks properties, not the class: other realms and frameworks have their own classes. */
export function isRequest(request: unknown): request is Request {
  const { method, headers, arrayBuffer } = Object(request) as Partial<Request>;
  return (
    typeof method === "string" &&
    method !== "" &&
    typeof headers?.get === "function" &&
    typeof arrayBuffer === "function"
  );
}

/** The result of a function that wraps a receiver, if it has the properties of a `Response`. */
export function responseBy(response: Response, adapter: string): Response {
  const { status, headers, arrayBuffer } = Object(response) as Partial<Response>;
  if (typeof status === "number" && headers !== undefined && typeof arrayBuffer === "function") return response;
  throw new TypeError(
    `expected the function given to \`${adapter}\` to return a Response: does it return what it awaits?`,
  );
}

export const noSource: Source = {
  method: "",
  header: () => null,
  isEmpty: async () => false,
  read: async () => undefined,
  request: () => {
    throw notARequest();
  },
  get usageError() {
    return notARequest();
  },
};

function notARequest(): UsageError {
  return new UsageError(
    "not-a-request",
    "expected a Request as the first argument: wrap the receiver in `toNode` for node:http, Express and Fastify; " +
      "elsewhere pass the Request itself, which is `context.req.raw` in Hono",
  );
}

export function fetchSource(request: Request): Source {
  const { method, headers } = request;
  return {
    method,
    header: (name) => headers.get(name),
    isEmpty: () => isEmpty(request),
    read: (maxBytes) => readBody(request, maxBytes),
    request: () => request,
  };
}

async function isEmpty({ body, bodyUsed }: Request): Promise<boolean> {
  if (body === null || bodyUsed) return body === null;
  const reader = body.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read())
      if (part.value.length > 0) return false;
    return true;
  } finally {
    // It is not canceled: the host may discard the rest, or cut the sender off before the answer.
    reader.releaseLock();
  }
}

async function readBody(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  // Before the body is read: servers discard an unread body, but may cut off the sender of a partly read one.
  if (Number(request.headers.get("content-length")) > maxBytes) return undefined;
  const { body } = request;
  if (request.bodyUsed || body?.locked === true) {
    throw new UsageError(
      "body-already-read",
      "something read the body of the Request before the receiver, or is reading it: " +
        "pass the Request on unread, or a `clone()` of it that was made before",
    );
  }
  if (body === null) return new Uint8Array();
  // Counted, even if the request states a length: not every host enforces it.
  const reader = body.getReader();
  const parts = collector(maxBytes);
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (!parts.add(part.value)) {
      void reader.cancel().catch(() => {});
      return undefined;
    }
  }
  return parts.whole();
}

/** Collects the parts of a body; `add` returns false once they are too large. */
export function collector(maxBytes: number): { add(part: Uint8Array): boolean; whole(): Uint8Array<ArrayBuffer> } {
  // Most bodies come in one part. More parts go into one growing buffer, because each may be a single byte.
  let buffer = new Uint8Array();
  let bytes = 0;
  return {
    add(part) {
      if (bytes + part.length > maxBytes) return false;
      if (bytes === 0) {
        buffer = part as Uint8Array<ArrayBuffer>;
      } else {
        if (bytes + part.length > buffer.length) {
          const larger = new Uint8Array(Math.max(buffer.length * 2, bytes + part.length, 1 << 10));
          larger.set(buffer);
          buffer = larger;
        }
        buffer.set(part, bytes);
      }
      bytes += part.length;
      return true;
    },
    whole: () => (buffer.length === bytes ? buffer : buffer.subarray(0, bytes)),
  };
}
