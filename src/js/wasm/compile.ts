/** Compiles a module from its text (scripts/pack.mjs), synchronously: no file, no request, no `await`. */
export function compile(text: string, refused = REFUSED): WebAssembly.Module {
  const bytes = unpack(text);
  try {
    return new WebAssembly.Module(bytes);
  } catch (cause) {
    throw new Error(refused, { cause });
  }
}

/** Said where there is no `WebAssembly`, or a policy forbids it. */
const REFUSED =
  "this host does not compile WebAssembly: a content security policy has to allow 'wasm-unsafe-eval'; elsewhere " +
  'import "bandwidth-callbacks/no-wasm", which parses without it';

/** Printable ASCII without the five characters that some quote would have to escape. */
const CHARACTERS = 90;
/** The first of them begin a pair. */
const PREFIXES = 2;
/** The text begins with the 256 bytes by how often they occur, in hexadecimal. */
const HEAD = 512;

function unpack(text: string): Uint8Array<ArrayBuffer> {
  const ranks = new Uint8Array(128);
  let rank = 0;
  for (let code = 32; code < 127; code++) if (!"\"'`\\$".includes(String.fromCharCode(code))) ranks[code] = rank++;
  const order = new Uint8Array(HEAD / 2);
  for (let at = 0; at < HEAD; at += 2) order[at / 2] = parseInt(text.slice(at, at + 2), 16);
  const bytes = new Uint8Array(text.length - HEAD);
  let count = 0;
  for (let at = HEAD; at < text.length; at++) {
    const first = ranks[text.charCodeAt(at)]!;
    const place =
      first < PREFIXES ? CHARACTERS - PREFIXES + first * CHARACTERS + ranks[text.charCodeAt(++at)]! : first - PREFIXES;
    bytes[count++] = order[place]!;
  }
  return bytes.slice(0, count);
}
