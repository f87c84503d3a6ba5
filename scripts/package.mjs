// Assembles pkg/, the npm package `bandwidth-callbacks`, from src/js, two wasm modules and pkg.json; packages/logs/dist
// from its sources and a third; and the program of packages/cli, which imports both.
//
// Each module src/js/X.ts becomes pkg/X.cjs and pkg/workerd/X.js (scripts/compile.mjs) with its declarations X.d.ts and
// X.d.cts. An entry also becomes pkg/X.js, with files in pkg/shared for what it shares with others. no-wasm.ts holds
// all it needs.

import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { compile } from "./compile.mjs";
import { head, NOTICES, packageNotices } from "./notices.mjs";
import { at, filesIn, run, Stop } from "./run.mjs";

const source = "src/js";
/** Entries for hosts without WebAssembly, each one file: they share nothing with the others. */
const alone = ["no-wasm.ts"];

/** `maps`: with source maps, for measuring what the tests cover; the published package has none. */
export async function assemble({ maps = false } = {}) {
  rmSync(at("pkg"), { recursive: true, force: true });
  mkdirSync(at("pkg"));
  const modules = filesIn(source).filter((path) => /^[^.]+\.ts$/.test(path) && !alone.includes(nameIn(path)));
  const single = alone.map((name) => `${source}/${name}`);
  await Promise.all([
    compile(entries(), { source, outdir: "pkg", maps, imports: "shared" }),
    compile(modules, { source, outdir: "pkg", extension: ".cjs", maps }),
    compile(modules, { source, outdir: "pkg/workerd", host: "workerd", maps }),
    compile(single, { source, outdir: "pkg", host: "no-wasm", maps, imports: "bundled" }),
    compile(single, { source, outdir: "pkg", host: "no-wasm", extension: ".cjs", maps, imports: "bundled" }),
    declare("tsconfig.json", { source: "", outdir: "pkg" }),
  ]);
  const copies = {
    "README.md": "README.md",
    "CHANGELOG.md": "CHANGELOG.md",
    "LICENSE-MIT": "LICENSE-MIT",
    "LICENSE-APACHE": "LICENSE-APACHE",
  };
  copies["src/js/generated/schema.json"] = "schema.json";
  copies["target/wasm/core/core_bg.wasm"] = "core.wasm";
  copies["target/wasm/full/full_bg.wasm"] = "full.wasm";
  for (const [from, to] of Object.entries(copies)) {
    if (!existsSync(at(from))) throw new Stop(`${from} is missing, and the package needs it as ${to}`);
    if (to === "README.md") writeFileSync(at("pkg", to), published(readFileSync(at(from), "utf8"), ""));
    else copyFileSync(at(from), at("pkg", to));
  }
  writeFileSync(at("pkg", NOTICES), head("The package bandwidth-callbacks") + (await packageNotices(["core", "full"])));
  writeFileSync(at("pkg", "package.json"), `${JSON.stringify(manifest(), null, 2)}\n`);
  verify("pkg");
}

/** Makes packages/logs/dist: one file for each kind of host, as it has one entry. */
export async function logs({ maps = false } = {}) {
  const [folder, outdir] = ["packages/logs/src", "packages/logs/dist"];
  rmSync(at(outdir), { recursive: true, force: true });
  mkdirSync(at(outdir), { recursive: true });
  const entry = [`${folder}/index.ts`];
  const options = { source: folder, outdir, maps, imports: "bundled" };
  await Promise.all([
    compile(entry, options),
    compile(entry, { ...options, extension: ".cjs" }),
    compile(entry, { ...options, outdir: `${outdir}/workerd`, host: "workerd" }),
    declare("packages/logs/tsconfig.json", { source: folder, outdir }),
  ]);
  copyFileSync(at("target/wasm/logs/logs_bg.wasm"), at(outdir, "logs.wasm"));
  const notices = head("The package bandwidth-callbacks-logs") + (await packageNotices(["logs"]));
  writeFileSync(at(outdir, NOTICES), notices);
  verify("packages/logs");
}

/** Makes the program of packages/cli: one file, beside the packages that it names as dependencies. */
export async function command({ maps = false } = {}) {
  const esbuild = await import("esbuild");
  const outdir = at("packages/cli/dist");
  rmSync(outdir, { recursive: true, force: true });
  await esbuild.build({
    absWorkingDir: at("packages/cli"),
    entryPoints: ["src/main.ts"],
    outdir,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    packages: "external",
    target: "node20",
    charset: "utf8",
    sourcemap: maps,
    logLevel: "warning",
  });
}

