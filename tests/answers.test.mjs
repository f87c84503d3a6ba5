// The receiver answers as tests/answers.json says; crates/receiver/tests/receiver.rs tests the crate's with the same
// file.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createReceiver } from "bandwidth-callbacks/receiver";
import { sample } from "bandwidth-callbacks/samples";

const cases = JSON.parse(readFileSync(new URL("answers.json", import.meta.url), "utf8"));
const credentials = [
  { username: "bandwidth", password: "opens, sésame: ☃" },
  { username: "bandwidth", password: "the next" },
];
const usual = {
  authorization: `Basic ${Buffer.from("bandwidth:opens, sésame: ☃").toString("base64")}`,
  type: "application/json; charset=utf-8",
};

for (const {
  name,
  method = "POST",
  events = ["message-failed"],
  bare,
  pad = 0,
  status,
  headers = {},
  detail,
  found = [],
  handed = [],
  ...more
} of cases) {
  test(name, async () => {
    const noted = [];
    const note = (of) => (value) => void noted.push(of(value));
    const receive = createReceiver({
      credentials,
      maxBytes: 2000,
      on: { event: note(({ type }) => type) },
      unknown: note(({ index }) => `unknown ${index}`),
      rejected: note(({ index }) => `rejected ${index}`),
      log: false,
      diagnostics: (list) => list.map(({ rule }) => noted.push(`found ${rule}`)),
    });
    const { authorization, type, encoding } = { ...usual, ...more };
    const list = JSON.stringify(events.flatMap((event) => sample(event)));
    const text = (more.body ?? (bare ? list.slice(1, -1) : list)).padEnd(pad);
    const given = Object.entries({ authorization, "content-type": type, "content-encoding": encoding }).flatMap(
      ([name, value]) => [value ?? []].flat().map((one) => [name, one]),
    );
    const hasBody = method !== "GET" && text !== "";
    const answer = await receive(
      new Request("https://example.com/callbacks", {
        method,
        headers: given,
        ...(hasBody && { body: new TextEncoder().encode(text) }),
      }),
    );
    assert.equal(answer.status, status);
    for (const [name, value] of Object.entries(headers)) assert.equal(answer.headers.get(name), value);
    const body = await answer.text();
    if (status === 204) {
      assert.equal(body, "");
    } else {
      assert.equal(answer.headers.get("content-type"), "application/problem+json");
      const problem = JSON.parse(body);
      assert.deepEqual(
        [Object.keys(problem), problem.type, problem.status, problem.detail],
        [["type", "title", "status", "detail"], "about:blank", status, detail ?? problem.detail],
      );
      assert.doesNotMatch(body, /\+1555|sesame|sésame|canary/i);
    }
    assert.deepEqual(noted.sort(), [...found.map((rule) => `found ${rule}`), ...handed].sort());
  });
}
