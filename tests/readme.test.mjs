// The JavaScript examples of README and docs/ run as they stand, nothing they claim with `console.assert` is false, and
// links lead somewhere.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { Server } from "node:http";
import { basename, dirname, join, normalize } from "node:path";
import { after, mock, test } from "node:test";
import { fileURLToPath } from "node:url";
import { sample } from "bandwidth-callbacks/samples";
import { anchors, documents, linksIn, root } from "./documents.mjs";
import { examplesIn, runs } from "./examples.mjs";

globalThis.body = JSON.stringify(sample("message-failed"));
process.env.CALLBACK_PASSWORD = "opens, sesame";

/** The servers that examples start; they listen on a free port. */
const servers = [];
const listen = Server.prototype.listen;
mock.method(Server.prototype, "listen", function () {
  servers.push(this);
  return listen.call(this, 0, "127.0.0.1");
});
after(() => servers.forEach((server) => server.close()));

const textOf = (path) => documents.find((document) => document.path === path).text;

for (const { path, text } of documents) {
  for (const [number, code] of examplesIn(text).entries()) {
    if (path === "README.md" && number < 2) continue; // below
    test(`${path}: example ${number + 1}`, () => runs(code));
  }
  for (const [number, [, json]] of [...text.matchAll(/^```json\n(.*?)^```$/gms)].entries()) {
    test(`${path}: JSON ${number + 1}`, () => JSON.parse(json));
  }
  test(`${path}: links`, () => {
    for (const target of linksIn(text)) {
      if (/^https?:/.test(target)) continue;
      const [file, anchor] = target.split("#");
      const found = file === "" ? path : normalize(join(dirname(path), file)).replaceAll("\\", "/");
      assert.ok(existsSync(join(root, found)), `${target} leads nowhere`);
      if (anchor !== undefined) assert.ok(anchors(textOf(found)).has(anchor), `${target} has no such heading`);
    }
  });
}

/** Whether a file is there, or one that matches: `tests/cli.*.test.mjs`. */
function isThere(name) {
  const pattern = new RegExp(`^${basename(name).replaceAll(".", "\\.").replaceAll("*", ".*")}$`);
  const folder = join(root, dirname(name));
  return existsSync(folder) && readdirSync(folder).some((file) => pattern.test(file));
}

test("files that documents name exist", () => {
  const missing = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/`((?:crates|docs|examples|fuzz|packages|scripts|src|tests|tools|www)\/[\w./*-]+)`/g)]
      .map(([, name]) => name)
      .filter((name) => !/(^|\/)(dist|target)(\/|$)/.test(name) && !isThere(name))
      .map((name) => `${path}: ${name}`),
  );
  assert.deepEqual(missing, []);
});

const [parsing, receiving] = examplesIn(textOf("README.md"));

test("README: parsing takes six lines", async () => {
  assert.deepEqual(await runs(parsing), [[4432, "1784020324315kx7wq2mzd4hy5tbn"]]);
  assert.ok(parsing.trim().split("\n").length <= 6);
});

test("README: the receiver asks for credentials, and handles each event once", async () => {
  const { log } = console;
  await runs(receiving);
  assert.ok(receiving.split("\n").filter((line) => line !== "").length <= 15);
  const server = servers.at(-1);
  if (!server.listening) await once(server, "listening");
  const post = (headers = {}) =>
    fetch(`http://127.0.0.1:${server.address().port}/callbacks`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify([...sample("message-failed"), { type: "message-snoozed", message: {} }, 42]),
    });
  const said = mock.method(console, "log", () => {});
  try {
    const refused = await post();
    assert.equal(refused.status, 401);
    assert.match(refused.headers.get("www-authenticate"), /^Basic /);
    const authorization = `Basic ${btoa("bandwidth:opens, sesame")}`;
    assert.equal((await post({ authorization })).status, 204);
    assert.equal((await post({ authorization })).status, 204);
    const lines = said.mock.calls.map(({ arguments: [first, second] }) => [first, second]);
    const count = (words, value) => lines.filter(([first, second]) => first === words && second === value).length;
    assert.equal(count("failed", 4432), 1);
    assert.equal(count("unknown event type", "message-snoozed"), 1);
    assert.equal(count("rejected element", 2), 1);
  } finally {
    said.mock.restore();
  }
  assert.equal(console.log, log);
});

test("README has at most 900 words", () => {
  assert.ok(textOf("README.md").trim().split(/\s+/).length <= 900);
});

const program = new URL("../packages/cli/bandwidth-callbacks.js", import.meta.url);
const helps = new Map();
const helpOf = (command) => {
  if (!helps.has(command))
    helps.set(
      command,
      spawnSync(process.execPath, [fileURLToPath(program), command, "--help"], { encoding: "utf8" }).stdout,
    );
  return helps.get(command);
};

for (const { path, text } of documents) {
  const shell = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, code]) => code).join("");
  const uses = [...shell.matchAll(/npx bandwidth-callbacks(?:-cli)? ([a-z]+)([^#\n]*)/g)];
  if (uses.length === 0) continue;
  test(`${path}: commands and their options exist`, () => {
    for (const [, command, rest] of uses) {
      assert.ok(helpOf(command).includes(`bandwidth-callbacks ${command}`), command);
      for (const [option] of rest.matchAll(/(?<= )--[a-z-]+/g)) assert.ok(helpOf(command).includes(option), option);
    }
  });
}

const libraries = ["callbacks", "logs", "receiver"].map((name) => `crates/${name}/src/lib.rs`);
/** The documents whose Rust examples `cargo test` runs. */
const compiled = libraries.flatMap((library) =>
  [...readFileSync(join(root, library), "utf8").matchAll(/include_str!\("([^"]+)"\)/g)].map(([, path]) =>
    normalize(join(dirname(library), path)).replaceAll("\\", "/"),
  ),
);

test("no example is left out: JavaScript, JSON and Rust run; others are commands, output, or need Spark", () => {
  for (const { path, text } of documents) {
    const fences = [...text.matchAll(/^(?:```|~~~~)(.*)\n[^]*?^(?:```|~~~~)$/gm)];
    for (const [, language] of fences) {
      if (path === "integrations/spark/README.md" && language === "python") continue;
      assert.match(language, /^(?:js|json|rust|sh|toml|text|)$/, path);
      if (language === "rust") assert.ok(compiled.includes(path), `${path} is in no lib.rs`);
    }
  }
});

test("every `npm run` in the documents exists", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  for (const { path, text } of documents)
    for (const [, script] of text.matchAll(/npm run ([\w:]+)/g)) assert.ok(script in scripts, `${path}: ${script}`);
});
