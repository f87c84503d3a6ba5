// What rows use: commands with a time-out, servers that end, the tools of this folder and their versions.

import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const here = fileURLToPath(new URL(".", import.meta.url));

/** Why a row cannot run where it is. */
export class Skip extends Error {}

/** What is still running, to be ended with the run. */
const running = new Set();
const end = (child) => {
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL"); // with what it has started
  } catch {
    // It has ended.
  }
};
process.on("exit", () => running.forEach(end));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

function start(command, args, { cwd, env = {} }) {
  const detached = process.platform !== "win32";
  const quiet = {
    CI: "1",
    NO_COLOR: "1",
    NEXT_TELEMETRY_DISABLED: "1",
    WRANGLER_SEND_METRICS: "false",
    DENO_NO_UPDATE_CHECK: "1",
  };
  const child = spawn(command, args, {
    cwd,
    detached,
    env: { ...process.env, ...quiet, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32" && command === "npm",
  });
  const started = { child, output: "" };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => (started.output += text));
  running.add(child);
  child.on("close", () => running.delete(child));
  return started;
}

/** Runs a command to its end and gives what it printed. Seconds. */
export function run(command, args, { timeout = 600, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const started = start(command, args, options);
    const timer = setTimeout(() => {
      end(started.child);
      reject(new Error(`still running after ${timeout} s\n${started.output}`));
    }, timeout * 1000);
    started.child.on("error", reject);
    started.child.on("close", (code) => {
      clearTimeout(timer);
      if (code === 0) resolve(started.output);
      else reject(new Error(`${[command, ...args].join(" ")} ended with ${code}\n${started.output}`));
    });
  });
}

/**
 * Starts a server, waits for it to print its address, and ends it when `work` is done, which gets the address and what
 * is printed.
 */
export async function serving(command, args, { timeout = 300, ...options }, work) {
  const started = start(command, args, options);
  try {
    const address = await new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(`no address after ${timeout} s\n${started.output}`)), timeout * 1000).unref();
      started.child.on("error", reject);
      started.child.on("close", (code) => reject(new Error(`the server ended with ${code}\n${started.output}`)));
      const look = () => {
        const found = /http:\/\/(127\.0\.0\.1|localhost):\d+/.exec(started.output.replace(/\x1b\[[0-9;]*m/g, ""));
        if (found) resolve(found[0]);
      };
      for (const stream of [started.child.stdout, started.child.stderr]) stream.on("data", look);
    });
    return await work(address, () => started.output);
  } finally {
    end(started.child);
  }
}

const manifest = (name) => {
  const path = join(here, "node_modules", name, "package.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
};

/** The version of an npm package that is a tool here. */
export const version = (name) => manifest(name)?.version ?? "";

/** A file of an npm package, or a reason to skip. */
export function fileOf(name, path) {
  const file = join(here, "node_modules", name, path);
  if (!existsSync(file)) throw new Skip(`${name} is not among the tools here, on ${process.platform} ${process.arch}`);
  return file;
}

/** The Node of a major version: this one, or npm's. */
export const node = (major) =>
  process.versions.node.split(".")[0] === String(major) ? process.execPath : fileOf(`node-${major}`, "bin/node");

/** Runs the command of an npm package. */
export const tool = (name, args, options) => run(process.execPath, [commandOf(name), ...args], options);

export function commandOf(name) {
  const { bin } = manifest(name);
  // Of several commands, TypeScript's is not the one of its name, and some packages have but another.
  const command = typeof bin === "string" ? bin : (bin[name === "typescript" ? "tsc" : name] ?? Object.values(bin)[0]);
  return fileOf(name, command);
}
