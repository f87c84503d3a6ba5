/** Valid bodies for your tests. */
import type { CallbackEvent, EventAlias, EventAliases, EventType } from "./generated/events.js";
import { DESCRIPTIONS } from "./generated/descriptions.js";
import { EVENTS, VERIFICATION } from "./generated/layout.js";
import type { Verification, VerificationOutcome } from "./generated/verification.js";
import { checkOptions } from "./options.js";
import { full } from "./wasm/full.js";

type EventOf<T> = Extract<CallbackEvent, { type: T extends EventAlias ? EventAliases[T] : T }>;

/** The event of a sample. For a legacy type, its `type` is the legacy name. */
export type Sample<T extends EventType | EventAlias> = T extends EventAlias
  ? Omit<EventOf<T>, "type"> & { type: T }
  : EventOf<T>;

/** What can be set in a sample: any part except its type. `undefined` removes a field. */
export type Overrides<T extends EventType | EventAlias> = Parts<Omit<EventOf<T>, "type">>;

type Parts<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: Parts<T[K]> | undefined } : T;

/** The name of a sample of a toll-free verification webhook; without an outcome, the number is verified. */
export type VerificationSample = "toll-free-verification" | `toll-free-verification.${VerificationOutcome}`;

type OutcomeOf<T> = T extends `toll-free-verification.${infer O}` ? O : "verified";

/** The toll-free verification webhook of a sample. */
export type VerificationBody<T extends VerificationSample> = Extract<Verification, { outcome: OutcomeOf<T> }>["value"];

/** The options of `sample`. */
export interface SampleOptions {
  /**
   * The number of events, from 1 to 100000. Each has its own message ID; the first has the same as without options.
   *
   * @default 1
   */
  count?: number | undefined;
}

const MAX_COUNT = 100_000;

/**
 * A body with one event of a type, as Bandwidth sends it: always the same values, in a new object each time. It is
 * parsed JSON; `JSON.stringify` turns it into text.
 *
 * Message IDs repeat between calls, so a receiver that handles each event once takes the second sample of a type for a
 * duplicate. Set `message.id`, or ask for several events at once with `count`.
 *
 * @param type the type of the event, or a legacy name of one
 * @param overrides parts to set in every event; arrays are replaced, objects are merged, `undefined` removes a field.
 *   An `errorCode` also sets the `description` that Bandwidth sends with it, unless you set that too
 * @param options how many events
 * @returns an array of events: a body as `parse` takes it
 * @throws {TypeError} if there is no such type, or an option is wrong
 * @throws {Error} if the host does not compile WebAssembly
 * @example
 * ```js
 * import { sample } from "bandwidth-callbacks/samples";
 *
 * const [event] = sample("message-failed", { errorCode: 4720, message: { tag: "order 5512" } });
 * console.assert(event.errorCode === 4720 && event.description === "invalid-destination-address");
 * console.assert(event.message.tag === "order 5512");
 *
 * const [first, second] = sample("message-failed", {}, { count: 2 });
 * console.assert(first.message.id === event.message.id && second.message.id !== first.message.id);
 * ```
 */
export function sample<T extends EventType | EventAlias>(
  type: T,
  overrides?: Overrides<T>,
  options?: SampleOptions,
): [Sample<T>, ...Sample<T>[]];
/**
 * The body of a toll-free verification webhook: a single object, as Bandwidth sends it.
 *
 * @param type `toll-free-verification`, optionally with an outcome after a dot
 * @param overrides parts to set; arrays are replaced, objects are merged, `undefined` removes a field
 * @returns a new object: a body as `parse` takes it
 * @throws {TypeError} if there is no such outcome, or an option is wrong
 * @throws {Error} if the host does not compile WebAssembly
 * @example
 * ```js
 * import { sample } from "bandwidth-callbacks/samples";
 *
 * const denied = sample("toll-free-verification.denied", { denialStatusCode: 1103 });
 * console.assert(denied.status === "UNVERIFIED" && denied.denialStatusCode === 1103);
 * ```
 */
export function sample<T extends VerificationSample>(
  type: T,
  overrides?: Parts<VerificationBody<T>>,
): VerificationBody<T>;
export function sample(type: string, overrides?: object, options?: SampleOptions): unknown {
  const body = full().sample(String(type)) as [Record<string, unknown>] | Record<string, unknown> | undefined;
  if (body === undefined) {
    const names = [...EVENTS.map(([name]) => name), VERIFICATION];
    throw new TypeError(`expected one of ${names.join(", ")}, or an old name of one`);
  }
  if (overrides !== undefined && !isObject(overrides)) throw new TypeError("expected overrides to be an object");
  if (!Array.isArray(body)) {
    if (options !== undefined) throw new TypeError("expected no options for a toll-free verification webhook");
    merge(body, overrides ?? {});
    return body;
  }
  const length = counted(options);
  const [event] = body;
  describe(event, overrides ?? {});
  const text = JSON.stringify(event);
  return Array.from({ length }, (_, index) => {
    const copy = index === 0 ? event : (JSON.parse(text) as Record<string, unknown>);
    const message = copy["message"] as { id: string };
    message.id = numbered(message.id, index);
    merge(copy, overrides ?? {});
    copy["type"] = type;
    return copy;
  });
}

/** Sets the description that belongs to an error code: that of the sample belongs to another one. */
function describe(event: Record<string, unknown>, { errorCode }: { errorCode?: unknown }): void {
  if (!("errorCode" in event) || typeof errorCode !== "number") return;
  event["description"] = DESCRIPTIONS[errorCode] ?? "unknown-error";
}

function counted(options: SampleOptions = {}): number {
  checkOptions(options, ["count"]);
  const { count = 1 } = options;
  if (Number.isInteger(count) && count >= 1 && count <= MAX_COUNT) return count;
  throw new TypeError(`expected option \`count\` to be an integer from 1 to ${MAX_COUNT}`);
}

/** A message ID in the same format: a UUID ends with 12 hexadecimal digits, Bandwidth's own format ends in base 32. */
function numbered(id: string, index: number): string {
  if (index === 0) return id;
  const isUuid = /^[\da-f]{8}-/.test(id);
  // Bandwidth's base 32 has the letters first, then the digits from 2 to 7.
  const digits = isUuid
    ? index.toString(16)
    : index.toString(32).replace(/./g, (digit) => "abcdefghijklmnopqrstuvwxyz234567"[parseInt(digit, 32)]!);
  return id.slice(0, isUuid ? -12 : -8) + digits.padStart(isUuid ? 12 : 8, isUuid ? "0" : "a");
}

function merge(target: Record<string, unknown>, parts: object): void {
  for (const [name, part] of Object.entries(parts)) {
    // Also for names such as `__proto__`: what all objects inherit must not change.
    const own = Object.hasOwn(target, name) ? target[name] : undefined;
    if (part === undefined) delete target[name];
    else if (isObject(part) && isObject(own)) merge(own, part);
    else Object.defineProperty(target, name, { value: part, writable: true, enumerable: true, configurable: true });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
