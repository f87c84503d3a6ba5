// `replay` resends the callbacks of logs unchanged.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import * as zlib from "node:zlib";
import { sample } from "bandwidth-callbacks/samples";
import { at as place } from "../scripts/run.mjs";
import { basic, bundled, challenging, cli, endpoint, holds, run, start } from "./desk.mjs";
import { send } from "./receiving.mjs";

const folder = mkdtempSync(join(tmpdir(), "bandwidth-callbacks-"));
after(() => rmSync(folder, { recursive: true }));
const file = (name, content) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const body = (type, overrides) => JSON.stringify(sample(type, overrides));
const at = (second, id) => ({ time: `2026-07-14T09:12:0${second}.000Z`, message: { id } });
const day = [
  body("message-sent", at(0, "a")),
  "",
  body("message-failed", { ...at(1, "b"), errorCode: 4720 }),
  ` [ {"type": "message-snoozed", "n": 1.0, "e": "\u2028"} ] \r`,
  body("message-delivered", at(2, "c")),
].join("\n");
const hourly = (hour) => ({ time: `2026-07-14T0${hour}:00:00.000Z`, message: { id: `hour ${hour}` } });
const log = file("day.jsonl", day);
const sent = ({ got }) => got.map((one) => one.body);

test("each body is sent unchanged, in order, with credentials after the challenge", async () => {
  const to = await endpoint(challenging("a:b"));
  const { code, err } = await run(["replay", log, "--to", to.url, "--credentials", "a:b"]);
  assert.equal(code, 0);
  assert.match(err, /^bandwidth-callbacks: 4 of 4 callbacks accepted/);
  const known = to.got.filter(({ headers }) => headers.authorization === basic("a:b"));
  assert.deepEqual(
    sent({ got: known }),
    day
      .split("\n")
      .map((line) => line.replace(/\r$/, ""))
      .filter(Boolean),
  );
});

test("gzip, zstd, patterns and standard input", async () => {
  const to = await endpoint();
  file("packed-1.jsonl.gz", zlib.gzipSync(day));
  const names = ["packed-1.jsonl.gz"];
  if (zlib.zstdCompressSync !== undefined) names.push(file("packed-2.jsonl.zst", zlib.zstdCompressSync(day)));
  assert.equal((await run(["replay", join(folder, "packed-*"), "--to", to.url])).code, 0);
  assert.equal(to.got.length, 4 * names.length);
  assert.equal((await run(["replay", "-", "--to", to.url], { input: day })).code, 0);
  assert.equal(to.got.length, 4 * names.length + 4);
});

test("only the selected events, as in logs", async () => {
  for (const [only, ids] of [
    [["--type", "message-sent"], ["a"]],
    [["--code", "4720"], ["b"]],
    [
      ["--since", "2026-07-14T09:12:01Z"],
      ["b", "c"],
    ],
    [["--until", "2026-07-14T09:12:01Z"], ["a"]],
  ]) {
    const to = await endpoint();
    assert.equal((await run(["replay", log, "--to", to.url, ...only])).code, 0);
    assert.deepEqual(
      sent(to).map((text) => JSON.parse(text)[0].message.id),
      ids,
    );
  }
  const to = await endpoint();
  const { code, err } = await run(["replay", log, "--to", to.url, "--code", "4432"]);
  assert.deepEqual([code, to.got.length], [1, 0]);
  assert.equal(err, "bandwidth-callbacks: no callback is one of those that were selected\n");
});

test("at the original pace, at a multiple of it, or as fast as the target answers", async (context) => {
  const contents = 'export { replay } from "./replay.js";';
  const { replay } = await bundled("replay", contents, place("packages/cli/src"));
  for (const to of [process.stdout, process.stderr]) {
    const write = to.write.bind(to);
    const isOfCommand = (text) => /^(204 |bandwidth-callbacks: )/.test(text);
    context.mock.method(to, "write", (text, ...rest) => isOfCommand(text) || write(text, ...rest));
  }
  const hour = 3_600_000;
  const hours = file("hours.jsonl", [0, 1, 2].map((hour) => body("message-sent", hourly(hour))).join("\n"));
  for (const [name, options, waits] of [
    [hours, {}, []],
    [hours, { pace: true }, [hour, hour]],
    [hours, { speed: 60 }, [hour / 60, hour / 60]],
    [log, { speed: 0.5 }, [2000, 2000]],
  ]) {
    // Its time passes only while something waits for it.
    const clock = { time: 0, waits: [], now: () => clock.time };
    clock.sleep = async (milliseconds) => void (clock.waits.push(milliseconds), (clock.time += milliseconds));
    const to = await endpoint();
    assert.equal(await replay([name], { retries: 0, ...options, to: to.url }, clock), 0);
    assert.deepEqual([clock.waits, to.got.length >= 3], [waits, true], JSON.stringify(options));
  }
  context.mock.restoreAll();
  // At a pace, no answer is waited for.
  let release;
  const isLast = new Promise((resolve) => (release = resolve));
  const held = await endpoint((_, count) => (count === 3 ? release() : undefined, isLast.then(() => 204)));
  assert.equal((await run(["replay", hours, "--speed", "999999", "--to", held.url])).code, 0);
  // Without one, each answer is.
  let [now, most] = [0, 0];
  const slow = await endpoint((_, __, response) => {
    most = Math.max(most, ++now);
    setTimeout(() => (now--, response.writeHead(204).end()), 20);
  });
  assert.equal((await run(["replay", hours, "--to", slow.url])).code, 0);
  assert.deepEqual([slow.got.length, most], [3, 1]);
});

