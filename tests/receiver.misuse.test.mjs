// Receivers that are mounted wrongly: what they are given is no Request, or its body is gone. Nothing may hang or be
// lost.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createServer as createServer2, connect } from "node:http2";
import { createRequire } from "node:module";
import { test } from "node:test";
import { Hono } from "hono";
import { createReceiver, toNode } from "bandwidth-callbacks/receiver";
import { authorization, credentials, failed, noting, post, received, text, statusOf, usual } from "./receivers.mjs";

const cjs = createRequire(import.meta.url)("bandwidth-callbacks/receiver");

/** Serves on a free port while `work` runs. */
async function serving(server, work) {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await work(`http://127.0.0.1:${server.address().port}/callbacks?tenant=7`);
  } finally {
    server.closeAllConnections?.();
    server.close();
  }
}

const ask = (url, body, headers = usual, method = "POST") =>
  fetch(url, { method, body, headers, signal: AbortSignal.timeout(120_000) });

test("a body that was read before, or is being read, is misuse", async () => {
  for (const spoil of [
    (request) => request.json(),
    (request) => request.text(),
    (request) => request.body.getReader(),
    (request) => request.body.getReader().read(),
  ]) {
    const { receive, noted } = noting();
    const request = post(text(failed));
    await spoil(request);
    const response = await receive(request);
    assert.equal(
      JSON.parse(await response.clone().text()).detail,
      "something read the body before the receiver; pass the request unread",
    );
    assert.equal(await statusOf(response), 500);
    assert.deepEqual(noted, [["failed", "body-already-read"]]);
  }
  // A challenge does not need the body.
  const request = post(text(failed), { authorization: undefined });
  await request.text();
  assert.equal(await statusOf(await noting().receive(request)), 401);
});

test("Hono: middleware that reads the body, and a receiver that is given the context", async () => {
  const { receive, noted } = noting();
  const app = new Hono();
  app.use("/read", async (context, next) => (await context.req.json(), next()));
  app.post("/read", (context) => receive(context.req.raw));
  app.post("/context", receive);
  for (const [path, failure] of [
    ["/read", "body-already-read"],
    ["/context", "not-a-request"],
  ]) {
    noted.length = 0;
    assert.equal(await statusOf(await app.request(path, { method: "POST", body: text(failed), headers: usual })), 500);
    assert.deepEqual(noted, [["failed", failure]]);
  }
});

test("a call without a Request is answered with a sentence, and never rejects", async () => {
  const { headers } = post("[]");
  for (const request of [
    undefined,
    null,
    "x",
    {},
    { method: "POST", headers: {} },
    { headers },
    { method: undefined, headers, arrayBuffer() {} },
    { method: "", headers, arrayBuffer() {} },
  ]) {
    const failures = [];
    const receive = createReceiver({
      credentials,
      on: { event: () => {} },
      answered: ({ problem }) => failures.push(problem),
      failed: (error, failure) => failures.push(failure, error.message),
    });
    const response = await receive(request);
    assert.match(
      JSON.parse(await response.clone().text()).detail,
      /wrap it in `toNode` for node:http, Express and Fastify$/,
    );
    assert.equal(await statusOf(response), 500);
    assert.deepEqual([failures[0], failures[2]], ["not-a-request", "not-a-request"]);
    assert.match(failures[1], /^expected a Request as the first argument: wrap the receiver in `toNode`/);
  }
});

test("node:http without `toNode` is answered, where it would wait without end", async () => {
  const { receive, noted } = noting();
  const fastify = (request, response) =>
    receive({ raw: request }, { raw: response, hijack: () => noted.push(["hijacked"]) });
  for (const [listener, wanted] of [
    [receive, [["failed", "not-a-request"]]],
    [(request, response) => receive(request, response, () => {}), [["failed", "not-a-request"]]],
    // Nobody passes the response on: `app.post(path, (request) => receive(request))`.
    [(request) => receive(request), [["failed", "not-a-request"]]],
    [(request) => receive({ raw: request }), [["failed", "not-a-request"]]],
    [(request, response) => receive({ method: request.method, res: response }), [["failed", "not-a-request"]]],
    [fastify, [["failed", "not-a-request"], ["hijacked"]]],
  ]) {
    noted.length = 0;
    await serving(createServer(listener), async (url) =>
      assert.equal(await statusOf(await ask(url, text(failed))), 500),
    );
    assert.deepEqual(noted, wanted);
  }
});

test("AWS does not take misuse for an accepted callback", async () => {
  const { receive, noted } = noting();
  const response = await receive({ version: "2.0", body: text(failed), requestContext: {} });
  assert.equal(JSON.parse(JSON.stringify(response)).statusCode, 500);
  assert.deepEqual(noted, [["failed", "not-a-request"]]);
});

