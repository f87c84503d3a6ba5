// Generated from the catalogue. `UPDATE=1 cargo test` rewrites it.
import { extras, list, part, plain, texts } from "../parts.js";
import type { CallbackEvent, Message, MessageReceivedEvent, MessageSendingEvent, MessageSentEvent, MessageDeliveredEvent, MessageFailedEvent, MessageReadEvent } from "./events.js";

/** The words of an event. */
export const ROW = 76;

/**
 * Builds the event of a row.
 *
 * What is known of a clean event is not read again: on a status `owner` is `from`, and whom it is
 * about is among the recipients.
 */
export function build(body: string, words: Int32Array, row: number, items: number, extrasAt: number): CallbackEvent {
  if (words[row + 5] !== 0) return unusual(body, words, row, items, extrasAt);
  return documented(body, words, row, items, extrasAt);
}

/** Builds an event of which something is unusual. */
function unusual(body: string, words: Int32Array, row: number, items: number, extrasAt: number): CallbackEvent {
  if ((words[row + 5]! & 4) !== 0 || (words[row]! & 14680064) !== 0) return odd(body, words, row, items, extrasAt);
  const event = documented(body, words, row, items, extrasAt);
  if (words[row + 7] !== 0) {
    const records = [event, event.message] as unknown as Record<string, unknown>[];
    extras(body, words, extrasAt + words[row + 6]! * 5, words[row + 7]!, records);
  }
  return event;
}

