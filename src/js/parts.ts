/** The values of events: parts of the text, whose places are in words. */
import { EXTRA } from "./generated/layout.js";

/** The inside of a text without escapes. */
export function part(body: string, words: Int32Array, at: number): string {
  return body.slice(words[at]!, words[at + 1]!);
}

/** The inside of a text, which may have escapes. */
export function plain(body: string, words: Int32Array, at: number, escaped: number): string {
  if (escaped === 0) return body.slice(words[at]!, words[at + 1]!);
  return JSON.parse(body.slice(words[at]! - 1, words[at + 1]! + 1)) as string;
}

/** The texts of a list, whose insides stand in the items. */
export function list(body: string, words: Int32Array, at: number, items: number): string[] {
  const texts = new Array<string>(words[at + 1]!);
  let item = items + words[at]! * 2;
  for (let index = 0; index < texts.length; index++, item += 2) texts[index] = part(body, words, item);
  return texts;
}

/** The texts of a list, which may have escapes. */
export function texts(body: string, words: Int32Array, at: number, items: number, escaped: number): string[] {
  if (escaped === 0) return list(body, words, at, items);
  return Array.from({ length: words[at + 1]! }, (_, index) =>
    plain(body, words, items + (words[at]! + index) * 2, escaped),
  );
}

/** Adds what an event keeps as it was sent to its objects, which are in the order of the records. */
export function extras(
  body: string,
  words: Int32Array,
  at: number,
  count: number,
  records: Record<string, unknown>[],
): void {
  for (let end = at + count * EXTRA; at < end; at += EXTRA) {
    const record = records[words[at]!]!;
    const key = part(body, words, at + 1);
    const name = key.includes("\\") ? (JSON.parse(`"${key}"`) as string) : key;
    if (words[at + 4] === 0) {
      // An earlier value of the same key does not count; that of a field is not there.
      delete record[name];
      continue;
    }
    const value: unknown = JSON.parse(part(body, words, at + 3));
    // An assignment to `__proto__` would set the prototype, and one to a name that a frozen prototype has would fail.
    if (name in Object.prototype) {
      Object.defineProperty(record, name, { value, writable: true, enumerable: true, configurable: true });
    } else {
      record[name] = value;
    }
  }
}
