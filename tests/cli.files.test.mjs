// Patterns of the command: what they match, and that none of them hangs.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { at } from "../scripts/run.mjs";
import { bundled, run } from "./desk.mjs";

const { isMatch, wildcards } = await bundled("glob", 'export * from "./glob.js";', at("packages/cli/src"));
const cwd = mkdtempSync(join(tmpdir(), "patterns-"));
after(() => rmSync(cwd, { recursive: true }));

test("a pattern matches as in a shell", () => {
  for (const [pattern, names, others] of [
    ["*", ["", "a", ".hidden", "é"], []],
    ["a*b*c", ["abc", "aXbYc", "abbcc", "abcbc"], ["ab", "abcd", "bac"]],
    ["*.jsonl.gz", [".jsonl.gz", "1.jsonl.gz"], ["1.jsonl", "1.jsonl.gz.old"]],
    ["?", ["a", "é", "📨"], ["", "ab"]],
    ["[a-c]?", ["a1", "cc"], ["d1", "a"]],
    ["[!a-c]", ["d", "]"], ["b", ""]],
    ["[]-]x", ["]x", "-x"], ["ax"]],
    ["[a-]", ["a", "-"], ["b"]],
    ["[z-a]", [], ["a", "m", "z"]],
    ["[a", ["[a"], ["a"]],
    ["a**b", ["ab", "axxb"], ["a"]],
    ["(a|b)+{c}\\", ["(a|b)+{c}\\"], ["ac"]],
  ]) {
    for (const name of names) assert.ok(isMatch(wildcards(pattern), name), `${pattern} ${name}`);
    for (const name of others) assert.ok(!isMatch(wildcards(pattern), name), `${pattern} ${name}`);
  }
});

test("however many stars it has, a pattern compares each character a bounded number of times", () => {
  for (const stars of [1, 5, 50, 500]) {
    let compared = 0;
    const counted = wildcards(`${"*a".repeat(stars)}*b`).map((one) =>
      one === "*"
        ? one
        : (character) => {
            compared += 1;
            return one(character);
          },
    );
    assert.ok(!isMatch(counted, "a".repeat(5000)));
    // The last star may try once at each character; the stars before it took what they first found.
    assert.ok(compared <= 2 * 5000 + stars, `${stars} stars: ${compared}`);
  }
});

test("many stars and directories end, and find each file once", { timeout: 60_000 }, async () => {
  const deep = join(cwd, ...Array(14).fill("a"));
  mkdirSync(deep, { recursive: true });
  writeFileSync(join(deep, "a".repeat(200)), "[]\n");
  const find = async (pattern) => {
    const { code, out } = await run(["logs", "--summary", "--json", pattern], { cwd });
    return code === 2 ? undefined : JSON.parse(out).sources.length;
  };
  assert.equal(await find(`${"**/a/".repeat(6)}**/*a*a*a*a*a*a*a*a`), 1);
  assert.equal(await find(`${"**/".repeat(30)}${"*a".repeat(30)}`), 1);
  assert.equal(await find(`${"**/a/".repeat(6)}${"*a".repeat(60)}*b`), undefined);
  assert.equal(await find("**"), 1);
});
