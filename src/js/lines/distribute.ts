/** Sums up a log with several threads: this one reads, gives blocks of it to those that have time, and sums up what is left. */
import { BLOCK, type Block, Cutter } from "./cut.js";
import type { Bytes, Instance, Terms } from "./instance.js";
import { start, type Thread, Turns } from "./thread.js";

/** Another thread begins when so many bytes more were read: a small log is done before one has started. */
const EACH = 2 << 20;

export interface Dealing {
  /** How many threads sum up, this one counted. */
  threads: number;
  source: number;
  signal: AbortSignal | undefined;
  module: WebAssembly.Module;
  terms: Terms;
}

/** Adds a log to the sum of `here`. What was read before the log failed or was aborted is added, too. */
export async function deal(
  pieces: AsyncIterable<Uint8Array>,
  here: Instance,
  { threads, source, signal, module, terms }: Dealing,
): Promise<void> {
  const others: Thread[] = [];
  const spare: Bytes[] = [];
  const take = ({ buffer }: Bytes) => spare.push(new Uint8Array(buffer));
  const cutter = new Cutter(
    () => spare.pop() ?? new Uint8Array(BLOCK),
    (bytes) => here.ends(bytes),
  );
  let [most, read] = [threads - 1, 0];
  let turns: Turns | undefined;

  const add = ({ bytes, place, isEnded }: Block) => {
    const failed = others.find((other) => other.fault !== undefined);
    if (failed !== undefined) here.lose(failed.fault);
    read += bytes.length;
    const free = place && isEnded ? others.find((other) => other.isFree) : undefined;
    if (free !== undefined) return free.give(bytes, place!, source);
    here.push(bytes, source, place);
    take(bytes);
    if (others.length >= most || !isEnded || read < EACH * (others.length + 1)) return;
    const other = start(module, terms, take);
    if (other === undefined) most = 0;
    else others.push(other);
  };

  try {
    try {
      for await (const piece of pieces) {
        for (const block of cutter.push(piece)) {
          if (others.length > 0) await (turns ??= new Turns()).next();
          add(block);
        }
      }
    } finally {
      // What was read before a fault counts; a line in which somebody stopped does not.
      add(cutter.rest());
      here.end(source, !signal?.aborted);
    }
  } finally {
    try {
      const sums = await Promise.all(others.map((other) => other.saved()));
      if (!sums.every((saved) => saved === undefined || here.merge(saved))) throw new Error("a thread's sum is none");
    } catch (fault) {
      here.lose(fault);
    } finally {
      for (const other of others) other.stop();
      turns?.end();
    }
  }
}
