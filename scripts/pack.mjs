// A wasm module as JavaScript text that survives gzip: src/js/wasm/compile.ts reads it.
//
// base64 spreads a byte over two characters, so that gzip finds hardly any repetition: a third is lost.
// Here a frequent byte is one character and another byte two, and gzip makes of the text what it makes of the bytes.
// All characters are printable ASCII that no quote of JavaScript has to escape, so no tool changes them.

import { readFileSync } from "node:fs";
import { at } from "./run.mjs";

/** 90 characters. The first `PREFIXES` begin a pair. */
const alphabet = Array.from({ length: 95 }, (_, code) => String.fromCharCode(code + 32)).filter(
  (c) => !"\"'`\\$".includes(c),
);
const PREFIXES = 2;

/** The bytes that are one character, in hexadecimal, the most frequent first; then the module. */
export function pack(bytes) {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte]++;
  const singles = Array.from(counts.keys())
    .sort((one, other) => counts[other] - counts[one] || one - other)
    .slice(0, alphabet.length - PREFIXES);
  const codes = [];
  singles.forEach((byte, rank) => {
    codes[byte] = alphabet[PREFIXES + rank];
  });
  // The others are pairs in ascending order, which need not be listed.
  let pair = 0;
  for (let byte = 0; byte < 256; byte++) {
    if (codes[byte] !== undefined) continue;
    codes[byte] = alphabet[Math.floor(pair / alphabet.length)] + alphabet[pair % alphabet.length];
    pair++;
  }
  return Buffer.from(singles).toString("hex") + Array.from(bytes, (byte) => codes[byte]).join("");
}

/** For esbuild: an imported module is its text. */
export const packed = {
  name: "wasm as text",
  setup(build) {
    build.onLoad({ filter: /\.wasm$/ }, ({ path }) => ({
      contents: pack(readFileSync(path)),
      loader: "text",
      watchFiles: [at("scripts/pack.mjs")],
    }));
  },
};
