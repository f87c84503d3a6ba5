/** Files by name or pattern. */
import { closeSync, existsSync, openSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, sep } from "node:path";
import { globSync } from "tinyglobby";
import { readOrUsageError, UsageError } from "./common.js";

/** The files that are named. A usage error is reported before anything is read. */
export function files(names: string[]): string[] {
  const found = new Set<string>();
  const all = names.flatMap((name) => {
    // Most shells expand patterns; this is for those that do not. A file with exactly this name wins.
    if (name === "-" || !isPattern(name) || existsSync(name)) return [name];
    const paths = matches(name);
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

/** The files that a pattern finds, hidden ones too: each name with everything below it, before the next name. */
function matches(pattern: string): string[] {
  const own = process.platform === "win32" ? pattern.replaceAll("\\", "/") : pattern;
  // A name that ends with a separator is a directory's.
  if (own.endsWith("/")) return [];
  // As in bash, `**` does not follow links: they may lead in circles, and find the same file in many ways.
  const followSymbolicLinks = !own.includes("**");
  const paths = globSync(own, {
    dot: true,
    absolute: isAbsolute(pattern),
    expandDirectories: false,
    braceExpansion: false,
    followSymbolicLinks,
  });
  return paths
    .map((path) => (sep === "/" ? path : path.replaceAll("/", sep)))
    .map((path) => ({ path, parts: path.split(sep).map((part) => Buffer.from(part)) }))
    .sort((one, other) => compare(one.parts, other.parts))
    .map(({ path }) => path);
}

function compare(one: Buffer[], other: Buffer[]): number {
  const at = one.findIndex((part, index) => other[index] === undefined || !part.equals(other[index]));
  if (at < 0) return one.length - other.length;
  return other[at] === undefined ? 1 : Buffer.compare(one[at]!, other[at]);
}

function isPattern(name: string): boolean {
  return /[*?[]/.test(name);
}
