// Receivers that record their calls, and requests like Bandwidth's.

import assert from "node:assert/strict";
import { createReceiver } from "bandwidth-callbacks/receiver";
import { sample } from "bandwidth-callbacks/samples";

export const credentials = { username: "bandwidth", password: "opens, sésame: ☃" };
export const encode = (text) => Buffer.from(text).toString("base64");
export const authorization = `Basic ${encode(`${credentials.username}:${credentials.password}`)}`;
export const failed = sample("message-failed");
export const received = sample("message-received");
export const text = (...lists) => JSON.stringify(lists.flat());
export const usual = { authorization, "content-type": "application/json; charset=utf-8" };

/** A request as Bandwidth makes it, except for what is given. */
export const post = (body, headers = {}, more = {}) =>
  new Request("https://example.com/callbacks?tenant=7", {
    method: "POST",
    body,
    headers: Object.entries({ ...usual, ...headers }).filter(([, value]) => value !== undefined),
    ...more,
  });

/** A receiver that notes what it is given. */
export function noting(options = {}) {
  const noted = [];
  const note = (kind) => (value, failure) =>
    void noted.push([
      kind,
      kind === "diagnostics"
        ? value.map(({ rule }) => rule).join()
        : kind === "failed"
          ? failure
          : (value.type ?? value.value),
    ]);
  const receive = createReceiver({
    credentials,
    on: { event: note("event") },
    unknown: note("unknown"),
    rejected: note("rejected"),
    diagnostics: note("diagnostics"),
    failed: note("failed"),
    log: false,
    ...options,
  });
  return { receive, noted };
}

/** Waits until something holds, also while a test has taken the timers away. The runner ends a test that never does. */
export async function turns(holds) {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

/** The parts of an answer that count; a problem has the members of RFC 9457 and nothing of the payload. */
export async function statusOf(answer) {
  const body = await answer.text();
  if (answer.status === 204) assert.equal(body, "");
  else {
    assert.equal(answer.headers.get("content-type"), "application/problem+json");
    const { type, title, status, detail, ...more } = JSON.parse(body);
    assert.deepEqual(
      [type, status, typeof title, typeof detail, more],
      ["about:blank", answer.status, "string", "string", {}],
    );
    assert.doesNotMatch(body, /\+1555|sesame|sésame|canary/i);
  }
  return answer.status;
}
