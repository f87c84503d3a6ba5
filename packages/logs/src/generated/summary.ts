// Generated from crates/logs/src/summary/report.rs: `UPDATE=1 cargo test` writes it anew.
import type { ErrorCategory, EventType, RuleName, Severity } from "bandwidth-callbacks";

/** The summary of a log. Lists start with the most frequent. */
export interface SummaryReport {
  /** The number of bodies. */
  bodies: number;
  /** Their size in bytes. */
  bytes: number;
  /** The number of events, including duplicates. */
  events: number;
  /** The number of toll-free verification webhooks. */
  verifications: number;
  /** The number of elements of a type that this version does not know. */
  unknown: number;
  /** The number of elements that are not events. */
  rejected: number;
  /** Events by type. */
  types: TypeCount[];
  /** Unknown elements by their type as sent. */
  unknownTypes: NameCount[];
  /** Toll-free verification webhooks by outcome. */
  verificationOutcomes: NameCount[];
  /** Events by error code. */
  errorCodes: CodeCount[];
  /** Events by the recipient's carrier. */
  carriers: NameCount[];
  /** Events by application. */
  applications: NameCount[];
  /** Events by channel. */
  channels: NameCount[];
  /** Events by the number of segments of their message. */
  segments: NameCount[];
  /** Problems by rule. */
  findings: FindingCount[];
  /** The time from message creation to each type of event, including duplicates. */
  latency: Latency[];
  /** The length of one entry of `minutes`, in minutes: 1, or more if the times are far apart. */
  minutesEach: number;
  /** Events by time. */
  minutes: MinuteCount[];
  /** The outcomes of messages. */
  messages: MessageCounts;
  /** Members that are estimated; empty unless there was more than could be kept. */
  approximate: Approximate[];
}

/** The number of events of a type. */
export interface TypeCount {
  /** The type. */
  type: EventType;
  /** The number of events, including duplicates. */
  events: number;
}

/** The number of events with a name. */
export interface NameCount {
  /** The name. */
  name: string;
  /** The number of events, including duplicates. */
  events: number;
}

/** The number of events with an error code. */
export interface CodeCount {
  /** The code. */
  code: number;
  /** Its name, if known. */
  name: string | null;
  /** Who rejected it or failed, if known. */
  category: ErrorCategory | null;
  /** The number of events, including duplicates. */
  events: number;
}

/** The number of messages that failed with an error code. */
export interface OutcomeCount {
  /** The code; absent if the event had none. */
  code: number | null;
  /** Its name, if known. */
  name: string | null;
  /** Who rejected it or failed, if known. */
  category: ErrorCategory | null;
  /** The number of message-recipient pairs. */
  messages: number;
}

/** The number of problems of a rule. */
export interface FindingCount {
  /** The rule. */
  rule: RuleName;
  /** The severity. */
  severity: Severity;
  /** The number of problems. */
  count: number;
  /** The place of the first body with one, if places are known. */
  first: Place | null;
  /** The JSON Pointer in that body. */
  path: string;
}

/** The time from message creation to a type of event, in milliseconds, within 1 % of the true quantile. */
export interface Latency {
  /** The type. */
  type: EventType;
  /** The number of events. */
  events: number;
  /** The minimum. */
  min: number;
  /** The median (p50). */
  p50: number;
  /** The 90th percentile (p90). */
  p90: number;
  /** The 99th percentile (p99). */
  p99: number;
  /** The maximum. */
  max: number;
}

/** The number of events in a period. */
export interface MinuteCount {
  /** Its first minute, in minutes since 1970 (UTC). */
  minute: number;
  /** The number of events, including duplicates. */
  events: number;
}

/** The outcome of each message for each recipient; duplicates count once. */
export interface MessageCounts {
  /** The number of message-recipient pairs that you sent. */
  sent: number;
  /** How many were delivered to the carrier or the handset, including those that were read. */
  delivered: number;
  /** How many of them were read. */
  read: number;
  /** How many failed, by code. */
  failed: OutcomeCount[];
  /** How many have an unknown outcome (an error code that does not say whether they arrived), by code. */
  outcomeUnknown: OutcomeCount[];
  /** How many are pending, as far as this log shows. */
  open: number;
  /** The number of inbound messages. */
  received: number;
  /** The number of duplicate events. */
  duplicates: number;
  /** The number of statuses that arrived out of order; absent if places are not known. */
  late: number | null;
  /** How many were reported both failed and delivered. */
  contradicted: number;
  /** If there were too many to keep: the counts are estimated from one message in this many. */
  oneIn: number | null;
  /** The number of message-recipient pairs that are kept. */
  kept: number;
}

/** A member of the report that is estimated. */
export interface Approximate {
  /** The member of the report. */
  member: string;
  /** Why it is estimated. */
  why: string;
}

/** Where a body stands. */
export interface Place {
  /** Which log of several, from 0. */
  source: number;
  /** Its line, from 1. */
  line: number;
  /** Where it begins in the log as it is when unpacked, in bytes. */
  offset: number;
}
