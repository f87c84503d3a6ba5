// Logs: whatever the pieces in which one comes, its lines are the same; one that is cut off is given as far as it goes.

import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as zlib from "node:zlib";
import { createSummary, LogError, lines, summarize } from "bandwidth-callbacks/lines";
import { sample } from "bandwidth-callbacks/samples";
import fc from "fast-check";
import { all, busyLog, inPieces, pairs, wanted } from "./logs.mjs";

const { gzipSync, createZstdCompress, zstdCompressSync } = zlib; // zstd: from Node 22.15 on

const utf8 = new TextEncoder();
const MEBIBYTE = 1 << 20;

test("a log in pieces of any size has the same lines", async () => {
  const line = fc.constantFrom("", "  ", "[]", "[42]", "no JSON", '[{"type":"é€😀"}]', JSON.stringify(sample("message-sent")), "\ufeff[]");
  const end = fc.constantFrom("\n", "\r\n", "\n\n");
  const log = fc.array(fc.tuple(line, end)).map((parts) => parts.flat().join(""));
  await fc.assert(
    fc.asyncProperty(log, line, fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }), async (begin, last, sizes) => {
      const text = begin + last;
      const expected = wanted(text);
      for (const source of [text, inPieces(utf8.encode(text), sizes), inPieces(gzipSync(text), sizes)]) {
        assert.deepEqual((await all(source)).found, expected);
      }
      // The module splits by itself.
      const { bodies, bytes } = await summarize(inPieces(utf8.encode(text), sizes));
      assert.deepEqual([bodies, bytes], [expected.length, expected.reduce((sum, { bytes }) => sum + bytes, 0)]);
    }),
    { numRuns: 60 },
  );
});

test("a log may come from anything that gives bytes or text", async () => {
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
  for (const [name, source] of Object.entries(sources)) assert.deepEqual(await all(source), { found: expected, count: text.split("\n").length }, name);
});

test("batches are of a thousand lines at most, and lines are counted", async () => {
  const sizes = [];
  let last;
  for await (const batch of lines("[]\n".repeat(2500) + "\n\n")) {
    sizes.push(batch.lines.length);
    last = batch.count;
  }
  assert.deepEqual([Math.max(...sizes), sizes.reduce((sum, size) => sum + size, 0)], [1000, 2500]);
  assert.ok(last >= 2500);
});

test("a log that is cut off or damaged is given as far as it goes", async () => {
  const text = busyLog(900).join("\n");
  const packed = gzipSync(text);
  const cut = await all(packed.subarray(0, packed.length - 20));
  assert.match(cut.error.message, /^the log is cut off: its gzip ends too soon$/);
  assert.deepEqual([cut.error instanceof LogError, cut.error.reason, cut.error.packing], [true, "cut-off", "gzip"]);
  assert.ok(cut.found.length > text.split("\n").length - 100);
  const expected = wanted(text);
  assert.deepEqual(cut.found.slice(0, -1), expected.slice(0, cut.found.length - 1));
  const half = await all(packed.subarray(0, packed.length / 2));
  assert.ok(half.found.length > 100 && /cut off/.test(half.error.message));
  const damaged = await all(Buffer.concat([packed.subarray(0, 5000), Buffer.from("damage".repeat(20)), packed.subarray(5000)]));
  assert.match(damaged.error.message, /^the log is (damaged|cut off): its gzip/);
  // What came before the damage is there, but for what is unpacked together with it.
  const long = busyLog(6000).join("\n");
  const longPacked = gzipSync(long);
  const at = 8192 * 4 + 4000;
  const before = zlib.gunzipSync(longPacked.subarray(0, 8192 * 4), { finishFlush: zlib.constants.Z_SYNC_FLUSH }).toString();
  const late = await all(Buffer.concat([longPacked.subarray(0, at), Buffer.alloc(300, "x"), longPacked.subarray(at + 300)]));
  assert.ok(late.found.length >= before.split("\n").length && late.found.length < busyLog(6000).length, `${late.found.length}`);
  assert.match(late.error.message, /^the log is damaged: its gzip cannot be unpacked$/);
  const followed = await all(Buffer.concat([packed, Buffer.from("something else")]));
  assert.match(followed.error.message, /^the log is damaged: its gzip/);
  const summary = createSummary();
  await assert.rejects(summary.addLog(packed.subarray(0, packed.length - 20)), /cut off/);
  assert.equal(summary.report().bodies, cut.found.length);
  async function* broken() {
    yield "[]\n[42";
    throw new Error("the network went away");
  }
  const { found, error } = await all(broken());
  assert.deepEqual([found.map(({ line }) => line), error.message], [[1, 2], "the network went away"]);
});

