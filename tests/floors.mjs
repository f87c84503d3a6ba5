// What each file imports, by its text: `use` trees and paths of Rust, `import` and `export … from` of TypeScript.

import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { at, filesIn } from "../scripts/run.mjs";

/** The files of a tree and what each imports of it, all without the tree's name; imports from elsewhere apart. */
export function importsOf(tree, { root = "lib.rs", skip } = {}) {
  const files = filesIn(tree)
    .filter((path) => /\.(rs|ts|js)$/.test(path) && !/\.d\.ts$|\/(node_modules|dist)\//.test(path))
    .map((path) => path.slice(tree.length + 1))
    .filter((file) => skip === undefined || !file.startsWith(skip));
  const imports = new Map(files.map((file) => [file, new Set()]));
  const outside = [];
  const read = files.some((file) => file.endsWith(".rs")) ? readRust(files, root) : readTypeScript(files);
  // The root first: it may name files elsewhere as its modules.
  for (const file of files.toSorted((one, other) => (other === root) - (one === root))) {
    for (const found of read(file, readFileSync(at(tree, file), "utf8"))) {
      if (found.startsWith("../")) outside.push(`${file} -> ${found}`);
      else if (found !== file) imports.get(file).add(found);
    }
  }
  return { imports, outside };
}

function readTypeScript(files) {
  const known = new Set(files);
  return function* (file, text) {
    const code = text.replace(/\/\*[^]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
    for (const [, name] of code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"?]+)/g)) {
      const path = posix.join(posix.dirname(file), name);
      const found = [path, path.replace(/\.js$/, ".ts"), `${path}.ts`].find((one) => known.has(one));
      if (found !== undefined) yield found;
      else if (path.startsWith("../")) yield path;
    }
  };
}

function readRust(files, root) {
  const moduleOf = (file) => (file === root ? [] : file.replace(/(\/mod)?\.rs$/, "").split("/"));
  const fileOf = new Map(files.map((file) => [moduleOf(file).join("::"), file]));
  /** The file with what a path names. */
  const holder = (path) => {
    let steps = path;
    while (!fileOf.has(steps.join("::"))) steps = steps.slice(0, -1);
    return fileOf.get(steps.join("::"));
  };
  const resolved = (file, path, isInner) => {
    const steps = path.split("::").filter((step) => step !== "");
    if (steps[0] === "crate") return steps.slice(1);
    let base = moduleOf(file);
    if (steps[0] === "self") return [...base, ...steps.slice(1)];
    if (steps[0] !== "super") return fileOf.has([...base, steps[0]].join("::")) ? [...base, ...steps] : undefined;
    // In a module within a file, the first `super` is the file.
    let up = isInner ? 0 : 1;
    for (; steps[0] === "super"; up = 1, steps.shift()) base = base.slice(0, base.length - up);
    return [...base, ...steps];
  };
  return function* (file, text) {
    for (const [, path, name] of text.matchAll(/^#\[path = "(\.\.[^"]+)"\]\s*mod (\w+);/gm)) fileOf.set(name, path);
    const code = text
      .replace(/^\s*\/\/.*$/gm, "")
      .replace(/pub\(in [\w:]+\)/g, "pub")
      .replace(/#\[cfg\(test\)\]\s*mod \w+ \{[^]*$/, "");
    const paths = [];
    const rest = code.replace(/^([ \t]*)(?:pub(?:\(\w+\))? )?use ([^;]+);/gm, (_, indent, tree) => {
      paths.push(...expanded(tree).map((path) => [path, indent !== ""]));
      return "";
    });
    for (const [path] of rest.matchAll(/\b(?:crate|super|self)(?:::\w+)+/g)) paths.push([path, false]);
    // A path may begin with a module of this file, too.
    for (const [path, name] of rest.matchAll(/(?<![\w:])(\w+)(?:::\w+)+/g)) {
      if (fileOf.has([...moduleOf(file), name].join("::"))) paths.push([path, false]);
    }
    for (const [path, isInner] of paths) {
      const found = resolved(file, path, isInner);
      if (found !== undefined) yield holder(found);
    }
  };
}

/** The paths of a `use` tree: `a::{b, c::{d, e}}`. */
function expanded(tree) {
  const group = /^([^{]*)\{([^]*)\}$/.exec(tree.trim());
  if (group === null) return [tree.replace(/\s+as\s+\w+/, "").trim()];
  const parts = [];
  let [depth, part] = [0, ""];
  for (const character of group[2]) {
    if (character === "{") depth += 1;
    if (character === "}") depth -= 1;
    if (character === "," && depth === 0) {
      parts.push(part);
      part = "";
    } else part += character;
  }
  parts.push(part);
  return parts.filter((one) => one.trim() !== "").flatMap((one) => expanded(one).map((path) => group[1].trim() + path));
}

/** The circles of imports: the strongly connected files (Tarjan), each with its files in order. */
export function circlesOf(imports) {
  const [index, low, stack, circles] = [new Map(), new Map(), [], []];
  const visit = (file) => {
    index.set(file, index.size);
    low.set(file, index.get(file));
    stack.push(file);
    for (const other of imports.get(file)) {
      if (!index.has(other)) visit(other);
      if (stack.includes(other)) low.set(file, Math.min(low.get(file), low.get(other)));
    }
    if (low.get(file) !== index.get(file)) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1) circles.push(circle.sort());
  };
  for (const file of imports.keys()) if (!index.has(file)) visit(file);
  return circles;
}
