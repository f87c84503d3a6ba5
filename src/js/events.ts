/** Small facts about an event that every receiver needs. */
import type { CallbackEvent } from "./generated/events.js";
import { EVENTS } from "./generated/layout.js";

/** An event about a message that somebody sent to you. */
export type InboundEvent = Extract<CallbackEvent, { type: "message-received" | "suggestion-response" | "requested-location-response" }>;

/** An event about a message that you sent. */
export type StatusEvent = Exclude<CallbackEvent, InboundEvent>;

/**
 * Whether somebody sent something to you: the only events that one may reply to.
 *
 * @throws {TypeError} for what is no event, as the other functions here
 *
 * @example
 * ```js
 * import { isInbound } from "bandwidth-callbacks";
 * import { sample } from "bandwidth-callbacks/samples";
 *
 * const [event] = sample("message-received");
 * console.assert(isInbound(event));
 * ```
 */
export function isInbound(event: CallbackEvent): event is InboundEvent {
  return facts(event)[1];
}

/**
 * Whether it tells of a message that you sent.
 *
 * @example
 * ```js
 * import { isStatus } from "bandwidth-callbacks";
 * import { sample } from "bandwidth-callbacks/samples";
 *
 * const [event] = sample("message-read");
 * console.assert(isStatus(event));
 * ```
 */
export function isStatus(event: CallbackEvent): event is StatusEvent {
  return !isInbound(event);
}

/**
 * Whether no further status follows for the same message and recipient, a read receipt aside.
 *
 * @example
 * ```js
 * import { isTerminal } from "bandwidth-callbacks";
 * import { sample } from "bandwidth-callbacks/samples";
 *
 * const [event] = sample("message-sent");
 * console.assert(!isTerminal(event));
 * ```
 */
export function isTerminal(event: CallbackEvent): boolean {
  return facts(event)[2];
}

/**
 * Whom the event is about, whichever of the two `to` says so: on a status the recipients it speaks
 * of, on an inbound event your number.
 *
 * @example
 * ```js
 * import { recipients } from "bandwidth-callbacks";
 * import { sample } from "bandwidth-callbacks/samples";
 *
 * const [event] = sample("message-failed");
 * console.assert(recipients(event)[0] === event.to);
 * ```
 */
export function recipients(event: CallbackEvent): string[] {
  const { to } = event;
  if (typeof to === "string") return [to];
  if (to !== undefined && to.length > 0) return [...to];
  return isInbound(event) ? [event.message.owner] : [...event.message.to];
}

/**
 * The same for every delivery of the same event, and different for any other: Bandwidth sends an
 * event again until it is answered 2xx.
 *
 * An inbound message is told by its id; a status by id, recipients and type, as all recipients of a
 * group message share one id.
 *
 * @example
 * ```js
 * import { dedupeKey } from "bandwidth-callbacks";
 * import { sample } from "bandwidth-callbacks/samples";
 *
 * const [event] = sample("message-received");
 * console.assert(dedupeKey(event) === event.message.id);
 * ```
 */
export function dedupeKey(event: CallbackEvent): string {
  return isInbound(event) ? event.message.id : `${event.message.id}/${recipients(event).join(",")}/${event.type}`;
}

/**
 * Whether one may reply to an event: it is inbound by its type and by its direction, and none of your own numbers sent
 * it. To answer a status, which tells of your own answer, is to answer for ever.
 *
 * @example
 * ```js
 * import { mayReply } from "bandwidth-callbacks";
 * import { sample } from "bandwidth-callbacks/samples";
 *
 * const [event] = sample("message-received");
 * console.assert(mayReply(event));
 * console.assert(!mayReply(event, [event.message.from])); // you wrote to yourself
 * console.assert(!mayReply(sample("message-delivered")[0]));
 * ```
 */
export function mayReply(event: CallbackEvent, own: Iterable<string> = []): event is InboundEvent {
  const { from, owner, direction } = event.message;
  return isInbound(event) && direction === "in" && from !== owner && ![...own].includes(from);
}

/**
 * The row of an event.
 *
 * @internal
 */
export function facts(event: CallbackEvent): (typeof EVENTS)[number] {
  const row = EVENTS.find(([name]) => name === event?.type);
  if (row === undefined) throw new TypeError("expected an event: one of `events`, as `parse` gives them");
  return row;
}
