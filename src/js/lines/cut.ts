/** Divides a log into parts that can be summed up apart from each other. */
import type { Instance, Place } from "./instance.js";

/** Lines of a log, their ends included: the first bytes of the room. */
export interface Part {
  bytes: number;
  /** Where it begins; nothing where it goes on in a line of the part before. */
  place?: Place;
  /** Whether it ends where a line does. */
  isEnded: boolean;
}

/** How much of a log is a part. In bytes. */
export const PART = 1 << 20;

const END = 10;

/** Gathers pieces in the room of an instance, which has to be there in any case and where ends of lines are found soonest. */
export class Cutter {
  readonly #here: Instance;
  #filled = 0;
  /** Where the room begins. */
  #line = 1;
  #offset = 0;
  /** Whether it begins in the middle of a line. */
  #isInside = false;

  constructor(here: Instance) {
    this.#here = here;
  }

  /** The parts that are full with the next piece: the whole lines in the room, or all of it where no line ends there. */
  *push(piece: Uint8Array): Generator<Part> {
    for (let at = 0; at < piece.length; ) {
      const taken = piece.subarray(at, at + PART - this.#filled);
      this.#here.room(PART).set(taken, this.#filled);
      this.#filled += taken.length;
      at += taken.length;
      if (this.#filled === PART) yield* this.#cut();
    }
  }

  /** What is left. */
  rest(): Part {
    return this.#part(this.#filled, false);
  }

  *#cut(): Generator<Part> {
    const end = this.#here.room(PART).lastIndexOf(END, PART - 1) + 1;
    const part = this.#part(end || PART, end > 0);
    yield part;
    // What it says is taken; the line that was begun comes before the next piece.
    this.#here.room(PART).copyWithin(0, part.bytes, PART);
    this.#filled = PART - part.bytes;
    this.#isInside = !part.isEnded;
  }

  #part(bytes: number, isEnded: boolean): Part {
    const place = { line: this.#line, offset: this.#offset };
    this.#line += this.#here.ends(bytes);
    this.#offset += bytes;
    return { bytes, isEnded, ...(this.#isInside ? {} : { place }) };
  }
}
