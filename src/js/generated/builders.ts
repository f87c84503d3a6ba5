// Generated from the catalogue. `UPDATE=1 cargo test` rewrites it.
import { addExtras, sliceAt, slicesAt, stringAt, stringsAt } from "../parts.js";
import type { CallbackEvent, Message, MessageReceivedEvent, MessageSendingEvent, MessageSentEvent, MessageDeliveredEvent, MessageFailedEvent, MessageReadEvent } from "./events.js";

/** The size of a view in words. */
export const VIEW = 76;

/**
 * Builds the event of a view.
 *
 * Values that a clean event has twice are read once: on a status `owner` is
 * `from`, and `to` is among the recipients.
 */
export function build(body: string, words: Int32Array, view: number, items: number, extrasAt: number): CallbackEvent {
  if (words[view + 5] !== 0) return unusual(body, words, view, items, extrasAt);
  return documented(body, words, view, items, extrasAt);
}

/** Builds an event that is unusual. */
function unusual(body: string, words: Int32Array, view: number, items: number, extrasAt: number): CallbackEvent {
  if ((words[view + 5]! & 4) !== 0 || (words[view]! & 14680064) !== 0) return anyEvent(body, words, view, items, extrasAt);
  const event = documented(body, words, view, items, extrasAt);
  if (words[view + 7] !== 0) {
    const records = [event, event.message] as unknown as Record<string, unknown>[];
    addExtras(body, words, extrasAt + words[view + 6]! * 5, words[view + 7]!, records);
  }
  return event;
}

/** Builds an event that has the documented shape. */
function documented(body: string, words: Int32Array, view: number, items: number, extrasAt: number): CallbackEvent {
  const present = words[view]!;
  const escaped = words[view + 2]!;
  if ((present & 14680064) !== 0) return rbmEvent(body, words, view, items, extrasAt);
  switch (words[view + 4]) {
    case 0: {
      const to = sliceAt(body, words, view + 16);
      const event: MessageReceivedEvent = {
        time: sliceAt(body, words, view + 12),
        type: "message-received",
        to: to,
        description: stringAt(body, words, view + 14, escaped & 4),
        message: message(body, words, view, items, present, escaped, "in", to, undefined, undefined),
      };
      if (present & 32) event.carrierName = stringAt(body, words, view + 20, escaped & 32);
      return event;
    }
    case 1: {
      const to = sliceAt(body, words, view + 16);
      const owner = sliceAt(body, words, view + 28);
      const event: MessageSendingEvent = {
        time: sliceAt(body, words, view + 12),
        type: "message-sending",
        to: to,
        description: stringAt(body, words, view + 14, escaped & 4),
        message: message(body, words, view, items, present, escaped, "out", to, owner, owner),
      };
      if (present & 32) event.carrierName = stringAt(body, words, view + 20, escaped & 32);
      return event;
    }
    case 2: {
      const to = sliceAt(body, words, view + 16);
      const owner = sliceAt(body, words, view + 28);
      const event: MessageSentEvent = {
        time: sliceAt(body, words, view + 12),
        type: "message-sent",
        to: to,
        description: stringAt(body, words, view + 14, escaped & 4),
        message: message(body, words, view, items, present, escaped, "out", to, owner, owner),
      };
      if (present & 32) event.carrierName = stringAt(body, words, view + 20, escaped & 32);
      return event;
    }
    case 3: {
      const to = sliceAt(body, words, view + 16);
      const owner = sliceAt(body, words, view + 28);
      const event: MessageDeliveredEvent = {
        time: sliceAt(body, words, view + 12),
        type: "message-delivered",
        to: to,
        description: stringAt(body, words, view + 14, escaped & 4),
        message: message(body, words, view, items, present, escaped, "out", to, owner, owner),
      };
      if (present & 32) event.carrierName = stringAt(body, words, view + 20, escaped & 32);
      return event;
    }
    case 4: {
      const to = sliceAt(body, words, view + 16);
      const owner = sliceAt(body, words, view + 28);
      const event: MessageFailedEvent = {
        time: sliceAt(body, words, view + 12),
        type: "message-failed",
        to: to,
        description: stringAt(body, words, view + 14, escaped & 4),
        errorCode: words[view + 18]!,
        message: message(body, words, view, items, present, escaped, "out", to, owner, owner),
      };
      if (present & 32) event.carrierName = stringAt(body, words, view + 20, escaped & 32);
      return event;
    }
    case 5: {
      const to = sliceAt(body, words, view + 16);
      const owner = sliceAt(body, words, view + 28);
      const event: MessageReadEvent = {
        time: sliceAt(body, words, view + 12),
        type: "message-read",
        to: to,
        description: stringAt(body, words, view + 14, escaped & 4),
        eventTime: sliceAt(body, words, view + 22),
        message: message(body, words, view, items, present, escaped, "out", to, owner, owner),
      };
      if (present & 32) event.carrierName = stringAt(body, words, view + 20, escaped & 32);
      return event;
    }
  }
  return anyEvent(body, words, view, items, extrasAt);
}

