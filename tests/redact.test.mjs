// redact: no personal data is left, and parse reports the same.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parse, redact } from "bandwidth-callbacks";
import { catalogue } from "bandwidth-callbacks/explain";
import { sample } from "bandwidth-callbacks/samples";
import { cases } from "./cases.mjs";

const bodies = cases.flatMap(({ name, body }) => {
  try {
    return [[name, JSON.parse(body)]];
  } catch {
    return [];
  }
});
const shared = JSON.parse(readFileSync(new URL("redact.json", import.meta.url), "utf8"));
const types = catalogue().events.map(({ name }) => name);

test("the shared cases, as in Rust", () => {
  for (const { name, value, copy } of shared) {
    const made = redact(value);
    assert.deepEqual(made, copy, name);
    // The fields keep their order.
    assert.equal(JSON.stringify(made), JSON.stringify(copy), name);
  }
});

/** Values that may stay, because they are not personal. */
const kept = new Set(["type", "time", "eventTime", "description", "carrierName", "direction", "priority", "channel"]);

test("no personal text survives, wherever it is", () => {
  const canary = "Canary77zq";
  const planted = (value, name) => {
    if (typeof value === "string") return kept.has(name) ? value : `${canary}${value}${canary}`;
    if (Array.isArray(value)) return value.map((item) => planted(item, name));
    if (typeof value !== "object" || value === null) return value;
    return {
      ...Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, planted(inner, key)])),
      odd: { deep: [canary], number: 15551234567 },
    };
  };
  for (const type of types) {
    const written = JSON.stringify(redact(planted(sample(type))));
    assert.doesNotMatch(written, /canary77|5551234567/i, type);
  }
});

test("no phone number, text, id or link of a sample survives", () => {
  for (const type of types) {
    const [event] = sample(type);
    const written = JSON.stringify(redact([event]));
    const { id, text, tag, media = [], from, applicationId } = event.message;
    for (const value of [id, tag, applicationId, ...media, ...(text ? [text] : [])])
      if (value) assert.ok(!written.includes(value), `${type}: ${value}`);
    // Which number becomes which is by order, so a sample's own may return; whose it is has changed.
    assert.ok(from === undefined || written.includes("+1555555"));
  }
  assert.ok(!JSON.stringify(redact(sample("message-failed", { to: "+4915112345678" }))).includes("4915112345678"));
  assert.equal(redact({ description: "sent to +4915112345678" }).description, "xxxx xx +0000000000000");
});

test("a value that does not match the format of its field is not kept", () => {
  const [event] = sample("message-failed");
  const odd = {
    ...event,
    type: "Anneke +15551234567",
    time: "call Anneke",
    carrierName: "anneke@example.com",
    errorCode: 15551234567,
    "+15551234567": true,
    "anneke@example.com": {},
  };
  odd.message = {
    ...event.message,
    direction: "Anneke",
    channel: "Anneke",
    priority: "Anneke",
    time: "Anneke",
    segmentCount: "15551234567",
  };
  assert.doesNotMatch(JSON.stringify(redact(odd)), /anneke|5551234567/i);
});

test("parse reports the same for the copy", () => {
  const rules = (value) => parse(value).diagnostics.map(({ rule, path }) => `${rule} ${path}`);
  for (const [name, given] of [...types.map((type) => [type, sample(type)]), ...bodies]) {
    // `JSON.parse` may give Infinity, which JSON does not have: `parse` sees null.
    const value = JSON.parse(JSON.stringify(given));
    // Of JSON within a string, `redact` sees only text.
    if (typeof value === "string") continue;
    // Undocumented names and numbers may be what a finding is about.
    if (/^(body\/|contradictions\/(0|1|2)|field\/unknown-field)/.test(name)) continue;
    const copy = redact(value);
    const lost = new Set(["lone-surrogate", "lossy-number"]);
    const same = (list) => list.filter((line) => !lost.has(line.split(" ")[0]));
    assert.deepEqual(same(rules(copy)), same(rules(value)), name);
  }
});

test("equal values stay equal, different ones stay different", () => {
  const [event] = sample("message-received", {
    to: "+15551230001",
    message: { owner: "+15551230001", to: ["+15551230001", "+15551230002"], from: "+15551230003" },
  });
  const [first, again] = redact([event, event]);
  assert.deepEqual(first, again);
  assert.equal(first.to, first.message.owner);
  assert.equal(new Set([...first.message.to, first.message.from]).size, 3);
  assert.equal(first.message.segmentCount, event.message.segmentCount);
});