test("toNode takes any function from a Request to a Response", async () => {
  const { receive, noted } = noting({ maxBytes: 100_000 });
  const other = cjs.createReceiver({
    credentials,
    maxBytes: 100_000,
    log: false,
    on: { event: ({ type }) => void noted.push(["event", type]) },
  });
  const asked = [];
  const wrapped = async (request, host) => (asked.push(request.url, host.url), receive(request, host));
  const ways = {
    "a receiver": toNode(receive),
    wrapped: toNode(wrapped),
    "a receiver of CommonJS": toNode(other),
    "by `toNode` of CommonJS": cjs.toNode(receive),
  };
  const parsers = {
    "no parser": async (request) => request,
    "a parser of JSON": async (request) => {
      const parts = [];
      for await (const part of request) parts.push(part);
      return Object.assign(request, { body: JSON.parse(Buffer.concat(parts)) });
    },
  };
  for (const [way, listener] of Object.entries(ways)) {
    for (const [name, parser] of Object.entries(parsers)) {
      noted.length = 0;
      const server = createServer(async (request, response) =>
        listener(request.method === "POST" ? await parser(request) : request, response),
      );
      await serving(server, async (url) => {
        const message = { message: { id: `${way} ${name}`, text: "é".repeat(20_000) } };
        const event = { ...received[0], message: { ...received[0].message, ...message.message } };
        assert.equal(await statusOf(await ask(url, text([event]))), 204, `${way}, ${name}`);
        assert.deepEqual(noted.at(-1), ["event", "message-received"], `${way}, ${name}`);
        const challenge = await ask(url, text(failed), { ...usual, authorization: "" });
        assert.equal(challenge.headers.get("www-authenticate"), 'Basic realm="callbacks", charset="UTF-8"');
        assert.equal(await statusOf(challenge), 401);
        assert.equal(await statusOf(await ask(url, undefined, usual, "GET")), 405);
        assert.equal(await statusOf(await ask(url, JSON.stringify("x".repeat(200_000)))), 413, `${way}, ${name}`);
        assert.equal(await statusOf(await ask(url, text([event]))), 204);
      });
    }
  }
  assert.match(asked[0], /^http:\/\/127\.0\.0\.1:\d+\/callbacks\?tenant=7$/);
  assert.equal(asked[1], "/callbacks?tenant=7");
});

test("toNode: a function that throws, or gives no Response, and a body that is gone", async (context) => {
  const { mock } = context.mock.method(console, "error", () => {});
  const none = /^expected the function given to `toNode` to return a Response/;
  for (const [broken, words] of [
    [
      () => {
        throw new Error("no");
      },
      /^no$/,
    ],
    [async () => Promise.reject(new Error("no")), /^no$/],
    [async () => undefined, none],
    [async () => ({ status: 204 }), none],
  ]) {
    await serving(createServer(toNode(broken)), async (url) => assert.equal(await statusOf(await ask(url, "[]")), 500));
    assert.match(mock.calls.at(-1).arguments[0].message, words);
  }
  const cookies = () =>
    new Response("whole", {
      status: 201,
      headers: [
        ["set-cookie", "a=1"],
        ["set-cookie", "b=2"],
        ["x-more", "y"],
      ],
    });
  await serving(createServer(toNode(cookies)), async (url) => {
    const answer = await ask(url, "[]");
    assert.deepEqual(
      [answer.status, await answer.text(), answer.headers.getSetCookie(), answer.headers.get("x-more")],
      [201, "whole", ["a=1", "b=2"], "y"],
    );
  });
  const drained = createServer(async (request, response) => {
    for await (const _ of request) void _;
    await toNode((request) => noting().receive(request))(request, response);
  });
  await serving(drained, async (url) => assert.equal(await statusOf(await ask(url, text(failed))), 500));
  assert.match(console.error.mock.calls.at(-1).arguments[0].message, /^something read the body before the receiver/);
});

test("a host or a target that makes no address keeps no handler from asking for the request", async () => {
  const urls = [];
  const { receive } = noting({
    credentials: undefined,
    anonymous: true,
    on: { event: (_event, { request }) => void urls.push(request.url) },
  });
  const listener = toNode(receive);
  const bytes = new TextEncoder().encode(text(failed));
  const send = async (headers, url, more = {}) => {
    const sent = {
      method: "POST",
      url,
      headers: { "content-type": "application/json", ...headers },
      readableDidRead: true,
      readableEnded: true,
      body: bytes,
      on() {},
      ...more,
    };
    const { status } = await new Promise((resolve) =>
      listener(sent, { writeHead: (status) => (resolve({ status }), true), end: () => {} }),
    );
    return status;
  };
  let count = 0;
  const fresh = () =>
    bytes.set(
      new TextEncoder().encode(text(failed).replace(/"id":"[^"]{4}/, `"id":"${String(count++).padStart(4, "0")}`)),
    );
  for (const [headers, url, wanted] of [
    [{ host: "u:p@x" }, "/a?b", "http://localhost/a?b"],
    [{ ":authority": "u:p@x" }, "/a", "http://localhost/a"],
    [{ host: "example.com:8080" }, "/a", "http://example.com:8080/a"],
    [{ host: "x/y" }, "/a", "http://localhost/a"],
    [{ host: "" }, "/a", "http://localhost/a"],
    [{ host: "a" }, "http://evil.example/x?y", "http://evil.example/x?y"],
    [{ host: "a" }, "http://u:p@evil.example/x", "http://evil.example/x"],
    [{ host: "a" }, "http://[/x", "http://localhost/"],
    [{ host: "a" }, "//evil.example/x", "http://a//evil.example/x"],
    [{ host: "a" }, "*", "http://a/"],
    [{}, undefined, "http://localhost/"],
  ]) {
    fresh();
    assert.equal(await send(headers, url), 204, url);
    assert.equal(urls.pop(), wanted);
  }
  // A listener may also ask for it, with any method.
  const methods = [];
  const heard = toNode(
    createReceiver({
      anonymous: true,
      log: false,
      answered: (_, { request }) => methods.push(request.method),
      failed: (error) => methods.push(error),
    }),
  );
  for (const method of ["TRACE", "CONNECT", "PUT"])
    await new Promise((resolve) => heard({ method, url: "/", headers: {}, on() {} }, { writeHead: resolve, end() {} }));
  assert.deepEqual(methods, ["GET", "GET", "PUT"]);
});

