// How well `recover` repairs: from valid bodies, delete any one structural character or quote, and see whether the
// original value comes back. Prints the share by character, beside that of a general-purpose repairer.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { parse, recover } from "bandwidth-callbacks";
import { jsonrepair } from "jsonrepair";
import { example, types } from "./bodies.mjs";

const bodies = types.map((type) => JSON.parse(example(type)));
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

test("a text truncated anywhere becomes JSON with only strings that were in it", () => {
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

test("repaired text needs no repair", () => {
  for (const text of texts) {
    assert.deepEqual(recover(text).repairs, []);
    for (const at of structure(text)) {
      const { text: mended, repairs } = recover(without(text, at));
      assert.ok(repairs.length > 0);
      assert.deepEqual(recover(mended).repairs, []);
    }
  }
});

/** Whoever pasted a text is advised otherwise than whoever received a body. */
const withoutAdvice = (report) => ({
  ...report,
  diagnostics: report.diagnostics.map(({ help: _, cause: __, ...rest }) => rest),
});

test("a body comes back as `parse` reads it, also what only JavaScript can hold", () => {
  const [event] = bodies[0];
  for (const extra of ['"\\ud83d"', "1e400", "12345678901234567890", '{"__proto__":1}', "[null,-0]"]) {
    const known = `${JSON.stringify(event).slice(0, -1)},"extra":${extra}}`;
    const text = `[${known},{"type":"message-snoozed","extra":${extra}}]`;
    const { text: repaired, repairs, ...report } = recover(`INFO body=${text}`);
    assert.equal(repairs.length, 1);
    assert.deepEqual(withoutAdvice(report), withoutAdvice(parse(repaired)));
    const { text: same, repairs: none, ...whole } = recover(text);
    assert.deepEqual([withoutAdvice(whole), same, none], [withoutAdvice(parse(text)), text, []]);
  }
});

test("events without their recipients are among the others, in the order of the text", () => {
  const [first] = bodies[1];
  const shown = JSON.stringify(first);
  const lost = shown.replace(/"to":\[[^\]]*\]/, '"to":[Array]');
  assert.notEqual(lost, shown);
  const unknown = '{"type":"message-snoozed","message":{}}';
  const { events, unknown: others, rejected, ok } = recover(`[${lost},${unknown},${shown},${lost},${unknown},42]`);
  const { to: _, ...message } = first.message;
  assert.deepEqual(events, [{ ...first, message }, first, { ...first, message }]);
  assert.deepEqual([others.map(({ index }) => index), rejected, ok], [[1, 4], [{ index: 5, value: 42 }], false]);
});

test("`recover` compiles one module, also for a text that is too large", () => {
  const code = `
    const { Module } = WebAssembly;
    let count = 0;
    WebAssembly.Module = function (bytes) { count++; return new Module(bytes); };
    WebAssembly.Module.prototype = Module.prototype;
    const { recover } = await import("bandwidth-callbacks");
    const { text, repairs, diagnostics } = recover("x".repeat(99), { maxBytes: 9 });
    console.log(text.length, repairs.length, diagnostics[0].rule, /\\b99\\b/.test(diagnostics[0].message));
    console.log(recover("INFO body=[{'type': 'message-snoozed'}]").unknown.length, count);
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", code], {
    cwd: new URL("..", import.meta.url),
    encoding: "utf8",
  });
  assert.equal(stdout, "99 0 body-too-large true\n1 1\n", stderr);
});
