// A text with a single thing in it: what to show for that thing.

import { type BodyElement, type Diagnostic, elements } from "bandwidth-callbacks";
import type * as Full from "../full";
import { cutPath, isCut } from "../problems";
import type { Reading } from "../reading";
import { eventFrame } from "./event";
import { capital, type Frame, sentences } from "./frame";
import { productFrame } from "./product";
import { bareFrame, textFrame } from "./text";

/** How many elements a reading has, events or not. */
export const sizeOf = ({ report, rows }: Reading): number =>
  rows.length + report.verifications.length + report.unknown.length + report.rejected.length;

/** The frame of a text that is not a list of several events. */
export function thing(reading: Reading, full: typeof Full): Frame {
  const { report, text } = reading;
  const bare = report.events.length === 0 ? bareFrame(text, full) : undefined;
  if (bare !== undefined) return bare;
  const [element] = elements(report);
  const at = elementPath(report.diagnostics);
  if (element?.kind === "event") {
    const frame = eventFrame(element.value, full, { at, isCut: isCut(reading), cutPath: cutPath(reading) })!;
    return /^\s*Parameter\s+Type\s+Description/m.test(text) ? documentation(frame, reading) : frame;
  }
  if (element !== undefined)
    return elementFrame(element, full, {
      at,
      isCut: isCut(reading),
      cutPath: cutPath(reading),
      diagnostics: report.diagnostics,
    });
  return textFrame(text, full) ?? otherText(reading);
}

/**
 * Whether a text is something else than a payload, which its first lines say: problems of its format are not shown.
 */
export function isNoPayload({ report, text, rows }: Reading, full: typeof Full): boolean {
  if (rows.length > 0) return false;
  return bareFrame(text, full) !== undefined || report.diagnostics.some(({ rule }) => rule === "not-a-callback");
}

/** An example that was copied from documentation, with the words around it. */
function documentation(frame: Frame, { report }: Reading): Frame {
  const type = report.events[0]?.type ?? "an event";
  const lost = report.repairs.some(({ repair }) => repair === "unclosed-list" || repair === "missing-opener");
  return {
    ...frame,
    glyph: "§",
    tone: "",
    title: `Bandwidth's documentation, with an example of ${type}`,
    facts: ["not an event that happened", type, ...(lost ? ["braces are missing, and lists lost their items"] : [])],
    meaning: `The text describes the fields of \`${type}\`. Its example is shown below as far as it can be read.`,
    actions: ["Paste the body of a callback that you received to see what happened to a message."],
  };
}

/** The names of the required fields that an element lacks. */
function missingOf(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics
    .filter(({ rule }) => rule === "missing-field")
    .map(({ path }) => path.replace(/^(\/_json)?(\/\d+)?\//, "").replaceAll("/", "."));
}

/** Diagnostics say whether the element is in an array. */
function elementPath(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.find(({ path }) => /^(\/_json)?\/0(\/|$)/.test(path)) === undefined ? "" : "/0";
}

interface Facts {
  at: string;
  isCut?: boolean;
  cutPath?: string | undefined;
  /** Those of the element. */
  diagnostics: readonly Diagnostic[];
}

/** An element that is not an event. */
type OtherElement = Exclude<BodyElement, { kind: "event" }>;

export function elementFrame(
  element: OtherElement,
  full: typeof Full,
  { at, isCut, cutPath, diagnostics }: Facts,
): Frame {
  const { kind, value } = element;
  if (kind === "rejected") {
    const event = eventFrame(value, full, { at, isCut: isCut === true, cutPath });
    const missing = missingOf(diagnostics);
    const others = missing.length > 3 ? ` and ${missing.length - 3} more` : "";
    const lacks = missing.length > 0 ? `without ${missing.slice(0, 3).join(", ")}${others}` : "see below";
    if (event !== undefined)
      return isCut
        ? { ...event, actions: ["Paste the whole body: what follows the cut is unknown.", ...event.actions] }
        : {
            ...event,
            facts: [`invalid event: ${lacks}`, ...event.facts],
            actions: [
              "Keep the value from `rejected`: required fields are missing, so it cannot be read as this type.",
              ...event.actions,
            ],
          };
  }
  const product = productFrame(element, diagnostics, full, at);
  if (product !== undefined) return product;
  const type = "type" in element ? element.type : "";
  const isNamed = type !== "";
  if (isCut && (!isNamed || cutPath === `${at}/type`))
    return {
      glyph: "?",
      tone: "warning",
      title: "Truncated before it says what happened",
      facts: ["cut off: what follows is unknown"],
      meaning: "The text ends before the type of the event does.",
      actions: ["Paste the whole body as Bandwidth sent it."],
      rows: [],
      value,
      at,
    };
  return {
    glyph: "?",
    tone: "warning",
    title: isNamed
      ? `Unknown event type: ${type}`
      : isObject(value)
        ? "An object that is not an event"
        : `Not an event: ${kindOf(value)}`,
    facts: [isNamed ? "not known to this version" : "no string type"],
    meaning: isNamed
      ? "Unknown event type. Acknowledge it with a 2xx; the value is kept in `unknown`."
      : "It has no `type` that says what happened, and it does not have the shape of another Bandwidth product.",
    actions: isNamed
      ? ["Check for a newer version of this package, and the spelling if you made it yourself."]
      : ["Paste the whole body as Bandwidth sent it."],
    rows: [],
    value,
    at,
  };
}

const isObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);
const kindOf = (value: unknown) => (value === null ? "null" : Array.isArray(value) ? "an array" : `a ${typeof value}`);

/** By the first problem, as no form is known. */
function otherText({ report, text }: Reading): Frame {
  const [first] = report.diagnostics;
  if (first === undefined || /^\s*\[\s*\]\s*$/.test(text))
    return {
      glyph: "○",
      tone: "",
      title: "An empty array: no events",
      facts: ["nothing happened to any message"],
      meaning: "The body is valid JSON without an event in it.",
      actions: ["Answer 2xx; there is nothing to handle."],
      rows: [],
    };
  const isCallback = first.rule !== "not-a-callback";
  const what = first.message
    .replace(/^not a callback: /, "")
    .replace(/^expected a(?:n array| list)? ?(?:of )?(?:events?)?, found /, "")
    .replace(/^not JSON: /, "")
    // The first line is plain text.
    .replaceAll("`", "");
  return {
    glyph: "✕",
    tone: "warning",
    title: isCallback ? `Not readable as JSON: ${what}` : `Not a callback: ${what}`,
    facts:
      first.line === undefined
        ? []
        : isCallback
          ? [`line ${first.line}, column ${first.column}`]
          : ["no event was found in it"],
    meaning: isCallback ? "The text breaks before an event can be read." : "There is no event in this text.",
    actions: isCallback
      ? sentences(first.help).map(capital)
      : [
          "Paste the body that Bandwidth sent, a log line that has it, an error code or a message ID.",
          // Its second clause is the line above.
          capital(first.help.split("; ")[0]!),
        ],
    rows: [],
    links: [{ href: `#rule-${first.rule}`, words: `${first.rule} in the reference` }],
  };
}