test("what follows gzip takes none of it along", async () => {
  const packed = gzipSync("[42]\n".repeat(12));
  const after = async (...parts) => {
    const { found, error } = await all(Buffer.concat(parts.map((part) => Buffer.from(part))));
    return [found.length, error?.message];
  };
  const damaged = "the log is damaged: its gzip cannot be unpacked";
  for (const junk of ["j", "junk", "\x1f", "junk".repeat(5000), "\0junk"]) assert.deepEqual(await after(packed, junk), [12, junk === "\x1f" ? "the log is cut off: its gzip ends too soon" : damaged]);
  for (const zeros of [1, 10_000]) {
    assert.deepEqual(await after(packed, Buffer.alloc(zeros)), [12, undefined]);
    assert.deepEqual(await after(packed, Buffer.alloc(zeros), packed), [24, undefined]);
  }
  for (let length = 2; length < packed.length; length++) assert.match((await after(packed, packed.subarray(0, length)))[1], /cut off/);
  for (const [at, name] of [[packed.length - 8, "the checksum"], [packed.length - 4, "the length"], [2, "the method"], [3, "reserved flags"]]) {
    const changed = Buffer.from(packed);
    changed[at] ^= 0xe0;
    assert.equal((await after(changed))[1], damaged, name);
  }
});

test("all that the header of a gzip member may have is passed over", async () => {
  const content = gzipSync("[42]\n").subarray(10);
  const header = (flags, ...fields) => Buffer.concat([Buffer.from([0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3]), ...fields, content]);
  const [extra, name, comment, checksum] = [Buffer.from([3, 0, 0, 1, 2]), Buffer.from("day.log\0"), Buffer.from("comment\0"), Buffer.alloc(2)];
  const members = [header(0), header(1), header(4, extra), header(8, name), header(16, comment), header(2, checksum), header(31, extra, name, comment, checksum)];
  for (const size of [1, 7, 1000]) {
    const { found, error } = await all(inPieces(Buffer.concat(members), [size]));
    assert.deepEqual([found.length, error], [members.length, undefined]);
  }
});

test("a frame of zstd without text may come first, whichever of its 16 kinds it is", async () => {
  const decompress = async function* () {
    yield "[42]\n";
  };
  for (let kind = 0x4f; kind <= 0x60; kind++) {
    const { found } = await all(Uint8Array.of(kind, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 9), { decompress });
    assert.equal(found[0].report.events.length + found[0].report.rejected.length, kind >> 4 === 5 ? 1 : 0, `${kind}`);
  }
});

test("a little compressed data does not take much memory at once", { skip: zstdCompressSync === undefined && "zstd needs Node 22.15 or newer" }, async () => {
  const line = Buffer.from(`${"x".repeat(1 << 20)}\n`);
  const packed = zstdCompressSync(Buffer.alloc(256 * line.length, line));
  assert.ok(packed.length < 1 << 17);
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  let [count, most] = [0, 0];
  for await (const { lines: batch } of lines(packed)) {
    count += batch.length;
    collect();
    most = Math.max(most, process.memoryUsage().arrayBuffers);
  }
  assert.equal(count, 256);
  assert.ok(most < 60 * MEBIBYTE, `${most}`);
});

