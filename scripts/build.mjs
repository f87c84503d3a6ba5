// Set-up, then the five steps of the build, each only when something it reads or wrote has changed:
// the three wasm modules, the npm package in pkg/, the page in www/dist, and the command in packages/cli with its own page.

import { createHash } from "node:crypto";
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { remapped } from "./crates.mjs";
import { SOURCES, site } from "./documents.mjs";
import { noWasm } from "./no-wasm.mjs";
import { assemble, command } from "./package.mjs";
import { asProgram, at, filesIn, run, seconds, step } from "./run.mjs";
import { setup } from "./setup.mjs";
import { slim } from "./slim.mjs";

export async function build(options) {
  await setup(options);
  const since = performance.now();
  const tools = [
    "package-lock.json",
    "tools/Cargo.lock",
    "scripts/build.mjs",
    "scripts/crates.mjs",
    "scripts/pack.mjs",
    "scripts/no-wasm.mjs",
    "scripts/slim.mjs",
  ];
  const crate = [
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    "src/wasm.rs",
    "crates/callbacks/Cargo.toml",
    ...filesIn("crates/callbacks/src"),
  ];

  let done = 0;
  done += await when("target/wasm/core", [...crate, ...tools], () =>
    step("building the core wasm module", () => wasm("core", ["--no-default-features"])),
  );
  done += await when("target/wasm/full", [...crate, ...tools], () =>
    step("building the full wasm module", () => wasm("full", [])),
  );
  done += await when("target/wasm/lines", [...crate, ...tools], () =>
    step("building the lines wasm module", () => wasm("lines", ["--no-default-features", "--features", "lines"])),
  );
  const documents = ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"];
  const sources = [
    "Cargo.toml",
    "Cargo.lock",
    "pkg.json",
    "tsconfig.json",
    "scripts/compile.mjs",
    "scripts/notices.mjs",
    "scripts/package.mjs",
    ...filesIn("src/js", "target/wasm"),
    ...documents,
  ];
  done += await when("pkg", [...sources, ...tools], () => step("assembling the npm package in pkg/", assemble));
  done += await when("www/dist", [...filesIn("www", "pkg", ...SOURCES), "scripts/notices.mjs", ...tools], () =>
    step("building the page and the documents in www/dist", async () => {
      await page();
      await site(); // after the page, which empties the folder
    }),
  );
  const cli = ["packages/cli/package.json", ...filesIn("packages/cli/src", "packages/cli/page", "www")];
  done += await when("packages/cli/dist", [...cli, ...sources, ...tools], () =>
    step("building the command in packages/cli", async () => {
      await command();
      await listenersPage();
    }),
  );
  if (done === 0) console.log(`▸ build: nothing changed (${seconds(since)})`);
}

/**
 * How each module is compiled. The core is to be fast and small, so it inlines what says so and little else; the full
 * module is to be small; the lines module is to be fast, and hosts that have it have SIMD.
 */
const AIMS = {
  core: ["2", "-Cllvm-args=-inline-threshold=0"],
  full: ["s"],
  lines: ["3", "-Ctarget-feature=+simd128", "-Cllvm-args=-inline-threshold=0"],
};

async function wasm(name, features) {
  const out = `target/wasm/${name}`;
  rmSync(at(out), { recursive: true, force: true });
  const where = ["--target", "web", "--out-dir", out, "--out-name", name, "--no-pack"];
  // `slim` needs the names of functions, which wasm-opt removes, and goes over the module itself.
  const options = ["--mode", "no-install", "--release", "--no-opt", ...where];
  const args = ["build", ...options, "--", "--locked", ...features];
  const [level, ...flags] = AIMS[name];
  // A compile error needs no stack of wasm-pack's. The flags are separated by a character that no path has.
  const encoded = [...flags, ...(await remapped())].join("\x1f");
  const extraEnv = {
    RUST_LIB_BACKTRACE: "0",
    CARGO_PROFILE_RELEASE_OPT_LEVEL: level,
    CARGO_ENCODED_RUSTFLAGS: encoded,
  };
  await run("wasm-pack", args, { extraEnv });
  copyFileSync(at(out, `${name}_bg.wasm`), at(out, "bare.wasm")); // for tests/module.test.mjs
  if (name === "core") {
    // What src/js/wasm/core.ts uses: so the module imports nothing, and a host needs no more than the module.
    await slim(at(out, "core_bg.wasm"), {
      keeps: (name) => ["memory", "reserve", "record"].includes(name),
      panics: false,
      fast: true,
    });
    await noWasm(at(out, "core_bg.wasm"), at(out, "core_no_wasm.js"));
  } else if (name === "lines") {
    // What src/js/lines/instance.ts uses: all but what the core has, and the glue.
    await slim(at(out, "lines_bg.wasm"), {
      keeps: (name) => name !== "record" && !name.startsWith("__"),
      panics: true,
      fast: true,
      simd: true,
    });
  } else {
    // What the package takes from the core.
    await slim(at(out, "full_bg.wasm"), {
      keeps: (name) => !["parse", "validate", "reserve", "record"].includes(name),
      panics: true,
      fast: false,
    });
  }
  // In the package the module is text (scripts/package.mjs), so that is its type for src/js.
  writeFileSync(at(out, `${name}_bg.wasm.d.ts`), "declare const text: string;\nexport default text;\n");
}

/** The page's two builds: see www/vite.config.js. */
async function page() {
  await vite("www");
  await vite("www", "--mode", "classic");
}

/** The page that `listen` serves, and beside it the page for pasting, to which it sends a body. */
async function listenersPage() {
  await vite("packages/cli/page", "--config", "www/vite.config.js", "--outDir", "../dist/page");
  // Beside these, www/dist has documents, and what a page needs that is opened as a file.
  for (const name of ["index.html", "from-file.js", "third-party-notices.txt", "assets"])
    cpSync(at("www/dist", name), at("packages/cli/dist/page/editor", name), { recursive: true });
}

function vite(folder, ...more) {
  return run(process.execPath, [at("node_modules/vite/bin/vite.js"), "build", folder, "--logLevel", "warn", ...more]);
}

/** Runs `work` unless `inputs` are what they were and `output` is what it then left. Gives 1 when it ran, else 0. */
async function when(output, inputs, work) {
  const record = at("target", "build", `${output.replaceAll("/", "-")}.json`);
  const before = contents(inputs);
  if (existsSync(record)) {
    const last = JSON.parse(readFileSync(record, "utf8"));
    if (last.inputs === before && last.output === state(output)) return 0;
  }
  await work();
  mkdirSync(at("target", "build"), { recursive: true });
  writeFileSync(record, JSON.stringify({ inputs: before, output: state(output) }));
  return 1;
}

function contents(paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    hash.update(`${path}\0`);
    if (existsSync(at(path))) hash.update(readFileSync(at(path)));
    hash.update("\0");
  }
  return hash.digest("hex");
}

/** Names, sizes and times: enough to see that another tool wrote there, as `wasm-pack build` does in pkg/. */
function state(folder) {
  const hash = createHash("sha256");
  for (const path of filesIn(folder)) {
    const { size, mtimeMs } = statSync(at(path));
    hash.update(`${path}\0${size}\0${mtimeMs}\0`);
  }
  return hash.digest("hex");
}

await asProgram(import.meta.url, build);
