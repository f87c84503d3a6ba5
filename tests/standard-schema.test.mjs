// The Standard Schema in Hono, tRPC and oRPC: their handlers get typed events, and other bodies are rejected.

import assert from "node:assert/strict";
import { test } from "node:test";
import { sValidator } from "@hono/standard-validator";
import { call, os } from "@orpc/server";
import { initTRPC } from "@trpc/server";
import { sample } from "bandwidth-callbacks/samples";
import { parse } from "bandwidth-callbacks";
import { callbacks, report } from "bandwidth-callbacks/schema";
import { Hono } from "hono";

const good = sample("message-failed");
const bad = [{ ...good[0], message: { ...good[0].message, id: true, to: 17 } }];
const issues = [
  { message: "expected a string, found a boolean", path: [0, "message", "id"] },
  { message: "expected an array of phone numbers, found a number", path: [0, "message", "to"] },
];
const codes = (events) => events.map((event) => event.type === "message-failed" && event.errorCode);

test("it has `~standard`, and nothing else", () => {
  assert.deepEqual(Object.keys(callbacks), ["~standard"]);
  const { version, vendor, validate } = callbacks["~standard"];
  assert.deepEqual([version, vendor], [1, "bandwidth-callbacks"]);
  assert.deepEqual(validate(good), { value: good });
  assert.deepEqual(validate(JSON.stringify(good)), { value: good });
  assert.deepEqual(validate(bad), { issues });
  for (const nothing of [undefined, Promise.resolve(good), () => {}]) {
    assert.match(validate(nothing).issues[0].message, /^expected a body/);
  }
});

test("Hono: sValidator", async () => {
  const app = new Hono().post("/callbacks", sValidator("json", callbacks), (context) =>
    context.json(codes(context.req.valid("json"))),
  );
  const post = (body) =>
    app.request("/callbacks", {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });
  const accepted = await post(good);
  assert.deepEqual([accepted.status, await accepted.json()], [200, [4432]]);
  const refused = await post(bad);
  assert.equal(refused.status, 400);
  assert.deepEqual((await refused.json()).error, issues);
});

test("a report has no issues, for any body", async () => {
  const { version, vendor, validate } = report["~standard"];
  assert.deepEqual([Object.keys(report), version, vendor], [["~standard"], 1, "bandwidth-callbacks"]);
  for (const body of [
    good,
    bad,
    [...good, 42],
    {},
    [],
    null,
    7,
    true,
    "",
    "no JSON",
    JSON.stringify(bad),
    Buffer.from("["),
  ]) {
    assert.deepEqual(validate(body), { value: parse(body ?? "") });
  }
  assert.deepEqual(validate(undefined), validate(""));
  for (const misuse of [Promise.resolve(good), () => {}, new Map()])
    assert.throws(() => validate(misuse), /^TypeError: expected a body/);

  const app = new Hono().post("/callbacks", sValidator("json", report), (context) => {
    const { events, rejected } = context.req.valid("json");
    return context.json([codes(events), rejected.length]);
  });
  const mixed = [...good, ...bad, 42];
  for (const [body, expected] of [
    [good, [[4432], 0]],
    [bad, [[], 1]],
    [mixed, [[4432], 2]],
    [{ message: "none" }, [[], 1]],
  ]) {
    const headers = { "content-type": "application/json" };
    const answer = await app.request("/callbacks", { method: "POST", body: JSON.stringify(body), headers });
    assert.deepEqual([answer.status, await answer.json()], [200, expected]);
  }
});

test("tRPC: .input", async () => {
  const trpc = initTRPC.create();
  const router = trpc.router({ receive: trpc.procedure.input(callbacks).mutation(({ input }) => codes(input)) });
  const caller = trpc.createCallerFactory(router)({});
  assert.deepEqual(await caller.receive(good), [4432]);
  await assert.rejects(caller.receive(bad), (error) => {
    assert.equal(error.code, "BAD_REQUEST");
    assert.deepEqual(error.cause.issues, issues);
    return true;
  });
});

test("oRPC: .input", async () => {
  const receive = os.input(callbacks).handler(({ input }) => codes(input));
  assert.deepEqual(await call(receive, good), [4432]);
  await assert.rejects(call(receive, bad), (error) => {
    assert.equal(error.code, "BAD_REQUEST");
    assert.deepEqual(error.data.issues, issues);
    return true;
  });
});
