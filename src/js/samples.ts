/** Valid bodies for people's own tests. */
import type { CallbackEvent, EventAlias, EventAliases, EventType } from "./generated/events.js";
import { EVENTS } from "./generated/layout.js";
import { full } from "./wasm/full.js";

type EventOf<T> = Extract<CallbackEvent, { type: T extends EventAlias ? EventAliases[T] : T }>;

/** The event of a sample: of an old name, it has that name as its type. */
export type Sample<T extends EventType | EventAlias> = T extends EventAlias ? Omit<EventOf<T>, "type"> & { type: T } : EventOf<T>;

/** What may be set in a sample: any part of it but its type. `undefined` removes a field. */
export type Overrides<T extends EventType | EventAlias> = Parts<Omit<EventOf<T>, "type">>;

type Parts<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: Parts<T[K]> | undefined } : T;

/**
 * A body with one event of a type, as Bandwidth sends it: always the same, and new each time. It is what
 * `JSON.parse` gives; `JSON.stringify` makes the text of it.
 *
 * @param type the type of the event, or an old name of one
 * @param overrides parts to set; lists are replaced, objects are merged, `undefined` removes a field
 * @throws {TypeError} for what is no type of an event
 * @example
 * ```js
 * import { sample } from "bandwidth-callbacks/samples";
 *
 * const [event] = sample("message-failed", { errorCode: 4720, message: { tag: "order 5512" } });
 * console.assert(event.errorCode === 4720);
 * console.assert(event.message.tag === "order 5512");
 * ```
 */
export function sample<T extends EventType | EventAlias>(type: T, overrides?: Overrides<T>): [Sample<T>] {
  const body = full().sample(String(type)) as [Record<string, unknown>] | undefined;
  if (body === undefined) throw new TypeError(`expected one of ${EVENTS.map(([name]) => name).join(", ")}, or an old name of one`);
  if (overrides !== undefined && !isObject(overrides)) throw new TypeError("expected overrides to be an object");
  const [event] = body;
  merge(event, overrides ?? {});
  event["type"] = type;
  return [event as Sample<T>];
}

function merge(target: Record<string, unknown>, parts: object): void {
  for (const [name, part] of Object.entries(parts)) {
    // Whatever its name is: what all objects inherit stays as it is.
    const own = Object.hasOwn(target, name) ? target[name] : undefined;
    if (part === undefined) delete target[name];
    else if (isObject(part) && isObject(own)) merge(own, part);
    else Object.defineProperty(target, name, { value: part, writable: true, enumerable: true, configurable: true });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
