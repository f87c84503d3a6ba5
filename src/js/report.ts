/** The report that a module wrote into its memory: reads its words (crates/callbacks/src/wire.rs). */
import type { CallbackEvent } from "./generated/events.js";
import { build, VIEW } from "./generated/builders.js";
import * as wire from "./generated/layout.js";
import { fromJson } from "./parts.js";
import type { Diagnostic, Report } from "./types.js";
import { verificationOf } from "./verification.js";

// Offsets count a byte order mark, so it must stay.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The report that the words at a place describe. */
export function readReport(words: Int32Array, at: number, body: string | Uint8Array, hasText: boolean): Report {
  const events = words[at + wire.HEADER_EVENTS]!;
  const others = words[at + wire.HEADER_OTHERS]!;
  const count = words[at + wire.HEADER_DIAGNOSTICS]!;
  if (count === 0 && others === 0) {
    return {
      ok: true,
      events: events === 0 ? [] : eventsOf(textOf(body), words, at, events),
      verifications: [],
      unknown: [],
      rejected: [],
      diagnostics: [],
    };
  }
  const text = textOf(body);
  const report: Report = {
    ok: words[at + wire.HEADER_OK] === 1,
    events: events === 0 ? [] : eventsOf(text, words, at, events),
    verifications: [],
    unknown: [],
    rejected: [],
    diagnostics: diagnostics(words, at + wire.HEADER + others * wire.OTHER, count, paths(words, at), text, hasText),
  };
  if (others > 0) addOthers(report, text, words, at + wire.HEADER, others);
  return report;
}

/** The report on a body that could not be read: a trap of the module, or no memory left. */
export function internalErrorReport(body: string | Uint8Array, hasText: boolean): Report {
  const value = typeof body === "string" ? body : decoder.decode(body);
  const words = new Int32Array(wire.DIAGNOSTIC);
  [words[wire.DIAGNOSTIC_RULE], words[wire.DIAGNOSTIC_TEMPLATE]] = wire.INTERNAL_ERROR;
  words[wire.DIAGNOSTIC_END] = value.length;
  words[wire.DIAGNOSTIC_LINE] = words[wire.DIAGNOSTIC_COLUMN] = 1;
  const found = diagnostics(words, 0, 1, "", value, hasText);
  return { ok: false, events: [], verifications: [], unknown: [], rejected: [{ index: 0, value }], diagnostics: found };
}

function textOf(body: string | Uint8Array): string {
  return typeof body === "string" ? body : decoder.decode(body);
}

/** More elements that are not events, and as many as the events: then one `JSON.parse` of the body is faster. */
const MANY = 8;

/** Adds the elements that are not events, as they were sent. */
function addOthers(report: Report, text: string, words: Int32Array, at: number, count: number): void {
  const list = count > MANY && count >= report.events.length ? arrayOf(text) : undefined;
  for (let end = at + count * wire.OTHER; at < end; at += wire.OTHER) {
    const index = words[at + wire.OTHER_INDEX]!;
    const value: unknown =
      list === undefined
        ? JSON.parse(text.slice(words[at + wire.OTHER_START]!, words[at + wire.OTHER_END]!))
        : list[index];
    const type = words[at + wire.OTHER_TYPE_START]!;
    if (type === wire.REJECTED) report.rejected.push({ index, value });
    else if (type === wire.VERIFICATION_ELEMENT)
      report.verifications.push(verificationOf(index, words[at + wire.OTHER_TYPE_END]!, value));
    else
      report.unknown.push({
        index,
        type: type === 0 ? "" : (fromJson(text.slice(type, words[at + wire.OTHER_TYPE_END]!)) as string),
        value,
      });
  }
}

