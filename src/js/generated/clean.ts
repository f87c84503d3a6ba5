// Generated from the catalogue. `UPDATE=1 cargo test` rewrites it.
import { list, part, plain } from "../parts.js";
import type { CallbackEvent, Message, MessageReceivedEvent, MessageSentEvent, MessageDeliveredEvent, MessageFailedEvent, MessageReadEvent } from "./events.js";

/** The words of an event. */
export const ROW = 45;

/**
 * Builds the event of a row.
 *
 * What is known of a clean event is not read again: on a status `owner` is `from`, and whom it is
 * about is among the recipients.
 */
export function build(body: string, words: Int32Array, row: number, items: number): CallbackEvent {
  const present = words[row + 1]!;
  const escaped = words[row + 2]!;
  switch (words[row]) {
    case 0: {
      const to = part(body, words, row + 9);
      const event: MessageReceivedEvent = {
        time: part(body, words, row + 5),
        type: "message-received",
        to: to,
        description: plain(body, words, row + 7, escaped & 4),
        message: message(body, words, row, items, present, escaped, "in", to, undefined, undefined),
      };
      if (present & 32) event.carrierName = plain(body, words, row + 13, escaped & 32);
      return event;
    }
    case 2: {
      const to = part(body, words, row + 9);
      const owner = part(body, words, row + 21);
      const event: MessageSentEvent = {
        time: part(body, words, row + 5),
        type: "message-sent",
        to: to,
        description: plain(body, words, row + 7, escaped & 4),
        message: message(body, words, row, items, present, escaped, "out", to, owner, owner),
      };
      if (present & 32) event.carrierName = plain(body, words, row + 13, escaped & 32);
      return event;
    }
    case 3: {
      const to = part(body, words, row + 9);
      const owner = part(body, words, row + 21);
      const event: MessageDeliveredEvent = {
        time: part(body, words, row + 5),
        type: "message-delivered",
        to: to,
        description: plain(body, words, row + 7, escaped & 4),
        message: message(body, words, row, items, present, escaped, "out", to, owner, owner),
      };
      if (present & 32) event.carrierName = plain(body, words, row + 13, escaped & 32);
      return event;
    }
    case 4: {
      const to = part(body, words, row + 9);
      const owner = part(body, words, row + 21);
      const event: MessageFailedEvent = {
        time: part(body, words, row + 5),
        type: "message-failed",
        to: to,
        description: plain(body, words, row + 7, escaped & 4),
        errorCode: words[row + 11]!,
        message: message(body, words, row, items, present, escaped, "out", to, owner, owner),
      };
      if (present & 32) event.carrierName = plain(body, words, row + 13, escaped & 32);
      return event;
    }
    case 5: {
      const to = part(body, words, row + 9);
      const owner = part(body, words, row + 21);
      const event: MessageReadEvent = {
        time: part(body, words, row + 5),
        type: "message-read",
        to: to,
        description: plain(body, words, row + 7, escaped & 4),
        eventTime: part(body, words, row + 15),
        message: message(body, words, row, items, present, escaped, "out", to, owner, owner),
      };
      if (present & 32) event.carrierName = plain(body, words, row + 13, escaped & 32);
      return event;
    }
  }
  throw new Error("expected a row of a clean event");
}

