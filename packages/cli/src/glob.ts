/** Files that a pattern finds, in a time that no number of stars makes long: names are matched without backtracking. */
import { type Dirent, existsSync, readdirSync, statSync } from "node:fs";
import { join, sep } from "node:path";

/** A segment of a pattern: a name, something that names match, or `**`. */
type Segment = string | Wildcard[] | typeof ANY;
const ANY = Symbol("**");

/** What one character has to be, or any number of characters. */
type Wildcard = "*" | ((character: string) => boolean);

export function isPattern(name: string): boolean {
  return /[*?[]/.test(name);
}

/**
 * The files that a pattern finds, hidden ones too: each name with everything below it, before the next name. As in
 * bash, `**` does not follow links: they may lead in circles, and to the same file in many ways.
 */
export function glob(pattern: string): string[] {
  const own = process.platform === "win32" ? pattern.replaceAll("\\", "/") : pattern;
  const [root = ""] = /^([a-z]:)?\/+/i.exec(own) ?? [];
  const parts = own.slice(root.length).split("/");
  // A name that ends with a separator is a directory's.
  if (parts.at(-1) === "") return [];
  const segments = parts.filter((part) => part !== "").map(segment);
  const files: string[] = [];
  visit(root.replaceAll("/", sep), segments, new Set([0]), files);
  return files;
}

function segment(part: string): Segment {
  if (part === "**") return ANY;
  return isPattern(part) ? wildcards(part) : part;
}

/** A folder, at each of the segments that may come next. */
function visit(folder: string, segments: Segment[], at: Set<number>, files: string[]): void {
  // `**` also matches no directory.
  for (const index of at) if (segments[index] === ANY && index + 1 < segments.length) at.add(index + 1);
  const enter = (path: string, isFolder: boolean, next: Set<number>) => {
    if (!isFolder && next.has(segments.length)) files.push(path);
    next.delete(segments.length);
    if (isFolder && next.size > 0) visit(path, segments, next, files);
  };
  const names = [...at].map((index) => segments[index]).filter((one) => typeof one === "string");
  // Literal names need no directory listing.
  if (names.length === at.size) {
    for (const name of new Set(names)) {
      const path = folder === "" && name === "." ? "" : join(folder, name);
      const next = new Set([...at].filter((index) => segments[index] === name).map((index) => index + 1));
      if (path === "" || existsSync(path)) enter(path, isFolder(path), next);
    }
    return;
  }
  for (const entry of inside(folder)) {
    const path = join(folder, entry.name);
    const next = new Set<number>();
    for (const index of at) {
      const one = segments[index]!;
      if (one === ANY && entry.isDirectory()) next.add(index);
      else if (one === ANY ? index + 1 === segments.length : isMatch(one, entry.name)) next.add(index + 1);
    }
    if (next.size > 0) enter(path, entry.isDirectory() || (entry.isSymbolicLink() && isFolder(path)), next);
  }
}

/** What is in a directory, by the bytes of the names; nothing if it cannot be listed. */
function inside(folder: string): Dirent[] {
  try {
    const entries = readdirSync(folder || ".", { withFileTypes: true });
    return entries.sort((one, other) => Buffer.compare(Buffer.from(one.name), Buffer.from(other.name)));
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path || ".").isDirectory();
  } catch {
    return false; // a link that leads nowhere
  }
}

/** `*`, `?`, `[a-z]` and `[!a-z]`, of characters. A `[` without its `]` is a character. */
export function wildcards(text: string): Wildcard[] {
  const characters = [...text];
  const made: Wildcard[] = [];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at]!;
    if (character === "*") {
      if (made.at(-1) !== "*") made.push("*");
      continue;
    }
    const start = /[!^]/.test(characters[at + 1] ?? "") ? at + 2 : at + 1;
    const end = character === "[" ? characters.indexOf("]", start + 1) : -1;
    if (character === "?") made.push(() => true);
    else if (end < 0) made.push((one) => one === character);
    else {
      made.push(classOf(characters.slice(start, end), start > at + 1));
      at = end;
    }
  }
  return made;
}

function classOf(characters: string[], isNegated: boolean): (character: string) => boolean {
  const ranges: [string, string][] = [];
  for (let at = 0; at < characters.length; at++) {
    const isRange = characters[at + 1] === "-" && at + 2 < characters.length;
    ranges.push([characters[at]!, characters[isRange ? at + 2 : at]!]);
    if (isRange) at += 2;
  }
  const point = (character: string) => character.codePointAt(0)!;
  return (one) => isNegated !== ranges.some(([low, high]) => point(low) <= point(one) && point(one) <= point(high));
}

/** After a mismatch only the last star takes one more character: what the stars before it took stays as it is. */
export function isMatch(pattern: string | readonly Wildcard[], name: string): boolean {
  if (typeof pattern === "string") return pattern === name;
  const characters = [...name];
  let [at, index] = [0, 0];
  let star: { index: number; taken: number } | undefined;
  while (at < characters.length) {
    const one = pattern[index];
    if (one === "*") star = { index: ++index, taken: at };
    else if (one?.(characters[at]!)) [at, index] = [at + 1, index + 1];
    else if (star === undefined) return false;
    else [at, index] = [++star.taken, star.index];
  }
  while (pattern[index] === "*") index += 1;
  return index === pattern.length;
}
