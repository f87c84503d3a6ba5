// The recipes of examples/: each server gets the same requests, and must give the same answers and output.

import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { at } from "../../../scripts/run.mjs";
import { example } from "../../bodies.mjs";
import { axum, deploy, inWorkerd, wrangler } from "../programs.mjs";
import { commandOf, fileOf, here, run, serving, Skip, tool, version } from "../tools.mjs";

const CREDENTIALS = "bandwidth:opens, sesame: twice";
const event = (type) => JSON.parse(example(type))[0];
const both = JSON.stringify([event("message-failed"), event("message-received")]);
const delivered = JSON.stringify([event("message-delivered")]);

/** What is sent, and how it has to be answered. */
const requests = [
  ["no credentials, and an empty body", { body: "", authorization: undefined }, 401],
  ["wrong credentials", { body: both, authorization: "Basic d3Jvbmc6d3Jvbmc=" }, 401],
  ["two events", { body: both }, 204],
  ["the same again", { body: both }, 204],
  ["a type to come", { body: '[{"type": "message-snoozed", "message": {}}]' }, 204],
  ["no JSON", { body: "<html>" }, 400],
  ["more than a callback has", { body: `[${" ".repeat(1 << 20)}]` }, 413],
  ["GET", { method: "GET" }, 405],
  ["plain text", { body: both, type: "text/plain" }, 415],
];

/** What a server has to say. */
const said = [
  `handled: failure 4432 of ${event("message-failed").message.id}`,
  `handled: reply to ${event("message-received").message.id}`,
  'warning unknown-event at "/0/type": ',
  "kept: element 0, of a type to come",
  'error empty-body at "": ',
  'error not-a-callback at "": ',
];

const whole = (request) => ({ method: "POST", type: "application/json", authorization: authorized, ...request });
const authorized = `Basic ${Buffer.from(CREDENTIALS).toString("base64")}`;

/**
 * Sends requests by `send`, which gives a Response, and compares; `output` gives what the server said. Answers to what
 * is
 * `own` to a server are made by itself, and hold no problem.
 */
async function drive(send, output, { left = requests, expected = said, own = [] } = {}) {
  for (const [name, request, status] of left) {
    const answer = await send(whole(request));
    if (answer.status !== status)
      throw new Error(`${name}: answered ${answer.status} instead of ${status}\n${output()}`);
    const challenge = answer.headers.get("www-authenticate");
    if (status === 401 && !/^Basic realm="callbacks"/.test(challenge ?? "")) throw new Error(`${name}: no challenge`);
    const type = status === 204 ? null : "application/problem+json";
    if (!own.includes(name) && answer.headers.get("content-type") !== type)
      throw new Error(`${name}: answered as ${answer.headers.get("content-type")}`);
  }
  return compare(output, expected);
}

async function compare(output, expected) {
  // Events of a body are handled concurrently, in any order.
  const all = () =>
    output()
      .split(/\r?\n/)
      .filter((line) => /^(handled|kept|warning|error|info) ?/.test(line))
      .sort();
  const sorted = expected.toSorted();
  for (let tries = 0; all().length < expected.length && tries < 600; tries++) await wait(100);
  const wrong = all().length !== expected.length || all().some((line, number) => !line.startsWith(sorted[number]));
  if (wrong) throw new Error(`said:\n${all().join("\n")}\ninstead of:\n${expected.join("\n")}\n${output()}`);
  return "as it should";
}

const headersOf = ({ type, authorization, method }) => ({
  ...(method === "POST" && { "content-type": type }),
  ...(authorization && { authorization }),
});
const post = (url) => (request) =>
  fetch(url, {
    method: request.method,
    body: request.body,
    headers: headersOf(request),
    signal: AbortSignal.timeout(60_000),
  });

/** curl does as Bandwidth does: it sends no credentials until it is challenged. */
async function challenged(url, output, cwd) {
  writeFileSync(join(cwd, "body.json"), delivered);
  const args = [
    "-q",
    "-sS",
    "--noproxy",
    "*",
    "--max-time",
    "60",
    "--anyauth",
    "-u",
    CREDENTIALS,
    "-H",
    "content-type: application/json",
    "--data-binary",
    "@body.json",
  ];
  // The second time it is answered the same, and handled no more.
  for (let time = 0; time < 2; time++) {
    const printed = await run("curl", [...args, "-D", "-", "-o", "answer", "-w", "%{http_code} %{num_connects}", url], {
      cwd,
    });
    const answers = [...printed.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => status).join(" then ");
    if (answers !== "401 then 204" || !/^204 [12]$/m.test(printed))
      throw new Error(`answered ${answers}:\n${printed}\n${output()}`);
  }
  return compare(output, [`handled: delivery of ${event("message-delivered").message.id}`]);
}

