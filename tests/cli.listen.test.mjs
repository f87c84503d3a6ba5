// `listen`: what it prints about callbacks, what it forwards, what it saves, and how it ends.

import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { sample } from "bandwidth-callbacks/samples";
import { basic, challenging, endpoint, holds, listening, run } from "./desk.mjs";
import { post, send } from "./receiving.mjs";

const folder = mkdtempSync(join(tmpdir(), "bandwidth-callbacks-"));
after(() => rmSync(folder, { recursive: true }));
const failed = sample("message-failed", { errorCode: 4720 });
const canary = sample("message-received", { message: { text: "canary", from: "+15550009999", tag: "canary" } });

const rows = (out) =>
  out
    .trimEnd()
    .split("\n")
    .filter(Boolean)
    .map((row) => JSON.parse(row));

test("each callback has a line of text, without payload values", async () => {
  const one = await listening();
  await post(one.url, failed);
  await post(one.url, [...failed, { type: "canary", canary: 1 }, 42]);
  await post(one.url, canary, { "x-canary": "canary" });
  assert.equal((await send(one.url, { body: '{"canary' })).status, 400);
  assert.equal((await send(new URL("/canary", one.url), { body: "canary" })).status, 404);
  assert.equal((await send(one.url, { method: "GET" })).status, 405);
  await holds(() => / 405 /.test(one.out));
  const lines = one.out.split("\n").filter((line) => /^\d\d:\d\d:\d\d /.test(line));
  const words = [
    /204 ✓ {2}message-failed {2}4720 \S.* …00 → …42$/,
    new RegExp(
      "204 ✓ {2}message-failed .*, unknown event type, invalid event {2}" +
        "duplicate {2}\\(unknown-event, not-an-event\\)$",
    ),
    /204 ✓ {2}message-received {2}…99 → …00/,
    /400 ✗ {2}not JSON: expected a closing quote, found the end of the body$/,
    /404 ✗ {2}use POST \/callbacks$/,
    /405 /,
  ];
  for (const [at, pattern] of words.entries()) assert.match(lines[at], pattern);
  assert.doesNotMatch(one.out + one.err, /canary|0009999/);
  one.child.kill("SIGINT");
  assert.equal(await one.ended, 0);
  assert.match(one.out, /\nstopped: 4 callbacks received\n$/);
});

test("credentials are required; wrong ones are reported, the challenge once", async () => {
  const one = await listening([], { env: { CREDENTIALS: "user:canary" } });
  for (let time = 0; time < 2; time++)
    assert.equal((await run(["send", "message-sent", one.url, "--credentials", "user:canary"])).code, 0);
  assert.equal((await run(["send", "message-sent", one.url, "--credentials", "user:wrong"])).code, 1);
  await holds(() => /wrong credentials/.test(one.out));
  const lines = one.out.split("\n").filter((line) => /^\d\d:\d\d:\d\d /.test(line));
  assert.deepEqual(
    lines.map((line) => line.slice(10, 13)),
    ["401", "204", "204", "401"],
  );
  assert.match(lines[0], /asked for credentials/);
  assert.match(one.out, /Set the username user and its password there, too/);
  assert.doesNotMatch(one.out, /canary/);
});

test("--json writes only one object per request to standard output", async () => {
  const one = await listening(["--json", "--credentials", "a:b"]);
  await run(["send", "message-failed", "--set", "errorCode=4720", one.url, "--credentials", "a:b"]);
  await holds(() => rows(one.out).length === 2);
  const [challenge, callback] = rows(one.out);
  assert.deepEqual([challenge.status, challenge.hasCredentials, challenge.types], [401, false, undefined]);
  assert.deepEqual(
    [callback.status, callback.types, callback.errorCodes, callback.problems, callback.duplicates],
    [204, ["message-failed"], [4720], [], 0],
  );
  assert.match(one.err, /Callbacks go to/);
  assert.match(one.err, /The list of processes shows --credentials/);
  assert.doesNotMatch(one.out, /\+1555/);
  const shown = await listening(["--show"]);
  await post(shown.url, canary);
  await holds(() => /\+15550009999 → \S+ {2}"canary"/.test(shown.out));
});

