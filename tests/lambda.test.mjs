// A receiver on AWS Lambda. lambda.json has an event of each source, in the form that AWS documents and with made-up
// values; `body` is filled in here, as text or in base64.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
// https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mock, test } from "node:test";
import { toLambda } from "bandwidth-callbacks/receiver";
import { ANSWERS } from "../pkg/generated/answers.cjs";
import { encode, failed, noting, text } from "./receivers.mjs";

const events = JSON.parse(readFileSync(new URL("lambda.json", import.meta.url), "utf8"));
const context = Object.freeze({ functionName: "callbacks", callbackWaitsForEmptyEventLoop: true });
const names = Object.keys(events);

/** An event of a source with a body, and with other headers where they are named. */
function eventOf(name, body, { method = "POST", isBase64Encoded = false, headers = {} } = {}) {
  const event = structuredClone(events[name]);
  Object.assign(event, { body: isBase64Encoded && body !== null ? encode(body) : body, isBase64Encoded });
  if ("httpMethod" in event) event.httpMethod = method;
  else event.requestContext.http.method = method;
  for (const [name, value] of Object.entries(headers)) {
    for (const [part, wrapped] of [
      ["headers", value],
      ["multiValueHeaders", [value]],
    ]) {
      if (event[part] === undefined) continue;
      const sent = Object.keys(event[part]).find((it) => it.toLowerCase() === name) ?? name;
      if (value === undefined) delete event[part][sent];
      else event[part][sent] = wrapped;
    }
  }
  return event;
}

/** What an event's source sends as the response: status, headers and body. Each takes only a form of its own. */
function sent(name, answer) {
  const { statusCode, statusDescription, headers, multiValueHeaders, cookies, body, isBase64Encoded, ...more } = answer;
  assert.deepEqual(more, {});
  JSON.stringify(answer);
  const isMulti = name === "load balancer, multi-value headers";
  assert.equal(headers === undefined, isMulti);
  if (name.startsWith("load balancer")) assert.match(statusDescription, new RegExp(`^${statusCode} [A-Z][A-Za-z ]+$`));
  else assert.equal(statusDescription, undefined);
  if (!isMulti && name.startsWith("load")) assert.equal(multiValueHeaders, undefined);
  const all = new Headers(headers);
  for (const [header, values] of Object.entries(multiValueHeaders ?? {}))
    for (const value of values) all.append(header, value);
  for (const cookie of cookies ?? []) all.append("set-cookie", cookie);
  return { status: statusCode, headers: all, body: isBase64Encoded ? Buffer.from(body, "base64") : body };
}

/** Runs with a console whose errors are noted. */
async function quietly(work) {
  const said = [];
  const error = mock.method(console, "error", (...words) => said.push(words.map(String).join(" ")));
  try {
    await work();
  } finally {
    error.mock.restore();
  }
  return said;
}

for (const name of names) {
  test(`${name}: callbacks are handled, rejected and challenged as in any host`, async () => {
    const said = await quietly(async () => {
      for (const isBase64Encoded of [false, true]) {
        const { receive, noted } = noting({ maxBytes: 4000 });
        const handler = toLambda(receive);
        assert.equal(handler.length <= 2, true, "Lambda takes three parameters for a callback");
        const post = async (body, more) =>
          sent(name, await handler(eventOf(name, body, { isBase64Encoded, ...more }), context));
        const body = text(failed, { type: "message-snoozed", message: {}, note: "☃ é" });
        for (const [what, answer, status] of [
          ["events", await post(body), 204],
          ["no credentials", await post(body, { headers: { authorization: undefined } }), 401],
          ["no credentials and no body", await post(null, { headers: { authorization: undefined } }), 401],
          ["no JSON", await post("<html>"), 400],
          ["too large", await post(`[${" ".repeat(4000)}]`), 413],
          ["a type", await post(body, { headers: { "content-type": "text/plain" } }), 415],
          ["a length that is not its own", await post(body, { headers: { "content-length": "9999999" } }), 204],
          ["GET", await post(null, { method: "GET" }), 405],
          ["a method without Request", await post(null, { method: "TRACE" }), 405],
        ]) {
          assert.equal(answer.status, status, what);
          if (status === 204) assert.equal(answer.body, "");
          else
            assert.deepEqual(
              [answer.headers.get("content-type"), JSON.parse(answer.body).status],
              ["application/problem+json", status],
            );
          if (status === 401) assert.match(answer.headers.get("www-authenticate"), /^Basic realm="callbacks"/);
          if (status === 405) assert.equal(answer.headers.get("allow"), "POST");
        }
        assert.deepEqual(
          noted.filter(([kind]) => kind !== "diagnostics"),
          [
            ["event", "message-failed"],
            ["unknown", "message-snoozed"],
          ],
        );
      }
    });
    // Where the challenge does not arrive, it is said, once for each handler.
    const renames = ["REST API", "function URL"].includes(name);
    assert.equal(said.filter((line) => line.includes("WWW-Authenticate")).length, renames ? 2 : 0);
  });

  test(`${name}: a receiver sees the request, the event and the context`, async () => {
    let seen;
    const handler = toLambda(async (request, host) => {
      seen = {
        url: new URL(request.url),
        method: request.method,
        note: request.headers.get("x-note"),
        body: await request.text(),
        host,
      };
      return new Response(null, { status: 204 });
    });
    const event = eventOf(name, text(failed));
    assert.equal((await handler(event, context)).statusCode, 204);
    assert.deepEqual(
      [seen.method, seen.body, seen.url.protocol, seen.url.pathname],
      ["POST", text(failed), "https:", "/callbacks"],
    );
    const isSingle = name === "load balancer";
    assert.deepEqual(
      [seen.url.searchParams.getAll("tenant"), seen.url.searchParams.get("name")],
      [isSingle ? ["8"] : ["7", "8"], "A & B"],
    );
    assert.equal(seen.note.replace(", ", ","), isSingle ? "two" : "one,two");
    assert.match(seen.url.host, /\.(amazonaws\.com|on\.aws)$/);
    assert.ok(seen.host.event === event && seen.host.context === context);
  });

  test(`${name}: any response, of any function`, async () => {
    const bytes = Uint8Array.of(0xff, 0xfe, 0, 1);
    const answer = async (response) => sent(name, await toLambda(() => response)(eventOf(name, "[]"), context));
    assert.deepEqual((await answer(new Response(bytes))).body, Buffer.from(bytes));
    const headers = [
      ["set-cookie", "a=1"],
      ["set-cookie", "b=2, c"],
      ["vary", "a"],
      ["vary", "b"],
    ];
    const {
      headers: got,
      body,
      status,
    } = await answer(new Response("☃", { status: 418, statusText: "Teapot", headers }));
    assert.deepEqual([status, body, got.get("vary")], [418, "☃", "a, b"]);
    assert.deepEqual(got.getSetCookie(), name === "load balancer" ? ["a=1"] : ["a=1", "b=2, c"]);
    const said = await quietly(async () => {
      for (const wrong of [undefined, Promise.reject(new Error("own")), {}])
        assert.equal((await answer(wrong)).status, 500);
      assert.equal(
        (await answer(new Response(new ReadableStream({ pull: () => Promise.reject(new Error("own")) })))).status,
        500,
      );
    });
    assert.equal(said.length, 4);
  });
}

