// Compressed logs: members, frames, damage, and formats that the host does not decompress.

import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as zlib from "node:zlib";
import { LogError, lines } from "bandwidth-callbacks-logs";
import { all, busyLog, inPieces, wanted } from "./logs.mjs";

const { gzipSync, createZstdCompress, zstdCompressSync } = zlib; // zstd: from Node 22.15 on

const utf8 = new TextEncoder();
const MEBIBYTE = 1 << 20;

test("bytes after gzip lose nothing before them", async () => {
  const packed = gzipSync("[42]\n".repeat(12));
  const after = async (...parts) => {
    const { found, error } = await all(Buffer.concat(parts.map((part) => Buffer.from(part))));
    return [found.length, error?.message];
  };
  const damaged = "the log is damaged: invalid gzip data";
  for (const junk of ["j", "junk", "\x1f", "junk".repeat(5000), "\0junk"])
    assert.deepEqual(await after(packed, junk), [
      12,
      junk === "\x1f" ? "the log is truncated: unexpected end of gzip" : damaged,
    ]);
  for (const zeros of [1, 10_000]) {
    assert.deepEqual(await after(packed, Buffer.alloc(zeros)), [12, undefined]);
    assert.deepEqual(await after(packed, Buffer.alloc(zeros), packed), [24, undefined]);
  }
  for (let length = 2; length < packed.length; length++)
    assert.match((await after(packed, packed.subarray(0, length)))[1], /truncated/);
  for (const [at, name] of [
    [packed.length - 8, "the checksum"],
    [packed.length - 4, "the length"],
    [2, "the method"],
    [3, "reserved flags"],
  ]) {
    const changed = Buffer.from(packed);
    changed[at] ^= 0xe0;
    assert.equal((await after(changed))[1], damaged, name);
  }
});

test("all optional fields of a gzip header are skipped", async () => {
  const content = gzipSync("[42]\n").subarray(10);
  const header = (flags, ...fields) =>
    Buffer.concat([Buffer.from([0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3]), ...fields, content]);
  const [extra, name, comment, checksum] = [
    Buffer.from([3, 0, 0, 1, 2]),
    Buffer.from("day.log\0"),
    Buffer.from("comment\0"),
    Buffer.alloc(2),
  ];
  const members = [
    header(0),
    header(1),
    header(4, extra),
    header(8, name),
    header(16, comment),
    header(2, checksum),
    header(31, extra, name, comment, checksum),
  ];
  for (const size of [1, 7, 1000]) {
    const { found, error } = await all(inPieces(Buffer.concat(members), [size]));
    assert.deepEqual([found.length, error], [members.length, undefined]);
  }
});

test("a skippable zstd frame of any of the 16 kinds may come first", async () => {
  const decompress = async function* () {
    yield "[42]\n";
  };
  for (let kind = 0x4f; kind <= 0x60; kind++) {
    const { found } = await all(Uint8Array.of(kind, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 9), { decompress });
    assert.equal(found[0].report.events.length + found[0].report.rejected.length, kind >> 4 === 5 ? 1 : 0, `${kind}`);
  }
});

test("a little compressed data does not take much memory at once", {
  skip: zstdCompressSync === undefined && "zstd needs Node 22.15 or newer",
}, async () => {
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

test("several zstd frames are read one after another", {
  skip: zstdCompressSync === undefined && "zstd needs Node 22.15 or newer",
}, async () => {
  const text = busyLog(1500).join("\n");
  const expected = wanted(text);
  const frames = (...ends) =>
    [0, ...ends].map((start, at) => zstdCompressSync(Buffer.from(text).subarray(start, ends[at])));
  for (const ends of [
    [1],
    [40],
    [5000],
    [text.length - 3],
    [1, 2, 3, 40, 5000, 70_000],
    Array.from({ length: 500 }, (_, at) => at * 20),
  ]) {
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
  assert.deepEqual([followed.found, followed.error.message], [expected, "the log is damaged: invalid zstd data"]);
  const cut = await all(Buffer.concat([one, two.subarray(0, -5)]));
  assert.match(cut.error.message, /^the log is truncated: unexpected end of zstd/);
  assert.ok(cut.found.length > 5 && cut.found.length < expected.length);
  // Wherever it is cut: in a head, a block, a checksum, or a frame without text.
  for (const whole of [
    one,
    zstdCompressSync(Buffer.from("[]\n".repeat(500)), { params: { [zlib.constants.ZSTD_c_checksumFlag]: 1 } }),
    skipped,
  ]) {
    for (let length = 4; length < whole.length; length += length < 40 || length > whole.length - 20 ? 1 : 101) {
      for (const before of [Buffer.alloc(0), two]) {
        const { error } = await all(Buffer.concat([before, whole.subarray(0, length)]));
        assert.equal(error?.message, "the log is truncated: unexpected end of zstd", `${length} of ${whole.length}`);
      }
    }
  }
});

test("a format that the host cannot decompress is decompressed by the caller, or reported", async () => {
  if (zstdCompressSync !== undefined) {
    const frame = zstdCompressSync(Buffer.from("[]\n".repeat(500)));
    assert.equal((await all(frame)).found.length, 500);
  }
  // `[]` as a frame, of which no host here needs more than the head.
  const zstd = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 4, 0, 17, 0, 0, 91, 93, 37, 186, 150, 79);
  if (createZstdCompress === undefined)
    assert.match(
      (await all(zstd)).error.message,
      /cannot decompress zstd; .* `decompress`; Node 22\.15 and later decompress it/,
    );
  const asked = [];
  const decompress = async function* (packed, compression) {
    let size = 0;
    for await (const piece of packed) size += piece.length;
    asked.push(compression, size);
    yield "[]\n[42]\n";
  };
  const { found } = await all(zstd, { decompress: (...words) => decompress(...words) });
  assert.deepEqual([found.length, asked], [2, ["zstd", zstd.length]]);
});

test("a format that no host decompresses is reported, not read as text", async () => {
  const magic = {
    xz: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0],
    bzip2: [0x42, 0x5a, 0x68],
    lz4: [4, 0x22, 0x4d, 0x18],
    zip: [0x50, 0x4b, 3, 4],
  };
  for (const [compression, begin] of Object.entries(magic)) {
    const log = Uint8Array.from([...begin, ...utf8.encode("\n[]\n")]);
    for (const source of [log, inPieces(log, [1])]) {
      const { found, error } = await all(source);
      assert.deepEqual(
        [found, error instanceof LogError, error.reason, error.compression],
        [[], true, "unsupported", compression],
      );
    }
    const { found } = await all(log, {
      decompress: async function* (packed, named) {
        for await (const _ of packed);
        assert.equal(named, compression);
        yield "[]\n[42]\n";
      },
    });
    assert.equal(found.length, 2);
    // What only begins so is text.
    for (let end = 1; end < begin.length; end++) assert.equal((await all(log.subarray(0, end))).found.length, 1);
  }
});
