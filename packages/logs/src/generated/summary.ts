// Generated from crates/logs/src/summary/report.rs: `UPDATE=1 cargo test` writes it anew.
import type { ErrorCategory, EventType, RuleName, Severity } from "bandwidth-callbacks";

/** A log, summed up. Lists begin with what is most frequent. */
export interface SummaryReport {
  /** How many bodies there were. */
  bodies: number;
  /** How many bytes they had. */
  bytes: number;
  /** How many events, copies included. */
  events: number;
  /** How many elements of a type that this version does not know. */
  unknown: number;
  /** How many elements that are no events. */
  rejected: number;
  /** Events by type. */
  types: TypeCount[];
  /** Unknown elements by what they call their type. */
  unknownTypes: NameCount[];
  /** Events by error code. */
  errorCodes: CodeCount[];
  /** Events by the recipient's carrier. */
  carriers: NameCount[];
  /** Events by application. */
  applications: NameCount[];
  /** Events by channel. */
  channels: NameCount[];
  /** Events by the segments of their message. */
  segments: NameCount[];
  /** What was found, by rule. */
  findings: FindingCount[];
  /** How long after its message each type of event happened, copies included. */
  latency: Latency[];
  /** How many minutes one of `minutes` has: 1, unless the times are far apart. */
  minutesEach: number;
  /** Events by time. */
  minutes: MinuteCount[];
  /** What became of messages. */
  messages: MessageCounts;
  /** What is not exact; empty, unless there was more than can be kept. */
  approximate: Approximate[];
}

/** How many events of a type. */
export interface TypeCount {
  /** The type. */
  type: EventType;
  /** How many, copies included. */
  events: number;
}

/** How many events of a name. */
export interface NameCount {
  /** The name. */
  name: string;
  /** How many, copies included. */
  events: number;
}

/** How many events of an error code. */
export interface CodeCount {
  /** The code. */
  code: number;
  /** What it is called, where that is known. */
  name: string | null;
  /** Who refused or failed, where the code is known. */
  category: ErrorCategory | null;
  /** How many, copies included. */
  events: number;
}

/** How many messages an error code has ended. */
export interface FateCount {
  /** The code; nothing if the event did not say one. */
  code: number | null;
  /** What it is called, where that is known. */
  name: string | null;
  /** Who refused or failed, where the code is known. */
  category: ErrorCategory | null;
  /** How many: messages times recipients. */
  messages: number;
}

/** How often a rule found something. */
export interface FindingCount {
  /** The rule. */
  rule: RuleName;
  /** How bad it is. */
  severity: Severity;
  /** How often. */
  count: number;
  /** The first body in which it did, where places are known. */
  first: Place | null;
  /** Where in that body, as a JSON Pointer. */
  path: string;
}

/** How long after its message a type of event happened, in milliseconds, within 1 % of the true quantile. */
export interface Latency {
  /** The type. */
  type: EventType;
  /** Of how many events. */
  events: number;
  /** The shortest. */
  min: number;
  /** Half of them took no longer. */
  p50: number;
  /** Nine of ten took no longer. */
  p90: number;
  /** 99 of 100 took no longer. */
  p99: number;
  /** The longest. */
  max: number;
}

/** How many events in a span of time. */
export interface MinuteCount {
  /** The first minute of it, in minutes since 1970 (UTC). */
  minute: number;
  /** How many, copies included. */
  events: number;
}

/** What became of each message with each recipient, copies counted once. */
export interface MessageCounts {
  /** How many you sent: messages times recipients. */
  sent: number;
  /** How many arrived at the carrier or the handset, those read included. */
  delivered: number;
  /** How many of them were read. */
  read: number;
  /** How many failed, by code. */
  failed: FateCount[];
  /** How many have an unknown outcome (they failed with a code that leaves open whether they arrived), by code. */
  outcomeUnknown: FateCount[];
  /** How many are on their way, as far as this log tells. */
  open: number;
  /** How many messages came in. */
  received: number;
  /** How many events told what another had told. */
  duplicates: number;
  /** How many stages were told of after a later one; nothing where places are not known. */
  late: number | null;
  /** How many failed and arrived both. */
  contradicted: number;
  /** Where they are too many to be kept: the counts are estimated by one message in so many. */
  oneIn: number | null;
  /** How many messages and recipients are kept. */
  kept: number;
}

/** Something that is not exact. */
export interface Approximate {
  /** The member of the report. */
  member: string;
  /** How it comes about. */
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
