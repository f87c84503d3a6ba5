// `test`: its verdicts on correct endpoints, on twelve with one mistake each, and on none at all.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { endpoint, holds, run, start } from "./desk.mjs";
import { MISTAKES, serve } from "./endpoints.mjs";

const folder = mkdtempSync(join(tmpdir(), "bandwidth-callbacks-"));
after(() => rmSync(folder, { recursive: true }));
const access = ["--credentials", "user:password"];

/** Below the ephemeral ports, so that no other connection or server takes one in between. */
let nextPort = 20_000 + (process.pid % 1000);

async function freePort() {
  for (;;) {
    const port = nextPort++;
    const server = createServer();
    const free = await new Promise((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
    });
    if (free) return port;
  }
}

/** The verdict on an endpoint that reports what it does. */
async function judged(mistake) {
  const observer = `http://127.0.0.1:${await freePort()}`;
  const observe = (path, body) => fetch(`${observer}${path}`, { method: "POST", body }).then(() => {});
  const one = await serve({ mistake, observe });
  const { code, out, err } = await run(["test", one.url, ...access, "--observe", observer, "--json"]);
  one.close();
  assert.equal(err, "", mistake);
  const verdict = JSON.parse(out);
  const ids = (wanted) => verdict.checks.filter(({ outcome }) => outcome === wanted).map(({ id }) => id);
  return { code, verdict, passed: ids("passed"), failed: ids("failed"), notRun: ids("not-run") };
}