/** Builds an event whose values are where they are in one as documented. */
function documented(body: string, words: Int32Array, row: number, items: number, extrasAt: number): CallbackEvent {
  const present = words[row]!;
  const escaped = words[row + 2]!;
  if ((present & 14680064) !== 0) return odd(body, words, row, items, extrasAt);
  switch (words[row + 4]) {
    case 0: {
      const to = part(body, words, row + 16);
      const event: MessageReceivedEvent = {
        time: part(body, words, row + 12),
        type: "message-received",
        to: to,
        description: plain(body, words, row + 14, escaped & 4),
        message: message(body, words, row, items, present, escaped, "in", to, undefined, undefined),
      };
      if (present & 32) event.carrierName = plain(body, words, row + 20, escaped & 32);
      return event;
    }
    case 1: {
      const to = part(body, words, row + 16);
      const owner = part(body, words, row + 28);
      const event: MessageSendingEvent = {
        time: part(body, words, row + 12),
        type: "message-sending",
        to: to,
        description: plain(body, words, row + 14, escaped & 4),
        message: message(body, words, row, items, present, escaped, "out", to, owner, owner),
      };
      if (present & 32) event.carrierName = plain(body, words, row + 20, escaped & 32);
      return event;
    }
    case 2: {
      const to = part(body, words, row + 16);
      const owner = part(body, words, row + 28);
      const event: MessageSentEvent = {
        time: part(body, words, row + 12),
        type: "message-sent",
        to: to,
        description: plain(body, words, row + 14, escaped & 4),
        message: message(body, words, row, items, present, escaped, "out", to, owner, owner),
      };
      if (present & 32) event.carrierName = plain(body, words, row + 20, escaped & 32);
      return event;
    }
    case 3: {
      const to = part(body, words, row + 16);
      const owner = part(body, words, row + 28);
      const event: MessageDeliveredEvent = {
        time: part(body, words, row + 12),
        type: "message-delivered",
        to: to,
        description: plain(body, words, row + 14, escaped & 4),
        message: message(body, words, row, items, present, escaped, "out", to, owner, owner),
      };
      if (present & 32) event.carrierName = plain(body, words, row + 20, escaped & 32);
      return event;
    }
    case 4: {
      const to = part(body, words, row + 16);
      const owner = part(body, words, row + 28);
      const event: MessageFailedEvent = {
        time: part(body, words, row + 12),
        type: "message-failed",
        to: to,
        description: plain(body, words, row + 14, escaped & 4),
        errorCode: words[row + 18]!,
        message: message(body, words, row, items, present, escaped, "out", to, owner, owner),
      };
      if (present & 32) event.carrierName = plain(body, words, row + 20, escaped & 32);
      return event;
    }
    case 5: {
      const to = part(body, words, row + 16);
      const owner = part(body, words, row + 28);
      const event: MessageReadEvent = {
        time: part(body, words, row + 12),
        type: "message-read",
        to: to,
        description: plain(body, words, row + 14, escaped & 4),
        eventTime: part(body, words, row + 22),
        message: message(body, words, row, items, present, escaped, "out", to, owner, owner),
      };
      if (present & 32) event.carrierName = plain(body, words, row + 20, escaped & 32);
      return event;
    }
  }
  return odd(body, words, row, items, extrasAt);
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
  const isOne = words[row + 39] === 1;
  const owner = knownOwner ?? (isOne ? about : part(body, words, row + 28));
  switch (present & 2031616) {
    case 65536:
      return { id: plain(body, words, row + 26, escaped & 256), owner: owner, applicationId: part(body, words, row + 30), time: part(body, words, row + 32), segmentCount: words[row + 34]!, direction: direction, to: isOne ? [about] : list(body, words, row + 38, items), from: knownFrom ?? part(body, words, row + 40), text: plain(body, words, row + 42, escaped & 65536) };
    case 1114112:
      return { id: plain(body, words, row + 26, escaped & 256), owner: owner, applicationId: part(body, words, row + 30), time: part(body, words, row + 32), segmentCount: words[row + 34]!, direction: direction, to: isOne ? [about] : list(body, words, row + 38, items), from: knownFrom ?? part(body, words, row + 40), text: plain(body, words, row + 42, escaped & 65536), channel: part(body, words, row + 50) };
    case 196608:
      return { id: plain(body, words, row + 26, escaped & 256), owner: owner, applicationId: part(body, words, row + 30), time: part(body, words, row + 32), segmentCount: words[row + 34]!, direction: direction, to: isOne ? [about] : list(body, words, row + 38, items), from: knownFrom ?? part(body, words, row + 40), text: plain(body, words, row + 42, escaped & 65536), media: list(body, words, row + 44, items) };
    case 1245184:
      return { id: plain(body, words, row + 26, escaped & 256), owner: owner, applicationId: part(body, words, row + 30), time: part(body, words, row + 32), segmentCount: words[row + 34]!, direction: direction, to: isOne ? [about] : list(body, words, row + 38, items), from: knownFrom ?? part(body, words, row + 40), text: plain(body, words, row + 42, escaped & 65536), channel: part(body, words, row + 50), media: list(body, words, row + 44, items) };
    case 327680:
      return { id: plain(body, words, row + 26, escaped & 256), owner: owner, applicationId: part(body, words, row + 30), time: part(body, words, row + 32), segmentCount: words[row + 34]!, direction: direction, to: isOne ? [about] : list(body, words, row + 38, items), from: knownFrom ?? part(body, words, row + 40), text: plain(body, words, row + 42, escaped & 65536), tag: plain(body, words, row + 46, escaped & 262144) };
    case 1376256:
      return { id: plain(body, words, row + 26, escaped & 256), owner: owner, applicationId: part(body, words, row + 30), time: part(body, words, row + 32), segmentCount: words[row + 34]!, direction: direction, to: isOne ? [about] : list(body, words, row + 38, items), from: knownFrom ?? part(body, words, row + 40), text: plain(body, words, row + 42, escaped & 65536), channel: part(body, words, row + 50), tag: plain(body, words, row + 46, escaped & 262144) };
    case 458752:
      return { id: plain(body, words, row + 26, escaped & 256), owner: owner, applicationId: part(body, words, row + 30), time: part(body, words, row + 32), segmentCount: words[row + 34]!, direction: direction, to: isOne ? [about] : list(body, words, row + 38, items), from: knownFrom ?? part(body, words, row + 40), text: plain(body, words, row + 42, escaped & 65536), media: list(body, words, row + 44, items), tag: plain(body, words, row + 46, escaped & 262144) };
    case 1507328:
      return { id: plain(body, words, row + 26, escaped & 256), owner: owner, applicationId: part(body, words, row + 30), time: part(body, words, row + 32), segmentCount: words[row + 34]!, direction: direction, to: isOne ? [about] : list(body, words, row + 38, items), from: knownFrom ?? part(body, words, row + 40), text: plain(body, words, row + 42, escaped & 65536), channel: part(body, words, row + 50), media: list(body, words, row + 44, items), tag: plain(body, words, row + 46, escaped & 262144) };
  }
  const message: Message = { id: plain(body, words, row + 26, escaped & 256), owner: owner, applicationId: part(body, words, row + 30), time: part(body, words, row + 32), segmentCount: words[row + 34]!, direction: direction, to: isOne ? [about] : list(body, words, row + 38, items), from: knownFrom ?? part(body, words, row + 40) };
  if (present & 65536) message.text = plain(body, words, row + 42, escaped & 65536);
  if (present & 1048576) message.channel = part(body, words, row + 50);
  if (present & 131072) message.media = list(body, words, row + 44, items);
  if (present & 262144) message.tag = plain(body, words, row + 46, escaped & 262144);
  if (present & 524288) message.priority = part(body, words, row + 48);
  return message;
}

