// Runs tests/differential.mjs outside of Node, with other engines and text encoders.

import { at } from "../../../scripts/run.mjs";
import { deploy } from "../programs.mjs";
import { fileOf, run, version } from "../tools.mjs";
import { workerd } from "./edge.mjs";

const expect = /^the same as JSON\.parse in \d{4,} texts/;

const main = (say) => `import fc from "fast-check";
import { parse, validate } from "bandwidth-callbacks";
import { sample } from "bandwidth-callbacks/samples";
import { differential } from ${JSON.stringify(at("tests/differential.mjs"))};
const test = () => {
  const { texts } = differential(fc, { parse, validate, sample }, { runs: 300, seed: 2 });
  return "the same as JSON.parse in " + texts + " texts";
};
${say}
`;

/** One file: the hosts need not find the parts of the test. */
async function bundle(cwd) {
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: cwd,
    entryPoints: ["main.mjs"],
    outfile: "bundle.js",
    bundle: true,
    format: "esm",
    logLevel: "silent",
  });
}

const outside = (name, of, command) => ({
  name: `${name}, any text`,
  version: () => version(of),
  must: true,
  expect,
  files: { "main.mjs": main("console.log(test());") },
  run: async (cwd) => {
    await bundle(cwd);
    return run(fileOf(of, command[0]), [...command.slice(1), "bundle.js"], { cwd });
  },
});

export const differential = [
  outside("Deno", "@deno/linux-x64-glibc", ["deno", "run"]),
  outside("Bun", "@oven/bun-linux-x64", ["bin/bun"]),
  workerd("any text", { "worker.js": main("export default { fetch: () => new Response(test()) };") }, deploy, {
    expect,
  }),
];