test("several zstd frames are read one after another", { skip: zstdCompressSync === undefined && "zstd needs Node 22.15 or newer" }, async () => {
  const text = busyLog(1500).join("\n");
  const expected = wanted(text);
  const frames = (...ends) => [0, ...ends].map((start, at) => zstdCompressSync(Buffer.from(text).subarray(start, ends[at])));
  for (const ends of [[1], [40], [5000], [text.length - 3], [1, 2, 3, 40, 5000, 70_000], Array.from({ length: 500 }, (_, at) => at * 20)]) {
    const parts = frames(...ends);
    const whole = Buffer.concat(parts);
    for (const size of [whole.length, 8192, 1000, 7]) {
      if (size === 7 && ends.length > 10) continue;
      const { found, error } = await all(inPieces(whole, [size]));
      assert.deepEqual([found, error], [expected, undefined], `${ends.length} ${size}`);
    }
    // A border of frames is one of pieces.
    assert.deepEqual((await all(Readable.from(parts))).found, expected);
  }
  // Frames that hold no text: a reader passes over them.
  const skipped = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 2]);
  const [one, two] = frames(5000);
  assert.deepEqual((await all(Buffer.concat([skipped, one, skipped, two, skipped]))).found, expected);
  const followed = await all(Buffer.concat([one, two, Buffer.from("something else")]));
  assert.deepEqual([followed.found, followed.error.message], [expected, "the log is damaged: its zstd cannot be unpacked"]);
  const cut = await all(Buffer.concat([one, two.subarray(0, -5)]));
  assert.match(cut.error.message, /^the log is cut off: its zstd ends too soon/);
  assert.ok(cut.found.length > 5 && cut.found.length < expected.length);
  // Wherever it is cut: in a head, a block, a checksum, or a frame without text.
  for (const whole of [one, zstdCompressSync(Buffer.from("[]\n".repeat(500)), { params: { [zlib.constants.ZSTD_c_checksumFlag]: 1 } }), skipped]) {
    for (let length = 4; length < whole.length; length += length < 40 || length > whole.length - 20 ? 1 : 101) {
      for (const before of [Buffer.alloc(0), two]) {
        const { error } = await all(Buffer.concat([before, whole.subarray(0, length)]));
        assert.equal(error?.message, "the log is cut off: its zstd ends too soon", `${length} of ${whole.length}`);
      }
    }
  }
});

test("what the host cannot unpack is unpacked by the caller, or told of", async () => {
  if (zstdCompressSync !== undefined) {
    const frame = zstdCompressSync(Buffer.from("[]\n".repeat(500)));
    assert.equal((await all(frame)).found.length, 500);
  }
  const zstd = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 4, 0, 17, 0, 0, 91, 93, 37, 186, 150, 79); // `[]` as a frame, of which no host here needs more than the head
  if (createZstdCompress === undefined) assert.match((await all(zstd)).error.message, /does not unpack zstd; .* `decompress`; Node does from 22\.15 on/);
  const asked = [];
  const decompress = async function* (packed, packing) {
    let size = 0;
    for await (const piece of packed) size += piece.length;
    asked.push(packing, size);
    yield "[]\n[42]\n";
  };
  const { found } = await all(zstd, { decompress: (...words) => decompress(...words) });
  assert.deepEqual([found.length, asked], [2, ["zstd", zstd.length]]);
});

test("a log in a format that no host decompresses is named, not read as text", async () => {
  const magic = { xz: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], bzip2: [0x42, 0x5a, 0x68], lz4: [4, 0x22, 0x4d, 0x18], zip: [0x50, 0x4b, 3, 4] };
  for (const [packing, begin] of Object.entries(magic)) {
    const log = Uint8Array.from([...begin, ...utf8.encode("\n[]\n")]);
    for (const source of [log, inPieces(log, [1])]) {
      const { found, error } = await all(source);
      assert.deepEqual([found, error instanceof LogError, error.reason, error.packing], [[], true, "unsupported", packing]);
    }
    const { found } = await all(log, { decompress: async function* (packed, named) {
      for await (const _ of packed);
      assert.equal(named, packing);
      yield "[]\n[42]\n";
    } });
    assert.equal(found.length, 2);
    // What only begins so is text.
    for (let end = 1; end < begin.length; end++) assert.equal((await all(log.subarray(0, end))).found.length, 1);
  }
});

