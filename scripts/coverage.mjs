// `npm run coverage`: which lines and branches of the crate and of src/js the tests reach. Needs a nightly Rust; the
// tools are installed into tools/coverage when they are not there.
//
// Rust is measured by its own tests, not by those of the package and the page. TypeScript is measured through the built
// package, by V8's counters; branches there are the parts of a line that V8 counts apart.

import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join, relative, resolve } from "node:path";
import { build } from "./build.mjs";
import { assemble, logs } from "./package.mjs";
import { asProgram, at, env, filesIn, root, run, step, Stop } from "./run.mjs";

const tools = "tools/coverage";

async function coverage() {
  const extraEnv = {
    RUSTUP_TOOLCHAIN: "nightly",
    PATH: `${at(tools, "bin")}${delimiter}${env.PATH}`,
    ...(await rustTools()),
  };
  await jsTools();
  await build();
  table("Rust", await step("measuring the Rust tests", () => rust(extraEnv)));
  console.log(
    "\nCounted as never run: `const fn` that only the compiler runs, and crates/callbacks/src/wire.rs, which the " +
      "JavaScript tests run as WebAssembly.\n",
  );
  try {
    table("TypeScript", await step("measuring the JavaScript tests", typescript));
  } finally {
    await build(); // without source maps, as it is published
  }
}

/** Where llvm-cov and llvm-profdata are: with Rust, or those of a release of LLVM that reads what this Rust writes. */
async function rustTools() {
  const nightly = await run("rustc", ["+nightly", "--print", "target-libdir"], { show: "none", check: false });
  if (nightly.code !== 0)
    throw new Stop("branches need a nightly Rust: `rustup toolchain install nightly --component llvm-tools`");
  if (!existsSync(at(tools, "bin/cargo-llvm-cov"))) {
    const args = ["install", "cargo-llvm-cov", "--locked", "--debug", "--root", tools];
    const extraEnv = { CARGO_PROFILE_DEV_DEBUG: "false" };
    await step(`installing cargo-llvm-cov into ${tools} (once)`, () => run("cargo", args, { extraEnv }));
  }
  if (env.LLVM_COV && env.LLVM_PROFDATA) return {};
  const own = join(nightly.output.trim(), "../bin/llvm-cov");
  if (existsSync(own)) return {};
  const folders = env.PATH.split(delimiter).filter((path) => existsSync(path));
  const versions = folders
    .flatMap((path) => readdirSync(path))
    .map((name) => Number(/^llvm-cov-(\d+)$/.exec(name)?.[1] ?? 0));
  const newest = Math.max(...versions);
  if (newest >= 19) return { LLVM_COV: `llvm-cov-${newest}`, LLVM_PROFDATA: `llvm-profdata-${newest}` };
  const { code } = await run("rustup", ["component", "add", "llvm-tools", "--toolchain", "nightly"], { check: false });
  if (code === 0) return {};
  throw new Stop(
    "llvm-cov is missing: `rustup component add llvm-tools --toolchain nightly`, or install LLVM 19 or newer " +
      "(Debian: `apt-get install llvm-19`).",
  );
}

async function jsTools() {
  if (existsSync(at(tools, "node_modules/c8"))) return;
  await step(`installing c8 into ${tools} (once)`, () =>
    run("npm", ["install", "--prefix", tools, "--ignore-scripts", "c8@12"]),
  );
}

async function rust(extraEnv) {
  const quiet = { extraEnv, show: "none" };
  await run("cargo", ["llvm-cov", "clean", "--workspace"], quiet); // or what older runs reached counts too
  await run("cargo", ["llvm-cov", "--locked", "--branch", "--doctests", "--no-report"], quiet);
  const report = async (form) => {
    const path = at("target", `coverage.${form}`);
    await run("cargo", ["llvm-cov", "report", "--branch", "--doctests", `--${form}`, "--output-path", path], quiet);
    return readFileSync(path, "utf8");
  };
  const files = lcov(await report("lcov"));
  // A generic function is listed once per type: a branch counts as reached if any of them reaches it.
  for (const { filename, branches } of JSON.parse(await report("json")).data[0].files) {
    const taken = new Map();
    for (const [line, column, , , yes, no] of branches) {
      for (const [way, count] of [
        ["yes", yes],
        ["no", no],
      ]) {
        const key = `${line}:${column} ${way}`;
        taken.set(key, { line, count: (taken.get(key)?.count ?? 0) + count });
      }
    }
    files.get(filename).branches = [...taken.values()];
  }
  for (const [path, file] of files) {
    // Neither tests that stand in the file, nor those in its comments, which are counted at their places.
    const text = readFileSync(path, "utf8").split("\n");
    const end = text.indexOf("#[cfg(test)]") + 1 || text.length + 1;
    const counts = ({ line }) => line < end && !text[line - 1].trimStart().startsWith("//");
    file.lines = file.lines.filter(counts);
    file.branches = file.branches.filter(counts);
  }
  return files;
}