test("what listen saves is replayed as received, broken bodies too", async () => {
  const saved = join(folder, "saved.jsonl");
  const listener = start(["listen", "--port", "0", "--page-port", "0", "--save", saved]);
  await holds(() => /Ctrl\+C/.test(listener.out));
  const [url] = /http:\S+\/callbacks/.exec(listener.out);
  const headers = { "content-type": "application/json" };
  const bodies = [body("message-failed"), '{"cut": "é\n', "[]"];
  for (const one of bodies) await send(url, { body: one, headers });
  listener.child.kill("SIGINT");
  await listener.ended;
  const to = await endpoint();
  assert.equal((await run(["replay", saved, "--to", to.url])).code, 0);
  assert.deepEqual(sent(to), bodies);
});

test("lines without a callback are counted; --recover repairs them", async () => {
  const text = [`INFO body=${body("message-sent")}`, "GET / 200", body("message-read")].join("\n");
  const odd = file("app.log", text);
  const to = await endpoint();
  const plain = await run(["replay", odd, "--to", to.url]);
  assert.deepEqual([plain.code, sent(to)], [0, [body("message-read")]]);
  assert.match(plain.err, /2 lines hold no callback; --recover repairs them first\n$/);
  const recovered = await run(["replay", odd, "--to", to.url, "--recover"]);
  assert.equal(recovered.code, 0);
  assert.deepEqual(
    sent(to)
      .slice(1)
      .map((one) => JSON.parse(one)[0].type),
    ["message-sent", "message-read"],
  );
  assert.match(recovered.err, /1 line holds no callback\n$/);
});

test("a file without callbacks has one line, and a single callback is listed", async () => {
  const to = await endpoint();
  for (const [text, words] of [
    ["# Notes\n\nnone", "2 lines hold no callback; --recover repairs them first"],
    ["", "there is no callback to send"],
  ]) {
    const { code, out, err } = await run(["replay", "-", "--to", to.url], { input: text });
    assert.deepEqual([code, out, err], [1, "", `bandwidth-callbacks: ${words}\n`]);
  }
  const one = await run(["replay", "-", "--to", to.url], { input: body("message-read") });
  assert.deepEqual([one.code, one.err], [0, ""]);
  assert.match(one.out, /^204 ✓ +\d+ ms {2}message-read {2}…00 → …42\n$/);
});

test("a target that fails is retried, and reported", async () => {
  const to = await endpoint((_, count) => (count % 2 === 1 ? 503 : 204));
  const retried = await run(["replay", log, "--to", to.url, "--retries", "1", "--schedule", "10ms", "--json"]);
  assert.equal(retried.code, 0);
  assert.equal(retried.out.trimEnd().split("\n").length, 8);
  const down = await endpoint(() => 500);
  const { code, out, err } = await run(["replay", log, "--to", down.url]);
  assert.equal(code, 1);
  assert.match(out, /^500 .*the endpoint answered 500$/m);
  assert.match(err, /0 of 4 callbacks accepted, 4 not accepted/);
  assert.doesNotMatch(out + err, /\+1555/);
});

test("a file that is not a log, and one that was not read to its end", async () => {
  const to = await endpoint();
  for (const [args, words] of [
    [[], /replay takes files/],
    [[log], /--to with the URL/],
    [[join(folder, "none"), "--to", to.url], /no such file/],
    [[folder, "--to", to.url], /is a directory/],
    [[file("binary", Buffer.from([0, 1, 2])), "--to", to.url], /is a binary file/],
    [
      [file("pretty.json", JSON.stringify(sample("message-sent"), null, 2)), "--to", to.url],
      /send it with: .* send --file/,
    ],
    [[log, "--to", "ftp://x"], /expected --to to be an address/],
    [[log, "--to", to.url, "--since", "yesterday"], /expected --since to be a day or a time/],
  ]) {
    const { code, out, err } = await run(["replay", ...args]);
    assert.deepEqual([code, out, err.split("\n").length], [2, "", 2], `${args.join(" ")} ${err}`);
    assert.match(err, words);
  }
  assert.equal(to.got.length, 0);
  const packed = zlib.gzipSync(day.repeat(50));
  const cut = await run(["replay", file("cut.gz", packed.subarray(0, -20)), "--to", to.url]);
  assert.equal(cut.code, 1);
  assert.match(cut.err, /unexpected end of gzip; only what came before was read/);
});

test("Ctrl-C while it waits: for an event's time, for the target, for its input", {
  skip: process.platform === "win32" && "it needs Unix signals and pipes",
}, async () => {
  const to = await endpoint();
  const slow = await endpoint(() => undefined);
  const pipe = join(folder, "pipe");
  spawnSync("mkfifo", [pipe]);
  const cases = [
    [["replay", log, "--speed", "0.001", "--to", to.url], () => to.got.length === 1],
    [["replay", log, "--to", slow.url], () => slow.got.length === 1],
  ];
  for (const [args, isReady] of cases) {
    const running = start(args);
    await holds(isReady);
    running.child.kill("SIGINT");
    assert.equal(await running.ended, 130);
    assert.match(running.err, /^bandwidth-callbacks: stopped: /);
  }
  const before = to.got.length;
  const child = spawn(process.execPath, [cli, "replay", "-", "--to", to.url], { stdio: ["pipe", "ignore", "pipe"] });
  child.stdin.write(`${body("message-sent")}\n`);
  await holds(() => to.got.length > before);
  const closed = new Promise((resolve) => child.on("close", (code, signal) => resolve(code ?? signal)));
  child.kill("SIGINT");
  assert.equal(await closed, 130);
});
