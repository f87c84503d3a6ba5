// `send`, as Bandwidth sends, on the wire.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { test } from "node:test";
import { advance, dedupeKey, parse } from "bandwidth-callbacks";
import { explain } from "bandwidth-callbacks/explain";
import { sample } from "bandwidth-callbacks/samples";
import { basic, challenging, endpoint, holds, run, start } from "./desk.mjs";

const events = ({ got }) => got.flatMap(({ body }) => JSON.parse(body));
const rows = (out) =>
  out
    .trimEnd()
    .split("\n")
    .map((row) => JSON.parse(row));

test("a callback is sent without credentials, and again with them after the challenge", async () => {
  const to = await endpoint(challenging("user:pass:word"));
  const { code, out } = await run(["send", "message-failed", "--set", "errorCode=4720", to.url], {
    env: { CREDENTIALS: "user:pass:word" },
  });
  assert.equal(code, 0);
  const [first, second] = to.got;
  assert.equal(to.got.length, 2);
  assert.equal(first.headers.authorization, undefined);
  assert.equal(second.headers.authorization, basic("user:pass:word"));
  assert.equal(first.body, second.body);
  for (const { method, headers } of to.got) {
    assert.deepEqual(
      [method, headers["content-type"], headers["user-agent"]],
      ["POST", "application/json; charset=utf-8", "BandwidthAPI/v2"],
    );
    assert.deepEqual(
      Object.keys(headers).filter((name) => /^(accept|sec-|transfer)/.test(name)),
      [],
    );
  }
  const report = parse(first.body);
  assert.deepEqual([report.diagnostics, report.events[0].errorCode], [[], 4720]);
  assert.equal(report.events[0].description, explain(4720).bandwidthName);
  assert.match(out, /^204 ✓ +\d+ ms {2}message-failed {2}4720 .* …00 → …42 {2}\(asked for credentials first\)\n$/);
});

