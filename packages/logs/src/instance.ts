/** An instance of the logs module, which holds one summary: bytes in, bytes out. A thread has only this file. */

/** What the module exports: numbers in, numbers out. `bytes` is how many bytes of the input buffer are meant. */
interface Exports {
  memory: WebAssembly.Memory;
  /** Makes the input buffer hold that many bytes; returns its address. */
  reserve(bytes: number): number;
  /** Starts an empty summary, exact up to this number of message-recipient pairs. */
  begin(mostMessages: number): void;
  /**
   * Counts only events with `since <= time < until` (NaN: unbounded), a type whose bit is set in `types` (0: all), and
   * an error code listed in the input buffer, one per line (empty: all).
   */
  filter(bytes: number, since: number, until: number, types: number): void;
  /** The next bytes begin this line. */
  seek(line: number, offset: number): void;
  /** The number of lines that end in them. */
  ends(bytes: number): number;
  /** Adds the lines that end there. */
  push(bytes: number, source: number): void;
  /** Ends a log. `adds`: an unterminated last line counts. */
  end(source: number, adds: number): void;
  /** Whether these two set aside, instead of adding, lines that are not bodies by themselves but may contain one. */
  set_aside(sets: number): void;
  /** Writes such a line, and returns its address; 0 if none is left. */
  next_aside(): number;
  /** Where it is in the log. */
  line(): number;
  offset(): number;
  add(bytes: number): void;
  add_at(bytes: number, source: number, line: number, offset: number): void;
  /** Adds a summary as `save` wrote it; 0 if it is something else. */
  merge(bytes: number): number;
  /** Writes the summary, or the report as JSON; returns the address. */
  save(): number;
  report(): number;
  /**
   * Writes the report as text, with the names of the sources from the input buffer, one per line; returns the address.
   */
  report_text(bytes: number): number;
  /** The number of bytes that were written. */
  written(): number;
}

/** What is summarized, and how. */
export interface SummarySettings {
  mostMessages?: number;
  only?: { codes: Uint8Array; since: number; until: number; types: number };
}

/** Where a body or a piece of a log is. */
export interface Place {
  line: number;
  offset: number;
}

/** Bytes that can be given to another thread, and are lost here then. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** The size of the input buffer to begin with, and the most bytes that are pushed at once. */
const INPUT_BYTES = 1 << 18;

/** After a trap its memory is undefined, so every call throws. */
export class Instance {
  #exports: Exports | undefined;
  #fault: Error | undefined;
  #input = new Uint8Array(0);

  constructor(module: WebAssembly.Module, { mostMessages, only }: SummarySettings) {
    this.#exports = new WebAssembly.Instance(module).exports as unknown as Exports;
    this.#run((exports) => {
      if (mostMessages !== undefined) exports.begin(mostMessages);
      if (only !== undefined) exports.filter(this.#copyIn(exports, only.codes), only.since, only.until, only.types);
    });
  }

  add(body: Uint8Array): void {
    this.#run((exports) => exports.add(this.#copyIn(exports, body)));
  }

  addAt(body: Uint8Array, source: number, { line, offset }: Place): void {
    this.#run((exports) => exports.add_at(this.#copyIn(exports, body), source, line, offset));
  }

  /** The number of lines that end there, counted in WebAssembly because that is faster. */
  countLines(bytes: Uint8Array): number {
    let count = 0;
    this.#run((exports) => this.#inPieces(exports, bytes, (size) => (count += exports.ends(size))));
    return count;
  }

  /** Adds the lines that end in the next piece of a log, which begins at `place`, or continues the one before. */
  push(piece: Uint8Array, source: number, place?: Place): void {
    this.#run((exports) => {
      if (place !== undefined) exports.seek(place.line, place.offset);
      this.#inPieces(exports, piece, (size) => exports.push(size, source));
    });
  }

  /** Whether `push` and `end` set lines aside that are not bodies by themselves but may contain one. */
  setAside(sets: boolean): void {
    this.#run((exports) => exports.set_aside(sets ? 1 : 0));
  }

  /** The lines that were set aside, copies; in no order. */
  *aside(): Generator<Place & { text: Bytes }> {
    const next = () =>
      this.#run((exports) => {
        const at = exports.next_aside();
        if (at === 0) return undefined;
        return { text: written(exports, at).slice(), line: exports.line(), offset: exports.offset() };
      });
    for (let line = next(); line !== undefined; line = next()) yield line;
  }

  /** Ends a log. `adds`: an unterminated last line counts. */
  end(source: number, adds: boolean): void {
    this.#run((exports) => exports.end(source, adds ? 1 : 0));
  }

  /** Whether it was a summary. */
  merge(saved: Uint8Array): boolean {
    return this.#run((exports) => exports.merge(this.#copyIn(exports, saved)) === 1);
  }

  /** The summary as bytes, a copy. */
  save(): Bytes {
    return this.#run((exports) => written(exports, exports.save()).slice());
  }

  /** The report as JSON. */
  report(): string {
    return this.#run((exports) => new TextDecoder().decode(written(exports, exports.report())));
  }

  /** The report as text; `names` are those of the sources, one per line. */
  text(names: Uint8Array): string {
    return this.#run((exports) =>
      new TextDecoder().decode(written(exports, exports.report_text(this.#copyIn(exports, names)))),
    );
  }

  /** Gives the summary up because a part of it is missing. Later calls report the first cause. */
  poison(cause: unknown, why = "a thread has failed"): never {
    this.#exports = undefined; // with its memory
    throw (this.#fault ??= new Error(`the summary is lost: ${why}`, { cause }));
  }

  #inPieces(exports: Exports, bytes: Uint8Array, work: (size: number) => void): void {
    for (let at = 0; at < bytes.length; at += INPUT_BYTES)
      work(this.#copyIn(exports, bytes.subarray(at, at + INPUT_BYTES)));
  }

  /** Copies bytes into the input buffer. Returns how many. */
  #copyIn({ memory, reserve }: Exports, bytes: Uint8Array): number {
    if (bytes.length === 0) return 0;
    // A view is lost when the memory grows: its length is 0 then.
    if (this.#input.length < bytes.length) {
      const size = Math.max(bytes.length, INPUT_BYTES);
      const at = reserve(size);
      this.#input = new Uint8Array(memory.buffer, at >>> 0, size);
    }
    this.#input.set(bytes);
    return bytes.length;
  }

  #run<T>(work: (exports: Exports) => T): T {
    if (this.#exports === undefined) throw this.#fault;
    try {
      return work(this.#exports);
    } catch (cause) {
      return this.poison(cause, "there was no more memory for it; `mostMessages` bounds what it needs");
    }
  }
}

function written({ memory, written }: Exports, at: number): Bytes {
  return new Uint8Array(memory.buffer as ArrayBuffer, at >>> 0, written() >>> 0);
}
