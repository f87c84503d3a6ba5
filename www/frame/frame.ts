// What the page says about one thing: a sentence, its facts, what it means, what to do. Data, not elements.

/** How it ended, for a color: bad, open, good, neither. */
export type Tone = "error" | "warning" | "good" | "";

/** A value with its name. */
export interface Fact {
  label: string;
  /** The first is the value, the others describe it. */
  values: readonly string[];
  /** Whether there is a button that copies the value. */
  copy?: boolean;
  /** The JSON Pointer of its field within the event, such as `/message/id`. */
  path?: string;
}

export interface Link {
  href: string;
  words: string;
}

/** What the page says about one thing. Sentences may have names in backticks. */
export interface Frame {
  glyph: string;
  tone: Tone;
  /** A sentence about the thing. */
  title: string;
  /** The second line. */
  facts: readonly string[];
  meaning: string;
  /** Likely causes, the most common first. */
  causes?: readonly string[];
  actions: readonly string[];
  /** The words of a message, or of a suggestion that was tapped. */
  said?: string;
  /** These words are sent as segments. */
  isSplit?: boolean;
  rows: readonly Fact[];
  links?: readonly Link[];
  /** All its fields, on demand. */
  value?: unknown;
  /** Where `value` is in the body, as a JSON Pointer. */
  at?: string;
}

/** "+1 415 555 0143" for a number of North America; others as they are. */
export function spoken(number: string): string {
  return number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "+1 $1 $2 $3");
}

/** The sentences of a paragraph, each on its own. */
export function sentences(text: string): string[] {
  return text
    .split(/(?<=[.;])\s+(?=[A-Z`])/)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
}

/** The beginning of a text, without half of a character at its end. */
export const beginning = (text: string, length: number): string =>
  text.slice(0, length).replace(/[\ud800-\udbff]$/, "");

/** With an end, as the sentences beside it. */
export const ended = (words: string): string => (/[.!?:…”]$/.test(words) ? words : `${words}.`);

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
