// Unpacks zstd, which browsers do not. Loaded when a file needs it.

import { LogError } from "bandwidth-callbacks-logs";
import { Decompress } from "fzstd";
import { pieces } from "./pieces";

/** A truncated file is returned as far as it goes, as the package does with gzip. */
export async function* unzstd(packed: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const out: Uint8Array[] = [];
  const machine = new Decompress((piece) => void out.push(piece));
  let fault: LogError | undefined;
  const run = (piece: Uint8Array, isLast: boolean) => {
    try {
      machine.push(piece, isLast);
    } catch (cause) {
      fault = new LogError(isLast ? "truncated" : "damaged", "zstd", { cause });
    }
  };
  for await (const piece of pieces(packed)) {
    run(piece, false);
    yield* out.splice(0);
    if (fault !== undefined) throw fault;
  }
  run(new Uint8Array(0), true);
  yield* out.splice(0);
  if (fault !== undefined) throw fault;
}
