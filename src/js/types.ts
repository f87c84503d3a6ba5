/** The types of the package, except those of events. */
import type { CallbackEvent, RepairName, RuleName, Severity } from "./generated/events.js";
import type { Verification } from "./generated/verification.js";

/** A body: its text, its bytes, or parsed JSON. */
export type Body = string | Uint8Array | ArrayBuffer | JsonValue | CallbackEvent | readonly CallbackEvent[];

/** What `JSON.parse` returns. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: unknown };

/** Limits of `parse`, `parseOrThrow`, `validate` and `recover`. */
export interface ParseOptions {
  /** How deep arrays and objects may be nested, from 1 to 1000. @default 64 */
  maxDepth?: number | undefined;
  /** How many bytes a body may have as UTF-8, from 1 to 2147483647. @default 16777216 (16 MiB) */
  maxBytes?: number | undefined;
  /**
   * How many diagnostics are listed, from 1 to 1000000; of any others only the number is reported.
   *
   * @default 1000
   */
  maxDiagnostics?: number | undefined;
}

/**
 * What a body contains, and what is wrong with it. Every element is in exactly one of the four arrays; `elements` lists
 * all.
 */
export interface Report {
  /** No diagnostic has the severity "error". */
  ok: boolean;
  /** The elements that can be used as their type, in the order of the body. */
  events: CallbackEvent[];
  /**
   * The toll-free verification webhooks, in the order of the body. They are about a number, not a message, so they are
   * not in `events`: if you only want messages, you never meet them.
   */
  verifications: Verification[];
  /** Well-formed elements of a type that this version does not know. Answer them 2xx. */
  unknown: UnknownEvent[];
  /** Elements that cannot be used as their type. */
  rejected: RejectedElement[];
  /** The problems, by position in the text, then in the order of the rules. */
  diagnostics: Diagnostic[];
}

/** An element of a type that this version does not know, or a webhook of another Bandwidth product. */
export interface UnknownEvent {
  /** Its number in the body, from 0. */
  index: number;
  /** Its type as sent; "" if it has none. */
  type: string;
  /** The element as sent. */
  value: unknown;
}

/** An element that cannot be used as its type. */
export interface RejectedElement {
  /** Its number in the body, from 0. */
  index: number;
  /** The element as sent. */
  value: unknown;
}

/** An element of a body, as `elements` returns it. */
export type BodyElement =
  | {
      kind: "event";
      /** Its number in the body, from 0. */
      index: number;
      value: CallbackEvent;
    }
  | ({ kind: "verification" } & Verification)
  | ({ kind: "unknown" } & UnknownEvent)
  | ({ kind: "rejected" } & RejectedElement);

/** One problem. It never contains a value of the payload. */
export interface Diagnostic {
  /** The name of the rule. */
  rule: RuleName;
  /** "error": unusable as its type. "warning": usable, but not as documented. "info": good to know. */
  severity: Severity;
  /** JSON Pointer (RFC 6901) into the body as sent; "" is the body. For a missing field, where it should be. */
  path: string;
  /** What is wrong: "expected an array of phone numbers, found a number". */
  message: string;
  /** What your code can do, or what this package did: "nothing to do: the event has it as a number". */
  help: string;
  /** The likely cause, "" if unknown: "a mock or proxy that quotes numbers". */
  cause: string;
  /** The page of Bandwidth's documentation, or of a standard, that the rule is based on. */
  url: string;
  /** The position in the text, if there was text. For a missing field, the object that lacks it. */
  span?: Span;
  /** The line where it starts, 1-based. */
  line?: number;
  /** The column where it starts, 1-based, in UTF-16 code units. */
  column?: number;
}

/** A part of a text in UTF-16 code units: `text.slice(start, end)`. */
export interface Span {
  /** Where it starts, from 0. */
  start: number;
  /** Where it ends, exclusive. */
  end: number;
}

/**
 * A report on pasted text. Its positions are positions in `text`, the repaired text.
 *
 * If the paste hides the recipients of an event, as `console.log` does with `[Array]`, the event is in `events` without
 * `message.to`, although its type has it: `ok` is false, and a diagnostic `incomplete-value` names the field.
 */
export interface Recovery extends Report {
  /** The repaired text; the pasted text if nothing was repaired. */
  text: string;
  /** What was repaired, by position in the pasted text. */
  repairs: Repair[];
}

/** One kind of repair, made in one place or several. */
export interface Repair {
  /** Its name, such as "missing-comma". */
  repair: RepairName;
  /** What was done: "added a missing comma". */
  message: string;
  /** How many times it was made. */
  count: number;
  /** The first place in the pasted text; empty if something was added. */
  span: Span;
  /** The line where that place starts, 1-based. */
  line: number;
  /** The column where it starts, 1-based, in UTF-16 code units. */
  column: number;
  /** All places, in the order of the text; only the first 16 if there are more. */
  places: RepairPlace[];
}

/** A place in pasted text. */
export interface RepairPlace {
  /** The part of the text; empty if something was added. */
  span: Span;
  /** The line where it starts, 1-based. */
  line: number;
  /** The column where it starts, 1-based, in UTF-16 code units. */
  column: number;
}
