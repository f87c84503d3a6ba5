// The receiver by itself: that it hands on everything once, whatever happens. What it answers to what is in
// tests/answers.json; servers are tried in tests/everywhere, stores in tests/stores.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer, request as ask } from "node:http";
import { connect } from "node:net";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { createReceiver, isSigned, kvSeen, memorySeen, redisSeen, SeenObject, durableObjectSeen, toNode } from "bandwidth-callbacks/receiver";
import { sample } from "bandwidth-callbacks/samples";

const credentials = { username: "bandwidth", password: "opens, sésame: ☃" };
const encode = (text) => Buffer.from(text).toString("base64");
const authorization = `Basic ${encode(`${credentials.username}:${credentials.password}`)}`;
const failed = sample("message-failed");
const received = sample("message-received");
const text = (...lists) => JSON.stringify(lists.flat());
const usual = { authorization, "content-type": "application/json; charset=utf-8" };

/** A request as Bandwidth makes it, but for what is told. */
const post = (body, headers = {}, more = {}) =>
  new Request("https://example.com/callbacks?tenant=7", { method: "POST", body, headers: Object.entries({ ...usual, ...headers }).filter(([, value]) => value !== undefined), ...more });

/** A receiver that notes what it is given. */
function noting(options = {}) {
  const noted = [];
  const note = (kind) => (value) => void noted.push([kind, kind === "diagnostics" ? value.map(({ rule }) => rule).join() : (value.type ?? value.value)]);
  const receive = createReceiver({ credentials, on: { event: note("event") }, unknown: note("unknown"), rejected: note("rejected"), diagnostics: note("diagnostics"), failed: note("failed"), ...options });
  return { receive, noted };
}

/** The parts of an answer that count; a problem has the members of RFC 9457 and nothing of the payload. */
async function told(answer) {
  const body = await answer.text();
  if (answer.status === 204) assert.equal(body, "");
  else {
    assert.equal(answer.headers.get("content-type"), "application/problem+json");
    const { type, title, status, detail, ...more } = JSON.parse(body);
    assert.deepEqual([type, status, typeof title, typeof detail, more], ["about:blank", answer.status, "string", "string", {}]);
    assert.doesNotMatch(body, /\+1555|sesame|sésame|canary/i);
  }
  return answer.status;
}

test("a body is handed on, whatever is in it, and answered 204", async () => {
  const { receive, noted } = noting();
  const body = text(failed, received, [{ type: "message-snoozed", message: {} }, 42]);
  assert.equal(await told(await receive(post(body))), 204);
  // What was found is told first; the rest is handled at the same time.
  assert.deepEqual(noted.shift(), ["diagnostics", "unknown-event,not-an-event"]);
  assert.deepEqual(noted.sort(), [["event", "message-failed"], ["event", "message-received"], ["rejected", 42], ["unknown", "message-snoozed"]]);
});

test("the same again is handled no more, and answered 204", async () => {
  const { receive, noted } = noting({ diagnostics: undefined });
  const body = text(failed, failed, [{ type: "message-snoozed", message: {} }, 42]);
  for (let time = 0; time < 3; time++) assert.equal(await told(await receive(post(body))), 204);
  assert.equal(noted.length, 3);
  assert.equal(await told(await receive(post(text(sample("message-failed", { to: "+15555550177" }))))), 204);
  assert.equal(noted.length, 4);
});

test("credentials are exchanged while both are good, and may be told with the request", async () => {
  const next = { username: "bandwidth", password: "new" };
  const header = `Basic ${encode("bandwidth:new")}`;
  const asked = [];
  const byHost = async ({ host, request }) => (asked.push(new URL(request.url).searchParams.get("tenant")), host.secrets);
  for (const [given, host] of [[[credentials, next]], [() => [next, credentials]], [byHost, { secrets: next }]]) {
    const { receive } = noting({ credentials: given });
    assert.equal(await told(await receive(post(text(failed), { authorization: header }), host)), 204);
    assert.equal(await told(await receive(post(text(failed), { authorization: `Basic ${encode("bandwidth:old")}` }), host)), 401);
  }
  assert.deepEqual(asked, ["7", "7"]);
  const { receive, noted } = noting({ credentials: () => undefined });
  assert.equal(await told(await receive(post(text(failed)))), 500);
  assert.equal(noted.length, 1);
});

