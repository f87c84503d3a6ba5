// The pictures in documents: few bytes, and what the page shows.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { decoded, withPalette } from "../scripts/picture.mjs";
import { at } from "../scripts/run.mjs";

test("a picture with a palette has the colors of the original, if those are few", () => {
  const [width, height] = [7, 5];
  // Each row by another filter, of 4 channels.
  const rows = Array.from({ length: height }, (_, filter) => [
    filter,
    ...Array.from({ length: width * 4 }, (_, x) => (x * 37 + filter * 11) % 256),
  ]).flat();
  const chunk = (name, data) => {
    const made = Buffer.alloc(data.length + 12);
    made.writeUInt32BE(data.length, 0);
    made.write(name, 4, "latin1");
    Buffer.from(data).copy(made, 8);
    return made;
  };
  const png = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk("IHDR", [0, 0, 0, width, 0, 0, 0, height, 8, 6, 0, 0, 0]),
    chunk("IDAT", deflateSync(Buffer.from(rows))),
    chunk("IEND", []),
  ]);
  const { pixels } = decoded(png);
  assert.deepEqual([...pixels.subarray(0, 6)], [0, 37, 74, 148, 185, 222]);
  const made = withPalette(png);
  const palette = made.subarray(made.indexOf("PLTE") + 4);
  assert.deepEqual([...palette.subarray(0, 6)], [...pixels.subarray(0, 6)]);
});

test("the pictures in documents are small", () => {
  const documents = ["README.md", "docs/page.md"].map((name) => readFileSync(at(name), "utf8")).join("\n");
  for (const name of readdirSync(at("www/pictures"))) {
    const bytes = readFileSync(at("www/pictures", name));
    assert.ok(bytes.length < 80_000, `${name} has ${bytes.length} bytes`);
    assert.ok(documents.includes(name), `${name} is shown`);
  }
});