async function needsCurl() {
  await run("curl", ["--version"]).catch(() => {
    throw new Skip("there is no curl on this machine");
  });
}

const file = (name) => readFileSync(at("examples", name), "utf8");
const files = (name) => ({ [name]: file(name), "receive.mjs": file("receive.mjs") });
const env = { PORT: "0", CREDENTIALS };

/**
 * The command plays Bandwidth against a recipe, and sees in its output what it handles. `failed`: the checks that fail.
 */
async function judged(url, output, cwd, failed) {
  const log = join(cwd, "observed.log");
  let written = 0;
  const copy = () => {
    const text = output();
    appendFileSync(log, text.slice(written));
    written = text.length;
  };
  const timer = setInterval(copy, 50);
  const args = ["test", url, "--credentials", CREDENTIALS, "--observe", log, "--json"];
  try {
    const cli = at("packages/cli/bandwidth-callbacks.js");
    // A failed check makes it exit with 1; the verdict is still printed.
    const printed = await run(process.execPath, [cli, ...args], { cwd }).catch(({ message }) => message);
    const { checks } = JSON.parse(printed.slice(printed.indexOf("{"), printed.lastIndexOf("}") + 1));
    const found = checks.filter(({ outcome }) => outcome === "failed");
    if (found.map(({ id }) => id).join() !== failed.join()) throw new Error(JSON.stringify(found, null, 2));
    return "as it should";
  } finally {
    clearInterval(timer);
  }
}

/**
 * Three rows: requests by fetch, curl, which is asked for credentials, and the command's `test`. `serve` starts the
 * recipe for `work`.
 */
const server = (name, of, named, serve, { path = "/callbacks", failed = [], ...more } = {}) => {
  const row = { version: () => (of ? version(of) : process.versions.node), expect: "as it should", files: named };
  return [
    {
      ...row,
      name: `Recipe, ${name}`,
      run: (cwd) => serve(cwd, (url, output) => drive(post(url + path), output, more)),
    },
    {
      ...row,
      name: `Recipe, ${name}, by curl`,
      run: async (cwd) => {
        await needsCurl();
        return serve(cwd, (url, output) => challenged(url + path, output, cwd));
      },
    },
    {
      ...row,
      name: `Recipe, ${name}, by the command`,
      run: (cwd) => serve(cwd, (url, output) => judged(url + path, output, cwd, failed)),
    },
  ];
};

const command = (name, recipe, of, program, args = [], more = {}) =>
  server(name, of, files(recipe), (cwd, work) => serving(program(), [...args, recipe], { cwd, env }, work), more);

/** For a handler that is called: the consumer's program gives a Response for each of the requests. */
const called = (body) => `import { readFileSync } from "node:fs";
${body}
const texts = [];
console.log = (...words) => texts.push(words.join(" "));
const answers = [];
for (const request of JSON.parse(readFileSync("requests.json", "utf8"))) {
  const { status, headers } = await send(request);
  answers.push([status, [...headers]]);
}
process.stdout.write(JSON.stringify({ answers, texts }));
`;
async function call(cwd, { left = requests, expected = said } = {}) {
  writeFileSync(join(cwd, "requests.json"), JSON.stringify(left.map(([, request]) => whole(request))));
  const { answers, texts } = JSON.parse(
    (await run(process.execPath, ["call.mjs"], { cwd, env })).split("\n").find((line) => line.startsWith("{")),
  );
  const send = async () => {
    const [status, headers] = answers.shift();
    return { status, headers: new Headers(headers) };
  };
  return drive(send, () => texts.join("\n"), { left, expected });
}

