// No published file contains a path of the machine that built it: a path differs from build to build, and may contain a
// person's name.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, sep } from "node:path";
import { test } from "node:test";
import { at, env, filesIn } from "../scripts/run.mjs";

/**
 * What a path of a source may begin with: see `remapped` in scripts/crates.mjs. `/rust/deps` is what the standard
 * library comes with.
 */
const allowed =
  /^(src\/|crates\/(callbacks|logs)\/src\/|library\/|\/rustc\/\w+\/library\/|\/rust\/deps\/|\/crates\/[\w.+-]+\/)/;
const folders = [at("."), homedir(), env.CARGO_HOME, env.RUSTUP_HOME, env.CARGO_TARGET_DIR].filter(
  (path) => path && path !== sep,
);
const dist = (folder) =>
  readdirSync(at(folder), { recursive: true }).map((path) => `${folder}/${path.replaceAll("\\", "/")}`);

/** What is wrong with the paths in some bytes, and how many paths of sources there are. */
function look(bytes) {
  const text = Buffer.from(bytes).toString("latin1");
  const sources = text.match(/(?:[A-Za-z]:\\|[\\/~])?[\w.+~-]+(?:[\\/][\w.+~-]+)+\.rs\b/g) ?? [];
  const faults = sources.filter((path) => !allowed.test(path));
  for (const folder of folders)
    if (text.includes(folder) || text.includes(folder.replaceAll("\\", "/"))) faults.push("a folder of this machine");
  return { faults, sources: sources.length };
}

test("a path of this machine would be found", () => {
  for (const path of [
    join(homedir(), ".cargo/registry/src/index/serde-1.0.0/src/lib.rs"),
    "C:\\Users\\dev\\serde\\src\\lib.rs",
    "/builds/serde-1/src/lib.rs",
    at("www"),
  ]) {
    assert.notDeepEqual(look(`x${path}x`.replace(".rsx", ".rs")).faults, [], path);
  }
});

const MODULES = { core: "pkg/core.wasm", full: "pkg/full.wasm", logs: "packages/logs/dist/logs.wasm" };

test("no wasm module has paths of the machine that built it", () => {
  let sources = 0;
  for (const [name, path] of Object.entries(MODULES)) {
    const found = look(readFileSync(at(path)));
    assert.deepEqual(found.faults, [], name);
    sources += found.sources;
  }
  assert.equal(sources, 0, "no panic names its source: `slim` takes their texts away");
});

test("no module as text has them", async () => {
  // The bytes that each file compiles are those of the module, so what holds for one holds for the other.
  const { Module } = WebAssembly;
  const compiled = [];
  // Declared, as an arrow function is no constructor.
  function SeenModule(bytes) {
    compiled.push(Buffer.from(bytes));
    return new Module(bytes);
  }
  WebAssembly.Module = SeenModule;
  WebAssembly.Module.prototype = Module.prototype;
  try {
    const [{ parse, recover }, { createSummary }] = await Promise.all([
      import("bandwidth-callbacks"),
      import("bandwidth-callbacks-logs"),
    ]);
    parse("[]");
    recover("[");
    createSummary();
  } finally {
    WebAssembly.Module = Module;
  }
  for (const [name, path] of Object.entries(MODULES)) {
    const file = readFileSync(at(path));
    assert.ok(
      compiled.some((bytes) => bytes.equals(file)),
      `${name} was compiled from its text`,
    );
  }
  // The module as JavaScript has its data as base64.
  for (const name of ["no-wasm.js", "no-wasm.cjs"]) {
    const data = readFileSync(at("pkg", name), "utf8").match(/[A-Za-z0-9+/]{16,}={0,2}/g);
    assert.ok(data.length > 0);
    assert.deepEqual(
      data.flatMap((text) => look(Buffer.from(text, "base64")).faults),
      [],
      name,
    );
  }
});

test("no file of the package or of the page has them", () => {
  for (const path of [...filesIn("pkg", "packages/logs/dist"), ...dist("www/dist")].filter((name) =>
    /\.(wasm|c?js|c?ts|json|html|css)$/.test(name),
  )) {
    const { faults } = look(readFileSync(at(path)));
    assert.deepEqual(
      faults.filter((fault) => fault.startsWith("a folder") || /^([A-Za-z]:)?[\\/~]/.test(fault)),
      [],
      path,
    );
  }
});
