// Values are built in two ways, one for clean bodies and one for all others. Both equal what JSON.parse returns.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { elements, parse, redact, validate } from "bandwidth-callbacks";
import { sample } from "bandwidth-callbacks/samples";
import { example, types } from "./bodies.mjs";
import { cases } from "./cases.mjs";
import { numbers } from "./differential.mjs";

/** Numbers that look random and are the same in every run (mulberry32). */
function dice(seed) {
  return (sides) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * sides);
  };
}

const examples = types.map(example);
const corpus = existsSync("../shared/corpus")
  ? readdirSync("../shared/corpus", { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(`${entry.parentPath ?? entry.path}/${entry.name}`, "utf8"))
  : [];
const bodies = [...examples, ...cases.map(({ body }) => `${body}`), ...corpus];
const encoder = new TextEncoder();

const read = (text) => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return {};
  }
};

/** What must hold of any text. Gives whether its events are as sent, with nothing found. */
function holds(text) {
  const report = parse(text);
  assert.deepEqual(parse(encoder.encode(text)), report, "bytes say what text says");
  assert.deepEqual(validate(text), report.diagnostics);
  const { value } = read(text);
  const all = elements(report);
  if (value === undefined) {
    assert.ok(!report.ok && all.length === 0);
    return false;
  }
  const list = report.diagnostics.some(({ rule }) => rule === "wrapped-body") ? value._json : value;
  const isClean = report.diagnostics.length === 0;
  for (const { kind, index, value: kept } of all) {
    const isAsSent = kind === "unknown" || kind === "rejected" || isClean;
    if (isAsSent) assert.deepStrictEqual(kept, Array.isArray(list) ? list[index] : list);
  }
  if (!isClean || report.verifications.length > 0) return false;
  assert.deepStrictEqual(report.events, value);
  return true;
}

test("every case, example and sample", () => {
  assert.ok(bodies.filter(holds).length > 60);
});

test("an event beside one with a finding is built like an event by itself", () => {
  for (const text of bodies) {
    const { value } = read(text);
    const { ok, verifications, diagnostics } = parse(text);
    if (!Array.isArray(value) || !ok || verifications.length + diagnostics.length > 0) continue;
    // A number is no event, so this body is not clean.
    assert.deepStrictEqual(parse(text.trimEnd().replace(/\]$/, ",0]")).events, value);
  }
});

test("events with their fields in any order, spaced in any way, with any text", () => {
  const roll = dice(1);
  const pick = (list) => list[roll(list.length)];
  const shuffled = (value) => {
    if (Array.isArray(value)) return value.map(shuffled);
    if (value === null || typeof value !== "object") return value;
    const entries = Object.entries(value).map(([name, value]) => [name, shuffled(value)]);
    for (let at = entries.length - 1; at > 0; at--) {
      const other = roll(at + 1);
      [entries[at], entries[other]] = [entries[other], entries[at]];
    }
    return Object.fromEntries(entries);
  };
  const letters = ["a", " ", "\n", '"', "\\", "/", "\u0001", "é", "€", "👍", "\u2028", "\ufeff", "]", "}", ",", ":"];
  const text = () => Array.from({ length: roll(20) }, () => pick(letters)).join("");
  const escaped = (json) =>
    json.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const sound = examples.map((text) => JSON.parse(text)[0]);
  let clean = 0;
  for (let round = 0; round < 3000; round++) {
    const body = Array.from({ length: 1 + roll(3) }, () => {
      const event = structuredClone(pick(sound));
      for (const name of ["description", "carrierName"]) if (roll(3) === 0) event[name] = text();
      for (const name of ["id", "tag"]) if (roll(3) === 0) event.message[name] = text();
      if (event.type === "message-received" && roll(2) === 0) event.message.text = text();
      return roll(4) === 0 ? shuffled(event) : event;
    });
    const json = JSON.stringify(body, null, pick([0, 0, 1, 2, 4, "\t", "\t\n\r "]));
    clean += holds(roll(3) === 0 ? escaped(json) : json);
  }
  assert.ok(clean > 1000, `${clean} bodies had no finding`);
});

test("events with any of their optional fields, to one or to several", () => {
  const optional = {
    text: "a \u00e9",
    channel: "SMS",
    media: ["https://example.com/a.png"],
    tag: "order \u00e9",
    priority: "high",
    carrierName: "é",
  };
  const names = Object.keys(optional);
  let clean = 0;
  for (const text of examples) {
    const [event] = JSON.parse(text);
    for (let chosen = 0; chosen < 1 << names.length; chosen++) {
      const { carrierName, ...body } = structuredClone(event);
      names.forEach((name, bit) => {
        const place = name === "carrierName" ? body : body.message;
        if (chosen & (1 << bit)) place[name] = optional[name];
        else delete place[name];
      });
      clean += holds(JSON.stringify([body]));
      body.message.to = [...body.message.to, "+15555550199"];
      clean += holds(JSON.stringify([body]));
    }
  }
  assert.ok(clean > 100, `${clean} bodies had no finding`);
});

