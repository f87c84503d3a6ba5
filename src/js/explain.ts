/** Words for what one meets in callbacks. */
import type { CallbackEvent } from "./generated/events.js";
import type { Diagnostic, Repair } from "./types.js";
import { full } from "./wasm/full.js";

/** What there is to say about a subject. */
export interface Explanation {
  kind: "event" | "neighbour" | "error-code" | "field" | "rule" | "repair";
  /** The subject: "message-failed", "4432", "message.to", "missing-field". */
  name: string;
  /** It in a few words. */
  title: string;
  /** What it means. */
  meaning: string;
  /** What to do, or what to expect; "" where there is nothing to. */
  advice: string;
  facts: { label: string; value: string }[];
  /** Where Bandwidth, or a standard, says so; "" for what is our own. */
  url: string;
}

/** Explanations of everything there is. */
export interface Catalogue {
  events: Explanation[];
  neighbours: Explanation[];
  fields: Explanation[];
  errorCodes: Explanation[];
  rules: Explanation[];
  repairs: Explanation[];
}

/**
 * Explains an event type, an error code, a field, a rule or a repair, by its name or by something
 * that has it: an event is explained by its error code where it has one, otherwise by its type.
 *
 * Gives `undefined` for what the catalogue does not have.
 */
export function explain(subject: string | number | CallbackEvent | Diagnostic | Repair): Explanation | undefined {
  return (full().explain(nameOf(subject)) as Explanation | null) ?? undefined;
}

/** The whole catalogue in words. */
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
