/** Files by name or pattern. */
import { closeSync, existsSync, openSync, realpathSync, statSync } from "node:fs";
import { readOrUsageError, UsageError } from "./common.js";
import { glob, isPattern } from "./glob.js";

/** The files that are named. A usage error is reported before anything is read. */
export function files(names: string[]): string[] {
  const found = new Set<string>();
  const all = names.flatMap((name) => {
    // Most shells expand patterns; this is for those that do not. A file with exactly this name wins.
    if (name === "-" || !isPattern(name) || existsSync(name)) return [name];
    const paths = glob(name);
    if (paths.length === 0) throw new UsageError(`${name}: no files match`);
    return paths.filter((path) => isNew(path, found));
  });
  // Pipes are not opened: a pipe can be read only once.
  for (const file of all)
    readOrUsageError(file, () => file === "-" || !statSync(file).isFile() || closeSync(openSync(file, "r")));
  return all;
}

/** Whether no pattern has found this file before, by another way. */
function isNew(path: string, found: Set<string>): boolean {
  let real = path;
  try {
    real = realpathSync(path);
  } catch {} // Opening it says why it cannot be read.
  if (found.has(real)) return false;
  found.add(real);
  return true;
}
