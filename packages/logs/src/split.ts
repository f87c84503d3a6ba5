/** Lines out of pieces, as crates/logs/src/lines.rs makes them. */

/** A line that is not empty, without its end. Its bytes are lent: they are others when the next is asked for. */
export interface Line {
  line: number;
  offset: number;
  /** How many bytes the line has. */
  bytes: number;
  /** As many of them as are kept. */
  text: Uint8Array;
}

const END = 10;
const RETURN = 13;

/** Keeps no more than `longest` bytes of a line. */
export class Splitter {
  /** The line that has not ended, or as much of it as is kept. */
  #begun = new Uint8Array(0);
  #kept = 0;
  /** How many bytes of it there were, and the last of them. */
  #bytes = 0;
  #last = 0;
  #ended = 0;
  #offset = 0;
  readonly #longest: number;

  constructor(longest: number) {
    this.#longest = longest;
  }

  /** How many lines there were up to here. */
  get count(): number {
    return this.#ended + (this.#bytes > 0 ? 1 : 0);
  }

  /** The lines that end in the next piece. */
  *push(piece: Uint8Array): Generator<Line> {
    let start = 0;
    for (let end = piece.indexOf(END); end >= 0; end = piece.indexOf(END, start)) {
      const line = piece.subarray(start, end);
      if (this.#bytes > 0) {
        this.#keep(line);
        yield* this.#take();
      } else yield* this.#line(line.subarray(0, this.#longest), line.length, line[line.length - 1] ?? 0);
      this.#ended += 1;
      this.#offset += 1;
      start = end + 1;
    }
    this.#keep(piece.subarray(start));
  }

  /** The last line, where it did not end. */
  *finish(): Generator<Line> {
    if (this.#bytes === 0) return;
    yield* this.#take();
    this.#ended += 1;
  }

  *#take(): Generator<Line> {
    const text = this.#begun.subarray(0, this.#kept);
    // A line longer than most is not kept in mind.
    if (this.#begun.length > 1 << 20) this.#begun = new Uint8Array(0);
    const bytes = this.#bytes;
    this.#kept = this.#bytes = 0;
    yield* this.#line(text, bytes, this.#last);
  }

  *#line(text: Uint8Array, bytes: number, last: number): Generator<Line> {
    const offset = this.#offset;
    this.#offset += bytes;
    const length = last === RETURN ? bytes - 1 : bytes;
    if (text.length > length) text = text.subarray(0, length);
    if (text.length === this.#longest || !isEmpty(text)) yield { line: this.#ended + 1, offset, bytes: length, text };
  }

  #keep(piece: Uint8Array): void {
    if (piece.length === 0) return;
    const kept = piece.subarray(0, this.#longest - this.#kept);
    const needed = this.#kept + kept.length;
    if (needed > this.#begun.length) {
      const longer = new Uint8Array(Math.min(Math.max(needed, this.#begun.length * 2, 1 << 12), this.#longest));
      longer.set(this.#begun.subarray(0, this.#kept));
      this.#begun = longer;
    }
    this.#begun.set(kept, this.#kept);
    this.#kept = needed;
    this.#bytes += piece.length;
    this.#last = piece[piece.length - 1]!;
  }
}

function isEmpty(text: Uint8Array): boolean {
  return text.every((byte) => byte === 32 || (byte >= 9 && byte <= 13 && byte !== 11));
}
