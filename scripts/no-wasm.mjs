// The core module as JavaScript, for hosts that have no WebAssembly or forbid it: binaryen's wasm2js makes it.

import { readFileSync, writeFileSync } from "node:fs";
import { at, run, Stop } from "./run.mjs";

/** What the module may hold beyond the first version of WebAssembly, as slim.mjs leaves it. */
const features = ["bulk-memory", "sign-ext", "nontrapping-float-to-int", "mutable-globals"];

/** What wasm2js ends with: it runs the module at once and exports what that gives. */
const ending = /\nvar retasmFunc = asmFunc\(\{\s*\}\);\n(export var \w+ = retasmFunc\.\w+;\n)+$/;

/** Turns a module without imports into a script that exports `start`, which gives a new instance. */
export async function noWasm(path, out) {
  const options = ["--mvp-features", ...features.map((name) => `--enable-${name}`), "-O3"];
  await run(process.execPath, [at("node_modules/binaryen/bin/wasm2js"), path, ...options, "-o", out], { show: "none" });
  const text = readFileSync(out, "utf8");
  if (!ending.test(text)) throw new Stop(`${out} does not end as expected: see scripts/no-wasm.mjs`);
  writeFileSync(out, text.replace(ending, "\nexport { asmFunc as start };\n"));
  writeFileSync(
    out.replace(/js$/, "d.ts"),
    'export declare function start(): import("../../../src/js/wasm/exports.js").Core;\n',
  );
}
