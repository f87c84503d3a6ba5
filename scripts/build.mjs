// Set-up, then the steps of the build, each only if something it reads or wrote has changed: the wasm modules, the npm
// package in pkg/, the one in packages/logs, the command in packages/cli, the page in www/dist, the listener's page in
// packages/cli/dist/page.

import { createHash } from "node:crypto";
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { remapped } from "./crates.mjs";
import { SOURCES, site } from "./documents.mjs";
import { noWasm } from "./no-wasm.mjs";
import { assemble, command, logs } from "./package.mjs";
import { asProgram, at, filesIn, run, seconds, step } from "./run.mjs";
import { setup } from "./setup.mjs";
import { slim } from "./slim.mjs";

/**
 * Builds everything. With `first`, returns once that is built, and with a function that builds the rest: "page" is what
 * `npm start` serves.
 */
export async function build({ first, ...options } = {}) {
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
    "crates/logs/Cargo.toml",
    ...filesIn("crates/callbacks/src", "crates/logs/src"),
  ];

  let done = await when("target/wasm", [...crate, ...tools], () =>
    step("building the wasm modules: core, full and logs", async () => {
      // Each is linked by one thread, so a second one is built at the same time, in a folder that cargo does not lock.
      await Promise.all([wasm("core").then(() => wasm("full")), wasm("logs", { targetDir: at("target", "logs") })]);
    }),
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
  const ofLogs = ["packages/logs/package.json", "packages/logs/tsconfig.json", ...filesIn("packages/logs/src")];
  done += await when("packages/logs/dist", [...ofLogs, ...sources, ...tools], () =>
    step("building the npm package in packages/logs", logs),
  );
  const cli = ["packages/cli/package.json", ...filesIn("packages/cli/src")];
  done += await when(
    "packages/cli/dist",
    [...cli, ...sources, ...tools],
    () => step("building the command in packages/cli", command),
    "packages/cli/dist/page",
  );

  const pages = [
    ...filesIn("www", "pkg", "packages/logs/dist"),
    "scripts/notices.mjs",
    "scripts/explained.mjs",
    ...tools,
  ];
  const last = {
    page: () =>
      when(
        "www/dist",
        [...pages, ...filesIn(...SOURCES)],
        () =>
          step("building the page and the documents in www/dist", async () => {
            await vite("www");
            await site(); // after the page, which empties the folder
          }),
        "www/dist/classic.js",
      ),
    // The same page for who opens it as a file: see www/vite.config.js.
    classic: () =>
      when("www/dist/classic.js", pages, () =>
        step("building the page as one script", () => vite("www", "--mode", "classic")),
      ),
    // It is served by the command, beside the page for pasting.
    listener: () =>
      when(
        "packages/cli/dist/page",
        [
          ...filesIn("www", "pkg", "packages/logs/dist", "packages/cli/page"),
          "scripts/notices.mjs",
          "scripts/explained.mjs",
          ...tools,
        ],
        () => step("building the listener's page in packages/cli/dist/page", listenersPage),
      ),
  };
  if (first !== undefined) done += await last[first]();
  const rest = async () => {
    for (const [name, work] of Object.entries(last)) if (name !== first) done += await work();
    if (done === 0) console.log(`▸ build: nothing changed (${seconds(since)})`);
  };
  if (first !== undefined) return rest;
  await rest();
}

/**
 * How each module is compiled. The core is to be fast and small, so it inlines what says so and little else; the full
 * module is to be small; the logs module is to be fast, and hosts that have it have SIMD.
 */
const AIMS = {
  core: ["2", "-Cllvm-args=-inline-threshold=0"],
  full: ["s"],
  logs: ["3", "-Ctarget-feature=+simd128", "-Cllvm-args=-inline-threshold=0"],
};

const FEATURES = {
  core: ["--no-default-features"],
  full: [],
  logs: ["--no-default-features", "--features", "logs"],
};

