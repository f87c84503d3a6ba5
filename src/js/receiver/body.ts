/** The body of a request of node:http: the result of a body parser, or the stream. */
import { collector, UsageError } from "./source.js";

/** The part of node:http's `IncomingMessage` that a receiver uses. */
export interface NodeRequest {
  /** The method, in capitals. */
  method?: string | undefined;
  /** The path and query. */
  url?: string | undefined;
  /** The headers, by name in lower case. */
  headers: { [name: string]: string | string[] | undefined };
  /** The names and values of headers as received, alternating. */
  rawHeaders?: string[];
  /** The HTTP version: 2 for HTTP/2. */
  httpVersionMajor?: number;
  /** Whether something has read from the body. */
  readableDidRead?: boolean;
  /** Whether the body was read to its end. */
  readableEnded?: boolean;
  /** Adds a listener. */
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  /** Pauses the body. */
  pause?(): unknown;
  /** Resumes the body. */
  resume?(): unknown;
}

/** The body as a body parser left it; undefined if nothing has read it. */
export function bodyLeftBy(holder: object, incoming: NodeRequest): Uint8Array<ArrayBuffer> | undefined {
  const { rawBody, body } = holder as { rawBody?: unknown; body?: unknown };
  const { headers } = incoming;
  const isUntouched = incoming.readableDidRead === false && incoming.readableEnded === false;
  const isNothing =
    headers["content-length"] === "0" ||
    (headers["content-length"] === undefined && headers["transfer-encoding"] === undefined);
  if (rawBody instanceof Uint8Array) return rawBody as Uint8Array<ArrayBuffer>;
  if (typeof rawBody === "string") return new TextEncoder().encode(rawBody);
  // Express 4 leaves an empty object if it read nothing.
  if (isUntouched) return undefined;
  if (body === undefined || body === null) {
    if (isNothing || incoming.readableDidRead === false) return new Uint8Array();
    // A parser that accepts any JSON returns this for `null`. No event is this short.
    if (body === null && Number(headers["content-length"]) <= SHORT) return new TextEncoder().encode("null");
    throw new UsageError(
      "body-already-read",
      "something read the body before the receiver, and left nothing of it as `body` or `rawBody`: " +
        "let the receiver read it, or keep the bytes as `rawBody`",
    );
  }
  if (body instanceof Uint8Array) return body as Uint8Array<ArrayBuffer>;
  if (typeof body === "string") return textLeft(body, headers["content-length"]);
  if (isNothing && typeof body === "object" && Object.keys(body).length === 0) return new Uint8Array();
  return new TextEncoder().encode(JSON.stringify(body));
}

/** How many bytes `null` may have, with white space around it. */
const SHORT = 16;

/**
 * A string is the body itself, or the string that a parser made of a body which is a JSON string. Then the body was
 * longer, by its quotes at least. By three bytes it is also if a parser of text removed a byte order mark.
 */
function textLeft(body: string, length: string | string[] | undefined): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(body);
  const more = length === undefined ? 0 : Number(length) - bytes.length;
  const isParsed = more === 2 || more > 3 || (more === 3 && !/^\s*[[{]/.test(body));
  return isParsed ? new TextEncoder().encode(JSON.stringify(body)) : bytes;
}

/** The stream of a request. */
export class NodeBody {
  readonly #incoming: NodeRequest;
  #isDiscarded = false;

  constructor(incoming: NodeRequest) {
    this.#incoming = incoming;
  }

  /** The whole body; undefined if it is longer. */
  read(maxBytes: number, length: string | null): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (Number(length) > maxBytes) return Promise.resolve(undefined);
    const incoming = this.#incoming;
    return new Promise((resolve, reject) => {
      let parts: ReturnType<typeof collector> | undefined = collector(maxBytes);
      incoming.on("data", (part) => {
        // The rest is discarded, not cut off: a sender that is cut off while it sends may never read the answer.
        if (parts === undefined || parts.add(part as Uint8Array)) return;
        parts = undefined;
        resolve(undefined);
      });
      incoming.on("end", () => {
        resolve(parts?.whole());
        parts = undefined;
      });
      incoming.on("error", reject);
      // Every request closes in the end, and creating an error is expensive.
      incoming.on("close", () => parts !== undefined && reject(new Error("the connection was closed")));
    });
  }

  /** The same as a stream for a `Request`. Nothing is read before it is asked for. */
  stream(): ReadableStream<Uint8Array> {
    const incoming = this.#incoming;
    let isReading = false;
    const begin = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
      let isAtEnd = false;
      const end = (close: () => void): void => {
        if (!isAtEnd && !this.#isDiscarded) close();
        isAtEnd = true;
      };
      incoming.on("data", (part) => {
        if (this.#isDiscarded || isAtEnd) return;
        controller.enqueue(part as Uint8Array);
        incoming.pause?.();
      });
      incoming.on("end", () => end(() => controller.close()));
      incoming.on("error", (error) => end(() => controller.error(error)));
      incoming.on("close", () => end(() => controller.error(new Error("the connection was closed"))));
    };
    return new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          if (isReading) incoming.resume?.();
          else begin(controller);
          isReading = true;
        },
        cancel: () => this.discard(),
      },
      { highWaterMark: 0 },
    );
  }

  /** Discards the rest. */
  discard(): void {
    this.#isDiscarded = true;
    this.#incoming.resume?.();
  }
}