function message(
  body: string,
  words: Int32Array,
  row: number,
  items: number,
  present: number,
  escaped: number,
  direction: "in" | "out",
  about: string,
  knownOwner: string | undefined,
  knownFrom: string | undefined,
): Message {
  const isOne = words[row + 32] === 1;
  const owner = knownOwner ?? (isOne ? about : part(body, words, row + 21));
  switch (present & 2031616) {
    case 65536:
      return { id: plain(body, words, row + 19, escaped & 256), owner: owner, applicationId: part(body, words, row + 23), time: part(body, words, row + 25), segmentCount: words[row + 27]!, direction: direction, to: isOne ? [about] : list(body, words, row + 31, items), from: knownFrom ?? part(body, words, row + 33), text: plain(body, words, row + 35, escaped & 65536) };
    case 1114112:
      return { id: plain(body, words, row + 19, escaped & 256), owner: owner, applicationId: part(body, words, row + 23), time: part(body, words, row + 25), segmentCount: words[row + 27]!, direction: direction, to: isOne ? [about] : list(body, words, row + 31, items), from: knownFrom ?? part(body, words, row + 33), text: plain(body, words, row + 35, escaped & 65536), channel: part(body, words, row + 43) };
    case 196608:
      return { id: plain(body, words, row + 19, escaped & 256), owner: owner, applicationId: part(body, words, row + 23), time: part(body, words, row + 25), segmentCount: words[row + 27]!, direction: direction, to: isOne ? [about] : list(body, words, row + 31, items), from: knownFrom ?? part(body, words, row + 33), text: plain(body, words, row + 35, escaped & 65536), media: list(body, words, row + 37, items) };
    case 1245184:
      return { id: plain(body, words, row + 19, escaped & 256), owner: owner, applicationId: part(body, words, row + 23), time: part(body, words, row + 25), segmentCount: words[row + 27]!, direction: direction, to: isOne ? [about] : list(body, words, row + 31, items), from: knownFrom ?? part(body, words, row + 33), text: plain(body, words, row + 35, escaped & 65536), channel: part(body, words, row + 43), media: list(body, words, row + 37, items) };
    case 327680:
      return { id: plain(body, words, row + 19, escaped & 256), owner: owner, applicationId: part(body, words, row + 23), time: part(body, words, row + 25), segmentCount: words[row + 27]!, direction: direction, to: isOne ? [about] : list(body, words, row + 31, items), from: knownFrom ?? part(body, words, row + 33), text: plain(body, words, row + 35, escaped & 65536), tag: plain(body, words, row + 39, escaped & 262144) };
    case 1376256:
      return { id: plain(body, words, row + 19, escaped & 256), owner: owner, applicationId: part(body, words, row + 23), time: part(body, words, row + 25), segmentCount: words[row + 27]!, direction: direction, to: isOne ? [about] : list(body, words, row + 31, items), from: knownFrom ?? part(body, words, row + 33), text: plain(body, words, row + 35, escaped & 65536), channel: part(body, words, row + 43), tag: plain(body, words, row + 39, escaped & 262144) };
    case 458752:
      return { id: plain(body, words, row + 19, escaped & 256), owner: owner, applicationId: part(body, words, row + 23), time: part(body, words, row + 25), segmentCount: words[row + 27]!, direction: direction, to: isOne ? [about] : list(body, words, row + 31, items), from: knownFrom ?? part(body, words, row + 33), text: plain(body, words, row + 35, escaped & 65536), media: list(body, words, row + 37, items), tag: plain(body, words, row + 39, escaped & 262144) };
    case 1507328:
      return { id: plain(body, words, row + 19, escaped & 256), owner: owner, applicationId: part(body, words, row + 23), time: part(body, words, row + 25), segmentCount: words[row + 27]!, direction: direction, to: isOne ? [about] : list(body, words, row + 31, items), from: knownFrom ?? part(body, words, row + 33), text: plain(body, words, row + 35, escaped & 65536), channel: part(body, words, row + 43), media: list(body, words, row + 37, items), tag: plain(body, words, row + 39, escaped & 262144) };
  }
  const message: Message = { id: plain(body, words, row + 19, escaped & 256), owner: owner, applicationId: part(body, words, row + 23), time: part(body, words, row + 25), segmentCount: words[row + 27]!, direction: direction, to: isOne ? [about] : list(body, words, row + 31, items), from: knownFrom ?? part(body, words, row + 33) };
  if (present & 65536) message.text = plain(body, words, row + 35, escaped & 65536);
  if (present & 1048576) message.channel = part(body, words, row + 43);
  if (present & 131072) message.media = list(body, words, row + 37, items);
  if (present & 262144) message.tag = plain(body, words, row + 39, escaped & 262144);
  if (present & 524288) message.priority = part(body, words, row + 41);
  return message;
}
