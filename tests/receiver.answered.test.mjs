// Reports about each answer: the listener `answered`, `failed` with its reason, and the lines on the console.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { createReceiver } from "bandwidth-callbacks/receiver";
import { sample } from "bandwidth-callbacks/samples";
import { sha256 } from "../pkg/receiver/sha256.cjs";
import { credentials, encode, failed, post, received, text, statusOf, turns } from "./receivers.mjs";

const none = { events: 0, verifications: 0, unknown: 0, rejected: 0, handled: 0, duplicates: 0, failed: 0, pending: 0 };
const never = () => new Promise(() => {});
const endless = (begins = () => {}) => new ReadableStream({ pull: () => (begins(), never()) });

/** A receiver whose answers, failures and lines are noted. */
function hearing(options = {}) {
  const [answers, failures, lines, contexts] = [[], [], [], []];
  const receive = createReceiver({
    credentials,
    on: { event: () => {} },
    answered: (answer, context) => (answers.push(answer), contexts.push(context)),
    failed: (error, failure) => failures.push([failure, error.message]),
    log: (line) => lines.push(line),
    ...options,
  });
  return { receive, answers, failures, lines, contexts };
}

test("`answered` is called once per answer, with the outcome of the elements", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let isBegun = false;
  const begins = () => void (isBegun = true);
  const { receive, answers, contexts } = hearing({
    maxBytes: 3000,
    timeLimit: 100,
    rejected: () => {},
    on: {
      "message-failed": () => {},
      "message-read": () => {
        throw new Error("no");
      },
      "message-sent": () => (begins(), never()),
    },
  });
  const sent = async (request, host, isSlow = false) => {
    const since = performance.now();
    const answer = receive(request, host);
    if (isSlow) {
      await turns(() => isBegun);
      isBegun = false;
      context.mock.timers.tick(100);
    }
    await statusOf(await answer);
    const { milliseconds, ...rest } = answers.at(-1);
    assert.ok(milliseconds >= 0 && milliseconds <= performance.now() - since, `${milliseconds}`);
    return rest;
  };
  const mixed = [42, { type: "message-snoozed", message: {} }];
  assert.deepEqual(await sent(post(text(failed, failed, received, mixed)), "host"), {
    status: 204,
    problem: undefined,
    counts: { ...none, events: 3, unknown: 1, rejected: 1, handled: 2, duplicates: 1 },
  });
  assert.deepEqual(
    [contexts[0].host, new URL(contexts[0].request.url).search, contexts[0].signal.aborted],
    ["host", "?tenant=7", false],
  );
  const wanted = [
    [post(text(failed)), 204, undefined, { events: 1, duplicates: 1 }],
    [post("[]", { authorization: undefined }), 401, "unauthorized", {}],
    [post(null, {}, { method: "GET" }), 405, "method-not-allowed", {}],
    [post("[]", { "content-type": "text/plain" }), 415, "not-json", {}],
    [post("[]", { "content-encoding": "gzip" }), 415, "unsupported-encoding", {}],
    [post("x".repeat(4000)), 413, "too-large", {}],
    [post("<html>"), 400, "unreadable", {}],
    [post(null), 400, "unreadable", {}],
    [
      post(new ReadableStream({ pull: (to) => to.error(new Error("reset")) }), {}, { duplex: "half" }),
      400,
      "incomplete-body",
      {},
    ],
    [post(endless(begins), {}, { duplex: "half" }), 408, "slow-body", {}],
    [post(text(sample("message-read"), failed)), 500, "handler-failed", { events: 2, failed: 1, duplicates: 1 }],
    [post(text(sample("message-sent"), failed)), 500, "slow-handler", { events: 2, duplicates: 1 }],
  ];
  for (const [request, status, problem, counts] of wanted) {
    const answer = await sent(request, "host", problem?.startsWith("slow-"));
    assert.deepEqual(answer, { status, problem, counts: { ...none, ...counts } });
  }
  assert.equal(answers.length, wanted.length + 1);
  assert.doesNotMatch(JSON.stringify(answers), /\+1555|sesame/);
});

