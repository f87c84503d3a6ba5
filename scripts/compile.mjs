// TypeScript of src/js and packages/logs/src to JavaScript of the packages.
//
// Imports between the package's own modules stay imports, unless an entry is to be one file, or entries are to share
// files: a host takes half a millisecond for each file that it loads. Everything else that a module imports (the
// wasm-bindgen glue, a wasm module as text, JSON) becomes part of its file. A host may have its own modules:
// `X.<host>.ts` replaces `X.ts` there.
//
// - "workerd" is for hosts that compile WebAssembly while they load a program, and never later. They want the wasm
//   modules imported; `?module` is what Next needs to see, and wrangler takes it for the same.
// - "no-wasm" is for hosts without WebAssembly. Its entries are one file each, as they share nothing with the others.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, normalize, relative } from "node:path";
import { packed } from "./pack.mjs";
import { at, Stop } from "./run.mjs";

/**
 * `imports`: what becomes of imports between the package's own modules. They are "kept"; or they are "bundled" into the
 * file of each module; or they are "shared": bundled, but what several of the modules import is in files that they
 * share. The shared file that holds the module of full.wasm is `shared/full.js`.
 */
export async function compile(modules, { source, outdir, extension = ".js", host, maps, imports = "kept" }) {
  const isShared = imports === "shared";
  const esbuild = await import("esbuild");
  const { warnings, outputFiles, metafile } = await esbuild.build({
    absWorkingDir: at("."),
    entryPoints: modules,
    outbase: source,
    outdir,
    outExtension: { ".js": extension },
    bundle: true,
    splitting: isShared,
    metafile: isShared,
    write: !isShared,
    chunkNames: "shared/[hash]",
    format: extension === ".js" ? "esm" : "cjs",
    platform: extension === ".js" ? "neutral" : "node", // "node" leaves the note by which ESM finds names in CJS
    external: ["node:*", "bandwidth-callbacks"],
    target: "es2022",
    charset: "utf8",
    minify: host === "no-wasm" && !maps, // output of wasm2js is not for reading
    sourcemap: maps,
    logLevel: "warning",
    logOverride: { "empty-import-meta": "silent" }, // said of code that is dropped; `verify` looks at what stays
    plugins: [
      ...(imports === "kept" ? [apart({ source, extension })] : []),
      host === "workerd" ? linked(imports === "kept" ? "../.." : "..") : packed,
      worker,
      restartable,
      modulesOf(host),
    ],
  });
  if (warnings.length > 0) throw new Stop("esbuild's warnings stand above; the package is built without any");
  if (isShared) writeNamed(outputFiles, metafile.outputs);
}

/** Writes what esbuild made. A shared file that holds a wasm module is named after it, the others after their hash. */
function writeNamed(files, outputs) {
  const names = Object.entries(outputs).flatMap(([path, { inputs }]) => {
    const held = Object.keys(inputs).flatMap((input) => /(\w+)_bg\.wasm$/.exec(input)?.[1] ?? []);
    if (held.length > 1) throw new Stop(`${path} holds the modules ${held.join(" and ")}: see scripts/compile.mjs`);
    return held.map((name) => [basename(path), `${name}.js`]);
  });
  const renamed = (text) => names.reduce((text, [from, to]) => text.replaceAll(from, to), text);
  for (const { path, text } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(renamed(path), renamed(text));
  }
}

/** An imported wasm module stays an import, of the copy in the package; `up` leads there from the importing file. */
const linked = (up) => ({
  name: "wasm as a module",
  setup(build) {
    const resolve = ({ path }) => ({
      path: `${up}/${basename(path).replace("_bg.wasm", ".wasm")}?module`,
      external: true,
    });
    build.onResolve({ filter: /\.wasm$/ }, resolve);
  },
});

/** Imports between the package's own modules stay imports. */
const apart = ({ source, extension }) => ({
  name: "own modules stay imports",
  setup(build) {
    build.onResolve({ filter: /^\.\.?\// }, ({ kind, path, resolveDir }) => {
      if (kind === "entry-point") return undefined;
      const bare = path.replace(/\.[jt]s$/, "");
      const isOwn = existsSync(`${join(resolveDir, bare)}.ts`) && normalize(resolveDir).startsWith(at(source));
      return isOwn ? { path: `${bare}${extension}`, external: true } : undefined;
    });
  },
});

/** `X?worker` is X with all that it imports, as one text. */
const worker = {
  name: "worker as text",
  setup(build) {
    build.onResolve({ filter: /\?worker$/ }, ({ path, resolveDir }) => ({
      path: relative(at("."), join(resolveDir, path.replace("?worker", ""))),
      namespace: "worker",
    }));
    build.onLoad({ filter: /./, namespace: "worker" }, async ({ path }) => {
      const { absWorkingDir, target, charset } = build.initialOptions;
      const { outputFiles } = await build.esbuild.build({
        absWorkingDir,
        entryPoints: [path],
        bundle: true,
        write: false,
        format: "iife",
        platform: "neutral",
        minify: true,
        target,
        charset,
      });
      return { contents: outputFiles[0].text, loader: "text" };
    });
  },
};

/** The glue of wasm-bindgen starts once; after a trap another instance is needed, of the same module. */
const restartable = {
  name: "glue that starts again",
  setup(build) {
    build.onLoad({ filter: /target\/wasm\/full\/full\.js$/ }, ({ path }) => {
      const once = "function initSync(module) {\n    if (wasm !== undefined) return wasm;";
      const glue = readFileSync(path, "utf8");
      if (!glue.includes(once)) throw new Stop(`${path} does not start as expected: see scripts/compile.mjs`);
      return { contents: glue.replace(once, "function initSync(module) {"), loader: "js" };
    });
  },
};

/** Takes `X.<host>.ts` for `X.ts` where there is one. */
const modulesOf = (host) => ({
  name: "modules of a host",
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const own = path.replace(/ts$/, `${host}.ts`);
      return existsSync(own) ? { contents: readFileSync(own, "utf8"), loader: "ts" } : undefined;
    });
  },
});
