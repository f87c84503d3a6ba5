// A stream, piece by piece.

/** How many bytes are read at once. Decompressed, they may be a thousand times as many. */
const PIECE = 1 << 14;
/** Reading from memory never yields by itself: after this many milliseconds of work it does. */
const TURN = 20;

/** The bytes of a stream in small pieces, so that processing one never blocks for long. */
export async function* pieces(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  let isAtEnd = false;
  let since = performance.now();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      for (let at = 0; at < value.length; at += PIECE) {
        yield value.subarray(at, at + PIECE);
        if (performance.now() - since < TURN) continue;
        await new Promise((resolve) => setTimeout(resolve));
        since = performance.now();
      }
    }
    isAtEnd = true;
  } finally {
    if (!isAtEnd) await reader.cancel().catch(() => {});
  }
}
