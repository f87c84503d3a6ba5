/** Where the frames of a zstd file end (RFC 8878). Node 22 does not report a truncated frame. */

const MAGIC = 4; // bytes

/** Follows compressed bytes from frame to frame, reading only their headers. */
export class Frames {
  /** The bytes of a header, until there are enough to know what follows. */
  #head: number[] = [];
  /** How many bytes come before the next header. */
  #skip = 0;
  /** Whether that is a header of a block, and not of a frame. */
  #isInside = false;
  #checksum = 0;

  push(piece: Uint8Array): void {
    for (let at = 0; at < piece.length; ) {
      const passed = Math.min(this.#skip, piece.length - at);
      this.#skip -= passed;
      at += passed;
      if (at === piece.length) return;
      this.#head.push(piece[at++]!);
      const isRead = this.#isInside ? this.#block(this.#head) : this.#frame(this.#head);
      if (isRead) this.#head = [];
    }
  }

  /** Whether a file may end here. */
  isBetween(): boolean {
    return this.#head.length === 0 && this.#skip === 0 && !this.#isInside;
  }

  #block(head: number[]): boolean {
    if (head.length < 3) return false;
    const header = little(head);
    const isLast = header % 2 === 1;
    const isRepeated = ((header >> 1) & 3) === 1; // one byte, many times
    this.#skip = (isRepeated ? 1 : header >> 3) + (isLast ? this.#checksum : 0);
    this.#isInside = !isLast;
    return true;
  }

  #frame(head: number[]): boolean {
    if (head[0] !== 0x28) {
      // It holds no text, and says how many bytes it has.
      if (head.length < MAGIC + 4) return false;
      this.#skip = little(head.slice(MAGIC));
      return true;
    }
    if (head.length < MAGIC + 1) return false;
    const about = head[MAGIC]!;
    const isSingle = (about >> 5) & 1;
    // What else there may be: a window, how much it holds, a dictionary.
    this.#skip = 1 - isSingle + [isSingle, 2, 4, 8][about >> 6]! + [0, 1, 2, 4][about & 3]!;
    this.#checksum = about & 4;
    this.#isInside = true;
    return true;
  }
}

function little(bytes: number[]): number {
  return bytes.reduceRight((number, byte) => number * 256 + byte, 0);
}