/** The array of a body; undefined for other bodies, such as a truncated one. */
function arrayOf(text: string): unknown[] | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return Array.isArray(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

/** The paths of the diagnostics that the catalogue does not know, one after another. */
function paths(words: Int32Array, at: number): string {
  const bytes = words[at + wire.HEADER_PATHS_BYTES]!;
  return bytes === 0 ? "" : decoder.decode(new Uint8Array(words.buffer, words[at + wire.HEADER_PATHS_AT]!, bytes));
}

function eventsOf(text: string, words: Int32Array, at: number, count: number): CallbackEvent[] {
  const first = words[at + wire.HEADER_VIEWS_AT]! >>> 2;
  const items = words[at + wire.HEADER_ITEMS_AT]! >>> 2;
  const extras = words[at + wire.HEADER_EXTRAS_AT]! >>> 2;
  // Nearly always it is one, and a list that does not grow is made sooner.
  if (count === 1) return [build(text, words, first, items, extras)];
  const events: CallbackEvent[] = [];
  for (let view = first; view < first + count * VIEW; view += VIEW)
    events.push(build(text, words, view, items, extras));
  return events;
}

/** The diagnostics that the words at a place describe. */
function diagnostics(
  words: Int32Array,
  at: number,
  count: number,
  paths: string,
  text: string,
  hasText: boolean,
): Diagnostic[] {
  const list: Diagnostic[] = [];
  let from = 0;
  for (let end = at + count * wire.DIAGNOSTIC; at < end; at += wire.DIAGNOSTIC) {
    // By index: engines make an iterator of an array that is destructured.
    const row = wire.RULES[words[at + wire.DIAGNOSTIC_RULE]!]!;
    const rule = row[0];
    const severity = row[1];
    const help = row[2];
    const cause = row[3];
    const url = row[4];
    const pathEnd = words[at + wire.DIAGNOSTIC_PATH_END]!;
    const path = words[at + wire.DIAGNOSTIC_STEP] === 0 ? paths.slice(from, pathEnd) : pathOf(words, at, text);
    const message = sentence(words, at + wire.DIAGNOSTIC_TEMPLATE);
    from = pathEnd;
    if (hasText) {
      const span = { start: words[at + wire.DIAGNOSTIC_START]!, end: words[at + wire.DIAGNOSTIC_END]! };
      const line = words[at + wire.DIAGNOSTIC_LINE]!;
      const column = words[at + wire.DIAGNOSTIC_COLUMN]!;
      list.push({ rule, severity, path, message, help, cause, url, span, line, column });
    } else {
      list.push({ rule, severity, path, message, help, cause, url });
    }
  }
  return list;
}

/** The paths of fields inside their events that were used. */
const names: string[] = [];

function nameOf(step: number): string {
  // In `WORDS` a path is quoted and has dots.
  const name = wire.WORDS[step]!.slice(1, -1);
  return name === "" ? "" : `/${name.replaceAll(".", "/")}`;
}

/** The path to a field, or to a member that no field describes. */
function pathOf(words: Int32Array, at: number, text: string): string {
  const step = words[at + wire.DIAGNOSTIC_STEP]!;
  const frame = words[at + wire.DIAGNOSTIC_FRAME];
  const item = words[at + wire.DIAGNOSTIC_ITEM]!;
  const name = (names[step] ??= nameOf(step));
  let path =
    frame === wire.BARE
      ? name
      : (frame === wire.WRAPPED ? "/_json/" : "/") + words[at + wire.DIAGNOSTIC_ELEMENT] + name;
  if (step >= wire.RECORDS) {
    // What the diagnostic is about is the key, in quotes.
    const key = text.slice(words[at + wire.DIAGNOSTIC_START]! + 1, words[at + wire.DIAGNOSTIC_END]! - 1);
    path += `/${key.includes("~") || key.includes("/") ? key.replaceAll("~", "~0").replaceAll("/", "~1") : key}`;
  }
  return item === 0 ? path : `${path}/${item - 1}`;
}

/** The templates that were used: the text before the first hole; for each hole, what fills it and the text after it. */
const templates: { start: string; holes: { isCount: boolean; text: string }[] }[] = [];

function templateOf(text: string): (typeof templates)[number] {
  // After the opening brace of a hole: `}`, or `#}` if it is a count.
  const [start, ...pieces] = text.split("{") as [string, ...string[]];
  const holes = pieces.map((piece) => ({ isCount: piece[0] === "#", text: piece.slice(piece.indexOf("}") + 1) }));
  return { start, holes };
}

/** A template with its holes filled by the words after it. */
function sentence(words: Int32Array, at: number): string {
  const number = words[at]!;
  const { start, holes } = (templates[number] ??= templateOf(wire.TEMPLATES[number]!));
  let sentence = start;
  for (let hole = 0; hole < holes.length; hole++) {
    const { isCount, text } = holes[hole]!;
    const value = words[at + hole + 1]! >>> 0;
    sentence += (isCount ? value : wire.WORDS[value]!) + text;
  }
  return sentence;
}
