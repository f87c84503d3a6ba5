// `npm start`: set-up, build, the report of an example callback in the terminal, then the page on localhost.
// `npm start -- --receiver`: set-up, build, then `listen` of the command, with its options.

import { spawn, spawnSync } from "node:child_process";
import { build } from "./build.mjs";
import { asProgram, at, Stop } from "./run.mjs";

const port = 4173;
const cli = at("packages/cli/bandwidth-callbacks.js");

async function start() {
  const [first, ...others] = process.argv.slice(2);
  if (first !== undefined && first !== "--receiver")
    throw new Stop("usage: npm start [-- --receiver OPTIONS], where OPTIONS are those of `listen`", 2);
  const rest = await build(first === undefined ? { first: "page" } : {});
  if (first === undefined) {
    example();
    await serve();
  }
  const child =
    first === undefined ? undefined : spawn(process.execPath, [cli, "listen", ...others], { stdio: "inherit" });
  // npm passes a signal only to its shell, which would leave an orphaned server.
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (!process.env.npm_lifecycle_event || process.ppid === parent) return;
    child?.kill();
    process.exit();
  }, 500);
  if (child === undefined) {
    // The rest is built while the page is already served.
    await rest().catch((error) => console.error(error instanceof Stop ? error.message : error));
    return undefined;
  }
  // Ctrl+C also reaches the child, which ends by itself; a signal to only this process is passed on.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill());
  const code = await new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
  clearInterval(timer);
  return code;
}

function example() {
  console.log(
    "\nThe report of an example callback (npx bandwidth-callbacks sample message-failed | npx bandwidth-callbacks " +
      "check -):\n",
  );
  const run = (args, options) => spawnSync(process.execPath, [cli, ...args], { encoding: "utf8", ...options });
  const sample = run(["sample", "message-failed"]);
  if (sample.status !== 0) throw new Stop(`the command cannot give its own sample:\n${sample.stderr}`);
  const check = run(["check", "-"], { input: sample.stdout, stdio: ["pipe", "inherit", "inherit"] });
  if (check.status !== 0 && check.status !== 1) throw new Stop("the command cannot check its own sample");
}

async function serve() {
  const { preview } = await import("vite");
  const server = await preview({ root: at("www"), logLevel: "silent", preview: { port, host: "127.0.0.1" } });
  const taken = server.httpServer.address().port;
  if (taken !== port) console.log(`\nPort ${port} is in use; the page takes ${taken}.`);
  console.log(
    `\nThe page is at http://localhost:${taken}/ and the documents at http://localhost:${taken}/docs/index.html`,
  );
  console.log("Ctrl+C stops the server.");
}

await asProgram(import.meta.url, start);