const TYPES = ["message-received", "message-sending", "message-sent", "message-delivered", "message-failed", "message-read", "suggestion-response", "requested-location-response"];

/** Builds any event. */
function odd(body: string, words: Int32Array, row: number, items: number, extrasAt: number): CallbackEvent {
  const [present, presentHigh, escaped, escapedHigh] = [words[row]!, words[row + 1]!, words[row + 2]!, words[row + 3]!];
  const event: Record<string, unknown> = {};
  const message: Record<string, unknown> = {};
  const content: Record<string, unknown> = {};
  const media: Record<string, unknown> = {};
  const suggestion: Record<string, unknown> = {};
  const location: Record<string, unknown> = {};
  if (present & 2) event["time"] = plain(body, words, row + 12, escaped & 2);
  if (present & 1) event["type"] = TYPES[words[row + 4]!];
  if (present & 8) event["to"] = words[row + 5]! & 2 ? texts(body, words, row + 16, items, escaped & 8) : plain(body, words, row + 16, escaped & 8);
  if (present & 4) event["description"] = plain(body, words, row + 14, escaped & 4);
  if (present & 16) event["errorCode"] = words[row + 18]!;
  if (present & 64) event["eventTime"] = plain(body, words, row + 22, escaped & 64);
  if (present & 128) event["message"] = message;
  if (present & 32) event["carrierName"] = plain(body, words, row + 20, escaped & 32);
  if (present & 256) message["id"] = plain(body, words, row + 26, escaped & 256);
  if (present & 512) message["owner"] = plain(body, words, row + 28, escaped & 512);
  if (present & 1024) message["applicationId"] = plain(body, words, row + 30, escaped & 1024);
  if (present & 2048) message["time"] = plain(body, words, row + 32, escaped & 2048);
  if (present & 4096) message["segmentCount"] = words[row + 34]!;
  if (present & 8192) message["direction"] = plain(body, words, row + 36, escaped & 8192);
  if (present & 16384) message["to"] = texts(body, words, row + 38, items, escaped & 16384);
  if (present & 32768) message["from"] = plain(body, words, row + 40, escaped & 32768);
  if (present & 65536) message["text"] = plain(body, words, row + 42, escaped & 65536);
  if (present & 131072) message["media"] = texts(body, words, row + 44, items, escaped & 131072);
  if (present & 1048576) message["channel"] = plain(body, words, row + 50, escaped & 1048576);
  if (present & 4194304) message["suggestionResponse"] = suggestion;
  if (present & 8388608) message["locationResponse"] = location;
  if (present & 262144) message["tag"] = plain(body, words, row + 46, escaped & 262144);
  if (present & 524288) message["priority"] = plain(body, words, row + 48, escaped & 524288);
  if (present & 2097152) message["content"] = content;
  if (present & 16777216) content["text"] = plain(body, words, row + 58, escaped & 16777216);
  if (present & 33554432) content["media"] = media;
  if (present & 67108864) media["fileUrl"] = plain(body, words, row + 62, escaped & 67108864);
  if (present & 134217728) media["thumbnailUrl"] = plain(body, words, row + 64, escaped & 134217728);
  if (present & 268435456) suggestion["text"] = plain(body, words, row + 66, escaped & 268435456);
  if (present & 536870912) suggestion["postbackData"] = plain(body, words, row + 68, escaped & 536870912);
  if (present & 1073741824) suggestion["pairedMessageId"] = words[row + 70] === 1 && words[row + 71] === 0 ? null : plain(body, words, row + 70, escaped & 1073741824);
  if (present & -2147483648) location["latitude"] = plain(body, words, row + 72, escaped & -2147483648);
  if (presentHigh & 1) location["longitude"] = plain(body, words, row + 74, escapedHigh & 1);
  if (words[row + 7] !== 0) extras(body, words, extrasAt + words[row + 6]! * 5, words[row + 7]!, [event, message, content, media, suggestion, location]);
  return event as unknown as CallbackEvent;
}
