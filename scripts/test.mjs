// `npm test`: set-up, build, then every check and test. Stops at the first that fails; where CI is set, runs all.

import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { build } from "./build.mjs";
import { count, skips } from "./outcomes.mjs";
import { asProgram, at, filesIn, run, seconds } from "./run.mjs";

// All but `arrow` and `parquet`, whose crates take longer to build than all else: `npm run test:columns` is for them.
const crates = ["--workspace", "--features", "bandwidth-callbacks-logs/cli"];
const wasm = ["--target", "wasm32-unknown-unknown"];
const strict = ["--", "-D", "warnings"];
const tsc = (project) => [process.execPath, at("node_modules/typescript/lib/tsc.js"), "-p", project, "--noEmit"];

const suites = [
  ["JavaScript tests", filesIn("tests").filter((path) => /^tests\/[^/]+\.test\.mjs$/.test(path))],
  ["Page tests", filesIn("tests/page").filter((path) => path.endsWith(".test.mjs"))],
];
const outcomesOf = (name) => at("target", "build", `${name.replace(/\W+/g, "-")}.outcomes`);
const reporters = (name) => [
  "--test-reporter=spec",
  "--test-reporter-destination=stdout",
  "--test-reporter=./scripts/outcomes.mjs",
  `--test-reporter-destination=${outcomesOf(name)}`,
];

const steps = [
  ["format", "cargo", "fmt", "--check"],
  ["format and lint, JavaScript", process.execPath, at("node_modules/@biomejs/biome/bin/biome"), "ci"],
  ["lint", "cargo", "clippy", "--locked", "--all-targets", ...crates, ...strict],
  ["lint, core wasm", "cargo", "clippy", "--locked", ...wasm, "--no-default-features", ...strict],
  ["lint, logs wasm", "cargo", "clippy", "--locked", ...wasm, "--no-default-features", "--features", "logs", ...strict],
  ["lint, full wasm", "cargo", "clippy", "--locked", ...wasm, ...strict],
  ["types, package", ...tsc("tsconfig.json")],
  ["types, package of logs", ...tsc("packages/logs")],
  ["types, command", ...tsc("packages/cli")],
  ["types, page", ...tsc("www")],
  ["types, listener's page", ...tsc("packages/cli/page")],
  ["types, tests", ...tsc("tests")],
  ["Rust tests", "cargo", "test", "--locked", ...crates],
  ["sizes", process.execPath, at("node_modules/size-limit/bin.js")],
  ...suites.map(([name, files]) => [name, process.execPath, "--test", ...reporters(name), ...files]),
];

async function test() {
  const since = performance.now();
  await build({ components: ["fmt", "clippy"], browser: true });
  mkdirSync(at("target", "build"), { recursive: true });
  for (const [name] of suites) rmSync(outcomesOf(name), { force: true });
  const outcomes = [];
  for (const [name, command, ...args] of steps) {
    const outcome = await check(name, command, args);
    outcomes.push(outcome);
    if (outcome.failed && !process.env.CI) break;
  }
  return sum(outcomes, since);
}

async function check(name, command, args) {
  const since = performance.now();
  console.log(`\n▸ ${name}`);
  const { code, output } = await run(command, args, { show: "all", check: false });
  const time = seconds(since);
  console.log(`  ${code === 0 ? "passed" : `FAILED (code ${code})`} in ${time}`);
  return { name, failed: code !== 0, output: output.replace(/\x1b\[[0-9;]*m/g, ""), time };
}

function sum(outcomes, since) {
  const failed = outcomes.filter((outcome) => outcome.failed);
  console.log("");
  if (process.env.CI)
    for (const { name, failed, time } of outcomes) console.log(`${failed ? "✗" : "✓"} ${name} (${time})`);
  const rust = outcomes.find(({ name }) => name === "Rust tests")?.output ?? "";
  const inRust = (word) =>
    [...rust.matchAll(new RegExp(`^test result: .* (\\d+) ${word}`, "gm"))].reduce(
      (total, match) => total + Number(match[1]),
      0,
    );
  console.log(`Rust tests: ${["passed", "failed", "ignored"].map((word) => `${inRust(word)} ${word}`).join(", ")}`);
  const counts = suites.map(([name]) =>
    count(existsSync(outcomesOf(name)) ? readFileSync(outcomesOf(name), "utf8") : ""),
  );
  for (const [at, { passed, failed, skipped }] of counts.entries()) {
    console.log(`${suites[at][0]}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  }
  console.log(
    `Steps: ${outcomes.length - failed.length} passed, ${failed.length} failed, ${steps.length - outcomes.length} ` +
      `not run, in ${seconds(since)}`,
  );
  if (failed.length > 0) console.log(`Failed: ${failed.map((outcome) => outcome.name).join("; ")}`);
  for (const line of skips(counts)) console.log(line);
  return failed.length > 0 ? 1 : 0;
}

await asProgram(import.meta.url, test);
