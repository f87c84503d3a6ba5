/** The members of a gzip file (RFC 1952), one after another. */
import { type Machine, Step, type Transform } from "./transform.js";

/** What a host decompresses a member with. */
export interface Host {
  inflate(): Transform;
  crc32(bytes: Uint8Array, before: number): number;
}

/** The checksum and the length of a member's content, in bytes. */
const TRAILER = 8;

/**
 * Node's own `Gunzip` loses the last part of a member if something other than a member follows. This one knows where a
 * member ends. Zeros may follow, with which tapes and blocks are padded; anything else is a fault, after all members.
 */
export class Members implements Machine {
  readonly #host: Host;
  #listener: () => void = () => {};
  #state: "between" | "header" | "content" | "trailer" = "header";
  #header = header();
  #content: Step | undefined;
  /** What came out of members that have ended. */
  #out: Uint8Array[] = [];
  #crc = 0;
  #length = 0;
  #trailer: number[] = [];

  constructor(host: Host) {
    this.#host = host;
    this.#header.next();
  }

  async write(piece: Uint8Array): Promise<void> {
    for (let at = 0; at < piece.length; ) {
      if (this.#content !== undefined) {
        at += await this.#content.write(piece.subarray(at));
        if (at < piece.length) this.#endContent(this.#content);
      } else {
        if (this.#state === "between" && piece[at] !== 0) this.#beginHeader();
        this.#push(piece[at++]!);
      }
    }
  }

  async end(): Promise<void> {
    if (this.#state === "between") return;
    await this.#content?.end();
    throw new Error("a member has not ended");
  }

  onOutput(listener: () => void): void {
    this.#listener = listener;
  }

  take(): Uint8Array[] {
    return [...this.#out.splice(0), ...(this.#content === undefined ? [] : this.#takeContent(this.#content))];
  }

  stop(): void {
    this.#content?.stop();
  }

  #push(byte: number): void {
    if (this.#state === "header" && this.#header.next(byte).done) {
      this.#state = "content";
      this.#content = new Step(this.#host.inflate(), () => this.#listener());
    } else if (this.#state === "trailer" && this.#trailer.push(byte) === TRAILER) {
      const view = new DataView(Uint8Array.from(this.#trailer.splice(0)).buffer);
      const [crc, length] = [view.getUint32(0, true), view.getUint32(4, true)];
      if (crc !== this.#crc || length !== this.#length) throw new Error("a member was changed");
      this.#state = "between";
    }
  }

  #beginHeader(): void {
    this.#state = "header";
    this.#header = header();
    this.#header.next();
    [this.#crc, this.#length] = [0, 0];
  }

  #endContent(content: Step): void {
    this.#out.push(...this.#takeContent(content));
    content.stop();
    this.#content = undefined;
    this.#state = "trailer";
  }

  #takeContent(content: Step): Uint8Array[] {
    const pieces = content.take();
    for (const piece of pieces) {
      this.#crc = this.#host.crc32(piece, this.#crc);
      this.#length = (this.#length + piece.length) >>> 0;
    }
    return pieces;
  }
}

/** Takes the header of a member byte by byte, and returns at its end. */
function* header(): Generator<undefined, void, number> {
  const fixed: number[] = [];
  for (const wanted of [0x1f, 0x8b, 8, undefined, undefined, undefined, undefined, undefined, undefined, undefined]) {
    const byte = yield;
    if (wanted !== undefined && byte !== wanted) throw new Error("not a gzip member");
    fixed.push(byte);
  }
  const flags = fixed[3]!;
  if (flags & 0b1110_0000) throw new Error("not a gzip member");
  if (flags & 4) {
    // Fields of other programs, after their length.
    let left = (yield) + 256 * (yield);
    for (; left > 0; left--) yield;
  }
  // The name of the file, and a comment.
  for (const flag of [8, 16]) if (flags & flag) while ((yield) !== 0);
  if (flags & 2) {
    yield; // a checksum of the header
    yield;
  }
}
