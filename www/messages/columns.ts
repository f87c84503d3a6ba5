// Numbers by the million: arrays that grow, and a table that finds a row by its key without keeping the key.

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** A column that doubles when it is full. */
export class Column<T extends Numbers> {
  #values: T;
  readonly #make: new (
    length: number,
  ) => T;

  constructor(make: new (length: number) => T) {
    this.#make = make;
    this.#values = new make(64);
  }

  get(at: number): number {
    return this.#values[at] as number;
  }

  set(at: number, value: number): void {
    if (at >= this.#values.length) {
      const more = new this.#make(Math.max(at + 1, this.#values.length * 2));
      more.set(this.#values as never);
      this.#values = more;
    }
    this.#values[at] = value;
  }
}

/** A hash of 52 bits. The chance of a collision among two million strings is one in a thousand. */
export function hashOf(text: string): number {
  let one = 0x811c9dc5;
  let other = 0x01234567;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 0x01000193);
    other = Math.imul(other ^ unit, 0x85ebca6b);
    other ^= other >>> 13;
  }
  one ^= one >>> 15;
  return (one >>> 0) * 0x10_0000 + ((other >>> 0) & 0xf_ffff);
}

/** Row numbers by hash: open addressing, never more than half full. */
export class HashIndex {
  #slots = new Uint32Array(256);
  #size = 0;
  readonly #hashes = new Column(Float64Array);

  /** The row of a hash; if there is none, `add` says whether to give it the next number. */
  row(hash: number, add: boolean): number | undefined {
    const mask = this.#slots.length - 1;
    let slot = Number(hash % 0x7fff_ffff) & mask;
    for (let found = this.#slots[slot]!; found !== 0; found = this.#slots[slot]!) {
      if (this.#hashes.get(found - 1) === hash) return found - 1;
      slot = (slot + 1) & mask;
    }
    if (!add) return undefined;
    const row = this.#size++;
    this.#hashes.set(row, hash);
    this.#slots[slot] = row + 1;
    if (this.#size * 2 > this.#slots.length) this.#grow();
    return row;
  }

  get size(): number {
    return this.#size;
  }

  #grow(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let row = 0; row < this.#size; row++) {
      let slot = Number(this.#hashes.get(row) % 0x7fff_ffff) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = row + 1;
    }
    this.#slots = slots;
  }
}

/** Strings as numbers: a phone number as its digits, others by their index in a list. */
export class Names {
  readonly #names: string[] = [];
  readonly #places = new Map<string, number>();

  code(name: string): number {
    if (/^\+[1-9]\d{3,14}$/.test(name)) return Number(name.slice(1));
    const found = this.#places.get(name);
    if (found !== undefined) return -found;
    // A copy: a slice would keep all of its text.
    const copy = name.split("").join("");
    this.#names.push(copy);
    this.#places.set(copy, this.#names.length);
    return -this.#names.length;
  }

  /** The code of a name that is there. */
  known(name: string): number | undefined {
    const found = this.#places.get(name);
    return found === undefined ? undefined : -found;
  }

  name(code: number): string {
    return code > 0 ? `+${code}` : (this.#names[-code - 1] ?? "");
  }
}
