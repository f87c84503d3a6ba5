// Keys that distinguish events, and which events may be answered.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as wasm from "bandwidth-callbacks";
import { dedupeKey, mayReply, parse, recover } from "bandwidth-callbacks";
import * as js from "bandwidth-callbacks/no-wasm";
import { memorySeen } from "bandwidth-callbacks/receiver";
import { sample } from "bandwidth-callbacks/samples";
import { noting, post } from "./receivers.mjs";

const withId = (type, id, more = {}) => sample(type, { message: { id, ...more } })[0];
const text = (id, text) => withId("message-received", id, { text });
const to = (to) => sample("message-sent", { to, message: { id: "A" } })[0];

/** Events of which no two are the same, though their parts may look alike when they are put together. */
const distinct = [
  withId("message-received", "A"),
  withId("suggestion-response", "A"),
  withId("requested-location-response", "A"),
  withId("message-received", "A/+15555550142/message-delivered"),
  withId("message-delivered", "A"),
  withId("message-read", "A"),
  withId("message-delivered", "A/+15555550142"),
  withId("message-received", "A%2F+15555550142"),
  withId("message-received", "%41"),
  withId("message-received", "é"),
  withId("message-received", "e\u0301"),
  withId("message-received", "\ud800"),
  withId("message-received", "\ud801"),
  withId("message-received", "A\udc00"),
  text("", "one"),
  text("", "two"),
  text(" ", "one"),
  text("\ufffd", "one"),
  text("\ufffd", "two"),
  to(["+15555550142", "+15555550143"]),
  to("+15555550142,+15555550143"),
  to("+15555550142/+15555550143"),
  to(""),
  to(["", "+15555550142"]),
];

test("different events never share a key", () => {
  const { events } = parse(JSON.stringify(distinct));
  assert.equal(events.length, distinct.length);
  const keys = events.map(dedupeKey);
  assert.equal(new Set(keys).size, keys.length, keys.join("\n"));
  // And a copy has the same key, in any order of fields.
  const turned = (value) =>
    value === null || typeof value !== "object" || Array.isArray(value)
      ? value
      : Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([name, part]) => [name, turned(part)]),
        );
  assert.deepEqual(parse(JSON.stringify(distinct.map(turned))).events.map(dedupeKey), keys);
  // What was encoded to bytes is still different: stores and hashes take bytes.
  const hash = (key) => createHash("sha256").update(key).digest("hex");
  assert.equal(new Set(keys.map(hash)).size, keys.length);
});

test("a status whose recipients were not printed has the whole event as its key", () => {
  const keys = ["01", "02"].map((time) => {
    const [event] = recover(
      `[{ type: 'message-delivered', time: '2024-12-02T20:15:${time}Z', description: 'ok', message: { id: 'a', ` +
        "owner: '+15555550100', time: '2024-12-02T20:15:00Z', to: [Array], from: '+15555550100', direction: 'out', " +
        "segmentCount: 1 } }]",
    ).events;
    return dedupeKey(event);
  });
  assert.notEqual(keys[0], keys[1]);
  for (const key of keys) assert.match(key, /^message-delivered\/\{.*\}$/);
});

test("keys equal those of the crate", () => {
  const cases = JSON.parse(readFileSync(new URL("keys.json", import.meta.url), "utf8"));
  for (const { name, body, key } of cases)
    for (const { dedupeKey, parse } of [wasm, js]) assert.deepEqual(parse(body).events.map(dedupeKey), [key], name);
  assert.equal(new Set(cases.map(({ key }) => key)).size, cases.length);
});

test("a receiver handles each of them once", async () => {
  const { receive, noted } = noting({ diagnostics: undefined, seen: memorySeen() });
  for (const event of [...distinct, ...distinct])
    assert.equal((await receive(post(JSON.stringify([event])))).status, 204);
  assert.equal(noted.length, distinct.length);
});

test("your own numbers are an array, a set, or a single string", () => {
  const [event] = sample("message-received", { message: { from: "+15555550199" } });
  for (const own of [["+15555550199"], new Set(["+15555550199"]), "+15555550199"])
    assert.equal(mayReply(event, own), false);
  for (const own of [[], new Set(), undefined, ["+15555550198"], "+15555550198", ""])
    assert.equal(mayReply(event, own), true);
  // What would let every loop through is misuse.
  for (const own of [
    null,
    15555550199,
    {},
    [15555550199],
    [["+15555550199"]],
    new Map([["+15555550199", 1]]),
    new String("+15555550199"),
    ["+15555550199"].values(),
    () => {},
  ]) {
    assert.throws(() => mayReply(event, own), { name: "TypeError", message: /^expected your own numbers/ });
  }
});
