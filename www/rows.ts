// Events as rows: what the timeline and the table show of each, however many there are.

import type { CallbackEvent, EventType } from "bandwidth-callbacks";

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

/** Where an event is told of: main thread or worker. */
export type EventAt = (index: number) => Promise<CallbackEvent>;
