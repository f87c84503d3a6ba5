/** Valid bodies for people's own tests. */
import type { CallbackEvent, EventType } from "./generated/events.js";
import { full } from "./wasm/full.js";

type EventOf<T extends EventType> = Extract<CallbackEvent, { type: T }>;

/** What may be set in a sample: any part of it but its type. */
export type Overrides<T extends EventType> = Parts<Omit<EventOf<T>, "type">>;

type Parts<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: Parts<T[K]> } : T;

/**
 * A body with one event of a type, as Bandwidth sends it: always the same, and new each time.
 *
 * @param overrides parts to set; lists are replaced, objects are merged, `undefined` removes a field
 */
export function sample<T extends EventType>(type: T, overrides: Overrides<T> = {} as Overrides<T>): [EventOf<T>] {
  const body = full().sample(String(type)) as [Record<string, unknown>] | undefined;
  if (body === undefined) throw new TypeError("expected the name of an event type");
  const [event] = body;
  merge(event, overrides as Record<string, unknown>);
  return [event as unknown as EventOf<T>];
}

function merge(target: Record<string, unknown>, parts: Record<string, unknown>): void {
  for (const [name, part] of Object.entries(parts)) {
    const own = target[name];
    if (part === undefined) delete target[name];
    else if (isObject(part) && isObject(own)) merge(own, part);
    else Object.defineProperty(target, name, { value: part, writable: true, enumerable: true, configurable: true });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
