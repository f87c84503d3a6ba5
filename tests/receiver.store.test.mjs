// Each event is handled once: duplicates, other processes, failing stores, and keys.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  kvSeen,
  memorySeen,
  postgresSeen,
  redisSeen,
  SeenObject,
  durableObjectSeen,
} from "bandwidth-callbacks/receiver";
import { sample } from "bandwidth-callbacks/samples";
import { failed, received, text, post, noting, statusOf } from "./receivers.mjs";
import { holds } from "./desk.mjs";

test("concurrent duplicates are handled once, and share the outcome", async () => {
  for (const fails of [false, true]) {
    let [calls, read] = [0, 0];
    let release;
    const held = new Promise((resolve) => (release = resolve));
    const on = { event: async () => (calls++, await held, fails && Promise.reject(new Error("no"))) };
    // The unknown field is reported just before the event is handled: the first copy ends when all have come so far.
    const diagnostics = () => void (++read === 20 && setImmediate(release));
    const { receive, noted } = noting({ on, diagnostics });
    const [event] = failed;
    const answers = await Promise.all(Array.from({ length: 20 }, () => receive(post(text({ ...event, added: 1 })))));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([fails ? 500 : 204]));
    assert.equal(calls, 1);
    assert.equal(noted.length, fails ? 1 : 0); // it failed once
  }
});

test("an event that another process is handling is answered 503, and resent", async () => {
  const seen = memorySeen();
  let calls = 0;
  let release;
  const held = new Promise((resolve) => (release = resolve));
  let begin;
  const begun = new Promise((resolve) => (begin = resolve));
  const one = noting({ seen, on: { event: () => (calls++, begin(), held) } }).receive;
  const other = noting({ seen, on: { event: () => void calls++ } }).receive;
  const first = one(post(text(failed)));
  await begun;
  const busy = await other(post(text(failed)));
  assert.equal(busy.headers.get("retry-after"), "10");
  assert.equal(await statusOf(busy), 503);
  release();
  assert.equal((await first).status, 204);
  assert.equal((await other(post(text(failed)))).status, 204);
  assert.equal(calls, 1);
});

test("a store that is down loses nothing and repeats nothing", async () => {
  const inner = memorySeen();
  const away = { claim: true, rest: true };
  let completed = 0;
  const seen = {
    claim: async (...args) => (away.claim ? Promise.reject(new Error("store")) : inner.claim(...args)),
    complete: (...args) => {
      if (away.rest) throw new Error("store");
      return inner.complete(...args).then(() => void completed++);
    },
    release: (key) => {
      if (away.rest) throw new Error("store");
      return inner.release(key);
    },
  };
  let calls = 0;
  let isBroken = false;
  const { receive, noted } = noting({
    seen,
    on: {
      event: () => {
        calls += 1;
        if (isBroken) throw new Error("no");
      },
    },
  });
  assert.equal(await statusOf(await receive(post(text(failed)))), 500); // it could not be claimed, so not handled
  assert.equal(calls, 0);
  away.claim = false;
  assert.equal(await statusOf(await receive(post(text(failed)))), 204); // handled, though the store does not know
  assert.equal(await statusOf(await receive(post(text(failed)))), 204);
  assert.equal(calls, 1);
  away.rest = false;
  await receive(post(text(sample("message-read")))); // writes to the store what it missed
  await holds(() => completed === 2);
  const [event] = failed;
  assert.equal(await inner.claim(`${event.message.id}/${event.to}/message-failed`, 9), "handled");
  assert.ok(noted.filter(([kind]) => kind === "failed").length === 2);
  // A claim that cannot be released expires.
  [isBroken, away.rest] = [true, true];
  assert.equal(await statusOf(await receive(post(text(received)))), 500);
  assert.equal(await statusOf(await receive(post(text(received)))), 503);
});

test("a store that hangs in `complete` delays only that request; its event is not handled again", async (context) => {
  context.mock.timers.enable({ apis: ["Date", "setTimeout"] });
  let calls = 0;
  let begin;
  const hasBegun = new Promise((resolve) => (begin = resolve));
  const never = () => (begin(), new Promise(() => {}));
  const seen = { claim: async () => "claimed", complete: never, release: never };
  const { receive } = noting({ seen, timeLimit: 200, on: { event: () => void calls++ } });
  const first = receive(post(text(failed)));
  await hasBegun;
  context.mock.timers.tick(200);
  assert.equal(await statusOf(await first), 500);
  assert.equal(await statusOf(await receive(post(text(failed)))), 204);
  context.mock.timers.tick(301_000); // the claim has ended
  assert.equal(await statusOf(await receive(post(text(failed)))), 204);
  assert.equal(calls, 1);
});

test("an unexpected result of a store does not count as handled", async () => {
  for (const claim of [undefined, true, "", "Not found"]) {
    const { receive, noted } = noting({
      seen: { claim: async () => claim, complete: async () => {}, release: async () => {} },
    });
    assert.equal(await statusOf(await receive(post(text(failed)))), 500);
    assert.deepEqual(
      noted.map(([kind]) => kind),
      ["failed"],
    );
  }
  for (const nothing of [null, undefined, ""]) {
    const redis = (found) => redisSeen(async (command) => (command === "SET" ? nothing : found));
    assert.equal(await redis("pending").claim("key", 300), "pending");
    assert.equal(await redis(Buffer.from("handled")).claim("key", 300), "handled");
    assert.equal(await kvSeen({ get: async () => nothing, put: async () => {} }).claim("key", 300), "claimed");
  }
  assert.equal(await redisSeen(async () => Buffer.from("OK")).claim("key", 300), "claimed");
});