test("a callback is forwarded as received, and the sender gets the answer", async () => {
  const target = await endpoint(
    challenging("a:b", ({ url }) => (/busy/.test(url) ? [503, { "retry-after": "9" }] : 202)),
  );
  const one = await listening(["--forward-to", `${target.url}?tenant=7`]);
  const sent = await run(["send", "message-failed", one.url, "--credentials", "a:b", "--json"]);
  assert.deepEqual([sent.code, rows(sent.out)[0].status, rows(sent.out)[0].challenged], [0, 202, true]);
  const body = ' [ {"type":"message-snoozed", "é":1e400} ] ';
  const odd = await send(`${one.url}?x=busy`, { body, headers: { authorization: basic("a:b"), "x-mine": "1" } });
  assert.deepEqual([odd.status, odd.headers["retry-after"]], [503, "9"]);
  const { url, headers, body: got } = target.got.at(-1);
  assert.deepEqual([url, headers["x-mine"], got], ["/callbacks?tenant=7&x=busy", "1", body]);
  assert.equal(headers.host, `127.0.0.1:${target.port}`);
  await holds(() => /your server answered 503/.test(one.out));
  assert.match(one.out, /202 ✓ {2}message-failed .*your server answered 202 in \d+ ms\n/);
});

test("a target that is down, slow, or answers garbage makes the sender retry", async () => {
  const garbage = createServer((socket) => socket.end("SSH-2.0\r\n"));
  await new Promise((resolve) => garbage.listen(0, "127.0.0.1", resolve));
  const odd = await listening(["--forward-to", `127.0.0.1:${garbage.address().port}`]);
  assert.equal((await post(odd.url, failed)).status, 502);
  await holds(() => /502 ✗ {2}message-.*your server sent something that is not HTTP$/m.test(odd.out));
  garbage.close();
  const slow = await endpoint(() => undefined);
  const waiting = await listening(["--forward-to", slow.url]);
  assert.equal((await post(waiting.url, failed)).status, 504);
  await holds(() => /504 ✗ {2}message-.*your server did not respond within 10 s$/m.test(waiting.out));

  // Killed and started again in the middle: nothing is lost.
  const first = await endpoint();
  const one = await listening(["--forward-to", first.url]);
  const flags = ["--count", "400", "--rate", "200", "--retries", "50", "--schedule", "100ms"];
  const sending = run(["send", "message-delivered", one.url, ...flags]);
  await holds(() => first.got.length > 100);
  await first.close();
  await holds(() => /502 ✗ {2}message-.*nothing listens on its port/.test(one.out));
  const second = await endpoint(() => 204, first.port);
  const { code, err } = await sending;
  assert.equal(code, 0, err);
  const ids = [...first.got, ...second.got].map(({ body }) => JSON.parse(body)[0].message.id);
  assert.equal(new Set(ids).size, 400);
});

test("bodies are saved in a log that only its owner can read, for the other commands", async () => {
  const file = join(folder, "day.jsonl");
  const one = await listening(["--save", file, "--credentials", "a:b"]);
  const headers = { authorization: basic("a:b"), "content-type": "application/json" };
  await send(one.url, { body: JSON.stringify(failed, null, 2).replaceAll("\n", "\r\n"), headers });
  await send(one.url, { body: '{"cut": "\n', headers });
  await send(one.url, { body: "canary", headers: { "content-type": "application/json" } });
  await holds(() => / 400 /.test(one.out));
  one.child.kill("SIGINT");
  await one.ended;
  const lines = readFileSync(file, "utf8").split("\n");
  assert.equal(lines.length, 3);
  assert.deepEqual([JSON.parse(lines[0]), JSON.parse(lines[1]), lines[2]], [failed, '{"cut": "\n', ""]);
  assert.equal(JSON.parse((await run(["logs", "--summary", "--json", file])).out).events, 1);
  if (process.platform === "win32") return;
  assert.equal(statSync(file).mode & 0o777, 0o600);
  // It goes on with what is there, and writes to nothing that others may read.
  const again = await listening(["--save", file]);
  await post(again.url, failed);
  await holds(() => readFileSync(file, "utf8").split("\n").length === 4);
  chmodSync(file, 0o644);
  const open = await run(["listen", "--port", "0", "--save", file]);
  assert.deepEqual([open.code, open.out], [2, ""]);
  assert.match(open.err, /others may read it; chmod 600 it/);
  if (existsSync("/dev/full")) {
    const full = await listening(["--save", "/dev/full"]);
    assert.equal((await post(full.url, failed)).status, 204);
    await holds(() => /\/dev\/full: the disk is full; saving has stopped/.test(full.err));
    assert.equal((await post(full.url, failed)).status, 204);
  }
});

