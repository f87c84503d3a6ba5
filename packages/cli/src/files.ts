/** Files by name or pattern, in the order of the native command (src/cli/input.rs). */
import { closeSync, existsSync, openSync, readdirSync, statSync } from "node:fs";
import { parse, sep } from "node:path";
import { Misuse, opened } from "./common.js";

/** The files that are named. Misuse is told of before anything is read. */
export function files(names: string[]): string[] {
  const all = names.flatMap((name) => {
    // Shells mostly spell patterns out; where they do not, it is done here. A file of that name comes first.
    if (name === "-" || !isPattern(name) || existsSync(name)) return [name];
    const found = matches(name).filter((path) => !isFolder(path));
    if (found.length === 0) throw new Misuse(`${name}: no file is called so`);
    return found;
  });
  // What is no file, such as a pipe, gives what it has once, and to who waits for it.
  for (const file of all) opened(file, () => file === "-" || !statSync(file).isFile() || closeSync(openSync(file, "r")));
  return all;
}

// Not `globSync` of node:fs: Node has it from 22 on, and its order is another.
function matches(pattern: string): string[] {
  const { root } = parse(pattern);
  const parts = pattern.slice(root.length).split(process.platform === "win32" ? /[\\/]/ : "/");
  // What names a folder names no file.
  if (parts.at(-1) === "") return [];
  const steps = parts.filter((part, at) => part !== "" && !(part === "**" && parts[at + 1] === "**"));
  return below(root, steps.map((text) => ({ text, matcher: text === "**" ? undefined : matcher(text, pattern) })));
}

/** A part of a pattern between separators; one without a matcher is `**`. */
interface Step {
  text: string;
  matcher: RegExp | undefined;
}

/** What a pattern finds in a folder: each name with all that is below it, before the next. */
function below(folder: string, [step, ...rest]: Step[]): string[] {
  if (step === undefined) return [];
  const found = (path: string, left: Step[]) => (left.length === 0 ? [path] : below(path, left));
  if (step.matcher !== undefined && !isPattern(step.text)) {
    const path = join(folder, step.text);
    return path === "" || existsSync(path) ? found(path, rest) : [];
  }
  return inside(folder).flatMap((name) => {
    const path = join(folder, name);
    if (step.matcher !== undefined) return step.matcher.test(name) ? found(path, rest) : [];
    const [next, ...others] = rest;
    const own = next?.matcher?.test(name) ? found(path, others) : [];
    return isFolder(path) ? [...own, ...below(path, [step, ...rest])] : own;
  });
}

function join(folder: string, name: string): string {
  if (folder === "") return name === "." ? "" : name;
  return folder.endsWith(sep) ? folder + name : folder + sep + name;
}

/** Names in a folder, by their bytes; none of what cannot be looked into. */
function inside(folder: string): string[] {
  try {
    return readdirSync(folder === "" ? "." : folder).sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isPattern(name: string): boolean {
  return /[*?[]/.test(name);
}

/** `*`, `?`, `[a-z]` and `[!a-z]` as a regular expression. */
function matcher(text: string, pattern: string): RegExp {
  const source = text.replace(/\*+|\?|\[(!?)(\]?[^\]]*)(\]?)|[^*?[]+/gsu, (part, not: string | undefined, set: string | undefined, end: string | undefined) => {
    if (part === "*") return ".*";
    if (part === "?") return ".";
    if (part.startsWith("*") || (set !== undefined && (set === "" || end === ""))) throw new Misuse(`${pattern}: is no pattern: \`**\` stands alone between separators, and a \`[\` wants a \`]\``);
    return set === undefined ? literal(part) : `[${not ? "^" : ""}${ranges(set)}]`;
  });
  return new RegExp(`^${source}$`, "su");
}

function ranges(set: string): string {
  return set.replace(/(.)-(.)|./gsu, (part, first: string | undefined, last: string | undefined) => {
    if (first === undefined || last === undefined) return literal(part);
    return first <= last ? `${literal(first)}-${literal(last)}` : ""; // nothing is in it
  });
}

/** A text as a regular expression that finds it, in brackets too. */
function literal(text: string): string {
  return [...text].map((letter) => `\\u{${letter.codePointAt(0)!.toString(16)}}`).join("");
}
