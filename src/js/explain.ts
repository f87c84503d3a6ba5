/** Explanations of event types, error codes, fields, rules and repairs, in plain English. */
import type {
  CallbackEvent,
  CodeStatus,
  Confidence,
  Direction,
  ErrorCategory,
  EventType,
  Outcome,
  Retry,
  RuleGroup,
  Severity,
} from "./generated/events.js";
import { VERIFICATION } from "./generated/layout.js";
import type { Verification, VerificationOutcome } from "./generated/verification.js";
import type { Diagnostic, Repair, Span } from "./types.js";
import { full } from "./wasm/full.js";

/** What every explanation has. */
export interface Words {
  /** The name of the subject: "message-failed", "4432", "message.to", "missing-field". */
  name: string;
  /** A short title. */
  title: string;
  /** What it means, in full sentences. */
  meaning: string;
  /** Likely causes, most common first; empty if none are documented or the subject has none. */
  causes: string[];
  /** What to do, or what to expect next; "" if there is nothing to do. */
  action: string;
  /** More facts, each a label and a value. */
  facts: { label: string; value: string }[];
  /** The page of Bandwidth's documentation, or of a standard, that it is based on; "" for a repair. */
  url: string;
}

/** The explanation of an event type. */
export interface EventExplanation extends Words {
  /** What the subject is. */
  kind: "event";
  /** The direction of the message. */
  direction: Direction;
  /** Whether it is the final status for its message and recipient (only a read receipt may follow). */
  terminal: boolean;
  /** Whether Bandwidth has announced that it will stop sending it. */
  deprecated: boolean;
  /** When Bandwidth started or stops sending it; `null` if that is not documented. */
  period: string | null;
}

/** The explanation of something else that Bandwidth sends: a webhook of another product, or an API response. */
export interface OtherProductExplanation extends Words {
  /** What the subject is. */
  kind: "other-product";
  /** The name of the product. */
  product: string;
  /** An example, as JSON. */
  example: string;
}

/** The explanation of an outcome of a toll-free verification. */
export interface VerificationExplanation extends Words {
  /** What the subject is. */
  kind: "verification";
  /** The outcome. */
  outcome: VerificationOutcome;
  /** A body, as JSON. */
  example: string;
}

/** The explanation of a field of a toll-free verification webhook. */
export interface VerificationFieldExplanation extends Words {
  /** What the subject is. */
  kind: "verification-field";
  /** The outcomes whose webhooks are documented to have it. */
  outcomes: VerificationOutcome[];
}

/** The explanation of the reason for a denied toll-free verification. */
export interface DenialCodeExplanation extends Words {
  /** What the subject is. */
  kind: "denial-code";
  /** The value of `denialStatusCode` or `statusCode`. */
  code: number;
  /** Whether the request may be resubmitted; `null` if only `resubmitAllowed` of the webhook says. */
  resubmit: boolean | null;
}

/** The explanation of an error code. */
export interface ErrorCodeExplanation extends Words {
  /** What the subject is. */
  kind: "error-code";
  /** The value of `errorCode`. */
  code: number;
  /** What Bandwidth calls it, as in `description`; `null` if that is not documented. */
  bandwidthName: string | null;
  /** Who rejected the message, or whose service failed. */
  category: ErrorCategory;
  /** Whether to send the same message again. */
  retry: Retry;
  /** Whether the message is billed although it failed; `null` if that is not documented. */
  billable: boolean | null;
  /** Whether the message was certainly not delivered. */
  outcome: Outcome;
  /** Whether Bandwidth still documents the code. */
  status: CodeStatus;
  /** The facts above in one line: "rejected by the carrier · don't retry · billable". */
  summary: string;
}

/** The explanation of a field. */
export interface FieldExplanation extends Words {
  /** What the subject is. */
  kind: "field";
  /** The event types that always have the field. */
  required: EventType[];
  /** The event types that are documented to have the field, but sometimes lack it. */
  expected: EventType[];
  /** The event types that may have the field. */
  optional: EventType[];
  /** The maximum length in characters (Unicode code points); `null` if there is none. */
  maxChars: number | null;
}

/** The explanation of a rule. */
export interface RuleExplanation extends Words {
  /** What the subject is. */
  kind: "rule";
  /** The severity of its diagnostics. */
  severity: Severity;
  /** What the rule checks. */
  group: RuleGroup;
  /** Action and cause for fields that have their own. */
  onFields: { field: string; action: string; cause: string }[];
  /** Action and cause for a text that a person pasted; `null` if it has none of its own. */
  onPaste: { action: string; cause: string } | null;
}

/** The explanation of a repair. */
export interface RepairExplanation extends Words {
  /** What the subject is. */
  kind: "repair";
  /** Whether the values of the repaired text can be trusted. */
  confidence: Confidence;
}

/** An explanation; `kind` says what of. */
export type Explanation =
  | EventExplanation
  | OtherProductExplanation
  | VerificationExplanation
  | VerificationFieldExplanation
  | DenialCodeExplanation
  | ErrorCodeExplanation
  | FieldExplanation
  | RuleExplanation
  | RepairExplanation;

