/** Small facts about an event that every receiver needs. */
import type { CallbackEvent } from "./generated/events.js";
import { EVENTS, VERIFICATION } from "./generated/layout.js";
import type { Verification } from "./generated/verification.js";

/** An event about a message that somebody sent to you. */
export type InboundEvent = Extract<
  CallbackEvent,
  { type: "message-received" | "suggestion-response" | "requested-location-response" }
>;

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
 * Whether it is a status of a message that you sent.
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
  return isInbound(event) ? [event.message.owner] : [...(event.message.to ?? [])]; // `recover` may not know them
}

/**
 * An idempotency key: the same for every delivery of the same event, and different for any other event. Bandwidth
 * delivers at least once, so a receiver that remembers these keys handles each event once.
 *
 * The key of an inbound event has its message ID and type; that of a status also has the recipients, because all
 * recipients of a group message share one message ID. In these parts `/`, `,`, `%`, spaces and everything that is not
 * ASCII are percent-encoded. If a part is blank or is not Unicode text, it cannot tell events apart, and the key has
 * the whole event as JSON; hash such a key before you store it.
 *
 * No field of a toll-free verification webhook tells two of them apart, so its key has the whole webhook as JSON: a
 * second denial for the same reason has the same key as the first.
 *
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
  const names = isInbound(event) ? [] : recipients(event);
  const { id } = event.message;
  // No key of the other form ends with a bracket.
  if (isVague(id) || names.some(isVague)) return `${event.type}/${canonical(event)}`;
  const parts = isInbound(event) ? [encoded(id)] : [encoded(id), names.map(encoded).join(",")];
  return [...parts, event.type].join("/");
}

/** Whether it is an element of `verifications`: events have no outcome. */
function isVerification(event: CallbackEvent | Verification): event is Verification {
  return typeof (event as Partial<Verification>)?.outcome === "string" && !("type" in event);
}

/**
 * Whether different strings may have become this one: it is blank, not Unicode, or has the character for what was not.
 */
function isVague(text: string): boolean {
  return /^\p{White_Space}*$|[\ud800-\udfff\ufffd]/u.test(text);
}

/** A part of a key in printable ASCII, without the separators of a key. */
function encoded(part: string): string {
  return part.replace(/[^!-$&-+\-.0-~]/gu, encodeURIComponent);
}

/**
 * The JSON of a value as RFC 8785 has it, with keys in order: a proxy may put them in another. The crate does the same.
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
 * @param own your numbers, written as Bandwidth writes them: `+15551234567`
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
 * Strings. A single one is a number of its own. No other iterable is taken, because each of these would let loops
 * through: a string object has its characters, a map its pairs, and an iterator nothing the second time.
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
