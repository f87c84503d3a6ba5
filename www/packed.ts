// Decompresses files: gzip by the browser, zstd by a module that is loaded for it.

import type { Compression } from "bandwidth-callbacks-logs";
import { pieces } from "./pieces";

const MAGIC: [Compression, readonly number[]][] = [
  ["gzip", [0x1f, 0x8b]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
  // A skippable frame without text: multi-threaded compressors such as `pzstd` write one before each frame.
  ["zstd", [0x50, 0x2a, 0x4d, 0x18]],
];

/** The compression of a file, detected from its first bytes. */
export async function compressionOf(file: Blob): Promise<Compression | undefined> {
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  return MAGIC.find(([, magic]) => magic.every((byte, at) => head[at] === byte))?.[0];
}

/** The bytes of a file, decompressed, piece by piece. Stopping early releases the file. */
export async function* unpacked(file: Blob): AsyncGenerator<Uint8Array, void, undefined> {
  const compression = await compressionOf(file);
  if (compression === "zstd") yield* (await import("./zstd")).unzstd(file.stream());
  else
    yield* pieces(compression === "gzip" ? file.stream().pipeThrough(new DecompressionStream("gzip")) : file.stream());
}

/** The first `most` decompressed bytes of a file, or all of them if there are fewer. */
export interface Head {
  bytes: Uint8Array<ArrayBuffer>;
  isWhole: boolean;
  /** It could not be read any further. */
  isBroken: boolean;
}

export async function headOf(file: Blob, most: number): Promise<Head> {
  const parts: Uint8Array[] = [];
  let length = 0;
  let isBroken = false;
  try {
    for await (const piece of unpacked(file)) {
      parts.push(piece);
      length += piece.length;
      if (length > most) break;
    }
  } catch {
    isBroken = true;
  }
  const bytes = new Uint8Array(Math.min(length, most));
  let at = 0;
  for (const part of parts) {
    bytes.set(part.subarray(0, most - at), at);
    at += part.length;
  }
  return { bytes, isWhole: length <= most && !isBroken, isBroken };
}
