// The same cases as tests/cases.rs, through the built package: ESM, what `require` gives, and without WebAssembly.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import * as esm from "bandwidth-callbacks";
import * as js from "bandwidth-callbacks/no-wasm";

const require = createRequire(import.meta.url);
const root = new URL("cases/", import.meta.url);
const withExtension = (name, extension) => name.replace(/\.[^.]+$/, `.${extension}`);

const cases = readdirSync(root).flatMap((group) =>
  readdirSync(new URL(`${group}/`, root))
    .filter((name) => !/\.(report|options)\.json$/.test(name))
    .map((name) => ({ group, name })),
);

for (const [kind, { parse, recover, validate }] of [
  ["esm", esm],
  ["cjs", require("bandwidth-callbacks")],
  ["js", js],
]) {
  for (const { group, name } of cases) {
    if (group === "recover" && recover === undefined) continue;
    test(`${kind} ${group}/${name}`, () => {
      const file = (path) => new URL(`${group}/${path}`, root);
      const body = readFileSync(file(name));
      const expected = JSON.parse(readFileSync(file(withExtension(name, "report.json")), "utf8"));
      const optionsFile = file(withExtension(name, "options.json"));
      const options = existsSync(optionsFile) ? JSON.parse(readFileSync(optionsFile, "utf8")) : undefined;
      if (group === "recover") {
        assert.deepEqual(plain(recover(body.toString(), options)), expected);
        return;
      }
      const report = parse(body, options);
      assert.deepEqual(plain(report), expected);
      assert.deepEqual(validate(body, options), report.diagnostics);
      // Text says the same as its bytes, where they are text.
      if (Buffer.from(body.toString()).equals(body)) assert.deepEqual(parse(body.toString(), options), report);
    });
  }
}

/** What JSON and Unicode keep of a value: Rust, too, writes numbers past 64-bit floats as null and half a surrogate pair as U+FFFD. */
function plain(value) {
  const whole = (text) => text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
  const clean = (part) => {
    if (typeof part === "string") return whole(part);
    if (Array.isArray(part)) return part.map(clean);
    if (part === null || typeof part !== "object") return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [whole(key), clean(inner)]));
  };
  return clean(JSON.parse(JSON.stringify(value)));
}
