// A log summarized by several threads: the result is the same for all kinds of lines, and however reading ends.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { Readable } from "node:stream";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { createSummary, summarize } from "bandwidth-callbacks-logs";
import { sample } from "bandwidth-callbacks/samples";
import { inPieces } from "./logs.mjs";

const MEBIBYTE = 1 << 20;

/** The threads that began, each as a promise of its end. */
const begun = [];
process.on("worker", (worker) => begun.push(new Promise((resolve) => worker.once("exit", resolve))));
after(() => Promise.all(begun)); // none is left

/** How many threads began meanwhile, and what was made. */
async function during(work) {
  const before = begun.length;
  return { made: await work(), threads: begun.length - before };
}

/** A log of so many MiB: each message in three events, far apart as well, and some damage. */
function log(mebibytes) {
  const types = ["message-sent", "message-delivered", "message-failed"];
  const templates = types.map((type) => JSON.stringify(sample(type, { message: { id: "the-id" } })));
  const lines = [];
  for (let [size, number] = [0, 0]; size < mebibytes * MEBIBYTE; number++) {
    const line =
      number % 997 === 0
        ? `[{"broken ${number}"`
        : templates[number % 3].replace("the-id", `id-${(number * 7919) % (number % 2 === 0 ? 20_000 : 15_000)}`);
    lines.push(line);
    size += line.length + 1;
  }
  return lines;
}

const lines = log(24);
const text = lines.join("\n");
const whole = await summarize(text);

test("several threads give the same summary as one", async () => {
  assert.ok(whole.messages.duplicates > 10_000 && whole.messages.late > 1000 && whole.findings.length > 0);
  const bytes = new TextEncoder().encode(text);
  for (const [threads, source] of [
    [2, text],
    [2, bytes],
    [3, inPieces(bytes, [65_521])],
    [5, Readable.from(inPieces(bytes, [3 * MEBIBYTE]))],
  ]) {
    const { made, threads: others } = await during(() => summarize(source, { threads }));
    assert.deepEqual(made, whole);
    assert.ok(others > 0 && others < threads, `${others} of ${threads}`);
  }
  assert.ok(bytes.length > 0 && bytes[0] === 91, "the caller's bytes are the caller's");
});

test("lines longer than a block have the right positions", async () => {
  const long = (size) => `[${" ".repeat(size)}]`;
  const mixed = [
    ...lines.slice(0, 30_000),
    long(3 * MEBIBYTE),
    "\r",
    ...lines.slice(0, 9),
    long(MEBIBYTE - 2),
    long(17 * MEBIBYTE),
    long(MEBIBYTE),
    "[42]",
  ];
  for (const end of ["", "\n", "\r\n"]) {
    const { made, threads } = await during(() => summarize(mixed.join("\n") + end, { threads: 3 }));
    assert.deepEqual(made, await summarize(mixed.join("\n") + end));
    assert.ok(threads > 0);
  }
});

test("the options of a summary apply to each thread", async () => {
  const only = { types: ["message-failed"], codes: [4432] };
  assert.deepEqual(await summarize(text, { threads: 3, only }), await summarize(text, { only }));
  const { messages } = await summarize(text, { threads: 3, mostMessages: 500 });
  assert.ok(messages.oneIn > 1 && messages.kept <= 500 && Math.abs(messages.sent / whole.messages.sent - 1) < 0.2);
});

test("a log is added to an existing summary", async () => {
  const [summary, other] = [createSummary(), createSummary()];
  for (const [sum, threads] of [
    [summary, 2],
    [other, 1],
  ]) {
    await sum.addLog(text, { threads });
    await sum.addLog(text, { source: 1, threads });
  }
  assert.deepEqual(summary.report(), other.report());
});

test("a summary can be read and added to while it reads a log", async () => {
  const reports = [];
  for (const threads of [1, 2]) {
    const [summary, other] = [createSummary(), createSummary()];
    other.add(lines[1]);
    async function* source() {
      for await (const piece of inPieces(new TextEncoder().encode(text), [65_521])) {
        yield piece;
        summary.add("[]");
        summary.addAt("[42]", { source: 7, line: 1, offset: 0 });
        summary.text(["a.log", "b.log"]);
        summary.merge(other.toBytes());
      }
    }
    await summary.addLog(source(), { threads });
    reports.push(summary.report());
  }
  assert.deepEqual(reports[1], reports[0]);
});

test("no thread starts for a small log", async () => {
  const { threads } = await during(() => summarize(lines.slice(0, 2000).join("\n"), { threads: 4 }));
  assert.equal(threads, 0);
});