test("`diagnostics` is called for the empty first request of a challenge, however it is sent", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const heard = [];
  const { receive } = hearing({ timeLimit: 100, diagnostics: (list) => heard.push(...list.map(({ rule }) => rule)) });
  const none = { authorization: undefined };
  const stream = (...parts) => new Blob(parts).stream();
  const broken = () => new ReadableStream({ pull: (to) => to.error(new Error("reset")) });
  const slow = endless();
  for (const [body, headers, rules] of [
    [null, {}, ["empty-body"]],
    ["", {}, ["empty-body"]],
    ["", { "content-length": "0" }, ["empty-body"]],
    [stream(), {}, ["empty-body"]],
    [stream("[", "]"), {}, []],
    [text(failed), { "content-length": "9" }, []],
    [stream("x".repeat(2 << 20)), {}, []],
    [broken(), {}, []],
    [slow, {}, []], // a sender that is slow is still statusOf to send credentials
  ]) {
    heard.length = 0;
    const answer = receive(post(body, { ...none, ...headers }, { duplex: "half" }));
    if (body === slow) context.mock.timers.tick(100);
    assert.equal(await statusOf(await answer), 401);
    assert.deepEqual(heard, rules);
  }
  // Of others no more is read than whether there is one, and the rest is left to the host.
  const done = [];
  const long = new ReadableStream(
    { pull: (to) => (done.push("pull"), to.enqueue(new Uint8Array(9))), cancel: () => void done.push("cancel") },
    { highWaterMark: 0 },
  );
  assert.equal(await statusOf(await receive(post(long, none, { duplex: "half" }))), 401);
  assert.deepEqual(done, ["pull"]);
});

test("listeners that hang or throw block neither handlers nor the answer", async () => {
  for (const listener of [
    never,
    () => {
      throw new Error("thrown");
    },
    () => Promise.reject(new Error("rejected")),
  ]) {
    const handled = [];
    const failures = [];
    const receive = createReceiver({
      anonymous: true,
      log: false,
      diagnostics: listener,
      answered: listener,
      failed: (_error, failure) => (failures.push(failure), listener()),
      on: { event: ({ type }) => void handled.push(type) },
    });
    const error = console.error;
    console.error = () => {};
    assert.equal(await statusOf(await receive(post(text(failed, [42])))), 204);
    const expected = listener === never ? [] : ["listener-failed", "listener-failed"];
    await turns(() => failures.length >= expected.length);
    console.error = error;
    assert.deepEqual(handled, ["message-failed"]);
    assert.deepEqual(failures, expected);
  }
});

test("a handler, a store or a credentials function that is too slow reaches `failed`", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let isBegun = false;
  const hang = () => ((isBegun = true), never());
  const limit = /within the time limit of 160 ms, so Bandwidth will send the callback again/;
  const hangs = { claim: hang, complete: hang, release: hang };
  const claims = { ...hangs, claim: async () => "claimed" };
  for (const [options, failure, words] of [
    [{ on: { event: hang } }, "slow-handler", /^a handler did not finish/],
    [{ seen: hangs }, "store-failed", /^the idempotency store did not respond/],
    [{ seen: claims }, "store-failed", /^the idempotency store did not respond/],
    [{ credentials: hang }, "receiver-failed", /^the `credentials` function did not return/],
  ]) {
    const { receive, answers, failures, lines } = hearing({ timeLimit: 160, ...options });
    isBegun = false;
    const answer = receive(post(text(failed)));
    await turns(() => isBegun);
    context.mock.timers.tick(160);
    assert.equal(await statusOf(await answer), 500);
    assert.deepEqual([failures.length, failures[0][0], answers[0].problem, answers.length], [1, failure, failure, 1]);
    assert.match(failures[0][1], words);
    assert.match(failures[0][1], limit);
    assert.deepEqual(lines, []);
  }
});

test("a failing store is answered and reported as such", async () => {
  const away = () => Promise.reject(new Error("away"));
  for (const claim of [away, async () => "nonsense"]) {
    const { receive, answers, failures } = hearing({ seen: { claim, complete: away, release: away } });
    const response = await receive(post(text(failed)));
    assert.equal(JSON.parse(await response.text()).detail, "the idempotency store failed; retry");
    assert.deepEqual(
      [answers[0].problem, failures[0][0], answers[0].counts.failed],
      ["store-failed", "store-failed", 1],
    );
  }
  // It was handled before the store failed.
  const { receive, answers, failures } = hearing({
    seen: { claim: async () => "claimed", complete: away, release: away },
  });
  assert.equal(await statusOf(await receive(post(text(failed)))), 204);
  assert.deepEqual([answers[0].counts.handled, failures.map(([failure]) => failure)], [1, ["store-failed"]]);
});