function message(
  body: string,
  words: Int32Array,
  view: number,
  items: number,
  present: number,
  escaped: number,
  direction: "in" | "out",
  about: string,
  knownOwner: string | undefined,
  knownFrom: string | undefined,
): Message {
  const isOne = words[view + 39] === 1;
  const owner = knownOwner ?? (isOne ? about : sliceAt(body, words, view + 28));
  switch (present & 2031616) {
    case 65536:
      return { id: stringAt(body, words, view + 26, escaped & 256), owner: owner, applicationId: sliceAt(body, words, view + 30), time: sliceAt(body, words, view + 32), segmentCount: words[view + 34]!, direction: direction, to: isOne ? [about] : slicesAt(body, words, view + 38, items), from: knownFrom ?? sliceAt(body, words, view + 40), text: stringAt(body, words, view + 42, escaped & 65536) };
    case 1114112:
      return { id: stringAt(body, words, view + 26, escaped & 256), owner: owner, applicationId: sliceAt(body, words, view + 30), time: sliceAt(body, words, view + 32), segmentCount: words[view + 34]!, direction: direction, to: isOne ? [about] : slicesAt(body, words, view + 38, items), from: knownFrom ?? sliceAt(body, words, view + 40), text: stringAt(body, words, view + 42, escaped & 65536), channel: sliceAt(body, words, view + 50) };
    case 196608:
      return { id: stringAt(body, words, view + 26, escaped & 256), owner: owner, applicationId: sliceAt(body, words, view + 30), time: sliceAt(body, words, view + 32), segmentCount: words[view + 34]!, direction: direction, to: isOne ? [about] : slicesAt(body, words, view + 38, items), from: knownFrom ?? sliceAt(body, words, view + 40), text: stringAt(body, words, view + 42, escaped & 65536), media: slicesAt(body, words, view + 44, items) };
    case 1245184:
      return { id: stringAt(body, words, view + 26, escaped & 256), owner: owner, applicationId: sliceAt(body, words, view + 30), time: sliceAt(body, words, view + 32), segmentCount: words[view + 34]!, direction: direction, to: isOne ? [about] : slicesAt(body, words, view + 38, items), from: knownFrom ?? sliceAt(body, words, view + 40), text: stringAt(body, words, view + 42, escaped & 65536), channel: sliceAt(body, words, view + 50), media: slicesAt(body, words, view + 44, items) };
    case 327680:
      return { id: stringAt(body, words, view + 26, escaped & 256), owner: owner, applicationId: sliceAt(body, words, view + 30), time: sliceAt(body, words, view + 32), segmentCount: words[view + 34]!, direction: direction, to: isOne ? [about] : slicesAt(body, words, view + 38, items), from: knownFrom ?? sliceAt(body, words, view + 40), text: stringAt(body, words, view + 42, escaped & 65536), tag: stringAt(body, words, view + 46, escaped & 262144) };
    case 1376256:
      return { id: stringAt(body, words, view + 26, escaped & 256), owner: owner, applicationId: sliceAt(body, words, view + 30), time: sliceAt(body, words, view + 32), segmentCount: words[view + 34]!, direction: direction, to: isOne ? [about] : slicesAt(body, words, view + 38, items), from: knownFrom ?? sliceAt(body, words, view + 40), text: stringAt(body, words, view + 42, escaped & 65536), channel: sliceAt(body, words, view + 50), tag: stringAt(body, words, view + 46, escaped & 262144) };
    case 458752:
      return { id: stringAt(body, words, view + 26, escaped & 256), owner: owner, applicationId: sliceAt(body, words, view + 30), time: sliceAt(body, words, view + 32), segmentCount: words[view + 34]!, direction: direction, to: isOne ? [about] : slicesAt(body, words, view + 38, items), from: knownFrom ?? sliceAt(body, words, view + 40), text: stringAt(body, words, view + 42, escaped & 65536), media: slicesAt(body, words, view + 44, items), tag: stringAt(body, words, view + 46, escaped & 262144) };
    case 1507328:
      return { id: stringAt(body, words, view + 26, escaped & 256), owner: owner, applicationId: sliceAt(body, words, view + 30), time: sliceAt(body, words, view + 32), segmentCount: words[view + 34]!, direction: direction, to: isOne ? [about] : slicesAt(body, words, view + 38, items), from: knownFrom ?? sliceAt(body, words, view + 40), text: stringAt(body, words, view + 42, escaped & 65536), channel: sliceAt(body, words, view + 50), media: slicesAt(body, words, view + 44, items), tag: stringAt(body, words, view + 46, escaped & 262144) };
  }
  const message: Message = { id: stringAt(body, words, view + 26, escaped & 256), owner: owner, applicationId: sliceAt(body, words, view + 30), time: sliceAt(body, words, view + 32), segmentCount: words[view + 34]!, direction: direction, to: isOne ? [about] : slicesAt(body, words, view + 38, items), from: knownFrom ?? sliceAt(body, words, view + 40) };
  if (present & 65536) message.text = stringAt(body, words, view + 42, escaped & 65536);
  if (present & 1048576) message.channel = sliceAt(body, words, view + 50);
  if (present & 131072) message.media = slicesAt(body, words, view + 44, items);
  if (present & 262144) message.tag = stringAt(body, words, view + 46, escaped & 262144);
  if (present & 524288) message.priority = sliceAt(body, words, view + 48);
  return message;
}

