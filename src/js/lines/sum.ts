/** A sum of bodies in an instance of the lines module. */
import { input } from "../body.js";
import { EVENTS } from "../generated/layout.js";
import type { SummaryReport } from "../generated/summary.js";
import { type Sum, sum } from "../wasm/lines.js";
import type { EventFilter, ReadOptions, Source, SummaryOptions } from "./options.js";
import { log, read, splitter } from "./read.js";

/** Bytes that the module takes at once, and for which it has room from the start. */
const ROOM = 1 << 18;

/** Where a body stands. */
interface Standing {
  source?: number;
  line: number;
  offset: number;
}

const encoder = new TextEncoder();

/** What `createSummary` gives. Its shape is told there. */
export class Summing {
  #sum: Sum | undefined = sum();
  #room = new Uint8Array(0);
  #isReading = false;

  constructor({ mostMessages, only }: SummaryOptions) {
    if (mostMessages !== undefined) this.#bound(mostMessages);
    if (only !== undefined) this.#filter(only);
  }

  #bound(mostMessages: number): void {
    if (!Number.isInteger(mostMessages) || mostMessages < 0 || mostMessages > 0x7fff_ffff) {
      throw new TypeError("expected option `mostMessages` to be a whole number from 0");
    }
    this.#run((sum) => sum.begin(mostMessages));
  }

  #filter({ since, until, types = [], codes = [] }: EventFilter): void {
    const names = EVENTS.map(([name]) => name as string);
    const bits = types.map((type) => {
      const at = names.indexOf(type);
      if (at < 0) throw new TypeError(`expected the types of \`only\` to be among ${names.join(", ")}`);
      return 1 << at;
    });
    for (const code of codes) {
      if (!Number.isInteger(code) || code < 0 || code > 0xffff_ffff) throw new TypeError("expected the codes of `only` to be whole numbers from 0 to 4294967295");
    }
    const time = (time: Date | undefined, name: string): number => {
      if (time === undefined) return Number.NaN;
      // `Number` of another realm's date is its time as well.
      if (Object.prototype.toString.call(time) === "[object Date]" && !Number.isNaN(Number(time))) return Number(time);
      throw new TypeError(`expected \`${name}\` of \`only\` to be a date`);
    };
    const [from, to] = [time(since, "since"), time(until, "until")];
    this.#run((sum) => sum.only(this.#put(sum, encoder.encode(codes.join("\n"))), from, to, bits.reduce((one, other) => one | other, 0)));
  }

  add(body: string | Uint8Array | ArrayBuffer): void {
    const bytes = this.#bytes(body);
    this.#run((sum) => sum.add(this.#put(sum, bytes)));
  }

  addAt(body: string | Uint8Array | ArrayBuffer, { source = 0, line, offset }: Standing): void {
    const bytes = this.#bytes(body);
    this.#run((sum) => sum.add_at(this.#put(sum, bytes), source, line, offset));
  }

  async addLog(source: Source, options: ReadOptions & { source?: number } = {}): Promise<void> {
    const pieces = log(source, options);
    if (this.#isReading) throw new TypeError("expected one log at a time: a summary is still reading another");
    this.#isReading = true;
    try {
      if (options.recover === true) await this.#addMended(pieces, options);
      else await this.#addPieces(pieces, options);
    } finally {
      this.#isReading = false;
    }
  }

  merge(saved: Uint8Array): void {
    const isSum = this.#run((sum) => sum.merge(this.#put(sum, this.#bytes(saved))));
    if (isSum === 0) throw new TypeError("expected what `toBytes` of the same version gave");
  }

  toBytes(): Uint8Array {
    return this.#run((sum) => written(sum, sum.save()).slice());
  }

  report(): SummaryReport {
    return this.#run((sum) => JSON.parse(new TextDecoder().decode(written(sum, sum.report()))) as SummaryReport);
  }

  text(sources: readonly string[] = []): string {
    // A name is a line.
    const names = encoder.encode(sources.map((name) => name.replace(/[\r\n]/g, " ")).join("\n"));
    return this.#run((sum) => new TextDecoder().decode(written(sum, sum.tell(this.#put(sum, names)))));
  }

  async #addPieces(pieces: AsyncIterable<Uint8Array>, { source = 0, signal }: { source?: number; signal?: AbortSignal }): Promise<void> {
    try {
      for await (const piece of pieces) {
        for (let at = 0; at < piece.length; at += ROOM) {
          this.#run((sum) => sum.push(this.#put(sum, piece.subarray(at, at + ROOM)), source));
        }
      }
    } finally {
      // What was read before a fault counts; a line in which somebody stopped does not.
      if (this.#sum !== undefined) this.#run((sum) => sum.end(source, signal?.aborted ? 0 : 1));
    }
  }

  async #addMended(pieces: AsyncGenerator<Uint8Array, void, undefined>, options: ReadOptions & { source?: number }): Promise<void> {
    const { source = 0 } = options;
    for await (const lines of read(pieces, splitter({}), options)) {
      for (const { line, offset, text, report } of lines) this.addAt("text" in report ? report.text : text, { source, line, offset });
    }
  }

  /** Writes into the room of the module. Gives how many bytes. */
  #put(sum: Sum, bytes: Uint8Array): number {
    if (bytes.length === 0) return 0;
    // A view is lost when the memory grows: its length is 0 then.
    if (this.#room.length < bytes.length) {
      const size = Math.max(bytes.length, ROOM);
      const at = sum.reserve(size);
      this.#room = new Uint8Array(sum.memory.buffer, at >>> 0, size);
    }
    this.#room.set(bytes);
    return bytes.length;
  }

  #bytes(body: unknown): Uint8Array {
    const { body: content, places } = input(body);
    if (!places) throw new TypeError("expected text or bytes, found a parsed value: `JSON.stringify` it");
    return typeof content === "string" ? encoder.encode(content) : content;
  }

  #run<T>(work: (sum: Sum) => T): T {
    if (this.#sum === undefined) throw new Error(LOST);
    try {
      return work(this.#sum);
    } catch (cause) {
      if (cause instanceof TypeError) throw cause;
      this.#sum = undefined;
      throw new Error(LOST, { cause });
    }
  }
}

const LOST = "the summary is lost: there was no more memory for it; `mostMessages` bounds what it needs";

function written(sum: Sum, at: number): Uint8Array {
  return new Uint8Array(sum.memory.buffer, at >>> 0, sum.written() >>> 0);
}
