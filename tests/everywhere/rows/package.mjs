// The tarballs themselves: what linters of packages say of their manifests and of their types.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { tool, version } from "../tools.mjs";

const tarball = (cwd, isOfLogs) => {
  const folder = join(cwd, "..");
  const isWanted = (name) => name.endsWith(".tgz") && name.startsWith("bandwidth-callbacks-logs") === isOfLogs;
  return join(folder, readdirSync(folder).find(isWanted));
};
const lint = (name, command, expect, args = [], isOfLogs = false) => ({
  name: isOfLogs ? `${name}, logs` : name,
  version: () => version(command),
  expect,
  run: (cwd) => tool(command, [tarball(cwd, isOfLogs), ...args], { cwd }),
});

export const linters = [
  lint("publint", "publint", /All good!/, ["--strict"]),
  lint("publint", "publint", /All good!/, ["--strict"], true),
  // A module of WebAssembly has no types.
  lint("Are the types wrong?", "@arethetypeswrong/cli", /No problems found/, ["--exclude-entrypoints", "core.wasm"]),
  lint("Are the types wrong?", "@arethetypeswrong/cli", /No problems found/, [], true),
];