test("a correct endpoint passes", async () => {
  const { code, verdict, passed, failed, notRun } = await judged();
  assert.deepEqual([code, verdict.ok, failed, notRun], [0, true, [], ["restart"]]);
  assert.ok(passed.length >= 45, String(passed.length));
  assert.equal(new Set(verdict.checks.map(({ id }) => id)).size, verdict.checks.length);
  for (const { number, sent, got, why, source, outcome } of verdict.checks) {
    assert.ok(number > 0 && why.length > 20 && /^https:\/\//.test(source));
    if (outcome === "passed") assert.ok(sent.length > 2 && got.length > 5);
  }
});

test("each mistake fails exactly its checks", { concurrency: true, timeout: 300_000 }, async (context) => {
  assert.equal(Object.keys(MISTAKES).length, 12);
  const tests = Object.entries(MISTAKES).map(([mistake, wanted]) =>
    context.test(mistake, async () => {
      const { code, verdict, failed } = await judged(mistake);
      assert.deepEqual([code, verdict.ok, failed], [1, false, wanted]);
    }),
  );
  await Promise.all(tests);
});

test("an endpoint may report each event more than once, and is judged by what a duplicate adds", async () => {
  for (const [mistake, wanted] of [
    [undefined, []],
    ["duplicates are handled twice", MISTAKES["duplicates are handled twice"]],
  ]) {
    const log = join(folder, `twice ${wanted.length}.log`);
    const observe = async (path, id) => {
      if (path === "/") appendFileSync(log, `event ${id}\nhandled ${id}\n`);
    };
    const one = await serve({ mistake, observe });
    const { out } = await run(["test", one.url, ...access, "--observe", log, "--json"]);
    one.close();
    const failed = JSON.parse(out).checks.filter(({ outcome }) => outcome === "failed");
    assert.deepEqual(
      failed.map(({ id }) => id),
      wanted,
    );
    for (const { got } of failed) assert.match(got, /handled it \d times/);
  }
});

test("a verdict says what happened, why it matters, and the source", async () => {
  const one = await serve({ mistake: "400 for unknown types" });
  const { code, out } = await run(["test", one.url, ...access]);
  one.close();
  assert.equal(code, 1);
  const words = out.replace(/\s+/g, " ");
  assert.match(
    words,
    /Your endpoint answered 400 to a body with an unknown type\. .* Bandwidth will resend it for 24 hours/,
  );
  assert.match(words, /unknown-type: https:\/\//);
  assert.match(words, /\(needs --observe\)/);
  assert.match(out, /\nYour endpoint failed 1 of 39 checks, 8 not run\.\n$/);
  const open = await endpoint();
  const loose = await run(["test", open.url, "--verbose"]);
  assert.match(loose.out, /– answers 401 to a callback without credentials \(needs --credentials\)/);
  assert.match(loose.out, /sent: an ordinary callback\n +got: answered 204\n +why: /);
});

test("JUnit has a case for each check", async () => {
  const one = await serve({ mistake: "the body is echoed" });
  const file = join(folder, "verdict.xml");
  assert.equal((await run(["test", one.url, ...access, "--junit", file])).code, 1);
  one.close();
  const xml = readFileSync(file, "utf8");
  const count = (pattern) => (xml.match(pattern) ?? []).length;
  const [, tests, failures, skipped] = /<testsuites tests="(\d+)" failures="(\d+)" errors="0" skipped="(\d+)"/.exec(
    xml,
  );
  assert.deepEqual([count(/<testcase /g), count(/<failure /g), count(/<skipped /g)].map(String), [
    tests,
    failures,
    skipped,
  ]);
  assert.match(xml, /name="no-echo"[^>]*>\n *<failure message="[^"<>]*">Your endpoint repeated its text/);
  assert.doesNotMatch(xml, /&(?!(amp|lt|gt|quot);)/);
});

test("a restart that forgets is reported, and one that does not passes", async () => {
  for (const [store, failed] of [
    ["kept", []],
    ["forgotten", ["restart"]],
  ]) {
    const log = join(folder, `${store}.log`);
    const keys = join(folder, `${store}.keys`);
    const code = `
      import { appendFileSync, existsSync, readFileSync } from "node:fs";
      import { createServer } from "node:http";
      const [port, log, keys] = process.argv.slice(1);
      const seen = new Set(keys.includes("kept") && existsSync(keys) ? readFileSync(keys, "utf8").split("\\n") : []);
      createServer(async (request, response) => {
        let text = "";
        try { for await (const part of request) text += part; } catch { return; }
        if (request.url === "/stop") return response.end(() => process.exit());
        const event = /"id":"([^"]+)"/.exec(text)?.[1];
        if (event !== undefined && !seen.has(event)) {
          seen.add(event);
          appendFileSync(keys, event + "\\n");
          appendFileSync(log, "handled " + event + "\\n");
        }
        response.writeHead(/^\\s*\\[/.test(text) ? 204 : 400).end();
      }).listen(Number(port), "127.0.0.1");`;
    const port = await freePort();
    const launch = () =>
      spawn(process.execPath, ["--input-type=module", "-e", code, String(port), log, keys], { stdio: "ignore" });
    let child = launch();
    child.on("exit", () => (child = launch()));
    const url = `http://127.0.0.1:${port}/callbacks`;
    await holds(() =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    );
    const restart = `curl -s http://127.0.0.1:${port}/stop`;
    const { out } = await run(["test", url, "--observe", log, "--restart", restart, "--json"]);
    child.removeAllListeners("exit");
    child.kill();
    const result = JSON.parse(out).checks.find(({ id }) => id === "restart");
    assert.equal(result.outcome, failed.length > 0 ? "failed" : "passed", `${store}: ${JSON.stringify(result)}`);
  }
});

test("the recipes of examples/ pass, with --observe", { timeout: 300_000 }, async () => {
  const recipes = [
    ["node.mjs", undefined],
    // Its work is done after the answer.
    ["queue.mjs", undefined],
    ...["worker.mjs", "lambda.mjs"].map((name) => [name, ADAPTERS[name]]),
  ];
  const judge = async ([name, code]) => {
    const log = join(folder, `${name.replace(/\W/g, "-")}.log`);
    const output = openSync(log, "a");
    const args = code === undefined ? [name] : ["--input-type=module", "-e", code];
    const child = spawn(process.execPath, args, {
      cwd: fileURLToPath(new URL("../examples/", import.meta.url)),
      env: { ...process.env, PORT: "0", CREDENTIALS: "user:password" },
      stdio: ["ignore", output, output],
    });
    await holds(() => /http:\S+/.test(readFileSync(log, "utf8")) || child.exitCode !== null, name);
    const [url] = /http:\S+/.exec(readFileSync(log, "utf8"));
    const { code: verdict, out } = await run(["test", url, ...access, "--observe", log]);
    child.kill("SIGKILL");
    assert.equal(verdict, 0, `${name}: ${out}`);
    assert.match(out, /Your endpoint passed all 46 checks, 1 not run\./, name);
  };
  await Promise.all(recipes.map(judge));
});

/** Recipes that export a handler, behind a server of node:http. */
const served = (handler) => `
  import { createServer } from "node:http";
  import { toNode } from "bandwidth-callbacks/receiver";
  const server = createServer(${handler});
  server.listen(0, "127.0.0.1", () => console.log("http://127.0.0.1:" + server.address().port + "/callbacks"));`;
const worker = served("toNode((request) => worker.fetch(request, process.env))");
const ADAPTERS = {
  "worker.mjs": `import worker from "./worker.mjs"; ${worker}`,
  "lambda.mjs": `import { handler } from "./lambda.mjs"; ${served(`async (request, response) => {
    const parts = [];
    try { for await (const part of request) parts.push(part); } catch { return; }
    const body = Buffer.concat(parts);
    const { statusCode, headers, body: text } = await handler({
      version: "2.0",
      requestContext: { http: { method: request.method, path: request.url } },
      headers: request.headers,
      ...(body.length > 0 ? { body: body.toString("base64"), isBase64Encoded: true } : {}),
    }, {});
    response.writeHead(statusCode, headers).end(text);
  }`)}`,
};

test("an endpoint that cannot be tested gives one line and exit code 2", async () => {
  const closed = await endpoint();
  await closed.close();
  const asking = await serve({});
  for (const [args, words] of [
    [[], /takes the URL of an endpoint/],
    [["ftp://x"], /expected URL to be an address/],
    [[closed.url], /the endpoint cannot be reached: nothing listens on its port/],
    [["http://nowhere.invalid/"], /its host name does not resolve/],
    [[asking.url], /asks for credentials: pass them with --credentials/],
    [
      [asking.url, ...access, "--junit", "/nowhere/x.xml"],
      /\/nowhere\/x\.xml: cannot be written: its directory does not exist/,
    ],
    [[asking.url, ...access, "--observe", asking.url], /--observe cannot listen at 127\.0\.0\.1:\d+: it is in use/],
  ]) {
    const { code, out, err } = await run(["test", ...args]);
    assert.deepEqual([code, out, err.split("\n").length], [2, "", 2], `${args.join(" ")} ${err}`);
    assert.match(err, words);
  }
  asking.close();
});

test("Ctrl-C leaves no partial verdict", async () => {
  const file = join(folder, "never.xml");
  for (const form of [[], ["--json"]]) {
    // After some answers none comes, so it has no verdict for minutes.
    const silent = await endpoint((_, count) => (count < 6 ? 204 : undefined));
    const running = start(["test", silent.url, "--junit", file, ...form]);
    await holds(() => silent.got.length >= 6);
    running.child.kill("SIGINT");
    assert.equal(await running.ended, 130);
    assert.equal(running.err, "bandwidth-callbacks: stopped before the verdict\n");
    if (form.length > 0) assert.equal(running.out, "");
    assert.ok(!existsSync(file));
  }
});
