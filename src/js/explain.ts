/** Words for what one meets in callbacks. */
import type { CallbackEvent } from "./generated/events.js";
import type { Diagnostic, Repair } from "./types.js";
import { full } from "./wasm/full.js";

/** What there is to say about a subject. */
export interface Explanation {
  /** What the subject is. */
  kind: "event" | "neighbour" | "error-code" | "field" | "rule" | "repair";
  /** The subject: "message-failed", "4432", "message.to", "missing-field". */
  name: string;
  /** It in a few words. */
  title: string;
  /** What it means. */
  meaning: string;
  /** What to do, or what to expect; "" where there is nothing to. */
  advice: string;
  /** What is known of it, each with a word for what that is. */
  facts: { label: string; value: string }[];
  /** Where Bandwidth, or a standard, says so; "" for what is our own. */
  url: string;
}

/** Explanations of everything there is. */
export interface Catalogue {
  /** The types of events. */
  events: Explanation[];
  /** Webhooks of other Bandwidth products. */
  neighbours: Explanation[];
  /** The fields of events, each by its dotted path. */
  fields: Explanation[];
  /** Bandwidth's error codes, ascending. */
  errorCodes: Explanation[];
  /** What diagnostics are about. */
  rules: Explanation[];
  /** What `recover` repairs. */
  repairs: Explanation[];
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

function nameOf(subject: string | number | CallbackEvent | Diagnostic | Repair): string {
  if (typeof subject === "string" || typeof subject === "number") return String(subject);
  if (typeof subject === "object" && subject !== null) {
    // An event first: what else it holds comes from the payload.
    if ("type" in subject) return subject.type === "message-failed" ? String(subject.errorCode) : subject.type;
    if ("rule" in subject) return subject.rule;
    if ("repair" in subject) return subject.repair;
  }
  throw new TypeError("expected a name, an error code, an event, a diagnostic or a repair");
}
