/** An instance of the lines module, which holds one sum: bytes in, bytes out. A thread has this file and no other. */

/** What the module exports: numbers in, numbers out. `bytes` is how many bytes of the room are meant. */
interface Exports {
  memory: WebAssembly.Memory;
  /** Makes room for so many bytes; says where. */
  reserve(bytes: number): number;
  /** Sums from nothing, exactly to so many messages and recipients. */
  begin(mostMessages: number): void;
  /** Lets some events alone count: NaN is no time, and types are a bit each. Error codes stand in the room, in lines. */
  only(bytes: number, since: number, until: number, types: number): void;
  /** Says that the next bytes begin a line, and which. */
  seek(line: number, offset: number): void;
  /** How many lines end in them. */
  ends(bytes: number): number;
  /** Adds the lines that end there. */
  push(bytes: number, source: number): void;
  /** Ends a log; its last line, where that has not ended, is added or not. */
  end(source: number, adds: number): void;
  add(bytes: number): void;
  add_at(bytes: number, source: number, line: number, offset: number): void;
  /** Adds a sum as `save` wrote it; 0 where it is something else. */
  merge(bytes: number): number;
  /** Writes the sum, or the report as JSON; says where. */
  save(): number;
  report(): number;
  /** Writes the report as text; in the room stand the names of the sources, in lines. Says where. */
  tell(bytes: number): number;
  /** How many bytes were written. */
  written(): number;
}

/** What is summed up, and how. */
export interface Terms {
  mostMessages?: number;
  only?: { codes: Uint8Array; since: number; until: number; types: number };
}

/** Where a body or a piece of a log stands. */
export interface Place {
  line: number;
  offset: number;
}

/** Bytes that can be given to another thread, and are lost here then. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes that the module takes at once, and for which it has room from the start. */
const ROOM = 1 << 18;

/** After a trap its memory is undefined, and all that it is asked for is refused. */
export class Instance {
  #exports: Exports | undefined;
  #fault: Error | undefined;
  #room = new Uint8Array(0);

  constructor(module: WebAssembly.Module, { mostMessages, only }: Terms) {
    this.#exports = new WebAssembly.Instance(module).exports as unknown as Exports;
    this.#run((exports) => {
      if (mostMessages !== undefined) exports.begin(mostMessages);
      if (only !== undefined) exports.only(this.#put(exports, only.codes), only.since, only.until, only.types);
    });
  }

  add(body: Uint8Array): void {
    this.#run((exports) => exports.add(this.#put(exports, body)));
  }

  addAt(body: Uint8Array, source: number, { line, offset }: Place): void {
    this.#run((exports) => exports.add_at(this.#put(exports, body), source, line, offset));
  }

  /** How many lines end there. Hosts take longer to look for them. */
  ends(bytes: Uint8Array): number {
    let count = 0;
    this.#run((exports) => this.#inPieces(exports, bytes, (size) => (count += exports.ends(size))));
    return count;
  }

  /** Adds the lines that end in the next piece of a log. They begin where a place is told; else they go on where the last ended. */
  push(piece: Uint8Array, source: number, place?: Place): void {
    this.#run((exports) => {
      if (place !== undefined) exports.seek(place.line, place.offset);
      this.#inPieces(exports, piece, (size) => exports.push(size, source));
    });
  }

  /** Ends a log. `adds`: its last line counts, where that has not ended. */
  end(source: number, adds: boolean): void {
    this.#run((exports) => exports.end(source, adds ? 1 : 0));
  }

  /** Gives whether it was a sum. */
  merge(saved: Uint8Array): boolean {
    return this.#run((exports) => exports.merge(this.#put(exports, saved)) === 1);
  }

  /** The sum as bytes, the caller's own. */
  save(): Bytes {
    return this.#run((exports) => written(exports, exports.save()).slice());
  }

  /** The report as JSON. */
  report(): string {
    return this.#run((exports) => new TextDecoder().decode(written(exports, exports.report())));
  }

  /** The report as text; the names of the sources stand in lines. */
  text(names: Uint8Array): string {
    return this.#run((exports) => new TextDecoder().decode(written(exports, exports.tell(this.#put(exports, names)))));
  }

  /** Gives the sum up, as a part of it is not there. What was wrong first stays what is said. */
  lose(cause: unknown, why = "a thread has failed"): never {
    this.#exports = undefined; // with its memory
    throw (this.#fault ??= new Error(`the summary is lost: ${why}`, { cause }));
  }

  #inPieces(exports: Exports, bytes: Uint8Array, work: (size: number) => void): void {
    for (let at = 0; at < bytes.length; at += ROOM) work(this.#put(exports, bytes.subarray(at, at + ROOM)));
  }

  /** Writes into the room. Gives how many bytes. */
  #put({ memory, reserve }: Exports, bytes: Uint8Array): number {
    if (bytes.length === 0) return 0;
    // A view is lost when the memory grows: its length is 0 then.
    if (this.#room.length < bytes.length) {
      const size = Math.max(bytes.length, ROOM);
      const at = reserve(size);
      this.#room = new Uint8Array(memory.buffer, at >>> 0, size);
    }
    this.#room.set(bytes);
    return bytes.length;
  }

  #run<T>(work: (exports: Exports) => T): T {
    if (this.#exports === undefined) throw this.#fault;
    try {
      return work(this.#exports);
    } catch (cause) {
      return this.lose(cause, "there was no more memory for it; `mostMessages` bounds what it needs");
    }
  }
}

function written({ memory, written }: Exports, at: number): Bytes {
  return new Uint8Array(memory.buffer as ArrayBuffer, at >>> 0, written() >>> 0);
}