test("a port in use is reported, and the next one is used", async () => {
  const busy = createServer();
  await new Promise((resolve) => busy.listen(0, "127.0.0.1", resolve));
  const { port } = busy.address();
  const one = await listening(["--port", String(port)]);
  assert.match(one.out, new RegExp(`Port ${port} is in use, so this is \\d+\\.`));
  assert.ok(Number(new URL(one.url).port) > port);
  assert.equal((await post(one.url, failed)).status, 204);
  busy.close();
});

test("Ctrl-C ends it in each state", async () => {
  const slow = await endpoint(() => undefined);
  const one = await listening(["--forward-to", slow.url, "--save", join(folder, "stopped.jsonl")]);
  const sending = post(one.url, failed).catch(({ code }) => code);
  await holds(() => slow.got.length === 1);
  one.child.kill("SIGINT");
  assert.equal(await one.ended, 0);
  assert.equal(await sending, "ECONNRESET");
  // It is not blamed on the target.
  assert.match(one.out, /stops it\.\n\n\nstopped: 0 callbacks received; 1 more was not answered\n$/);
  assert.equal(readFileSync(join(folder, "stopped.jsonl"), "utf8"), "");
});

test("the page's port answers only this machine's browser", async () => {
  const one = await listening();
  for (const [path, method] of [
    ["", "GET"],
    ["arrivals", "GET"],
    ["arrivals", "DELETE"],
    ["replays?id=1", "PUT"],
  ]) {
    for (const headers of [{ host: "evil.example" }, { host: "localhost", "x-forwarded-for": "203.0.113.7" }])
      assert.equal((await send(new URL(path, one.page), { method, headers })).status, 403, `${method} ${path}`);
  }
  assert.equal((await send(new URL("replays?id=1", one.page), { method: "PUT" })).status, 404);
  await post(one.url, failed);
  assert.equal((await send(new URL("replays?id=1", one.page), { method: "POST" })).status, 405);
  assert.equal((await send(new URL("replays?id=1", one.page), { method: "PUT" })).status, 204);
  await holds(() => /duplicate/.test(one.out));
});

test("--open opens the page", { skip: process.platform !== "linux" && "it needs xdg-open" }, async () => {
  const [browser, opened] = ["browser", "opened"].map((name) => join(folder, name));
  writeFileSync(browser, `#!/bin/sh\necho "$1" > '${opened}'\n`, { mode: 0o700 });
  const one = await listening(["--open"], { env: { BROWSER: browser, DISPLAY: "", XDG_CURRENT_DESKTOP: "" } });
  await holds(() => existsSync(opened) && readFileSync(opened, "utf8") !== "");
  assert.equal(readFileSync(opened, "utf8").trim(), one.page);
});

test("a usage error is one line and exit code 2, and leaves nothing behind", async () => {
  const file = join(folder, "never.jsonl");
  for (const [args, words, env] of [
    [["--host", "0.0.0.0"], /credentials are needed/],
    [["--host", "::"], /credentials are needed/],
    [["--host", ""], /--host/],
    [["--host", "no such host"], /--host/],
    [["--host", "203.0.113.7", "--credentials", "a:b"], /nothing can be received at 203.0.113.7/],
    [["--port", "70000"], /--port/],
    [["--credentials", ":password", "--save", file], /user:password/],
    [[], /user:password/, { CREDENTIALS: "" }],
    [["--forward-to", "ftp://x", "--save", file], /--forward-to to be an address/],
    [["--save", join(folder, "none", "x")], /cannot be written: its directory does not exist/],
    [["--reciever"], /unknown option '--reciever' for listen/],
    [["something"], /listen takes no arguments/],
  ]) {
    const { code, out, err } = await run(["listen", ...args], { env });
    assert.deepEqual([code, out, err.split("\n").length], [2, "", 2], `${args.join(" ")} ${err}`);
    assert.match(err, words);
  }
  assert.ok(!existsSync(file));
});
