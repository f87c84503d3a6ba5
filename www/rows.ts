// Events as rows: what the timeline and the table show of each, however many there are.

import { type CallbackEvent, dedupeKey, type EventType, isInbound, isTerminal, recipients } from "bandwidth-callbacks";

/** Milliseconds since 1970; `NaN` if the time has no zone, so that it is not read as local time. */
export function milliseconds(text: string): number {
  return text.endsWith("Z") ? Date.parse(text) : Number.NaN;
}

/** One event of a body. Plain data, so that it crosses from a worker. */
export interface Row {
  /** Its number among the events, from 0. */
  index: number;
  type: EventType;
  /** Milliseconds since 1970; `NaN` where the time is none. */
  time: number;
  /** The id of its message. */
  message: string;
  /** Whom it is about. */
  recipients: string[];
  from: string;
  inbound: boolean;
  terminal: boolean;
  /** Of a failure. */
  errorCode?: number;
  /** The number of the row that says the same, where it is not the first to say so. */
  duplicateOf?: number;
  /** It happened before an event of the same message and recipient that stands earlier in the body. */
  late: boolean;
}

/** Rows of events, in their order. */
export function rowsOf(events: readonly CallbackEvent[]): Row[] {
  const first = new Map<string, number>();
  /** Of each message and recipient, the latest time that stands earlier. */
  const latest = new Map<string, number>();
  return events.map((event, index) => {
    const about = recipients(event);
    const time = milliseconds(event.time);
    const key = dedupeKey(event);
    const duplicateOf = first.get(key);
    if (duplicateOf === undefined) first.set(key, index);
    const lane = `${event.message.id}/${about.join()}`;
    const before = latest.get(lane) ?? Number.NEGATIVE_INFINITY;
    if (time > before) latest.set(lane, time);
    return {
      index,
      type: event.type,
      time,
      message: event.message.id,
      recipients: about,
      from: event.message.from,
      inbound: isInbound(event),
      terminal: isTerminal(event),
      late: time < before,
      ...(event.type === "message-failed" && event.errorCode !== undefined && { errorCode: event.errorCode }),
      ...(duplicateOf !== undefined && { duplicateOf }),
    };
  });
}