test("of what is too long or breaks off no more is read than must be", async () => {
  const { receive, noted } = noting({ maxBytes: 1000 });
  const large = JSON.stringify(["canary".repeat(200)]);
  assert.equal(await told(await receive(post(large))), 413);
  assert.equal(await told(await receive(post(large, { "content-length": String(large.length) }))), 413);
  const parts = new ReadableStream({ pull: (to) => to.enqueue(new TextEncoder().encode('["canary"]')) }); // without end
  assert.equal(await told(await receive(post(parts, {}, { duplex: "half" }))), 413);
  const broken = new ReadableStream({ pull: (to) => to.error(new Error("reset")) });
  assert.equal(await told(await receive(post(broken, {}, { duplex: "half" }))), 400);
  assert.deepEqual(noted, []);

  assert.equal(await told(await receive(post(null))), 204);
  // Bytes that are not UTF-8 do not keep the rest from being read.
  assert.equal(await told(await receive(post(Buffer.concat([Buffer.from('[{"type":"x'), Buffer.from([0xff]), Buffer.from('"}]')])))), 204);
});

test("a handler that fails makes it come again, and its neighbours are handled once", async () => {
  let isBroken = true;
  const handled = [];
  const on = {
    "message-failed": () => {
      if (isBroken) throw new Error("no database");
    },
    "message-received": async (event) => {
      await wait(5);
      if (isBroken) handled.push(`tried ${event.type}`);
    },
    event: (event) => void handled.push(event.type),
  };
  const { receive, noted } = noting({ on, rejected: async () => Promise.reject(new Error("nor this")) });
  assert.equal(await told(await receive(post(text(failed, received, [42])))), 500);
  assert.deepEqual([handled, noted.filter(([kind]) => kind === "failed").length], [["tried message-received", "message-received"], 2]);
  isBroken = false;
  assert.equal(await told(await receive(post(text(failed, received)))), 204);
  assert.deepEqual(handled, ["tried message-received", "message-received", "message-failed"]);
});

test("time that is up makes it come again; what then succeeds is not handled twice", async () => {
  const signals = [];
  let end;
  const held = new Promise((resolve) => (end = resolve));
  const on = { event: async (event, { signal }) => (signals.push(signal), held) };
  const { receive } = noting({ timeLimit: 400, on });
  assert.equal(await told(await receive(post(text(failed)))), 500);
  assert.equal(signals[0].aborted, true);
  // While the first is at it still, the second waits for the same end.
  assert.equal(await told(await receive(post(text(failed)))), 500);
  end();
  assert.equal(await told(await receive(post(text(failed)))), 204);
  assert.equal(signals.length, 1);
  const never = new ReadableStream({ pull: () => new Promise(() => {}) });
  assert.equal(await told(await receive(post(never, {}, { duplex: "half" }))), 408);
});

test("a signal is aborted as well where it is asked for when time is up", async () => {
  const aborted = [];
  const on = { event: async (event, context) => (await wait(80), aborted.push(context.signal.aborted, context.signal === context.signal)) };
  const { receive } = noting({ timeLimit: 40, on });
  assert.equal(await told(await receive(post(text(failed)))), 500);
  await wait(80);
  assert.deepEqual(aborted, [true, true]);
});

test("what fails when time is up is told, and handled when it comes again", async () => {
  let calls = 0;
  const on = { event: async () => { calls += 1; if (calls === 1) { await wait(80); throw new Error("late"); } } };
  const { receive, noted } = noting({ timeLimit: 40, on });
  assert.equal(await told(await receive(post(text(failed)))), 500);
  await wait(80);
  assert.deepEqual(noted.map(([kind]) => kind), ["failed"]);
  assert.equal(await told(await receive(post(text(failed)))), 204);
  assert.equal(calls, 2);
});