test("the readable part of a truncated log counts", async () => {
  const packed = gzipSync(text).subarray(0, -2000);
  const [one, several] = [createSummary(), createSummary()];
  await assert.rejects(one.addLog(packed), /truncated/);
  await assert.rejects(several.addLog(packed, { threads: 3 }), /truncated/);
  assert.deepEqual(several.report(), one.report());
  assert.ok(one.report().bodies > 10_000);
});

test("aborting keeps the lines that were read", async () => {
  const summary = createSummary();
  const stop = new AbortController();
  const bytes = new TextEncoder().encode(text);
  let given = 0;
  async function* source() {
    for await (const piece of inPieces(bytes, [MEBIBYTE])) {
      if (given === 20) stop.abort(new Error("enough"));
      given += 1;
      yield piece;
    }
  }
  await assert.rejects(summary.addLog(source(), { threads: 2, signal: stop.signal }), /enough/);
  const read = new TextDecoder().decode(bytes.subarray(0, summary.report().bytes + summary.report().bodies));
  assert.equal(summary.report().bodies, read.split("\n").length - 1);
  assert.ok(summary.report().bodies > 10_000 && given <= 22);
  await summary.addLog("[]\n"); // it goes on
});

/** A log that goes on until a thread has been ended from outside, and then for so many pieces. */
async function* untilOneEnds(more) {
  let left = Infinity;
  process.once("worker", (worker) => worker.once("message", () => worker.terminate().then(() => (left = more))));
  const bytes = new TextEncoder().encode(text);
  for (; left > 0; left -= 1) {
    yield bytes.subarray(0, MEBIBYTE);
    await new Promise(setImmediate);
  }
}

test("a thread that ends too soon is reported, and the summary is lost", async () => {
  const summary = createSummary();
  await assert.rejects(
    summary.addLog(untilOneEnds(1), { threads: 2 }),
    /^Error: the summary is lost: a thread has failed$/,
  );
  assert.throws(() => summary.report(), /the summary is lost: a thread has failed/);
});

test("a thread that failed is reported while the log is read", async () => {
  let isRead = false;
  async function* source() {
    yield* untilOneEnds(100);
    isRead = true;
  }
  await assert.rejects(summarize(source(), { threads: 2 }), /a thread has failed/);
  assert.equal(isRead, false);
});

test("mocked timers do not block", async (context) => {
  context.mock.timers.enable({ apis: ["setImmediate", "setTimeout", "setInterval"] });
  assert.deepEqual(await summarize(text, { threads: 2 }), whole);
});

test("a source that never answers blocks no one", () => {
  const program = `import { summarize } from "bandwidth-callbacks-logs";
    async function* source() { yield "[]".padEnd(999).concat("\\n").repeat(12_000); await new Promise(() => {}); }
    process.on("exit", () => console.log("end"));
    void summarize(source(), { threads: 3 });`;
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", program], {
    encoding: "utf8",
    timeout: 120_000,
  });
  assert.equal(said.trim(), "end");
});

test("if threads are forbidden, one thread does all the work", () => {
  const program = `import { summarize } from "bandwidth-callbacks-logs";
    const { bodies } = await summarize("[]".padEnd(999).concat("\\n").repeat(12_000), { threads: 4 });
    console.log(bodies, process.permission.has("worker"));`;
  const flag = process.allowedNodeEnvironmentFlags.has("--permission") ? "--permission" : "--experimental-permission";
  const said = execFileSync(process.execPath, [flag, "--allow-fs-read=*", "--input-type=module", "-e", program], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  assert.equal(said.trim(), "12000 false");
});

test("options may be inherited, as in a class", async () => {
  const log = lines.slice(0, 20_000).join("\n");
  const { findings } = await summarize(log, Object.create({ source: 3, threads: 2 }));
  assert.equal(findings[0].first.source, 3);
});

test("an invalid number of threads is a TypeError", async () => {
  for (const source of [-1, 1.5, "2", 1 << 20, () => 1]) {
    await assert.rejects(
      summarize("[]", { source, threads: 2 }),
      (error) => error instanceof TypeError && /`source` to be an integer from 0/.test(error.message),
    );
    assert.throws(() => createSummary().addAt("[]", { source, line: 1, offset: 0 }), TypeError);
  }
  for (const threads of [0, -1, 1.5, "2", null, Number.NaN]) {
    await assert.rejects(
      summarize("[]", { threads }),
      (error) => error instanceof TypeError && /`threads` to be an integer from 1/.test(error.message),
    );
  }
});
