/** Compiles a module from its text (scripts/pack.mjs), synchronously: no file, no request, no `await`. */
export function compile(text: string, refused = REFUSED): WebAssembly.Module {
  const bytes = unpack(text);
  try {
    return new WebAssembly.Module(bytes);
  } catch (cause) {
    throw new Error(refused, { cause });
  }
}

/** The error if there is no `WebAssembly`, or a policy forbids it. */
const REFUSED =
  "this host does not compile WebAssembly: a content security policy has to allow 'wasm-unsafe-eval'; elsewhere " +
  'import "bandwidth-callbacks/no-wasm", which parses without it';

/** Printable ASCII without the five characters that some quote would have to escape. */
const CHARACTERS = 90;
/** The first of them begin a pair. */
const PREFIXES = 2;
/** The text begins with the bytes that are one character, in hexadecimal. The others are pairs, in ascending order. */
const HEAD = (CHARACTERS - PREFIXES) * 2;
const SPACE = 32;

function unpack(text: string): Uint8Array<ArrayBuffer> {
  const order = Array.from({ length: HEAD / 2 }, (_, at) => parseInt(text.slice(at * 2, at * 2 + 2), 16));
  const pairs = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => !order.includes(byte));
  // For each character, its rank, and the byte that it is by itself.
  const [ranks, singles] = [new Uint8Array(128), new Uint8Array(128)];
  let rank = 0;
  for (let code = SPACE; code < 127; code++) {
    if ("\"'`\\$".includes(String.fromCharCode(code))) continue;
    singles[code] = order[rank - PREFIXES]!;
    ranks[code] = rank++;
  }
  // The loop runs a hundred thousand times before an engine knows it, so it is as short as can be, and in place.
  const bytes = new TextEncoder().encode(text);
  let count = 0;
  for (let at = HEAD; at < bytes.length; at++) {
    const code = bytes[at]!;
    bytes[count++] =
      code < SPACE + PREFIXES ? pairs[(code - SPACE) * CHARACTERS + ranks[bytes[++at]!]!]! : singles[code]!;
  }
  return bytes.slice(0, count);
}
