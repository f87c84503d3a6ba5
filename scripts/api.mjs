// `npm run docs:api`: the API reference of the npm package, by TypeDoc, from the declarations in pkg/. It is written to
// target/api, or where `--out` says. A link in it that leads nowhere is an error; that
// every public name is documented is checked by tests/docs.test.mjs.

import { existsSync } from "node:fs";
import { build } from "./build.mjs";
import { asProgram, at, run, Stop, step } from "./run.mjs";

async function api() {
  const [option, out = "target/api", ...rest] = process.argv.slice(2);
  if ((option !== undefined && option !== "--out") || rest.length > 0)
    throw new Stop("usage: docs:api [--out FOLDER]", 2);
  await build();
  if (!existsSync(at("tools/api/node_modules/typedoc")))
    await step("installing TypeDoc into tools/api (once)", () =>
      run("npm", ["ci", "--ignore-scripts"], { cwd: at("tools/api"), show: "none" }),
    );
  const typedoc = [at("tools/api/node_modules/typedoc/bin/typedoc"), "--options", at("tools/api/typedoc.json")];
  await step(`writing the API reference to ${out}`, () => run(process.execPath, [...typedoc, "--out", at(out)]));
}

await asProgram(import.meta.url, api);
