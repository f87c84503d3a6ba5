// A receiver of node:http: streams, bodies that were already read, and connections that break off.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request as ask } from "node:http";
import { connect } from "node:net";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { createReceiver, toNode } from "bandwidth-callbacks/receiver";
import { sample } from "bandwidth-callbacks/samples";
import { authorization, failed, text, usual, noting } from "./receivers.mjs";

/** Sends to node:http by hand; gives status and headers. */
const send = (url, body, headers = usual) =>
  new Promise((resolve, reject) => {
    const request = ask(
      url,
      {
        method: "POST",
        headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)),
        agent: false,
      },
      (response) => {
        response.resume().on("end", () => resolve({ status: response.statusCode, headers: response.headers }));
      },
    );
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
    "a parser of JSON": async (request) =>
      Object.assign(request, { body: JSON.parse(String(await drain(request)) || "{}") }),
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
    assert.deepEqual(
      [refused.status, refused.headers["www-authenticate"]],
      [401, 'Basic realm="callbacks", charset="UTF-8"'],
      way,
    );
    assert.equal((await send(url, "")).status, 400, way);
    assert.deepEqual(
      noted.splice(1),
      [
        ["diagnostics", "empty-body"],
        ["diagnostics", "empty-body"],
      ],
      way,
    );
    assert.equal((await send(url, JSON.stringify(["x".repeat(6000)]))).status, 413, way);
    assert.deepEqual(noted.slice(1), [], way);
  }
  // Read by something that left nothing: it is reported, and sent again, not taken for handled.
  parsed = async (request) => (await drain(request), request);
  noted.length = 0;
  assert.equal((await send(url, text(sample("message-read")))).status, 500);
  assert.deepEqual(noted, [["failed", "body-already-read"]]);
  // An invalid Host header does not keep a handler from reading the URL.
  parsed = (request) => request;
  assert.equal((await send(url, text(sample("message-read")), { ...usual, host: "[" })).status, 204);
  parsed = (request) => request;
  // Chunked, and too much of it.
  assert.equal(
    await new Promise((resolve) => {
      const request = ask(url, { method: "POST", headers: usual }, ({ statusCode }) => resolve(statusCode));
      request.on("error", () => {});
      for (let part = 0; part < 10; part++) request.write("x".repeat(1000));
    }),
    413,
  );
  // Closed in the middle: nothing is handled, and the server goes on.
  await new Promise((resolve) => {
    const request = ask(url, { method: "POST", headers: { ...usual, "content-length": "1000" } });
    request.on("error", resolve);
    request.write("[{", () => request.destroy());
  });
  assert.equal((await send(url, text(sample("message-read")))).status, 204);
  assert.equal(noted.at(-1)[1], "message-read");
});

test("node:http: a sender of too large a body can finish and go on", { timeout: 120_000 }, async (context) => {
  const server = createServer(toNode(noting({ maxBytes: 5000 }).receive));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => server.close());
  const head = (length) =>
    `POST /callbacks HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\n${length}\r\n\r\n`;
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

test("a receiver without `toNode` does not answer another request of its connection", async () => {
  const receive = createReceiver({ anonymous: true, on: { event: () => {} }, failed: () => {}, log: false });
  let finish;
  const server = createServer((request, response) => {
    if (request.url === "/slow") finish = () => response.writeHead(200, { "content-length": 0 }).end();
    else void receive(request).then(() => finish());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const socket = connect(server.address().port, "127.0.0.1");
  const sent = (path) => `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n`;
  socket.write(sent("/slow") + sent("/misused"));
  const [first] = await once(socket, "data");
  assert.match(String(first), /^HTTP\/1\.1 200 /);
  socket.destroy();
  server.closeAllConnections();
  server.close();
});
