// The bare module, as `wasm-pack build` makes it, reports the same as the package.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as bandwidth from "bandwidth-callbacks";
import * as bare from "../target/wasm/full/full.js";
import { example, types } from "./bodies.mjs";

bare.initSync({ module: readFileSync(new URL("../target/wasm/full/bare.wasm", import.meta.url)) });

test("parse and validate", () => {
  const texts = types.map(example);
  texts.push("", "[", '[{"__proto__": {"a": 9007199254740993}}]', '[{"type": "message-read"}]', '{"_json": [1]}');
  for (const text of texts) {
    assert.deepEqual(bare.parse(text), bandwidth.parse(text));
    assert.deepEqual(bare.validate(text), bandwidth.validate(text));
  }
});
