// Documents, comments and the names of tests have no word of tests/words.json, and documents have the words that people
// search for.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
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

const more = ["bench/README.md", "fuzz/README.md"];
const others = more.map((path) => ({ path, text: readFileSync(`${root}/${path}`, "utf8") }));

for (const { path, text } of [...documents, ...others]) {
  test(`${path}: plain words`, () => assert.deepEqual(found(prose(text)), []));
}

/** Only the comments and the names of tests, with the lines where they are. */
function comments(text, path) {
  const isRust = path.endsWith(".rs");
  const line = (code) => {
    const comment =
      /(?:^|[^:"'`\\])\/\/+!?(.*)$|^\s*\/?\*+(?!\w)(.*)$|\/\*\*?(.*)/.exec(code)?.slice(1).join(" ") ?? "";
    const name = isRust
      ? path.includes("/tests/") && /^\s*(?:async )?fn (\w+)/.exec(code)?.[1].replaceAll("_", " ")
      : /\b(?:test|it|describe|suite)\((["'`])(.*?)\1/.exec(code)?.[2];
    return `${comment.replace(/`[^`]*`/g, "``")} . ${name || ""}`;
  };
  return text.split("\n").map(line).join("\n");
}

const tracked = () => execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).split("\n");
const sources = (() => {
  try {
    return tracked().filter(
      (path) => /\.(ts|mjs|js|rs)$/.test(path) && !path.includes("/generated/") && existsSync(`${root}/${path}`),
    );
  } catch {
    return []; // not a clone: a copy of the files
  }
})();

test("comments and names of tests: plain words", { skip: sources.length === 0 && "needs a git clone" }, () => {
  const all = sources.flatMap((path) => {
    const hits = found(comments(readFileSync(`${root}/${path}`, "utf8"), path));
    return hits.map((hit) => `${path}: ${hit}`);
  });
  assert.deepEqual(all, []);
});

test("the field's own words can be found", () => {
  const all = plain(documents.map(({ text }) => text).join("\n"));
  for (const words of ["idempotency key", "idempotency store", "at least once", "dead letter", "delivery receipt dlr"])
    assert.ok(all.includes(` ${words} `), words);
});
