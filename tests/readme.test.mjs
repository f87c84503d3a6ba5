// README's JavaScript examples run as they stand, and nothing they claim with `console.assert` is false.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { sample } from "bandwidth-callbacks/samples";
import { examplesIn, runs } from "./examples.mjs";

const examples = examplesIn(readFileSync(new URL("../README.md", import.meta.url), "utf8"));

test("README has examples", () => assert.ok(examples.length >= 3));

for (const [number, code] of examples.entries()) {
  test(`README example ${number + 1}`, async () => {
    globalThis.body = JSON.stringify(sample("message-failed"));
    const said = await runs(code);
    if (number === 0) assert.deepEqual(said, [[4432, "1784020324315kx7wq2mzd4hy5tbn"]]);
  });
}