const lambda = called(`import { handler } from "./lambda.mjs";

const send = async ({ method, body, type, authorization }) => {
  const event = {
    requestContext: { domainName: "consumer", http: { method } },
    rawPath: "/callbacks",
    headers: { ...(type && { "content-type": type }), ...(authorization && { authorization }) },
    ...(body !== undefined && { body: Buffer.from(body).toString("base64"), isBase64Encoded: true }),
  };
  const { statusCode, headers } = await handler(event);
  return { status: statusCode, headers: new Headers(headers) };
};`);
const route = called(`import { POST } from "./route.mjs";

const send = ({ method, body, type, authorization }) => {
  const headers = { "content-type": type, ...(authorization && { authorization }) };
  return POST(new Request("http://consumer/callbacks", { method, body, headers }));
};`);

const worker = inWorkerd("console.log(String(await worker.ready));\n", {
  more: 'bindings: { CREDENTIALS: process.env.CREDENTIALS }, host: "127.0.0.1", port: 0,',
});

const deno = "@deno/linux-x64-glibc";
const bun = "@oven/bun-linux-x64";
const node = () => process.execPath;

export const recipes = [
  ...command("node:http", "node.mjs", undefined, node),
  ...command("Express", "express.mjs", "express", node),
  ...command("Express, after express.json", "express.mjs", "express", node, [], {
    path: "/parsed",
    // What Express answers by itself is not said.
    own: ["no JSON", "more than a callback has"],
    expected: said.slice(0, -1),
    failed: ["large-body"],
  }),
  ...command("Fastify", "fastify.mjs", "fastify", node),
  ...command("Hono", "hono.mjs", "hono", node),
  ...command("Deno.serve", "deno.mjs", deno, () => fileOf(deno, "deno"), [
    "run",
    "--no-remote",
    "--node-modules-dir=manual",
    "--allow-net",
    "--allow-env",
  ]),
  ...command("Bun.serve", "bun.mjs", bun, () => fileOf(bun, "bin/bun")),
  {
    name: "Recipe, AWS Lambda",
    expect: "as it should",
    files: { ...files("lambda.mjs"), "call.mjs": lambda },
    run: (cwd) => call(cwd, { expected: said }),
  },
  {
    name: "Recipe, Next route handler",
    expect: "as it should",
    files: {
      "next/app/callbacks/route.ts": file("next/app/callbacks/route.ts"),
      "receive.mjs": file("receive.mjs"),
      "call.mjs": route,
    },
    run: async (cwd) => {
      await tool(
        "esbuild",
        [
          "next/app/callbacks/route.ts",
          "--bundle",
          "--format=esm",
          "--platform=node",
          "--external:bandwidth-callbacks",
          "--outfile=route.mjs",
        ],
        { cwd },
      );
      return call(cwd, { left: requests.filter(([name]) => name !== "GET") }); // Next answers that.
    },
  },
  ...server(
    "Cloudflare Worker",
    "miniflare",
    { ...files("worker.mjs"), "wrangler.json": wrangler("worker.mjs"), "serve.mjs": worker },
    async (cwd, work) => {
      await deploy(cwd);
      return serving(node(), ["serve.mjs"], { cwd, env }, work);
    },
  ),
  {
    name: "Recipe, Next, by the command",
    version: () => version("next"),
    expect: "as it should",
    files: {
      "package.json": JSON.stringify({
        private: true,
        dependencies: { "bandwidth-callbacks": "*", next: "*", react: "*", "react-dom": "*" },
      }),
      // What the recipe imports is beside its folder, as in examples/.
      "receive.mjs": file("receive.mjs"),
      // Without its types: for them Next would want the types of React, too.
      "route.ts": file("next/app/callbacks/route.ts"),
      "next/app/layout.jsx": "export default ({ children }) => <html><body>{children}</body></html>;\n",
      "next/next.config.mjs": `const root = ${JSON.stringify(here)};
export default { turbopack: { root }, outputFileTracingRoot: root };\n`,
    },
    run: async (cwd) => {
      const folder = join(cwd, "next");
      await tool("esbuild", ["route.ts", "--outfile=next/app/callbacks/route.js"], { cwd });
      await tool("next", ["build"], { cwd: folder, timeout: 900 });
      const args = [commandOf("next"), "start", "--hostname", "127.0.0.1", "--port", "0"];
      return serving(process.execPath, args, { cwd: folder, env }, (url, output) =>
        judged(`${new URL(url).origin}/callbacks`, output, cwd, []),
      );
    },
  },
  ...server("axum", undefined, {}, async (cwd, work) => serving(await axum(), [], { cwd, env }, work)),
];
