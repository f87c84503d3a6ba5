// The contract of every store, by itself and behind receivers. Uses only assert of Node, so that workerd also runs it.

import assert from "node:assert/strict";
import { createReceiver } from "bandwidth-callbacks/receiver";
import { sample } from "bandwidth-callbacks/samples";

export const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** How long a claim lasts that a receiver does not end: CLAIM_TTL of the catalogue. In seconds. */
export const CLAIM_TTL = 300;

const odd = [
  "it's",
  'a "key"',
  "a:b::c",
  "a/b/c",
  "%_*?[a]",
  "{a}",
  "back\\slash",
  "$1; DROP TABLE bandwidth_seen --",
  "k".repeat(200),
  "ключ ☃ 🦀",
  "__proto__",
  "-1",
  " ",
];

/**
 * The contract of `IdempotencyStore`. `claims`: whether it knows claims; `shortest`: the seconds it keeps a key at
 * least.
 */
export async function contract(seen, { claims = true, shortest = 1 } = {}) {
  const keep = Math.max(60, shortest);
  for (const key of ["usual", ...odd]) {
    const said = [];
    const claim = async () => said.push(await seen.claim(key, CLAIM_TTL));
    await claim();
    await claim();
    await seen.release(key);
    await claim();
    await seen.complete(key, keep);
    await claim();
    await seen.complete(key, keep); // repeated, as after an answer that was lost
    await claim();
    assert.deepEqual(said, ["claimed", claims ? "pending" : "claimed", "claimed", "handled", "handled"], key);
  }
  await seen.complete("completed without a claim", keep);
  assert.equal(await seen.claim("completed without a claim", CLAIM_TTL), "handled");
  if (!claims) return "the contract, but for claims";

  for (const key of ["crowd", "other crowd"]) {
    const said = await Promise.all(Array.from({ length: 200 }, () => seen.claim(key, CLAIM_TTL)));
    assert.deepEqual(
      [said.filter((claim) => claim === "claimed").length, said.filter((claim) => claim === "pending").length],
      [1, 199],
    );
  }
  // In seconds; longer if the machine was too busy to ask in that time.
  for (let short = 5; ; short *= 4) {
    const [left, done] = ["left", "done"].map((key) => `${key} ${short}`);
    const since = performance.now();
    await seen.claim(left, short);
    await seen.claim(done, CLAIM_TTL);
    await seen.complete(done, short);
    const early = [await seen.claim(left, CLAIM_TTL), await seen.claim(done, CLAIM_TTL)];
    if (performance.now() - since >= short * 1000) continue;
    assert.deepEqual(early, ["pending", "handled"]);
    await wait(short * 1000 + 200);
    const late = await Promise.all(Array.from({ length: 200 }, () => seen.claim(left, CLAIM_TTL)));
    assert.equal(late.filter((claim) => claim === "claimed").length, 1);
    assert.equal(await seen.claim(done, CLAIM_TTL), "claimed");
    break;
  }
  return "the contract";
}

/** A request with one event, of an id of its own. */
export const post = (id) =>
  new Request("https://example.com/callbacks", {
    method: "POST",
    body: JSON.stringify(sample("message-delivered", { message: { id } })),
    headers: { "content-type": "application/json" },
  });

/**
 * Distinct events, each sent three times at random to either of the receivers, which share a store as processes would;
 * of every second event the copies are sent at the same moment. A handler fails the first time. What is not answered
 * 204 is sent again, as Bandwidth would. Each event has to be handled once.
 *
 * `outage`: `kills`, `kill()` and `start()` of the server, and `age(seconds)`, which makes what it keeps so much older.
 * `together: false`: no copies at the same moment.
 */
export async function storm(
  stores,
  { events = 500, copies = 3, outage, together = true, timeLimit = 8000, prefix = "storm" } = {},
) {
  const counts = { handled: 0, away: 0, requests: 0, answers: {}, kills: 0, aged: 0 };
  const handled = new Map();
  const failed = new Set();
  let isAway = false;
  let restart = Promise.resolve();
  const kill = async () => {
    counts.kills += 1;
    isAway = true;
    await outage.kill();
    await wait(700);
    await outage.start();
    isAway = false;
  };
  const on = {
    event: async ({ message: { id } }) => {
      await wait(Math.random() * 30);
      if (!failed.has(id)) {
        failed.add(id);
        throw new Error("the first time");
      }
      handled.set(id, (handled.get(id) ?? 0) + 1);
      counts.handled += 1;
      if (isAway) counts.away += 1;
      if (
        outage &&
        counts.kills < outage.kills &&
        !isAway &&
        counts.handled >= ((counts.kills + 1) * events) / (outage.kills + 2)
      )
        restart = kill();
    },
  };
  // Without lines about the answers, of which it counts each.
  const options = { anonymous: true, timeLimit, on, failed: () => {}, log: false };
  const receivers = stores.map((seen) => createReceiver({ ...options, seen }));
  const send = async (id, receive) => {
    const { status } = await receive(post(id));
    assert.ok([204, 500, 503].includes(status), String(status));
    counts.requests += 1;
    counts.answers[status] = (counts.answers[status] ?? 0) + 1;
    return status;
  };
  const either = () => receivers[Math.floor(Math.random() * receivers.length)];

  let left = Array.from({ length: events }, (_, number) => ({
    id: `${prefix}-${number}`,
    copies,
    together: together && number % 2 === 0,
  }));
  while (left.length > 0) {
    // Every event once in the list for its copies at the same moment, or once for each copy.
    const sendings = left.flatMap((event) =>
      event.together ? [[event, event.copies]] : Array.from({ length: event.copies }, () => [event, 1]),
    );
    if (together) sendings.sort(() => Math.random() - 0.5);
    const next = sendings[Symbol.iterator]();
    const sender = async () => {
      for (const [event, count] of next) {
        const statuses = await Promise.all(Array.from({ length: count }, () => send(event.id, either())));
        event.copies -= statuses.filter((status) => status === 204).length;
      }
    };
    await Promise.all(Array.from({ length: together ? 40 : 1 }, sender));
    left = left.filter((event) => event.copies > 0);
    if (!outage) continue;
    await wait(100);

    // A claim that was never completed lasts for CLAIM_TTL, while Bandwidth keeps retrying. To save that time, the keys
    // in the store are made older, but only when nothing else would happen in that time: the store is up; every
    // receiver was sent everything that is left, so has written its results; and each answered 503, so none is handling
    // anything: duplicates of an event that a receiver is handling itself would wait for it.
    await restart;
    const answers = [];
    for (const event of left) for (const receive of receivers) answers.push(await send(event.id, receive));
    await wait(200);
    if (answers.length > 0 && answers.every((status) => status === 503)) {
      await outage.age(CLAIM_TTL);
      counts.aged += left.length;
    }
  }

  assert.equal(handled.size, events);
  assert.deepEqual(
    [...handled].filter(([, times]) => times !== 1),
    [],
  );
  if (outage) assert.ok(counts.kills === outage.kills && counts.away > 0, JSON.stringify(counts));
  return JSON.stringify({ events, copies: events * copies, ...counts });
}
