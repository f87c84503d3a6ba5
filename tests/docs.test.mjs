// The declarations of the packages: every public name is documented, examples run, and nothing is `any`.

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
  "core",
  "events",
  "status",
  "full",
  "explain",
  "samples",
  "schema",
  "receiver",
  "receiver/create",
  "receiver/credentials",
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
