/**
 * Summarizes a log with several threads: this one reads, gives blocks to threads that are free, and summarizes the
 * rest.
 */
import { BLOCK_BYTES, type Block, BlockSplitter } from "./blocks.js";
import type { Bytes, Instance, SummarySettings } from "./instance.js";
import { start, type Thread, MessageLoop } from "./thread.js";

/** One more thread per this many bytes: a small log is done before a thread has started. */
const BYTES_PER_THREAD = 2 << 20;

export interface DistributeOptions {
  /** The number of threads, including this one. */
  threads: number;
  source: number;
  signal: AbortSignal | undefined;
  module: WebAssembly.Module;
  settings: SummarySettings;
}

/** Adds a log to the summary of `here`, including what was read before the log failed or was aborted. */
export async function distribute(
  pieces: AsyncIterable<Uint8Array>,
  here: Instance,
  { threads, source, signal, module, settings }: DistributeOptions,
): Promise<void> {
  const others: Thread[] = [];
  const spare: Bytes[] = [];
  const reuse = ({ buffer }: Bytes) => spare.push(new Uint8Array(buffer));
  const splitter = new BlockSplitter(
    () => spare.pop() ?? new Uint8Array(BLOCK_BYTES),
    (bytes) => here.countLines(bytes),
  );
  let [maxOthers, bytesRead] = [threads - 1, 0];
  let loop: MessageLoop | undefined;

  const add = ({ bytes, place, isEnded }: Block) => {
    const failed = others.find((other) => other.fault !== undefined);
    if (failed !== undefined) here.poison(failed.fault);
    bytesRead += bytes.length;
    const free = place && isEnded ? others.find((other) => other.isFree) : undefined;
    if (free !== undefined) return free.push(bytes, place!, source);
    here.push(bytes, source, place);
    reuse(bytes);
    if (others.length >= maxOthers || !isEnded || bytesRead < BYTES_PER_THREAD * (others.length + 1)) return;
    const other = start(module, settings, reuse);
    if (other === undefined) maxOthers = 0;
    else others.push(other);
  };

  try {
    try {
      for await (const piece of pieces) {
        for (const block of splitter.push(piece)) {
          if (others.length > 0) await (loop ??= new MessageLoop()).next();
          add(block);
        }
      }
    } finally {
      // What was read before a fault counts; the line in which the log was aborted does not.
      add(splitter.rest());
      here.end(source, !signal?.aborted);
    }
  } finally {
    try {
      const sums = await Promise.all(others.map((other) => other.saved()));
      if (!sums.every((saved) => saved === undefined || here.merge(saved)))
        throw new Error("the summary of a thread cannot be read");
    } catch (fault) {
      here.poison(fault);
    } finally {
      for (const other of others) other.stop();
      loop?.end();
    }
  }
}
