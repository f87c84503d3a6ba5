// The receiver by itself: it handles every element once. Its answers are in tests/answers.json; servers are tested in
// tests/everywhere, stores in tests/stores.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { createReceiver, isSigned } from "bandwidth-callbacks/receiver";
import { sample } from "bandwidth-callbacks/samples";
import { credentials, encode, failed, received, text, post, noting, statusOf, turns } from "./receivers.mjs";

test("the elements of any body are handed on, and answered 204", async () => {
  const { receive, noted } = noting();
  const body = text(failed, received, [{ type: "message-snoozed", message: {} }, 42]);
  assert.equal(await statusOf(await receive(post(body))), 204);
  // What was found is reported first; the rest is handled at the same time.
  assert.deepEqual(noted.shift(), ["diagnostics", "unknown-event,not-an-event"]);
  assert.deepEqual(noted.sort(), [
    ["event", "message-failed"],
    ["event", "message-received"],
    ["rejected", 42],
    ["unknown", "message-snoozed"],
  ]);
});

test("a duplicate is not handled again, and answered 204", async () => {
  const { receive, noted } = noting({ diagnostics: undefined });
  const body = text(failed, failed, [{ type: "message-snoozed", message: {} }, 42]);
  for (let time = 0; time < 3; time++) assert.equal(await statusOf(await receive(post(body))), 204);
  assert.equal(noted.length, 3);
  assert.equal(await statusOf(await receive(post(text(sample("message-failed", { to: "+15555550177" }))))), 204);
  assert.equal(noted.length, 4);
});

test("credentials can be rotated, and can come with the request", async () => {
  const next = { username: "bandwidth", password: "new" };
  const header = `Basic ${encode("bandwidth:new")}`;
  const asked = [];
  const byHost = async ({ host, request }) => (
    asked.push(new URL(request.url).searchParams.get("tenant")), host.secrets
  );
  for (const [given, host] of [[[credentials, next]], [() => [next, credentials]], [byHost, { secrets: next }]]) {
    const { receive } = noting({ credentials: given });
    assert.equal(await statusOf(await receive(post(text(failed), { authorization: header }), host)), 204);
    assert.equal(
      await statusOf(await receive(post(text(failed), { authorization: `Basic ${encode("bandwidth:old")}` }), host)),
      401,
    );
  }
  assert.deepEqual(asked, ["7", "7"]);
  const { receive, noted } = noting({ credentials: () => undefined });
  assert.equal(await statusOf(await receive(post(text(failed)))), 500);
  assert.equal(noted.length, 1);
});

test("no more is read than necessary of a body that is too long or breaks off", async () => {
  const { receive, noted } = noting({ maxBytes: 1000 });
  const large = JSON.stringify(["canary".repeat(200)]);
  assert.equal(await statusOf(await receive(post(large))), 413);
  assert.equal(await statusOf(await receive(post(large, { "content-length": String(large.length) }))), 413);
  const parts = new ReadableStream({ pull: (to) => to.enqueue(new TextEncoder().encode('["canary"]')) }); // without end
  assert.equal(await statusOf(await receive(post(parts, {}, { duplex: "half" }))), 413);
  const broken = new ReadableStream({ pull: (to) => to.error(new Error("reset")) });
  assert.equal(await statusOf(await receive(post(broken, {}, { duplex: "half" }))), 400);
  assert.deepEqual(noted, []);

  assert.equal(await statusOf(await receive(post(null))), 400);
  assert.deepEqual(noted.splice(0), [["diagnostics", "empty-body"]]);
  // Bytes that are not UTF-8 do not keep the rest from being read.
  assert.equal(
    await statusOf(
      await receive(post(Buffer.concat([Buffer.from('[{"type":"x'), Buffer.from([0xff]), Buffer.from('"}]')]))),
    ),
    204,
  );
});

test("a handler that fails makes Bandwidth resend, and the other events are handled once", async () => {
  let isBroken = true;
  const handled = [];
  const on = {
    "message-failed": () => {
      if (isBroken) throw new Error("no database");
    },
    "message-received": async (event) => {
      await wait(1);
      if (isBroken) handled.push(`tried ${event.type}`);
    },
    event: (event) => void handled.push(event.type),
  };
  const { receive, noted } = noting({ on, rejected: async () => Promise.reject(new Error("nor this")) });
  assert.equal(await statusOf(await receive(post(text(failed, received, [42])))), 500);
  assert.deepEqual(
    [handled, noted.filter(([kind]) => kind === "failed").length],
    [["tried message-received", "message-received"], 2],
  );
  isBroken = false;
  assert.equal(await statusOf(await receive(post(text(failed, received)))), 204);
  assert.deepEqual(handled, ["tried message-received", "message-received", "message-failed"]);
});

test("a timeout makes Bandwidth resend; a handler that succeeds later is not run twice", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const signals = [];
  let end;
  const held = new Promise((resolve) => (end = resolve));
  let read = 0;
  const on = { event: async (_event, { signal }) => (signals.push(signal), held) };
  // The unknown field is reported once the body has been read.
  const { receive } = noting({ timeLimit: 400, on, diagnostics: () => void read++ });
  const body = text({ ...failed[0], added: 1 });
  const first = receive(post(body));
  await turns(() => signals.length === 1);
  context.mock.timers.tick(399);
  assert.equal(signals[0].aborted, false);
  context.mock.timers.tick(1);
  assert.equal(await statusOf(await first), 500);
  assert.equal(signals[0].aborted, true);
  // While the first is at it still, the second waits for the same end.
  const second = receive(post(body));
  await turns(() => read === 2);
  context.mock.timers.tick(400);
  assert.equal(await statusOf(await second), 500);
  end();
  assert.equal(await statusOf(await receive(post(body))), 204);
  assert.equal(signals.length, 1);
  let isAsked = false;
  const never = new ReadableStream({ pull: () => ((isAsked = true), new Promise(() => {})) });
  const third = receive(post(never, {}, { duplex: "half" }));
  await turns(() => isAsked);
  context.mock.timers.tick(400);
  assert.equal(await statusOf(await third), 408);
});

