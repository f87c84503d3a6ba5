// Everything that the page exports works by itself: handlers compile, and a command sends what was pasted.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { test } from "node:test";
import { promisify } from "node:util";
import { at } from "../../scripts/run.mjs";
import { handlers } from "./handlers.mjs";

const run = promisify(execFile);

test("the handler in TypeScript compiles, for every type", async () => {
  const folder = at("target/handler");
  mkdirSync(folder, { recursive: true });
  const { typescript } = await handlers();
  writeFileSync(`${folder}/handler.mts`, typescript);
  const options = [
    "--ignoreConfig",
    "--noEmit",
    "--strict",
    "--target",
    "es2022",
    "--module",
    "nodenext",
    "--lib",
    "es2022,dom",
    "--types",
    "",
  ];
  await run(process.execPath, [at("node_modules/typescript/lib/tsc.js"), ...options, `${folder}/handler.mts`]).catch(
    ({ stdout }) => assert.fail(stdout),
  );
  for (const type of ["message-received", "message-failed", "suggestion-response"])
    assert.ok(typescript.includes(`"${type}": async (event)`));
});

test("the curl command sends the text unchanged", {
  skip: process.platform === "win32" && "it needs a Unix shell",
}, async () => {
  const text = `[{"a": "it's $HOME \`x\` \\"quoted\\" 😀"}]\n`;
  const { reports } = await handlers();
  const bodies = [];
  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    bodies.push(Buffer.concat(parts).toString());
    response.end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const command = reports.curl(text).replace("http://localhost:3000", `http://127.0.0.1:${server.address().port}`);
  await run("sh", ["-c", command]);
  server.close();
  assert.deepEqual(bodies, [text]);
});

test("the report for a ticket has the IDs to search for, without phone numbers and message text", async () => {
  const { reports, reading, full } = await handlers();
  const written = await reports.markdown(reading, full, { version: "0.0.0", withNumbers: false });
  for (const words of ["✕ failed", "4432", "`1784020324315kx7wq2mzd4hy5tbn`", "not billable", "↓ received"])
    assert.ok(written.includes(words), words);
  assert.ok(written.indexOf("✕ failed") < written.indexOf("↓ received"), "failures first");
  assert.doesNotMatch(written, /\+1555|\+52|order on its way/);
  assert.match(await reports.markdown(reading, full, { version: "0.0.0", withNumbers: true }), /\| \+15555550100 \|/);
});
