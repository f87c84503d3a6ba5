/** gzip and zstd: told by their first bytes, unpacked by the host or by the caller. What was read before a fault is given before it. */
import { LogError } from "./fault.js";
import { builtin } from "./host.js";
import type { Packing, ReadOptions } from "./options.js";
import { type Pieces, pieces } from "./source.js";
import { Frames } from "./zstd.js";

/** How many packed bytes are unpacked at once: a thousand times as many may come of them. What is damaged takes them with it; fewer would take longer. */
const PIECE = 1 << 13;

/** As `MAGIC` of src/lines/compression.rs. */
const MAGIC: [Packing, readonly number[]][] = [
  ["gzip", [0x1f, 0x8b]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
  // Holds no text: it comes before each frame where several threads packed them, as `pzstd` does.
  ["zstd", [0x50, 0x2a, 0x4d, 0x18]],
  ["xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ["bzip2", [0x42, 0x5a, 0x68]],
  ["lz4", [0x04, 0x22, 0x4d, 0x18]],
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
];

/** The pieces of a log, unpacked where it is packed. */
export async function* unpacked(packed: Pieces, { decompress, signal }: ReadOptions): Pieces {
  try {
    const { head, rest } = await begin(packed);
    const packing = MAGIC.find(([, magic]) => magic.every((byte, at) => head[at] === byte))?.[0];
    const whole = joined(head, rest);
    if (packing === undefined) yield* whole;
    else if (decompress !== undefined) yield* pieces(decompress(streamed(whole), packing), signal ? { signal } : {});
    else yield* through(whole, machine(packing), packing);
  } finally {
    await packed.return();
  }
}

/** The first bytes, as many as say how it is packed, and what comes after them. */
async function begin(packed: Pieces): Promise<{ head: Uint8Array; rest: Pieces }> {
  let head = new Uint8Array(0);
  // A log that arrives slowly is not waited for longer than it takes to tell.
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

/** Something that unpacks. What comes out of a `write` or `end` is in `out` when it is done, or has failed. */
interface Machine {
  out: Uint8Array[];
  /** What to do about what it cannot unpack. */
  advice?: string;
  write(piece: Uint8Array): Promise<void>;
  end(): Promise<void>;
  stop(): void;
}

async function* through(packed: Pieces, machine: Machine, packing: Packing): Pieces {
  try {
    for await (const piece of packed) {
      for (let at = 0; at < piece.length; at += PIECE) {
        yield* after(machine, machine.write(piece.subarray(at, at + PIECE)), "damaged", packing);
      }
    }
    yield* after(machine, machine.end(), "cut-off", packing);
  } finally {
    machine.stop();
  }
}

/** What came out of some work, and then what failed in it. */
async function* after(machine: Machine, work: Promise<void>, reason: LogError["reason"], packing: Packing): Pieces {
  const fault = await work.then(
    () => undefined,
    (cause: unknown) => new LogError(reason, packing, { cause, advice: reason === "damaged" ? machine.advice : undefined }),
  );
  yield* machine.out.splice(0);
  if (fault !== undefined) throw fault;
}

interface Zlib {
  createGunzip(options: { chunkSize: number }): Transform;
  createZstdDecompress?(options: { chunkSize: number }): Transform;
}

interface Transform {
  /** How many of the bytes that it was given it has unpacked. */
  readonly bytesWritten: number;
  on(event: "data", listener: (piece: Uint8Array) => void): void;
  on(event: "error", listener: (error: Error) => void): void;
  once(event: "end", listener: () => void): void;
  write(piece: Uint8Array, done: (error?: Error | null) => void): void;
  end(): void;
  destroy(): void;
}

/** Node's own where there is one: it knows zstd, and several gzip members. */
function machine(packing: Packing): Machine {
  const zlib = builtin<Zlib>("node:zlib");
  const options = { chunkSize: 1 << 17 };
  if (packing === "zstd" && zlib?.createZstdDecompress !== undefined) return ofNode(() => zlib.createZstdDecompress!(options), true);
  if (packing === "gzip" && zlib !== undefined) return ofNode(() => zlib.createGunzip(options), false);
  if (packing === "gzip" && typeof DecompressionStream !== "undefined") return ofWeb(new DecompressionStream("gzip"));
  const advice = `unpack the log before, or pass the option \`decompress\`${packing === "zstd" ? "; Node does from 22.15 on" : ""}`;
  throw new LogError("unsupported", packing, { advice });
}

/** `isSeveral`: it ends with the first of several frames, and the next has to begin anew. Of gzip Node reads all members. */
function ofNode(create: () => Transform, isSeveral: boolean): Machine {
  const out: Uint8Array[] = [];
  let frame = ofFrame(create(), out);
  const frames = isSeveral ? new Frames() : undefined;
  return {
    out,
    async write(piece) {
      frames?.push(piece);
      for (;;) {
        const taken = await frame.write(piece);
        if (!frame.hasEnded() && !(isSeveral && taken < piece.length)) return;
        // It has ended, and more follows. A host that does not say where the next begins is not believed.
        if (!isSeveral || !(taken > 0 && taken < piece.length)) throw new Error(FOLLOWED);
        frame.stop();
        frame = ofFrame(create(), out);
        piece = piece.subarray(taken);
      }
    },
    async end() {
      await frame.end();
      if (frames?.isBetween() === false) throw new Error("a frame has not ended");
    },
    stop: () => frame.stop(),
  };
}

const FOLLOWED = "more follows what has ended";

/** A transform whose work is waited for. `write` gives how many bytes it took: fewer than it was given where it ends before. */
function ofFrame(transform: Transform, out: Uint8Array[]) {
  let fail: (error: Error) => void = () => {};
  let failed: Error | undefined;
  let hasEnded = false;
  transform.on("data", (piece) => out.push(piece));
  transform.on("error", (error) => fail((failed ??= error)));
  transform.once("end", () => (hasEnded = true));
  const work = (start: (done: () => void) => void) =>
    new Promise<void>((resolve, reject) => {
      if (failed === undefined && hasEnded) failed = new Error(FOLLOWED);
      if (failed !== undefined) return reject(failed);
      fail = reject;
      start(resolve);
    });
  return {
    hasEnded: () => hasEnded,
    async write(piece: Uint8Array): Promise<number> {
      const before = transform.bytesWritten;
      await work((done) => transform.write(piece, (error) => error || done()));
      return transform.bytesWritten - before;
    },
    end: () =>
      work((done) => {
        transform.once("end", done);
        transform.end();
      }),
    stop: () => transform.destroy(),
  };
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
    out,
    advice: "of several gzip members this host unpacks the first alone, so that others need the option `decompress`",
    write: (piece) => writer.write(piece as Uint8Array<ArrayBuffer>),
    async end() {
      await writer.close();
      await drained;
    },
    stop: () => void writer.abort().catch(silent),
  };
}
