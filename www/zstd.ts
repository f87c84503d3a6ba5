// Unpacks zstd, which browsers do not. Loaded when a file needs it.

import { Decompress } from "fzstd";
import { pieces } from "./packed";

/** What is cut off is given as far as it goes, as the package does with gzip, and told of in the same words. */
export async function* unzstd(packed: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const out: Uint8Array[] = [];
  const machine = new Decompress((piece) => void out.push(piece));
  let fault: Error | undefined;
  const run = (piece: Uint8Array, isLast: boolean, words: string) => {
    try {
      machine.push(piece, isLast);
    } catch (cause) {
      fault = new Error(words, { cause });
    }
  };
  for await (const piece of pieces(packed)) {
    run(piece, false, "the log is damaged: its zstd cannot be unpacked");
    yield* out.splice(0);
    if (fault !== undefined) throw fault;
  }
  run(new Uint8Array(0), true, "the log is cut off: its zstd ends too soon");
  yield* out.splice(0);
  if (fault !== undefined) throw fault;
}