test("a text keeps its length and its alphabet", () => {
  const redacted = (text) => redact({ message: { text } }).message.text;
  assert.equal(redacted("Où est Ann? 😀 [1]"), "Xx xxx Xxx? 𐐨 [0]");
  assert.equal(redacted("日本 жук"), "жж жжж");
  assert.equal(redacted("𝒜"), "𐐨");
});

test("ids and links keep their kind", () => {
  const redacted = (message) => redact({ message }).message;
  const letters = [..."abcdefghijkl"];
  const ids = redact(letters.map((id) => ({ message: { id } }))).map(({ message }) => message.id);
  assert.equal(new Set(ids).size, letters.length);
  assert.ok(ids.every((id) => /^[a-z]$/.test(id)));
  const media = "https://messaging.bandwidth.com/api/v2/users/";
  const links = [
    `${media}5500123/media/abcdef/0/Anneke.jpg`,
    `${media}5500123/media/abcdef/0/Anneke`,
    "https://messaging.bandwidth.com/Anneke",
    "http://anneke.example/a.png",
    "ftp://anneke",
  ];
  const copy = redacted({ media: links }).media;
  assert.doesNotMatch(JSON.stringify(copy), /anneke|5500123|abcdef/i);
  assert.deepEqual(
    copy.slice(0, 2).map((link) => link.replace(/media\/.*?\//, "media/…/")),
    [`${media}0000000/media/…/0/file.jpg`, `${media}0000000/media/…/0/file`],
  );
  assert.deepEqual(copy.slice(2), [
    "https://messaging.bandwidth.com/file-1",
    "https://example.com/file-2",
    "xxx://xxxxxx",
  ]);
});

test("keys are data, and circular references are an error", () => {
  const odd = JSON.parse('{"__proto__": {"polluted": "yes"}, "constructor": "x1"}');
  const copy = redact(odd);
  assert.deepEqual(Object.keys(copy), ["__proto__", "constructor"]);
  assert.equal({}.polluted, undefined);
  assert.equal(copy.constructor, "x0");
  const cycle = {};
  cycle.cycle = cycle;
  assert.throws(() => redact(cycle), /circular reference/);
  const shared = { a: "b" };
  assert.deepEqual(redact([shared, shared]), [{ a: "x" }, { a: "x" }]);
});

test("different values stay different, for any number of them", () => {
  const distinct = (values, at) =>
    assert.equal(new Set(redact(values.map(at)).map((copy) => JSON.stringify(copy))).size, values.length);
  const counted = (count, make) => Array.from({ length: count }, (_, number) => make(String(number)));
  const to = (value) => ({ to: value });
  distinct([...counted(1000, (code) => code.padStart(3, "0")), ...counted(2000, (code) => code.padStart(4, "0"))], to);
  distinct(
    counted(12_000, (number) => `+1555${number.padStart(7, "0")}`),
    to,
  );
  distinct(
    counted(300, (number) => `1555${number.padStart(7, "0")}`),
    to,
  );
  distinct([..."abcdefghijklmnopqrstuvwxyz", ...counted(100, String), "-", "--", "日", "本", "𝒜", "𝒞"], (id) => ({
    message: { id },
  }));
  assert.equal(Object.keys(redact({ "key-1": 1, "+15551234567": 2, "key-2": 3 })).length, 3);
});

test("a lone surrogate is neither kept nor created", () => {
  for (const text of ["\ud835", "a\udc9c", "𝒜"]) {
    const { id, tag } = redact({ message: { id: text, tag: text } }).message;
    for (const copy of [id, tag]) assert.ok(!/[\p{Surrogate}]/u.test(copy), JSON.stringify(copy));
  }
});

test("no depth exhausts the stack, and nothing is kept below a thousand levels", () => {
  let deep = "Anneke".repeat(70_000);
  for (let level = 0; level < 990; level++) deep = level % 2 ? { a: deep } : [deep];
  let copy = redact(deep);
  let levels = 0;
  for (; typeof copy === "object"; levels++) copy = copy.a ?? copy[0];
  assert.deepEqual([levels, copy.length], [990, 420_000]);
  for (let level = 0; level < 100_000; level++) deep = [deep];
  for (copy = redact(deep), levels = 0; copy !== null; levels++) copy = copy[0] ?? null;
  assert.equal(levels, 1000);
});
