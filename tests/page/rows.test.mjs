// The rows of a list of messages by themselves, without a browser: what is counted, kept and found of very many.

import assert from "node:assert/strict";
import { test } from "node:test";
import { build } from "esbuild";
import { at } from "../../scripts/run.mjs";

const { outputFiles } = await build({
  stdin: {
    contents: ["messages", "names", "tally", "words"].map((name) => `export * from "./messages/${name}";`).join(""),
    resolveDir: at("www"),
    loader: "ts",
  },
  alias: { "bandwidth-callbacks": at("pkg/index.js") },
  bundle: true,
  write: false,
  format: "esm",
  platform: "node",
});
const { Messages, Names, Times, secondLine, sentence } = await import(
  `data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`
);

const MINUTE = 60_000;
const number = (at) => `+1555${String(at).padStart(7, "0")}`;
const event = (at, more = {}) => ({
  index: at,
  type: "message-delivered",
  time: at * 1000 + 500,
  created: at * 1000,
  message: `message ${at}`,
  recipients: [number(at)],
  from: "+15555550100",
  inbound: false,
  carrier: "",
  label: "",
  ...more,
});
const failed = { type: "message-failed", errorCode: 4720, carrier: "T-Mobile" };
const place = { source: 0, offset: 0, element: 0 };
const overview = (messages) => ({ counts: messages.counts(), spans: messages.spans(60) });

test("of more messages and events than are kept, it is said what is not listed", () => {
  const messages = new Messages({ messages: 100, events: 150 });
  for (let at = 0; at < 200; at++) messages.add(event(at), place);
  for (let at = 0; at < 200; at++) messages.add(event(at), place);
  const { messages: count, events, unlisted, notKept, duplicates } = messages.counts();
  assert.deepEqual([count, events, unlisted, notKept, duplicates], [100, 400, 200, 50, 100]);
  assert.equal(sentence(overview(messages)), "The first 100 messages · 100 messages sent: 100 delivered");
  assert.match(secondLine(overview(messages)), /not listed: 200 events of later messages · 50 events counted only/);
  assert.equal(messages.select({}).rows.length, 100);
});

test("counts follow each message from one outcome to the next", () => {
  const messages = new Messages();
  for (const type of ["message-sent", "message-failed", "message-delivered"])
    messages.add(event(1, type === "message-failed" ? failed : { type }), place);
  messages.add(event(2, { ...failed, errorCode: 9902, isOpen: true }), place);
  messages.add(event(3, { type: "message-received", inbound: true, label: "“STOP”" }), place);
  const { outcomes, contradicted, late, stops } = messages.counts();
  assert.deepEqual(outcomes, { failed: 1, unknown: 1, pending: 0, delivered: 0, received: 1 });
  assert.deepEqual([contradicted, late, stops], [1, 1, 1]);
  assert.deepEqual(messages.codes(), [
    { code: 4720, messages: 1, isUnknown: false },
    { code: 9902, messages: 1, isUnknown: true },
  ]);
  assert.deepEqual(messages.carriers(), [{ carrier: "T-Mobile", messages: 2, sent: 2, failed: 1 }]);
  assert.deepEqual([...messages.select({}).rows], [0, 1, 2]);
});

test("each filter and each order", () => {
  const messages = new Messages();
  const all = Array.from({ length: 500 }, (_, at) => 499 - at);
  for (const at of all) messages.add(event(at, at % 5 === 0 ? failed : { label: `order ${at}` }), place);
  const found = (filter) => [...messages.select(filter).rows].map((row) => Number(messages.message(row).to.slice(5)));
  assert.equal(found({ outcome: "failed" }).length, 100);
  assert.equal(found({ code: 4720, carrier: "T-Mobile" }).length, 100);
  assert.equal(found({ words: "4720 t-mobile" }).length, 100);
  assert.deepEqual(found({ words: "5550000123" }), [123]);
  assert.deepEqual(found({ words: "+15550000124" }), [124]);
  assert.deepEqual(found({ words: "0000499" }), [499]);
  assert.deepEqual(found({ words: "message" }), []);
  assert.deepEqual(found({ words: "order 321" }), [321]);
  assert.equal(found({ words: "5555550100" }).length, 500);
  assert.deepEqual(found({ since: 3000, until: 5000 }), [4, 3]);
  assert.deepEqual(found({ sort: "number" }), all.toReversed());
  assert.deepEqual(found({ sort: "time" }), all.toReversed());
  assert.equal(found({})[0] % 5, 0);
});

test("numbers and names are kept once, and a word is found in them", () => {
  const names = new Names(5);
  const codes = ["+15555550142", "BRAND", "+15555550143", "+15555550142"].map((name) => names.code(name));
  assert.deepEqual(codes, [1, 2, 3, 1]);
  assert.deepEqual(
    codes.map((code) => names.name(code)),
    ["+15555550142", "BRAND", "+15555550143", "+15555550142"],
  );
  const holding = (word) => [...names.holding(word).keys()].filter((code) => names.holding(word)[code] === 1);
  assert.deepEqual(holding("0142"), [1]);
  assert.deepEqual(holding("55501"), [1, 3]);
  assert.deepEqual(holding("bra"), [2]);
  assert.deepEqual(holding("1555555014299999999"), []);
  assert.equal(names.code("+15555550144"), 4);
  assert.equal(names.code("+15555550145"), 0);
  assert.equal(names.name(0), "");
});

test("events by time: few bars, however many events, and none is lost", () => {
  for (const apart of [10, 1000, MINUTE, 6 * 60 * MINUTE, 40 * 24 * 60 * MINUTE]) {
    const times = new Times();
    for (let at = 0; at < 30_000; at++) times.add(Date.UTC(2026, 0) + at * apart, at % 10 === 0);
    times.add(Number.NaN, false);
    const { bars, from, each, to } = times.spans(60);
    assert.ok(bars.length >= 10 && bars.length <= 62, `${bars.length} bars of ${each}`);
    assert.equal(
      bars.reduce((sum, { events }) => sum + events, 0),
      30_000,
    );
    assert.equal(
      bars.reduce((sum, { failed }) => sum + failed, 0),
      3000,
    );
    assert.ok(from <= Date.UTC(2026, 0) && to === Date.UTC(2026, 0) + 29_999 * apart);
  }
});