async function typescript() {
  const out = at("target/coverage");
  rmSync(out, { recursive: true, force: true });
  const tests = filesIn("tests").filter((path) => /^tests\/[^/]+\.test\.mjs$/.test(path));
  const c8 = [
    "--temp-directory",
    join(out, "v8"),
    "--reports-dir",
    out,
    "--reporter",
    "lcovonly",
    "--exclude-after-remap",
    "--include",
    "src/js/**",
    "--include",
    "packages/logs/src/**",
  ];
  await assemble({ maps: true });
  await logs({ maps: true });
  await run(process.execPath, [at(tools, "node_modules/c8/bin/c8.js"), ...c8, process.execPath, "--test", ...tests], {
    show: "none",
  });
  return lcov(readFileSync(join(out, "lcov.info"), "utf8"));
}

/** By file: how often each line ran, and each branch. */
function lcov(text) {
  const files = new Map();
  for (const part of text.split("end_of_record").slice(0, -1)) {
    const lines = [...part.matchAll(/^DA:(\d+),(\d+)/gm)].map(([, line, count]) => ({
      line: Number(line),
      count: Number(count),
    }));
    const branches = [...part.matchAll(/^BRDA:(\d+),.*,(\d+|-)$/gm)].map(([, line, count]) => ({
      line: Number(line),
      count: Number(count) || 0,
    }));
    files.set(resolve(root, /^SF:(.*)$/m.exec(part)[1]), { lines, branches });
  }
  return files;
}

/** The least covered first; the lines that are not reached, or not in every way, at the end of each row. */
function table(language, files) {
  const rows = [...files].map(([path, { lines, branches }]) => {
    const name = relative(root, path).replaceAll("\\", "/");
    return { name, lines: share(lines), branches: share(branches), missed: missed(lines, branches) };
  });
  rows.sort(
    (one, other) =>
      one.lines.percent - other.lines.percent ||
      one.branches.percent - other.branches.percent ||
      one.name.localeCompare(other.name),
  );
  const sum = (kind) => share([...files.values()].flatMap((file) => file[kind]));
  const width = Math.max(...rows.map(({ name }) => name.length));
  const row = (name, lines, branches, last) =>
    console.log(`${name.padEnd(width)}  ${lines.padStart(16)}  ${branches.padStart(16)}  ${last}`.trimEnd());
  console.log("");
  row(language, "lines", "branches", "not reached, or not in every way");
  for (const { name, lines, branches, missed } of rows) row(name, lines.text, branches.text, missed);
  row("in all", sum("lines").text, sum("branches").text, "");
}

function share(parts) {
  const reached = parts.filter(({ count }) => count > 0).length;
  const percent = parts.length === 0 ? 100 : (100 * reached) / parts.length;
  return {
    percent,
    text: parts.length === 0 ? "none" : `${reached}/${parts.length} ${(Math.floor(percent * 10) / 10).toFixed(1)}%`,
  };
}

/** Lines as ranges: "12, 40-44". */
function missed(...kinds) {
  const lines = [
    ...new Set(
      kinds
        .flat()
        .filter(({ count }) => count === 0)
        .map(({ line }) => line),
    ),
  ].sort((one, other) => one - other);
  const ranges = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last?.end === line - 1) last.end = line;
    else ranges.push({ start: line, end: line });
  }
  const shown = ranges.slice(0, 12).map(({ start, end }) => (start === end ? `${start}` : `${start}-${end}`));
  return shown.join(", ") + (ranges.length > shown.length ? ", …" : "");
}

await asProgram(import.meta.url, coverage);
