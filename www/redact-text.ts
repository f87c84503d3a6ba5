// Redacts pasted text in its own format: a Python dict stays one, a log line keeps its prefix. Values that the package
// redacts in the events are replaced everywhere in the text.

import { elements, type Recovery, redact } from "bandwidth-callbacks";
import type * as Repair from "./repair";
import { placesOf } from "./places";

const limits = { maxBytes: 64 << 20 };

interface Redacted {
  text: string;
  /** Only the events are in it, because the text cannot be redacted in its own format. */
  isEvents: boolean;
}

/** The text with phone numbers, message texts, IDs and URLs replaced. */
export function redactedText(text: string, { recover }: Pick<typeof Repair, "recover">): Redacted {
  const report = recover(text, limits);
  const values = valuesOf(report);
  const swaps = new Map<string, string>();
  collect(values, redact(values), swaps);
  const copy = new Held().shown((hold) => scrubbed(replaced(inPlaces(text, swaps, hold), swaps, hold)));
  // Encoded text, such as base64, cannot be searched, and in some formats a value has its length before it or its width
  // around it: then only the events are returned, without the text.
  const again = recover(copy, limits);
  if (!isSaidIn(again, swaps) && findingsOf(again) === findingsOf(report)) return { text: copy, isEvents: false };
  return { text: `${JSON.stringify(redact(values), null, 2)}\n`, isEvents: true };
}

/** What was found in a text, without its values. */
function findingsOf({ events, diagnostics, repairs }: Recovery): string {
  const found = [events.map(({ type }) => type), diagnostics.map(({ rule, path }) => [rule, path])];
  return JSON.stringify([...found, repairs.map(({ repair }) => repair)]);
}

/** Every element of a report. */
const valuesOf = (report: Recovery): unknown[] => elements(report).map(({ value }) => value);

/** Whether the copy still contains a value that should have been replaced. */
function isSaidIn(report: Recovery, swaps: ReadonlyMap<string, string>): boolean {
  const found = new Set<string>();
  collectTexts(valuesOf(report), found);
  const copies = new Set(swaps.values());
  return [...swaps].some(
    ([value, copy]) => value !== copy && value.length > 3 && !copies.has(value) && found.has(value),
  );
}

function collectTexts(value: unknown, found: Set<string>): void {
  if (typeof value === "string") found.add(value);
  else if (typeof value === "object" && value !== null)
    for (const inner of Object.values(value)) collectTexts(inner, found);
}

/** The differences between a value and its redacted copy. */
function collect(value: unknown, copy: unknown, swaps: Map<string, string>): void {
  if (typeof value === "string") {
    if (typeof copy === "string" && copy !== value) swaps.set(value, fixed(value, copy));
  } else if (Array.isArray(value)) {
    if (Array.isArray(copy)) for (const [at, item] of value.entries()) collect(item, copy[at], swaps);
  } else if (typeof value === "object" && value !== null && typeof copy === "object" && copy !== null) {
    for (const [name, inner] of Object.entries(value)) collect(inner, (copy as Record<string, unknown>)[name], swaps);
  }
}

/** Words about the event, not about people, are kept. */
function fixed(value: string, copy: string): string {
  return /^[A-Z_]{2,24}$/.test(value) || /^[a-z]+(-[a-z]+)+$/.test(value) ? value : copy;
}

