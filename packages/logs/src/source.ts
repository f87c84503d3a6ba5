/** The bytes of any log in pieces, each read when it is asked for. */
import type { Log, ReadOptions } from "./options.js";

/** How many bytes or code units of a log in memory are read at once. */
const PIECE_BYTES = 1 << 18;

/** The pieces of a source. Releases the source if the caller stops early. */
export function pieces(log: Log, options: ReadOptions): Pieces {
  return pull(iterator(log), options);
}

/** Chunks of bytes. */
export type Pieces = AsyncGenerator<Uint8Array, void, undefined>;

function iterator(source: unknown): AsyncIterator<Uint8Array | string> {
  if (typeof source === "string") return cut(source, source.length);
  if (ArrayBuffer.isView(source))
    return cut(new Uint8Array(source.buffer, source.byteOffset, source.byteLength), source.byteLength);
  if (Object.prototype.toString.call(source) === "[object ArrayBuffer]") {
    return cut(new Uint8Array(source as ArrayBuffer), (source as ArrayBuffer).byteLength);
  }
  if (typeof source === "object" && source !== null) {
    // Not by `instanceof`: another realm, and a polyfill, has classes of its own. A stream may be iterable, or not.
    if ("getReader" in source) return reading(source as ReadableStream<Uint8Array>);
    if (Symbol.asyncIterator in source) return (source as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
    if ("stream" in source && "size" in source) return reading((source as Blob).stream());
  }
  const found =
    source === undefined
      ? "nothing"
      : source === null
        ? "null"
        : typeof source === "object"
          ? "an object of another kind"
          : `a ${typeof source}`;
  throw new TypeError(`expected a stream, an async iterable of bytes, a file, bytes or a string, found ${found}`);
}

async function* cut<T extends string | Uint8Array>(whole: T, length: number): AsyncGenerator<T> {
  for (let at = 0; at < length; at += PIECE_BYTES)
    yield (typeof whole === "string" ? whole.slice(at, at + PIECE_BYTES) : whole.subarray(at, at + PIECE_BYTES)) as T;
}

function reading(stream: ReadableStream<Uint8Array>): AsyncIterator<Uint8Array> {
  const reader = stream.getReader();
  return {
    next: () => reader.read() as Promise<IteratorResult<Uint8Array>>,
    async return() {
      await reader.cancel();
      reader.releaseLock();
      return { done: true, value: undefined };
    },
  };
}

async function* pull(source: AsyncIterator<Uint8Array | string>, { signal, onProgress }: ReadOptions): Pieces {
  const encode = encoder();
  const aborted = abortion(signal);
  let isAtEnd = false;
  let taken = 0;
  try {
    while (!isAtEnd) {
      signal?.throwIfAborted();
      const { done, value } = await aborted.or(source.next());
      isAtEnd = done === true;
      const piece = isAtEnd ? encode() : typeof value === "string" ? encode(value) : bytesOf(value);
      taken += piece.length;
      onProgress?.(taken);
      yield piece;
    }
  } finally {
    aborted.forget();
    // An aborted source may never answer, so it is not awaited.
    const returned = isAtEnd ? undefined : Promise.resolve(source.return?.()).catch(() => {});
    if (!signal?.aborted) await returned;
  }
}

function bytesOf(piece: unknown): Uint8Array {
  if (ArrayBuffer.isView(piece)) return new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength);
  throw new TypeError("expected the chunks of a log to be bytes or strings");
}

/** Races promises against an abort signal. */
function abortion(signal: AbortSignal | undefined): { or<T>(other: Promise<T>): Promise<T>; forget(): void } {
  if (signal === undefined) return { or: (other) => other, forget: () => {} };
  let fail: (reason: unknown) => void = () => {};
  const onAbort = () => fail(signal.reason);
  signal.addEventListener("abort", onAbort);
  return {
    // A new promise each time: one that never settles would keep everything that was ever raced with it.
    or: (other) =>
      new Promise((resolve, reject) => {
        fail = reject;
        other.then(resolve, reject);
      }),
    forget: () => signal.removeEventListener("abort", onAbort),
  };
}

/** Text in pieces as bytes; without text, what is left. A piece may end between the halves of a surrogate pair. */
function encoder(): (text?: string) => Uint8Array {
  const utf8 = new TextEncoder();
  let half = "";
  return (text) => {
    const whole = half + (text ?? "");
    const last = whole.charCodeAt(whole.length - 1);
    half = text !== undefined && last >= 0xd800 && last < 0xdc00 ? whole.slice(-1) : "";
    return utf8.encode(half === "" ? whole : whole.slice(0, -1));
  };
}
