// Invalid and misspelled options: an error where they are passed, with a message that says why.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createReceiver,
  durableObjectSeen,
  kvSeen,
  memorySeen,
  postgresSeen,
  redisSeen,
  toNode,
} from "bandwidth-callbacks/receiver";
import { misuse, refusesMisspelt } from "./misuse.mjs";
import { credentials } from "./receivers.mjs";

const on = { event: () => {} };

test("invalid options are an error when the receiver is created", () => {
  const wrong = [
    undefined,
    null,
    [],
    {},
    { on },
    { anonymous: false, on },
    { anonymous: "yes", on },
    { credentials, anonymous: true, on },
    { credentials: {}, on },
    { credentials: [], on },
    { credentials: [null], on },
    { credentials: { username: "a:b", password: "c" }, on },
    { credentials: { username: "a", password: "" }, on },
    { credentials, on: null },
    { credentials, on: { event: 1 } },
    { credentials, unknown: "x" },
    { credentials, on, answered: true },
    { credentials, on, log: "yes" },
    { credentials, on, timeLimit: 0 },
    { credentials, on, timeLimit: NaN },
    { credentials, on, timeLimit: "8000" },
    { credentials, on, maxBytes: 1.5 },
    { credentials, on, realm: 'a"b' },
    { credentials, on, realm: 7 },
    { credentials, on, seen: {} },
    { credentials, on, seen: memorySeen },
    { credentials, on, signature: null },
    { credentials, on, signature: {} },
    { credentials, on, signature: { secret: [] } },
    { credentials, on, signature: { secret: "x", required: "no" } },
  ];
  for (const options of wrong)
    assert.throws(
      () => createReceiver(options),
      { name: "TypeError", message: /^(expected|unknown name) / },
      JSON.stringify(options),
    );
  for (const maxKeys of [0, -1, NaN, "x"]) assert.throws(() => memorySeen({ maxKeys }), TypeError);
  for (const receiver of [undefined, null, {}]) assert.throws(() => toNode(receiver), TypeError);
});

test("a receiver without handlers and listeners is an error, and one with a listener is not", async () => {
  for (const options of [
    { anonymous: true },
    { credentials },
    { anonymous: true, on: {} },
    { anonymous: true, on: { event: undefined }, failed: () => {} },
  ]) {
    assert.match(await misuse(() => createReceiver(options)), /^expected a handler in `on`/);
  }
  for (const heard of ["unknown", "rejected", "diagnostics", "answered"])
    createReceiver({ anonymous: true, [heard]: () => {} });
});

test("a time limit is no longer than Bandwidth waits, and is not in seconds", async () => {
  for (const timeLimit of [100, 10_000]) createReceiver({ anonymous: true, on, timeLimit });
  const words = "expected `timeLimit` to be 100 to 10000 milliseconds (Bandwidth's timeout)";
  for (const [timeLimit, hint] of [
    [10_001, ""],
    [-1, ""],
    [8, ", found 8: is it in seconds?"],
    [99.5, ", found 99.5: is it in seconds?"],
  ])
    assert.equal(await misuse(() => createReceiver({ anonymous: true, on, timeLimit })), words + hint);
});

const sql = async () => [];
const misspelt = [
  ["createReceiver", () => createReceiver({ anonymous: true, on, timelimit: 5 }), "timelimit", "timeLimit"],
  ["createReceiver, handlers", () => createReceiver({ anonymous: true, on, handlers: {} }), "handlers", undefined],
  ["createReceiver, onError", () => createReceiver({ anonymous: true, on, onError: () => {} }), "onError", undefined],
  [
    "on",
    () => createReceiver({ anonymous: true, on: { "message-fialed": () => {} } }),
    "message-fialed",
    "message-failed",
  ],
  ["credentials", () => createReceiver({ credentials: { userName: "a", password: "b" }, on }), "userName", "username"],
  [
    "several credentials",
    () => createReceiver({ credentials: [credentials, { ...credentials, pasword: "b" }], on }),
    "pasword",
    "password",
  ],
  ["signature", () => createReceiver({ credentials, on, signature: { secrets: "x" } }), "secrets", "secret"],
  ["memorySeen", () => memorySeen({ maxkey: 10 }), "maxkey", "maxKeys"],
  ["redisSeen", () => redisSeen(sql, { prefixes: "x" }), "prefixes", "prefix"],
  ["postgresSeen", () => postgresSeen(sql, { Table: "x" }), "Table", "table"],
];
for (const [where, call, name, near] of misspelt) {
  test(`a misspelled option is an error: ${where}`, () => refusesMisspelt(call, name, near));
}

test("missing credentials are named, with the usual reason", () => {
  const message = (pair) => {
    try {
      createReceiver({ credentials: pair, on });
    } catch (error) {
      return error.message;
    }
  };
  for (const [name, value, found] of [
    ["username", undefined, "undefined; is its environment variable set?"],
    ["password", undefined, "undefined; is its environment variable set?"],
    ["password", "", "an empty string; is its environment variable set?"],
    ["password", null, "null"],
    ["username", 7, "a number"],
  ])
    assert.equal(
      message({ ...credentials, [name]: value }),
      `expected credentials to have a \`${name}\` that is not empty, found ${found}`,
    );
});

test("every documented option is accepted", () => {
  createReceiver({
    credentials,
    anonymous: undefined,
    on,
    unknown: undefined,
    rejected: undefined,
    diagnostics: undefined,
    answered: undefined,
    failed: undefined,
    log: true,
    seen: memorySeen({ maxKeys: undefined }),
    timeLimit: undefined,
    maxBytes: 9,
    realm: "x",
    signature: { secret: "x", required: false },
  });
});

test("a store without a valid client is an error when it is created", async () => {
  for (const [store, has] of [
    [redisSeen, "redis"],
    [postgresSeen, "pg"],
    [kvSeen, "KV"],
    [durableObjectSeen, "Durable Objects"],
  ]) {
    for (const [client, found] of [
      [undefined, "nothing"],
      [null, "null"],
      ["redis://localhost", "a string"],
      [{}, "another object"],
    ]) {
      const message = await misuse(() => store(client));
      assert.ok(
        message.startsWith("expected a") && message.includes(has) && message.endsWith(`found ${found}`),
        message,
      );
    }
  }
  redisSeen({ sendCommand: async () => "OK" });
  redisSeen({ call: async () => "OK" });
  postgresSeen({ query: async () => ({ rows: [] }) });
});