test("copies that arrive together are handled once, and share their end", async () => {
  for (const fails of [false, true]) {
    let calls = 0;
    const { receive, noted } = noting({ on: { event: async () => (calls++, await wait(20), fails && Promise.reject(new Error("no"))) } });
    const answers = await Promise.all(Array.from({ length: 20 }, () => receive(post(text(failed)))));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([fails ? 500 : 204]));
    assert.equal(calls, 1);
    assert.equal(noted.length, fails ? 1 : 0); // it failed once
  }
});

test("what another process is handling is not handled here, and comes again", async () => {
  const seen = memorySeen();
  let calls = 0;
  let release;
  const held = new Promise((resolve) => (release = resolve));
  const one = noting({ seen, on: { event: () => (calls++, held) } }).receive;
  const other = noting({ seen, on: { event: () => void calls++ } }).receive;
  const first = one(post(text(failed)));
  await wait(5);
  const busy = await other(post(text(failed)));
  assert.equal(busy.headers.get("retry-after"), "10");
  assert.equal(await told(busy), 503);
  release();
  assert.equal((await first).status, 204);
  assert.equal((await other(post(text(failed)))).status, 204);
  assert.equal(calls, 1);
});

test("a store that is away loses nothing and repeats nothing", async () => {
  const inner = memorySeen();
  let away = { claim: true, settle: true };
  const seen = { claim: async (...args) => (away.claim ? Promise.reject(new Error("store")) : inner.claim(...args)), settle: (...args) => (away.settle ? (() => { throw new Error("store"); })() : inner.settle(...args)) };
  let calls = 0;
  let isBroken = false;
  const { receive, noted } = noting({ seen, on: { event: () => { calls += 1; if (isBroken) throw new Error("no"); } } });
  assert.equal(await told(await receive(post(text(failed)))), 500); // it could not be claimed, so nobody handled it
  assert.equal(calls, 0);
  away.claim = false;
  assert.equal(await told(await receive(post(text(failed)))), 204); // handled, though the store does not know
  assert.equal(await told(await receive(post(text(failed)))), 204);
  assert.equal(calls, 1);
  away.settle = false;
  await receive(post(text(sample("message-read")))); // tells the store what it missed
  await wait(5);
  const [event] = failed;
  assert.equal(await inner.claim(`${event.message.id}/${event.to}/message-failed`, 9), "handled");
  assert.ok(noted.filter(([kind]) => kind === "failed").length === 2);
  // A claim that cannot be given back ends by itself.
  [isBroken, away.settle] = [true, true];
  assert.equal(await told(await receive(post(text(received)))), 500);
  assert.equal(await told(await receive(post(text(received)))), 503);
});

test("a store that hangs when it is told holds nobody up but the first, and its key is not handled again", async (context) => {
  context.mock.timers.enable({ apis: ["Date"] });
  let calls = 0;
  const seen = { claim: async () => "claimed", settle: () => new Promise(() => {}) };
  const { receive } = noting({ seen, timeLimit: 200, on: { event: () => void calls++ } });
  assert.equal(await told(await receive(post(text(failed)))), 500);
  assert.equal(await told(await receive(post(text(failed)))), 204);
  context.mock.timers.tick(301_000); // the claim has ended
  assert.equal(await told(await receive(post(text(failed)))), 204);
  assert.equal(calls, 1);
});

test("what a store says by mistake does not pass for handled", async () => {
  for (const claim of [undefined, true, "", "Not found"]) {
    const { receive, noted } = noting({ seen: { claim: async () => claim, settle: async () => {} } });
    assert.equal(await told(await receive(post(text(failed)))), 500);
    assert.deepEqual(noted.map(([kind]) => kind), ["failed"]);
  }
  for (const nothing of [null, undefined, ""]) assert.equal(await redisSeen(async () => nothing).claim("key", 300), "pending");
  assert.equal(await redisSeen(async () => Buffer.from("OK")).claim("key", 300), "claimed");
});

test("keys that a payload makes long, or of what a store refuses, are hashed", async () => {
  const keys = [];
  const seen = { claim: async (key) => (keys.push(key), "claimed"), settle: async () => {} };
  const { receive } = noting({ seen });
  const ids = ["x".repeat(5000), "☃".repeat(150), "nul \0", "two\nlines", ""];
  await receive(post(text(...ids.map((id) => sample("message-received", { message: { id } })), failed, [42])));
  assert.ok(keys.every((key) => /^[!-~]{1,200}$/.test(key)) && new Set(keys).size === 7, keys.join("\n"));
});