test("an abortion ends the reading, also while it waits", async () => {
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

test("who stops reading lets the source go, and nothing is read ahead", async () => {
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

test("a line of 40 MB is a line that is too large, and little of it is kept", async () => {
  const piece = new Uint8Array(64 << 10).fill(0x78);
  async function* source() {
    yield utf8.encode("[]\n");
    for (let at = 0; at < 640; at++) yield piece;
    yield utf8.encode("\n[42]\n");
  }
  const before = process.memoryUsage().rss;
  const { found } = await all(source());
  const grown = process.memoryUsage().rss - before;
  assert.deepEqual(found.map(({ line, offset, bytes }) => [line, offset, bytes]), [[1, 0, 2], [2, 3, 640 * 65536], [3, 4 + 640 * 65536, 4]]);
  assert.deepEqual(found[1].report.diagnostics.map(({ rule }) => rule), ["body-too-large"]);
  assert.ok(grown < 120 * MEBIBYTE, `${grown} bytes more`);
  const { bodies, findings } = await summarize(source());
  assert.deepEqual([bodies, pairs(findings, "rule", "count")], [3, { "body-too-large": 1, "empty-list": 1, "not-an-event": 1 }]);
  const short = await all("[]\n[42]\n", { maxBytes: 3 });
  assert.deepEqual(short.found.map(({ report }) => report.diagnostics[0].rule), ["empty-list", "body-too-large"]);
});

test("a line in a log's own words is recovered where that is asked for", async () => {
  const event = sample("message-delivered");
  const log = [
    JSON.stringify(event),
    `2026-07-14T09:12:07Z INFO body=${JSON.stringify(event)}`,
    JSON.stringify({ Records: [{ body: JSON.stringify(event) }] }),
    "nothing of that kind",
  ].join("\n");
  const plain = await all(log);
  assert.deepEqual(plain.found.map(({ report }) => report.events.length), [1, 0, 0, 0]);
  const { found } = await all(log, { recover: true });
  assert.deepEqual(found.map(({ report }) => [report.events.length, "repairs" in report]), [[1, false], [1, true], [1, true], [0, true]]);
  assert.deepEqual([(await summarize(log)).events, (await summarize(log, { recover: true })).events], [1, 3]);
});

test("progress is told in bytes of the source", async () => {
  const packed = gzipSync(busyLog(300).join("\n"));
  const told = [];
  await summarize(packed, { onProgress: (bytes) => told.push(bytes) });
  assert.equal(told.at(-1), packed.length);
});

test("misuse is a TypeError that says what was expected", async () => {
  const wrong = (call, message) => assert.throws(call, (error) => error instanceof TypeError && message.test(error.message));
  for (const source of [undefined, null, 5, {}, []]) wrong(() => lines(source), /expected a stream, an async iterable/);
  wrong(() => lines("[]", null), /options to be an object/);
  wrong(() => lines("[]", { maxBytes: 0 }), /`maxBytes`/);
  wrong(() => lines("[]", { decompress: true }), /`decompress` to be a function/);
  wrong(() => createSummary({ mostMessages: -1 }), /`mostMessages`/);
  for (const only of [null, "message-failed", 5]) wrong(() => createSummary({ only }), /expected option `only` to be an object/);
  for (const types of [null, "message-failed", new Set()]) wrong(() => createSummary({ only: { types } }), /expected `types` of `only` to be an array/);
  wrong(() => createSummary({ only: { codes: 4720 } }), /expected `codes` of `only` to be an array/);
  for (const signal of [null, {}, "stop", new AbortController()]) wrong(() => lines("[]", { signal }), /expected option `signal` to be an AbortSignal/);
  wrong(() => createSummary().add({}), /found a parsed value/);
  wrong(() => createSummary().merge(Uint8Array.of(1, 2, 3)), /what `toBytes`/);
  await assert.rejects(summarize(undefined), TypeError);
  await assert.rejects(summarize(Readable.from([5])), /bytes or text/);
  const summary = createSummary();
  const first = summary.addLog("[]\n");
  await assert.rejects(summary.addLog("[]"), /one log at a time/);
  await first;
  assert.equal(summary.report().bodies, 1);
});
