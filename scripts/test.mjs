// `npm test`: set-up, build, then every check and test. Stops at the first that fails; where CI is set, runs all.

import { build } from "./build.mjs";
import { asProgram, at, filesIn, run, seconds } from "./run.mjs";

// All but `arrow` and `parquet`, whose crates take longer to build than all else: `npm run test:columns` is for them.
const crates = ["--workspace", "--features", "bandwidth-callbacks/cli"];
const wasm = ["--target", "wasm32-unknown-unknown"];
const strict = ["--", "-D", "warnings"];
const tsc = (project) => [process.execPath, at("node_modules/typescript/lib/tsc.js"), "-p", project, "--noEmit"];

const steps = [
  ["format", "cargo", "fmt", "--check"],
  ["lint", "cargo", "clippy", "--locked", "--all-targets", ...crates, ...strict],
  ["lint, core wasm", "cargo", "clippy", "--locked", ...wasm, "--no-default-features", ...strict],
  ["lint, lines wasm", "cargo", "clippy", "--locked", ...wasm, "--no-default-features", "--features", "lines", ...strict],
  ["lint, full wasm", "cargo", "clippy", "--locked", ...wasm, ...strict],
  ["types, package", ...tsc("tsconfig.json")],
  ["types, command", ...tsc("packages/cli")],
  ["types, page", ...tsc("www")],
  ["types, tests", ...tsc("tests")],
  ["Rust tests", "cargo", "test", "--locked", ...crates],
  ["sizes", process.execPath, at("node_modules/size-limit/bin.js")],
  ["JavaScript tests", process.execPath, "--test", "--test-reporter=spec", ...filesIn("tests").filter((path) => /^tests\/[^/]+\.test\.mjs$/.test(path))],
  ["page, in a browser", process.execPath, "--test", "--test-reporter=spec", ...filesIn("tests/page").filter((path) => path.endsWith(".test.mjs"))],
];

async function test() {
  const since = performance.now();
  await build({ components: ["fmt", "clippy"] });
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
  if (name === "JavaScript tests" && args.length === 2) {
    console.log("  no tests/*.test.mjs"); // without names `node --test` would go looking by itself
    return { name, failed: false, output: "", time: seconds(since) };
  }
  const { code, output } = await run(command, args, { show: "all", check: false });
  const time = seconds(since);
  console.log(`  ${code === 0 ? "passed" : `FAILED (code ${code})`} in ${time}`);
  return { name, failed: code !== 0, output: output.replace(/\x1b\[[0-9;]*m/g, ""), time };
}

function sum(outcomes, since) {
  const failed = outcomes.filter((outcome) => outcome.failed);
  console.log("");
  if (process.env.CI) for (const { name, failed, time } of outcomes) console.log(`${failed ? "✗" : "✓"} ${name} (${time})`);
  const count = (kind, pattern) => {
    const text = outcomes.find((outcome) => outcome.name === kind)?.output ?? "";
    return [...text.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);
  };
  const rust = ["passed", "failed", "ignored"].map((word) => `${count("Rust tests", new RegExp(`^test result: .* (\\d+) ${word}`, "gm"))} ${word}`);
  const js = [["pass", "passed"], ["fail", "failed"], ["skipped", "skipped"]].map(
    ([word, said]) => `${count("JavaScript tests", new RegExp(`^ℹ ${word} (\\d+)$`, "gm"))} ${said}`,
  );
  console.log(`Rust tests: ${rust.join(", ")}`);
  console.log(`JavaScript tests: ${js.join(", ")}`);
  console.log(`Steps: ${outcomes.length - failed.length} passed, ${failed.length} failed, ${steps.length - outcomes.length} not run, in ${seconds(since)}`);
  if (failed.length > 0) console.log(`Failed: ${failed.map((outcome) => outcome.name).join("; ")}`);
  return failed.length > 0 ? 1 : 0;
}

await asProgram(import.meta.url, test);