test("an event that nobody handles is answered, and no store is asked", async () => {
  const { receive } = noting({ on: { "message-read": () => {} }, seen: { claim: () => assert.fail(), settle: () => assert.fail() }, unknown: undefined, rejected: undefined });
  assert.equal(await told(await receive(post(text(failed, [42, { type: "message-snoozed" }])))), 204);
});

test("signatures are those over the bytes", async () => {
  const body = JSON.stringify({ accountId: "5555555", phoneNumber: "+18005551234", status: "VERIFIED", internalTicketNumber: "c7c5d3d4-0b3b-4d0e-8f1a-2a0f5f6f7a11" });
  const secret = "a secret of sixteen or more";
  const sign = (text, secret) => createHmac("sha256", secret).update(text).digest("hex");
  const named = "x-bandwidth-signature-hmac-sha256";
  const { receive } = noting({ credentials: undefined, anonymous: true, signature: { secret: ["old secret of sixteen", secret] } });
  const send = (header, receiver = receive) => receiver(post(body, header === undefined ? {} : { [named]: header })).then(told);
  assert.equal(await send(sign(body, secret)), 204);
  assert.equal(await send(sign(body, "old secret of sixteen")), 204);
  for (const wrong of [sign(body, "other"), sign(`${body} `, secret), "", "zz", sign(body, secret).slice(2)]) assert.equal(await send(wrong), 403);
  assert.equal(await send(undefined), 204); // as messaging callbacks are
  assert.equal(await send(undefined, noting({ signature: { secret, required: true } }).receive), 403);
  assert.equal(await isSigned(new TextEncoder().encode(body), sign(body, secret).toUpperCase(), secret), true);
});

test("options that make no sense are refused when the receiver is made", () => {
  const wrong = [
    undefined, {}, { anonymous: false }, { credentials, anonymous: true }, { credentials: {} }, { credentials: [] }, { credentials: { username: "a:b", password: "c" } }, { credentials: { username: "a", password: "" } },
    { credentials, on: { "message-fialed": () => {} } }, { credentials, on: { event: 1 } }, { credentials, unknown: "x" }, { credentials, timeLimit: 0 }, { credentials, timeLimit: NaN }, { credentials, maxBytes: 1.5 },
    { credentials, realm: 'a"b' }, { credentials, seen: {} }, { credentials, signature: {} }, { credentials, signature: { secret: [] } },
  ];
  for (const options of wrong) assert.throws(() => createReceiver(options), TypeError, JSON.stringify(options));
  for (const most of [0, -1, NaN, "x"]) assert.throws(() => memorySeen({ most }), TypeError);
  assert.throws(() => toNode(() => {}), TypeError);
});

test("who listens for diagnostics keeps nothing from being handled", async () => {
  const { receive, noted } = noting({ diagnostics: () => Promise.reject(new Error("no log")) });
  assert.equal(await told(await receive(post(text(failed, [42])))), 204);
  assert.deepEqual(noted.map(([kind]) => kind).sort(), ["event", "failed", "rejected"]);
});

test("a listener that fails later breaks nothing", async (context) => {
  context.mock.method(console, "error", () => {});
  const receive = createReceiver({ credentials, on: { event: () => { throw new Error("handler"); } }, failed: async () => { throw new Error("listener"); } });
  assert.equal(await told(await receive(post(text(failed)))), 500);
  await wait(5);
  assert.equal(console.error.mock.callCount(), 1);
});

test("a body may come in parts of a byte", async () => {
  const { receive, noted } = noting();
  const bytes = new TextEncoder().encode(text(failed));
  let at = 0;
  const parts = new ReadableStream({ pull: (to) => (at < bytes.length ? to.enqueue(bytes.subarray(at, ++at)) : to.close()) });
  assert.equal(await told(await receive(post(parts, {}, { duplex: "half" }))), 204);
  assert.deepEqual(noted, [["event", "message-failed"]]);
});

