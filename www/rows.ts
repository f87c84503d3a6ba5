// Events as rows of a list, for any number of events.

import { advance, type CallbackEvent, type EventType, isInbound, recipients } from "bandwidth-callbacks";
import { beginning } from "./frame/frame";

/** Milliseconds since 1970; `NaN` if the time has no zone, so that it is not read as local time. */
export function milliseconds(text: string): number {
  return text.endsWith("Z") ? Date.parse(text) : Number.NaN;
}

/** One event of a body. Plain data, so that it crosses from a worker. */
export interface Row {
  /** Its number among the events, from 0. */
  index: number;
  type: EventType;
  /** When it happened, in milliseconds since 1970; `NaN` if that is not known. */
  time: number;
  /** When its message was created. */
  created: number;
  /** The ID of its message. */
  message: string;
  /** Whom it is about. */
  recipients: string[];
  from: string;
  inbound: boolean;
  carrier: string;
  /** What distinguishes its message for people: its tag, or its text. */
  label: string;
  /** The code of a failure. */
  errorCode?: number;
  /** It leaves open whether the message arrived. */
  isOpen?: boolean;
  /** Which of several files it is from. */
  file?: string;
}

/** No more of a label is shown. */
const LABEL = 60;

export function rowOf(event: CallbackEvent, index: number): Row {
  return {
    index,
    type: event.type,
    time: milliseconds(event.time),
    created: milliseconds(event.message.time),
    message: event.message.id,
    recipients: recipients(event),
    from: event.message.from,
    inbound: isInbound(event),
    carrier: event.carrierName ?? "",
    label: labelOf(event),
    ...(event.type === "message-failed" && event.errorCode !== undefined && { errorCode: event.errorCode }),
    ...(event.type === "message-failed" && { isOpen: advance(undefined, event).status?.stage === "outcome-unknown" }),
  };
}

function labelOf(event: CallbackEvent): string {
  const { message } = event;
  if (event.type === "suggestion-response")
    return `“${beginning(event.message.suggestionResponse?.text ?? "", LABEL)}”`;
  if (event.type === "requested-location-response") return "location";
  if (!isInbound(event)) return beginning(message.tag ?? "", LABEL);
  const text = message.text ?? ("content" in message ? message.content?.text : undefined);
  return text ? `“${beginning(text, LABEL).replace(/\s+/g, " ")}${text.length > LABEL ? "…" : ""}”` : "";
}
