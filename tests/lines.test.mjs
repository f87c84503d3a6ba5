// Logs: the lines are the same for any division into pieces; a truncated log is read as far as it goes.

import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import * as zlib from "node:zlib";
import { createSummary, LogError, lines, summarize } from "bandwidth-callbacks-logs";
import { sample } from "bandwidth-callbacks/samples";
import fc from "fast-check";
import { all, busyLog, inPieces, pairs, wanted } from "./logs.mjs";

const { gzipSync } = zlib;

const utf8 = new TextEncoder();
const MEBIBYTE = 1 << 20;

test("a log in pieces of any size has the same lines", async () => {
  const line = fc.constantFrom(
    "",
    "  ",
    "[]",
    "[42]",
    "no JSON",
    '[{"type":"é€😀"}]',
    JSON.stringify(sample("message-sent")),
    "\ufeff[]",
  );
  const end = fc.constantFrom("\n", "\r\n", "\n\n");
  const log = fc.array(fc.tuple(line, end)).map((parts) => parts.flat().join(""));
  await fc.assert(
    fc.asyncProperty(
      log,
      line,
      fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }),
      async (begin, last, sizes) => {
        const text = begin + last;
        const expected = wanted(text);
        for (const source of [text, inPieces(utf8.encode(text), sizes), inPieces(gzipSync(text), sizes)]) {
          assert.deepEqual((await all(source)).found, expected);
        }
        // The module splits by itself.
        const { bodies, bytes } = await summarize(inPieces(utf8.encode(text), sizes));
        assert.deepEqual([bodies, bytes], [expected.length, expected.reduce((sum, { bytes }) => sum + bytes, 0)]);
      },
    ),
    { numRuns: 60 },
  );
});

test("a log can be any source of bytes or text", async () => {
  const text = busyLog(40).join("\n").replaceAll("Message", "M\u{1F4E6}");
  const bytes = utf8.encode(text);
  const expected = wanted(text);
  async function* halves() {
    // A piece ends between the halves of a surrogate pair.
    for (let at = 0; at < text.length; at += 7) yield text.slice(at, at + 7);
  }
  const sources = {
    text,
    bytes,
    buffer: bytes.buffer,
    blob: new Blob([bytes]),
    stream: new Blob([bytes]).stream(),
    response: new Response(bytes).body,
    readable: Readable.from([bytes]),
    halves: halves(),
    "gzip, two members": Buffer.concat([gzipSync(text.slice(0, 5000)), gzipSync(text.slice(5000))]),
  };
  for (const [name, source] of Object.entries(sources))
    assert.deepEqual(await all(source), { found: expected, count: text.split("\n").length }, name);
});

test("batches have at most a thousand lines, and lines are counted", async () => {
  const sizes = [];
  let last;
  for await (const batch of lines(`${"[]\n".repeat(2500)}\n\n`)) {
    sizes.push(batch.lines.length);
    last = batch.count;
  }
  assert.deepEqual([Math.max(...sizes), sizes.reduce((sum, size) => sum + size, 0)], [1000, 2500]);
  assert.ok(last >= 2500);
});

test("a truncated or damaged log is read as far as it goes", async () => {
  const text = busyLog(900).join("\n");
  const packed = gzipSync(text);
  const cut = await all(packed.subarray(0, packed.length - 20));
  assert.match(cut.error.message, /^the log is truncated: unexpected end of gzip$/);
  assert.deepEqual(
    [cut.error instanceof LogError, cut.error.reason, cut.error.compression],
    [true, "truncated", "gzip"],
  );
  assert.ok(cut.found.length > text.split("\n").length - 100);
  const expected = wanted(text);
  assert.deepEqual(cut.found.slice(0, -1), expected.slice(0, cut.found.length - 1));
  const half = await all(packed.subarray(0, packed.length / 2));
  assert.ok(half.found.length > 100 && /truncated/.test(half.error.message));
  const damaged = await all(
    Buffer.concat([packed.subarray(0, 5000), Buffer.from("damage".repeat(20)), packed.subarray(5000)]),
  );
  assert.match(damaged.error.message, /^the log is (damaged|truncated): .*gzip/);
  // Everything before the damage is there, except for the block that is decompressed together with it.
  const long = busyLog(6000).join("\n");
  const longPacked = gzipSync(long);
  const at = 8192 * 4 + 4000;
  const before = zlib
    .gunzipSync(longPacked.subarray(0, 8192 * 4), { finishFlush: zlib.constants.Z_SYNC_FLUSH })
    .toString();
  const late = await all(
    Buffer.concat([longPacked.subarray(0, at), Buffer.alloc(300, "x"), longPacked.subarray(at + 300)]),
  );
  assert.ok(
    late.found.length >= before.split("\n").length && late.found.length < busyLog(6000).length,
    `${late.found.length}`,
  );
  assert.match(late.error.message, /^the log is damaged: invalid gzip data$/);
  const followed = await all(Buffer.concat([packed, Buffer.from("something else")]));
  assert.match(followed.error.message, /^the log is damaged: invalid gzip data/);
  const summary = createSummary();
  await assert.rejects(summary.addLog(packed.subarray(0, packed.length - 20)), /truncated/);
  assert.equal(summary.report().bodies, cut.found.length);
  async function* broken() {
    yield "[]\n[42";
    throw new Error("the network went away");
  }
  const { found, error } = await all(broken());
  assert.deepEqual([found.map(({ line }) => line), error.message], [[1, 2], "the network went away"]);
});