test("a listener that throws breaks nothing", async (context) => {
  context.mock.method(console, "error", () => {});
  const receive = createReceiver({ credentials, on: { event: () => { throw new Error("handler"); } }, failed: () => { throw new Error("listener"); } });
  assert.equal(await told(await receive(post(text(failed)))), 500);
  assert.equal(console.error.mock.callCount(), 1);
});

test("memory keeps so many keys and no more, and forgets in time", async () => {
  const seen = memorySeen({ most: 3 });
  for (const key of ["a", "b", "c", "d"]) await seen.claim(key, 300);
  assert.deepEqual(await Promise.all(["d", "c", "b"].map((key) => seen.claim(key, 300))), ["pending", "pending", "pending"]);
  assert.equal(await seen.claim("a", 300), "claimed");
  await seen.settle("a", 0.01);
  assert.equal(await seen.claim("a", 300), "handled");
  await wait(15);
  assert.equal(await seen.claim("a", 300), "claimed");
});

test("Durable Objects and KV, by what they are used for", async (context) => {
  const objects = new Map();
  const storage = () => {
    const map = new Map();
    return { get: async (name) => map.get(name), put: async (name, value) => void map.set(name, value), deleteAll: async () => map.clear(), setAlarm: async () => {} };
  };
  const namespace = { idFromName: (name) => name, get: (name) => ({ fetch: (url) => (objects.get(name) ?? objects.set(name, new SeenObject({ storage: storage() })).get(name)).fetch(new Request(url)) }) };
  const map = new Map();
  const kv = { get: async (key) => map.get(key) ?? null, put: async (key, value, { expirationTtl }) => void (assert.ok(expirationTtl >= 60), map.set(key, value)) };
  for (const [seen, second] of [[durableObjectSeen(namespace), "pending"], [kvSeen(kv), "claimed"]]) {
    assert.equal(await seen.claim("key", 300), "claimed");
    assert.equal(await seen.claim("key", 300), second);
    await seen.settle("key", 0);
    assert.equal(await seen.claim("key", 300), "claimed");
    await seen.settle("key", 360_000);
    assert.equal(await seen.claim("key", 300), "handled");
  }
  // An alarm that comes late, or again, does not end what was claimed or handled since; its own time does.
  await objects.get("key").alarm();
  assert.equal(await durableObjectSeen(namespace).claim("key", 300), "handled");
  context.mock.timers.enable({ apis: ["Date"], now: Date.now() + 360_001_000 });
  await objects.get("key").alarm();
  assert.equal(await durableObjectSeen(namespace).claim("key", 300), "claimed");
});

test("a body that is too much by its length is not touched", async () => {
  const request = post("[]", { "content-length": String(2 ** 21) });
  Object.defineProperty(request, "body", { get: () => assert.fail("it was touched") });
  assert.equal(await told(await noting().receive(request)), 413);
});

/** Sends to node:http by hand; gives status and headers. */
const send = (url, body, headers = usual) =>
  new Promise((resolve, reject) => {
    const request = ask(url, { method: "POST", headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)), agent: false }, (response) => {
      response.resume().on("end", () => resolve({ status: response.statusCode, headers: response.headers }));
    });
    request.on("error", reject).end(body);
  });