test("each problem of an endpoint has its message and its exit code", async () => {
  const garbage = createServer((socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n"));
  const closing = createServer((socket) => socket.destroy());
  for (const server of [garbage, closing]) await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const closed = await endpoint();
  await closed.close();
  const secure = (await endpoint()).url.replace("http:", "https:");
  const cases = [
    [(await endpoint(() => 401)).url, /401 .*answered 401 without `WWW-Authenticate: Basic`.*the callback is lost/],
    [(await endpoint(() => [401, { "www-authenticate": "Bearer" }])).url, /the callback is lost/],
    [(await endpoint(challenging("a:b"))).url, /asks for credentials: pass them with --credentials/],
    [(await endpoint(challenging("a:b"))).url, /answered 401 to the credentials/, "a:c"],
    [(await endpoint(() => [302, { location: "/" }])).url, /answered 302/],
    [(await endpoint(() => 500)).url, /answered 500/],
    [(await endpoint(() => undefined)).url, /did not respond within 0.3 s/],
    [closed.url, /cannot be reached: nothing listens on its port/],
    ["http://nowhere.invalid/", /its host name does not resolve/],
    [secure, /does not speak TLS on that port/],
    [`127.0.0.1:${garbage.address().port}`, /sent something that is not HTTP/],
    [`127.0.0.1:${closing.address().port}`, /closed the connection without a response/],
  ];
  for (const [url, words, pair] of cases) {
    const { code, out, err } = await run([
      ...["send", "message-sent", url, ...(/within/.test(words.source) ? ["--timeout", "300ms"] : [])],
      ...(pair === undefined ? [] : ["--credentials", pair]),
    ]);
    assert.deepEqual([code, err], [1, ""], `${url} ${err}`);
    assert.match(out, words);
    assert.equal(out.split("\n").length, 2);
  }
  for (const server of [garbage, closing]) server.close();
});

test("a callback that is not accepted is resent unchanged after each wait of the schedule", async () => {
  const to = await endpoint((_, count) => (count < 4 ? 503 : 204));
  const args = ["send", "message-delivered", to.url, "--retries", "5", "--schedule", "100ms,200ms", "--json"];
  const { code, out } = await run(args);
  assert.equal(code, 0);
  assert.equal(new Set(to.got.map(({ body }) => body)).size, 1);
  assert.deepEqual(
    rows(out).map(({ attempt, accepted, status }) => [attempt, accepted, status]),
    [
      [1, false, 503],
      [2, false, 503],
      [3, false, 503],
      [4, true, 204],
    ],
  );
  const waits = to.got.slice(1).map(({ at }, index) => at - to.got[index].at);
  for (const [index, least] of [99, 199, 199].entries()) assert.ok(waits[index] >= least, String(waits));
  // A callback that is lost is not sent again.
  const lost = await endpoint(() => 401);
  assert.equal((await run(["send", "message-sent", lost.url, "--retries", "3", "--speed", "1000"])).code, 1);
  assert.equal(lost.got.length, 1);
});

test("IDs and times are new each time; payload values are printed only with --show", async () => {
  const to = await endpoint();
  const before = Date.now();
  const canary = ["--set", "message.text=canary", "--set", "message.from=+15550009999", "--set", "message.tag=canary"];
  const { code, out, err } = await run(["send", "message-received", ...canary, "--count", "20", to.url]);
  assert.equal(code, 0);
  const ids = events(to).map(({ message }) => message.id);
  assert.equal(new Set(ids).size, 20);
  assert.ok(ids.every((id) => /^[\da-f]{8}-[\da-f-]{27}$/.test(id)));
  for (const { time } of events(to)) assert.ok(Date.parse(time) >= before && Date.parse(time) <= Date.now(), time);
  assert.doesNotMatch(out + err, /canary|0009999/);
  assert.match(err, /^bandwidth-callbacks: 20 of 20 callbacks accepted, p50 \d+ ms, p99 \d+ ms, .*\n$/);
  // Of so few, p99 is the slowest.
  const slowest = Math.max(...out.match(/\d+(?= ms)/g).map(Number));
  assert.equal(Number(/p99 (\d+)/.exec(err)[1]), slowest);
  const json = await run(["send", "message-received", ...canary, "--json", to.url]);
  assert.doesNotMatch(json.out, /canary|0009999/);
  const shown = await run(["send", "message-received", ...canary, "--show", to.url]);
  assert.match(shown.out, /\+15550009999 → \S+ {2}"canary"/);
  const outbound = await endpoint();
  await run(["send", "message-sent", outbound.url]);
  const [{ message }] = events(outbound);
  assert.match(message.id, /^\d{13}[a-z2-7]{16}$/);
  assert.equal(Number(message.id.slice(0, 13)), Date.parse(message.time));
});

test("a file is sent unchanged", async () => {
  const to = await endpoint();
  const body = '[{"type": "message-snoozed", "é": 1, "cut';
  assert.equal((await run(["send", "--file", "-", to.url], { input: body })).code, 0);
  assert.equal(to.got[0].body, body);
});

test("a log that is sent as one body is suggested to replay", async () => {
  const to = await endpoint(({ body }) => (body.includes("\n") ? 400 : 204));
  const log = `${JSON.stringify(sample("message-sent"))}\n`.repeat(2);
  const { code, err } = await run(["send", "--file", "-", to.url], { input: log });
  assert.equal(code, 1);
  assert.match(err, /^bandwidth-callbacks: -: looks like a log .*; try: bandwidth-callbacks replay - --to URL\n$/);
});

test("old names of events and toll-free verifications can be sent", async () => {
  const to = await endpoint();
  for (const [type, word] of [
    ["request-location-response", "requested-location-response"],
    ["toll-free-verification.denied", "toll-free …42 UNVERIFIED"],
  ]) {
    const { code, out } = await run(["send", type, "--count", "2", to.url]);
    assert.deepEqual([code, out.split(word).length], [0, 3], out);
  }
  assert.equal(JSON.parse(to.got[0].body)[0].type, "request-location-response");
  const tickets = to.got.slice(2).map(({ body }) => JSON.parse(body).internalTicketNumber);
  assert.equal(new Set(tickets).size, 2);
});

test("scenarios do what their descriptions say", async () => {
  const got = {};
  const names = (await run(["help", "scenarios"])).out.match(/(?<=^ {2})[a-z-]+/gm);
  assert.equal(names.length, 8);
  for (const name of names) {
    // However slow the endpoint and however short the waits are, what comes first has its first answer first.
    let answered = 0;
    const slow = () => new Promise((resolve) => setTimeout(resolve, (answered++ % 3) * 20, 204));
    const to = await endpoint(challenging("a:b", slow));
    const { code } = await run(["send", "--scenario", name, to.url, "--speed", "1000", "--credentials", "a:b"]);
    assert.equal(code, 0, name);
    got[name] = to.got.filter(({ headers }) => headers.authorization !== undefined);
    for (const { body } of got[name]) assert.deepEqual(parse(body).diagnostics, [], name);
  }
  const of = (name) => events({ got: got[name] });
  const types = (name) => of(name).map(({ type, errorCode }) => [type, errorCode].filter(Boolean).join(" "));
  const stages = (name) => {
    const found = new Map();
    for (const event of of(name)) found.set(event.to, advance(found.get(event.to), event).status);
    return [...found.values()].map(({ stage, contradicted }) => (contradicted ? `${stage}, contradicted` : stage));
  };
  assert.deepEqual(types("delivered"), ["message-sent", "message-delivered"]);
  assert.deepEqual(stages("group-failure"), ["delivered", "failed", "delivered"]);
  assert.equal(new Set(of("group-failure").map(({ message }) => message.id)).size, 1);
  assert.ok(stages("failed-and-delivered").some((one) => /contradicted/.test(one)));
  assert.deepEqual([types("late-sent"), stages("late-sent")], [["message-delivered", "message-sent"], ["delivered"]]);
  assert.deepEqual(stages("read-first"), ["read"]);
  assert.deepEqual([of("duplicates").length, new Set(of("duplicates").map(dedupeKey)).size], [5, 1]);
  assert.deepEqual([of("retry-storm").length, new Set(of("retry-storm").map(dedupeKey)).size], [120, 40]);
  assert.deepEqual(
    of("opt-out").map(({ message, errorCode }) => errorCode ?? message.text),
    ["STOP", 4775, "START", "", "Thanks! When do you open?"],
  );
});

test("--rate keeps its rate, and Ctrl-C prints what was sent", async () => {
  const to = await endpoint();
  const running = start(["send", "message-sent", to.url, "--count", "100000", "--rate", "200"]);
  await holds(() => to.got.length >= 200);
  // Each is made when the one before it has been sent, so however slow the machine is, the 200th is not early.
  const times = events(to).map(({ time }) => Date.parse(time));
  assert.ok(Math.max(...times) - Math.min(...times) >= 985, String(times));
  running.child.kill("SIGINT");
  assert.equal(await running.ended, 130);
  const [listed, stopped] = running.err.split("\n");
  assert.equal(listed, "bandwidth-callbacks: 50 callbacks are listed; from here on, only those that are not accepted");
  assert.match(stopped, /^bandwidth-callbacks: stopped: \d+ of \d+ callbacks accepted/);
  assert.equal(running.out.trimEnd().split("\n").length, 50);
  // Also while it waits for an answer, and for the next attempt.
  for (const answer of [() => undefined, () => 500]) {
    const other = await endpoint(answer);
    const waiting = start(["send", "message-sent", other.url, "--retries", "3", "--schedule", "1h"]);
    await holds(() => other.got.length > 0 && (answer() === undefined || waiting.out !== ""));
    waiting.child.kill("SIGINT");
    assert.equal(await waiting.ended, 130);
    const times = answer() === undefined ? "" : ", p50 \\d+ ms, p99 \\d+ ms";
    const words = `^bandwidth-callbacks: stopped: 0 of 1 callbacks accepted, 1 not finished${times}\n$`;
    assert.match(waiting.err, new RegExp(words));
  }
});

test("curl with --anyauth does the same", {
  skip: spawnSync("curl", ["--version"]).status !== 0 && "there is no curl",
}, async () => {
  const to = await endpoint(challenging("a:b"));
  const child = spawn("curl", [
    "-s",
    "-o",
    "/dev/null",
    "-w",
    "%{http_code}",
    "--anyauth",
    "-u",
    "a:b",
    "-d",
    "[]",
    to.url,
  ]);
  let out = "";
  child.stdout.on("data", (text) => (out += text));
  await new Promise((resolve) => child.on("close", resolve));
  assert.equal(out, "204");
  assert.deepEqual(
    to.got.map(({ headers }) => headers.authorization !== undefined),
    [false, true],
  );
});

test("a usage error is one line and exit code 2, before anything is sent", async () => {
  const to = await endpoint();
  for (const [args, words] of [
    [[], /takes what to send/],
    [["message-sent"], /takes what to send/],
    [["mesage-sent", to.url], /unknown event type; did you mean message-sent\?/],
    [["message-sent", "ftp://x/"], /expected URL to be an address/],
    [["message-sent", "http://a:b@x/"], /without credentials in it/],
    [["--scenario", "nonsense", to.url], /unknown scenario; expected one of delivered/],
    [["--scenario", "delivered", "--file", "x", to.url], /not both/],
    [["--file", "/nowhere", to.url], /no such file/],
    [["--file", "-", "--set", "a=b", to.url], /--set goes with an event type/],
    [["message-sent", to.url, "--credentials", "user"], /user:password/],
    [["message-sent", to.url, "--rate", "0"], /--rate to be a number above 0/],
    [["message-sent", to.url, "--schedule", "1s,5"], /each time of --schedule to be a time such as 500ms/],
    [["message-sent", to.url, "--retries", "-1"], /--retries to be an integer/],
    [["message-sent", to.url, "--set", "errorCode"], /PATH=VALUE/],
  ]) {
    const { code, out, err } = await run(["send", ...args], { input: "" });
    assert.deepEqual([code, out, err.split("\n").length], [2, "", 2], `${args.join(" ")} ${err}`);
    assert.match(err, words);
  }
  assert.equal(to.got.length, 0);
});
