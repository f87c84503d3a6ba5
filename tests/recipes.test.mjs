// The recipes of examples/: without credentials none of them starts, and the one with a queue answers before it works.
// `npm run test:everywhere` runs each in its own server.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { dedupeKey } from "bandwidth-callbacks";
import { sample } from "bandwidth-callbacks/samples";
import { memoryQueue, queueing } from "../examples/enqueue.mjs";
import { access, receiver } from "../examples/receive.mjs";
import { encode, failed } from "./receivers.mjs";

const folder = new URL("../examples/", import.meta.url);
const recipes = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((path) => /\.(mjs|ts)$/.test(path));
const post = (events, headers = {}) =>
  new Request("https://example.com/callbacks", {
    method: "POST",
    body: JSON.stringify(events),
    headers: { "content-type": "application/json", ...headers },
  });

/** A recipe as a program; `said` is what it has written so far. */
function program(name, env, code) {
  const { CREDENTIALS, ANONYMOUS, ...others } = process.env;
  const args = code === undefined ? [name] : ["--input-type=module", "-e", code];
  const child = spawn(process.execPath, args, { cwd: folder, env: { ...others, PORT: "0", ...env } });
  const output = { child, said: "" };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => (output.said += text));
  return output;
}

/** Waits until a program has written something that fits. */
async function until(output, pattern) {
  for (;;) {
    const found = pattern.exec(output.said);
    if (found !== null) return found;
    assert.equal(output.child.exitCode, null, output.said);
    await Promise.race([
      once(output.child.stdout, "data"),
      once(output.child.stderr, "data"),
      once(output.child, "exit"),
    ]);
  }
}

test("without credentials in the environment there is no receiver", async () => {
  for (const env of [
    {},
    { CREDENTIALS: "" },
    { ANONYMOUS: "0" },
    { ANONYMOUS: "true" },
    { CREDENTIALS: undefined, ANONYMOUS: "" },
  ]) {
    for (const make of [
      access,
      receiver,
      (env) =>
        queueing(
          env,
          memoryQueue(() => {}),
        ),
    ])
      assert.throws(() => make(env), /set CREDENTIALS=user:password/);
  }
  for (const CREDENTIALS of ["user", "user:", ":password"])
    assert.throws(() => receiver({ CREDENTIALS, ANONYMOUS: "1" }), TypeError);
  assert.deepEqual(access({ ANONYMOUS: "1" }), { anonymous: true });
  assert.deepEqual(access({ CREDENTIALS: "a:b:c", ANONYMOUS: "1" }), {
    credentials: { username: "a", password: "b:c" },
  });
  assert.equal((await receiver({ CREDENTIALS: "a:b" })(post(failed))).status, 401);
});

test("every recipe takes its receiver from there", () => {
  assert.ok(recipes.length >= 12);
  for (const path of recipes) {
    if (["receive.mjs", "enqueue.mjs", "opentelemetry.mjs"].includes(path)) continue;
    const code = readFileSync(new URL(path.replaceAll("\\", "/"), folder), "utf8").replace(/\/\/.*/g, "");
    assert.match(code, /\b(receiver|queueing)\((process\.env|env|Deno\.env\.toObject\(\))[,)]/, path);
    assert.doesNotMatch(code, /createReceiver|anonymous/, path);
  }
});

test("programs do not start without credentials", async () => {
  for (const [name, code] of [
    ["node.mjs"],
    ["queue.mjs"],
    ["lambda.mjs"],
    ["worker.mjs", 'await (await import("./worker.mjs")).default.fetch(new Request("http://localhost/"), {})'],
  ]) {
    const output = program(name, {}, code);
    const [status] = await once(output.child, "close");
    assert.equal(status, 1, name);
    assert.match(output.said, /set CREDENTIALS=user:password, or ANONYMOUS=1/);
  }
});

test("node:http and Lambda with credentials, and with none where that is asked for", async (context) => {
  const authorization = `Basic ${encode("bandwidth:opens: sesame")}`;
  for (const [env, statuses] of [
    [{ CREDENTIALS: "bandwidth:opens: sesame" }, [401, 204]],
    [{ ANONYMOUS: "1" }, [204, 204]],
  ]) {
    const output = program("node.mjs", env);
    context.after(() => output.child.kill());
    const [url] = await until(output, /http:\S+/);
    const found = [];
    for (const headers of [{}, { authorization }]) {
      found.push(
        (
          await fetch(url, {
            method: "POST",
            headers: { "content-type": "application/json", ...headers },
            body: JSON.stringify(failed),
          })
        ).status,
      );
    }
    assert.deepEqual(found, statuses);
    await until(output, /handled: failure 4432/);

    const event = JSON.stringify({
      requestContext: { http: { method: "POST" } },
      headers: { authorization },
      body: JSON.stringify(failed),
    });
    const lambda = program(
      "lambda.mjs",
      env,
      `const { handler } = await import("./lambda.mjs"); console.log((await handler(${event}, {})).statusCode);`,
    );
    await once(lambda.child, "close");
    assert.match(lambda.said, /handled: failure 4432 .*\n204\n/);
  }
});

test("with a queue the answer comes before the work is done, and each event is worked on once", async () => {
  let begin;
  const isOpen = new Promise((resolve) => (begin = resolve));
  const worked = [];
  const queue = memoryQueue(async (event) => {
    await isOpen;
    worked.push(dedupeKey(event));
  });
  const receive = queueing({ ANONYMOUS: "1" }, queue);
  const events = sample("message-received", {}, { count: 3 });
  for (let time = 0; time < 2; time++) assert.equal((await receive(post(events))).status, 204);
  assert.deepEqual(worked, []);
  begin();
  await queue.idle();
  assert.deepEqual(worked.sort(), events.map(dedupeKey).sort());
});

test("a callback is retried if the queue rejects it, a job if it fails, until it is dropped", async (context) => {
  const errors = context.mock.method(console, "error", () => {});
  const [worked, givenUp] = [[], []];
  const queue = memoryQueue(
    async ({ message }) => {
      worked.push(message.text);
      if (message.text !== "fine" && (message.text === "never" || worked.length < 3)) throw new Error("work");
    },
    { tries: 3, pause: 1, most: 1, failed: () => {}, givenUp: ({ message }) => givenUp.push(message.text) },
  );
  const receive = queueing({ ANONYMOUS: "1" }, queue);
  const [soon, never, fine] = ["soon", "never", "fine"].map((text, index) =>
    sample("message-received", { message: { id: String(index), text } }),
  );
  assert.equal((await receive(post(soon))).status, 204);
  // It has room for one.
  assert.equal((await receive(post(never))).status, 500);
  await queue.idle();
  assert.deepEqual([worked.splice(0), givenUp], [["soon", "soon", "soon"], []]);
  assert.equal((await receive(post(never))).status, 204);
  await queue.idle();
  assert.deepEqual([worked.splice(0), givenUp], [["never", "never", "never"], ["never"]]);
  assert.equal((await receive(post(fine))).status, 204);
  await queue.idle();
  assert.deepEqual(worked, ["fine"]);
  assert.ok(errors.mock.callCount() >= 1);
});

test("the server with a queue works on what it has answered before it ends", {
  skip: process.platform === "win32",
}, async () => {
  const output = program("queue.mjs", { ANONYMOUS: "1" });
  const [url] = await until(output, /http:\S+/);
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", connection: "close" },
    body: JSON.stringify(failed),
  });
  assert.equal(answer.status, 204);
  output.child.kill("SIGTERM");
  const [status] = await once(output.child, "close");
  assert.deepEqual([status, /worked: message-failed of \S+/.test(output.said)], [0, true]);
});