/** Builds a documented RBM event. */
function rbmEvent(body: string, words: Int32Array, view: number, items: number, extrasAt: number): CallbackEvent {
  const isUsual = words[view + 2] === 0 && words[view + 3] === 0 && words[view + 39] === 1;
  if (isUsual && words[view + 4] === 6 && words[view] === 1884356495 && words[view + 1] === 0) {
    const to = sliceAt(body, words, view + 16);
    return { time: sliceAt(body, words, view + 12), type: "suggestion-response", to: to, description: sliceAt(body, words, view + 14), message: { id: sliceAt(body, words, view + 26), owner: to, applicationId: sliceAt(body, words, view + 30), time: sliceAt(body, words, view + 32), segmentCount: words[view + 34]!, direction: "in", to: [to], from: sliceAt(body, words, view + 40), channel: sliceAt(body, words, view + 50), suggestionResponse: { text: sliceAt(body, words, view + 66), postbackData: sliceAt(body, words, view + 68), pairedMessageId: words[view + 70] === 1 && words[view + 71] === 0 ? null : sliceAt(body, words, view + 70) } } };
  }
  if (isUsual && words[view + 4] === 7 && words[view] === -2137981041 && words[view + 1] === 1) {
    const to = sliceAt(body, words, view + 16);
    return { time: sliceAt(body, words, view + 12), type: "requested-location-response", to: to, description: sliceAt(body, words, view + 14), message: { id: sliceAt(body, words, view + 26), owner: to, applicationId: sliceAt(body, words, view + 30), time: sliceAt(body, words, view + 32), segmentCount: words[view + 34]!, direction: "in", to: [to], from: sliceAt(body, words, view + 40), channel: sliceAt(body, words, view + 50), locationResponse: { latitude: sliceAt(body, words, view + 72), longitude: sliceAt(body, words, view + 74) } } };
  }
  return anyEvent(body, words, view, items, extrasAt);
}