test("bodies with a few characters changed", () => {
  const roll = dice(2);
  const characters = [
    '"',
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "\n",
    "0",
    "1",
    "-",
    ".",
    "e",
    "t",
    "n",
    "u",
    "é",
    "👍",
    "\ud83d",
    "\u0000",
    "+",
    "Z",
    "T",
  ];
  for (let round = 0; round < 20000; round++) {
    let text = bodies[roll(bodies.length)];
    if (text.length > 4000) continue;
    for (let change = roll(3); change >= 0; change--) {
      const at = roll(text.length);
      text = text.slice(0, at) + (roll(3) > 0 ? characters[roll(characters.length)] : "") + text.slice(at + roll(2));
    }
    // Half a surrogate pair in a text is itself; as bytes it is U+FFFD.
    holds(text.toWellFormed?.() ?? Buffer.from(text).toString());
  }
});

test("any character before, after and in the middle of a clean body", () => {
  const event = JSON.stringify(JSON.parse(example("message-delivered")));
  for (let code = 0; code < 0x180; code++) {
    const character = String.fromCharCode(code);
    for (const space of ["", " ", "        "]) {
      for (const at of [0, 1, event.indexOf(":") + 1, event.indexOf(",") + 1, event.length - 1, event.length]) {
        holds(event.slice(0, at) + space + character + space + event.slice(at));
      }
    }
  }
});

test("numbers and keys that are easy to get wrong", () => {
  const event = example("message-failed").trim();
  const all = [...numbers, "123456789012345678901234567890", "4432.0", "44.32e2", "1e-7"];
  for (const number of all) {
    holds(event.replace("4432", number));
    holds(event.replace('"segmentCount": 1', `"segmentCount": ${number}`));
    holds(event.replace('"message": {', `"odd": ${number}, "message": {`));
  }
  for (const name of [
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "",
    "\\u005f_proto__",
    "t\\u0079pe",
    "to",
  ]) {
    for (const value of ["1", "null", '{"a":1}', '"x"', "[]"]) {
      holds(event.replace('"message": {', `"message": {"${name}": ${value},`));
      holds(event.replace('"type"', `"${name}": ${value}, "type"`));
      holds(event.replace(/\}(\s*)\]$/, `, "${name}": ${value}}]`));
    }
  }
  assert.equal({}.a, undefined);
});

test("parsed JSON may be nested to any depth", () => {
  const levels = 50_000;
  for (const text of ["[".repeat(levels) + "]".repeat(levels), `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`]) {
    const deep = JSON.parse(text);
    assert.deepEqual(
      parse(deep).diagnostics.map(({ rule, path, span }) => [rule, path, span]),
      [["too-deep", "", undefined]],
    );
    assert.equal(validate(deep)[0].rule, "too-deep");
    let copy = redact(deep);
    for (let level = 0; level < 1000; level++) copy = Array.isArray(copy) ? copy[0] : copy.a;
    assert.equal(copy, null);
  }
});

test("a long key above many findings is not written for each of them", () => {
  const text = `[{"type":"message-x","${"k".repeat(200_000)}":{${Array(1000).fill('"a":1e999').join(",")}}}]`;
  const { diagnostics } = parse(text);
  assert.ok(diagnostics.reduce((sum, { path }) => sum + path.length, 0) < text.length + (256 << 10));
  assert.equal(diagnostics.at(-1).rule, "too-many-diagnostics");
});

test("overrides of a sample are data, with any names", () => {
  const [event] = sample(
    "message-failed",
    JSON.parse('{"__proto__": {"polluted": 1}, "message": {"__proto__": {"polluted": 2}, "constructor": {"x": 1}}}'),
  );
  assert.equal({}.polluted, undefined);
  assert.deepEqual(Object.getOwnPropertyDescriptor(event, "__proto__").value, { polluted: 1 });
  assert.deepEqual(event.message.constructor, { x: 1 });
});

test("an unknown field has the value that JSON.parse gives, also after others with the same length", () => {
  const [event] = JSON.parse(JSON.stringify(sample("message-delivered")));
  const keys = [
    '"aaa"',
    '"bbb"',
    '"aaa"',
    '"a\\u0062b"',
    '"\\u0061aa"',
    '"toString"',
    '"valueOf_"',
    '"é"',
    `"${"k".repeat(40)}"`,
  ];
  const values = [
    "0",
    "-0",
    "7",
    "-1.5",
    "1e3",
    "12e-2",
    "9007199254740991",
    '""',
    '"x"',
    '"\\n"',
    "true",
    "false",
    "null",
    "[]",
    '[1,{"a":"b"}]',
    "{}",
  ];
  for (const value of values) {
    for (const key of keys) {
      for (const [from, to] of [
        ["[{", `[{${key}:${value},`],
        ['"message":{', `"message":{${key}:${value},`],
      ]) {
        const text = JSON.stringify([event]).replace(from, () => to);
        const { events, diagnostics } = parse(text);
        assert.deepStrictEqual(events, JSON.parse(text), text);
        assert.deepEqual(
          diagnostics.map(({ rule }) => rule),
          ["unknown-field"],
        );
      }
    }
  }
});