test("an unexpected reply of a client is a store failure, not a claim", async () => {
  const rows = (list) => async (statement) => (statement.includes("INSERT") ? [] : list);
  for (const seen of [
    ...[null, 5, {}, true].map((reply) => redisSeen(async () => reply)),
    ...[undefined, { rows: [] }, 5].map((rows) => postgresSeen(async () => rows)),
    ...[undefined, {}, { rows: { length: 1 } }].map((result) => postgresSeen({ query: async () => result })),
    ...[[], [{}], [{ handled: "t" }], [{ handled: 1 }]].map((list) => postgresSeen(rows(list))),
    durableObjectSeen({
      idFromName: String,
      get: () => ({ fetch: async () => new Response("error", { status: 500 }) }),
    }),
  ]) {
    const failures = [];
    const hear = (error, failure) => failures.push(failure, error.message);
    const { receive, noted } = noting({ seen, failed: hear });
    assert.equal(await statusOf(await receive(post(text(failed)))), 500);
    assert.deepEqual([failures[0], noted], ["store-failed", []]);
    assert.match(failures[1], /^expected /);
  }
  // An expiry between two commands is not a failure.
  const replies = [null, null, "OK"];
  assert.equal(await redisSeen(async () => replies.shift()).claim("key", 300), "claimed");
  const answers = [[], [], [{ key: "key" }]];
  assert.equal(await postgresSeen(async () => answers.shift()).claim("key", 300), "claimed");
  // A key that could not be given the mark of a handled one is written again.
  const object = { fetch: async (url) => new Response(url.includes("claim") ? "claimed" : "error") };
  const failures = [];
  const seen = durableObjectSeen({ idFromName: String, get: () => object });
  const { receive } = noting({ seen, failed: (_error, failure) => failures.push(failure) });
  assert.equal(await statusOf(await receive(post(text(failed)))), 204);
  assert.deepEqual(failures, ["store-failed"]);
});

test("keys that a payload makes long, or that a store would reject, are hashed", async () => {
  const keys = [];
  const seen = { claim: async (key) => (keys.push(key), "claimed"), complete: async () => {}, release: async () => {} };
  const { receive } = noting({ seen });
  const ids = ["x".repeat(5000), "☃".repeat(150), "nul \0", "two\nlines", ""];
  await receive(post(text(...ids.map((id) => sample("message-received", { message: { id } })), failed, [42])));
  assert.ok(keys.every((key) => /^[!-~]{1,200}$/.test(key)) && new Set(keys).size === 7, keys.join("\n"));
  // The same as the crate makes: crates/receiver/tests/receiver/store.rs has these as well.
  for (const known of ["fb0909409bef01e8", "45998058e276c201", "9bbbe46c5f864a64", "73475cb40a568e8d"]) {
    assert.ok(
      keys.some((key) => key.startsWith(`sha256/${known}`)),
      known,
    );
  }
});

test("an event without a handler is answered, and no store is asked", async () => {
  const { receive } = noting({
    on: { "message-read": () => {} },
    seen: { claim: () => assert.fail(), complete: () => assert.fail(), release: () => assert.fail() },
    unknown: undefined,
    rejected: undefined,
  });
  assert.equal(await statusOf(await receive(post(text(failed, [42, { type: "message-snoozed" }])))), 204);
});

test("memorySeen limits its keys, and forgets them in time", async (context) => {
  context.mock.timers.enable({ apis: ["Date"] });
  const seen = memorySeen({ maxKeys: 3 });
  for (const key of ["a", "b", "c", "d"]) await seen.claim(key, 300);
  assert.deepEqual(await Promise.all(["d", "c", "b"].map((key) => seen.claim(key, 300))), [
    "pending",
    "pending",
    "pending",
  ]);
  assert.equal(await seen.claim("a", 300), "claimed");
  await seen.complete("a", 10);
  context.mock.timers.tick(9999);
  assert.equal(await seen.claim("a", 300), "handled");
  context.mock.timers.tick(1);
  assert.equal(await seen.claim("a", 300), "claimed");
});

test("Durable Objects and KV, through the parts that are used", async (context) => {
  const objects = new Map();
  const storage = () => {
    const map = new Map();
    return {
      get: async (name) => map.get(name),
      put: async (name, value) => void map.set(name, value),
      deleteAll: async () => map.clear(),
      setAlarm: async () => {},
    };
  };
  const namespace = {
    idFromName: (name) => name,
    get: (name) => ({
      fetch: (url) =>
        (objects.get(name) ?? objects.set(name, new SeenObject({ storage: storage() })).get(name)).fetch(
          new Request(url),
        ),
    }),
  };
  const map = new Map();
  const kv = {
    get: async (key) => map.get(key) ?? null,
    put: async (key, value, { expirationTtl }) => void (assert.ok(expirationTtl >= 60), map.set(key, value)),
  };
  for (const [seen, second] of [
    [durableObjectSeen(namespace), "pending"],
    [kvSeen(kv), "claimed"],
  ]) {
    assert.equal(await seen.claim("key", 300), "claimed");
    assert.equal(await seen.claim("key", 300), second);
    await seen.release("key");
    assert.equal(await seen.claim("key", 300), "claimed");
    await seen.complete("key", 360_000);
    assert.equal(await seen.claim("key", 300), "handled");
  }
  // An alarm that comes late, or again, does not end what was claimed or handled since; its own time does.
  await objects.get("key").alarm();
  assert.equal(await durableObjectSeen(namespace).claim("key", 300), "handled");
  context.mock.timers.enable({ apis: ["Date"], now: Date.now() + 360_001_000 });
  await objects.get("key").alarm();
  assert.equal(await durableObjectSeen(namespace).claim("key", 300), "claimed");
});
