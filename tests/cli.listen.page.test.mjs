// The listener's page as its server has it: what is sent to it, to whom, and that nothing is kept without bound.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { test } from "node:test";
import { sample } from "bandwidth-callbacks/samples";
import { at } from "../scripts/run.mjs";
import { basic, holds, listening, parts } from "./desk.mjs";
import { follow, post, send } from "./receiving.mjs";

const authorization = (pair) => ({ authorization: basic(pair) });
const failed = sample("message-failed");
const { History, page } = await parts();
const open = await listening();
const closed = await listening([], { env: { CREDENTIALS: "bandwidth:opens: sesame" } });

test("each callback is described, with what was handled before", async () => {
  const stream = follow(open.page);
  const [event] = failed;
  const before = Date.now();
  assert.equal((await post(open.url, failed)).status, 204);
  assert.equal((await post(`${open.url}/?tenant=7`, [event, event, { type: "message-snoozed" }, 42])).status, 204);
  assert.equal(
    (await post(open.url, [{ type: "message-snoozed" }, 42, 43], { authorization: "Bearer canary" })).status,
    204,
  );
  assert.equal(
    (await send(open.url, { body: '{"cut": ', headers: { "content-type": "application/json" } })).status,
    400,
  );
  await holds(() => stream.arrivals().length === 4);
  assert.deepEqual(
    stream.got.slice(0, 2).map(({ event }) => event),
    ["about", "kept"],
  );
  assert.equal(stream.got[0].data.url, open.url);
  const [first, second, third, fourth] = stream.arrivals();
  assert.deepEqual(
    [first.id, first.kind, first.status, first.again],
    [1, "callbacks", 204, { events: [], elements: [] }],
  );
  assert.ok(Date.parse(first.at) >= before && Date.parse(first.at) <= Date.now());
  assert.deepEqual(JSON.parse(Buffer.from(first.body, "base64")), failed);
  assert.deepEqual(second.again, { events: [0, 1], elements: [] });
  assert.deepEqual(third.again, { events: [], elements: [0, 1] });
  assert.deepEqual(
    third.headers.filter(([name]) => /^(content-type|authorization)$/.test(name)),
    [
      ["content-type", "application/json; charset=utf-8"],
      ["authorization", "(not shown)"],
    ],
  );
  assert.deepEqual(
    [fourth.kind, fourth.status, Buffer.from(fourth.body, "base64").toString()],
    ["callbacks", 400, '{"cut": '],
  );
  stream.end();
});

test("a request answered 4xx is described only by its status", async () => {
  const stream = follow(closed.page);
  const json = { "content-type": "application/json" };
  const asked = [
    [{}, 401],
    [{ headers: authorization("bandwidth:wrong") }, 401],
    [{ headers: { ...authorization("bandwidth:opens: sesame"), "content-type": "text/html" }, body: "<canary>" }, 415],
    [{ headers: { ...authorization("bandwidth:opens: sesame"), ...json }, body: "canary".repeat(200_000) }, 413],
    [{ method: "GET" }, 405],
    [{ headers: json, body: "canary", path: "/webhooks" }, 404],
  ];
  for (const [{ path, ...request }, status] of asked)
    assert.equal((await send(path === undefined ? closed.url : new URL(path, closed.url), request)).status, status);
  // Browsers ask by themselves.
  assert.equal((await send(new URL("/favicon.ico", closed.url), { method: "GET" })).status, 404);
  assert.equal((await post(closed.url, failed, authorization("bandwidth:opens: sesame"))).status, 204);
  await holds(() => stream.arrivals().length === 7);
  assert.deepEqual(
    stream.arrivals().map(({ status }) => status),
    [401, 401, 415, 413, 405, 404, 204],
  );
  for (const { kind, body, headers, again } of stream.arrivals().slice(0, 6))
    assert.deepEqual([kind, body, headers, again], ["refused", undefined, undefined, undefined]);
  assert.deepEqual(
    stream
      .arrivals()
      .slice(0, 2)
      .map(({ hasCredentials }) => hasCredentials),
    [false, true],
  );
  assert.equal(stream.got[0].data.user, "bandwidth");
  assert.doesNotMatch(JSON.stringify(stream.got), /canary|sesame/);
  stream.end();
});