async function wasm(name, { targetDir } = {}) {
  const out = `target/wasm/${name}`;
  rmSync(at(out), { recursive: true, force: true });
  const where = ["--target", "web", "--out-dir", out, "--out-name", name, "--no-pack"];
  // `slim` needs the names of functions, which wasm-opt removes, and goes over the module itself.
  const options = ["--mode", "no-install", "--release", "--no-opt", ...where];
  const args = ["build", ...options, "--", "--locked", ...FEATURES[name]];
  const [level, ...flags] = AIMS[name];
  // A compile error needs no stack of wasm-pack's. The flags are separated by a character that no path has.
  const encoded = [...flags, ...(await remapped())].join("\x1f");
  const extraEnv = {
    RUST_LIB_BACKTRACE: "0",
    CARGO_PROFILE_RELEASE_OPT_LEVEL: level,
    CARGO_ENCODED_RUSTFLAGS: encoded,
    ...(targetDir === undefined ? {} : { CARGO_TARGET_DIR: targetDir }),
  };
  await run("wasm-pack", args, { extraEnv });
  copyFileSync(at(out, `${name}_bg.wasm`), at(out, "bare.wasm")); // for tests/module.test.mjs
  if (name === "core") {
    // What src/js/wasm/core.ts uses: so the module imports nothing, and a host needs no more than the module.
    await slim(at(out, "core_bg.wasm"), {
      keeps: (name) => ["memory", "reserve", "read_body"].includes(name),
      writes: false,
      fast: true,
    });
    await noWasm(at(out, "core_bg.wasm"), at(out, "core_no_wasm.js"));
  } else if (name === "logs") {
    // What packages/logs/src/instance.ts uses: all but what the core has, and the glue.
    await slim(at(out, "logs_bg.wasm"), {
      keeps: (name) => name !== "read_body" && !name.startsWith("__"),
      writes: true,
      fast: true,
      simd: true,
    });
  } else {
    // What the package takes from the core.
    await slim(at(out, "full_bg.wasm"), {
      keeps: (name) => !["parse", "validate", "reserve", "read_body"].includes(name),
      writes: true,
      fast: false,
    });
  }
  // In the package the module is text (scripts/package.mjs), so that is its type for src/js.
  writeFileSync(at(out, `${name}_bg.wasm.d.ts`), "declare const text: string;\nexport default text;\n");
}

/** The page that `listen` serves, and beside it the page for pasting, to which it sends a body. */
async function listenersPage() {
  await vite("packages/cli/page", "--config", "www/vite.config.js", "--outDir", "../dist/page");
  // Beside these, www/dist has documents, and what a page needs that is opened as a file.
  for (const name of ["index.html", "from-file.js", "third-party-notices.txt", "assets"])
    cpSync(at("www/dist", name), at("packages/cli/dist/page/editor", name), { recursive: true });
  const index = at("packages/cli/dist/page/editor/index.html");
  writeFileSync(index, readFileSync(index, "utf8").replace(/\s*<meta name="documents"[^>]*>/, ""));
}

function vite(folder, ...more) {
  return run(process.execPath, [at("node_modules/vite/bin/vite.js"), "build", folder, "--logLevel", "warn", ...more]);
}

/**
 * Runs `work` unless `inputs` are what they were and `output`, without `except`, is what it then left. Returns 1 if it
 * ran, else 0.
 */
async function when(output, inputs, work, except) {
  const record = at("target", "build", `${output.replaceAll("/", "-")}.json`);
  const before = contents(inputs);
  if (existsSync(record)) {
    const last = JSON.parse(readFileSync(record, "utf8"));
    if (last.inputs === before && last.output === state(output, except)) return 0;
  }
  await work();
  mkdirSync(at("target", "build"), { recursive: true });
  writeFileSync(record, JSON.stringify({ inputs: before, output: state(output, except) }));
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
function state(folder, except) {
  const hash = createHash("sha256");
  const counts = (path) => path !== except && !path.startsWith(`${except}/`);
  for (const path of filesIn(folder).filter(counts)) {
    const { size, mtimeMs } = statSync(at(path));
    hash.update(`${path}\0${size}\0${mtimeMs}\0`);
  }
  return hash.digest("hex");
}

await asProgram(import.meta.url, build);
