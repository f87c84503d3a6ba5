// Documents have no word of tests/words.json, and have the words that people search for.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { documents, prose } from "./documents.mjs";

const list = JSON.parse(readFileSync(new URL("words.json", import.meta.url), "utf8"));
const plain = (text) =>
  ` ${text
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.join(" ")} `;

for (const { path, text } of documents) {
  test(`${path}: plain words`, () => {
    const found = prose(text)
      .split("\n")
      .flatMap((line, index) => {
        const words = plain(line);
        const hits = list.filter(({ word }) => words.includes(` ${word} `));
        return hits.map(({ word, instead }) => `line ${index + 1} has "${word}": write ${instead}`);
      });
    assert.deepEqual([...new Set(found)], []);
  });
}

test("the field's own words can be found", () => {
  const all = plain(documents.map(({ text }) => text).join("\n"));
  for (const words of ["idempotency key", "idempotency store", "at least once", "dead letter", "delivery receipt dlr"])
    assert.ok(all.includes(` ${words} `), words);
});
