/** What callers can pass as a body, and the error for anything else. */
import { LIMITS, MAX_BYTES, MAX_DEPTH } from "./generated/layout.js";
import { checkOptions } from "./options.js";
import type { ParseOptions } from "./types.js";

export { LIMITS };

/** A body as text or bytes. `hasText` is false if the caller passed a parsed value: then positions refer to nothing. */
export interface Input {
  body: string | Uint8Array;
  hasText: boolean;
}

export function input(body: unknown): Input {
  if (typeof body === "string") return { body, hasText: true };
  if (ArrayBuffer.isView(body)) {
    return { body: steady(new Uint8Array(body.buffer, body.byteOffset, body.byteLength)), hasText: true };
  }
  // By name, as another realm has an ArrayBuffer of its own.
  if (Object.prototype.toString.call(body) === "[object ArrayBuffer]") {
    return { body: steady(new Uint8Array(body as ArrayBuffer)), hasText: true };
  }
  const wrong = misuse(body);
  if (wrong !== undefined) throw new TypeError(`expected a body (a string, bytes or parsed JSON), found ${wrong}`);
  let text: string | undefined;
  try {
    text = JSON.stringify(body);
  } catch (error) {
    // A cycle or a BigInt somewhere inside is not what JSON.parse gives; lists in lists by the thousand may be.
    if (!(error instanceof TypeError) && isDeep(body)) text = TOO_DEEP;
  }
  if (text === undefined)
    throw new TypeError("expected a body (a string, bytes or parsed JSON), found a value that JSON can't represent");
  return { body: text, hasText: false };
}

/**
 * Whether bytes can be read as they are. In memory that threads share they may change between two looks, and Chromium
 * does not decode them; Web IDL also lets a host reject those of a resizable buffer.
 */
export function isSteady({ buffer }: Uint8Array): boolean {
  return buffer instanceof ArrayBuffer && (buffer as { resizable?: boolean }).resizable !== true;
}

function steady(bytes: Uint8Array): Uint8Array {
  return isSteady(bytes) ? bytes : new Uint8Array(bytes);
}

/** More levels than any option allows. */
const TOO_DEEP = "[".repeat(MAX_DEPTH + 1);

/** Whether lists and objects are nested deeper than any option allows. Without recursion. */
function isDeep(body: unknown): boolean {
  try {
    let level: unknown[] = [body];
    for (let depth = 0; depth <= MAX_DEPTH && level.length > 0; depth++) {
      // Each once: what is shared would double with each level.
      level = [
        ...new Set(level.flatMap((value) => (typeof value === "object" && value !== null ? Object.values(value) : []))),
      ];
    }
    return level.length > 0;
  } catch {
    return false; // code of its own, that throws
  }
}

function misuse(body: unknown): string | undefined {
  switch (typeof body) {
    case "undefined":
      return "nothing";
    case "function":
    case "symbol":
    case "bigint":
      return `a ${typeof body}`;
    case "object": {
      if (body === null) return undefined;
      const has = (name: string) => typeof (body as Record<string, unknown>)[name] === "function";
      if (has("then")) return "a promise: await it first";
      if (has("arrayBuffer") && has("text")) return "a request, response or file: pass `await it.text()`";
      if (has("getReader") || has("pipe")) return "a stream: read it to its end first";
      // Map, Set, Date, URLSearchParams and their like: nothing that JSON.parse gives.
      const tag = Object.prototype.toString.call(body).slice(8, -1);
      if (tag !== "Object" && tag !== "Array") return `an object of the kind ${tag}`;
    }
  }
  return undefined;
}

/** An instance of a module that has held a body of more bytes than this is not kept. */
export const LARGE = 1 << 20;

/** The names of the limits. */
export const LIMIT_NAMES = Object.keys(LIMITS);

/** The options with their defaults; `known` names what else the options may have. */
export function limits(options: ParseOptions, known: readonly string[] = LIMIT_NAMES): Required<ParseOptions> {
  checkOptions(options, known);
  return {
    maxDepth: whole("maxDepth", options.maxDepth, MAX_DEPTH),
    maxBytes: whole("maxBytes", options.maxBytes, MAX_BYTES),
    maxDiagnostics: whole("maxDiagnostics", options.maxDiagnostics, 1_000_000),
  };
}

function whole(name: keyof ParseOptions, value: unknown, most: number): number {
  if (value === undefined) return LIMITS[name];
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new TypeError(`expected option \`${name}\` to be an integer from 1 to ${most}`);
}