test("node:http: streams, parsed bodies, refusals and closed connections", async (context) => {
  const { receive, noted } = noting({ maxBytes: 5000 });
  const inner = toNode(receive);
  let parsed = (request) => request;
  const server = createServer(async (request, response) => inner(await parsed(request), response));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => server.close());
  const url = `http://127.0.0.1:${server.address().port}/callbacks`;
  const drain = async (request) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    return Buffer.concat(parts);
  };
  const ways = {
    "nothing ran first": (request) => request,
    "a parser of bytes": async (request) => Object.assign(request, { body: await drain(request) }),
    "a parser of text": async (request) => Object.assign(request, { body: String(await drain(request)) }),
    "a parser of JSON": async (request) => Object.assign(request, { body: JSON.parse(String(await drain(request)) || "{}") }),
    "rawBody beside it": async (request) => {
      const rawBody = await drain(request);
      return Object.assign(request, { rawBody, body: JSON.parse(rawBody.toString() || "{}") });
    },
    "a parser that did not read": async (request) => Object.assign(request, { body: {} }),
  };
  for (const [way, parser] of Object.entries(ways)) {
    parsed = parser;
    noted.length = 0;
    const [event] = sample("message-failed", { message: { id: way } });
    assert.equal((await send(url, text([event]))).status, 204, way);
    assert.deepEqual(noted, [["event", "message-failed"]], way);
    const refused = await send(url, "", { ...usual, authorization: undefined });
    assert.deepEqual([refused.status, refused.headers["www-authenticate"]], [401, 'Basic realm="callbacks", charset="UTF-8"'], way);
    assert.equal((await send(url, "")).status, 204, way);
    assert.equal((await send(url, JSON.stringify(["x".repeat(6000)]))).status, 413, way);
    assert.deepEqual(noted.slice(1), [], way);
  }
  // Read by something that left nothing: it is told, and sent again, not taken for handled.
  parsed = async (request) => (await drain(request), request);
  noted.length = 0;
  assert.equal((await send(url, text(sample("message-read")))).status, 500);
  assert.deepEqual(noted.map(([kind]) => kind), ["failed"]);
  // A host that is no host keeps nobody from asking for the address.
  parsed = (request) => request;
  assert.equal((await send(url, text(sample("message-read")), { ...usual, host: "[" })).status, 204);
  parsed = (request) => request;
  // Chunked, and too much of it.
  assert.equal(await new Promise((resolve) => { const request = ask(url, { method: "POST", headers: usual }, ({ statusCode }) => resolve(statusCode)); request.on("error", () => {}); for (let part = 0; part < 10; part++) request.write("x".repeat(1000)); }), 413);
  // Closed in the middle: nothing is handled, and the server goes on.
  await new Promise((resolve) => { const request = ask(url, { method: "POST", headers: { ...usual, "content-length": "1000" } }); request.on("error", resolve); request.write("[{"); setTimeout(() => request.destroy(), 30); });
  assert.equal((await send(url, text(sample("message-read")))).status, 204);
  assert.equal(noted.at(-1)[1], "message-read");
});

test("node:http: who sends too much may send it to its end, and go on", { timeout: 20_000 }, async (context) => {
  const server = createServer(toNode(noting({ maxBytes: 5000 }).receive));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => server.close());
  const head = (length) => `POST /callbacks HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\n${length}\r\n\r\n`;
  const part = "x".repeat(6000);
  const event = text(failed);
  // The rest is sent once the answer is there: cut off by then, it would be lost with the connection.
  for (const [first, rest] of [
    [head("content-length: 12000") + part, part],
    [`${head("transfer-encoding: chunked")}1770\r\n${part}\r\n`, `1770\r\n${part}\r\n0\r\n\r\n`],
  ]) {
    const socket = connect(server.address().port, "127.0.0.1").setEncoding("utf8");
    let answers = "";
    const until = (status) =>
      new Promise((resolve, reject) => {
        const look = () => answers.includes(`HTTP/1.1 ${status}`) && resolve();
        socket.on("data", look).on("close", () => reject(new Error(`closed before ${status}`)));
        look();
      });
    socket.on("data", (data) => (answers += data)).on("error", () => {});
    socket.write(first);
    await until(413);
    await wait(20);
    socket.write(`${rest}${head(`content-length: ${Buffer.byteLength(event)}`)}${event}`);
    await until(204);
    socket.destroy();
  }
});

test("of very many elements some are handled at the same time", async () => {
  let [now, most, all] = [0, 0, 0];
  const rejected = async () => {
    most = Math.max(most, ++now);
    await wait(1);
    [now, all] = [now - 1, all + 1];
  };
  const { receive } = noting({ rejected });
  const { status } = await receive(post(JSON.stringify(Array.from({ length: 3000 }, (_, at) => at))));
  assert.deepEqual([status, all], [204, 3000]);
  assert.ok(most > 1 && most <= 1000, `${most}`);
});