const TYPES = ["message-received", "message-sending", "message-sent", "message-delivered", "message-failed", "message-read", "suggestion-response", "requested-location-response"];

/** Builds any event. */
function anyEvent(body: string, words: Int32Array, view: number, items: number, extrasAt: number): CallbackEvent {
  const present = words[view]!;
  const presentHigh = words[view + 1]!;
  const escaped = words[view + 2]!;
  const escapedHigh = words[view + 3]!;
  const event: Record<string, unknown> = {};
  const message: Record<string, unknown> = {};
  const content: Record<string, unknown> = {};
  const media: Record<string, unknown> = {};
  const suggestion: Record<string, unknown> = {};
  const location: Record<string, unknown> = {};
  if (present & 2) event["time"] = stringAt(body, words, view + 12, escaped & 2);
  if (present & 1) event["type"] = TYPES[words[view + 4]!];
  if (present & 8) event["to"] = words[view + 5]! & 2 ? stringsAt(body, words, view + 16, items, escaped & 8) : stringAt(body, words, view + 16, escaped & 8);
  if (present & 4) event["description"] = stringAt(body, words, view + 14, escaped & 4);
  if (present & 16) event["errorCode"] = words[view + 18]!;
  if (present & 64) event["eventTime"] = stringAt(body, words, view + 22, escaped & 64);
  if (present & 128) event["message"] = message;
  if (present & 32) event["carrierName"] = stringAt(body, words, view + 20, escaped & 32);
  if (present & 256) message["id"] = stringAt(body, words, view + 26, escaped & 256);
  if (present & 512) message["owner"] = stringAt(body, words, view + 28, escaped & 512);
  if (present & 1024) message["applicationId"] = stringAt(body, words, view + 30, escaped & 1024);
  if (present & 2048) message["time"] = stringAt(body, words, view + 32, escaped & 2048);
  if (present & 4096) message["segmentCount"] = words[view + 34]!;
  if (present & 8192) message["direction"] = stringAt(body, words, view + 36, escaped & 8192);
  if (present & 16384) message["to"] = stringsAt(body, words, view + 38, items, escaped & 16384);
  if (present & 32768) message["from"] = stringAt(body, words, view + 40, escaped & 32768);
  if (present & 65536) message["text"] = stringAt(body, words, view + 42, escaped & 65536);
  if (present & 131072) message["media"] = stringsAt(body, words, view + 44, items, escaped & 131072);
  if (present & 1048576) message["channel"] = stringAt(body, words, view + 50, escaped & 1048576);
  if (present & 4194304) message["suggestionResponse"] = suggestion;
  if (present & 8388608) message["locationResponse"] = location;
  if (present & 262144) message["tag"] = stringAt(body, words, view + 46, escaped & 262144);
  if (present & 524288) message["priority"] = stringAt(body, words, view + 48, escaped & 524288);
  if (present & 2097152) message["content"] = content;
  if (present & 16777216) content["text"] = stringAt(body, words, view + 58, escaped & 16777216);
  if (present & 33554432) content["media"] = media;
  if (present & 67108864) media["fileUrl"] = stringAt(body, words, view + 62, escaped & 67108864);
  if (present & 134217728) media["thumbnailUrl"] = stringAt(body, words, view + 64, escaped & 134217728);
  if (present & 268435456) suggestion["text"] = stringAt(body, words, view + 66, escaped & 268435456);
  if (present & 536870912) suggestion["postbackData"] = stringAt(body, words, view + 68, escaped & 536870912);
  if (present & 1073741824) suggestion["pairedMessageId"] = words[view + 70] === 1 && words[view + 71] === 0 ? null : stringAt(body, words, view + 70, escaped & 1073741824);
  if (present & -2147483648) location["latitude"] = stringAt(body, words, view + 72, escaped & -2147483648);
  if (presentHigh & 1) location["longitude"] = stringAt(body, words, view + 74, escapedHigh & 1);
  if (words[view + 7] !== 0) addExtras(body, words, extrasAt + words[view + 6]! * 5, words[view + 7]!, [event, message, content, media, suggestion, location]);
  return event as unknown as CallbackEvent;
}
