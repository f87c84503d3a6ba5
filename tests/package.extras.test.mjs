// Everything in the package besides `parse`: helpers, samples, explanations, schemas and `format`.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  advance,
  dedupeKey,
  format,
  isInbound,
  isStatus,
  isTerminal,
  parse,
  recipients,
  recover,
  validate,
} from "bandwidth-callbacks";
import { catalogue, explain } from "bandwidth-callbacks/explain";
import { sample } from "bandwidth-callbacks/samples";
import { callbacks } from "bandwidth-callbacks/schema";
import { example, types } from "./bodies.mjs";

test("isInbound, isStatus, isTerminal, recipients and mayReply", () => {
  const facts = types.flatMap((type) => {
    const [event] = parse(example(type)).events;
    return [[type, isInbound(event), isStatus(event), isTerminal(event), recipients(event), dedupeKey(event)]];
  });
  const me = "+15555550100";
  const you = "+15555550142";
  const id = "1784020324315kx7wq2mzd4hy5tbn";
  const uuid = "7c1f6f0e-3a55-4c1b-9d0e-2f4b8a6d9c01";
  const status = (type, terminal, to = you) => [type, false, true, terminal, [to], `${id}/${to}/${type}`];
  assert.deepEqual(facts, [
    status("message-delivered", true),
    status("message-failed", true, "+525555550142"),
    status("message-read", false),
    ["message-received", true, false, false, [me], `${uuid}/message-received`],
    status("message-sending", false),
    status("message-sent", false),
    ["requested-location-response", true, false, false, [me], `${uuid}/requested-location-response`],
    ["suggestion-response", true, false, false, [me], `${uuid}/suggestion-response`],
  ]);
  const [inbound] = parse([{ ...JSON.parse(example("message-received"))[0], to: undefined }]).events;
  assert.deepEqual(recipients(inbound), [me]);
  const [oldest] = parse([{ ...JSON.parse(example("message-sent"))[0], to: undefined }]).events;
  assert.deepEqual([recipients(oldest), dedupeKey(oldest)], [[you], `${id}/${you}/message-sent`]);
  const [beta] = parse([{ ...JSON.parse(example("message-sent"))[0], to: [you, me] }]).events;
  assert.deepEqual([recipients(beta), dedupeKey(beta)], [[you, me], `${id}/${you},${me}/message-sent`]);
});

test("samples are valid, new each time, and take overrides", () => {
  for (const type of types) {
    const [event] = sample(type);
    assert.equal(validate([event]).filter(({ rule }) => rule !== "deprecated-event").length, 0);
    assert.notEqual(sample(type)[0], event);
  }
  for (const { name } of catalogue().events) assert.ok(types.includes(name));
  for (const name of [
    "message-queued",
    "message-rejected-forbidden-country",
    "request-location-response",
    "location-request-response",
  ]) {
    const [event] = sample(name);
    assert.equal(event.type, name);
    const { ok, events, diagnostics } = parse([event]);
    assert.deepEqual([ok, events.length, diagnostics.map(({ rule }) => rule)], [true, 1, ["renamed-event"]]);
  }
  const [event] = sample("message-failed", { errorCode: 4720, message: { tag: undefined, to: [] } });
  const descriptionOf = (overrides) => sample("message-failed", overrides, { count: 2 })[1].description;
  for (const { name, bandwidthName } of catalogue().errorCodes)
    assert.equal(descriptionOf({ errorCode: Number(name) }), bandwidthName ?? "unknown-error");
  assert.equal(descriptionOf({ errorCode: 4720, description: "mine" }), "mine");
  assert.equal(descriptionOf({}), explain(4432).bandwidthName);
  assert.ok(!("description" in sample("message-failed", { errorCode: 4720, description: undefined })[0]));
  assert.equal(sample("message-read", { errorCode: 4720 })[0].description, sample("message-read")[0].description);
  assert.deepEqual(
    [event.errorCode, "tag" in event.message, event.message.to, event.message.id.length],
    [4720, false, [], 29],
  );
});

