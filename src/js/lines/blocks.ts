/** Divides a log into blocks that can be summed up apart from each other. */
import type { Bytes, Place } from "./instance.js";

/** Lines of a log, their ends included. */
export interface Block {
  bytes: Bytes;
  /** Where it begins; nothing where it goes on in a line of the block before. */
  place?: Place;
  /** Whether it ends where a line does. */
  isEnded: boolean;
}

/** How many bytes a block has at most. */
export const BLOCK = 1 << 20;

const END = 10;

export class Cutter {
  readonly #spare: () => Bytes;
  readonly #ends: (bytes: Uint8Array) => number;
  #bytes: Bytes;
  #filled = 0;
  /** Where they begin. */
  #line = 1;
  #offset = 0;
  /** Whether they begin in the middle of a line. */
  #isInside = false;

  /** `spare` gives `BLOCK` bytes to fill, and `ends` counts the lines that end in some. */
  constructor(spare: () => Bytes, ends: (bytes: Uint8Array) => number) {
    this.#spare = spare;
    this.#ends = ends;
    this.#bytes = spare();
  }

  /** The blocks that are full with the next piece: whole lines, or bytes without the end of a line. They are the caller's. */
  *push(piece: Uint8Array): Generator<Block> {
    for (let at = 0; at < piece.length; ) {
      const taken = piece.subarray(at, at + BLOCK - this.#filled);
      this.#bytes.set(taken, this.#filled);
      this.#filled += taken.length;
      at += taken.length;
      if (this.#filled === BLOCK) yield this.#cut();
    }
  }

  /** What is left. */
  rest(): Block {
    return this.#block(this.#filled, false);
  }

  #cut(): Block {
    const end = this.#bytes.lastIndexOf(END) + 1;
    const block = this.#block(end || BLOCK, end > 0);
    const begun = this.#bytes.subarray(block.bytes.length);
    this.#bytes = this.#spare();
    this.#bytes.set(begun);
    this.#filled = begun.length;
    this.#isInside = !block.isEnded;
    return block;
  }

  #block(length: number, isEnded: boolean): Block {
    const bytes = this.#bytes.subarray(0, length);
    const place = { line: this.#line, offset: this.#offset };
    this.#line += this.#ends(bytes);
    this.#offset += length;
    return { bytes, isEnded, ...(this.#isInside ? {} : { place }) };
  }
}
