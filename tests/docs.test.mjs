// The declarations of the packages: every public name is documented, with its parameters, its result and its defaults;
// examples run, and nothing is `any`.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { examplesIn, runs } from "./examples.mjs";

const declarationsIn = (path, before = "") => {
  const folder = new URL(path, import.meta.url);
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".d.ts"));
  return files.map((name) => ({ name: before + name, text: readFileSync(new URL(name, folder), "utf8") }));
};
const declarations = [...declarationsIn("../pkg/"), ...declarationsIn("../packages/logs/dist/", "logs/")];
/** What users import; the others are parts of these. */
const entries = [
  "index",
  "parse",
  "error",
  "events",
  "status",
  "verification",
  "generated/verification",
  "full",
  "explain",
  "samples",
  "schema",
  "receiver",
  "receiver/create",
  "receiver/credentials",
  "receiver/body",
  "receiver/lambda",
  "receiver/node",
  "receiver/options",
  "receiver/store",
  "receiver/signature",
  "receiver/stores",
  "types",
  "generated/events",
  "logs/index",
  "logs/fault",
  "logs/options",
  "logs/generated/summary",
].map((name) => `${name}.d.ts`);

test("each entry has its declarations", () => {
  assert.deepEqual(
    entries.filter((entry) => !declarations.some(({ name }) => name === entry)),
    [],
  );
});

for (const { name, text } of declarations.filter(({ name }) => entries.includes(name))) {
  test(`${name}: every public name is documented`, () => {
    const lines = text.split("\n");
    let inShape = false;
    const bare = lines.filter((line, at) => {
      const isName = /^export (declare )?(function|class|const|interface|type \w)/.test(line);
      if (/^\S/.test(line)) inShape = /^export (interface|declare class)/.test(line);
      const isMember = inShape && /^ {4}(readonly )?["\w~-]+\??:/.test(line);
      return (isName || isMember) && !lines[at - 1].trimEnd().endsWith("*/") && !line.includes('"~standard"');
    });
    assert.deepEqual(bare, []);
  });
}

/** The parts of a list between commas that are in no bracket. */
function parts(list) {
  const found = [""];
  let depth = 0;
  for (const sign of list.replaceAll("=>", "⇒")) {
    if ("([{<".includes(sign)) depth += 1;
    if (")]}>".includes(sign)) depth -= 1;
    if (sign === "," && depth === 0) found.push("");
    else found[found.length - 1] += sign;
  }
  return found.map((part) => part.trim()).filter((part) => part !== "");
}

/** The functions and methods of a declaration file: name, comment, parameters and the type of the result. */
function functionsIn(text) {
  const pattern =
    /(?:^|\n)( *)\/\*\*((?:(?!\*\/)[^])*)\*\/\n *(?:export declare function (\w+)|(constructor|\w+)(?=[<(]))/g;
  return [...text.matchAll(pattern)].map((match) => {
    const [, indent, comment, exported, member] = match;
    let at = match.index + match[0].length;
    const end = text.indexOf(";\n", at);
    let rest = text.slice(at, end);
    if (rest.startsWith("<")) {
      let depth = 0;
      for (at = 0; at < rest.length; at++) {
        if (rest[at] === "<") depth += 1;
        if (rest[at] === ">" && rest[at - 1] !== "=" && --depth === 0) break;
      }
      rest = rest.slice(at + 1);
    }
    let depth = 0;
    for (at = 0; at < rest.length; at++) {
      if ("({[".includes(rest[at])) depth += 1;
      if (")}]".includes(rest[at]) && --depth === 0) break;
    }
    const names = parts(rest.slice(1, at)).map((part) => part.match(/^(?:\.\.\.)?(\w+)/)?.[1] ?? "{}");
    const result = rest.slice(at + 1).replace(/^: */, "");
    return { name: exported ?? member, isMember: indent !== "", comment, names, result };
  });
}

/** Shapes of other libraries, which their own documentation describes. */
const foreign = /^export interface (NodeRequest|NodeResponse|KVNamespaceLike|DurableObject\w+) \{[^]*?^\}/gm;

const callable = declarations.filter(({ name }) => entries.includes(name) && name !== "receiver/body.d.ts");

for (const { name, text } of callable) {
  test(`${name}: parameters, results and defaults are documented`, () => {
    const lacks = [];
    for (const { name, comment, names, result } of functionsIn(text.replace(foreign, ""))) {
      if (comment.includes("@internal")) continue;
      for (const [at, parameter] of names.entries()) {
        const documented = [...comment.matchAll(/@param (\w+) \S/g)][at]?.[1];
        if (documented === undefined || (parameter !== "{}" && documented !== parameter))
          lacks.push(`${name}: @param ${parameter}`);
      }
      const isNothing = result === "" || result === "void" || result === "Promise<void>";
      if (!isNothing && !/@returns \S/.test(comment)) lacks.push(`${name}: @returns`);
    }
    const shapes = text.matchAll(/^export interface (\w+(?:Options|Settings))\b[^{]*\{([^]*?)^\}/gm);
    for (const [, shape, members] of shapes) {
      for (const [, comment, member] of members.matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\n {4}(\w+)\?:/g)) {
        if (!/@default \S/.test(comment)) lacks.push(`${shape}.${member}: @default`);
      }
    }
    assert.deepEqual(lacks, []);
  });
}

test("a function that can throw documents it", () => {
  const all = callable.flatMap(({ text }) => functionsIn(text));
  const sources = ["../src/js/", "../packages/logs/src/"].flatMap((path) => {
    const folder = new URL(path, import.meta.url);
    return readdirSync(folder, { recursive: true })
      .filter((name) => name.endsWith(".ts") && !name.startsWith("generated"))
      .map((name) => readFileSync(new URL(name.replaceAll("\\", "/"), folder), "utf8"));
  });
  const lacks = [];
  for (const { name, isMember, comment } of all) {
    if (isMember || comment.includes("@internal")) continue;
    for (const text of sources) {
      const body = text.match(new RegExp(`^export (?:async )?function ${name}\\b[^]*?^\\}`, "m"))?.[0] ?? "";
      // `facts` throws for anything but an event, and `full` where WebAssembly is not compiled.
      const throws = /\bthrow new (\w+)|\b(?:checkOptions|facts|full|run)\(/.test(body);
      if (throws && !comment.includes("@throws {")) lacks.push(name);
    }
  }
  assert.deepEqual([...new Set(lacks)], []);
  assert.ok(
    all.some(({ name, names }) => name === "parse" && names.join() === "body,options"),
    "functions are found",
  );
});

test("nothing is `any`", () => {
  for (const { name, text } of declarations) {
    const code = text.replace(/\/\*[^]*?\*\/|\/\/.*/g, "");
    assert.doesNotMatch(code, /\bany\b/, name);
  }
});

for (const { name, text } of declarations) {
  const words = text.replace(/^ *\* ?/gm, "");
  for (const [number, code] of examplesIn(words).entries()) test(`${name}: example ${number + 1}`, () => runs(code));
}