/** The sources of the entries that share files. */
function entries() {
  const files = Object.values(manifest().exports).map((host) => host.import?.default);
  const names = files.filter((file) => file !== undefined).map((file) => file.replace(/^\.\/(.*)\.js$/, "$1.ts"));
  return names.filter((name) => !alone.includes(name)).map((name) => `${source}/${name}`);
}

const nameIn = (path) => path.slice(source.length + 1);

/** Writes the declarations of a project; `source` is where its own are, among all that the compiler writes. */
async function declare(project, { source, outdir }) {
  const out = posix.join("target/build/types", outdir);
  rmSync(at(out), { recursive: true, force: true });
  await run(process.execPath, [at("node_modules/typescript/lib/tsc.js"), "-p", project, "--outDir", at(out)], {
    show: "none",
  });
  const own = posix.join(out, source);
  for (const path of filesIn(own)) {
    const name = path.slice(own.length + 1);
    const isInner = !/^[^.]+\.d\.ts$/.test(name); // of one host: it has the declarations of the module that it replaces
    if (isInner) continue;
    const text = readFileSync(at(path), "utf8");
    mkdirSync(dirname(at(outdir, name)), { recursive: true });
    writeFileSync(at(outdir, name), retarget(text, ".js"));
    writeFileSync(at(outdir, name.replace(/\.d\.ts$/, ".d.cts")), retarget(text, ".cjs"));
  }
}

/** Gives every relative import of a declaration file the extension of its module kind. */
function retarget(text, extension) {
  const specifier = /(\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)(["'])(\.\.?\/[^"']+)\2/g;
  return text.replace(
    specifier,
    (_, before, quote, path) => `${before}${quote}${path.replace(/\.[jt]s$/, "")}${extension}${quote}`,
  );
}

/** Of the workspace in Cargo.toml: a value that everything published shares. `repository` is "" until it is decided. */
export const shared = (key) => new RegExp(`^${key} = "(.*)"`, "m").exec(readFileSync(at("Cargo.toml"), "utf8"))[1];

/** What a manifest says of the repository; `directory`: where in it the package is. */
export function addresses(directory, repository = shared("repository")) {
  if (repository === "") return {};
  return {
    homepage: `${repository}#readme`,
    bugs: `${repository}/issues`,
    repository: { type: "git", url: `git+${repository}.git`, ...(directory !== "" && { directory }) },
  };
}

/**
 * A README as a registry shows it: relative links and pictures have the repository's address at the tag of this
 * version. Until that address is decided, links are plain text and pictures are left out: a package has no other
 * documents.
 */
export function published(text, directory, repository = shared("repository")) {
  const relative = /(!?)\[([^\]]*)\]\((?![a-z]+:|#)([^)]+)\)/g;
  if (repository === "") return text.replace(/^!\[.*\n\n/gm, "").replace(relative, "$2");
  const tree = (kind) => `${repository}/${kind}/v${shared("version")}/`;
  return text.replace(relative, (_, picture, words, target) => {
    const path = posix.normalize(posix.join(directory, target));
    return `${picture}[${words}](${tree(picture ? "raw" : "blob")}${path})`;
  });
}

function manifest() {
  const { name, ...rest } = JSON.parse(readFileSync(at("pkg.json"), "utf8"));
  return { name, version: shared("version"), ...addresses(""), ...rest };
}

/** What a package promises of itself: it is whole, and it fetches nothing. */
function verify(folder) {
  const faults = [];
  for (const path of filesIn(folder).filter((name) => /\.(c?js|d\.c?ts)$/.test(name))) {
    const text = readFileSync(at(path), "utf8");
    for (const [, , specifier] of text.matchAll(
      /(\bfrom\s*|\bimport\s*\(\s*|\brequire\(\s*|\bimport\s+)["'](\.\.?\/[^"']+)["']/g,
    )) {
      const wanted = path.includes(".d.") ? specifier.replace(/\.(c?)js$/, ".d.$1ts") : specifier;
      if (!existsSync(join(dirname(at(path)), wanted.replace("?module", ""))))
        faults.push(`${path} imports ${specifier}, which is not in the package`);
    }
    if (/\/(wasm|shared)\/.*\.c?js$/.test(path) && /import\.meta|\bfetch\(/.test(text)) {
      faults.push(
        `${path} holds wasm-bindgen's asynchronous start: import only \`initSync\` and the exports from the glue`,
      );
    }
  }
  const targets = (value) => (typeof value === "string" ? [value] : Object.values(value).flatMap(targets));
  const { exports, main, module, types } = JSON.parse(readFileSync(at(folder, "package.json"), "utf8"));
  for (const path of targets({ exports, main, module, types })) {
    if (!existsSync(at(folder, path))) faults.push(`the manifest of ${folder} names ${path}, which was not built`);
  }
  if (faults.length > 0) throw new Stop(faults.join("\n"));
}