test("a load balancer gets the phrase of each status that a receiver answers with", async () => {
  for (const [status, title] of Object.values(ANSWERS)) {
    const handler = toLambda(() => new Response(null, { status }));
    const { statusDescription } = await handler(eventOf("load balancer", "[]"), context);
    assert.equal(statusDescription, `${status} ${title}`);
  }
});

test("an event that is not a request is answered 500, and logged", async () => {
  const { receive, noted } = noting();
  const handler = toLambda(receive);
  const odd = [
    undefined,
    null,
    "",
    7,
    [],
    {},
    { key1: "value1" },
    { Records: [{ eventSource: "aws:sqs", body: "[]" }] },
    { httpMethod: 5 },
    { requestContext: "x" },
    { requestContext: { http: null } },
  ];
  const said = await quietly(async () => {
    for (const event of odd) {
      const { statusCode, body, isBase64Encoded, headers } = await handler(event, context);
      assert.deepEqual(
        [statusCode, JSON.parse(body).status, isBase64Encoded, headers["content-type"]],
        [500, 500, false, "application/problem+json"],
      );
    }
  });
  assert.equal(said.filter((line) => line.includes("is not an HTTP request")).length, odd.length);
  assert.deepEqual(noted, []);
});

test("an unusual request is still a request", async (context) => {
  const { receive } = noting({ credentials: undefined, anonymous: true });
  const handler = toLambda(receive);
  const status = async (changes) =>
    (await handler({ ...structuredClone(events["HTTP API, format 2.0"]), body: "[]", ...changes })).statusCode;
  assert.equal(await status({}), 204);
  for (const headers of [
    null,
    undefined,
    5,
    "text",
    { "a b": "c", x: "line\nbreak", é: "1", y: null, z: 5, w: ["a", "b"], v: {} },
    { host: "a b/c?d#e" },
  ]) {
    assert.equal(await status({ headers }), 204);
  }
  for (const rawPath of [null, "", "callbacks", "//evil.example/x", "/a b?c#d", "/%", 5])
    assert.equal(await status({ rawPath }), 204);
  for (const rawQueryString of [null, "%", "a=b#c", 5]) assert.equal(await status({ rawQueryString }), 204);
  // Marked as base64, but it is not; and JSON that something has parsed.
  assert.equal(await status({ isBase64Encoded: true, body: "[]" }), 204);
  assert.equal(await status({ isBase64Encoded: true, body: "%" }), 400);
  assert.equal(await status({ body: failed }), 204);
  context.mock.method(console, "error", () => {});
  for (const answer of [undefined, { statusCode: 204 }]) {
    const { statusCode } = await toLambda(async () => answer)(structuredClone(events["HTTP API, format 2.0"]));
    assert.equal(statusCode, 500);
    assert.match(console.error.mock.calls.at(-1).arguments[0].message, /^expected the function given to `toLambda`/);
  }
  for (const wrong of [undefined, null, {}, "x"])
    assert.throws(() => toLambda(wrong), /^TypeError: expected a receiver/);
});
