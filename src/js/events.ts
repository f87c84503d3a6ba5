/** Small functions on an event that every receiver needs. */
import type { CallbackEvent, InboundEvent, StatusEvent } from "./generated/events.js";
import { EVENTS, VERIFICATION } from "./generated/layout.js";
import type { Verification } from "./generated/verification.js";

/**
 * Whether the event is inbound: someone sent something to you. Only inbound events can be replied to.
 *
 * @param event an element of `events`
 * @returns true for `message-received`, `suggestion-response` and `requested-location-response`
 * @throws {TypeError} if it is not an event
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
 * Whether the event is a status of a message that you sent.
 *
 * @param event an element of `events`
 * @returns true for every event that is not inbound
 * @throws {TypeError} if it is not an event
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
 * Whether the event is the last status that Bandwidth promises for its message and recipient. A read receipt (RBM) may
 * follow, and, after an error code that leaves the outcome open, a late receipt (`advance` waits for it).
 *
 * @param event an element of `events`
 * @returns true for `message-delivered` and `message-failed`
 * @throws {TypeError} if it is not an event
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
 * The numbers that the event is about, from `to` or `message.to`: on a status, the recipients that it reports on; on an
 * inbound event, your number.
 *
 * @param event an element of `events`
 * @returns a new array; empty only if `recover` could not read the recipients
 * @throws {TypeError} if it is not an event
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
  return isInbound(event) ? [event.message.owner] : [...(event.message.to ?? [])]; // `recover` may not have found any
}

/**
 * An idempotency key: the same for every delivery of the same event, and different for any other event. Bandwidth
 * delivers at least once, so a receiver that remembers these keys handles each event once.
 *
 * The key of an inbound event has its message ID and type; that of a status also has the recipients, because all
 * recipients of a group message share one message ID. In these parts `/`, `,`, `%`, spaces and everything that is not
 * ASCII are percent-encoded. If a part is missing, blank or not Unicode text, it cannot tell events apart, and the key
 * has the whole event as JSON; hash such a key before you store it.
 *
 * No field of a toll-free verification webhook tells two of them apart, so its key has the whole webhook as JSON: a
 * second denial for the same reason has the same key as the first.
 *
 * @param event an element of `events` or of `verifications`
 * @returns the key, in printable ASCII unless it has the whole event
 * @throws {TypeError} if it is not an event
 *
 * @example
 * ```js
 * import { dedupeKey } from "bandwidth-callbacks";
 * import { sample } from "bandwidth-callbacks/samples";
 *
 * const [received] = sample("message-received");
 * console.assert(dedupeKey(received) === `${received.message.id}/message-received`);
 * const [failed] = sample("message-failed");
 * console.assert(dedupeKey(failed) === `${failed.message.id}/${failed.to}/message-failed`);
 * ```
 */
export function dedupeKey(event: CallbackEvent | Verification): string {
  if (isVerification(event)) return `${VERIFICATION}/${canonical(event.value)}`;
  // Without recipients, which `recover` may not have found, a status is as vague as with a blank one.
  const names = isInbound(event) ? [] : recipients(event);
  const isUnclear = !isInbound(event) && names.length === 0;
  const { id } = event.message;
  // No key of the other form ends with a bracket.
  if (isVague(id) || isUnclear || names.some(isVague)) return `${event.type}/${canonical(event)}`;
  const parts = isInbound(event) ? [encoded(id)] : [encoded(id), names.map(encoded).join(",")];
  return [...parts, event.type].join("/");
}

/** Whether it is an element of `verifications`: events have no outcome. */
function isVerification(event: CallbackEvent | Verification): event is Verification {
  return typeof (event as Partial<Verification>)?.outcome === "string" && !("type" in event);
}

/**
 * Whether different strings may have become this one: it is blank, is not valid Unicode, or contains the replacement
 * character.
 */
function isVague(text: string): boolean {
  return /^\p{White_Space}*$|[\ud800-\udfff\ufffd]/u.test(text);
}

/** A part of a key in printable ASCII, without the separators of a key. */
function encoded(part: string): string {
  return part.replace(/[^!-$&-+\-.0-~]/gu, encodeURIComponent);
}

/**
 * The canonical JSON of a value (RFC 8785): its keys are sorted, because a proxy may reorder them. The crate does the
 * same.
 */
function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const fields = value as Record<string, unknown>;
  const names = Object.keys(fields).filter((name) => fields[name] !== undefined);
  return `{${names
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(fields[name])}`)
    .join(",")}}`;
}

/**
 * Whether you may reply to an event: it is inbound by its type and by its direction, and none of your own numbers sent
 * it. Prevents reply loops: a status reports on your own reply, so replying to it never ends.
 *
 * @param event an element of `events`
 * @param own your numbers, in E.164 format as Bandwidth writes them: `+15551234567`
 * @returns whether a reply is safe; narrows the type to an inbound event
 * @throws {TypeError} if it is not an event, or `own` is not an array or a set of strings
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
export function mayReply(
  event: CallbackEvent,
  own: readonly string[] | ReadonlySet<string> = [],
): event is InboundEvent {
  const { from, owner, direction } = event.message;
  const isOwn = numbers(own).includes(from);
  return isInbound(event) && direction === "in" && from !== owner && !isOwn;
}

/**
 * The numbers as an array. A single string is one number. Other iterables are rejected, because each would let reply
 * loops through: a string object yields characters, a map yields pairs, and an iterator yields nothing the second time.
 */
function numbers(own: unknown): string[] {
  const isList = Array.isArray(own) || Object.prototype.toString.call(own) === "[object Set]";
  const list = isList ? [...(own as Iterable<unknown>)] : [own];
  if (list.every((number) => typeof number === "string")) return list;
  throw new TypeError("expected your own numbers as an array or a set of strings");
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
