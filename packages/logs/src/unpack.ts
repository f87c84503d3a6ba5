/**
 * gzip and zstd, recognized by their first bytes, decompressed by the host or by the caller. What was read before a
 * fault is given before it.
 */
import { LogError } from "./fault.js";
import { Members } from "./gzip.js";
import { builtin } from "./host.js";
import type { Compression, ReadOptions } from "./options.js";
import { type Pieces, pieces } from "./source.js";
import { FOLLOWED, type Machine, Step, type Transform } from "./transform.js";
import { Frames } from "./zstd.js";

/** How many compressed bytes are decompressed at once. Damage loses as many; fewer would take longer. */
const PIECE_BYTES = 1 << 13;

/** As `MAGIC` of crates/logs/src/lines/compression.rs. */
const MAGIC: [Compression, readonly number[]][] = [
  ["gzip", [0x1f, 0x8b]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
  // Skippable frames, which contain no text: `pzstd` writes one before each frame.
  ...Array.from({ length: 16 }, (_, kind): [Compression, number[]] => ["zstd", [0x50 + kind, 0x2a, 0x4d, 0x18]]),
  ["xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ["bzip2", [0x42, 0x5a, 0x68]],
  ["lz4", [0x04, 0x22, 0x4d, 0x18]],
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
];

/** The pieces of a log, decompressed if it is compressed. */
export async function* unpacked(packed: Pieces, { decompress, signal }: ReadOptions): Pieces {
  try {
    const { head, rest } = await begin(packed);
    const compression = compressionOf(head);
    const whole = joined(head, rest);
    if (compression === undefined) yield* whole;
    else if (decompress !== undefined)
      yield* pieces(decompress(streamed(whole), compression), signal ? { signal } : {});
    else yield* through(whole, machine(compression), compression);
  } finally {
    await packed.return();
  }
}

function compressionOf(head: Uint8Array): Compression | undefined {
  return MAGIC.find(([, magic]) => magic.every((byte, at) => head[at] === byte))?.[0];
}

/** The first bytes, enough to detect the compression, and the rest. */
async function begin(packed: Pieces): Promise<{ head: Uint8Array; rest: Pieces }> {
  let head = new Uint8Array(0);
  // A log that arrives slowly is not waited for longer than that takes.
  while (MAGIC.some(([, magic]) => head.length < magic.length && head.every((byte, at) => byte === magic[at]))) {
    const { done, value } = await packed.next();
    if (done) break;
    if (head.length === 0) head = value as Uint8Array<ArrayBuffer>;
    else {
      const longer = new Uint8Array(head.length + value.length);
      longer.set(head);
      longer.set(value, head.length);
      head = longer;
    }
  }
  return { head, rest: packed };
}

async function* joined(head: Uint8Array, rest: Pieces): Pieces {
  if (head.length > 0) yield head;
  yield* rest;
}

function streamed(source: Pieces): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await source.return();
    },
  });
}

async function* through(packed: Pieces, machine: Machine, compression: Compression): Pieces {
  try {
    for await (const piece of packed) {
      for (let at = 0; at < piece.length; at += PIECE_BYTES) {
        yield* after(machine, machine.write(piece.subarray(at, at + PIECE_BYTES)), "damaged", compression);
      }
    }
    yield* after(machine, machine.end(), "truncated", compression);
  } finally {
    machine.stop();
  }
}

/** The output of some work as it arrives, then its error. */
async function* after(
  machine: Machine,
  work: Promise<void>,
  reason: LogError["reason"],
  compression: Compression,
): Pieces {
  let [isDone, fault]: [boolean, LogError | undefined] = [false, undefined];
  let wake = () => {};
  machine.onOutput(() => wake());
  work
    .catch((cause: unknown) => {
      fault = new LogError(reason, compression, { cause, advice: reason === "damaged" ? machine.advice : undefined });
    })
    .finally(() => {
      isDone = true;
      wake();
    });
  while (!isDone) {
    const next = new Promise<void>((resolve) => (wake = resolve));
    yield* machine.take();
    if (!isDone) await next;
  }
  yield* machine.take();
  if (fault !== undefined) throw fault;
}