test("by default the console gets one line of each kind a minute", async (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: 1_000_000 });
  const warn = context.mock.method(console, "warn", () => {});
  const receive = createReceiver({ credentials, on: { event: () => {} } });
  const send = async (times, ...request) => {
    for (let time = 0; time < times; time++) await receive(post(...request));
  };
  await send(3, "[]", { authorization: undefined });
  await send(3, "[]", { authorization: `Basic ${encode("bandwidth:old")}` });
  await send(2, "<html>");
  await send(2, text([{ type: "message-sent", time: 1, message: {} }, 42], failed));
  await send(2, text([{ type: "message-snoozed", message: {} }]));
  const first = warn.mock.calls.map(({ arguments: [line] }) => line);
  warn.mock.resetCalls();
  assert.deepEqual(
    first.map((line) => line.replace(/^bandwidth-callbacks: /, "")),
    [
      "answered 401 unauthorized: the request has no credentials; Bandwidth sends them after this challenge if the " +
        "messaging application has them",
      "answered 401 unauthorized: the username or password does not match the credentials of this receiver",
      "answered 400 unreadable: the body cannot be read: not-a-callback",
      first[3].replace(/^bandwidth-callbacks: /, ""),
      "unknown element 0 (unknown-event)",
    ],
  );
  assert.match(first[3], /^bandwidth-callbacks: rejected element 0 \([\w-]+(, [\w-]+)*\), element 1 \(not-an-event\)$/);
  context.mock.timers.tick(59_000);
  await send(1, "<html>");
  assert.equal(warn.mock.callCount(), 0);
  context.mock.timers.tick(1_000);
  await send(1, "<html>");
  await send(2, "[]", { authorization: undefined }); // usual by now
  assert.deepEqual(
    warn.mock.calls.map(({ arguments: [line] }) => line),
    [
      "bandwidth-callbacks: answered 400 unreadable: the body cannot be read: not-a-callback (and 2 times more " +
        "since the last such line)",
    ],
  );
});

test("challenges that nothing follows are logged, and callbacks that wait or have no handler", async (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: 1_000_000 });
  const lines = [];
  const seen = { claim: async () => "pending", complete: async () => {}, release: async () => {} };
  const receive = createReceiver({ credentials, seen, on: { event: () => {} }, log: (line) => lines.push(line) });
  const challenge = async () => statusOf(await receive(post("[]", { authorization: undefined })));
  const said = () => lines.splice(0).map((line) => line.replace("bandwidth-callbacks: ", ""));
  assert.equal(await statusOf(await receive(post("[]"))), 204);
  await challenge(); // usual by now
  context.mock.timers.tick(59_999);
  await challenge();
  assert.deepEqual(said(), []);
  context.mock.timers.tick(1);
  await challenge();
  assert.match(said().join(), /^answered 401 unauthorized: the request has no credentials; [^,]*$/);
  context.mock.timers.tick(60_000);
  assert.equal(await statusOf(await receive(post(text(failed)))), 503);
  await challenge(); // usual again
  assert.equal(await statusOf(await receive(post(text(sample("toll-free-verification"))))), 204);
  assert.deepEqual(said(), [
    "answered 503 pending: another process is handling this callback; retry",
    "not handled, because `on` has no handler: toll-free-verification × 1",
  ]);
});

test("`log: false` turns the lines off, and a log that throws breaks nothing", async (context) => {
  const warn = context.mock.method(console, "warn", () => {});
  const quiet = createReceiver({ credentials, on: { event: () => {} }, log: false });
  assert.equal(await statusOf(await quiet(post("<html>"))), 400);
  assert.equal(warn.mock.callCount(), 0);
  const full = () => {
    throw new Error("full");
  };
  // Node ends a process for an unhandled rejection; the runner fails the test.
  for (const log of [full, async () => full()]) {
    const broken = createReceiver({ credentials, on: { event: () => {} }, log });
    assert.equal(await statusOf(await broken(post(text([42], failed)))), 204);
  }
});

