// Numbers by the million: columns that grow page by page, and a table that finds a row by its key without keeping the
// key.

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** So many values are in a page, as a power of two. */
const BITS = 12;
const PAGE = 1 << BITS;

/** A column that grows by a page when it is full: what is there is never copied. */
export class Column<T extends Numbers> {
  readonly #pages: T[] = [];
  readonly #make: new (
    length: number,
  ) => T;

  constructor(make: new (length: number) => T) {
    this.#make = make;
  }

  /** 0 if nothing was set. */
  get(at: number): number {
    return (this.#pages[at >>> BITS]?.[at & (PAGE - 1)] as number | undefined) ?? 0;
  }

  /** The page that holds a value: to read many in a row. Its first value is at a multiple of its length. */
  page(at: number): T | undefined {
    return this.#pages[at >>> BITS];
  }

  set(at: number, value: number): void {
    const page = at >>> BITS;
    while (this.#pages.length <= page) this.#pages.push(new this.#make(PAGE));
    this.#pages[page]![at & (PAGE - 1)] = value;
  }

  add(at: number, value: number): void {
    this.set(at, this.get(at) + value);
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

  /** The row of a hash; if there is none, `add` says whether it gets the next number. */
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
