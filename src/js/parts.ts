/** The values of events: parts of the text, at positions that are words in memory. */
import { EXTRA, EXTRA_KEY_START, EXTRA_RECORD, EXTRA_VALUE_END, EXTRA_VALUE_START } from "./generated/layout.js";

/** A string without escapes. */
export function sliceAt(body: string, words: Int32Array, at: number): string {
  return body.slice(words[at]!, words[at + 1]!);
}

/** A string that may have escapes. */
export function stringAt(body: string, words: Int32Array, at: number, escaped: number): string {
  if (escaped === 0) return body.slice(words[at]!, words[at + 1]!);
  return JSON.parse(body.slice(words[at]! - 1, words[at + 1]! + 1)) as string;
}

/** An array of strings without escapes. */
export function slicesAt(body: string, words: Int32Array, at: number, items: number): string[] {
  const texts = new Array<string>(words[at + 1]!);
  let item = items + words[at]! * 2;
  for (let index = 0; index < texts.length; index++, item += 2) texts[index] = sliceAt(body, words, item);
  return texts;
}

/** An array of strings that may have escapes. */
export function stringsAt(body: string, words: Int32Array, at: number, items: number, escaped: number): string[] {
  if (escaped === 0) return slicesAt(body, words, at, items);
  return Array.from({ length: words[at + 1]! }, (_, index) =>
    stringAt(body, words, items + (words[at]! + index) * 2, escaped),
  );
}

/** The value of JSON. Unknown members mostly are short strings or numbers, for which `JSON.parse` is slow. */
export function fromJson(json: string): unknown {
  const first = json.charCodeAt(0);
  if (first === 0x22 && !json.includes("\\")) return json.slice(1, -1);
  return first < 0x3a && first !== 0x22 ? Number(json) : JSON.parse(json);
}

/** Keys of this length or more are not kept. */
const SHORT = 24;
/** The last key of each length. */
const keys: string[] = [];

/** A key of the text. One that was met before is the same string, which engines have made ready to look up. */
function keyAt(body: string, words: Int32Array, at: number): string {
  const key = sliceAt(body, words, at);
  const last = keys[key.length];
  if (last === key) return last;
  if (key.includes("\\")) return JSON.parse(`"${key}"`) as string;
  if (key.length < SHORT) keys[key.length] = key;
  return key;
}

/** Adds the extra members of an event to its objects, which are in the order of the records. */
export function addExtras(
  body: string,
  words: Int32Array,
  at: number,
  count: number,
  records: Record<string, unknown>[],
): void {
  for (let end = at + count * EXTRA; at < end; at += EXTRA) {
    const record = records[words[at + EXTRA_RECORD]!]!;
    const name = keyAt(body, words, at + EXTRA_KEY_START);
    if (words[at + EXTRA_VALUE_END] === 0) {
      // The last value of a key wins, and here it was dropped.
      delete record[name];
      continue;
    }
    const value = fromJson(sliceAt(body, words, at + EXTRA_VALUE_START));
    // An assignment to `__proto__` would set the prototype, and one to a name that a frozen prototype has would fail.
    if (name in Object.prototype) {
      Object.defineProperty(record, name, { value, writable: true, enumerable: true, configurable: true });
    } else {
      record[name] = value;
    }
  }
}