test("a page goes on where it was, and what is cleared is gone for all", async () => {
  const stream = follow(closed.page);
  await holds(() => stream.arrivals().length >= 7);
  const { id } = stream.got.at(-2);
  const again = follow(closed.page, { "last-event-id": id });
  await holds(() => again.arrivals().length > 0);
  assert.deepEqual(
    again.arrivals().map(({ id }) => id),
    [stream.arrivals().at(-1).id],
  );
  const foreign = follow(closed.page, { "last-event-id": id.replace(/.*\./, "earlier.") });
  await holds(() => foreign.arrivals().length === stream.arrivals().length);
  assert.equal((await send(new URL("arrivals", closed.page), { method: "DELETE" })).status, 204);
  const last = stream.arrivals().at(-1).id;
  for (const one of [stream, again, foreign]) {
    await holds(() => one.got.at(-1).event === "kept");
    assert.deepEqual(one.got.at(-1).data, { callbacks: last + 1, refused: last + 1 });
    one.end();
  }
});

test("the page answers only this machine, also behind a tunnel or another name", async () => {
  const { port } = new URL(open.page);
  for (const host of [
    "evil.example",
    `evil.example:${port}`,
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "[::1].evil.example",
  ]) {
    for (const path of ["", "arrivals"])
      assert.equal((await send(new URL(path, open.page), { method: "GET", headers: { host } })).status, 403, host);
    assert.equal(
      (await send(new URL("arrivals", open.page), { method: "DELETE", headers: { host } })).status,
      403,
      host,
    );
  }
  for (const name of ["x-forwarded-for", "x-forwarded-host", "forwarded"])
    assert.equal(
      (await send(open.page, { method: "GET", headers: { host: `localhost:${port}`, [name]: "203.0.113.7" } })).status,
      403,
    );
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, "localhost:9999", `[::1]:${port}`])
    assert.equal((await send(open.page, { method: "GET", headers: { host } })).status, 200, host);
  const { headers } = await send(open.page, { method: "GET" });
  assert.match(headers["content-security-policy"], /default-src 'none'.*connect-src 'self'.*frame-ancestors 'none'/);
  assert.equal(headers["access-control-allow-origin"], undefined);
  for (const path of ["..%2f..%2fpackage.json", "../../package.json", "%00", "//", "assets/"])
    assert.equal((await send(`${open.page}${path}`, { method: "GET" })).status, 404, path);
  assert.equal((await send(open.page)).status, 405);
  // The port that tunnels lead to has only the endpoint, under any host name.
  assert.equal(
    (await post(open.url, failed, { host: "some.tunnel.example", "x-forwarded-for": "203.0.113.7" })).status,
    204,
  );
  for (const path of ["/", "/arrivals", "/index.html"])
    assert.equal((await send(new URL(path, open.url), { method: "GET" })).status, 404);
});

test("other machines reach the endpoint where they are let in, and never the page", async (context) => {
  const own = Object.values(networkInterfaces())
    .flat()
    .find(({ internal, family }) => !internal && family === "IPv4")?.address;
  if (own === undefined) return context.skip("this machine has no address but loopback");
  const wide = await listening(["--host", "0.0.0.0", "--credentials", "user:password"]);
  assert.match(wide.out, /The list of processes shows --credentials/);
  assert.doesNotMatch(wide.out, /user:password/);
  const elsewhere = (url) => Object.assign(new URL(url), { hostname: own }).href;
  assert.equal((await post(elsewhere(wide.url), failed)).status, 401);
  assert.equal((await post(elsewhere(wide.url), failed, authorization("user:password"))).status, 204);
  await assert.rejects(send(elsewhere(wide.page), { method: "GET" }), { code: "ECONNREFUSED" });
});

