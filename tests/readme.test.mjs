// README's JavaScript examples run as they stand, and nothing they claim with `console.assert` is false.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { sample } from "bandwidth-callbacks/samples";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const examples = [...readme.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code);

test("README has examples", () => assert.ok(examples.length >= 3));

for (const [number, code] of examples.entries()) {
  test(`README example ${number + 1}`, async (context) => {
    const said = [];
    context.mock.method(console, "log", (...words) => said.push(words));
    context.mock.method(console, "assert", (claim) => assert.ok(claim, code));
    globalThis.body = JSON.stringify(sample("message-failed"));
    const url = import.meta.resolve("bandwidth-callbacks");
    await import(`data:text/javascript,${encodeURIComponent(code.replaceAll('"bandwidth-callbacks"', JSON.stringify(url)))}`);
    if (code.includes("console.log")) assert.deepEqual(said, [[4432, "1784020324315kx7wq2mzd4hy5tbn"]]);
  });
}