test("handlers learn the key, the index and the attempt", async (context) => {
  context.mock.timers.enable({ apis: ["Date", "setTimeout"] });
  const learnt = [];
  let work = () => {};
  const learn = (value, { key, index, attempt, previousAttempt, request, host, signal }) => {
    learnt.push([value.type ?? "", key, index, attempt, previousAttempt]);
    assert.deepEqual([request.method, host, signal.aborted], ["POST", "host", false]);
    return work();
  };
  const { receive } = hearing({
    timeLimit: 150,
    on: { event: learn },
    unknown: learn,
    rejected: learn,
    failed: () => {},
  });
  const [event] = failed;
  const key = `${event.message.id}/${event.to}/message-failed`;
  const bodies = text([42], failed, [{ type: "message-snoozed", message: {} }], received);
  assert.equal(await statusOf(await receive(post(bodies), "host")), 204);
  assert.deepEqual(
    learnt
      .splice(0)
      .sort((one, other) => one[2] - other[2])
      .map(([type, key, ...rest]) => [type, key.slice(0, 7), ...rest]),
    [
      ["", "sha256/", 0, 1, undefined],
      ["message-failed", key.slice(0, 7), 1, 1, undefined],
      ["message-snoozed", "sha256/", 2, 1, undefined],
      ["message-received", received[0].message.id.slice(0, 7), 3, 1, undefined],
    ],
  );
  // It fails, then hangs until its claim expires, then succeeds; after that nothing is known any more.
  const read = post.bind(undefined, text(sample("message-read")));
  work = () => Promise.reject(new Error("no"));
  assert.equal(await statusOf(await receive(read(), "host")), 500);
  work = never;
  const answer = receive(read(), "host");
  await turns(() => learnt.length === 2);
  context.mock.timers.tick(150);
  assert.equal(await statusOf(await answer), 500);
  context.mock.timers.tick(301_000);
  work = () => {};
  assert.equal(await statusOf(await receive(read(), "host")), 204);
  assert.deepEqual(
    learnt.map(([, , , ...rest]) => rest),
    [
      [1, undefined],
      [2, "failed"],
      [3, "expired"],
    ],
  );
});

test("very many elements are hashed without waiting, equal ones once", async (context) => {
  // `crypto.subtle` takes 15 to 20 µs for each, which made ten seconds of a body of a megabyte.
  context.mock.method(crypto.subtle, "digest", () => assert.fail("it was asked"));
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const bodies = [
    ["rejected", Array.from({ length: 100_000 }, () => 1)],
    ["rejected", Array.from({ length: 5000 }, (_, at) => at)],
    ["unknown", Array.from({ length: 5000 }, (_, at) => ({ type: `x${at}` }))],
  ];
  for (const [kind, elements] of bodies) {
    const { receive, answers } = hearing({ [kind]: () => {} });
    const answer = receive(post(JSON.stringify(elements)));
    await turns(() => (context.mock.timers.tick(0), answers.length > 0)); // no time passes between its pauses
    assert.equal(await statusOf(await answer), 204);
    const handled = new Set(elements.map((one) => JSON.stringify(one))).size;
    assert.deepEqual([answers[0].counts.handled, answers[0].counts.duplicates], [handled, elements.length - handled]);
  }
});

test("hashes are those of SHA-256", () => {
  for (const length of [0, 1, 3, 54, 55, 56, 63, 64, 65, 119, 120, 1000, 70_000]) {
    for (const unit of ["a", "☃", "\ud83d\ude00"]) {
      const text = unit.repeat(length);
      assert.equal(sha256(text), createHash("sha256").update(text).digest("hex"), `${unit} ${length}`);
    }
  }
});

test("the rest of a body is not started once time is up", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let calls = 0;
  let end;
  const held = new Promise((resolve) => (end = resolve));
  const { receive, failures } = hearing({ timeLimit: 160, rejected: () => ((calls += 1), held) });
  const answer = receive(post(JSON.stringify(Array.from({ length: 20_000 }, (_, at) => at))));
  await turns(() => calls === 1000); // as many as are handled at the same time
  context.mock.timers.tick(160);
  assert.equal(await statusOf(await answer), 500);
  end();
  for (let turn = 0; turn < 50; turn++) {
    context.mock.timers.tick(1);
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.deepEqual([calls, failures.map(([failure]) => failure)], [1000, ["slow-handler"]]);
});
