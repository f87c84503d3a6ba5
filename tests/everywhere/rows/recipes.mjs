// The recipes of examples/: each server gets the same requests, and has to give the same answers and say the same.

import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { at } from "../../../scripts/run.mjs";
import { fileOf, here, run, serving, tool, version } from "../tools.mjs";

const CREDENTIALS = "bandwidth:opens, sesame";
const example = (type) => JSON.parse(readFileSync(at("src/catalogue/examples", `${type}.json`), "utf8"))[0];
const both = JSON.stringify([example("message-failed"), example("message-received")]);

/** What is sent, and how it has to be answered. */
const requests = [
  ["no credentials, and an empty body", { body: "", authorization: undefined }, 401],
  ["wrong credentials", { body: both, authorization: "Basic d3Jvbmc6d3Jvbmc=" }, 401],
  ["two events", { body: both }, 204],
  ["the same again", { body: both }, 204],
  ["a type to come", { body: '[{"type": "message-snoozed", "message": {}}]' }, 204],
  ["no JSON", { body: "<html>" }, 204],
];

/** What a server has to say, line by line. */
const said = [
  `handled: failure 4432 of ${example("message-failed").message.id}`,
  `handled: reply to ${example("message-received").message.id}`,
  'warning unknown-event at "/0/type": ',
  "kept: 1 unknown, 0 rejected",
  'error not-a-callback at "": ',
];

const authorized = `Basic ${Buffer.from(CREDENTIALS).toString("base64")}`;

/** Sends the requests by `send`, which gives a Response, and compares; `output` gives what the server said. */
async function drive(send, output, left = requests) {
  for (const [name, request, status] of left) {
    const answer = await send({ authorization: authorized, ...request });
    if (answer.status !== status) throw new Error(`${name}: answered ${answer.status} instead of ${status}\n${output()}`);
    const challenge = answer.headers.get("www-authenticate");
    if (status === 401 && !/^Basic realm="callbacks"/.test(challenge ?? "")) throw new Error(`${name}: no challenge`);
  }
  const expected = left === requests ? said : said.slice(0, -1);
  const all = () => output().split(/\r?\n/).filter((line) => /^(handled|kept|warning|error|info) ?/.test(line));
  for (let tries = 0; all().length < expected.length && tries < 20; tries++) await wait(100);
  const wrong = all().length !== expected.length || all().some((line, number) => !line.startsWith(expected[number]));
  if (wrong) throw new Error(`said:\n${all().join("\n")}\ninstead of:\n${expected.join("\n")}`);
  return "as it should";
}

const post = (url) => ({ body, authorization }) =>
  fetch(url, { method: "POST", body, headers: { "content-type": "application/json", ...(authorization && { authorization }) }, signal: AbortSignal.timeout(10_000) });

const file = (name) => readFileSync(at("examples", name), "utf8");
const files = (name) => ({ [name]: file(name), "receive.mjs": file("receive.mjs") });
const env = { PORT: "0", CREDENTIALS };

const server = (name, recipe, of, command, args, more) => ({
  name: `Recipe, ${name}`,
  version: () => version(of),
  expect: "as it should",
  files: files(recipe),
  run: (cwd) => serving(command(), [...args, recipe], { cwd, env }, (url, output) => drive(post(`${url}/callbacks`), output)),
  ...more,
});

/** For a handler that is called: the consumer's program gives a Response for each of the requests. */
const called = (body) => `${body}
const texts = [];
console.log = (...words) => texts.push(words.join(" "));
const answers = [];
for (const request of JSON.parse(process.argv[2])) {
  const { status, headers } = await send(request);
  answers.push([status, [...headers]]);
}
process.stdout.write(JSON.stringify({ answers, texts }));
`;
async function call(cwd) {
  const list = requests.map(([, request]) => ({ authorization: authorized, ...request }));
  list[0].authorization = undefined;
  const { answers, texts } = JSON.parse(await run(process.execPath, ["call.mjs", JSON.stringify(list)], { cwd, env }));
  return drive(async () => {
    const [status, headers] = answers.shift();
    return { status, headers: new Headers(headers) };
  }, () => texts.join("\n"));
}

