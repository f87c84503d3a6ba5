// `npm start`: set-up, build, the report of an example callback in the terminal, then the page on localhost.
// `npm start -- --receiver`: set-up, build, then a receiver with a page of its own.

import { spawnSync } from "node:child_process";
import { build } from "./build.mjs";
import { chosen } from "./receiver/options.mjs";
import { asProgram, at, Stop } from "./run.mjs";

const port = 4173;

async function start() {
  const receiver = await chosen(process.argv.slice(2), process.env);
  await build();
  if (receiver === undefined) {
    example();
    await serve();
  } else {
    const { receive } = await import("./receiver/receive.mjs"); // it uses what was built
    await receive(receiver);
  }
  // npm hands a signal to its shell alone, which would leave a server that is nobody's.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && process.exit(), 500);
}

function example() {
  console.log(
    "\nThe report of an example callback (npx bandwidth-callbacks sample message-failed | npx bandwidth-callbacks " +
      "check -):\n",
  );
  const cli = (args, options) =>
    spawnSync(process.execPath, [at("packages/cli/bandwidth-callbacks.js"), ...args], { encoding: "utf8", ...options });
  const sample = cli(["sample", "message-failed"]);
  if (sample.status !== 0) throw new Stop(`the command cannot give its own sample:\n${sample.stderr}`);
  const check = cli(["check", "-"], { input: sample.stdout, stdio: ["pipe", "inherit", "inherit"] });
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
