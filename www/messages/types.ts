// The data of messages: plain, so that a worker can post it.

/** A row of the list. */
export type Outcome = "failed" | "unknown" | "pending" | "delivered" | "received";
export const OUTCOMES: readonly Outcome[] = ["failed", "unknown", "delivered", "pending", "received"];

/** The place of an event, to read all of it. */
export interface Place {
  /** Which of several files. */
  source: number;
  /** The offset of its body in bytes, or its index among the events. */
  offset: number;
  /** Its number within its body. */
  element: number;
}

export interface EventMark extends Place {
  type: string;
  time: number;
  isDuplicate: boolean;
  isLate: boolean;
}

/** One message to one recipient. */
export interface Message {
  row: number;
  outcome: Outcome;
  isRead: boolean;
  errorCode?: number;
  from: string;
  to: string;
  label: string;
  carrier: string;
  /** When it was created, or the earliest known time. */
  since: number;
  /** When its outcome was reported. */
  until: number;
  events: number;
  duplicates: number;
  isContradicted: boolean;
  isLate: boolean;
  isStop: boolean;
  /** Which of several files it came from first. */
  source: number;
  /** Its events in the order of their times, without copies. */
  spark: { type: string; time: number }[];
}

export interface Filter {
  outcome?: Outcome | undefined;
  /** `null`: failed without a code. */
  code?: number | null | undefined;
  /** "": none is named. */
  carrier?: string | undefined;
  /** Created within this time, in milliseconds. `null`: without a time. */
  createdSince?: number | null | undefined;
  createdUntil?: number | null | undefined;
  flag?: "duplicate" | "late" | "contradicted" | "stop" | undefined;
  /** Within this time, in milliseconds. */
  since?: number | undefined;
  until?: number | undefined;
  words?: string | undefined;
  sort?: Sort | undefined;
}
export type Sort = "outcome" | "number" | "took" | "time";

export interface Counts {
  messages: number;
  events: number;
  outcomes: Record<Outcome, number>;
  /** Events that came more than once, and events after a later one. */
  duplicates: number;
  late: number;
  /** Messages with such events, and messages of other kinds. */
  withDuplicates: number;
  withLate: number;
  contradicted: number;
  stops: number;
  /** Events of messages that are not listed, as there are too many. */
  unlisted: number;
  /** Events that are not in the lists of their messages. */
  notKept: number;
}

export interface CodeCount {
  code: number | null;
  messages: number;
  isUnknown: boolean;
}

export interface CarrierCount {
  carrier: string;
  messages: number;
  /** Those that are not inbound. */
  sent: number;
  failed: number;
}

/** Events by time, in spans of `each` milliseconds from `from` on. */
export interface Spans {
  from: number;
  /** The last event. */
  to: number;
  each: number;
  bars: { events: number; failed: number }[];
}

export type GroupBy = "carrier" | "hour" | "code";

/** Messages that have something in common. */
export interface Group {
  /** The filter that leaves these messages. */
  part: Pick<Filter, "carrier" | "code" | "createdSince" | "createdUntil">;
  messages: number;
  outcomes: Record<Outcome, number>;
}
