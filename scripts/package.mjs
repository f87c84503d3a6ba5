// Assembles pkg/, the published npm package, from src/js, the two wasm modules and pkg.json.
//
// Each module src/js/X.ts becomes pkg/X.js and pkg/X.cjs with its declarations X.d.ts and X.d.cts. Imports between
// the package's own modules stay imports; whatever else a module imports (the wasm-bindgen glue, a wasm module
// as text, JSON) becomes part of its file. The command cli.ts exists as pkg/cli.js alone.

import { chmodSync, copyFileSync, existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, normalize, resolve } from "node:path";
import { packed } from "./pack.mjs";
import { at, filesIn, run, Stop } from "./run.mjs";

const source = "src/js";
const commands = ["cli.ts"];

export async function assemble() {
  rmSync(at("pkg"), { recursive: true, force: true });
  mkdirSync(at("pkg"));
  const modules = filesIn(source).filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"));
  const isLibrary = (path) => !commands.includes(path.slice(source.length + 1));
  await Promise.all([compile(modules, ".js"), compile(modules.filter(isLibrary), ".cjs"), declare()]);
  for (const name of commands.map((path) => path.replace(/ts$/, "js"))) {
    if (existsSync(at("pkg", name))) chmodSync(at("pkg", name), 0o755);
  }
  const copies = { "README.md": "README.md", "CHANGELOG.md": "CHANGELOG.md", "LICENSE-MIT": "LICENSE-MIT", "LICENSE-APACHE": "LICENSE-APACHE" };
  copies["src/js/generated/schema.json"] = "schema.json";
  copies["target/wasm/core/core_bg.wasm"] = "core.wasm";
  for (const [from, to] of Object.entries(copies)) {
    if (!existsSync(at(from))) throw new Stop(`${from} is missing, and the package needs it as ${to}`);
    copyFileSync(at(from), at("pkg", to));
  }
  writeFileSync(at("pkg", "package.json"), `${JSON.stringify(manifest(), null, 2)}\n`);
  verify();
}

/** Lets tests and the page import the package by its name. */
export function link() {
  const path = at("node_modules", JSON.parse(readFileSync(at("pkg.json"), "utf8")).name);
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat?.isSymbolicLink() && resolve(dirname(path), readlinkSync(path)) === at("pkg")) return;
  rmSync(path, { recursive: true, force: true });
  symlinkSync(process.platform === "win32" ? at("pkg") : join("..", "pkg"), path, "junction");
}

async function compile(modules, extension) {
  const esbuild = await import("esbuild");
  const { warnings } = await esbuild.build({
    absWorkingDir: at("."),
    entryPoints: modules,
    outbase: source,
    outdir: "pkg",
    outExtension: { ".js": extension },
    bundle: true,
    format: extension === ".js" ? "esm" : "cjs",
    platform: extension === ".js" ? "neutral" : "node", // "node" leaves the note by which ESM finds names in CJS
    external: ["node:*"],
    target: "es2022",
    charset: "utf8",
    logLevel: "warning",
    logOverride: { "empty-import-meta": "silent" }, // said of code that is dropped; `verify` looks at what stays
    plugins: [packed, { name: "own modules stay imports", setup: (build) => build.onResolve({ filter: /^\.\.?\// }, keepOwn(extension)) }],
  });
  if (warnings.length > 0) throw new Stop("esbuild's warnings stand above; the package is built without any");
}

const keepOwn = (extension) => (request) => {
  if (request.kind === "entry-point") return undefined;
  const bare = request.path.replace(/\.[jt]s$/, "");
  const isOwn = existsSync(`${join(request.resolveDir, bare)}.ts`) && normalize(request.resolveDir).startsWith(at(source));
  return isOwn ? { path: `${bare}${extension}`, external: true } : undefined;
};

async function declare() {
  const out = "target/build/types";
  rmSync(at(out), { recursive: true, force: true });
  await run(process.execPath, [at("node_modules/typescript/lib/tsc.js"), "-p", "tsconfig.json", "--outDir", out], { show: "none" });
  for (const path of filesIn(out)) {
    const name = path.slice(out.length + 1);
    if (commands.includes(name.replace(/\.d\.ts$/, ".ts"))) continue;
    const text = readFileSync(at(path), "utf8");
    mkdirSync(dirname(at("pkg", name)), { recursive: true });
    writeFileSync(at("pkg", name), retarget(text, ".js"));
    writeFileSync(at("pkg", name.replace(/\.d\.ts$/, ".d.cts")), retarget(text, ".cjs"));
  }
}

/** Gives every relative import of a declaration file the extension of its module kind. */
function retarget(text, extension) {
  const specifier = /(\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)(["'])(\.\.?\/[^"']+)\2/g;
  return text.replace(specifier, (_, before, quote, path) => `${before}${quote}${path.replace(/\.[jt]s$/, "")}${extension}${quote}`);
}

function manifest() {
  const { name, ...rest } = JSON.parse(readFileSync(at("pkg.json"), "utf8"));
  const version = /^version = "(.+)"/m.exec(readFileSync(at("Cargo.toml"), "utf8"))[1];
  return { name, version, ...rest };
}

/** What the package promises of itself: it is whole, and it fetches nothing. */
function verify() {
  const faults = [];
  for (const path of filesIn("pkg").filter((name) => /\.(c?js|d\.c?ts)$/.test(name))) {
    const text = readFileSync(at(path), "utf8");
    for (const [, , specifier] of text.matchAll(/(\bfrom\s*|\bimport\s*\(\s*|\brequire\(\s*|\bimport\s+)["'](\.\.?\/[^"']+)["']/g)) {
      const wanted = path.includes(".d.") ? specifier.replace(/\.(c?)js$/, ".d.$1ts") : specifier;
      if (!existsSync(join(dirname(at(path)), wanted))) faults.push(`${path} imports ${specifier}, which is not in the package`);
    }
    if (/^pkg\/wasm\/.*\.c?js$/.test(path) && /import\.meta|\bfetch\b/.test(text)) {
      faults.push(`${path} holds wasm-bindgen's asynchronous start: import only \`initSync\` and the exports from the glue`);
    }
  }
  const targets = (value) => (typeof value === "string" ? [value] : Object.values(value).flatMap(targets));
  const { exports, bin, main, module, types } = manifest();
  for (const path of targets({ exports, bin, main, module, types })) {
    if (!existsSync(at("pkg", path))) faults.push(`pkg.json names ${path}, which was not built`);
  }
  if (faults.length > 0) throw new Stop(faults.join("\n"));
}
