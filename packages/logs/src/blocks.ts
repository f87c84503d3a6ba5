/** Divides a log into blocks that can be summarized independently. */
import type { Bytes, Place } from "./instance.js";

/** Lines of a log, including their ends. */
export interface Block {
  bytes: Bytes;
  /** Where it begins; undefined if it continues a line of the block before. */
  place?: Place;
  /** Whether it ends at the end of a line. */
  isEnded: boolean;
}

/** The most bytes of a block. */
export const BLOCK_BYTES = 1 << 20;

const LINE_FEED = 10;

export class BlockSplitter {
  readonly #spare: () => Bytes;
  readonly #countLines: (bytes: Uint8Array) => number;
  #bytes: Bytes;
  #filled = 0;
  /** Where they begin. */
  #line = 1;
  #offset = 0;
  /** Whether they begin in the middle of a line. */
  #isInside = false;

  /** `spare` gives `BLOCK_BYTES` bytes to fill, and `countLines` counts the lines that end in some. */
  constructor(spare: () => Bytes, countLines: (bytes: Uint8Array) => number) {
    this.#spare = spare;
    this.#countLines = countLines;
    this.#bytes = spare();
  }

  /** The blocks that the next piece fills: whole lines, or bytes without a line end. The caller owns them. */
  *push(piece: Uint8Array): Generator<Block> {
    for (let at = 0; at < piece.length; ) {
      const taken = piece.subarray(at, at + BLOCK_BYTES - this.#filled);
      this.#bytes.set(taken, this.#filled);
      this.#filled += taken.length;
      at += taken.length;
      if (this.#filled === BLOCK_BYTES) yield this.#cut();
    }
  }

  /** What is left. */
  rest(): Block {
    return this.#block(this.#filled, false);
  }

  #cut(): Block {
    const end = this.#bytes.lastIndexOf(LINE_FEED) + 1;
    const block = this.#block(end || BLOCK_BYTES, end > 0);
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
    this.#line += this.#countLines(bytes);
    this.#offset += length;
    return { bytes, isEnded, ...(this.#isInside ? {} : { place }) };
  }
}
