// TypeScript: the program compiles strictly with each module resolution, and its output runs.

import { program } from "../program.mjs";
import { run, tool, version } from "../tools.mjs";

const ways = {
  node16: { module: "node16", moduleResolution: "node16" },
  nodenext: { module: "nodenext", moduleResolution: "nodenext" },
  bundler: { module: "esnext", moduleResolution: "bundler" },
};
const options = {
  target: "es2022",
  lib: ["es2022", "dom"],
  types: [],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  outDir: "out",
};
const text = program(undefined, { form: "ts" });

export const types = Object.entries(ways).flatMap(([way, module]) => {
  const row = (kind, file, entry = "main") => ({
    name: `TypeScript ${way}, ${kind}`,
    version: () => version("typescript"),
    entry,
    files: {
      [file]: entry === "no-wasm" ? program(undefined, { form: "ts", entry }) : text,
      "tsconfig.json": JSON.stringify({ compilerOptions: { ...options, ...module }, files: [file] }),
    },
    run: async (cwd) => {
      await tool("typescript", ["-p", "."], { cwd });
      return run(process.execPath, [`out/${file.replace("ts", "js")}`], { cwd });
    },
  });
  return [
    row("ESM", "main.mts"),
    row("/no-wasm", "no-wasm.mts", "no-wasm"),
    ...(way === "bundler" ? [] : [row("CJS", "main.cts")]),
  ];
});