test("several samples have different IDs, in Bandwidth's format", () => {
  for (const type of [...types, "message-queued", "request-location-response"]) {
    const events = sample(type, { description: "of all" }, { count: 1100 });
    const ids = events.map(({ message }) => message.id);
    assert.deepEqual([ids[0], new Set(ids).size], [sample(type)[0].message.id, 1100]);
    const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
    const form = ids[0].includes("-") ? uuid : /^\d{13}[a-z2-7]{16}$/;
    assert.ok(ids.every((id) => form.test(id)));
    const { ok, diagnostics } = parse(events, { maxDiagnostics: 9999 });
    assert.ok(ok && diagnostics.every(({ rule }) => ["deprecated-event", "renamed-event"].includes(rule)));
    assert.ok(events.every((event) => event.type === type && event.description === "of all"));
  }
  // What is set is set in all, and nothing is shared.
  const [one, two] = sample("message-failed", { message: { id: "A" } }, { count: 2 });
  assert.deepEqual(one, two);
  assert.notEqual(one.message, two.message);
  for (const count of [undefined, 1]) assert.equal(sample("message-read", undefined, { count }).length, 1);
  for (const count of [0, -1, 1.5, "2", 100_001, null, Number.NaN]) {
    assert.throws(() => sample("message-read", {}, { count }), /^TypeError: expected option `count`/);
  }
  assert.throws(() => sample("message-read", {}, { number: 2 }), /^TypeError: unknown name `number` in options/);
  assert.throws(() => sample("message-read", {}, "2"), /^TypeError: expected options to be an object/);
});

test("explanations", () => {
  assert.equal(explain(4432).name, "4432");
  assert.equal(explain(parse(example("message-failed")).events[0]).kind, "error-code");
  assert.equal(explain(parse(example("message-read")).events[0]).name, "message-read");
  assert.equal(explain(validate("[]")[0]).name, "empty-list");
  assert.equal(explain(recover("[{'type': 'message-snoozed'}]").repairs[0]).name, "quote-style");
  assert.equal(explain("no such thing"), undefined);
  const [odd] = parse([{ ...JSON.parse(example("message-delivered"))[0], rule: "x", errorCode: 4432 }]).events;
  assert.equal(explain(odd).name, "message-delivered");
  assert.deepEqual(
    explain("message.locationResponse.latitude").facts.filter(({ label }) => label === "always on"),
    [{ label: "always on", value: "requested-location-response" }],
  );
  // What is listed is explained, under the name that it is listed with.
  const { events, errorCodes, fields } = catalogue();
  for (const entry of [...events, ...errorCodes, ...fields]) assert.deepEqual(explain(entry.name), entry);
});

test("the Standard Schema returns events or issues", () => {
  const { validate: check, version, vendor } = callbacks["~standard"];
  assert.deepEqual([version, vendor], [1, "bandwidth-callbacks"]);
  assert.deepEqual(check(JSON.parse(example("message-sent"))), { value: JSON.parse(example("message-sent")) });
  assert.deepEqual(check([{}]).issues[0].path, [0]);
  assert.deepEqual(check(undefined).issues[0].path, []);
});

test("an unknown outcome has the same name everywhere", () => {
  for (const { code, outcome, summary, action } of catalogue().errorCodes) {
    const body = sample("message-failed", { errorCode: code });
    const isOpen = outcome === "outcome-unknown";
    assert.equal(advance(undefined, body[0]).status.stage, isOpen ? "outcome-unknown" : "failed");
    assert.equal(format(parse(body)).includes(`error code ${code}, outcome unknown: `), isOpen);
    assert.equal(summary.startsWith("outcome unknown · "), isOpen);
    assert.equal(action.startsWith("Treat the outcome as unknown"), isOpen);
  }
  const [{ errorCode, ...event }] = sample("message-failed");
  assert.equal(advance(undefined, event).status.stage, "failed");
  assert.equal(explain(event).name, "message-failed");
  const two = sample("message-failed", { errorCode: 9902 });
  assert.equal(
    format(parse([...two, ...two, 5]))
      .split("\n\n")
      .at(-1),
    "note: error code 9902, outcome unknown: delivery receipt timed out (2 events)\n",
  );
});

test("format shows the faulty line, and colors only on request", () => {
  const text = '[\n  {"type": 5, "message": {}}\n]';
  const plain = format(parse(text), text);
  assert.match(plain, /error\[wrong-type\]: expected a string, found a number\n {2}at \/0\/type, line 2, column 12\n/);
  assert.match(plain, /\n {2}\| {12}\^\n/);
  assert.ok(!plain.includes("\x1b") && format(parse(text), text, { color: true }).includes("\x1b[31m"));
  assert.ok(!format(parse(text)).includes('"type": 5'));
});
