// Node, Deno and Bun.

import { program } from "../program.mjs";
import { fileOf, node, run, version } from "../tools.mjs";

const own = process.versions.node.split(".")[0];
const files = {
  "main.mjs": program(),
  "main.cjs": program(undefined, { form: "cjs" }),
  "no-wasm.mjs": program(undefined, { entry: "no-wasm" }),
  "no-wasm.cjs": program(undefined, { entry: "no-wasm", form: "cjs" }),
  "logs.mjs": program(undefined, { entry: "logs" }),
  "logs.cjs": program(undefined, { entry: "logs", form: "cjs" }),
};

const nodes = [...new Set(["20", "22", "24", own])].flatMap((major) => {
  const row = (kind, args, more) => ({
    name: `Node ${major}, ${kind}`,
    version: () => (major === own ? process.versions.node : version(`node-${major}`)),
    must: major === own,
    files,
    run: (cwd) => run(node(major), args, { cwd }),
    ...more,
  });
  return [
    row("ESM", ["main.mjs"]),
    row("CJS", ["main.cjs"]),
    row("no code from strings", ["--disallow-code-generation-from-strings", "main.mjs"]),
    row("/no-wasm", ["no-wasm.mjs"], { entry: "no-wasm" }),
    row("/no-wasm without WebAssembly", ["--jitless", "no-wasm.mjs"], { entry: "no-wasm" }),
    row("/no-wasm, CJS", ["no-wasm.cjs"], { entry: "no-wasm" }),
    row("logs", ["logs.mjs"], { entry: "logs" }),
    row("logs, CJS", ["logs.cjs"], { entry: "logs" }),
  ];
});

const deno = "@deno/linux-x64-glibc";
const bun = "@oven/bun-linux-x64";
const local = ["--no-remote", "--node-modules-dir=manual"];

export const runtimes = [
  ...nodes,
  ...[
    ["Deno", deno, "deno", ["run", ...local, "main.mjs"]],
    ["Deno, CJS", deno, "deno", ["run", "--allow-read", ...local, "main.cjs"]],
    ["Deno, logs", deno, "deno", ["run", ...local, "logs.mjs"], "logs"],
    ["Bun", bun, "bin/bun", ["main.mjs"]],
    ["Bun, CJS", bun, "bin/bun", ["main.cjs"]],
    ["Bun, logs", bun, "bin/bun", ["logs.mjs"], "logs"],
  ].map(([name, of, path, args, entry]) => ({
    name,
    version: () => version(of),
    must: true,
    entry,
    files,
    run: (cwd) => run(fileOf(of, path), args, { cwd }),
  })),
];
