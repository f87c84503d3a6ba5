// Statuses reduce as tests/statuses.json says; crates/callbacks/tests/statuses.rs tests the crate with the same file.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { advance, mayReply } from "bandwidth-callbacks";
import * as js from "bandwidth-callbacks/no-wasm";
import { sample } from "bandwidth-callbacks/samples";

const cases = JSON.parse(readFileSync(new URL("statuses.json", import.meta.url), "utf8"));

/** The event that a case names: its type, and a code where it failed. */
function event(name) {
  const [kind, code] = name.split(" ");
  return sample(
    `message-${kind}`,
    kind === "failed" ? { errorCode: code === undefined ? undefined : Number(code) } : {},
  )[0];
}

for (const { name, events, ignored, stage, contradicted, errorCode } of cases) {
  test(`statuses: ${name}`, () => {
    for (const fold of [advance, js.advance]) {
      let status;
      const outcomes = events.map((name) => {
        const before = status && Object.freeze(status);
        const advanced = fold(before, event(name));
        status = advanced.status;
        return advanced.ignored ?? null;
      });
      assert.deepEqual(
        [outcomes, status?.stage ?? null, status?.contradicted ?? false, status?.errorCode],
        [ignored, stage, contradicted, errorCode],
      );
    }
  });
}

test("a status has the time of the event that reported it", () => {
  const [sent] = sample("message-sent", { time: "2026-07-14T09:00:00Z" });
  const [delivered] = sample("message-delivered", { time: "2026-07-14T09:00:05Z" });
  assert.equal(advance(advance(undefined, sent).status, delivered).status.time, delivered.time);
  assert.equal(advance(advance(undefined, delivered).status, sent).status.time, delivered.time);
  assert.throws(() => advance(undefined, { type: "message-snoozed" }), TypeError);
  // What is stored somewhere may come back as something else, and must not be overwritten as if nothing were known.
  for (const stored of [{}, [], "read", JSON.stringify({ stage: "read" }), { stage: "Read" }, { status: "read" }, 5])
    for (const event of [sent, sample("message-received")[0]])
      assert.throws(() => advance(stored, event), { name: "TypeError", message: /^expected the status as `advance`/ });
});

test("you may reply only to what someone else sent", () => {
  const may = (type, overrides, own) => mayReply(sample(type, overrides)[0], own);
  for (const type of ["message-received", "suggestion-response", "requested-location-response"]) {
    assert.equal(may(type), true, type);
    assert.equal(may(type, { message: { direction: "out" } }), false, type);
    assert.equal(may(type, { message: { from: "+15555550199" } }, ["+15555550199"]), false, type);
    assert.equal(may(type, { message: { from: "+15555550199" } }, new Set(["+15555550198"])), true, type);
    assert.equal(may(type, { message: { from: "+15555550100", owner: "+15555550100" } }), false, type);
  }
  for (const type of ["message-sending", "message-sent", "message-delivered", "message-failed", "message-read"]) {
    assert.equal(may(type), false, type);
    assert.equal(may(type, { message: { direction: "in" } }), false, type);
  }
});
