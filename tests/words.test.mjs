// Documents, comments and the names of tests have no word of tests/words.json, and documents have the words that people
// search for.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { documents, prose, root } from "./documents.mjs";

const list = JSON.parse(readFileSync(new URL("words.json", import.meta.url), "utf8"));
const plain = (text) =>
  ` ${text
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.join(" ")} `;

/** The listed words in a text, each with its line and what to write instead. */
function found(text) {
  const hits = text.split("\n").flatMap((line, index) => {
    const words = plain(line);
    const inLine = list.filter(({ word }) => words.includes(` ${word} `));
    return inLine.map(({ word, instead }) => `line ${index + 1} has "${word}": write ${instead}`);
  });
  return [...new Set(hits)];
}

for (const { path, text } of documents) {
  test(`${path}: plain words`, () => assert.deepEqual(found(prose(text)), []));
}

/** Only the comments and the names of tests, with the lines where they are. */
function comments(text, isRust) {
  const line = (code) => {
    const comment =
      /(?:^|[^:"'`\\])\/\/+!?(.*)$|^\s*\/?\*+(?!\w)(.*)$|\/\*\*?(.*)/.exec(code)?.slice(1).join(" ") ?? "";
    const name = isRust
      ? /^\s*(?:async )?fn (\w+)/.exec(code)?.[1].replaceAll("_", " ")
      : /\b(?:test|it|describe|suite)\((["'`])(.*?)\1/.exec(code)?.[2];
    return `${comment.replace(/`[^`]*`/g, "``")} . ${name ?? ""}`;
  };
  return text.split("\n").map(line).join("\n");
}

/** Folders that have not been gone through yet, and how many lines of theirs may still have such a word. Never more. */
const REMAINING = { "crates/callbacks/tests/": 2, "crates/callbacks/src/": 247, "src/wasm.rs": 8 };

const tracked = () => execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).split("\n");
const sources = (() => {
  try {
    return tracked().filter((path) => /\.(ts|mjs|js|rs)$/.test(path) && !path.includes("/generated/"));
  } catch {
    return []; // not a clone: a copy of the files
  }
})();

test("comments and names of tests: plain words", { skip: sources.length === 0 && "needs a git clone" }, () => {
  const counts = Object.fromEntries(Object.keys(REMAINING).map((folder) => [folder, 0]));
  const all = [];
  for (const path of sources) {
    const hits = found(comments(readFileSync(`${root}/${path}`, "utf8"), path.endsWith(".rs")));
    const folder = Object.keys(REMAINING).find((prefix) => path.startsWith(prefix));
    if (folder === undefined) all.push(...hits.map((hit) => `${path}: ${hit}`));
    else counts[folder] += hits.length;
  }
  assert.deepEqual(all, []);
  for (const [folder, most] of Object.entries(REMAINING))
    assert.ok(counts[folder] <= most, `${folder} has ${counts[folder]} lines with listed words, and may have ${most}`);
});

test("the field's own words can be found", () => {
  const all = plain(documents.map(({ text }) => text).join("\n"));
  for (const words of ["idempotency key", "idempotency store", "at least once", "dead letter", "delivery receipt dlr"])
    assert.ok(all.includes(` ${words} `), words);
});
