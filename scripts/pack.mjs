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

/** The bytes by how often they occur, in hexadecimal, then the module. */
export function pack(bytes) {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte]++;
  const order = Array.from(counts.keys()).sort((one, other) => counts[other] - counts[one] || one - other);
  const singles = alphabet.length - PREFIXES;
  const codes = [];
  order.forEach((byte, rank) => {
    const pair = rank - singles;
    codes[byte] =
      pair < 0
        ? alphabet[PREFIXES + rank]
        : alphabet[Math.floor(pair / alphabet.length)] + alphabet[pair % alphabet.length];
  });
  return Buffer.from(order).toString("hex") + Array.from(bytes, (byte) => codes[byte]).join("");
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
