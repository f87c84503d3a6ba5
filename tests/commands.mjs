// The command of the package and the native one, run side by side in a folder of its own.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
export const native = join(
  process.env.CARGO_TARGET_DIR ?? at("target"),
  "debug",
  process.platform === "win32" ? "bandwidth-callbacks.exe" : "bandwidth-callbacks",
);
export const onWindows = process.platform === "win32" && "it needs a Unix shell";
export const skip = existsSync(native)
  ? onWindows
  : "the native command is not built: `cargo build --package bandwidth-callbacks-logs --features cli` does it";
export const cwd = mkdtempSync(join(tmpdir(), "bandwidth-callbacks-"));
after(() => rmSync(cwd, { recursive: true }));

export const commands = [[process.execPath, at("packages/cli/bandwidth-callbacks.js")], [native]];

/** What each command does: its code, what it prints, what it says beside that. */
export function each(args, options = {}) {
  return commands.map(([command, ...before]) => {
    const { status, stdout, stderr } = spawnSync(command, [...before, "lines", ...args], {
      cwd,
      encoding: "utf8",
      input: "",
      ...options,
    });
    return { code: status, out: stdout, err: stderr };
  });
}

export function same(args, options) {
  const [one, other] = each(args, options);
  assert.deepEqual(one, other, args.join(" "));
  return one;
}

/**
 * As `same`; the fields of an event stand in the order in which they were sent in one, of the crate's types in the
 * other.
 */
export function sameEvents(args) {
  const parsed = each(args).map(({ out, ...rest }) => ({
    ...rest,
    rows: out
      .split("\n")
      .filter(Boolean)
      .map((row) => JSON.parse(row)),
  }));
  assert.deepEqual(parsed[0], parsed[1], args.join(" "));
}
