// `npm run test:everywhere [-- PART OF A NAME]`: packs the packages, and uses them in every tool and browser there is.
//
// A row (rows/*.mjs) is a consumer: its files, how it is run, and so what it prints. Every one runs the same program
// (program.mjs) against the packed package and has to say the same line. What the machine lacks is skipped by name;
// where CI is set, a row with `must` may not be. Consumers stay in tests/everywhere/target to be looked at.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findChromium, installChromium } from "../../scripts/browser.mjs";
import { stage } from "../../scripts/release.mjs";
import { asProgram, at, seconds, step, Stop } from "../../scripts/run.mjs";
import { errors } from "./browsers.mjs";
import { lineOf, pattern } from "./program.mjs";
import { browsers } from "./rows/browsers.mjs";
import { bundlers } from "./rows/bundlers.mjs";
import { crate } from "./rows/crate.mjs";
import { differential } from "./rows/differential.mjs";
import { edge } from "./rows/edge.mjs";
import { linters } from "./rows/package.mjs";
import { recipes } from "./rows/recipes.mjs";
import { runtimes } from "./rows/runtimes.mjs";
import { stores } from "./rows/stores.mjs";
import { tests } from "./rows/tests.mjs";
import { types } from "./rows/types.mjs";
import { here, run, Skip } from "./tools.mjs";

const work = join(here, "target");
const MAX_CONCURRENT = 2;

async function main() {
  const since = performance.now();
  const wanted = process.argv.slice(2).join(" ").toLowerCase();
  const rows = [
    ...linters,
    ...crate,
    ...runtimes,
    ...types,
    ...bundlers,
    ...tests,
    ...edge,
    ...differential,
    ...browsers,
    ...recipes,
    ...stores,
  ].filter(({ name }) => name.toLowerCase().includes(wanted));
  if (rows.length === 0) throw new Stop(`no row has "${wanted}" in its name`);
  await prepare();

  const outcomes = [];
  const left = [...rows];
  const worker = async () => {
    for (let row = left.shift(); row; row = left.shift()) {
      const outcome = await consume(row);
      outcomes.push(outcome);
      console.log(line(outcome));
      if (outcome.output) console.log(outcome.output.replace(/^/gm, "    "));
    }
  };
  console.log("");
  await Promise.all(Array.from({ length: MAX_CONCURRENT }, worker));

  const count = (state) => outcomes.filter((outcome) => outcome.state === state).length;
  console.log(`\n${seconds(since)}`);
  console.log(`${count("passed")} passed, ${count("FAILED")} failed, ${count("skipped")} skipped`);
  return count("FAILED") > 0 ? 1 : 0;
}

async function prepare() {
  if (!existsSync(at("pkg", "package.json"))) throw new Stop("pkg/ is not there: `npm run build` makes it");
  const lock = readFileSync(join(here, "package-lock.json"), "utf8");
  const stamp = join(here, "node_modules", ".lock-as-installed"); // `npm ci` begins by removing it
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
    await step("installing the tools of tests/everywhere (npm ci, once)", () =>
      run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: here, timeout: 900 }),
    );
    writeFileSync(stamp, lock);
  }
  if (findChromium() === undefined) await installChromium();
  rmSync(work, { recursive: true, force: true });
  await step("packing the packages", async () => {
    for (const folder of ["pkg", stage("packages/logs")]) {
      const { name, version } = JSON.parse(readFileSync(at(folder, "package.json"), "utf8"));
      mkdirSync(join(work, "node_modules", name), { recursive: true });
      await run("npm", ["pack", at(folder), "--pack-destination", work, "--ignore-scripts"], { cwd: work });
      execFileSync("tar", ["-xzf", `${name}-${version}.tgz`, "--strip-components=1", "-C", `node_modules/${name}`], {
        cwd: work,
      });
    }
  });
}

async function consume(row) {
  const since = performance.now();
  const outcome = { ...row, state: "passed", why: "", version: "" };
  try {
    outcome.version = row.version?.() ?? "";
    const folder = join(work, row.name.replace(/[^\w.]+/g, "-").toLowerCase());
    const named = { "package.json": manifest, "errors.js": errors, ...row.files };
    for (const [path, text] of Object.entries(named)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const output = await row.run(folder);
    const expected = row.expect ?? lineOf(row.entry);
    const said = (row.expect ? output : (pattern.exec(output)?.[0] ?? output)).trim();
    if (expected instanceof RegExp ? !expected.test(said) : said !== expected)
      throw new Error(`expected: ${expected}\nsaid:     ${said}`);
  } catch (error) {
    const may = error instanceof Skip && !(row.must && process.env.CI);
    outcome.state = may ? "skipped" : "FAILED";
    if (error instanceof Skip) outcome.why = `: ${error.message}`;
    else outcome.output = String(error.message ?? error).trim();
  }
  return { ...outcome, time: seconds(since) };
}

const dependencies = { "bandwidth-callbacks": "*", "bandwidth-callbacks-logs": "*" };
const manifest = `${JSON.stringify({ private: true, type: "module", dependencies })}\n`;

const line = ({ name, version, state, why, time }) =>
  `${name.padEnd(44)} ${version.padEnd(16)} ${time.padStart(7)}  ${state}${why}`;

await asProgram(import.meta.url, main);