/** Every explanation. */
export interface Catalogue {
  /** The event types, in the order in which they usually happen. */
  events: EventExplanation[];
  /** What else Bandwidth sends: webhooks of other products and API responses. */
  otherProducts: OtherProductExplanation[];
  /** The outcomes of a toll-free verification. */
  verifications: VerificationExplanation[];
  /** The fields of a toll-free verification webhook, then those of its denial reasons. */
  verificationFields: VerificationFieldExplanation[];
  /** The reasons for a denied toll-free verification, as far as a source has their text. */
  denialCodes: DenialCodeExplanation[];
  /** The fields of events, each by its dotted path. */
  fields: FieldExplanation[];
  /** Bandwidth's error codes, ascending. */
  errorCodes: ErrorCodeExplanation[];
  /** The rules that diagnostics refer to. */
  rules: RuleExplanation[];
  /** The repairs of `recover`. */
  repairs: RepairExplanation[];
}

/**
 * Explains an event type, an error code, a field, a rule or a repair; of toll-free verification an outcome
 * (`toll-free-verification.denied`, `UNVERIFIED`), a field or a denial code.
 *
 * @param subject a name, an error code, or an event, verification, diagnostic or repair. A failed event is explained by
 * its error code if it has one, any other event by its type.
 * @returns the explanation, or `undefined` if the catalogue has no such subject. If several have the name, the first:
 * `explainAll` returns them all
 * @throws {TypeError} if the subject is anything else
 * @throws {Error} if the host does not compile WebAssembly
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
export function explain(
  subject: string | number | CallbackEvent | Verification | Diagnostic | Repair,
): Explanation | undefined {
  return explainAll(subject)[0];
}

/**
 * Explains every subject of this name, the closest first: the field `to` of an event, then `message.to`.
 *
 * @param subject what `explain` takes
 * @returns the explanations; empty if the catalogue has no such subject
 * @throws {TypeError} if the subject is anything else
 * @throws {Error} if the host does not compile WebAssembly
 *
 * @example
 * ```js
 * import { explainAll } from "bandwidth-callbacks/explain";
 *
 * console.assert(explainAll("to").map(({ name }) => name).join() === "to,message.to");
 * console.assert(explainAll("no such thing").length === 0);
 * ```
 */
export function explainAll(
  subject: string | number | CallbackEvent | Verification | Diagnostic | Repair,
): Explanation[] {
  return full().explain(nameOf(subject)) as Explanation[];
}

/**
 * The subject that a misspelled or shortened name probably means, for "did you mean …?".
 *
 * @param subject a name as someone typed it
 * @returns the closest name, or `undefined` if none is close
 * @throws {TypeError} if the subject is not a string
 * @throws {Error} if the host does not compile WebAssembly
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
 * Every explanation of the catalogue.
 *
 * @returns a new object each time
 * @throws {Error} if the host does not compile WebAssembly
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

/** How a text is split into SMS segments. */
export interface Segments {
  /** GSM-7 if every character is in the GSM 7-bit alphabet or its extension, otherwise UCS-2. */
  encoding: "GSM-7" | "UCS-2";
  /** The length of the text: septets in GSM-7, UTF-16 code units in UCS-2. */
  units: number;
  /** The number of segments, at least 1. */
  count: number;
  /** The units that fit into one segment: 160 (GSM-7) or 70 (UCS-2) for a single segment, otherwise 153 or 67. */
  room: number;
  /** The start of each segment, in UTF-16 code units; the first is 0. */
  starts: number[];
  /** The characters that are not in GSM-7; a single one makes the text UCS-2. */
  outside: Span[];
}

/**
 * Splits a text into SMS segments.
 *
 * @param text the text of the message
 * @returns the encoding, the number of segments, and where each starts
 * @throws {TypeError} if the text is not a string
 * @throws {Error} if the host does not compile WebAssembly
 *
 * @example
 * ```js
 * import { segments } from "bandwidth-callbacks/explain";
 *
 * const { encoding, count } = segments("a".repeat(161));
 * console.assert(encoding === "GSM-7" && count === 2);
 * ```
 */
export function segments(text: string): Segments {
  if (typeof text !== "string") throw new TypeError("expected a string");
  return full().segments(text) as Segments;
}

function nameOf(subject: string | number | CallbackEvent | Verification | Diagnostic | Repair): string {
  if (typeof subject === "string" || typeof subject === "number") return String(subject);
  if (typeof subject === "object" && subject !== null) {
    // The event comes first: its other keys come from the payload.
    if ("type" in subject)
      return subject.type === "message-failed" && subject.errorCode !== undefined
        ? String(subject.errorCode)
        : subject.type;
    if ("outcome" in subject) return `${VERIFICATION}.${subject.outcome}`;
    if ("rule" in subject) return subject.rule;
    if ("repair" in subject) return subject.repair;
  }
  throw new TypeError("expected a name, an error code, an event, a verification, a diagnostic or a repair");
}