test("an abort signal ends reading, also while it waits", async () => {
  const waiting = new AbortController();
  let isClosed = false;
  const endless = new ReadableStream({
    start: (controller) => controller.enqueue(utf8.encode("[]\n[")),
    cancel: () => void (isClosed = true),
  });
  let found = 0;
  const read = async () => {
    for await (const batch of lines(endless, { signal: waiting.signal })) {
      found += batch.lines.length;
      setImmediate(() => waiting.abort(new Error("enough"))); // by then it waits for more
    }
  };
  await assert.rejects(read(), /enough/);
  assert.deepEqual([found, isClosed], [1, true]);
  await assert.rejects(summarize("[]", { signal: AbortSignal.abort(new Error("before")) }), /before/);
  const summary = createSummary();
  const stopped = new AbortController();
  async function* endlessly() {
    for (let piece = 0; ; piece++) {
      if (piece === 100) stopped.abort(new Error("stopped"));
      yield "[]\n[";
      yield "]\n";
    }
  }
  await assert.rejects(summary.addLog(endlessly(), { signal: stopped.signal }), /stopped/);
  assert.ok(summary.report().bodies >= 198);
});

test("stopping early releases the source, and nothing is read ahead", async () => {
  let [given, isClosed] = [0, false];
  async function* source() {
    try {
      for (; given < 50; given++) yield "[]\n[]\n";
    } finally {
      isClosed = true;
    }
  }
  for await (const _ of lines(source())) if (given === 3) break;
  assert.deepEqual([given, isClosed], [3, true]);
});

test("a line of 40 MB is reported as too large, and little of it is kept", async () => {
  const piece = new Uint8Array(64 << 10).fill(0x78);
  async function* source() {
    yield utf8.encode("[]\n");
    for (let at = 0; at < 640; at++) yield piece;
    yield utf8.encode("\n[42]\n");
  }
  const before = process.memoryUsage().rss;
  const { found } = await all(source());
  const grown = process.memoryUsage().rss - before;
  assert.deepEqual(
    found.map(({ line, offset, bytes }) => [line, offset, bytes]),
    [
      [1, 0, 2],
      [2, 3, 640 * 65536],
      [3, 4 + 640 * 65536, 4],
    ],
  );
  assert.deepEqual(
    found[1].report.diagnostics.map(({ rule }) => rule),
    ["body-too-large"],
  );
  assert.ok(grown < 120 * MEBIBYTE, `${grown} bytes more`);
  const { bodies, findings } = await summarize(source());
  assert.deepEqual(
    [bodies, pairs(findings, "rule", "count")],
    [3, { "body-too-large": 1, "empty-list": 1, "not-an-event": 1 }],
  );
  const short = await all("[]\n[42]\n", { maxBytes: 3 });
  assert.deepEqual(
    short.found.map(({ report }) => report.diagnostics[0].rule),
    ["empty-list", "body-too-large"],
  );
});

test("a line that is not a plain body is recovered with `recover`", async () => {
  const event = sample("message-delivered");
  const log = [
    JSON.stringify(event),
    `2026-07-14T09:12:07Z INFO body=${JSON.stringify(event)}`,
    JSON.stringify({ Records: [{ body: JSON.stringify(event) }] }),
    "nothing of that kind",
  ].join("\n");
  const plain = await all(log);
  assert.deepEqual(
    plain.found.map(({ report }) => report.events.length),
    [1, 0, 0, 0],
  );
  const { found } = await all(log, { recover: true });
  assert.deepEqual(
    found.map(({ report }) => [report.events.length, "repairs" in report]),
    [
      [1, false],
      [1, true],
      [1, true],
      [0, true],
    ],
  );
  assert.deepEqual([(await summarize(log)).events, (await summarize(log, { recover: true })).events], [1, 3]);
});

test("progress is reported in bytes of the source", async () => {
  const packed = gzipSync(busyLog(300).join("\n"));
  const reported = [];
  await summarize(packed, { onProgress: (bytes) => reported.push(bytes) });
  assert.equal(reported.at(-1), packed.length);
});

test("misuse is a TypeError that says what was expected", async () => {
  const wrong = (call, message) =>
    assert.throws(call, (error) => error instanceof TypeError && message.test(error.message));
  for (const source of [undefined, null, 5, {}, []]) wrong(() => lines(source), /expected a stream, an async iterable/);
  wrong(() => lines("[]", null), /options to be an object/);
  wrong(() => lines("[]", { maxBytes: 0 }), /`maxBytes`/);
  wrong(() => lines("[]", { decompress: true }), /`decompress` to be a function/);
  wrong(() => createSummary({ mostMessages: -1 }), /`mostMessages`/);
  for (const only of [null, "message-failed", 5])
    wrong(() => createSummary({ only }), /expected option `only` to be an object/);
  for (const types of [null, "message-failed", new Set()])
    wrong(() => createSummary({ only: { types } }), /expected `types` of `only` to be an array/);
  wrong(() => createSummary({ only: { codes: 4720 } }), /expected `codes` of `only` to be an array/);
  for (const signal of [null, {}, "stop", new AbortController()])
    wrong(() => lines("[]", { signal }), /expected option `signal` to be an AbortSignal/);
  wrong(() => createSummary().add({}), /found a parsed value/);
  wrong(() => createSummary().merge(Uint8Array.of(1, 2, 3)), /bytes from `toBytes`/);
  await assert.rejects(summarize(undefined), TypeError);
  await assert.rejects(summarize(Readable.from([5])), /bytes or strings/);
  const summary = createSummary();
  const first = summary.addLog("[]\n");
  await assert.rejects(summary.addLog("[]"), /one log at a time/);
  await first;
  assert.equal(summary.report().bodies, 1);
});
