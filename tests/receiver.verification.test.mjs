// Toll-free verification webhooks in the receiver: their own handler, once, and their signature.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { dedupeKey, parse } from "bandwidth-callbacks";
import { createReceiver } from "bandwidth-callbacks/receiver";
import { sample } from "bandwidth-callbacks/samples";
import { credentials, failed, post, statusOf, text } from "./receivers.mjs";

const denied = sample("toll-free-verification.denied");
const body = JSON.stringify(denied);

/** A receiver that notes the verifications it is given, and how it answers. */
function noting(options = {}) {
  const [noted, answers] = [[], []];
  const receive = createReceiver({
    credentials,
    on: { "toll-free-verification": (verification, { key, index }) => void noted.push([verification, key, index]) },
    unknown: () => assert.fail("a verification is not unknown"),
    answered: (answer) => void answers.push(answer),
    log: false,
    ...options,
  });
  return { receive, noted, answers };
}

test("a verification goes to its handler once, and is answered 204", async () => {
  const { receive, noted, answers } = noting();
  for (let time = 0; time < 2; time++) assert.equal(await statusOf(await receive(post(body))), 204);
  assert.equal(noted.length, 1);
  const [[verification, key, index]] = noted;
  assert.deepEqual(verification, { index: 0, outcome: "denied", value: denied });
  assert.match(key, /^sha256\/[\da-f]{64}$/);
  assert.equal(index, 0);
  assert.deepEqual(
    answers.map(({ counts }) => [counts.verifications, counts.handled, counts.duplicates]),
    [
      [1, 1, 0],
      [1, 0, 1],
    ],
  );
  // Another webhook about the same number.
  const verified = JSON.stringify(sample("toll-free-verification"));
  assert.equal(await statusOf(await receive(post(verified))), 204);
  assert.equal(noted[1][0].outcome, "verified");
});

test("the order of its keys and the form of its account ID make no other webhook", () => {
  const [one] = parse(body).verifications;
  const { accountId, ...rest } = denied;
  const [other] = parse({ ...rest, accountId: Number(accountId) }).verifications;
  assert.equal(dedupeKey(one), dedupeKey(other));
  const [next] = parse({ ...denied, denialStatusCode: 512 }).verifications;
  assert.notEqual(dedupeKey(one), dedupeKey(next));
});

test("what its handler throws makes Bandwidth send it again", async () => {
  const failures = [];
  const { receive } = noting({
    on: {
      "toll-free-verification": () => {
        throw new Error("no");
      },
    },
    failed: (_, failure) => failures.push(failure),
  });
  assert.equal(await statusOf(await receive(post(body))), 500);
  assert.deepEqual(failures, ["handler-failed"]);
});

test("events beside it keep their indexes, and a receiver without its handler accepts it", async () => {
  const indexes = [];
  const on = { event: ({ type }, { index }) => void indexes.push([type, index]) };
  const { receive, answers } = noting({ on });
  assert.equal(await statusOf(await receive(post(text(denied, failed)))), 204);
  assert.deepEqual(indexes, [["message-failed", 1]]);
  assert.deepEqual([answers[0].counts.events, answers[0].counts.verifications], [1, 1]);
});

test("its signature is checked if the receiver has the secret", async () => {
  const secret = "a secret of sixteen or more";
  const { receive, noted } = noting({ credentials: undefined, anonymous: true, signature: { secret, required: true } });
  const sign = (key) => ({ "x-bandwidth-signature-hmac-sha256": createHmac("sha256", key).update(body).digest("hex") });
  assert.equal(await statusOf(await receive(post(body, sign("another secret")))), 403);
  assert.equal(await statusOf(await receive(post(body))), 403);
  assert.equal(noted.length, 0);
  assert.equal(await statusOf(await receive(post(body, sign(secret)))), 204);
  assert.equal(noted.length, 1);
});