test("behind a parser that takes any JSON, a body is what it is without one", async () => {
  const inner = text(failed);
  const bodies = [null, inner, "x", "", "é", 7, true, false, [], {}, [42]];
  for (const body of bodies) {
    for (const format of [JSON.stringify, (body) => ` ${JSON.stringify(body)}\n`]) {
      const raw = new TextEncoder().encode(format(body));
      const [plain, parsed] = [noting(), noting()];
      const send = (receive, more) =>
        new Promise((resolve) =>
          toNode(receive)(
            {
              method: "POST",
              url: "/",
              headers: { ...usual, "content-length": String(raw.length) },
              readableDidRead: true,
              readableEnded: true,
              on() {},
              ...more,
            },
            { writeHead: resolve, end() {} },
          ),
        );
      const wanted = await send(plain.receive, { rawBody: raw });
      assert.equal(await send(parsed.receive, { body }), wanted, format(body));
      assert.deepEqual(parsed.noted, plain.noted, format(body));
    }
  }
  // A parser of text that removes a byte order mark, and one that leaves nothing of a body that was more than `null`.
  for (const [body, length, status] of [
    [inner, inner.length + 3, 204],
    [null, 500, 500],
    [undefined, 4, 500],
  ]) {
    const { receive } = noting();
    assert.equal(
      await new Promise((resolve) =>
        toNode(receive)(
          {
            method: "POST",
            url: "/",
            headers: { ...usual, "content-length": String(length) },
            readableDidRead: true,
            readableEnded: true,
            body,
            on() {},
          },
          { writeHead: resolve, end() {} },
        ),
      ),
      status,
    );
  }
});

test("headers that Node keeps the first of are as they were sent", async () => {
  for (const [name, values, status] of [
    ["authorization", [authorization, "Basic eDp5"], 401],
    ["authorization", ["Basic eDp5", authorization], 401],
    ["content-type", ["application/json", "application/json"], 415],
    ["content-type", ["application/json"], 204],
  ]) {
    const { receive } = noting();
    const sent = { authorization: [authorization], "content-type": ["application/json"], [name]: values };
    const rawHeaders = Object.entries(sent).flatMap(([name, values]) =>
      values.flatMap((value) => [name.toUpperCase(), value]),
    );
    const headers = Object.fromEntries(Object.entries(sent).map(([name, [first]]) => [name, first]));
    const request = {
      method: "POST",
      url: "/",
      headers,
      rawHeaders,
      readableDidRead: true,
      readableEnded: true,
      body: new TextEncoder().encode(text(failed)),
      on() {},
    };
    assert.equal(await new Promise((resolve) => toNode(receive)(request, { writeHead: resolve, end() {} })), status);
  }
});

test("the bytes of a body are counted, even if the request states a length", async () => {
  let pulled = 0;
  const parts = new ReadableStream({ pull: (to) => (pulled++, to.enqueue(new Uint8Array(500))) });
  const { receive } = noting({ maxBytes: 1000 });
  assert.equal(await statusOf(await receive(post(parts, { "content-length": "5" }, { duplex: "half" }))), 413);
  assert.ok(pulled < 10, `${pulled}`);
});

test("HTTP/2 gets no header that it forbids", async (context) => {
  const warned = [];
  const warn = (warning) => warned.push(warning.message);
  process.on("warning", warn);
  context.after(() => process.off("warning", warn));
  const server = createServer2(toNode(noting({ timeLimit: 100 }).receive));
  await serving(server, async (url) => {
    const client = connect(url);
    const stream = client.request({ ":method": "POST", ":path": "/callbacks", ...usual });
    const headers = await new Promise((resolve) => stream.on("response", resolve)); // its body does not end
    assert.equal(headers[":status"], 408);
    await new Promise((resolve) => stream.on("close", resolve).close());
    await new Promise((resolve) => client.close(resolve));
  });
  assert.deepEqual(warned, []);
});
