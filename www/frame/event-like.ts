// Events as far as their fields can be used: complete ones, and incomplete or truncated ones.

import { type CallbackEvent, type EventType, isInbound } from "bandwidth-callbacks";
import { milliseconds } from "../rows";
import { GLYPH, lasting } from "../words";

/** The usable parts of an event; each may be missing. */
export interface EventLike {
  type: EventType;
  time?: string | undefined;
  to?: string | string[] | undefined;
  errorCode?: number | undefined;
  description?: string | undefined;
  carrierName?: string | undefined;
  eventTime?: string | undefined;
  message: Record<string, unknown>;
}

export const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
export const object = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
export const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

const isEventType = (type: string): type is EventType => Object.hasOwn(GLYPH, type);

/** A value as an event, if its `type` is one. */
export function eventLike(value: unknown): EventLike | undefined {
  const given = object(value);
  const type = text(given["type"]);
  if (type === undefined || !isEventType(type)) return undefined;
  const to = given["to"];
  const code = given["errorCode"];
  return {
    type,
    time: text(given["time"]),
    to: typeof to === "string" ? to : Array.isArray(to) ? texts(to) : undefined,
    errorCode: typeof code === "number" ? code : undefined,
    description: text(given["description"]),
    carrierName: text(given["carrierName"]),
    eventTime: text(given["eventTime"]),
    message: object(given["message"]),
  };
}

export interface About {
  inbound: boolean;
  /** Whom the event is about. */
  to: string[];
  /** All recipients of the message. */
  all: string[];
  from: string | undefined;
  /** Your number. */
  own: string | undefined;
  /** "SMS", "MMS", "RBM message", "Message" */
  what: string;
  channel: string | undefined;
  isGroup: boolean;
}

export function aboutOf({ type, to, message }: EventLike): About {
  const inbound = isInbound({ type } as CallbackEvent);
  const all = typeof message["to"] === "string" ? [message["to"]] : texts(message["to"]);
  const top = typeof to === "string" ? [to] : (to ?? []);
  const from = text(message["from"]);
  const own = inbound ? (top[0] ?? text(message["owner"])) : from;
  const said = text(message["channel"]);
  const channel = said ?? (texts(message["media"]).length > 0 ? "MMS" : undefined);
  const what = channel === "RBM" ? "RBM message" : (channel ?? "Message");
  return { inbound, to: top.length > 0 ? top : all, all, from, own, what, channel, isGroup: all.length > 1 };
}

/** "recipient 2 of 3" */
export function position({ to, all, inbound }: About): string | undefined {
  if (inbound || all.length < 2 || to.length !== 1) return undefined;
  const at = all.indexOf(to[0]!);
  return at < 0 ? undefined : `recipient ${at + 1} of ${all.length}`;
}

/** How long after its message it happened, if both times are known. */
export function took({ time, message }: EventLike): string | undefined {
  const between = milliseconds(time ?? "") - milliseconds(text(message["time"]) ?? "");
  return Number.isNaN(between) || between < 0 ? undefined : `${lasting(between)} after it was created`;
}

export function coordinates(message: Record<string, unknown>): string | undefined {
  const { latitude, longitude } = object(message["locationResponse"]);
  return text(latitude) === undefined || text(longitude) === undefined ? undefined : `${latitude}, ${longitude}`;
}