test("a signal that is first read after the timeout is already aborted", async (test) => {
  test.mock.timers.enable({ apis: ["setTimeout"] });
  const aborted = [];
  let isBegun = false;
  let goOn;
  const held = new Promise((resolve) => (goOn = resolve));
  const on = {
    event: async (_event, context) => {
      isBegun = true;
      await held;
      const { signal } = context;
      aborted.push(signal.aborted, signal === context.signal);
    },
  };
  const { receive } = noting({ timeLimit: 140, on });
  const answer = receive(post(text(failed)));
  await turns(() => isBegun);
  test.mock.timers.tick(140);
  assert.equal(await statusOf(await answer), 500);
  goOn();
  await turns(() => aborted.length > 0);
  assert.deepEqual(aborted, [true, true]);
});

test("a handler that fails after the timeout is reported, and runs again on resend", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let calls = 0;
  let fail;
  const held = new Promise((_, reject) => (fail = reject));
  const on = {
    event: async () => {
      calls += 1;
      if (calls === 1) await held;
    },
  };
  const { receive, noted } = noting({ timeLimit: 140, on });
  const answer = receive(post(text(failed)));
  await turns(() => calls === 1);
  context.mock.timers.tick(140);
  assert.equal(await statusOf(await answer), 500);
  fail(new Error("late"));
  await turns(() => noted.length > 1);
  assert.deepEqual(noted, [
    ["failed", "slow-handler"],
    ["failed", "handler-failed"],
  ]);
  assert.equal(await statusOf(await receive(post(text(failed)))), 204);
  assert.equal(calls, 2);
});

test("signatures are computed over the bytes", async () => {
  const body = JSON.stringify({
    accountId: "5555555",
    phoneNumber: "+18005551234",
    status: "VERIFIED",
    internalTicketNumber: "c7c5d3d4-0b3b-4d0e-8f1a-2a0f5f6f7a11",
  });
  const secret = "a secret of sixteen or more";
  const sign = (text, secret) => createHmac("sha256", secret).update(text).digest("hex");
  const named = "x-bandwidth-signature-hmac-sha256";
  const { receive } = noting({
    credentials: undefined,
    anonymous: true,
    signature: { secret: ["old secret of sixteen", secret] },
  });
  const send = (header, receiver = receive) =>
    receiver(post(body, header === undefined ? {} : { [named]: header })).then(statusOf);
  assert.equal(await send(sign(body, secret)), 204);
  assert.equal(await send(sign(body, "old secret of sixteen")), 204);
  for (const wrong of [sign(body, "other"), sign(`${body} `, secret), "", "zz", sign(body, secret).slice(2)])
    assert.equal(await send(wrong), 403);
  assert.equal(await send(undefined), 204); // as messaging callbacks are
  assert.equal(await send(undefined, noting({ signature: { secret, required: true } }).receive), 403);
  assert.equal(await isSigned(new TextEncoder().encode(body), sign(body, secret).toUpperCase(), secret), true);
});

test("a listener for diagnostics does not keep events from being handled", async () => {
  const { receive, noted } = noting({ diagnostics: () => Promise.reject(new Error("no log")) });
  assert.equal(await statusOf(await receive(post(text(failed, [42])))), 204);
  assert.deepEqual(noted.map(([kind]) => kind).sort(), ["event", "failed", "rejected"]);
});

test("a listener that throws, at once or later, breaks nothing", async (context) => {
  const thrown = (words) => {
    throw new Error(words);
  };
  for (const failed of [() => thrown("listener"), async () => thrown("listener")]) {
    const { mock } = context.mock.method(console, "error", () => {});
    const receive = createReceiver({ credentials, on: { event: () => thrown("handler") }, failed });
    assert.equal(await statusOf(await receive(post(text(sample("message-failed"))))), 500);
    await turns(() => mock.callCount() > 0);
    assert.equal(mock.callCount(), 1);
    mock.restore();
  }
});

test("a body may arrive in parts of one byte", async () => {
  const { receive, noted } = noting();
  const bytes = new TextEncoder().encode(text(failed));
  let at = 0;
  const parts = new ReadableStream({
    pull: (to) => (at < bytes.length ? to.enqueue(bytes.subarray(at, ++at)) : to.close()),
  });
  assert.equal(await statusOf(await receive(post(parts, {}, { duplex: "half" }))), 204);
  assert.deepEqual(noted, [["event", "message-failed"]]);
});

test("a body that is too large by its Content-Length is not read", async () => {
  const request = post("[]", { "content-length": String(2 ** 21) });
  Object.defineProperty(request, "body", { get: () => assert.fail("it was touched") });
  assert.equal(await statusOf(await noting().receive(request)), 413);
});

test("very many elements are handled with limited concurrency", async () => {
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