const QUOTED = /^(["'])([^]*)\1$/;
const unescaped = (inner: string): string => {
  try {
    return JSON.parse(`"${inner.replaceAll("\\'", "'").replace(/(?<!\\)"/g, '\\"')}"`) as string;
  } catch {
    return inner;
  }
};

type Hold = (words: string) => string;

/** Replacements are placeholders until all are made: one value may look like the copy of another. */
class Held {
  readonly #words: string[] = [];

  shown(make: (hold: Hold) => string): string {
    const made = make((words) => `\ue000${this.#words.push(words) - 1}\ue001`);
    return made.replace(/\ue000(\d+)\ue001/g, (_, at: string) => this.#words[Number(at)] ?? "");
  }
}

/** Replaces whole values, even short ones. */
function inPlaces(text: string, swaps: ReadonlyMap<string, string>, hold: Hold): string {
  let [made, from] = ["", 0];
  const places = placesOf(text).sort((one, other) => one.start - other.start || one.end - other.end);
  for (const { start, end } of places) {
    if (start < from) continue;
    const quoted = QUOTED.exec(text.slice(start, end));
    const swap = quoted === null ? undefined : swaps.get(unescaped(quoted[2]!));
    // A key may read as a value does: it is followed by its separator.
    if (swap === undefined || /^\s*(:|=)/.test(text.slice(end, end + 8))) continue;
    const quote = quoted![1]!;
    made += text.slice(from, start) + hold(quote + inForm(quoted![2]!, swap, quote) + quote);
    from = end;
  }
  return made + text.slice(from);
}

/** A replacement, escaped in the same way as the original. */
function inForm(inner: string, swap: string, quote: string): string {
  if (escaped(unescaped(inner), quote) === inner) return escaped(swap, quote);
  return withoutLetters(inner);
}

/** Escapes of JSON, languages, URLs, HTML and e-mail: their letters are not letters of the text. */
const ESCAPE = String.raw`\\u[\da-f]{4}|\\x\{[\da-f]+\}|\\x[\da-f]{2}|\\.|&#?\w{1,6};|%[\da-f]{2}|=[\dA-F]{2}`;
const PIECE = new RegExp(`${ESCAPE}|[A-Z]|[a-z]|\\d|[^\\x00-\\x7f]`, "gi");

/** A text in which letters and digits say nothing; its escapes are of the same kind. */
function withoutLetters(raw: string): string {
  return raw.replace(PIECE, (piece) => {
    if (piece.length > 1) return piece.startsWith("\\u") ? "\\u0078" : piece;
    return /\d/.test(piece) ? "0" : /[A-Z]/.test(piece) ? "X" : "x";
  });
}

const escaped = (words: string, quote: string): string =>
  quote === '"'
    ? JSON.stringify(words).slice(1, -1)
    : words.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n");

/** Shorter texts are too likely to be in a key. */
const SHORT = 6;

/** Replaces values in other places of the text, such as in JSON inside a string. */
function replaced(text: string, swaps: ReadonlyMap<string, string>, hold: Hold): string {
  const pairs = [...swaps]
    .filter(([value]) => value.length >= SHORT)
    .sort(([one], [other]) => other.length - one.length);
  let made = text;
  for (const [value, copy] of swaps) {
    // A short value is replaced only in quotes, and not if it is a key.
    if (value.length >= SHORT || !/^[\w ]+$/.test(value)) continue;
    made = made.replace(new RegExp(`(["'])${value}\\1(?!\\s*[:=])`, "g"), (_, quote: string) =>
      hold(quote + copy + quote),
    );
  }
  for (const [value, copy] of pairs) {
    for (const form of forms(value)) {
      const swap = form === value ? copy : (forms(copy).at(forms(value).indexOf(form)) ?? copy);
      if (made.includes(form)) made = made.replaceAll(form, () => hold(swap));
    }
    // Words in their order, with any separators that a language or an e-mail put between them.
    const words = value.match(/[A-Za-z0-9]+/g) ?? [];
    if (words.length > 2)
      made = made.replace(new RegExp(words.join("[^]{1,24}?"), "g"), (raw) => hold(withoutLetters(raw)));
  }
  return made;
}

/** A string unescaped, as JSON, and as JSON inside a string. */
function forms(words: string): string[] {
  const once = JSON.stringify(words).slice(1, -1);
  return [...new Set([words, once, JSON.stringify(once).slice(1, -1), encodeURIComponent(words)])];
}

/** The text around the events: numbers, addresses and credentials in headers and prefixes. */
function scrubbed(text: string): string {
  return text
    .replace(/(authorization["']?\s*[:=]\s*["']?(?:basic|bearer)\s+)[\w+/=.-]+/gi, "$1xxxx")
    .replace(/\b[\w.+-]+@[\w-]+\.[\w.]+\b/g, "someone@example.com")
    .replace(
      /(?<![\w.:-])\+\d{8,15}\b(?<!\+1555555\d{4})/g,
      (number) => `${number.slice(0, 2)}555${"0".repeat(Math.max(0, number.length - 5))}`,
    )
    .replace(/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, "203.0.113.1");
}
