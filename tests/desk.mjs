// Shared by the tests of `listen`, `send`, `test` and `replay`: the command as a child process, and endpoints to send
// to.

import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { createServer } from "node:http";
import { after } from "node:test";
import { at } from "../scripts/run.mjs";

export const cli = at("packages/cli/bandwidth-callbacks.js");

/** Starts the command. `said` is what it has printed so far; `ended` resolves to its code. */
export function start(args, { input, env = {}, cwd } = {}) {
  const { CREDENTIALS: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [cli, ...args], {
    env: { ...inherited, FORCE_COLOR: "", NO_COLOR: "", ...env },
    cwd,
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  const running = { child, out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (running.out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (running.err += text));
  if (input !== undefined) child.stdin.end(input);
  running.ended = new Promise((resolve) => child.on("close", (code, signal) => resolve(code ?? signal)));
  after(() => child.kill("SIGKILL"));
  return running;
}

/** Runs the command to its end. */
export async function run(args, options) {
  const running = start(args, options);
  const code = await running.ended;
  return { code, out: running.out, err: running.err };
}

/** Starts a listener on free ports; gives where it is. */
export async function listening(args = [], options = {}) {
  const running = start(["listen", "--port", "0", "--page-port", "0", ...args], options);
  const greeting = () => running.out + running.err;
  await holds(() => /Ctrl\+C stops it/.test(greeting()) || running.child.exitCode !== null, "the listener has started");
  const found = (what) => new RegExp(`${what} +(\\S+)`).exec(greeting())?.[1];
  return Object.assign(running, { url: found("Callbacks go to"), page: found("Watch them arrive at") });
}

/** Parts of the command's source, for what cannot be seen from outside. */
export async function bundled(name, contents, resolveDir) {
  const { build } = await import("esbuild");
  const outfile = at("target", "tests", `${name}-${process.pid}.mjs`);
  await build({
    stdin: { contents, resolveDir, loader: "ts" },
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    outfile,
    logLevel: "error",
  });
  after(() => rmSync(outfile));
  return import(outfile);
}

/** The parts of the listener that can be tested by themselves: its history, and the server of its page. */
export async function parts() {
  const contents = 'export { History } from "./history.js"; export { page } from "./page.js";';
  const { History, page } = await bundled("listener", contents, at("packages/cli/src/listen"));
  const replay = { url: new URL("http://127.0.0.1:9/"), credentials: undefined };
  return {
    History,
    page: (options) => page({ replay, folder: at("packages/cli/dist/page"), ...options }),
  };
}

/** An endpoint that notes what comes. `answer` gives a status, or [status, headers], or answers by itself. */
export async function endpoint(answer = () => 204, port = 0) {
  const got = [];
  const server = createServer(async (request, response) => {
    const parts = [];
    try {
      for await (const part of request) parts.push(part);
    } catch {
      return; // it was cut off
    }
    const body = Buffer.concat(parts).toString();
    const one = { method: request.method, url: request.url, headers: request.headers, raw: request.rawHeaders, body };
    one.at = performance.now();
    got.push(one);
    const given = await answer(one, got.length, response);
    if (given === undefined) return;
    const [status, headers = {}, text] = Array.isArray(given) ? given : [given];
    response.writeHead(status, headers).end(text);
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  after(close);
  return { url: `http://127.0.0.1:${server.address().port}/callbacks`, port: server.address().port, got, close };
}

export const basic = (pair) => `Basic ${Buffer.from(pair).toString("base64")}`;

/** An endpoint's answer that asks for credentials as it should. */
export const challenging =
  (pair, then = () => 204) =>
  (request, ...rest) =>
    request.headers.authorization === basic(pair)
      ? then(request, ...rest)
      : [401, { "www-authenticate": 'Basic realm="callbacks", charset="UTF-8"' }];

/** Waits until something holds: on a busy machine, minutes. */
export async function holds(is, what = String(is)) {
  for (const end = Date.now() + 240_000; !(await is()); ) {
    if (Date.now() > end) throw new Error(`in 240 s it did not come to hold: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
