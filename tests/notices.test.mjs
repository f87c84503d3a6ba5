// Third-party notices: everything in the published packages is named, with its license. It is detected in another way
// than in scripts/notices.mjs: in the modules themselves, and by another bundler.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { build } from "esbuild";
import { NOTICES, packageOf } from "../scripts/notices.mjs";
import { at, filesIn } from "../scripts/run.mjs";

const ofPackage = readFileSync(at("pkg", NOTICES), "utf8");
const ofLogs = readFileSync(at("packages/logs/dist", NOTICES), "utf8");
const ofPage = readFileSync(at("www/dist/third-party-notices.txt"), "utf8");
const names = (text) => [...text.matchAll(/^(\S.*?) \d+\.\d+\.\S+ \(.+\)$/gm)].map(([, name]) => name);

/** Names of crates in Cargo.lock that functions or sources of a module have. */
function cratesIn(module) {
  const bytes = readFileSync(at("target/wasm", module, "bare.wasm"));
  const text = bytes.toString("latin1");
  const locked = [...readFileSync(at("Cargo.lock"), "utf8").matchAll(/^name = "(.+)"$/gm)].map(([, name]) => name);
  const own = "bandwidth-callbacks";
  return [...new Set(locked)].filter((name) => {
    if (name.startsWith(own)) return false;
    const path = name.replaceAll("-", "_");
    return new RegExp(`(?<![A-Za-z_:])${path}(\\[[0-9a-f]+\\])?::`).test(text) || text.includes(`/crates/${name}-`);
  });
}

test("each crate in a module is named in its package and on the page", () => {
  const [library, logs] = [["core", "full"].flatMap(cratesIn), cratesIn("logs")];
  for (const crate of ["serde_json", "wasm-bindgen", "talc"]) assert.ok(library.includes(crate), crate);
  for (const crate of ["twox-hash", "sketches-ddsketch"]) assert.ok(logs.includes(crate), crate);
  for (const [found, notices] of [
    [library, ofPackage],
    [logs, ofLogs],
    [[...library, ...logs], ofPage],
  ]) {
    const named = names(notices);
    assert.deepEqual(
      found.filter((crate) => !named.includes(crate)),
      [],
    );
    const lines = notices.match(/^\S.*? \d+\.\d+\.\S+ \(.+\)$/gm);
    assert.equal(new Set(lines).size, lines.length, "each once");
    assert.ok(named.includes("The Rust standard library"));
  }
  assert.ok(names(ofPackage).includes("binaryen") && !names(ofPackage).includes("twox-hash"));
});

test("each npm package that is bundled with the page is named on it", async () => {
  const entries = ["www/main.ts", ...filesIn("www").filter((path) => path.endsWith(".worker.ts"))];
  const { metafile } = await build({
    entryPoints: entries,
    absWorkingDir: at("."),
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    outdir: "none",
    loader: { ".css": "empty" },
    external: ["node:*", "virtual:*"],
    logLevel: "silent",
  });
  const folders = Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => packageOf(at(path)));
  const found = [...new Set(folders.filter(Boolean))].map(
    (folder) => JSON.parse(readFileSync(`${folder}/package.json`, "utf8")).name,
  );
  for (const name of ["@codemirror/view", "@lezer/lr", "@tanstack/virtual-core", "fzstd"])
    assert.ok(found.includes(name), name);
  const named = names(ofPage);
  assert.deepEqual(
    found.filter((name) => !named.includes(name)),
    [],
  );
});

test("every entry has a license and its text, and the package's are the page's too", () => {
  for (const notices of [ofPackage, ofPage]) {
    const [, ...entries] = notices.split(`${"-".repeat(80)}\n`);
    assert.ok(entries.length > 5);
    for (const entry of entries) {
      const [line] = entry.split("\n");
      assert.match(line, / \(.*(MIT|ISC|Apache-2\.0|BSD-3-Clause).*\)$/);
      assert.match(entry, /copyright|permission is hereby granted|Apache License/i, line);
    }
  }
  for (const name of names(ofPackage)) assert.ok(names(ofPage).includes(name), name);
});

test("the packages publish their notices, and the page links to its own", () => {
  const manifest = JSON.parse(readFileSync(at("pkg.json"), "utf8"));
  assert.ok(manifest.files.includes(NOTICES));
  assert.ok(JSON.parse(readFileSync(at("packages/logs/package.json"), "utf8")).files.includes("dist"));
  const [, href] = /<a href="([^"]+)">Third-party notices<\/a>/.exec(readFileSync(at("www/dist/index.html"), "utf8"));
  assert.ok(existsSync(at("www/dist", href)));
});

test("the package of a bundled module is found", () => {
  assert.equal(packageOf("/a/node_modules/fzstd/src/index.js"), "/a/node_modules/fzstd");
  assert.equal(packageOf("/a/node_modules/@lezer/lr/dist/index.js?worker"), "/a/node_modules/@lezer/lr");
  assert.equal(packageOf("/a/node_modules/x/node_modules/y/index.js"), "/a/node_modules/x/node_modules/y");
  assert.equal(packageOf("C:\\a\\node_modules\\fzstd\\index.mjs"), "C:/a/node_modules/fzstd");
  assert.equal(packageOf("\0vite/preload-helper.js"), at("node_modules", "vite"));
  assert.equal(packageOf("/a/www/main.ts"), undefined);
});