interface Zlib {
  createGunzip(options: { chunkSize: number }): Transform;
  createInflateRaw(options: { chunkSize: number }): Transform;
  createZstdDecompress?(options: { chunkSize: number }): Transform;
  crc32?(bytes: Uint8Array, before: number): number;
}

/** Node's own if there is one: it knows zstd, and several gzip members. */
function machine(compression: Compression): Machine {
  const zlib = builtin<Zlib>("node:zlib");
  const options = { chunkSize: 1 << 17 };
  if (compression === "zstd" && zlib?.createZstdDecompress !== undefined)
    return new FramesOfNode(() => zlib.createZstdDecompress!(options));
  if (compression === "gzip" && zlib?.crc32 !== undefined)
    return new Members({ inflate: () => zlib.createInflateRaw(options), crc32: zlib.crc32 });
  if (compression === "gzip" && zlib !== undefined) return new Gunzip(zlib.createGunzip(options));
  if (compression === "gzip" && typeof DecompressionStream !== "undefined")
    return ofWeb(new DecompressionStream("gzip"));
  const version = compression === "zstd" ? "; Node 22.15 and later decompress it" : "";
  const advice = `decompress the log first, or pass the option \`decompress\`${version}`;
  throw new LogError("unsupported", compression, { advice });
}

/** For a host that has no checksums of its own. It reads all members. */
class Gunzip implements Machine {
  readonly #step: Step;
  #listener: () => void = () => {};

  constructor(transform: Transform) {
    this.#step = new Step(transform, () => this.#listener());
  }

  async write(piece: Uint8Array): Promise<void> {
    await this.#step.write(piece);
    if (this.#step.hasEnded()) throw new Error(FOLLOWED);
  }

  end(): Promise<void> {
    return this.#step.end();
  }

  onOutput(listener: () => void): void {
    this.#listener = listener;
  }

  take(): Uint8Array[] {
    return this.#step.take();
  }

  stop(): void {
    this.#step.stop();
  }
}

/** zstd in Node: its decompressor ends with each frame, so every frame gets a new one. */
class FramesOfNode implements Machine {
  readonly #create: () => Transform;
  readonly #frames = new Frames();
  #listener: () => void = () => {};
  #step: Step;
  /** What came out of frames that have ended. */
  #out: Uint8Array[] = [];

  constructor(create: () => Transform) {
    this.#create = create;
    this.#step = this.#begin();
  }

  async write(piece: Uint8Array): Promise<void> {
    this.#frames.push(piece);
    for (;;) {
      const taken = await this.#step.write(piece);
      if (!this.#step.hasEnded() && taken >= piece.length) return;
      // It has ended, and more follows. A host that does not say where the next frame starts cannot be used.
      if (!(taken > 0 && taken < piece.length)) throw new Error(FOLLOWED);
      this.#out.push(...this.#step.take());
      this.#step.stop();
      this.#step = this.#begin();
      piece = piece.subarray(taken);
    }
  }

  async end(): Promise<void> {
    await this.#step.end();
    if (!this.#frames.isBetween()) throw new Error("a frame has not ended");
  }

  onOutput(listener: () => void): void {
    this.#listener = listener;
  }

  take(): Uint8Array[] {
    return [...this.#out.splice(0), ...this.#step.take()];
  }

  stop(): void {
    this.#step.stop();
  }

  #begin(): Step {
    return new Step(this.#create(), () => this.#listener());
  }
}

function ofWeb({ readable, writable }: DecompressionStream): Machine {
  const out: Uint8Array[] = [];
  const [writer, reader] = [writable.getWriter(), readable.getReader()];
  const drained = (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      out.push(value);
    }
  })();
  const silent = () => {};
  drained.catch(silent);
  return {
    onOutput: () => {}, // nothing bounds what comes of a piece: it waits until the piece is written
    take: () => out.splice(0),
    advice: "this host decompresses only the first gzip member; for the others pass the option `decompress`",
    write: (piece) => writer.write(piece as Uint8Array<ArrayBuffer>),
    async end() {
      await writer.close();
      await drained;
    },
    stop: () => void writer.abort().catch(silent),
  };
}
