// Memory over a long run: `npm run test:memory`. Not in the quick suite, because it takes a minute.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, validate } from "bandwidth-callbacks";
import { lines, summarize } from "bandwidth-callbacks-logs";
import { createReceiver } from "bandwidth-callbacks/receiver";
import { sample } from "bandwidth-callbacks/samples";
import { example, types } from "../bodies.mjs";
import { cases } from "../cases.mjs";

const PARSES = 1_000_000;
const MEBIBYTE = 1 << 20;

const examples = types.map(example);
// Clean ones, faulty ones, ones that are no JSON at all, one that is long.
const bodies = [
  ...examples,
  ...examples,
  ...cases.map(({ body }) => `${body}`),
  JSON.stringify(
    examples.map((text) => JSON.parse(text)[0]),
    null,
    2,
  ),
];

/** The memory of the process after a collection, in bytes: the heap, and everything outside it, such as wasm memory. */
function held() {
  for (let time = 0; time < 3; time++) globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test("a million parses of mixed bodies use no more memory at the end than after a tenth", {
  skip: globalThis.gc === undefined && "needs --expose-gc",
}, () => {
  let after;
  for (let count = 1; count <= PARSES; count++) {
    const body = bodies[count % bodies.length];
    if (count % 3 === 0) validate(body);
    else parse(count % 2 === 0 ? body : Buffer.from(body));
    if (count === PARSES / 10) after = held();
  }
  const grown = held() - after;
  assert.ok(grown < MEBIBYTE, `${grown} bytes more`);
});

/** Reads a clean body and a faulty one, as large as may be. Nothing of them is alive when it returns. */
function readLarge() {
  const event = JSON.stringify(JSON.parse(examples[0])[0]);
  const many = Array.from({ length: Math.floor((16 * MEBIBYTE - 100) / (event.length + 1)) }, () => event);
  for (const odd of [[], ['{"type":1}']]) {
    const large = JSON.stringify([...many, ...odd].map((text) => JSON.parse(text)));
    assert.ok(large.length > 15.9 * MEBIBYTE && large.length <= 16 * MEBIBYTE);
    assert.equal(parse(large).ok, odd.length === 0);
    assert.equal(validate(Buffer.from(large)).length, odd.length);
  }
}

test("a body of 16 MiB leaks nothing", { skip: globalThis.gc === undefined && "needs --expose-gc" }, () => {
  parse(examples[0]);
  const before = held();
  readLarge();
  const grown = held() - before;
  assert.ok(grown < MEBIBYTE, `${grown} bytes more`);
});

test("the keys of handled events keep no bodies alive", {
  skip: globalThis.gc === undefined && "needs --expose-gc",
}, async () => {
  const receive = createReceiver({ anonymous: true, on: { event: () => {} } });
  const send = async (id) => {
    const body = JSON.stringify(sample("message-received", { message: { id, text: "x".repeat(1_000_000) } }));
    assert.equal(
      (
        await receive(
          new Request("https://example.com/", {
            method: "POST",
            headers: { "content-type": "application/json" },
            body,
          }),
        )
      ).status,
      204,
    );
  };
  await send("first");
  const before = held();
  for (let count = 0; count < 40; count++) await send(`message-${count}`);
  const grown = held() - before;
  assert.ok(grown < 4 * MEBIBYTE, `${grown} bytes more`);
});

/** A log of so many lines of a kilobyte each, in pieces of 256 KB. */
async function* log(count) {
  const piece = Buffer.from(
    `${JSON.stringify(sample("message-received", { message: { text: "x".repeat(400) } }))}\n`.repeat(256),
  );
  for (let at = 0; at < count; at += 256) yield Buffer.from(piece);
}

test("an event keeps its line in memory, and not the piece it arrived in", {
  skip: globalThis.gc === undefined && "needs --expose-gc",
}, async () => {
  const kept = [];
  for await (const _ of lines(log(20_000)));
  const before = held();
  let bytes = 0;
  for await (const batch of lines(log(50_000))) {
    kept.push(batch.lines[0].report.events[0]);
    bytes += batch.lines.reduce((sum, { bytes }) => sum + bytes, 0);
  }
  const grown = held() - before;
  assert.ok(bytes > 30 * MEBIBYTE && kept.length > 100);
  assert.ok(grown < 2 * MEBIBYTE, `${grown} bytes more for ${kept.length} events`);
});

test("summarizing a log leaks no memory", {
  skip: globalThis.gc === undefined && "needs --expose-gc",
}, async () => {
  await summarize(log(1_000));
  const before = held();
  for (let time = 0; time < 5; time++) await summarize(log(50_000));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const grown = held() - before;
  assert.ok(grown < 4 * MEBIBYTE, `${grown} bytes more`);
});
