// What the scripts share: where things are, how a command is run, how a step is said and timed.

import { spawn } from "node:child_process";
import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const windows = process.platform === "win32";
export const root = fileURLToPath(new URL("..", import.meta.url));
export const at = (...parts) => join(root, ...parts);

// The tools have a folder of their own, wherever CARGO_TARGET_DIR points for the crate.
export const toolsDir = at("tools", "target", "debug");

export const env = { ...process.env };
{
  const key = Object.keys(env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  const cargoBin = join(env.CARGO_HOME ?? join(homedir(), ".cargo"), "bin");
  // cargo's folder comes last: it only helps where rustup was installed and the shell not restarted.
  env[key] = [toolsDir, at("node_modules", ".bin"), env[key], cargoBin].filter(Boolean).join(delimiter);
}

/**
 * A failure that one sentence explains: printed without a stack. `code` is what the program ends with, 2 for misuse.
 */
export class Stop extends Error {
  constructor(message, code = 1) {
    super(message);
    this.code = code;
  }
}

/**
 * Runs a command at the root. `show`: "all" passes its output on, "progress" does so on a terminal only
 * and otherwise keeps it for the error message, "none" always keeps it.
 * Gives `{ code, output }`; throws `Stop` on a code other than 0 unless `check` is false.
 */
export function run(command, args, { show = "progress", check = true, extraEnv = {}, cwd = root } = {}) {
  const live = show === "progress" && process.stderr.isTTY;
  const color = process.stdout.isTTY && !env.NO_COLOR ? { CARGO_TERM_COLOR: "always", FORCE_COLOR: "1" } : {};
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...env, ...(show === "all" ? color : {}), ...extraEnv },
      stdio: live ? "inherit" : ["ignore", "pipe", "pipe"],
      shell: windows && command === "npm",
    });
    let output = "";
    for (const [stream, sink] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      stream?.setEncoding("utf8").on("data", (text) => {
        output += text;
        if (show === "all") sink.write(text);
      });
    }
    child.on("error", (error) => {
      if (error.code !== "ENOENT") reject(error);
      else if (check) reject(new Stop(`\`${command}\` was not found`));
      else resolve({ code: 127, output: "" });
    });
    child.on("close", (code, signal) => {
      if (code === 0 || !check) return resolve({ code: code ?? 1, output });
      const how = signal ? `was stopped by ${signal}` : `failed with code ${code}`;
      reject(new Stop(`${show === "all" ? "" : output}\`${[command, ...args].join(" ")}\` ${how}`));
    });
  });
}

export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Says what is being done while it is done, then how long it took. */
export async function step(what, work) {
  const since = performance.now();
  // On a terminal the command's own progress is below the line; elsewhere the time ends the line.
  process.stdout.write(`▸ ${what} … ${process.stdout.isTTY ? "\n" : ""}`);
  try {
    const result = await work();
    console.log(`${process.stdout.isTTY ? "  " : ""}${seconds(since)}`);
    return result;
  } catch (error) {
    console.log(`${process.stdout.isTTY ? "  " : ""}failed after ${seconds(since)}`);
    throw error;
  }
}

/**
 * The given files, and every file under the given folders, sorted, as paths from the root with "/"; never what tools
 * made.
 */
export function filesIn(...places) {
  const found = [];
  const visit = (path) => {
    if (!statSync(at(path)).isDirectory()) return found.push(path);
    for (const name of readdirSync(at(path)))
      if (!["target", "dist", "node_modules"].includes(name)) visit(`${path}/${name}`);
  };
  for (const place of places) if (existsSync(at(place))) visit(place);
  return found.sort();
}

/** Runs `main` when this module is the program, and turns a `Stop` into its sentence. */
export async function asProgram(moduleUrl, main) {
  if (fileURLToPath(moduleUrl) !== realpathSync(process.argv[1])) return;
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof Stop ? `\n${error.message}` : error);
    process.exitCode = error instanceof Stop ? error.code : 1;
  }
}