test("it keeps the newest, and of refusals a few beside them", () => {
  const history = new History({ maxCallbacks: 3, maxRefused: 2, maxBytes: 1000 });
  const ids = () => {
    const found = [];
    for (let entry = history.next(0); entry !== undefined; entry = history.next(entry.id)) found.push(entry.id);
    return found;
  };
  for (let time = 0; time < 5; time++) {
    history.add({ body: "a" });
    history.add({ status: 401 });
  }
  assert.deepEqual(ids(), [5, 7, 8, 9, 10]);
  assert.deepEqual(history.kept(), { callbacks: 5, refused: 8 });
  history.add({ body: "a".repeat(700) });
  history.add({ body: "a".repeat(700) });
  assert.deepEqual(ids(), [8, 10, 12]);
  history.add({ body: "a".repeat(5000) }); // too much by itself, but kept because it is the newest
  assert.deepEqual(ids(), [8, 10, 13]);
  history.clear();
  assert.deepEqual([ids(), history.kept()], [[], { callbacks: 14, refused: 14 }]);
});

test("a page that takes nothing is cut off, and nothing waits for it in memory", async (context) => {
  const history = new History();
  const server = createServer(page({ history, about: {}, beat: 20, patience: 5000 }));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => server.close());
  const { port } = server.address();
  const buffered = [];
  server.on("request", (_, response) => buffered.push(response));
  const quick = follow(`http://127.0.0.1:${port}/`);
  await holds(() => quick.beats > 2); // so that proxies keep the connection open
  const slow = connect(port, "127.0.0.1").pause();
  slow.on("error", () => {});
  slow.write("GET /arrivals HTTP/1.1\r\nhost: localhost\r\n\r\n");
  await holds(() => buffered.length === 2);
  for (let time = 0; time < 30; time++) history.add({ body: "x".repeat(1 << 20) });
  assert.ok(buffered[1].writableLength < 2 << 20, String(buffered[1].writableLength));
  await holds(() => quick.arrivals().some(({ id }) => id === 30));
  await holds(() => buffered[1].destroyed);
  slow.destroy();
  quick.end();
});

test("Ctrl+C ends it, with pages open", { timeout: 120_000 }, async () => {
  const streams = [follow(open.page), follow(open.page)];
  await holds(() => streams.every(({ got }) => got.length > 1));
  open.child.kill("SIGINT");
  await open.ended; // it does not wait for the pages, which stay
  await holds(() => streams.every(({ closed }) => closed));
});

test("`npm start -- --receiver` is `listen` from the clone", { timeout: 300_000 }, async () => {
  const { npm_lifecycle_event: _, ...env } = process.env;
  const start = (args) => {
    const child = spawn(process.execPath, [at("scripts/start.mjs"), ...args], { env });
    const running = { child, said: "", ended: new Promise((resolve) => child.on("close", resolve)) };
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => (running.said += text));
    return running;
  };
  const one = start(["--receiver", "--port", "0", "--page-port", "0"]);
  await holds(() => /Ctrl\+C stops it/.test(one.said) || one.child.exitCode !== null, "it has started");
  const [url] = /http:\S+\/callbacks/.exec(one.said);
  assert.equal((await post(url, failed)).status, 204);
  one.child.kill("SIGTERM");
  assert.equal(await one.ended, 0);
  for (const [args, words] of [
    [["--reciever"], /usage: npm start \[-- --receiver OPTIONS\]/],
    [["--receiver", "--prot", "3"], /unknown option '--prot' for listen/],
  ]) {
    const wrong = start(args);
    assert.equal(await wrong.ended, 2);
    assert.match(wrong.said, words);
    assert.doesNotMatch(wrong.said, /\n {4}at /);
  }
});
