/** Files by name or pattern, in the order of the native command (src/cli/input.rs). */
import { closeSync, existsSync, lstatSync, openSync, readdirSync, realpathSync, statSync } from "node:fs";
import { parse, sep } from "node:path";
import { readOrUsageError, UsageError } from "./common.js";
import { matcher } from "./pattern.js";

/** The files that are named. A usage error is reported before anything is read. */
export function files(names: string[]): string[] {
  const found = new Set<string>();
  const all = names.flatMap((name) => {
    // Most shells expand patterns; for those that do not, it is done here. A file with that very name comes first.
    if (name === "-" || !isPattern(name) || existsSync(name)) return [name];
    const paths = matches(name).filter((path) => !isFolder(path));
    if (paths.length === 0) throw new UsageError(`${name}: no files match`);
    return paths.filter((path) => isNew(path, found));
  });
  // Pipes are not opened: one gives its content once, and to the first reader.
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

// Not `globSync` of node:fs: it needs Node 22, and its order differs.
function matches(pattern: string): string[] {
  const { root } = parse(pattern);
  const parts = pattern.slice(root.length).split(process.platform === "win32" ? /[\\/]/ : "/");
  // A name that ends with a separator is a directory's.
  if (parts.at(-1) === "") return [];
  const steps = parts.filter((part, at) => part !== "" && !(part === "**" && parts[at + 1] === "**"));
  return below(
    root,
    steps.map((text) => ({ text, matches: text === "**" ? undefined : matcherOf(text, pattern) })),
  );
}

function matcherOf(text: string, pattern: string): (name: string) => boolean {
  const found = matcher(text);
  if (found !== undefined) return found;
  throw new UsageError(
    `${pattern}: invalid pattern: \`**\` must be a whole path segment, and \`[\` needs a closing \`]\``,
  );
}

/** A part of a pattern between separators; without `matches` it is `**`. */
interface Step {
  text: string;
  matches: ((name: string) => boolean) | undefined;
}

/** What a pattern finds in a directory: each name with everything below it, before the next name. */
function below(folder: string, [step, ...rest]: Step[]): string[] {
  if (step === undefined) return [];
  const found = (path: string, left: Step[]) => (left.length === 0 ? [path] : below(path, left));
  if (step.matches !== undefined && !isPattern(step.text)) {
    const path = join(folder, step.text);
    return path === "" || existsSync(path) ? found(path, rest) : [];
  }
  return inside(folder).flatMap((name) => {
    const path = join(folder, name);
    if (step.matches !== undefined) return step.matches(name) ? found(path, rest) : [];
    const [next, ...others] = rest;
    const own = next?.matches?.(name) ? found(path, others) : [];
    // As in bash, `**` does not follow links: they may lead in circles.
    return isOwnFolder(path) ? [...own, ...below(path, [step, ...rest])] : own;
  });
}

function join(folder: string, name: string): string {
  if (folder === "") return name === "." ? "" : name;
  return folder.endsWith(sep) ? folder + name : folder + sep + name;
}

/** Names in a directory, by their bytes; none if it cannot be listed. */
function inside(folder: string): string[] {
  try {
    return readdirSync(folder === "" ? "." : folder).sort((one, other) =>
      Buffer.compare(Buffer.from(one), Buffer.from(other)),
    );
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  return isDirectory(() => statSync(path));
}

/** Whether it is a directory, and not a link to one. */
function isOwnFolder(path: string): boolean {
  return isDirectory(() => lstatSync(path));
}

function isDirectory(stat: () => { isDirectory(): boolean }): boolean {
  try {
    return stat().isDirectory();
  } catch {
    return false; // such as a link to itself
  }
}

function isPattern(name: string): boolean {
  return /[*?[]/.test(name);
}
