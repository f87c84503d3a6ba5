// How well `recover` repairs: from valid bodies, delete any one structural character or quote, and see whether the
// original value comes back. Prints the share by character, beside that of a general-purpose repairer.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { recover } from "bandwidth-callbacks";
import { jsonrepair } from "jsonrepair";

const examples = new URL("../crates/callbacks/src/catalogue/examples/", import.meta.url);
const bodies = readdirSync(examples).map((name) => JSON.parse(readFileSync(new URL(name, examples), "utf8")));
bodies.push(bodies.slice(0, 3).flat());
const [{ ...hard }] = bodies[3];
hard.message = { ...hard.message, text: 'She said "yes", then {left} [home]: 5\\6 \u{1F4E6}, "to": nobody' };
bodies.push([hard]);

const texts = bodies.flatMap((body) => [0, 2, 4].map((indent) => JSON.stringify(body, null, indent)));

/** Positions of brackets, colons, commas and quotes that are part of the grammar, not of a text. */
function structure(text) {
  const positions = [];
  let inText = false;
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (inText && c === "\\") at++;
    else if (c === '"') {
      inText = !inText;
      positions.push(at);
    } else if (!inText && "{}[]:,".includes(c)) positions.push(at);
  }
  return positions;
}

const without = (text, at) => text.slice(0, at) + text.slice(at + 1);
const doubled = (text, at) => text.slice(0, at) + text.slice(at, at + 1) + text.slice(at);

function measure(damage, repair) {
  const counts = new Map();
  for (const text of texts) {
    const original = JSON.parse(text);
    for (const at of structure(text)) {
      const count = counts.get(text[at]) ?? { good: 0, all: 0 };
      counts.set(text[at], count);
      count.all++;
      try {
        if (isDeepStrictEqual(JSON.parse(repair(damage(text, at))), original)) count.good++;
      } catch {
        // Too large, or not JSON after all: not repaired.
      }
    }
  }
  return counts;
}

const percent = ({ good, all }) => `${((100 * good) / all).toFixed(1)}% of ${all}`;
const total = (counts) =>
  [...counts.values()].reduce((sum, { good, all }) => ({ good: sum.good + good, all: sum.all + all }), {
    good: 0,
    all: 0,
  });

for (const [name, damage] of [
  ["deleted", without],
  ["doubled", doubled],
]) {
  test(`one structural character ${name}`, (context) => {
    const ours = measure(damage, (text) => recover(text).text);
    const general = measure(damage, jsonrepair);
    for (const [c, count] of ours)
      context.diagnostic(`${c}  recover ${percent(count)}, jsonrepair ${percent(general.get(c))}`);
    context.diagnostic(`all  recover ${percent(total(ours))}, jsonrepair ${percent(total(general))}`);
    for (const [c, count] of ours) assert.ok(count.good / count.all >= 0.95, `${c}: ${percent(count)}`);
  });
}

test("a text cut anywhere becomes JSON whose every text was there", () => {
  for (const text of texts) {
    for (let end = 0; end < text.length; end++) {
      if (/^[\udc00-\udfff]/.test(text.slice(end))) continue; // half a character is no text
      const { text: mended, repairs } = recover(text.slice(0, end));
      if (repairs.length === 0) continue;
      for (const leaf of leaves(JSON.parse(mended))) {
        if (typeof leaf === "string") assert.ok(text.includes(JSON.stringify(leaf).slice(0, -1)), leaf);
      }
    }
  }
});

/** Every key and every value that is neither a list nor an object. */
function leaves(value) {
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (value !== null && typeof value === "object")
    return Object.entries(value).flatMap(([key, part]) => [key, ...leaves(part)]);
  return [value];
}

test("what is repaired needs no repair", () => {
  for (const text of texts) {
    assert.deepEqual(recover(text).repairs, []);
    for (const at of structure(text)) {
      const { text: mended, repairs } = recover(without(text, at));
      assert.ok(repairs.length > 0);
      assert.deepEqual(recover(mended).repairs, []);
    }
  }
});
