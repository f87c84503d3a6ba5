// The tarball itself: what linters of packages say of its manifest and of its types.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { tool, version } from "../tools.mjs";

const tarball = (cwd) => {
  const folder = join(cwd, "..");
  return join(
    folder,
    readdirSync(folder).find((name) => name.endsWith(".tgz")),
  );
};
const lint = (name, command, expect, args = []) => ({
  name,
  version: () => version(command),
  expect,
  run: (cwd) => tool(command, [tarball(cwd), ...args], { cwd }),
});

export const linters = [
  lint("publint", "publint", /All good!/, ["--strict"]),
  // A module of WebAssembly has no types.
  lint("Are the types wrong?", "@arethetypeswrong/cli", /No problems found/, ["--exclude-entrypoints", "core.wasm"]),
];
