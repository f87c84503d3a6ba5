/** Events that have just happened, with new IDs and times. */
import { randomInt, randomUUID } from "node:crypto";
import type { EventType } from "bandwidth-callbacks";
import { type Overrides, sample } from "bandwidth-callbacks/samples";

/** An event as parsed JSON. */
export type Event = Record<string, unknown> & { type: string; message: Record<string, unknown> };

const BASE_32 = "abcdefghijklmnopqrstuvwxyz234567";

/** An id as Bandwidth gives to outbound messages: milliseconds and 16 characters. Inbound ones have a UUID. */
export function messageId(time: number, isInbound: boolean): string {
  if (isInbound) return randomUUID();
  return `${time}${Array.from({ length: 16 }, () => BASE_32[randomInt(32)]).join("")}`;
}

/** How long before its event a message of a sample was created, in milliseconds. */
const AGE = 1000;

/** An event of a type that happens at a time, about a message of its own unless the overrides name one. */
export function fresh<T extends EventType>(
  type: T,
  overrides: Overrides<T> = {} as Overrides<T>,
  time = Date.now(),
): Event {
  const [event] = sample(type, overrides) as unknown as [Event];
  const given = overrides as { time?: unknown; eventTime?: unknown; message?: { id?: unknown; time?: unknown } };
  const created = time - AGE;
  if (given.time === undefined) event["time"] = iso(time);
  if (event["eventTime"] !== undefined && given.eventTime === undefined) event["eventTime"] = iso(time);
  if (given.message?.id === undefined) event.message["id"] = messageId(created, event.message["direction"] === "in");
  if (given.message?.time === undefined) event.message["time"] = iso(created);
  return event;
}

export function iso(time: number): string {
  return new Date(time).toISOString();
}
