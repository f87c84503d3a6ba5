// Phone numbers, senders and carriers as small numbers, each once; and which of them a word is in.

import { Column, hashOf, HashIndex } from "./columns";

/** The size of a phone number: 15 digits and a terminator. */
const WIDTH = 16;
const ZERO = 48;
const PHONE = /^\+[1-9]\d{3,14}$/;
/** More names that are not phone numbers are not kept. */
const MAX_TEXTS = 100_000;

export class Names {
  readonly #index = new HashIndex();
  readonly #digits = new Column(Uint8Array);
  readonly #texts = new Map<number, string>();
  readonly #most: number;

  /** 0 means no name. More than `most` different ones are not kept. */
  constructor(most: number) {
    this.#most = most;
    this.#index.row(hashOf(""), true);
  }

  code(name: string): number {
    const hash = hashOf(name);
    const known = this.#index.row(hash, false);
    if (known !== undefined) return known;
    const isPhone = PHONE.test(name);
    if (this.#index.size >= this.#most || (!isPhone && this.#texts.size >= MAX_TEXTS)) return 0;
    const code = this.#index.row(hash, true)!;
    if (isPhone) for (let at = 1; at < name.length; at++) this.#digits.set(code * WIDTH + at - 1, name.charCodeAt(at));
    // A copy: a slice would keep all of its body.
    else this.#texts.set(code, name.split("").join(""));
    return code;
  }

  name(code: number): string {
    const text = this.#texts.get(code);
    if (text !== undefined || code === 0) return text ?? "";
    let digits = "+";
    for (let at = code * WIDTH, unit = this.#digits.get(at); unit !== 0; unit = this.#digits.get(++at))
      digits += String.fromCharCode(unit);
    return digits;
  }

  /** For sorting: phone numbers by their value, after the other names. */
  order(code: number): number {
    if (code === 0 || this.#texts.has(code)) return -code;
    let value = 0;
    for (let at = code * WIDTH, unit = this.#digits.get(at); unit !== 0; unit = this.#digits.get(++at))
      value = value * 10 + unit - ZERO;
    return value;
  }

  /** Which names hold a word: 1 at the code of each. */
  holding(word: string): Uint8Array {
    const found = new Uint8Array(this.#index.size);
    const digits = /^\+?(\d+)$/.exec(word)?.[1];
    for (const [code, text] of this.#texts) if (text.toLowerCase().includes(word)) found[code] = 1;
    if (digits === undefined || digits.length >= WIDTH) return found;
    const wanted = Uint8Array.from(digits, (digit) => digit.charCodeAt(0));
    for (let code = 1; code < found.length; ) {
      // No number crosses the end of a page.
      const page = this.#digits.page(code * WIDTH);
      const length = page?.length ?? WIDTH;
      for (let at = (code * WIDTH) % length; at < length && code < found.length; at += WIDTH, code++)
        if (page !== undefined && isWithin(page, at, wanted)) found[code] = 1;
    }
    return found;
  }
}

/** Whether the digits are in the number at a place of a page. */
function isWithin(page: Uint8Array, start: number, wanted: Uint8Array): boolean {
  const [first, length] = [wanted[0]!, wanted.length];
  for (let at = start; at <= start + WIDTH - length; at++) {
    const unit = page[at]!;
    if (unit === 0) return false;
    if (unit !== first) continue;
    let same = 1;
    while (same < length && page[at + same] === wanted[same]) same++;
    if (same === length) return true;
  }
  return false;
}
