// RUNS=100000 SEED=7 node --test tests/differential.test.mjs goes on where the quick suite stops.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parse, validate } from "bandwidth-callbacks";
import * as js from "bandwidth-callbacks/no-wasm";
import { sample } from "bandwidth-callbacks/samples";
import { differential } from "./differential.mjs";

const runs = Number(process.env.RUNS ?? 500);
const seed = Number(process.env.SEED ?? 1);

for (const [name, own] of [
  ["WebAssembly", { parse, validate }],
  ["/no-wasm", js],
]) {
  test(`any text: the same values as JSON.parse, or both fail (${name})`, () => {
    const count = differential(fc, { ...own, sample }, { runs, seed });
    assert.ok(count.texts > runs * 7 && count.json > count.texts / 3 && count.events > runs, JSON.stringify(count));
  });
}