const lambda = called(`import { handler } from "./lambda.mjs";

const send = ({ body, authorization }) => {
  const event = { headers: authorization ? { authorization } : {}, body: Buffer.from(body).toString("base64"), isBase64Encoded: true };
  const { statusCode, headers } = handler(event);
  return { status: statusCode, headers: new Headers(headers) };
};`);
const route = called(`import { POST } from "./route.mjs";

const send = ({ body, authorization }) => POST(new Request("http://consumer/callbacks", { method: "POST", body, headers: authorization ? { authorization } : {} }));`);

const worker = `import { Miniflare } from "miniflare";
const worker = new Miniflare({
  modules: true,
  rootPath: "out",
  scriptPath: "worker.js",
  modulesRules: [{ type: "ESModule", include: ["**/*.js"] }, { type: "CompiledWasm", include: ["**/*.wasm", "**/*.wasm?module"] }],
  compatibilityDate: "2026-01-01",
  compatibilityFlags: ["nodejs_compat"],
  bindings: { CREDENTIALS: process.env.CREDENTIALS },
  host: "127.0.0.1",
  port: 0,
});
console.log(String(await worker.ready));
`;
const wrangler = JSON.stringify({ name: "consumer", main: "worker.mjs", compatibility_date: "2026-01-01", compatibility_flags: ["nodejs_compat"], send_metrics: false });

const deno = "@deno/linux-x64-glibc";
const bun = "@oven/bun-linux-x64";
const node = () => process.execPath;

export const recipes = [
  server("Express", "express.mjs", "express", node, []),
  server("Express, after express.json", "express.mjs", "express", node, [], {
    // What is no JSON is answered by Express itself.
    run: (cwd) => serving(node(), ["express.mjs"], { cwd, env }, (url, output) => drive(post(`${url}/parsed`), output, requests.slice(0, -1))),
  }),
  server("Fastify", "fastify.mjs", "fastify", node, []),
  server("Hono", "hono.mjs", "hono", node, []),
  server("Deno.serve", "deno.mjs", deno, () => fileOf(deno, "deno"), ["run", "--no-remote", "--node-modules-dir=manual", "--allow-net", "--allow-env"]),
  server("Bun.serve", "bun.mjs", bun, () => fileOf(bun, "bin/bun"), []),
  { name: "Recipe, AWS Lambda", expect: "as it should", files: { ...files("lambda.mjs"), "call.mjs": lambda }, run: call },
  {
    name: "Recipe, Next route handler",
    expect: "as it should",
    files: { "next/app/callbacks/route.ts": file("next/app/callbacks/route.ts"), "receive.mjs": file("receive.mjs"), "call.mjs": route },
    run: async (cwd) => {
      await tool("esbuild", ["next/app/callbacks/route.ts", "--bundle", "--format=esm", "--platform=node", "--external:bandwidth-callbacks", "--outfile=route.mjs"], { cwd });
      return call(cwd);
    },
  },
  {
    name: "Recipe, Cloudflare Worker",
    version: () => version("miniflare"),
    expect: "as it should",
    files: { ...files("worker.mjs"), "wrangler.json": wrangler, "serve.mjs": worker },
    run: async (cwd) => {
      await tool("wrangler", ["deploy", "--dry-run", "--outdir", "out"], { cwd });
      return serving(node(), ["serve.mjs"], { cwd, env }, (url, output) => drive(post(`${url}/callbacks`), output));
    },
  },
  {
    name: "Recipe, axum",
    expect: "as it should",
    run: async () => {
      const target = at("target", "everywhere", "axum");
      await run("cargo", ["build", "--locked", "--target-dir", target], { cwd: at("examples", "axum"), timeout: 600 });
      return serving(`${target}/debug/receive-callbacks`, [], { cwd: here, env }, (url, output) => drive(post(`${url}/callbacks`), output));
    },
  },
];
