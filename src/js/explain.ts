/** Words for what one meets in callbacks. */
import type {
  CallbackEvent,
  CodeStatus,
  Direction,
  ErrorCategory,
  EventType,
  Outcome,
  Retry,
  RuleGroup,
  Severity,
} from "./generated/events.js";
import type { Diagnostic, Repair, Span } from "./types.js";
import { full } from "./wasm/full.js";

/** What there is to say about any subject. */
export interface Words {
  /** The subject: "message-failed", "4432", "message.to", "missing-field". */
  name: string;
  /** It in a few words. */
  title: string;
  /** What it means. */
  meaning: string;
  /** What to do, or what to expect; "" where there is nothing to. */
  advice: string;
  /** What is known of it in words, each with a label for what that is. */
  facts: { label: string; value: string }[];
  /** Where Bandwidth, or a standard, says so; "" for what is our own. */
  url: string;
}

/** Of an event type. */
export interface EventExplanation extends Words {
  /** What the subject is. */
  kind: "event";
  /** The direction of its message. */
  direction: Direction;
  /** No further status follows it for the same message and recipient, a read receipt aside. */
  terminal: boolean;
  /** Bandwidth has announced its end. */
  deprecated: boolean;
  /** Since or until when it is sent, where that matters. */
  period: string | null;
}

/** Of something else that Bandwidth sends: a webhook of another product, a response of the API. */
export interface NeighbourExplanation extends Words {
  /** What the subject is. */
  kind: "neighbour";
  /** The product, as Bandwidth calls it. */
  product: string;
  /** One of them, as JSON text. */
  example: string;
}

/** Of an error code. */
export interface ErrorCodeExplanation extends Words {
  /** What the subject is. */
  kind: "error-code";
  /** The value of `errorCode`. */
  code: number;
  /** Who refused or failed. */
  category: ErrorCategory;
  /** Whether sending the same message again may help. */
  retry: Retry;
  /** Whether the message is billed all the same; `null` where that is not documented. */
  billable: boolean | null;
  /** Whether the message was certainly not delivered. */
  outcome: Outcome;
  /** Whether Bandwidth still lists it. */
  status: CodeStatus;
}

/** Of a field. */
export interface FieldExplanation extends Words {
  /** What the subject is. */
  kind: "field";
  /** The types of event that always have it. */
  required: EventType[];
  /** The types that are documented to have it, and may lack it. */
  expected: EventType[];
  /** The types that may have it. */
  optional: EventType[];
  /** The most characters (Unicode code points) it may have. */
  maxChars: number | null;
}

/** Of a rule. */
export interface RuleExplanation extends Words {
  /** What the subject is. */
  kind: "rule";
  /** How much its findings matter. */
  severity: Severity;
  /** What it looks at. */
  group: RuleGroup;
}

/** Of a repair. */
export interface RepairExplanation extends Words {
  /** What the subject is. */
  kind: "repair";
}

/** What there is to say about a subject; `kind` says what it is. */
export type Explanation =
  | EventExplanation
  | NeighbourExplanation
  | ErrorCodeExplanation
  | FieldExplanation
  | RuleExplanation
  | RepairExplanation;

/** Explanations of everything there is. */
export interface Catalogue {
  /** The types of events, in the order of a message's life. */
  events: EventExplanation[];
  /** What else Bandwidth sends: webhooks of other products, responses of the API. */
  neighbours: NeighbourExplanation[];
  /** The fields of events, each by its dotted path. */
  fields: FieldExplanation[];
  /** Bandwidth's error codes, ascending. */
  errorCodes: ErrorCodeExplanation[];
  /** What diagnostics are about. */
  rules: RuleExplanation[];
  /** What `recover` repairs. */
  repairs: RepairExplanation[];
}

/**
 * Explains an event type, an error code, a field, a rule or a repair, by its name or by something
 * that has it: an event is explained by its error code where it has one, otherwise by its type.
 *
 * Gives `undefined` for what the catalogue does not have.
 *
 * @throws {TypeError} for what could not be a subject
 *
 * @example
 * ```js
 * import { explain } from "bandwidth-callbacks/explain";
 *
 * console.assert(explain(4720).kind === "error-code");
 * console.assert(explain("message.owner").kind === "field");
 * console.assert(explain("no such thing") === undefined);
 * ```
 */
export function explain(subject: string | number | CallbackEvent | Diagnostic | Repair): Explanation | undefined {
  return (full().explain(nameOf(subject)) as Explanation | null) ?? undefined;
}

/**
 * The name of a subject that a misspelled or shortened one was probably meant to be, for "did you mean …?".
 *
 * @returns `undefined` if no name is near
 * @throws {TypeError} if the subject is not a string
 *
 * @example
 * ```js
 * import { nearest } from "bandwidth-callbacks/explain";
 *
 * console.assert(nearest("mesage-failed") === "message-failed");
 * console.assert(nearest("something else") === undefined);
 * ```
 */
export function nearest(subject: string): string | undefined {
  if (typeof subject !== "string") throw new TypeError("expected the name of a subject as a string");
  return full().nearest(subject) ?? undefined;
}

/**
 * The whole catalogue in words.
 *
 * @example
 * ```js
 * import { catalogue } from "bandwidth-callbacks/explain";
 *
 * const { events, errorCodes } = catalogue();
 * console.assert(events.length === 8 && errorCodes.length > 80);
 * ```
 */
export function catalogue(): Catalogue {
  return full().catalogue() as Catalogue;
}

/** What the text of an SMS takes. */
export interface Segments {
  /** The alphabet it needs: the GSM 7-bit default alphabet with its extension, or UTF-16 for all else. */
  encoding: "GSM-7" | "UCS-2";
  /** Septets in GSM-7, UTF-16 code units in UCS-2. */
  units: number;
  /** The number of segments, at least 1. */
  count: number;
  /** The units that one segment of this text holds: 160 or 70 where it is the only one, else 153 or 67. */
  room: number;
  /** Where each segment begins, in UTF-16 code units; the first at 0. */
  starts: number[];
  /** The characters that GSM-7 does not have: one suffices for UCS-2. */
  outside: Span[];
}

/**
 * The segments that a text takes as an SMS.
 *
 * @throws {TypeError} for what is no text
 * @example
 * ```js
 * import { segments } from "bandwidth-callbacks/explain";
 *
 * const { encoding, count } = segments("a".repeat(161));
 * console.assert(encoding === "GSM-7" && count === 2);
 * ```
 */
export function segments(text: string): Segments {
  if (typeof text !== "string") throw new TypeError("expected a text");
  return full().segments(text) as Segments;
}

function nameOf(subject: string | number | CallbackEvent | Diagnostic | Repair): string {
  if (typeof subject === "string" || typeof subject === "number") return String(subject);
  if (typeof subject === "object" && subject !== null) {
    // An event first: what else it holds comes from the payload.
    if ("type" in subject)
      return subject.type === "message-failed" && subject.errorCode !== undefined
        ? String(subject.errorCode)
        : subject.type;
    if ("rule" in subject) return subject.rule;
    if ("repair" in subject) return subject.repair;
  }
  throw new TypeError("expected a name, an error code, an event, a diagnostic or a repair");
}
